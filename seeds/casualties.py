"""Casualties: deaths, injuries and damage, as counts of the event that brought them."""

from __future__ import annotations

from seeds.candidates import HARM, Candidate, Scene
from seeds.clauses import Clause
from seeds.eventnouns import definite, fill_from_noun
from seeds.frames import semantic_roles
from seeds.phrases import NounPhrase

CASUALTIES = {
    "kill": "killed", "die": "killed", "perish": "killed", "drown": "killed", "wound": "injured",
    "injure": "injured", "hurt": "injured",
    "lose": "killed", "damage": "damaged", "destroy": "destroyed", "level": "destroyed", "claim": "killed",
    "cost": "killed", "leave": "",
    "displace": "displaced", "flatten": "destroyed", "raze": "destroyed",
}  # fmt: skip
_DEEDS_OF_THINGS = (
    (("crash", "wreck", "gas"), "disaster.accident"),
    (("bomb",), "attack.explosive"),
    (("shot",), "attack.shelling"),
    (("natural",), "disaster.natural"),
)
_ANAPHORS = frozenset("incident disaster violence unrest tragedy catastrophe".split())


def of_harm(scene: Scene, clause: Clause) -> list[Candidate] | None:
    """Deaths and injuries are counts of an event: of the one named beside them, or of the last one told."""
    verb = clause.verb
    assert verb is not None
    if verb.lemma not in CASUALTIES or verb.lemma in ("leave", "claim", "cost"):
        return None
    agent, patient = semantic_roles(clause)
    if agent is not None and scene.reader.figurative(agent):
        return []
    victim = patient if patient is not None or verb.lemma in ("kill", "wound", "injure") else clause.subject
    if verb.lemma in ("die", "perish", "drown"):
        agent, victim = None, clause.subject
    if verb.lemma == "lose" and patient is not None and scene.tokens[patient.head].lemma == "life":
        agent, victim = None, clause.subject
    cause = agent if agent is not None and scene.reader.event_of(agent) else None
    if agent is not None and cause is None and not verb.passive and verb.lemma != "lose" and _refers(scene, agent):
        agent = None
    instrument = _by_kind(scene, agent) if agent is not None and cause is None else None
    if clause.kind == "participle" and not verb.passive or instrument is not None:
        agent = None
    if cause is None:
        beside = [
            p for p in clause.preps if p.prep in ("in", "during", "by", "from", "when", "after", "as a result of")
        ]
        cause = next((p.noun for p in beside if (e := scene.reader.event_of(p.noun)) and e[0].kind in HARM), None)
    if cause is None and agent is not None and not verb.passive and verb.lemma != "lose":
        return None
    if victim is None or (verb.lemma == "lose" and not scene.reader.fits(victim, ("people", "force"))):
        return None
    if cause is not None:
        event = scene.reader.event_of(cause)
        assert event is not None
        made = scene.candidate(event[0], clause, event[1], "happens")
        made.noun, made.definite = cause, definite(scene, cause)
        scene.taken.add(cause.start)
        fill_from_noun(scene, made, cause, clause)
    else:
        frame = scene.table.of(instrument or "attack.general")
        if frame is None:
            return []
        made = scene.candidate(frame, clause, verb.head, "verb" if instrument else "harm")
        made.agents = [agent] if agent is not None and verb.lemma != "lose" else []
        joined = [
            m
            for m in scene.candidates
            if m.clause is not None
            and m.clause.subject is not None
            and clause.subject is not None
            and m.clause.subject.start == clause.subject.start
            and m.frame.kind in HARM
        ]
        if joined and not made.agents and instrument is None:
            made.frame = joined[-1].frame
    made.counted.append(victim)
    made.befell[victim.start] = CASUALTIES[verb.lemma]
    if made.frame.kind == "disaster" and scene.reader.fits(victim, ("place",)) and not scene.reader.pronoun(victim):
        made.object = victim
    if scene.reader.fits(victim, ("people", "force")) and not scene.reader.pronoun(victim):
        made.targets = made.targets or [victim]
    made.preps += [p for p in scene.reader.tail(victim) if p not in made.preps]
    made.reasons.append(f"casualties: {verb.lemma}")
    return [made]


def _by_kind(scene: Scene, agent: NounPhrase) -> str | None:
    """The manner of a deed done by a thing: a lorry's is an accident, a bomb's a bombing."""
    if scene.reader.pronoun(agent):
        return None
    return next((manner for classes, manner in _DEEDS_OF_THINGS if scene.reader.fits(agent, classes)), None)


def _refers(scene: Scene, noun: NounPhrase) -> bool:
    """ "It killed 300", "One of them", "the disaster": words for an event told before."""
    token = scene.tokens[noun.head]
    return (
        scene.reader.pronoun(noun)
        and token.lower in ("it", "this", "that", "which")
        or token.tag == "CD"
        and noun.end - noun.start == 1
        or token.lower in _ANAPHORS
    )
