"""Very many events as columns: numbers packed as bytes, words packed together, ready for the page's `columns.ts`."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from maps.island import extent_of, lightened
from maps.records import json_text

if TYPE_CHECKING:
    from geo.event import Event, EventPlace, Geometry

MANY = 400  # from here on events are told as columns
NONE = -(2**31)
LEVEL = 6  # of compression: more costs twice the time for a hundredth of the bytes
EPOCH = date(1970, 1, 1).toordinal()


def crowd_data(events: Sequence[Event]) -> dict[str, Any]:
    """The events in order of time, column by column; see `CrowdData` in the client."""
    rows = sorted(events, key=lambda event: event.when.start or event.when.end or "9999")
    kinds, kind = coded([event.kind for event in rows])
    statuses, status = coded([event.status for event in rows])
    places = [site(event) for event in rows]
    precisions, precision = coded([place.precision if place else "none" for place in places])
    return {
        "count": len(rows),
        "kinds": kinds,
        "statuses": statuses,
        "precisions": precisions,
        "kind": kind,
        "status": status,
        "precision": precision,
        "lon": whole(round(event.anchor[0] * 1e6) if event.anchor else NONE for event in rows),
        "lat": whole(round(event.anchor[1] * 1e6) if event.anchor else NONE for event in rows),
        "first": whole(day(event.when.start or event.when.end, 0 if event.when.start else -1) for event in rows),
        "last": whole(day(event.when.end, -1) for event in rows),
        "words": packed(json_text(words(rows, places)).encode()),
        "shapes": {str(row): lightened(shape) for row, event in enumerate(rows) if (shape := drawn(event))},
    }


def words(rows: Sequence[Event], places: Sequence[EventPlace | None]) -> dict[str, list[str]]:
    """Every field that says something, a value for each row."""
    columns: dict[str, list[str]] = {
        "id": [event.id for event in rows],
        "headline": [event.headline for event in rows],
        "place": [place.name if place else "" for place in places],
        "placeId": [place.id if place else "" for place in places],
        "quote": [event.source.quote for event in rows],
        "url": [event.source.url or "" for event in rows],
        "attribution": [event.attribution or "" for event in rows],
        "text": [event.when.text or "" for event in rows],
    }
    return {name: column for name, column in columns.items() if any(column)}


def site(event: Event) -> EventPlace | None:
    return next((place for place in event.places if place.role != "about"), None)


def drawn(event: Event) -> Geometry | None:
    """The footprint, where it is more than the town or site at which the mark stands."""
    return event.footprint if extent_of(event) in ("area", "line") else None


def day(iso: str | None, shift: int) -> int:
    """Days since 1970.

    >>> day("1970-01-02", 0), day(None, 0) == NONE
    (1, True)
    """
    return date.fromisoformat(iso).toordinal() - EPOCH + shift if iso else NONE


def coded(values: Sequence[str]) -> tuple[list[str], str]:
    """The distinct values in order of appearance, and a byte for each row that points to one."""
    names = list(dict.fromkeys(values))
    place = {name: number for number, name in enumerate(names)}
    return names, packed(bytes(map(place.__getitem__, values)))


def whole(numbers: Iterable[int]) -> str:
    import numpy

    return packed(numpy.fromiter(numbers, dtype="<i4").tobytes())


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, LEVEL)).decode()
