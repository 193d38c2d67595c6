"""Names no gazetteer has that words make places, their own or those around: "Flat Creek", "the village of Prisi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geo.names import fold
from geo.toponym import Name, Toponym, known
from geo.words import CAPITAL, LOWER, NUMBER

if TYPE_CHECKING:
    from geo.recognising import Reading

_REACH = 8  # words of a run that are looked at
_COUPLES = frozenset([",", "and", "or", "&"])
_SHORT_STREETS = frozenset("st ave dr ln rd blvd pkwy".split())


def unlisted(reading: Reading, listed: Sequence[Toponym]) -> Iterator[Toponym]:
    """Streets, landforms, strangers and lists of counties; `listed` are the names the gazetteer has."""
    taken = {k for t in listed for k in range(t.first, t.last + 1)} | reading.runs.persons
    beginning, ending = {t.first: t for t in listed}, {t.last: t for t in listed}
    streets = not reading.lists.street_heads.isdisjoint(reading.words.vocabulary)
    for first, last in reading.runs.spans:
        if streets:
            yield from _streets(reading, first, last)
        if first < last:
            yield from _landform(reading, first, last, beginning, ending)
        covered = first in beginning and beginning[first].last > last  # "Sarpol" of "Sarpol-e Zahab"
        unknown = taken.isdisjoint(range(first, min(last, first + 2) + 1)) or not (last in ending or covered)
        if unknown and first not in reading.runs.persons and (why := _stranger(reading, first, last)):
            yield _told(reading, first, last, why)
    yield from _counties(reading)


def _streets(reading: Reading, first: int, last: int) -> Iterator[Toponym]:
    words, lists = reading.words, reading.lists
    ordinal = first > 0 and words.kinds[first - 1] == NUMBER and words.texts[first - 1][-1].isalpha()  # "40th Avenue"
    for k in range(first, last + 1):
        is_title = words.lowers[k] in lists.titles and k < last
        if words.lowers[k] not in lists.street_heads or is_title or institution(reading, k + 1, last):
            continue
        start, end = next(i for i in range(max(first, k - 3), k + 1) if words.kinds[i] == CAPITAL), k
        if words.opens[start] and words.lowers[start] in lists.all_prepositions:
            start += 1
        if start == first and ordinal:
            start -= 1
        numbered = words.lowers[k - 1 : k + 1] == ["county", "road"] and words.kinds[k + 1 : k + 2] == NUMBER
        if numbered or (k < last and words.lowers[k + 1] in lists.compass):
            end += 1
        if start < k:
            yield _told(reading, start, end, "street")


def _landform(
    reading: Reading, first: int, last: int, beginning: dict[int, Toponym], ending: dict[int, Toponym]
) -> Iterator[Toponym]:
    """A run whose last word ("Creek") or first ("Lake") says that it is a place."""
    words, lists = reading.words, reading.lists
    tail = words.lowers[last]
    while first < last and words.opens[first] and words.lowers[first] in lists.all_prepositions:
        first += 1
    fronted = last == first + 1 and words.lowers[first] in lists.front_heads and tail not in lists.topic_heads
    if not (tail in lists.landform_heads or fronted) or not 1 <= last - first <= 3:
        return
    if first in reading.runs.persons or institution(reading, first, last):
        return
    covered, opening = ending.get(last), beginning.get(first)
    if covered is not None and covered.first < last:
        return
    if opening is not None and first < opening.last < last - 1:
        return
    if last == first + 1 and words.lowers[first] in lists.first_names:
        return  # "Robin Lake"
    if tail in lists.landform_heads:
        division = opening is not None and opening.last == last - 1 and tail in lists.division_heads
        yield _told(reading, first, last, "landform", opening.known if opening and division else None, head=tail)
    else:
        yield _told(reading, first, last, "landform", head=words.lowers[first])


def _stranger(reading: Reading, first: int, last: int) -> str:
    """What makes a place of a run that no list has: "near Atalissa", "the Galwan valley"; else nothing."""
    words, lists = reading.words, reading.lists
    left, right = first - 1, last + 1
    if last - first > 1 or words.opens[first]:
        return ""
    headed = words.joins[last] == " " and words.kinds[right] == LOWER and words.lowers[right] in lists.landform_heads
    near = words.joins[left] == " " and words.lowers[left] in ("in", "near")
    called = first > 1 and words.lowers[left] == "of" and words.lowers[left - 1] in lists.of_heads
    if not (headed or near or called) or words.kinds[right : right + 1] == NUMBER or institution(reading, first, last):
        return ""
    for k in range(first, last + 1):
        if words.lowers[k] in lists.english or len(words.texts[k]) < 3 or words.texts[k].isupper():
            return ""
    return "stranger_landform" if headed else "stranger"


def _counties(reading: Reading) -> Iterator[Toponym]:
    """The names before "counties", which it makes names of counties: "Grant, Swift and Wilkin counties"."""
    words = reading.words
    if "counties" not in words.vocabulary:
        return
    ends = [i for i, lower in enumerate(words.lowers) if lower == "counties"]
    for k in ends:
        k -= 1
        while k >= 0:
            if words.kinds[k] == CAPITAL:
                first = reading.runs.first[k]
                county = f"{words.text[words.starts[first] : words.ends[k]]} County"
                if name := known(reading.gazetteer, county):
                    found = reading.named(first, k, name, key=fold(county))
                    found.head, found.evidence = "county", ["heads_after"]
                    yield found
                k = first - 1
            elif words.lowers[k] in _COUPLES:
                k -= 1
            else:
                break


def institution(reading: Reading, first: int, last: int) -> bool:
    """Whether words `first` to `last` tell of an organisation, a company or a newspaper."""
    words, lists = reading.words.lowers[first : min(last, first + _REACH) + 1], reading.lists
    return not (
        lists.organisation_heads.isdisjoint(words)
        and lists.media_heads.isdisjoint(words)
        and lists.company_heads.isdisjoint(words)
    )


def _told(reading: Reading, first: int, last: int, why: str, name: Name | None = None, *, head: str = "") -> Toponym:
    words = reading.words
    stop = words.lowers[last] in _SHORT_STREETS and words.text[words.ends[last] : words.ends[last] + 1] == "."
    found = reading.named(first, last, name, stop=stop)
    found.evidence, found.head = [why], head
    return found
