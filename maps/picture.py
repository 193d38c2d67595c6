"""A map of events as a picture, from Python alone: the page's opening view with its marks, areas, names and legend."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args
from xml.etree.ElementTree import Element

from maps.assets import DrawingError
from maps.island import RIGHT_TO_LEFT, escaped_json
from maps.legend import Legend, strip
from maps.looks import Looks, Theme, colours, glyph
from maps.marks import Mark, marks_of
from maps.naming import names, with_scenes
from maps.panels import Corner, Heading, badge_drawn, captions, chip_drawn, chips, settled
from maps.placement import Spot, in_sight, settle
from maps.projection import Box, Window
from maps.svg import document, element, group, title
from maps.terrain import basemap, footprints, ground_under
from maps.wording import Wording

SMALLEST, LARGEST = 240, 8000
WIDE = 720  # from here on the legend is a card over the map
COMPACT = 400  # below this height one line of title is enough
CROWD = 150  # more marks than this are dots
TOLD = 40  # events told in words to those who cannot see the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture shows. `data` is the island of the page."""

    data: dict[str, Any]
    title: str
    kicker: str = ""
    width: int = 1200
    height: int = 630
    theme: Theme = "light"

    def __post_init__(self) -> None:
        if self.theme not in get_args(Theme):
            raise DrawingError(f"A picture is light, dark or print, not {self.theme!r}.")
        if not (SMALLEST <= self.width <= LARGEST and SMALLEST <= self.height <= LARGEST):
            raise DrawingError(f"A picture is {SMALLEST} to {LARGEST} pixels wide and high.")

    def svg(self) -> str:
        """The picture as an SVG document: no script, no style, nothing fetched; the same input gives the same bytes."""
        wording, marks = Wording(self.data["lang"]), marks_of(self.data)
        looks = Looks(
            self.theme, colours(self.theme), f"a{self._digest()}", mirrored=self.data["lang"] in RIGHT_TO_LEFT
        )
        heading = Heading.of(
            self.title, self.kicker, summary(self.data, marks, wording), self.width, compact=self.height < COMPACT
        )
        under, deep = group(), 0.0
        if self.width < WIDE:
            under, deep = strip(marks, wording, looks, self.width, self.height * 0.55 - heading.height)
        high = self.height - heading.height - deep
        card = Legend.card(marks, wording, looks, self.width, high - 70) if self.width >= WIDE else None
        window = framed(self.data["view"], self.width, high, card)
        shown = chart(self, marks, window, card, wording, looks)
        clip = element("clipPath", element("rect", width=window.width, height=window.height), id=f"{looks.mark}-map")
        return document(
            self.width,
            self.height,
            self.title,
            told(self.data, marks, wording),
            element("defs", clip),
            looks.hatches(),
            element("rect", width=self.width, height=self.height, fill=looks["paper"]),
            heading.drawn(self.width, looks),
            group(
                group(shown, clip_path=f"url(#{looks.mark}-map)"),
                element("path", d=f"M0 0H{self.width}", stroke=looks["rule"]),
                transform=f"translate(0 {heading.height})",
            ),
            group(under, transform=f"translate(0 {heading.height + high:.1f})"),
        )

    def _digest(self) -> str:
        whole = f"{escaped_json(self.data)}{self.title}{self.width}{self.height}{self.theme}"
        return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]


def framed(view: Sequence[float], width: float, height: float, card: Legend | None) -> Window:
    """The window that shows the view clear of the panels, with the margins of the page."""
    west, south, east, north = view
    left, right = sides(card, width, 16)
    padding = (left + 30, 40, width - right + 24, 50) if width >= WIDE else (30, 34, 30, 44)
    return Window.around((west, south, east, north), width, height, padding)


def sides(card: Legend | None, width: float, margin: float) -> tuple[float, float]:
    """Where the part of the map begins and ends that no legend covers."""
    if card is None:
        return margin, width - margin
    return (card.box[2], width - margin) if card.box[0] < width / 2 else (margin, card.box[0])


