"""Words of a text with their places in it: the one pass that geoparsing reads from."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

# Letters keep their combining marks and joiners: a decomposed "é" or a Persian half-space does not end a word.
_LETTERS = "[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u064b-\u0652\u200c\u200d])*"
_WORD = re.compile(
    rf"""([a-z]+(?![\w'’\u0300-\u036f])|[A-Z][a-z]+(?![\w.'’\u0300-\u036f])  # nearly all
    |\b(?:[A-Z][a-z]{{0,2}}\.-?){{2,5}}(?![a-z])|\b[A-Z]\.[A-Z]\b  # U.S.  W.Va.  N.Y
    |{_LETTERS}(?:['’](?!(?:[sdmt]|ll|ve|re)\b){_LETTERS})*  # d’Ivoire  O'Fallon
    |\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b
    |\S)""",
    re.VERBOSE,
)
_AFTER_APOSTROPHE = re.compile("['’](.)")
# Scripts without capitals: any word may be a name.
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE_END = frozenset(".!?:…؟\N{ARMENIAN FULL STOP}。")

CAPITAL, LOWER, CASELESS, NUMBER, MARK = "CLSNM"
HYPHENS = frozenset("-–\N{NON-BREAKING HYPHEN}")


class Words:
    """The words of `text`, side by side: `texts`, `lowers`, `starts`, `ends`, `kinds`, `opens` (begins a sentence).

    `joins[i]` tells what lies between word i and the next: "" (nothing), " " (a space or one line break), "|" (more).
    `whispers` tells a text without a capital letter.

    >>> words = Words("Fire in Ağdam, Azerbaijan.")
    >>> words.texts
    ['Fire', 'in', 'Ağdam', ',', 'Azerbaijan', '.']
    >>> words.kinds
    'CLCMCM'
    """

    __slots__ = ("ends", "joins", "kinds", "lowers", "opens", "starts", "text", "texts", "whispers")

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _WORD.split(text)  # what lies between, word, what lies between, word ...
        edges = list(accumulate(map(len, pieces)))
        self.starts, self.ends = edges[0:-1:2], edges[1::2]
        self.texts = pieces[1::2]
        self.lowers = list(map(str.lower, self.texts))
        self.kinds = "".join(map(_KINDS.__getitem__, self.texts))
        self.joins = list(map(_join, pieces[2:-1:2]))
        if self.texts:
            self.joins.append("|")
        self.opens = self._opens()
        self.whispers = CAPITAL not in self.kinds and self.kinds.count(LOWER) > 6

    def __len__(self) -> int:
        return len(self.texts)

    def _opens(self) -> list[bool]:
        opens = [True, *map("|".__eq__, self.joins)]
        texts = self.texts
        for i in self.of_kinds(MARK):
            if opens[i] or texts[i] in _SENTENCE_END:
                opens[i + 1] = True
        return opens[:-1]

    def of_kinds(self, *kinds: str) -> list[int]:
        """Which words are of one of these kinds."""
        found = []
        for kind in kinds:
            i = self.kinds.find(kind)
            while i >= 0:
                found.append(i)
                i = self.kinds.find(kind, i + 1)
        return sorted(found) if len(kinds) > 1 else found


def _kind(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return NUMBER
    if not first.isalpha():
        return MARK
    if first.isupper():
        return CAPITAL
    if _CASELESS.match(first):
        return CASELESS
    # "al-Qaim", "d'Ivoire": a small prefix does not make a name small
    tail = _AFTER_APOSTROPHE.search(word)
    return CAPITAL if tail and tail[1].isupper() else LOWER


class _Kinds(dict[str, str]):
    """The kinds of words seen: half the price of a cache that keeps an order; it starts anew when it is full."""

    def __missing__(self, word: str) -> str:
        if len(self) >= 50_000:
            self.clear()
        kind = self[word] = _kind(word)
        return kind


_KINDS = _Kinds()


@lru_cache(maxsize=1_000)
def _join(gap: str) -> str:
    if len(gap) < 2:
        return " " if gap else ""
    return " " if len(gap) < 4 and gap.count("\n") < 2 else "|"
