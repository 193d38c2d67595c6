"""Pictures from Python alone: valid, without scripts, the same every time, and in agreement with the page."""

from __future__ import annotations

import base64
import dataclasses
import functools
import gzip
import itertools
import json
import re
import struct
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from page_sample import ARTICLE, EVENTS, KARABAKH, event, place, town
from playwright.sync_api import expect

from geo import locate
from maps import DrawingError, EventMap, draw
from maps.island import LANGUAGES
from maps.lettering import legible, width, wrapped
from maps.looks import THEMES, colours
from maps.marks import Mark, marks_of
from maps.picture import Picture
from maps.placement import settle
from maps.projection import Window, meet
from maps.raster import packed
from maps.terrain import decoded, ground_under, outline
from maps.wording import Wording
from seeds import story

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<img src=x onerror=\"window.broken='A'\">",
    "${window.broken='B'} `x`",
    "</script><script>window.broken='C'</script>",
    "]]></title></svg><script>window.broken='D'</script>",
    "see C:\\users\\u0041 {{ 7*7 }} {% raw %} &amp; &lt;",
    "\u202ereversed\u202c \u2066isolated\u2069 \x00\x08\x1b[31m \ud800 \ufffe",
    "=cmd|' /C calc'!A0",
)
NUMBER = r"-?\d+(?:\.\d+)?"


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(svg: str) -> list[str]:
    return [found.text or "" for found in tree(svg).iter(f"{SVG}text")]


def words_of(language: str) -> list[str]:
    return words(sample(language).to_svg())


def glyph_places(svg: str) -> dict[str, tuple[float, float]]:
    """Where each mark stands, by its words."""
    places = {}
    for group in tree(svg).iter(f"{SVG}g"):
        name = group.find(f"{SVG}title")
        if name is not None:
            x, y = re.findall(NUMBER, group.get("transform", ""))
            places[name.text or ""] = (float(x) + 18, float(y) + 18)
    return places


@functools.cache
def sample(language: str = "en") -> EventMap:
    return draw(EVENTS, ARTICLE, language=language)


@pytest.fixture(scope="module")
def svg() -> str:
    return sample().to_svg()


def test_is_an_svg_document_that_runs_and_fetches_nothing(svg: str) -> None:
    root = tree(svg)
    assert root.tag == f"{SVG}svg"
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1200", "630", "0 0 1200 630")
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg", "title", "desc", "defs", "pattern", "clipPath", "g", "path", "rect", "circle", "text",
    }  # fmt: skip
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "href", "class")]
    assert re.findall(r"url\((?!#a[0-9a-f]{8}-)", svg) == []


def test_says_title_counts_kinds_key_scale_and_sources(svg: str) -> None:
    said = words(svg)
    for expected in ("Border drill worries neighbours", "EXAMPLE NEWS", "Event types", "Troops and drills", "Denied"):
        assert expected in said
    assert "11 events from one article · published 2 October 2021 · 1 without a place" in said
    assert any(re.fullmatch(r"\d+ km", line) for line in said)
    assert "OpenStreetMap" in " ".join(said)


def test_counts_of_the_legend_equal_the_data(svg: str) -> None:
    said = words(svg)
    kinds = Counter(found.kind for found in EVENTS)
    assert said[said.index("Troops and drills") + 1] == str(kinds["deploy"])
    assert said[said.index("Restriction") + 1] == str(kinds["restrict"])


def test_is_told_to_those_who_cannot_see_it(svg: str) -> None:
    root = tree(svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == ARTICLE.headline
    told = root.findtext(f"{SVG}desc") or ""
    assert all(legible(found.headline) in told for found in EVENTS)


def test_every_placed_event_has_a_mark_or_a_chip(svg: str) -> None:
    standing = glyph_places(svg)
    outside = [found for found in EVENTS if found.anchor and not any(found.headline in name for name in standing)]
    assert len(standing) + len(outside) == sum(found.anchor is not None for found in EVENTS)
    for found in outside:
        assert any(found.places[0].name in line for line in words(svg))


def test_same_input_same_bytes_also_in_another_process(svg: str) -> None:
    assert draw(EVENTS, ARTICLE).to_svg() == svg
    code = (
        "from page_sample import *; from maps import draw; import sys; sys.stdout.write(draw(EVENTS, ARTICLE).to_svg())"
    )
    folder = Path(__file__).parent
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=folder, env={"PYTHONHASHSEED": "7"}
    )
    assert other.stdout.decode() == svg


