"""The folder that takes a map to a site: page, pictures, data, what link previews read, and how to use it all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from maps.assets import DrawingError
from maps.embedding import SANDBOX, element_script, folder_address, snippet
from maps.event_map import EventMap, Page
from maps.lettering import legible
from maps.marks import marks_of
from maps.output import current_umask, encoded
from maps.picture import Picture, summary
from maps.raster import png
from maps.records import json_text
from maps.wording import Wording

if TYPE_CHECKING:
    from geo.event import Event

WIDTH, HEIGHT = 1200, 630  # what link previews show whole
FRAME_WIDTH, FRAME_HEIGHT = 640, 480

README = """{title}
{underline}
Upload every file of this folder to one place on your site. Then, in the page
where the map shall stand, paste the lines of embed.html{change}.

  map.html          the map. One file; it asks for nothing from any server
  map.{suffix}           its picture, {width} x {height}: for previews, feeds and newsletters
  map.svg           the same picture for print and for other sizes
  embed.html        the lines to paste: WordPress (Custom HTML), Ghost (HTML card),
                    Drupal, Squarespace, Hugo, Jekyll, Eleventy, Reveal.js
  event-map.js      for sites that forbid scripts in the text: load it once, then write
                    <event-map src="map.html" title="..."></event-map>
  index.html        how that looks: a page with the map in it
  events.geojson    the events for a GIS; events.csv for a spreadsheet
{preview}
If your site sends a Content-Security-Policy with every file, leave map.html out: it
brings a stricter one of its own, and the two together would stop its scripts.
One event: add #event=ID to the address of the map; the card's link has the ID.
Keep the line of sources in the map's corner: the licences of its data ask for it.
The events were read by a program. Check the quoted sentences before you publish.
"""
WITH_URL = """  map.oembed.json   lets other sites show the map when somebody pastes its address

Everything here expects to lie at {url}
Somewhere else? Make the folder again with that address after --url.
"""
WITHOUT_URL = """
Link previews need to know where the map will lie. For them, make the folder again
with --url https://your.site/folder/ (there is no map.oembed.json until then).
"""


def share_folder(page: EventMap, events: Sequence[Event], folder: Path, *, url: str | None = None) -> None:
    """Write everything for `page` into `folder`, which will lie at `url` on the web.

    All is made before anything is written, and each file appears whole; other files in the folder are left alone.
    Without `url` the folder holds nothing that needs an absolute address. Raises `DrawingError` for a `url` that is
    not a web address and OSError where the folder cannot be written.
    """
    place(contents(page, events, url=url and folder_address(url)), folder)


def contents(page: EventMap, events: Sequence[Event], *, url: str | None) -> dict[str, bytes]:
    """The files by name. `url` ends with a slash."""
    from maps.tables import to_csv, to_geojson

    title = legible(page.title)
    picture = Picture(data=page.data, title=page.title, kicker=page.kicker)
    pictures = pictured(picture.svg())
    thumbnail = next(iter(pictures))
    root = page.get_root()
    assert isinstance(root, Page)
    told = Wording(page.data["lang"])
    description = f"{summary(page.data, marks_of(page.data), told)}."
    root.preview = preview_tags(title, page.kicker, url, thumbnail, description) if url else ""
    embed = f"{snippet((url or '') + 'map.html', title=title)}\n"
    files = {
        "map.html": root.render(),
        "index.html": example(title, thumbnail, page.data["lang"]),
        "embed.html": embed,
        "event-map.js": element_script(),
        "events.geojson": to_geojson(events),
        "events.csv": to_csv(events),
        "README.txt": readme(title, thumbnail, url),
    }
    root.preview = ""
    if url:
        files["map.oembed.json"] = json_text(oembed(title, page.kicker, url, thumbnail)) + "\n"
    return {name: encoded(text) for name, text in files.items()} | pictures


def pictured(svg: str) -> dict[str, bytes]:
    """map.svg, and before it map.png where a rasteriser is installed: some readers of previews know no SVG."""
    try:
        return {"map.png": png(svg), "map.svg": encoded(svg)}
    except DrawingError:
        return {"map.svg": encoded(svg)}


def preview_tags(title: str, publisher: str, url: str, thumbnail: str, description: str) -> str:
    """Tags of the page's head for Open Graph, Twitter cards and oEmbed."""
    properties = {
        "og:url": f"{url}map.html",
        "og:site_name": legible(publisher),
        "og:image": url + thumbnail,
        "og:image:type": "image/png" if thumbnail.endswith("png") else "image/svg+xml",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": f"Map: {title}. {description}",
    }
    cards = {
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:description": description,
        "twitter:image": url + thumbnail,
        "twitter:image:alt": f"Map: {title}. {description}",
    }
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items() if value]
    lines += [f'<meta name="{name}" content="{escape(value)}">' for name, value in cards.items()]
    alternate = escape(f"{url}map.oembed.json")
    lines.append(f'<link rel="alternate" type="application/json+oembed" href="{alternate}" title="{escape(title)}">')
    return "\n".join(lines)


def oembed(title: str, publisher: str, url: str, thumbnail: str) -> dict[str, Any]:
    """The oEmbed 1.0 answer, of type rich: a frame without scripts around it, since most readers remove them."""
    frame = (
        f'<iframe src="{escape(url)}map.html" title="Map: {escape(title)}"'
        f' width="100%" height="{FRAME_HEIGHT}" frameborder="0" style="width:100%;border:0"'  # WordPress drops styles
        f' loading="lazy" sandbox="{SANDBOX}" allow="fullscreen"></iframe>'
    )
    parts = urlsplit(url)
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": legible(publisher) or parts.netloc,
        "provider_url": f"{parts.scheme}://{parts.netloc}/",
        "html": frame,
        "width": FRAME_WIDTH,
        "height": FRAME_HEIGHT,
        "thumbnail_url": url + thumbnail,
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }


def example(title: str, thumbnail: str, language: str) -> str:
    """A page of somebody else's with the map in it, and the map's picture for readers without scripts."""
    name = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{name}</title>\n<script src="event-map.js" defer></script>\n</head>\n<body>\n'
        f'<h1>{name}</h1>\n<event-map src="map.html" title="Map: {name}">\n'
        f'<a href="map.html"><img src="{thumbnail}" alt="Map: {name}" width="{WIDTH}" height="{HEIGHT}"></a>\n'
        "</event-map>\n</body>\n</html>\n"
    )


def readme(title: str, thumbnail: str, url: str | None) -> str:
    name = title if len(title) <= 76 else title[:75] + "…"
    return README.format(
        title=name,
        underline="=" * len(name),
        change="" if url else "\n(change src to where map.html lies)",
        suffix=Path(thumbnail).suffix[1:],
        width=WIDTH,
        height=HEIGHT,
        preview=WITH_URL.format(url=url) if url else WITHOUT_URL,
    )


def place(files: Mapping[str, bytes], folder: Path) -> None:
    """Put files into a folder, each whole: written beside their place first, then renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder if folder.is_dir() else folder.parent  # always on the file system of its final place
    draft = Path(tempfile.mkdtemp(dir=beside, prefix=".araxes-", suffix=".part"))
    try:
        draft.chmod(0o777 & ~current_umask())
        for name, data in files.items():
            (draft / name).write_bytes(data)
        if folder.exists():
            for name in files:
                (draft / name).replace(folder / name)
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
