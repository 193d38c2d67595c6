"""Which words of a text name places: the longest names of the gazetteer, weighed by the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log10
from typing import Any

from geo.evidence import evidence
from geo.names import fold
from geo.runs import Runs
from geo.words import CAPITAL, CASELESS, LOWER, NUMBER, Words

Lookup = Callable[[str], Sequence[Any]]

_LONGEST = 6  # words in a name
_INSIDE = frozenset(
    "of the and de la le les del della di da do dos das du des el al as ash an ad am upon on in sur under en y e".split()
)
_HYPHENS = frozenset("-–‑")
_APOSTROPHES = frozenset("'’")
_FULL_STOPPED = frozenset("st ste mt ft pt sts mts".split())
_DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,24})?(?:, \w{3,9}\.? \d{1,2})?(?: ?\((?:[A-Z]{2,}|[A-Z]\w+)\))? ?(?:—|–|--+| - )"
)
_TITULAR = frozenset("city town village borough township municipality county state province".split())  # "of" a place
_CIVIC_PAIRS = (["state", "university"], ["city", "council"], ["city", "hall"], ["town", "council"])
_PLACED = frozenset(["in_before", "preposition_before", "of_before", "organisation_of"])
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_NEVER = frozenset(["White House", "The City", "The House", "The Hill"])
_STRONG = 1.0  # log-odds that make a name a place wherever else it stands


@dataclass(slots=True)
class Toponym:
    """A stretch of text that may name a place: words `first` to `last`, and what speaks for and against it.

    `rows` are the gazetteer's, none for a name it lacks. `weight` is in log-odds: above nought it is taken for a place.
    `containers` are the toponyms the text says hold it ("Paris, Texas"), `contents` those it holds, `beside` its
    neighbours in a list; `head` is the word that says what it is ("village").
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    rows: Sequence[Any]
    key: str = ""
    weight: float = 0.0
    evidence: list[str] = field(default_factory=list)
    containers: list[Toponym] = field(default_factory=list)
    contents: list[Toponym] = field(default_factory=list)
    beside: list[Toponym] = field(default_factory=list)
    head: str = ""


