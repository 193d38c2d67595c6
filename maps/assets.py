"""The built parts of a page, and the copies that stand in for what stock folium layers would fetch."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from importlib import resources

SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
FETCHED = re.compile(
    r"<script\b[^>]*?\bsrc=[\"'](?P<script>https?:[^\"']+)[\"'][^>]*>\s*</script>"
    r"|<link\b(?![^>]*\brel=\"alternate\")[^>]*?\bhref=[\"'](?P<style>https?:[^\"']+)[\"'][^>]*/?>",
    re.IGNORECASE,
)
# files that stock layers fetch from servers, by the end of their address, and our copies of them
COPIES = {
    "jquery-3.7.1.min.js": "jquery.js",
    "leaflet.markercluster.js": "markercluster.js",
    "MarkerCluster.css": "markercluster.css",
    "MarkerCluster.Default.css": "markercluster-default.css",
}


class DrawingError(ValueError):
    """A map that cannot be drawn as asked; the message says what to do."""


@functools.cache
def built(name: str) -> str:
    """The text of a built asset. Raises `DrawingError` when the page was never built."""
    try:
        return resources.files("maps").joinpath("page", "built", name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DrawingError(
            "The map page has not been built: install araxes with pip, or run `npm ci && npm run build` in maps/page."
        ) from None


def inlined(html: str) -> str:
    """The page with our copies in place of what a layer would fetch; what has no copy stays.

    >>> "cdn" in inlined('<link rel="stylesheet" href="https://cdn/MarkerCluster.css"/>')
    False
    """
    return FETCHED.sub(copy_of, html)


def copy_of(fetched: re.Match[str]) -> str:
    copy = COPIES.get((fetched["script"] or fetched["style"]).rpartition("/")[2])
    if copy is None:
        return fetched[0]
    tag = "script" if fetched["script"] else "style"
    return f"<{tag}>{built(copy)}</{tag}>"


def content_policy(html: str, *, strict: bool, images: tuple[str, ...] = ()) -> str:
    """A Content-Security-Policy that lets exactly the scripts and styles of this page run.

    `strict` also closes every door through which text could become HTML.
    """
    directives = [
        "default-src 'none'",
        f"script-src {' '.join(hashes(SCRIPT, html)) or chr(39) + 'none' + chr(39)}",
        f"style-src {' '.join(hashes(STYLE, html))}" if strict else "style-src 'unsafe-inline'",
        f"img-src {' '.join(('data:', *images))}",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if strict:
        directives += ["require-trusted-types-for 'script'", "trusted-types default"]
    return "; ".join(directives)


def hashes(pattern: re.Pattern[str], html: str) -> list[str]:
    digests = (hashlib.sha256(body.encode()).digest() for body in pattern.findall(html))
    return list(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))
