"""The words of time. Every token of a sentence becomes one letter, so that rules about times are short patterns.

The letters: M month, W weekday, P "Fridays", d 1-31, o "6th", y year, n number, v "a few", i ISO date, # 6/2/2023,
! "Christmas Eve", k "9 a.m.", c noon, 3 "then", l time zone, x "1990s", z season, 1 "first", u unit, J year (the unit),
w weekend, j today,
p morning, L last, X next, T this, C coming, V previous, F following, S same, H that, t the, a a, f of, I in, O on,
@ at, B by, s since, U until, R from, > to, & and, b between, < before, ) after, g ago, e earlier, q later, E early,
K late, m mid, Z end, Y beginning, r shortly, G during, Q for, h half, $ about, A "apart" or "long", N now, D every,
' possessive, comma and dash themselves, "." any other word, "|" any other mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from seeds.numerals import WORDS

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_TOKEN = re.compile(
    r"""(?P<i>\d{4}-\d{2}-\d{2}(?![\d-]))
    |(?P<hash>\d{1,2}([./])\d{1,2}\3\d{4}(?!\d))
    |(?P<k>\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?|(?<![\d:])[0-2]?\d:[0-5]\d(?![\d:])|\d{4}(?=\s(?:GMT|UTC)))
    |(?P<x>\d{3}0s|['’]\d0s)
    |(?P<money>[$€£¥₽]\s?\d[\d,.]*(?:bn|m|k)?\b)
    |(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>(?:st|nd|rd|th)(?![^\W\d_])|%|[^\W\d_]\w*)?
    |(?P<abbreviated>(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(?:\.|(?=,?\s\d))|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)
    |(?P<feast>(?:New\sYear['’]s|Christmas)\s(?:Day|Eve)\b)
    |(?P<possessive>['’]s\b)
    |(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)
    |(?P<mark>\S)""",
    re.VERBOSE,
)
_WORDS: dict[str, str] = {
    "L": "last", "X": "next", "T": "this", "C": "coming", "V": "previous preceding prior past", "F": "following",
    "S": "same", "H": "that", "t": "the", "a": "a an", "f": "of", "I": "in", "O": "on", "@": "at", "B": "by",
    "s": "since", "U": "until till", "R": "from", ">": "to through", "&": "and or", "b": "between",
    "<": "before", ")": "after", "g": "ago", "e": "earlier", "q": "later afterwards", "E": "early", "K": "late",
    "m": "mid", "Z": "end", "Y": "beginning start middle", "r": "shortly soon just immediately",
    "G": "during throughout within over", "Q": "for", "h": "half quarter",
    "$": "about around nearly almost roughly approximately some", "A": "apart long old", "D": "every each",
    "N": "now currently recently lately nowadays", "w": "weekend", "J": "year years",
    "u": "day days week weeks fortnight month months decade decades century centuries hour hours minute minutes "
         "seconds night nights",
    "p": "morning afternoon evening night dawn dusk lunchtime",
    "c": "noon midday midnight daybreak sunrise sunset",
    "l": "gmt utc cet cest est edt msk", "v": "several few many couple",
    "j": "today yesterday tomorrow tonight overnight", "1": "first second third fourth", "3": "then",
    "n": " ".join(WORDS) + " hundred",
}  # fmt: skip
_LETTER = {word: letter for letter, words in _WORDS.items() for word in words.split()}
_LETTER |= dict.fromkeys(("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"), "P")
FEASTS = {"new year’s day": (1, 1), "new year’s eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24)}
"""Days that fall on the same date (month, day) every year."""

_AMBIGUOUS = frozenset({"march", "may", "april", "june", "august"})
_NOT_NAMES = frozenset("mr mrs ms dr".split())
_FEASTS = frozenset("black good bloody palm easter super cyber".split())
_PAPERS = frozenset("times telegraph mirror express post mail".split())


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A token of a sentence as time sees it: where it stands, its lower-case word, its letter."""

    start: int
    end: int
    word: str
    letter: str

    @property
    def value(self) -> int:
        """The number, month (1-12), weekday (0-6), season (0-3) or ordinal that the word stands for."""
        word = self.word.rstrip(".")
        if self.letter == "M":
            return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(word[:3]))
        if self.letter == "W":
            return next(i for i, day in enumerate(WEEKDAYS) if day.startswith(word[:3]))
        if word in SEASONS:
            return SEASONS[word]
        if word in ORDINALS:
            return ORDINALS[word]
        if word == "hundred":
            return 100
        return WORDS[word] if word in WORDS else int(float(re.sub(r"[^\d.]", "", word) or 1))


def time_words(text: str, start: int, end: int) -> list[TimeWord]:
    """The tokens of `text[start:end]`, each with its letter."""
    found: list[TimeWord] = []
    for m in _TOKEN.finditer(text, start, end):
        word = m.group()
        letter = _letter(m, word)
        if letter in "MW" and _is_name(text, m, found, letter):
            letter = "."
        if letter == "k" and m.end() == end and word.endswith("."):
            word = word[:-1]  # the full stop is the sentence's
        found.append(TimeWord(m.start(), m.start() + len(word), word.lower(), letter))
    return found


def _letter(m: re.Match[str], word: str) -> str:
    kind = m.lastgroup
    if kind == "word":
        return _word_letter(word)
    if kind in ("i", "k", "x"):
        return kind
    if kind == "feast":
        return "!"
    if kind == "hash":
        return "#"
    if kind == "abbreviated":
        return "M" if word.rstrip(".").lower()[:3] in {month[:3] for month in MONTHS} else "W"
    if kind == "possessive":
        return "'"
    if kind == "mark":
        return word if word == "," else "-" if word in "-–—\u2011" else "|"
    if kind == "unit":
        return (
            "o"
            if m["unit"] in ("st", "nd", "rd", "th") and 1 <= int(float(m["number"].replace(",", ""))) <= 31
            else "."
        )
    return _number_letter(word) if kind == "number" else "."


def _number_letter(word: str) -> str:
    if not word.isdigit() or not word.isascii():
        return "n"
    if len(word) <= 2 and 1 <= int(word) <= 31:
        return "d"
    return "y" if len(word) == 4 and 1000 <= int(word) <= 2199 else "n"


def _word_letter(word: str) -> str:
    low = word.lower()
    if low in MONTHS or low in WEEKDAYS:
        capital = word[0].isupper()
        return ("M" if low in MONTHS else "W") if capital else "."
    if low in SEASONS:
        return "z"
    return _LETTER.get(low, ".")


def _is_name(text: str, m: re.Match[str], before: list[TimeWord], letter: str) -> bool:
    """Is "May" a prime minister, "Sunday" a newspaper? By the neighbours: titles, first names, feasts."""
    previous = before[-1] if before else None
    following = text[m.end() : m.end() + 12].strip()
    if letter == "W":
        feast = previous is not None and previous.word in _FEASTS and text[previous.start].isupper()
        paper = re.match(r"[A-Z][a-z]+", following)
        return feast or bool(paper and paper.group().lower() in _PAPERS)
    if m.group().lower() not in _AMBIGUOUS or following[:1].isdigit() or previous is None:
        return False
    named = previous.letter == "." and (
        previous.word in _NOT_NAMES or (len(before) > 1 and text[previous.start].isupper())
    )
    titled = previous.letter == "|" and len(before) > 1 and before[-2].word in _NOT_NAMES
    return named or titled
