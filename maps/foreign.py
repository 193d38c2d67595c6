"""Tables that others made, as events: a plain CSV with coordinates, an ACLED export, any GeoJSON.

A row says what it says and no more: its words are the quote, the table and the line are the source, and a row that
cannot be right is refused with its line number, never mended.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import get_args

from geo.event import Event, EventPlace, Evidence, Geometry
from geo.place import Precision
from maps.acled import kind_of
from maps.days import day_before, days_of, span_of_days
from maps.geometry import anchor_of, checked, circle
from seeds.report import KINDS, Actor, Kind, Quantity, Role, When

# what people call a column -> what it means to us; the first that a table has and fills is taken
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id_cnty", "event_id", "uuid", "key"),
    "lat": ("lat", "latitude", "y", "point_y"),
    "lon": ("lon", "lng", "long", "longitude", "x", "point_x"),
    "wkt": ("wkt", "geometry", "geom", "footprint"),
    "date": ("date", "event_date", "start_date", "start", "when", "day", "date_start", "time", "timestamp"),
    "end": ("end_date", "end", "date_end"),
    "title": ("title", "headline", "name", "label", "event", "summary", "sub_event_type"),
    "notes": ("notes", "description", "text", "details", "quote", "comment"),
    "place": ("place", "location", "city", "town", "where", "admin1"),
    "country": ("country_code", "iso3", "country"),
    "kind": ("kind", "type", "category"),
    "actor": ("actor1", "actor", "who"),
    "target": ("actor2", "target"),
    "url": ("url", "link", "source_url", "href"),
    "source": ("source", "publisher", "outlet", "attribution"),
    "deaths": ("fatalities", "deaths", "killed", "best"),
    "precision": ("precision",),
    "uncertainty": ("uncertainty_km", "radius_km"),
    "geo_precision": ("geo_precision",),
    "time_precision": ("time_precision",),
}
# ACLED's geo_precision: (role, precision, how far off the point it may be in km)
GEO_PRECISION: dict[str, tuple[Role, Precision, float]] = {
    "1": ("in", "settlement", 5.0),
    "2": ("near", "district", 25.0),
    "3": ("in", "region", 100.0),
}
UNCLASSIFIED: Kind = "govern"  # every event has a kind; the mode says that this one was not told


def foreign_event(cells: Mapping[str, str], geometry: Geometry | None, *, table: str) -> Event:
    """Make an event of a row. Raises ValueError when coordinates or dates cannot be right.

    >>> event = foreign_event({"lat": "39.76", "lon": "46.75", "date": "2021-10-02", "title": "Visit"}, None, table="t")
    >>> event.headline, event.when.edtf, event.anchor
    ('Visit', '2021-10-02', (46.75, 39.76))
    """
    cells = {name: value.strip() for name, value in cells.items()}
    told = {meaning: first_filled(cells, names) for meaning, names in NAMES.items()}
    geometry = checked(geometry) if geometry else stated_geometry(told)
    quote = told["notes"] or told["title"]
    kind, mode, why = kind_and_mode(cells, told)
    anchor = anchor_of(geometry) if geometry else None
    return Event(
        id=told["id"] or short_hash(table, json.dumps(cells, sort_keys=True)),
        kind=kind,
        mode=mode,
        headline=shortened(told["title"] or told["notes"] or told["place"] or "Untitled"),
        source=Evidence(article=table, start=0, end=len(quote), quote=quote, url=told["url"] or None),
        actors=parties(told["actor"]),
        targets=parties(told["target"]),
        when=stated_time(told),
        places=(stated_place(told, geometry, anchor),) if geometry and anchor else (),
        footprint=as_blurred_as_told(told, geometry) if geometry else None,
        anchor=anchor,
        attribution=told["source"] or None,
        quantities=stated_deaths(told["deaths"]),
        confidence=1.0,
        reasons=(f"as the table {table} says", *why),
    )


def first_filled(cells: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def shortened(text: str, most: int = 140) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most / 2 else cut) + "…"  # not every language puts spaces between words


def short_hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def kind_and_mode(cells: Mapping[str, str], told: Mapping[str, str]) -> tuple[Kind, str, tuple[str, ...]]:
    """The row's own kind, ACLED's, or what its words tell of; and if none of these, that it is not told."""
    for kind in KINDS:
        if told["kind"].casefold() == kind:
            return kind, cells.get("mode", ""), ()
    if acled := kind_of(cells):
        return acled, cells.get("sub_event_type", "").casefold(), ()
    for words in (told["title"], told["notes"]):
        if words and (read := kind_in_words(words)):
            return *read, (f"kind read from the words “{shortened(words, 60)}”",)
    return UNCLASSIFIED, told["kind"].casefold() or "unclassified", ("the table tells no kind",)


def kind_in_words(words: str) -> tuple[Kind, str] | None:
    """What a title tells of, read as a sentence or, as titles often have no verb, as the subject of one."""
    from seeds.article import Article
    from seeds.reports import find_reports

    for sentence in (words, f"There was a {words[0].lower()}{words[1:]}"):
        if reports := find_reports(Article(id="row", text=sentence.rstrip(".") + ".")):
            return reports[0].kind, reports[0].mode
    return None


def stated_geometry(told: Mapping[str, str]) -> Geometry | None:
    if told["lat"] or told["lon"]:
        return checked(
            {"type": "Point", "coordinates": [degree(told["lon"], "longitude"), degree(told["lat"], "latitude")]}
        )
    if told["wkt"]:
        from maps.tables import from_wkt

        return checked(from_wkt(told["wkt"]))
    return None


def degree(text: str, which: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"{which} {text!r} is not a number of degrees") from None


def stated_place(told: Mapping[str, str], geometry: Geometry, anchor: tuple[float, float]) -> EventPlace:
    role, precision, uncertainty = how_exactly(told, geometry)
    lon, lat = anchor
    return EventPlace(
        name=told["place"] or "unnamed place",
        id=f"table:{short_hash(told['place'], repr(anchor))}",
        lat=lat,
        lon=lon,
        role=role,
        precision=precision,
        uncertainty_km=uncertainty,
        country=country_code(told["country"]),
    )


def country_code(words: str) -> str | None:
    """The alpha-3 code of a country's code or name; None for what is neither.

    >>> country_code("am"), country_code("Azerbaijan"), country_code("Ruritania")
    ('ARM', 'AZE', None)
    """
    from geo.codes import alpha3
    from geo.gazetteer import Gazetteer

    named = (row.country for row in Gazetteer.bundled().lookup(words) if row.feature_code.startswith("PCL"))
    return alpha3(words) or next(named, None)


def how_exactly(told: Mapping[str, str], geometry: Geometry) -> tuple[Role, Precision, float]:
    """What the row claims of its exactness: its own word, ACLED's code, or what its geometry is."""
    uncertainty = kilometres(told["uncertainty"]) if told["uncertainty"] else None
    for precision in get_args(Precision):
        if told["precision"].casefold() == precision:
            return "in", precision, 5.0 if uncertainty is None else uncertainty
    if told["geo_precision"] in GEO_PRECISION:
        return GEO_PRECISION[told["geo_precision"]]
    if "Point" in geometry["type"]:
        return "at", "site", 1.0 if uncertainty is None else uncertainty
    return ("along", "line", 1.0) if "Line" in geometry["type"] else ("in", "region", 1.0)


