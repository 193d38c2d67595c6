"""From events to a map: `draw`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from maps.assets import DrawingError
from maps.event_map import EventMap
from maps.island import LANGUAGES, page_data
from maps.views import Bounds, opening_view
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
    theme: str = "auto",
    online: bool = False,
) -> EventMap:
    """Draw events on a map beside the articles they come from.

    `full_text` shows the articles whole, otherwise only the sentences that tell of events. Raises `DrawingError`
    for a language the page has no words in.

    >>> draw([]).get_root().render().startswith("<!DOCTYPE html>")
    True
    """
    if language not in LANGUAGES:
        raise DrawingError(f"The page speaks {', '.join(LANGUAGES)}, not {language!r}.")
    texts = [articles] if isinstance(articles, Article) else list(articles)
    view = opening_view(events)
    basemap, sources, attribution = ground(view, language)
    data = page_data(events, texts, language=language, full_text=full_text, view=view, basemap=basemap, sources=sources)
    headline = title or next((article.headline for article in texts if article.headline), None) or "Event map"
    kicker = texts[0].publisher or "" if len(texts) == 1 else ""
    return EventMap(data, title=headline, kicker=kicker, theme=theme, online=online, attribution=attribution)


def ground(view: Bounds, language: str) -> tuple[dict[str, Any] | None, list[dict[str, str]], str]:
    """The basemap around the view, its sources and what must be said of them."""
    return None, [], ""
