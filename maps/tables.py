"""Events as files: GeoJSON, CSV, JSON lines and Parquet, each written and read back whole."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from geo.event import Event, Geometry
from maps.acled import COLUMNS, acled_row
from maps.records import from_record, json_text, to_record

# after ACLED's columns; evidence holds the source first, because ACLED has a column `source` of its own
OURS = (
    "id", "kind", "mode", "headline", "actors", "targets", "when", "places", "footprint", "anchor", "status", "aspect",
    "attribution", "claims", "quantities", "confidence", "reasons", "evidence",
)  # fmt: skip
GEOPARQUET = {
    "version": "1.1.0",
    "primary_column": "footprint",
    "columns": {"footprint": {"encoding": "WKB", "geometry_types": []}},
}
WORDS = frozenset({"id", "kind", "mode", "headline", "status", "aspect", "attribution"})
# of the places and footprints we give; a table's own are its maker's
ATTRIBUTION = "Places: GeoNames, CC BY 4.0. Areas: © OpenStreetMap contributors, ODbL 1.0; Natural Earth"
NUMBERS = frozenset({"year", "time_precision", "latitude", "longitude", "geo_precision", "fatalities"})

# A spreadsheet runs a cell that starts so; an apostrophe keeps it text. Cells that look kept already get one more,
# so that reading takes off exactly what writing put on.
RISKY = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def to_geojson(events: Iterable[Event]) -> str:
    """Write a FeatureCollection (RFC 7946): the footprint is the geometry, null for an event without a place."""
    events = list(events)
    features = [to_feature(event) for event in events]
    ours = any(not place.id.startswith("table:") for event in events for place in event.places)
    told = {"attribution": ATTRIBUTION} if ours else {}
    return json_text({"type": "FeatureCollection", **told, "features": features}, indent=1) + "\n"


def to_feature(event: Event) -> dict[str, Any]:
    properties = to_record(event)
    geometry = properties.pop("footprint")
    return {"type": "Feature", "id": event.id, "geometry": geometry, "properties": properties}


def from_feature(feature: dict[str, Any]) -> Event:
    """Read a feature that `to_feature` wrote, perhaps corrected by hand since."""
    return from_record({**feature["properties"], "footprint": feature.get("geometry")})


def from_geojson(text: str) -> list[Event]:
    """Read what `to_geojson` wrote.

    >>> from_geojson(to_geojson([]))
    []
    """
    return [from_feature(feature) for feature in json.loads(text)["features"]]


def to_jsonl(article_id: str, events: Iterable[Event]) -> str:
    """Write one article's events on one line, `{"id", "events": [...]}`.

    >>> to_jsonl("story", [])
    '{"id":"story","events":[]}\\n'
    """
    return json_text({"id": article_id, "events": [to_record(event) for event in events]}) + "\n"


def from_jsonl(text: str) -> list[Event]:
    """Read the events of all lines, in their order."""
    lines = [json.loads(line) for line in text.split("\n") if line.strip()]
    return [from_record(record) for line in lines for record in line["events"]]


def to_csv(events: Iterable[Event]) -> str:
    """Write ACLED's columns in their order, then ours: lists as JSON, the footprint as WKT."""
    page = io.StringIO()
    writer = csv.DictWriter(page, [*COLUMNS, *OURS], lineterminator="\r\n")
    writer.writeheader()
    for event in events:
        cells = {**acled_row(event), **our_cells(event)}
        writer.writerow({name: cell if name in NUMBERS else guarded(cell) for name, cell in cells.items()})
    return page.getvalue()


def our_cells(event: Event) -> dict[str, str]:
    record = to_record(event)
    record["evidence"] = [record.pop("source"), *record["evidence"]]
    wkt = to_wkt(event.footprint) if event.footprint else ""
    return {name: wkt if name == "footprint" else cell(name, record[name]) for name in OURS}


def cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    return value if name in WORDS else json_text(value)


