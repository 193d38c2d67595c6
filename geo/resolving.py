"""Which place each name means: what the places are, and what else the document names, in two passes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, exp, log10, radians
from types import MappingProxyType

from geo.gazetteer import ALTERNATE, DEMONYM, HISTORIC, Row
from geo.recognising import Reading
from geo.toponym import Toponym, contains, foremost, is_country, is_demonym

_MANY = 60  # places of one name that are weighed at all
_NEAREST = 12  # of them, those whose distances are measured
_SURENESS = 2.0  # scores are made this much sharper for the last word: calibrated on open text
_ALIKE = 0.8  # for being of one kind with the neighbours in a list: states with states, towns with towns
_TOGETHER = 2.0  # for a town and its county named in one text
_KM_A_DEGREE = 111.2
_HEADS = (
    dict.fromkeys(
        "county parish province region district governorate oblast rayon raion prefecture canton department state".split(),
        "A",
    )
    | dict.fromkeys("city town village township borough hamlet municipality suburb streets mayor".split(), "P")
    | dict.fromkeys("river lake sea bay gulf strait straits creek canal reservoir".split(), "H")
    | dict.fromkeys("mountain mountains hills desert island islands isle peninsula valley plain plateau".split(), "T")
)


@dataclass(slots=True)
class Named:
    """One name of a document with all its mentions: which of its places is meant?

    `scores` runs beside `rows`; `shares` are the scores as parts of one.
    """

    rows: Sequence[Row]
    mentions: list[Toponym] = field(default_factory=list)
    head: str = ""
    weight: float = 1.0
    priors: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    best: int = 0

    @property
    def choice(self) -> Row:
        return self.rows[self.best]

    def settle(self, scores: list[float], *, sharpness: float = 1.0) -> None:
        top = max(scores)
        parts = [exp(sharpness * (score - top)) for score in scores]
        total = sum(parts)
        self.scores, self.shares = scores, [part / total for part in parts]
        self.best = scores.index(top)


def resolve(
    toponyms: Sequence[Toponym], *, focus: Row | None = None, locale: Mapping[str, float] = MappingProxyType({})
) -> dict[int, Named]:
    """What each toponym means: {index in `toponyms`: its Named}. Toponyms without rows are not in it.

    `focus` is a place the text is known to be about; `locale` is what `background` gives.
    """
    names = _gather(toponyms)
    for name in names.values():
        name.priors = [prior(row, name) for row in name.rows]
        name.settle(name.priors)
    everything = list(names.values())
    for final in (False, True):
        context = _Context(names, focus, locale)
        settled = [context.scores(name, distances=final) for name in everything]
        for name, scores in zip(everything, settled, strict=True):
            name.settle(scores, sharpness=_SURENESS if final else 1.0)
    return {i: names[t.key] for i, t in enumerate(toponyms) if t.rows and t.key in names}


def background(reading: Reading) -> dict[str, float]:
    """What besides its places tells which countries a text is about: {alpha-3: weight}.

    Whose English it is in, by its words of public life ("sheriff", "crore"), and whose people it names ("Georgian").
    """
    present = set(reading.words.lowers)
    found = {country: len(words & present) for country, words in reading.lists.locales.items()}
    most = max(found.values(), default=0)
    weights = {country: min(2.0, 0.5 * count) for country, count in found.items() if count == most > 0}
    peoples = Counter(foremost(t.rows).country for t in reading.toponyms if is_demonym(t))
    for country, count in peoples.items():
        if country:
            weights[country] = weights.get(country, 0.0) + 0.7 * count**0.5
    return weights


def _gather(toponyms: Sequence[Toponym]) -> dict[str, Named]:
    names: dict[str, Named] = {}
    for t in toponyms:
        rows = [row for row in t.rows if row.kind != DEMONYM]
        if not rows:
            continue
        key = t.key
        if key not in names:
            names[key] = Named(rows=sorted(rows, key=_bulk, reverse=True)[:_MANY], weight=0.0)
        name = names[key]
        name.mentions.append(t)
        name.weight += 3.0 if "dateline" in t.evidence else 1.0
        name.head = name.head or _HEADS.get(t.head, "")
    return names


def _bulk(row: Row) -> tuple[bool, int, int]:
    return row.feature_code.startswith(("PCL", "ADM1", "CONT")), row.population, -row.key


def prior(row: Row, name: Named) -> float:
    """How likely a place is meant when nothing else is known."""
    score = _standing(row)
    if row.kind == ALTERNATE and not any(row.name == f"{other.name} City" for other in name.rows):
        score -= 2.0 if row.population < 300_000 else 1.0
    elif row.kind == HISTORIC:
        score -= 2.0
    if name.head:
        score += 2.5 if row.feature_class == name.head else 0.0
    elif row.feature_class == "A" and any(contains(row, other) for other in name.rows if _is_seat(other, row)):
        score -= 1.5
    return score


def _standing(row: Row) -> float:
    """What a place is: countries before states, states before towns, the large before the small."""
    code = row.feature_code
    if is_country(row):
        return 7.0
    if code == "CONT":
        return 8.0
    if row.feature_class == "P":
        return 0.5 * log10(max(row.population, 300)) + (1.5 if code == "PPLC" else 0.0)
    if code in ("ADM1", "ADM2"):
        people = row.population or 20.0 * 3.14 * row.radius_km**2
        return (0.9 if code == "ADM1" else 0.0) + 0.5 * log10(max(people, 300))
    return 1.5 if row.feature_class != "A" else 1.2


def _rank(row: Row) -> str:
    return row.feature_code[:4] if row.feature_class == "A" else row.feature_class


def _is_seat(town: Row, division: Row) -> bool:
    """Whether a town is the division's namesake and most of it: Herat, not Florida or Washington."""
    known = town.kind <= division.kind or town.name == f"{division.name} City"
    return known and town.feature_class == "P" and 4 * town.population > division.population


