"""Location phrases in running text: "the country's border with Azerbaijan", "20 km west of Shusha", "that region".

Each pattern of `geo.wordings` finds one kind of phrase in the masked text of `geo.naming`; what a phrase leaves
out ("the country", "the border", "there") comes from the names around it. A phrase's footprint is worked out only
when asked for. Names inside a phrase belong to it: Azerbaijan in "Azerbaijan border" is not a place of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from geo.names import fold
from geo.naming import COUNTRY, DEMONYM, REGION, RIVER, TOWN, Name, Named, named, named_by_gazetteer
from geo.place import Mention, Place
from geo.wordings import DIVISION, PATTERNS
from seeds.report import Role

if TYPE_CHECKING:
    from geo.directions import Direction
    from geo.gazetteer import Gazetteer
    from geo.outlines import Footprint

PhraseKind = Literal[
    "border", "part", "distance", "near", "between", "road", "bank", "coast", "region", "reference", "several"
]  # fmt: skip
Draw = Callable[[str | None], "Footprint | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationPhrase:
    """Words that say where: text[start:end], the places they involve, and the role the preposition before gives them.

    `side` is the country (alpha-3) on whose side of a border the words put it, None when they do not say;
    `border` the countries whose border it is, the second None when all borders of the first are meant.
    """

    start: int
    end: int
    kind: PhraseKind
    role: Role
    places: tuple[Place, ...]
    side: str | None = None
    border: tuple[str, str | None] | None = None
    draw: Draw = field(compare=False, repr=False)

    def footprint(self, *, side: str | None = None) -> Footprint | None:
        """The area meant. `side` is the side of a border an actor suggests; the words' own side goes before it."""
        return self.draw(self.side or side)


_WORDS_OF_NUMBER = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a hundred": 100,
    "a few": 5, "several": 5, "a couple of": 2, "a dozen": 12, "dozens of": 30, "tens of": 30,
}  # fmt: skip
_UNITS = (("nautical", 1.852), ("nm", 1.852), ("mi", 1.609344), ("km", 1.0), ("k", 1.0), ("m", 0.001))
_ROLES: dict[str, Role] = {
    "in": "in", "inside": "in", "at": "at", "near": "near", "on": "at", "along": "along", "across": "across",
    "over": "across", "from": "from", "to": "to", "into": "to", "toward": "to", "towards": "to", "through": "via",
    "via": "via", "between": "between", "about": "about", "off": "near",
}  # fmt: skip
DISTRICT_KM = 60.0
NEARBY_KM = (40.0, 80.0)  # of a border or coast "near Van" what is nearest to it, when nothing is near
_HELD_WITH: dict[PhraseKind, tuple[PhraseKind, ...]] = {
    "part": ("border", "near", "bank", "coast"), "region": ("border", "near", "bank", "coast"),
    "border": ("near", "region"), "bank": ("near", "region"), "coast": ("near", "region"), "road": ("near",),
}  # fmt: skip
_NARROW = ("district", "county", "rayon", "raion")
SMALL_KM2 = 2_000  # a province no larger is hardly told from its town
SITE_KM = 40.0  # how far a town's airport, or a crossing called after it, may lie from it
BUILT_KM = 8.0  # how far a bridge, a crossing or a dam "at" a town may lie that bears another name
_BUILT_CODES = frozenset({"BDG", "CSTM", "DAM"})
_SITE_CODES = {
    "airport": ("AIRP", "AIRF"), "airfield": ("AIRP", "AIRF", "AIRB"), "airbase": ("AIRB", "AIRP"),
    "base": ("AIRB", "AIRP"),
    "dam": ("DAM",), "bridge": ("BDG",), "crossing": ("CSTM",), "post": ("CSTM",), "checkpoint": ("CSTM",),
    "gate": ("CSTM",), "pass": ("PASS",),
}  # fmt: skip
_SMALL_WORDS = re.compile(
    r"\b(?:the|in|on|at|of|near|along|across|from|to|into|over|inside|through|within)\b|\W", re.IGNORECASE
)
_STOPS = (". ", "\n", "? ", "! ", ".”")
_PREPOSITION = re.compile(r"(\w+)\s+$")
_IN_REGION = re.compile(rf",?\s+in\s+(?:the\s+)?(?P<p>[{REGION}{TOWN}]+)")
_LINK = re.compile(r",?\s+(?:(?:near|along|on|close\s+to|at|by|in|close\s+by)\s+)?$")