class Reading:
    """A text being read: its words, its runs of capitals, and the toponyms found in it.

    `toponyms` holds every name of the gazetteer, in order; those with a weight above nought are taken for places.
    """

    def __init__(self, text: str, lookup: Lookup) -> None:
        self.words = Words(text)
        self.lists = evidence()
        self.runs = Runs(self.words, self.lists)
        self.lookup = lookup
        self.toponyms = self._with_unlisted(list(self._scan()))
        self._beginning = {t.first: t for t in self.toponyms}
        self._ending = {t.last: t for t in self.toponyms}
        for toponym in self.toponyms:
            self._weigh(toponym)
        self._weigh_together()

    def beginning(self, i: int) -> Toponym | None:
        """The toponym whose first word is word i."""
        return self._beginning.get(i)

    def ending(self, i: int) -> Toponym | None:
        """The toponym whose last word is word i."""
        return self._ending.get(i)

    # ------------------------------------------------------------ finding names

    def _scan(self) -> Iterator[Toponym]:
        i, count = 0, len(self.words)
        while i < count:
            found = self._match(i) if self._may_begin(i) else None
            if found is None:
                i += 1
            else:
                yield found
                i = found.last + 1

    def _may_begin(self, i: int) -> bool:
        kind, size = self.words.kinds[i], len(self.words.texts[i])
        if kind == CAPITAL:
            return size > 1 and not (self.words.lowers[i + 1 : i + 2] == ["of"] and self.words.lowers[i] in _TITULAR)
        return size > 3 and (kind == CASELESS or (kind == LOWER and self.words.whisper))

    def _match(self, i: int) -> Toponym | None:
        """The longest name of the gazetteer that begins at word i."""
        words = self.words
        for last in reversed(list(self._ends(i))):
            name = words.text[words.starts[i] : words.ends[last]]
            full = self.lists.abbreviations.get(name, name)
            rows = self.lookup(full)
            if rows and not (last > i and self._is_longer_than_needed(words.lowers[i], words.lowers[last], rows)):
                stopped = last == i and name in self.lists.abbreviations and words.text[words.ends[i] :][:1] == "."
                return Toponym(words.starts[i], words.ends[last] + stopped, i, last, name, rows, key=fold(full))
        return None

    def _is_longer_than_needed(self, first: str, last: str, rows: Sequence[Any]) -> bool:
        """Whether an article or "City" is no part of the name itself: "The Netherlands", "Dublin City Council"."""
        if first == "the":
            return not any(row.name.startswith("The ") for row in rows)
        return last == "city" and not any(row.name.lower().endswith("city") for row in rows)

    def _ends(self, i: int) -> Iterator[int]:
        """Words at which a name that begins at word i may end."""
        words, last, begun = self.words, i, self.words.kinds[i]
        yield i
        for _ in range(_LONGEST - 1):
            last = self._step(last)
            if not last:
                return
            if words.kinds[last] in (CAPITAL, begun) or words.kinds[last] == NUMBER:
                yield last
            elif words.lowers[last] not in _INSIDE:
                return

    def _step(self, i: int) -> int:
        """The word after word i with only a space, a hyphen or an abbreviation's full stop between; 0 where there is none."""
        words, n = self.words, i + 1
        join = words.joins[i]
        if join == " ":
            return n if words.texts[n][0].isalnum() else 0
        if join == "" and words.texts[n] in _HYPHENS:
            return n + 1 if words.joins[n] == "" else 0
        if join == "" and words.texts[n] == "." and words.joins[n] == " " and words.lowers[i] in _FULL_STOPPED:
            return n + 1
        return 0

    # ------------------------------------------------------------ names the gazetteer lacks

    def _with_unlisted(self, listed: list[Toponym]) -> list[Toponym]:
        """The names found, and those that only their own words tell: "Flat Creek", "40th Avenue South"."""
        ending = {t.last: t for t in listed}
        found: list[Toponym] = []
        for first, last in self.runs.spans:
            found += self._streets(first, last)
            found += self._landforms(first, last, ending)
        found += self._counties()
        found += self._strangers(listed)
        taken = {k for t in found for k in range(t.first, t.last + 1)}
        return sorted([*found, *(t for t in listed if taken.isdisjoint((t.first, t.last)))], key=lambda t: t.first)

    def _streets(self, first: int, last: int) -> Iterator[Toponym]:
        words, lists = self.words, self.lists
        for k in range(first + 1, last + 1):
            if words.lowers[k] not in lists.street_heads or (words.lowers[k] in lists.titles and k < last):
                continue
            start, end = max(first, k - 3), k
            if self._institution(k + 1, last):
                continue
            if words.opens[start] and words.lowers[start] in lists.prepositions | lists.prepositions_strong:
                start += 1
            if start == first and first and words.kinds[first - 1] == NUMBER and words.texts[first - 1][-1].isalpha():
                start -= 1
            if k < last and words.lowers[k + 1] in lists.compass:
                end += 1
            elif words.lowers[k - 1 : k + 1] == ["county", "road"] and words.kinds[k + 1 : k + 2] == [NUMBER]:
                end += 1
            if start < k:
                yield self._unlisted(start, end, "street")

    def _landforms(self, first: int, last: int, ending: dict[int, Toponym]) -> Iterator[Toponym]:
        words, lists = self.words, self.lists
        while (
            words.opens[first]
            and first < last
            and words.lowers[first] in lists.prepositions | lists.prepositions_strong | {"the"}
        ):
            first += 1
        if self._institution(first, last):
            return
        inside = words.lowers[first : last + 1]
        covered, partial = ending.get(last), ending.get(last - 1)
        if last == first or last - first > 3 or first in self.runs.persons or (covered and covered.first < last):
            return
        if inside[-1] in lists.landform_heads:
            named = partial is not None and partial.first == first and inside[-1] in lists.division_heads
            rows = partial.rows if partial is not None and named else ()
            yield self._unlisted(first, last, "landform", rows, head=inside[-1])
        elif inside[0] in lists.front_heads and last == first + 1:
            yield self._unlisted(first, last, "landform", head=inside[0])

    def _strangers(self, listed: Sequence[Toponym]) -> Iterator[Toponym]:
        """Names no list has, where the words around say place: "the village of Prisi", "the Galwan valley"."""
        words, runs, lists = self.words, self.runs, self.lists
        known = {k for t in listed for k in range(t.first, t.last + 1)} | runs.persons
        for first, last in runs.spans:
            inside = range(first, last + 1)
            if last - first > 1 or words.opens[first] or not known.isdisjoint(inside) or self._institution(first, last):
                continue
            if any(words.lowers[k] in lists.english or len(words.texts[k]) < 3 or words.texts[k].isupper() for k in inside):
                continue
            if self._called_place(first, last):
                yield self._unlisted(first, last, "stranger")

    def _called_place(self, first: int, last: int) -> bool:
        words, lists = self.words, self.lists
        left, right = first - 1, last + 1
        if first and words.lowers[left] in ("in", "near") and words.joins[left] == " ":
            return True
        if first > 1 and words.lowers[left] == "of" and words.lowers[left - 1] in lists.of_heads:
            return True
        return words.joins[last] == " " and words.lowers[right] in lists.landform_heads and words.kinds[right] == LOWER

    def _counties(self) -> Iterator[Toponym]:
        """The names before "counties", which it makes names of counties: "Grant, Swift and Wilkin counties"."""
        words = self.words
        for i in [i for i, lower in enumerate(words.lowers) if lower == "counties"]:
            k = i - 1
            while k >= 0:
                if words.kinds[k] == CAPITAL:
                    first, last = self.runs.first[k], k
                    name = words.text[words.starts[first] : words.ends[last]]
                    if rows := self.lookup(f"{name} County"):
                        key = fold(f"{name} County")
                        yield Toponym(words.starts[first], words.ends[last], first, last, name, rows, key=key, head="county", evidence=["heads_after"])
                    k = first - 1
                elif words.lowers[k] in (",", "and", "or", "&"):
                    k -= 1
                else:
                    break

    def _institution(self, first: int, last: int) -> bool:
        """Whether words `first` to `last` tell of an organisation or a newspaper."""
        words, lists = self.words.lowers[first : last + 1], self.lists
        return not (
            lists.organisation_heads.isdisjoint(words)
            and lists.media_heads.isdisjoint(words)
            and lists.company_heads.isdisjoint(words)
        )

    def _unlisted(self, first: int, last: int, why: str, rows: Sequence[Any] = (), *, head: str = "") -> Toponym:
        words = self.words
        end = words.ends[last]
        if (
            words.lowers[last] in self.lists.street_heads
            and len(words.lowers[last]) < 5
            and words.text[end : end + 1] == "."
        ):
            end += words.lowers[last] not in ("road", "lane")
        name = words.text[words.starts[first] : words.ends[last]]
        return Toponym(words.starts[first], end, first, last, name, rows, key=fold(name), evidence=[why], head=head)

    # ------------------------------------------------------------ weighing one name

    def _weigh(self, t: Toponym) -> None:
        weights = self.lists.weights
        for hear in (self._itself, self._before, self._after):
            t.evidence += hear(t)
        t.weight = (
            weights["bias"] + (_prior(t.rows, weights) if t.rows else 0.0) + sum(weights[name] for name in t.evidence)
        )

    def _itself(self, t: Toponym) -> Iterator[str]:
        """What the name alone says."""
        words, lists = self.words, self.lists
        if t.first < t.last:
            yield "several_words"
            if t.name in _NEVER:
                yield "never"
            elif t.first in self.runs.persons and t.rows:
                titled = t.first - 1 in self.runs.persons or self.runs.titled(t.first)
                yield "person" if titled else "like_person"
            return
        lower = words.lowers[t.first]
        if lower in lists.compass or (_INITIALS.fullmatch(t.name) and not _grand(t.rows)):
            yield "never"
        elif lower in lists.never or (lower in lists.ambiguous and not t.name.isupper()):
            yield "never" if lower in lists.never else "abbreviated"
        elif lower in lists.common_words and (len(lower) > 3 or not t.name.isupper()):
            country = any(row.feature_code.startswith("PCL") for row in t.rows)
            yield "common_country" if country else "common_opening" if words.opens[t.first] else "common"
        if lower in lists.first_names:
            yield "first_name"
        if len(t.name) < 4 and t.name.isupper() and not any(row.feature_code.startswith("PCL") for row in t.rows):
            yield "short"
        if t.first in self.runs.persons:
            yield "namesake" if _grand(t.rows) else "person"
        elif lower in self.runs.surnames and not _grand(t.rows) and t.head != "county":
            yield "surname"

    def _before(self, t: Toponym) -> Iterator[str]:
        """What the words before the name say."""
        words, lists, i = self.words, self.lists, t.first
        if i == 0 or words.joins[i - 1] == "|":
            return
        left = i - 1
        if words.lowers[left] == "the" and left and words.joins[left - 1] != "|":
            yield "the_before"
            left -= 1
        lower = words.lowers[left]
        if words.joins[left] == "":
            if words.texts[left] in _HYPHENS and left - 1 not in self._ending:
                yield "party_before" if words.texts[left - 1] in ("D", "R", "I") else "hyphened"
        elif lower in lists.prepositions_strong:
            yield "in_before"
        elif lower == "of" and left and words.lowers[left - 1] in lists.of_heads:
            t.head = words.lowers[left - 1]
            yield "of_before"
        elif lower == "of" and left and words.kinds[left - 1] == CAPITAL and not words.opens[left - 1]:
            yield "organisation_of"
        elif lower in lists.prepositions:
            yield "preposition_before"
        elif lower in lists.motion_verbs:
            yield "motion_before"
        elif lower in lists.directions:
            yield "direction_before"
        elif words.kinds[left] == CAPITAL and self.runs.first[i] < i and left not in self._ending:
            yield "opening_before" if words.opens[left] else "capital_before"
        elif words.texts[left] == "," and left - 1 in self._ending and self._holds(t, self._ending[left - 1]):
            yield "contained_before"

    def _after(self, t: Toponym) -> Iterator[str]:
        """What the words after the name say."""
        words, lists = self.words, self.lists
        right = t.last + 1
        if t.end > words.ends[t.last]:  # the full stop of "Fla."
            right += 1
        if right >= len(words):
            return
        if self._is_dateline(t, right):
            yield "dateline"
            return
        if words.joins[right - 1] == "|":
            return
        lower, text = words.lowers[right], words.texts[right]
        if text in _APOSTROPHES and right + 1 < len(words) and words.lowers[right + 1] == "s":
            yield "saint" if words.lowers[t.first] in ("st", "saint") else "possessive_after"
        elif text in _HYPHENS and right + 1 < len(words) and words.joins[right] == "" and words.joins[t.last] == "":
            yield "based_after" if words.lowers[right + 1] in lists.based_words else "hyphen_after"
        elif (outer := self._within(t, right)) is not None:
            self._put(t, outer)
            yield "in_after"
        elif text == "," and right + 1 in self._beginning and self._holds(self._beginning[right + 1], t):
            self._put(t, self._beginning[right + 1])
            yield "container_after"
        elif self.runs.last[t.last] > t.last:
            yield from self._name_goes_on(t)
        elif lower in lists.place_heads:
            t.head = t.head or lower
            yield "heads_after"
        elif lower in lists.local_nouns:
            yield "people_after"
        elif lower in lists.speech_verbs and not (_grand(t.rows) or _PLACED.intersection(t.evidence)):
            yield "speech_after"

    def _put(self, inner: Toponym, outer: Toponym) -> None:
        inner.containers.append(outer)
        outer.contents.append(inner)

    def _within(self, t: Toponym, right: int) -> Toponym | None:
        """The place that a few words on is said to hold this one: "Fuyang in Anhui", "Suba (Kenya)"."""
        words = self.words
        if words.texts[right] == "(":
            outer = self._beginning.get(right + 1)
        elif "in" in words.lowers[right : right + 2] and words.lowers[right] in ("in", ","):
            inside = right + 1 + (words.lowers[right] == ",")
            directed = inside < len(words) and words.lowers[inside] in self.lists.directions
            outer = self._beginning.get(inside + directed)
        else:
            return None
        return outer if outer is not None and self._holds(outer, t) else None

    def _is_dateline(self, t: Toponym, right: int) -> bool:
        """Whether the name opens a report: "YEREVAN — ", "TBILISI, Georgia (AP) -- "."""
        words = self.words
        if not words.opens[t.first] or (t.first and words.joins[t.first - 1] == ""):
            return False
        rest = words.text[words.ends[right - 1] : words.ends[right - 1] + 60]
        return _DATELINE.match(rest) is not None

    def _name_goes_on(self, t: Toponym) -> Iterator[str]:
        """The name is the first part of a longer one: whose?"""
        words, lists, last = self.words, self.lists, self.runs.last[t.last]
        rest = [words.lowers[k] for k in range(t.last + 1, last + 1)]
        if rest[-1] in lists.media_heads:
            yield "media_after"
        elif rest[-1] in lists.street_heads:
            yield "street_after"
        elif rest[0] in lists.civic_heads or rest[:2] in _CIVIC_PAIRS:
            yield "civic_after"
        elif not lists.company_heads.isdisjoint(rest):
            yield "company_after"
        elif not lists.organisation_heads.isdisjoint(rest):
            yield "organisation_after"
        elif rest[0] in lists.landform_heads:
            t.head = rest[0]
            yield "landform_after"
        elif rest[0] in lists.titles:
            yield "title_after"
        elif t.last + 1 not in self._beginning:
            yield "capital_after"

    def _holds(self, outer: Toponym, inner: Toponym) -> bool:
        """Whether some place called `outer` is a country or division that some place called `inner` lies in."""
        return any(contains(whole, part) for whole in outer.rows for part in inner.rows)

    # ------------------------------------------------------------ weighing names together

    def _weigh_together(self) -> None:
        best: dict[str, float] = {}
        for t in self.toponyms:
            best[t.name] = max(best.get(t.name, -9.0), t.weight)
        weights = self.lists.weights
        for before, t in zip([None, *self.toponyms], self.toponyms, strict=False):
            if best[t.name] > _STRONG and t.weight < best[t.name]:
                self._add(t, "elsewhere", weights)
            if before is not None and before.weight > 0 and self._listed(before, t):
                before.beside.append(t)
                t.beside.append(before)
                self._add(t, "listed", weights)

    def _add(self, t: Toponym, name: str, weights: dict[str, float]) -> None:
        t.evidence.append(name)
        t.weight += weights[name]

    def _listed(self, before: Toponym, t: Toponym) -> bool:
        """Whether two names stand side by side in a list: "Goris, Sotk and"."""
        between = [word for word in self.words.lowers[before.last + 1 : t.first]]
        return between in ([","], ["and"], [",", "and"], ["or"], ["&"])