def test_is_light(svg: str) -> None:
    assert len(gzip.compress(svg.encode())) < 150_000


@pytest.mark.parametrize("size", [(1200, 630), (1080, 1080), (600, 800), (360, 640), (320, 240), (1600, 400)])
@pytest.mark.parametrize("theme", THEMES)
def test_any_size_in_any_theme(size: tuple[int, int], theme: Any) -> None:
    drawn = sample().to_svg(width=size[0], height=size[1], theme=theme)
    root = tree(drawn)
    assert (root.get("width"), root.get("height")) == tuple(map(str, size))
    credit = " ".join(words(drawn))
    assert "GeoNames" in credit
    assert "…" not in credit.partition("OpenStreetMap")[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_speaks_every_language_of_the_page_and_leaves_no_word_out(language: str) -> None:
    said = [words.strip("\u2067\u2069") for words in words_of(language)]
    told = Wording(language)
    for key in ("legend.title", "family.military", "kind.restrict", "key.claimed", "key.area"):
        assert told.say(key) in said, key


def test_right_to_left_the_legend_stands_on_the_left() -> None:
    def legend_edges(language: str) -> list[float]:
        title = Wording(language).say("legend.title")
        root = tree(sample(language).to_svg())
        return [float(t.get("x", "")) for t in root.iter(f"{SVG}text") if (t.text or "").strip("\u2067\u2069") == title]

    assert legend_edges("fa")[0] < 300 < 900 < legend_edges("en")[0]


@pytest.mark.parametrize(("width_", "height"), [(100, 600), (1200, 9000)])
def test_absurd_sizes_are_refused(width_: int, height: int) -> None:
    with pytest.raises(DrawingError, match="pixels wide and high"):
        sample().to_svg(width=width_, height=height)


def test_unknown_theme_is_refused() -> None:
    with pytest.raises(DrawingError, match="light, dark or print"):
        sample().to_svg(theme="sepia")  # type: ignore[arg-type]


def test_colours_are_those_of_the_page() -> None:
    for theme in THEMES:
        assert {"paper", "ink", "muted", "halo", "land", "water", "border", "area-name"} <= colours(theme).keys()
    assert colours("light")["paper"] != colours("dark")["paper"]


def test_status_shows_in_the_edge_of_a_mark() -> None:
    def edges(status: Any) -> str:
        return draw([dataclasses.replace(EVENTS[0], status=status)], ARTICLE).to_svg()

    assert 'stroke-dasharray="4 2.4"' in edges("claimed")
    assert "M6 30 30 6" in edges("denied")
    assert 'stroke-dasharray="0.1 3.8"' in edges("planned")
    assert not any(mark in edges("asserted") for mark in ('dasharray="4 2.4"', "M6 30 30 6", 'dasharray="0.1 3.8"'))


def test_no_place_no_mark() -> None:
    bare = dataclasses.replace(EVENTS[0], places=(), footprint=None, anchor=None)
    drawn = draw([bare], ARTICLE).to_svg()
    assert glyph_places(drawn) == {}
    assert "1 event from one article · published 2 October 2021 · 1 without a place" in words(drawn)


def test_nothing_at_all_is_still_a_picture() -> None:
    assert "0 events" in words(draw([]).to_svg())


def test_hostile_words_stay_words() -> None:
    for hostile in HOSTILE:
        article = dataclasses.replace(ARTICLE, headline=hostile, publisher=hostile)
        spot = dataclasses.replace(EVENTS[0].places[0], name=hostile)
        drawn = draw([dataclasses.replace(EVENTS[0], headline=hostile, places=(spot,))], article).to_svg()
        root = tree(drawn)
        assert {element.tag for element in root.iter()} <= {SVG + tag for tag in (
            "svg", "title", "desc", "defs", "pattern", "clipPath", "g", "path", "rect", "circle", "text",
        )}  # fmt: skip
        assert not re.search("[\x00-\x08\x1b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe]", drawn)
        assert root.findtext(f"{SVG}title") == legible(hostile)


@pytest.mark.parametrize("columns", [20, 40], ids=["few enough to be told one by one", "told as columns"])
def test_hundreds_of_events_become_dots(columns: int) -> None:
    kapan = place("Kapan", "Goris-Kapan", "settlement")
    grid = itertools.product([44 + i / 10 for i in range(columns)], [38 + i / 5 for i in range(15)])
    crowd = [
        dataclasses.replace(EVENTS[0], id=f"e{number}", footprint=town(x, y), anchor=(x, y), places=(kapan,))
        for number, (x, y) in enumerate(grid)
    ]
    drawn = draw(crowd, ARTICLE).to_svg()
    assert glyph_places(drawn) == {}
    assert drawn.count('r="5"') == columns * 15
    assert f"{columns * 15} events" in words(drawn)


def test_png_is_the_size_asked_for_and_packed() -> None:
    png = sample().to_png(width=600, height=315, scale=2)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    assert packed(png) == png


def test_packing_keeps_every_pixel() -> None:
    import vl_convert

    plain = vl_convert.svg_to_png(sample().to_svg(width=320, height=240))
    small = packed(plain)

    def pixels(png: bytes) -> bytes:
        parts, at = b"", 8
        while at < len(png):
            (length,) = struct.unpack_from(">I", png, at)
            kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
            assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(kind + body)
            parts += body if kind == b"IDAT" else b""
            at += length + 12
        return zlib.decompress(parts)

    assert pixels(small) == pixels(plain)
    assert len(small) < len(plain)


def test_pdf_is_a_page_of_vectors() -> None:
    pdf = sample().to_pdf()
    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[0 0 1200 630\]", pdf)
    assert b"/FontFile" in pdf


def test_without_the_rasteriser_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(DrawingError, match=r"pip install 'araxes\[pictures\]'"):
        sample().to_png()


@pytest.mark.parametrize("scale", [0.0, -1.0, 50.0])
def test_absurd_scales_are_refused(scale: float) -> None:
    with pytest.raises(DrawingError, match="scaled by"):
        sample().to_png(scale=scale)


# Placing


def test_a_pixel_and_its_place_are_one() -> None:
    window = Window.around((44.0, 38.0, 48.0, 41.0), 1200, 534, (46, 40, 300, 50))
    for place_ in ((44.0, 38.0), (46.2, 39.5), (48.0, 41.0)):
        x, y = window.pixel(place_)
        lon, lat = window.place(x, y)
        assert abs(lon - place_[0]) < 0.01
        assert abs(lat - place_[1]) < 0.01
    left, bottom = window.pixel((44.0, 38.0))
    right, top = window.pixel((48.0, 41.0))
    assert left >= 45
    assert right <= 901
    assert top >= 39
    assert bottom <= 485


def test_marks_keep_apart_inside_their_area_and_off_the_panels() -> None:
    from shapely import Point
    from shapely.geometry import shape

    many = [
        event(f"n{number}", "move", "People leave", "Two drivers", footprint=KARABAKH, anchor=(46.7, 39.8),
              places=(place("Karabakh", "Karabakh region", "region"),))
        for number in range(8)
    ]  # fmt: skip
    marks = marks_of(draw(many, ARTICLE).data)
    window = Window.around((45.5, 39.0, 47.5, 40.5), 900, 700)
    panel = (0.0, 0.0, 430.0, 700.0)
    spots, badges = settle(marks, window, [panel])
    assert not badges
    assert len(spots) == 8
    for one, other in itertools.combinations(spots, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 37**2 - 1
    area = shape(KARABAKH)
    assert sum(area.contains(Point(window.place(spot.x, spot.y))) for spot in spots) >= 7
    assert not any(meet(spot.box, panel) for spot in spots)


def test_names_are_never_under_a_mark() -> None:
    page = sample()
    drawn = page.to_svg()
    heading = float(re.findall(r'transform="translate\(0 (\d+)\)"', drawn)[0])
    names = {label["name"] for label in page.data["basemap"]["labels"]}
    marks = [(x - 18, y - 18, x + 18, y + 18) for x, y in glyph_places(drawn).values()]
    shown = 0
    for found in tree(drawn).iter(f"{SVG}text"):
        if found.text not in names or found.get("font-size") == "11":
            continue
        x, y, size = (float(found.get(name, "0")) for name in ("x", "y", "font-size"))
        wide = width(found.text or "", size, bold=found.get("font-weight") is not None)
        left = {"end": x - wide, "middle": x - wide / 2}.get(found.get("text-anchor", ""), x)
        shown += 1
        assert not any(meet((left, y - size * 0.7, left + wide, y), mark) for mark in marks), found.text
    assert shown > 3
    assert heading > 60


@pytest.mark.parametrize("zoom", [4.6, 5.9, 6.4, 7.7])
def test_land_is_land_and_sea_is_sea_at_any_zoom(zoom: float) -> None:
    window = Window(width=1200, height=530, centre=(47.6, 39.1), zoom=zoom)
    ground = ground_under({"basemap": None, "lang": "en"}, window)
    drawn = outline((decoded(line, ground["scale"]) for line in ground["layers"]["countries"]), True, window)
    rings = []
    for moves in re.findall("M([^MZ]*)Z", drawn):
        steps = list(map(float, re.findall(NUMBER, moves)))
        xs, ys = itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2])
        rings.append(list(zip(xs, ys, strict=True)))
    for place_, land in (((46.29, 38.08), True), ((50.8, 39.0), False), ((44.5, 40.2), True), ((47.0, 40.6), True)):
        x, y = window.pixel(place_)
        if 0 < x < window.width and 0 < y < window.height:
            assert sum(crossed(ring, x + 0.03, y + 0.03) for ring in rings) % 2 == land, place_


