"""Names of places on a picture, by the rules of the page's `labels.ts`: greedily by rank, never over a mark, a panel
or each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from maps.lettering import legible, width
from maps.looks import Looks
from maps.placement import Spot
from maps.projection import Box, Window, meet
from maps.svg import element, group, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a kind of name looks, and from which zoom on it shows."""

    size: float
    zoom: float
    colour: str = "ink"
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0
    capitals: bool = False
    area: bool = False


WATER = Style(size=12.5, zoom=4, colour="water-name", italic=True, spacing=0.4, area=True)
STYLES = {
    "country": Style(size=12.5, zoom=3, colour="area-name", bold=True, spacing=2.5, capitals=True, area=True),
    "region": Style(size=11.5, zoom=6.3, colour="area-name", italic=True, area=True),
    "sea": WATER,
    "lake": replace(WATER, zoom=6),
    "river": replace(WATER, zoom=6.5),
    "capital": Style(size=13, zoom=4, bold=True),
    "city": Style(size=12, zoom=5.2),
    "town": Style(size=11.5, zoom=6.8, colour="muted"),
    "village": Style(size=11.5, zoom=8.6, colour="muted"),
}
PLAIN = Style(size=11.5, zoom=6, colour="muted")
FIRST = 101  # the rank of a town where an event stands
SHORT = 8  # pixels below which a mark stands on its place
SHIFTS = ((0, 0), (0, 22), (0, -22), (40, 10), (-40, 10), (0, 44), (0, -44), (70, -20), (-70, -20))


def names(labels: Sequence[dict[str, Any]], taken: Iterable[Box], window: Window, looks: Looks) -> Element:
    """The names that have room, beside what is taken already."""
    boxes = list(taken)
    drawn: list[Element] = []
    for label in sorted(labels, key=lambda label: -label["rank"]):
        style = STYLES.get(label["kind"], PLAIN)
        shows = label["rank"] == FIRST or window.zoom >= style.zoom
        found = spot(label, style, boxes, window) if shows else None
        if found:
            boxes.append(found[1])
            drawn.extend(written(label, style, *found, window=window, looks=looks))
    return group(drawn)


def with_scenes(labels: Sequence[dict[str, Any]], spots: Sequence[Spot], window: Window) -> list[dict[str, Any]]:
    """The names, those of the towns where events stand first: a mark that covers a town must not hide its name."""
    named = [dict(label) for label in labels]
    for scene in spots:
        mark = scene.mark
        if mark.extent != "point" or mark.anchor is None:
            continue
        label = next((label for label in named if is_town(label) and near(label, scene, window)), None)
        if label is None and ", " not in mark.where:
            label = {"name": mark.where, "lon": mark.anchor[0], "lat": mark.anchor[1], "kind": "town"}
            named.append(label)
        if label:
            label |= {"rank": FIRST, "covered": label.get("covered", False) or scene.stem < SHORT}
    return named


def is_town(label: dict[str, Any]) -> bool:
    return not STYLES.get(label["kind"], PLAIN).area


def near(label: dict[str, Any], scene: Spot, window: Window) -> bool:
    x, y = window.pixel((label["lon"], label["lat"]))
    return abs(x - scene.home[0]) < SHORT and abs(y - scene.home[1]) < SHORT


def spot(label: dict[str, Any], style: Style, boxes: Sequence[Box], window: Window) -> tuple[str, Box] | None:
    """The side of its place on which a name has room, and the room."""
    x, y = window.pixel((label["lon"], label["lat"]))
    if not (3 <= x <= window.width - 3 and 3 <= y <= window.height - 3):
        return None
    room = width(shown(label, style), style.size, bold=style.bold, spacing=style.spacing)
    for side, box in around(x, y, room) if style.area else beside(x, y, room, away(label)):
        if within(box, window) and not any(meet(box, other) for other in boxes):
            return side, box
    return None


def shown(label: dict[str, Any], style: Style) -> str:
    name = legible(label["name"])
    return name.upper() if style.capitals else name


def around(x: float, y: float, room: float) -> list[tuple[str, Box]]:
    """Names of areas stand on their middle, or near it."""
    half = room / 2
    return [("middle", (x + dx - half, y + dy - 8, x + dx + half, y + dy + 8)) for dx, dy in SHIFTS]


def beside(x: float, y: float, room: float, off: float) -> list[tuple[str, Box]]:
    """Names of towns stand beside their dot, or, so far off, beside the mark that covers it."""
    half = room / 2 + 2
    inner = off if off else -4
    return [
        ("right", (x + inner, y - 8, x + off + room + 10, y + 8)),
        ("left", (x - off - room - 10, y - 8, x - inner, y + 8)),
        ("below", (x - half, y + inner, x + half, y + off + 21)),
        ("above", (x - half, y - off - 21, x + half, y - inner)),
    ]


def away(label: dict[str, Any]) -> float:
    return 18.0 if label.get("covered") else 0.0


def written(
    label: dict[str, Any], style: Style, side: str, box: Box, *, window: Window, looks: Looks
) -> Iterable[Element]:
    """The name, and the dot of a town."""
    x, y = window.pixel((label["lon"], label["lat"]))
    drop = style.size * 0.35  # from the middle of small letters to the line they stand on
    middle = (box[0] + box[2]) / 2
    off = max(0.0, away(label) - 4)
    at, anchor = {
        "middle": ((middle + style.spacing / 2, (box[1] + box[3]) / 2 + drop), "middle"),
        "right": ((x + off + 8, y + drop), None),
        "left": ((x - off - 8, y + drop), "end"),
        "below": ((middle, y + off + 6 + style.size * 0.85), "middle"),
        "above": ((middle, y - off - 6 - style.size * 0.2), "middle"),
    }[side]
    if not (style.area or label.get("covered")):
        yield dot(x, y, label["kind"], looks)
    yield text(
        shown(label, style), at[0], at[1], style.size, looks[style.colour], bold=style.bold, italic=style.italic,
        anchor=anchor, spacing=style.spacing or None, halo=None if style.colour == "water-name" else looks["land"],
    )  # fmt: skip


def dot(x: float, y: float, kind: str, looks: Looks) -> Element:
    if kind == "capital":
        return element(
            "rect",
            x=x - 3,
            y=y - 3,
            width=6,
            height=6,
            rx=1,
            fill=looks["paper"],
            stroke=looks["ink"],
            stroke_width=1.5,
        )
    return element("circle", cx=x, cy=y, r=2.5, fill=looks["paper"], stroke=looks["muted"], stroke_width=1.5)


def within(box: Box, window: Window) -> bool:
    return box[0] > 3 and box[1] > 3 and box[2] < window.width - 3 and box[3] < window.height - 3
