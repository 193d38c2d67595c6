"""How far a candidate is told as fact: asserted, claimed, denied, planned, possible or habitual, and on whose word.

A speaker's word covers the complement of the verb of saying, what is joined to it and its participles; a relative
clause inside it is the writer's own aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seeds.candidates import Candidate
from seeds.clauses import Clause
from seeds.phrases import NounPhrase, PrepPhrase
from seeds.report import Aspect, Status
from seeds.saying import SAYING

ATTRIBUTING = SAYING | {"concern", "fear", "worry", "complain", "accuse", "suspect", "blame"}
ATTRIBUTING |= {"air", "broadcast", "publish"}
_PLANS = frozenset(
    """plan intend hope expect want aim prepare decide promise pledge vow agree set schedule propose mean order
    offer threaten want design""".split()
)
_CALLS = frozenset("call announce schedule plan propose organise organize prepare".split())
_HELD = frozenset("fear concern worry claim warning allegation belief view suspicion argument complaint".split())
_TRIES = frozenset("try attempt seek struggle fail refuse decline believe think appear seem consider suspect".split())
_REFUSES = frozenset("deny refuse fail decline".split())
_PLANNED_WORDS = frozenset("due set ready scheduled expected slated poised determined".split())
_MAYBE_WORDS = frozenset("possible likely probable able".split())
_MAYBE_ADVERBS = frozenset("possibly perhaps maybe probably presumably".split())
_OFTEN = frozenset(
    "repeatedly regularly often frequently usually routinely daily constantly habitually weekly monthly nightly".split()
)
_SHOWING = frozenset("show report air broadcast claim announce confirm allege".split())
_PICTURES = frozenset("footage video image picture photo photograph film clip recording".split())
_GENERIC_KINDS = frozenset({"move", "restrict", "cooperate", "deploy"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Status and aspect of a candidate, and the noun phrase and sentence part of who says so."""

    status: Status
    aspect: Aspect
    speaker: NounPhrase | None
    reporter: Clause | None


def standing(candidate: Candidate, *, frequent: bool) -> Standing:
    """`frequent`: does an expression like "every day" or "several times" stand in its clause?"""
    clause = candidate.clause
    reporter = None if clause is None else _reporter(clause)
    if (
        reporter is None
        and clause is not None
        and candidate.source == "noun"
        and clause.verb is not None
        and clause.verb.lemma in _SHOWING
        and candidate.noun in clause.objects
    ):
        reporter = clause
    speaker = _speaker(clause, reporter)
    aspect = _aspect(candidate, frequent=frequent)
    told = speaker is not None or (reporter is not None and accused(reporter))
    status = _status(candidate, told=told, frequent=frequent)
    return Standing(status, aspect, speaker, reporter)


def _reporter(clause: Clause) -> Clause | None:
    current: Clause | None = clause
    while current is not None:
        if current.reporter is not None and current.reporter is not current:
            if _attributes(current.reporter):
                return current.reporter
            current = current.reporter
            continue
        if current.kind == "relative" and (current.subordinator != "when" or _dated(current)):
            return None
        above = current.parent
        charged = current.kind == "gerund" and current.subordinator in ("of", "for")
        hearsay = current.kind == "infinitive" and above is not None and accused(above)
        if above is not None and (charged or hearsay) and _attributes(above):
            return above
        shown = current.kind == "participle" or (
            current.kind == "subordinate" and current.subordinator in ("as", "while")
        )
        if shown and current.parent is not None and shows_pictures(current.parent):
            return current.parent
        current = current.parent
    return None


def _dated(clause: Clause) -> bool:
    """ "in May, when they came" adds an aside; "lost her life when a shell fell" does not."""
    return clause.antecedent is None or clause.antecedent.time


def _attributes(clause: Clause) -> bool:
    if clause.verb is not None and clause.verb.lemma == "be" and clause.subject is not None:
        return clause.sentence.tokens[clause.subject.head].lemma in _HELD
    return clause.verb is not None and clause.verb.lemma in ATTRIBUTING and not clause.verb.negated


