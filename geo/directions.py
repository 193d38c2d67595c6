"""Directions: "20 km west of Shusha", "north-western Iran", "the south of the province"."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import shapes
from geo.outlines import Footprint, outlined, sound, turned
from geo.place import Precision
from geo.projecting import LocalMap

Direction = Literal[
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west", "central"
]  # fmt: skip
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
BEARINGS = {direction: 45.0 * number for number, direction in enumerate(DIRECTIONS[:8])}

APART_DEGREES = 2.0  # islands nearer than this to a country's mainland, or to each other, are part of it
BEYOND_KM = 15.0  # "west of Shusha", when the text does not say how far: up to twice this
SECTOR_DEGREES = 60.0
SHARES = {"cardinal": 0.4, "diagonal": 0.3, "central": 0.3}  # of a region's area


def toward(base: Footprint, km: float, direction: Direction, *, spread: float | None = None) -> Footprint:
    """A piece of a ring: about `km` from a place, in a direction.

    >>> from geo.footprints import of_place
    >>> from geo.place import Place
    >>> town = of_place(Place(id="x", name="Shusha", lat=39.76, lon=46.75, country="AZE"))
    >>> toward(town, 20, "west").words
    'about 20 km west of Shusha'
    """
    if spread is None:
        spread = max(1.0, min(base.uncertainty_km, km) * 0.5) if base.precision in ("settlement", "site") else km * 0.2
    near, far = max(0.0, km * 0.8 - spread), km * 1.2 + spread
    angles = np.radians(BEARINGS[direction] + np.linspace(-SECTOR_DEGREES / 2, SECTOR_DEGREES / 2, 33))
    ring = np.column_stack([np.sin(angles), np.cos(angles)])
    ground = LocalMap(*base.anchor)
    area = ground.unflatten(shapely.Polygon(np.concatenate([ring * far, ring[::-1] * max(near, 0.01)])))
    lon, lat = shapely.get_coordinates(ground.unflatten(shapely.Point(ring[16] * km)))[0].tolist()
    country = shapes.containing(lat, turned(lon))[0] or base.country
    words, name = f"about {km:.3g} km {direction} of {base.name}", f"{km:.3g} km {direction} of {base.name}"
    slug = f"{base.id}+{km:g}km-{direction}"
    precision: Precision = "settlement" if far <= 30 else "district"
    anchor = turned(lon), lat
    return outlined(area, precision, words, name, slug, country, anchor=anchor, sources=base.sources)


def beyond(base: Footprint, direction: Direction) -> Footprint:
    """Some way off in a direction: "west of Shusha", when the text does not say how far.

    >>> from geo.footprints import of_place
    >>> from geo.place import Place
    >>> town = of_place(Place(id="x", name="Shusha", lat=39.76, lon=46.75, country="AZE"))
    >>> beyond(town, "west").words
    'west of Shusha (within 30 km)'
    """
    found = toward(base, BEYOND_KM, direction, spread=BEYOND_KM * 0.8)
    words = f"{direction} of {base.name} (within {BEYOND_KM * 2:.0f} km)"
    return replace(found, words=words, name=f"{direction} of {base.name}", id=f"{base.id}+{direction}")


def part_of(base: Footprint, direction: Direction) -> Footprint:
    """The part of a country, province or region that lies in a direction: as custom has it, else by share of area.

    >>> from geo.footprints import of_country
    >>> part_of(of_country("IRN"), "north-west").words
    'somewhere in north-western Iran (West Azerbaijan, Ardabil..., East Azerbaijan, Zanjan)'
    """
    return _by_custom(base, direction) or _part_by_share(base, direction)


@lru_cache(maxsize=1)
def _customary() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "directions.toml").read_text("utf-8"))


def _by_custom(base: Footprint, direction: Direction) -> Footprint | None:
    country, name = base.country, base.name
    entry = _customary().get(country or "", {}).get(direction)
    if entry is None or base.precision != "country":
        return None
    rows = [row for code in entry["provinces"] if (row := shapes.find("province", code))]
    area = shapely.union_all([row.geometry() for row in rows], grid_size=1e-4)
    title = f"{adjective(direction)} {name}"
    words = f"somewhere in {title} ({', '.join(row.name for row in rows)})"
    slug = f"araxes:{country}-{direction}".lower()
    return outlined(area, "region", words, title, slug, country, *rows, sources=(entry["source"],))


def _part_by_share(base: Footprint, direction: Direction) -> Footprint:
    area = _mainland(base.area)
    ground = LocalMap.around(area)
    flat = sound(ground.flatten(area.segmentize(1.0)))
    piece = _middle(flat) if direction == "central" else _end(flat, BEARINGS[direction])
    title = f"{adjective(direction)} {base.name}"
    words = f"somewhere in {title} (that part by area)"
    precision: Precision = "region" if base.precision == "country" else base.precision
    slug = f"{base.id}:{direction}"
    cut = ground.unflatten(piece.segmentize(25))  # or the straight cut would be straight in degrees
    return outlined(cut, precision, words, title, slug, base.country, sources=base.sources)


def _mainland(area: BaseGeometry) -> BaseGeometry:
    """The largest part and what hangs together with it, over the antimeridian too: not Alaska, not Guiana."""
    parts = shapely.get_parts(area)
    parts = parts[np.argsort(-shapely.area(parts))]
    joined = edge = parts[:1]
    left = np.concatenate([_shifted(parts[1:], turn) for turn in (-360, 0, 360)])
    while len(edge):
        near = shapely.dwithin(shapely.multipolygons(edge), left, APART_DEGREES)
        edge, left = left[near], left[~near]
        joined = np.concatenate([joined, edge])
    return shapely.MultiPolygon(list(joined))


def _shifted(parts: Any, degrees: float) -> Any:
    return shapely.transform(parts, lambda points: points + np.array([degrees, 0.0]))


def _end(flat: BaseGeometry, bearing: float) -> BaseGeometry:
    """The outermost share of an area in a direction, cut straight."""
    share = SHARES["diagonal" if bearing % 90 else "cardinal"]
    west, south, east, north = flat.bounds
    reach = math.hypot(east - west, north - south)
    ahead = np.array([math.sin(math.radians(bearing)), math.cos(math.radians(bearing))])
    # A long narrow country is cut as if it were as wide as long: its north-west is not all of its north.
    ahead /= np.array([max(east - west, 1e-6), max(north - south, 1e-6)])
    ahead /= np.hypot(*ahead)
    along = np.array([-ahead[1], ahead[0]])
    middle = np.array([(west + east) / 2, (south + north) / 2])

    def beyond(land: BaseGeometry, offset: float) -> BaseGeometry:
        foot = middle + ahead * offset
        ends = [foot - along * reach, foot + along * reach]
        return land & shapely.Polygon([ends[0], ends[1], ends[1] + ahead * 2 * reach, ends[0] + ahead * 2 * reach])

    return _cut(flat, beyond, -reach / 2, reach / 2, share)


def _middle(flat: BaseGeometry) -> BaseGeometry:
    west, south, east, north = flat.bounds
    centre = flat.centroid
    reach = math.hypot(east - west, north - south)
    return _cut(flat, lambda land, radius: land & centre.buffer(-radius), -reach, -1e-3, SHARES["central"])


def _cut(
    flat: BaseGeometry, cut: Callable[[BaseGeometry, float], BaseGeometry], low: float, high: float, share: float
) -> BaseGeometry:
    """The cut that takes a share of an area; what it takes shrinks as its number grows."""
    rough = flat.simplify((high - low) / 300)  # quicker to try on
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if cut(rough, middle).area > share * rough.area else (low, middle)
    return cut(flat, low)


def adjective(direction: Direction) -> str:
    """
    >>> adjective("north-west"), adjective("central")
    ('north-western', 'central')
    """
    return direction if direction == "central" else f"{direction}ern"
