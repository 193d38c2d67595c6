"""Which place each name means: what the places are, and what else the document names, in passes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, exp, log10, radians
from types import MappingProxyType
from typing import Final

from geo.gazetteer import ALTERNATE, HISTORIC, Row
from geo.recognising import Reading
from geo.toponym import Name, Toponym, contains, is_country

_NEAREST = 12  # of them, those whose distances are measured
_POINTS = 80  # of a document's places, those distances are measured to
_SURENESS = 2.0  # scores are made this much sharper for the last word: calibrated on open text
_LIKELY = 0.02  # a share of the belief below which a place counts for nothing
_PASSES = 3  # over the document, each with what the one before made likely; distances are measured after the first
_IN_COUNTRY, _IN_DIVISION, _IN_COUNTY, _IS_DIVISION = 3.5, 3.5, 1.0, 2.0  # for shares of the document
_WITHIN_150_KM, _WITHIN_1000_KM = 1.5, 1.5  # for others of the document
_ALIKE = 0.8  # for being of one kind with the neighbours in a list: states with states, towns with towns
_TOGETHER = 1.0  # for a town and its county named in one text
_KM_A_DEGREE = 111.2
# Where a row holds what is read most: an index costs half of what a name does.
_KEY: Final = 0
_COUNTRY: Final = 5
_ADMIN1: Final = 6
_ADMIN2: Final = 7
_CLASS: Final = 8
_HEADS = {
    word: feature_class
    for feature_class, words in {
        "A": "county parish province region district governorate oblast rayon raion prefecture canton department state",
        "P": "city town village township borough hamlet municipality suburb streets mayor",
        "H": "river lake sea bay gulf strait straits creek canal reservoir",
        "T": "mountain mountains hills desert island islands isle peninsula valley plain plateau",
    }.items()
    for word in words.split()
}


@dataclass(slots=True, eq=False)
class Named:
    """A name in one sense, with all its mentions in a document: which of its places is meant?

    `shares`, parts of one, run beside `rows`; `best` is the index of the highest, `likely` are the rows that count.
    """

    name: Name
    rows: Sequence[Row]
    mentions: list[Toponym] = field(default_factory=list)
    head: str = ""
    weight: float = 0.0
    priors: Sequence[float] = ()
    shares: Sequence[float] = ()
    best: int = 0
    likely: Sequence[tuple[Row, float]] = ()

    @property
    def choice(self) -> Row:
        return self.rows[self.best]

    def start(self) -> None:
        """Believe the priors."""
        self.priors, self.shares, self.best, self.likely = _at_first(self.name, self.head)

    def settle(self, scores: Sequence[float], *, sharpness: float) -> None:
        self.shares, self.best, self.likely = _settled(self.rows, scores, sharpness)


_Settled = tuple[Sequence[float], int, Sequence[tuple[Row, float]]]


def _settled(rows: Sequence[Row], scores: Sequence[float], sharpness: float = 1.0) -> _Settled:
    """The shares of rows with these scores, which is best, and those that count."""
    top = max(scores)
    parts = [exp(sharpness * (score - top)) for score in scores]
    total = sum(parts)
    shares = [part / total for part in parts]
    likely = [(row, share) for row, share in zip(rows, shares, strict=True) if share > _LIKELY]
    return shares, scores.index(top), likely


Meanings = Mapping[Toponym, Named]


def resolve(
    toponyms: Sequence[Toponym],
    *,
    focus: Row | None = None,
    background: Mapping[str, float] = MappingProxyType({}),
    passes: int = _PASSES,
) -> dict[Toponym, Named]:
    """What each toponym means; those whose names the gazetteer lacks are left out.

    `focus` is a place the text is known to be about; `background` is what the function of that name gives. One pass
    gives a rough answer, without distances.
    """
    return Resolution(toponyms, focus=focus, background=background).settled(passes)


class Resolution:
    """The names of a document on the way to their meanings: a rough answer may be taken, and then the last word."""

    def __init__(
        self,
        toponyms: Sequence[Toponym],
        *,
        focus: Row | None = None,
        background: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.toponyms = toponyms
        self._meanings = _gather(toponyms)
        names = list(dict.fromkeys(self._meanings.values()))
        for name in names:
            name.start()
        self._ambiguous = [name for name in names if len(name.rows) > 1]
        self._context = _Context(names, self._meanings, focus, background)
        self._scores: list[list[float]] = []
        self._turns = 0

    def settled(self, passes: int = _PASSES) -> dict[Toponym, Named]:
        """What each toponym means after so many passes; those that are made already are not made again."""
        if 0 < self._turns < passes:
            self._settle(1.0)
        while self._turns < passes:
            self._turns += 1
            self._context.begin(self._ambiguous)
            self._scores = [self._context.scores(name, distances=self._turns > 1) for name in self._ambiguous]
            self._settle(_SURENESS if self._turns == passes else 1.0)
        return self._meanings

    def _settle(self, sharpness: float) -> None:
        for name, scores in zip(self._ambiguous, self._scores, strict=True):
            name.settle(scores, sharpness=sharpness)


def background(reading: Reading) -> dict[str, float]:
    """What besides its places tells which countries a text is about: {alpha-3: weight}.

    Whose English it is in, by its words of public life ("sheriff", "crore"), and whose people it names ("Georgian").
    """
    found = {country: len(words & reading.words.vocabulary) for country, words in reading.lists.locales.items()}
    most = max(found.values(), default=0)
    weights = {country: min(2.0, 0.5 * count) for country, count in found.items() if count == most > 0}
    peoples = Counter(t.known.foremost.country for t in reading.toponyms if t.known and t.known.is_demonym)
    for country, count in peoples.items():
        if country:
            weights[country] = weights.get(country, 0.0) + 0.7 * count**0.5
    return weights


def _gather(toponyms: Sequence[Toponym]) -> dict[Toponym, Named]:
    """One Named for each name, or for each of several places said to hold it: Paris, Texas; Paris, France."""
    holders: dict[str, dict[str, None]] = {}
    for t in toponyms:
        for outer in t.containers:
            holders.setdefault(t.key, {})[outer.key] = None
    names: dict[tuple[str, str], Named] = {}
    meanings: dict[Toponym, Named] = {}
    latest: dict[str, str] = {}
    for t in toponyms:
        if t.known is None or not t.known.places:
            continue
        holder = ""
        if t.key in holders:
            holder = t.containers[0].key if t.containers else latest.get(t.key) or next(iter(holders[t.key]))
            latest[t.key] = holder
            if len(holders[t.key]) == 1:
                holder = ""
        name = names.get((t.key, holder))
        if name is None:
            name = names[t.key, holder] = Named(t.known, t.known.places)
        meanings[t] = name
        name.mentions.append(t)
        if "dateline" in t.evidence:
            name.weight += 3.0
            name.head = "P"
        else:
            name.weight += 1.0
            name.head = name.head or _HEADS.get(t.head, "")
    return meanings


@lru_cache(maxsize=20_000)
def priors(name: Name, head: str = "") -> tuple[float, ...]:
    """How likely each place of a name is meant when nothing else is known; `head` is the class of places told of."""
    return tuple(_prior(row, name.places, head) for row in name.places)


@lru_cache(maxsize=20_000)
def _at_first(name: Name, head: str) -> tuple[Sequence[float], Sequence[float], int, Sequence[tuple[Row, float]]]:
    """The priors of a name, and what `_settled` makes of them."""
    scores = priors(name, head)
    return scores, *_settled(name.places, scores)


def _prior(row: Row, namesakes: Sequence[Row], head: str) -> float:
    score = _standing(row)
    if row.kind == ALTERNATE and not any(row.name == f"{other.name} City" for other in namesakes):
        score -= 1.0 if _is_known_afar(row) else 2.0
    elif row.kind == HISTORIC:
        score -= 2.0
    if head:
        score += 2.5 if row.feature_class == head else 0.0
    elif row.feature_class == "A" and any(_is_seat(other, row) for other in namesakes):
        score -= 1.5
    elif row.feature_class == "P" and any(_is_land(other) and contains(other, row) for other in namesakes):
        score -= 2.0
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
        people = row.population or 60.0 * row.radius_km**2
        return (0.9 if code == "ADM1" else 0.0) + 0.5 * log10(max(people, 300))
    return 1.2 if row.feature_class == "A" else 1.0 + log10(max(row.radius_km, 3.0))


def _is_known_afar(row: Row) -> bool:
    """Whether a place is well enough known to go by other names: cities, seats of divisions, seas and wide regions."""
    if row.feature_class == "P":
        return row.population > 300_000 or row.feature_code in ("PPLA", "PPLC")
    return row.feature_class != "A" and row.radius_km > 100


def _is_seat(town: Row, division: Row) -> bool:
    """Whether a town is a division's namesake and most of it: Herat, not Florida or Washington."""
    if _is_land(division):
        return False
    known = town.kind <= division.kind or town.name == f"{division.name} City"
    large = town.feature_class == "P" and 6 * town.population > division.population
    return known and large and contains(division, town)


