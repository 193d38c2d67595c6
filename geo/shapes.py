"""Outlines of the world: countries, provinces, regions, borders, waters. Read one by one, when asked for.

The files under geo/data hold one shape a line, each line a gzip member of its own, so that one can be read without
the rest (`zcat` still reads the whole file); shapes.tsv says where each lies. Coordinates are [lon, lat], WGS84.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).parent / "data"
INDEX = DATA / "shapes.tsv.gz"
OSM = "shapes-osm.jsonl.gz"
ShapeKind = Literal["country", "province", "region", "former", "waters", "sea", "lake", "river"]
NEAREST_DEGREES = 0.05  # how far off a coast a point still counts as its country's


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A row of the index. `accuracy_km` is how far its line may be from the true one; `since` and `until` are years."""

    kind: ShapeKind
    id: str
    country: str | None
    name: str
    west: float
    south: float
    east: float
    north: float
    accuracy_km: float
    file: str
    offset: int
    length: int
    note: str = ""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north

    @property
    def source(self) -> str:
        """Who drew it, in a line to be shown with the map."""
        return "© OpenStreetMap contributors, ODbL" if self.file == OSM else "Natural Earth"

    def meets(self, west: float, south: float, east: float, north: float) -> bool:
        return self.west <= east and west <= self.east and self.south <= north and south <= self.north

    def geometry(self) -> BaseGeometry:
        """The shape in degrees; cached."""
        return _read(self.file, self.offset, self.length)


@lru_cache(maxsize=1)
def _lines() -> dict[tuple[str, str], str]:
    """The index's lines by (kind, id), in its order: read at once, taken apart one by one when asked for."""
    lines = gzip.decompress(INDEX.read_bytes()).decode("utf-8").splitlines()
    return {(kind, name): line for line in lines for kind, name, _ in (line.split("\t", 2),)}


@lru_cache(maxsize=8192)
def find(kind: ShapeKind, name: str) -> Shape | None:
    """One row by its id.

    >>> find("country", "AZE").name
    'Azerbaijan'
    """
    line = _lines().get((kind, name))
    return _row(line.split("\t")) if line else None


@lru_cache(maxsize=512)
def of_kind(kind: ShapeKind, country: str | None = None) -> tuple[Shape, ...]:
    """Rows of one kind, of one country when given, by id."""
    mark = f"\t{country}\t"
    names = [name for (own, name), line in _lines().items() if own == kind and (country is None or mark in line)]
    rows = (find(kind, name) for name in names)
    return tuple(row for row in rows if row and country in (None, row.country))


def _row(fields: list[str]) -> Shape:
    kind, name, country, title, west, south, east, north, accuracy, file, offset, length, note = fields
    return Shape(
        kind=cast(ShapeKind, kind),
        id=name,
        country=country or None,
        name=title,
        west=float(west),
        south=float(south),
        east=float(east),
        north=float(north),
        accuracy_km=float(accuracy),
        file=file,
        offset=int(offset),
        length=int(length),
        note=note,
    )


def country(alpha3: str) -> BaseGeometry | None:
    """The land of a country; None for a code we have no outline of.

    >>> country("AZE").geom_type
    'MultiPolygon'
    """
    shape = find("country", alpha3)
    return shape.geometry() if shape else None


def province(alpha3: str, name: str) -> Shape | None:
    """A first-order division by GeoNames code ("IR.01", or "01") or by name.

    >>> province("IRN", "33").name
    'East Azerbaijan'
    """
    from geo.names import fold

    wanted = fold(name)
    for shape in of_kind("province", alpha3):
        if name == shape.id or name == shape.id.partition(".")[2] or fold(shape.name) == wanted:
            return shape
    return None


@lru_cache(maxsize=1024)
def province_of_place(id: str) -> Shape | None:
    """The first-order division that a place of the gazetteer is, by its id.

    >>> province_of_place("geonames:142549").name
    'East Azerbaijan'
    """
    ending = f"\t{id}"
    key = next((key for key, line in _lines().items() if key[0] == "province" and line.endswith(ending)), None)
    return find("province", key[1]) if key else None


def region(name: str) -> BaseGeometry | None:
    """A region that is no division of one country, by its id: "karabakh", "nkao", "east-zangezur-er"."""
    shape = find("region", name)
    return shape.geometry() if shape else None


def containing(lat: float, lon: float) -> tuple[str | None, str | None]:
    """(country alpha-3, province id) of a point; its territorial sea counts, and a stone's throw off a coast.

    >>> containing(38.083, 46.2919)
    ('IRN', 'IR.33')
    """
    from shapely import Point

    point = Point(lon, lat)
    found = _covering("country", point) or _covering("waters", point) or _nearest("country", point)
    if found is None or found.country is None:
        return None, None
    inner = _covering("province", point, found.country) or _nearest("province", point, found.country)
    return found.country, inner.id if inner else None


def _covering(kind: ShapeKind, point: Point, country: str | None = None) -> Shape | None:
    x, y = point.x, point.y
    for shape in of_kind(kind, country):
        if shape.west <= x <= shape.east and shape.south <= y <= shape.north and shape.geometry().intersects(point):
            return shape
    return None


def _nearest(kind: ShapeKind, point: Point, country: str | None = None) -> Shape | None:
    reach = NEAREST_DEGREES
    box = point.x - reach, point.y - reach, point.x + reach, point.y + reach
    near = [(shape.geometry().distance(point), shape) for shape in of_kind(kind, country) if shape.meets(*box)]
    return min(near, key=lambda pair: (pair[0], pair[1].id))[1] if near and min(near)[0] <= reach else None


@lru_cache(maxsize=256)
def _read(file: str, offset: int, length: int) -> BaseGeometry:
    with (DATA / file).open("rb") as packed:
        packed.seek(offset)
        return decode(json.loads(gzip.decompress(packed.read(length))))


def decode(packed: dict[str, Any]) -> BaseGeometry:
    """A geometry from a line of a shape file: rings or lines as whole numbers, each point from the one before it."""
    import numpy as np
    import shapely

    def points(flat: list[int]) -> Any:
        return np.cumsum(np.array(flat, dtype=np.int64).reshape(-1, 2), axis=0) * packed["scale"]

    if "lines" in packed:
        return shapely.MultiLineString([points(line) for line in packed["lines"]])
    polygons = [[points(ring) for ring in rings] for rings in packed["polygons"]]
    made = shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    shapely.prepare(made)
    return made
