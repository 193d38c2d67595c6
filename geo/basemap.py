"""The ground under the events: a light vector map of any box on Earth, drawn by the page without a tile server.

`basemap(west, south, east, north)` returns what the page draws, plain enough for JSON:

    {"scale": 0.001,                       degrees in a unit of every ring and line below
     "box": [west, south, east, north],    what the shapes are cut to (a margin around the box asked for), degrees
     "countries": [{"id": "IRN", "name": "Iran", "names": {"fa": "..."}, "label": [lon, lat] or null,
                    "rings": [[lon0, lat0, dlon, dlat, ...], ...]}],
     "lines": [{"kind": "province"|"former", "id", "name", "since", "until", "points": [lon0, lat0, dlon, ...]}],
     "water": [{"kind": "sea"|"lake"|"river", "id", "name", "names": {}, "label": [lon, lat] or null,
                "rings": [...] or "points": [[...], ...]}],
     "towns": [{"name", "names": {"ru": "..."}, "lon", "lat", "rank": 0-3, "capital": true|false, "id"}],
     "attribution": ["© OpenStreetMap contributors (ODbL)", ...]}

Rings and lines are whole numbers, the first point absolute, each next as the step from the one before. A country's
rings are outer and inner ones together: fill them by the even-odd rule. Sea is what no ring covers. A "sea" row has
only a label. Longitudes may run past ±180 when the box does. Town rank 0 is the most important; lines named "former"
carry the years they held. Neighbouring countries are simplified together, so no gap opens along a border.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geo import shapes
from geo.borders import shared

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.gazetteer import Gazetteer, Row
    from geo.place import Place

PIXELS = 1400  # how wide the page may draw the box
MARGIN = 0.35  # of the box's size, so that a reader can drag the map a little
PROVINCES_BELOW, FORMER_BELOW = 14.0, 25.0  # degrees of box width up to which they are drawn
ISLET_PIXELS = 2.5
TOWNS = 60
# Countries whose GeoNames names are romanised from the Arabic script, macrons and all.
ROMANISED = frozenset(
    re.findall(r"\w+", "AFG ARE BHR DZA EGY IRN IRQ JOR KWT LBN LBY MAR OMN PAK QAT SAU SDN SYR TUN YEM")
)
SEAS = {
    "Black Sea": (34.0, 43.3),
    "Mediterranean Sea": (18.5, 34.6),
    "Red Sea": (38.5, 20.0),
    "Persian Gulf": (51.5, 27.0),
    "Gulf of Oman": (58.8, 24.9),
    "Gulf of Aden": (48.0, 12.4),
    "Arabian Sea": (64.0, 16.0),
    "Bay of Bengal": (88.5, 15.0),
    "Baltic Sea": (19.5, 57.5),
    "North Sea": (3.0, 56.3),
    "Sea of Azov": (36.6, 46.1),
    "Adriatic Sea": (15.6, 43.0),
    "Aegean Sea": (25.2, 38.8),
    "South China Sea": (114.5, 14.0),
    "East China Sea": (125.5, 29.0),
    "Sea of Japan": (134.5, 40.0),
    "Yellow Sea": (123.3, 35.8),
    "Gulf of Mexico": (-90.5, 25.3),
    "Caribbean Sea": (-74.0, 15.0),
    "Atlantic Ocean": (-35.0, 28.0),
    "Pacific Ocean": (-150.0, 10.0),
    "Indian Ocean": (78.0, -20.0),
    "Southern Ocean": (20.0, -62.0),
    "Arctic Ocean": (0.0, 82.0),
}

Box = tuple[float, float, float, float]


def basemap(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """The ground of a box (degrees; `east` may lie past 180°), as the module describes it.

    >>> sorted(basemap(44, 38, 49, 41))
    ['attribution', 'box', 'countries', 'lines', 'scale', 'towns', 'water']
    """
    box = _widened(west, south, east, north)
    width = box[2] - box[0]
    step = max(width / PIXELS, 2e-4)
    scale = 10.0 ** math.floor(math.log10(step))
    pen = _Pen(box, step, scale)
    return {
        "scale": scale,
        "box": [round(edge, 4) for edge in box],
        "countries": list(_countries(pen)),
        "lines": list(_lines(pen)),
        "water": list(_water(pen)),
        "towns": _towns(box),
        "attribution": attribution(box),
    }


def attribution(box: Box = (-180, -90, 180, 90)) -> list[str]:
    """Whose lines are drawn in a box; to be shown on the map."""
    osm = [kind for kind in ("country", "lake") if any(row.file == shapes.OSM for row, _ in _rows(kind, box))]
    drawn = "lakes; borders in and around the South Caucasus" if "country" in osm else "lakes"
    lines = [f"© OpenStreetMap contributors, ODbL ({drawn})"] if osm else []
    return [*lines, "Made with Natural Earth", "Place names: GeoNames, CC BY 4.0"]


def about_borders() -> str:
    """Which borders the maps draw, from what source, as of when, and why: for the page's About."""
    return (
        "Borders are drawn as the United Nations' member states generally recognise them, whoever holds the ground: "
        "Nagorno-Karabakh in Azerbaijan, Crimea in Ukraine, Abkhazia and South Ossetia in Georgia, the Golan in "
        "Syria, Western Sahara, Somaliland and Northern Cyprus not apart; Kosovo, Palestine and Taiwan are drawn as "
        "territories of their own without a judgement on their status; in Kashmir the lines of control are drawn. In "
        "and around Armenia, Azerbaijan, Georgia, Iran, Iraq and Türkiye the lines are OpenStreetMap's of spring 2026 "
        "(to 250 m), elsewhere Natural Earth 4.1's of 2018 (to 2.5 km); divisions of a country are Natural Earth's "
        "(to 3 km), lakes OpenStreetMap's of 2017 (to 1 km); exclaves between Armenia and Azerbaijan keep their legal "
        "owner. The border of the former Nagorno-Karabakh Autonomous Oblast (1923-1991) and the line of contact "
        "(1994-2020) are shown as dated lines (Natural Earth), not as borders. A line on this map is no claim: much "
        "of the border between Armenia and Azerbaijan is not yet delimited."
    )


