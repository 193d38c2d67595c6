"""Which words of a text name places: the longest names of the gazetteer, and names it lacks, each weighed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.evidence import evidence
from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.runs import Runs
from geo.toponym import Name, Toponym, beginning, known
from geo.unlisted import unlisted
from geo.weighing import weigh, weigh_together
from geo.words import CAPITAL, HYPHENS, NUMBER, Words

_INSIDE = frozenset(
    "of the and de la le les del della di da do dos das du des el al as ash an ad upon on in sur under en y e".split()
)
_FULL_STOPPED = frozenset("st ste mt ft pt sts mts".split())
# "City of Norfolk": only what follows is the name.
_TITULAR = frozenset("city town village borough township municipality county state province".split())

_BUILT = frozenset("bridge crossing checkpoint dam corridor tunnel".split())


class Reading:
    """A text being read: its words, its runs of capitals, and the toponyms in it.

    `toponyms` holds every name found, in order; those with a weight above nought are taken for places.
    `beginning` and `ending` find them by their first and last word.

    >>> from geo.gazetteer import Gazetteer
    >>> from geo.place import Place
    >>> small = Gazetteer([(Place(id="geonames:1", name="Goris", lat=39.51, lon=46.34, country="ARM"), [])])
    >>> [t.name for t in Reading("He drove from Goris to Kapan.", small).toponyms]
    ['Goris']
    """

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.words = Words(text)
        self.lists = evidence()
        self.runs = Runs(self.words, self.lists)
        self.gazetteer = gazetteer
        listed = list(self._scan())
        others = list(_apart(unlisted(self, listed)))
        taken = {k for t in others for k in range(t.first, t.last + 1)}
        kept = [t for t in listed if taken.isdisjoint(range(t.first, t.last + 1))]
        self.toponyms = sorted([*others, *kept], key=lambda t: t.first)
        self.beginning = {t.first: t for t in self.toponyms}
        self.ending = {t.last: t for t in self.toponyms}
        for toponym in self.toponyms:
            weigh(toponym, self)
        weigh_together(self)

    def named(self, first: int, last: int, known: Name | None, *, key: str = "", stop: bool = False) -> Toponym:
        """Words `first` to `last` as a toponym; with `stop` the full stop after them is part of the name."""
        start, end = self.words.starts[first], self.words.ends[last]
        name = self.words.text[start:end]
        return Toponym(start, end + stop, first, last, name, key or fold(name), known)

    def _scan(self) -> Iterator[Toponym]:
        last, gazetteer, texts = -1, self.gazetteer, self.words.texts
        for i in self.words.nameable:
            if i <= last:
                continue
            longest, alone = beginning(gazetteer, texts[i])
            if (longest > 1 or alone) and self._may_begin(i) and (found := self._match(i, longest, alone)):
                yield found
                last = found.last

    def _may_begin(self, i: int) -> bool:
        words = self.words
        if words.kinds[i] != CAPITAL:
            return len(words.texts[i]) > 3
        return len(words.texts[i]) > 1 and not (words.lowers[i] in _TITULAR and words.lowers[i + 1 : i + 2] == ["of"])

    def _match(self, i: int, longest: int, alone: Name | None) -> Toponym | None:
        """The longest name of the gazetteer that begins at word i, which `alone` is what the word alone may name."""
        text, start = self.words.text, self.words.starts[i]
        for last in reversed(self._ends(i, longest)) if longest > 1 else ():
            found = known(self.gazetteer, text[start : self.words.ends[last]])
            if found and not self._is_too_long(i, last, found):
                return self.named(i, last, found)
        if built := self._built(i, longest):
            return built
        if alone is None or self._is_hopeless(i, alone):
            return None
        word, following = self.words.texts[i], text[self.words.ends[i] : self.words.ends[i] + 1]
        full = self.lists.abbreviations.get(word)
        if full is None:
            return self.named(i, i, alone)
        if following == "-":  # "Ala-Archa" is not in Alabama
            found = known(self.gazetteer, word)
            return self.named(i, i, found) if found and not self._is_hopeless(i, found) else None
        return self.named(i, i, alone, key=fold(full), stop=following == ".")

    def _built(self, i: int, longest: int) -> Toponym | None:
        """The name of what was built with its common noun, which has a place of its own: "the Margara bridge"."""
        last = self._step(self.runs.last[i])
        if longest < 2 or not last or self.words.texts[last] not in _BUILT:
            return None
        found = known(self.gazetteer, self.words.text[self.words.starts[i] : self.words.ends[last]])
        return self.named(i, last, found) if found and found.foremost.feature_class not in "AP" else None

    def _is_hopeless(self, i: int, name: Name) -> bool:
        """Whether a single word that is some place's name is a person's here, or opens a sentence as any word may."""
        if i in self.runs.persons:
            return not name.is_grand
        opens = self.words.opens[i] and self.words.texts[i + 1 : i + 2] != [","] and not self.words.texts[i].isupper()
        return opens and self.words.lowers[i] in self.lists.common_words and not name.may_be_country

    def _is_too_long(self, first: int, last: int, name: Name) -> bool:
        """Whether an article or "City" is no part of the name itself: "The Netherlands", "Dublin City Council"."""
        if self.words.lowers[first] == "the":
            return not any(row.name.startswith("The ") for row in name.rows)
        return self.words.lowers[last] == "city" and not any(row.name.lower().endswith("city") for row in name.rows)

    def _ends(self, i: int, longest: int) -> list[int]:
        """Words after word i at which a name of at most `longest` words may end."""
        words, last = self.words, i
        ends = []
        for _ in range(longest - 1):
            last = self._step(last)
            if not last:
                break
            if words.kinds[last] in (CAPITAL, NUMBER, words.kinds[i]):
                ends.append(last)
            elif words.lowers[last] not in _INSIDE:
                break
        return ends

    def _step(self, i: int) -> int:
        """The word after word i if only a space, a hyphen or an abbreviation's full stop is between; else 0."""
        words, n = self.words, i + 1
        join = words.joins[i]
        if join == " ":
            return n if words.texts[n][0].isalnum() else 0
        if join == "" and words.texts[n] in HYPHENS:
            return n + 1 if words.joins[n] == "" else 0
        if join == "" and words.texts[n] == "." and words.joins[n] == " " and words.lowers[i] in _FULL_STOPPED:
            return n + 1
        return 0


def _apart(toponyms: Iterable[Toponym]) -> Iterator[Toponym]:
    """The toponyms that do not overlap: of two that do, the one that begins first, or the longer."""
    end = -1
    for t in sorted(toponyms, key=lambda t: (t.first, -t.last)):
        if t.first > end:
            yield t
            end = t.last
