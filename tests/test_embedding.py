"""A map inside somebody else's page: it keeps to its frame, asks for its height, and never traps the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_sample import ARTICLE, EVENTS
from playwright.sync_api import expect

from maps import DrawingError, draw
from maps.embedding import element, element_script, snippet

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

HOST = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Host</title>{policy}
<style>body{{font:16px serif;max-width:{width}px;margin:20px auto;height:3000px}}</style></head>
<body><h1>A story</h1><p>Words before the map.</p>{embedded}<p>Words after the map.</p></body></html>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site")
    draw(EVENTS, ARTICLE).save(path / "map.html")
    (path / "event-map.js").write_text(element_script(), encoding="utf-8")
    return path


@pytest.fixture
def host(page: Page) -> Iterator[Page]:
    noted: list[str] = []
    page.on("console", lambda message: noted.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.set_viewport_size({"width": 1000, "height": 800})
    yield page
    assert noted == []


def opened(host: Page, folder: Path, embedded: str, *, width: int = 720, policy: str = "") -> Frame:
    text = HOST.format(embedded=embedded, width=width, policy=policy)
    (folder / "host.html").write_text(text, encoding="utf-8")
    host.goto((folder / "host.html").as_uri())
    host.locator("iframe").scroll_into_view_if_needed()
    expect(host.frame_locator("iframe").locator(".araxes[data-ready]")).to_be_visible()
    frame = host.frames[-1]
    assert frame.url.endswith(".html") or "#event=" in frame.url
    return frame


def test_snippet_shows_the_map_and_follows_its_height(host: Page, folder: Path) -> None:
    opened(host, folder, snippet("map.html", title="Drill"))
    expect(host.locator("iframe")).to_have_attribute("title", "Map: Drill")
    host.wait_for_function("() => document.querySelector('iframe').style.height === '446px'")
    host.set_viewport_size({"width": 400, "height": 800})
    host.wait_for_function("() => document.querySelector('iframe').style.height === '720px'")


def test_element_opens_an_event_under_a_strict_policy_of_the_host(host: Page, folder: Path) -> None:
    policy = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src file:; frame-src file:; '
        "style-src 'unsafe-inline'\">"
    )
    embedded = element("map.html", title="Drill", event="visit") + '<script src="event-map.js"></script>'
    frame = opened(host, folder, embedded, policy=policy)
    assert frame.locator(".card-title").inner_text() == "The president meets farmers"


def test_frame_is_sandboxed_and_still_keeps_its_state(host: Page, folder: Path) -> None:
    frame = opened(host, folder, snippet("map.html", title="Drill"))
    assert frame.evaluate("window.origin") == "null"
    frame.locator(".mark[data-event=drill]").click()
    assert frame.locator(".card-title").inner_text() == "Iran's army holds a drill near the border"


def test_wheel_scrolls_the_page_and_zooms_only_with_control(host: Page, folder: Path) -> None:
    frame = opened(host, folder, snippet("map.html", title="Drill"))
    box = host.locator("iframe").bounding_box()
    assert box
    scale = frame.locator(".scale span").inner_text()
    host.mouse.move(box["x"] + box["width"] / 2, box["y"] + 150)
    before = host.evaluate("scrollY")
    host.mouse.wheel(0, 120)
    host.wait_for_function(f"() => scrollY > {before} + 80")
    assert frame.locator(".scale span").inner_text() == scale
    host.keyboard.down("Control")
    for _ in range(4):
        host.mouse.wheel(0, -200)
        host.wait_for_timeout(400)  # each step is animated
    host.keyboard.up("Control")
    expect(frame.locator(".scale span")).not_to_have_text(scale)


def test_keyboard_enters_and_leaves_the_frame(host: Page, folder: Path) -> None:
    frame = opened(
        host,
        folder,
        '<a id="a" href="#a">before</a>' + snippet("map.html", title="Drill") + '<a id="z" href="#z">after</a>',
    )
    frame.locator(".mark").first.wait_for()
    host.locator("#a").focus()
    press_tab_until(host, "document.activeElement.tagName === 'IFRAME'", presses=2)
    press_tab_until(host, "document.activeElement.id === 'z'", presses=80)


def press_tab_until(page: Page, arrived: str, *, presses: int) -> None:
    """Press Tab until a condition holds; focus moves between processes, and a page learns of it a little later."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        for _ in range(10):
            if page.evaluate(arrived):
                return
            page.wait_for_timeout(15)
    raise AssertionError(f"never: {arrived}")


def test_two_maps_in_one_page_each_follow_their_own_height(host: Page, folder: Path) -> None:
    narrow = f'<div style="width:320px">{snippet("map.html", title="Second")}</div>'
    (folder / "host.html").write_text(
        HOST.format(embedded=snippet("map.html", title="First") + narrow, width=720, policy=""), encoding="utf-8"
    )
    host.goto((folder / "host.html").as_uri())
    host.locator("iframe").last.scroll_into_view_if_needed()
    host.wait_for_function(
        "() => [...document.querySelectorAll('iframe')].map(f => f.style.height).join() === '446px,720px'"
    )


def test_feeds_and_readers_without_scripts_get_a_link() -> None:
    assert '<a href="map.html">Map: Drill</a>' in element("map.html", title="Drill")


def test_element_is_small() -> None:
    assert len(element_script().encode()) <= 1200


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "a & b", "${x} `y`"])
def test_titles_stay_words(title: str) -> None:
    lines = snippet("map.html", title=title)
    assert lines.count("<script>") == 1
    assert re.search(r'title="Map: [^"<>]*"', lines)


def test_addresses_that_are_no_page_are_refused() -> None:
    assert 'src="caf%C3%A9%20map.html#event=a%26b"' in snippet("café map.html", title="x", event="a&b")
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"):
        with pytest.raises(DrawingError):
            snippet(address, title="x")
