"""Open pages in Firefox: `python tests/embeds/firefox.py [--pictures DIR]`.

Apart from the test suite, which runs in Chromium. Draws the story's page, the dossier of all bundled stories and a page
of 10,000 events, opens each over WebDriver BiDi, and fails on a message, a request, a breach of the page's policy,
missing marks or a card that does not open. Needs Debian's firefox-esr or any Firefox since 129; `ARAXES_FIREFOX` may
name it. Exit code 1 when a page fails or there is no Firefox.
"""

from __future__ import annotations

import argparse
import base64
import csv
import json
import os
import random
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2])]

from maps.command import main as araxes  # noqa: E402

NONE_TO_BE_HAD = (
    "No Firefox: this run needs firefox-esr or firefox on the PATH (Debian: apt-get install firefox-esr), "
    "or ARAXES_FIREFOX naming one."
)
STORIES = Path(__file__).parents[2] / "seeds" / "stories"
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
NOTING = (
    "() => { window.breaches = [];"
    " addEventListener('securitypolicyviolation', broken => breaches.push(broken.blockedURI)); }"
)
READY = "!!document.querySelector('.araxes[data-ready]')"
SEEN = (
    "[...document.querySelectorAll('.mark, .cluster')].filter(mark => mark.checkVisibility()"
    " && mark.getBoundingClientRect().width > 8).length"
)
OPENED = "document.querySelector('.card')?.checkVisibility() ? document.querySelector('.card-title').textContent : ''"
FIRST = "(document.querySelector('.told[data-event]') ?? document.querySelector('button.event')).click()"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Firefox:
    """A headless Firefox spoken to over WebDriver BiDi; what its pages say and ask for is noted."""

    def __init__(self, path: str, profile: Path, after: ExitStack) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [path, "--headless", "--no-remote", "--profile", str(profile), f"--remote-debugging-port={port}"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after.callback(process.wait)
        after.callback(process.terminate)
        self.wire = after.enter_context(connected(port))
        self.asked = 0
        self.noted: list[str] = []
        upgraded(self.wire, port)
        self.version = self.send("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.send("script.addPreloadScript", functionDeclaration=NOTING)
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **arguments: Any) -> dict[str, Any]:
        self.asked += 1
        write(self.wire, json.dumps({"id": self.asked, "method": method, "params": arguments}).encode())
        while (answer := json.loads(read(self.wire))).get("id") != self.asked:
            self.note(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['message']}")
        return dict(answer["result"])

    def note(self, told: dict[str, Any]) -> None:
        if told.get("method") == "log.entryAdded":
            self.noted.append(f"{told['params']['level']}: {told['params']['text']}")
        elif told.get("method") == "network.beforeRequestSent":
            url = told["params"]["request"]["url"]
            if not url.startswith(("file:", "data:", "about:", "blob:")):
                self.noted.append(f"request: {url}")

    def ask(self, expression: str) -> Any:
        target = {"context": self.tab}
        answer = self.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def open(self, page: Path, size: tuple[int, int]) -> float:
        """Seconds until the page is drawn."""
        viewport = {"width": size[0], "height": size[1]}
        self.send("browsingContext.setViewport", context=self.tab, viewport=viewport)
        began = time.monotonic()
        self.send("browsingContext.navigate", context=self.tab, url=page.as_uri(), wait="complete")
        while not self.ask(READY):
            if time.monotonic() - began > 60:
                raise RuntimeError(f"not drawn after a minute; {self.noted}")
            time.sleep(0.05)
        return time.monotonic() - began

    def picture(self, path: Path) -> None:
        shot = self.send("browsingContext.captureScreenshot", context=self.tab)
        path.write_bytes(base64.b64decode(shot["data"]))


def connected(port: int) -> socket.socket:
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=90)
        except OSError:
            time.sleep(0.2)
    sys.exit("Firefox does not answer: it needs WebDriver BiDi, which it has since version 129.")


# As much of WebSocket (RFC 6455) as this conversation needs: whole messages, no compression.


