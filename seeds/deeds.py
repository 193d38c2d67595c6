"""Deeds: the events that a verb names by itself, and the clauses that only seem to tell of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from seeds.candidates import Candidate, Scene
from seeds.casualties import CASUALTIES
from seeds.clauses import Clause
from seeds.eventnouns import owner_of
from seeds.frames import Frame, Match, match_verb
from seeds.phrases import NounPhrase, PrepPhrase, noun_of
from seeds.saying import REPORTING

FACTIVE = frozenset(
    "condemn denounce criticise criticize welcome hail praise mourn deplore decry regret applaud slam".split()
)
_LIES = frozenset("rise link connect join span cross".split())
_BOTH_TELL_AND_WARN = frozenset("warn caution complain fear suggest insist".split())
_PUBLISHED = frozenset(
    """video footage statement report figure data photo photograph image picture list document transcript audio
    recording film detail result map name communique letter clip album book study survey""".split()
)  # what is released and was never held
_SAID = frozenset(
    "statement claim report move decision allegation law charge vote remark result accusation deal".split()
)
_SUFFERS = {
    "attack.explosive": frozenset("lose step tread run drive".split()),
    "detain.arrest": frozenset("be languish sit remain vanish disappear spend await rot pine wait".split()),
    "attack.abduct": frozenset({"be", "remain"}),
}  # whom a deed befell is its verb's subject
_SINK_FIGURATIVELY = frozenset(
    """rouble ruble lira currency price share stock market popularity rating support economy deal coalition hope morale
    confidence turnout profit export import output demand trade value dollar euro yen pound index sale spirit mood
    standing career marriage case trial regime talk effort plan bid project""".split()
)
_IDLY_TAKEN = frozenset("side turn place seat stage shape course road field floor centre center".split())
_SPARED = frozenset("comment explanation resistance detail glimpse respite hope view chance excuse clue".split())
_ANIMALS = frozenset(
    """bear wolf leopard tiger lion elephant rhino rhinoceros boar deer dog fox jackal snake crocodile shark seal whale
    hippo buffalo gorilla hyena eagle moose elk""".split()
)
_ANSWERS = frozenset(
    "quote comment say elaborate answer name specify confirm identify speculate speak disclose".split()
)
_DEPLOYS = frozenset("deploy redeploy mobilise mobilize".split())
_AT_PLACES = frozenset("move control restrict deploy disaster cooperate".split())
_SUFFER = ("people", "force", "crowd", "actor_noun", "vehicle")


def of_match(scene: Scene, clause: Clause, match: Match) -> Iterator[Candidate]:
    """What a clause tells that fits a pattern of the frames: the deed, who did it, and to whom or what."""
    verb = clause.verb
    assert verb is not None
    if _undone(scene, clause, match.pattern.frame):
        return
    frame = _drill_around(scene, clause, match.pattern.frame)
    if _misread(scene, clause, match, frame):
        return
    made = scene.candidate(frame, clause, verb.head, "verb")
    scene.taken |= {o.start for o in clause.objects if scene.tokens[o.head].lower == "fire"}
    if frame.kind == "speak" and verb.passive and match.agent is None and match.patient is not None:
        owner = owner_of(scene, match.patient, match.patient.head)
        made.agents += [owner] if owner is not None else []
    _stretch(scene, made, clause)
    if _says_no_more(scene, clause, match, frame):
        return
    if match.patient is not None and _oneself(scene, match.patient):
        match = replace(match, patient=None)
    if verb.lemma == "come" and match.pattern.prep == "under" and match.agent is not None:
        made.targets.append(match.agent)
        match = replace(match, agent=None, patient=None)
    if match.agent is not None and not verb.passive and verb.lemma in _SUFFERS.get(frame.manner, ()):
        made.targets.append(match.agent)  # "lost a leg", "is behind bars"
        match = replace(match, agent=None, patient=None)
    made.plain_verb = match.pattern.prep is None and match.pattern.complement is None
    made.reasons.append(f"{frame.name}: {verb.lemma}" + (f" {verb.particle}" if verb.particle else ""))
    if match.agent is not None:
        made.agents.append(match.agent)
    if match.patient is not None:
        _suffer(scene, made, match.patient)
    done_by = scene.reader.event_of(match.agent) if match.agent is not None else None
    if frame.kind == "disaster" and done_by is not None and done_by[0].kind in ("attack", "fight"):
        made.frame = frame = done_by[0]  # "anti-aircraft fire hit a lorry"
    if match.agent is not None and (event := _same_event(scene, made, match.agent)) is not None:
        made.noun, made.agents = match.agent, []
        if frame.kind == "disaster":
            made.frame = event
    if frame.kind == "speak":
        scene.taken |= {n.start for n in _inside(scene, clause)}
    if verb.lemma in CASUALTIES and match.patient is not None:
        made.counted.append(match.patient)
        made.befell[match.patient.start] = CASUALTIES[verb.lemma]
    yield made


def _undone(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Does a clause tell of nothing done: "did not reject", "The talks collapsed", or what only paints a noun?"""
    verb = clause.verb
    assert verb is not None
    if frame.kind == "speak" and _keeps_silent(scene, clause):
        return True
    if frame.mode == "reject" and (verb.negated or _denies_it(scene, clause)):
        return True
    held = scene.reader.event_of(clause.subject) if clause.subject is not None else None
    if frame.kind == "disaster" and held is not None and held[0].kind in ("meet", "agree", "protest", "govern"):
        return True
    made_of = verb.passive and any(p.prep == "of" and p.start == verb.end for p in clause.preps)
    return _redundant(scene, clause, frame) or (frame.mode == "infrastructure" and made_of)


