"""Very many events as columns: numbers packed as bytes, words packed in blocks, ready for the page's `columns.ts`."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy

from maps.island import extent_of, lightened
from maps.records import json_text

if TYPE_CHECKING:
    from geo.event import Event, EventPlace, Geometry
    from seeds.article import Article

    Numbers = numpy.ndarray[Any, numpy.dtype[Any]]

MANY = 400  # from here on events are told as columns
BLOCK = 1024  # rows whose words are packed together: what the page unpacks to show one of them
NONE, LATEST = -(2**31), 2**31 - 1
NOWHERE = float("nan"), float("nan")
LEVEL = 4  # of compression: more costs twice the time for a fiftieth of the bytes
EPOCH = date(1970, 1, 1).toordinal()
POINTS = ("Point", "MultiPoint")
COLUMN, ROW = "\x1e", "\x1f"  # between the columns and between the rows of a block; they mean nothing in words


def crowd_data(events: Sequence[Event], articles: Sequence[Article] = ()) -> dict[str, Any]:
    """The events in order of time, column by column; see `CrowdData` in the client."""
    places = [site(event) for event in events]
    first, last = days([event.when.start for event in events]), days([event.when.end for event in events], -1)
    lon, lat = millionths([event.anchor or NOWHERE for event in events])
    shapes, shape = footprints(events)
    order = in_time(first, last)  # columns are read as the events lie in memory and then put in order
    numbers = {"lon": lon, "lat": lat, "first": first, "last": last, "shape": shape}
    codes = {
        "kind": coded([event.kind for event in events]),
        "status": coded([event.status for event in events]),
        "precision": coded([place.precision if place else "none" for place in places]),
        "time": coded([event.when.precision for event in events]),
    }
    bytes_of_numbers = [by_weight(column[order]) for column in numbers.values()]
    bytes_of_codes = [column[order].tobytes() for _, column in codes.values()]
    told = words(events, places, articles)
    return {
        "count": len(events),
        "numbers": list(numbers),
        "codes": {name: names for name, (names, _) in codes.items()},
        "columns": packed(b"".join([*bytes_of_numbers, *bytes_of_codes])),
        "shapes": shapes,
        "fields": list(told),
        "block": BLOCK,
        "words": [packed(block) for block in blocks(list(told.values()), order)],
    }


def words(
    events: Sequence[Event], places: Sequence[EventPlace | None], articles: Sequence[Article]
) -> dict[str, list[str]]:
    """What the page tells in words, field by field."""
    names = {article.id: article.publisher or article.headline or article.id for article in articles}
    urls = {article.id: article.url for article in articles}
    sources = [event.source for event in events]
    return {
        "id": [event.id for event in events],
        "headline": [event.headline for event in events],
        "place": [place.name if place else "" for place in places],
        "placeId": [place.id if place else "" for place in places],
        "quote": [source.quote for source in sources],
        "source": [names.get(source.article, source.article) for source in sources],
        "url": [source.url or urls.get(source.article) or "" for source in sources],
        "attribution": [event.attribution or "" for event in events],
        "text": [event.when.text or "" for event in events],
    }


def blocks(columns: Sequence[Sequence[str]], order: Numbers) -> Iterator[bytes]:
    """The words of `BLOCK` rows at a time, column after column."""
    for start in range(0, len(order), BLOCK):
        rows = order[start : start + BLOCK].tolist()
        joined = [column_text([column[row] for row in rows]) for column in columns]
        yield COLUMN.join(joined).encode(errors="replace")  # a lone surrogate is no letter


def column_text(values: Sequence[str]) -> str:
    text = ROW.join(values)
    if text.count(ROW) == len(values) - 1 and COLUMN not in text:
        return text
    return ROW.join(value.replace(ROW, " ").replace(COLUMN, " ") for value in values)


def site(event: Event) -> EventPlace | None:
    """The first place that says where it was."""
    for place in event.places:
        if place.role != "about":
            return place
    return None


def footprints(events: Sequence[Event]) -> tuple[list[Geometry], Numbers]:
    """The footprints that are more than the town or site of the mark, and the number of each event's own."""
    drawn = [event.footprint if is_wide(event) else None for event in events]
    texts = {id(shape): json_text(shape) for shape in drawn if shape}  # many events share a region
    distinct = {texts[id(shape)]: shape for shape in drawn if shape}
    number = {text: place for place, text in enumerate(distinct)}
    shape_of = [number[texts[id(shape)]] if shape else NONE for shape in drawn]
    return [lightened(shape) for shape in distinct.values()], numpy.array(shape_of, dtype="<i4")


def is_wide(event: Event) -> bool:
    shape = event.footprint
    return shape is not None and shape["type"] not in POINTS and extent_of(event) in ("area", "line")


def days(isos: Sequence[str | None], shift: int = 0) -> Numbers:
    """Days since 1970, moved by `shift`; `NONE` where there is none."""
    known = {iso: date.fromisoformat(iso).toordinal() - EPOCH + shift if iso else NONE for iso in set(isos)}
    return numpy.fromiter(map(known.__getitem__, isos), dtype="<i4", count=len(isos))


def in_time(first: Numbers, last: Numbers) -> Numbers:
    """The rows by their first day, or the last where only that is known; the undated come last."""
    day = numpy.where(first == NONE, last, first)
    return numpy.argsort(numpy.where(day == NONE, LATEST, day), kind="stable")


def millionths(places: Sequence[tuple[float, float]]) -> Numbers:
    """Longitudes and latitudes in millionths of a degree; `NONE` for `NOWHERE`."""
    degrees = numpy.fromiter(chain.from_iterable(places), dtype=float, count=2 * len(places)).reshape(-1, 2).T
    return numpy.where(numpy.isnan(degrees), NONE, numpy.rint(degrees * 1e6)).astype("<i4")


def coded(values: Sequence[str]) -> tuple[list[str], Numbers]:
    """The distinct values in order of appearance, and a byte for each row that points to one."""
    names = list(dict.fromkeys(values))
    place = {name: number for number, name in enumerate(names)}
    return names, numpy.fromiter(map(place.__getitem__, values), dtype="u1", count=len(values))


def by_weight(numbers: Numbers) -> bytes:
    """Numbers of 32 bits: the lowest byte of each, then the next of each; so they pack far better than in turn."""
    return numbers.view("u1").reshape(-1, 4).T.tobytes()


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, LEVEL)).decode()