def crossed(ring: list[tuple[float, float]], x: float, y: float) -> int:
    """How many edges of a ring a ray from the point crosses."""
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum((b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a for (a, b), (c, d) in edges)


def test_the_town_of_an_event_is_named_beside_its_mark(svg: str) -> None:
    towns = [found.places[0].name for found in EVENTS if found.places and found.places[0].precision == "settlement"]
    seen = [town_ for town_ in towns if town_ not in ("Paris",)]  # far outside: its chip has the name
    assert seen
    assert set(seen) <= set(words(svg))


def test_words_break_where_they_have_to() -> None:
    lines = wrapped("one two three four five six seven", 60, 12)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width(line, 12) <= 60 for line in lines)


@pytest.mark.parametrize("lonlat", [(0.0, 89.0), (0.0, -89.0), (179.9, -17.0), (-179.9, 70.0), (24.9, 60.2)])
def test_the_ends_of_the_world_have_a_picture(lonlat: tuple[float, float]) -> None:
    far = dataclasses.replace(EVENTS[6], footprint=town(*lonlat), anchor=lonlat)
    assert len(glyph_places(draw([far], ARTICLE).to_svg())) == 1


# The page agrees


VIEW = """() => {
  const box = document.querySelector(".map-box").getBoundingClientRect();
  const panel = (s) => { const r = document.querySelector(s).getBoundingClientRect();
    return [r.left - box.left, r.top - box.top, r.right - box.left, r.bottom - box.top]; };
  const marks = {};
  for (const mark of document.querySelectorAll(".mark:not([hidden])")) {
    const r = mark.getBoundingClientRect();
    if (r.width) marks[mark.dataset.event] = [r.left + r.width / 2 - box.left, r.top + r.height / 2 - box.top];
  }
  const badges = [...document.querySelectorAll(".cluster")].map((badge) => {
    const r = badge.getBoundingClientRect();
    return [r.left + r.width / 2 - box.left, r.top + r.height / 2 - box.top, Number(badge.textContent)];
  });
  const map = window[Object.keys(window).find((name) => /^map_/.test(name))] ;
  const centre = map.getCenter();
  return { marks, badges, size: [box.width, box.height], centre: [centre.lng, centre.lat], zoom: map.getZoom(),
    panels: [".map-tools", ".legend", ".attribution"].map(panel).filter(([l, t, r, b]) => r > l && b > t),
    glyphs: Object.fromEntries([...document.querySelectorAll(".mark")].map((m) => [m.dataset.event, m.innerHTML])) };
}"""


