"""The main job, end to end: the bundled story becomes a map that opens anywhere, as by the README's first command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shapely.geometry import shape

from geo import locate
from maps.command import main
from seeds import story

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from geo import Event

HOST = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Host</title><body style="margin:0">{}</body></html>'


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return locate(story())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("main-job") / "map.html"
    assert main(["map", "border_drill", "-o", str(path)]) == 0
    return path


def opened(page: Page, path: Path, width: int, height: int) -> list[str]:
    """Open the map; gives everything the browser complains of or asks for, which should be nothing."""
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("request", lambda request: noted.extend([request.url] * (not request.url.startswith(("file:", "data:")))))
    page.set_viewport_size({"width": width, "height": height})
    page.goto(path.as_uri())
    return noted


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_it_opens_from_disk_without_network_or_complaint(page: Page, made: Path, width: int, height: int) -> None:
    noted = opened(page, made, width, height)
    page.wait_for_selector(".araxes[data-ready]")
    assert page.locator(".mark:visible").count() > 0
    assert noted == []


def test_it_opens_inside_a_frame_of_a_host_page(page: Page, made: Path) -> None:
    host = made.parent / "host.html"
    host.write_text(HOST.format('<iframe src="map.html" width="600" height="400"></iframe>'), encoding="utf-8")
    noted = opened(page, host, 1000, 800)
    frame = page.frame_locator("iframe")
    frame.locator(".araxes[data-ready]").wait_for()
    assert frame.locator(".mark:visible").count() > 0
    assert noted == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_it_opens_on_the_border_and_karabakh(
    page: Page, made: Path, events: list[Event], width: int, height: int
) -> None:
    name = re.findall(r"map_[0-9a-f]{16,}", made.read_text(encoding="utf-8"))[0]
    opened(page, made, width, height)
    page.wait_for_selector(".araxes[data-ready]")
    west, south, east, north = map(float, page.evaluate(f"{name}.getBounds().toBBoxString()").split(","))
    wanted = [
        e for e in events if e.footprint and any(p.precision == "border_zone" or "Karabakh" in p.name for p in e.places)
    ]
    assert len(wanted) >= 2
    for event in wanted:
        left, bottom, right, top = shape(event.footprint).bounds
        assert west <= left, event.headline
        assert south <= bottom, event.headline
        assert right <= east, event.headline
        assert top <= north, event.headline


def test_each_layer_counts_its_data_and_its_toggle_hides_both(page: Page, made: Path, events: list[Event]) -> None:
    opened(page, made, 1280, 800)
    page.wait_for_selector(".araxes[data-ready]")
    for kind in sorted({event.kind for event in events}):
        row = page.locator(f".tree label:has(input[data-kind={kind}])")
        alike = [event for event in events if event.kind == kind]
        assert int(row.locator(".count").inner_text()) == len(alike)
        placed = [event.id for event in alike if event.footprint]
        row.locator("input").uncheck()
        for name in placed:
            assert page.locator(f".mark[data-event='{name}'], .footprint.of-{name}").count() == 0
        row.locator("input").check()


def test_every_card_names_place_precision_row_and_words(page: Page, made: Path, events: list[Event]) -> None:
    opened(page, made, 1280, 800)
    page.wait_for_selector(".araxes[data-ready]")
    for event in (event for event in events if event.footprint):
        page.goto(f"{made.as_uri()}#event={event.id}")
        page.wait_for_selector(f".card[data-event='{event.id}'], .card-title:has-text({event.headline!r})")
        card = " ".join(page.locator(".card").inner_text().split())
        assert " ".join(event.source.quote.split())[:40] in card
        for place in (place for place in event.places if place.role != "about"):
            assert place.id in card
