"""Location phrases: read in running text, and drawn where a reader would look."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import geodesics
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import borders, shapes
from geo.geoparser import geoparse
from geo.phrases import find_phrases, locate_phrase
from geo.projecting import area_km2

GOLD = tomllib.loads((Path(__file__).parent / "gold" / "location_phrases.toml").read_text("utf-8"))["phrase"]
SHAPED = [row for row in GOLD if {"zone", "from_km", "circle", "lens"} & row.keys()]


def by_text(row):
    return row["text"]


@pytest.mark.parametrize("row", GOLD, ids=by_text)
def test_phrase_lies_where_it_should_and_is_no_larger(row):
    found = locate_phrase(row["text"])
    assert found is not None
    area = found.area
    assert [point for point in row["inside"] if not area.covers(shapely.Point(point[::-1]))] == []
    assert [point for point in row["outside"] if area.covers(shapely.Point(point[::-1]))] == []
    assert row["most_km2"] / 3 < area_km2(area) <= row["most_km2"]
    assert area.covers(shapely.Point(found.anchor))


def test_there_are_a_hundred_phrases_half_of_them_from_elsewhere():
    assert len(GOLD) >= 110
    elsewhere = [row for row in GOLD if not 36 < row["inside"][0][0] < 44 or not 42 < row["inside"][0][1] < 52]
    assert len(elsewhere) >= 55
    assert len(SHAPED) >= 29


@pytest.mark.parametrize("row", SHAPED, ids=by_text)
def test_phrase_against_a_shape_built_another_way(row):
    assert geodesics.overlap(locate_phrase(row["text"]).area, truth_of(row)) >= 0.8


def truth_of(row):
    if "zone" in row:
        one, other, km, side = row["zone"]
        lands = shapely.union_all([shapes.country(code) for code in ([side] if side else [one, other])])
        return geodesics.zone(borders.border(one, other).simplify(0.01), km, 32) & lands
    if "from_km" in row:
        lat, lon, bearing, km = row["from_km"]
        return geodesics.sector(lat, lon, bearing, km * 0.75, km * 1.25)
    if "circle" in row:
        return geodesics.circle(*row["circle"])
    (lat_1, lon_1), (lat_2, lon_2), km = row["lens"]
    return geodesics.zone(shapely.LineString([(lon_1, lat_1), (lon_2, lat_2)]), km, 48)


def read(text):
    return {text[p.start : p.end]: p for p in find_phrases(text, geoparse(text))}


def ids(text):
    return {words: (p.footprint().id if p.footprint() else None) for words, p in read(text).items()}


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        (
            "Tehran said its forces would remain. Iran's army began a drill near the country's border with Turkey.",
            "the country's border with Turkey",
            "araxes:border-irn-tur",
        ),
        ("Iran holds drill near Azerbaijan border", "Azerbaijan border", "araxes:border-aze-irn"),
        (
            "Kenya accuses Somalia of shelling. Kenyan troops were moved to the border area last week.",
            "the border area",
            "araxes:border-ken-som",
        ),
        (
            "Tajikistan and Kyrgyzstan traded fire on Tuesday along their common border.",
            "their common border",
            "araxes:border-kgz-tjk",
        ),
        (
            "Azerbaijani forces fired on villages on the Armenian side of the border, Yerevan said.",
            "the Armenian side of the border",
            "araxes:border-arm-aze-in-arm",
        ),
        ("Fighting was reported along the Goris–Kapan road on Sunday.", "the Goris–Kapan road", None),
        (
            "Near its border with Azerbaijan, Iran’s military has begun a large drill.",
            "its border with Azerbaijan",
            "araxes:border-aze-irn",
        ),
        (
            "Drivers were held at Goris in Armenia. Iran drilled near the border and Azerbaijan complained.",
            "the border",
            "araxes:border-aze-irn",
        ),
        ("Many died in fighting on Armenia–Azerbaijan border", "Armenia–Azerbaijan border", "araxes:border-arm-aze"),
        (
            "Thousands marched in Bamako while rebels from Mali held the north of the country.",
            "the north of the country",
            "araxes:mli-north",
        ),
        (
            "They met in an unspecified area in northwestern Iran, state television said.",
            "an unspecified area in northwestern Iran",
            "araxes:irn-north-west",
        ),
        (
            "The army took back the region last year. Karabakh had been outside its control since 1994.",
            "the region",
            "araxes:karabakh",
        ),
        (
            "Iranian trucks drove to Karabakh. Goods that cross that region pay duty.",
            "that region",
            "araxes:karabakh",
        ),
        (
            "The Afghan side of the frontier was quiet. Pakistan closed its border with Afghanistan on Monday.",
            "its border with Afghanistan",
            "araxes:border-afg-pak",
        ),
    ],
)
def test_phrases_in_running_text(text, words, place):
    found = ids(text)
    assert words in found
    if place:
        assert found[words] == place


def test_both_cities_and_there():
    text = "Gunmen attacked Mopti and Gao on Friday. Both cities were calm by night. "
    text += "Shelling hit Kharkiv; no one died there."
    found = read(text)
    assert {place.name for place in found["Both cities"].places} == {"Mopti", "Gao"}
    assert [place.name for place in found["there"].places] == ["Kharkiv"]


def test_two_phrases_that_hold_together_are_one():
    text = "Turkey sent tanks to north-western Syria near the Turkish border."
    [phrase] = [p for p in find_phrases(text, geoparse(text)) if "Syria" in text[p.start : p.end]]
    area = phrase.footprint().area
    assert text[phrase.start : phrase.end] == "north-western Syria near the Turkish border"
    assert area.covers(shapely.Point(36.87, 36.51)) and not area.covers(shapely.Point(37.16, 36.20))


@pytest.mark.parametrize(
    "text",
    [
        "Tajik border guards exchanged fire with Kyrgyz troops.",
        "Tensions between Baku and Tehran have risen over bilateral matters.",
        "The move angered people on the Azerbaijani side.",
        "The border dispute between the two was on the agenda.",
        "Azerbaijan and Armenia are of one mind.",
        "There are no borders to friendship.",
    ],
)
def test_what_names_no_place_is_not_drawn(text):
    assert [text[p.start : p.end] for p in find_phrases(text, geoparse(text))] == []


def test_the_side_an_actor_suggests_is_used_unless_the_words_say_another():
    text = "Iran's military holds a drill near the country's border with Azerbaijan."
    [phrase] = find_phrases(text, geoparse(text))
    assert phrase.role == "near" and phrase.side is None
    home = phrase.footprint(side="IRN")
    assert home.country == "IRN" and home.words == "within 25 km of Iran's side of the border with Azerbaijan"
    [other] = find_phrases(said := "Shells fell on the Armenian side of the border with Azerbaijan.", geoparse(said))
    assert other.footprint(side="AZE").country == "ARM"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ships met 60 nautical miles south-west of Hodeidah.", "60 nautical miles south-west of Hodeidah"),
        ("Rebels shot six men in the tri-border area of Mali, Niger and Burkina Faso.", "tri-border area"),
        ("Jets bombed Russia's southern Belgorod region.", "Russia's southern Belgorod region"),
        ("A tanker was seized off Somalia's northern coast.", "off Somalia's northern coast"),
        ("Two men were shot on the Kenyan side of Lake Victoria.", "the Kenyan side of Lake Victoria"),
        ("They marched along the Black Sea coast of Bulgaria.", "the Black Sea coast of Bulgaria"),
        ("Soldiers fired 15 km from the border with Armenia in Nakhchivan.", "in Nakhchivan"),
    ],
)
def test_phrases_of_news_from_elsewhere(text, words):
    found = [text[p.start : p.end] for p in find_phrases(text, geoparse(text)) if p.footprint() is not None]
    assert any(words in phrase for phrase in found), found


def test_a_border_near_a_town_is_the_part_nearest_to_it():
    near = locate_phrase("the Iran-Turkey border near Van").area
    assert near.covers(shapely.Point(44.2, 38.45)) and not near.covers(shapely.Point(44.55, 37.7))


def test_what_is_no_coast_or_site_is_not_taken_for_one():
    for text in ("Lebanon's coast guard rescued six men.", "The coast was clear, Ankara said."):
        assert [text[p.start : p.end] for p in find_phrases(text, geoparse(text))] == [], text


def test_distance_from_a_border():
    found = locate_phrase("10 km from the border between Iran and Azerbaijan")
    assert found.words == "within 11 km of the border between Iran and Azerbaijan"


def test_unknown_phrases_are_none():
    for text in ("", "Nowhere", "20 km west of Nowhereville", "the border between Iran and France", "well said", "km"):
        assert locate_phrase(text) is None, text


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text):
    locate_phrase(text)
    for phrase in find_phrases(text, []):
        assert 0 <= phrase.start < phrase.end <= len(text)


PIECES = ["Iran", "Azerbaijan", "the border", " with ", "north-western ", "20 km west of ", "Shusha", "’s ", " and "]
PIECES += ["between ", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_phrases_never_overlap_and_come_in_order(pieces):
    text = "".join(pieces)
    found = find_phrases(text, geoparse(text))
    for one, other in pairwise(found):
        assert one.end <= other.start
    for phrase in found:
        assert text[phrase.start : phrase.end].strip() == text[phrase.start : phrase.end]


def test_the_bridge_at_a_crossing_is_that_crossing() -> None:
    text = "Some 200 lorries a day use the bridge at Norduz."
    [phrase] = find_phrases(text, geoparse(text))
    footprint = phrase.footprint()
    assert footprint is not None
    assert "Norduz" in footprint.name
