"""Asking the gazetteer for a place: "Shusha", "Springfield, Illinois", or a misspelt name.

Standard library only, so that a cold process answers at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from geo.codes import alpha3
from geo.gazetteer import ABBREVIATION, DEMONYM, KINDS, MAIN, Gazetteer, Row, distance_km
from geo.names import fold
from geo.place import Candidate

_PARTS = re.compile(r"\s*[,;()/]\s*")
_KIND_WEIGHT = {MAIN: 1.0, ABBREVIATION: 0.8}  # other names: a third
_FLOOR = {  # the weight of a place whose population says nothing, or too little
    "PPLC": 500_000, "PPLA": 50_000, "PPLA2": 8_000, "CONT": 1e9, "OCN": 1e8, "PCLI": 2e6, "ADM1": 200_000,
    "SEA": 5e6, "GULF": 2e6, "RGN": 500_000, "STM": 200_000, "MTS": 500_000, "DSRT": 500_000, "ISLS": 200_000,
    "STRT": 500_000, "LK": 100_000, "AIRP": 5_000, "ADM2": 20_000,
}  # fmt: skip
# Of a division and its seat of one name the seat is meant more often; of a country and anything else, the country.
_CLASS_WEIGHT = {"PCLI": 3.0, "PPLC": 2.0, "ADM1": 0.12, "ADM2": 0.05}
_UNKNOWN = 300.0  # the weight of a place that no gazetteer lists
_SHORTEST_FUZZY = 4
_LEAST_FUZZY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place a query may mean. `name` is the folded name that matched; `distance` the edits it is away (0 exact)."""

    row: Row
    score: float
    name: str
    distance: int = 0

    @property
    def kind(self) -> str:
        """Which of the place's names matched: main, alternate, abbreviation, historic."""
        return KINDS[self.row.kind]


def geocode(
    query: str, *, country: str | None = None, limit: int = 10, gazetteer: Gazetteer | None = None
) -> tuple[Candidate, ...]:
    """The places a query may mean, likeliest first; empty when the gazetteer knows none. Scores sum to at most 1.

    `country` is an ISO 3166-1 code. Raises ValueError for a code that is none, GazetteerError without an index.

    >>> from geo.place import Place
    >>> shusha = Place(id="geonames:147105", name="Shusha", lat=39.76, lon=46.75, country="AZE", population=4_000)
    >>> small = Gazetteer([(shusha, ["Shushi"])])
    >>> [(found.place.name, found.score) for found in geocode("Shusha", gazetteer=small)]
    [('Shusha', 0.93)]
    >>> [(found.place.name, found.score) for found in geocode("Shuhsa", gazetteer=small)]
    [('Shusha', 0.36)]
    >>> geocode("Nowhere at all", gazetteer=small)
    ()
    """
    known = Gazetteer.bundled() if gazetteer is None else gazetteer
    found = matches(query, countries=(country,) if country else (), gazetteer=known)[:limit]
    return tuple(Candidate(place=known.place_of(match.row), score=match.score) for match in found)


def matches(query: str, *, countries: Iterable[str] = (), gazetteer: Gazetteer) -> list[Match]:
    """Like `geocode`, with the row and the name behind each answer. Raises ValueError for an unknown country code."""
    codes = {_code(country) for country in countries}
    name, *within = [part for part in _PARTS.split(query.strip()) if fold(part)] or [""]
    folded = fold(name)
    rows = _exact(gazetteer, fold(query), codes) if within else ()
    if within:
        rows += tuple(row for row in _exact(gazetteer, folded, codes) if _inside(gazetteer, row, within))
    else:
        rows = _exact(gazetteer, folded, codes)
    if rows or _exact(gazetteer, folded, set()):
        return _weighed([(row, folded, 0) for row in {row.key: row for row in reversed(rows)}.values()])
    near = [(row, key, edits) for row, key, edits in _similar(gazetteer, folded) if not codes or row.country in codes]
    return _weighed([found for found in near if _inside(gazetteer, found[0], within)])


