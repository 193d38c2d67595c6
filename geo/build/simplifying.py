"""Make a coverage lighter without tearing it: each shared line is simplified once, for both its sides."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry as Geometry

FINE = 0.001  # degrees, about 100 m: lines of the OpenStreetMap area
COARSE = 0.012  # the rest of the world
SMALL = 0.005  # islets and city states, which the coarse step would turn into triangles
SHORT = 0.4  # degrees of outline: what counts as one of those
ISLET = 2e-4  # square degrees, about 2 km²: smaller islands go, unless their country has little else
MICROSTATE = 0.3  # square degrees


def simplified(lands: dict[str, Geometry], fine: frozenset[str]) -> dict[str, Geometry]:
    """The same coverage, lighter; lines of the `fine` owners keep more detail."""
    kept = {owner: _without_islets(land) for owner, land in lands.items()}
    fine_points = _vertices([kept[owner] for owner in sorted(fine) if owner in kept])
    lines: dict[float, list[LineString]] = defaultdict(list)
    for arc in arcs([land.boundary for land in kept.values()]):
        lines[_tolerance(arc, fine_points)].append(arc)
    thinned = [MultiLineString(group).simplify(step) for step, group in sorted(lines.items())]
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(shapely.union_all(thinned, grid_size=1e-4)))))
    return _claimed(list(faces), kept)


def arcs(lines: list[Geometry]) -> list[LineString]:
    """Lines between the points where three or more meet."""
    return list(shapely.get_parts(shapely.line_merge(shapely.union_all(lines))))


def _tolerance(arc: LineString, fine_points: set[tuple[float, float]]) -> float:
    middle = arc.coords[len(arc.coords) // 2]
    if middle in fine_points:
        return FINE
    return SMALL if arc.length < SHORT else COARSE


def _vertices(lands: list[Geometry]) -> set[tuple[float, float]]:
    return {(x, y) for land in lands for x, y in shapely.get_coordinates(land)}


def _without_islets(land: Geometry) -> Geometry:
    parts = shapely.get_parts(land)
    if land.area < MICROSTATE:
        return land
    return MultiPolygon([part for part in parts if part.area > ISLET])


def _claimed(faces: list[Polygon], lands: dict[str, Geometry]) -> dict[str, Geometry]:
    """Each face goes to the land that its inner point lay in; faces in none are sea or lake."""
    tree = shapely.STRtree(shapely.point_on_surface(np.array(faces)))
    claimed: dict[str, list[Polygon]] = {}
    taken: set[int] = set()
    for owner, land in lands.items():
        found = sorted(set(tree.query(shapely.get_parts(land), predicate="covers")[1].tolist()) - taken)
        taken.update(found)
        claimed[owner] = [faces[index] for index in found]
    return {owner: shapely.coverage_union_all(parts) for owner, parts in claimed.items() if parts}
