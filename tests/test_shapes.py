"""Outlines: every town in its own country, disputed ground as recognised, files that agree with their index."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib

import pytest
import shapely

from geo import borders, shapes
from geo.gazetteer import Gazetteer
from geo.projecting import LocalMap, area_km2

BORDERS = (("IRN", "AZE"), ("IRN", "ARM"), ("AZE", "ARM"))
ON_THE_BORDER_KM = 0.5


def test_towns_within_ten_kilometres_of_the_borders_lie_in_their_own_country():
    """The border towns of Iran, Azerbaijan and Armenia: Natural Earth alone puts eleven of them on the wrong side."""
    towns = Gazetteer.bundled().within(43.5, 37.5, 49.5, 41.8, limit=6000)
    lines = shapely.union_all([borders.border(*pair) for pair in BORDERS])
    ground = LocalMap(46.5, 39.5)
    border = ground.flatten(lines)
    near, on_it, wrong = 0, [], []
    for town in towns:
        away = ground.flatten(shapely.Point(town.lon, town.lat)).distance(border)
        if town.country not in ("IRN", "AZE", "ARM") or away > 10 or not town.id.startswith("geonames:"):
            continue
        near += 1
        if shapes.containing(town.lat, town.lon)[0] != town.country:
            (on_it if away <= ON_THE_BORDER_KM else wrong).append((town.name, town.country, round(away, 2)))
    assert near >= 134
    assert wrong == []
    assert len(on_it) <= 5


def test_capitals_lie_in_their_countries():
    gazetteer = Gazetteer.bundled()
    astray = []
    for row in shapes.of_kind("country"):
        capital = next((t for t in gazetteer.within(*row.bounds, limit=60) if _is_capital(t, row.id)), None)
        if capital and shapes.containing(capital.lat, capital.lon)[0] != row.id:
            astray.append((capital.name, row.id))
    assert len(astray) <= 3, astray


def _is_capital(town, country):
    return town.feature_code == "PPLC" and town.country == country


@pytest.mark.parametrize(
    ("what", "lat", "lon", "country"),
    [
        ("Stepanakert", 39.82, 46.75, "AZE"),
        ("Sevastopol", 44.60, 33.53, "UKR"),
        ("Donetsk", 48.0, 37.8, "UKR"),
        ("Sukhumi", 43.0, 41.02, "GEO"),
        ("Tskhinvali", 42.23, 43.97, "GEO"),
        ("Quneitra", 33.125, 35.825, "SYR"),
        ("Tiberias", 32.79, 35.53, "ISR"),
        ("Laayoune", 27.15, -13.20, "ESH"),
        ("Kyrenia", 35.33, 33.32, "CYP"),
        ("Hargeisa", 9.56, 44.06, "SOM"),
        ("Pristina", 42.66, 21.16, "XKX"),
        ("Artsvashen", 40.64, 45.52, "ARM"),
        ("Karki", 39.787, 44.95, "AZE"),
        ("Astara on its shore", 38.45, 48.87, "AZE"),
        ("oil rocks, in territorial waters", 40.2, 50.1, "AZE"),
        ("Taveuni, by the antimeridian", -16.85, -179.97, "FJI"),
        ("Provideniya, west of 180° by name", 64.42, -173.23, "RUS"),
        ("South Pole", -90.0, 0.0, "ATA"),
    ],
)
def test_country_of_a_place_as_recognised(what, lat, lon, country):
    assert shapes.containing(lat, lon)[0] == country, what


def test_the_high_sea_belongs_to_nobody():
    assert shapes.containing(41.5, 51.2) == (None, None)
    assert shapes.containing(0.0, -30.0) == (None, None)


def test_countries_form_one_coverage_and_every_shape_is_valid():
    assert shapely.coverage_is_valid([row.geometry() for row in shapes.of_kind("country")])
    for kind in ("country", "province", "region", "waters", "sea", "lake"):
        assert all(row.geometry().is_valid for row in shapes.of_kind(kind)), kind


@pytest.mark.parametrize("country", ["AZE", "IRN", "ARM", "UKR", "FRA"])
def test_provinces_fill_their_country(country):
    land = shapes.country(country)
    parts = [row.geometry() for row in shapes.of_kind("province", country)]
    assert sum(part.area for part in parts) == pytest.approx(land.area, rel=2e-3)
    assert shapely.union_all(parts, grid_size=1e-4).symmetric_difference(land).area < 2e-3 * land.area


@pytest.mark.parametrize(
    ("region", "published_km2", "within"),
    [
        ("karabakh-er", 8_990, 0.06),  # State Statistical Committee of Azerbaijan, 2021
        ("east-zangezur-er", 7_470, 0.08),
        ("nkao", 4_388, 0.04),  # Soviet census of 1989
    ],
)
def test_regions_beside_published_areas(region, published_km2, within):
    assert area_km2(shapes.region(region)) == pytest.approx(published_km2, rel=within)


@pytest.mark.parametrize(
    ("lake", "published_km2"),
    [  # World Lake Database (International Lake Environment Committee); lakes whose level has hardly changed since
        ("lake-van", 3_740),
        ("issyk-kul", 6_236),
        ("lake-baikal", 31_500),
        ("lake-victoria", 68_800),
        ("lake-superior", 82_367),
        ("lake-michigan", 58_016),
        ("lake-ladoga", 17_700),
        ("lake-titicaca", 8_372),
        ("lake-sevan", 1_244),
    ],
)
def test_lakes_beside_published_areas(lake, published_km2):
    row = shapes.find("lake", lake)
    assert area_km2(row.geometry()) == pytest.approx(published_km2, rel=0.05)
    assert row.accuracy_km == 1.0


def test_reservoir_of_mingachevir_is_drawn():
    water = shapes.find("lake", "rsv-mingachevir").geometry()
    assert water.contains(shapely.Point(46.75, 40.93)) and not water.contains(shapely.Point(47.05, 40.76))


def test_accuracy_of_outlines_is_stated():
    """Natural Earth's divisions are up to 3 km off; where OpenStreetMap drew the border, the country is 0.25."""
    assert {row.accuracy_km for row in shapes.of_kind("province", "AZE")} == {3.0}
    assert shapes.find("country", "AZE").accuracy_km == 0.25
    assert all(row.accuracy_km > 0 for row in shapes.of_kind("lake"))


