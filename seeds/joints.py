"""Joints: the commas, conjunctions and relative words that close a clause and open the next."""

from __future__ import annotations

from seeds.clauses import ClauseKind
from seeds.drafting import Draft
from seeds.phrases import Joint, NounPhrase, Phrase, PrepPhrase, VerbGroup, joint_is, noun_of
from seeds.saying import REPORTING, is_report

_CONTENT_NOUNS = frozenset(
    """fear claim report statement announcement time fact hope warning news allegation concern possibility suspicion
    accusation belief
    sign evidence rumour rumor suggestion view assurance agreement condition demand worry likelihood chance idea
    charge proof""".split()
)
_MAYBE_SUBORDINATORS = frozenset("as after before since until till while once than like".split())
_PLACED = frozenset("in at on near along off outside".split())


def take_joint(draft: Draft, k: int, joint: Joint) -> None:
    """Open or close what the joint at k opens or closes."""
    if joint.kind == "stop":
        draft.segment += 1
        draft.open("main")
    elif joint.kind == "comma":
        draft.comma = k
        host = draft.current if draft.current.verb is None else draft.current.parent
        if host is not None and host.verb is None:
            host.phrases.append(joint)
    elif joint.kind in ("and", "but"):
        draft.cc = k
    elif joint.kind == "sub":
        _subordinator(draft, k, joint.word)
    elif joint.kind == "relative":
        _relative(draft, k, joint.word)
    elif joint.kind == "there":
        draft.current.existential = True
    elif joint.kind == "adverb":
        draft.current.phrases.append(joint)


def _subordinator(draft: Draft, k: int, word: str) -> None:
    if word != "that":
        subordinate(draft, word)
        return
    before = draft.phrases[k - 1] if k else None
    if draft.cc == k - 1 and draft.current.kind in ("complement", "subordinate"):
        parent = draft.current.parent
        draft.open("complement", parent, "that")
        return
    noun = noun_of(before)
    governor = draft.current.verb.lemma if draft.current.verb else ""
    tells = governor in ("tell", "warn", "inform", "assure", "notify", "remind", "persuade", "convince", "show")
    if (
        noun is not None
        and not tells
        and not noun.time
        and not (governor in REPORTING and isinstance(before, PrepPhrase))
    ):
        content = draft.tokens[noun.head].lemma in _CONTENT_NOUNS
        clause = draft.open("complement" if content else "relative", draft.current, "that")
        clause.antecedent = None if content else noun
        return
    draft.open("complement", draft.current, "that")


def subordinate(draft: Draft, word: str) -> None:
    asked = word in ("whether", "what", "how", "why", "if", "when", "where", "who") and is_report(draft.current)
    kind: ClauseKind = "complement" if asked and not draft.current.objects else "subordinate"
    draft.open(kind, draft.current if draft.current.verb else draft.current.parent or draft.current, word)


def _relative(draft: Draft, k: int, word: str) -> None:
    antecedent = _antecedent_of(draft, k, word)
    clause = draft.open("relative", draft.current, word)
    clause.antecedent = antecedent


def _antecedent_of(draft: Draft, k: int, word: str) -> NounPhrase | None:
    """What a relative word at k goes on to speak of: the noun before it, or one that this noun hangs on."""
    j, comma = k - 1, False
    while j >= 0 and isinstance(draft.phrases[j], Joint):
        comma |= joint_is(draft.phrases[j], "comma")
        j -= 1
    chain: list[Phrase] = []
    while j >= 0 and len(chain) < 6:
        phrase = draft.phrases[j]
        chain.append(phrase)
        if not isinstance(phrase, PrepPhrase):
            break
        j -= 1
    nouns = [n for n in map(noun_of, chain) if n is not None]
    if not nouns:
        return None
    nearest = nouns[0]
    if nearest.time:
        return None
    bare = not nearest.members and all(t.tag in ("NNP", "POS") for t in draft.tokens[nearest.start : nearest.end])
    between = isinstance(chain[0], PrepPhrase) and chain[0].prep in ("between", "along", "in") and len(nouns) > 1
    placed = isinstance(chain[0], PrepPhrase) and chain[0].prep in _PLACED
    named = any(t.tag == "NNP" for t in draft.tokens[nearest.start : nearest.end])
    if word == "that" and placed and named and not comma and len(nouns) > 1:
        return nouns[1]
    if (
        word in ("that", "which")
        and len(nouns) > 1
        and ((bare and not comma) or (between and (bare or nearest.members or not comma)))
    ):
        return nouns[-1] if between else nouns[1]
    return nearest


def clause_follows(draft: Draft, k: int, prep: PrepPhrase) -> bool:
    """ "after Azerbaijan imposed" opens a clause, "after midnight" does not."""
    if prep.prep not in _MAYBE_SUBORDINATORS:
        return False
    verb = draft.phrases[k + 1] if k + 1 < len(draft.phrases) else None
    if prep.noun.time and not (isinstance(verb, VerbGroup) and verb.lemma in ("be", "end", "pass", "begin")):
        return False
    behind = (
        draft.current.verb is None
        and draft.current.kind in ("main", "complement")
        and noun_of(draft.before(k)) is not None
    )
    if behind and prep.prep not in ("as", "while"):
        return False
    for phrase in draft.phrases[k + 1 : k + 6]:
        if isinstance(phrase, VerbGroup):
            return phrase.form == "finite"
        if isinstance(phrase, PrepPhrase) and phrase.prep not in _MAYBE_SUBORDINATORS:
            continue
        if not joint_is(phrase, "adverb", "quote"):
            return False
    return False


def day_before(draft: Draft, k: int, prep: PrepPhrase) -> bool:
    """ "the day before he had held talks" opens with a time, not with "before he"."""
    ahead = draft.phrases[k + 1] if k + 1 < len(draft.phrases) else None
    time = draft.phrases[k - 1] if k else None
    definite = isinstance(time, NounPhrase) and time.time and draft.tokens[time.start].lower == "the"
    return prep.prep in ("before", "after") and definite and isinstance(ahead, VerbGroup) and draft.current.verb is None
