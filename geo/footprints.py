"""Where something may have been: the honest area (or line) that words about place support.

Every maker returns a Footprint: valid GeoJSON in [lon, lat] cut at the antimeridian, small enough for a page, with
an anchor inside it, or None when there is nothing to draw (two countries without a common border). Distances and
areas are worked out on local equal-area maps, never in degrees.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any, get_args

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import borders, shapes
from geo.coasts import at_sea
from geo.codes import alpha3
from geo.directions import BEARINGS, Direction, adjective
from geo.outlines import Footprint as Footprint
from geo.outlines import continuous, geojson_of, outlined, polygons_of, possessive, turned
from geo.place import Place, Precision
from geo.projecting import around, distance_km, swept, wrapped

BORDER_KM = 25.0  # "near the border", when the text gives no distance
NEAR_KM = 20.0  # "near Shusha"
OUTSKIRTS_KM = 8.0
BANK_KM = 5.0
TRIPOINT_KM = 75.0  # "the tri-border area of Mali, Niger and Burkina Faso"
LARGEST_GROUP_KM = 600.0  # in a wider circle there are islands of other groups
SEAS = ("SEA", "GULF", "BAY", "STRT", "CHN")  # oceans are too large to cut the land out of


@lru_cache(maxsize=1024)
def of_place(place: Place) -> Footprint:
    """The footprint of a place of the gazetteer: a circle for a town, its outline for a region or lake.

    >>> shusha = Place(id="geonames:147105", name="Shusha", lat=39.76, lon=46.75, country="AZE")
    >>> of_place(shusha).precision, of_place(shusha).words
    ('settlement', 'in or around Shusha (within 5 km)')
    """
    if place.feature_class == "A" and place.feature_code.startswith("PCL") and (found := of_country(place.country)):
        return replace(found, id=place.id, name=place.name, words=f"somewhere in {place.name}")
    if place.feature_class == "R" and (road := _road(place)):
        return road
    if place.feature_code == "BND" and (zone := _border_of(place)):
        return zone
    found_outline = _outline(place)
    if found_outline is not None:
        shape, precision, where = found_outline
        area = shape.geometry()
        if precision == "line":
            area = around(area, max(2.0, shape.accuracy_km))
        return outlined(area, precision, f"{where} {place.name}", place.name, place.id, place.country, shape)
    return _island(place) or _circle(place)


def _border_of(place: Place) -> Footprint | None:
    """The zone of a border the gazetteer has by name ("araxes:border-az-ge", "araxes:line-of-control")."""
    slug = place.id.partition(":")[2]
    named = _named_borders().get(slug, {})
    pair = named.get("between") or [alpha3(code) for code in slug.removeprefix("border-").split("-")[:2]]
    zone = border_zone(*pair) if len(pair) == 2 and all(pair) else None
    if zone is None:
        return None
    if "box" in named:
        zone = outlined(
            shapely.clip_by_rect(zone.area, *named["box"]), "border_zone", "", "", "", None, sources=zone.sources
        )
    return replace(zone, id=place.id, name=place.name, words=f"within {BORDER_KM:.0f} km of the {place.name}")


@lru_cache(maxsize=1)
def _named_borders() -> dict[str, Any]:
    return tomllib.loads((shapes.DATA / "borders.toml").read_text("utf-8"))


def _road(place: Place) -> Footprint | None:
    """A road or corridor along the points the gazetteer has of it."""
    from geo.gazetteer import Gazetteer, GazetteerError

    try:
        points = [(lon, lat) for lat, lon in Gazetteer.bundled().line(place)]
    except GazetteerError:
        return None
    if len(points) < 2:
        return None
    area = around(shapely.LineString(points), max(3.0, 0.1 * max(distance_km(a, b) for a, b in pairwise(points))))
    return outlined(area, "line", f"somewhere along the {place.name}", place.name, place.id, place.country)


def _outline(place: Place) -> tuple[shapes.Shape, Precision, str] | None:
    """The outline we have of a place, its class, and how to say that something was there."""
    slug = place.id.partition(":")[2]
    if place.feature_code == "CONT":
        slug = place.name.lower().replace(" ", "-")
    if place.feature_class == "A" and place.feature_code == "ADM1" and place.country:
        here = shapes.find("province", shapes.containing(place.lat, place.lon)[1] or "")
        row = shapes.province_of_place(place.id) or (here if here and here.country == place.country else None)
        return (row, "region", "somewhere in") if row else None
    if row := shapes.find("region", slug) or shapes.find("sea", slug):
        return row, "region", "somewhere in"
    if place.feature_class == "H":
        if row := shapes.find("lake", slug):
            return row, "district", "at or on"
        if row := _river(place):
            return row, "line", "somewhere along the"
    return None


def _river(place: Place) -> shapes.Shape | None:
    """The line of a river ("araxes:river-aras", "araxes:dnieper-river")."""
    slug = place.id.partition(":")[2]
    return shapes.find("river", slug.removeprefix("river-")) or shapes.find("river", slug.removesuffix("-river"))


def _island(place: Place) -> Footprint | None:
    """An island, or the islands of a group, cut out of the country's outline; None when they are not in it."""
    row = shapes.find("country", place.country or shapes.containing(place.lat, place.lon)[0] or "")
    if row is None or place.feature_code not in ("ISL", "ISLS"):
        return None
    parts = shapely.get_parts(row.geometry())
    spot, circle = shapely.Point(place.lonlat), wrapped(around(shapely.Point(place.lonlat), place.radius_km * 1.2))
    if place.feature_code == "ISL":
        near = parts[shapely.dwithin(parts, spot, 0.1)]
        kept = near[shapely.area(near) < shapely.area(circle)]  # or it is a point on the mainland
    else:
        within = shapely.contains(circle, shapely.centroid(parts))
        kept = parts[within & (place.radius_km < LARGEST_GROUP_KM)]
    if not len(kept):
        return None
    words = f"somewhere on {place.name}"
    return outlined(shapely.MultiPolygon(list(kept)), "region", words, place.name, place.id, place.country, row)