def shows_pictures(clause: Clause) -> bool:
    """ "State television showed footage of soldiers being deployed"."""
    if clause.verb is None or clause.verb.lemma not in (
        "show",
        "air",
        "broadcast",
        "publish",
        "release",
        "post",
        "share",
    ):
        return False
    return any(clause.sentence.tokens[o.head].lemma in _PICTURES for o in clause.objects)


def _speaker(clause: Clause | None, reporter: Clause | None) -> NounPhrase | None:
    if reporter is not None and reporter.verb is not None and reporter.verb.lemma == "be":
        return _holder(reporter)
    if reporter is not None and accused(reporter):
        return next((p.noun for p in reporter.preps if p.prep == "by"), None)
    if reporter is not None:
        return reporter.subject
    if clause is None or clause.kind == "relative" or clause.according is None:
        return None
    return clause.according.noun


def accused(reporter: Clause) -> bool:
    """ "Pakistan was accused of shelling Kunar": the subject is who did it, not who says so."""
    verb = reporter.verb
    return verb is not None and verb.passive and verb.lemma in ("accuse", "suspect", "blame", "say", "report", "allege")


def _holder(clause: Clause) -> NounPhrase | None:
    """ "A fear of the authorities is that …": whose fear it is."""
    subject = clause.subject
    of = next(
        (
            p.noun
            for p in clause.phrases
            if isinstance(p, PrepPhrase) and p.prep == "of" and subject is not None and p.start == subject.end
        ),
        None,
    )
    if of is not None or subject is None:
        return of
    marks = [i for i in range(subject.start, subject.end) if clause.sentence.tokens[i].tag == "POS"]
    return NounPhrase(subject.start, marks[-1], marks[-1] - 1) if marks and marks[-1] > subject.start else None


def governors(clause: Clause) -> Iterator[Clause]:
    """The clauses whose verbs rule over this one's: "is expected to meet", "denied firing", "agreed that it would be
    sent"."""
    current = clause
    while current.kind in ("infinitive", "gerund", "complement") and current.parent is not None:
        current = current.parent
        yield current


def _status(candidate: Candidate, *, told: bool, frequent: bool) -> Status:
    clause = candidate.clause
    if clause is None or (
        candidate.source == "noun" and candidate.frame.kind != "speak" and not _irrealis_noun(candidate)
    ):
        return "claimed" if told else "asserted"
    if _denied(candidate, clause):
        return "denied"
    if _planned(candidate, clause):
        return "planned"
    if _possible(clause):
        return "possible"
    if candidate.frame.kind in ("move",) and _habitual(candidate, clause, frequent=frequent):
        return "habitual"
    if candidate.frame.mode == "levy" and clause.verb is not None and clause.verb.modal in ("must", "have to"):
        return "habitual"
    return "claimed" if told else "asserted"


def _irrealis_noun(candidate: Candidate) -> bool:
    clause = candidate.clause
    return (
        clause is not None
        and clause.verb is not None
        and candidate.noun is not None
        and clause.subject is candidate.noun
    )


def _denied(candidate: Candidate, clause: Clause) -> bool:
    tokens = clause.sentence.tokens
    if candidate.frame.mode == "reject":
        return False
    if candidate.turned == "against" and candidate.frame.kind in ("meet", "agree"):
        return True
    if clause.verb is not None and clause.verb.negated:
        return True
    for noun in (candidate.noun, candidate.object, clause.subject if not clause.shared else None):
        if (
            noun is not None
            and tokens[noun.start].lower in ("no", "neither", "nobody", "none")
            and tokens[min(noun.start + 1, noun.end - 1)].lower not in ("more", "fewer", "less")
        ):
            return True
    for above in governors(clause):
        if above.verb is None:
            continue
        if clause.kind != "complement" and (above.verb.negated != (above.verb.lemma in _REFUSES)):
            return True
        if clause.kind == "complement" and above.verb.lemma == "deny":
            return True
        if clause.kind == "complement":
            break
    return False


