"""The names in a text that location phrases are built of, and a text in which each is one kind of letter.

Patterns over words cannot know that Azerbaijan is a country and Shusha a town; masked, "Azerbaijan" is a run of
COUNTRY letters as long as the name, so that patterns see its kind and offsets stay those of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.place import Mention, Place
from geo.projecting import distance_km
from geo.query import weight

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer, Row

COUNTRY, DEMONYM, REGION, TOWN, RIVER = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_WORD = re.compile(r"\b[A-ZÀ-ÞĀ-ŽА-ЯƏ][\w’'-]*[^\W_]")
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*\.?")
HYPHENED_KM = 400
LOOKED_BACK = 200  # names
_SITES = frozenset("airbase airfield airport bridge checkpoint crossing dam pass".split())
# "Middle East"
_PARTS_OF_NAMES = _SITES | frozenset(
    "city corridor district east highway hills island islands mountains north province region river road south "
    "west".split()
)
_NOT_NAMES = _PARTS_OF_NAMES | frozenset(
    (
        "a across along an and area areas around bank banks border borders between by central coast country eastern "
        "far from frontier half halfway in its km kilometers kilometres line midway miles near northeast northeastern "
        "northern northwest northwestern of off on outskirts part parts railway route shore shores side southeast "
        "southeastern southern southwest southwestern suburbs the their tip to town triangle villages village western "
        "with within"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a text: where it stands, the place it means and the kind of letter that masks it."""

    start: int
    end: int
    place: Place
    letter: str
    named: bool = True  # False for a capital that stands for its government, or the like

    @property
    def country(self) -> str | None:
        return self.place.country


class Named:
    """A text with its names, ready for patterns."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self.text = text
        self.names = sorted(names, key=lambda name: (name.start, -name.end))
        self._starts = [name.start for name in self.names]
        masked = list(text)
        for name in self.names:
            masked[name.start : name.end] = name.letter * (name.end - name.start)
        self.masked = "".join(masked)

    def at(self, start: int, end: int) -> Name | None:
        """The name that fills a stretch of the masked text."""
        index = bisect_left(self._starts, start)
        return self.names[index] if index < len(self.names) and self.names[index].start < end else None

    def before(self, offset: int) -> list[Name]:
        """Names that end before an offset, the nearest first; no more than a reader would look back for."""
        index = bisect_left(self._starts, offset)
        return [name for name in reversed(self.names[max(0, index - LOOKED_BACK) : index]) if name.end <= offset]

    def after(self, offset: int) -> list[Name]:
        index = bisect_left(self._starts, offset)
        return list(self.names[index : index + LOOKED_BACK])


def named(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Named:
    """The text with the places its mentions mean, and with demonyms that no mention covers ("the Armenian side")."""
    names = [name for mention in mentions if mention.place and (name := _of_mention(mention)) is not None]
    beside = {name.start: name for name in names} | {name.end: name for name in names}
    taken = sorted((mention.start, mention.end) for mention in mentions)
    starts = [start for start, _ in taken]
    for word in _WORD.finditer(text):
        index = bisect_left(starts, word.end())
        if index and taken[index - 1][1] > word.start():
            continue
        found = _demonyms(word, gazetteer) or _hyphened(word, beside, gazetteer)
        beside |= {name.end: name for name in found}
        names += found
    return Named(text, names)


def _hyphened(word: re.Match[str], beside: dict[int, Name], gazetteer: Gazetteer) -> list[Name]:
    """A town hyphened to a known one, as in "the Goris-Kapan road": that of its name nearest to it.

    `beside` has the known names by where they start and where they end.
    """
    text, start, end = word.string, word.start(), word.end()
    after = (beside.get(end + gap) for gap in (1, 2, 3) if _dashed(text[end : end + gap]))
    before = (beside.get(start - gap) for gap in (1, 2, 3) if _dashed(text[max(0, start - gap) : start]))
    mate = next((name for name in (*after, *before) if name), None)
    if mate is None:
        return []
    rows = [row for row in gazetteer.lookup(word.group()) if row.feature_class == "P"]
    away = [(distance_km(mate.place.lonlat, (row.lon, row.lat)), row) for row in rows]
    near = min((pair for pair in away if pair[0] < HYPHENED_KM), key=lambda pair: (pair[0], pair[1].key), default=None)
    return [Name(start=start, end=end, place=gazetteer.place_of(near[1]), letter=TOWN)] if near else []


def _dashed(between: str) -> bool:
    return between.strip() in ("-", "–", "—")


def named_by_gazetteer(text: str, gazetteer: Gazetteer) -> Named:
    """A phrase typed by hand with the foremost place of every name in it, however it is capitalised."""
    tokens = list(_TOKEN.finditer(text))
    names: list[Name] = []
    index = 0
    while index < len(tokens):
        for length in range(min(5, len(tokens) - index), 0, -1):
            start, end = tokens[index].start(), tokens[index + length - 1].end()
            stretch = re.sub(r"[’']s?$", "", text[start:end])
            rows = gazetteer.lookup(stretch) if _may_name(stretch) else _of_two_words(stretch, gazetteer)
            if (row := foremost(rows)) is not None:
                place = gazetteer.place_of(row)
                names.append(
                    Name(start=start, end=start + len(stretch), place=place, letter=letter_of(place, row.kind == 4))
                )
                index += length - 1
                break
        index += 1
    return Named(text, names)


def _of_two_words(stretch: str, gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Countries and regions whose name begins with a direction: "North Korea", not "eastern Ukraine"."""
    if not re.match(r"(?:north|south|east|west)(?:ern)?\s+\w", stretch, re.IGNORECASE):
        return ()
    if stretch.split()[-1] in _NOT_NAMES:  # "the west bank of the Nile", not "the West Bank"
        return ()
    rows = [row for row in gazetteer.lookup(stretch) if row.feature_class in ("A", "L") and row.kind <= 1]
    if re.match(r"\w+ern\b", stretch):  # "Eastern Europe" is a region; "southern Lebanon" a part of one country
        rows = [row for row in rows if row.country is None]
    return tuple(rows)


