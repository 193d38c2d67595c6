"""Verbs: each goes to the open clause, joins the one before, or opens a clause of its own."""

from __future__ import annotations

from dataclasses import replace

from seeds.clauses import Clause, ClauseKind
from seeds.drafting import Draft
from seeds.phrases import Adjective, Joint, NounPhrase, Phrase, PrepPhrase, VerbGroup, is_time, joint_is, noun_of
from seeds.saying import REPORTING, SAYING, is_report
from seeds.subjects import after_fronted, controller, inherited, new_subject, subject_of

_BLAMES = frozenset("accuse suspect stop prevent ban bar blame".split())
_OBJECT_OF_PREP_GERUND = frozenset(
    "of for by in without from after before since on with at against about through".split()
)
_HAPPENS = frozenset(
    """land fall crash arrive die explode collapse sink begin end continue erupt occur happen come go remain return
    burn""".split()
)
_PAINTS = frozenset("arm lead back base accuse call know dress name equip station hold build found carry".split())
_GOES = frozenset("return go come travel leave flee arrive move fly escape die remain begin continue head walk".split())


def take_verb(draft: Draft, k: int, verb: VerbGroup) -> None:
    """Give the verb at k to the clause it belongs to."""
    cur = draft.current
    if _resumed_perfect(draft, verb):
        return
    if verb.form == "bare":
        verb = _bare(draft, k, verb)
    if verb.form == "finite":
        _finite(draft, k, verb)
    elif verb.form == "to":
        clause = draft.open("infinitive", cur)
        clause.verb = verb
        clause.subject, clause.shared = controller(cur), True
        if cur.verb is None and cur.kind == "main" and noun_of(draft.before(k)) is not None:
            _headline_infinitive(draft, cur, clause, verb)
    else:
        _nonfinite(draft, k, verb)


def _resumed_perfect(draft: Draft, verb: VerbGroup) -> bool:
    """ "have for years accused", "was on Friday sworn in": one verb, whatever stands between its parts."""
    cur, helper = draft.current, draft.current.verb
    if helper is None or helper.form != "finite" or helper.end - helper.start > 2 or cur.objects or cur.adjective:
        return False
    between = cur.after_verb()
    bare = draft.sentence.tokens[verb.head].tag in ("VBN", "VBD") and verb.start == verb.head
    if not (bare and between and all(_adjunct(p, perfect=helper.lemma == "have") for p in between)):
        return False
    if helper.lemma == "have":
        cur.verb = replace(verb, form="finite", tense=helper.tense, perfect=True, passive=False, negated=helper.negated)
    elif helper.lemma == "be" and not helper.modal:
        cur.verb = replace(verb, form="finite", tense=helper.tense, passive=True, negated=helper.negated)
    else:
        return False
    return True


def _adjunct(phrase: Phrase, *, perfect: bool) -> bool:
    """What may part a helping verb from its participle: after "be", only a time."""
    if isinstance(phrase, PrepPhrase):
        return phrase.noun.time or perfect
    return is_time(phrase) or joint_is(phrase, "adverb")


def _headline_infinitive(draft: Draft, cur: Clause, clause: Clause, verb: VerbGroup) -> None:
    """ "EU to send monitors": in headlines "to" is the future."""
    if draft.sentence.part == "headline" or not any(
        isinstance(p, VerbGroup) and p.form == "finite" for p in draft.phrases
    ):
        draft.clauses.remove(clause)
        draft.current = cur
        _assign(draft, cur, replace(verb, form="finite", tense="future", modal="be to"))


def _bare(draft: Draft, k: int, verb: VerbGroup) -> VerbGroup:
    cur = draft.current
    if (
        cur.verb is not None
        and cur.verb.lemma == "do"
        and not cur.verb.negated
        and cur.objects
        and cur.verb.end - cur.verb.start == 1
    ):
        inverted = draft.tokens[cur.verb.start - 1].lower if cur.verb.start else ""
        cur.subject = None
        cur.verb = None
        return replace(
            verb, form="finite", tense="past", negated=verb.negated or inverted in ("nor", "neither", "never")
        )
    if cur.verb is None and subject_of(cur) is not None:
        return replace(verb, form="finite", tense="present")
    return (
        replace(verb, form="finite", tense="present")
        if draft.cc >= 0 and cur.verb is not None and draft.joined(k)
        else replace(verb, form="to")
    )


def _finite(draft: Draft, k: int, verb: VerbGroup) -> None:
    cur = draft.current
    if _parenthetical(draft, k, verb):
        return
    if cur.verb is None:
        if (
            draft.joined(k)
            and not any(isinstance(p, NounPhrase) for p in cur.phrases)
            and cur.kind == "main"
            and len(draft.clauses) > 1
        ):
            _coordinate(draft, verb)
            return
        _assign(draft, cur, verb)
        return
    subject = new_subject(draft, k) or after_fronted(draft, k)
    if subject is not None:
        _with_subject(draft, verb, subject)
    elif draft.joined(k):
        _coordinate(draft, verb)
    elif verb.ambiguous and not verb.passive and _reduced(draft, k, verb):
        _nonfinite(draft, k, replace(verb, form="participle", passive=True))
    else:
        _resume(draft, verb)


