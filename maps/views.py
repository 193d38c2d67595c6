"""What a map opens on: the places where something happened, not the countries they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.event import Event

Bounds = tuple[float, float, float, float]  # west, south, east, north
WORLD: Bounds = (-170.0, -55.0, 180.0, 75.0)
MARGIN = 0.15  # degrees around a lone town
MANY = 400  # events whose boxes are no longer weighed one by one
MOST = 0.6  # of the events are always in view
OUTLYING = 0.5  # what is left out must at least halve the view


def opening_view(events: Sequence[Event]) -> Bounds:
    """West, south, east, north of the sub-national footprints; of all when there are no others; the world for none.

    A far outlier is left to the page's edge, which announces it, when most events lie close together.

    >>> opening_view([])
    (-170.0, -55.0, 180.0, 75.0)
    """
    placed = [event for event in events if event.footprint and event.anchor]
    local = [event for event in placed if not nationwide(event)] or placed
    if len(local) > MANY:
        return crowd_view(local)
    boxes = sorted(widened(box) for event in local if (box := footprint_bounds(event)))
    while boxes and (near := nearer(boxes, len(local))):
        boxes = near
    return union(boxes) if boxes else WORLD


def crowd_view(events: Sequence[Event]) -> Bounds:
    """Where nearly all of very many events stand: a hundredth at each side may lie outside."""
    lons = sorted(event.anchor[0] for event in events if event.anchor)
    lats = sorted(event.anchor[1] for event in events if event.anchor)
    few = len(lons) // 100
    return widened((lons[few], lats[few], lons[-1 - few], lats[-1 - few]))


def nationwide(event: Event) -> bool:
    return any(place.precision == "country" for place in event.places if place.role != "about")


def footprint_bounds(event: Event) -> Bounds | None:
    """The box of a footprint; None for one that is empty, as a foreign table may have it."""
    from shapely.geometry import shape

    drawn = shape(event.footprint) if event.footprint else None
    if drawn is None or drawn.is_empty:
        return None
    west, south, east, north = drawn.bounds
    return west, south, east, north


def widened(box: Bounds) -> Bounds:
    west, south, east, north = box
    return west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN


def nearer(boxes: Sequence[Bounds], events: int) -> list[Bounds]:
    """The boxes that lie closest together, when leaving out a few halves the view; nothing when it does not."""
    ranked = by_distance(boxes)
    for left_out in range(1, len(ranked)):
        near = ranked[:-left_out]
        if len(near) < max(2, MOST * events):
            break
        far = all(apart(box, union(near)) for box in ranked[-left_out:])  # what reaches into the view belongs to it
        if far and diagonal(union(near)) <= OUTLYING * diagonal(union(ranked)):
            return near
    return []


def apart(box: Bounds, other: Bounds) -> bool:
    return box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1]


def by_distance(boxes: Sequence[Bounds]) -> list[Bounds]:
    """Boxes by the distance of their middle from the median middle, nearest first."""
    x = median((west + east) / 2 for west, _, east, _ in boxes)
    y = median((south + north) / 2 for _, south, _, north in boxes)
    return sorted(boxes, key=lambda box: hypot((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y))


def union(boxes: Sequence[Bounds]) -> Bounds:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def diagonal(box: Bounds) -> float:
    return hypot(box[2] - box[0], box[3] - box[1])
