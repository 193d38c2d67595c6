"""Proposing: every clause and noun of a sentence is asked once whether it tells of an event."""

from __future__ import annotations

from collections.abc import Iterator

from seeds.candidates import Candidate, Scene
from seeds.casualties import of_harm
from seeds.clauses import Clause
from seeds.deeds import of_match
from seeds.eventnouns import of_noun
from seeds.frames import FrameTable, Reader, frame_table, match_verb
from seeds.lightverbs import of_light
from seeds.parsing import parse_sentence
from seeds.phrases import NounPhrase, Phrase, noun_of
from seeds.reality import unreal
from seeds.speech import of_verdict
from seeds.text import Sentence
from seeds.twins import merge_twins


def propose(sentence: Sentence, table: FrameTable | None = None, *, persons: frozenset[int] = frozenset()) -> Scene:
    """Read a sentence and propose its events, in the order of their triggers. `persons`: offsets where people are
    named."""
    phrases, clauses = parse_sentence(sentence)
    scene = Scene(sentence, phrases, clauses, Reader(sentence, phrases, table or frame_table(), persons))
    for clause in clauses:
        if not unreal(scene, clause):
            scene.candidates += _of_clause(scene, clause)
    for noun, around in _nouns(scene):
        if noun.start not in scene.taken:
            scene.candidates += of_noun(scene, noun, around)
    scene.candidates = sorted(merge_twins(scene), key=lambda c: (c.trigger, c.start))
    return scene


def _of_clause(scene: Scene, clause: Clause) -> Iterator[Candidate]:
    """What a clause tells of: a verdict, a deed with its proper object, a harm, a noun held up, or any other deed."""
    verdict = of_verdict(scene, clause)
    if verdict is not None:
        yield verdict
        return
    match = match_verb(clause, scene.reader)
    if match is not None and match.pattern.object not in (None, ("none",)):  # a verb with an object of a kind is sure
        held = scene.reader.event_of(match.patient) if match.patient is not None else None
        light = of_light(scene, clause) if held is not None and held[0] is match.pattern.frame else None
        yield from [light] if light is not None else of_match(scene, clause, match)
        return
    harm = of_harm(scene, clause)
    if harm is not None:
        yield from harm
        return
    light = of_light(scene, clause)
    if light is not None:
        yield light
        return
    if match is not None:
        yield from of_match(scene, clause, match)


def _nouns(scene: Scene) -> Iterator[tuple[NounPhrase, Clause | None]]:
    """Every noun phrase, lists by their members, with the clause that holds it."""
    for phrase in scene.phrases:
        noun = noun_of(phrase)
        if noun is not None:
            for member in noun.members or (noun,):
                yield member, _holder(scene, phrase)


def _holder(scene: Scene, phrase: Phrase) -> Clause | None:
    """The clause whose words hold a phrase."""
    return next((c for c in reversed(scene.clauses) if any(p.start == phrase.start for p in c.phrases)), None)
