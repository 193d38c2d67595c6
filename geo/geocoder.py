"""The bundled gazetteer as a geopy geocoder: no network, the same calls and exceptions as any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.gazetteer import Gazetteer, GazetteerError, Row
from geo.query import Match, matches
from geo.whereabouts import Whereabouts, describe

RIVALS = 5  # told of in `raw`


class BundledGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A `geopy.geocoders.base.Geocoder` over the gazetteer that comes with the package.

    >>> BundledGeocoder().geocode("Shusha").point.format_decimal()
    '39.76006, 46.74989'
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Any:
        """The place of a name, or all of them, likeliest first; None when the gazetteer has none.

        "Springfield, Illinois" asks for one inside the other; a misspelt name finds its likes at a lower score.
        `country_codes` are ISO 3166-1, one or several. `timeout` is accepted and not needed. The location's `raw`
        has id, country (alpha-3), admin1, feature, score (0-1), the name that matched and the rivals. Raises
        GeocoderQueryError for a query or code that is none, GeocoderServiceError without the gazetteer's index.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"a query is a string, not {type(query).__name__}")
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        known = self._open()
        try:
            found = matches(query, countries=codes, gazetteer=known)
        except ValueError as error:
            raise GeocoderQueryError(str(error)) from error
        locations = [_location(known, match, found) for match in found[: 1 if exactly_one else limit]]
        return (locations[0] if exactly_one else locations) if locations else None

    def reverse(
        self,
        query: Point | str | tuple[float, float],
        *,
        exactly_one: bool = True,
        accuracy_km: float = 0.0,
        timeout: object = DEFAULT_SENTINEL,
    ) -> Any:
        """What lies at a point: "4 km north of Shusha, Shusha, Azerbaijan". The location is the point that was asked.

        `raw` has country (alpha-3), admin1, nearest, distance_km, direction and border_with: the countries whose
        border runs within `accuracy_km` (at least 0.5 km), so that the side is not certain;
        out at sea the name of the sea. None where nothing is known.
        """
        try:
            point = Point(query)
        except ValueError as error:
            raise GeocoderQueryError(str(error)) from error
        known = self._open()
        found = describe(point.latitude, point.longitude, accuracy_km=accuracy_km, gazetteer=known)
        if not found.words:
            return None
        location = Location(found.words, (point.latitude, point.longitude), _raw_point(found))
        return location if exactly_one else [location]

    def _open(self) -> Gazetteer:
        try:
            return Gazetteer.bundled() if self._gazetteer is None else self._gazetteer
        except GazetteerError as error:
            raise GeocoderServiceError(str(error)) from error


def _location(gazetteer: Gazetteer, match: Match, rivals: Sequence[Match]) -> Location:
    raw = _raw_place(gazetteer, match.row, match.score)
    raw["matched"] = {"name": match.name, "kind": match.kind, "edits": match.distance}
    others = [rival for rival in rivals if rival is not match][:RIVALS]
    raw["rivals"] = [_raw_place(gazetteer, rival.row, rival.score) for rival in others]
    return Location(_address(gazetteer, match.row), (match.row.lat, match.row.lon), raw)


def _raw_place(gazetteer: Gazetteer, row: Row, score: float) -> dict[str, Any]:
    place = gazetteer.place_of(row)
    fields = "id", "name", "lat", "lon", "country", "admin1", "feature_class", "feature_code", "population", "radius_km"
    return {field: getattr(place, field) for field in fields} | {"score": score}


def _address(gazetteer: Gazetteer, row: Row) -> str:
    place = gazetteer.place_of(row)
    country = gazetteer.country(place.country) if place.country else None
    parts = [place.name, place.admin1, country.name if country else None]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _raw_point(found: Whereabouts) -> dict[str, Any]:
    nearest = found.nearest and {"id": found.nearest.id, "name": found.nearest.name, "country": found.nearest.country}
    return {
        "country": found.country,
        "admin1": found.admin1,
        "nearest": nearest,
        "distance_km": found.distance_km,
        "direction": found.direction,
        "border_with": list(found.border_with),
        "waters": found.waters.name if found.waters else None,
    }