def _parenthetical(draft: Draft, k: int, verb: VerbGroup) -> bool:
    """ "lorries, it says, drive through": a reporting clause inside commas."""
    cur = draft.current
    if verb.lemma not in REPORTING or k < 2:
        return False
    j = k - 1
    while j >= 0 and isinstance(draft.phrases[j], PrepPhrase):
        j -= 1
    subject = draft.phrases[j]
    opened = j >= 1 and joint_is(draft.phrases[j - 1], "comma")
    if not (
        opened
        and isinstance(subject, NounPhrase)
        and k + 1 < len(draft.phrases)
        and joint_is(draft.phrases[k + 1], "comma")
    ):
        return False
    if cur.verb is not None or not any(p is not subject and not isinstance(p, Joint) for p in cur.phrases):
        return False
    aside = draft.open("main")
    aside.verb, aside.subject = verb, subject
    aside.phrases = [p for p in cur.phrases if p.start >= subject.start]
    cur.phrases = [p for p in cur.phrases if p.start < subject.start]
    cur.reporter = aside
    draft.current = cur
    return True


def _assign(draft: Draft, clause: Clause, verb: VerbGroup) -> None:
    clause.verb = verb
    found = subject_of(clause)
    if clause.kind == "relative" and (found is None or clause.subordinator == "where"):
        clause.subject, clause.shared = (found or clause.antecedent), found is None
        if clause.subordinator in ("where", "when"):
            clause.subject = found
    elif found is not None:
        clause.subject = found
    elif clause.subject is None:
        clause.subject, clause.shared = inherited(clause), True


def _with_subject(draft: Draft, verb: VerbGroup, subject: NounPhrase) -> None:
    """A verb with a subject of its own: joined to the clause before it, reported by it, or alone."""
    cur = draft.current
    at = next(i for i, p in enumerate(draft.phrases) if p is subject)
    before = draft.before(at)
    opening = _fronted_from(draft, at)
    moved = [p for p in cur.phrases if p.start >= opening]
    cur.phrases = [p for p in cur.phrases if p.start < opening]
    kind: ClauseKind = "main"
    parent: Clause | None = None
    if isinstance(before, VerbGroup) and is_report(cur):
        kind, parent = "complement", cur
    elif joint_is(before, "and", "but"):
        level = cur
        while level.kind in ("relative", "participle", "gerund", "infinitive") and level.parent is not None:
            level = level.parent
        comma = joint_is(draft.before(next(i for i, p in enumerate(draft.phrases) if p is before)) or subject, "comma")
        if level.kind in ("complement", "subordinate") and not comma and before.kind == "and":
            kind, parent = level.kind, level.parent
    elif joint_is(before, "comma") and verb.lemma in SAYING:
        pass
    elif is_report(cur) and cur.subject is not None and not cur.objects and cur.kind == "main":
        kind, parent = "complement", cur
    root = next((c for c in draft.clauses if c.segment == draft.segment and c.kind == "main" and c.verb is None), None)
    if kind == "main" and root is not None:
        draft.current = clause = root
    else:
        clause = draft.open(kind, parent, cur.subordinator if kind != "main" and parent is cur.parent else None)
    clause.phrases += moved
    clause.verb, clause.subject = verb, subject


def _fronted_from(draft: Draft, at: int) -> int:
    """Where the words of a joined clause begin: "…, and in October 2022 the Guards laid" begins at "in"."""
    j = at - 1
    while j >= 0 and (
        isinstance(draft.phrases[j], PrepPhrase) or is_time(draft.phrases[j]) or joint_is(draft.phrases[j], "adverb")
    ):
        j -= 1
    joint = draft.phrases[j] if j >= 0 else None
    if j < at - 1 and joint_is(joint, "and", "but"):
        return joint.end
    return draft.phrases[at].start


def _coordinate(draft: Draft, verb: VerbGroup) -> None:
    """A verb joined by "and" to an earlier one shares its subject."""
    level = draft.current
    while level.kind in ("participle", "gerund", "infinitive") or (level.verb is None and level.parent is not None):
        if level.parent is None:
            break
        level = level.parent
    while level.parent is not None and _steps_out(draft, level, verb):
        level = level.parent
    clause = draft.open(level.kind, level.parent, level.subordinator)
    clause.antecedent = level.antecedent
    clause.verb, clause.subject, clause.shared = _like(draft, level.verb, verb), level.subject, True
    clause.reporter = level.reporter


