"""Words of a text with their places in it: the one pass that geoparsing reads from."""

from __future__ import annotations

import re
from functools import lru_cache

# Letters keep their combining marks and joiners: a decomposed "é" or a Persian half-space does not end a word.
_LETTERS = "[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u064b-\u0652\u200c\u200d])*"
_WORD = re.compile(
    rf"""[a-z]+(?![\w'’\u0300-\u036f])|[A-Z][a-z]+(?![\w.'’\u0300-\u036f])  # nearly all
    |\b(?:[A-Z][a-z]{{0,2}}\.-?){{2,5}}(?![a-z])|\b[A-Z]\.[A-Z]\b  # U.S.  W.Va.  N.Y
    |{_LETTERS}(?:['’](?!(?:[sdmt]|ll|ve|re)\b){_LETTERS})*  # d’Ivoire  O'Fallon
    |\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b
    |\S""",
    re.VERBOSE,
)
_AFTER_APOSTROPHE = re.compile("['’](.)")
# Scripts without capitals: any word may be a name.
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE_END = frozenset(".!?:…؟\N{ARMENIAN FULL STOP}。")

CAPITAL, LOWER, CASELESS, NUMBER, MARK = "CLSNM"
HYPHENS = frozenset("-–\N{NON-BREAKING HYPHEN}")


class Words:
    """The words of `text` as parallel lists: `texts`, `lowers`, `starts`, `ends`, `kinds`, `opens` (begins a sentence).

    `joins[i]` tells what lies between word i and the next: "" (nothing), " " (a space or one line break), "|" (more).
    `whispers` tells a text without a capital letter.

    >>> words = Words("Fire in Ağdam, Azerbaijan.")
    >>> words.texts
    ['Fire', 'in', 'Ağdam', ',', 'Azerbaijan', '.']
    >>> "".join(words.kinds)
    'CLCMCM'
    """

    __slots__ = ("ends", "joins", "kinds", "lowers", "opens", "starts", "text", "texts", "whispers")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [match.span() for match in _WORD.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.texts = [text[start:end] for start, end in spans]
        shapes = list(map(_shape, self.texts))
        self.lowers = [lower for lower, _ in shapes]
        self.kinds = [kind for _, kind in shapes]
        self.joins = self._joins()
        self.opens = self._opens()
        self.whispers = CAPITAL not in self.kinds and self.kinds.count(LOWER) > 6

    def __len__(self) -> int:
        return len(self.texts)

    def _joins(self) -> list[str]:
        text, joins = self.text, []
        for end, start in zip(self.ends, self.starts[1:], strict=False):
            if start == end:
                joins.append("")
            elif start == end + 1:
                joins.append(" ")
            else:
                joins.append(" " if start - end < 4 and text.count("\n", end, start) < 2 else "|")
        if self.texts:
            joins.append("|")
        return joins

    def _opens(self) -> list[bool]:
        opens, fresh = [], True
        for word, kind, join in zip(self.texts, self.kinds, self.joins, strict=True):
            opens.append(fresh)
            fresh = join == "|" or (kind == MARK and (fresh or word in _SENTENCE_END))
        return opens


@lru_cache(maxsize=50_000)
def _shape(word: str) -> tuple[str, str]:
    """A word in small letters, and its kind."""
    first = word[0]
    if first.isdigit():
        kind = NUMBER
    elif not first.isalpha():
        kind = MARK
    elif first.isupper():
        kind = CAPITAL
    elif _CASELESS.match(first):
        kind = CASELESS
    else:  # "al-Qaim", "d'Ivoire": a small prefix does not make a name small
        tail = _AFTER_APOSTROPHE.search(word)
        kind = CAPITAL if tail and tail[1].isupper() else LOWER
    return word.lower(), kind
