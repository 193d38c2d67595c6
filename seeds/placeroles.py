"""Place roles: in, at, near, from, to, … as a preposition, a frame or being the object itself gives them."""

from __future__ import annotations

from seeds.candidates import Candidate
from seeds.frames import Reader
from seeds.phrases import NounPhrase, PrepPhrase
from seeds.report import Role

ROLES: dict[str, Role] = {
    "in": "in", "inside": "in", "within": "in", "throughout": "in", "across": "in", "around": "near", "on": "in",
    "at": "at", "outside": "at",
    "near": "near", "close to": "near", "next to": "near", "beside": "near", "by": "near", "off": "near",
    "behind": "near", "opposite": "near",
    "along": "along", "alongside": "along", "between": "between", "through": "via", "via": "via", "by way of": "via",
    "past": "via",
    "from": "from", "out of": "from", "away from": "from", "to": "to", "into": "to", "onto": "to", "towards": "to",
    "toward": "to", "for": "to",
    "over": "across", "beyond": "near", "above": "in", "under": "in", "about": "about", "regarding": "about",
    "concerning": "about", "among": "in",
    "on board": "in", "atop": "in", "up to": "to", "from within": "in",
}  # fmt: skip
FIXED = ("in the ", "on the ", "north", "south", "east", "west", "off the coast", "in front")
DIRECTIONS = frozenset(
    "north south east west north-east north-west south-east south-west northeast northwest southeast southwest".split()
)
_GOING_FRAMES = frozenset(
    """cooperate.aid deploy.troops deploy.monitors ease.withdraw meet.visit ease.release restrict.deport move.return
    cooperate.arms cooperate.trade sanction.expel control.handover attack.abduct""".split()
)
_LEAVING = frozenset("leave flee vacate evacuate quit abandon exit depart".split())
_TRAVELLING = frozenset("fly travel go come head journey return hurry rush drive sail set".split())
_PASSING = frozenset("cross use transit pass traverse".split())
_STANDING = frozenset("in at near inside outside around off".split()) | {"close to"}
TRACKS = frozenset(
    """road highway motorway route corridor border frontier street railway line tunnel track stretch boundary river
    canal pipeline pass""".split()
)


def role_of_phrase(candidate: Candidate, phrase: PrepPhrase, reader: Reader) -> Role | None:
    """The role of a place that a preposition brings in, or nothing where it says no place of the event."""
    prep, kind, noun = phrase.prep, candidate.frame.kind, phrase.noun
    beside_it = prep in ("off the coast of", "on the banks of", "in the vicinity of", "in front of")
    if beside_it and reader.fits(noun, ("place", "building")) and not reader.pronoun(noun):
        return "at" if prep == "in front of" else "near"
    if prep.startswith(FIXED) and prep not in ROLES:
        return _role_of_part(prep)
    words = prep.split()
    first = words[0]
    stacked = (
        len(words) == 2
        and words[1] in ROLES
        and first in ("from", "since", "in", "out", "up", "down", "back", "over", "off")
    )
    role = ROLES.get(prep) or (ROLES.get(first) if stacked else None)
    if role is None or not (reader.fits(noun, ("place",)) or _named(prep, noun, reader)) or reader.pronoun(noun):
        return None
    if noun.end - noun.start == 1 and not reader.proper(noun):
        return None
    going = kind == "move" or candidate.frame.manner in _GOING_FRAMES
    if kind == "speak":
        return role if role in ("in", "at") and _follows_verb(candidate, phrase) and reader.proper(noun) else None
    if kind == "disaster" and candidate.frame.mode == "outage" and role == "to":
        return "in"
    if role == "to" and kind == "meet" and candidate.source == "light" and reader.proper(noun) and _travels(candidate):
        return "in"
    if role in ("from", "to") and not going:
        return "to" if role == "to" and prep in ("into", "onto") else None
    if prep == "for" and not (going and reader.proper(noun)):
        return None
    if prep == "by":
        return None
    beside = candidate.noun is not None and phrase.start == candidate.noun.end
    behind_object = candidate.object is not None and phrase.start == candidate.object.end
    if prep == "on" and kind == "sanction" and beside:
        return None
    if prep in ("on", "over", "about") and kind in ("agree", "meet", "govern", "sanction"):
        return "about"
    if prep == "across" and going:
        return "across"
    if role == "via" and candidate.frame.mode == "aid" and not reader.proper(noun):
        return None
    if prep == "on" and candidate.frame.kind == "attack":
        return "at"
    if prep == "on" and (kind in ("ease", "restrict") and behind_object or kind == "restrict" and beside):
        return None
    if (
        prep == "between"
        and kind in ("meet", "agree", "fight")
        and reader.proper(noun.members[0] if noun.members else noun)
    ):
        return None
    return role