def _grand(rows: Sequence[Any]) -> bool:
    """Whether the name may be that of a country, a first-order division or a capital."""
    return any(row.feature_code in ("PPLC", "ADM1", "CONT") or row.feature_code.startswith("PCL") for row in rows)


def _prior(rows: Sequence[Any], weights: dict[str, float]) -> float:
    """How likely a name is a place's whatever stands around it: the best of its places."""
    return max(_standing(row, weights) for row in rows)


def _standing(row: Any, weights: dict[str, float]) -> float:
    code = row.feature_code
    if code.startswith("PCL") or code == "CONT":
        return weights["country"]
    if code == "ADM1":
        return weights["state"]
    if code == "PPLC":
        return weights["capital_city"]
    if row.feature_class == "A":
        return weights["division"]
    if row.feature_class != "P":
        return weights["land"]
    people = row.population or (10_000 if row.feature_code.startswith("PPLA") else 1_000)  # nought is unknown
    return weights["size"] * max(-2.0, min(2.5, log10(people) - 4.0))


def contains(whole: Any, part: Any) -> bool:
    """Whether one gazetteer row is the country or the division of another."""
    if whole.feature_code.startswith("PCL"):
        return bool(whole.country == part.country and whole.key != part.key)
    return whole.key in (part.admin1, part.admin2)


def recognise(text: str, lookup: Lookup) -> list[Toponym]:
    """The names of `text` that are taken for places, in order."""
    return [t for t in Reading(text, lookup).toponyms if t.weight > 0]
