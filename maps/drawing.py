"""From events to a map: `draw`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import folium

from maps.assets import DrawingError
from maps.coarsening import coarsened
from maps.event_map import EventMap
from maps.ground import ground, ground_box
from maps.island import LANGUAGES, page_data
from maps.mentions import places_mentioned
from maps.views import Bounds, opening_view, turned, turned_lon
from maps.wording import Wording
from seeds.article import Article

if TYPE_CHECKING:
    from geo.event import Event


def draw(
    events: Sequence[Event],
    articles: Article | Sequence[Article] = (),
    *,
    title: str | None = None,
    language: str = "en",
    full_text: bool = False,
    coarsen_km: float | None = None,
    mentions: bool = True,
    online_tiles: str | None = None,
    theme: str = "auto",
    online: bool = False,
) -> EventMap:
    """Draw events on a map beside the articles they come from.

    `full_text` shows the articles whole, otherwise only the sentences that tell of events. `coarsen_km` places
    nothing more exactly than that. `mentions` adds the layer of places that the articles name; coarsened events go
    without it. `online_tiles` names a provider of xyzservices, whose server then sees every
    reader; `online` allows layers added later to fetch what they need. Raises `DrawingError` for a language, theme
    or provider it does not know.

    >>> draw([]).get_root().render().startswith("<!DOCTYPE html>")
    True
    """
    checked("language", language, LANGUAGES)
    checked("theme", theme, ("auto", "light", "dark"))
    texts = [articles] if isinstance(articles, Article) else list(articles)
    shown = [coarsened(event, coarsen_km) for event in events] if coarsen_km else list(events)
    view = opening_view(shown)
    if view[2] > 180:  # over the antimeridian
        shown = [turned(event, view) for event in shown]
    tiles = tile_layer(online_tiles) if online_tiles else None
    basemap = None if tiles else ground(view, language, overview=beyond(shown, ground_box(view)))
    named = places_mentioned(texts) if mentions and not coarsen_km else []
    named = [place | {"lon": turned_lon(place["lon"], view)} for place in named]
    data = page_data(shown, texts, language=language, full_text=full_text, view=view, basemap=basemap, mentioned=named)
    headline = title or titled(len(shown), texts, language)
    kicker = texts[0].publisher or "" if len(texts) == 1 else ""
    page = EventMap(data, title=headline, kicker=kicker, theme=theme, online=online)
    if tiles:
        page.use_tiles(tiles)
    return page


def titled(count: int, texts: Sequence[Article], language: str) -> str:
    """The headline of the one article, or how many events several articles tell of."""
    if len(texts) == 1 and texts[0].headline:
        return texts[0].headline
    words = Wording(language)
    told = words.say("count.events", n=count)
    return f"{told} {words.say('count.articles', n=len(texts))}" if texts else told


def checked(what: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise DrawingError(f"{what}: the page knows {', '.join(known)}, not {value!r}.")


def tile_layer(name: str) -> folium.TileLayer:
    """The tile layer of an xyzservices provider, found by a name such as "OpenStreetMap.Mapnik"."""
    import xyzservices

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise DrawingError(f"{name!r} is no tile provider that xyzservices knows: try OpenStreetMap.Mapnik.") from None
    if provider.requires_token():
        raise DrawingError(f"{provider.name} wants an access token; choose a provider without one.")
    return folium.TileLayer(provider, control=False)


def beyond(events: Sequence[Event], box: Bounds) -> bool:
    """Whether an event stands where the map in detail does not reach."""
    west, south, east, north = box
    anchors = [event.anchor for event in events if event.anchor]
    return any(not (west < lon < east and south < lat < north) for lon, lat in anchors)
