"""Where the marks of a view stand: the Python twin of the page's `arrange.ts`, so that picture and page agree.

Marks never overlap: those of one area take places inside it, nearest to its anchor first; those of one town fan out
around it. Where an area has no room for all of its marks, one badge stands for them: a mark outside would seem to say
that it happened there. The same view gives the same arrangement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, pi, sin

from maps.marks import Mark
from maps.projection import Box, Window, meet, whole

APART = 37
REACH = 7
OUTSIDE, HIDDEN = 160, 400  # what it costs to leave the area, to stand under a panel
EDGE, TOLERANCE = 20, 4
AROUND = 18  # half a mark
CORE = 9  # around the middle of a mark: when they all miss its area, it seems to stand elsewhere
BADGE = 21  # half a badge and the room around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A mark at (x, y); `home` is its true place, in the same pixels."""

    mark: Mark
    x: int
    y: int
    home: tuple[int, int]

    @property
    def box(self) -> Box:
        return self.x - AROUND, self.y - AROUND, self.x + AROUND, self.y + AROUND

    @property
    def stem(self) -> float:
        return hypot(self.x - self.home[0], self.y - self.home[1])


@dataclass(frozen=True, slots=True)
class Badge:
    """Stands for marks that find no room in their area, at (x, y)."""

    marks: tuple[Mark, ...]
    x: int
    y: int

    @property
    def box(self) -> Box:
        return self.x - BADGE, self.y - BADGE, self.x + BADGE, self.y + BADGE


def settle(marks: Sequence[Mark], window: Window, panels: Sequence[Box]) -> tuple[list[Spot], list[Badge]]:
    """Spots and badges for the marks whose places lie in the window; `panels` cover part of it.

    Marks that neither a spot nor a badge shows have no open place.
    """
    alone = [mark for mark in marks if in_sight(mark, window)]
    badges: list[Badge] = []
    while True:
        spots = arrange(alone, window, panels, [(badge.x, badge.y) for badge in badges])
        crowded = [group for group in sharing(spots) if any(strays(spot, window) for spot in group)]
        if not crowded:
            return [spot for spot in spots if is_open(spot.x, spot.y, TOLERANCE, window, panels)], badges
        for group in crowded:
            place = open_place(group[0].home, window, panels)
            badges = joined(badges, Badge(tuple(spot.mark for spot in group), *place))
        away = {id(spot.mark) for group in crowded for spot in group}
        alone = [mark for mark in alone if id(mark) not in away]


def joined(badges: Sequence[Badge], new: Badge) -> list[Badge]:
    """The badges with another, or with one for both where two would cover each other."""
    near = next((badge for badge in badges if meet(badge.box, new.box)), None)
    if near is None:
        return [*badges, new]
    return [*(badge for badge in badges if badge is not near), Badge((*near.marks, *new.marks), near.x, near.y)]


def arrange(
    marks: Sequence[Mark], window: Window, panels: Sequence[Box], taken: Sequence[tuple[int, int]] = ()
) -> list[Spot]:
    """A spot for each mark, apart from the others and from the places taken; near its true place, in its area."""
    spots: list[Spot] = []
    for mark in sorted(marks, key=lambda mark: (mark.rank, mark.order)):
        assert mark.anchor is not None
        home = window.pixel(mark.anchor)
        others = [*taken, *((spot.x, spot.y) for spot in spots)]
        x, y = choose(home, others, insider(mark, window, home), window, panels)
        spots.append(Spot(mark=mark, x=x, y=y, home=home))
    return spots


def sharing(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The spots of events that share an area, two or more of each."""
    groups: dict[tuple[float, float] | None, list[Spot]] = {}
    for spot in spots:
        if spot.mark.extent == "area":
            groups.setdefault(spot.mark.anchor, []).append(spot)
    return [group for group in groups.values() if len(group) > 1]


def strays(spot: Spot, window: Window) -> bool:
    """Whether a mark of an area stands outside it."""
    from shapely import contains_xy
    from shapely.geometry import shape

    core = [(0, 0), (-CORE, -CORE), (CORE, -CORE), (-CORE, CORE), (CORE, CORE)]
    area = shape(spot.mark.geometry or {"type": "GeometryCollection", "geometries": []})
    return not contains_xy(area, [window.place(spot.x + dx, spot.y + dy) for dx, dy in core]).any()


def open_place(home: tuple[int, int], window: Window, panels: Sequence[Box]) -> tuple[int, int]:
    """The open place nearest to a home that lies under a panel."""
    places = ((home[0] + dx, home[1] + dy) for dx, dy, _ in candidates())
    return next((place for place in places if is_open(*place, EDGE, window, panels)), home)


def in_sight(mark: Mark, window: Window) -> bool:
    if mark.anchor is None:
        return False
    x, y = window.pixel(mark.anchor)
    return TOLERANCE < x < window.width - TOLERANCE and TOLERANCE < y < window.height - TOLERANCE


def choose(
    home: tuple[int, int],
    taken: Sequence[tuple[int, int]],
    holds: Callable[[int], bool],
    window: Window,
    panels: Sequence[Box],
) -> tuple[int, int]:
    """The cheapest place that no other mark takes."""
    best, least = home, float("inf")
    for number, (dx, dy, far) in enumerate(candidates()):
        if far >= least:
            break
        x, y = home[0] + dx, home[1] + dy
        if any(hypot(left - x, top - y) < APART for left, top in taken):
            continue
        cost = far
        if far > 0 and not holds(number):
            cost += OUTSIDE
        if not is_open(x, y, EDGE, window, panels):
            cost += HIDDEN
        if cost < least:
            best, least = (x, y), cost
    return best


@cache
def candidates() -> tuple[tuple[int, int, float], ...]:
    """Steps from the anchor and their length: none, then widening rings, staggered; near ones first."""
    found: list[tuple[int, int, float]] = [(0, 0, 0.0)]
    for ring in range(1, REACH * 2 + 1):
        radius = ring * (APART / 2) + 2
        count = max(6, whole(2 * pi * radius / 20))
        for step in range(count):
            angle = ((step + (ring % 2) / 2) / count) * 2 * pi - pi / 2
            found.append((whole(radius * cos(angle)), whole(radius * sin(angle)), radius))
    return tuple(found)


def insider(mark: Mark, window: Window, home: tuple[int, int]) -> Callable[[int], bool]:
    """Whether a candidate lies in the mark's area; all of them do where it has none."""
    geometry = mark.geometry
    if mark.extent != "area" or geometry is None:
        return lambda number: True

    @cache
    def inside() -> list[bool]:
        from shapely import contains_xy, prepare
        from shapely.geometry import shape

        area = shape(geometry)
        prepare(area)
        places = [window.place(home[0] + dx, home[1] + dy) for dx, dy, _ in candidates()]
        return [bool(held) for held in contains_xy(area, places)]

    return lambda number: inside()[number]


def is_open(x: float, y: float, room: float, window: Window, panels: Sequence[Box]) -> bool:
    """Whether a mark there stands in the open: in the window and under no panel."""
    if not (room < x < window.width - room and room < y < window.height - room):
        return False
    return not any(
        left - AROUND < x < right + AROUND and top - AROUND < y < bottom + AROUND for left, top, right, bottom in panels
    )
