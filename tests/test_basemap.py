"""The map's ground: small, the same each time, without gaps, and right anywhere on Earth."""

from __future__ import annotations

import gzip
import json

import pytest
import shapely

from geo.basemap import about_borders, attribution, basemap

STORY = (44.0, 38.0, 49.5, 41.0)
BOXES = {
    "story": STORY,
    "town": (46.5, 39.6, 47.0, 40.0),
    "world": (-170, -55, 170, 75),
    "Fiji": (176, -20, -178, -15),
    "Chukotka": (165, 60, 195, 72),
    "Antarctica": (-60, -85, 60, -60),
    "ocean": (-35, -5, -30, 0),
    "Europe": (-10, 36, 30, 60),
}


@pytest.fixture(scope="module", params=BOXES, ids=list(BOXES))
def ground(request):
    return request.param, basemap(*BOXES[request.param])


def unpacked(numbers, scale):
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * scale, y * scale))
    return points


def packed_size(value):
    return len(gzip.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0))


def test_it_is_small_and_plain(ground):
    name, drawn = ground
    assert json.loads(json.dumps(drawn)) == drawn
    assert packed_size(drawn) <= 30_000, name
    assert set(drawn) == {"scale", "box", "countries", "lines", "water", "towns", "attribution"}


def test_rings_close_and_lie_in_the_box(ground):
    _, drawn = ground
    west, south, east, north = drawn["box"]
    slack = 3 * drawn["scale"]
    for country in drawn["countries"]:
        assert country["id"] and country["name"]
        for ring in country["rings"]:
            points = unpacked(ring, drawn["scale"])
            assert points[0] == pytest.approx(points[-1])
            assert all(west - slack <= x <= east + slack and south - slack <= y <= north + slack for x, y in points)


def test_labels_and_towns_lie_in_the_box(ground):
    _, drawn = ground
    west, south, east, north = drawn["box"]
    spots = [row["label"] for row in (*drawn["countries"], *drawn["water"]) if row["label"]]
    spots += [[town["lon"], town["lat"]] for town in drawn["towns"]]
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in spots)


def test_the_same_box_gives_the_same_bytes():
    assert json.dumps(basemap(*STORY)) == json.dumps(basemap(*STORY))


def test_no_gap_opens_along_a_border():
    drawn = basemap(*STORY)
    areas = [
        shapely.make_valid(shapely.MultiPolygon([[unpacked(ring, 1)] for ring in country["rings"] if len(ring) >= 8]))
        for country in drawn["countries"]
        if country["id"] in ("IRN", "AZE", "ARM", "GEO", "TUR", "RUS")
    ]
    together = shapely.union_all(areas)
    holes = [ring for part in shapely.get_parts(together) for ring in getattr(part, "interiors", ())]
    assert [ring for ring in holes if 0 < shapely.Polygon(ring).area < 400] == []


def test_the_story_shows_its_countries_towns_and_former_lines():
    drawn = basemap(*STORY)
    assert {"IRN", "AZE", "ARM", "GEO", "TUR", "RUS"} <= {country["id"] for country in drawn["countries"]}
    towns = {town["name"]: town for town in drawn["towns"]}
    assert {"Baku", "Yerevan", "Tabriz"} <= set(towns)
    assert towns["Baku"]["capital"] and not towns["Tabriz"]["capital"]
    former = {line["id"]: (line["since"], line["until"]) for line in drawn["lines"] if line["kind"] == "former"}
    assert former == {"nkao-line": ("1923", "1991"), "contact-line": ("1994", "2020")}
    assert {"Lake Sevan", "Lake Urmia", "Aras", "Kura", "Caspian Sea"} <= {row["name"] for row in drawn["water"]}
    assert any("OpenStreetMap" in line for line in drawn["attribution"])


def test_detail_grows_as_the_box_shrinks():
    def points(box):
        return sum(len(r) for c in basemap(*box)["countries"] if c["id"] == "ARM" for r in c["rings"])

    assert points((38, 32, 55, 46)) < points(STORY)
    assert basemap(*BOXES["town"])["scale"] < basemap(*STORY)["scale"] < basemap(*BOXES["world"])["scale"]


def test_a_box_over_the_antimeridian_is_one_piece():
    drawn = basemap(*BOXES["Fiji"])
    [fiji] = [country for country in drawn["countries"] if country["id"] == "FJI"]
    longitudes = [x for ring in fiji["rings"] for x, _ in unpacked(ring, drawn["scale"])]
    assert min(longitudes) > 173 and max(longitudes) > 179.9
    assert all(town["lon"] > 170 for town in drawn["towns"])


def test_attribution_names_openstreetmap_only_where_its_lines_are_drawn():
    assert not any("OpenStreetMap" in line for line in attribution((-12, 18, -6, 24)))  # the Sahara
    assert "© OpenStreetMap contributors, ODbL (lakes)" in attribution((-71, -17, -68, -15))  # Titicaca
    assert any("borders" in line for line in attribution((44, 38, 49, 41)) if "OpenStreetMap" in line)


def test_about_borders_states_source_date_and_stance():
    about = about_borders()
    for word in ("United Nations", "OpenStreetMap", "Natural Earth", "2026", "1923", "1994", "Crimea", "Karabakh"):
        assert word in about, word
