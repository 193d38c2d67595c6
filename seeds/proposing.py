"""Candidates: every clause and noun that may tell of an event, with the words in its roles. Spans only; nothing is
resolved here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from seeds.clauses import REPORTING, Clause, parse_sentence
from seeds.frames import Frame, FrameTable, Match, Reader, frame_table, match_verb, semantic_roles
from seeds.phrases import Joint, NounPhrase, Phrase, PrepPhrase
from seeds.text import Sentence

INTENDING = frozenset(
    """plan intend hope expect want aim prepare decide seek promise pledge vow agree set schedule offer propose
    consider threaten mean order need ask allow authorise authorize urge
    move dare undertake scramble rush race hurry""".split()
)
_ACCEPTS = frozenset("accept recognise recognize acknowledge support endorse tolerate".split())
_JUDGES = frozenset("call deem label term brand describe consider".split())
_LIES = frozenset("rise link connect join span cross".split())
_RUNS = frozenset("flow run work operate function".split())
_COMMANDS = frozenset("order tell instruct command force oblige compel".split())
BEGINNING = frozenset(
    """begin start continue keep resume stop cease end finish help manage proceed appear seem fail try attempt
    attempt struggle seek""".split()
)
_CAUSES = frozenset("force cause compel prompt lead enable help oblige".split())
_KEPT_GERUNDS = frozenset(
    """consider deny admit start begin stop continue resume keep
    cease end halt finish see show film report confirm""".split()
)
_UNREAL = frozenset("if unless whether lest until till so than like".split())
_OF_AGENT = frozenset(
    """ease.withdraw deploy.troops meet.visit move.cross move.transit move.return move.flee govern.office
    deploy.drill fight.offensive deploy.test deploy.monitors agree.offer fight.war fight.clash""".split()
)
_OF_PATIENT = frozenset(
    """attack.general attack.shelling attack.aerial attack.explosive attack.shooting attack.shootdown attack.abduct
    detain.arrest ease.release restrict.deport sanction.expel protest.repress move.displace move.evacuate
    govern.court restrict.ban restrict.block""".split()
)
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
_MERE = frozenset(
    """discuss mention fear avoid prevent avert oppose want need remember describe study cover watch blame criticise
    criticize await
    predict survive escape flee mark commemorate consider see hear recall deserve require justify condemn welcome
    support love hate
    like enjoy honour honor deter risk demand seek forget ignore know learn read write use allow include be have
    resemble follow
    precede cause""".split()
)
_BOTH_TELL_AND_WARN = frozenset("warn caution complain fear suggest insist".split())
_ANAPHORS = frozenset("incident disaster violence unrest tragedy catastrophe".split())
FACTIVE = frozenset(
    "condemn denounce criticise criticize welcome hail praise mourn deplore decry regret applaud slam".split()
)
_PUBLISHED = frozenset(
    """video footage statement report figure data photo photograph image picture list document transcript audio
    recording film detail result map name communique letter clip album book study survey""".split()
)  # what is released and was never held
_SAID = frozenset(
    "statement claim report move decision allegation law charge vote remark result accusation deal".split()
)
_ANIMALS = frozenset(
    """bear wolf leopard tiger lion elephant rhino rhinoceros boar deer dog fox jackal snake crocodile shark seal whale
    hippo buffalo gorilla hyena eagle moose elk""".split()
)
HARM = frozenset({"fight", "attack", "disaster", "protest"})


@dataclass(slots=True, kw_only=True)
class Candidate:
    """One proposal: `trigger` is the token that names the event, `source` how it was found (verb, light, happens,
    noun, harm).

    `start` and `end` bound the tokens that tell of it; `preps` are the phrases that may say where and with whom.
    """

    frame: Frame
    sentence: Sentence
    clause: Clause | None
    trigger: int
    source: str
    start: int
    end: int
    agents: list[NounPhrase] = field(default_factory=list)
    targets: list[NounPhrase] = field(default_factory=list)
    object: NounPhrase | None = None
    preps: list[PrepPhrase] = field(default_factory=list)
    noun: NounPhrase | None = None
    turned: str | None = None
    plain_verb: bool = False  # does its verb, with its object alone, say what happened?
    counted: list[NounPhrase] = field(default_factory=list)
    befell: dict[int, str] = field(default_factory=dict)  # start of a counted phrase -> killed, injured, …
    definite: bool = False
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """A sentence read: its phrases, clauses and reader, and what it proposes."""

    sentence: Sentence
    phrases: list[Phrase]
    clauses: list[Clause]
    reader: Reader
    candidates: list[Candidate] = field(default_factory=list)


def propose(sentence: Sentence, table: FrameTable | None = None, *, persons: frozenset[int] = frozenset()) -> Scene:
    """Read a sentence and propose its events, in the order of their triggers. `persons`: offsets where people are
    named."""
    phrases, clauses = parse_sentence(sentence)
    scene = Scene(sentence, phrases, clauses, Reader(sentence, phrases, table or frame_table(), persons))
    proposer = _Proposer(scene)
    scene.candidates = proposer.run()
    return scene


_BLAMED = frozenset({("of", "accuse"), ("of", "suspect"), ("of", "convict"), ("for", "blame")})
_WITHIN = frozenset(("in", "on", "at", "under", "for"))
_TOWARDS = frozenset(("for", "to"))


class _Proposer:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sentence = scene.sentence
        self.tokens = scene.sentence.tokens
        self.reader = scene.reader
        self.table = scene.reader.table
        self.used: set[int] = set()  # starts of noun phrases that a clause has taken for its event
        self.made: list[Candidate] = []

    def run(self) -> list[Candidate]:
        for clause in self.scene.clauses:
            if not self.unreal(clause):
                self.made += self.of_clause(clause)
        for noun, around in self.nouns():
            if noun.start not in self.used:
                self.made += self.of_noun(noun, around)
        return sorted(self.merged(), key=lambda c: (c.trigger, c.start))

    # clauses

    def unreal(self, clause: Clause) -> bool:
        """Conditions, purposes, demands and generic asides tell of no event."""
        above = clause.parent
        word = clause.subordinator or ""
        if word == "without" or (clause.subject is not None and self.lacking(clause.subject)):
            return True
        if clause.kind == "subordinate" and word in _UNREAL and word != "so":
            return True
        if above is not None and clause.kind != "relative" and self.unreal(above):
            return True
        if clause.verb is not None and clause.verb.modal in ("should", "ought", "can") and not clause.verb.negated:
            return True
        if clause.verb is not None and clause.verb.modal in ("should", "ought"):
            return True
        if clause.verb is not None and clause.verb.lemma == "blame" and clause.verb.modal == "be to":
            return True
        if word == "as" and clause.verb is not None and clause.verb.lemma == "concern" and clause.verb.passive:
            return True
        verb = above.verb if above is not None else None
        if clause.kind == "complement" and word in ("whether", "when", "where", "how", "why", "what", "who", "if"):
            return True
        if clause.kind == "complement" and verb is not None:
            return (
                verb.lemma in ("demand", "urge", "recommend", "propose", "request", "insist") and verb.lemma != "insist"
            )
        if clause.kind == "infinitive":
            return not self.intended(clause)
        if clause.kind == "gerund":
            blames = verb is not None and (word, verb.lemma) in _BLAMED
            if word in ("after", "before", "by") or blames:
                return False
            if verb is not None and verb.lemma in ("stop", "cease") and clause.verb and clause.verb.lemma in _RUNS:
                return True
            goes_on = verb is not None and verb.lemma == "go" and verb.particle == "on"
            return verb is None or word != "" or (verb.lemma not in _KEPT_GERUNDS and not goes_on)
        return False

    def lacking(self, noun: NounPhrase) -> bool:
        """ "without a shot being fired", "without a swap"."""
        return noun.start > 0 and self.tokens[noun.start - 1].lower == "without"

    def intended(self, clause: Clause) -> bool:
        above = clause.parent
        if above is None or above.verb is None:
            return False
        lemma = above.verb.lemma
        if lemma in _COMMANDS and above.verb.passive or lemma == "use" and above.objects:
            return True
        if lemma == "be" and clause.start > 0 and self.tokens[clause.start - 1].lower in ("about", "first"):
            return True
        if lemma in _CAUSES:
            return bool(above.objects) and clause.subject is above.objects[-1]
        if lemma == "be" and above.adjective is not None:
            word = self.tokens[above.adjective.head].lower
            return word in (
                "due",
                "set",
                "ready",
                "likely",
                "scheduled",
                "expected",
                "unlikely",
                "certain",
                "determined",
                "poised",
                "able",
            )
        if above.verb.passive and lemma in REPORTING | {
            "believe",
            "think",
            "expect",
            "set",
            "schedule",
            "plan",
            "mean",
            "suppose",
            "report",
        }:
            return lemma not in ("tell", "urge", "ask")
        if lemma in (
            "agree",
            "promise",
            "pledge",
            "vow",
            "offer",
            "propose",
            "threaten",
            "ask",
            "urge",
            "order",
            "need",
            "allow",
            "want",
        ):
            return (
                lemma in ("agree", "promise", "pledge", "vow", "want")
                and not (above.objects and lemma == "want")
                and not self.mutual(above)
            )
        return lemma in INTENDING | BEGINNING

    def mutual(self, clause: Clause) -> bool:
        """ "The two countries agreed to open the border": an agreement, not one side's plan."""
        subject = clause.subject
        if subject is None:
            return False
        words = {t.lower for t in self.tokens[subject.start : subject.end]}
        tail = self.reader.tail(subject)
        listed = len(subject.members) > 1 or (
            bool(tail) and tail[0].prep in ("of", "between") and len(tail[0].noun.members) > 1
        )
        return listed or bool(
            words & {"two", "both", "sides", "countries", "leaders", "parties", "governments", "three", "ministers"}
        )

    def of_clause(self, clause: Clause) -> Iterator[Candidate]:
        verdict = self.of_verdict(clause)
        if verdict is not None:
            yield verdict
            return
        match = match_verb(clause, self.reader)
        demanding = match is not None and match.pattern.object is not None and match.pattern.object != ("none",)
        if demanding and match is not None:
            held = self.reader.event_of(match.patient) if match.patient is not None else None
            light = self.of_light(clause) if held is not None and held[0] is match.pattern.frame else None
            yield from [light] if light is not None else self.of_match(clause, match)
            return
        harm = self.of_harm(clause)
        if harm is not None:
            yield from harm
            return
        light = self.of_light(clause)
        if light is not None:
            yield light
            return
        if match is not None:
            yield from self.of_match(clause, match)

    def of_verdict(self, clause: Clause) -> Candidate | None:
        """ "will not accept the result", "called the reaction unwarranted": what somebody thinks of it, said aloud."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or verb.passive or not clause.objects:
            return None
        if not self.reader.fits(subject, ("actor", "name", "office")) or clause.kind not in ("main", "complement"):
            return None
        refused = verb.negated and verb.lemma in _ACCEPTS
        after = {self.tokens[i].lower for i in range(verb.end, min(clause.end, verb.end + 8))}
        damned = verb.lemma in _JUDGES and after & (self.table.speech["bad"] | self.table.speech["wrong"])
        false = verb.lemma in _JUDGES and after & self.table.speech["false"]
        frame = self.frame("speak.reject" if refused or false else "speak.accuse")
        if frame is None or not (refused or damned or false):
            return None
        made = self.candidate(frame, clause, verb.head, "verb")
        made.agents = [subject]
        made.reasons.append(f"{frame.name}: {verb.lemma}")
        return made

    def of_match(self, clause: Clause, match: Match) -> Iterator[Candidate]:
        verb = clause.verb
        assert verb is not None
        frame = match.pattern.frame
        if frame.mode == "reject" and verb.negated:
            return
        held = self.reader.event_of(clause.subject) if clause.subject is not None else None
        if frame.kind == "disaster" and held is not None and held[0].kind in ("meet", "agree", "protest", "govern"):
            return  # "The talks collapsed"
        if self.redundant(clause, frame) or (
            frame.mode == "infrastructure"
            and verb.passive
            and any(p.prep == "of" and p.start == verb.end for p in clause.preps)
        ):
            return
        around = next(
            (
                e[0]
                for p in clause.preps
                if p.prep in ("during", "as part of") and (e := self.reader.event_of(p.noun)) and e[0].kind == "deploy"
            ),
            None,
        )
        if around is not None and frame.kind in ("cooperate", "deploy"):
            frame = around
        if verb.lemma == "fall" and any(p.prep == "into" for p in clause.preps):
            return
        if frame.kind in ("attack", "fight") and self.has_score(clause):
            return
        if frame.manner == "speak.threaten" and verb.lemma in ("warn", "caution") and self.closes(verb.head):
            return
        patient = self.tokens[match.patient.head] if match.patient is not None else None
        if frame.manner == "ease.release" and patient is not None and patient.lemma in _PUBLISHED:
            return
        if frame.kind == "attack" and patient is not None and patient.lemma in _ANIMALS:
            return
        if frame.manner == "meet.call" and verb.lemma == "call" and patient is not None and patient.lemma in _SAID:
            return  # "called the EU statement biased"
        if frame.manner == "govern.office" and verb.lemma == "fire" and self.shot_at(verb.head):
            return
        lasting = verb.tense == "present" and not (verb.progressive or verb.perfect or verb.passive or verb.modal)
        if lasting and verb.lemma in _LIES and frame.manner in ("disaster.natural", "cooperate.infrastructure"):
            return
        made = self.candidate(frame, clause, verb.head, "verb")
        self.used |= {o.start for o in clause.objects if self.tokens[o.head].lower == "fire"}
        if frame.kind == "speak" and verb.passive and match.agent is None and match.patient is not None:
            owner = self.owner(match.patient, match.patient.head)
            made.agents += [owner] if owner is not None else []
        self.stretch(made, clause)
        oneself = match.patient is not None and self.tokens[match.patient.head].lower.endswith(("self", "selves"))
        if oneself and frame.mode not in ("explosive", "demo"):
            return
        if frame.kind == "speak" and verb.lemma in _BOTH_TELL_AND_WARN and self.only_reports(clause):
            return
        if oneself:
            match = replace(match, patient=None)
        if verb.lemma == "come" and match.pattern.prep == "under" and match.agent is not None:
            made.targets.append(match.agent)
            match = replace(match, agent=None, patient=None)
        made.plain_verb = match.pattern.prep is None and match.pattern.complement is None
        made.reasons.append(f"{frame.name}: {verb.lemma}" + (f" {verb.particle}" if verb.particle else ""))
        if match.agent is not None:
            made.agents.append(match.agent)
        if match.patient is not None:
            if (
                frame.kind == "deploy"
                and self.reader.pronoun(match.patient)
                and verb.lemma not in ("deploy", "redeploy", "mobilise", "mobilize")
            ):
                return
            made.object = match.patient
            suffers = ("people", "force", "crowd", "actor_noun", "vehicle", "name")
            placed = frame.kind in ("move", "control", "restrict", "deploy", "disaster", "cooperate") or frame.mode in (
                "lift",
                "visit",
                "withdraw",
            )
            if (
                not placed
                or self.reader.pronoun(match.patient)
                or not self.reader.fits(match.patient, ("place",))
                or self.reader.fits(match.patient, suffers[:-1])
            ):
                made.targets.append(match.patient)
            event = self.reader.event_of(match.patient)
            if event is not None and event[0].kind == frame.kind:
                self.used.add(match.patient.start)
                made.preps += [p for p in self.reader.tail(match.patient) if p not in made.preps]
        if match.agent is not None:
            event = self.reader.event_of(match.agent)
            if event is not None and event[0].kind == frame.kind:
                self.used.add(match.agent.start)
                made.preps += [p for p in self.reader.tail(match.agent) if p not in made.preps]
                made.noun, made.agents = match.agent, []
                if frame.kind == "disaster":
                    made.frame = event[0]
        if frame.kind == "speak":
            self.used |= {n.start for n in self.inside(clause)}
        if verb.lemma in CASUALTIES and match.patient is not None:
            made.counted.append(match.patient)
            made.befell[match.patient.start] = CASUALTIES[verb.lemma]
        yield made

    def has_score(self, clause: Clause) -> bool:
        """ "beat Arsenal 2-1": a match, not a fight."""
        words = [t.text for t in self.tokens[clause.start : clause.end]]
        scores = zip(words, words[1:], words[2:], strict=False)
        return any(a.isdigit() and dash in "-–" and b.isdigit() and len(a + b) < 5 for a, dash, b in scores)

    def only_reports(self, clause: Clause) -> bool:
        """ "…, the analyst warned": says whose word it is and no more."""
        told = [c for c in self.scene.clauses if c.reporter is clause]
        events = any(made.clause in told for made in self.made)
        return events and all(c.kind == "main" and c.start < clause.start for c in told)

    def stretch(self, made: Candidate, clause: Clause) -> None:
        """The words of a begun or a spoken deed go on into the clause it governs."""
        verb = clause.verb
        assert verb is not None
        for child in self.scene.clauses:
            if child.parent is not clause and child.reporter is not clause:
                continue
            begun = (
                child.kind in ("gerund", "infinitive") and child.verb is not None and child.verb.start <= verb.end + 1
            )
            spoken = made.frame.kind == "speak" and child.kind in ("complement", "infinitive", "gerund")
            before = made.frame.kind == "speak" and child.reporter is clause and child.kind == "main"
            if begun or spoken or before:
                made.start, made.end = min(made.start, child.start), max(made.end, child.end)

    def inside(self, clause: Clause) -> Iterator[NounPhrase]:
        """Noun phrases of a speech act: what is demanded or condemned is named, not reported, unless it brings its
        own where or when."""
        for phrase in clause.after_verb():
            noun = phrase.noun if isinstance(phrase, PrepPhrase) else phrase
            if isinstance(noun, NounPhrase):
                prep = phrase.prep if isinstance(phrase, PrepPhrase) else ""
                factive = clause.verb is not None and clause.verb.lemma in FACTIVE
                telling = (
                    factive
                    or any(p.prep in ("in", "at", "near", "on") for p in self.reader.tail(noun))
                    and prep not in ("for", "to")
                )
                if not telling:
                    yield noun

    def redundant(self, clause: Clause, frame: Frame) -> bool:
        """A participle or relative that only paints the subject of an event of its own ("lorries carrying food
        crossed")."""
        host = clause.parent
        if (
            clause.kind not in ("participle", "relative")
            or host is None
            or host.verb is None
            or clause.antecedent is None
        ):
            return False
        subject = host.subject
        until = host.verb.start
        paints_subject = subject is not None and not host.shared and subject.start <= clause.antecedent.start < until
        if (
            paints_subject
            and clause.kind == "participle"
            and (twin := match_verb(host, self.reader)) is not None
            and twin.pattern.frame.manner == frame.manner
        ):
            return True
        if clause.kind == "participle" and clause.verb is not None and not clause.verb.passive:
            planned = host.verb.tense == "future" or host.verb.modal in ("may", "might", "could")
            return frame.kind == "move" and (
                (paints_subject and any(c.clause is host for c in self.made)) or planned or paints_subject
            )
        generic = (
            paints_subject
            and host.verb.lemma in REPORTING
            and self.tokens[clause.antecedent.start].tag in ("NNS", "JJ")
        )
        return generic and frame.kind == "move"

    def closes(self, at: int) -> bool:
        """ "Moscow may annex it, the analyst warned.": only says who says so."""
        after = [t.text for t in self.tokens[at + 1 : at + 3]]
        return after in ([], ["."]) and any(t.text in (",", "”") for t in self.tokens[max(0, at - 6) : at])

    def shot_at(self, at: int) -> bool:
        """ "They were fired on": nobody lost a post."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1].lower in ("on", "at", "upon", "into", "across")

    def candidate(self, frame: Frame, clause: Clause, trigger: int, source: str) -> Candidate:
        start, end = min(clause.start, trigger), max(clause.end, trigger + 1)
        if (
            clause.kind in ("relative", "participle")
            and clause.antecedent is not None
            and clause.antecedent.end <= start
            and start - clause.antecedent.end <= 3
        ):
            start = clause.antecedent.start
        return Candidate(
            frame=frame,
            sentence=self.sentence,
            clause=clause,
            trigger=trigger,
            source=source,
            start=start,
            end=end,
            preps=list(clause.preps),
        )

    def of_light(self, clause: Clause) -> Candidate | None:
        """An event noun that a light verb holds up: "held a drill", "a drill was held", "clashes broke out"."""
        verb = clause.verb
        assert verb is not None
        names = {verb.lemma, f"{verb.lemma}+{verb.particle}" if verb.particle else verb.lemma}
        light = self.table.light
        agent, patient = semantic_roles(clause)
        noun, agents, source = None, [], "light"
        if (
            patient is not None
            and names & (light["does"] | light["ends"] | light["against"])
            and self.reader.event_of(patient, agent)
        ):
            noun, agents = patient, [agent] if agent is not None else []
        elif clause.existential and verb.lemma == "be" and clause.objects:
            noun, source = clause.objects[0], "happens"
        elif (
            clause.subject is not None
            and not verb.passive
            and names & (light["happens"] | light["ends"])
            and self.reader.event_of(clause.subject)
        ):
            noun, source = clause.subject, "happens"
        else:
            noun, agents = self.held_in(clause)
        if noun is None or (event := self.reader.event_of(noun, agent if noun is patient else clause.subject)) is None:
            return None
        frame, trigger = event
        if agents and frame.kind in ("detain", "restrict") and verb.lemma == "be":
            agents = []
        if self.tokens[noun.start].lower in ("any", "every", "whatever") or (verb.passive and verb.lemma == "see"):
            return None
        if frame.kind == "speak" and (source == "happens" or names & light["against"]):
            return None
        if frame.manner == "attack.shooting" and source == "happens" and not self.reader.tail(noun):
            frame = self.frame("fight.clash") or frame
        made = self.candidate(frame, clause, trigger, source)
        made.noun = noun
        made.turned = (
            "against"
            if names & light["against"] and not names & light["does"]
            else "ends"
            if names & light["ends"]
            else None
        )
        made.agents = agents
        made.definite = self.definite(noun)
        made.reasons.append(f"{frame.name}: {verb.lemma} … {self.tokens[trigger].lower}")
        lifted = self.frame("ease.lift")
        emergency = frame.mode == "law" and self.tokens[trigger].lemma in ("state", "emergency", "law")
        if made.turned == "ends" and (emergency or frame.kind in ("restrict", "sanction")) and lifted is not None:
            made.frame, made.turned, made.definite = lifted, None, False
        self.used.add(noun.start)
        self.fill_from_noun(made, noun, clause)
        if (
            source == "happens"
            and patient is not None
            and patient is not noun
            and self.reader.fits(patient, ("place",))
            and not self.reader.pronoun(patient)
        ):
            made.object = made.object or patient
        if source == "happens" and clause.objects and verb.lemma in CASUALTIES:
            made.counted += clause.objects[:1]
            made.counted += [p.noun for p in clause.preps if p.prep == "of"]
            made.befell |= {n.start: CASUALTIES[verb.lemma] for n in made.counted if CASUALTIES[verb.lemma]}
            made.targets += [
                n
                for n in made.counted
                if self.reader.fits(n, ("people", "force", "name")) and not self.reader.pronoun(n)
            ]
        return made

    def held_in(self, clause: Clause) -> tuple[NounPhrase | None, list[NounPhrase]]:
        """An event that a phrase brings in: "are on strike", "took part in the exercise", "flew to Geneva for
        talks"."""
        verb, subject = clause.verb, clause.subject
        assert verb is not None
        if subject is None or self.reader.event_of(subject) is not None:
            return None, []
        part = verb.lemma == "take" and any(self.tokens[o.head].lower == "part" for o in clause.objects)
        if verb.lemma == "be" or part or verb.lemma in ("participate", "engage", "join", "remain", "stay"):
            preps, kinds = _WITHIN, None
        elif verb.lemma in ("come", "travel", "fly", "arrive", "gather", "return", "go", "leave"):
            preps, kinds = _TOWARDS, {"meet", "restrict", "protest", "deploy"}
        else:
            return None, []
        for phrase in clause.preps:
            event = self.reader.event_of(phrase.noun, subject) if phrase.prep in preps else None
            if event is not None and (kinds is None or event[0].kind in kinds):
                return phrase.noun, [subject]
        return None, []

    def of_harm(self, clause: Clause) -> list[Candidate] | None:
        """Deaths and injuries are counts of an event: of the one named beside them, or of the last one told."""
        verb = clause.verb
        assert verb is not None
        if verb.lemma not in CASUALTIES or verb.lemma in ("leave", "claim", "cost"):
            return None
        agent, patient = semantic_roles(clause)
        victim = patient if patient is not None or verb.lemma in ("kill", "wound", "injure") else clause.subject
        if verb.lemma in ("die", "perish", "drown"):
            agent, victim = None, clause.subject
        if verb.lemma == "lose" and patient is not None and self.tokens[patient.head].lemma == "life":
            agent, victim = None, clause.subject
        cause = agent if agent is not None and self.reader.event_of(agent) else None
        if agent is not None and cause is None and not verb.passive and verb.lemma != "lose" and self.refers(agent):
            agent = None
        instrument = self.by_kind(agent) if agent is not None and cause is None else None
        if clause.kind == "participle" and not verb.passive or instrument is not None:
            agent = None
        if cause is None:
            beside = [
                p for p in clause.preps if p.prep in ("in", "during", "by", "from", "when", "after", "as a result of")
            ]
            cause = next((p.noun for p in beside if (e := self.reader.event_of(p.noun)) and e[0].kind in HARM), None)
        if cause is None and agent is not None and not verb.passive and verb.lemma != "lose":
            return None
        if victim is None or (verb.lemma == "lose" and not self.reader.fits(victim, ("people", "force"))):
            return None
        if cause is not None:
            event = self.reader.event_of(cause)
            assert event is not None
            made = self.candidate(event[0], clause, event[1], "happens")
            made.noun, made.definite = cause, self.definite(cause)
            self.used.add(cause.start)
            self.fill_from_noun(made, cause, clause)
        else:
            frame = self.frame(instrument or "attack.general")
            if frame is None:
                return []
            made = self.candidate(frame, clause, verb.head, "verb" if instrument else "harm")
            made.agents = [agent] if agent is not None and verb.lemma != "lose" else []
            joined = [
                m
                for m in self.made
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
        if made.frame.kind == "disaster" and self.reader.fits(victim, ("place",)) and not self.reader.pronoun(victim):
            made.object = victim
        if self.reader.fits(victim, ("people", "force")) and not self.reader.pronoun(victim):
            made.targets = made.targets or [victim]
        made.preps += [p for p in self.reader.tail(victim) if p not in made.preps]
        made.reasons.append(f"casualties: {verb.lemma}")
        return [made]

    def frame(self, manner: str) -> Frame | None:
        return self.table.of(manner)

    def by_kind(self, agent: NounPhrase) -> str | None:
        """The manner of a deed done by a thing: a lorry's is an accident, a bomb's a bombing."""
        if self.reader.pronoun(agent):
            return None
        return next((manner for classes, manner in _DEEDS_OF_THINGS if self.reader.fits(agent, classes)), None)

    def refers(self, noun: NounPhrase) -> bool:
        """ "It killed 300", "One of them", "the disaster": words for an event told before."""
        token = self.tokens[noun.head]
        return (
            self.reader.pronoun(noun)
            and token.lower in ("it", "this", "that", "which")
            or token.tag == "CD"
            and noun.end - noun.start == 1
            or token.lower in _ANAPHORS
        )

    # nouns

    def nouns(self) -> Iterator[tuple[NounPhrase, Clause | None]]:
        for phrase in self.scene.phrases:
            noun = phrase.noun if isinstance(phrase, PrepPhrase) else phrase
            if isinstance(noun, NounPhrase):
                for member in noun.members or (noun,):
                    yield member, self.holder(phrase)

    def holder(self, phrase: Phrase) -> Clause | None:
        """The clause whose words hold a phrase."""
        return next((c for c in reversed(self.scene.clauses) if any(p.start == phrase.start for p in c.phrases)), None)

    def of_noun(self, noun: NounPhrase, clause: Clause | None) -> Iterator[Candidate]:
        event = self.reader.event_of(noun)
        if self.tokens[noun.start].lower in ("any", "every", "no", "whatever", "another", "further"):
            return
        if event is None or (clause is not None and self.unreal(clause)) or self.lacking(noun):
            return
        frame, trigger = event
        tail = self.reader.tail(noun)
        end = max([noun.end, *(p.end for p in tail)])
        made = Candidate(
            frame=frame,
            sentence=self.sentence,
            clause=clause,
            trigger=trigger,
            source="noun",
            start=noun.start,
            end=end,
        )
        made.noun = noun
        made.definite = self.definite(noun)
        made.reasons.append(f"{frame.name}: {self.tokens[trigger].lower}")
        self.hold(made, noun, clause)
        self.fill_from_noun(made, noun, clause)
        yield made

    def hold(self, made: Candidate, noun: NounPhrase, clause: Clause | None) -> None:
        """Who holds an event that a verb of no frame only carries: "pressed an assault", "went into battle"."""
        if (
            clause is None
            or clause.verb is None
            or clause.verb.negated
            or clause.verb.passive
            or clause.subject is None
        ):
            return
        if (
            made.frame.kind == "speak"
            or clause.verb.lemma in _MERE | REPORTING
            or self.reader.event_of(clause.subject) is not None
        ):
            return
        doer = self.reader.fits(clause.subject, ("force", "crowd", "actor", "people", "group"))
        into = any(p.noun.start == noun.start and p.prep in ("in", "into") for p in clause.preps)
        if doer and any(o.start == noun.start for o in clause.objects):
            made.reasons.append("carried")
        elif doer and into and made.frame.kind in ("fight", "protest") and not made.definite:
            made.reasons.append("carried")
        else:
            return
        if self.owner(noun, made.trigger) is None:
            made.agents.append(clause.subject)

    def definite(self, noun: NounPhrase) -> bool:
        return self.tokens[noun.start].lower in ("the", "this", "that", "these", "those", "such")

    def fill_from_noun(self, made: Candidate, noun: NounPhrase, clause: Clause | None) -> None:
        """Roles that an event noun carries with it: whose, of what, by whom, with whom, where."""
        owner = self.owner(noun, made.trigger)
        if owner is not None and not made.agents:
            made.agents.append(owner)
        tail = self.reader.tail(noun)
        made.preps += [p for p in tail if p not in made.preps]
        for phrase in tail if made.source == "noun" else [*tail, *(p for p in made.preps if p not in tail)]:
            self.fill_role(made, phrase, following=phrase in tail)
        for child in self.scene.clauses:
            if (
                child.kind == "participle"
                and child.antecedent is not None
                and child.antecedent.start == noun.start
                and child.verb is not None
            ):
                by = next((p.noun for p in child.preps if p.prep == "by"), None)
                if by is not None and child.verb.passive:
                    made.agents.append(by)
                made.preps += [p for p in child.preps if p not in made.preps]
                made.end = max(made.end, child.end)
            if (
                child.kind == "infinitive"
                and made.frame.kind == "speak"
                and child.verb is not None
                and child.verb.start == made.end
            ):
                made.end = max(made.end, child.end)
                made.reasons.append("says what for")

    def owner(self, noun: NounPhrase, head: int) -> NounPhrase | None:
        """The possessor ("Iran's drill", "its liberation") or the nation ("the Iranian drills") before an event
        noun."""
        marks = [i for i in range(noun.start, head) if self.tokens[i].tag == "POS"]
        if marks and marks[-1] > noun.start:
            return NounPhrase(noun.start, marks[-1], marks[-1] - 1)
        if self.tokens[noun.start].tag == "PRP$":
            return NounPhrase(noun.start, noun.start + 1, noun.start)
        names = [i for i in range(noun.start, head) if self.tokens[i].tag == "NNP"]
        if names and head == noun.head:
            end = next((i for i in range(names[0], head) if self.tokens[i].tag != "NNP"), head)
            return NounPhrase(names[0], end, end - 1)
        return None

    def fill_role(self, made: Candidate, phrase: PrepPhrase, *, following: bool) -> None:
        frame, prep = made.frame, phrase.prep
        if phrase.noun.time:
            return
        if prep == "of" and following and made.noun is not None and phrase.start == made.noun.end:
            if frame.of == "place" and self.reader.fits(phrase.noun, ("place",)):
                made.object = phrase.noun
            elif frame.of in ("arms", "work") and self.reader.fits(phrase.noun, (frame.of,)):
                made.object = phrase.noun
            elif frame.manner == "move.evacuate" and self.reader.fits(phrase.noun, ("place",)):
                made.object = phrase.noun
            elif frame.manner in _OF_PATIENT or frame.of == "people":
                made.targets.append(phrase.noun)
                made.counted.append(phrase.noun)
            elif frame.manner in _OF_AGENT:
                made.agents.append(phrase.noun)
        elif prep == "by" and following:
            made.agents.append(phrase.noun)
        elif prep == "for" and following and frame.kind == "speak" and self.reader.proper(phrase.noun):
            made.targets.append(phrase.noun)
        elif (
            prep == "between"
            and frame.reciprocal
            and len(phrase.noun.members) > 1
            or (prep == "between" and following and frame.kind in ("meet", "fight", "agree"))
        ):
            made.agents.append(phrase.noun)
        elif prep == "with" and frame.reciprocal:
            made.agents.append(phrase.noun)
        elif (
            prep in ("against", "on")
            and following
            and frame.kind in ("attack", "speak", "sanction", "restrict", "fight")
        ):
            made.targets.append(phrase.noun)
        elif prep == "to" and following and frame.manner in ("cooperate.arms", "cooperate.aid"):
            made.targets.append(phrase.noun)

    # one event told twice in a sentence

    def merged(self) -> list[Candidate]:
        kept: list[Candidate] = []
        for made in sorted(self.made, key=lambda m: m.source == "harm"):
            host = next((k for k in kept if self.suffered_in(k, made)), None)
            if host is not None:
                host.counted += made.counted
                host.befell |= made.befell
                host.targets = host.targets or made.targets
                host.end = max(host.end, made.end)
                continue
            twin = next((k for k in kept if self.same(k, made)), None)
            if twin is None:
                kept.append(made)
            else:
                self.absorb(twin, made)
        return kept

    def suffered_in(self, host: Candidate, made: Candidate) -> bool:
        """ "shelled the town, wounding three": the participle counts what the deed before it did."""
        if (
            made.clause is None
            or made.clause.kind != "participle"
            or made.clause.verb is None
            or made.clause.verb.lemma not in CASUALTIES
        ):
            return False
        if made.clause.verb.passive or host.clause is not made.clause.parent or host.source == "noun":
            return False
        return host.frame.kind in HARM | {"control", "move", "restrict"}

    def wielded(self, deed: Candidate, noun: Candidate) -> bool:
        """A noun in the verb's own parts tells no second event: "traded mortar fire", "the curfew was lifted"."""
        clause = deed.clause
        if noun.source != "noun" or noun.noun is None or deed.source == "noun" or clause is None:
            return False
        kinds = {deed.frame.kind, noun.frame.kind}
        lifts = deed.frame.manner == "ease.lift" and noun.frame.kind in ("restrict", "sanction", "move")
        if not (kinds <= {"fight", "attack"} or lifts):
            return False
        parts = [*clause.objects, *(p.noun for p in clause.preps if p.prep in ("under", "with", "into"))]
        parts += [clause.subject] if clause.subject is not None and deed.frame.kind == "ease" else []
        return any(p.start <= noun.noun.start < p.end for p in parts)

    def same(self, a: Candidate, b: Candidate) -> bool:
        if (
            b.source == "harm"
            and a.frame.kind in HARM
            and a.clause is not None
            and b.clause is not None
            and (a.clause.kind == "subordinate" or a.clause.subordinator == "when")
        ):
            if a.clause.segment == b.clause.segment:
                return a.clause.subordinator in ("when", "after", "as")
        if self.wielded(a, b):
            return True
        if a.frame.kind != b.frame.kind:
            return False
        if a.trigger == b.trigger:
            return True
        if a.noun is not None and b.noun is not None and a.noun.start == b.noun.start:
            return True
        if a.clause is None or b.clause is None:
            return False
        within = b.clause is a.clause or (b.clause.kind == "participle" and b.clause.parent is a.clause)
        joined = (
            a.frame.manner == b.frame.manner
            and b.clause.shared
            and a.clause.kind == b.clause.kind
            and a.clause.parent is b.clause.parent
        )
        if (
            joined
            and a.clause.subject is not None
            and b.clause.subject is not None
            and a.clause.subject.start == b.clause.subject.start
        ):
            return a.frame.kind in ("move", "disaster") and not b.targets
        hosted = b.source in ("noun", "light") and within and a.source != "noun" and not b.definite and self.hosts(a, b)
        shared = (
            a.clause.subject is not None
            and b.clause.subject is not None
            and a.clause.subject.start == b.clause.subject.start
        )
        return hosted or (b.source == "harm" and shared and a.frame.kind in HARM)

    def hosts(self, a: Candidate, b: Candidate) -> bool:
        """ "met in Prague, in talks hosted by": the noun says the verb again."""
        return b.noun is not None and any(
            p.noun.start == b.noun.start and p.prep in ("in", "for", "at", "during") for p in a.preps
        )

    def absorb(self, twin: Candidate, made: Candidate) -> None:
        if (
            made.clause is not None
            and twin.clause is not None
            and twin.clause.kind in ("relative", "participle")
            and made.clause.kind == "main"
        ):
            twin.clause, twin.start, twin.end = made.clause, made.start, made.end
        twin.preps += [p for p in made.preps if all(p.start != q.start for q in twin.preps)]
        twin.counted += made.counted
        twin.befell |= made.befell
        twin.agents += (
            [a for a in made.agents if all(a.start != b.start for b in twin.agents)]
            if made.source in ("noun", "light")
            else []
        )
        twin.targets = twin.targets or made.targets
        twin.object = twin.object or made.object
        twin.reasons += made.reasons


def adverbs(clause: Clause) -> set[str]:
    """Lower-case adverbs of a clause and of its verb group."""
    tokens = clause.sentence.tokens
    words = {tokens[p.start].lower for p in clause.phrases if isinstance(p, Joint) and p.kind == "adverb"}
    if clause.verb is not None:
        words |= {t.lower for t in tokens[clause.verb.start : clause.verb.end] if t.tag == "RB"}
    return words
