"""Where land meets water: the sea off a coast, the land along it, and seas without the land in their circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo import borders, shapes
from geo.names import fold
from geo.outlines import MOST_POINTS, Footprint, outlined, possessive
from geo.place import Place
from geo.projecting import area_km2, around, distance_km, wrapped

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

OFF_KM = 50.0  # "off the coast of Libya"
ALONG_KM = 20.0  # "on Bulgaria's Black Sea coast"
STRETCHES = 90  # into which a coast is cut to ask each on which sea it lies
NEXT_DEGREES = 0.05  # no nearer need a coast be drawn, or lie to its sea
CORNER, CORNER_KM = 0.3, 150.0  # how far out of its circle a sea may reach: share of the radius, km
_ANY_SEA = frozenset("sea ocean gulf bay of the strait straits channel north south".split())


def at_sea(area: BaseGeometry) -> BaseGeometry:
    """An area without the land in it."""
    here = wrapped(area)
    shapely.prepare(here)
    rows = [row for row in shapes.of_kind("country") if row.meets(*here.bounds)]
    lands = [row.geometry() for row in rows if here.intersects(shapely.box(*row.bounds))]
    land = shapely.clip_by_rect(shapely.coverage_union_all(lands), *here.bounds)  # cut later, they would not fit
    sea: BaseGeometry = here - shapely.make_valid(land)
    return sea


def off_coast(base: Footprint, *, km: float = OFF_KM) -> Footprint | None:
    """The sea within `km` of a place or country; None when it lies inland."""
    start = shapely.Point(base.anchor) if base.precision in ("settlement", "site") else base.area
    sea = at_sea(around(start, km))
    if sea.is_empty or area_km2(sea) < km * km / 50:
        return None
    words = f"at sea within {km:.3g} km of {base.name}"
    return outlined(sea, "district", words, f"off {base.name}", f"{base.id}:sea", base.country, sources=base.sources)


def coast(base: Footprint, sea: Place | None = None, *, km: float = ALONG_KM) -> Footprint | None:
    """The land of a country or region within `km` of its coast, or of its coast on one sea; None when it has none.

    >>> from geo.footprints import of_country
    >>> coast(of_country("BGR")).words
    "on land within 20 km of Bulgaria's coast"
    """
    line: BaseGeometry | None = borders.coastline(base.country or shapes.containing(*base.anchor[::-1])[0] or "")
    if line is not None and base.precision != "country":
        line = line & around(base.area, ALONG_KM / 4)
    if line is not None and sea is not None:
        own = _on(line, sea)
        line, sea = (line, None) if own.is_empty else (own, sea)  # better too much than the wrong side
    if line is None or line.is_empty:
        return None
    area = around(_rough(line), km) & base.area
    if area.is_empty:
        return None
    named = f"{possessive(base.name)} {sea.name} coast" if sea else f"{possessive(base.name)} coast"
    slug = f"{base.id}:coast" + (f"-{sea.id.partition(':')[2]}" if sea else "")
    words = f"on land within {km:g} km of {named}"
    return outlined(area, "region", words, named, slug, base.country, sources=base.sources)


def shore(water: Footprint, *, km: float = 5.0) -> Footprint:
    """The land within `km` of a lake or sea that has an outline."""
    area = around(water.area, km) - water.area
    words = f"on land within {km:g} km of {water.name}"
    name = f"shore of {water.name}"
    return outlined(area, "district", words, name, f"{water.id}:shore", water.country, sources=water.sources)


def _on(line: BaseGeometry, sea: Place) -> BaseGeometry:
    """The stretches of a coast that lie on a sea."""
    from geo.gazetteer import Gazetteer

    if outline := shapes.find("sea", sea.id.partition(":")[2]):
        return shapely.union_all([part for part in _stretches(line) if outline.geometry().dwithin(part, NEXT_DEGREES)])
    known = Gazetteer.bundled()
    if sea.feature_code == "OCN":
        return shapely.union_all([part for part in _stretches(line) if _is_on_ocean(_middle(part), sea, known)])
    return shapely.union_all([part for part in _stretches(line) if _is_on(_middle(part), sea, known)])


def _rough(line: BaseGeometry) -> BaseGeometry:
    """A coast no finer than what becomes of it can be drawn, without its small islands."""
    step = 0.2 * line.length / MOST_POINTS
    parts = shapely.get_parts(shapely.line_merge(line))
    long = parts[shapely.length(parts) > min(10 * step, shapely.length(parts).max())]
    return shapely.MultiLineString(list(long if len(long) else parts)).simplify(step)


def _stretches(line: BaseGeometry) -> list[BaseGeometry]:
    rough = _rough(line)
    step = rough.length / STRETCHES
    parts = [part for part in shapely.get_parts(rough) if part.length > step / 4]
    cuts = [max(1, round(part.length / step)) for part in parts]
    return [
        substring(part, n / cut, (n + 1) / cut, normalized=True)
        for part, cut in zip(parts, cuts, strict=True)
        for n in range(cut)
    ]


def _middle(line: BaseGeometry) -> tuple[float, float]:
    point = line.interpolate(0.5, normalized=True)
    return point.x, point.y


def _is_on(lonlat: tuple[float, float], sea: Place, known: Gazetteer) -> bool:
    """Whether this is the smallest sea whose circle holds a point, or else the nearest beside it."""
    seas = [row for row in known.seas() if row.feature_code in ("SEA", "GULF", "BAY") or row.id == sea.id]
    away = [(distance_km(lonlat, (row.lon, row.lat)) - row.radius_km, row.radius_km, row.key, row) for row in seas]
    around = min((one[1:] for one in away if one[0] < 0), default=None)
    beside = min((one for one in away if 0 <= one[0] < min(CORNER_KM, CORNER * one[1])), default=None)
    rows = [one[-1] for one in (around, beside) if one]
    return any(row.id == sea.id or _proper(row.name) & _proper(sea.name) for row in rows)


def _is_on_ocean(lonlat: tuple[float, float], ocean: Place, known: Gazetteer) -> bool:
    """Whether no sea lies between: open water, or a gulf or bay of the ocean whose middle is nearest."""
    row = known.waters(lonlat[1], lonlat[0])
    if row is not None and row.feature_code != "OCN":
        lonlat = row.lon, row.lat
    oceans = [row for row in known.seas() if row.feature_code == "OCN"]
    nearest = min(oceans, key=lambda one: distance_km(lonlat, (one.lon, one.lat)) / one.radius_km)
    return (row is None or row.feature_code != "SEA") and bool(_proper(nearest.name) & _proper(ocean.name))


def _proper(name: str) -> set[str]:
    return set(fold(name).split()) - _ANY_SEA