def _keeps_silent(scene: Scene, clause: Clause) -> bool:
    """ "declined to comment", "asked not to be named": nothing is turned down or demanded."""
    told = (c.verb for c in scene.clauses if c.parent is clause and c.kind == "infinitive")
    asked = clause.verb is not None and clause.verb.lemma in ("ask", "request", "refuse", "decline", "want")
    return asked and any(verb is not None and verb.lemma in _ANSWERS for verb in told)


def _denies_it(scene: Scene, clause: Clause) -> bool:
    """ "The army denies it": a word on what was just told, which keeps its own account."""
    verb = clause.verb
    denied = clause.objects if verb is not None and verb.lemma == "deny" else []
    return bool(denied) and scene.tokens[denied[0].head].lower in ("it", "this", "that")


def _drill_around(scene: Scene, clause: Clause, frame: Frame) -> Frame:
    """ "sent ships during the exercise": the deployment that another was part of."""
    if frame.kind not in ("cooperate", "deploy"):
        return frame
    preps = (p for p in clause.preps if p.prep in ("during", "as part of"))
    events = (event[0] for p in preps if (event := scene.reader.event_of(p.noun)))
    return next((event for event in events if event.kind == "deploy"), frame)


def _misread(scene: Scene, clause: Clause, match: Match, frame: Frame) -> bool:
    """Does a clause only share its words with an event ("released figures", "shot a bear", "fired a minister")?"""
    verb = clause.verb
    assert verb is not None
    if verb.lemma == "fall" and any(p.prep == "into" for p in clause.preps):
        return True
    if frame.kind in ("attack", "fight") and _has_score(scene, clause):
        return True
    if frame.manner == "speak.threaten" and verb.lemma in ("warn", "caution") and _closes(scene, verb.head):
        return True
    patient = scene.tokens[match.patient.head].lemma if match.patient is not None else None
    if frame.manner == "ease.release" and patient in _PUBLISHED:
        return True
    if frame.kind == "attack" and patient in _ANIMALS:
        return True
    if frame.manner == "agree.offer" and patient in _SPARED:
        return True
    if frame.manner == "meet.call" and verb.lemma == "call" and (patient in _SAID or _names(clause)):
        return True  # "called the EU statement biased"
    preps = {p.prep for p in clause.preps}
    words = scene.tokens[verb.end : verb.end + 12]
    kept_from = any(a.lower == "from" and b.tag == "VBG" for a, b in pairwise(words))
    if (
        verb.lemma in ("stop", "keep")
        and ("from" in preps or kept_from)
        or verb.lemma == "keep"
        and preps & {"off", "out of", "away from"}
    ):
        return frame.kind in ("detain", "deploy", "restrict", "control")  # "has not stopped people from leaving"
    if verb.lemma == "come" and frame.kind == "attack" and "for" in preps:
        return True  # "came under fire for his expenses"
    who = scene.tokens[match.agent.head].lemma if match.agent is not None else patient
    if frame.manner == "disaster.natural" and match.agent is not None and scene.reader.figurative(match.agent):
        return True
    if frame.manner == "disaster.accident" and who in _SINK_FIGURATIVELY:
        return True  # "the rouble crashed"
    if verb.lemma == "take" and patient in _IDLY_TAKEN and frame.kind == "control":
        return True
    if verb.lemma == "sanction" and match.patient is not None and scene.reader.event_of(match.patient) is not None:
        return True  # "did not sanction the rally": allow
    if frame.manner == "govern.office" and verb.lemma == "fire" and _shot_at(scene, verb.head):
        return True
    lasting = verb.tense == "present" and not (verb.progressive or verb.perfect or verb.passive or verb.modal)
    return lasting and verb.lemma in _LIES and frame.manner in ("disaster.natural", "cooperate.infrastructure")


