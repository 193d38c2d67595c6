"""In which sense a place is named: as ground, as a government, as an owner, as a subject of talk."""

from __future__ import annotations

from collections.abc import Sequence

from geo.gazetteer import DEMONYM, Row
from geo.place import Sense
from geo.recognising import Reading
from geo.toponym import Toponym, is_country
from geo.words import HYPHENS

_GROUND = frozenset(
    "in at near inside outside into through across around throughout within towards toward via onto off along from "
    "beyond".split()
)
_BORDERS = frozenset(
    "border borders frontier boundary road highway railway route line bridge corridor crossing area strait distance "
    "located".split()
)
_PLACED = frozenset(["heads_after", "direction_before", "motion_before", "of_before", "in_after"])
_HELD = frozenset(["contained_before", "container_after"])
_CLAUSES = frozenset("; , : when while as because since after before if although though whether".split())
_COUPLES = frozenset(["and", ",", "or", "&", *HYPHENS])
_AUXILIARIES = frozenset(
    "also then later first again now still never once already soon reportedly both have has had".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MODALS = frozenset("will would must should cannot yet".split())
_COPULAS = frozenset("is was will would has had should must".split())
_BACKED = frozenset("led backed brokered mediated controlled held sponsored funded occupied".split())
_SALES = frozenset("sold sell sells selling arms weapons loan loans".split())
_REPORTS = frozenset("that said says saying believes claimed claims".split())
_WHOLES = frozenset("is was as be integral inalienable remain remains".split())
_LITERAL: tuple[Sense, str] = ("literal", "")
_HOPS = 12  # names of one list that are looked past


def sense_of(
    reading: Reading, t: Toponym, *, meaning: Row | None, actors: Sequence[tuple[int, int]] = ()
) -> tuple[Sense, str]:
    """The sense of one toponym and, in words for a reader, why; no words for the literal sense.

    `meaning` is the place it was resolved to, `actors` are the (start, end) of those who act in the text.
    """
    if t.is_demonym:
        return "demonym", "the word for a people, not for their land"
    if "dateline" in t.evidence:
        return "dateline", "the dateline of the report"
    political = meaning is not None and _is_political(t, meaning)
    if "possessive_after" in t.evidence:
        return ("possessor", "owns what follows") if political else _LITERAL
    if any(start < t.end and t.start < end for start, end in actors):
        return "government", "acts, or is acted upon, in this sentence"
    town = meaning is not None and meaning.feature_class == "P"
    if town and not political and reading.lists.pact_heads.isdisjoint(_following(reading, t)):
        return _LITERAL
    before, after = _before(reading, t), _after(reading, t)
    grounded = before[-1:] != [] and before[-1] in _GROUND
    if political and _speaks(reading, t):
        return "government", f"a state that “{after[0]}” something"
    if after[:1] == ["-"] and not _BACKED.isdisjoint(after[1:2]):
        return "government", f"“-{after[1]}” tells of a government"
    if t.key.replace(" ", "_") in reading.lists.unions:
        return _LITERAL if grounded else ("government", "a union of states")
    if _is_topic(reading, t, before, town=town):
        return "topic", "spoken about, not a scene"
    if grounded or not _HELD.isdisjoint(t.evidence):
        return _LITERAL
    if not political or not _PLACED.isdisjoint(t.evidence) or not reading.lists.place_heads.isdisjoint(after[:1]):
        return _LITERAL
    return _as_party(reading, before) or _as_doer(t, before, after, reading.lists.acting_verbs)


def _is_political(t: Toponym, meaning: Row) -> bool:
    """Whether the name may stand for a government: a country's, a first-order division's ("Delhi") or a capital's."""
    namesakes = (row for row in t.rows if row.country == meaning.country and row.kind == meaning.kind)
    return any(row.feature_code in ("PPLC", "ADM1") or is_country(row) for row in namesakes)


def _following(reading: Reading, t: Toponym) -> list[str]:
    return reading.words.lowers[t.last + 1 : t.last + 2]


def _speaks(reading: Reading, t: Toponym) -> bool:
    """Whether a verb of speech follows at once, and no word of place goes before: "in Goris, Paris announced"."""
    lowers = reading.words.lowers
    said = _following(reading, t)
    return not reading.lists.announcing_verbs.isdisjoint(said) and (not t.first or lowers[t.first - 1] not in _GROUND)


def _before(reading: Reading, t: Toponym, reach: int = 6) -> list[str]:
    """The words before the toponym in its sentence, past other places of its list: "between Baku and Tehran"."""
    words, i = reading.words, t.first
    for _ in range(_HOPS):
        left = reading.ending.get(i - 2)
        if left is None or words.lowers[i - 1] not in _COUPLES:
            break
        i = left.first
    if i and words.lowers[i - 1] == "the":
        i -= 1
    start = i
    while start > max(0, i - reach) and not words.opens[start]:
        start -= 1
    return words.lowers[start:i]


def _after(reading: Reading, t: Toponym, reach: int = 5) -> list[str]:
    """The words after the toponym, past other places of its list, a relative clause, adverbs and days."""
    lowers, i = reading.words.lowers, t.last + 1
    for _ in range(_HOPS):
        right = reading.beginning.get(i + 1)
        if right is None or lowers[i] not in _COUPLES:
            break
        i = right.last + 1
    if lowers[i : i + 1] == [","] and lowers[i + 2 : i + 3] == [","]:
        i += 3  # ", meanwhile,"
    if lowers[i : i + 2] in ([",", "which"], [",", "whose"], [",", "who"]):
        i = next((k + 1 for k in range(i + 2, min(len(lowers), i + 14)) if lowers[k] == ","), i)
    while i < len(lowers):
        if lowers[i] == "on" and not _DAYS.isdisjoint(lowers[i + 1 : i + 2]):
            i += 2
        elif lowers[i] in _AUXILIARIES or lowers[i] in _DAYS:
            i += 1
        else:
            break
    return lowers[i : i + reach]


def _is_topic(reading: Reading, t: Toponym, before: list[str], *, town: bool) -> bool:
    """Whether the place is spoken of: "talks on Karabakh", "the Karabakh war", "Karabakh is part of"."""
    lists, after = reading.lists, reading.words.lowers[t.last + 1 : t.last + 4]
    if not (lists.pact_heads if town else lists.topic_heads).isdisjoint(after[:1]):
        return True
    if after[:1] and after[0] in ("is", "was", "as", "remains", "remained") and "part" in after[1:]:
        return True
    if before[-2:] == ["part", "of"]:
        return not _WHOLES.isdisjoint(before[-3:-2])
    if before[-1:] and before[-1] in ("about", "regarding", "concerning"):
        return True
    spoken = any(word in lists.ties or word in lists.topic_words for word in before[-3:-1])
    return spoken and before[-1] in ("on", "over")


def _as_party(reading: Reading, before: list[str]) -> tuple[Sense, str] | None:
    """The state as the other party: "tensions with Baku", "thanked Armenia", "called on Iran"; or a border with it."""
    lists, last = reading.lists, before[-1] if before else ""
    if before[-2:] == ["according", "to"] or (last == "to" and not _SALES.isdisjoint(before[-4:-1])):
        return "government", f"“{last}” before a state"
    if last in lists.dealing_prepositions:
        if not _BORDERS.isdisjoint(before[-3:-1]):
            return _LITERAL
        tie = next((word for word in reversed(before[:-1]) if word in lists.ties), "")
        if tie or last in ("with", "against", "by", "on"):
            return "government", f"“{tie} {last}”: a party, not a place".replace("“ ", "“")
        return _LITERAL
    if last in lists.dealing_words or before[-2:] in (["support", "of"], ["behalf", "of"]):
        return "government", f"“{last}” before a state"
    return None


def _leads(t: Toponym, before: list[str]) -> bool:
    """Whether two capitals or states of different countries are together the subject: "Yerevan and Baku swapped"."""
    if before and before[-1] not in _CLAUSES:
        return False
    countries = {other.known.foremost.country for other in (t, *t.beside) if other.known and other.known.is_grand}
    return len(countries) > 1


def _as_doer(t: Toponym, before: list[str], after: list[str], acting: frozenset[str]) -> tuple[Sense, str]:
    """The state as the subject of a verb: "Baku has underlined", "Iran held a drill"."""
    verb = after[0] if after else ""
    country = any(is_country(row) and row.kind != DEMONYM for row in t.rows)
    acts = verb in acting or (verb in _MODALS and after[1:2] != ["be"]) or (country and verb in _COPULAS)
    busy = verb in ("is", "are", "was", "were") and after[1:] != [] and after[1].endswith("ing")
    if acts or busy:
        return "government", f"a state that “{verb}” something"
    if not _REPORTS.isdisjoint(before[-1:]):
        return "government", f"“{before[-1]}” before a state"
    if _leads(t, before):
        return "government", "two states named side by side as doers"
    if country and before[-1:] != ["of"]:
        return "government", "a state named without a word of place"
    return _LITERAL
