"""Shared places: where an event happened when only another part of its sentence says so."""

from __future__ import annotations

from dataclasses import replace

from seeds.candidates import Candidate, Scene
from seeds.clauses import Clause
from seeds.ownplaces import of_preps
from seeds.phrases import NounPhrase, PrepPhrase, joint_is, noun_of
from seeds.placeroles import ROLES
from seeds.placewords import chain, whole
from seeds.report import Whereabouts
from seeds.timewords import MONTHS

_BRINGS = frozenset("result lead leave cause force drive".split())
_OFFICES = frozenset(
    "ministry government authority official command administration leadership presidency cabinet".split()
)
_DWELLERS = frozenset("resident inhabitant villager people citizen".split())


def cause_of(clause: Clause) -> Clause | None:
    """ "occupying the region …, leaving thousands displaced": the clause that tells what brought an outcome about."""
    above = clause.parent
    if clause.kind != "participle" or above is None:
        return None
    if (
        above.kind == "participle"
        and above.verb is not None
        and above.verb.lemma == "leave"
        and above.parent is not None
    ):
        return above.parent
    return above if clause.verb is not None and clause.verb.lemma in _BRINGS else None


def borrowed(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """A place said once for two clauses: of "where …", or of the trucks taxed "moving through"."""
    above: Clause | None = clause
    while above is not None:
        if above.kind == "relative" and above.subordinator == "where":
            place = _where_antecedent(above, scene)
            return [Whereabouts(span=whole(scene, place), role="in")] if place is not None else []
        if above.kind not in ("complement", "infinitive", "gerund"):
            break
        above = above.parent
    if candidate.frame.kind == "restrict":
        painted = [
            c
            for c in scene.clauses
            if c.kind == "participle"
            and c.parent is clause
            and c.verb is not None
            and c.verb.form == "gerund"
            and c.antecedent is not None
        ]
        for child in painted:
            found = [
                Whereabouts(span=chain(scene, p)[0], role="via")
                for p in child.preps
                if p.prep in ("through", "across", "via", "along") and not p.noun.time
            ]
            if found:
                return found
    if clause.kind == "gerund" and clause.parent is not None:
        return []
    return _from_gerund(candidate, clause, scene)


def _from_gerund(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """ "Gas stopped flowing to Karabakh": the place hangs on the verb that was begun or ended."""
    for child in scene.clauses:
        if (
            child.kind == "gerund"
            and child.parent is clause
            and child.subject is not None
            and clause.subject is not None
            and child.subject.start == clause.subject.start
        ):
            begun = replace(candidate, clause=child, source="verb", preps=child.preps, noun=None, object=None)
            return of_preps(begun, scene)
    return []


def _where_antecedent(clause: Clause, scene: Scene) -> NounPhrase | None:
    before = [p for p in scene.phrases if p.end <= (clause.verb.start if clause.verb else 0)]
    joint = next((i for i in range(len(before) - 1, -1, -1) if joint_is(before[i], "relative")), len(before))
    for phrase in reversed(before[:joint]):
        noun = noun_of(phrase)
        if (
            noun is not None
            and not noun.time
            and scene.reader.fits(noun, ("place",))
            and not scene.reader.pronoun(noun)
        ):
            month = any(t.lower in MONTHS for t in scene.tokens[noun.start : noun.end])
            if not month and scene.reader.event_of(noun) is None:
                return noun
    return None


def of_subject(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """ "Workers at the port of Piraeus went on strike", "The dam at Derna collapsed": where the subject is, if
    nothing else says."""
    subject = clause.subject
    if (
        subject is None
        or candidate.source == "noun"
        or candidate.frame.kind in ("speak", "meet", "agree", "sanction")
        or scene.tokens[subject.head].lemma in _OFFICES  # "the ministry in Kabul": where it sits, not where it acts
        or (clause.shared and clause.kind != "main" and not _suffers(clause))
    ):
        return []
    inhabitants = scene.tokens[subject.head].lemma in _DWELLERS
    stopped = candidate.frame.kind == "restrict"
    for phrase in scene.reader.tail(subject):
        if (
            (stopped and phrase.prep == "between")
            or phrase.prep in ("in", "at", "near", "outside", "above", "below")
            or (phrase.prep == "of" and inhabitants)
        ):
            if scene.reader.fits(phrase.noun, ("place",)) and not phrase.noun.time and _told_where(phrase.noun, scene):
                return [Whereabouts(span=chain(scene, phrase)[0], role=ROLES.get(phrase.prep, "in"))]
    return []


def _told_where(noun: NounPhrase, scene: Scene) -> bool:
    """ "in the city", "in Kabul", but not "in prison" or "at home"."""
    words = scene.tokens[noun.start : noun.end]
    return len(words) > 1 or words[0].tag == "NNP"


def _suffers(clause: Clause) -> bool:
    """ "the clinic in Gori, which had been hit by shells"."""
    return clause.kind == "relative" and clause.verb is not None and clause.verb.passive


def around(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """The place of the verb that a joined verb or a participle goes with.

    "Near Gori gunmen stopped a bus and shot two men", "searched the office in Gori, arresting two men".
    """
    if candidate.source == "noun" or candidate.frame.kind in ("speak", "meet", "agree", "sanction", "move"):
        return []
    preps: list[PrepPhrase] = []
    if clause.shared and clause.kind == "main":
        first = scene.siblings(clause)[0]
        preps = [p for p in first.preps if first.verb is not None and p.end <= first.verb.start]
    elif clause.kind == "participle" and clause.parent is not None and clause.verb is not None:
        preps = [p for p in clause.parent.preps if clause.verb.form == "gerund" and p.end <= clause.verb.start]
    settings = [p for p in preps if p.prep in ("in", "at", "near", "outside")]
    return of_preps(replace(candidate, preps=settings), scene) if settings else []