def _like(draft: Draft, model: VerbGroup | None, verb: VerbGroup) -> VerbGroup:
    """ "were arrested and charged": a bare participle keeps the voice and modality of the verb it is joined to."""
    if model is None or not verb.ambiguous:
        return verb
    objectless = not draft.noun_after(verb)
    if model.passive and objectless and verb.lemma not in _GOES:
        return replace(
            verb, passive=True, tense=model.tense, modal=model.modal, perfect=model.perfect, negated=model.negated
        )
    return (
        replace(verb, perfect=model.perfect, modal=model.modal, tense=model.tense)
        if model.perfect and not model.passive
        else verb
    )


def _steps_out(draft: Draft, level: Clause, verb: VerbGroup) -> bool:
    """Does a joined verb belong outside this clause? Speech joins speech; an active verb leaves a passive
    relative."""
    if level.verb is None:
        return True
    if level.kind == "complement" and level.parent is not None and is_report(level.parent):
        return (
            verb.lemma in SAYING | {"accuse", "urge", "call", "demand", "reject", "condemn", "warn"}
            and verb.form == "finite"
        )
    if level.kind == "relative":
        return level.verb.passive and not verb.passive and draft.noun_after(verb)
    return False


def _reduced(draft: Draft, k: int, verb: VerbGroup) -> bool:
    """ "statements made by", "a move highly disputed on": a past participle hanging on the noun before it."""
    before = draft.before(k)
    main = draft.current.verb
    if (
        main is not None
        and main.ambiguous
        and not draft.current.objects
        and (verb.lemma in _HAPPENS or main.lemma in _PAINTS)
    ):
        return False
    return isinstance(before, NounPhrase | PrepPhrase) and not draft.noun_after(verb)


def _resume(draft: Draft, verb: VerbGroup) -> None:
    """A finite verb without a subject of its own: an embedded clause is over, or its verb was a participle all
    along."""
    level: Clause | None = draft.current
    while level is not None and level.verb is not None:
        level = level.parent
    if level is not None:
        draft.current = level
        _assign(draft, level, verb)
        return
    host: Clause | None = draft.current
    while host is not None and not (
        host.verb is not None
        and host.verb.ambiguous
        and not host.objects
        and host.kind in ("main", "complement", "subordinate")
    ):
        host = host.parent
    if host is None or host.verb is None:
        clause = draft.open("main")
        clause.verb = verb
        return
    inner = Clause(draft.sentence, "participle", draft.segment, host)
    inner.verb = replace(host.verb, form="participle", passive=True, ambiguous=False)
    inner.subject, inner.shared, inner.antecedent = host.subject, True, host.subject
    inner.phrases = host.after_verb()
    host.phrases = [p for p in host.phrases if p not in inner.phrases]
    host.verb = verb
    named = next((p for p in host.phrases if isinstance(p, NounPhrase) and not p.time), None)
    aside = host.subject is not None and all(
        draft.tokens[i - 1].text == "," for i in (host.subject.start, verb.start) if i
    )
    if named is not None and host.subject is not None and named.start < host.subject.start and aside:
        host.subject = named  # "The quake, the worst ever recorded there, flattened"
    draft.clauses.append(inner)
    draft.current = host


def _nonfinite(draft: Draft, k: int, verb: VerbGroup) -> None:
    cur = draft.current
    before = draft.before(k)
    if isinstance(before, Adjective) and verb.form == "participle":
        before = draft.before(k - 1)
    noun = noun_of(before)
    clause_kind: ClauseKind = "participle"
    subject = cur.subject
    if joint_is(before, "sub") or (isinstance(before, Joint) and before.word in _OBJECT_OF_PREP_GERUND):
        clause_kind = "gerund"
    elif isinstance(before, VerbGroup) and before.lemma != "be":
        clause_kind = "gerund"
    elif joint_is(before, "and", "but") and cur.kind in ("participle", "gerund"):
        subject, clause_kind = cur.subject, cur.kind
        cur = cur.parent or cur
    elif noun is not None:
        subject = noun if not noun.time else cur.subject
        if isinstance(before, PrepPhrase) and before.prep == "of" and verb.form == "gerund":
            subject = noun
    word = before.word if joint_is(before, "sub") else None
    if clause_kind == "gerund" and cur.kind == "subordinate" and cur.verb is None:
        word = cur.subordinator
        parent = cur.parent
        draft.clauses.remove(cur)
        cur = parent or cur
    clause = draft.open(clause_kind, cur, word)
    clause.verb = verb
    clause.subject = subject
    blamed = cur.verb is not None and cur.verb.lemma in _BLAMES and not cur.verb.passive
    if clause_kind == "gerund" and blamed and cur.objects:
        clause.subject = cur.objects[-1]
    elif clause_kind != "participle" and subject is not None:
        clause.subject = cur.subject
    clause.shared = True
    if noun is not None and clause_kind == "participle":
        clause.antecedent = noun