def _is_land(division: Row) -> bool:
    """Whether a division has a government of its own: its name brings it to mind, its town is "Nakhchivan city"."""
    return division.feature_code == "ADM1" and "Autonomous" in division.name


def _rank(row: Row) -> str:
    return row.feature_code[:4] if row.feature_class == "A" else row.feature_class


class _Context:
    """What a document's names say together: how much of it is about which country and division, and where they lie.

    What the names of one place say is the same in every pass; `begin` adds what the others say at the time.
    """

    def __init__(
        self, names: Sequence[Named], meanings: Meanings, focus: Row | None, background: Mapping[str, float]
    ) -> None:
        self._meanings = meanings
        self._paired = _pairs(names)
        plain = [(name.choice, name.weight**0.5) for name in names if len(name.rows) == 1]
        if focus is not None:
            plain.append((focus, 3.0))
        self._plain: defaultdict[str | int | None, float] = defaultdict(float)
        self._plain.update(background)
        self._plain_total = sum(background.values()) + _count(plain, self._plain)
        self._fixed = sorted(filter(None, map(_point, plain)), key=_weight)[:_POINTS]
        self._nearby: dict[int, tuple[float, float]] = {}

    def begin(self, names: Sequence[Named]) -> None:
        """Hear what `names` of several places are believed to mean now."""
        self._about, self._total = self._plain.copy(), self._plain_total
        self._said = {name: [(row, share * name.weight**0.5) for row, share in name.likely] for name in names}
        points = []
        for name, said in self._said.items():
            self._total += _count(said, self._about)
            if point := _point((name.choice, name.shares[name.best] * name.weight**0.5)):
                points.append((name, point))
        self._points = points[: max(0, _POINTS - len(self._fixed))]

    def scores(self, name: Named, *, distances: bool) -> list[float]:
        """The scores of a name's places in this context, its own mentions left out."""
        scores = self._shared(name)
        self._contain(name, scores)
        if ranks := self._ranks_beside(name):
            scores = [score + _ALIKE * ranks.get(_rank(row), 0.0) for score, row in zip(scores, name.rows, strict=True)]
        if paired := self._paired:
            for i, row in enumerate(name.rows):
                if row[_KEY] in paired:
                    scores[i] += _TOGETHER * paired[row[_KEY]]
        if distances:
            others = [point for other, point in self._points if other is not name]
            for i in sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:_NEAREST]:
                scores[i] += self._nearness(name.rows[i], others)
        return scores

    def _shared(self, name: Named) -> list[float]:
        """The priors, raised by how much of the document is about each place's country and divisions."""
        own: dict[str | int | None, float] = defaultdict(float)
        total = max(self._total - _count(self._said[name], own), 0.5)
        about, scores = self._about, list(name.priors)
        for key, places in _belongings(name.name).items():
            if (part := about.get(key, 0.0)) and (part := (part - own.get(key, 0.0)) / total):
                for i, weight in places:
                    scores[i] += weight * part
        return scores

    def _nearness(self, row: Row, others: Sequence[_Point]) -> float:
        """How near a place lies to the others of the document, within 150 km and within 1,000."""
        if row.key not in self._nearby:
            self._nearby[row.key] = _closeness(row, self._fixed)
        near, far = self._nearby[row.key]
        if others:
            more = _closeness(row, others)
            near, far = near + more[0], far + more[1]
        return _WITHIN_150_KM * near / (0.6 + near) + _WITHIN_1000_KM * far / (1.0 + far)

    def _contain(self, name: Named, scores: list[float]) -> None:
        """Raise the places that lie in what the text says holds them, and the places that hold them: "Paris, Texas"."""
        for t in name.mentions:
            if not (t.containers or t.contents):
                continue
            for whole, share in self._likely(t.containers):
                for i, row in enumerate(name.rows):
                    if contains(whole, row):
                        scores[i] += share * (2.0 + 6.0 / len(name.mentions))
            for part, share in self._likely(t.contents):
                for i, row in enumerate(name.rows):
                    if contains(row, part):
                        scores[i] += share * 2.0 / len(t.contents)

    def _ranks_beside(self, name: Named) -> dict[str, float]:
        """Which kinds of place stand beside the name in lists, as parts of one."""
        ranks: dict[str, float] = {}
        for t in name.mentions:
            if t.beside:
                for row, share in self._likely(t.beside):
                    rank = _rank(row)
                    ranks[rank] = ranks.get(rank, 0.0) + share / (len(t.beside) * len(name.mentions))
        return ranks

    def _likely(self, toponyms: Iterable[Toponym]) -> Iterator[tuple[Row, float]]:
        for t in toponyms:
            if named := self._meanings.get(t):
                yield from named.likely


