"""How a map gets into somebody else's page: an iframe with a listener, or an element of our own."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

from maps.assets import DrawingError, built

# A frame without `allow-same-origin` cannot touch the page around it, whatever it holds.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
# The frame says how tall it would be; only the frame itself is believed, and only a sensible number.
LISTENER = (
    'addEventListener("message",function(m){document.querySelectorAll("iframe[data-araxes]").forEach(function(f){'
    'if(m.source===f.contentWindow&&m.data&&m.data.type==="araxes:height"&&m.data.height>=200&&m.data.height<=1600)'
    'f.style.height=Number(m.data.height)+"px"})})'
)


def snippet(address: str, *, title: str, event: str | None = None, height: int = 480) -> str:
    """The lines to paste into a page so that it shows the map at `address`.

    The height follows the map where scripts may run and is `height` pixels elsewhere. Raises `DrawingError` for an
    address that a page could not load as a document of its own.

    >>> print(snippet("map.html", title="Drills & tolls").splitlines()[0])
    <iframe src="map.html" title="Map: Drills &amp; tolls" data-araxes height="480" width="100%" loading="lazy"
    """
    frame = (
        f'<iframe src="{escape(located(address, event))}" title="Map: {lettered(title)}" data-araxes'
        f' height="{height}" width="100%" loading="lazy"\n'
        f'  style="display:block;width:100%;border:0" sandbox="{SANDBOX}" allow="fullscreen"></iframe>'
    )
    return f"{frame}\n<script>{LISTENER}</script>"


def element(address: str, *, title: str, event: str | None = None) -> str:
    """The same as an `<event-map>` element, for pages that load `event-map.js`; a link stands in without scripts.

    >>> print(element("map.html", title="Drills"))
    <event-map src="map.html" title="Map: Drills"><a href="map.html">Map: Drills</a></event-map>
    """
    target = escape(located(address, None))
    chosen = f' event="{escape(event)}"' if event else ""
    name = f"Map: {lettered(title)}"
    return f'<event-map src="{target}" title="{name}"{chosen}><a href="{target}">{name}</a></event-map>'


def lettered(title: str) -> str:
    """A title as HTML on one line; braces too are written as numbers, which Jekyll and Eleventy would run as templates.

    >>> lettered("{{ 7 | times: 7 }} & tolls")
    '&#123;&#123; 7 | times: 7 &#125;&#125; &amp; tolls'
    """
    return escape(" ".join(title.split())).replace("{", "&#123;").replace("}", "&#125;")


def element_script() -> str:
    """The script that defines `<event-map>`, to be saved as event-map.js beside the page."""
    return built("event-map.js")


def located(address: str, event: str | None) -> str:
    """The address with the event chosen; file names with blanks or letters beyond ASCII become a valid URL."""
    if urlsplit(address).scheme.lower() not in ("", "http", "https"):
        raise DrawingError(f"{address}: a page can show a map from http, https or a path beside it.")
    safe = quote(address, safe="/:?#[]@!$&'()*+,;=%~")
    return f"{safe.split('#')[0]}#event={quote(event, safe='')}" if event else safe


def folder_address(url: str) -> str:
    """The address of a folder on the web, with a slash at its end. Raises `DrawingError` when it is none.

    >>> folder_address("https://news.example/maps")
    'https://news.example/maps/'
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise DrawingError(f"{url!r} is not the address of a folder on the web, such as https://news.example/maps/.")
    return quote(url.strip().rstrip("/") + "/", safe="/:[]@!$&()*+,;=%~")
