"""What speaks for and against a name's being a place: itself, the words before and after it, the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING

from geo.evidence import evidence
from geo.gazetteer import Row
from geo.toponym import Name, Toponym, contains, is_country
from geo.words import CAPITAL, HYPHENS

if TYPE_CHECKING:
    from geo.recognising import Reading

_SEAT = 30_000  # inhabitants: the seat of a first-order division is as well known as a town of so many
_STRONG = 1.0  # log-odds that make a name a place wherever else it stands
_NEARLY = -1.0  # log-odds of a name that may be a place if the next of its list is one
_REACH = 8  # words of a longer name that are looked at
_APOSTROPHES = frozenset("'’")
_CIVIC_PAIRS = (["state", "university"], ["city", "council"], ["city", "hall"], ["town", "council"])
_COUPLINGS = ([","], ["and"], [",", "and"], ["or"], ["&"])
_AFTER_HEADS = frozenset("of in on near where that with ,".split())
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
LAST_LATIN = "\u024f"  # names in other scripts are few and seldom words, and what is around them is not English
_NEVER = frozenset(["White House", "The City", "The House", "The Hill"])
_PLACED = frozenset(["in_before", "preposition_before", "of_before", "organisation_of"])
# ", Georgia", ", 12 May", "(AP)", then a dash.
_DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,24})?(?:, \w{3,9}\.? \d{1,2})?(?: ?\((?:[A-Z]{2,}|[A-Z]\w+)\))? ?(?:—|–|--+| - )"
)


def weigh(t: Toponym, reading: Reading) -> None:
    """Set the evidence and the weight of one toponym from itself and its neighbours."""
    weights = reading.lists.weights
    t.evidence += _itself(t, reading)
    t.evidence += _before(t, reading)
    t.evidence += _after(t, reading)
    heard = 0.0
    for name in t.evidence:
        heard += weights[name]
    t.weight = weights["bias"] + (_standing_of(t.known) if t.known else 0.0) + heard


def weigh_together(reading: Reading) -> None:
    """Let toponyms speak for each other: the same name elsewhere in the text, and neighbours in a list."""
    weights, best = reading.lists.weights, dict[str, float]()
    for t in reading.toponyms:
        best[t.name] = max(best.get(t.name, t.weight), t.weight)
    for before, t in zip([None, *reading.toponyms], reading.toponyms, strict=False):
        if best[t.name] > _STRONG and t.weight < best[t.name]:
            t.evidence.append("elsewhere")
            t.weight += weights["elsewhere"]
        if before is None or max(before.weight, t.weight) <= 0 or not _are_listed(before, t, reading):
            continue
        if _NEARLY < before.weight <= 0:
            before.evidence.append("listed")
            before.weight += weights["listed"]
        if before.weight > 0:
            before.beside += (t,)
            t.beside += (before,)
            t.evidence.append("listed")
            t.weight += weights["listed"]


@lru_cache(maxsize=20_000)
def _standing_of(name: Name) -> float:
    """How likely a name is a place's whatever stands around it: the best of its places."""
    weights = evidence().weights
    return max(_standing(row, weights) for row in name.rows)


def _is_grand(t: Toponym) -> bool:
    return t.known is not None and t.known.is_grand


def _standing(row: Row, weights: Mapping[str, float]) -> float:
    """How likely a name is a place's whatever stands around it, by what place it is."""
    code = row.feature_code
    if is_country(row) or code == "CONT":
        return weights["country"]
    if code == "ADM1":
        return weights["state"]
    if code == "PPLC":
        return weights["capital_city"]
    if row.feature_class == "A":
        return weights["division"]
    if row.feature_class != "P":
        return weights["land"]
    people = row.population or (10_000 if code.startswith("PPLA") else 1_000)  # nought is unknown
    if code == "PPLA":
        people = max(people, _SEAT)
    return weights["size"] * max(-2.0, min(2.5, log10(people) - 4.0))