def _count(rows: Iterable[tuple[Row, float]], about: dict[str | int | None, float]) -> float:
    """Add what rows say, each as strongly as told, to what the text is about; returns the sum."""
    total = 0.0
    for row, part in rows:
        total += part
        about[row[_COUNTRY]] += part
        if (division := row[_ADMIN1]) is not None:
            about[division] += part
        if (division := row[_ADMIN2]) is not None and row[_CLASS] in "PAS":  # a lake is in several counties
            about[division] += part
        if row[_CLASS] == "A":
            about[row[_KEY]] += part
    return total


@lru_cache(maxsize=20_000)
def _belongings(name: Name) -> dict[str | int, list[tuple[int, float]]]:
    """For each country and division, which of a name's places belong to it, and how much they gain by it."""
    found: dict[str | int, list[tuple[int, float]]] = defaultdict(list)
    for i, row in enumerate(name.places):
        if row.country:
            found[row.country].append((i, _IN_COUNTRY))
        if row.admin1 is not None:
            found[row.admin1].append((i, _IN_DIVISION))
        if row.admin2 is not None:
            found[row.admin2].append((i, _IN_COUNTY))
        if row.feature_class == "A":
            found[row.key].append((i, _IS_DIVISION))
    return found


def _pairs(names: Sequence[Named]) -> dict[int, float]:
    """Places of two names of which one is the county, or the like, of the other: both names speak for both places.

    {key: how much}: the fewer such pairs two names have, the more each is worth.
    """
    counties: dict[int, Named] = {row.key: name for name in names for row in name.rows if row.feature_code == "ADM2"}
    pairs: dict[tuple[Named, Named], list[tuple[int, int]]] = defaultdict(list)
    for name in names:
        for row in name.rows:
            if row.admin2 is not None and (county := counties.get(row.admin2, name)) is not name:
                pairs[name, county].append((row.key, row.admin2))
    paired: dict[int, float] = {}
    for found in pairs.values():
        for key in (key for pair in found for key in pair):
            paired[key] = max(paired.get(key, 0.0), 1.0 / len(found))
    return paired


_Point = tuple[float, float, float]  # latitude, longitude, weight


def _point(said: tuple[Row, float]) -> _Point | None:
    row, weight = said
    if is_country(row) or row.feature_code == "CONT":
        return None
    return row.lat, row.lon, weight * (0.4 if row.feature_code == "ADM1" else 1.0)


def _weight(point: _Point) -> float:
    return -point[2]


def _closeness(row: Row, points: Iterable[_Point]) -> tuple[float, float]:
    """How much lies near a place, and how much in its wider surroundings."""
    near = far = 0.0
    own_lat, own_lon = row.lat, row.lon
    narrow = cos(radians(own_lat)) * _KM_A_DEGREE
    for lat, lon, weight in points:
        north = (lat - own_lat) * _KM_A_DEGREE
        east = abs(lon - own_lon)
        east = (360.0 - east if east > 180.0 else east) * narrow
        square = north * north + east * east
        near += weight / (1.0 + square / 22_500.0)  # 150 km, squared
        far += weight / (1.0 + square / 1_000_000.0)
    return near, far
