"""Which clauses tell of no event: conditions, demands, purposes and wishes."""

from __future__ import annotations

from seeds.candidates import Scene
from seeds.clauses import Clause
from seeds.phrases import NounPhrase, VerbGroup
from seeds.saying import REPORTING

_INTENDING = frozenset(
    """plan intend hope expect aim prepare decide seek set schedule consider mean authorise authorize move dare
    undertake scramble rush race hurry begin start continue keep resume stop cease end finish manage proceed appear
    seem fail try attempt struggle""".split()
)
_PLEDGES = frozenset("agree promise pledge vow want".split())
_FORESEEN = (REPORTING | {"set", "schedule", "plan", "mean", "suppose"}) - {"tell", "urge"}
_AWAITED = frozenset("due set ready likely scheduled expected unlikely certain determined poised able".split())
_DEMANDS = frozenset("demand urge recommend propose request".split())
_ASKED = frozenset("whether when where how why what who if".split())
_UNREAL = frozenset("if unless whether lest until till than like".split())
_PARTNERS = frozenset("two both sides countries leaders parties governments three ministers".split())
_COMMANDS = frozenset("order tell instruct command force oblige compel".split())
_CAUSES = frozenset("force cause compel prompt lead enable help oblige".split())
_RUNS = frozenset("flow run work operate function".split())
_KEPT_GERUNDS = frozenset(
    """consider deny admit start begin stop continue resume keep
    cease end halt finish see show film report confirm""".split()
)
_BLAMED = frozenset({("of", "accuse"), ("of", "suspect"), ("of", "convict"), ("for", "blame")})


def unreal(scene: Scene, clause: Clause) -> bool:
    """Conditions, purposes, demands and generic asides tell of no event."""
    above, verb, word = clause.parent, clause.verb, clause.subordinator or ""
    if word == "without" or (clause.subject is not None and lacking(scene, clause.subject)):
        return True
    if clause.kind == "subordinate" and word in _UNREAL:
        return True
    if above is not None and clause.kind != "relative" and unreal(scene, above):
        return True
    if verb is not None and (_only_wished(verb, word) or verb.form != "to" and scene.tokens[verb.start].lower == "be"):
        return True  # "asked that he be kept in jail"
    if clause.kind == "complement":
        return word in _ASKED or (above is not None and above.verb is not None and above.verb.lemma in _DEMANDS)
    if clause.kind == "infinitive":
        return not _intended(scene, clause)
    return clause.kind == "gerund" and _unreal_gerund(clause, word)


def _only_wished(verb: VerbGroup, word: str) -> bool:
    """ "should leave", "can cross", "is to blame", "as far as Baku is concerned"."""
    if verb.modal in ("should", "ought") or (verb.modal == "can" and not verb.negated):
        return True
    return (verb.lemma == "blame" and verb.modal == "be to") or (
        word == "as" and verb.lemma == "concern" and verb.passive
    )


def _unreal_gerund(clause: Clause, word: str) -> bool:
    """ "after firing", "accused of firing", "denied firing", "stopped working": which of them was done?"""
    verb = clause.parent.verb if clause.parent is not None else None
    if word in ("after", "before", "by") or (verb is not None and (word, verb.lemma) in _BLAMED):
        return False
    if verb is None or word != "":
        return True
    if verb.lemma in ("stop", "cease") and clause.verb and clause.verb.lemma in _RUNS:
        return True
    goes_on = verb.lemma == "go" and verb.particle == "on"
    return verb.lemma not in _KEPT_GERUNDS and not goes_on


def lacking(scene: Scene, noun: NounPhrase) -> bool:
    """ "without a shot being fired", "without a swap"."""
    return noun.start > 0 and scene.tokens[noun.start - 1].lower == "without"


def _intended(scene: Scene, clause: Clause) -> bool:
    """Is an infinitive somebody's plan or doing ("plans to hold", "is due to meet"), and not a mere purpose?"""
    above = clause.parent
    if above is None or above.verb is None:
        return False
    lemma = above.verb.lemma
    if lemma in _COMMANDS and above.verb.passive or lemma == "use" and above.objects:
        return True
    if lemma == "be" and clause.start > 0 and scene.tokens[clause.start - 1].lower in ("about", "first"):
        return True
    if (
        clause.start > 0
        and scene.tokens[clause.start - 1].lower == "only"
        and not (above.verb.modal or above.verb.negated)
    ):
        return True  # "…, only to be beaten back"
    if lemma in _CAUSES:
        return bool(above.objects) and clause.subject is above.objects[-1]
    if lemma == "be" and above.adjective is not None:
        return scene.tokens[above.adjective.head].lower in _AWAITED
    if above.verb.passive and lemma in _FORESEEN:
        return True
    if lemma in _PLEDGES:
        return not (above.objects and lemma == "want") and not _mutual(scene, above)
    return lemma in _INTENDING


def _mutual(scene: Scene, clause: Clause) -> bool:
    """ "The two countries agreed to open the border": an agreement, not one side's plan."""
    subject = clause.subject
    if subject is None:
        return False
    words = {t.lower for t in scene.tokens[subject.start : subject.end]}
    tail = scene.reader.tail(subject)
    listed = len(subject.members) > 1 or (
        bool(tail) and tail[0].prep in ("of", "between") and len(tail[0].noun.members) > 1
    )
    return listed or bool(words & _PARTNERS)
