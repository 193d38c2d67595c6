"""Find a browser for the tests, or install one: `python tests/browser_setup.py`.

Fails with one sentence when none can be had.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "microsoft-edge-stable",
    "chrome", "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--no-sandbox",  # root may not have one
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NONE_TO_BE_HAD = (
    "No browser: the tests need Chrome, Chromium or Edge, none that starts is installed, and neither Playwright's nor "
    "Debian's could be installed; install one and run the tests again."
)


@functools.cache
def find_browser() -> str | None:
    """The path of an installed browser that really starts; None when there is none."""
    return next(filter(starts, candidates()), None)


def candidates() -> Iterator[str]:
    if named := os.environ.get("ARAXES_BROWSER"):
        yield named
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).exists())
    yield from playwrights_own()


def playwrights_own() -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        yield path


def starts(path: str) -> bool:
    """Whether it shows a page; some systems have a `chromium-browser` that only says where to get one."""
    command = [path, "--headless", *FLAGS, "--dump-dom", "data:text/html,<p>araxes</p>"]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"<p>araxes</p>" in ran.stdout


def install_browser() -> None:
    """Try Playwright's Chromium, then Debian's. What they say goes to standard error."""
    for commands in (*playwright_commands(), debian_commands()):
        if all(succeeds(command) for command in commands):
            find_browser.cache_clear()
            if find_browser():
                return


def playwright_commands() -> list[list[list[str]]]:
    """With the system's libraries it needs, for which it must be root; else, where they are there, without."""
    install = [sys.executable, "-m", "playwright", "install"]
    return [[[*install, "--with-deps", "chromium"]], [[*install, "chromium"]]]


def debian_commands() -> list[list[str]]:
    asroot = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "--non-interactive"]
    apt = [*asroot, "apt-get", "--quiet", "--yes"]
    return [[*apt, "update"], [*apt, "install", "--no-install-recommends", "chromium"]]


def succeeds(command: list[str]) -> bool:
    print("+", *command, file=sys.stderr)
    try:
        return (
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=300, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)
        return False


def main() -> int:
    if find_browser() is None:
        install_browser()
    if (browser := find_browser()) is None:
        print(NONE_TO_BE_HAD, file=sys.stderr)
        return 1
    print(f"Browser for the tests: {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
