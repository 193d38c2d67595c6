"""The events as a map shows them: the Python twin of the page's `data.ts`, read from the same island."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from maps.island import palette
from maps.lettering import legible

Extent = Literal["point", "line", "area", "none"]
COARSENESS = ("site", "settlement", "line", "border_zone", "district", "region", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event with what decides its looks. `order` is its place in time; `where` names its places."""

    id: str
    kind: str
    family: dict[str, Any]
    icon: str
    status: str
    headline: str
    where: str
    when: dict[str, Any]
    attribution: str | None
    order: int
    anchor: tuple[float, float] | None
    geometry: dict[str, Any] | None
    extent: Extent
    precision: str

    @property
    def rank(self) -> int:
        """Exact places are served first, wide areas last: they have the most room."""
        if self.extent == "point":
            return 0
        return 3 if self.precision == "country" else 1 if self.extent == "line" else 2

    @property
    def look(self) -> Literal["solid", "dashed", "dotted", "struck"]:
        """How its status looks: solid, or hollow with a dashed, dotted or struck edge."""
        if self.status == "claimed":
            return "dashed"
        if self.status == "denied":
            return "struck"
        return "dotted" if self.status in ("planned", "possible") else "solid"


def marks_of(data: dict[str, Any]) -> list[Mark]:
    """The events of a page's data in order of time, the undated last."""
    features = sorted(data["events"]["features"], key=lambda feature: first_day(feature["properties"]["when"]))
    return [mark(feature, order) for order, feature in enumerate(features)]


def first_day(when: dict[str, Any]) -> str:
    from maps.days import day_before

    return when["start"] or (day_before(when["end"]) if when["end"] else "9999-99-99")


def mark(feature: dict[str, Any], order: int) -> Mark:
    event, geometry = feature["properties"], feature["geometry"]
    families = palette()["families"]
    sites = [place for place in event["places"] if place["role"] != "about"]
    anchor = event["anchor"]
    ranks = [COARSENESS.index(place["precision"]) for place in sites]
    return Mark(
        id=event["id"],
        kind=event["kind"],
        family=next((family for family in families if event["kind"] in family["kinds"]), families[0]),
        icon=palette()["icons"].get(event["kind"], "warning"),
        status=event["status"],
        headline=legible(event["headline"]),
        where=", ".join(dict.fromkeys(legible(place["name"]) for place in sites)),
        when=event["when"],
        attribution=legible(event["attribution"]) if event["attribution"] else None,
        order=order,
        anchor=tuple(anchor) if anchor else None,
        geometry=geometry,
        extent=extent_of(geometry) if anchor else "none",
        precision=COARSENESS[max(ranks, default=0)] if anchor else "none",
    )


def extent_of(geometry: dict[str, Any] | None) -> Extent:
    if geometry is None or geometry["type"] in ("Point", "MultiPoint"):
        return "point"
    return "line" if geometry["type"] in ("LineString", "MultiLineString") else "area"
