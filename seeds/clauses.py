"""Clauses: one verb with its subject, objects and phrases, and how it hangs on another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from seeds.article import Span
from seeds.phrases import Adjective, NounPhrase, Phrase, PrepPhrase, VerbGroup, joint_is, span_of
from seeds.text import Sentence

ClauseKind = Literal["main", "complement", "subordinate", "relative", "participle", "gerund", "infinitive"]


@dataclass(slots=True, eq=False)
class Clause:
    """One clause. `phrases` are its own, in order; a child clause holds its own. `subject` may be shared or
    inherited."""

    sentence: Sentence
    kind: ClauseKind
    segment: int
    parent: Clause | None = None
    subordinator: str | None = None
    verb: VerbGroup | None = None
    subject: NounPhrase | None = None
    shared: bool = False
    antecedent: NounPhrase | None = None
    phrases: list[Phrase] = field(default_factory=list)
    reporter: Clause | None = None
    existential: bool = False
    according: PrepPhrase | None = None

    def text(self, phrase: Phrase) -> str:
        return " ".join(t.text for t in self.sentence.tokens[phrase.start : phrase.end])

    def after_verb(self) -> list[Phrase]:
        return [p for p in self.phrases if self.verb is not None and p.start >= self.verb.end]

    def before_verb(self) -> list[Phrase]:
        return [p for p in self.phrases if self.verb is None or p.start < self.verb.start]

    @property
    def objects(self) -> list[NounPhrase]:
        """Noun phrases after the verb that are not times, prepositional or appositions (after a comma)."""
        found: list[NounPhrase] = []
        for p in self.after_verb():
            if isinstance(p, NounPhrase) and not p.time and not self._after_comma(p):
                found.append(p)
        return found

    def _after_comma(self, phrase: Phrase) -> bool:
        before = phrase.start - 1
        while before >= 0 and self.sentence.tokens[before].text in ("“", "”", '"'):
            before -= 1
        return before >= 0 and self.sentence.tokens[before].text in (",", "(", "—", "–")

    @property
    def preps(self) -> list[PrepPhrase]:
        """Prepositional phrases of the verb: those after it, and those that stand before the subject."""
        first = self.subject.start if self.subject is not None and not self.shared else None
        fronted = [
            p
            for p in self.before_verb()
            if isinstance(p, PrepPhrase) and (first is None or p.start < first or self._fronted(p))
        ]
        return fronted + [p for p in self.after_verb() if isinstance(p, PrepPhrase)]

    def _fronted(self, phrase: PrepPhrase) -> bool:
        """ "Azerbaijan and Iran on Friday laid": a time between subject and verb is the verb's."""
        return phrase.noun.time and self.verb is not None

    @property
    def adjective(self) -> Adjective | None:
        return next((p for p in self.after_verb() if isinstance(p, Adjective)), None)

    @property
    def adverbs(self) -> set[str]:
        """Lower-case adverbs of the clause and of its verb group."""
        tokens = self.sentence.tokens
        words = {tokens[p.start].lower for p in self.phrases if joint_is(p, "adverb")}
        if self.verb is not None:
            words |= {t.lower for t in tokens[self.verb.start : self.verb.end] if t.tag == "RB"}
        return words

    @property
    def start(self) -> int:
        """First token of the clause's own words (subject or verb)."""
        own = [p.start for p in self.phrases]
        if self.verb is not None:
            own.append(self.verb.start)
        if self.subject is not None and not self.shared and self.kind != "relative":
            own = [self.subject.start, *[s for s in own if s > self.subject.start]]
        return min(own, default=0)

    @property
    def end(self) -> int:
        own = [p.end for p in self.phrases]
        if self.verb is not None:
            own.append(self.verb.end)
        return max(own, default=0)

    @property
    def span(self) -> Span:
        return span_of(self.sentence, self.start, max(self.end, self.start + 1))