def test_karabakh_holds_the_former_oblast_and_the_towns_around_it():
    karabakh = shapes.region("karabakh")
    assert area_km2(shapes.region("nkao") - karabakh) < 30
    for lat, lon in ((39.82, 46.75), (39.99, 46.93), (39.60, 47.14), (39.40, 47.02), (39.64, 46.55), (40.10, 46.04)):
        assert karabakh.contains(shapely.Point(lon, lat)), (lat, lon)


def test_former_lines_carry_their_years():
    assert {row.id: row.note for row in shapes.of_kind("former")} == {
        "contact-line": "1994/2020",
        "nkao-line": "1923/1991",
    }


def test_index_points_at_the_shapes_it_names():
    rows = [row for kind in ("country", "region", "lake", "river", "former") for row in shapes.of_kind(kind)]
    for row in rows:
        packed = (shapes.DATA / row.file).read_bytes()[row.offset : row.offset + row.length]
        line = json.loads(gzip.decompress(packed))
        assert (line["kind"], line["id"]) == (row.kind, row.id)
        assert row.geometry().bounds == pytest.approx(row.bounds, abs=1e-4)


def test_sources_name_the_shape_files_with_their_checksums():
    known = tomllib.loads((shapes.DATA / "SOURCES.toml").read_text("utf-8"))
    for file in ("shapes-osm.jsonl.gz", "shapes-world.jsonl.gz", "shapes.tsv.gz"):
        assert known[file]["sha256"] == hashlib.sha256((shapes.DATA / file).read_bytes()).hexdigest()
    assert known["shapes-osm.jsonl.gz"]["licence"] == "ODbL-1.0"
    assert sum((shapes.DATA / file).stat().st_size for file in known if file.startswith("shapes")) < 4_000_000


def test_provinces_by_name_and_code():
    by_code, by_name = shapes.province("IRN", "33"), shapes.province("IRN", "east azerbaijan")
    assert by_code == by_name
    assert shapes.province("IRN", "Atlantis") is None
    assert shapes.country("ZZZ") is None


@pytest.mark.parametrize(("province", "edge", "degrees"), [("IR.15", "east", 50.7), ("AR.04", "south", -46.2)])
def test_strips_that_two_coasts_leave_between_them_belong_to_the_province_they_lie_along(province, edge, degrees):
    reached = getattr(shapes.find("province", province), edge)
    assert reached == pytest.approx(degrees, abs=0.25)
