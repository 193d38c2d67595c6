"""In which sense a place is named: as ground, or as the government that sits there, the owner of something, a subject of talk."""

from __future__ import annotations

from collections.abc import Sequence

from geo.gazetteer import DEMONYM, Row
from geo.place import Sense
from geo.recognising import Reading
from geo.toponym import Toponym, is_country, is_demonym

_BORDERS = frozenset(
    "border borders frontier boundary road highway railway route line bridge corridor crossing area strait distance located".split()
)
_GROUND = frozenset(
    "in at near inside outside into through across around throughout within towards toward via onto off along from beyond".split()
)
_COUPLES = frozenset(["and", ",", "or", "&"])
_AUXILIARIES = frozenset(
    "also then later first again now still never once already soon reportedly both have has had".split()
)
_MODALS = frozenset("will would must should cannot yet".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_BACKED = frozenset("led backed brokered mediated controlled held sponsored funded occupied".split())


def sense_of(
    reading: Reading, t: Toponym, *, meaning: Row | None, actors: Sequence[tuple[int, int]] = ()
) -> tuple[Sense, str]:
    """(sense, why) of one toponym; `meaning` is the place it was resolved to, `actors` the (start, end) of known actors."""
    if is_demonym(t):
        return "demonym", "the word for a people, not for their land"
    if "dateline" in t.evidence:
        return "dateline", "the dateline of the report"
    words, lists = reading.words, reading.lists
    if t.key.replace(" ", "_") in lists.unions:
        inside = t.first > 0 and words.lowers[t.first - 1] in _GROUND
        return ("literal", "") if inside else ("government", "a union of states")
    political = meaning is not None and (
        meaning.feature_code == "PPLC" or meaning.feature_code == "ADM1" or is_country(meaning)
    )
    if "possessive_after" in t.evidence:
        return ("possessor", "owns what follows") if political else ("literal", "")
    if any(start < t.end and t.start < end for start, end in actors):
        return "government", "acts, or is acted upon, in this sentence"
    before = _before(reading, t)
    if _as_topic(reading, t, before, town=meaning is not None and meaning.feature_class == "P"):
        return "topic", "spoken about, not a scene"
    if before and before[-1] in _GROUND or "contained_before" in t.evidence or "container_after" in t.evidence:
        return "literal", ""
    after = _after(reading, t)
    if after[:1] == ["-"] and after[1:2] and after[1] in _BACKED:
        return "government", f"“-{after[1]}” tells of a government"
    if {"heads_after", "direction_before", "motion_before", "of_before", "in_after"} & set(t.evidence):
        return "literal", ""
    if not political:
        return "literal", ""
    return _as_government(reading, t, before, after)


def _before(reading: Reading, t: Toponym, reach: int = 6) -> list[str]:
    """The words before the toponym in its sentence, other places of the same list left out: "between Baku and Tehran"."""
    words, i = reading.words, t.first
    while (left := reading.ending.get(i - 2)) and words.lowers[i - 1] in _COUPLES:
        i = left.first
    if i and words.lowers[i - 1] == "the":
        i -= 1
    start = i
    while start > max(0, i - reach) and not words.opens[start]:
        start -= 1
    return words.lowers[start:i]


def _after(reading: Reading, t: Toponym, reach: int = 5) -> list[str]:
    """The words after the toponym, past other places of its list, a day, an adverb or a relative clause."""
    words, i, count = reading.words, t.last + 1, len(reading.words)
    while i + 1 < count and words.lowers[i] in _COUPLES and (right := reading.beginning.get(i + 1)):
        i = right.last + 1
    if i + 1 < count and words.lowers[i] == "," and words.lowers[i + 1] in ("which", "whose", "who"):
        close = next((k for k in range(i + 2, min(count, i + 14)) if words.lowers[k] == ","), i - 1)
        i = close + 1
    while i < count and (
        words.lowers[i] in _AUXILIARIES or words.lowers[i] in _DAYS or words.lowers[i : i + 1] == ["on"]
    ):
        if words.lowers[i] == "on" and (i + 1 >= count or words.lowers[i + 1] not in _DAYS):
            break
        i += 1
    return words.lowers[i : i + reach]


def _as_topic(reading: Reading, t: Toponym, before: list[str], *, town: bool) -> bool:
    lists, after = reading.lists, reading.words.lowers[t.last + 1 : t.last + 4]
    if after[:1] and after[0] in (lists.pact_heads if town else lists.topic_heads):
        return True
    if after[:2] and after[0] in ("is", "was", "as", "remains", "remained") and "part" in after[1:3]:
        return True
    if not before:
        return False
    if before[-2:] == ["part", "of"] and before[-3:-2] != ["in"] and before[-3:-2] != ["northern"]:
        return len(before) > 2 and before[-3] in (
            "is",
            "was",
            "as",
            "be",
            "integral",
            "inalienable",
            "remain",
            "remains",
        )
    if before[-1] in ("about", "regarding", "concerning"):
        return True
    return before[-1] in ("on", "over") and any(
        word in lists.ties or word in lists.topic_words for word in before[-3:-1]
    )


def _as_government(reading: Reading, t: Toponym, before: list[str], after: list[str]) -> tuple[Sense, str]:
    """A state or capital that stands on no ground here: party to something, or subject of a verb that only a state can do."""
    lists = reading.lists
    if before and before[-1] in lists.dealing_prepositions:
        if not _BORDERS.isdisjoint(before[-3:-1]):
            return "literal", ""
        tie = next((word for word in reversed(before[:-1]) if word in lists.ties), None)
        if tie:
            return "government", f"“{tie} {before[-1]}”: a party, not a place"
        if before[-1] in ("with", "against", "by", "on"):
            return "government", f"“{before[-1]}” before a state"
        return "literal", ""
    if before and (
        before[-1] in lists.dealing_words or " ".join(before[-2:]) in ("support of", "behalf of", "called on")
    ):
        return "government", f"“{before[-1]}” before a state"
    if after and after[0] in lists.acting_verbs:
        return "government", f"a state that “{after[0]}”"
    if before and before[-1] == "that" or after[:1] and after[0] in _MODALS and after[1:2] != ["be"]:
        return "government", f"a capital or state that “{after[0] if after else before[-1]}”"
    if after[:1] and after[0] in ("is", "was", "will", "would", "has", "had", "should", "must") and _is_state(t):
        return "government", f"a state that “{after[0]}” something"
    return (
        ("government", "a state named without a word of place")
        if _is_state(t) and not before[-1:] == ["of"]
        else ("literal", "")
    )


def _is_state(t: Toponym) -> bool:
    return any(is_country(row) and row.kind != DEMONYM for row in t.rows)
