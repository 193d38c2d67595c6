"""EventMap is a folium map: its tree, its file, its words. What needs a browser is in test_page.py."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from pathlib import Path
from typing import Any

import folium
import pytest
from page_sample import ARTICLE, EVENTS, IRAN, KARABAKH, event, place
from shapely.geometry import shape

from geo import locate
from maps import DrawingError, EventMap, draw
from maps.assets import built
from maps.island import LANGUAGES, escaped_json, messages, palette
from maps.views import WORLD, opening_view
from seeds import story
from seeds.report import KINDS

HOSTILE = (
    "</script><script>alert(1)</script> `${alert(2)}` C:\\users\\u0041 <img src=x onerror=alert(3)> \u2028 {{ 7*7 }}"
)


def html_of(page: EventMap) -> str:
    return page.get_root().render()


def island_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="araxes-data">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_is_a_folium_map_with_a_group_for_each_kind() -> None:
    page = draw(EVENTS, ARTICLE)
    groups = [child for child in page._children.values() if isinstance(child, folium.FeatureGroup)]
    assert isinstance(page, folium.Map)
    assert {group.layer_name for group in groups} == {messages("en")[f"kind.{event.kind}"] for event in EVENTS}
    assert len(groups) == len({event.kind for event in EVENTS})


def test_every_event_travels_whole() -> None:
    features = island_of(html_of(draw(EVENTS, ARTICLE)))["events"]["features"]
    assert [feature["id"] for feature in features] == [event.id for event in EVENTS]
    for feature, told in zip(features, EVENTS, strict=True):
        assert (feature["geometry"] is None) == (told.footprint is None)
        assert feature["properties"]["source"]["quote"] == told.source.quote
        for place_told in feature["properties"]["places"]:
            assert place_told["named"] in ARTICLE.text


def test_licences_travel_with_what_is_copied() -> None:
    html = html_of(draw(EVENTS, ARTICLE))
    assert "Volodymyr Agafonkin" in html and "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in html
    assert "Phosphor Icons" in html and "THE SOFTWARE IS PROVIDED" in html


def test_same_events_same_bytes() -> None:
    assert html_of(draw(EVENTS, ARTICLE)) == html_of(draw(EVENTS, ARTICLE))
    page = draw(EVENTS, ARTICLE)
    assert html_of(page) == html_of(page), "rendering twice changes nothing"


def test_nothing_is_fetched_and_the_page_stays_small() -> None:
    html = html_of(draw(EVENTS, ARTICLE))
    assert not re.search(r"<(script|img|iframe|link)[^>]*\b(src|href)=", html)
    assert not re.search(r"url\(\s*[\"']?https?:", html)
    assert len(gzip.compress(html.encode(), 9)) < 105_000, "an event lies far off: with an overview"
    bundled = html_of(draw(locate(story()), story()))
    assert len(gzip.compress(bundled.encode(), 9)) < 100_000


def test_only_sentences_with_events_unless_the_whole_text_is_asked_for() -> None:
    excerpt, whole = html_of(draw(EVENTS, ARTICLE)), html_of(draw(EVENTS, ARTICLE, full_text=True))
    assert "The weather was mild" not in excerpt
    assert "The weather was mild" in whole
    for html in (excerpt, whole):
        for passage in island_of(html)["stories"][0]["passages"]:
            start = passage["start"]
            assert ARTICLE.text[start : start + len(passage["text"])] == passage["text"]


def test_hostile_words_stay_words() -> None:
    article = dataclasses.replace(ARTICLE, headline=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)")
    events = [dataclasses.replace(EVENTS[0], headline=HOSTILE, attribution=HOSTILE)]
    html = html_of(draw(events, article))
    assert island_of(html)["events"]["features"][0]["properties"]["headline"] == HOSTILE
    assert "<script>alert" not in html
    assert "\u2028" not in escaped_json(HOSTILE)
    assert "<img" not in html
    assert "{{ 7*7 }}" in html, "a template in the text is text"


def test_policy_lists_the_hash_of_every_script() -> None:
    page = draw(EVENTS, ARTICLE)
    html, header = html_of(page), page.csp_header()
    assert f'content="{header}"' in html
    scripts = re.findall(r"<script>", html)
    assert header.count("sha256-") >= len(scripts)
    assert "require-trusted-types-for 'script'" in header
    assert "unsafe" not in header


def test_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    page = draw(EVENTS, ARTICLE)
    page.save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == html_of(page)
    with pytest.raises(OSError, match="No such file"):
        page.save(tmp_path / "nowhere" / "map.html")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_shows_itself_in_a_notebook() -> None:
    cell = draw(EVENTS, ARTICLE)._repr_html_()
    assert cell.startswith("<iframe srcdoc=")
    assert "araxes-data" in cell


def test_bounds_hold_the_events_and_layers_added() -> None:
    page = draw(EVENTS, ARTICLE)
    (south, west), (north, east) = page.get_bounds()
    assert south < 38.7 < 40.0 < north
    assert west < 45.0 < 47.5 < east
    folium.Marker([10.0, 20.0]).add_to(page)
    assert page.get_bounds()[0] == [10.0, 20.0]
    assert draw([]).get_bounds() == [[None, None], [None, None]]


def test_view_holds_what_is_near_and_leaves_a_far_city_and_a_country_to_the_edge() -> None:
    west, south, east, north = opening_view(EVENTS)
    assert 43.5 < west < 44.6, "Paris is far away"
    assert 47.2 < east < 48.5, "nor is Iran shown whole"
    assert 38.0 < south < 38.5
    assert 40.3 <= north < 41.0
    assert opening_view([]) == WORLD


def test_opening_view_over_the_antimeridian() -> None:
    halves = [[[[170, 64], [180, 64], [180, 69], [170, 64]]], [[[-180, 64], [-172, 64], [-172, 67], [-180, 64]]]]
    wide = {"type": "MultiPolygon", "coordinates": halves}
    region = dataclasses.replace(EVENTS[2], anchor=(175.0, 65.0), footprint=wide)
    west, _, east, _ = opening_view([region])
    assert (round(west), round(east)) == (170, 188)
    drawn = draw([region]).data["events"]["features"][0]["geometry"]
    assert {position[0] for part in drawn["coordinates"] for position in part[0]} == {170, 180, 188}
    lone = dataclasses.replace(
        EVENTS[6], anchor=(-179.0, -17.0), footprint={"type": "Point", "coordinates": [-179, -17]}
    )
    assert opening_view([lone])[2] < -178


@pytest.mark.parametrize(
    "footprint",
    [
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[46, 39], [47, 40], [47, 39], [46, 40], [46, 39]]]},
        {"type": "Polygon", "coordinates": [[[46, 39], [46, 39], [46, 39], [46, 39]]]},
        {"type": "MultiLineString", "coordinates": [[[46, 39], [46.5, 39.5]], [[47, 39], [47.2, 39.1]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [46, 39]}, KARABAKH]},
    ],
    ids=["empty", "crossing itself", "collapsed", "lines", "collection"],
)
def test_odd_footprints_of_foreign_tables_are_drawn(footprint: dict[str, Any]) -> None:
    odd = dataclasses.replace(EVENTS[0], footprint=footprint)
    assert "araxes-data" in html_of(draw([odd, *EVENTS[1:4]], ARTICLE))
    assert "araxes-data" in html_of(draw([odd], ARTICLE))


def test_view_of_countries_alone() -> None:
    only = event(
        "x",
        "restrict",
        "x",
        "Iran may",
        places=(place("Iran", "Iran may", "country"),),
        footprint=IRAN,
        anchor=(53.0, 32.0),
    )
    west, _, east, _ = opening_view([only])
    assert west < 44 < 61 < east


def test_stock_layers_loosen_the_policy_but_keep_the_hashes() -> None:
    page = draw(EVENTS, ARTICLE)
    folium.Marker([39.0, 46.0], popup="a farm").add_to(page)
    folium.LayerControl().add_to(page)
    assert "sha256-" in page.csp_header()
    assert "trusted-types" not in page.csp_header()
    assert not re.search(r"<(script|link)[^>]*\b(src|href)=[\"']?https?:", html_of(page))


def test_a_layer_that_would_fetch_is_named() -> None:
    from folium.plugins import Fullscreen

    page = draw(EVENTS, ARTICLE)
    Fullscreen().add_to(page)
    with pytest.raises(DrawingError, match=r"Fullscreen would fetch https://\S+fullscreen"):
        html_of(page)
    online = draw(EVENTS, ARTICLE, online=True)
    Fullscreen().add_to(online)
    assert "fullscreen" in html_of(online)


def test_every_kind_has_a_family_an_icon_and_a_name() -> None:
    kinds = [kind for family in palette()["families"] for kind in family["kinds"]]
    assert sorted(kinds) == sorted(KINDS)
    outlines = json.loads(built("icons.json"))
    for kind in KINDS:
        assert outlines[palette()["icons"][kind]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: str) -> None:
    english, table = messages("en"), messages(language)
    assert table.keys() == english.keys()
    for key, message in table.items():
        said = " ".join(message.values()) if isinstance(message, dict) else message
        model = " ".join(english[key].values()) if isinstance(english[key], dict) else english[key]
        assert set(re.findall(r"\{\w+\}", said)) == set(re.findall(r"\{\w+\}", model)), key
    html = html_of(draw(EVENTS, ARTICLE, language=language))
    assert f'<html lang="{language}" dir="{"rtl" if language in ("ar", "fa", "he") else "ltr"}">' in html


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("az", {"Ermənistan", "Azərbaycan", "İran", "Araz"}),
        ("fa", {"ارمنستان", "ایران", "ارس"}),
        ("ru", {"Армения", "Азербайджан", "Аракс"}),
        ("de", {"Armenien", "Aserbaidschan", "Sewansee"}),
    ],
)
def test_countries_and_waters_are_named_in_the_language_of_the_page(language: str, names: set[str]) -> None:
    labels = draw(EVENTS, ARTICLE, language=language).data["basemap"]["labels"]
    assert names <= {label["name"] for label in labels}


def test_unknown_language_is_refused() -> None:
    with pytest.raises(DrawingError, match="not 'xx'"):
        draw(EVENTS, language="xx")


def test_tiles_from_the_web_only_by_name_and_with_a_word_about_it() -> None:
    html = html_of(draw(EVENTS, ARTICLE, online_tiles="OpenStreetMap.Mapnik"))
    assert "img-src data: https://tile.openstreetmap.org" in html
    assert island_of(html)["about"]["tiles"] == "tile.openstreetmap.org"
    assert "© OpenStreetMap contributors" in html
    assert "strict-origin-when-cross-origin" in html
    for name in ("Nobody.Knows", "Thunderforest.OpenCycleMap"):
        with pytest.raises(DrawingError):
            draw(EVENTS, online_tiles=name)


def test_coarsened_events_come_without_the_places_mentioned() -> None:
    assert draw(EVENTS, ARTICLE).data["mentioned"]
    assert draw(EVENTS, ARTICLE, coarsen_km=30).data["mentioned"] == []


def test_coarsened_events_keep_no_exact_place() -> None:
    exact, coarse = EVENTS[6], draw(EVENTS, ARTICLE, coarsen_km=30).data["events"]["features"][6]
    ring = shape(coarse["geometry"])
    assert ring.geom_type == "Polygon"
    assert ring.contains(shape(exact.footprint))
    assert ring.centroid.distance(shape(exact.footprint)) > 0.01
    assert coarse["properties"]["places"][0]["uncertainty_km"] >= 30
    assert coarse["properties"]["places"][0]["lon"] != exact.places[0].lon
    area = draw(EVENTS, ARTICLE, coarsen_km=30).data["events"]["features"][2]
    assert shape(area["geometry"]).equals(shape(KARABAKH)), "what is wide already stays"


def test_readers_without_scripts_get_the_list() -> None:
    html = html_of(draw(EVENTS, ARTICLE))
    listed = re.findall(r"<li><b>(.*?)</b> <span>(.*?)</span>", html)
    assert len(listed) == len(EVENTS)
    assert ("Two drivers detained", "Detention · No date given · no place given · Reported") in listed


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def cube_root(share: float) -> float:
    return share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116


def lab_of(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        cube_root(sum(a * b for a, b in zip(row, rgb, strict=True)) / w) for row, w in zip(rows, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# full colour blindness by Machado, Oliveira and Fernandes (2009)
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ["fill", "light", "dark"])
def test_families_differ_for_every_eye(sight: str, theme: str) -> None:
    colours = [linear(family[theme]) for family in palette()["families"]]
    seen = [tuple(max(0.0, sum(a * b for a, b in zip(row, c, strict=True))) for row in SIGHTS[sight]) for c in colours]
    points = [lab_of(colour) for colour in seen]
    least = min(
        sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5
        for i, p in enumerate(points)
        for q in points[i + 1 :]
    )
    assert least > 24


@pytest.mark.parametrize("family", palette()["families"], ids=lambda family: str(family["id"]))
def test_white_icons_stand_out_from_their_fill(family: dict[str, str]) -> None:
    red, green, blue = linear(family["fill"])
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert 1.05 / (luminance + 0.05) >= 4.5
