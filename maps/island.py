"""What a page carries: the events, the words they come from, the map under them, as one JSON island."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import metadata, resources
from typing import TYPE_CHECKING, Any

from maps.records import json_text
from maps.tables import to_feature

if TYPE_CHECKING:
    from geo.event import Event, Geometry
    from seeds.article import Article

Bounds = tuple[float, float, float, float]  # west, south, east, north

# "<" could end the script element, "&" is there for XHTML, and the two separators were no JavaScript once
ESCAPED = "<>&\u2028\u2029"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
LANGUAGES = ("en", "az", "hy", "fa", "ru", "tr", "fr", "de", "ar", "he")
# a footprint needs no more detail than one part in this of its own width: a pixel on a large screen
FINENESS = 1200
EXACT = ("site", "settlement")
TOLD = ("attribution", "borders")  # parts of a basemap that are for the page's About


def escaped_json(value: Any) -> str:
    """JSON that is safe inside a script element, whatever words are in it.

    >>> escaped_json({"headline": "</script><b>"})
    '{"headline":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}'
    """
    text = json_text(value)
    for letter in ESCAPED:  # far quicker than str.translate
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


@functools.cache
def palette() -> dict[str, Any]:
    """Families of kinds with shapes and colours, and the icon of each kind: one table for page and pictures."""
    text = resources.files("maps").joinpath("page", "palette.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@functools.cache
def messages(language: str) -> dict[str, Any]:
    """The words of the interface; English where a language has none.

    >>> messages("en")["tab.story"]
    'Story'
    """
    folder = resources.files("maps").joinpath("messages")
    table: dict[str, Any] = json.loads(folder.joinpath("en.json").read_text(encoding="utf-8"))
    if language != "en":
        table |= json.loads(folder.joinpath(f"{language}.json").read_text(encoding="utf-8"))
    return table


def page_data(
    events: Sequence[Event],
    articles: Sequence[Article],
    *,
    language: str,
    full_text: bool,
    view: Bounds,
    basemap: dict[str, Any] | None,
    mentioned: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Everything the client draws from. JSON values only; the client's `PageData` is the same shape."""
    return {
        "lang": language,
        "view": view,
        **told(events, articles, whole=full_text),
        "basemap": {name: part for name, part in basemap.items() if name not in TOLD} if basemap else None,
        "mentioned": list(mentioned),
        "palette": {"families": palette()["families"], "icons": palette()["icons"]},
        "messages": messages(language),
        "about": about(basemap, language),
    }


def told(events: Sequence[Event], articles: Sequence[Article], *, whole: bool) -> dict[str, Any]:
    """The events one by one with their stories; very many as columns, and then without."""
    from maps.crowd import MANY, crowd_data

    if len(events) > MANY:
        return {"crowd": crowd_data(events, articles), "stories": []}
    texts = {article.id: article.text for article in articles}
    features = [page_feature(event, texts) for event in events]
    stories = [story(article, events, whole=whole) for article in articles]
    return {"events": {"type": "FeatureCollection", "features": features}, "stories": stories}


def about(basemap: dict[str, Any] | None, language: str) -> dict[str, Any]:
    """Version, whose data are drawn, and where the borders come from; the last in English only."""
    known = {"version": metadata.version("araxes"), "attribution": basemap["attribution"] if basemap else []}
    return known | ({"borders": basemap["borders"]} if basemap and language == "en" else {})


def page_feature(event: Event, texts: dict[str, str]) -> dict[str, Any]:
    """The event's GeoJSON feature, its footprint no finer than a screen shows, its places with their words."""
    feature = to_feature(event)
    properties = feature["properties"]
    text = texts.get(event.source.article, "")
    for place, told in zip(event.places, properties["places"], strict=True):
        told["named"] = text[slice(*place.mention)] if place.mention and text else None
    properties["extent"] = extent_of(event)
    for field in ("reasons", "confidence"):
        del properties[field]
    if event.footprint:
        feature["geometry"] = lightened(event.footprint)
    return feature


def extent_of(event: Event) -> str:
    """How wide the place is: "point" for a town or a site with its surroundings, "line", "area", or "none"."""
    if event.footprint is None or event.anchor is None:
        return "none"
    sites = [place for place in event.places if place.role != "about"]
    if sites and all(place.precision in EXACT and place.role in ("in", "at") for place in sites):
        return "point"
    shape = event.footprint["type"]
    return "point" if shape in ("Point", "MultiPoint") else "line" if shape.endswith("LineString") else "area"


def lightened(geometry: Geometry) -> Geometry:
    """The same shape with the points a screen can tell apart."""
    from shapely import make_valid, set_precision
    from shapely.geometry import mapping, shape

    drawn = shape(geometry)
    if not drawn.is_valid:
        drawn = make_valid(drawn)
    if drawn.is_empty or drawn.geom_type in ("Point", "MultiPoint"):
        return geometry
    west, south, east, north = drawn.bounds
    tolerance = max(east - west, north - south, 0.02) / FINENESS
    simple = set_precision(drawn.simplify(tolerance), 1e-3 if tolerance > 5e-4 else 1e-4)
    return dict(mapping(simple if not simple.is_empty else drawn))


def story(article: Article, events: Sequence[Event], *, whole: bool) -> dict[str, Any]:
    """The article as the page shows it: all its paragraphs, or only the sentences that tell of events."""
    spans = sorted(
        {(e.start, e.end) for event in events for e in (event.source, *event.evidence) if e.article == article.id}
    )
    return {
        "id": article.id,
        "headline": article.headline,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "publisher": article.publisher,
        "language": article.language,
        "whole": whole,
        "passages": passages(article, spans, whole=whole),
    }


def passages(article: Article, spans: Sequence[tuple[int, int]], *, whole: bool) -> list[dict[str, Any]]:
    """Stretches of the text, at most a paragraph each; `gap` says that words were left out before one.

    The headline stands above the story already, and furniture belongs to the page it came from.
    """
    from seeds.text import Document

    kept: list[dict[str, Any]] = []
    last_paragraph, skipped = -1, False
    for sentence in Document(article).sentences:
        start, end = sentence.span.start, sentence.span.end
        told = any(a < end and b > start for a, b in spans)
        if sentence.part in ("furniture", "headline") or not (whole or told):
            skipped = skipped or sentence.part not in ("furniture", "headline")
            continue
        if kept and not skipped and sentence.paragraph == last_paragraph:
            kept[-1]["text"] = article.text[kept[-1]["start"] : end]
        else:
            kept.append({"start": start, "text": article.text[start:end], "gap": skipped and bool(kept)})
        last_paragraph, skipped = sentence.paragraph, False
    return kept
