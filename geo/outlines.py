"""What a footprint is, and how an area becomes one: cut at the antimeridian, light, valid, with its marker inside."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.event import Geometry
from geo.place import Precision
from geo.projecting import wrapped
from geo.shapes import Shape

MOST_POINTS = 1200  # of a footprint on a page: under 12 kB gzipped
# What ACLED's geo_precision and UCDP GED's where_prec call our classes (codebooks 2023 and 23.1).
ACLED_PRECISION: dict[Precision, int] = {
    "site": 1, "settlement": 1, "line": 2, "border_zone": 3, "district": 2, "region": 3, "country": 3,
}  # fmt: skip
UCDP_PRECISION: dict[Precision, int] = {
    "site": 1, "settlement": 1, "line": 5, "border_zone": 5, "district": 3, "region": 4, "country": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """An area or line with the marker's place in it. `anchor` is (lon, lat); `uncertainty_km` how far the true spot
    may be from it; `words` says in plain English what the area is; `sources` what it was drawn from.
    """

    geometry: Geometry
    anchor: tuple[float, float]
    precision: Precision
    uncertainty_km: float
    words: str
    name: str
    id: str
    country: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def area(self) -> BaseGeometry:
        """The geometry as shapely has it, in degrees."""
        area: BaseGeometry = shapely.from_geojson(json.dumps(self.geometry))
        return area

    @property
    def acled_precision(self) -> int:
        return ACLED_PRECISION[self.precision]

    @property
    def ucdp_precision(self) -> int:
        return 2 if self.precision == "settlement" and self.uncertainty_km > 10 else UCDP_PRECISION[self.precision]


def outlined(
    area: BaseGeometry,
    precision: Precision,
    words: str,
    name: str,
    id: str,
    country: str | None,
    *rows: Shape,
    anchor: tuple[float, float] | None = None,
    sources: tuple[str, ...] = (),
) -> Footprint:
    drawn = _light(polygons_of(wrapped(area)))
    spot = anchor if anchor and drawn.contains(shapely.Point(anchor)) else _anchor(drawn)
    spot = (round(spot[0], 5), round(spot[1], 5))
    return Footprint(
        geometry=geojson_of(drawn),
        anchor=spot,
        precision=precision,
        uncertainty_km=_reach(drawn, spot),
        words=words,
        name=name,
        id=id,
        country=country,
        sources=sources or tuple(dict.fromkeys(row.source for row in rows)),
    )


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of any geometry; its lines and points are left out."""
    parts = shapely.get_parts(shapely.get_parts(geometry))  # twice: parts of a collection have parts
    areas: BaseGeometry = shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    return areas


def _light(area: BaseGeometry) -> BaseGeometry:
    """An area with few enough points for a page, on a grid of ten metres; never empty, always valid."""
    light, step = area, 0.05 * area.length / MOST_POINTS
    largest = shapely.area(shapely.get_parts(area)).max(initial=0.0)
    while shapely.get_num_coordinates(light) > MOST_POINTS:  # each round lightens what the last one left
        step *= 1.5
        parts = shapely.get_parts(light)
        kept = parts[shapely.area(parts) > min(step**2, largest / 2)]
        light = polygons_of(shapely.geometrycollections(shapely.simplify(kept, step, preserve_topology=False)))
    light = polygons_of(shapely.set_precision(sound(light), 1e-4))
    return polygons_of(sound(area)) if light.is_empty else light


def sound(area: BaseGeometry) -> BaseGeometry:
    """A valid area; where parts have come to overlap it is their union."""
    valid: BaseGeometry = area if area.is_valid else shapely.make_valid(area, method="structure", keep_collapsed=False)
    return valid


def _anchor(area: BaseGeometry) -> tuple[float, float]:
    """A point well inside an area, as near to its middle as that allows."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    room = shapely.maximum_inscribed_circle(largest, tolerance=math.sqrt(largest.area) / 60)
    inner = largest.simplify(room.length * 0.25).buffer(-room.length * 0.4, quad_segs=2)
    middle = _in_one_piece(area).centroid
    if inner.is_empty:
        return room.coords[0][0], room.coords[0][1]
    if middle.x - inner.centroid.x > 180:
        middle = shapely.Point(middle.x - 360, middle.y)
    spot = middle if inner.contains(middle) else shapely.shortest_line(inner, middle).coords[0]
    return (spot.x, spot.y) if isinstance(spot, shapely.Point) else (spot[0], spot[1])


def _in_one_piece(area: BaseGeometry) -> BaseGeometry:
    """An area cut at the antimeridian with its western parts turned to lie beside the eastern ones."""
    if area.bounds[2] - area.bounds[0] <= 180:
        return area
    parts = shapely.get_parts(area)
    west = shapely.bounds(parts)[:, 2] <= 0
    turned_parts = shapely.transform(parts[west], lambda points: points + np.array([360.0, 0.0]))
    return shapely.MultiPolygon([*parts[~west], *turned_parts])


def _reach(area: BaseGeometry, anchor: tuple[float, float]) -> float:
    """The distance from the anchor to the farthest point of an area, km."""
    points = np.radians(shapely.get_coordinates(area))
    lon, lat = np.radians(anchor)
    half = np.sin((points[:, 1] - lat) / 2) ** 2
    half += np.cos(lat) * np.cos(points[:, 1]) * np.sin((points[:, 0] - lon) / 2) ** 2
    return round(float(2 * 6371.0088 * np.arcsin(np.sqrt(np.clip(half, 0, 1))).max()), 1)


def geojson_of(geometry: BaseGeometry) -> Geometry:
    """A GeoJSON geometry, one polygon or line where one will do, outer rings anticlockwise."""
    parts = shapely.get_parts(shapely.orient_polygons(geometry))
    kind, drawn = parts[0].geom_type, [_coordinates(part) for part in parts]
    single = len(drawn) == 1
    return {"type": kind if single else f"Multi{kind}", "coordinates": drawn[0] if single else drawn}


def _coordinates(part: BaseGeometry) -> list[Any]:
    if isinstance(part, shapely.Polygon):
        return [_coordinates(ring) for ring in (part.exterior, *part.interiors)]
    rounded: list[Any] = np.round(shapely.get_coordinates(part), 4).tolist()
    return rounded


def continuous(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points with longitudes that take the short way round."""
    turned = [points[0]]
    for lon, lat in points[1:]:
        turned.append((lon + 360 * round((turned[-1][0] - lon) / 360), lat))
    return turned


def turned(lon: float) -> float:
    return (lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon


def possessive(name: str) -> str:
    """
    >>> possessive("Iran"), possessive("Cyprus")
    ("Iran's", "Cyprus'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"
