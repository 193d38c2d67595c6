"""A stretch of text that may name a place, and what the gazetteer has under such a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geo.evidence import evidence
from geo.gazetteer import ALTERNATE, DEMONYM, MAIN, Gazetteer, Row
from geo.names import fold

_MANY = 60  # places of one name that are weighed at all


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """The rows a gazetteer has under one name.

    `places` are those that are no people's name, the most prominent first. `foremost` is the row the name brings to
    mind: a country, a sea or a wide region, else the most populous place. The name `is_demonym` when that is a people's
    ("Armenian"), and `is_grand` when it may be that of a country, a first-order division, a capital or a continent.
    """

    rows: Sequence[Row]
    places: Sequence[Row]
    foremost: Row

    is_demonym: bool
    may_be_country: bool
    is_grand: bool


@lru_cache(maxsize=20_000)
def known(gazetteer: Gazetteer, name: str) -> Name | None:
    """What the gazetteer has under a name, or None; remembered, since the same few names are in all the news."""
    rows: Sequence[Row] = gazetteer.lookup(name)
    if not rows:
        return None
    if len(rows) > 1 and not name.isascii():
        rows = _as_written(gazetteer, name, rows)
    places = sorted((row for row in rows if row.kind != DEMONYM), key=_prominence, reverse=True)[:_MANY]
    foremost = max(rows, key=lambda row: (is_country(row), _is_vast(row), row.population, row.kind != DEMONYM))
    countries = any(map(is_country, rows))
    grand = countries or any(row.feature_code in ("PPLC", "ADM1", "CONT") for row in rows)
    return Name(rows, tuple(places), foremost, foremost.kind == DEMONYM, countries, grand)


def _as_written(gazetteer: Gazetteer, name: str, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a name with diacritics: it is the own name of places written just so, of others another name."""
    spelt = gazetteer.spelt(name, rows)
    if not spelt:
        return rows
    others = {MAIN: ALTERNATE}
    kinds = (
        row.kind if row.kind == DEMONYM else MAIN if row.key in spelt else others.get(row.kind, row.kind)
        for row in rows
    )
    return tuple(row._replace(kind=kind) for row, kind in zip(rows, kinds, strict=True))


@lru_cache(maxsize=50_000)
def beginning(gazetteer: Gazetteer, word: str) -> tuple[int, Name | None]:
    """How many words the longest name has that begins with this word, and what is called by the word alone."""
    lists = evidence()
    alone = None if word.lower() in lists.never else known(gazetteer, lists.abbreviations.get(word, word))
    return gazetteer.longest(fold(word)), alone


def _is_vast(row: Row) -> bool:
    """Whether a place is a sea, a range or a region that is known all over the world."""
    return row.radius_km > 100 and row.feature_class not in "AP"


def _prominence(row: Row) -> tuple[bool, int, int]:
    return row.feature_code.startswith(("PCL", "ADM1", "CONT")), row.population, -row.key


@dataclass(slots=True, eq=False)
class Toponym:
    """Words `first` to `last` of a text, what is known of the name, and what speaks for and against a place.

    `known` is None for a name the gazetteer lacks; `key` is what it was looked up by. `weight` is in log-odds: above
    nought it is taken for a place, for the reasons in `evidence`. `containers` are the toponyms the text says hold it
    ("Paris, Texas"), `contents` those it holds, `beside` its neighbours in a list; `head` is the word that says what
    it is ("village").
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    key: str
    known: Name | None = None
    weight: float = 0.0
    evidence: list[str] = field(default_factory=list)
    containers: tuple[Toponym, ...] = ()
    contents: tuple[Toponym, ...] = ()
    beside: tuple[Toponym, ...] = ()
    head: str = ""

    @property
    def rows(self) -> Sequence[Row]:
        return self.known.rows if self.known else ()

    @property
    def is_demonym(self) -> bool:
        return self.known is not None and self.known.is_demonym


def is_country(row: Row) -> bool:
    return row.feature_code.startswith("PCL")


def contains(whole: Row, part: Row) -> bool:
    """Whether one row is the country or a division of another."""
    if is_country(whole):
        return whole.country == part.country and whole.key != part.key
    return whole.key in (part.admin1, part.admin2)
