"""A stretch of text that may name a place, and what the gazetteer's rows say of such a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geo.gazetteer import DEMONYM, Row


@dataclass(slots=True, eq=False)
class Toponym:
    """Words `first` to `last` of a text, the places they may name, and what speaks for and against it.

    `rows` are the gazetteer's, none for a name it lacks; `key` is what it was looked up by. `weight` is in log-odds:
    above nought it is taken for a place, for the reasons in `evidence`. `containers` are the toponyms the text says
    hold it ("Paris, Texas"), `contents` those it holds, `beside` its neighbours in a list; `head` is the word that
    says what it is ("village").
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    key: str
    rows: Sequence[Row] = ()
    weight: float = 0.0
    evidence: list[str] = field(default_factory=list)
    containers: list[Toponym] = field(default_factory=list)
    contents: list[Toponym] = field(default_factory=list)
    beside: list[Toponym] = field(default_factory=list)
    head: str = ""


def foremost(rows: Iterable[Row]) -> Row:
    """The row a name brings to mind: a country, else the most populous place."""
    return max(rows, key=lambda row: (is_country(row), row.population, row.kind != DEMONYM))


def is_demonym(toponym: Toponym) -> bool:
    """Whether the name is first of all the word for a people: "Armenian"."""
    return bool(toponym.rows) and foremost(toponym.rows).kind == DEMONYM


def is_country(row: Row) -> bool:
    return row.feature_code.startswith("PCL")


def is_grand(rows: Iterable[Row]) -> bool:
    """Whether the name may be that of a country, a first-order division, a capital or a continent."""
    return any(row.feature_code in ("PPLC", "ADM1", "CONT") or is_country(row) for row in rows)


def contains(whole: Row, part: Row) -> bool:
    """Whether one row is the country or a division of another."""
    if is_country(whole):
        return whole.country == part.country and whole.key != part.key
    return whole.key in (part.admin1, part.admin2)
