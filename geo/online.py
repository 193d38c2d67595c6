"""Names the gazetteer lacks, asked of an online geocoder: only on request, one a second, and marked as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from geo.place import Candidate, Mention, Place

Ask = Callable[[str], Any]  # the `geocode` of any geopy geocoder: a name to a geopy.Location or None

TRUST = 0.3  # a name out of its context, in somebody else's gazetteer, may well mean another place


def nominatim(*, user_agent: str, seconds: float = 1.0) -> Ask:
    """OpenStreetMap's Nominatim through geopy, within its usage policy: at most one question in `seconds`.

    Raises ValueError for a user agent that does not say who asks.
    """
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import Nominatim

    if not user_agent.strip():
        raise ValueError("Nominatim wants to know who asks: give a user_agent with a name and a contact")
    ask: Ask = RateLimiter(Nominatim(user_agent=user_agent, timeout=10).geocode, min_delay_seconds=seconds)
    return ask


def filled_in(mentions: Iterable[Mention], ask: Ask) -> Iterator[Mention]:
    """The mentions, those without a place or with an approximate one filled in by `ask`; each name is asked once."""
    answers: dict[str, Place | None] = {}
    for mention in mentions:
        if mention.sense == "demonym" or (mention.place is not None and not mention.approximate):
            yield mention
            continue
        if mention.text not in answers:
            answers[mention.text] = place_of(ask(mention.text))
        found = answers[mention.text]
        yield mention if found is None else told(mention, found)


def told(mention: Mention, place: Place) -> Mention:
    reasons = (*mention.reasons, "not in the bundled gazetteer; found online by its name alone")
    candidates = (Candidate(place=place, score=TRUST), *mention.candidates)
    return replace(mention, place=place, candidates=candidates, confidence=TRUST, reasons=reasons, approximate=False)


def place_of(location: Any) -> Place | None:
    """A geopy.Location as a place whose id says that it is from the web.

    >>> from geopy import Location
    >>> place_of(Location("Norabak, Armenia", (40.14, 45.85, 0), {"osm_type": "node", "osm_id": 7})).id
    'osm:node/7'
    """
    if location is None:
        return None
    raw = location.raw if isinstance(location.raw, dict) else {}
    row = f"osm:{raw['osm_type']}/{raw['osm_id']}" if "osm_id" in raw else f"online:{location.address}"
    return Place(id=row, name=location.address.split(",")[0], lat=location.latitude, lon=location.longitude)
