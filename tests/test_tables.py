"""Events as files: whole round trips, safe cells, and other people's tables."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.event import Claim, Event, EventPlace, Evidence, Geometry
from geo.place import Precision
from maps.acled import COLUMNS, acled_row
from maps.records import from_record, json_text, to_record
from maps.sheets import parse_sheet, read_sheet
from maps.tables import (
    OURS,
    from_csv,
    from_geojson,
    from_jsonl,
    from_parquet,
    guarded,
    to_csv,
    to_geojson,
    to_jsonl,
    to_parquet,
    unguarded,
)
from seeds.article import Span
from seeds.report import KINDS, Actor, ActorKind, Aspect, Quantity, Role, Status, Via, When

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
named = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
spans = st.none() | st.builds(Span, st.integers(0, 99), st.integers(100, 200))
longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
positions = st.tuples(longitudes, latitudes).map(list)
numbers = st.floats(allow_nan=False, allow_infinity=False)
shares = st.floats(0, 1)


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def squares(position: list[float]) -> Geometry:
    west, south = position[0] / 2, position[1] / 2
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


points = positions.map(lambda position: {"type": "Point", "coordinates": position})
lines = st.lists(positions, min_size=2, max_size=5).map(lambda path: {"type": "LineString", "coordinates": path})
geometries = points | lines | positions.map(squares)
actors = st.builds(
    Actor,
    name=named,
    kind=one_of(ActorKind),
    country=st.sampled_from([None, "IRN", "AZE"]),
    via=one_of(Via),
    span=spans,
)
evidence = st.builds(
    Evidence, article=named, start=st.integers(0, 99), end=st.integers(99, 999), quote=words, url=st.none() | named
)
times = st.builds(
    When, edtf=st.sampled_from([None, "2021-10-01"]), start=st.sampled_from([None, "2021-10-01"]), text=words
)
places = st.builds(
    EventPlace,
    name=named,
    id=named,
    lat=latitudes,
    lon=longitudes,
    role=one_of(Role),
    precision=one_of(Precision),
    uncertainty_km=st.floats(0, 1000),
    mention=st.none() | st.tuples(st.integers(0, 9), st.integers(9, 99)),
    words=words,
)
events = st.builds(
    Event,
    id=named,
    kind=st.sampled_from(KINDS),
    mode=words,
    headline=words,
    source=evidence,
    actors=st.lists(actors, max_size=2).map(tuple),
    targets=st.lists(actors, max_size=1).map(tuple),
    when=times,
    places=st.lists(places, max_size=2).map(tuple),
    footprint=st.none() | geometries,
    anchor=st.none() | st.tuples(longitudes, latitudes),
    status=one_of(Status),
    aspect=one_of(Aspect),
    attribution=st.none() | named,
    claims=st.lists(
        st.builds(Claim, attribution=st.none() | words, status=one_of(Status), evidence=st.none() | evidence),
        max_size=1,
    ).map(tuple),
    quantities=st.lists(
        st.builds(Quantity, kind=named, value=numbers, low=st.none() | numbers, span=spans), max_size=2
    ).map(tuple),
    confidence=shares,
    reasons=st.lists(words, max_size=2).map(tuple),
    evidence=st.lists(evidence, max_size=2).map(tuple),
)
tables = st.lists(events, max_size=3)

VISIT = Event(
    id="1", kind="meet", mode="visit", headline="A visit",
    source=Evidence(article="story", start=0, end=5, quote="Visit"),
)  # fmt: skip


@given(events)
def test_a_record_makes_the_same_event(event: Event) -> None:
    assert from_record(json.loads(json_text(to_record(event)))) == event


@given(tables)
def test_geojson_comes_back_whole(events: list[Event]) -> None:
    assert from_geojson(to_geojson(events)) == events


@given(tables)
def test_csv_comes_back_whole(events: list[Event]) -> None:
    assert from_csv(to_csv(events)) == events


@given(tables)
def test_jsonl_comes_back_whole_and_takes_one_line(events: list[Event]) -> None:
    text = to_jsonl("story", events)
    assert text.count("\n") == 1
    assert from_jsonl(text) == events


@given(tables)
def test_parquet_comes_back_whole(events: list[Event]) -> None:
    assert from_parquet(to_parquet(events)) == events


@given(tables)
def test_the_same_events_give_the_same_bytes(events: list[Event]) -> None:
    assert to_geojson(events) == to_geojson(list(events))
    assert to_csv(events) == to_csv(list(events))
    assert to_parquet(events) == to_parquet(list(events))


@given(words)
def test_guarding_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "'", "’=1", "\uff1d1"])
def test_no_cell_is_a_formula(text: str) -> None:
    event = replace(VISIT, headline=text, attribution=text, mode=text, source=replace(VISIT.source, quote=text))
    page = to_csv([event])
    row = next(csv.DictReader(io.StringIO(page, newline="")))
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "@", "\t", "\r", "\uff1d"))]
    assert from_csv(page) == [event]


def test_geojson_is_what_rfc_7946_asks() -> None:
    placed = replace(VISIT, footprint={"type": "Point", "coordinates": [46.75, 39.76]}, anchor=(46.75, 39.76))
    collection = json.loads(to_geojson([placed, VISIT]))
    assert collection["type"] == "FeatureCollection"
    first, second = collection["features"]
    assert first["type"] == "Feature"
    assert first["id"] == "1"
    assert first["geometry"] == {"type": "Point", "coordinates": [46.75, 39.76]}
    assert second["geometry"] is None
    assert "crs" not in collection


def test_csv_begins_with_the_columns_of_acled() -> None:
    header = to_csv([]).strip().split(",")
    assert header == [*COLUMNS, *OURS]
    assert len(set(header)) == len(header)


def test_acled_columns_say_no_more_than_the_event() -> None:
    filled = {name for name, cell in acled_row(VISIT).items() if cell}
    assert filled == {"event_id_cnty", "source", "notes"}
    shelling = replace(
        VISIT,
        kind="attack",
        mode="shelling",
        when=When(edtf="2021-10", start="2021-10-01", end="2021-11-01", precision="month", basis="explicit"),
        quantities=(Quantity(kind="killed", value=3),),
        actors=(Actor(name="Army", kind="military"), Actor(name="Police", kind="police")),
    )
    row = acled_row(shelling)
    assert row["event_type"] == "Explosions/Remote violence"
    assert (row["event_date"], row["time_precision"], row["fatalities"]) == ("2021-10-01", "3", "3")
    assert (row["actor1"], row["assoc_actor_1"], row["inter1"]) == ("Army", "Police", "State forces")
    assert row["latitude"] == ""


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("kind", "picnic", "kind: 'picnic' is not one of"),
        ("status", None, "status: None is not one of"),
        ("confidence", "high", "confidence: 'high' is not a float"),
        ("confidence", True, "confidence: True is not a float"),
        ("headline", 7, "headline: 7 is not a str"),
        ("anchor", [1.0], "anchor: 2 values were expected"),
        ("actors", "Iran", "actors: a list was expected"),
        ("source", {"article": "a"}, "source: start, end, quote missing"),
    ],
)
def test_a_wrong_record_is_refused_by_name(field: str, value: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        from_record({**to_record(VISIT), field: value})


def test_half_a_surrogate_pair_does_not_break_the_file() -> None:
    assert json.loads(to_geojson([replace(VISIT, headline="\ud800")]).encode())["features"][0]["id"] == "1"


PLAIN = """name,Latitude,Longitude,Date,URL
Visit to Kapan,39.2075,46.4058,2021-10-02,https://example.org/1
Nowhere,139.2,46.4,2021-10-02,
Undated,39.5,46.3,,
Soon,39.5,46.3,02/10/2021,
"Two
lines",39.5,x,2021,
Year only,-39.5,-46.3,2021,
"""


def test_a_plain_csv_is_read_and_bad_rows_are_told_by_line() -> None:
    sheet = parse_sheet(PLAIN, name="trips")
    assert [event.headline for event in sheet.events] == ["Visit to Kapan", "Undated", "Year only"]
    assert [event.when.edtf for event in sheet.events] == ["2021-10-02", None, "2021"]
    assert sheet.events[0].anchor == (46.4058, 39.2075)
    assert sheet.events[0].source.url == "https://example.org/1"
    assert sheet.events[0].source.article == "trips"
    assert [problem.split(":")[0] for problem in sheet.problems] == ["trips, line 3", "trips, line 5", "trips, line 7"]
    assert "more than one way" in sheet.problems[1]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    text = PLAIN.replace(",", separator)
    assert len(parse_sheet(text, name="trips").events) == 3


ACLED = """event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,\
location,latitude,longitude,geo_precision,source,notes,fatalities
AZE1,27 September 2020,1,Battles,Armed clash,Forces of Azerbaijan,Fizuli,39.6,47.1,1,Haqqin,Clashes near Fizuli.,3
AZE2,01 October 2020,3,Strategic developments,Agreement,,Karabakh,39.8,46.7,3,Haqqin,An agreement.,0
"""


def test_an_acled_export_keeps_its_codes_and_its_doubts() -> None:
    clash, deal = parse_sheet(ACLED, name="acled").events
    assert (clash.id, clash.kind, clash.when.start, clash.attribution) == ("AZE1", "fight", "2020-09-27", "Haqqin")
    assert (clash.actors[0].name, clash.quantities[0].value) == ("Forces of Azerbaijan", 3)
    assert clash.places[0].precision == "settlement"
    assert (deal.kind, deal.when.precision, deal.when.end, deal.quantities) == ("agree", "month", "2020-11-01", ())
    assert (deal.places[0].precision, deal.places[0].uncertainty_km) == ("region", 100.0)
    assert clash.footprint == {"type": "Point", "coordinates": [47.1, 39.6]}
    assert deal.footprint is not None
    assert deal.footprint["type"] == "Polygon", "a region is not a pin"


def test_a_point_that_is_called_inexact_is_a_circle() -> None:
    sheet = parse_sheet("lat,lon,uncertainty_km\n39,46,30\n39,46,\n39,46,-3\n", name="sites")
    assert [event.footprint and event.footprint["type"] for event in sheet.events] == ["Polygon", "Point"]
    assert sheet.problems == ("sites, line 4: uncertainty '-3' is not a number of kilometres",)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [46.4, 39.2]},
        {"type": "MultiPoint", "coordinates": [[46.4, 39.2], [46.5, 39.3]]},
        {"type": "LineString", "coordinates": [[46.4, 39.2], [46.5, 39.3]]},
        {"type": "MultiLineString", "coordinates": [[[46.4, 39.2], [46.5, 39.3]]]},
        {"type": "Polygon", "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 39]]]},
        {"type": "MultiPolygon", "coordinates": [[[[46, 39], [47, 39], [47, 40], [46, 39]]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [46.4, 39.2]}]},
        None,
    ],
)
@pytest.mark.parametrize("wrapped", [True, False])
def test_any_geojson_is_read(geometry: Geometry | None, wrapped: bool) -> None:
    feature = {"type": "Feature", "geometry": geometry, "properties": {"name": "Here", "n": 3, "tags": ["a"]}}
    value = {"type": "FeatureCollection", "features": [feature]} if wrapped else feature
    (event,) = parse_sheet(json.dumps(value), name="other").events
    assert event.footprint == geometry
    assert event.headline == "Here"


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [46.4, 139.2]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["46", "39"]},
        {"type": "Point"},
        {"type": "Polygon", "coordinates": [[[46, 39], [47, 39]]]},
        {"type": "Circle", "coordinates": [46.4, 39.2]},
        {"type": "GeometryCollection", "geometries": []},
        "Point",
    ],
)
def test_a_bad_geometry_is_left_out_and_told(geometry: object) -> None:
    good = {"type": "Feature", "geometry": None, "properties": {}}
    bad = {"type": "Feature", "geometry": geometry, "properties": {"name": "Here"}}
    sheet = parse_sheet(json.dumps({"type": "FeatureCollection", "features": [good, bad]}), name="other")
    assert len(sheet.events) == 1
    assert [problem.split(":")[0] for problem in sheet.problems] == ["other, feature 2"]


@given(st.lists(st.tuples(words, words, words), max_size=5))
def test_any_cells_are_read_or_told_never_raised(rows: list[tuple[str, str, str]]) -> None:
    page = io.StringIO()
    csv.writer(page).writerows([("lat", "lon", "date"), *rows])
    sheet = parse_sheet(page.getvalue(), name="any")
    assert all(event.anchor is None or abs(event.anchor[1]) <= 90 for event in sheet.events)
    assert len(sheet.events) + len(sheet.problems) <= len(rows)


def test_ids_that_stand_twice_are_told_apart() -> None:
    sheet = parse_sheet("id,lat,lon\n7,39,46\n7,40,46\n", name="twice")
    assert [event.id for event in sheet.events] == ["7", "7-2"]


@pytest.mark.parametrize(
    "text", ["", "  \n", "Once upon a time\nthere was a river\n", '{"type": "Feat', '{"a": 1}', "[1, 2]"]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$|GeoJSON"):
        parse_sheet(text, name="story")


@pytest.mark.parametrize("suffix", ["geojson", "csv", "jsonl", "parquet"])
def test_our_own_files_come_back_corrected_or_not(tmp_path: Path, suffix: str) -> None:
    placed = replace(VISIT, footprint={"type": "Point", "coordinates": [46.75, 39.76]}, anchor=(46.75, 39.76))
    file = tmp_path / f"events.{suffix}"
    data = {
        "geojson": to_geojson([placed]).encode(),
        "csv": to_csv([placed]).encode(),
        "jsonl": to_jsonl("story", [placed]).encode(),
        "parquet": to_parquet([placed]),
    }
    file.write_bytes(data[suffix])
    assert read_sheet(file).events == (placed,)
