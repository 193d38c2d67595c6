"""Phrases of a sentence: noun phrases, prepositional phrases, verb groups and the joints between them.

Each phrase is a half-open range of token indices of its sentence; what it says is always looked up in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeGuard

from seeds.article import Span
from seeds.text import Sentence, Token

JointKind = Literal["comma", "stop", "and", "but", "sub", "relative", "adverb", "quote", "there", "mark"]


@dataclass(frozen=True, slots=True, eq=False)
class NounPhrase:
    """`head` is the token index of its main word; `members` the parts of a list; `apposition` its other name."""

    start: int
    end: int
    head: int
    members: tuple[NounPhrase, ...] = ()
    apposition: NounPhrase | None = None
    time: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PrepPhrase:
    start: int
    end: int
    prep: str
    noun: NounPhrase


@dataclass(frozen=True, slots=True, eq=False)
class VerbGroup:
    """`form`: finite, to, gerund, participle or bare; `tense`: past, present, future or none."""

    start: int
    end: int
    head: int
    lemma: str
    form: Literal["finite", "to", "gerund", "participle", "bare"]
    tense: Literal["past", "present", "future", "none"] = "none"
    modal: str | None = None
    particle: str | None = None
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    ambiguous: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Adjective:
    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    start: int
    end: int
    kind: JointKind
    word: str


Phrase = NounPhrase | PrepPhrase | VerbGroup | Adjective | Joint


def joint_is(phrase: Phrase | None, *kinds: JointKind) -> TypeGuard[Joint]:
    return isinstance(phrase, Joint) and phrase.kind in kinds


def noun_of(phrase: Phrase | None) -> NounPhrase | None:
    """The noun phrase that a phrase is or holds."""
    if isinstance(phrase, PrepPhrase):
        return phrase.noun
    return phrase if isinstance(phrase, NounPhrase) else None


def is_time(phrase: Phrase | None) -> bool:
    return isinstance(phrase, NounPhrase) and phrase.time


def span_of(sentence: Sentence, start: int, end: int) -> Span:
    """The characters from token `start` up to token `end` (half-open)."""
    return Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)


class Words:
    """The tokens of a sentence, their lower-case words and their tags side by side."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.low = [t.lower for t in tokens]
        self.tag = [t.tag for t in tokens]
        self.n = len(tokens)
