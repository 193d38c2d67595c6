"""Footprints against an independent geodesic oracle, and what must hold for any of them."""

from __future__ import annotations

import gzip
import json

import geodesics
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from geo import borders, coasts, directions, footprints, shapes
from geo.directions import DIRECTIONS
from geo.outlines import Footprint
from geo.place import Place
from geo.projecting import LocalMap, area_km2, around, distance_km, wrapped

WGS84 = Geodesic.WGS84


def town(name: str, lat: float, lon: float, country: str | None = None, km: float = 5.0) -> Footprint:
    return footprints.of_place(Place(id=f"test:{name}", name=name, lat=lat, lon=lon, country=country, radius_km=km))


SHUSHA, GORIS, KAPAN = (
    town("Shusha", 39.76, 46.75, "AZE"),
    town("Goris", 39.511, 46.339, "ARM"),
    town("Kapan", 39.208, 46.406, "ARM"),
)
LAKE_VAN = Place(id="araxes:lake-van", name="Lake Van", lat=38.65, lon=42.81, feature_class="H", feature_code="LK")
BLACK_SEA = Place(
    id="araxes:black-sea", name="Black Sea", lat=43.0, lon=34.0, feature_class="H", feature_code="SEA", radius_km=500
)
LINE_OF_CONTROL = Place(
    id="araxes:line-of-control", name="Line of Control", lat=34.3, lon=74.3, feature_class="L", feature_code="BND"
)
MAKERS = {
    "town": lambda: SHUSHA,
    "town on a border": lambda: town("Julfa", 38.955, 45.63, "AZE", 8),
    "town on a coast": lambda: town("Astara", 38.45, 48.87, "AZE", 8),
    "country": lambda: footprints.of_country("IRN"),
    "country over the antimeridian": lambda: footprints.of_country("RUS"),
    "country of islands": lambda: footprints.of_country("FJI"),
    "country with many islands": lambda: footprints.of_country("CAN"),
    "country at the pole": lambda: footprints.of_country("ATA"),
    "province": lambda: footprints.of_province("IRN", "IR.33"),
    "region": lambda: footprints.of_region("karabakh"),
    "border, one side": lambda: footprints.border_zone("IRN", "AZE", side="IRN"),
    "border, both sides": lambda: footprints.border_zone("RUS", "KAZ"),
    "border in the far north": lambda: footprints.border_zone("NOR", "RUS"),
    "all borders": lambda: footprints.border_zone("ISR"),
    "within": lambda: footprints.within(SHUSHA, 30),
    "within, of a region": lambda: footprints.within(footprints.of_region("nkao"), 15),
    "toward": lambda: directions.toward(SHUSHA, 20, "west"),
    "beyond": lambda: directions.beyond(SHUSHA, "north-east"),
    "part by custom": lambda: directions.part_of(footprints.of_country("IRN"), "north-west"),
    "part by share": lambda: directions.part_of(footprints.of_country("FRA"), "south-west"),
    "part of a long country": lambda: directions.part_of(footprints.of_country("CHL"), "south"),
    "part over the antimeridian": lambda: directions.part_of(footprints.of_country("RUS"), "east"),
    "middle": lambda: directions.part_of(footprints.of_country("SOM"), "central"),
    "between": lambda: footprints.between(GORIS, KAPAN),
    "corridor": lambda: footprints.corridor([GORIS, KAPAN, SHUSHA]),
    "bank": lambda: footprints.along(river("river-aras", "Aras"), side="IRN"),
    "off the coast": lambda: coasts.off_coast(footprints.of_country("LBY")),
    "off a town": lambda: coasts.off_coast(town("Odesa", 46.48, 30.73, "UKR")),
    "bank in a direction": lambda: footprints.along(river("river-aras", "Aras"), direction="north"),
    "coast": lambda: coasts.coast(footprints.of_country("LBY")),
    "coast on one sea": lambda: coasts.coast(footprints.of_country("TUR"), BLACK_SEA),
    "shore of a lake": lambda: coasts.shore(footprints.of_place(LAKE_VAN)),
    "lake": lambda: footprints.of_place(LAKE_VAN),
    "sea": lambda: footprints.of_place(BLACK_SEA),
    "where three borders meet": lambda: footprints.tripoint_zone(["MLI", "NER", "BFA"]),
    "border with a name": lambda: footprints.of_place(LINE_OF_CONTROL),
    "halfway": lambda: footprints.halfway(GORIS, SHUSHA),
    "union": lambda: footprints.union([GORIS, KAPAN, footprints.of_region("nkao")]),
    "intersection": lambda: footprints.intersection(
        [directions.part_of(footprints.of_country("IRN"), "north-west"), footprints.border_zone("IRN", "AZE")]
    ),
    "town by the antimeridian": lambda: town("Taveuni", -16.85, 179.98, None, 60),
    "in Chukotka": lambda: town("Wrangel", 71.2, 180.0, None, 120),
    "at the pole": lambda: town("Pole", 89.9, 10.0, None, 50),
}  # fmt: skip