class _Pen:
    """How to draw in one box: what to cut to, how much detail, and the whole numbers it becomes."""

    def __init__(self, box: Box, step: float, scale: float) -> None:
        self.box, self.step, self.scale = box, step, scale

    def cut(self, geometry: BaseGeometry, turn: int) -> BaseGeometry:
        import numpy as np
        import shapely

        west, south, east, north = self.box
        piece = shapely.clip_by_rect(geometry, west - turn, south, east - turn, north)
        return shapely.transform(piece, lambda points: np.round(points, 4) + np.array([turn, 0]))

    def steps(self, points: Any) -> list[int]:
        import numpy as np

        whole = np.rint(np.asarray(points)[:, :2] / self.scale).astype(np.int64)
        kept = np.concatenate([[True], np.any(np.diff(whole, axis=0), axis=1)])
        return [int(number) for number in np.diff(whole[kept], axis=0, prepend=[[0, 0]]).ravel()]

    def rings(self, area: BaseGeometry) -> list[list[int]]:
        import shapely

        smallest = (ISLET_PIXELS * self.step) ** 2
        parts = [part for part in shapely.get_parts(area) if part.area >= smallest] or list(shapely.get_parts(area))[:1]
        drawn = [self.steps(ring.coords) for part in parts for ring in (part.exterior, *part.interiors)]
        return [ring for ring in drawn if len(ring) >= 8]

    def lines(self, line: BaseGeometry, *, shortest: float = 2) -> list[list[int]]:
        """Simplified lines, those left out that are shorter than so many pixels."""
        import shapely

        parts = shapely.get_parts(line.simplify(self.step * 1.2))
        drawn = [self.steps(part.coords) for part in parts if part.length > shortest * self.step]
        return [points for points in drawn if len(points) >= 4]

    def label(self, area: BaseGeometry) -> list[float] | None:
        """The middle of the widest room inside an area; None when there is none to write in."""
        import shapely

        largest = max(shapely.get_parts(area), key=lambda part: part.area, default=None)
        if largest is None or largest.area < (20 * self.step) ** 2:
            return None
        room = shapely.maximum_inscribed_circle(largest, tolerance=4 * self.step)
        return [round(number, 3) for number in room.coords[0]]


