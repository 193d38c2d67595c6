"""The columns and codes of ACLED's event tables, as far as our events have an equal; the rest stays empty.

Column names, their order and the codes are facts of ACLED's codebook; no ACLED data are used or shipped.
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.event import Event, EventPlace
from seeds.kinds import codes
from seeds.report import Actor, Kind

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

KIND_OF_TYPE: dict[str, Kind] = {
    "Battles": "fight",
    "Explosions/Remote violence": "attack",
    "Violence against civilians": "attack",
    "Protests": "protest",
    "Riots": "protest",
    "Strategic developments": "deploy",
}
KIND_OF_SUB_TYPE: dict[str, Kind] = {
    "Agreement": "agree",
    "Arrests": "detain",
    "Non-violent transfer of territory": "control",
    "Government regains territory": "control",
    "Non-state actor overtakes territory": "control",
}
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
INTER = {"government": "State forces", "military": "State forces", "police": "State forces", "civilians": "Civilians"}
TIME_PRECISION = {"day": "1", "week": "2", "month": "3"}
DEATHS = frozenset({"killed", "dead", "deaths", "fatalities"})


def acled_row(event: Event) -> dict[str, str]:
    """Give ACLED's columns of an event; empty where the text says nothing or ACLED has no such code."""
    site = next((place for place in event.places if place.role != "about"), None)
    event_type, sub_type = codes(event.kind, event.mode).acled
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "event_id_cnty": event.id,
        "disorder_type": DISORDER.get(event_type, ""),
        "event_type": event_type,
        "sub_event_type": sub_type,
        "source": event.attribution or event.source.article,
        "notes": event.source.quote,
        "fatalities": deaths(event),
    }
    return row | dates(event) | parties("1", event.actors) | parties("2", event.targets) | whereabouts(event, site)


def dates(event: Event) -> dict[str, str]:
    """A date only when the event's is known to a month or better and both ends are."""
    precision = TIME_PRECISION.get(event.when.precision, "")
    if not (precision and event.when.start and event.when.end):
        return {}
    return {"event_date": event.when.start, "year": event.when.start[:4], "time_precision": precision}


def parties(number: str, actors: tuple[Actor, ...]) -> dict[str, str]:
    if not actors:
        return {}
    first, *others = actors
    return {
        f"actor{number}": first.name,
        f"assoc_actor_{number}": "; ".join(actor.name for actor in others),
        f"inter{number}": INTER.get(first.kind, ""),
    }


def whereabouts(event: Event, site: EventPlace | None) -> dict[str, str]:
    if site is None or event.anchor is None:
        return {}
    longitude, latitude = event.anchor
    return {
        "country": country_name(site.country),
        "location": site.name,
        "latitude": repr(latitude),
        "longitude": repr(longitude),
        "geo_precision": geo_precision(site),
    }


def country_name(alpha3: str | None) -> str:
    """
    >>> country_name("AZE"), country_name(None)
    ('Azerbaijan', '')
    """
    from geo.gazetteer import Gazetteer

    country = Gazetteer.bundled().country(alpha3) if alpha3 else None
    return country.name if country else alpha3 or ""


def geo_precision(place: EventPlace) -> str:
    """ACLED's 1 (the spot), 2 (near it, or part of a district), 3 (a region)."""
    if place.precision in ("site", "settlement"):
        return "2" if place.role == "near" else "1"
    return "2" if place.precision == "district" else "3"


def deaths(event: Event) -> str:
    counts = [quantity.value for quantity in event.quantities if quantity.kind in DEATHS]
    return f"{max(counts):g}" if counts else ""


def kind_of(row: Mapping[str, str]) -> Kind | None:
    """Our kind for a row of an ACLED export, None when its type is not one we know."""
    return KIND_OF_SUB_TYPE.get(row.get("sub_event_type", "")) or KIND_OF_TYPE.get(row.get("event_type", ""))