def river(slug: str, name: str) -> Place:
    return Place(id=f"araxes:{slug}", name=name, lat=39.0, lon=47.0, feature_class="H", feature_code="STM")


@pytest.mark.parametrize("name", MAKERS)
def test_every_footprint_is_valid_small_and_holds_its_anchor(name):
    found = MAKERS[name]()
    area = found.area
    assert area.is_valid and not area.is_empty
    assert area.covers(shapely.Point(found.anchor)), found.anchor
    west, south, east, north = area.bounds
    assert west >= -180 and east <= 180 and south >= -90 and north <= 90
    packed = gzip.compress(json.dumps(found.geometry, separators=(",", ":")).encode(), 9, mtime=0)
    assert len(packed) <= 12_000
    assert found.words and found.name and found.id
    farthest = max(distance_km(found.anchor, (x, y)) for x, y in shapely.get_coordinates(area))
    assert found.uncertainty_km == pytest.approx(farthest, abs=0.2)
    assert found.acled_precision in (1, 2, 3) and found.ucdp_precision in range(1, 7)


@pytest.mark.parametrize("name", MAKERS)
def test_every_footprint_is_the_same_each_time(name):
    first = MAKERS[name]()
    _forget()
    assert json.dumps(MAKERS[name]().geometry) == json.dumps(first.geometry)


def _forget():
    for maker in ("of_place", "of_country", "of_province", "of_region", "border_zone"):
        getattr(footprints, maker).cache_clear()


# --- against the geodesic oracle


@pytest.mark.parametrize("km", [10, 25, 50])
def test_border_strip_against_the_geodesic_oracle(km):
    land = shapes.country("IRN")
    truth = geodesics.zone(borders.border("IRN", "AZE").simplify(0.001), km) & land
    strip = footprints.border_zone("IRN", "AZE", side="IRN", km=km)
    assert area_km2(strip.area) == pytest.approx(geodesics.area_km2(truth), rel=0.005)
    assert geodesics.overlap(strip.area, truth) > 0.985


@pytest.mark.parametrize("pair", [("FIN", "RUS"), ("TCD", "SDN"), ("FRA", "ESP"), ("PER", "ECU")])
def test_zones_elsewhere_against_the_geodesic_oracle(pair):
    line = borders.border(*pair).simplify(0.004)
    truth = geodesics.zone(line, 40, 48)
    zone = around(borders.border(*pair), 40)
    assert area_km2(zone) == pytest.approx(geodesics.area_km2(truth), rel=0.005)


def test_areas_agree_with_geodesic_polygons():
    for code in ("ARM", "AZE", "ISL", "ECU"):
        land = shapes.country(code)
        assert area_km2(land) == pytest.approx(geodesics.area_km2(land.segmentize(0.1)), rel=0.001), code


def test_published_border_strip():
    """The research this was built on found 15 545 km² for the Iranian 25 km strip, with a finer line."""
    strip = footprints.border_zone("IRN", "AZE", side="IRN")
    assert area_km2(strip.area) == pytest.approx(15_545, rel=0.01)


# --- properties

LATITUDES = st.floats(-80, 80)
LONGITUDES = st.floats(-180, 180)
DISTANCES = st.floats(1, 300)


