"""Parsing: the clauses of a sentence, in one pass over its phrases.

No grammar is attempted: what matters is that a verb finds its own subject, that an object stays with its verb, and that
a reporting verb rules over its complement and no further.
"""

from __future__ import annotations

from dataclasses import replace

from seeds.clauses import Clause
from seeds.drafting import Draft
from seeds.joints import clause_follows, day_before, subordinate, take_joint
from seeds.phrases import Joint, Phrase, PrepPhrase, VerbGroup
from seeds.saying import link_reports
from seeds.text import Sentence
from seeds.verbs import take_verb

_SUFFERED = frozenset(
    """kill wound injure arrest detain release displace deport expel evacuate rescue sentence jail charge convict
    abduct kidnap ban free hospitalise
    hospitalize name appoint sack oust injure hurt""".split()
)


def find_clauses(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence that have a verb, in the order of their verbs."""
    return parse_sentence(sentence)[1]


def parse_sentence(sentence: Sentence) -> tuple[list[Phrase], list[Clause]]:
    """The phrases of a sentence, and its clauses that have a verb in the order of their verbs."""
    if not sentence.tokens:
        return [], []
    draft = Draft(sentence)
    _read(draft)
    made = [c for c in draft.clauses if c.verb is not None]
    for clause in made:
        _read_as_passive(clause)
        if clause.subject is None and clause.kind in ("participle", "gerund") and clause.parent is not None:
            clause.subject, clause.shared = clause.parent.subject, True
    link_reports(made)
    for clause in made:
        clause.according = draft.according.get(clause.segment)
    return draft.phrases, sorted(made, key=lambda c: c.verb.start if c.verb else 0)


def _read_as_passive(clause: Clause) -> None:
    """ "Two drivers released", "Scores killed in fighting": without an object these verbs tell what befell the
    subject."""
    verb = clause.verb
    if verb is not None and verb.ambiguous and verb.lemma in _SUFFERED and not clause.objects and clause.kind == "main":
        clause.verb = replace(verb, passive=True, ambiguous=False)


def _read(draft: Draft) -> None:
    for k, phrase in enumerate(draft.phrases):
        if isinstance(phrase, Joint):
            take_joint(draft, k, phrase)
        elif isinstance(phrase, VerbGroup):
            take_verb(draft, k, phrase)
        elif isinstance(phrase, PrepPhrase) and day_before(draft, k, phrase):
            draft.current.phrases += [Joint(phrase.start, phrase.start + 1, "adverb", phrase.prep), phrase.noun]
        elif isinstance(phrase, PrepPhrase) and clause_follows(draft, k, phrase):
            subordinate(draft, phrase.prep)
            draft.current.phrases.append(phrase.noun)
        else:
            if isinstance(phrase, PrepPhrase) and phrase.prep == "according to":
                draft.according[draft.segment] = phrase
            draft.current.phrases.append(phrase)
