"""Which place a name means: containers, counties, lists, peoples, the countries named, and how surely."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, Row
from geo.place import Place
from geo.recognising import Reading
from geo.resolving import background, resolve
from geo.toponym import Toponym


def meant(text: str, gazetteer: Gazetteer | None = None) -> dict[str, Row]:
    """{name: the place chosen} of a text's toponyms."""
    reading = Reading(text, (gazetteer or Gazetteer.bundled()))
    places = [t for t in reading.toponyms if t.weight > 0]
    return {t.name: named.choice for t, named in resolve(places, background=background(reading)).items()}


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("A fire broke out in Paris.", "Paris", "FRA"),
        ("A fire broke out in Paris, Texas.", "Paris", "USA"),
        ("A man from London, Ontario, was hurt.", "London", "CAN"),
        ("He flew from Toronto to London, and from Hamilton to Ontario.", "Hamilton", "CAN"),
        ("In Georgia, police in Atlanta and Savannah said so.", "Georgia", "USA"),
        ("In Georgia, police in Tbilisi and Batumi said so.", "Georgia", "GEO"),
        ("Roads between Tripoli, Benghazi and Misrata in Libya.", "Tripoli", "LBY"),
        ("In Lebanon, shops in Tripoli and Beirut were shut.", "Tripoli", "LBN"),
        ("The Armenian villages near Martuni and Sevan.", "Martuni", "ARM"),
        ("The Spanish police in Cordoba and Granada.", "Cordoba", "ESP"),
        ("In Argentina, the police in Cordoba and Rosario.", "Cordoba", "ARG"),
        ("The sheriff said the county jail in Cambridge was full.", "Cambridge", "USA"),
        ("Councillors in Cambridge raised £300 for the NHS.", "Cambridge", "GBR"),
    ],
)  # fmt: skip
def test_context_decides(text: str, name: str, country: str) -> None:
    assert meant(text)[name].country == country


def test_a_town_and_its_county_find_each_other() -> None:
    chosen = meant("Police in Huntsville and in Walker County said so.")
    assert chosen["Huntsville"].admin2 == chosen["Walker County"].key


def test_counties_in_a_list_are_counties() -> None:
    chosen = meant("Snow fell on Butler, Warren and Preble counties in Ohio.")
    assert {row.feature_code for name, row in chosen.items() if name != "Ohio"} == {"ADM2"}


def test_one_name_held_by_two_places_has_two_senses() -> None:
    reading = Reading("From Paris, Texas, to Paris, France.", Gazetteer.bundled())
    places = [t for t in reading.toponyms if t.weight > 0]
    meanings = resolve(places)
    assert [meanings[t].choice.country for t in places if t.name == "Paris"] == ["USA", "FRA"]


def test_one_sense_for_all_mentions() -> None:
    reading = Reading("Paris burned. In Paris, Texas, shops were shut. Paris was quiet.", Gazetteer.bundled())
    meanings = resolve([t for t in reading.toponyms if t.weight > 0])
    assert len({id(named) for t, named in meanings.items() if t.name == "Paris"}) == 1


def test_of_a_state_and_a_city_the_neighbours_decide() -> None:
    assert meant("He flew to New York and Toronto.")["New York"].feature_class == "P"
    assert meant("Laws in Pennsylvania, New York and Ohio differ.")["New York"].feature_code == "ADM1"


def test_a_dateline_is_a_town() -> None:
    assert meant("WASHINGTON (AP) — Senators met.")["WASHINGTON"].feature_code == "PPLC"


def test_a_head_word_tells_the_kind() -> None:
    assert meant("They met in Zangilan district.")["Zangilan"].feature_class == "A"
    assert meant("They met in the town of Kars.")["Kars"].feature_class == "P"


def test_the_larger_is_meant_when_nothing_is_known_and_not_surely() -> None:
    gazetteer = Gazetteer([(town(1, 300_000, 10.0), []), (town(2, 40_000, -60.0), [])])
    [t] = Reading("in Newtown", gazetteer).toponyms
    named = resolve([t])[t]
    assert named.choice.population == 300_000 and 0.5 < named.shares[named.best] < 0.95
    assert sum(named.shares) == pytest.approx(1.0)


def test_nearness_decides_between_equals() -> None:
    near = Place(id="geonames:9", name="Oldtown", lat=40.1, lon=-60.2, country="USA", population=50_000)
    gazetteer = Gazetteer([(town(1, 50_000, 10.0), []), (town(2, 50_000, -60.0), []), (near, [])])
    reading = Reading("in Newtown and in Oldtown", gazetteer)
    assert {t.name: named.choice.lon for t, named in resolve(reading.toponyms).items()} == {
        "Newtown": -60.0,
        "Oldtown": -60.2,
    }


def test_a_name_without_places_is_left_out() -> None:
    stranger = Toponym(start=0, end=6, first=0, last=0, name="Prisia", key="prisia")
    assert resolve([stranger]) == {} and resolve([]) == {}


def test_background_hears_peoples_and_public_life() -> None:
    gazetteer = Gazetteer.bundled()
    assert background(Reading("Armenian and Armenian", gazetteer)).keys() == {"ARM"}
    assert background(Reading("The sheriff of the county", gazetteer)) == {"USA": 1.0}
    assert background(Reading("It rained.", gazetteer)) == {}


def town(number: int, people: int, lon: float) -> Place:
    return Place(id=f"geonames:{number}", name="Newtown", lat=40.0, lon=lon, country="USA", population=people)
