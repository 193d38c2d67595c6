"""Hostile and merely odd input, from the file that holds it to the page in the browser: words stay words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import folium.plugins
import lxml.etree
import lxml.html
import pytest
from page_sample import ARTICLE, EVENTS, KARABAKH

from maps import DrawingError, draw
from maps.command import main
from maps.embedding import element, snippet
from maps.island import escaped_json
from maps.sheets import parse_sheet
from maps.tables import to_csv, to_geojson, to_jsonl

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAYLOADS = (
    "<img src=x onerror=\"window.broken='A'\">",
    "${window.broken='B'}",
    "</script><script>window.broken='C'</script>",
    "<!-- <script> <![CDATA[ ]]> -->",
    "see C:\\users\\report \\u0041",
    "a `quoted` word",
    "tax of ${amount} USD",
    "profit <3% & rising {{ 7*7 }} {% raw %} {# #}",
    "two\u2028separate\u2029lines",
    "\u202eright to left\u2066 and isolated",
    "nul \x00 bell \x07 escape \x1b[31m",
    "half a pair \ud800 and \udc00",
    "\"' onload=\"window.broken='D'\" x='",
    "=HYPERLINK(\"javascript:window.broken='E'\")",
    "n" * 300,
    "ﷺ𝔘\U0001f1e6\U0001f1ff e\u0301\u0301\u0301",
)
ADDRESSES = (
    "javascript:window.broken='U'",
    " JaVaScript\n:window.broken='U'",
    "data:text/html,<script>window.broken='U'</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//elsewhere.example/x",
    "https://news.example/\" onclick=\"window.broken='U'",
)
STORY = "Police arrested two men in Kapan on 5 May 2021. The army shelled Shusha on 6 May 2021."
NAMES = ("__proto__", "constructor", "toString", "hasOwnProperty")


@pytest.fixture
def opened(page: Page) -> Iterator[Callable[[Path], Page]]:
    """Opens a file; afterwards nothing may have run, said or asked for anything."""
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("request", lambda request: noted.append(request.url) if request.url[:5] not in ("file:", "data:") else None)

    def at(path: Path) -> Page:
        page.goto(path.as_uri())
        page.wait_for_selector(".araxes[data-ready]")
        return page

    yield at
    assert page.evaluate("window.broken") is None
    assert noted == []


def island(path: Path) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/json" id="araxes-data">(.*?)</script>', path.read_text("utf-8"))
    return dict(json.loads(found))


def read_every_card(page: Page) -> list[str]:
    page.locator("#tab-events").click()
    titles = []
    for row in page.locator("button.event").all():
        row.click()
        titles.append(page.locator(".card-title").inner_text())
        assert {link.get_attribute("href")[:8] for link in page.locator(".card-source a").all()} <= {"https://"}  # type: ignore[index]
    return titles


def features(*properties: dict[str, Any]) -> str:
    point = {"type": "Point", "coordinates": [46.4, 39.2]}
    rows = [{"type": "Feature", "geometry": point, "properties": row} for row in properties]
    return json.dumps({"type": "FeatureCollection", "features": rows})


@pytest.mark.browser
def test_a_table_of_others_with_hostile_cells(opened: Callable[[Path], Page], tmp_path: Path) -> None:
    """Every cell of a GeoJSON hostile at once, and with its place, its address and its id."""
    rows = [
        {"title": f"{number} {words}", "notes": words, "place": words, "actor1": words, "source": words, "id": words}
        | {"url": ADDRESSES[number % len(ADDRESSES)], words: words, NAMES[number % len(NAMES)]: words}
        for number, words in enumerate(PAYLOADS)
    ]
    (tmp_path / "table.geojson").write_text(features(*rows))
    assert main(["draw", str(tmp_path / "table.geojson"), "-o", str(tmp_path / "map.html")]) == 0
    told = [feature["properties"]["source"]["quote"] for feature in island(tmp_path / "map.html")["events"]["features"]]
    assert told == [words.strip() for words in PAYLOADS]
    shown = opened(tmp_path / "map.html")
    titles = read_every_card(shown)
    assert len(titles) == len(PAYLOADS)
    assert f"14 {'n' * 50}" in titles[14]
    shown.locator("button.event").nth(14).click()
    widths = "part => part.scrollWidth - part.clientWidth"
    assert [shown.locator(part).evaluate(widths) for part in (".card", ".pane", ".event >> nth=14")] == [0, 0, 0]


@pytest.mark.browser
def test_a_crowd_with_hostile_cells(opened: Callable[[Path], Page], tmp_path: Path) -> None:
    """The page of very many events has a client of its own."""
    page = io.StringIO()
    rows = csv.writer(page)
    rows.writerow(["id", "title", "lat", "lon", "date", "notes", "place", "url"])
    for number in range(420):
        words = PAYLOADS[number % len(PAYLOADS)].replace("\x00", "").replace("\ud800", "").replace("\udc00", "")
        address = ADDRESSES[number % len(ADDRESSES)]
        rows.writerow(
            [f"{NAMES[number % 4]}{number}", words, 39 + number / 500, 46, "2021-10-02", words, words, address]
        )
    (tmp_path / "table.csv").write_text(page.getvalue(), encoding="utf-8", newline="")
    assert main(["draw", str(tmp_path / "table.csv"), "-o", str(tmp_path / "map.html")]) == 0
    shown = opened(tmp_path / "map.html")
    shown.locator("button.event").first.click()
    assert shown.locator(".card").is_visible()
    assert shown.locator(".araxes img, .araxes script").count() == 0


@pytest.mark.browser
def test_an_article_with_hostile_front_matter_and_text(opened: Callable[[Path], Page], tmp_path: Path) -> None:
    """Headline, publisher, address and the sentences themselves; page, every table, picture and folder."""
    words = [words for words in PAYLOADS if not re.search("[\x00-\x1f\ud800-\udfff\u2028\u2029]", words)]
    head = "\n".join(
        f"{name}: {json.dumps(value)}"
        for name, value in {"title": " ".join(words[:8]), "publisher": words[0], "url": ADDRESSES[0]}.items()
    )
    text = "\n\n".join(f"{STORY} It wrote: {said}." for said in words)
    story = tmp_path / "a '`${x}` <b>&.md"
    story.write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
    page, share = tmp_path / "map.html", tmp_path / "share"
    assert main(["map", str(story), "--full-text", "-o", str(page), "--share", str(share)]) == 0
    shown = opened(page)
    assert shown.locator(".told").count() >= 2
    assert "<img src=x onerror" in shown.locator("h1").inner_text()
    assert shown.locator(".araxes img, .araxes script").count() == 0
    for form in ("geojson", "csv", "jsonl", "text"):
        assert main(["events", str(story), "--format", form, "-o", str(tmp_path / f"events.{form}")]) == 0
    assert json.loads((tmp_path / "events.geojson").read_text("utf-8"))["features"]
    drawn = lxml.etree.parse(share / "map.svg").getroot()
    assert {lxml.etree.QName(part).localname for part in drawn.iter(lxml.etree.Element)} & {"script", "img"} == set()
    assert opened(share / "map.html").locator(".mark:visible").count() > 0


@pytest.mark.parametrize("name", ["javascript:alert(1).html", "50% off #1?.html", "карта & \"x\" 'y'.html", "-o.html"])
def test_a_map_of_any_name_is_embedded_as_a_file(name: str, tmp_path: Path, capsysbinary: Any) -> None:
    draw(EVENTS, ARTICLE).save(tmp_path / name)
    assert main(["embed", str(tmp_path / name)]) == 0
    frame = lxml.html.fragments_fromstring(capsysbinary.readouterr().out.decode())[0]
    assert frame.get("src").isascii()
    assert not re.search(r"[:#? ]", frame.get("src"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x"])
def test_no_snippet_leads_to_a_script(address: str) -> None:
    for made in (snippet, element):
        with pytest.raises(DrawingError, match="https"):
            made(address, title="x")


@pytest.mark.parametrize("words", PAYLOADS)
def test_the_island_gives_back_what_went_in(words: str) -> None:
    told = escaped_json({words: words})
    assert json.loads(told) == {words: words}
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", told)


ODD_FEATURES = {
    "properties a list": ("properties", [1]),
    "properties words": ("properties", "words"),
    "geometry without type": ("geometry", {}),
    "geometry without coordinates": ("geometry", {"type": "Point"}),
    "geometry of words": ("geometry", {"type": "Point", "coordinates": ["a", "b"]}),
    "geometry off the globe": ("geometry", {"type": "Point", "coordinates": [46, 139]}),
    "geometry without end": ("geometry", {"type": "Point", "coordinates": [10**400, 1]}),
    "geometry nobody knows": ("geometry", {"type": "Circle", "coordinates": [46, 39]}),
    "ring of one corner": ("geometry", {"type": "Polygon", "coordinates": [[[46, 39]]]}),
    "collection of numbers": ("geometry", {"type": "GeometryCollection", "geometries": [3]}),
    "anchor off the globe": ("anchor", [46, 139]),
    "day in words": ("when", {"start": "yesterday"}),
    "day without dashes": ("when", {"start": "20211001"}),
    "day that is a tag": ("when", {"end": "<img src=x onerror=1>"}),
}


@pytest.mark.parametrize("fault", ODD_FEATURES)
def test_a_file_of_ours_spoilt_by_hand_loses_one_row(fault: str) -> None:
    name, value = ODD_FEATURES[fault]
    collection = json.loads(to_geojson(EVENTS))
    spoilt = collection["features"][0]
    (spoilt if name in spoilt else spoilt["properties"])[name] = value
    sheet = parse_sheet(json.dumps(collection), name="ours")
    assert len(sheet.events) == len(EVENTS) - 1
    assert [problem.split(":")[0] for problem in sheet.problems] == ["ours, feature 1"]
    assert draw(sheet.events).get_root().render()


@pytest.mark.parametrize("line", ["no JSON", "[1]", '{"events": 3}', '{"id": "x"}', '{"events": [3]}', "[" * 9999])
def test_a_line_that_is_none_is_told_by_number(line: str) -> None:
    sheet = parse_sheet(to_jsonl("story", EVENTS) + line, name="lines")
    assert len(sheet.events) == len(EVENTS)
    assert [problem.split(":")[0] for problem in sheet.problems] == ["lines, line 2"]


def test_a_spoilt_outline_in_a_csv_is_told_by_line() -> None:
    sheet = parse_sheet(to_csv(EVENTS).replace("LINESTRING", "ROAD", 1), name="ours")
    assert len(sheet.events) == len(EVENTS) - 1
    assert "not well-known text" in sheet.problems[0]


def test_a_title_may_be_the_word_events() -> None:
    assert len(parse_sheet(features({"title": "events", "events": [1]}), name="one").events) == 1


def test_half_a_surrogate_pair_in_an_id_does_not_reach_an_address() -> None:
    (event,) = parse_sheet(features({"id": "\ud800", "title": "x"}), name="one").events
    assert event.id == "?"


# Stock folium layers on an event map

STOCK: dict[str, Callable[[], Any]] = {
    "marker": lambda: folium.Marker([39.2, 45.2], popup="a farm", tooltip="farm"),
    "popup": lambda: folium.Marker([39.2, 45.2], popup=folium.Popup("words", max_width=200)),
    "areas": lambda: folium.GeoJson(KARABAKH, name="district"),
    "circle": lambda: folium.Circle([39.2, 45.2], radius=9000),
    "polyline": lambda: folium.PolyLine([[39.2, 45.2], [39.4, 46.2]]),
    "control": lambda: folium.LayerControl(),
    "fast clusters": lambda: folium.plugins.FastMarkerCluster([[39.2, 45.2], [39.2, 45.201]]),
    "clusters": lambda: folium.plugins.MarkerCluster([[39.2, 45.2], [39.2, 45.201]]),
}


@pytest.mark.browser
@pytest.mark.parametrize("layer", STOCK)
def test_stock_layers_need_no_server(layer: str, opened: Callable[[Path], Page], tmp_path: Path) -> None:
    drawn = draw(EVENTS, ARTICLE)
    STOCK[layer]().add_to(drawn)
    drawn.save(tmp_path / "map.html")
    page = opened(tmp_path / "map.html")
    assert page.locator(".mark:visible").count() >= 7


PICTURED: dict[str, Callable[[], Any]] = {
    "TileLayer": lambda: folium.TileLayer("https://{s}.elsewhere.example/{z}/{x}/{y}.png", attr="Elsewhere"),
    "WmsTileLayer": lambda: folium.WmsTileLayer("https://maps.elsewhere.example/wms", layers="a"),
    "ImageOverlay": lambda: folium.raster_layers.ImageOverlay(
        "https://a.elsewhere.example/a.png", [[38, 44], [40, 46]]
    ),
    "CustomIcon": lambda: folium.Marker([39, 46], icon=folium.CustomIcon("https://b.elsewhere.example/a.png")),
}


@pytest.mark.parametrize("kind", PICTURED)
def test_images_from_the_web_only_when_asked(kind: str) -> None:
    drawn = draw(EVENTS, ARTICLE)
    PICTURED[kind]().add_to(drawn)
    with pytest.raises(DrawingError, match=rf"^{kind} would fetch images from https://\S+\.elsewhere\.example,"):
        drawn.get_root().render()
    online = draw(EVENTS, ARTICLE, online=True)
    PICTURED[kind]().add_to(online)
    assert re.search(r"img-src data: https://[*\w]+\.elsewhere\.example;", online.csp_header())
