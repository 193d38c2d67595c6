"""Places that have two names keep both: who calls a town what is part of the conflict, and not ours to settle."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from geo.event import Event, EventPlace

Style = Literal["local", "both", "en"]

# the language of a country's own names, where the gazetteer tells names apart by language
SPOKEN = {"ARM": "hy", "AZE": "az", "IRN": "fa", "RUS": "ru"}


def named(event: Event, style: Style) -> Event:
    """The event with its places called by their local name, by all their English names, or by the first of them."""
    return replace(event, places=tuple(replace(place, name=name_of(place, style)) for place in event.places))


def name_of(place: EventPlace, style: Style) -> str:
    """What to call a place; as it is when the gazetteer knows no other name.

    >>> khankendi = EventPlace(
    ...     name="Khankendi", id="geonames:146970", lat=39.8, lon=46.8, country="AZE",
    ...     role="in", precision="settlement", uncertainty_km=4,
    ... )  # fmt: skip
    >>> [name_of(khankendi, style) for style in ("local", "both", "en")]
    ['Xankəndi', 'Khankendi / Stepanakert', 'Khankendi']
    """
    from geo.gazetteer import Gazetteer

    gazetteer = Gazetteer.bundled()
    found = gazetteer.place(place.id)
    names = gazetteer.names(found) if found else {}
    english = names.get("en") or (place.name,)
    local = names.get(SPOKEN.get(place.country or "", "")) or english
    return {"local": local[0], "both": " / ".join(english), "en": english[0]}[style]
