"""Light verbs: events that a noun names and an empty verb holds up ("held a drill", "clashes broke out")."""

from __future__ import annotations

from seeds.candidates import HARM, Candidate, Scene
from seeds.casualties import CASUALTIES
from seeds.clauses import Clause
from seeds.eventnouns import definite, fill_from_noun
from seeds.frames import semantic_roles
from seeds.phrases import NounPhrase

_WITHIN = frozenset(("in", "on", "at", "under", "for"))
_ANSWERS = frozenset("answer respond reply retaliate react counter".split())
_TOWARDS = frozenset(("for", "to"))


def of_light(scene: Scene, clause: Clause) -> Candidate | None:
    """An event noun that a light verb holds up: "held a drill", "a drill was held", "clashes broke out"."""
    verb = clause.verb
    assert verb is not None
    names = {verb.lemma, f"{verb.lemma}+{verb.particle}" if verb.particle else verb.lemma}
    light = scene.table.light
    agent, patient = semantic_roles(clause)
    noun, agents, source = None, [], "light"
    if (
        patient is not None
        and names & (light["does"] | light["ends"] | light["against"])
        and scene.reader.event_of(patient, agent)
    ):
        noun, agents = patient, [agent] if agent is not None else []
    elif clause.existential and verb.lemma == "be" and clause.objects:
        noun, source = clause.objects[0], "happens"
    elif (
        clause.subject is not None
        and not verb.passive
        and names & (light["happens"] | light["ends"])
        and scene.reader.event_of(clause.subject)
    ):
        noun, source = clause.subject, "happens"
    else:
        noun, agents = _held_in(scene, clause)
    if noun is None or (event := scene.reader.event_of(noun, agent if noun is patient else clause.subject)) is None:
        return None
    frame, trigger = event
    if agents and frame.kind in ("detain", "restrict") and verb.lemma == "be":
        agents = []
    if scene.tokens[noun.start].lower in ("any", "every", "whatever") or (verb.passive and verb.lemma == "see"):
        return None
    if frame.kind == "speak" and (source == "happens" or names & light["against"]):
        return None
    if frame.manner == "attack.shooting" and source == "happens" and not scene.reader.tail(noun):
        frame = scene.table.of("fight.clash") or frame
    made = scene.candidate(frame, clause, trigger, source)
    made.noun = noun
    if names & light["against"] and not names & light["does"]:
        made.turned = "against"
    elif names & light["ends"]:
        made.turned = "ends"
    made.agents = agents
    made.definite = definite(scene, noun)
    made.reasons.append(f"{frame.name}: {verb.lemma} … {scene.tokens[trigger].lower}")
    lifted = scene.table.of("ease.lift")
    emergency = frame.mode == "law" and scene.tokens[trigger].lemma in ("state", "emergency", "law")
    if made.turned == "ends" and (emergency or frame.kind in ("restrict", "sanction")) and lifted is not None:
        made.frame, made.turned, made.definite = lifted, None, False
    scene.taken.add(noun.start)
    fill_from_noun(scene, made, noun, clause)
    if (
        source == "happens"
        and patient is not None
        and patient is not noun
        and scene.reader.fits(patient, ("place",))
        and not scene.reader.pronoun(patient)
    ):
        made.object = made.object or patient
    if source == "happens" and clause.objects and verb.lemma in CASUALTIES:
        made.counted += clause.objects[:1]
        made.counted += [p.noun for p in clause.preps if p.prep == "of"]
        made.befell |= {n.start: CASUALTIES[verb.lemma] for n in made.counted if CASUALTIES[verb.lemma]}
        made.targets += [
            n for n in made.counted if scene.reader.fits(n, ("people", "force", "name")) and not scene.reader.pronoun(n)
        ]
    return made


def _held_in(scene: Scene, clause: Clause) -> tuple[NounPhrase | None, list[NounPhrase]]:
    """An event that a phrase brings in: "are on strike", "took part in the exercise", "flew to Geneva for
    talks"."""
    verb, subject = clause.verb, clause.subject
    assert verb is not None
    if subject is None or scene.reader.event_of(subject) is not None:
        return None, []
    part = verb.lemma == "take" and any(scene.tokens[o.head].lower == "part" for o in clause.objects)
    if verb.lemma == "be" or part or verb.lemma in ("participate", "engage", "join", "remain", "stay"):
        preps, kinds = _WITHIN, None
    elif verb.lemma in ("come", "travel", "fly", "arrive", "gather", "return", "go", "leave"):
        preps, kinds = _TOWARDS, {"meet", "restrict", "protest", "deploy"}
    elif verb.lemma in _ANSWERS or (verb.particle == "back" and verb.lemma in ("hit", "strike", "fight", "fire")):
        preps, kinds = frozenset({"with", "by"}), {*HARM, "sanction", "restrict", "deploy"}
    else:
        return None, []
    for phrase in clause.preps:
        event = scene.reader.event_of(phrase.noun, subject) if phrase.prep in preps else None
        if event is not None and (kinds is None or event[0].kind in kinds):
            return phrase.noun, [subject]
    return None, []