@given(LATITUDES, LONGITUDES, DISTANCES)
def test_circles_have_the_area_of_circles_anywhere(lat, lon, km):
    zone = wrapped(around(shapely.Point(lon, lat), km))
    assert zone.is_valid
    assert area_km2(around(shapely.Point(lon, lat), km)) == pytest.approx(3.14159 * km * km, rel=0.006)


@given(LATITUDES, LONGITUDES, DISTANCES)
def test_circles_end_where_the_geodesic_does(lat, lon, km):
    zone = around(shapely.Point(lon, lat), km)
    for x, y in shapely.get_coordinates(zone)[::11]:
        away = WGS84.Inverse(lat, lon, y, x, Geodesic.DISTANCE)["s12"] / 1000
        assert away == pytest.approx(km, rel=0.005)


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=2, max_size=8), LATITUDES, LONGITUDES, DISTANCES
)
def test_zones_hold_their_line_and_grow_with_the_distance(steps, lat, lon, km):
    points = [(lon + x, max(-84, min(84, lat + y))) for x, y in steps]
    line = shapely.LineString(points)
    assume(line.length > 0.01)
    zone, wider = around(line, km), around(line, km * 1.3)
    assert zone.is_valid and zone.buffer(1e-4).covers(line)
    assert area_km2(wider) > area_km2(zone) > 0


@given(LATITUDES, LONGITUDES)
def test_flattening_and_back_is_the_same_place(lat, lon):
    ground = LocalMap(lon, lat)
    near = shapely.Point(lon + 1.5, max(-85, min(85, lat + 1.0)))
    back = ground.unflatten(ground.flatten(near))
    assert back.distance(near) < 1e-6


@given(LATITUDES, LONGITUDES, st.sampled_from(DIRECTIONS[:8]), st.floats(5, 150))
def test_sectors_lie_in_their_direction(lat, lon, direction, km):
    base = town("Somewhere", lat, lon)
    found = directions.toward(base, km, direction)
    assert found.area.covers(shapely.Point(found.anchor))
    bearing = directions.BEARINGS[direction]
    line = WGS84.Inverse(base.anchor[1], base.anchor[0], found.anchor[1], found.anchor[0])
    assert abs((line["azi1"] - bearing + 180) % 360 - 180) < 2
    assert line["s12"] / 1000 == pytest.approx(km, rel=0.02)


@given(st.lists(st.tuples(LATITUDES, LONGITUDES, st.floats(1, 80)), min_size=1, max_size=4))
def test_unions_are_valid_and_hold_their_parts(spots):
    parts = [town(f"T{n}", lat, lon, None, km) for n, (lat, lon, km) in enumerate(spots)]
    whole = footprints.union(parts)
    assert whole.area.is_valid and whole.area.covers(shapely.Point(whole.anchor))
    for part in parts:
        assert whole.area.buffer(0.003).covers(part.area)


@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=2, max_size=4, unique=True))
def test_routes_touch_every_stop(spots):
    stops = [town(f"T{n}", lat, lon) for n, (lat, lon) in enumerate(spots)]
    way = footprints.route(stops)
    line = way.area
    assert line.geom_type in ("LineString", "MultiLineString")
    for stop in stops:
        assert line.distance(shapely.Point(stop.anchor)) < 1e-3 or abs(stop.anchor[0]) > 179.9


# --- what a reader would check


def test_a_town_by_a_border_stays_on_its_side():
    julfa = town("Julfa", 38.955, 45.63, "AZE", 8)
    assert area_km2(julfa.area & shapes.country("IRN")) < 1.0
    assert shapes.containing(julfa.anchor[1], julfa.anchor[0])[0] == "AZE"


def test_the_marker_of_a_border_zone_stands_on_its_side():
    for pair, side in (
        (("IRN", "AZE"), "IRN"),
        (("IRN", "AZE"), "AZE"),
        (("ARM", "AZE"), "ARM"),
        (("IND", "PAK"), "PAK"),
    ):
        lon, lat = footprints.border_zone(*pair, side=side).anchor
        assert shapes.containing(lat, lon)[0] == side


