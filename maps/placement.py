"""Where the marks of a view stand: the Python twin of the page's `arrange.ts`, so that picture and page agree.

Marks never overlap: those of one area take places inside it, nearest to its anchor first; those of one town fan out
around it. The same view gives the same arrangement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, pi, sin

from maps.marks import Mark
from maps.projection import Box, Window, whole

APART = 37
REACH = 7
OUTSIDE, HIDDEN = 160, 400  # what it costs to leave the area, to stand under a panel
EDGE, TOLERANCE = 20, 4
AROUND = 18  # half a mark


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


def arrange(marks: Sequence[Mark], window: Window, panels: Sequence[Box]) -> list[Spot]:
    """Spots for the marks whose places lie in the window; `panels` cover part of it. The others have no spot."""
    spots: list[Spot] = []
    for mark in sorted((mark for mark in marks if in_sight(mark, window)), key=lambda mark: (mark.rank, mark.order)):
        assert mark.anchor is not None
        home = window.pixel(mark.anchor)
        x, y = choose(home, spots, insider(mark, window, home), window, panels)
        spots.append(Spot(mark=mark, x=x, y=y, home=home))
    return [spot for spot in spots if is_open(spot.x, spot.y, TOLERANCE, window, panels)]


def in_sight(mark: Mark, window: Window) -> bool:
    if mark.anchor is None:
        return False
    x, y = window.pixel(mark.anchor)
    return TOLERANCE < x < window.width - TOLERANCE and TOLERANCE < y < window.height - TOLERANCE


def choose(
    home: tuple[int, int], taken: Sequence[Spot], holds: Callable[[int], bool], window: Window, panels: Sequence[Box]
) -> tuple[int, int]:
    """The cheapest place that no other mark takes."""
    best, least = home, float("inf")
    for number, (dx, dy, far) in enumerate(candidates()):
        if far >= least:
            break
        x, y = home[0] + dx, home[1] + dy
        if any(hypot(spot.x - x, spot.y - y) < APART for spot in taken):
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
