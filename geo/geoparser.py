"""From a text to its toponyms: which words name places, which place each means, in which sense, how sure, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp

from geo.gazetteer import MAIN, Gazetteer, Row
from geo.place import Candidate, Mention, Place
from geo.recognising import Reading
from geo.resolving import Named, background, resolve
from geo.senses import sense_of
from geo.toponym import Toponym, foremost, is_country, is_demonym

_RIVALS = 5  # candidates shown
_NEIGHBOUR = 0.25  # the confidence in a place that is only near its neighbours


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
    >>> small = Gazetteer([(goris, [])])
    >>> [(mention.text, mention.place.name, mention.sense) for mention in geoparse("Shelling in Goris.", gazetteer=small)]
    [('Goris', 'Goris', 'literal')]
    """
    gazetteer = gazetteer or Gazetteer.bundled()
    reading = Reading(text, gazetteer.lookup)
    locale = background(reading)
    home = gazetteer.row(focus.id) if focus else None
    sure = _places(reading)
    weigh_again(reading, resolve(sure, focus=home, locale=locale).values())
    places = _places(reading)
    meant = resolve(places, focus=home, locale=locale)
    named = {t.first: meant[i] for i, t in enumerate(places) if i in meant}
    toponyms = [t for t in reading.toponyms if t.weight > 0]
    writer = _Writer(reading, gazetteer, named, actors)
    return [writer.mention(t) for t in toponyms]


def _places(reading: Reading) -> list[Toponym]:
    return [t for t in reading.toponyms if t.weight > 0 and not is_demonym(t)]


def weigh_again(reading: Reading, meant: Iterable[Named]) -> None:
    """Let the map speak: a doubtful name gains where a place of that name lies among the sure ones, and loses where none does."""
    weights = reading.lists.weights
    near, states = set(), set()
    for named in meant:
        row = named.choice
        if named.shares[named.best] > 0.5 and max(t.weight for t in named.mentions) > weights["sure"]:
            near.add(row.admin1 or (row.key if row.feature_code == "ADM1" else None))
            states.add(row.country)
    near.discard(None)
    for t in reading.toponyms:
        if t.rows and abs(t.weight) < weights["doubt"]:
            if any(row.admin1 in near for row in t.rows):
                t.weight += weights["among"]
            elif any(row.country in states and row.kind == MAIN for row in t.rows):
                t.weight += weights["country_among"]
            elif not any(row.country in states for row in t.rows):
                t.weight += weights["apart"]


class _Writer:
    """Makes mentions of one text's toponyms."""

    def __init__(
        self, reading: Reading, gazetteer: Gazetteer, named: dict[int, Named], actors: Sequence[tuple[int, int]]
    ) -> None:
        self._reading, self._gazetteer, self._named, self._actors = reading, gazetteer, named, actors
        self._places: dict[int, Place] = {}
        choices = {id(name): name.choice for name in named.values()}.values()
        self._countries = Counter(row.country for row in choices if row.country)
        self._divisions = Counter(row.admin1 for row in choices if row.admin1)
        self._order = sorted(named)

    def mention(self, t: Toponym) -> Mention:
        named = self._named.get(t.first)
        sense, why = sense_of(self._reading, t, meaning=named.choice if named else None, actors=self._actors)
        recognised = 1.0 / (1.0 + exp(-t.weight))
        reasons = [why, *self._heard(t)]
        place: Place | None = None
        candidates: tuple[Candidate, ...] = ()
        confidence, approximate = 0.0, False
        if named:
            order = sorted(range(len(named.rows)), key=lambda i: -named.shares[i])[:_RIVALS]
            candidates = tuple(
                Candidate(place=self._place(named.rows[i]), score=round(named.shares[i], 4)) for i in order
            )
            place, confidence = candidates[0].place, recognised * named.shares[named.best]
            reasons += self._chosen(t, named)
        elif sense == "demonym":
            row = foremost(t.rows)
            place, confidence = self._place(row), recognised
        elif (neighbour := self._neighbour(t)) is not None:
            place, confidence, approximate = self._place(neighbour), _NEIGHBOUR * recognised, True
            reasons.append(f"not in the gazetteer: only known to be near {neighbour.name}, named beside it")
        else:
            reasons.append("not in the gazetteer, and nothing near it is named")
        return Mention(
            text=t.name if t.end - t.start == len(t.name) else self._reading.words.text[t.start : t.end],
            start=t.start,
            end=t.end,
            sense=sense,
            place=place,
            candidates=candidates,
            confidence=round(confidence, 3),
            reasons=tuple(reason for reason in reasons if reason),
            approximate=approximate,
        )

    def _place(self, row: Row) -> Place:
        if row.key not in self._places:
            self._places[row.key] = self._gazetteer.place_of(row)
        return self._places[row.key]

    def _neighbour(self, t: Toponym) -> Row | None:
        """The sub-national place named nearest to the toponym in its paragraph, or else the one the text names first."""
        local = [
            first for first in self._order if not self._named[first].choice.feature_code.startswith(("PCL", "CONT"))
        ]
        if not local:
            return None
        text, words = self._reading.words.text, self._reading.words
        beside = [k for k in local if "\n\n" not in text[min(words.starts[k], t.start) : max(words.starts[k], t.start)]]
        nearest = min(beside or local[:1], key=lambda first: (abs(first - t.first), first))
        return self._named[nearest].choice

    def _heard(self, t: Toponym) -> list[str]:
        """What in the words around the name spoke for a place."""
        words, texts = self._reading.words, self._reading.lists.reasons
        left = words.texts[t.first - 1] if t.first else ""
        right = words.texts[t.last + 1] if t.last + 1 < len(words) else ""
        return [texts[name].format(before=left, after=right) for name in dict.fromkeys(t.evidence) if name in texts]

    def _chosen(self, t: Toponym, named: Named) -> list[str]:
        """Why this place and no other of its name."""
        row = named.choice
        if len(named.rows) == 1:
            return ["the only place of this name in the gazetteer"]
        reasons = []
        if row.country and not is_country(row) and self._countries[row.country] > 1:
            country = self._gazetteer.country(row.country)
            others = self._countries[row.country] - 1
            if country:
                reasons.append(
                    f"{others} other name{'s' * (others > 1)} in this text lie{'s' * (others == 1)} in {country.name}"
                )
        if row.admin1 and self._divisions[row.admin1] > 1:
            reasons.append(f"{self._divisions[row.admin1] - 1} of them in {self._place(row).admin1}")
        if row.population and row.population == max(other.population for other in named.rows):
            reasons.append(f"the largest of {len(named.rows)} places with this name")
        return reasons
