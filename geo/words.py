"""Words of a text with their places in it: the one pass that geoparsing reads from."""

from __future__ import annotations

import re
from bisect import bisect_right
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
# "d'Ivoire", "d’Este": a small prefix does not make a name small.
_PREFIX = re.compile("(?<=[^\\W\\d_])['’]([^\\W\\d_])")
# Scripts without capitals: any word may be a name.
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE_END = frozenset(".!?:…؟\N{ARMENIAN FULL STOP}。")

CAPITAL, LOWER, CASELESS, NUMBER, MARK = "CLSNM"
HYPHENS = frozenset("-–\N{NON-BREAKING HYPHEN}")


class Words:
    """The words of `text`, side by side: `texts`, `lowers`, `starts`, `ends`, `kinds`, `opens` (begins a sentence).

    `joins[i]` tells what lies between word i and the next: "" (nothing), " " (a space or one line break), "|" (more).
    `capitals` are the words that begin with one, `nameable` those that a name may begin with: all words in a text that
    `whispers`, without a capital letter. `vocabulary` are the `lowers` once each.

    >>> words = Words("Fire in Ağdam, Azerbaijan.")
    >>> words.texts
    ['Fire', 'in', 'Ağdam', ',', 'Azerbaijan', '.']
    >>> words.kinds
    'CLCMCM'
    """

    __slots__ = (
        "capitals", "ends", "joins", "kinds", "lowers", "nameable", "opens", "starts", "text", "texts", "vocabulary",
        "whispers",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _WORD.split(text)  # what lies between, word, what lies between, word ...
        edges = list(accumulate(map(len, pieces)))
        self.starts, self.ends = edges[0:-1:2], edges[1::2]
        self.texts = pieces[1::2]
        self.lowers = list(map(str.lower, self.texts))
        self.vocabulary = set(self.lowers)
        firsts = [word[0] for word in self.texts]
        for apostrophe in _PREFIX.finditer(text) if "’" in text or "'" in text else ():
            i = bisect_right(self.starts, apostrophe.start()) - 1
            if self.ends[i] > apostrophe.end() and apostrophe[1].isupper():
                firsts[i] = apostrophe[1]
        self.kinds = "".join(firsts).translate(_KINDS)
        self.joins = [gap if gap == " " or not gap else _join(gap) for gap in pieces[2:-1:2]]
        if self.texts:
            self.joins.append("|")
        self.opens = self._opens()
        self.capitals = self.of_kind(CAPITAL)
        self.whispers = not self.capitals and self.kinds.count(LOWER) > 6
        others = [*self.of_kind(CASELESS), *(self.of_kind(LOWER) if self.whispers else ())]
        self.nameable = sorted(self.capitals + others) if others else self.capitals

    def __len__(self) -> int:
        return len(self.texts)

    def _opens(self) -> list[bool]:
        opens, texts = [True, *[join == "|" for join in self.joins]], self.texts
        for i in self.of_kind(MARK):
            if texts[i] in _SENTENCE_END or opens[i]:
                opens[i + 1] = True
        opens.pop()
        return opens

    def of_kind(self, kind: str) -> list[int]:
        """Which words are of this kind."""
        found, find = [], self.kinds.find
        i = find(kind)
        while i >= 0:
            found.append(i)
            i = find(kind, i + 1)
        return found


class _Kinds(dict[int, str]):
    """The kind of a word by its first letter's code point."""

    def __missing__(self, code: int) -> str:
        first = chr(code)
        if not first.isalpha():
            kind = NUMBER if first.isdigit() else MARK
        elif first.isupper():
            kind = CAPITAL
        else:
            kind = CASELESS if _CASELESS.match(first) else LOWER
        self[code] = kind
        return kind


_KINDS = _Kinds()


def _join(gap: str) -> str:
    return " " if len(gap) < 4 and gap.count("\n") < 2 else "|"
