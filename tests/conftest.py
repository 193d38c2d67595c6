"""What every test has: no network but this machine's own, repeatable properties, one browser for the session."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
from browser_setup import FLAGS, NONE_TO_BE_HAD, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# no deadline: the first example pays for lazy imports; derandomised: the same tests every time
hypothesis.settings.register_profile("araxes", deadline=None, derandomize=True, max_examples=60, database=None)
hypothesis.settings.load_profile("araxes")


class NetworkBlockedError(RuntimeError):
    """A test tried to leave this machine."""


def block_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook sees every socket Python opens, whichever library asks."""
    if event == "socket.connect" and not is_local(arguments[1]):
        raise NetworkBlockedError(f"a test connects to {arguments[1]}")
    if event == "socket.getaddrinfo" and not is_local((arguments[0],)):
        raise NetworkBlockedError(f"a test looks up {arguments[0]}")


def is_local(address: object) -> bool:
    """Loopback, a Unix socket, or a kernel socket without an address."""
    if not isinstance(address, tuple) or not isinstance(address[0], str | bytes):
        return True
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")


sys.addaudithook(block_network)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Fails, never skips, when there is none: the README's test command installs one."""
    from playwright.sync_api import sync_playwright

    path = find_browser()
    if path is None:
        pytest.fail(NONE_TO_BE_HAD)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page without a network."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()