def _names(clause: Clause) -> bool:
    """ "which the other side calls Yeraskh": a name, not a call."""
    return len(clause.objects) > 1 or (clause.kind == "relative" and bool(clause.objects) and not clause.shared)


def _says_no_more(scene: Scene, clause: Clause, match: Match, frame: Frame) -> bool:
    """ "defended themselves", "…, the analyst warned", "sent them": no event by itself."""
    verb, patient = clause.verb, match.patient
    assert verb is not None
    if patient is not None and _oneself(scene, patient) and frame.mode not in ("explosive", "demo"):
        return True
    if frame.kind == "speak" and verb.lemma in _BOTH_TELL_AND_WARN and _only_reports(scene, clause):
        return True
    agent = match.agent if match.agent is not None and scene.reader.pronoun(match.agent) else None
    if frame.kind == "deploy" and verb.lemma == "move" and agent is not None and patient is agent:
        return True  # "it moved to Durrës"
    sent = frame.kind == "deploy" and verb.lemma not in _DEPLOYS
    return sent and patient is not None and scene.reader.pronoun(patient)


def _oneself(scene: Scene, noun: NounPhrase) -> bool:
    return scene.tokens[noun.head].lower.endswith(("self", "selves"))


def _suffer(scene: Scene, made: Candidate, patient: NounPhrase) -> None:
    """The object of a deed: what or whom it befell, unless it is where it happened."""
    made.object = patient
    placed = made.frame.kind in _AT_PLACES or made.frame.mode in ("lift", "visit", "withdraw")
    reader = scene.reader
    is_place = reader.fits(patient, ("place",)) and not reader.pronoun(patient) and not reader.fits(patient, _SUFFER)
    if not (placed and is_place):
        made.targets.append(patient)
    _same_event(scene, made, patient)


def _same_event(scene: Scene, made: Candidate, noun: NounPhrase) -> Frame | None:
    """A noun that names the kind of event its verb tells of adds to it and is no event of its own."""
    event = scene.reader.event_of(noun)
    if event is None or event[0].kind != made.frame.kind:
        return None
    scene.taken.add(noun.start)
    made.preps += [p for p in scene.reader.tail(noun) if p not in made.preps]
    return event[0]


