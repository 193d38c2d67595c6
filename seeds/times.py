"""When: time expressions, resolved by one clock for the whole article, and never invented.

A sentence's words become letters (`seeds.timewords`); patterns over the letters find phrases (`seeds.timerules`); each
is resolved against what the text has told so far and the publication date (`seeds.clock`). Without a publication date,
what is relative to it stays open. Lengths of time ("44-day", "for three decades") are found so that nobody takes them
for dates.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from seeds.article import Span
from seeds.clock import resolve
from seeds.moments import OPEN, Moment, Resolved
from seeds.periods import Period, first_day, grain_of, last_day
from seeds.report import When
from seeds.tags import BE
from seeds.text import Document, Sentence
from seeds.timerules import Atom, Phrase, find_phrases
from seeds.timewords import time_words

TimeKind = Literal["date", "duration", "clock", "set", "vague", "comparison", "offset"]
Relation = Literal["in", "since", "by", "until", "before", "after"]

_COMING = frozenset("will shall would 'll due scheduled planned slated upcoming forthcoming may might could".split())
_INTENDING = frozenset(
    """be due plan expect set schedule hope intend aim agree promise pledge vow want prepare ready likely need
    seek""".split()
)
_SPEAKING = frozenset(
    """say tell announce report add state declare warn confirm write tweet show air broadcast according claim
    note""".split()
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|last|only|most|best|worst|least|[a-z]{3,}est|no)\b|\b(?:not|never)\W*$", re.IGNORECASE
)
_CLAUSE_START = re.compile(r"[,;:()–—]|\b(?:and|but|that|has|have|had|is|are|was|were)\b")
_STEMMING = frozenset("follow date stem differ inherit come hail survive".split())
_PRESENT = 2
_LONE: dict[str, TimeKind] = {"length": "duration", "every": "set", "vague": "vague"}
_RELATIONS: dict[str, Relation] = {"by": "by", "until": "until", "before": "before", "after": "after"}
_NOUN_DATES = frozenset({"year", "day", "month", "years", "days", "decade"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression and what it comes to.

    `kind` "date" places something in time (though `when` may be open); the others never do: a "comparison" is the
    other end of "the deadliest since 2020", a "clock" a time of day without a day, an "offset" ("four days after they
    closed it") dates only the clause that follows it. `relation` is how the words bound
    it; `attributive` whether they belong to a noun ("Friday's attack", "the 2020 war", "the quake of 6 February").
    `spoken` marks the date of a report ("said on Friday"): a bound on what was said, not its time.
    """

    span: Span
    kind: TimeKind
    when: When
    relation: Relation = "in"
    attributive: bool = False
    spoken: bool = False


def find_times(document: Document) -> tuple[Timex, ...]:
    """Every time expression of a document in reading order, resolved as far as text and publication date allow.

    >>> from seeds.article import Article
    >>> text = "Iran held a drill on Friday. Two days later it ended. The border has been shut since 1993."
    >>> for timex in find_times(Document(Article(id="x", text=text, published=date(2021, 10, 4)))):
    ...     print(timex.span.of(text), timex.when.edtf)
    on Friday 2021-10-01
    Two days later 2021-10-03
    since 1993 1993/..
    """
    story = _Story(document.article.published)
    found: list[Timex] = []
    for sentence in document.sentences:
        if sentence.tokens:
            found += _SentenceTimes(document.text, sentence, story).timexes()
    return tuple(found)


@dataclass(slots=True)
class _Story:
    """What the article has told of time so far."""

    now: date | None
    then: Period | None = None
    spoken: bool = False  # `then` is only when somebody spoke
    year: int | None = None  # one the text gave; good in its own sentence and the next of the paragraph
    year_at: tuple[int, int] = (-9, -9)

    def tell(self, period: Period, *, spoken: bool) -> None:
        if self.then is None or self.spoken or not spoken:
            self.then, self.spoken = period, spoken

    def recent_year(self, sentence: Sentence) -> int | None:
        paragraph, index = self.year_at
        same = paragraph == sentence.paragraph
        bare = (
            self.then is not None and self.then.precision == "year"
        )  # "in 1994": in the next sentence "in May" is not its May
        return self.year if same and sentence.index - index <= (0 if bare else 1) else None


