"""The page in a browser, used as a person does: look, choose, filter, play time, reach all by keyboard."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import pytest
from page_sample import ARTICLE, EVENTS, KARABAKH, event
from playwright.sync_api import expect

from geo.event import Claim
from maps import EventMap, draw
from seeds.report import Quantity

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SIZES = {"desktop": (1280, 800), "phone": (390, 844), "frame": (600, 400), "narrow": (320, 568)}
HOSTILE = (
    "<img src=x onerror=\"window.broken='A'\">",
    "${window.broken='B'}",
    "</script><script>window.broken='C'</script>",
    "see C:\\users\\report",
    "a `quoted` word",
    "tax of ${amount} USD",
    "profit <3% & rising {{ 7*7 }} {% raw %}",
)


class Watched:
    """A page on which every message, error and request is noted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.noted: list[str] = []
        page.on("console", lambda message: self.noted.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.noted.append(f"error: {error}"))
        page.on("request", lambda request: self.note_request(request.url))

    def note_request(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "about:")):
            self.noted.append(f"request: {url}")

    def open(self, drawn: EventMap | Path, folder: Path, address: str = "") -> Page:
        path = drawn if isinstance(drawn, Path) else folder / "map.html"
        if isinstance(drawn, EventMap):
            drawn.save(path)
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector(".araxes[data-ready]")
        return self.page


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    draw(EVENTS, ARTICLE).save(path)
    return path


@pytest.fixture
def watched(page: Page) -> Iterator[Watched]:
    page.set_viewport_size({"width": 1280, "height": 800})
    watch = Watched(page)
    yield watch
    assert watch.noted == []


def marks(page: Page) -> Locator:
    return page.locator(".mark:visible")


def footprints(page: Page, name: str) -> int:
    return page.locator(f".footprint.of-{name}").count()


def card_title(page: Page) -> str:
    return page.locator(".card-title").inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_opens_at_every_size_without_a_request_or_a_message(watched: Watched, sample: Path, size: str) -> None:
    width, height = SIZES[size]
    watched.page.set_viewport_size({"width": width, "height": height})
    page = watched.open(sample, sample.parent)
    gathered = sum(int(count) for count in page.locator(".cluster").all_inner_texts())
    assert marks(page).count() + gathered >= 7
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0