def as_blurred_as_told(told: Mapping[str, str], geometry: Geometry) -> Geometry:
    """A point that the row itself calls inexact stands for a circle; all else stays as it is."""
    _, precision, km = how_exactly(told, geometry)
    exact = precision in ("site", "settlement") and not told["uncertainty"]
    if exact or km < 2 or geometry["type"] != "Point":
        return geometry
    lon, lat, *_ = geometry["coordinates"]
    return circle(lon, lat, km)


def kilometres(text: str) -> float:
    try:
        if 0 <= (km := float(text)) < 20_000:
            return km
    except ValueError:
        pass
    raise ValueError(f"uncertainty {text!r} is not a number of kilometres")


def stated_time(told: Mapping[str, str]) -> When:
    """The row's date: a day, month or year of ISO 8601, or a day in words; a range when it gives an end."""
    if not told["date"]:
        return When()
    start, end, precision = days_of(told["date"])
    edtf = told["date"] if re.fullmatch(r"\d{4}(-\d\d){0,2}", told["date"]) else start
    if told["time_precision"] in ("2", "3"):
        start, end = span_of_days(start, told["time_precision"])
        precision = "week" if told["time_precision"] == "2" else "month"
        edtf = start[:7] if precision == "month" else f"{start}/{day_before(end)}"
    if told["end"] and told["end"] != told["date"]:
        _, end, _ = days_of(told["end"])
        if end <= start:
            raise ValueError(f"the end {told['end']!r} lies before the start {told['date']!r}")
        edtf = f"{start}/{day_before(end)}"
    return When(edtf=edtf, start=start, end=end, text=told["date"], precision=precision, basis="explicit")


def parties(name: str) -> tuple[Actor, ...]:
    return (Actor(name=name, kind="organisation"),) if name else ()


def stated_deaths(text: str) -> tuple[Quantity, ...]:
    if not re.fullmatch(r"\d+(\.0)?", text) or float(text) == 0:
        return ()
    return (Quantity(kind="killed", value=float(text), unit="persons"),)