def find_phrases(text: str, mentions: Sequence[Mention], *, gazetteer: Gazetteer | None = None) -> list[LocationPhrase]:
    """The location phrases of a text whose place names are `mentions`, in order and without overlap.

    >>> find_phrases("No place is named here.", [])
    []
    """
    from geo.gazetteer import Gazetteer

    return _Reading(named(text, mentions, gazetteer or Gazetteer.bundled())).phrases()


def locate_phrase(phrase: str, *, gazetteer: Gazetteer | None = None) -> Footprint | None:
    """The footprint of a location phrase typed by itself; None when it is no such phrase, or names nothing known.

    >>> locate_phrase("the Iran-Azerbaijan border").words
    'within 25 km of the border between Iran and Azerbaijan'
    >>> locate_phrase("north-western Iran").name, locate_phrase("Nowhere")
    ('north-western Iran', None)
    """
    from geo.gazetteer import Gazetteer

    names = named_by_gazetteer(phrase, gazetteer or Gazetteer.bundled())
    found = [one for one in _Reading(names).phrases() if one.kind != "reference"]
    whole = max(found, key=lambda one: one.end - one.start, default=None)
    if whole is not None and _covers(phrase, whole.start, whole.end):
        return whole.footprint()
    areas = [name for name in names.names if name.letter != TOWN or name.place.feature_class == "S"]
    alone = next((name.place for name in areas if _covers(phrase, name.start, name.end)), None)
    return _of(alone) if alone else None


def _covers(phrase: str, start: int, end: int) -> bool:
    """Whether a stretch holds most letters of a phrase."""
    letters, inside = (len(re.sub(_SMALL_WORDS, "", text)) for text in (phrase, phrase[start:end]))
    return inside >= 0.6 * letters