def _countries(pen: _Pen) -> Iterator[dict[str, Any]]:
    import shapely

    pieces: dict[str, list[BaseGeometry]] = {}  # a country on both sides of the antimeridian comes in two
    for row, turn in _rows("country", pen.box):
        pieces.setdefault(row.id, []).append(_areas(pen.cut(row.geometry(), turn)))
    # rounding may leave a piece that touches itself: it draws well, and only a union asks for more
    lands = {
        code: parts[0] if len(parts) == 1 else _areas(shapely.union_all(shapely.make_valid(parts)))
        for code, parts in pieces.items()
    }
    rows = [row for row in shapes.of_kind("country") if row.id in lands and not lands[row.id].is_empty]
    areas = shapely.coverage_simplify([lands[row.id] for row in rows], pen.step * 1.2)
    for row, area in zip(rows, areas, strict=True):
        if rings := pen.rings(area):
            name, names = _names_of_country(row.id, row.name)
            yield {"id": row.id, "name": name, "names": names, "label": pen.label(area), "rings": rings}


def _lines(pen: _Pen) -> Iterator[dict[str, Any]]:

    width = pen.box[2] - pen.box[0]
    if width < PROVINCES_BELOW * (1 + 2 * MARGIN):
        within: dict[tuple[str, int], list[BaseGeometry]] = {}
        for row, turn in _rows("province", pen.box):
            within.setdefault((row.country or "", turn), []).append(row.geometry())
        for (_, turn), areas in sorted(within.items(), key=lambda item: item[0]):
            for points in pen.lines(pen.cut(shared(areas), turn)):
                yield {"kind": "province", "points": points}
    if width < FORMER_BELOW * (1 + 2 * MARGIN):
        for row, turn in _rows("former", pen.box):
            since, _, until = row.note.partition("/")
            about = {"kind": "former", "id": row.id, "name": row.name, "since": since, "until": until}
            for points in pen.lines(pen.cut(row.geometry(), turn)):
                yield about | {"points": points}


def _water(pen: _Pen) -> Iterator[dict[str, Any]]:
    import shapely

    west, south, east, north = pen.box
    for name, (lon, lat) in [("Caspian Sea", (50.9, 41.6)), *SEAS.items()]:
        for turn in (-360, 0, 360):
            if west < lon + turn < east and south < lat < north:
                yield {"kind": "sea", "id": _slug(name), "name": name, "names": {}, "label": [lon + turn, lat]}
    for row, turn in _rows("lake", pen.box):
        if (row.east - row.west) * (row.north - row.south) < (6 * pen.step) ** 2:
            continue
        area = _areas(pen.cut(row.geometry(), turn).simplify(pen.step))
        if area.area > (6 * pen.step) ** 2 and (rings := pen.rings(area)):
            label = pen.label(area) if row.name else None
            yield {"kind": "lake", "id": row.id, "name": row.name, "names": {}, "label": label, "rings": rings}
    for row, turn in _rows("river", pen.box):
        line = pen.cut(row.geometry(), turn)
        if parts := pen.lines(line, shortest=10):
            longest = max(shapely.get_parts(line), key=lambda part: part.length)
            label = [round(number, 3) for number in longest.interpolate(0.5, normalized=True).coords[0]]
            yield {"kind": "river", "id": row.id, "name": row.name, "names": {}, "label": label, "points": parts}


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    import shapely

    # cutting and rounding leave slivers without area, on which simplifying a coverage fails
    kept = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 1e-7]
    return shapely.MultiPolygon(kept)


