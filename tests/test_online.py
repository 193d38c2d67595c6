"""Asking an online geocoder for what the gazetteer lacks: when, how often, and how it is marked. No network here."""

from __future__ import annotations

import pytest
from geopy import Location

from geo.online import TRUST, filled_in, nominatim
from geo.place import Mention, Place

KNOWN = Place(id="geonames:1", name="Goris", lat=39.5, lon=46.3)


def mention(text: str, place: Place | None = None, *, sense: str = "literal", approximate: bool = False) -> Mention:
    return Mention(text=text, start=0, end=len(text), sense=sense, place=place, approximate=approximate)  # type: ignore[arg-type]


class Asked(list[str]):
    """Answers like a geopy geocoder and remembers what it was asked."""

    def geocode(self, name: str) -> Location | None:
        self.append(name)
        return (
            Location(f"{name}, Armenia", (40.0, 45.0, 0.0), {"osm_type": "node", "osm_id": 7})
            if name == "Norabak"
            else None
        )


def test_only_what_is_missing_or_approximate_is_asked_and_once() -> None:
    asked = Asked()
    given = [
        mention("Goris", KNOWN),
        mention("Norabak"),
        mention("Norabak", KNOWN, approximate=True),
        mention("Xyz"),
        mention("Xyz"),
        mention("Zangezurians", sense="demonym"),
    ]
    found = list(filled_in(given, asked.geocode))
    assert asked == ["Norabak", "Xyz"]
    assert [m.place and m.place.id for m in found] == ["geonames:1", "osm:node/7", "osm:node/7", None, None, None]


def test_what_came_from_the_web_says_so() -> None:
    (found,) = filled_in([mention("Norabak", KNOWN, approximate=True)], Asked().geocode)
    assert found.confidence == TRUST
    assert not found.approximate
    assert "online" in found.reasons[-1]


def test_nominatim_wants_to_know_who_asks() -> None:
    with pytest.raises(ValueError, match="who asks"):
        nominatim(user_agent=" ")
    assert callable(nominatim(user_agent="araxes tests"))