class _Reading:
    """One text being read: its names, and the phrases found so far."""

    def __init__(self, names: Named) -> None:
        self.names = names
        self.found: list[LocationPhrase] = []

    def phrases(self) -> list[LocationPhrase]:
        for name, match in _chosen(self.names.masked):
            phrase = self._read(name, match)
            phrase = self._within_region(phrase) if phrase else None
            if phrase is not None and not (self.found and phrase.start < self.found[-1].end):
                self.found.append(phrase)
        return _joined(self.found, self.names)

    def _read(self, pattern: str, match: re.Match[str]) -> LocationPhrase | None:
        readers: dict[str, Callable[[re.Match[str]], LocationPhrase | None]] = {
            "side": self._side, "pair": self._pair, "with": self._with, "common": self._common, "single": self._single,
            "regional": self._regional, "distance": self._distance, "border distance": self._border_distance,
            "region border": self._region_border,
            "road": self._road, "between": self._between, "bank": self._bank, "coast": self._coast, "part": self._part,
            "part of it": self._part_of_it, "near": self._near, "direction": self._direction, "loose": self._loose,
            "region": self._region, "three": self._three, "facing": self._facing, "shore": self._shore,
            "site": self._site, "border again": self._border_again, "it": self._it, "both": self._both,
        }  # fmt: skip
        return readers[pattern](match)

    def _within_region(self, phrase: LocationPhrase) -> LocationPhrase:
        """ "15 km from the border with Armenia in Nakhchivan": there, and only in that region."""
        after = _IN_REGION.match(self.names.masked, phrase.end) if phrase.kind in ("border", "bank", "coast") else None
        name = self.names.at(after.start("p"), after.end("p")) if after else None
        if after is None or name is None or name.place.id in {place.id for place in phrase.places}:
            return phrase
        place = name.place if name.letter == REGION else _division_of(name.place) or name.place
        region = replace(
            phrase, start=after.start("p"), end=after.end("p"), kind="region", places=(place,), side=None,
            draw=lambda _: _of(place),
        )  # fmt: skip
        return replace(_both_hold(phrase, region), kind=phrase.kind)

    # borders

    def _side(self, match: re.Match[str]) -> LocationPhrase | None:
        own, second, third = self._name(match, "a"), self._name(match, "b"), self._name(match, "c")
        second = second or self._name(match, "e")
        pair = _codes(second, third) if third else _codes(own, second) if second else self._pair_about(match, own)
        return self._border(match, pair, side=own.country if own else None)

    def _pair(self, match: re.Match[str]) -> LocationPhrase | None:
        first = self._name(match, "a")
        others = [self._name(match, group) for group in ("b", "c", "d") if group in match.re.groupindex]
        return self._borders(match, first, [other for other in others if other])

    def _with(self, match: re.Match[str]) -> LocationPhrase | None:
        others = [self._name(match, group) for group in ("b", "c", "d") if group in match.re.groupindex]
        named = [other for other in others if other]
        owner = self._owner(match.start(), {other.country for other in named[:1]})
        return self._borders(match, owner, named) if owner or not named else self._all_borders(match, named[0])

    def _borders(self, match: re.Match[str], owner: Name | None, others: list[Name]) -> LocationPhrase | None:
        """One border or several of one country; a name that only follows ("..., Iran's army said") is not one."""
        from geo.borders import border

        pairs = [pair for other in others if (pair := _codes(owner, other))]
        end = match.end()
        if len(pairs) > 1 and any(border(*pair) is None for pair in pairs):
            pairs, end = pairs[:1], others[0].end
        if len(pairs) < 2:
            return self._border(match, pairs[0] if pairs else None, end=end)

        def draw(side: str | None) -> Footprint | None:
            from geo.footprints import border_zone, union

            zones = [zone for pair in pairs if (zone := border_zone(*pair, side=side))]
            return union(zones) if zones else None

        return self._phrase(match, "border", [name for name in (owner, *others) if name], draw)

    def _common(self, match: re.Match[str]) -> LocationPhrase | None:
        return self._border(match, self._pair_about(match, None))

    def _border_again(self, match: re.Match[str]) -> LocationPhrase | None:
        pair = self._pair_about(match, None)
        return self._border(match, pair, kind="reference") if pair else None

    def _single(self, match: re.Match[str]) -> LocationPhrase | None:
        name = self._name(match, "a")
        if name is None or name.country is None:
            return None
        other = self._neighbour_about(match.start(), match.end(), name.country)
        if other and not match["d"]:
            return self._border(match, (other, name.country))
        return self._all_borders(match, name, _direction(match["d"]))

    def _all_borders(
        self, match: re.Match[str], name: Name, direction: Direction | None = None
    ) -> LocationPhrase | None:
        """All of a country's borders, or those in one direction: "Iran's north-western border"."""
        from geo.borders import neighbours

        country = name.country or ""
        if not neighbours(country):
            return None

        def draw(side: str | None) -> Footprint | None:
            from geo.directions import part_of
            from geo.footprints import border_zone, intersection, of_country

            zone, whole = border_zone(country, None, side=side), of_country(country)
            if zone is None or whole is None or direction is None:
                return zone
            return intersection([zone, part_of(whole, direction)])

        return self._phrase(match, "border", [name], draw, border=(country, None))

    def _three(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "the tri-border area of Mali, Niger and Burkina Faso": where the three meet."""
        from geo.borders import border

        names = [name for group in "abc" if (name := self._name(match, group)) and name.country]
        codes = [name.country or "" for name in names]
        if len(set(codes)) < 3 or any(border(*pair) is None for pair in combinations(codes, 2)):
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.footprints import tripoint_zone

            return tripoint_zone(codes)

        return self._phrase(match, "border", names, draw)

    def _facing(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "Iran's border with Iraqi Kurdistan": that part of the border behind which the region lies."""
        own, other = self._name(match, "a"), self._name(match, "p")
        pair = _codes(own, other)
        return self._border_by(match, pair, other, [own, other]) if own and other and pair else None

    def _regional(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "Syunik's border with Azerbaijan": that part of the country's border that runs by the region."""
        base, other = self._name(match, "p"), self._name(match, "b") if "b" in match.re.groupindex else None
        if base is None or base.country is None:
            return None
        country = other.country if other else self._neighbour_about(match.start(), match.end(), base.country)
        if country is None:
            return None
        return self._border_by(match, (base.country, country), base, [base, *([other] if other else [])])

    def _border_by(
        self, match: re.Match[str], pair: tuple[str, str], place: Name, names: Sequence[Name]
    ) -> LocationPhrase | None:
        """The part of a border that runs by a place."""

        def draw(side: str | None) -> Footprint | None:
            from geo.footprints import BORDER_KM, border_zone, intersection, of_place, within

            zone = border_zone(*pair, side=side)
            region = _division_of(place.place) if place.letter == TOWN else None  # "Nakhchivan's border with Iran"
            near = within(of_place(region or place.place), BORDER_KM)
            return (intersection([zone, near]) or near) if zone else near

        return self._phrase(match, "border", names, draw)

    def _border(
        self,
        match: re.Match[str],
        pair: tuple[str, str] | None,
        *,
        side: str | None = None,
        kind: PhraseKind = "border",
        end: int | None = None,
    ) -> LocationPhrase | None:
        from geo.borders import border

        if pair is None or pair[0] == pair[1] or border(*pair) is None:
            return None

        def draw(side: str | None) -> Footprint | None:
            from geo.footprints import border_zone

            return border_zone(*pair, side=side)

        inside = [name for name in self.names.names if match.start() <= name.start < match.end()]
        own_side = side if side in pair else None
        return self._phrase(match, kind, inside, draw, side=own_side, border=pair, end=end)

    def _region_border(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "in Syunik, near the border with Azerbaijan": where both hold."""
        base, inner = self._name(match, "p"), self._border_at(match.end())
        if base is None or inner is None:
            return None
        here = self._phrase(match, "region", [base], lambda _: _of(base.place))
        return _both_hold(here, inner)

    def _border_at(self, offset: int) -> LocationPhrase | None:
        """The border phrase that begins at an offset."""
        for name, compiled in PATTERNS:
            if name in ("side", "pair", "with", "common", "single", "border again"):
                match = compiled.match(self.names.masked, offset)
                if match and (phrase := self._read(name, match)):
                    return phrase
        return None

    def _border_distance(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "30 km from the border with Iran": the border that follows, within that distance."""
        km, inner = _km(match), self._border_at(match.end())
        if inner is None or inner.border is None:
            return None
        pair = inner.border

        def draw(side: str | None) -> Footprint | None:
            from geo.footprints import border_zone

            return border_zone(*pair, side=side, km=km * 1.1)

        return replace(inner, start=match.start(), kind="border", draw=draw)

    # who is meant

    def _name(self, match: re.Match[str], group: str) -> Name | None:
        if group not in match.re.groupindex or match.start(group) < 0:
            return None
        return self.names.at(match.start(group), match.end(group))

    def _owner(self, offset: int, not_these: set[str | None]) -> Name | None:
        """Whose country is spoken of: the last named in the sentence, else the most named before, else the next."""
        before = [name for name in self.names.before(offset) if name.country and name.country not in not_these]
        after = [name for name in self.names.after(offset) if name.country and name.country not in not_these]
        begins, _ = self._sentence(offset, offset)
        here = [name for name in before if name.start > begins]
        tally = Counter(name.country for name in before)
        often = sorted(before, key=lambda name: -tally[name.country])  # stable: the nearest of the most named
        return next(iter([*here[:1], *often[:1], *after[:1]]), None)

    def _neighbour_about(self, start: int, end: int, country: str) -> str | None:
        """The neighbour of a country that is spoken of: the one most named hereabouts, in the sentence above all."""
        from geo.borders import border

        begins, ends = self._sentence(start, end)
        said: Counter[str] = Counter()
        for name in (*self.names.before(start)[:30], *self.names.after(end)):
            if name.country and name.country != country and name.start < end + 400:
                weight = 5 if begins <= name.start < ends else 1
                said[name.country] += weight * (3 if name.letter in (COUNTRY, DEMONYM) else 1)
        return next((code for code, _ in said.most_common() if border(country, code) is not None), None)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        text = self.names.text
        begins = max(text.rfind(stop, 0, start) for stop in _STOPS)
        ends = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
        return begins, ends

    def _pair_about(self, match: re.Match[str], own: Name | None) -> tuple[str, str] | None:
        """The two neighbours a border without names is between: the last border named, else the two nearest names."""
        if own is None or own.country is None:
            for phrase in reversed(self.found):
                if phrase.border and phrase.border[1]:
                    return phrase.border[0], phrase.border[1]
        names = [*self.names.before(match.start())[:12], *self.names.after(match.end())[:6]]
        for name in [own] if own else names:
            if name.country and (other := self._neighbour_about(match.start(), match.end(), name.country)):
                return name.country, other
        return None

    # everything else

    def _distance(self, match: re.Match[str]) -> LocationPhrase | None:
        base, km, direction = self._name(match, "p"), _km(match), _direction(match["d"])
        if base is None:
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.coasts import off_coast
            from geo.directions import toward
            from geo.footprints import along, of_place, within

            if base.letter == RIVER and direction:
                return along(base.place, km=km * 1.2, direction=direction)
            start = of_place(base.place)
            if match["off"]:
                return off_coast(start, km=km * 1.1)
            return toward(start, km, direction) if direction and direction != "central" else within(start, km * 1.1)

        return self._phrase(match, "distance", [base], draw)

    def _direction(self, match: re.Match[str]) -> LocationPhrase | None:
        base, direction = self._name(match, "p"), _direction(match["d"])
        if base is None or direction is None:
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.directions import BEYOND_KM, beyond
            from geo.footprints import along, of_place

            if base.letter == RIVER:
                return along(base.place, km=BEYOND_KM * 2, direction=direction)
            return beyond(of_place(base.place), direction)

        return self._phrase(match, "distance", [base], draw)

    def _road(self, match: re.Match[str]) -> LocationPhrase | None:
        stops = [self._name(match, group) for group in ("a", "m", "b")]
        known = [stop for stop in stops if stop]
        if len(known) < 2:
            return None
        return self._phrase(match, "road", known, lambda _: _corridor([stop.place for stop in known]))

    def _between(self, match: re.Match[str]) -> LocationPhrase | None:
        one, other = self._name(match, "a"), self._name(match, "b")
        if one is None or other is None or not (one.named and other.named):
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.footprints import between, halfway, of_place

            stops = of_place(one.place), of_place(other.place)
            return halfway(*stops) if match["half"] else between(*stops)

        return self._phrase(match, "between", [one, other], draw)

    def _bank(self, match: re.Match[str]) -> LocationPhrase | None:
        groups = match.re.groupindex
        base, nation = self._name(match, "p"), self._name(match, "n")
        direction = _direction(match["d"]) if "d" in groups else None
        if base is None:
            return None

        def draw(side: str | None) -> Footprint | None:
            from geo.footprints import along

            return along(base.place, side=side, direction=direction)

        return self._phrase(match, "bank", [base], draw, side=nation.country if nation else None)

    def _coast(self, match: re.Match[str]) -> LocationPhrase | None:
        base = self._name(match, "p") or self._name(match, "q") or self._name(match, "r")
        direction = _direction(match["d"] or match["d2"])
        if base is None:
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.coasts import off_coast

            return _end(off_coast(_of(base.place)), direction)

        return self._phrase(match, "coast", [base], draw)

    def _shore(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "the Black Sea coast of Bulgaria", "the northern shore of Lake Van": land, unlike what lies off it."""
        base = self._name(match, "p")
        sea = self._name(match, "s") if "s" in match.re.groupindex else None
        direction = _direction(match["d"]) if "d" in match.re.groupindex else None
        nation = self._name(match, "n")
        if base is None or (sea and sea.place.feature_class != "H") or (nation and base.place.feature_class != "H"):
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.coasts import coast, shore

            whole = _of(base.place)
            by_water = base.place.feature_class == "H"
            if nation is not None:
                return _on_side(whole, nation.country)
            return _end(shore(whole) if by_water else coast(whole, sea.place if sea else None), direction)

        return self._phrase(match, "coast", [name for name in (base, sea) if name], draw, role="in")

    def _site(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "the airport in Khankendi": the one the gazetteer has there, else the town about it."""
        base, kind = self._name(match, "p"), match["w"].lower().split()[-1]
        if base is None:
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.footprints import NEAR_KM, of_place, within
            from geo.gazetteer import Gazetteer

            if base.place.feature_code in _BUILT_CODES:  # "the bridge at Norduz": the crossing of that name
                return of_place(base.place)
            known, name = Gazetteer.bundled(), fold(base.place.name)
            near = known.near(*base.place.latlon, SITE_KM, classes="S")
            row = next(
                (
                    row
                    for km, row in near
                    if row.feature_code in _SITE_CODES[kind]
                    and (km <= BUILT_KM or row.feature_code not in _BUILT_CODES or name in fold(row.name))
                ),
                None,
            )
            return of_place(known.place_of(row)) if row else within(of_place(base.place), NEAR_KM)

        return self._phrase(match, "near", [base], draw)

    def _part(self, match: re.Match[str]) -> LocationPhrase | None:
        base, direction = self._name(match, "p"), _direction(match["d"])
        if base is None or direction is None:
            return None
        if DIVISION.search(self.names.text[base.start : base.end]):  # "southern Belgorod region" lies in the south
            return self._phrase(match, "region", [base], lambda _: _of(base.place))
        noun = match["w"] if "w" in match.re.groupindex else None
        if noun and (division := _division_called(match["d"], noun, base.place)):
            return self._phrase(match, "region", [base], lambda _: division)
        return self._part_of(match, base.place, direction)

    def _part_of_it(self, match: re.Match[str]) -> LocationPhrase | None:
        direction = _direction(match["d"] or match["d2"])
        base = self._meant(match, match["w"] or match["w2"])
        return self._part_of(match, base, direction) if base and direction else None

    def _part_of(self, match: re.Match[str], place: Place, direction: Direction) -> LocationPhrase | None:
        def draw(_: str | None) -> Footprint | None:
            from geo.directions import part_of
            from geo.footprints import of_place

            whole = of_place(place)
            if whole.precision not in ("settlement", "site"):
                return part_of(whole, direction)
            province = _division_of(place)  # Gaza's strip, Damascus' governorate: to the press the same as the city
            around = of_place(province) if province else whole
            return part_of(around, direction) if around is not whole and _is_small(around) else whole

        return self._phrase(match, "part", [place], draw)

    def _near(self, match: re.Match[str]) -> LocationPhrase | None:
        base = self._name(match, "p")
        if base is None:
            return None
        outskirts = re.search(r"\b(?:outskirts|suburbs|environs)\b", match.group(), re.IGNORECASE) is not None
        direction = _direction(match["d"]) if "d" in match.re.groupindex else None

        def draw(_: str | None) -> Footprint | None:
            from geo.directions import toward
            from geo.footprints import NEAR_KM, OUTSKIRTS_KM, of_place, within

            start = of_place(base.place)
            reach = start.uncertainty_km if start.precision in ("settlement", "site") else 0
            km = OUTSKIRTS_KM + reach if outskirts else NEAR_KM
            if direction is None or direction == "central":
                return within(start, km)
            words = f"within {km:.0f} km of {start.name}, to the {direction}"
            name = f"{direction} of {start.name}"
            return replace(toward(start, km / 2, direction, spread=km * 0.4), words=words, name=name)

        return self._phrase(match, "near", [base], draw, role="near")

    def _loose(self, match: re.Match[str]) -> LocationPhrase | None:
        base = self._name(match, "p")
        return self._phrase(match, "region", [base], lambda _: _of(base.place)) if base else None

    def _region(self, match: re.Match[str]) -> LocationPhrase | None:
        """ "the Kharkiv region": not the city, but what is named after it."""
        base = self._name(match, "p")
        if base is None:
            return None
        noun = match["w"] if "w" in match.re.groupindex else None
        place: Place | None = base.place
        if noun and (base.letter == TOWN or base.place.feature_code in ("ADM1", "ADM2")):
            place = _division_of(base.place, noun, called=self.names.text[base.start : base.end]) or place
            place = None if place is base.place and base.letter == TOWN else place
        return self._phrase(match, "region", [place], lambda _: _of(place)) if place else None

    def _it(self, match: re.Match[str]) -> LocationPhrase | None:
        place = self._meant(match, match["w"].lower())
        if place is not None:
            return self._phrase(match, "reference", [place], lambda _: _of(place))
        if match["w"].lower() in ("there", "area") and self.found:
            last = self.found[-1]
            return self._phrase(match, "reference", last.places, last.draw, side=last.side)
        return None

    def _both(self, match: re.Match[str]) -> LocationPhrase | None:
        letter = TOWN if match["w"].lower() in ("cities", "towns", "villages") else REGION
        names = {
            name.place.id: name.place for name in reversed(self.names.before(match.start())) if name.letter == letter
        }
        last = list(names.values())[-2:]
        if len(last) < 2:
            return None

        def draw(_: str | None) -> Footprint | None:
            from geo.footprints import union

            return union([_of(place) for place in last])

        return self._phrase(match, "several", last, draw)

    def _meant(self, match: re.Match[str], word: str) -> Place | None:
        """The place "the region" or "there" refers to: the last named of that kind, else the next."""
        if word in ("country", "republic") and (owner := self._owner(match.start(), set())):
            return _country_of(owner)
        wanted = {"city": TOWN, "town": TOWN, "village": TOWN, "there": TOWN + REGION}.get(word, REGION)
        if word == "area":
            return None
        wide = DISTRICT_KM if word == "district" else math.inf  # "the district" is no state, and rarely a country
        names = [name for name in self.names.names if name.letter in wanted and name.place.radius_km <= wide]
        before = [name for name in reversed(names) if name.end <= match.start() and name.named]
        if word == "there" and before and self.found and self.found[-1].end > before[0].end:
            return None
        after = [name for name in names if name.start >= match.end() and word != "there"]
        topics = [name for name in reversed(names) if name.end <= match.start() and word != "there"]
        return next((name.place for name in [*before[:1], *topics[:1], *after[:1]]), None)

    def _phrase(
        self,
        match: re.Match[str],
        kind: PhraseKind,
        names: Sequence[Name | Place],
        draw: Draw,
        *,
        side: str | None = None,
        role: Role | None = None,
        border: tuple[str, str | None] | None = None,
        end: int | None = None,
    ) -> LocationPhrase:
        start, end = match.start(), match.end() if end is None else end
        while self.names.text[start].isspace():
            start += 1
        end -= len(self.names.text[start:end]) - len(self.names.text[start:end].rstrip())
        word = _PREPOSITION.search(self.names.text[max(0, start - 30) : start])
        hint = role or (_ROLES.get(word[1].lower()) if word else None)
        places = tuple(name.place if isinstance(name, Name) else name for name in names)
        usual: Role = "near" if kind in ("border", "coast") else "in"
        return LocationPhrase(
            start=start, end=end, kind=kind, role=hint or usual, places=places, side=side, border=border, draw=draw
        )


def _chosen(masked: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Every match of every pattern, by place; of those that start together the pattern first in the table."""
    matches = [
        (match.start(), order, name, match)
        for order, (name, pattern) in enumerate(PATTERNS)
        for match in pattern.finditer(masked)
    ]
    for _, _, name, match in sorted(matches, key=lambda row: row[:2]):
        yield name, match


def _joined(phrases: list[LocationPhrase], names: Named) -> list[LocationPhrase]:
    """ "in north-western Iran near the border with Azerbaijan": two phrases of one place are one, where both hold."""
    joined: list[LocationPhrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        linked = last and _LINK.fullmatch(names.text[last.end : phrase.start])
        if last and linked and phrase.kind in _HELD_WITH.get(last.kind, ()):
            joined[-1] = _both_hold(last, phrase)
        else:
            joined.append(phrase)
    return joined


def _both_hold(first: LocationPhrase, second: LocationPhrase) -> LocationPhrase:
    def draw(side: str | None) -> Footprint | None:
        from geo.footprints import intersection, within

        drawn = [zone for zone in (first.draw(first.side or side), second.draw(second.side or side)) if zone]
        if len(drawn) < 2:
            return drawn[0] if drawn else None
        wider = (within(drawn[1], km) for km in NEARBY_KM if second.kind == "near")  # "the border near Van"
        return next((both for zone in (drawn[1], *wider) if (both := intersection([drawn[0], zone]))), drawn[1])

    places = tuple(dict.fromkeys((*first.places, *second.places)))
    side = second.side or first.side
    return replace(first, end=second.end, kind=second.kind, places=places, side=side, draw=draw)


def _codes(one: Name | None, other: Name | None) -> tuple[str, str] | None:
    return (one.country, other.country) if one and other and one.country and other.country else None


def _km(match: re.Match[str]) -> float:
    words = " ".join(match["n"].lower().split())
    number = _WORDS_OF_NUMBER.get(words) or float(
        words.replace(",", "." if words.count(",") == 1 and len(words.split(",")[1]) < 3 else "")
    )
    unit = match["unit"].lower()
    per_unit = next((km for start, km in _UNITS if unit.startswith(start)), 1.0)
    return round(number * per_unit, 3)


def _direction(words: str | None) -> Direction | None:
    """
    >>> _direction("northwestern"), _direction("north western"), _direction("central"), _direction(None)
    ('north-west', 'north-west', 'central', None)
    """
    if not words:
        return None
    bare = re.sub(r"ern(?:most)?$|ern\b", "", words.lower().replace("–", "-"))
    parts = re.findall(r"north|south|east|west|central", bare)
    return "-".join(parts) if parts else None  # type: ignore[return-value]


def _end(whole: Footprint | None, direction: Direction | None) -> Footprint | None:
    """The part of a strip of coast in a direction, when one is given."""
    from geo.directions import adjective, part_of

    if whole is None or direction is None:
        return whole
    words, name = f"{whole.words} (its {adjective(direction)} part)", f"{whole.name}, {direction}"
    return replace(part_of(whole, direction), words=words, name=name)


def _on_side(water: Footprint, country: str | None) -> Footprint | None:
    """A country's part of a lake and its shore."""
    from geo.coasts import shore
    from geo.footprints import intersection, of_country, union

    land = of_country(country)
    return intersection([union([water, shore(water)]), land]) if land else None


def _division_called(way: str, noun: str, within: Place) -> Footprint | None:
    """ "Fiji's Northern Division": a division with a direction for a name, which is not the north of the country."""
    from geo.footprints import of_province
    from geo.shapes import of_kind

    if not within.country or not within.feature_code.startswith("PCL"):
        return None
    names = {fold(way), fold(f"{way} {noun}")}
    row = next((row for row in of_kind("province", within.country) if fold(row.name) in names), None)
    return of_province(within.country, row.id) if row else None


def _division_of(town: Place, noun: str = "province", *, called: str = "") -> Place | None:
    """The province named after a town, or of which it is the seat; its district, when the noun says so."""
    from geo.gazetteer import Gazetteer

    known = Gazetteer.bundled()
    narrow = noun.lower() in _NARROW
    called = called or town.name
    named = [row for name in (called, f"{called} {noun}", f"{called} oblast") for row in known.lookup(name)]
    if town.admin1 and town.feature_code in ("PPLA", "PPLC") and not narrow:
        named += known.lookup(town.admin1)
    own = [row for row in named if row.country == town.country and row.feature_code in ("ADM1", "ADM2")]
    row = min(own, key=lambda row: ((row.feature_code == "ADM1") == narrow, -row.radius_km, row.key), default=None)
    return known.place_of(row) if row else None


def _is_small(region: Footprint) -> bool:
    from geo.projecting import area_km2

    return area_km2(region.area) < SMALL_KM2


def _of(place: Place) -> Footprint:
    from geo.footprints import of_place

    return of_place(place)


def _corridor(stops: Sequence[Place]) -> Footprint:
    from geo.footprints import corridor

    return corridor([_of(place) for place in stops])


def _country_of(name: Name) -> Place | None:
    from geo.gazetteer import Gazetteer

    if name.letter in (COUNTRY, DEMONYM):
        return name.place
    return Gazetteer.bundled().country(name.country) if name.country else None