@dataclasses.dataclass(frozen=True)
class Opened:
    """A page in the browser: its marks, badges and glyphs, in the window they stand in."""

    data: dict[str, Any]
    window: Window
    panels: list[tuple[float, float, float, float]]
    marks: dict[str, tuple[float, float]]
    badges: list[tuple[float, float, int]]
    glyphs: dict[str, str]


def opened(page: Page, path: Path, drawn: EventMap, size: tuple[int, int]) -> Opened:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    drawn.save(path)
    page.goto(path.as_uri())
    page.wait_for_selector(".araxes[data-ready]")
    seen = page.evaluate(VIEW)
    window = Window(width=seen["size"][0], height=seen["size"][1], centre=tuple(seen["centre"]), zoom=seen["zoom"])
    panels = [tuple(panel) for panel in seen["panels"]]
    return Opened(drawn.data, window, panels, seen["marks"], seen["badges"], seen["glyphs"])


def bundled_map() -> EventMap:
    return draw(locate(story()), story(), theme="light")


def same_places(page: Opened) -> None:
    spots, badges = settle(marks_of(page.data), page.window, page.panels)
    assert {spot.mark.id for spot in spots} == page.marks.keys()
    for spot in spots:
        x, y = page.marks[spot.mark.id]
        assert abs(spot.x - x) <= 3, spot.mark.headline
        assert abs(spot.y - y) <= 3, spot.mark.headline
    assert len(badges) == len(page.badges)
    for badge, (x, y, count) in zip(badges, page.badges, strict=True):
        assert (abs(badge.x - x) <= 3, abs(badge.y - y) <= 3, len(badge.marks)) == (True, True, count)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "fa"])
