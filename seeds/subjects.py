"""Subjects: the noun phrase that a verb speaks of."""

from __future__ import annotations

from dataclasses import replace

from seeds.clauses import Clause
from seeds.drafting import Draft
from seeds.phrases import NounPhrase, PrepPhrase, VerbGroup, is_time, joint_is, noun_of
from seeds.saying import REPORTING
from seeds.tags import NOUN

_OBJECT_CONTROL = frozenset(
    """ask urge tell order call allow force want invite expect persuade warn help command instruct permit require
    push press compel enable encourage lead cause beg implore advise forbid appeal let make authorise
    authorize""".split()
)


def subject_of(clause: Clause) -> NounPhrase | None:
    """The first bare noun phrase before the verb; a second one between commas is its other name."""
    nouns = [p for p in clause.phrases if isinstance(p, NounPhrase) and (not p.time or len(clause.phrases) == 1)]
    if not nouns:
        return None
    first = nouns[0]
    last = nouns[-1]
    if last is not first and not _appositive(clause, first, last):
        return last
    if len(nouns) > 1 and _appositive(clause, first, nouns[1]) and _adjoins(clause, first, nouns[1]):
        first = replace(first, apposition=nouns[1])
        clause.phrases = [first if p is nouns[0] else p for p in clause.phrases]
    return first


def _appositive(clause: Clause, first: NounPhrase, second: NounPhrase) -> bool:
    index = clause.phrases.index(second)
    between = clause.phrases[clause.phrases.index(first) + 1 : index]
    if not between:
        return False
    return any(joint_is(p, "comma") for p in between) and any(joint_is(p, "comma") for p in clause.phrases[index + 1 :])


def _adjoins(clause: Clause, first: NounPhrase, second: NounPhrase) -> bool:
    """Nothing but "of" phrases and a comma between, and not "most of them Armenians"."""
    at = clause.phrases.index(second)
    if not joint_is(clause.phrases[at - 1], "comma") or at + 1 >= len(clause.phrases):
        return False
    after = clause.phrases[at + 1]
    named = clause.sentence.tokens[second.head].tag in NOUN
    return named and (joint_is(after, "comma") or isinstance(after, PrepPhrase))


def inherited(clause: Clause) -> NounPhrase | None:
    return clause.parent.subject if clause.parent is not None and clause.kind != "complement" else None


def controller(cur: Clause) -> NounPhrase | None:
    """Whose doing an infinitive behind a clause is: "ordered them to leave", "promised them to leave"."""
    if cur.verb is None:
        return subject_of(cur)
    if cur.verb.lemma in _OBJECT_CONTROL and not cur.verb.passive:
        if cur.objects:
            return cur.objects[-1]
        on = [p.noun for p in cur.preps if p.prep in ("on", "upon", "to", "for")]
        if on:
            return on[-1]
    return cur.subject


def new_subject(draft: Draft, k: int) -> NounPhrase | None:
    """A noun phrase that stands ready before this verb and is not yet anyone's object."""
    j, passed_prep = k - 1, False
    while j >= 0 and (
        isinstance(draft.phrases[j], PrepPhrase) or joint_is(draft.phrases[j], "adverb", "quote", "mark")
    ):
        passed_prep |= isinstance(draft.phrases[j], PrepPhrase)
        j -= 1
    noun = draft.phrases[j] if j >= 1 else None
    if noun is not None and joint_is(noun, "comma"):
        return _before_aside(draft, j)
    if not isinstance(noun, NounPhrase) or noun.time:
        return None
    before = draft.before(j)
    opened = joint_is(before, "and", "but", "comma", "quote") or is_time(noun_of(before))
    if (
        isinstance(before, PrepPhrase)
        and draft.comma >= 0
        and joint_is(draft.before(draft.phrases.index(before)) or before, "comma")
    ):
        opened = True
    if (
        isinstance(before, PrepPhrase)
        and isinstance(after := draft.phrases[k], VerbGroup)
        and _object_of(draft, noun, after)
    ):
        return None
    opened = opened or _opens_after_joint(draft, j)
    says = isinstance(before, VerbGroup) and before.lemma in REPORTING
    if draft.tokens[noun.head].lower in ("he", "she", "they", "it", "i", "we") and not passed_prep:
        return noun
    verb = draft.phrases[k]
    if opened and joint_is(before, "comma") and isinstance(verb, VerbGroup):
        if (
            verb.ambiguous
            and verb.lemma not in REPORTING
            and k + 1 < len(draft.phrases)
            and isinstance(draft.phrases[k + 1], PrepPhrase)
        ):
            return None
    return noun if opened or says else None


def _before_aside(draft: Draft, close: int) -> NounPhrase | None:
    """ "…, and on Tuesday the colonel, Idris Bah, was held": the subject stands before the aside."""
    for j in range(close - 2, max(0, close - 5), -1):
        if joint_is(draft.phrases[j], "comma"):
            noun = draft.phrases[j - 1]
            ready = isinstance(noun, NounPhrase) and not noun.time
            opened = joint_is(draft.phrases[j - 2], "and", "but") or _opens_after_joint(draft, j - 1)
            return noun if isinstance(noun, NounPhrase) and ready and opened else None
        if noun_of(draft.phrases[j]) is None:
            return None
    return None


def _object_of(draft: Draft, noun: NounPhrase, verb: VerbGroup) -> bool:
    """ "testing for the first time a drone built at home": an object that comes late, with a participle of its
    own."""
    cur = draft.current
    if cur.verb is None or not verb.ambiguous or verb.lemma in REPORTING or draft.noun_after(verb):
        return False
    return not [o for o in cur.objects if o is not noun] and cur.verb.progressive


def _opens_after_joint(draft: Draft, j: int) -> bool:
    """ "…, and in Kocani a crowd overturned": only places and times stand between the joint and the subject."""
    k = j - 1
    while k >= 0 and (isinstance(draft.phrases[k], PrepPhrase) or is_time(draft.phrases[k])):
        k -= 1
    joint = draft.phrases[k] if 0 <= k < j - 1 else None
    return joint_is(joint, "and", "but")


def after_fronted(draft: Draft, k: int) -> NounPhrase | None:
    """ "Before the month was out Delhi had banned": a fronted clause is over where another subject stands ready."""
    painted, above = draft.current.antecedent, draft.current.parent
    if draft.current.kind == "participle" and above is not None and above.kind == "subordinate" and painted is not None:
        if above.verb is not None and painted.start > above.verb.end and draft.tokens[painted.start - 1].text == ",":
            draft.current = above  # "Until then, drivers bound for Yerevan must pay"
            return painted if above.parent is not None and above.parent.verb is None else None
    root = draft.current.parent
    before = draft.before(k)
    if (
        draft.current.kind == "subordinate"
        and root is not None
        and root.verb is None
        and isinstance(before, NounPhrase)
    ):
        return before
    return None
