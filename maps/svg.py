"""Elements of an SVG picture. Words only ever enter as text, numbers are short, and nothing refers outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unicodedata import bidirectional
from xml.etree.ElementTree import Element, tostring

from maps.lettering import FAMILY, family, legible

NAMESPACE = "http://www.w3.org/2000/svg"


def element(tag: str, *children: Element | Iterable[Element], **attributes: Any) -> Element:
    """An element; `stroke_width=1.25` becomes stroke-width="1.25", None leaves an attribute out.

    >>> tostring(element("rect", width=10.04, fill=None))
    b'<rect width="10" />'
    """
    names = ((name.replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    made = Element(tag, {name: number(value) if isinstance(value, float) else str(value) for name, value in names})
    for child in children:
        made.extend([child] if isinstance(child, Element) else child)
    return made


def number(value: float) -> str:
    """A coordinate as short as a screen allows.

    >>> number(12.0), number(0.25), number(-0.004)
    ('12', '0.25', '0')
    """
    if abs(value) < 0.005:
        return "0"
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 10 else f"{value:.2f}".rstrip("0").rstrip(".")


def group(*children: Element | Iterable[Element], **attributes: Any) -> Element:
    return element("g", *children, **attributes)


def text(
    words: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    bold: bool = False,
    italic: bool = False,
    anchor: str | None = None,
    spacing: float | None = None,
    halo: str | None = None,
) -> Element:
    """One line of words, standing on `y`; `halo` is the colour of an edge that keeps it legible over lines."""
    edge = {"stroke": halo, "stroke_width": 3.0, "stroke_linejoin": "round", "paint_order": "stroke"} if halo else {}
    written = legible(words)
    made = element(
        "text",
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        font_weight=700 if bold else None,
        font_style="italic" if italic else None,
        text_anchor=anchor,
        letter_spacing=spacing,
        font_family=family(written),
        **edge,
    )
    made.text = isolated(written)
    return made


def isolated(words: str) -> str:
    """Words that begin with a letter of a script read from right to left, marked to be set that way as a whole."""
    first = next((kind for letter in words if (kind := bidirectional(letter)) in ("L", "R", "AL")), "L")
    return words if first == "L" else f"\u2067{words}\u2069"


def title(words: str) -> Element:
    """What a reader hears, and sees on hovering."""
    made = element("title")
    made.text = legible(words)
    return made


def document(width: float, height: float, name: str, description: str, *children: Element) -> str:
    """The whole picture as text."""
    told = element("desc")
    told.text = legible(description)
    box = f"0 0 {number(float(width))} {number(float(height))}"
    root = element(
        "svg", title(name), told, *children, xmlns=NAMESPACE, width=width, height=height, viewBox=box, role="img",
        font_family=FAMILY,
    )  # fmt: skip
    return tostring(root, encoding="unicode") + "\n"