def test_picture_and_page_place_the_same_marks_within_three_pixels(page: Page, tmp_path: Path, language: str) -> None:
    drawn = draw(EVENTS, ARTICLE, theme="light", language=language)
    same_places(opened(page, tmp_path / "map.html", drawn, (1280, 800)))


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 800), (600, 400), (390, 844), (320, 568)])
def test_no_mark_of_the_story_stands_outside_its_area(page: Page, tmp_path: Path, size: tuple[int, int]) -> None:
    from shapely.geometry import box, shape

    seen = opened(page, tmp_path / "map.html", bundled_map(), size)
    same_places(seen)
    areas = {mark.id: shape(mark.geometry) for mark in marks_of(seen.data) if mark.geometry and mark.extent == "area"}
    for name, (x, y) in seen.marks.items():
        (west, north), (east, south) = seen.window.place(x - 10, y - 10), seen.window.place(x + 10, y + 10)
        assert name not in areas or areas[name].intersects(box(west, south, east, north)), name
    assert len(seen.marks) + sum(count for _, _, count in seen.badges) == len(areas)


@pytest.mark.browser
def test_in_a_small_frame_one_badge_stands_for_the_events_of_karabakh(page: Page, tmp_path: Path) -> None:
    seen = opened(page, tmp_path / "map.html", bundled_map(), (600, 400))
    [(_, _, count)] = seen.badges
    in_karabakh = [mark.id for mark in marks_of(seen.data) if mark.where == "Karabakh" and mark.anchor]
    assert count == len(in_karabakh)
    page.get_by_text(f"{count} events somewhere here").wait_for()
    page.locator(".cluster").click()
    for name in in_karabakh:
        expect(page.locator(f".mark[data-event='{name}']")).to_be_visible()


def test_badges_that_would_cover_each_other_are_one() -> None:
    marks = marks_of(bundled_map().data)
    window = Window.around((20.0, 30.0, 70.0, 50.0), 400, 300)
    spots, badges = settle(marks, window, [])
    assert len(spots) + sum(len(badge.marks) for badge in badges) == sum(mark.anchor is not None for mark in marks)
    assert not any(meet(one.box, other.box) for one, other in itertools.combinations(badges, 2))


@pytest.mark.browser
def test_picture_and_page_draw_the_same_icons(page: Page, tmp_path: Path, svg: str) -> None:
    glyphs = opened(page, tmp_path / "map.html", draw(EVENTS, ARTICLE, theme="light"), (1280, 800)).glyphs
    signs = set(re.findall(r'<path d="([^"]+)" transform="translate\(9.5 9.5\)', svg))
    in_page = {re.findall(r'class="sign".*? d="([^"]+)"', glyph)[0] for glyph in glyphs.values()}
    assert in_page <= signs


@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
def test_a_browser_shows_the_picture_without_a_message(page: Page, tmp_path: Path, theme: Any) -> None:
    hostile = " ".join(HOSTILE)
    article = dataclasses.replace(ARTICLE, headline=hostile, publisher=hostile)
    events = [dataclasses.replace(EVENTS[0], headline=hostile), *EVENTS[1:]]
    (tmp_path / "map.svg").write_text(draw(events, article).to_svg(theme=theme), encoding="utf-8")
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.goto((tmp_path / "map.svg").as_uri())
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.evaluate("typeof window.broken") == "undefined"
    assert noted == []


# In a notebook


def test_a_notebook_gets_the_map_and_its_picture() -> None:
    bundle = sample()._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert "sandbox=" in bundle["text/html"]
    assert "data:image/svg+xml;base64," in bundle["text/html"]
    assert base64.b64decode(bundle["application/pdf"]).startswith(b"%PDF-")
    json.dumps(bundle)
    assert isinstance(marks_of(sample().data)[0], Mark)
    assert Picture(data=draw([]).data, title="x").svg().startswith("<svg")
