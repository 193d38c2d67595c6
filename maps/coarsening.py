"""Places made less exact on purpose: a pin on a safe house, a clinic or a family's home can harm.

This moves marks and footprints. The names of places and the quoted words stay: what must not be read must be cut from
the article itself.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import replace

from geo.event import Event, EventPlace, Geometry
from geo.place import Precision
from maps.geometry import KM_PER_DEGREE, circle, positions

DISTRICT_KM = 30
EXACT: tuple[Precision, ...] = ("site", "settlement")


def coarsened(event: Event, km: float) -> Event:
    """The event placed no more exactly than `km`: points move to the middle of a cell, their footprint is a circle.

    Events that cover more than that anyway stay as they are. The circle holds the true place, but its middle says
    nothing of it.

    >>> from geo.event import Evidence
    >>> quote = Evidence(article="a", start=0, end=1, quote="x")
    >>> point = {"type": "Point", "coordinates": [46.4058, 39.2075]}
    >>> at = 46.4058, 39.2075
    >>> event = Event(id="1", kind="move", mode="", headline="", source=quote, footprint=point, anchor=at)
    >>> [round(degree, 3) for degree in coarsened(event, 50).anchor]
    [46.226, 39.345]
    """
    if event.footprint is None or event.anchor is None or reach_km(event.footprint) >= km:
        return event
    anchor = cell_middle(*event.anchor, km)
    places = tuple(moved(place, km) for place in event.places)
    reasons = (*event.reasons, f"placed no more exactly than {km:g} km, as asked")
    return replace(event, anchor=anchor, footprint=circle(*anchor, km), places=places, reasons=reasons)


def coarsened_kinds(events: Iterable[Event], km: float, kinds: Collection[str] = ()) -> list[Event]:
    """The events, those of the kinds named placed no more exactly than `km`; of every kind when none is named."""
    return [coarsened(event, km) if not kinds or event.kind in kinds else event for event in events]


def moved(place: EventPlace, km: float) -> EventPlace:
    """A place kept only as closely as `km`; it then is an area, whatever the text names."""
    if place.uncertainty_km >= km and place.precision not in EXACT:
        return place
    lon, lat = cell_middle(place.lon, place.lat, km)
    area: Precision = "district" if km <= DISTRICT_KM else "region"
    precision = area if place.precision in (*EXACT, "line", "district") else place.precision
    words = f"made less exact on purpose: within {km:g} km of a point near {place.name}"
    return replace(
        place, lon=lon, lat=lat, precision=precision, uncertainty_km=max(km, place.uncertainty_km), words=words
    )


def cell_middle(lon: float, lat: float, km: float) -> tuple[float, float]:
    """The middle of the cell, about `km` wide and high, that holds the point."""
    step = km / KM_PER_DEGREE
    row = min((math.floor(lat / step) + 0.5) * step, 90.0)
    wide = step / max(math.cos(math.radians(row)), 0.01)
    return (math.floor(lon / wide) + 0.5) * wide, row


def reach_km(geometry: Geometry) -> float:
    """Half the diagonal of the box around a geometry."""
    lons, lats = zip(*positions(geometry), strict=True)
    high = max(lats) - min(lats)
    wide = (max(lons) - min(lons)) * math.cos(math.radians((max(lats) + min(lats)) / 2))
    return math.hypot(high, wide) * KM_PER_DEGREE / 2
