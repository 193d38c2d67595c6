"""Neighbours: the words of a sentence while they are being tagged, and what stands around each."""

from __future__ import annotations

from collections.abc import Sequence

from seeds import timewords
from seeds.tags import BE, CLOSED, DO, FINITE, HAVE, MODALS, NOUN, VERB
from seeds.wordforms import guess_lemma, lexicon, singular

_LEMMAS = dict.fromkeys(BE, "be") | dict.fromkeys(HAVE, "have") | dict.fromkeys(DO, "do")
_LEMMAS |= {"n't": "not", "ca": "can", "wo": "will", "'ll": "will", "'d": "would", "done": "do", "doing": "do"}
_CALENDAR = frozenset(timewords.MONTHS) | frozenset(timewords.WEEKDAYS)
ADJ_ENDINGS = tuple("ous ful less ive able ible ic ish ary al ern led backed based ese".split())


class Row:
    """The words of one sentence, tagged from the left."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.lower = [w.lower().replace("’", "'") for w in words]
        self.lex = lexicon()
        self.tags: list[str] = []
        self.finite_seen = False
        capitals = sum(w[:1].isupper() for w in words if w[:1].isalpha())
        letters = sum(w[:1].isalpha() for w in words)
        self.title_case = letters >= 4 and capitals >= 0.7 * letters and words[-1] not in (".", "!", "?")

    def add(self, tag: str) -> None:
        """Tag the next word; a finite verb is looked for anew after each joint."""
        low = self.lower[len(self.tags)]
        self.tags.append(tag)
        if tag in FINITE:
            self.finite_seen = True
        elif tag in ("CC", "PUNCT", "WDT", "WRB", "WP") or low in ("that", "after", "as", "while", "because"):
            self.finite_seen = False

    def lemma(self, i: int, tag: str) -> str:
        low = self.lower[i]
        if tag == "POS":
            return "'s"
        if tag in VERB or tag == "MD":
            if low in _LEMMAS:
                return _LEMMAS[low]
            known = self.lex.verbs.get(low)
            return known[0] if known else guess_lemma(low)
        if tag == "JJ" and low in self.lex.verbs and low.endswith(("ed", "en", "ing")):
            return low
        return singular(low) if tag == "NNS" else low

    def prev(self, i: int, *, skip_adverbs: bool = False) -> tuple[str, str]:
        """Tag and lower-case word before i."""
        j = i - 1
        while skip_adverbs and j >= 0 and (self.tags[j] == "RB" or self.lower[j] in ('"', "“", "”")):
            j -= 1
        return (self.tags[j], self.lower[j]) if j >= 0 else ("^", "")

    def peek(self, i: int) -> str:
        """A first guess at the tag of the word at i, before its turn comes."""
        if i >= len(self.words):
            return "$"
        word, low = self.words[i], self.lower[i]
        if low in CLOSED:
            return CLOSED[low]
        if not word[0].isalnum():
            return "PUNCT" if word[0] not in "'’" else "POS"
        if word[0].isdigit():
            return "CD"
        if word[0].isupper() and not self.title_case:
            return "NNP"
        if low in self.lex.adjectives:
            return "JJ"
        if low in self.lex.nouns or low in self.lex.both:
            return "NN"
        if low in self.lex.verbs:
            return min(self.lex.verbs[low][1])
        if low in self.lex.adverbs or low.endswith("ly"):
            return "RB"
        return "JJ" if low.endswith(ADJ_ENDINGS) else "NN"

    def starts(self, i: int) -> bool:
        """Does the sentence begin at i, but for marks?"""
        return all(not w[:1].isalnum() for w in self.words[:i])

    def starts_verb(self, i: int) -> bool:
        known = self.lex.verbs.get(self.lower[i]) if i < len(self.words) else None
        return known is not None and bool(known[1] & {"VBZ", "VBD"}) and self.words[i][0].islower()

    def starts_past(self, i: int) -> bool:
        known = self.lex.verbs.get(self.lower[i])
        return known is not None and "VBN" in known[1]

    def qualified_name(self, i: int) -> bool:
        """ "eastern Turkey": an adjective and a name, which only a verb can have before it and after a noun."""
        return self.peek(i) == "JJ" and self.peek(i + 1) == "NNP"

    def nominal_slot(self, i: int) -> bool:
        return self.prev(i)[0] in ("DT", "PRP$", "JJ", "POS", "CD", "IN", "NN", "NNP", "^")

    def accused(self, i: int) -> bool:
        """ "accused Baku of opening fire": what somebody is accused of is done, not named."""
        lemmas = {self.lemma(j, self.tags[j]) for j in range(max(0, i - 7), i) if self.tags[j] in VERB}
        return bool(lemmas & {"accuse", "suspect", "convict", "acquit"})

    def fronted(self, i: int) -> bool:
        """Do only a preposition and a name stand before a word ("In Gori …")?"""
        return 2 <= i <= 4 and self.tags[0] == "IN" and all(tag == "NNP" for tag in self.tags[1:i])

    def finite_ahead(self, i: int) -> bool:
        """Is there a surer verb before the next break? Then this word is likely its subject."""
        for j in range(i + 1, min(i + 9, len(self.words))):
            low = self.lower[j]
            if low == "'s" and self.peek(j - 1) == "NNP" and self.peek(j + 1) in NOUN | {"JJ"}:
                continue
            if low in BE | HAVE | MODALS | DO:
                return True
            if low in (",", ";", ".", ":", "that", "who", "which", "and", "as", "after", "while", "when", "where"):
                return False
            known = self.lex.verbs.get(low)
            if known and low not in self.lex.both and known[1] & {"VBZ", "VBD"} and low not in self.lex.adjectives:
                return self.peek(j - 1) != "DT"
        return False

    def plural_subject(self, i: int) -> bool:
        """ "Fighters of the coalition attack Bourem": a plural opens the clause and no surer verb follows."""
        start = next((j + 1 for j in range(i - 1, -1, -1) if self.tags[j] == "PUNCT"), 0)
        if self.finite_seen or self.finite_ahead(i) or not 1 <= i - start <= 8:
            return False
        opening = [tag for tag in self.tags[start:i] if tag in NOUN]
        return opening[:1] == ["NNS"]

    def fronts(self, i: int) -> bool:
        """Does a name stand right behind a word that is no weekday and no month?"""
        return self.peek(i + 1) == "NNP" and self.lower[i + 1] not in _CALENDAR

    def inverted(self, i: int) -> bool:
        """ "Not until then did the two sides pull back": a bare verb after its subject after "did"."""
        for j in range(i - 2, max(-1, i - 7), -1):
            if self.lower[j] in DO and self.tags[j] in FINITE:
                return self.tags[i - 1] in NOUN | {"PRP"} and self.tags[j + 1] in NOUN | {"DT", "PRP",
                "PRP$"} and j > 0 and self.tags[j - 1] in ("IN", "CD", "RB", "NNP", "NN", "CC")  # fmt: skip
            if self.tags[j] in VERB:
                return False
        return False

    def verb_before(self, i: int) -> str:
        for tag in reversed(self.tags[max(0, i - 8) : i]):
            if tag in VERB:
                return tag
        return ""

    def can_be_base(self, i: int) -> bool:
        while i < len(self.words) and self.lower[i].endswith("ly") and self.lower[i] not in self.lex.verbs:
            i += 1
        if i >= len(self.words):
            return False
        low = self.lower[i]
        if low in ("be", "have", "do"):
            return True
        known = self.lex.verbs.get(low)
        capital = self.words[i][0].isupper() and not self.title_case
        return known is not None and "VB" in known[1] and not capital
