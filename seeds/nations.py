"""The names that act in news: states and what speaks for them, organisations, leaders, and the nouns for roles.

Tables in this folder; no map. `known_names` is matched against the tokens of a sentence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from seeds.report import ActorKind
from seeds.text import Token

Sort = Literal["state", "adjective", "people", "seat", "body", "person"]
_FAMOUS = frozenset(  # surnames that need neither title nor first name
    """Putin Biden Trump Obama Macron Merkel Scholz Sunak Starmer Erdogan Erdoğan Aliyev Pashinyan Netanyahu Zelensky
    Zelenskyy Lavrov Shoigu Medvedev Lukashenko Khamenei Raisi Rouhani Ahmadinejad Pezeshkian Zarif Amir-Abdollahian
    Saakashvili Blinken Hollande Sarkozy Meloni Orban Orbán Vucic Vučić Guterres Stoltenberg Borrell Gaddafi Mubarak
    Karzai Musharraf Maduro Bolsonaro Milei Trudeau Duterte Kishida Tokayev Nazarbayev Peskov Zakharova Prigozhin
    Kadyrov Navalny al-Assad al-Sisi Soleimani Nasrallah Sarkisian Mirzoyan Araghchi""".split()
)
_FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: a state, its adjective or people, its seat of power, a body, a person."""

    sort: Sort
    name: str
    code: str | None
    kind: ActorKind = "government"
    sure: bool = True  # a surname that is not needs a title before it


@dataclass(frozen=True, slots=True)
class Roles:
    """The nouns that make an actor, each with its kind, and the titles that stand before names."""

    kinds: dict[str, ActorKind]
    guards: frozenset[str]
    weapons: frozenset[str]
    titles: frozenset[tuple[str, ...]]


@cache
def states() -> dict[str, tuple[str, str]]:
    """Alpha-3 code → (name, first adjective).

    >>> states()["AZE"]
    ('Azerbaijan', 'Azerbaijani')
    """
    return {row[0]: (row[1], row[3].split("|")[0]) for row in _rows("states.tsv")}


@cache
def seats_of(code: str) -> tuple[str, ...]:
    """The places that speak for a state (alpha-3), its capital first.

    >>> seats_of("AZE")
    ('Baku',)
    """
    return next((tuple(filter(None, row[4].split("|"))) for row in _rows("states.tsv") if row[0] == code), ())


@cache
def known_names() -> dict[str, list[tuple[tuple[str, ...], Known]]]:
    """Every known name by its first word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for name, known in _names():
        words = tuple(name.replace("’s", " ’s").split())
        index.setdefault(words[0], []).append((words, known))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def match_known(tokens: Sequence[Token], at: int) -> tuple[Known, int] | None:
    """The longest known name that begins at a token, and how many tokens it takes."""
    for words, known in known_names().get(tokens[at].text.replace("'", "’"), ()):
        if len(words) == 1 or words == tuple(t.text.replace("'", "’") for t in tokens[at : at + len(words)]):
            return known, len(words)
    return None


@cache
def roles() -> Roles:
    table = tomllib.loads(files("seeds").joinpath("roles.toml").read_text("utf-8"))
    kinds: dict[str, ActorKind] = {}
    for kind in get_args(ActorKind):
        for noun in table[kind].split():
            kinds.setdefault(noun, kind)
    weapons = frozenset(table["weapons"].split())
    for noun in weapons:
        kinds.setdefault(noun, "military")
    titles = frozenset(tuple(title.split()) for title in table["titles"].replace("\n", "").split(";") if title)
    return Roles(kinds, frozenset(table["guards"].split()), weapons, titles)


def _rows(name: str) -> Iterator[list[str]]:
    lines = files("seeds").joinpath(name).read_text("utf-8").splitlines()
    body = [line for line in lines if line and not line.startswith("#")][1:]
    return (line.split("\t") for line in body)


def _names() -> Iterator[tuple[str, Known]]:
    for code, name, names, adjectives, seats in _rows("states.tsv"):
        for other in [name, *names.split("|")]:
            if other:
                yield other, Known("state", name, code)
        for adjective in filter(None, adjectives.split("|")):
            yield adjective, Known("adjective", name, code)
            if not adjective.endswith(("s", "sh", "ch", "ese", "men")):
                yield adjective + "s", Known("people", name, code, "civilians")
        for seat in filter(None, seats.split("|")):
            yield seat, Known("seat", name, code)
    for name, kind, code, names in _rows("organisations.tsv"):
        for other in [name, *names.split("|")]:
            if other:
                yield other, Known("body", name, code or None, cast(ActorKind, kind))
    yield from _people()


def _people() -> Iterator[tuple[str, Known]]:
    surnames: dict[str, list[Known]] = {}
    for name, code in _rows("leaders.tsv"):
        person = Known("person", name, code or None, "person")
        yield name, person
        surname = name.split()[0] if code in _FAMILY_FIRST else name.split()[-1]
        surnames.setdefault(surname, []).append(person)
    for surname, people in surnames.items():
        codes = {person.code for person in people}
        if len(codes) == 1 and len(surname) > 1:
            name = people[0].name if len(people) == 1 else surname
            yield surname, Known("person", name, people[0].code, "person", surname in _FAMOUS)