class _SentenceTimes:
    """One sentence's expressions, read left to right while the story's time moves on."""

    def __init__(self, text: str, sentence: Sentence, story: _Story) -> None:
        self.text, self.sentence, self.story = text, sentence, story
        self.tokens = sentence.tokens
        self.words = time_words(text, sentence.tokens[0].start, sentence.span.end)

    def timexes(self) -> Iterator[Timex]:
        dated = False
        for phrase in find_phrases(self.words):
            if phrase.name == "other" and phrase.atoms[0].name == "offset":
                told = resolve(phrase.atoms[0], self._moment(phrase)) if dated else OPEN
                yield self._timex(self._span(phrase), told, kind="offset")
                continue
            dated = dated or phrase.name == "plain"
            if phrase.name in ("clock", "other"):
                kind = _LONE[phrase.atoms[0].name] if phrase.atoms else "clock"
                yield self._timex(self._span(phrase), OPEN, kind=kind)
            elif len(phrase.atoms) == 2:
                yield self._range(phrase)
            elif phrase.name == "since":
                yield from self._since(phrase)
            else:
                yield self._one(phrase)

    def _span(self, phrase: Phrase) -> Span:
        possessive = phrase.last + 1 < len(self.words) and self.words[phrase.last + 1].letter == "'"
        first = phrase.atoms[0].words[0] if possessive and phrase.atoms else self.words[phrase.first]
        return Span(first.start, self.words[phrase.last].end)

    def _timex(
        self,
        span: Span,
        resolved: Resolved,
        *,
        kind: TimeKind = "date",
        relation: Relation = "in",
        attributive: bool = False,
        spoken: bool = False,
    ) -> Timex:
        period, basis = resolved
        words = span.of(self.text)
        when = period.when(text=words, span=span, basis=basis) if period else When(text=words, span=span)
        return Timex(span=span, kind=kind, when=when, relation=relation, attributive=attributive, spoken=spoken)

    def _moment(self, phrase: Phrase, **ends: date | None) -> Moment:
        default = 1 if phrase.name in ("by", "until") else -1
        return Moment(
            now=self.story.now,
            then=self.story.then,
            year=self.story.recent_year(self.sentence),
            direction=-1 if phrase.name == "since" else self._direction(phrase, default),
            not_after=ends.get("not_after"),
            not_before=ends.get("not_before"),
        )

    def _one(self, phrase: Phrase) -> Timex:
        atom, span = phrase.atoms[0], self._span(phrase)
        period, basis = resolve(atom, self._moment(phrase))
        attributive = self._attributive(atom, phrase)
        if period is None and atom.name in ("ahead", "hours"):
            return self._timex(span, OPEN, kind="duration" if atom.name == "ahead" else "vague")
        if phrase.name in _RELATIONS and not attributive and atom.name != "out":
            if phrase.name == "until" and phrase.first > 0 and self.words[phrase.first - 1].word == "not":
                return self._told(phrase, atom, (period, basis), span)  # "not until May" is in May
            relation = _RELATIONS[phrase.name]
            return self._timex(span, (period and _bounded(relation, period, atom), basis), relation=relation)
        if attributive:
            return self._timex(span, (period, basis), attributive=True)
        return self._told(phrase, atom, (period, basis), span)

    def _told(self, phrase: Phrase, atom: Atom, resolved: Resolved, span: Span) -> Timex:
        """An expression that dates what its clause tells, and moves the story's time there."""
        period, basis = resolved
        spoken = self._spoken(phrase.first) and not self._meant(phrase)
        if period is not None and period.low is not None and self._direction(phrase, -1) <= 0:
            self.story.tell(period, spoken=spoken)
            if atom.word("y"):
                self.story.year = period.low[0]
                self.story.year_at = self.sentence.paragraph, self.sentence.index
        elif period is None and atom.name in ("day", "weekday", "feast") and not spoken:
            self.story.then = None  # the story has moved on to a day that is not known: "the same night" is open too
        return self._timex(span, (period, basis), spoken=spoken)

    def _since(self, phrase: Phrase) -> Iterator[Timex]:
        """ "since 1994"; "the deadliest since 2020" compares; "since the truce of 10 November" also dates the truce."""
        atom, span = phrase.atoms[0], self._span(phrase)
        period, basis = resolve(atom, self._moment(phrase))
        if self._compared(phrase.first):
            yield self._timex(span, OPEN, kind="comparison", relation="since")
        else:
            yield self._timex(span, (period and replace(period, high=None, about=False), basis), relation="since")
        if any(
            word.letter == "f" and word.start < atom.words[0].start for word in self.words[phrase.first : phrase.last]
        ):
            yield self._timex(Span(atom.words[0].start, span.end), (period, basis), attributive=True)

    def _range(self, phrase: Phrase) -> Timex:
        """ "from March to May", "27 September-10 November 2020": each end lends the other its year."""
        low, high = phrase.atoms
        if high.word("y") is not None or low.word("y") is None:
            end, basis = resolve(high, self._moment(phrase))
            bound = last_day(end.high) if end and end.high else None
            start, _ = resolve(low, self._moment(phrase, not_after=bound)) if bound else OPEN
        else:
            start, basis = resolve(low, self._moment(phrase))
            bound = first_day(start.low) if start and start.low else None
            end, _ = resolve(high, self._moment(phrase, not_before=bound)) if bound else OPEN
        span, attributive = self._span(phrase), self._attributive(high, phrase)
        if not (start and end and start.low and end.high and first_day(start.low) <= last_day(end.high)):
            return self._timex(span, OPEN)
        resolved: Resolved = (Period(start.low, end.high, end.precision), basis)
        return (
            self._timex(span, resolved, attributive=True) if attributive else self._told(phrase, high, resolved, span)
        )

    def _attributive(self, atom: Atom, phrase: Phrase) -> bool:
        """Does the expression belong to a noun: "Friday's attack", "the 2020 war", "the quake of 6 February"?"""
        letters = [word.letter for word in self.words]
        first, after = phrase.first, letters[phrase.last + 1] if phrase.last + 1 < len(letters) else ""
        before = letters[first - 1] if first else ""
        if self.words[first].letter == "R" and self._stems(first):
            return True
        if after == "'" or (before == "|" and after == "|"):
            return True
        if (
            after
            and after in ".n"
            and atom.name in _NOUN_DATES
            and (before in ("t", "a", "'") or atom.letters[0] == "t")
        ):
            return self._nominal(phrase.last + 1)
        return before == "f" and first > 1 and letters[first - 2] == "." and self._nominal(first - 2)

    def _stems(self, first: int) -> bool:
        """ "follows on from last month", "dates from 1990": where something comes from is not when it happens."""
        at = self._place(first)
        return any(t.lemma in _STEMMING and t.tag[:2] == "VB" for t in self.tokens[max(0, at - 3) : at])

    def _nominal(self, at: int) -> bool:
        token = next((t for t in self.tokens if t.start <= self.words[at].start < t.end), None)
        return token is not None and token.tag[:2] in ("NN", "JJ", "CD")

    def _compared(self, first: int) -> bool:
        start = self.sentence.span.start
        return bool(_SUPERLATIVE.search(_CLAUSE_START.split(self.text[start : self.words[first].start])[-1]))

    def _place(self, first: int) -> int:
        """The number of the sentence's own token where the expression begins."""
        return next((t.index for t in self.tokens if t.end > self.words[first].start), len(self.tokens))

    def _direction(self, phrase: Phrase, default: int) -> int:
        """Which way the tense points (-1, 1, 0 the present), by the nearest verb to the left, else to the right."""
        if self._meant(phrase):
            return 1
        at, end = self._place(phrase.first), self.words[phrase.last].end
        before = range(at - 1, max(-1, at - 40), -1)
        after = (i for i in range(at, min(len(self.tokens), at + 40)) if self.tokens[i].start >= end)
        cues = itertools.chain(map(self._cue, before), (self._cue(i) or _PRESENT * self._speaks(i) for i in after))
        cue = next(filter(None, cues), default)
        return cue if cue != _PRESENT else max(default, 0)

    def _speaks(self, i: int) -> bool:
        return self.tokens[i].tag in ("VBZ", "VBP") and self.tokens[i].lemma in _SPEAKING

    def _meant(self, phrase: Phrase) -> bool:
        """ "announced for Sunday", "forecast for Monday": a day that something is meant for is still to come."""
        at = self._place(phrase.first)
        if self.words[phrase.first].letter != "Q" or at == 0 or phrase.atoms[0].name == "year":
            return False
        verbs = [t for t in self.tokens[max(0, at - 2) : at] if t.tag in ("VBN", "VBD", "JJ")]
        return bool(verbs) and not any(t.lower == "had" for t in self.tokens[max(0, at - 5) : at])

    def _cue(self, i: int) -> int:
        token = self.tokens[i]
        low, tag = token.lower, token.tag
        if low in _COMING and not (low == "may" and token.text[0].isupper()):
            return 1
        before = self.tokens[i - 1] if i else None
        if low == "to" and before and i + 1 < len(self.tokens) and self.tokens[i + 1].tag == "VB":
            return int(before.lemma in _INTENDING or before.lower in BE)
        if low in ("was", "were", "had", "has", "have"):
            return -1
        if tag == "VBN" and before is not None and before.lower == "be":
            return 0  # "will be held", "to be held": what stands before decides
        if tag in ("VBD", "VBN"):
            intends = token.lemma in _INTENDING and any(t.lower == "to" for t in self.tokens[i + 1 : i + 3])
            return 0 if low in BE or intends else -1
        if tag in ("VBZ", "VBP") and low not in BE:
            return 0 if token.lemma in _INTENDING or token.lemma in _SPEAKING else _PRESENT
        return int(tag == "VBG" and before is not None and before.lower in ("is", "are"))

    def _spoken(self, first: int) -> bool:
        """Is this when somebody spoke or showed ("said on Friday", "On Friday state television showed ...")?"""
        at = self._place(first)
        verbs = [t for t in self.tokens[max(0, at - 4) : at] if t.tag[:2] == "VB"][-1:]
        if not verbs and at < 3:
            verbs = [t for t in self.tokens[at : at + 12] if t.tag in ("VBD", "VBZ", "VBP")][:1]
        return bool(verbs) and verbs[0].lemma in _SPEAKING


def _bounded(relation: Relation, period: Period, atom: Atom) -> Period:
    """The open-ended period that "by", "until", "before" or "after" makes of one."""
    if relation == "after":
        return replace(period, high=None, about=False)
    if relation == "before":
        eve = grain_of(first_day(period.low) - timedelta(days=1))[: len(period.low)] if period.low else None
        return replace(period, low=None, high=eve, about=False)
    if "Z" in atom.letters and period.high:
        return Period(None, grain_of(last_day(period.high)), "day")
    return replace(period, low=None, about=False)
