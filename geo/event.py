"""Located events: what a report becomes once geo has placed it. Values only; `geo.locating` makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from geo.place import Precision
from seeds.report import Actor, Aspect, Kind, Quantity, Role, Status, When

Geometry = dict[str, Any]  # a GeoJSON geometry, RFC 7946, [lon, lat]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place of an event. `mention` is the span of the words that name it; `stated` is False when only context does.

    `words` says in plain English what the footprint is: "within 25 km of Iran's side of the border with Azerbaijan".
    """

    name: str
    id: str
    lat: float
    lon: float
    role: Role
    precision: Precision
    uncertainty_km: float
    country: str | None = None
    stated: bool = True
    mention: tuple[int, int] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of an article that tell of the event: `quote == article.text[start:end]`."""

    article: str
    start: int
    end: int
    quote: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One account of an event: who says so, how, and with which counts."""

    attribution: str | None
    status: Status
    evidence: Evidence | None = None
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing said to have happened, placed as far as the text allows (DESIGN section 2)."""

    id: str
    kind: Kind
    mode: str
    headline: str
    source: Evidence
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    when: When = field(default_factory=When)
    places: tuple[EventPlace, ...] = ()
    footprint: Geometry | None = None
    anchor: tuple[float, float] | None = None
    status: Status = "asserted"
    aspect: Aspect = "single"
    attribution: str | None = None
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