class _Context:
    """What a document's names say together: how much of it is about which country and division, and where its points lie."""

    def __init__(self, by_key: Mapping[str, Named], focus: Row | None, locale: Mapping[str, float]) -> None:
        names = list(by_key.values())
        self._names = by_key
        self._countries: dict[str | None, float] = defaultdict(float)
        self._divisions: dict[int | None, float] = defaultdict(float)
        self._total = 1e-9
        self._own: dict[int, list[tuple[Row, float]]] = {}
        self._points: list[tuple[int, float, float, float]] = []
        for name in names:
            weight = name.weight**0.5
            likely = [(row, share * weight) for row, share in zip(name.rows, name.shares, strict=True) if share > 0.02]
            self._own[id(name)] = likely
            for row, part in likely:
                self._add(row, part)
            row, share = name.choice, name.shares[name.best]
            if not is_country(row) and row.feature_code != "CONT":
                self._points.append(
                    (id(name), row.lat, row.lon, weight * share * (0.4 if row.feature_code == "ADM1" else 1.0))
                )
        if focus is not None:
            self._add(focus, 3.0)
            self._points.append((0, focus.lat, focus.lon, 3.0))

        self._paired = _pairs(names)
        for country, part in locale.items():
            self._total += part
            self._countries[country] += part

    def _add(self, row: Row, part: float) -> None:
        self._total += part
        self._countries[row.country] += part
        for division in (row.admin1, row.admin2, row.key if row.feature_class == "A" else None):
            if division is not None:
                self._divisions[division] += part

    def scores(self, name: Named, *, distances: bool) -> list[float]:
        """The scores of a name's places in this context, its own mentions left out."""
        own = self._own[id(name)]
        for row, part in own:
            self._add(row, -part)
        total = max(self._total, 0.5)
        scores = [p + self._shared(row, total) for p, row in zip(name.priors, name.rows, strict=True)]
        for row, part in own:
            self._add(row, part)
        _contain(name, scores, self._names)
        ranks = defaultdict[str, float](float)
        for t in name.mentions:
            for row, share in _likely(t.beside, self._names):
                ranks[_rank(row)] += share / (len(t.beside) * len(name.mentions))
        for i, row in enumerate(name.rows):
            scores[i] += _ALIKE * ranks[_rank(row)]
            if row.key in self._paired:
                scores[i] += _TOGETHER
        if distances and len(scores) > 1:
            others = [point for point in self._points if point[0] != id(name)]
            for i in sorted(range(len(scores)), key=lambda i: -scores[i])[:_NEAREST]:
                scores[i] += _nearness(name.rows[i], others)
        return scores

    def _shared(self, row: Row, total: float) -> float:
        score = 2.5 * self._countries.get(row.country, 0.0) / total if row.country else 0.0
        if row.admin1:
            score += 2.5 * self._divisions.get(row.admin1, 0.0) / total
        if row.admin2:
            score += 1.0 * self._divisions.get(row.admin2, 0.0) / total
        if row.feature_class == "A":
            score += 2.0 * self._divisions.get(row.key, 0.0) / total
        return score


def _pairs(names: Sequence[Named]) -> frozenset[int]:
    """Places of two names of which one is the county, or the like, of the other: both names speak for both places."""
    divisions = {row.key: name for name in names for row in name.rows if row.feature_code == "ADM2"}
    paired = set()
    for name in names:
        for row in name.rows:
            if row.admin2 is not None and divisions.get(row.admin2, name) is not name:
                paired |= {row.key, row.admin2}
    return frozenset(paired)


def _contain(name: Named, scores: list[float], names: Mapping[str, Named]) -> None:
    """Raise the places that lie in what the text says holds them, and the places that hold them: "Paris, Texas"."""
    for t in name.mentions:
        for whole, share in _likely(t.containers, names):
            for i, row in enumerate(name.rows):
                if contains(whole, row):
                    scores[i] += share * (2.0 + 6.0 / len(name.mentions))
        for part, share in _likely(t.contents, names):
            for i, row in enumerate(name.rows):
                if contains(row, part):
                    scores[i] += share * 2.0


def _likely(toponyms: Iterable[Toponym], names: Mapping[str, Named]) -> Iterator[tuple[Row, float]]:
    """What toponyms may mean as things stand, with how likely each is."""
    for t in toponyms:
        if named := names.get(t.key):
            yield from ((row, share) for row, share in zip(named.rows, named.shares, strict=True) if share > 0.02)


def _nearness(row: Row, points: Iterable[tuple[int, float, float, float]]) -> float:
    near = far = 0.0
    narrow = cos(radians(row.lat)) * _KM_A_DEGREE
    for _, lat, lon, weight in points:
        north = (lat - row.lat) * _KM_A_DEGREE
        east = abs(lon - row.lon)
        east = (360.0 - east if east > 180.0 else east) * narrow
        square = north * north + east * east
        near += weight / (1.0 + square / 22_500.0)
        far += weight / (1.0 + square / 1_000_000.0)
    return 1.5 * near / (0.6 + near) + 1.0 * far / (1.0 + far)
