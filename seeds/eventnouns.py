"""Event nouns: events that a noun names by itself, and the roles its words fill ("Iran's drill near the border")."""

from __future__ import annotations

from collections.abc import Iterator

from seeds.candidates import Candidate, Scene
from seeds.clauses import Clause
from seeds.phrases import NounPhrase, PrepPhrase
from seeds.reality import lacking, unreal
from seeds.saying import REPORTING

_MERE = frozenset(
    """discuss mention fear avoid prevent avert oppose want need remember describe study cover watch blame criticise
    criticize await
    predict survive escape flee mark commemorate consider see hear recall deserve require justify condemn welcome
    support love hate
    like enjoy honour honor deter risk demand seek forget ignore know learn read write use allow include be have
    resemble follow
    precede cause""".split()
)
_OF_AGENT = frozenset(
    """ease.withdraw deploy.troops meet.visit move.cross move.transit move.return move.flee govern.office
    deploy.drill fight.offensive deploy.test deploy.monitors agree.offer fight.war fight.clash""".split()
)
_OF_PATIENT = frozenset(
    """attack.general attack.shelling attack.aerial attack.explosive attack.shooting attack.shootdown attack.abduct
    detain.arrest ease.release restrict.deport sanction.expel protest.repress move.displace move.evacuate
    govern.court restrict.ban restrict.block""".split()
)


def of_noun(scene: Scene, noun: NounPhrase, clause: Clause | None) -> Iterator[Candidate]:
    """The candidate of a noun that no clause has taken for its event."""
    event = scene.reader.event_of(noun)
    if scene.tokens[noun.start].lower in ("any", "every", "no", "whatever", "another", "further"):
        return
    if event is None or (clause is not None and unreal(scene, clause)) or lacking(scene, noun):
        return
    frame, trigger = event
    tail = scene.reader.tail(noun)
    end = max([noun.end, *(p.end for p in tail)])
    made = Candidate(
        frame=frame,
        sentence=scene.sentence,
        clause=clause,
        trigger=trigger,
        source="noun",
        start=noun.start,
        end=end,
    )
    made.noun = noun
    made.definite = definite(scene, noun)
    made.reasons.append(f"{frame.name}: {scene.tokens[trigger].lower}")
    _carry(scene, made, noun, clause)
    fill_from_noun(scene, made, noun, clause)
    yield made


def _carry(scene: Scene, made: Candidate, noun: NounPhrase, clause: Clause | None) -> None:
    """Who holds an event that a verb of no frame only carries: "pressed an assault", "went into battle"."""
    if clause is None or clause.verb is None or clause.verb.negated or clause.verb.passive or clause.subject is None:
        return
    if (
        made.frame.kind == "speak"
        or clause.verb.lemma in _MERE | REPORTING
        or scene.reader.event_of(clause.subject) is not None
    ):
        return
    doer = scene.reader.fits(clause.subject, ("force", "crowd", "actor", "people", "group"))
    into = any(p.noun.start == noun.start and p.prep in ("in", "into") for p in clause.preps)
    if doer and any(o.start == noun.start for o in clause.objects):
        made.reasons.append("carried")
    elif doer and into and made.frame.kind in ("fight", "protest") and not made.definite:
        made.reasons.append("carried")
    else:
        return
    if owner_of(scene, noun, made.trigger) is None:
        made.agents.append(clause.subject)


def fill_from_noun(scene: Scene, made: Candidate, noun: NounPhrase, clause: Clause | None) -> None:
    """Roles that an event noun carries with it: whose, of what, by whom, with whom, where."""
    owner = owner_of(scene, noun, made.trigger)
    if owner is not None and not made.agents:
        made.agents.append(owner)
    tail = scene.reader.tail(noun)
    made.preps += [p for p in tail if p not in made.preps]
    for phrase in tail if made.source == "noun" else [*tail, *(p for p in made.preps if p not in tail)]:
        _fill_role(scene, made, phrase, following=phrase in tail)
    for child in scene.clauses:
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


def owner_of(scene: Scene, noun: NounPhrase, head: int) -> NounPhrase | None:
    """The possessor ("Iran's drill", "its liberation") or the nation ("the Iranian drills") before an event
    noun."""
    marks = [i for i in range(noun.start, head) if scene.tokens[i].tag == "POS"]
    if marks and marks[-1] > noun.start:
        return NounPhrase(noun.start, marks[-1], marks[-1] - 1)
    if scene.tokens[noun.start].tag == "PRP$":
        return NounPhrase(noun.start, noun.start + 1, noun.start)
    names = [i for i in range(noun.start, head) if scene.tokens[i].tag == "NNP"]
    if names and head == noun.head:
        end = next((i for i in range(names[0], head) if scene.tokens[i].tag != "NNP"), head)
        return NounPhrase(names[0], end, end - 1)
    return None


def definite(scene: Scene, noun: NounPhrase) -> bool:
    return scene.tokens[noun.start].lower in ("the", "this", "that", "these", "those", "such")


def _fill_role(scene: Scene, made: Candidate, phrase: PrepPhrase, *, following: bool) -> None:
    frame, prep = made.frame, phrase.prep
    if phrase.noun.time:
        return
    if prep == "of" and following and made.noun is not None and phrase.start == made.noun.end:
        if frame.of == "place" and scene.reader.fits(phrase.noun, ("place",)):
            made.object = phrase.noun
        elif frame.of in ("arms", "work") and scene.reader.fits(phrase.noun, (frame.of,)):
            made.object = phrase.noun
        elif frame.manner == "move.evacuate" and scene.reader.fits(phrase.noun, ("place",)):
            made.object = phrase.noun
        elif frame.manner in _OF_PATIENT or frame.of == "people":
            made.targets.append(phrase.noun)
            made.counted.append(phrase.noun)
        elif frame.manner in _OF_AGENT:
            made.agents.append(phrase.noun)
    elif prep == "by" and following:
        made.agents.append(phrase.noun)
    elif prep == "for" and following and frame.kind == "speak" and scene.reader.proper(phrase.noun):
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
    elif prep in ("against", "on") and following and frame.kind in ("attack", "speak", "sanction", "restrict", "fight"):
        made.targets.append(phrase.noun)
    elif prep == "to" and following and frame.manner in ("cooperate.arms", "cooperate.aid"):
        made.targets.append(phrase.noun)
