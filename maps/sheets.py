"""Any table of events, ours or another's, with the rows that could not be read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from geo.event import Event
from maps.foreign import NAMES, foreign_event
from maps.geometry import GEOMETRIES, anchor_of, checked, on_globe
from maps.output import encoded
from maps.records import from_record
from maps.tables import from_cells, from_feature, from_parquet, unguarded

WHERE = frozenset(NAMES["lat"] + NAMES["lon"] + NAMES["wkt"])
OUR_COLUMNS = frozenset({"kind", "headline", "evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The events of a table, in its order, and a sentence for each row that was left out."""

    events: tuple[Event, ...]
    problems: tuple[str, ...] = ()


def read_sheet(path: str | Path) -> Sheet:
    """Read events from a .geojson, .json, .csv, .tsv, .jsonl or .parquet file, or from "-", standard input.

    Raises OSError when it cannot be opened and ValueError when it is none of these.
    """
    from seeds.reading import decode

    path = Path(path)
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    if data[:4] == b"PAR1":
        return Sheet(events=tuple(from_parquet(data)))
    name = "stdin" if str(path) == "-" else path.stem
    return parse_sheet(decode(data, path.name), name=name)


def parse_sheet(text: str, *, name: str) -> Sheet:
    """Read events from the text of a table; what it holds tells its format.

    >>> sheet = parse_sheet("lat,lon,title\\n39.7,46.7,Visit\\n139.7,46.7,Visit\\n", name="trips")
    >>> len(sheet.events), sheet.problems
    (1, ('trips, line 3: latitude 139.7 is not between -90 and 90; are latitude and longitude exchanged?',))
    """
    if not text.strip():
        raise ValueError(f"{name} is empty: expected a table of events.")
    if text.lstrip("\ufeff \t\r\n")[:1] in "{[":
        return gathered(json_readings(text.removeprefix("\ufeff"), name), name)
    return gathered(csv_readings(text, name), name)


Reading = tuple[str, Callable[[], Event]]


def gathered(readings: Iterable[Reading], name: str) -> Sheet:
    """Try every row; ids that stand twice are told apart by a number."""
    events: list[Event] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for where, read in readings:
        try:
            event = drawable(read())
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            problems.append(f"{name}, {where}: {error}")
            continue
        seen[event.id] = seen.get(event.id, 0) + 1
        again = seen[event.id]
        events.append(event if again == 1 else replace(event, id=f"{event.id}-{again}"))
    return Sheet(events=tuple(events), problems=tuple(problems))


def drawable(event: Event) -> Event:
    """The event, if it can be drawn: files of our own may have been corrected by hand."""
    for day in filter(None, (event.when.start, event.when.end)):
        if date.fromisoformat(day).isoformat() != day:
            raise ValueError(f"the day {day!r} is not written as YYYY-MM-DD")
    if event.footprint is not None:
        anchor_of(checked(event.footprint))
    if event.anchor:
        on_globe(*event.anchor)
    return replace(event, id=encoded(event.id).decode())  # it becomes part of an address


def json_readings(text: str, name: str) -> Iterator[Reading]:
    if holds_events(text.partition("\n")[0]):
        yield from line_readings(text)
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"{name} looks like JSON but cannot be read as such.") from None
    for number, feature in enumerate(features(value), 1):
        yield f"feature {number}", partial(feature_event, feature, name)


def holds_events(line: str) -> bool:
    """True for a line of our own, `{"id", "events": [...]}`."""
    try:
        value = json.loads(line) if '"events"' in line else None
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("events"), list)


def line_readings(text: str) -> Iterator[Reading]:
    for number, line in enumerate(text.split("\n"), 1):
        if holds_events(line):
            for record in json.loads(line)["events"]:
                yield f"line {number}", partial(from_record, record)
        elif line.strip():
            yield f"line {number}", no_events


def no_events() -> NoReturn:
    raise ValueError('this is not an article with its events, {"id", "events": [...]}')


def feature_event(feature: dict[str, Any], name: str) -> Event:
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise ValueError("the properties are not an object")
    if "kind" in properties and isinstance(properties.get("source"), dict):
        return from_feature(feature)
    cells = {str(key).casefold(): cell_text(value) for key, value in properties.items()}
    if feature.get("id") is not None:
        cells.setdefault("id", str(feature["id"]))
    return foreign_event(cells, feature.get("geometry"), table=name)


def csv_readings(text: str, name: str) -> Iterator[Reading]:
    for line, cells in csv_cells(text):
        if cells.keys() >= OUR_COLUMNS:
            yield f"line {line}", partial(from_cells, {key: unguarded(cell) for key, cell in cells.items()})
        elif cells.keys() & WHERE:
            yield f"line {line}", partial(foreign_event, cells, None, table=name)
        else:
            raise ValueError(f"{name} has no column that says where: expected lat and lon, or a geometry as wkt.")


def csv_cells(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV of any usual separator, each with the line it ends on; column names in small letters."""
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    separator = max(",;\t|", key=header.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    for row in reader:
        cells = {
            name.strip().casefold(): (value or "").strip() for name, value in row.items() if name and is_cell(value)
        }
        if any(cells.values()):
            yield reader.line_num, cells


def is_cell(value: object) -> bool:
    return value is None or isinstance(value, str)


def features(value: Any) -> list[dict[str, Any]]:
    """Whatever GeoJSON object it is, as features; raises ValueError when it is none.

    >>> features({"type": "Point", "coordinates": [46, 39]})
    [{'type': 'Feature', 'properties': {}, 'geometry': {'type': 'Point', 'coordinates': [46, 39]}}]
    """
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "FeatureCollection" and isinstance(value.get("features"), list):
        return [feature for feature in value["features"] if isinstance(feature, dict)]
    if kind == "Feature":
        return [value]
    if kind in GEOMETRIES:
        return [{"type": "Feature", "properties": {}, "geometry": value}]
    raise ValueError("this is JSON but not GeoJSON: expected a FeatureCollection, a Feature or a geometry")


def cell_text(value: Any) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