def _itself(t: Toponym, reading: Reading) -> Iterator[str]:
    """What the name alone says."""
    if t.first < t.last:
        yield "several_words"
        if t.name in _NEVER:
            yield "never"
        elif t.first in reading.runs.persons and t.known:
            titled = t.first - 1 in reading.runs.persons or reading.runs.titled(t.first)
            yield "person" if titled else "like_person"
    else:
        yield from _single(t, reading)


def _single(t: Toponym, reading: Reading) -> Iterator[str]:
    """What a name of one word says."""
    lists, lower = reading.lists, reading.words.lowers[t.first]
    country = t.known is not None and t.known.may_be_country
    if lower in lists.never or lower in lists.compass or (_INITIALS.fullmatch(t.name) and not _is_grand(t)):
        yield "never"
    elif lower in lists.ambiguous and not t.name.isupper():
        yield "abbreviated"
    elif lower in lists.common_words and (len(lower) > 3 or not t.name.isupper()):
        opens = reading.words.opens[t.first]
        named_apart = country or (t.known is not None and t.known.foremost.feature_class not in "AP")  # "the Pacific"
        yield "common_country" if named_apart else "common_opening" if opens else "common"
    if lower in lists.first_names:
        yield "first_name"
    if t.name[0] > LAST_LATIN:
        yield "other_script"
    if len(t.name) < 4 and t.name.isupper() and not country:
        yield "short"
    if t.first in reading.runs.persons:
        yield "namesake" if _is_grand(t) else "person"
    elif lower in reading.runs.surnames and not _is_grand(t) and t.head != "county":
        yield "surname"


def _before(t: Toponym, reading: Reading) -> Iterator[str]:
    """What the words before the name say."""
    words, lists, left = reading.words, reading.lists, t.first - 1
    if left < 0 or words.joins[left] == "|":
        return
    if words.lowers[left] == "the" and left and words.joins[left - 1] != "|":
        if t.known is None or t.known.foremost.feature_class in "AP":
            yield "the_before"
        left -= 1
    lower = words.lowers[left]
    if words.joins[left] == "":
        if words.texts[left] in HYPHENS and left - 1 not in reading.ending:
            yield "party_before" if words.texts[left - 1] in ("D", "R", "I") else "hyphened"
    elif lower in lists.prepositions_strong:
        yield "in_before"
    elif lower == "of" and left and words.lowers[left - 1] in lists.of_heads:
        t.head = words.lowers[left - 1]
        yield "of_before"
    elif lower == "of" and left and words.kinds[left - 1] == CAPITAL and not words.opens[left - 1]:
        yield "organisation_of"
    elif lower in lists.prepositions:
        yield "preposition_before"
    elif lower in lists.motion_verbs:
        yield "motion_before"
    elif lower in lists.directions:
        yield "direction_before"
    elif words.kinds[left] == CAPITAL and reading.runs.first[t.first] < t.first:
        if (inner := reading.ending.get(left)) and inner.weight > 0 and _holds(t, inner):
            yield "contained_before"
        else:
            yield "opening_before" if words.opens[left] else "capital_before"
    elif words.texts[left] == "," and (inner := reading.ending.get(left - 1)) and _holds(t, inner):
        yield "contained_before"