def _circle(place: Place) -> Footprint:
    """A place we know as a point: everything within its radius, on its own side of the border."""
    km = max(0.5, place.radius_km)
    area = _on_own_side(around(shapely.Point(place.lonlat), km), place)
    if place.feature_code in SEAS:
        area = at_sea(area)
    precision = _class_of(place)
    words = f"in or around {place.name} (within {km:.0f} km)" if precision == "settlement" else f"at {place.name}"
    if precision in ("district", "region"):
        words = f"somewhere in {place.name} (within {km:.0f} km of its middle)"
    return outlined(area, precision, words, place.name, place.id, place.country, anchor=place.lonlat)


def _class_of(place: Place) -> Precision:
    if place.feature_class == "P":
        return "settlement"
    if place.feature_class in "ALHR" or place.feature_code in ("MTS", "PLN", "DSRT"):
        return "district" if place.radius_km < 40 else "region"
    return "site" if place.radius_km <= 5 else "district"


def _on_own_side(area: BaseGeometry, place: Place) -> BaseGeometry:
    """A town's circle does not reach into the neighbour's land."""
    land = shapes.country(place.country) if place.country else None
    if land is None or land.contains(area) or not land.contains(shapely.Point(place.lonlat)):
        return area
    others = [part for part, code in _lands_near(area) if code != place.country]
    return area.difference(shapely.union_all(others)) if others else area


def _lands_near(area: BaseGeometry) -> list[tuple[BaseGeometry, str]]:
    """The countries' land about an area, cut to its box, which is much quicker than to the area."""
    rows = [row for row in shapes.of_kind("country") if row.meets(*area.bounds)]
    cut = [(shapely.make_valid(shapely.clip_by_rect(row.geometry(), *area.bounds)), row.id) for row in rows]
    return [(land, code) for land, code in cut if not land.is_empty]


@lru_cache(maxsize=256)
def of_country(alpha3: str | None) -> Footprint | None:
    """A whole country.

    >>> of_country("IRN").words
    'somewhere in Iran'
    """
    row = shapes.find("country", alpha3 or "")
    if row is None:
        return None
    return outlined(row.geometry(), "country", f"somewhere in {row.name}", row.name, f"country:{row.id}", row.id, row)


@lru_cache(maxsize=256)
def of_province(alpha3: str, name: str) -> Footprint | None:
    """A first-order division by GeoNames code or name."""
    row = shapes.province(alpha3, name)
    if row is None:
        return None
    return outlined(row.geometry(), "region", f"somewhere in {row.name}", row.name, f"province:{row.id}", alpha3, row)


@lru_cache(maxsize=256)
def of_region(slug: str) -> Footprint | None:
    """A region by its id in geo.shapes: "karabakh"."""
    row = shapes.find("region", slug)
    if row is None:
        return None
    words = f"somewhere in {row.name}"
    return outlined(row.geometry(), "region", words, row.name, f"araxes:{slug}", row.country, row)