def chart(
    picture: Picture, marks: Sequence[Mark], window: Window, card: Legend | None, wording: Wording, looks: Looks
) -> list[Element]:
    """Everything inside the map's frame, from below."""
    ground = ground_under(picture.data, window)
    sources = picture.data["about"]["attribution"] or ground.get("attribution", [])
    corner = Corner.of(window, sources, wording)
    panels = [corner.box(window), *([card.box] if card else [])]
    crowded = sum(in_sight(mark, window) for mark in marks) > CROWD
    spots, badges = ([], []) if crowded else settle(marks, window, panels)
    seen = {spot.mark.id for spot in spots} | {mark.id for badge in badges for mark in badge.marks}
    outside = [mark for mark in marks if not (mark.id in seen or (crowded and in_sight(mark, window)))]
    left, right = sides(card, window.width, 0)
    room = (left + 8, 6, right - 8, window.height - 8)
    faces = [*(spot.box for spot in spots), *(badge.box for badge in badges)]
    taken = [*panels, *faces]
    edge = settled(chips(outside, window), room, taken)
    boxes = [*(grown(box) for box in (*panels, *(box for _, box in edge))), *faces]
    notes = captions(spots, badges, boxes, window, wording, looks)
    return [
        element("rect", width=window.width, height=window.height, fill=looks["water"]),
        basemap(ground, window, looks),
        footprints(marks, window, looks),
        dots(marks, window, looks) if crowded else group(),
        names(with_scenes(ground["labels"], spots, window), boxes, window, looks),
        group(notes),
        standing(spots, wording, looks),
        group(badge_drawn(badge, wording, looks) for badge in badges),
        group(chip_drawn(chip, box, looks) for chip, box in edge),
        corner.drawn(window, looks),
        *([card.element] if card else []),
    ]


def grown(box: Box) -> Box:
    return box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4


def standing(spots: Sequence[Spot], wording: Wording, looks: Looks) -> Element:
    """Stems, feet and marks."""
    moved = [spot for spot in spots if spot.stem >= 8]
    return group(
        (stem(spot, looks) for spot in moved),
        (foot(spot, looks) for spot in moved),
        (
            group(
                title(mark_words(spot.mark, wording)),
                glyph(looks, spot.mark),
                transform=f"translate({spot.x - 18} {spot.y - 18})",
            )
            for spot in spots
        ),
    )


def stem(spot: Spot, looks: Looks) -> Element:
    line = f"M{spot.home[0]} {spot.home[1]}L{spot.x} {spot.y}"
    return element("path", d=line, stroke=looks["ink"], stroke_opacity=0.28 if spot.mark.extent == "area" else 0.5)


def foot(spot: Spot, looks: Looks) -> Element:
    x, y = spot.home
    if spot.mark.extent == "point":
        return element("circle", cx=x, cy=y, r=4.2, fill=looks["ink"], stroke=looks["halo"], stroke_width=1.5)
    return element("circle", cx=x, cy=y, r=3, fill=looks["paper"], stroke=looks["muted"], opacity=0.8)


def dots(marks: Sequence[Mark], window: Window, looks: Looks) -> Element:
    """Crowds as dots in the colours of their families, the first in time on top."""
    drawn = []
    seen = [mark for mark in marks if in_sight(mark, window)]
    radius = 5.0 if len(seen) < 1000 else 3.5
    for mark in reversed(seen):
        assert mark.anchor is not None
        x, y = window.pixel(mark.anchor)
        solid = mark.look == "solid"
        fill = mark.family["fill"] if solid else looks["paper"]
        edge = looks["halo"] if solid else looks.stroke(mark.family)
        drawn.append(element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=edge, stroke_width=1.2))
    return group(drawn)


def mark_words(mark: Mark, wording: Wording) -> str:
    """A mark in words, as the page's buttons have it."""
    return wording.say(
        "marker",
        kind=wording.say(f"kind.{mark.kind}"),
        headline=mark.headline,
        when=wording.when(mark.when),
        where=f"{mark.where}, {wording.say(f'precision.{mark.precision}')}" if mark.anchor else wording.say("unplaced"),
        status=wording.status(mark.status, mark.attribution),
    )


def summary(data: dict[str, Any], marks: Sequence[Mark], wording: Wording) -> str:
    """How many events from how many articles of when, and how many of them have no place."""
    stories = data["stories"]
    counts = [wording.say("count.events", n=len(marks))]
    if stories:
        counts.append(wording.say("count.articles", n=len(stories)))
    parts = [" ".join(counts)]
    days = sorted({story["published"] for story in stories if story["published"]})
    if days:
        parts.append(
            wording.say("published", date=" – ".join(wording.day(day) for day in dict.fromkeys((days[0], days[-1]))))
        )
    unplaced = sum(mark.anchor is None for mark in marks)
    if unplaced:
        parts.append(wording.say("count.unplaced", n=unplaced))
    return " · ".join(parts)


def told(data: dict[str, Any], marks: Sequence[Mark], wording: Wording) -> str:
    """The picture for those who cannot see it."""
    rest = len(marks) - TOLD
    sentences = [f"{summary(data, marks, wording)}.", *(mark_words(mark, wording) for mark in marks[:TOLD])]
    return " ".join([*sentences, f"+{rest}"] if rest > 0 else sentences)