def _planned(candidate: Candidate, clause: Clause) -> bool:
    verb = clause.verb
    if verb is not None and verb.tense == "future":
        return True
    if verb is not None and verb.lemma in ("promise", "pledge", "vow") and candidate.frame.kind != "speak":
        return True
    if (
        verb is not None
        and verb.passive
        and verb.lemma in ("plan", "schedule", "expect", "promise", "slate", "propose", "set")
        and candidate.source != "noun"
    ):
        return True
    if (
        candidate.source == "light"
        and verb is not None
        and verb.lemma in _CALLS
        and candidate.frame.kind in ("meet", "govern")
    ):
        return True
    if clause.adjective is not None and clause.sentence.tokens[clause.adjective.head].lower in _PLANNED_WORDS:
        return True
    for above in governors(clause):
        if above.verb is None:
            continue
        if above.verb.lemma in _PLANS and clause.kind == "infinitive":
            return True
        if above.adjective is not None and above.sentence.tokens[above.adjective.head].lower in _PLANNED_WORDS:
            return True
        if above.verb.tense == "future" and clause.kind != "complement":
            return True
    return False


def _possible(clause: Clause) -> bool:
    verb = clause.verb
    if verb is not None and verb.modal in ("may", "might", "could", "can", "should"):
        return True
    if clause.adverbs & _MAYBE_ADVERBS:
        return True
    if clause.adjective is not None and clause.sentence.tokens[clause.adjective.head].lower in _MAYBE_WORDS:
        return True
    if clause.kind == "complement" and clause.parent is not None and clause.parent.verb is not None:
        return clause.parent.verb.lemma in ("fear", "suspect") and verb is not None and verb.tense != "past"
    return any(
        above.verb is not None and above.verb.lemma in _TRIES
        for above in governors(clause)
        if clause.kind == "infinitive"
    )


def _plural(candidate: Candidate, clause: Clause) -> bool:
    noun = clause.subject or clause.antecedent
    return noun is not None and clause.sentence.tokens[noun.head].tag in ("NNS", "CD")


def _bare(clause: Clause) -> bool:
    """Is the subject a plural without article or number ("Iranian trucks")?"""
    noun = clause.subject or clause.antecedent
    if noun is None:
        return False
    words = clause.sentence.tokens[noun.start : noun.end]
    return words[-1].tag == "NNS" and words[0].tag not in ("DT", "CD", "PRP$")


def _habitual(candidate: Candidate, clause: Clause, *, frequent: bool) -> bool:
    verb = clause.verb
    if frequent or clause.adverbs & _OFTEN:
        return True
    if verb is None or clause.sentence.part == "headline" or not _plural(candidate, clause):
        return False
    if verb.perfect and verb.progressive:
        return True
    if verb.form == "gerund" and clause.kind == "participle":
        return _bare(clause)
    return (
        verb.form == "finite"
        and verb.tense == "present"
        and not verb.perfect
        and not verb.progressive
        and verb.modal is None
        and not verb.passive
    )


def _aspect(candidate: Candidate, *, frequent: bool) -> Aspect:
    clause = candidate.clause
    if clause is None or clause.verb is None or candidate.source == "noun":
        return "single"
    verb = clause.verb
    if frequent or clause.adverbs & _OFTEN:
        return "repeated"
    if candidate.frame.kind in _GENERIC_KINDS and verb.progressive and _bare(clause) and candidate.frame.kind == "move":
        return "repeated"
    since = any(p.prep == "since" for p in clause.preps)
    if (
        verb.progressive
        or verb.state
        or since
        or (candidate.frame.stative and (verb.tense == "present" or not verb.passive))
    ):
        return "ongoing"
    return "single"
