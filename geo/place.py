"""Places and the mentions that name them. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["site", "settlement", "line", "border_zone", "district", "region", "country"]
Sense = Literal["literal", "government", "possessor", "demonym", "topic", "dateline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row of the gazetteer. `id` is "geonames:587084" or our own slug; `country` ISO 3166-1 alpha-3.

    `radius_km` is how far from the point the place may reach; classes and codes are GeoNames'.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    feature_class: str = "P"
    feature_code: str = "PPL"
    population: int = 0
    radius_km: float = 5.0

    @property
    def latlon(self) -> tuple[float, float]:
        return self.lat, self.lon

    @property
    def lonlat(self) -> tuple[float, float]:
        return self.lon, self.lat


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place a name may mean, with its share of the belief (0-1; all candidates of a mention sum to at most 1)."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym in a text: which place it means, its rivals, and why. `place` is None when nothing is known.

    `approximate` marks a name the gazetteer lacks, placed near its neighbours: never to be drawn as a pin.
    """

    text: str
    start: int
    end: int
    sense: Sense
    place: Place | None
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    approximate: bool = False
