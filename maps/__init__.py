"""maps shows events: the folium map, the page, embedding and the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.assets import DrawingError as DrawingError
    from maps.drawing import draw as draw
    from maps.embedding import snippet as snippet
    from maps.event_map import EventMap as EventMap

_HOMES = {
    "DrawingError": "maps.assets",
    "EventMap": "maps.event_map",
    "draw": "maps.drawing",
    "snippet": "maps.embedding",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import what is asked for only then: folium is not loaded to answer a question."""
    if name not in _HOMES:
        raise AttributeError(f"module 'maps' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