def test_where_three_borders_meet_is_the_land_about_that_spot():
    zone = footprints.tripoint_zone(["IRN", "AZE", "TUR"]).area  # 39.71 N 44.81 E
    assert zone.covers(shapely.Point(44.83, 39.62)) and not zone.covers(shapely.Point(46.41, 39.21))
    assert footprints.tripoint_zone(["IRN", "AZE", "GEO"]) is None
    assert footprints.tripoint_zone(["FRA", "ESP", "IRN"]) is None


def test_a_sea_has_no_land_in_it_and_a_coast_no_water():
    sea, coast, turkey = MAKERS["sea"]().area, MAKERS["coast on one sea"]().area, shapes.country("TUR")
    assert (sea & turkey).area < 1e-3 * sea.area
    assert (coast - turkey).area < 0.05 * coast.area
    assert coast.covers(shapely.Point(39.72, 40.97)) and not coast.covers(shapely.Point(30.7, 36.9))
    assert coasts.coast(footprints.of_country("ARM")) is None


def test_a_bank_lies_on_its_side_of_the_river():
    north, both = MAKERS["bank in a direction"]().area, footprints.along(river("river-aras", "Aras")).area
    assert area_km2(north) < 0.6 * area_km2(both)
    assert area_km2(north & shapes.country("IRN")) < 0.15 * area_km2(north)


def test_halfway_is_about_the_middle():
    assert footprints.halfway(GORIS, SHUSHA).area.covers(shapely.Point(46.545, 39.636))


def test_words_say_what_the_area_is():
    assert footprints.border_zone("IRN", "AZE").words == "within 25 km of the border between Iran and Azerbaijan"
    assert footprints.border_zone("AZE", "IRN", side="AZE", km=10).words == (
        "within 10 km of Azerbaijan's side of the border with Iran"
    )
    assert footprints.route([GORIS, KAPAN, SHUSHA]).words == (
        "from Goris to Shusha by way of Kapan (the way between them is not known)"
    )


def test_what_cannot_be_drawn_is_none():
    assert footprints.of_country("ZZZ") is None
    assert footprints.border_zone("IRN", "FRA") is None
    assert coasts.off_coast(SHUSHA) is None
    assert footprints.intersection([SHUSHA, KAPAN]) is None
    with pytest.raises(ValueError, match="at least one"):
        footprints.union([])


def test_fiji_and_chukotka_are_cut_at_the_antimeridian():
    fiji = town("Taveuni", -16.85, 179.98, None, 60)
    assert fiji.geometry["type"] == "MultiPolygon"
    assert area_km2(around(shapely.Point(179.98, -16.85), 60)) == pytest.approx(11_310, rel=0.01)
    east = directions.part_of(footprints.of_country("RUS"), "east").area
    assert east.contains(shapely.Point(-173.4, 65.5)) and east.contains(shapely.Point(170.0, 66.0))


def test_markers_by_the_antimeridian_stand_near_the_middle():
    chukotka = footprints.of_province("RUS", "RU.15")
    assert chukotka.name == "Chukotka" and 168 < chukotka.anchor[0] < 178
    assert 90 < footprints.of_country("RUS").anchor[0] < 105
    assert -115 < footprints.of_country("USA").anchor[0] < -95


def test_customary_parts_name_provinces_that_exist():
    for country, parts in directions._customary().items():
        for direction, entry in parts.items():
            assert direction in DIRECTIONS and entry["source"]
            for code in entry["provinces"]:
                row = shapes.find("province", code)
                assert row is not None and row.country == country, code


@pytest.mark.parametrize("country", ["DEU", "TUR", "BRA", "AUS", "NOR", "KAZ"])
def test_parts_by_area_take_their_share_and_lie_where_they_should(country):
    whole = footprints.of_country(country)
    for direction in ("north", "south", "east", "west"):
        part = directions._part_by_share(whole, direction)
        assert area_km2(part.area) == pytest.approx(0.4 * area_km2(directions._mainland(whole.area)), rel=0.05)
    north, south = (directions._part_by_share(whole, d).area for d in ("north", "south"))
    assert north.centroid.y > south.centroid.y
    assert (north & south).area < 1e-3 * north.area