def test_marks_do_not_cover_each_other(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    boxes = [mark.bounding_box() for mark in marks(page).all()]
    middles = [(box["x"] + 18, box["y"] + 18) for box in boxes if box]
    for i, (x, y) in enumerate(middles):
        assert all(((x - a) ** 2 + (y - b) ** 2) ** 0.5 >= 34 for a, b in middles[i + 1 :])


def test_the_card_shows_both_accounts_with_their_counts(watched: Watched, tmp_path: Path) -> None:
    dead = Quantity(kind="killed", value=4)
    claims = (
        Claim(attribution="Yerevan", status="claimed", quantities=(dead,)),
        Claim(attribution="Baku", status="denied"),
    )
    told = dataclasses.replace(EVENTS[1], claims=claims)
    page = watched.open(draw([told], ARTICLE), tmp_path, f"#event={told.id}")
    assert "Claimed by Yerevan (4 killed); Denied by Baku" in page.locator(".card-facts").inner_text()


def test_the_layers_of_the_map_are_switched_and_kept_in_the_address(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    page.locator(".layers summary").click()
    layers = {
        "areas": ".footprint.area",
        "borders": ".base-borders",
        "provinces": ".base-provinces",
        "former": ".base-former",
        "names": ".place-name:not(.caption):not([hidden])",
    }
    for layer, drawn in layers.items():
        box = page.locator(f"[data-layer={layer}]")
        expect(page.locator(drawn).first).to_be_visible()
        box.uncheck()
        assert page.locator(f"{drawn}:visible").count() == 0, layer
        assert f"layers={layer}" in page.url
        box.check()
        expect(page.locator(drawn).first).to_be_visible()
    assert "layers" not in page.url


def test_the_places_mentioned_are_rings_when_asked_for(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent, "#layers=mentioned")
    told = json.loads(page.locator("#araxes-data").text_content() or "")["mentioned"]
    assert {"Iran", "Azerbaijan", "Jabrayil", "Paris"} <= {ring["name"] for ring in told}
    assert page.locator(".mention").count() == len(told)
    counted = page.locator(".layers label", has=page.locator("[data-layer=mentioned]")).locator(".count")
    assert counted.text_content() == str(len(told))
    page.locator(".layers summary").click()
    page.locator("[data-layer=mentioned]").uncheck()
    assert page.locator(".mention:visible").count() == 0


def test_what_lies_outside_is_announced_at_the_edge(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    chips = page.locator(".chip")
    assert sorted(chips.locator("span").all_inner_texts()) == ["Iran", "Paris"]
    chips.filter(has_text="Paris").click()
    assert card_title(page) == "France calls for calm"
    expect(page.locator(".mark[data-event=calm]")).to_be_visible()


def test_toggling_a_kind_hides_marks_and_footprints(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    box = page.locator("input[data-kind=deploy]")
    assert page.locator(".mark[data-event=drill]").count() == 1
    assert footprints(page, "drill") == footprints(page, "tanks") == 1
    box.uncheck()
    assert page.locator(".mark[data-event=drill], .mark[data-event=tanks]").count() == 0
    assert footprints(page, "drill") == footprints(page, "tanks") == 0
    assert page.locator(".legend-shown").inner_text() == "9 of 11 shown"
    assert page.locator("button.event[data-event=drill]").is_hidden()
    box.check()
    assert footprints(page, "drill") == 1


def test_counts_equal_the_data_and_family_boxes_have_three_states(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    counts = {
        row.locator("input").get_attribute("data-kind"): int(row.locator(".count").inner_text())
        for row in page.locator(".tree .branch ul label").all()
    }
    assert counts == {kind: sum(told.kind == kind for told in EVENTS) for kind in {told.kind for told in EVENTS}}
    law = page.locator(".branch.family-law > label input")
    page.locator("input[data-kind=detain]").uncheck()
    assert law.evaluate("box => box.indeterminate")
    law.click()
    assert page.locator(".branch.family-law ul input:checked").count() == 3
    law.click()
    assert page.locator(".branch.family-law ul input:checked").count() == 0


def test_an_event_chosen_in_one_view_is_chosen_in_all(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    page.locator(".told[data-event=convoy]").click()
    assert card_title(page) == "Convoy stopped on the Goris-Kapan road"
    assert page.locator(".mark.selected").get_attribute("data-event") == "convoy"
    assert page.evaluate("location.hash") == "#event=convoy"
    page.locator(".mark[data-event=visit]").click()
    assert card_title(page) == "The president meets farmers"
    assert page.locator(".told.selected").get_attribute("data-event") == "visit"
    page.locator("#tab-events").click()
    page.locator("button.event[data-event=drivers]").click()
    assert card_title(page) == "Two drivers detained"
    assert "gives no place" in page.locator(".card-facts").inner_text()
    page.locator(".moment[data-event=tanks]").click()
    assert page.locator("button.event.selected").get_attribute("data-event") == "tanks"


def test_card_says_when_where_how_precisely_and_on_whose_word(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent, "#event=tanks")
    assert page.locator(".badge").inner_text() == "Claimed by state television"
    facts = page.locator(".card-facts").inner_text()
    assert "September 2021 (“last month”, counted from the day of publication)" in facts
    assert "Somewhere on the Iranian side of the border" in facts
    assert "GeoNames 1, from the words “near the border with Azerbaijan”" in facts
    assert page.locator(".card-quote").inner_text() == "Guards moved tanks to the frontier"
    assert page.locator(".card-source a").get_attribute("href") == "https://news.example/drill"
    assert page.locator(".card-source a").get_attribute("rel") == "noopener noreferrer"


def test_address_opens_an_event_and_keeps_the_filters(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent, "#event=levy&hide=deploy&q=customs")
    assert card_title(page) == "Customs officers impose a levy"
    assert page.locator("input[data-kind=deploy]").is_checked() is False
    assert page.locator(".legend-shown").inner_text() == "1 of 11 shown"
    page.evaluate("location.hash = '#event=visit'")
    expect(page.locator(".card-title")).to_have_text("The president meets farmers")


def test_search_and_filters(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    page.locator("#tab-events").click()
    page.locator("#search").fill("IRAN'S ARMY")
    assert page.locator("button.event:visible").all_inner_texts()[0].startswith("Iran's army holds a drill")
    assert page.locator("button.event:visible").count() == 1
    page.locator("#search").fill("")
    page.locator(".finder summary").click()
    page.locator("#filter-status").select_option("denied")
    assert page.locator("button.event:visible").count() == 1
    assert marks(page).count() == 1
    page.locator("#search").fill("no such words")
    assert page.locator(".list-empty").is_visible()
    page.locator(".list-reset").click()
    assert page.locator("button.event:visible").count() == len(EVENTS)


def test_time_window_by_keyboard_and_play(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    page.locator("#time-from").focus()
    page.keyboard.press("End")
    assert page.locator(".legend-shown").inner_text().startswith("1 of")
    page.locator("#time-from").focus()
    page.keyboard.press("Home")
    assert page.locator(".legend-shown").inner_text() == "11 of 11 shown"
    page.locator(".play").click()
    assert page.locator(".legend-shown").inner_text() != "11 of 11 shown"
    expect(page.locator(".legend-shown")).to_have_text("11 of 11 shown", timeout=30_000)
    assert page.locator(".play").get_attribute("aria-label") == "Play through time"


def test_whole_way_by_keyboard(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "pane-events"
    assert page.locator(".mark[tabindex='0']").count() == 1
    page.locator(".mark[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.event")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".mark:focus")).not_to_have_attribute("data-event", first)
    assert page.locator(".card").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()
    assert page.locator("[aria-live=polite]").inner_text() == "11 of 11 events shown"


def test_phone_reads_story_card_and_legend(watched: Watched, sample: Path) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open(sample, sample.parent)
    assert page.locator(".tree").is_hidden()
    page.locator(".legend-open").click()
    assert page.locator(".tree").is_visible()
    page.locator(".legend-close").click()
    page.locator(".told[data-event=strike]").click()
    card = page.locator(".card").bounding_box()
    mark = page.locator(".mark[data-event=strike]").bounding_box()
    assert card
    assert mark
    assert card["x"] == 0
    assert mark["y"] + 36 <= card["y"], "the sheet does not cover its own mark"


def test_small_frame_keeps_the_story_in_a_drawer(watched: Watched, sample: Path) -> None:
    watched.page.set_viewport_size({"width": 600, "height": 400})
    page = watched.open(sample, sample.parent)
    assert page.locator(".pane").is_hidden()
    page.locator(".pane-open").click()
    page.locator(".told[data-event=visit]").click()
    page.keyboard.press("Escape")
    expect(page.locator(".pane")).to_be_hidden()
    assert card_title(page) == "The president meets farmers"


def test_words_of_an_article_never_run(watched: Watched, tmp_path: Path) -> None:
    hostile = " ".join(HOSTILE)
    article = dataclasses.replace(ARTICLE, headline=hostile, publisher=hostile, url="javascript:window.broken='D'")
    source = dataclasses.replace(EVENTS[0].source, quote=hostile, url="javascript:window.broken='E'")
    actor = dataclasses.replace(EVENTS[0].actors[0], name=hostile)
    place = dataclasses.replace(EVENTS[0].places[0], name=hostile, id=hostile, words=hostile)
    told = dataclasses.replace(
        EVENTS[0], id=hostile, headline=hostile, source=source, actors=(actor,), places=(place,), attribution=hostile
    )
    page = watched.open(draw([told, *EVENTS[1:]], article), tmp_path)
    page.locator("#tab-events").click()
    page.locator("button.event", has_text="onerror").click()
    assert card_title(page).split() == hostile.split()
    assert page.evaluate("window.broken") is None
    assert page.locator(".araxes img").count() == 0
    assert page.locator(".card-source a").count() == 0, "a link goes to the web or nowhere"
    assert page.evaluate("try { document.body.innerHTML = '<b>x</b>'; 'open' } catch { 'shut' }") == "shut"


def test_stock_layers_and_their_control_work(watched: Watched, tmp_path: Path) -> None:
    drawn = draw(EVENTS, ARTICLE)
    folium.Marker([39.2, 45.2], popup="a farm", tooltip="farm").add_to(drawn)
    folium.GeoJson(KARABAKH, name="district").add_to(drawn)
    own = folium.FeatureGroup(name="my circles").add_to(drawn)
    folium.CircleMarker([39.5, 46.0], radius=9).add_to(own)
    folium.LayerControl(collapsed=False).add_to(drawn)
    page = watched.open(drawn, tmp_path)
    assert page.locator(".leaflet-marker-icon").count() == 1
    names = page.locator(".leaflet-control-layers-overlays span span").all_inner_texts()
    assert {"Troops and drills", "district", "my circles"} <= {name.strip() for name in names}
    page.locator(".leaflet-control-layers-overlays label", has_text="Troops and drills").locator("input").click(
        force=True
    )
    expect(page.locator(".mark[data-event=drill]")).to_have_count(0)
    assert footprints(page, "drill") == 0
    assert page.locator("input[data-kind=deploy]").is_checked() is False
    page.locator(".leaflet-marker-icon").click(force=True)
    assert page.locator(".leaflet-popup-content").inner_text().strip() == "a farm"


def test_stock_icons_and_clusters_need_no_server(watched: Watched, tmp_path: Path) -> None:
    from folium.plugins import MarkerCluster

    drawn = draw(EVENTS, ARTICLE)
    folium.Marker([39.2, 45.2], icon=folium.Icon(color="green", icon="home", prefix="fa")).add_to(drawn)
    gathered: Any = MarkerCluster().add_to(drawn)  # type: ignore[no-untyped-call]
    for step in range(5):
        folium.Marker([39.6 + step / 1000, 47.4]).add_to(gathered)
    page = watched.open(drawn, tmp_path)
    pin = page.locator("img.leaflet-marker-icon").first
    assert "svg" in (pin.get_attribute("src") or "")
    assert pin.evaluate("image => image.naturalWidth") == 30
    expect(page.locator(".marker-cluster")).to_have_text(["5"])


def test_right_to_left_page_stands_mirrored(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(draw(EVENTS, ARTICLE, language="fa"), tmp_path)
    pane, chart = page.locator(".pane").bounding_box(), page.locator(".map-box").bounding_box()
    assert pane
    assert chart
    assert pane["x"] > chart["x"]
    assert page.evaluate("document.documentElement.lang") == "fa"


def test_readers_without_scripts_see_the_list(browser: Browser, sample: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(sample.as_uri())
    assert page.locator("ol.events li:visible").count() == len(EVENTS)
    context.close()


def test_print_shows_map_story_and_list(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    page.emulate_media(media="print")
    for selector in (".map-box", ".story", "ol.events"):
        assert page.locator(selector).is_visible()
    assert page.locator(".time").is_hidden()


def test_page_of_nothing_says_so(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(draw([]), tmp_path)
    assert page.locator(".legend-shown").inner_text() == "0 of 0 shown"
    assert page.locator(".time").is_hidden()


def test_many_events_in_one_town_all_get_a_mark(watched: Watched, tmp_path: Path) -> None:
    many: list[Any] = [dataclasses.replace(EVENTS[6], id=f"visit{i}") for i in range(12)]
    page = watched.open(draw([*many, event("x", "speak", "x", "Two drivers")], ARTICLE), tmp_path)
    assert marks(page).count() == 12
    assert page.locator(".stem:visible").count() == 11


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_audit_finds_nothing(browser: Browser, sample: Path, size: str, theme: Any) -> None:
    width, height = SIZES[size]
    audit = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        reduced_motion="reduce",
        offline=True,
        bypass_csp=True,
    )
    page = context.new_page()
    for address in ("", "#event=strike"):
        page.goto("about:blank")
        page.goto(sample.as_uri() + address)
        page.wait_for_selector(".araxes[data-ready]")
        page.evaluate(audit)
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
        assert len(found["passes"]) > 30
    context.close()


def test_opening_view_stays_clear_of_the_legend(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent)
    legend = page.locator(".legend").bounding_box()
    assert legend
    for mark in marks(page).all():
        box = mark.bounding_box()
        assert box and box["x"] + 36 <= legend["x"]


def test_a_crowd_is_gathered_into_badges_that_open(watched: Watched, tmp_path: Path) -> None:
    crowd = [
        dataclasses.replace(
            EVENTS[6], id=f"e{i}", anchor=(lon, lat), footprint={"type": "Point", "coordinates": [lon, lat]}
        )
        for i in range(120)
        for lon, lat in [(44 + (i % 12) * 0.4, 38 + (i // 12) * 0.3)]
    ]
    page = watched.open(draw(crowd, ARTICLE), tmp_path)
    badges = page.locator(".cluster")
    counted = sum(int(text) for text in badges.all_text_contents()) + marks(page).count()
    assert counted == 120
    before = badges.count()
    assert 0 < before < 60
    badges.first.click()
    expect(page.locator(".cluster")).not_to_have_count(before)


def test_very_many_events_keep_every_view(watched: Watched, tmp_path: Path) -> None:
    many = [
        dataclasses.replace(
            told,
            id=f"{told.id}{i}",
            headline=f"{told.headline}, number {i}",
            anchor=told.anchor and (round(told.anchor[0] + (i % 25) / 40, 4), round(told.anchor[1] + i / 900, 4)),
            footprint=told.footprint
            and (told.footprint if told.footprint["type"] != "Point" else {"type": "Point", "coordinates": [0, 0]}),
        )
        for i in range(60)
        for told in EVENTS
    ]
    page = watched.open(draw(many, ARTICLE), tmp_path)
    total = len(many)
    assert page.locator(".legend-shown").inner_text() == f"{total} of {total} shown"
    assert page.locator(".cluster").count() > 3
    assert page.locator(".bin").count() > 0
    assert page.locator("button.event").count() == 100
    page.locator(".list-more").click()
    assert page.locator("button.event").count() == 200
    page.locator("input[data-kind=deploy]").uncheck()
    assert page.locator(".legend-shown").inner_text() == f"{total - 120} of {total} shown"
    page.locator("#search").fill("farmers, number 7")
    page.locator("#search").press("Enter")
    expect(page.locator("button.event")).to_have_count(1)
    page.locator("button.event").click()
    assert card_title(page) == "The president meets farmers, number 7"
    assert page.locator(".card-quote").inner_text() == "The president met farmers in Jabrayil"
    assert "GeoNames 587084" in page.locator(".card-facts").inner_text()
    expect(page.locator(".mark.selected")).to_be_visible()
    assert page.evaluate("location.hash").endswith("q=farmers%2C+number+7")


def test_very_many_events_are_searched_in_all_their_words(watched: Watched, tmp_path: Path) -> None:
    words = "\u202eThe \x1f\x1e visit"
    many = [dataclasses.replace(EVENTS[6], id=f"visit {i}", headline=f"{words} {i}") for i in range(1500)]
    page = watched.open(draw([*many, EVENTS[3]], ARTICLE), tmp_path, "#event=visit+1400")
    assert card_title(page).endswith("visit 1400")  # of the second block of words
    assert page.locator(".card-title bdi").count() == 1
    assert page.locator(".card-source").inner_text() == "Source: Example News"
    assert page.locator(".card-source a").get_attribute("href") == "https://news.example/drill"
    page.locator("#search").fill("imposed a levy")
    expect(page.locator("button.event")).to_have_count(1)
    assert page.locator(".legend-shown").inner_text() == "1 of 1,501 shown"
    page.locator("button.event").press("Enter")
    expect(page.locator(".card-title")).to_have_text("Customs officers impose a levy")
    page.locator(".list-reset").first.click()
    expect(page.locator("button.event")).to_have_count(100)


def test_places_on_both_sides_of_the_antimeridian_share_a_view(watched: Watched, tmp_path: Path) -> None:
    towns = {"suva": (178.44, -18.14), "labasa": (179.37, -16.43), "taveuni": (-179.97, -16.85), "lau": (-178.8, -17.2)}
    told = [
        dataclasses.replace(EVENTS[6], id=name, anchor=at, footprint={"type": "Point", "coordinates": list(at)})
        for name, at in towns.items()
    ]
    page = watched.open(draw(told, ARTICLE), tmp_path)
    assert sorted(mark.get_attribute("data-event") or "" for mark in marks(page).all()) == sorted(towns)
    assert page.locator(".chip").count() == 0
    page.locator("#tab-about").click()
    with page.expect_download() as saved:
        page.locator("[data-share=geojson]").click()
    features = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))["features"]
    saved_at = {feature["id"]: feature["geometry"]["coordinates"] for feature in features}
    assert saved_at == {name: pytest.approx(list(at)) for name, at in towns.items()}


def test_no_mark_strays_far_from_its_area(watched: Watched, tmp_path: Path) -> None:
    watched.page.set_viewport_size({"width": 320, "height": 568})
    many = [dataclasses.replace(EVENTS[2], id=f"e{i}") for i in range(16)]
    page = watched.open(draw([*many, *EVENTS[:2]], ARTICLE), tmp_path)
    stems = page.locator(".stem:visible")
    assert all(float(stem.evaluate("stem => stem.style.width.slice(0, -2)")) < 93 for stem in stems.all())
    assert page.locator(".cluster").inner_text() == "16"
    before = page.locator(".scale span").inner_text()
    page.locator(".cluster").click()
    expect(page.locator(".scale span")).not_to_have_text(before)


def test_events_are_saved_as_files_made_in_the_page(watched: Watched, tmp_path: Path) -> None:
    drawn = draw([dataclasses.replace(EVENTS[0], headline='=HYPERLINK("x")'), *EVENTS[1:]], ARTICLE)
    page = watched.open(drawn, tmp_path)
    page.locator("#tab-about").click()
    with page.expect_download() as saved:
        page.locator("[data-share=geojson]").press("Enter")
    assert saved.value.suggested_filename == "events.geojson"
    features = json.loads(saved.value.path().read_text(encoding="utf-8"))["features"]
    assert features == json.loads(json.dumps(drawn.data["events"]["features"]))
    with page.expect_download() as saved:
        page.locator("[data-share=csv]").press("Enter")
    rows = list(csv.DictReader(io.StringIO(saved.value.path().read_text(encoding="utf-8-sig"), newline="")))
    by_id = {row["id"]: row for row in rows}
    assert set(by_id) == {told.id for told in EVENTS}
    assert by_id[EVENTS[0].id]["headline"] == '\'=HYPERLINK("x")'
    for told in EVENTS[1:]:
        row = by_id[told.id]
        assert (row["headline"], row["quote"]) == (told.headline, told.source.quote)
        assert (row["lon"], row["lat"]) == tuple(f"{x:g}" for x in told.anchor or ()) or ("", "") == (
            row["lon"],
            row["lat"],
        )


def test_the_view_is_saved_as_a_picture_made_in_the_page(watched: Watched, tmp_path: Path) -> None:
    title = "</title><script>window.broken=1</script> & drill"
    page = watched.open(draw(EVENTS, ARTICLE, title=title, theme="light"), tmp_path)
    page.locator("#tab-about").click()
    with page.expect_download() as saved:
        page.locator("[data-share=svg]").press("Enter")
    picture = ElementTree.parse(saved.value.path()).getroot()
    kinds = [element.tag.rpartition("}")[2] for element in picture.iter()]
    assert not {"script", "style", "image", "foreignObject"} & set(kinds)
    words = {element.text for element in picture.iter() if element.tag.endswith("}text")}
    assert {title, "AZERBAIJAN", "Troops and drills"} <= words
    assert any("OpenStreetMap" in (text or "") for text in words)
    hatched = [element for element in picture.iter() if "hatch" in element.get("fill", "")]
    assert len(hatched) == page.locator(".footprint.area:not(.quiet):not(.country)").count()
    with page.expect_download() as saved:
        page.locator("[data-share=png]").press("Enter")
    png = saved.value.path().read_bytes()
    wide, high = struct.unpack(">II", png[16:24])
    box = page.locator(".map-box").bounding_box()
    assert png.startswith(b"\x89PNG")
    assert box
    assert (wide, high > 2 * box["height"]) == (round(2 * box["width"]), True)


def test_a_file_whose_name_looks_like_an_address_embeds_as_a_file(watched: Watched, tmp_path: Path) -> None:
    path = tmp_path / "javascript:x.html"
    draw(EVENTS, ARTICLE).save(path)
    page = watched.page
    page.goto(f"file://{path}")  # the colon as it is: `as_uri` would write it %3A
    page.wait_for_selector(".araxes[data-ready]")
    page.evaluate("navigator.clipboard.writeText = text => (window.copied = text, Promise.resolve())")
    page.locator("#tab-about").click()
    page.locator("[data-share=embed]").press("Enter")
    page.wait_for_function("window.copied")
    assert 'src="./javascript' in page.evaluate("window.copied")


def test_link_and_embedding_are_copied_and_it_is_said(watched: Watched, sample: Path) -> None:
    page = watched.open(sample, sample.parent, "#event=drill")
    page.evaluate("navigator.clipboard.writeText = text => (window.copied = text, Promise.resolve())")
    page.locator("#tab-about").click()
    page.locator("[data-share=link]").press("Enter")
    expect(page.locator(".share-told")).to_have_text("Copied.")
    assert page.evaluate("window.copied") == sample.as_uri() + "#event=drill"
    page.locator("[data-share=embed]").press("Enter")
    page.wait_for_function("window.copied.startsWith('<iframe')")
    assert page.evaluate("window.copied") == draw(EVENTS, ARTICLE).embed("map.html")


def test_a_frame_that_may_save_nothing_says_so(watched: Watched, sample: Path) -> None:
    host = sample.parent / "host.html"
    host.write_text(f"<!doctype html><title>Host</title>{draw(EVENTS, ARTICLE).embed()}", encoding="utf-8")
    watched.page.goto(host.as_uri())
    frame = watched.page.frame_locator("iframe")
    frame.locator("#tab-about").click()
    expect(frame.locator(".share-kept")).to_contain_text("Open the map by itself")
    assert frame.locator("[data-share]").count() == 2


def test_a_mark_does_not_hide_the_name_of_its_own_town(watched: Watched, tmp_path: Path) -> None:
    here = (48.31, 39.87)
    told = next(told for told in EVENTS if told.footprint and told.footprint["type"] == "Point")
    place = dataclasses.replace(told.places[0], name="Little Town")
    there = {"type": "Point", "coordinates": list(here)}
    alone = dataclasses.replace(told, places=(place,), anchor=here, footprint=there)
    page = watched.open(draw([alone], ARTICLE), tmp_path)
    name = page.locator(".place-name:visible", has_text="Little Town")
    expect(name).to_have_count(1)
    mark, words = page.locator(".mark:visible").bounding_box(), name.bounding_box()
    assert mark and words
    beside = words["x"] >= mark["x"] + mark["width"] or words["x"] + words["width"] <= mark["x"]
    assert beside or words["y"] >= mark["y"] + mark["height"] or words["y"] + words["height"] <= mark["y"]
    page.locator(f"input[data-kind={told.kind}]").uncheck()
    expect(name).to_have_count(0)