def _has_score(scene: Scene, clause: Clause) -> bool:
    """ "beat Arsenal 2-1": a match, not a fight."""
    words = [t.text for t in scene.tokens[clause.start : clause.end]]
    scores = zip(words, words[1:], words[2:], strict=False)
    return any(a.isdigit() and dash in "-–" and b.isdigit() and len(a + b) < 5 for a, dash, b in scores)


def _closes(scene: Scene, at: int) -> bool:
    """ "Moscow may annex it, the analyst warned.": only says who says so."""
    after = [t.text for t in scene.tokens[at + 1 : at + 3]]
    return after in ([], ["."]) and any(t.text in (",", "”") for t in scene.tokens[max(0, at - 6) : at])


def _shot_at(scene: Scene, at: int) -> bool:
    """ "They were fired on": nobody lost a post."""
    return at + 1 < len(scene.tokens) and scene.tokens[at + 1].lower in ("on", "at", "upon", "into", "across")


def _only_reports(scene: Scene, clause: Clause) -> bool:
    """ "…, the analyst warned": says whose word it is and no more."""
    told = [c for c in scene.clauses if c.reporter is clause]
    events = any(made.clause in told for made in scene.candidates)
    return events and all(c.kind == "main" and c.start < clause.start for c in told)


def _stretch(scene: Scene, made: Candidate, clause: Clause) -> None:
    """The words of a begun or a spoken deed go on into the clause it governs."""
    verb = clause.verb
    assert verb is not None
    for child in scene.clauses:
        if child.parent is not clause and child.reporter is not clause:
            continue
        begun = child.kind in ("gerund", "infinitive") and child.verb is not None and child.verb.start <= verb.end + 1
        spoken = made.frame.kind == "speak" and child.kind in ("complement", "infinitive", "gerund")
        before = made.frame.kind == "speak" and child.reporter is clause and child.kind == "main"
        if begun or spoken or before:
            made.start, made.end = min(made.start, child.start), max(made.end, child.end)


def _inside(scene: Scene, clause: Clause) -> Iterator[NounPhrase]:
    """Noun phrases of a speech act: what is demanded or condemned is named, not reported, unless it brings its
    own where or when."""
    for phrase in clause.after_verb():
        noun = noun_of(phrase)
        if noun is not None:
            prep = phrase.prep if isinstance(phrase, PrepPhrase) else ""
            factive = clause.verb is not None and clause.verb.lemma in FACTIVE
            telling = (
                factive
                or any(p.prep in ("in", "at", "near", "on") for p in scene.reader.tail(noun))
                and prep not in ("for", "to")
            )
            if not telling:
                yield noun


def _redundant(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """A participle or relative that only paints the subject of an event of its own ("lorries carrying food
    crossed")."""
    host = clause.parent
    if clause.kind not in ("participle", "relative") or host is None or host.verb is None or clause.antecedent is None:
        return False
    subject = host.subject
    until = host.verb.start
    paints_subject = subject is not None and not host.shared and subject.start <= clause.antecedent.start < until
    if (
        paints_subject
        and clause.kind == "participle"
        and (twin := match_verb(host, scene.reader)) is not None
        and twin.pattern.frame.manner == frame.manner
    ):
        return True
    if clause.kind == "participle" and clause.verb is not None and not clause.verb.passive:
        planned = host.verb.tense == "future" or host.verb.modal in ("may", "might", "could")
        return frame.kind == "move" and (planned or paints_subject)
    if clause.kind == "participle" and clause.verb is not None and clause.verb.passive and frame.kind == "deploy":
        return paints_subject and host.verb.form == "finite"
    generic = (
        paints_subject and host.verb.lemma in REPORTING and scene.tokens[clause.antecedent.start].tag in ("NNS", "JJ")
    )
    return generic and frame.kind == "move"
