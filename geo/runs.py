"""Runs of capitalised words, and the persons among them: a place's name inside another name is not a place."""

from __future__ import annotations

from geo.evidence import Evidence
from geo.words import CAPITAL, HYPHENS, NUMBER, Words

_PARTICLES = frozenset("de la le del della di da do dos du den der van von bin ibn al el ul abu ter ten y e".split())
_FULL_STOPPED = frozenset(
    "st ste mt ft jr sr mr mrs ms dr sen sens rep reps gov sgt lt capt cpl col gen maj det supt rev prof adm".split()
)
_LONGEST_PERSON = 4


class Runs:
    """`first[i]` and `last[i]` are the ends of word i's run of capitals, `spans` all runs.

    `persons` are the words inside persons' names, `surnames` the lower-case words they may be called by later.

    >>> from geo.evidence import evidence
    >>> runs = Runs(Words("Judge Paris Hilton met Jordan King in Dallas. Hilton left."), evidence())
    >>> sorted(runs.surnames)
    ['hilton', 'king']
    """

    __slots__ = ("_lists", "_words", "first", "last", "persons", "spans", "surnames")

    def __init__(self, words: Words, lists: Evidence) -> None:
        self._words, self._lists = words, lists
        self.first = list(range(len(words)))
        self.last = list(range(len(words)))
        self.spans: list[tuple[int, int]] = []
        self.persons: set[int] = set()
        self.surnames: set[str] = set()
        self._find_runs()

    def _find_runs(self) -> None:
        last = -1
        for i in self._words.capitals:
            if i <= last or self._words.lowers[i] in self._lists.never:
                continue
            last = i
            while (following := self._next(last)) > 0:
                last = following
            if not self._is_headline(i, last):
                for k in range(i, last + 1):
                    self.first[k], self.last[k] = i, last
                self.spans.append((i, last))
                self._find_persons(i, last)

    def _next(self, i: int) -> int:
        """The next word of the run that word i is in, or 0."""
        n = self._following(i)
        return 0 if n and self._words.lowers[n] in self._lists.never else n

    def _following(self, i: int) -> int:
        words = self._words
        join, n = words.joins[i], i + 1
        if join == " " and words.kinds[n] == CAPITAL:
            return n
        if join == "" and words.joins[n] == "" and words.texts[n] in HYPHENS and words.kinds[n + 1] == CAPITAL:
            return n + 1
        if join == "" and words.texts[n] == "." and words.joins[n] == " " and self._shortened(i):
            return n + 1 if words.kinds[n + 1] == CAPITAL else 0
        if join == " " and words.joins[n] == " " and words.kinds[n + 1] == CAPITAL:
            return n + 1 if words.texts[n] == "&" or words.lowers[n] in _PARTICLES else 0
        return 0

    def _shortened(self, i: int) -> bool:
        lower = self._words.lowers[i]
        return len(lower) == 1 or lower in _FULL_STOPPED

    def _is_headline(self, first: int, last: int) -> bool:
        """Whether the words are all in capitals, and too many to be one name."""
        return last - first >= 4 and all(
            word.isupper() for word in self._words.texts[first : last + 1] if word.isalpha()
        )

    def _find_persons(self, first: int, last: int) -> None:
        words, lists = self._words, self._lists
        i = first
        if words.lowers[first] not in lists.titles and self.titled(first):
            i = self._add_person(first, last)
        while i <= last:
            lower = words.lowers[i]
            if lower in lists.titles and not self._is_head(i + 1, last):
                while i <= last and (words.lowers[i] in lists.titles or words.texts[i] == "."):
                    i += 1
                i = self._add_person(i, last)
            elif self._is_first_name(i, last):
                i = self._add_person(i, last)
            else:
                i += 1
        if first == last - 1 and self._aged(last):
            self._add_person(first, last)

    def _is_first_name(self, i: int, last: int) -> bool:
        """Whether word i is a person's first name or initial and more of the name follows."""
        lower = self._words.lowers[i]
        if len(lower) == 1:
            return i + 2 <= last and self._words.texts[i + 1] == "." and not self._is_head(i + 2, last)
        return lower in self._lists.first_names and i < last and self._surname_follows(i, last)

    def _surname_follows(self, i: int, last: int) -> bool:
        """Whether a surname can follow: where the first name is a place's too ("Georgia Arrests"), a known one must."""
        following = self._words.lowers[i + 1]
        if self._is_head(i + 1, last):
            return False
        return (
            self._words.lowers[i] not in self._lists.place_names
            or len(following) == 1
            or following in self._lists.surnames
        )

    def titled(self, first: int) -> bool:
        """Whether a title in small letters stands before: "spokesman John Smith"."""
        return first > 0 and self._words.joins[first - 1] == " " and self._words.lowers[first - 1] in self._lists.titles

    def _aged(self, last: int) -> bool:
        """Whether an age follows: "Kyle Reading, 19, of"."""
        words = self._words
        return (
            last + 3 < len(words)
            and words.texts[last + 1] == ","
            and words.kinds[last + 2] == NUMBER
            and len(words.texts[last + 2]) < 3
            and words.texts[last + 3] in ",."
        )

    def _is_head(self, i: int, last: int) -> bool:
        """Whether word i tells that what precedes it is no person: "Austin Police", "Madison County"."""
        if i > last:
            return False
        lower, lists = self._words.lowers[i], self._lists
        return (
            lower in lists.organisation_heads
            or lower in lists.company_heads
            or lower in lists.civic_heads
            or lower in lists.landform_heads
            or lower in lists.street_heads
        )

    def _add_person(self, first: int, last: int) -> int:
        """Take words from `first` on as a person's name; returns the word after it."""
        words, taken = self._words, 0
        i = first
        while i <= last and taken < _LONGEST_PERSON and not (taken and self._is_head(i, last)):
            if words.kinds[i] == CAPITAL:
                taken += 1
                if taken > 1 or first == last or words.lowers[i] not in self._lists.first_names:
                    self._remember(words.lowers[i])
            self.persons.add(i)
            i += 1
        return i

    def _remember(self, lower: str) -> None:
        if len(lower) > 2:
            self.surnames.add(lower)
