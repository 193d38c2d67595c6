"""Words of a text with their places in it: the one pass that geoparsing reads from."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Letters keep their combining marks and joiners: a decomposed "é" or a Persian half-space does not end a word.
_LETTERS = "[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u064b-\u0652\u200c\u200d])*"
_WORD = re.compile(
    rf"""(?P<initials>\b(?:[A-Z][a-z]{{0,2}}\.-?){{2,5}}(?![a-z])|\b[A-Z]\.[A-Z]\b)  # U.S.  W.Va.  N.Y
    |(?P<word>{_LETTERS}(?:['’](?!(?:[sdmt]|ll|ve|re)\b){_LETTERS})*)  # d’Ivoire  O'Fallon
    |(?P<number>\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b)
    |(?P<mark>\S)""",
    re.VERBOSE,
)
# Scripts without capitals: any word may be a name.
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE_END = frozenset(".!?:…؟\N{ARMENIAN FULL STOP}。")
_OPENING = frozenset("\"'“‘«([{—–-*•|`")

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
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        for match in _WORD.finditer(text):
            word = match.group()
            self.texts.append(word)
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.kinds.append(_kind(word, match.lastgroup))
        self.lowers = [word.lower() for word in self.texts]
        self.joins = list(self._joins())
        self.opens = list(self._opens())
        capitals = sum(kind == CAPITAL for kind in self.kinds)
        lowers = self.kinds.count(LOWER)
        self.whispers = lowers > 6 and capitals == 0

    def __len__(self) -> int:
        return len(self.texts)

    def _joins(self) -> Iterator[str]:
        for end, start in zip(self.ends, self.starts[1:], strict=False):
            if end == start:
                yield ""
            else:
                gap = self.text[end:start]
                yield " " if gap == " " or (len(gap) < 4 and gap.count("\n") < 2) else "|"
        if self.texts:
            yield "|"

    def _opens(self) -> Iterator[bool]:
        fresh = True
        for word, join in zip(self.texts, self.joins, strict=True):
            yield fresh
            if word in _SENTENCE_END or (fresh and word in _OPENING):
                fresh = True
            else:
                fresh = join == "|" or (fresh and not word[0].isalnum())


def _kind(word: str, group: str | None) -> str:
    if group == "initials":
        return CAPITAL
    if group == "number":
        return NUMBER
    if group == "mark":
        return MARK
    first = word[0]
    if first.isupper() or (not first.isalpha() and word[1:2].isupper()):
        return CAPITAL
    if _CASELESS.match(first):
        return CASELESS
    # "al-Qaim", "d'Ivoire": a small prefix does not make a name small.
    tail = re.search(r"['’](.)", word)
    return CAPITAL if tail and tail.group(1).isupper() else LOWER
