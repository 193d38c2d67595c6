"""A folium map that shows events: everything folium can do, and a page around it that needs no network."""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

import folium
import jinja2
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from maps.assets import FETCHED, DrawingError, built, content_policy, inlined
from maps.island import RIGHT_TO_LEFT, escaped_json, messages, palette
from maps.output import encoded, writing

if TYPE_CHECKING:
    from maps.looks import Theme

PACKAGE = jinja2.Environment(loader=jinja2.PackageLoader("maps", "page"), autoescape=True, trim_blocks=True)
UNKNOWN = "A layer of this map"
POLICY_MARK = "<!--content-policy-->"


class Page(Figure):
    """The HTML document around an event map: language, title, policy, and nothing fetched."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language }}" dir="{{ this.direction }}">\n'
        '<head>\n<meta charset="utf-8">\n'
        + POLICY_MARK
        + '\n<meta name="viewport" content="width=device-width, initial-scale=1">\n{{ this.head() }}\n'
        "{{ this.header.render(**kwargs) }}\n</head>\n"
        "<body>\n{{ this.html.render(**kwargs) }}\n<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(self, *, title: str, language: str, description: str = "") -> None:
        super().__init__(title=title, height="640px")
        self.language = language
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self.description = description
        self.preview = ""  # further tags of the head, as HTML: `maps.sharing` knows the page's address
        self.header = Element()
        self.header._parent = self

    def head(self) -> str:
        """Title and description, for tabs, search engines and link previews."""
        tags = PACKAGE.from_string(
            "<title>{{ title }}</title>\n"
            '<meta name="referrer" content="{{ referrer }}">\n'
            '<meta name="description" content="{{ description }}">\n'
            '<meta name="generator" content="Araxes">\n'
            '<meta property="og:type" content="article">\n'
            '<meta property="og:title" content="{{ title }}">\n'
            '<meta property="og:description" content="{{ description }}">'
        ).render(title=self.title, description=self.description, referrer=self.referrer)
        return f"{tags}\n{self.preview}" if self.preview else tags

    @property
    def referrer(self) -> str:
        # tile servers turn away those who do not say where they come from
        tiled = any(child.hosts for child in self._children.values() if isinstance(child, EventMap))
        return "strict-origin-when-cross-origin" if tiled else "no-referrer"

    def render(self, **kwargs: Any) -> str:
        """The whole page. Layers put their parts into the figure when they render: they are taken out again after."""
        maps = [child for child in self._children.values() if isinstance(child, EventMap)]
        for child in maps:
            child.refuse_images()
        parts = (self.header, self.html, self.script)
        before = [OrderedDict(part._children) for part in parts]
        html = super().render(**kwargs)
        for part, children in zip(parts, before, strict=True):
            part._children = children
        strict = all(child.is_strict for child in maps)
        hosts = tuple(host for child in maps for host in child.hosts)
        if not any(child.online for child in maps):
            html = inlined(html)
            refuse_fetching(html, self)
        policy = content_policy(html, strict=strict, images=hosts)
        return html.replace(POLICY_MARK, f'<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def refuse_fetching(html: str, page: Figure) -> None:
    """Raise `DrawingError` when a layer would fetch something that has no built copy."""
    fetched = FETCHED.search(html)
    if fetched:
        address = fetched["script"] or fetched["style"]
        raise DrawingError(
            f"{asker(page, address)} would fetch {address}, which has no copy here: "
            "leave it out, or draw with online=True."
        )


def asker(element: Element, address: str) -> str:
    """The kind of layer that declares this asset."""
    for child in element._children.values():
        assets = [*getattr(child, "default_js", ()), *getattr(child, "default_css", ())]
        if any(link == address for _, link in assets):
            return type(child).__name__
        if (found := asker(child, address)) != UNKNOWN:
            return found
    return UNKNOWN


def images_of(element: Element) -> Iterator[tuple[str, str]]:
    """The kind of each layer below that shows images from the web, and the server they lie on."""
    for child in element._children.values():
        options = getattr(child, "options", None) or {}
        for address in (getattr(child, "tiles", None), getattr(child, "url", None), options.get("icon_url")):
            parts = urlsplit(address.replace("{s}", "*")) if isinstance(address, str) else None
            if parts and parts.scheme in ("http", "https") and re.fullmatch(r"[\w.*:-]+", parts.netloc):
                yield type(child).__name__, f"{parts.scheme}://{parts.netloc}"
        yield from images_of(child)


class Verbatim(Element):
    """Text that goes into the page as it is; branca's own elements would read it as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class EventMap(folium.Map):
    """A `folium.Map` of events. `data` is what `maps.island.page_data` gives.

    Each kind of event has a `folium.FeatureGroup` of its own among the children; the page puts marks and footprints
    of that kind into it. Stock folium layers may be added: the page then keeps its policy but allows their HTML.
    """

    # folium compiles what a macro gives a second time, as a template: words would run in it. So only this constant
    # text goes that way, and `render` puts the rest into the figure as it is.
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
        """
    )

    def __init__(
        self,
        data: dict[str, Any],
        *,
        title: str,
        kicker: str = "",
        theme: str = "auto",
        online: bool = False,
    ) -> None:
        west, south, east, north = data["view"]
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            zoom_start=5,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            keyboard=True,
        )
        # folium would hand these two to a tile layer only
        self.options |= {"min_zoom": 2, "max_zoom": 13}
        self.default_js, self.default_css = [], []  # the page brings its own Leaflet; nothing is fetched
        self.data, self.title, self.kicker = data, title, kicker
        self.data["about"]["embed"] = self.embed()
        self.theme, self.online = theme, online
        self.image_hosts: tuple[str, ...] = ()
        # who made the lines, in a word; licences and limits stand in full in the page's About
        self.attribution = " · ".join(re.split(r", | \(", line)[0] for line in data["about"]["attribution"])
        self._id = hashlib.sha256(encoded(escaped_json(data) + title)).hexdigest()[:16]
        self.crowded = "crowd" in data
        count = data["crowd"]["count"] if self.crowded else len(data["events"]["features"])
        description = f"{count} events on a map"
        Page(title=title, language=data["lang"], description=description).add_child(self)
        self.groups = {kind: self._group(kind) for kind in self._kinds()}
        self.add_child(Opening(self), name="opening")

    def _kinds(self) -> list[str]:
        present = set(self.data["crowd"]["codes"]["kind"]) if self.crowded else {told["kind"] for told in self._told()}
        return [kind for family in palette()["families"] for kind in family["kinds"] if kind in present]

    def _group(self, kind: str) -> folium.FeatureGroup:
        group = folium.FeatureGroup(name=messages(self.data["lang"])[f"kind.{kind}"])
        group._id = f"{self._id}_{kind}"
        self.add_child(group)
        return group

    def use_tiles(self, tiles: folium.TileLayer) -> None:
        """Lay tiles from the web under the events. Their server sees every reader: the page says so."""
        host = urlsplit(tiles.tiles.replace("{s}", "*")).netloc
        self.image_hosts = (f"https://{host}",)
        self.attribution = plain_text(str(tiles.options["attribution"]))
        self.data["about"]["tiles"] = host.removeprefix("*.")
        self.add_child(tiles)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The servers whose images the page may show."""
        return tuple(dict.fromkeys([*self.image_hosts, *(host for _, host in images_of(self))]))

    def refuse_images(self) -> None:
        """Raise `DrawingError` when a layer would fetch images and nobody has said that it may."""
        for kind, host in () if self.online else images_of(self):
            if host not in self.image_hosts:
                raise DrawingError(
                    f"{kind} would fetch images from {host}, which then sees every reader: "
                    "leave it out, or draw with online=True."
                )

    @property
    def is_strict(self) -> bool:
        """True while all children are our own; a stock layer turns text into HTML and needs a looser policy."""
        own = {group.get_name() for group in self.groups.values()}
        return all(child.get_name() in own or isinstance(child, Opening) for child in self._children.values())

    def assets(self) -> str:
        """Styles and scripts of the page. Stock layers need the whole of Leaflet, and jQuery for their popups."""
        strict = self.is_strict
        styles = ("page.css",) if strict else ("leaflet.css", "page.css")
        scripts = ("guard.js", "leaflet-core.js") if strict else ("leaflet.js", "jquery.js", "pins.js")
        parts = [f"<style>{built(name)}</style>" for name in styles]
        return "\n".join(
            parts
            + [f"<script>{built(name)}</script>" for name in (*scripts, "crowd.js" if self.crowded else "page.js")]
        )

    def island(self) -> str:
        """The events as JSON in which no text can end the script element."""
        return f'<script type="application/json" id="araxes-data">{escaped_json(self.data)}</script>'

    def skeleton(self) -> str:
        """The page's HTML before its client starts; every word escaped."""
        language = self.data["lang"]
        table = messages(language)
        return PACKAGE.get_template("page.html").render(
            say=lambda key: table[key],
            lang=language,
            dir="rtl" if language in RIGHT_TO_LEFT else "ltr",
            theme=self.theme,
            families=[family["id"] for family in palette()["families"]],
            title=self.title,
            kicker=self.kicker,
            events=[self._listed(event, table) for event in self._told()],
            map_name=self.get_name(),
            attribution=self.attribution,
        )

    def _told(self) -> list[dict[str, Any]]:
        """The events that the page tells one by one."""
        return [] if self.crowded else [feature["properties"] for feature in self.data["events"]["features"]]

    def _listed(self, event: dict[str, Any], table: dict[str, Any]) -> dict[str, str]:
        places = ", ".join(dict.fromkeys(place["name"] for place in event["places"] if place["role"] != "about"))
        when = event["when"]["edtf"] or event["when"]["text"] or table["when.none"]
        where = places if event["anchor"] else table["unplaced"]
        facts = " · ".join((table[f"kind.{event['kind']}"], when, where, table[f"status.{event['status']}"]))
        return {"headline": event["headline"], "facts": facts, "quote": event["source"]["quote"]}

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # folium's returns nothing either
        """Render into the figure; the opening script stays last, after every layer."""
        figure = self.get_root()
        assert isinstance(figure, Figure)
        figure.header.add_child(Verbatim(self.assets()), name=f"{self.get_name()}_assets")
        figure.html.add_child(Verbatim(f"{self.skeleton()}\n{self.island()}"), name=f"{self.get_name()}_page")
        self._children["opening"] = self._children.pop("opening")
        super().render(**kwargs)  # type: ignore[no-untyped-call]

    def get_bounds(self) -> list[list[float | None]]:
        """South-west and north-east corner of the events and of every layer added, as [lat, lon]."""
        bounds: list[list[float | None]] = super().get_bounds()
        return bounds

    def _get_self_bounds(self) -> list[list[float | None]]:
        if not self.crowded and not any(event["anchor"] for event in self._told()):
            return [[None, None], [None, None]]
        west, south, east, north = self.data["view"]
        return [[south, west], [north, east]]

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: Any) -> None:
        """Write the page; a file named by its path appears whole or not at all."""
        html = encoded(self.get_root().render(**kwargs))
        if isinstance(outfile, str | bytes | Path):
            with writing(os.fsdecode(outfile)) as file:
                file.write(html)
            return
        outfile.write(html)
        if close_file:
            outfile.close()

    def csp_header(self) -> str:
        """The page's Content-Security-Policy, for a server that sends it as a header."""
        html = self.get_root().render()
        return content_policy(html, strict=self.is_strict, images=self.hosts)

    def to_svg(self, *, width: int = 1200, height: int = 630, theme: Theme = "light") -> str:
        """The opening view as an SVG picture with title, legend and attribution; layers added later are not in it."""
        from maps.picture import Picture

        return Picture(
            data=self.data,
            title=self.title,
            kicker=self.kicker,
            width=width,
            height=height,
            theme=theme,
        ).svg()

    def to_png(self, *, width: int = 1200, height: int = 630, theme: Theme = "light", scale: float = 1.0) -> bytes:
        """The same picture in pixels. Raises `DrawingError` when the extra `pictures` is not installed."""
        from maps.raster import png

        return png(self.to_svg(width=width, height=height, theme=theme), scale=scale)

    def to_pdf(self, *, width: int = 1200, height: int = 630, theme: Theme = "print") -> bytes:
        """The same picture as a page of vectors. Raises `DrawingError` when the extra `pictures` is not installed."""
        from maps.raster import pdf

        return pdf(self.to_svg(width=width, height=height, theme=theme))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The live map and its picture: a notebook that is not trusted, or not open, still shows the picture."""
        from maps.notebook import bundle

        return bundle(self)

    def embed(self, address: str = "map.html") -> str:
        """The lines that put this map, lying at `address`, into another page."""
        from maps.embedding import snippet

        return snippet(address, title=self.title)


def plain_text(html: str) -> str:
    """The words of an attribution that was written as HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


class Opening(MacroElement):
    """The last script of the page: hands map and groups to the client."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            araxes.open({{ this.event_map.get_name() }}, {
            {%- for kind, group in this.event_map.groups.items() %}
                {{ kind|tojson }}: {{ group.get_name() }},
            {%- endfor %}
            });
        {% endmacro %}
        """
    )

    def __init__(self, event_map: EventMap) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Opening"
        self._id = event_map._id
        self.event_map = event_map