def from_csv(text: str) -> list[Event]:
    """Read what `to_csv` wrote.

    >>> from_csv(to_csv([]))
    []
    """
    return [from_cells(row) for row in csv_rows(text)]


def csv_rows(text: str) -> Iterable[dict[str, str]]:
    # a country's outline is longer than the 128 KiB a cell may have by default
    csv.field_size_limit(2**31 - 1)
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        yield {name: unguarded(value or "") for name, value in row.items() if name is not None}


def from_cells(row: dict[str, str]) -> Event:
    """Read our columns of a CSV row; ACLED's are derived from them and are not looked at."""
    record = {name: from_cell(name, row[name]) for name in OURS if row.get(name)}
    record["source"], *record["evidence"] = record["evidence"]
    return from_record({"id": "", "mode": "", "headline": "", **record})


def from_cell(name: str, text: str) -> Any:
    if name == "footprint":
        return from_wkt(text)
    return text if name in WORDS else json.loads(text)


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula.

    >>> guarded("=1+1"), guarded("Shusha"), unguarded(guarded("'=1+1"))
    ("'=1+1", 'Shusha', "'=1+1")
    """
    return "'" + text if RISKY.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and RISKY.match(text) else text


def to_wkt(geometry: Geometry) -> str:
    """Well-known text with every digit kept, which shapely's writer does not.

    >>> to_wkt({"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [46.5, 40], [46, 39]]]})
    'POLYGON ((46 39, 47 39, 46.5 40, 46 39))'
    """
    if geometry["type"] == "GeometryCollection":
        return f"GEOMETRYCOLLECTION ({', '.join(map(to_wkt, geometry['geometries']))})"
    coordinates = nested(geometry["coordinates"])
    return f"{geometry['type'].upper()} {f'({coordinates})' if geometry['type'] == 'Point' else coordinates}"


def nested(coordinates: Any) -> str:
    if coordinates and not isinstance(coordinates[0], list | tuple):
        return " ".join(map(repr, coordinates))
    return f"({', '.join(map(nested, coordinates))})"


def from_wkt(text: str) -> Geometry:
    import shapely
    from shapely.geometry import mapping

    try:
        geometry: Geometry = json.loads(json.dumps(mapping(shapely.from_wkt(text))))
    except shapely.errors.ShapelyError:
        raise ValueError(f"the geometry {text[:40]!r} is not well-known text") from None
    return geometry


def to_parquet(events: Sequence[Event]) -> bytes:
    """Write a GeoParquet file: our columns, lists as JSON, the footprint as WKB. Needs the extra `araxes[parquet]`."""
    import pyarrow
    from pyarrow import parquet
    from shapely.geometry import shape

    rows = [our_cells(event) for event in events]
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in OURS}
    columns["footprint"] = [event.footprint and shape(event.footprint).wkb for event in events]
    columns["confidence"] = [event.confidence for event in events]
    types = {"footprint": pyarrow.binary(), "confidence": pyarrow.float64()}
    schema = pyarrow.schema(
        [(name, types.get(name, pyarrow.string())) for name in OURS], {"geo": json_text(GEOPARQUET)}
    )
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, schema), file, compression="zstd")
    return file.getvalue()


def from_parquet(data: bytes) -> list[Event]:
    """Read what `to_parquet` wrote."""
    import shapely
    from pyarrow import parquet
    from shapely.geometry import mapping

    table = parquet.read_table(io.BytesIO(data))
    if missing := [name for name in OURS if name not in table.column_names]:
        raise ValueError(f"this Parquet file is not one that araxes wrote: it has no column {missing[0]}.")
    rows = table.to_pylist()
    for row in rows:
        row["confidence"] = repr(row["confidence"])
        row["footprint"] = row["footprint"] and to_wkt(mapping(shapely.from_wkb(row["footprint"])))
    return [from_cells(row) for row in rows]
