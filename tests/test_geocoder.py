"""The bundled gazetteer as a geopy geocoder."""

from pathlib import Path

import pytest
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geo import BundledGeocoder, Gazetteer, gazetteer


@pytest.fixture(scope="module")
def geocoder() -> BundledGeocoder:
    return BundledGeocoder()


def test_it_is_a_geopy_geocoder(geocoder: BundledGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    found = geocoder.geocode("Shusha")
    assert isinstance(found, Location)
    assert (found.latitude, found.longitude) == (39.76006, 46.74989)
    assert found.address == "Shusha, Shusha District, Azerbaijan"


def test_raw_tells_what_was_found_how_surely_and_instead_of_what(geocoder: BundledGeocoder) -> None:
    raw = geocoder.geocode("Shushi").raw
    assert raw["id"] == "geonames:147105" and raw["country"] == "AZE" and raw["admin1"] == "Shusha District"
    assert raw["matched"] == {"name": "shushi", "kind": "alternate", "edits": 0}
    assert 0 < raw["score"] <= 1 and all(rival["score"] <= raw["score"] for rival in raw["rivals"])
    assert geocoder.geocode("Stepanakrt").raw["matched"]["edits"] == 1


def test_many_or_one(geocoder: BundledGeocoder) -> None:
    many = geocoder.geocode("Springfield", exactly_one=False, limit=3)
    assert len(many) == 3 and all(isinstance(found, Location) for found in many)
    assert len(geocoder.geocode("Springfield", exactly_one=False)) > 20
    assert geocoder.geocode("Springfield") == many[0]


@pytest.mark.parametrize("codes", ["ir", "IRN", ["ir"], ("IRN", "ge")])
def test_country_codes(geocoder: BundledGeocoder, codes: str | list[str]) -> None:
    assert geocoder.geocode("Astara", country_codes=codes).raw["id"] == "geonames:142676"


def test_unknown_is_none(geocoder: BundledGeocoder) -> None:
    assert geocoder.geocode("Xyzzyplugh") is None
    assert geocoder.geocode("Xyzzyplugh", exactly_one=False) is None
    assert geocoder.geocode("Shusha", country_codes="FR") is None


def test_reverse_at_sea_names_the_sea(geocoder: BundledGeocoder) -> None:
    found = geocoder.reverse((43, 35))
    assert found.raw["country"] is None and found.raw["waters"] == "Black Sea"
    assert BundledGeocoder(Gazetteer([])).reverse((43, 35)) is None


def test_misuse_is_a_query_error(geocoder: BundledGeocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="ISO 3166-1"):
        geocoder.geocode("Shusha", country_codes="Azerbaijan")
    with pytest.raises(GeocoderQueryError, match="string"):
        geocoder.geocode({"city": "Shusha"})  # type: ignore[arg-type]
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse("somewhere")


def test_no_index_is_a_service_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "_BUNDLED", {})
    monkeypatch.setattr(gazetteer, "INDEX", tmp_path / "none.sqlite")
    with pytest.raises(GeocoderServiceError, match=r"python -m geo\.index"):
        BundledGeocoder().geocode("Shusha")


def test_it_works_inside_a_rate_limiter(geocoder: BundledGeocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.01)
    assert [limited(name).raw["country"] for name in ("Kapan", "Tabriz", "Baku")] == ["ARM", "IRN", "AZE"]
    assert RateLimiter(geocoder.reverse, min_delay_seconds=0.01)("39.0, 48.0").raw["country"] == "IRN"


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((39.0, 48.0), "7 km west of Germi, Ardabil Province, Iran"),
        ("39.4, 46.1", "5 km south-west of Darbas, Syunik, Armenia"),
        (Point(38.44, 48.87), "1 km north of Astara, Gilan Province, Iran, on the border with Azerbaijan"),
    ],
)
def test_reverse(geocoder: BundledGeocoder, point: Point | str | tuple[float, float], words: str) -> None:
    found = geocoder.reverse(point)
    assert found.address == words
    assert geocoder.reverse(point, exactly_one=False) == [found]


def test_reverse_says_when_the_side_is_not_certain(geocoder: BundledGeocoder) -> None:
    raw = geocoder.reverse((38.44, 48.87)).raw
    assert raw["country"] == "IRN" and raw["border_with"] == ["AZE"]
    assert raw["nearest"]["name"] == "Astara" and raw["direction"] == "north"
