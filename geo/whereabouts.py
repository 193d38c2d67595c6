"""What lies at a point: its country and province, the nearest town and which way, and whether it is on a border."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.gazetteer import Gazetteer, Row
from geo.place import Place

if TYPE_CHECKING:
    from shapely import Polygon

ON_THE_BORDER_KM = 0.5  # no nearer than this can anyone say which side a point is on
_SEARCHED_KM = (10, 40, 150)  # for the nearest town, widening until there is one
_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What lies at a point. `distance_km` and `direction` go from `nearest` to the point ("4 km north-east of Shusha").

    Countries are alpha-3 codes. `border_with` are those whose border passes within the point's accuracy, so that the
    side is not certain. `waters` is the sea about a point that no country holds. `words` says it all in plain English.
    """

    lat: float
    lon: float
    country: str | None
    admin1: str | None
    nearest: Place | None
    distance_km: float = 0.0
    direction: str = ""
    border_with: tuple[str, ...] = ()
    waters: Place | None = None
    words: str = ""


def describe(lat: float, lon: float, *, accuracy_km: float = 0.0, gazetteer: Gazetteer | None = None) -> Whereabouts:
    """What lies at a point that may be `accuracy_km` off. Raises ValueError for coordinates that are none.

    The country and province are those whose outline holds the point; the nearest town may be in another country.
    """
    from geo import shapes

    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"({lat}, {lon}) is no point: latitude goes from -90 to 90, longitude from -180 to 180")
    known = Gazetteer.bundled() if gazetteer is None else gazetteer
    country, province = shapes.containing(lat, lon)
    away, town = _nearest_town(known, lat, lon)
    sea = None if country else known.waters(lat, lon)
    found = Whereabouts(
        lat=lat,
        lon=lon,
        country=country,
        admin1=_division(known, country, province),
        nearest=known.place_of(town) if town else None,
        distance_km=round(away, 1),
        direction=direction(town.lat, town.lon, lat, lon) if town else "",
        border_with=_across(lat, lon, max(accuracy_km, ON_THE_BORDER_KM), country),
        waters=known.place_of(sea) if sea else None,
    )
    codes = (country or "", *found.border_with)
    return replace(found, words=_words(found, {code: _country_name(known, code) for code in codes}))


def _division(gazetteer: Gazetteer, country: str | None, province: str | None) -> str | None:
    """The name of a province, as the gazetteer has it where it knows the outline's name."""
    from geo import shapes

    shape = shapes.find("province", province) if province else None
    if shape is None:
        return None
    same = [row for row in gazetteer.lookup(shape.name) if row.feature_code == "ADM1" and row.country == country]
    return same[0].name if same else shape.name


def _country_name(gazetteer: Gazetteer, code: str) -> str:
    place = gazetteer.country(code)
    return place.name if place else code


def _words(found: Whereabouts, countries: dict[str, str]) -> str:
    """The whereabouts in plain English.

    >>> here = Place(id="geonames:147105", name="Shusha", lat=39.76, lon=46.75, country="AZE")
    >>> spot = Whereabouts(lat=39.8, lon=46.75, country="AZE", admin1=None, nearest=here, distance_km=4.4,
    ...                    direction="north", border_with=("ARM",))
    >>> _words(spot, {"AZE": "Azerbaijan", "ARM": "Armenia"})
    '4 km north of Shusha, Azerbaijan, on the border with Armenia'
    """
    town = found.nearest.name if found.nearest else ""
    if town and found.distance_km >= 1:
        town = f"{found.distance_km:.0f} km {found.direction} of {town}"
    if found.nearest and found.nearest.country != found.country:
        town = f"{town} ({found.nearest.country})"
    nowhere = f"in or near the {found.waters.name}" if found.waters else "in no known country" if town else ""
    parts = [town, found.admin1, countries.get(found.country or "") or nowhere]
    text = ", ".join(part for part in parts if part)
    across = " and ".join(countries[code] for code in found.border_with)
    return f"{text}, on the border with {across}" if across else text


def _nearest_town(gazetteer: Gazetteer, lat: float, lon: float) -> tuple[float, Row | None]:
    for km in _SEARCHED_KM:
        found = gazetteer.near(lat, lon, km)
        if found:
            return found[0]
    return 0.0, None


def _across(lat: float, lon: float, km: float, own: str | None) -> tuple[str, ...]:
    """The other countries that come within `km` of the point, by code."""
    from geo import shapes

    disc = _disc(lat, lon, km)
    near = [shape for shape in shapes.of_kind("country") if shape.country != own and shape.meets(*disc.bounds)]
    return tuple(sorted(str(shape.country) for shape in near if disc.intersects(shape.geometry())))


def _disc(lat: float, lon: float, km: float) -> Polygon:
    """A circle on the ground, drawn in degrees."""
    from shapely import Point
    from shapely.affinity import scale

    high = km / 111.2
    return scale(Point(lon, lat).buffer(1.0), high / max(0.01, math.cos(math.radians(lat))), high)


def direction(lat: float, lon: float, to_lat: float, to_lon: float) -> str:
    """The compass direction from one point to another.

    >>> direction(39.76, 46.75, 40.0, 46.75), direction(39.76, 46.75, 39.76, 46.0)
    ('north', 'west')
    """
    a, b, turn = math.radians(lat), math.radians(to_lat), math.radians(to_lon - lon)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return _COMPASS[round(math.degrees(math.atan2(east, north)) / 45) % 8]
