"""Drafting: the clauses of a sentence while they are being made, and what stands around a phrase."""

from __future__ import annotations

from seeds.chunking import find_phrases
from seeds.clauses import Clause, ClauseKind
from seeds.phrases import NounPhrase, Phrase, PrepPhrase, VerbGroup, joint_is
from seeds.text import Sentence


class Draft:
    """The clauses of a sentence so far. `current` is open; the last "and" stood at `cc`, the last comma at `comma`."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.phrases = find_phrases(sentence)
        self.clauses: list[Clause] = []
        self.segment = 0
        self.according: dict[int, PrepPhrase] = {}
        self.cc = -1
        self.comma = -1
        self.current = self.open("main")

    def open(self, kind: ClauseKind, parent: Clause | None = None, subordinator: str | None = None) -> Clause:
        clause = Clause(self.sentence, kind, self.segment, parent, subordinator)
        self.clauses.append(clause)
        self.current = clause
        return clause

    def before(self, k: int) -> Phrase | None:
        """The phrase before k, adverbs and quotation marks skipped."""
        j = k - 1
        while j >= 0:
            phrase = self.phrases[j]
            if not joint_is(phrase, "adverb", "quote", "mark"):
                return phrase
            j -= 1
        return None

    def joined(self, k: int) -> bool:
        """Does "and" or "but" stand before the phrase at k?"""
        return joint_is(self.before(k), "and", "but")

    def noun_after(self, verb: VerbGroup) -> bool:
        """Does an object, and no time, stand right behind a verb?"""
        following = next((p for p in self.phrases if p.start >= verb.end), None)
        return isinstance(following, NounPhrase) and not following.time
