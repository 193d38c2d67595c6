"""The grammar of time: patterns over the letters of `seeds.timewords`, in two steps.

First elementary expressions ("6 February", "last month", "three weeks earlier"), then phrases around them ("by the end
of October", "from 9 a.m. on Tuesday", "27 September-10 November 2020").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from seeds.timewords import TimeWord

_YEAR = r"(?:y|fy|f?[LXT]J|ft[SVF]J|fHS?J)"
_NUMBER = r"\$?(?:a?vf?|a|n-n|[ndho]n?|y)"
_ATOMS = re.compile(
    rf"""
    (?P<iso>i)|(?P<numeric>\#)
    |(?P<days>t?[do](?:,[do])*(?:[->]|,?&)[do]f?M(?:{_YEAR}|,y(?!\.))?
        |(?<!I)M[do](?:[->]|,?&)[do](?!M)(?:,?{_YEAR})?)
    |(?P<day>(?:[LXT]?W,?O?)?(?:t?[do]f?M(?:{_YEAR}|,y(?!\.))?|(?<!I)Mt?[do](?:,?{_YEAR})?))
    |(?P<feast>!(?:{_YEAR}|,y(?!\.))?)
    |(?P<month>(?:t[ZY]f|t?[EKm]-?)?(?:[LXT]M|tFM|M(?:{_YEAR}|,y(?!\.))|(?<=[IsUBRQfb<)EKG])M(?!')|(?<=m-)M|t?(?:S|HS?)M
        |(?<=tZf)M|(?<=tYf)M|(?<=M[>&-])M|(?<=y[>&-])M|M(?=[>-]M)))
    |(?P<weekdays>[LXTC]?W(?:,W)*&W)
    |(?P<weekday>(?:[LXTC]|t[FLVC])?W(?:f?[LXT]u)?)
    |(?P<monthly>t[1oL]uf(?:[LXT]M|M(?:{_YEAR}|,y(?!\.))?))
    |(?P<season>(?:t?[EKm]-?)?(?:[LXT]z|tFz|t?(?:S|HS?)z|(?<=I)tz(?!f)|t?z(?:fy|f?[LXT]J|fHS?J|y)))
    |(?P<decade>t?(?:[EKm]-?)?x)
    |(?P<part>t?[1oL]hf(?:y|[LXT]J))
    |(?P<years>y-(?:y|[dn])(?!n))
    |(?P<year>(?:(?:t[ZY]f|[EK]|m-?)?tJ|t[ZY]f|m-|[EK]
        |(?<=[IsUBRfb<)G])|(?<=[ta'])(?=y(?:\.|n-u))|(?<=y[>&])|(?<=\|)(?=y\|))y(?!n?J|n?u))
    |(?P<edge>t[ZY]f[tTLX][uJ])|(?P<out><t[uJ]\.\.)
    |(?P<night>j[O>.]W)
    |(?P<deictic>(?:tu[<)])?j)
    |(?P<ago>(?:{_NUMBER})?[uJ]g)
    |(?P<shift>{_NUMBER}[uJ](?:[eq]|[<)](?=[,|]|$))|[uJ][eq]|(?:^|(?<=[,|&]))tu[<)](?![tj])|tu[<)](?=[,|]|$))
    |(?P<offset>{_NUMBER}[uJ][<)])
    |(?P<then>(?<=[sBU])3)
    |(?P<lately>(?:[GIQ])?t?[LV]{_NUMBER}[uJ]|[GI]t[LV][uJ](?!f[LXTM]))
    |(?P<ahead>I{_NUMBER}[uJ](?![A'-]))
    |(?P<unit>(?:[LXT]|t[XVFL]|t?S|HS?)[uJ]|(?:[LT]|HS?|t?S|t[XFV])p|(?:[tLXT]|@t)w)
    |(?P<ordinal>(?<=[OBUsR<)])to(?:f(?:HS?|tS?)u|(?!f))(?![.MuJ-]))
    |(?P<hours>Gu)
    |(?P<length>{_NUMBER}-?[uJ](?:-?A)?|[uJ]-A)
    |(?P<every>D[WuJpw]|P)
    |(?P<vague>N|t?C[uJ])
    """,
    re.VERBOSE,
)
_UNDATED = frozenset({"length", "every", "vague", "offset"})
_CLOCK = r"(?:r?[)<@RBU]?[kc]l?)"
_PHRASES = re.compile(
    rf"""
    (?P<range>[bR]✦[>&-]✦|[IO@G]?✦[>-]✦)
    |(?P<since>s[EKr]?✦|st?\.{{1,3}}f✦)
    |(?P<by>B[EKr]?✦p?)
    |(?P<until>U[EKr]?✦p?)
    |(?P<before>r?<✦)
    |(?P<after>r?\)✦)
    |(?P<plain>(?:{_CLOCK},?)?[rEK]?[IO@GQRb]?(?:t?E?[pu]f)?✦(?:[EK]?p)?(?:[@,]?{_CLOCK})?)
    |(?P<clock>{_CLOCK})
    |(?P<other>✧)
    """,
    re.VERBOSE,
)
_NOT_PLURAL = frozenset({"is", "was", "has", "as", "its", "his", "this"})


@dataclass(frozen=True, slots=True)
class Atom:
    """An elementary expression: the pattern that found it, its words and their letters."""

    name: str
    words: list[TimeWord]
    letters: str

    def value(self, letters: str) -> int | None:
        return next((w.value for w in self.words if w.letter in letters), None)

    def word(self, letters: str) -> str | None:
        return next((w.word for w in self.words if w.letter in letters), None)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Elementary expressions with what leads them: `first` and `last` are the numbers of its words in the sentence."""

    name: str
    atoms: list[Atom]
    first: int
    last: int


def find_phrases(words: list[TimeWord]) -> list[Phrase]:
    """The time phrases of a sentence's words, left to right, none overlapping.

    >>> from seeds.timewords import time_words
    >>> line = "It will open by the end of October, 30 years after the 44-day war."
    >>> for phrase in find_phrases(time_words(line, 0, len(line))):
    ...     print(phrase.name, [atom.name for atom in phrase.atoms])
    by ['month']
    other ['offset']
    other ['length']
    """
    pieces = list(_pieces(words))
    shape = "".join(piece[0] for piece in pieces)
    found = []
    for m in _PHRASES.finditer(shape):
        here = pieces[m.start() : m.end()]
        atoms = [atom for _, _, _, atom in here if atom]
        found.append(Phrase(m.lastgroup or "plain", atoms, here[0][1], here[-1][2]))
    return found


def _pieces(words: list[TimeWord]) -> list[tuple[str, int, int, Atom | None]]:
    """(letter, first word, last word, atom): each elementary expression becomes one letter, dated or not."""
    letters = "".join(word.letter for word in words)
    pieces: list[tuple[str, int, int, Atom | None]] = []
    at = 0
    for m in _ATOMS.finditer(letters):
        if m.end() > m.start() and _sound(m, words):
            pieces += [(letters[i], i, i, None) for i in range(at, m.start())]
            atom = Atom(m.lastgroup or "", words[m.start() : m.end()], m.group())
            pieces.append(("✧" if atom.name in _UNDATED else "✦", m.start(), m.end() - 1, atom))
            at = m.end()
    return pieces + [(letters[i], i, i, None) for i in range(at, len(letters))]


def _sound(m: re.Match[str], words: list[TimeWord]) -> bool:
    """Is a four-digit number a year and not a count, a decade well written, "the month was out" really said so?"""
    if m.lastgroup == "out":
        return words[m.end() - 1].word == "out"
    if m.lastgroup == "night":  # "overnight on Monday", "overnight into Tuesday"
        return words[m.start()].word == "overnight" and words[m.start() + 1].word in ("on", "to", "into")
    if m.lastgroup not in ("year", "years"):
        return True
    year = next(word.value for word in words[m.start() :] if word.letter == "y")
    following = words[m.end()] if m.end() < len(words) else None
    counted = (
        following and following.letter == "." and following.word.endswith("s") and following.word not in _NOT_PLURAL
    )
    return year >= 1200 and not (counted and (year < 1900 or year % 100 == 0))
