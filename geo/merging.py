"""Which drafts tell of one event. A news story tells its event again and again; a map must show it once.

A pair of drafts is first held against vetoes (what differs in kind, status, place, time or people is not one
event, however alike the words), then against what speaks for one event: a definite re-mention ("the drill"), the
headline, the same words, actors, place or time. Inside one article a re-mention suffices; across articles nobody
refers back, so both place and time must speak.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.event import EventPlace
from geo.gazetteer import distance_km
from seeds.article import Article
from seeds.report import Actor, Report, When

if TYPE_CHECKING:
    from geo.footprints import Footprint

ENOUGH = 2.0
"""The score at which two drafts of one article are one event."""

OWN, OTHERS, VOICES = 60, 200, 12
"""How many groups of its own story, and of others about one place, a draft is held against; members heard of each."""

Cell = tuple[int, int]

HAPPENED = frozenset({"asserted", "claimed"})
"""Statuses that may tell of the same happening; a denial, a plan or a habit is another statement."""

WORD = re.compile(r"[^\W\d_]{3,}")
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+", "and are been from had has have her his into its near that the their this was were which who with also"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report with its places: one clause's account, not yet merged with the others."""

    article: Article
    report: Report
    places: tuple[EventPlace, ...] = ()
    footprints: tuple[Footprint, ...] = ()

    @property
    def quote(self) -> str:
        return self.report.span.of(self.article.text)

    @property
    def in_headline(self) -> bool:
        """Whether the sentence is the article's first line and is written like a title (no full stop)."""
        first_line = self.article.text.lstrip().partition("\n")[0]
        sentence = self.report.sentence.of(self.article.text).strip()
        return bool(sentence) and sentence[-1] not in '.!?”"' and first_line.startswith(sentence)

    @property
    def completeness(self) -> int:
        """How much of who, whom, when and where the clause itself says."""
        report = self.report
        stated = sum(place.stated for place in self.places)
        said = [report.actors, report.targets, stated, report.when.edtf or report.when.text, report.quantities]
        return 2 * sum(map(bool, said)) - 3 * self.in_headline - report.definite


def cluster(drafts: Iterable[Draft]) -> list[tuple[Draft, ...]]:
    """Drafts grouped by event. Each joins the group it fits best, if it contradicts none of that group's members.

    Only groups within reach are looked at, so that time grows with the drafts and not with their square: the story's
    own latest of that kind, and those other stories have told of thereabouts.
    """
    groups: list[list[Draft]] = []
    told: defaultdict[tuple[int, str], deque[int]] = defaultdict(lambda: deque(maxlen=OWN))
    heard: defaultdict[tuple[str, str, Cell], deque[int]] = defaultdict(lambda: deque(maxlen=OTHERS))
    for draft in drafts:
        own = told[id(draft.article), draft.report.kind]
        others = [i for key in keys(draft, around=True) for i in heard.get(key, ())]
        joined = best_group(draft, sorted({*own, *others}), groups)
        if joined is None:
            joined = len(groups)
            groups.append([])
        groups[joined].append(draft)
        if joined not in own:
            own.append(joined)
        for key in keys(draft, around=False):
            if joined not in heard[key]:
                heard[key].append(joined)
    return [tuple(group) for group in groups]


def best_group(draft: Draft, within_reach: Sequence[int], groups: Sequence[Sequence[Draft]]) -> int | None:
    """The group that most speaks for, the first of equals; None when none is the same event."""
    fits = [
        (max(sameness(draft, member) for member in groups[i][:VOICES]), -i)
        for i in within_reach
        if agrees(draft, groups[i][:VOICES])
    ]
    score, index = max(fits, default=(0.0, 0))
    return -index if score >= ENOUGH else None


