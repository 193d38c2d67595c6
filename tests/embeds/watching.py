"""A host for the map and a reader who looks, scrolls, tabs and notes every message."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ElementHandle, Frame, Page

READY = ".araxes[data-ready]"


class Host:
    """A web server for one folder; `headers` go with every answer but the map itself, which brings its own policy."""

    def __init__(self, folder: Path, headers: dict[str, str] | None = None) -> None:
        handler = functools.partial(Answer, directory=str(folder), headers=headers or {})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"


class Answer(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, headers: dict[str, str], **named: Any) -> None:
        self.further = headers
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        if self.path != "/favicon.ico":
            return super().do_GET()
        self.send_response(204)
        return self.end_headers()

    def end_headers(self) -> None:
        for name, value in self.further.items():
            if not self.path.startswith("/map.html"):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Reader:
    """Somebody in front of a host page. Every check raises AssertionError with what was seen."""

    def __init__(self, browser: Browser, pictures: Path, *, size: tuple[int, int] = (1000, 800), touch: bool = False):
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=touch)
        self.page: Page = self.context.new_page()
        self.pictures = pictures
        self.noted: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.noted.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.noted.append(f"error: {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, address: str, *, maps: int = 1, within: str = "iframe") -> list[Frame]:
        """The frames of the maps, once they are drawn."""
        self.page.goto(address)
        return self.frames(maps, within)

    def frames(self, maps: int = 1, within: str = "iframe") -> list[Frame]:
        self.page.locator(within).first.wait_for(timeout=60_000)
        found = []
        for number in range(maps):
            place = self.page.locator(within).nth(number)
            place.scroll_into_view_if_needed()
            frame = self.handle(number, within).content_frame()
            assert frame is not None
            frame.locator(READY).wait_for(timeout=60_000)
            found.append(frame)
        return found

    def handle(self, number: int = 0, within: str = "iframe") -> ElementHandle:
        return self.page.locator(within).nth(number).element_handle()

    def height_follows(self, number: int = 0, within: str = "iframe") -> None:
        """The frame is as tall as its map wants to be, and the map has nothing to scroll."""
        handle = self.handle(number, within)
        frame = handle.content_frame()
        assert frame is not None
        self.page.wait_for_timeout(300)
        width, height = handle.evaluate("frame => [frame.clientWidth, frame.clientHeight]")
        wanted = 720 if width <= 640 else round(max(420, min(680, width * 0.62)))
        assert height == wanted, f"the frame is {height} high, not {wanted}, at a width of {width}"
        self.holds_all(frame)

    def holds_all(self, frame: Frame) -> None:
        excess = frame.evaluate(
            "() => { const page = document.documentElement;"
            " return [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight]; }"
        )
        assert excess == [0, 0], f"the map overflows its frame by {excess}"

    def wheel_passes(self, number: int = 0) -> None:
        """A plain wheel over the map scrolls the host page and leaves the map alone."""
        frame = self.handle(number).content_frame()
        assert frame is not None
        scale = frame.locator(".scale span").inner_text()
        before = self.over_the_map(number)
        self.page.mouse.wheel(0, 200)
        self.page.wait_for_timeout(400)
        after = self.page.evaluate("scrollY")
        assert after > before + 100, f"the wheel moved the page from {before} to {after}"
        assert frame.locator(".scale span").inner_text() == scale, "a plain wheel zoomed the map"

    def finger_passes(self, number: int = 0) -> None:
        """One finger drawn up over the map scrolls the host page."""
        before = self.over_the_map(number)
        box = self.handle(number).bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + 350
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 25):
            moved = [{"x": x, "y": y - 10 * step}]
            devtools.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": moved})
            self.page.wait_for_timeout(16)
        devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.page.wait_for_timeout(400)
        after = self.page.evaluate("scrollY")
        assert after > before + 100, f"the finger moved the page from {before} to {after}"

    def over_the_map(self, number: int) -> float:
        """Put the top of the map near the top of the window and the pointer on it; how far the page is scrolled."""
        self.handle(number).evaluate("frame => scrollTo(0, frame.getBoundingClientRect().top + scrollY - 40)")
        self.page.wait_for_timeout(200)
        box = self.handle(number).bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + min(200, box["height"] / 2))
        return float(self.page.evaluate("scrollY"))

    def keyboard_passes(self, before: str, after: str) -> None:
        """Tab goes from the link before the map into it, and out of it to the link after."""
        self.page.locator(before).focus()
        self.page.keyboard.press("Tab")
        self.page.wait_for_timeout(300)  # focus passes between processes
        reached = self.page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        assert reached.startswith("<iframe"), f"Tab does not enter the map but {reached}"
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(f"document.activeElement === document.querySelector({after!r})"):
                return
        raise AssertionError("after 120 Tabs the focus is still in the map")

    def shows_event(self, frame: Frame) -> None:
        card = frame.locator(".card")
        card.wait_for(timeout=5000)
        assert card.locator(".card-title").inner_text().strip()

    def asks_only(self, address: str) -> None:
        hosts = {urlsplit(url).netloc for url in self.asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
        assert hosts <= {urlsplit(address).netloc}, f"asked {hosts}"

    def picture(self, name: str) -> None:
        self.page.wait_for_timeout(700)  # frames of other processes are painted later than they are ready
        self.page.screenshot(path=self.pictures / f"{name}.png")

    def is_quiet(self) -> None:
        assert self.noted == [], f"messages: {self.noted}"
        self.context.close()
