"""Placing: the words of its sentence that say where a candidate happened."""

from __future__ import annotations

from collections.abc import Sequence

from seeds.candidates import Candidate, Scene
from seeds.clauses import Clause
from seeds.ownplaces import of_preps
from seeds.phrases import NounPhrase, span_of
from seeds.placeroles import role_of_object
from seeds.placewords import by_name, whole
from seeds.report import Role, Whereabouts
from seeds.sharedplaces import around, borrowed, cause_of, of_subject


def where_of(candidate: Candidate, scene: Scene) -> list[Whereabouts]:
    """The words that say where, each with the role its preposition and its frame give it."""
    found = of_preps(candidate, scene)
    if candidate.frame.kind == "speak":
        return found
    for noun in (candidate.object, *_subject_place(candidate)):
        noun = by_name(noun, scene) if noun is not None else None
        if noun is not None:
            role = role_of_object(candidate, noun, scene.reader)
            if role is not None:
                found.insert(0, Whereabouts(span=whole(scene, noun, tracks=True), role=role))
    if candidate.frame.kind == "disaster" and candidate.noun is not None and candidate.object is not None and found:
        own = candidate.object
        if any(w.span.overlaps(span_of(scene.sentence, own.start, own.end)) for w in found) and len(found) > 1:
            tail = [span_of(scene.sentence, p.noun.start, p.noun.end) for p in scene.reader.tail(candidate.noun)]
            found = [w for w in found if not any(w.span.overlaps(t) for t in tail)]
    unnamed = not any(scene.has_name(w.span) for w in found)
    if found and unnamed and candidate.clause is not None and candidate.frame.kind == "protest":
        found += of_subject(candidate, candidate.clause, scene)
    if found and unnamed and candidate.clause is not None and candidate.source != "noun":
        found = _borrowed(candidate, candidate.clause, scene) or found
    if not found and candidate.clause is not None:
        found = _borrowed(candidate, candidate.clause, scene) or of_subject(candidate, candidate.clause, scene)
        found = found or around(candidate, candidate.clause, scene)
    return _without_repeats(found)


def _borrowed(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """A place said once for two clauses; an outcome ("resulting in the flight of") is felt where its cause was."""
    source = cause_of(clause)
    if source is None:
        return borrowed(candidate, clause, scene)
    cause = next(
        (c for c in scene.candidates if c.clause is source or (c.clause is not None and c.clause.parent is source)),
        None,
    )
    if cause is None or cause is candidate:
        return []
    role: Role = "from" if candidate.frame.kind == "move" else "in"
    return [Whereabouts(span=w.span, role=role) for w in where_of(cause, scene) if w.role != "about"]


def _subject_place(candidate: Candidate) -> list[NounPhrase]:
    """A place that suffers: "Djibo has been under a blockade", "The road … is closed"."""
    clause = candidate.clause
    if clause is None or clause.verb is None or candidate.object is not None or candidate.source == "noun":
        return []
    if candidate.frame.kind in ("restrict", "control") and clause.subject is not None and clause.verb.lemma == "be":
        return [clause.subject]
    if candidate.frame.manner == "control.capture" and clause.subject is not None and clause.verb.lemma == "fall":
        return [clause.subject]
    if candidate.frame.mode == "infrastructure" and clause.subject is not None and clause.verb.lemma == "open":
        return [clause.subject]
    return []


def _without_repeats(found: Sequence[Whereabouts]) -> list[Whereabouts]:
    kept: list[Whereabouts] = []
    for one in found:
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return kept
