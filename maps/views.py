"""What a map opens on: the places where something happened, not the countries they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.event import Event, Geometry

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
    plain = framed(local, across=False)
    if plain[2] - plain[0] <= 180:
        return plain
    # events on both sides of the antimeridian lie close together, not at the two ends of the world
    across = framed(local, across=True)
    return across if across[2] - across[0] <= OUTLYING * (plain[2] - plain[0]) else plain


def framed(events: Sequence[Event], *, across: bool) -> Bounds:
    """The box around events; `across` counts longitudes from 0 to 360, over the antimeridian."""
    if len(events) > MANY:
        return crowd_view(events, across=across)
    boxes = sorted(widened(box) for event in events if (box := footprint_bounds(event, across=across)))
    while boxes and (near := nearer(boxes, len(events))):
        boxes = near
    return union(boxes) if boxes else WORLD


def crowd_view(events: Sequence[Event], *, across: bool = False) -> Bounds:
    """Where nearly all of very many events stand: a hundredth at each side may lie outside."""
    lons = sorted(eastward(event.anchor[0], across) for event in events if event.anchor)
    lats = sorted(event.anchor[1] for event in events if event.anchor)
    few = len(lons) // 100
    return widened((lons[few], lats[few], lons[-1 - few], lats[-1 - few]))


def eastward(lon: float, across: bool) -> float:
    return lon + 360 if across and lon < 0 else lon


def turned(event: Event, view: Bounds) -> Event:
    """The event with its longitudes as the view counts them."""
    if view[2] <= 180 or event.anchor is None or event.footprint is None:
        return event
    places = tuple(replace(place, lon=turned_lon(place.lon, view)) for place in event.places)
    anchor = turned_lon(event.anchor[0], view), event.anchor[1]
    return replace(event, places=places, anchor=anchor, footprint=turned_geometry(event.footprint, view))


def turned_lon(lon: float, view: Bounds) -> float:
    """A longitude as a view counts it: one over the antimeridian goes on past 180.

    >>> turned_lon(-179.5, (176.0, -20.0, 182.0, -12.0)), turned_lon(-179.5, (-170.0, -55.0, 180.0, 75.0))
    (180.5, -179.5)
    """
    return lon + 360 if view[2] > 180 and lon < (view[0] + view[2]) / 2 - 180 else lon


def turned_geometry(geometry: Geometry, view: Bounds) -> Geometry:
    """The geometry with each part, which never crosses the antimeridian, on the view's side of it."""
    from shapely import get_parts
    from shapely.affinity import translate
    from shapely.geometry import mapping, shape

    drawn = shape(geometry)
    made: Any = type(drawn)
    middles = [(part, (part.bounds[0] + part.bounds[2]) / 2) for part in get_parts(drawn)]
    parts = [translate(part, turned_lon(middle, view) - middle) for part, middle in middles]
    return dict(mapping(made(parts) if hasattr(drawn, "geoms") else parts[0]))


def nationwide(event: Event) -> bool:
    return any(place.precision == "country" for place in event.places if place.role != "about")


def footprint_bounds(event: Event, *, across: bool = False) -> Bounds | None:
    """The box of a footprint; None for one that is empty, as a foreign table may have it."""
    from shapely import get_parts
    from shapely.geometry import shape

    drawn = shape(event.footprint) if event.footprint else None
    if drawn is None or drawn.is_empty:
        return None
    return union([shifted(part.bounds) if across else part.bounds for part in get_parts(drawn)])


def shifted(box: Bounds) -> Bounds:
    """A box that lies west of Greenwich, counted eastward."""
    west, south, east, north = box
    return (west + 360, south, east + 360, north) if west + east < 0 else box


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