def upgraded(wire: socket.socket, port: int) -> None:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        "GET /session HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "",
    )  # fmt: skip
    wire.sendall("\r\n".join(lines).encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += exactly(wire, 1)
    if b" 101 " not in head:
        raise RuntimeError(head.decode("latin-1"))


def write(wire: socket.socket, text: bytes) -> None:
    """A client masks what it sends, and Firefox takes a mask of zeros for none."""
    length, mask = len(text), b"\1\2\3\4"
    size = bytes([0x80 | length]) if length < 126 else b"\xfe" + struct.pack(">H", length)
    wire.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(text)))


def read(wire: socket.socket) -> bytes:
    """The next message, put together from its frames."""
    message = b""
    while True:
        first, length = exactly(wire, 2)
        if length == 126:
            (length,) = struct.unpack(">H", exactly(wire, 2))
        elif length == 127:
            (length,) = struct.unpack(">Q", exactly(wire, 8))
        text = exactly(wire, length)
        if first & 0x0F in (0, 1, 2):
            message += text
            if first & 0x80:
                return message


def exactly(wire: socket.socket, count: int) -> bytes:
    parts = []
    while count:
        part = wire.recv(min(count, 1 << 16))
        if not part:
            raise ConnectionError("Firefox hung up")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def find_firefox() -> str | None:
    named = os.environ.get("ARAXES_FIREFOX")
    return named or next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


def drawn(workshop: Path) -> dict[str, Path]:
    """The pages to open."""
    table = workshop / "table.csv"
    chance = random.Random(7)
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "title", "date", "lat", "lon", "kind", "notes"])
        for number in range(10_000):
            where = [round(chance.uniform(36, 43), 4), round(chance.uniform(42, 52), 4)]
            kind = chance.choice(("attack", "meet", "protest", "detain"))
            day = f"2021-{1 + number % 12:02}-{1 + number % 28:02}"
            rows.writerow([f"e{number}", f"Event {number}", day, *where, kind, f"Words of event {number}."])
    pages = {name: workshop / f"{name}.html" for name in ("story", "dossier", "crowd")}
    commands = (
        ["map", "border_drill", "-o", str(pages["story"])],
        ["map", str(STORIES), "-o", str(pages["dossier"])],
        ["draw", str(table), "-o", str(pages["crowd"])],
    )
    for command in commands:
        if araxes(command):
            sys.exit(f"araxes {' '.join(command)} failed")
    return pages


def tried(firefox: Firefox, page: Path, size: str, pictures: Path) -> str:
    """Open a page and its first event; how it went."""
    firefox.noted.clear()
    seconds = firefox.open(page, SIZES[size])
    seen = firefox.ask(SEEN)
    assert seen >= 3, f"only {seen} marks are to be seen"
    assert firefox.ask(OVERFLOW) == 0, "the page is wider than its window"
    firefox.picture(pictures / f"firefox_{page.stem}_{size}.png")
    firefox.ask(FIRST)
    title = firefox.ask(f"new Promise(done => setTimeout(() => done({OPENED}), 400))")
    assert title, "no card opened"
    firefox.picture(pictures / f"firefox_{page.stem}_{size}_card.png")
    breaches = firefox.ask("breaches.join(' ')")
    assert not breaches, f"breaches of the policy: {breaches}"
    assert firefox.ask("document.body.innerHTML.length") > 0
    assert firefox.noted == [], firefox.noted
    return f"works: drawn in {seconds:.1f} s, {seen} marks, card “{title[:40]}”"


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pictures", type=Path, default=Path("embeds"), help="where pictures go (default: embeds)")
    pictures = options.parse_args().pictures
    path = find_firefox()
    if path is None:
        sys.exit(NONE_TO_BE_HAD)
    pictures.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="araxes-firefox-") as folder, ExitStack() as after:
        workshop = Path(folder)
        pages = drawn(workshop)
        firefox = Firefox(path, workshop, after)
        print(f"Firefox {firefox.version}")
        for name, page in pages.items():
            for size in SIZES:
                try:
                    outcome = tried(firefox, page, size, pictures)
                except (AssertionError, RuntimeError) as error:
                    failed += 1
                    outcome = f"FAILS: {error}"
                print(f"{name:<8} {size:<8} {outcome}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
