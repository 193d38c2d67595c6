"""The bundled story, whose traps a careful reader knows: each is an assertion."""

from __future__ import annotations

import json
from functools import cache

import shapely

from geo.event import Event
from geo.locating import locate
from seeds.article import Article
from seeds.reading import story
from seeds.text import Document

KARABAKH, CAUCASUS_CAPITALS = "Karabakh", {"Baku", "Tehran", "Yerevan", "Jerusalem"}


@cache
def events() -> list[Event]:
    return locate(story())


@cache
def undated() -> list[Event]:
    return locate(Article(id="undated", text=story().text))


def of(kind: str, mode: str | None = None) -> list[Event]:
    return [event for event in events() if event.kind == kind and mode in (None, event.mode)]


def only(kind: str, mode: str | None = None) -> Event:
    found = of(kind, mode)
    assert len(found) == 1, [event.headline for event in found]
    return found[0]


def sites() -> set[str]:
    return {place.name for event in events() for place in event.places}


def test_capitals_that_stand_for_governments_have_no_marker() -> None:
    assert not sites() & CAUCASUS_CAPITALS


def test_nothing_happens_in_israel() -> None:
    assert "Israel" not in sites()


def test_the_azerbaijan_border_is_a_zone_on_the_iranian_side() -> None:
    drill = only("deploy", "drill")
    [place] = drill.places
    assert (place.role, place.precision) == ("near", "border_zone")
    assert "Azerbaijan" not in sites()
    zone = shapely.from_geojson(json.dumps(drill.footprint))
    assert zone.contains(shapely.Point(47.0, 38.95)) and not zone.contains(shapely.Point(47.5, 40.2))


def test_the_iranian_minister_supplies_no_arms_to_azerbaijan() -> None:
    for supply in of("cooperate"):
        assert "IRN" not in {actor.country for actor in supply.actors}


def test_on_friday_dates_the_broadcast_and_only_bounds_the_deployment() -> None:
    shown = next(event for event in of("deploy", "troops") if event.status == "claimed")
    assert shown.when.start is None
    assert shown.when.end in (None, "2021-10-02", "2021-10-03")


def test_relative_times_need_the_publication_date() -> None:
    assert only("detain").when.edtf == "2021-09" and only("restrict").when.edtf == "2021-09"
    opened = next(event for event in undated() if event.kind == "detain")
    assert opened.when.edtf is None and opened.when.text == "last month"


def test_forty_four_days_are_a_duration() -> None:
    assert not any((event.when.start or "").startswith("1944") for event in events())
    assert only("fight").when.edtf == "2020"


def test_an_unspecified_area_is_a_region_and_no_point() -> None:
    shown = next(event for event in of("deploy", "troops") if event.status == "claimed")
    [place] = shown.places
    assert place.precision == "region" and place.uncertainty_km > 50
    area = shapely.from_geojson(json.dumps(shown.footprint))
    assert area.contains(shapely.Point(46.29, 38.08)) and not area.contains(shapely.Point(51.4, 35.7))


def test_the_region_is_karabakh_and_the_border_area_the_border() -> None:
    assert [place.name for place in only("control", "capture").places] == [KARABAKH]
    guards = next(event for event in of("deploy", "troops") if event.status == "asserted")
    assert [place.precision for place in guards.places] == ["border_zone"]


def test_passives_without_an_agent_name_no_invented_one() -> None:
    shown = next(event for event in of("deploy", "troops") if event.status == "claimed")
    assert {actor.country for actor in shown.actors} <= {"IRN"}


def test_since_1994_is_open_and_a_count_is_no_year() -> None:
    assert only("control", "occupy").when.edtf == "1994/.."
    displaced = only("move", "displace")
    assert displaced.when.edtf is None
    assert [(q.kind, q.value, q.qualifier) for q in displaced.quantities] == [("displaced", 700000, "more than")]


def test_not_the_first_time_denies_nothing() -> None:
    assert not any(event.status == "denied" for event in of("move"))


def test_might_also_carry_is_a_possibility() -> None:
    assert any(event.status == "possible" for event in of("move"))


def test_furniture_tells_nothing() -> None:
    article = story()
    furniture = [sentence.span for sentence in Document(article).sentences if sentence.part == "furniture"]
    assert len(furniture) == 2
    for event in events():
        for words in (event.source, *event.evidence):
            assert not any(span.start <= words.start < span.end for span in furniture)


def test_three_sentences_tell_of_one_drill() -> None:
    assert len(only("deploy", "drill").evidence) >= 2


def test_repeatedly_is_a_habit() -> None:
    crossings = [event for event in of("move") if event.aspect == "repeated"]
    assert crossings and all(event.status == "habitual" for event in crossings)


def test_the_present_perfect_gives_no_date() -> None:
    assert only("deploy", "drill").when.start is None


def test_the_detained_drivers_have_no_place() -> None:
    assert only("detain").places == () and only("detain").footprint is None
    assert [(q.kind, q.value) for q in only("detain").quantities] == [("detained", 2)]
