"""geo knows the world: gazetteer, geoparsing, footprints, located events. It knows no screen."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.event import Event as Event
    from geo.gazetteer import Gazetteer as Gazetteer
    from geo.gazetteer import GazetteerError as GazetteerError
    from geo.geocoder import BundledGeocoder as BundledGeocoder
    from geo.geoparser import geoparse as geoparse
    from geo.locating import locate as locate
    from geo.place import Candidate as Candidate
    from geo.place import Mention as Mention
    from geo.place import Place as Place
    from geo.query import geocode as geocode

_HOMES = {
    "BundledGeocoder": "geo.geocoder",
    "Candidate": "geo.place",
    "Event": "geo.event",
    "Gazetteer": "geo.gazetteer",
    "GazetteerError": "geo.gazetteer",
    "Mention": "geo.place",
    "Place": "geo.place",
    "geocode": "geo.query",
    "geoparse": "geo.geoparser",
    "locate": "geo.locating",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import what is asked for only then, so that `import geo` stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