def _named(prep: str, noun: NounPhrase, reader: Reader) -> bool:
    """ "in Anzali roads", "off the wells of Khor Mor": a named thing of no known class may be a place; whether the name
    is one is not for this reader to say."""
    if prep not in _STANDING:
        return False
    named = [noun, *(p.noun for p in reader.tail(noun)[:1] if p.prep == "of")]
    return any(t.tag == "NNP" for n in named for t in reader.sentence.tokens[n.start : n.end])


def _role_of_part(prep: str) -> Role | None:
    """ "north of", "on the edge of", "in the west of", but not "in the wake of"."""
    words = prep.split()
    if words[0] in DIRECTIONS:
        return "near"
    part = any(word in prep for word in ("edge", "cent", "middle", "outskirts"))
    return "in" if part or ("of" in prep and words[2] in DIRECTIONS) else None


def _travels(candidate: Candidate) -> bool:
    """ "flew to Tbilisi for talks": where somebody goes to meet is where they meet."""
    verb = candidate.clause.verb if candidate.clause is not None else None
    return verb is not None and verb.lemma in _TRAVELLING


def _follows_verb(candidate: Candidate, phrase: PrepPhrase) -> bool:
    return (
        candidate.clause is not None and candidate.clause.verb is not None and phrase.start == candidate.clause.verb.end
    )


def role_of_object(candidate: Candidate, noun: NounPhrase, reader: Reader) -> Role | None:
    """The role of a place that is the object itself: captured X, shelled X, reached X, closed the road."""
    built = candidate.frame.mode == "infrastructure" and _tracked(noun, candidate)
    if not (reader.fits(noun, ("place",)) or built) or reader.pronoun(noun):
        return None
    if noun.end - noun.start == 1 and candidate.sentence.tokens[noun.start].lower in DIRECTIONS:
        return None
    frame, verb = candidate.frame, candidate.clause.verb if candidate.clause else None
    lemma = verb.lemma if verb is not None and candidate.source != "noun" else ""
    if frame.kind == "move":
        if lemma in _LEAVING or candidate.frame.mode in ("evacuate", "flee", "displace"):
            return "from"
        if lemma in _PASSING or _tracked(noun, candidate):
            return "via"
        return "to"
    if frame.mode == "infrastructure":
        return "along" if _tracked(noun, candidate) else None
    if frame.place is not None or frame.mode in ("natural", "troops", "visit", "accident", "offensive", "withdraw"):
        named = (
            reader.proper(noun)
            or any(p.prep == "of" and reader.proper(p.noun) for p in reader.tail(noun)[:1])
            or frame.kind in ("control", "restrict", "ease", "deploy")
            or frame.mode == "natural"
        )
        if frame.mode == "withdraw" and lemma in _LEAVING:
            return "from"
        return (frame.place or "in") if named or not candidate.preps else None
    return None


def _tracked(noun: NounPhrase, candidate: Candidate) -> bool:
    tokens = candidate.sentence.tokens
    return any(t.lemma in TRACKS or (t.lower in TRACKS) for t in tokens[noun.start : noun.end])
