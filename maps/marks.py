"""The events as a map shows them: the Python twin of the page's `data.ts`, read from the same island."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from maps.crowd import COLUMN, EPOCH, NONE, ROW
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
    if "crowd" in data:
        return crowd_marks(data["crowd"])
    features = sorted(data["events"]["features"], key=lambda feature: first_day(feature["properties"]["when"]))
    return [mark(feature, order) for order, feature in enumerate(features)]


def first_day(when: dict[str, Any]) -> str:
    from maps.days import day_before

    return when["start"] or (day_before(when["end"]) if when["end"] else "9999-99-99")


def mark(feature: dict[str, Any], order: int) -> Mark:
    event, geometry = feature["properties"], feature["geometry"]
    sites = [place for place in event["places"] if place["role"] != "about"]
    anchor = event["anchor"]
    ranks = [COARSENESS.index(place["precision"]) for place in sites]
    return Mark(
        id=event["id"],
        kind=event["kind"],
        family=family_of(event["kind"]),
        icon=palette()["icons"].get(event["kind"], "warning"),
        status=event["status"],
        headline=legible(event["headline"]),
        where=", ".join(dict.fromkeys(legible(place["name"]) for place in sites)),
        when=event["when"],
        attribution=legible(event["attribution"]) if event["attribution"] else None,
        order=order,
        anchor=tuple(anchor) if anchor else None,
        geometry=geometry,
        extent=event["extent"],
        precision=COARSENESS[max(ranks, default=0)] if anchor else "none",
    )


def family_of(kind: str) -> dict[str, Any]:
    families: list[dict[str, Any]] = palette()["families"]
    return next((family for family in families if kind in family["kinds"]), families[0])


def crowd_marks(crowd: dict[str, Any]) -> list[Mark]:
    """Very many events out of the columns that `maps.crowd` wrote, with what a picture of them shows."""
    columns = unpacked(crowd["columns"])
    count, wide = crowd["count"], 4 * crowd["count"] * len(crowd["numbers"])
    lon, lat, first, last, shape = (whole_numbers(columns[i * 4 * count : (i + 1) * 4 * count]) for i in range(5))
    kind, status, precision, time = (
        [names[code] for code in columns[wide + i * count : wide + (i + 1) * count]]
        for i, names in enumerate(crowd["codes"].values())
    )
    ids, headlines, places = (word_column(crowd, field) for field in ("id", "headline", "place"))

    def row(number: int) -> Mark:
        placed = lon[number] != NONE
        geometry = crowd["shapes"][shape[number]] if shape[number] != NONE else None
        return Mark(
            id=ids[number],
            kind=kind[number],
            family=family_of(kind[number]),
            icon=palette()["icons"].get(kind[number], "warning"),
            status=status[number],
            headline=legible(headlines[number]),
            where=legible(places[number]),
            when={"start": iso(first[number]), "end": iso(last[number], 1), "text": None, "precision": time[number]},
            attribution=None,
            order=number,
            anchor=(lon[number] / 1e6, lat[number] / 1e6) if placed else None,
            geometry=geometry,
            extent=shape_extent(geometry) if placed else "none",
            precision=precision[number],
        )

    return [row(number) for number in range(count)]


def shape_extent(geometry: dict[str, Any] | None) -> Extent:
    if geometry is None:
        return "point"
    return "line" if geometry["type"].endswith("LineString") else "area"


def word_column(crowd: dict[str, Any], field: str) -> list[str]:
    place = crowd["fields"].index(field)
    columns = (unpacked(block).decode().split(COLUMN)[place] for block in crowd["words"])
    return [word for column in columns for word in column.split(ROW)]


def unpacked(packed: str) -> bytes:
    return zlib.decompress(base64.b64decode(packed))


def whole_numbers(column: bytes) -> list[int]:
    """The numbers of a column that `maps.crowd.by_weight` wrote."""
    import numpy

    by_weight = numpy.frombuffer(column, dtype="u1").reshape(4, -1)
    numbers: list[int] = by_weight.T.copy().view("<i4").ravel().tolist()
    return numbers


def iso(day: int, shift: int = 0) -> str | None:
    return None if day == NONE else date.fromordinal(day + shift + EPOCH).isoformat()