@lru_cache(maxsize=256)
def border_zone(
    one: str, other: str | None = None, *, side: str | None = None, km: float = BORDER_KM
) -> Footprint | None:
    """The land within `km` of the border of two countries (alpha-3), or of all borders of one; on one side when named.

    >>> border_zone("IRN", "AZE", side="IRN").words
    "within 25 km of Iran's side of the border with Azerbaijan"
    >>> border_zone("IRN", "FRA") is None
    True
    """
    line = borders.border(one, other) if other else _all_borders(one)
    if line is None:
        return None
    lands = [code for code in (one, other) if code]
    rows = [row for code in lands if (row := shapes.find("country", code))]
    kept = [row.geometry() for row in rows if row.id == side] or [row.geometry() for row in rows]
    zone = around(line, km)
    if other or side in lands:
        zone = shapely.union_all([zone & land for land in kept])
    name, words = _border_words(one, other, side if side in lands else None, km)
    slug = "-".join(["border", *sorted(lands), *([f"in-{side}"] if side in lands else [])]).lower()
    return outlined(zone, "border_zone", words, name, f"araxes:{slug}", side if side in lands else None, *rows)


def tripoint_zone(codes: Sequence[str], *, km: float = TRIPOINT_KM) -> Footprint | None:
    """The land within `km` of where the borders of three countries (alpha-3) meet; None when they do not.

    >>> tripoint_zone(["MLI", "NER", "BFA"]).words
    'within 75 km of where Mali, Niger and Burkina Faso meet'
    """
    lines = [line for pair in combinations(codes, 2) if (line := borders.border(*pair)) is not None]
    spots = shapely.intersection_all(lines) if len(lines) == len(codes) else shapely.Point()
    if spots.is_empty:
        return None
    rows = [row for code in codes if (row := shapes.find("country", code))]
    area = around(spots, km) & shapely.union_all(
        [shapely.clip_by_rect(row.geometry(), *around(spots, km).bounds) for row in rows]
    )
    names = f"{', '.join(row.name for row in rows[:-1])} and {rows[-1].name}"
    slug = "-".join(["tripoint", *sorted(codes)]).lower()
    words = f"within {km:g} km of where {names} meet"
    return outlined(area, "border_zone", words, f"borders of {names}", f"araxes:{slug}", None, *rows)


def _all_borders(alpha3: str) -> BaseGeometry | None:
    lines = [line for code in borders.neighbours(alpha3) if (line := borders.border(alpha3, code)) is not None]
    return shapely.union_all(lines) if lines else None


def _border_words(one: str, other: str | None, side: str | None, km: float) -> tuple[str, str]:
    first, second = (other, one) if other and side == other else (one, other)
    here, there = _name_of(first), _name_of(second)
    name = f"{here}–{there} border" if second else f"{here}’s borders"
    if side and second:
        return name, f"within {km:.0f} km of {possessive(here)} side of the border with {there}"
    if second:
        return name, f"within {km:.0f} km of the border between {here} and {there}"
    return name, f"within {km:.0f} km of {possessive(here)} land borders"


def _name_of(alpha3: str | None) -> str:
    row = shapes.find("country", alpha3 or "")
    return row.name if row else ""


def within(base: Footprint, km: float = NEAR_KM, *, words: str | None = None) -> Footprint:
    """Everything within `km` of a footprint's place: of a town's middle, of a region's or line's edge.

    >>> from geo.place import Place
    >>> town = of_place(Place(id="x", name="Shusha", lat=39.76, lon=46.75, country="AZE"))
    >>> within(town, 30).words
    'within 30 km of Shusha'
    """
    start = shapely.Point(base.anchor) if base.precision in ("settlement", "site") else base.area
    precision: Precision = "settlement" if km <= 25 and base.precision in ("settlement", "site") else "district"
    if base.precision in ("region", "country"):
        precision = base.precision
    said = words or f"within {km:.0f} km of {base.name}"
    return outlined(
        around(start, km), precision, said, base.name, base.id, base.country, anchor=base.anchor, sources=base.sources
    )


def between(one: Footprint, other: Footprint) -> Footprint:
    """The land between two places: a lens along the straight line from one to the other, both ends included."""
    return _strip([one, other], 0.2, f"between {one.name} and {other.name}", "district")


def halfway(one: Footprint, other: Footprint) -> Footprint:
    """About the middle of the straight line between two places."""
    points = continuous([one.anchor, other.anchor])
    whole = distance_km(*points)
    middle = shapely.LineString(points).interpolate(0.5, normalized=True)
    words = f"about halfway between {one.name} and {other.name}"
    area = around(middle, max(3.0, 0.15 * whole))
    return outlined(area, "district", words, words.removeprefix("about "), f"{one.id}|{other.id}", None)


def corridor(stops: Sequence[Footprint], *, words: str | None = None) -> Footprint:
    """A road, railway or corridor through places: a strip that allows for the bends it does not know."""
    title = "–".join(stop.name for stop in (stops[0], stops[-1]))
    return _strip(
        stops, 0.12, words or f"somewhere on the road between {stops[0].name} and {stops[-1].name}", "line", title
    )


