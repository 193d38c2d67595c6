"""Candidates: what one sentence may tell of, with the words in its roles. Spans only; nothing is resolved here."""

from __future__ import annotations

from dataclasses import dataclass, field

from seeds.article import Span
from seeds.clauses import Clause
from seeds.frames import Frame, FrameTable, Reader
from seeds.phrases import NounPhrase, Phrase, PrepPhrase
from seeds.text import Sentence, Token
from seeds.wordforms import is_demonym

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
    dated: Span | None = None  # the only words that may date it, where another reader names them
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """A sentence read: its phrases, clauses and reader, and what it proposes."""

    sentence: Sentence
    phrases: list[Phrase]
    clauses: list[Clause]
    reader: Reader
    candidates: list[Candidate] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # starts of noun phrases that a clause has taken for its event

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    @property
    def table(self) -> FrameTable:
        return self.reader.table

    def has_name(self, span: Span) -> bool:
        return any(t.tag == "NNP" and not is_demonym(t.text) for t in self.tokens if t.span in span)

    def siblings(self, clause: Clause) -> list[Clause]:
        """The verbs joined under one subject, in order."""
        subject = clause.subject
        if subject is None:
            return [clause]
        alike = [c for c in self.clauses if c.kind == clause.kind and c.parent is clause.parent]
        return [
            c
            for c in alike
            if c.segment == clause.segment and c.subject is not None and c.subject.start == subject.start
        ]

    def candidate(self, frame: Frame, clause: Clause, trigger: int, source: str) -> Candidate:
        """A candidate of a clause's own words and phrases; one that hangs on a noun right before it takes that in."""
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
