"""How sure: a small linear scorer with readable weights, and the reasons it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seeds.candidates import HARM, Candidate, Scene
from seeds.deeds import FACTIVE
from seeds.frames import FrameTable
from seeds.phrases import NounPhrase, PrepPhrase, span_of
from seeds.report import Actor, Quantity, When, Whereabouts

_PERSONAL = frozenset("he she it they we i".split())
_PEOPLE_ONLY = frozenset({"meet", "speak", "agree"})
_LENGTHS = frozenset("day month year week hour".split())
_RESULTING = frozenset("result lead cause trigger force prompt".split())
_PRESUPPOSING = frozenset("after before since following during over amid despite".split())
_SHOWING = frozenset("show report confirm claim announce witness".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was settled of a candidate: its actors, time, places and counts."""

    agents: Sequence[Actor]
    targets: Sequence[Actor]
    when: When
    where: Sequence[Whereabouts]
    quantities: Sequence[Quantity]


def weigh(candidate: Candidate, found: Findings, scene: Scene, table: FrameTable) -> tuple[float, list[str]]:
    """The sum of what speaks for and against a candidate, and the names of what did."""
    placed = any(w.role != "about" for w in found.where)
    timed = bool(found.when.edtf or found.when.text)
    roles = {
        "agent": found.agents,
        "target": found.targets,
        "place": placed,
        "time": timed,
        "quantity": found.quantities,
    }
    features = [candidate.source, *(name for name, said in roles.items() if said)]
    if candidate.source == "noun":
        features += [name for name, holds in _of_nouns(candidate, found, scene) if holds]
    nameless = candidate.source in ("verb", "light") and not _impersonal(candidate)
    if candidate.frame.kind in _PEOPLE_ONLY and not found.agents and nameless:
        nobody = not any(_speaks_for_itself(candidate, noun, scene) for noun in candidate.agents)
        features += ["no_actor"] * (nobody and scene.sentence.part != "headline")
    if candidate.frame.kind == "move" and candidate.source == "verb" and not (placed or timed or found.quantities):
        somebody = any(scene.tokens[n.head].lower not in _PERSONAL for n in candidate.agents or candidate.targets)
        features += ["vague"] * (not somebody)  # "he went home"
    return sum(table.weights[f] for f in features), [*candidate.reasons, *features]


def _speaks_for_itself(candidate: Candidate, noun: NounPhrase, scene: Scene) -> bool:
    """An office or a body is somebody though nobody knows whose; so are people who make a demand or a threat."""
    if scene.reader.pronoun(noun):
        return False
    acting = candidate.frame.manner in ("speak.demand", "speak.threaten") and candidate.clause is not None
    if candidate.frame.kind in ("agree", "meet") and _parties(noun, scene):
        return True
    people = acting and scene.reader.fits(noun, ("crowd",))
    return scene.reader.titled(noun) or scene.reader.fits(noun, ("group",)) or people


def _parties(noun: NounPhrase, scene: Scene) -> bool:
    """ "the two", "both camps": those of whom is spoken, agreeing or meeting."""
    head = scene.tokens[noun.head]
    return head.tag == "CD" or head.lemma in ("pair", "trio", "side", "camp", "delegate", "negotiator", "minister")


def _impersonal(candidate: Candidate) -> bool:
    """ "A deal was reached", "talks were held": told without saying by whom."""
    clause = candidate.clause
    verb = clause.verb if clause is not None and clause.kind in ("main", "complement", "participle") else None
    return candidate.frame.kind != "speak" and verb is not None and verb.passive


def _of_nouns(candidate: Candidate, found: Findings, scene: Scene) -> Iterator[tuple[str, bool]]:
    """What makes a bare noun an event told here, or only a name for one."""
    noun, tokens = candidate.noun, scene.sentence.tokens
    assert noun is not None
    lemma = candidate.clause.verb.lemma if candidate.clause is not None and candidate.clause.verb is not None else ""
    arguments = bool(candidate.targets) + len(found.where) + bool(found.when.text) + bool(found.quantities)
    yield "object", candidate.object is not None and candidate.frame.of in ("arms", "work")
    yield "complete", candidate.object is not None and bool(candidate.targets)
    yield "dated", _dated(noun, found.when, scene)
    yield "duration", any(t.text.partition("-")[2] in _LENGTHS for t in tokens[noun.start : noun.end])
    clause = candidate.clause
    told = clause is not None and clause.verb is not None and clause.verb.form == "finite" and clause.verb.modal is None
    yield "subject", told and clause is not None and clause.subject is not None and clause.subject.start == noun.start
    yield "after", arguments > 0 and any(p.noun.start == noun.start and p.prep in _PRESUPPOSING for p in _preps(scene))
    yield "carried", "carried" in candidate.reasons
    grave = candidate.frame.kind in HARM and candidate.frame.mode != "war"
    yield "aftermath", grave and any(p.noun.start == noun.start and p.prep in _PRESUPPOSING for p in _preps(scene))
    there = any(w.role != "about" for w in found.where)
    yield "presupposed", grave and candidate.definite and (there or bool(candidate.targets))
    yield "says_what", "says what for" in candidate.reasons
    yield "resulting", lemma in _RESULTING or lemma in FACTIVE
    yield "shown", lemma in _SHOWING
    yield "definite_alone", candidate.definite and not arguments
    yield "apposition", noun.start > 0 and tokens[noun.start - 1].text == "," and not _listed(noun, scene)
    yield "generic", tokens[noun.start].tag == "NNS" and arguments < 2
    yield "aside", candidate.frame.kind == "speak" and not candidate.targets


def _preps(scene: Scene) -> list[PrepPhrase]:
    return [p for p in scene.phrases if isinstance(p, PrepPhrase)]


def _dated(noun: NounPhrase, when: When, scene: Scene) -> bool:
    """ "the ceasefire of 10 November 2020"."""
    span = when.span
    if span is None or not when.edtf:
        return False
    return any(
        p.prep == "of" and span.overlaps(span_of(scene.sentence, p.start, p.end)) for p in scene.reader.tail(noun)
    )


def _listed(noun: NounPhrase, scene: Scene) -> bool:
    return any(isinstance(p, NounPhrase | PrepPhrase) and p.start < noun.start < p.end for p in scene.phrases)


def confidence_of(score: float) -> float:
    """A score as a share of belief, 0-1: the threshold is an even bet.

    >>> confidence_of(0.5), confidence_of(1.7), confidence_of(9)
    (0.5, 0.8, 0.97)
    """
    return round(min(0.97, 0.5 + 0.25 * (score - 0.5)), 2) if score >= 0.5 else round(max(0.05, score), 2)
