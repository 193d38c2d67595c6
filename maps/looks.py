"""How marks look in a picture: the colours of the page's own stylesheet, the shapes and icons of the page."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from xml.etree.ElementTree import Element

from maps.assets import built
from maps.island import palette
from maps.marks import Mark
from maps.svg import element, group

Theme = Literal["light", "dark", "print"]
THEMES: tuple[Theme, ...] = ("light", "dark", "print")
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,8}), ?(#[0-9a-f]{3,8})\)")
# on paper: no tint that a copier would turn to mud, and words as dark as they get
ON_PAPER = {
    "paper": "#ffffff",
    "ink": "#000000",
    "muted": "#3c3f44",
    "halo": "#ffffff",
    "land": "#ffffff",
    "water": "#e6ecef",
    "border": "#7d776c",
    "area-name": "#4a463f",
    "water-name": "#2d4c5c",
}


@dataclass(frozen=True, slots=True)
class Looks:
    """Colours by name, for one theme; `mark` is the prefix of the ids of one picture.

    `mirrored` pictures are read from right to left.
    """

    theme: Theme
    colours: dict[str, str]
    mark: str
    mirrored: bool = False

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def stroke(self, family: dict[str, Any]) -> str:
        return str(family["dark" if self.theme == "dark" else "light"])

    def hatch(self, family: dict[str, Any] | None) -> str:
        return f"url(#{self.mark}-{family['id'] if family else 'plain'})"

    def hatches(self) -> Element:
        """The patterns of areas, one for each family and one for areas that several share."""
        plain = [("plain", self["muted"])]
        pairs = [(family["id"], self.stroke(family)) for family in palette()["families"]] + plain
        return element("defs", (self._hatch(name, colour) for name, colour in pairs))

    def _hatch(self, name: str, colour: str) -> Element:
        return element(
            "pattern",
            element("rect", width=7, height=7, fill=colour, fill_opacity=0.12),
            element("path", d="M0 0V7", stroke=colour, stroke_width=1.5, stroke_opacity=0.42),
            id=f"{self.mark}-{name}", width=7, height=7, patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
        )  # fmt: skip


@cache
def colours(theme: Theme) -> dict[str, str]:
    """The page's colours by name, read from its stylesheet so that they are written once."""
    found = {name: dark if theme == "dark" else light for name, light, dark in PAIR.findall(built("page.css"))}
    return found | (ON_PAPER if theme == "print" else {})


@cache
def outlines() -> dict[str, str]:
    """The outline of each icon, in a box of 256 units."""
    return dict(json.loads(built("icons.json")))


def glyph(looks: Looks, mark: Mark) -> Element:
    """The mark of an event in a box of 36 units: its family's shape and colour, its kind's icon."""
    return drawn(looks, mark.family, mark.icon, mark.look)


def drawn(looks: Looks, family: dict[str, Any], icon: str, look: str) -> Element:
    solid = look == "solid"
    stroke = looks.stroke(family)
    shape = family["shape"]
    edge = looks["halo"] if solid else looks["paper"]
    sign = element(
        "path", d=outlines().get(icon, ""), transform="translate(9.5 9.5) scale(0.0664)",
        fill="#ffffff" if solid else stroke,
    )  # fmt: skip
    parts = [
        outline(
            shape, fill="#000000", fill_opacity=0.16, stroke="#000000", stroke_opacity=0.16, stroke_width=4.5, dy=1
        ),
        outline(shape, fill=edge, stroke=edge, stroke_width=3.0 if solid else 5.0),
        outline(shape, fill=family["fill"]) if solid else outline(shape, fill=looks["paper"], **edged(look, stroke)),
        sign,
    ]
    if look == "struck":
        parts.append(element("path", d="M6 30 30 6", stroke=stroke, stroke_width=2.6))
    return group(*parts)


def edged(look: str, stroke: str) -> dict[str, Any]:
    """The edge of a mark that is not told as fact."""
    if look == "dotted":
        return {"stroke": stroke, "stroke_width": 2.8, "stroke_dasharray": "0.1 3.8", "stroke_linecap": "round"}
    return {"stroke": stroke, "stroke_width": 2.4, "stroke_dasharray": "4 2.4" if look == "dashed" else None}


def outline(shape: str, *, dy: float = 0, **paint: Any) -> Element:
    """A family's shape in a box of 36 units."""
    paint = {"stroke_linejoin": "round", **paint}
    if shape == "circle":
        return element("circle", cx=18, cy=18 + dy, r=14, **paint)
    if shape == "hexagon":
        down = f"translate(0 {dy})" if dy else None
        return element("path", d="M18 3 31 10.5v15L18 33 5 25.5v-15Z", transform=down, **paint)
    if shape == "diamond":
        turn = f"rotate(45 18 {18 + dy})"
        return element("rect", x=6.5, y=6.5 + dy, width=23, height=23, rx=5, transform=turn, **paint)
    return element("rect", x=5, y=5 + dy, width=26, height=26, rx=6, **paint)