def _may_name(stretch: str) -> bool:
    words = re.split(r"[\s–-]+", stretch.lower())
    title = len(words) > 2 and stretch[0].isupper()  # "Line of Control"
    if (words[0] in _NOT_NAMES and not title) or stretch.isdigit():
        return False
    return words[-1] not in _NOT_NAMES or words[-1] in _PARTS_OF_NAMES or stretch.split()[-1].istitle()


def foremost(rows: Sequence[Row]) -> Row | None:
    """The row a reader would think of first: a country or its people, a region, else the largest place of that name."""

    def rank(row: Row) -> tuple[int, float]:
        if row.feature_code.startswith("PCL"):
            return 3, weight(row)
        return (2 if row.feature_class in "LHTR" and row.kind == 0 else 1), weight(row)

    return max(rows, key=lambda row: (rank(row), -row.kind, -row.key), default=None)


def _of_mention(mention: Mention) -> Name | None:
    place = mention.place
    if place is None:
        return None
    letter = letter_of(place, mention.sense == "demonym")
    direct = mention.sense in ("literal", "possessor", "demonym") or letter == COUNTRY
    return Name(start=mention.start, end=mention.end, place=place, letter=letter, named=direct)


def letter_of(place: Place, demonym: bool = False) -> str:
    """The kind of name a place has, as a letter of the masked text."""
    if demonym:
        return DEMONYM
    if place.feature_code.startswith("PCL") or place.feature_code == "TERR":
        return COUNTRY
    if place.feature_class == "R" or place.feature_code.startswith(("STM", "CNL")):
        return RIVER
    return REGION if place.feature_class in ("A", "L", "H", "T") else TOWN


def _demonyms(word: re.Match[str], gazetteer: Gazetteer) -> list[Name]:
    stretch = re.sub(r"[’']s$", "", word.group())
    if len(stretch) < 4:
        return []
    pieces = [(0, stretch)]
    if "-" in stretch:  # "Azerbaijani-Iranian"
        pieces = [(match.start(), match.group()) for match in re.finditer(r"[^-]+", stretch)]
    names = []
    for offset, piece in pieces:
        rows = [row for row in gazetteer.lookup(piece) if row.kind == 4 and row.country]
        if rows:
            place = gazetteer.place_of(rows[0])
            start = word.start() + offset
            names.append(Name(start=start, end=start + len(piece), place=place, letter=DEMONYM))
    return names
