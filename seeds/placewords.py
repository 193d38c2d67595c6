"""Place words: how far the name or description of a place goes ("the border | with Azerbaijan")."""

from __future__ import annotations

from seeds.article import Span
from seeds.candidates import Scene
from seeds.phrases import NounPhrase, PrepPhrase, joint_is, noun_of, span_of
from seeds.placeroles import DIRECTIONS, FIXED, ROLES, TRACKS

_JOINED = frozenset("border frontier boundary line".split())
_AT = frozenset(
    ("in", "inside", "at", "near", "on", "along", "on the edge of", "on the outskirts of", "in the centre of",
     "north of", "south of", "east of", "west of")
)  # fmt: skip


def whole(scene: Scene, noun: NounPhrase, *, tracks: bool = False) -> Span:
    """The words of a place with what belongs to them ("the border | with Azerbaijan", "the road | between A and B")."""
    return span_of(scene.sentence, noun.start, _end_of(scene, noun, tracks=tracks))


def chain(scene: Scene, phrase: PrepPhrase) -> tuple[Span, int]:
    """The words of a place that a preposition brings in, and the token they end before."""
    start = phrase.start if phrase.prep.startswith(FIXED) and phrase.prep not in ROLES else phrase.noun.start
    topic = ROLES.get(phrase.prep) == "about" or (phrase.prep == "on" and scene.reader.proper(phrase.noun))
    end = phrase.noun.end if topic else _end_of(scene, phrase.noun, tracks=False)
    return span_of(scene.sentence, start, end), end


def _end_of(scene: Scene, noun: NounPhrase, *, tracks: bool) -> int:
    reader, tokens, end = scene.reader, scene.tokens, noun.end
    head = next((t.lemma for t in reversed(tokens[noun.start : end]) if t.tag in ("NN", "NNS")), "")
    named = any(t.tag == "NNP" for t in tokens[noun.start : end])
    while (i := reader.position.get(end)) is not None and isinstance(phrase := scene.phrases[i], PrepPhrase):
        if phrase.prep != "of" and not reader.fits(phrase.noun, ("place",)) and head not in _JOINED:
            break
        if phrase.noun.time or not _belongs(phrase, head, named, tracks=tracks):
            break
        named = named or any(t.tag == "NNP" for t in tokens[phrase.noun.start : phrase.noun.end])
        end = phrase.end
    return end


def _belongs(phrase: PrepPhrase, head: str, named: bool, *, tracks: bool) -> bool:
    prep = phrase.prep
    if prep == "of":
        return True
    if prep == "with":
        return head in _JOINED
    if prep in ("between", "from", "to"):
        return head in TRACKS or (head in ("bridge", "area", "region", "land") and prep == "between" and tracks)
    if prep in _AT:
        return not named or prep == "in"
    return prep.split()[0] in DIRECTIONS and not named


def by_name(noun: NounPhrase, scene: Scene) -> NounPhrase:
    """ "Adiyaman, one of the cities worst hit": a place described after a comma goes by the name before it."""
    reader = scene.reader
    i = reader.position.get(noun.start)
    if i is None:
        i = next(
            (k for k, p in enumerate(scene.phrases) if isinstance(p, PrepPhrase) and p.noun.start == noun.start), None
        )
    if i is None or reader.proper(noun):
        return noun
    j = i - 1
    if j >= 1 and isinstance(scene.phrases[i], PrepPhrase) and isinstance(scene.phrases[j], NounPhrase):
        j -= 1
    before = scene.phrases[j - 1] if j >= 1 and joint_is(scene.phrases[j], "comma") else None
    named = noun_of(before)
    if named is None or named.time or not reader.fits(noun, ("place",)):
        return noun
    return named if any(t.tag == "NNP" for t in scene.tokens[named.start : named.end]) else noun