def _after(t: Toponym, reading: Reading) -> Iterator[str]:
    """What the words after the name say."""
    words, lists = reading.words, reading.lists
    right = t.last + 1 + (t.end > words.ends[t.last])  # past the full stop of "Fla."
    if right >= len(words):
        return
    if _is_dateline(t, reading, right):
        yield "dateline"
        return
    if words.joins[right - 1] == "|":
        return
    lower, following = words.lowers[right], words.lowers[right + 1 : right + 2]
    if lower in _APOSTROPHES and following == ["s"]:
        yield "saint" if words.lowers[t.first] in ("st", "saint") else "possessive_after"
    elif lower in HYPHENS and following and words.joins[right] == "" and words.joins[t.last] == "":
        paired = right + 1 in reading.beginning
        yield "based_after" if following[0] in lists.based_words else "pair" if paired else "hyphen_after"
    elif (outer := _container(t, reading, right)) is not None:
        t.containers += (outer,)
        outer.contents += (t,)
        yield "in_after" if lower != "," else "container_after"
    elif reading.runs.last[t.last] > t.last:
        yield _name_goes_on(t, reading)
    elif lower == "," and (kind := _apposition(reading, right + 1)):
        t.head = t.head or kind
        yield "called_after"
    elif lower in lists.place_heads:
        t.head = t.head or lower
        yield "heads_after"
    elif lower in lists.local_nouns:
        yield "people_after"
    elif lower in lists.speech_verbs and not (_is_grand(t) or _PLACED.intersection(t.evidence)):
        yield "speech_after"


def _is_dateline(t: Toponym, reading: Reading, right: int) -> bool:
    """Whether the name opens a report: "YEREVAN — ", "TBILISI, Georgia (AP) -- "."""
    words = reading.words
    if not words.opens[t.first] or (t.first and words.joins[t.first - 1] == ""):
        return False
    return _DATELINE.match(words.text[words.ends[right - 1] : words.ends[right - 1] + 60]) is not None


def _container(t: Toponym, reading: Reading, right: int) -> Toponym | None:
    """The place said to hold this one: "Paris, Texas", "Fuyang in Anhui", "Agarak, in southern Armenia"."""
    words = reading.words
    opening = words.lowers[right]
    if opening not in ("in", ",", "("):
        return None
    inside = right + 1
    if opening == "," and words.lowers[inside : inside + 1] == ["in"]:
        inside += 1
    if words.lowers[inside - 1] == "in" and inside < len(words) and words.lowers[inside] in reading.lists.directions:
        inside += 1
    outer = reading.beginning.get(inside)
    return outer if outer is not None and _holds(outer, t) else None


def _apposition(reading: Reading, i: int) -> str:
    """What a name is said to be right after it: ", a town in", ", the northern district of"."""
    words = reading.words.lowers[i : i + 4]
    if words[:1] not in (["a"], ["an"], ["the"]):
        return ""
    lists = reading.lists
    for word, following in pairwise(words[1:]):
        if (word in lists.of_heads or word in lists.landform_heads) and following in _AFTER_HEADS:
            return word
    return ""


def _name_goes_on(t: Toponym, reading: Reading) -> str:
    """The name is the first part of a longer one: whose?"""
    lists, last = reading.lists, reading.runs.last[t.last]
    rest = reading.words.lowers[t.last + 1 : min(last, t.last + _REACH) + 1]
    if rest[-1] in lists.media_heads:
        return "media_after"
    if rest[-1] in lists.street_heads:
        return "street_after"
    if rest[0] in lists.civic_heads or rest[:2] in _CIVIC_PAIRS:
        return "civic_after"
    if not lists.company_heads.isdisjoint(rest):
        return "company_after"
    if not lists.organisation_heads.isdisjoint(rest):
        return "organisation_after"
    if rest[0] in lists.landform_heads:
        t.head = rest[0]
        return "landform_after"
    if rest[0] in lists.titles:
        return "title_after"
    following = reading.beginning.get(t.last + 1)
    if following is not None and following.is_demonym:
        return "people_after"
    return "place_after" if following is not None else "capital_after"


def _holds(outer: Toponym, inner: Toponym) -> bool:
    """Whether some place called `outer` is a country or division that some place called `inner` lies in."""
    return any(contains(whole, part) for whole in outer.rows for part in inner.rows)


def _are_listed(before: Toponym, t: Toponym, reading: Reading) -> bool:
    """Whether two names stand side by side in a list: "Goris, Sotk and"."""
    return t.first - before.last < 4 and reading.words.lowers[before.last + 1 : t.first] in _COUPLINGS
