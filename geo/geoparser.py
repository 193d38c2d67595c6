"""From a text to its toponyms: which words name places, which place each means, in which sense, how sure, and why."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import exp, floor
from typing import Any

from geo.gazetteer import ALTERNATE, MAIN, Gazetteer, Row, distance_km
from geo.names import fold
from geo.place import Candidate, Mention, Place, Sense
from geo.recognising import Reading
from geo.resolving import Named, Resolution, background
from geo.senses import sense_of
from geo.toponym import Toponym, is_country
from geo.weighing import LAST_LATIN

_CHAPTER = 100_000  # characters that are read as one document: a book costs time and memory by its chapters
_LARGE = 100_000  # inhabitants that make a town known far away
_RIVALS = 5  # candidates shown
_NAMESAKE = 0.1  # the share of belief in a far place that is only called so too
_NEIGHBOUR = 0.25  # the confidence in a place that is only near its neighbours
_NEAR_KM = 300  # how near another place makes a town likely that is known only by another name
_METROPOLIS = 300_000  # inhabitants that make a city known by all its names
_CHECKED = frozenset(["ARM", "AZE", "IRN"])  # countries whose places' other names we have gone through ourselves
_UTMOST = 0.97  # that in any place: the one meant may be in no gazetteer


def geoparse(
    text: str,
    *,
    actors: Sequence[tuple[int, int]] = (),
    focus: Place | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Mention]:
    """Every toponym of `text`, in order, with the place it means.

    `actors` are (start, end) spans of known actors: a state or capital named there is a government, not a site.
    `focus` is a place the text is known to be about or from. The bundled gazetteer is used where none is given.
    Raises geo.gazetteer.GazetteerError when the bundled one is missing.

    >>> goris = Place(id="geonames:174895", name="Goris", lat=39.51, lon=46.34, country="ARM", population=20000)
    >>> [mention] = geoparse("Shelling in Goris.", gazetteer=Gazetteer([(goris, [])]))
    >>> mention.text, mention.place.country, mention.sense, mention.reasons[0]
    ('Goris', 'ARM', 'literal', 'named with “in” before it')
    """
    return list(mentions(text, actors=actors, focus=focus, gazetteer=gazetteer))


def mentions(
    text: str,
    *,
    actors: Sequence[tuple[int, int]] = (),
    focus: Place | None = None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[Mention]:
    """What `geoparse` gives, one by one: a library of a text is never held in memory."""
    gazetteer = gazetteer or Gazetteer.bundled()
    home = gazetteer.row(focus.id) if focus else None
    alike: dict[Any, Any] = {}
    for start, chapter in chapters(text):
        inside = [(begin - start, end - start) for begin, end in actors if begin < start + len(chapter) and end > start]
        yield from _Account(chapter, start, gazetteer, home, inside, alike).mentions()


def chapters(text: str, *, longest: int = _CHAPTER) -> Iterator[tuple[int, str]]:
    """A text in parts of at most `longest` characters, each with where it starts; cut between paragraphs or words.

    >>> [part for _, part in chapters("one two three", longest=8)]
    ['one two ', 'three']
    """
    start = 0
    while len(text) - start > longest:
        limit = start + longest
        found = (text.rfind(mark, start + longest // 2, limit) + len(mark) for mark in ("\n\n", "\n", ". ", " "))
        cut = next((place for place in found if place > start + longest // 2), limit)
        yield start, text[start:cut]
        start = cut
    yield start, text[start:] if start else text


def weigh_again(reading: Reading, names: Iterable[Named]) -> None:
    """Let the map speak: a doubtful name gains where a place so called lies among the sure ones, else it loses."""
    weights = reading.lists.weights
    divisions, countries, around = set(), set(), set[tuple[int, int]]()
    for named in dict.fromkeys(names):
        row = named.choice
        if named.shares[named.best] > 0.5 and max(t.weight for t in named.mentions) > weights["sure"]:
            divisions.add(row.key if row.feature_code == "ADM1" else row.admin1)
            countries.add(row.country)
            if row.feature_class in "PS":
                around.update(product(_cells(row.lat), _cells(row.lon)))
    for t in reading.toponyms:
        if not (t.rows and countries) or abs(t.weight) >= weights["doubt"]:
            continue
        if any(row.admin1 in divisions for row in t.rows if row.admin1):
            t.weight += weights["among"]
        elif any(row.country in countries and row.kind == MAIN for row in t.rows):
            t.weight += weights["country_among"]
        elif any((floor(row.lat), floor(row.lon)) in around for row in t.rows):
            t.weight += weights["country_among"]  # just across the border
        elif not any(row.country in countries or _is_known_afar(row) for row in t.rows):
            t.weight += weights["apart"]


def _cells(degrees: float) -> range:
    """The whole degree that a latitude or longitude is in, and those beside it."""
    return range(floor(degrees) - 1, floor(degrees) + 2)


def _speaks_for(other: Row, row: Row) -> bool:
    """Whether a place named elsewhere in the text makes a town likely: its country, or a place not far from it."""
    if is_country(other):
        return other.country == row.country
    return other.feature_code != "CONT" and distance_km(other.lat, other.lon, row.lat, row.lon) < _NEAR_KM


def _is_known_afar(row: Row) -> bool:
    return row.population > _LARGE or row.radius_km > 100


class _Account:
    """What one chapter says of places; `start` is where it begins in the text.

    `alike` holds what many mentions share, so that a long text's mentions are small.
    """

    def __init__(
        self,
        text: str,
        start: int,
        gazetteer: Gazetteer,
        home: Row | None,
        actors: Sequence[tuple[int, int]],
        alike: dict[Any, Any],
    ) -> None:
        self._start, self._gazetteer, self._home, self._actors, self._alike = start, gazetteer, home, actors, alike
        self._reading = reading = Reading(text, gazetteer)
        around = background(reading)
        resolution = Resolution(self._taken_for_places(), focus=home, background=around)
        weigh_again(reading, resolution.settled(1).values())
        if (taken := self._taken_for_places()) != resolution.toponyms:
            resolution = Resolution(taken, focus=home, background=around)
        settled = resolution.settled()
        named = list(dict.fromkeys(settled.values()))
        self._doubted = {name for name in named if self._is_only_a_namesake(name, named)}
        self._meanings = {t: name for t, name in settled.items() if name not in self._doubted}
        self._rivals = {t: name for t, name in settled.items() if name in self._doubted}
        self._told: dict[Named, tuple[tuple[Candidate, ...], list[str]]] = {}
        choices = [named.choice for named in dict.fromkeys(self._meanings.values())]
        self._countries = Counter(row.country for row in choices if row.country)
        self._divisions = Counter(row.admin1 for row in choices if row.admin1)
        self._senses = {t: self._sense(t) for t in reading.toponyms if t.weight > 0}
        self._local = sorted(
            (t.first, named.choice) for t, named in self._meanings.items() if self._is_ground(t, named)
        )

    def _taken_for_places(self) -> list[Toponym]:
        return [t for t in self._reading.toponyms if t.weight > 0 and not t.is_demonym]

    def _is_only_a_namesake(self, named: Named, others: Iterable[Named]) -> bool:
        """Whether the best place is a town that nothing in the text speaks for and that is seldom called so.

        Many an English name is also some far town's other name: "Matsu" that of Matsue, "Gogra" that of Gojra.
        """
        row = named.choice
        if row.kind != ALTERNATE or row.feature_code in ("PPLC", "ADM1") or row.feature_class not in "AP":
            return False
        if is_country(row) or row.population > _METROPOLIS or row.country in _CHECKED:
            return False
        if any(t.containers or t.name[0] > LAST_LATIN for t in named.mentions):
            return False
        peoples = (t.known.foremost.country for t in self._reading.toponyms if t.known and t.is_demonym)
        if row.country in peoples or (self._home is not None and self._home.country == row.country):
            return False
        if any(other is not named and _speaks_for(other.choice, row) for other in others):
            return False
        spelt = self._gazetteer.names(self._place(row)).values()
        return fold(named.mentions[0].name) not in {fold(name) for names in spelt for name in names}

    def _sense(self, t: Toponym) -> tuple[Sense, str]:
        named = self._meanings.get(t)
        return sense_of(self._reading, t, meaning=named.choice if named else None, actors=self._actors)

    def _is_ground(self, t: Toponym, named: Named) -> bool:
        """Whether a toponym names a piece of ground smaller than a country, that another name may lie near."""
        row = named.choice
        return self._senses[t][0] in ("literal", "dateline") and not is_country(row) and row.feature_code != "CONT"

    def mentions(self) -> Iterator[Mention]:
        return (self._mention(t, *sense) for t, sense in self._senses.items())

    def _mention(self, t: Toponym, sense: Sense, why: str) -> Mention:
        named = self._meanings.get(t)
        recognised = 1.0 / (1.0 + exp(-t.weight))
        place: Place | None = None
        candidates: tuple[Candidate, ...] = ()
        approximate = False
        if named:
            candidates, chosen = self._account_of(named)
            place, confidence = candidates[0].place, candidates[0].score
        elif t.known and t not in self._rivals:
            place, confidence, chosen = self._place(t.known.foremost), 1.0, []
        elif row := self._neighbour(t):
            place, confidence, approximate = self._place(row), _NEIGHBOUR, True
            chosen = [f"not in the gazetteer: only known to be near {row.name}, named beside it"]
        else:
            confidence, chosen = 0.0, ["not in the gazetteer, and nothing near it is named"]
        if rival := self._rivals.get(t):
            candidates = tuple(replace(c, score=round(_NAMESAKE * c.score, 4)) for c in self._account_of(rival)[0])
            far = rival.choice
            chosen = [f"another name of {far.name} ({far.country}), for which nothing else here speaks", *chosen[1:]]
            if approximate and place:
                chosen.append(f"only known to be near {place.name}, named beside it")
        text = self._reading.words.text[t.start : t.end]
        reasons = tuple(reason for reason in (why, *self._heard(t), *chosen) if reason)
        confidence = round(_UTMOST * recognised * confidence, 3)
        share = self._alike.setdefault
        return Mention(
            text=share(text, text),
            start=self._start + t.start,
            end=self._start + t.end,
            sense=sense,
            place=place,
            candidates=candidates,
            confidence=share(confidence, confidence),
            reasons=share(reasons, reasons),
            approximate=approximate,
        )

    def _account_of(self, named: Named) -> tuple[tuple[Candidate, ...], list[str]]:
        if named not in self._told:
            self._told[named] = self._candidates(named), self._chosen(named)
        return self._told[named]

    def _candidates(self, named: Named) -> tuple[Candidate, ...]:
        order = sorted(range(len(named.rows)), key=named.shares.__getitem__, reverse=True)[:_RIVALS]
        scores = tuple([(named.rows[i], round(named.shares[i], 4)) for i in order])
        if scores not in self._alike:
            self._alike[scores] = tuple([Candidate(place=self._place(row), score=score) for row, score in scores])
        found: tuple[Candidate, ...] = self._alike[scores]
        return found

    def _place(self, row: Row) -> Place:
        return self._gazetteer.place_of(row)

    def _neighbour(self, t: Toponym) -> Row | None:
        """The sub-national place named nearest to the toponym in its paragraph, or else the first one of the text."""
        i = bisect_left(self._local, (t.first,))
        words = self._reading.words
        for first, row in sorted(self._local[max(0, i - 1) : i + 1], key=lambda near: abs(near[0] - t.first)):
            if "\n\n" not in words.text[min(words.starts[first], t.start) : max(words.starts[first], t.start)]:
                return row
        return self._local[0][1] if self._local else None

    def _heard(self, t: Toponym) -> list[str]:
        """What in the words around the name spoke for a place."""
        words, texts = self._reading.words, self._reading.lists.reasons
        before = t.first - 1 - (t.first > 1 and words.lowers[t.first - 1] == "the" and words.joins[t.first - 2] == " ")
        left = words.texts[before] if t.first else ""
        right = words.texts[t.last + 1] if t.last + 1 < len(words) else ""
        return [texts[name].format(before=left, after=right) for name in dict.fromkeys(t.evidence) if name in texts]

    def _chosen(self, named: Named) -> list[str]:
        """Why this place and no other of its name."""
        row, rivals = named.choice, len(named.rows)
        if rivals == 1:
            return ["the only place of this name in the gazetteer"]
        reasons = []
        others = self._countries[row.country or ""] - 1
        if row.country and others > 0 and not is_country(row) and (country := self._gazetteer.country(row.country)):
            reasons.append(f"{_count(others, 'other name')} in this text in {country.name}")
        if row.admin1 and self._divisions[row.admin1] > 1:
            reasons.append(f"{self._divisions[row.admin1] - 1} of them in {self._place(row).admin1}")
        if row.population and row.population == max(other.population for other in named.rows):
            reasons.append(f"the largest of {rivals} places with this name")
        return reasons


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
