"""What a map opens on: the places where something happened, not the countries they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.event import Event

Bounds = tuple[float, float, float, float]  # west, south, east, north
WORLD: Bounds = (-170.0, -55.0, 180.0, 75.0)
MARGIN = 0.15  # degrees around a lone town
MANY = 400  # events whose boxes are no longer weighed one by one
OUTLYING = 0.5  # what is left out must at least halve the view


def opening_view(events: Sequence[Event]) -> Bounds:
    """West, south, east, north of the sub-national footprints; of all when there are no others; the world for none.

    A far outlier is left to the page's edge, which announces it, when most events lie close together.

    >>> opening_view([])
    (-170.0, -55.0, 180.0, 75.0)
    """
    placed = [event for event in events if event.footprint and event.anchor]
    local = [event for event in placed if not nationwide(event)] or placed
    if not local:
        return WORLD
    if len(local) > MANY:
        return crowd_view(local)
    boxes = sorted(widened(footprint_bounds(event)) for event in local)
    while len(boxes) > 2:
        rest = boxes_without_farthest(boxes)
        if len(rest) < 0.6 * len(local) or diagonal(union(rest)) > OUTLYING * diagonal(union(boxes)):
            break
        boxes = rest
    return union(boxes)


def crowd_view(events: Sequence[Event]) -> Bounds:
    """Where nearly all of very many events stand: a hundredth at each side may lie outside."""
    lons = sorted(event.anchor[0] for event in events if event.anchor)
    lats = sorted(event.anchor[1] for event in events if event.anchor)
    few = len(lons) // 100
    return widened((lons[few], lats[few], lons[-1 - few], lats[-1 - few]))


def nationwide(event: Event) -> bool:
    return any(place.precision == "country" for place in event.places if place.role != "about")


def footprint_bounds(event: Event) -> Bounds:
    from shapely.geometry import shape

    assert event.footprint is not None
    west, south, east, north = shape(event.footprint).bounds
    return west, south, east, north


def widened(box: Bounds) -> Bounds:
    west, south, east, north = box
    return west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN


def boxes_without_farthest(boxes: list[Bounds]) -> list[Bounds]:
    """All but those of the box whose middle lies farthest from the median middle."""
    middles = sorted((west + east) / 2 for west, _, east, _ in boxes)
    heights = sorted((south + north) / 2 for _, south, _, north in boxes)
    x, y = middles[len(middles) // 2], heights[len(heights) // 2]

    def distance(box: Bounds) -> float:
        return hypot((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y)

    farthest = max(boxes, key=distance)
    return [box for box in boxes if box != farthest]


def union(boxes: Sequence[Bounds]) -> Bounds:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def diagonal(box: Bounds) -> float:
    return hypot(box[2] - box[0], box[3] - box[1])