def _rows(kind: shapes.ShapeKind, box: Box) -> Iterator[tuple[shapes.Shape, int]]:
    """Shapes that meet the box, each with the turn (0 or ±360°) that brings it there."""
    west, south, east, north = box
    for turn in (-360, 0, 360):
        for row in shapes.of_kind(kind):
            if row.meets(west - turn, south, east - turn, north):
                yield row, turn


def _widened(west: float, south: float, east: float, north: float) -> Box:
    if east < west:
        east += 360
    across, up = (east - west) * MARGIN, (north - south) * MARGIN
    wide = min(360.0, east - west + 2 * across)
    middle = (west + east) / 2
    # Web Mercator ends at 85 degrees; a box beyond shows its edge
    low, high = min(max(-85.0, south - up), 84.0), max(min(85.0, north + up), -84.0)
    return middle - wide / 2, low, middle + wide / 2, high


def _names_of_country(code: str, plain: str) -> tuple[str, dict[str, str]]:
    gazetteer = _gazetteer()
    place = gazetteer.country(code) if gazetteer else None
    if gazetteer is None or place is None:
        return plain, {}
    return place.name, _first_names(gazetteer, place)


def _first_names(gazetteer: Gazetteer, place: Place) -> dict[str, str]:
    return {lang: names[0] for lang, names in sorted(gazetteer.names(place).items())}


def _foreign_names(gazetteer: Gazetteer, place: Place) -> dict[str, str]:
    """A town's names in other languages; its English one is the row's own, written better than the tagged one."""
    return {lang: name for lang, name in _first_names(gazetteer, place).items() if lang != "en"}


def _towns(box: Box) -> list[dict[str, Any]]:
    """Towns a reader may look for: capitals, then by population, none crowding one already taken."""
    gazetteer = _gazetteer()
    if gazetteer is None:
        return []
    apart = (box[2] - box[0]) / 28
    taken: list[dict[str, Any]] = []
    for row, turn in _foremost(gazetteer, box):
        lon, lat = round(row.lon + turn, 3), round(row.lat, 3)
        squeeze = math.cos(math.radians(lat))
        crowded = any(
            abs(lon - town["lon"]) * squeeze < apart * 1.6 and abs(lat - town["lat"]) < apart * 0.6 for town in taken
        )
        if crowded:
            continue
        place = gazetteer.place_of(row)
        taken.append(
            {"id": row.id, "name": _written(row), "names": _foreign_names(gazetteer, place), "lon": lon, "lat": lat}
        )
        taken[-1] |= {"capital": row.feature_code == "PPLC", "rank": min(3, len(taken) // 8)}
        if len(taken) == TOWNS:
            break
    return taken


def _foremost(gazetteer: Gazetteer, box: Box) -> list[tuple[Row, int]]:
    west, south, east, north = box
    rows = []
    for turn in (-360, 0, 360):
        if west - turn <= 180 and east - turn >= -180:
            found = gazetteer.within(west - turn, south, east - turn, north, limit=8 * TOWNS)
            rows += [(row, turn) for row in found]
    return sorted(rows, key=lambda pair: (pair[0].feature_code != "PPLC", -_weight(pair[0]), pair[0].key))


def _weight(row: Row) -> int:
    """How much a reader misses a town's name: its people, thrice in a province's seat."""
    return row.population * (3 if row.feature_code == "PPLA" else 1)


def _written(row: Row) -> str:
    """A town's name without the marks of romanisation (Būkān), which are no letters of its language."""
    if row.country not in ROMANISED:
        return row.name
    plain = unicodedata.normalize("NFD", row.name.replace("‘", "").replace("’", ""))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _gazetteer() -> Gazetteer | None:
    """The gazetteer when its index has been made; a basemap without names is still a map."""
    from geo.gazetteer import Gazetteer, GazetteerError

    try:
        return Gazetteer.bundled()
    except GazetteerError:
        return None


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
