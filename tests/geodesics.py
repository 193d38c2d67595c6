"""Shapes built point by point with geographiclib: the independent oracle that footprints are compared with."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import shapely
from geographiclib.geodesic import Geodesic

WGS84 = Geodesic.WGS84


def point_at(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """(lon, lat) so far off in a direction."""
    end = WGS84.Direct(lat, lon, bearing, km * 1000)
    return end["lon2"], end["lat2"]


def circle(lat: float, lon: float, km: float, points: int = 72) -> Any:
    return shapely.Polygon([point_at(lat, lon, 360 * n / points, km) for n in range(points)])


def zone(line: Any, km: float, points: int = 64) -> Any:
    """Everything within km of a line: hulls of circles about neighbouring points, joined."""
    hulls = []
    for part in shapely.get_parts(line):
        circles = [circle(y, x, km, points) for x, y in part.segmentize(max(0.02, km / 2000)).coords]
        hulls += [shapely.union(a, b).convex_hull for a, b in pairwise(circles)]
    return shapely.union_all(hulls)


def sector(lat: float, lon: float, bearing: float, near: float, far: float, width: float = 60.0) -> Any:
    angles = [bearing - width / 2 + width * n / 40 for n in range(41)]
    outer = [point_at(lat, lon, angle, far) for angle in angles]
    inner = [point_at(lat, lon, angle, near) for angle in reversed(angles)]
    return shapely.Polygon(outer + inner)


def area_km2(area: Any) -> float:
    total = 0.0
    for part in shapely.get_parts(area):
        for number, ring in enumerate((part.exterior, *part.interiors)):
            polygon = WGS84.Polygon()
            for x, y in ring.coords[:-1]:
                polygon.AddPoint(y, x)
            total += abs(polygon.Compute()[2]) / 1e6 * (1 if number == 0 else -1)
    return total


def length_km(line: Any) -> float:
    return sum(
        WGS84.Inverse(y1, x1, y2, x2, Geodesic.DISTANCE)["s12"] / 1000
        for part in shapely.get_parts(line)
        for (x1, y1), (x2, y2) in pairwise(part.coords)
    )


def overlap(one: Any, other: Any) -> float:
    """Intersection over union."""
    return float((one & other).area / (one | other).area)