def _code(country: str) -> str:
    code = alpha3(country)
    if code is None:
        raise ValueError(f"{country!r} is not an ISO 3166-1 country code: write AZ or AZE")
    return code


def _exact(gazetteer: Gazetteer, folded: str, codes: set[str]) -> tuple[Row, ...]:
    rows = gazetteer.lookup_folded(folded) or gazetteer.lookup_folded(folded.removeprefix("the "))
    return tuple(row for row in rows if row.kind != DEMONYM and (not codes or row.country in codes))


def _inside(gazetteer: Gazetteer, row: Row, within: list[str]) -> bool:
    """Whether each further name is of a larger place around it ("Paris, Texas") or also its own ("Shusha/Shushi")."""
    return all(
        any(same.key == row.key for same in gazetteer.lookup(name))
        or any(_holds(larger, row) for larger in _larger(gazetteer, name))
        for name in within
    )


def _larger(gazetteer: Gazetteer, name: str) -> tuple[Row, ...]:
    """Areas of that name; a country's ISO code is one too."""
    code = alpha3(name) if 2 <= len(name) <= 3 else None
    country = gazetteer.country(code) if code else None
    row = gazetteer.row(country.id) if country else None
    rows = gazetteer.lookup(name) or tuple(found[0] for found in _similar(gazetteer, fold(name)))
    areas = tuple(row for row in rows if row.kind != DEMONYM and row.feature_class in "ALT")
    return areas + ((row,) if row else ())


def _holds(larger: Row, row: Row) -> bool:
    if larger.key == row.key:
        return False
    if larger.feature_code.startswith("PCL") or larger.feature_code == "TERR":
        return larger.country == row.country
    if larger.feature_code in {"ADM1", "ADM2"}:
        return larger.key in (row.admin1, row.admin2)
    return distance_km(larger.lat, larger.lon, row.lat, row.lon) < larger.radius_km


def _weighed(found: list[tuple[Row, str, int]]) -> list[Match]:
    weights = [weight(row) * math.exp(-2.5 * edits) for row, _, edits in found]
    total = sum(weights) + _UNKNOWN
    ranked = [
        Match(row=row, name=key, distance=edits, score=round(weight / total * _likeness(key, edits), 2))
        for (row, key, edits), weight in zip(found, weights, strict=True)
    ]
    likely = [match for match in ranked if match.distance == 0 or match.score >= _LEAST_FUZZY]
    return sorted(likely, key=lambda match: (-match.score, -weight(match.row), match.row.key))


def weight(row: Row) -> float:
    """How much a place is thought of first among those of its name: its people, or what stands for them."""
    people = max(row.population, _FLOOR.get(row.feature_code, 200))
    return float(people) * _CLASS_WEIGHT.get(row.feature_code, 1.0) * _KIND_WEIGHT.get(row.kind, 0.33)


def _likeness(key: str, edits: int) -> float:
    """The belief that a name so many edits away was meant: 1 for none, 0.7 for one in six letters."""
    return max(0.05, 1 - edits / len(key)) ** 2 if edits else 1.0


def _similar(gazetteer: Gazetteer, folded: str) -> list[tuple[Row, str, int]]:
    """Places whose name is a few edits away: one in four or five letters, two in six to ten, else three."""
    if len(folded) < _SHORTEST_FUZZY:
        return []
    most = 1 if len(folded) < 6 else 2 if len(folded) < 11 else 3
    best: dict[int, tuple[Row, str, int]] = {}
    letters = set(folded)
    for key in gazetteer.names_like(folded, most):
        if len(letters.symmetric_difference(key)) > 2 * most:
            continue  # each edit brings at most one new letter and loses one
        edits = edit_distance(folded, key, most)
        if edits <= most:
            for row in gazetteer.lookup_folded(key):
                if row.kind != DEMONYM and (row.key not in best or edits < best[row.key][2]):
                    best[row.key] = row, key, edits
    return sorted(best.values(), key=lambda found: found[0].key)


def edit_distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with a neighbour to turn one into the other; `most` + 1 when it is more.

    >>> edit_distance("shuhsa", "shusha", 2), edit_distance("baku", "batumi", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