def keys(draft: Draft, *, around: bool) -> list[tuple[str, str, Cell]]:
    """Kind, mode and the squares of four degrees that the draft's places stand in, with their neighbours if asked."""
    steps = (-1, 0, 1) if around else (0,)
    cells = {
        (int(place.lat // 4) + north, (int(place.lon // 4) + east) % 90)
        for place in stated_places(draft.places)
        for north in steps
        for east in steps
    }
    return [(draft.report.kind, draft.report.mode, cell) for cell in sorted(cells)]


def agrees(draft: Draft, group: Sequence[Draft]) -> bool:
    return not any(contradict(draft, member) for member in group)


def contradict(a: Draft, b: Draft) -> bool:
    """Whether the two cannot tell of one event."""
    return not same_standing(a.report, b.report) or differ(a, b)


def differ(a: Draft, b: Draft) -> bool:
    """Whether what the two speak of is not one event, be it told or denied.

    A meeting of two is not the meeting of two others, whoever else they have in common.
    """
    one, two = a.report, b.report
    return (
        one.kind != two.kind
        or (one.mode != two.mode and "general" not in (one.mode, two.mode))
        or countries_differ(one.actors, two.actors)
        or (bool(one.targets and two.targets) and countries_differ(one.targets, two.targets))
        or people_differ(one.actors + one.targets, two.actors + two.targets)
        or times_differ(one.when, two.when)
        or places_differ(a.places, b.places)
        or counts_differ(one, two)
    )


def same_standing(a: Report, b: Report) -> bool:
    return a.status == b.status or {a.status, b.status} <= HAPPENED


def disputes(a: Draft, b: Draft) -> bool:
    """Whether one denies what the other tells: two events, each of which has the other's account beside its own."""
    one, two = a.report, b.report
    if (one.status == "denied") == (two.status == "denied") or not HAPPENED & {one.status, two.status}:
        return False
    denial = one if one.status == "denied" else two
    same = alike(a, b) >= 0.5 or same_place(a.places, b.places)
    return not differ(a, b) and (same or (denial.definite and a.article is b.article))


def oppositions(accounts: Sequence[Draft]) -> list[list[Draft]]:
    """For each account those that deny what it tells, or tell what it denies, of the nearest of its kind."""
    against: list[list[Draft]] = [[] for _ in accounts]
    of_kind: defaultdict[str, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        of_kind[account.report.kind].append(i)
    for same in of_kind.values():
        for at, i in enumerate(same):
            if accounts[i].report.status == "denied":
                for j in same[max(0, at - OWN) : at + OWN]:
                    if disputes(accounts[i], accounts[j]):
                        against[i].append(accounts[j])
                        against[j].append(accounts[i])
    return against


def countries(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)


def countries_differ(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    mine, theirs = countries(a), countries(b)
    return bool(mine and theirs and not mine & theirs)


def people(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(actor.name.split()[-1] for actor in actors if actor.kind == "person" and actor.name[:1].isupper())


def people_differ(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    mine, theirs = people(a), people(b)
    return bool(mine - theirs and theirs - mine)


def times_differ(a: When, b: When) -> bool:
    """Whether the two times cannot be one; words that stayed open are compared as words."""
    if a.edtf and b.edtf:
        return (a.end is not None and b.start is not None and a.end <= b.start) or (
            b.end is not None and a.start is not None and b.end <= a.start
        )
    if not a.edtf and not b.edtf and a.text and b.text:
        return a.text.casefold() != b.text.casefold()
    # "6 February" of an unknown year takes no date from "the winter of 1988"
    return any(one.text and not one.edtf and other.basis == "explicit" for one, other in ((a, b), (b, a)))


def same_time(a: When, b: When) -> bool:
    return bool(a.edtf and b.edtf) and not times_differ(a, b) and None not in (a.start, a.end, b.start, b.end)


def stated_places(places: Sequence[EventPlace]) -> list[EventPlace]:
    return [place for place in places if place.stated and place.role != "about"]


def touch(a: EventPlace, b: EventPlace) -> bool:
    if a.id == b.id:
        return True
    reach = a.uncertainty_km + b.uncertainty_km + 10
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= reach


def places_differ(a: Sequence[EventPlace], b: Sequence[EventPlace]) -> bool:
    mine, theirs = stated_places(a), stated_places(b)
    return bool(mine and theirs) and not any(touch(x, y) for x in mine for y in theirs)


def same_place(a: Sequence[EventPlace], b: Sequence[EventPlace]) -> bool:
    """Whether both name a place finer than a country and those places touch."""
    fine = [[place for place in stated_places(side) if place.precision != "country"] for side in (a, b)]
    return any(touch(x, y) for x in fine[0] for y in fine[1])


def counts_differ(a: Report, b: Report) -> bool:
    """Two different numbers of the same thing, told of the same side, are two events ("two", then "five drivers")."""
    mine = {quantity.kind: quantity.value for quantity in a.quantities}
    return a.kind in ("detain", "ease", "move") and any(
        quantity.kind in mine and mine[quantity.kind] != quantity.value for quantity in b.quantities
    )


def words(draft: Draft) -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(draft.quote)) - EMPTY_WORDS


def alike(a: Draft, b: Draft) -> float:
    """Share of the shorter clause's words that the other has too, 0-1."""
    mine, theirs = words(a), words(b)
    smaller = min(len(mine), len(theirs))
    return len(mine & theirs) / smaller if smaller else 0.0


def sameness(a: Draft, b: Draft) -> float:
    """How much speaks for the two being one event."""
    if a.article is not b.article:
        return sameness_across(a, b)
    one, two = a.report, b.report
    referring = one.definite or a.in_headline != b.in_headline
    shared = bool(countries(one.actors) & countries(two.actors)) + same_place(a.places, b.places)
    same_words = alike(a, b)
    return (
        1.5 * referring
        + 0.5 * (one.mode == two.mode)
        + 0.5 * shared
        + 0.5 * same_time(one.when, two.when)
        + (2.0 * same_words if same_words >= 0.5 else 0.0)
    )


def sameness_across(a: Draft, b: Draft) -> float:
    """Across articles: the same mode, and place and time that both articles give and that agree."""
    one, two = a.report, b.report
    if one.mode != two.mode or not (same_time(one.when, two.when) or alike(a, b) >= 0.8):
        return 0.0
    return ENOUGH * same_place(a.places, b.places)