def _strip(stops: Sequence[Footprint], share: float, words: str, precision: Precision, name: str = "") -> Footprint:
    points = [stop.anchor for stop in stops]
    longest = max(distance_km(a, b) for a, b in pairwise(points))
    if longest < 0.1:  # two names of one place
        return stops[0]
    area = around(shapely.LineString(continuous(points)), max(3.0, share * longest))
    title = name or f"between {stops[0].name} and {stops[-1].name}"
    countries = {stop.country for stop in stops}
    country = countries.pop() if len(countries) == 1 else None
    slug = "+".join(stop.id for stop in stops)
    return outlined(area, precision, words, title, slug, country)


def along(
    place: Place, *, km: float = BANK_KM, side: str | None = None, direction: Direction | None = None
) -> Footprint | None:
    """The banks of a river or the verges of a road; on one country's side (alpha-3), or in a direction, when given."""
    row = _river(place)
    direction = direction if row else None
    line = row.geometry() if row else of_place(place).area
    bearing = BEARINGS.get(direction) if direction else None
    zone = around(line, km) if bearing is None else swept(line, km, bearing)
    land = shapes.country(side) if side else None
    if land is not None:
        zone = zone & land
    if zone.is_empty:
        return None
    whose = possessive(_name_of(side)) if land is not None else direction and f"the {adjective(direction)}"
    words = f"along the {place.name} (within {km:g} km)"
    if whose:
        words = f"within {km:g} km of {whose} bank of the {place.name}"
    return outlined(zone, "line", words, place.name, place.id, side or place.country, *([row] if row else []))


def union(footprints: Sequence[Footprint]) -> Footprint:
    """Several places as one footprint; its marker stands in the first.

    Raises ValueError when there is none.
    """
    if not footprints:
        raise ValueError("a union needs at least one footprint")
    if len(footprints) == 1:
        return footprints[0]
    first = footprints[0]
    area = shapely.union_all([footprint.area for footprint in footprints])
    names = [footprint.name for footprint in footprints]
    joined = ", ".join(names[:-1]) + f" and {names[-1]}"
    countries = {footprint.country for footprint in footprints}
    coarsest = max(footprints, key=lambda footprint: get_args(Precision).index(footprint.precision))
    words = "; ".join(footprint.words for footprint in footprints)
    slug = "+".join(footprint.id for footprint in footprints)
    country = countries.pop() if len(countries) == 1 else None
    sources = tuple(dict.fromkeys(source for footprint in footprints for source in footprint.sources))
    return outlined(area, coarsest.precision, words, joined, slug, country, anchor=first.anchor, sources=sources)


def intersection(footprints: Sequence[Footprint]) -> Footprint | None:
    """What several footprints have in common ("in north-western Iran near the border"); None when that is nothing."""
    areas = [footprint.area for footprint in footprints]
    common = polygons_of(shapely.intersection_all(areas))
    if common.is_empty:
        return None
    finest = footprints[int(np.argmin(shapely.area(areas)))]
    words = ", ".join(dict.fromkeys(footprint.words for footprint in footprints))
    slug = "&".join(footprint.id for footprint in footprints)
    country = next((footprint.country for footprint in footprints if footprint.country), None)
    sources = tuple(dict.fromkeys(source for footprint in footprints for source in footprint.sources))
    return outlined(common, finest.precision, words, finest.name, slug, country, sources=sources)


def route(stops: Sequence[Footprint]) -> Footprint:
    """A movement from, via, to: straight lines between the places, which do not pretend to know the road."""
    if len(stops) == 1:
        return stops[0]
    points = continuous([stop.anchor for stop in stops])
    line = shapely.LineString(points).segmentize(1.0)
    whole = wrapped(line)
    middle = line.interpolate(0.5, normalized=True)
    anchor = (round(turned(middle.x), 4), round(middle.y, 4))
    length = sum(distance_km(a, b) for a, b in pairwise(points))
    words = f"from {stops[0].name} to {stops[-1].name}"
    if len(stops) > 2:
        words += " by way of " + ", ".join(stop.name for stop in stops[1:-1])
    countries = {stop.country for stop in stops}
    return Footprint(
        geometry=geojson_of(whole),
        anchor=anchor,
        precision="line",
        uncertainty_km=round(length / 2, 1),
        words=f"{words} (the way between them is not known)",
        name=f"{stops[0].name}–{stops[-1].name}",
        id=">".join(stop.id for stop in stops),
        country=countries.pop() if len(countries) == 1 else None,
    )
