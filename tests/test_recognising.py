"""Which words name places: persons, organisations, streets, lists, common words; and the words they are read from."""

from __future__ import annotations

import pytest

from geo.evidence import evidence
from geo.gazetteer import Gazetteer
from geo.geoparser import geoparse
from geo.place import Place
from geo.recognising import Reading
from geo.runs import Runs
from geo.words import Words


def place(number: int, name: str, **more: object) -> Place:
    fields: dict[str, object] = {"lat": 40.0, "lon": -90.0, "country": "USA", "population": 30_000, **more}
    return Place(id=f"geonames:{number}", name=name, **fields)  # type: ignore[arg-type]


NAMES = "Paris Washington Jordan Reading Decatur Columbus Dublin Butler Grant Mobile Lincoln Madison Warren".split()
STATES = ("Georgia", "Ohio", "Texas")
WITHIN = {"Decatur": "Georgia", "Mobile": "Texas"}


@pytest.fixture(scope="module")
def towns() -> Gazetteer:
    rows = [(place(i, name, admin1=WITHIN.get(name)), []) for i, name in enumerate(NAMES, start=1)]
    rows += [(place(100 + i, name, feature_class="A", feature_code="ADM1"), []) for i, name in enumerate(STATES)]
    rows += [(place(200, "Butler County", feature_class="A", feature_code="ADM2", admin1="Ohio"), [])]
    rows += [(place(201, "Grant County", feature_class="A", feature_code="ADM2", admin1="Ohio"), [])]
    rows += [
        (place(202, "Kansas City", population=500_000), []),
        (place(203, "St. Louis", population=300_000), ["Saint Louis"]),
    ]
    rows += [(place(204, "Côte d'Ivoire", feature_class="A", feature_code="PCLI", country="CIV"), [])]
    rows += [(place(205, "United States", feature_class="A", feature_code="PCLI"), ["US", "U.S.", "The United States"])]
    return Gazetteer(rows)


def places(text: str, gazetteer: Gazetteer) -> list[str]:
    return [text[t.start : t.end] for t in Reading(text, gazetteer).toponyms if t.weight > 0]


@pytest.mark.parametrize(
    "text, found",
    [
        ("A fire broke out in Decatur.", ["Decatur"]),
        ("She was born in Decatur, Georgia.", ["Decatur", "Georgia"]),
        ("Mayor Paris Hilton spoke.", []),
        ("Paris Hilton spoke. Later Hilton left in Paris.", ["Paris"]),
        ("King Jordan and Sen. Lincoln spoke.", []),
        ("Tyler J. Madison, 43, was there, and Madison was late.", []),
        ("Warren said it was late.", []),
        ("the Decatur Daily News wrote", []),
        ("the Dublin Bank Corp. said", []),
        ("Columbus police officials searched a house.", ["Columbus"]),
        ("They live on Washington Street near Decatur.", ["Washington Street", "Decatur"]),
        ("at 40th Avenue South and Lincoln Road", ["40th Avenue South", "Lincoln Road"]),
        ("Reading is what she likes; reading in bed.", []),
        ("They drove from Dublin to Mobile, Texas.", ["Dublin", "Mobile", "Texas"]),
        ("in Butler and Grant counties", ["Butler", "Grant"]),
        ("water rose in Flat Creek on Monday", ["Flat Creek"]),
        ("the village of Prisi was shelled", ["Prisi"]),
        ("the Galwan valley in Ohio", ["Galwan", "Ohio"]),
        ("He left St. Louis for Kansas City.", ["St. Louis", "Kansas City"]),
        ("on St. Patrick's Day in Dublin", ["Dublin"]),
        ("in Côte d’Ivoire and Texas", ["Côte d’Ivoire", "Texas"]),
        ("in Decatur, Ga., and in Texas", ["Decatur", "Ga.", "Texas"]),
        ("The United States sent aid.", ["United States"]),
        ("the City of Decatur voted", ["Decatur"]),
        ("a Decatur-based firm", ["Decatur"]),
        ("Reading, a town of 27,000 in Texas, was empty.", ["Reading", "Texas"]),
        ("Rep. Smith, D-Decatur, spoke", ["Decatur"]),
        ("give it to us, US said", ["US"]),
        ("", []),
        (" \n\n\t", []),
    ],
)  # fmt: skip
def test_what_is_a_place(towns: Gazetteer, text: str, found: list[str]) -> None:
    assert places(text, towns) == found


def test_evidence_has_a_name_and_a_weight(towns: Gazetteer) -> None:
    [decatur, georgia] = Reading("in Decatur, Georgia", towns).toponyms
    assert decatur.evidence == ["in_before", "container_after"] and decatur.containers == (georgia,)
    assert "contained_before" in georgia.evidence and georgia.contents == (decatur,)
    weights = evidence().weights
    assert decatur.weight > weights["in_before"] + weights["container_after"] + weights["bias"]


def test_a_name_is_a_place_everywhere_once_it_clearly_is(towns: Gazetteer) -> None:
    alone = Reading("Dublin 14, others 3.", towns).toponyms[0]
    again = Reading("Dublin 14, others 3. They met in Dublin.", towns).toponyms[0]
    assert "elsewhere" in again.evidence and again.weight > alone.weight


def test_every_weight_and_reason_is_for_evidence_that_exists() -> None:
    lists = evidence()
    assert set(lists.reasons) <= set(lists.weights)
    assert not lists.never & lists.prepositions_strong


@pytest.mark.parametrize(
    "text, words",
    [
        ("U.S. and W.Va. towns", ["U.S.", "and", "W.Va.", "towns"]),
        ("Iran’s army can't", ["Iran", "’", "s", "army", "can", "'", "t"]),
        ("Xi'an, O'Fallon", ["Xi'an", ",", "O'Fallon"]),
        ("e\u0301te\u0301 5th 1,200", ["e\u0301te\u0301", "5th", "1,200"]),
        ("Goris–Kapan", ["Goris", "–", "Kapan"]),
        ("نخجوان", ["نخجوان"]),
    ],
)  # fmt: skip
def test_words(text: str, words: list[str]) -> None:
    assert Words(text).texts == words


def test_sentences_open_after_stops_quotes_and_breaks() -> None:
    words = Words('One two. Three\n\nfour "Five six')
    assert [word for word, opens in zip(words.texts, words.opens, strict=True) if opens] == ["One", "Three", "four"]


def test_persons_are_found_by_title_first_name_initial_and_age() -> None:
    text = "Sheriff Butler, Ilham Aliyev, J. Reading and Kyle Mobile, 19, met spokesman Oxford Grant in Austin Hall."
    runs = Runs(Words(text), evidence())
    assert {"butler", "aliyev", "reading", "mobile", "grant"} <= runs.surnames and "hall" not in runs.surnames


def test_every_word_list_is_small_letters_and_known() -> None:
    lists = evidence()
    declared = {name for name, kind in type(lists).__annotations__.items() if kind == "Words"}
    for name in sorted(declared):
        words = getattr(lists, name)
        assert words and all(word == word.lower() for word in words), name


def test_what_is_built_is_named_with_its_common_noun() -> None:
    for text, name in (
        ("Lorries crossed the Margara bridge into Turkey.", "Margara bridge"),
        ("Troops stood at the Agarak crossing.", "Agarak crossing"),
        ("They want the Zangezur corridor.", "Zangezur corridor"),
        ("He rents rooms in Goris by the bridge.", "Goris"),
    ):
        assert name in [mention.text for mention in geoparse(text)], text
