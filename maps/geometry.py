"""Geometries that others give: checked, walked through, and blurred to a circle."""

from __future__ import annotations

import math
from collections.abc import Iterator

from geo.event import Geometry

KM_PER_DEGREE = 111.195  # of latitude, on a sphere
CORNERS = 32
GEOMETRIES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)


def checked(geometry: Geometry) -> Geometry:
    """The geometry, if it is one and lies on the globe."""
    if not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES:
        raise ValueError("the geometry is not one GeoJSON knows")
    found = False
    for lon, lat in positions(geometry):
        found = True
        on_globe(lon, lat)
    if not found:
        raise ValueError("the geometry has no coordinates")
    return geometry


def on_globe(lon: float, lat: float) -> None:
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("a coordinate is not a finite number")
    if abs(lat) > 90:
        exchanged = "; are latitude and longitude exchanged?" if abs(lon) <= 90 else ""
        raise ValueError(f"latitude {lat:g} is not between -90 and 90{exchanged}")
    if abs(lon) > 180:
        raise ValueError(f"longitude {lon:g} is not between -180 and 180")


def positions(geometry: Geometry) -> Iterator[tuple[float, float]]:
    """Every [lon, lat] of a geometry, however deep it lies."""
    parts = geometry.get("geometries", [geometry])
    stack = [part.get("coordinates") if isinstance(part, dict) else None for part in parts]
    while stack:
        part = stack.pop()
        if not isinstance(part, list | tuple) or not part:
            raise ValueError("the geometry has no coordinates")
        if isinstance(part[0], list | tuple):
            stack.extend(part)
        elif len(part) < 2 or not all(isinstance(number, int | float) for number in part[:2]):
            raise ValueError(f"{part!r} is not a longitude and a latitude")
        else:
            yield part[0], part[1]


def anchor_of(geometry: Geometry) -> tuple[float, float]:
    """A point inside the geometry."""
    if geometry["type"] == "Point":
        return geometry["coordinates"][0], geometry["coordinates"][1]
    import shapely
    from shapely.geometry import shape

    try:
        point = shape(geometry).representative_point()
    except (shapely.errors.ShapelyError, ValueError, TypeError):
        raise ValueError("the geometry cannot be drawn: its rings do not close or cross") from None
    return point.x, point.y


def circle(lon: float, lat: float, km: float) -> Geometry:
    """A circle of that many kilometres, cut off at the date line and the poles.

    >>> ring = circle(46, 39, 10)["coordinates"][0]
    >>> len(ring), ring[0] == ring[-1], round(max(lat for _, lat in ring), 2)
    (33, True, 39.09)
    """
    high = km / KM_PER_DEGREE
    wide = high / max(math.cos(math.radians(lat)), 0.01)
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
    corners = [(lon + wide * math.cos(turn), lat + high * math.sin(turn)) for turn in turns]
    ring = [[min(max(x, -180.0), 180.0), min(max(y, -90.0), 90.0)] for x, y in corners]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
