"""What stands around and over the map of a picture: heading, scale, attribution, captions, and chips for what lies
outside the view. The legend has a module of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, ceil, degrees, pi
from xml.etree.ElementTree import Element

from maps.lettering import balanced, shortened, width, wrapped
from maps.looks import Looks, glyph
from maps.marks import Mark
from maps.naming import within
from maps.placement import Badge, Spot, sharing
from maps.projection import Box, Window, meet
from maps.svg import element, group, text
from maps.wording import Wording

MARGIN = 24
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above the map and how high they are."""

    kicker: str
    title: list[str]
    size: float
    summary: list[str]
    height: float

    @classmethod
    def of(cls, title: str, kicker: str, summary: str, room: float, *, compact: bool = False) -> Heading:
        size = 28.0 if room >= 900 else 22.0 if room >= 560 else 18.0
        if compact:
            size, kicker = min(size, 20.0), ""
        lines = balanced(title, room - 2 * MARGIN, size, bold=True, lines=1 if compact else 2)
        told = wrapped(summary, room - 2 * MARGIN, 14, lines=1 if compact else 2)
        height = 18 + (17 if kicker else 0) + len(lines) * size * 1.16 + len(told) * 20 + 14
        return cls(kicker, lines, size, told, round(height))

    def drawn(self, room: float, looks: Looks) -> Element:
        x, anchor = (room - MARGIN, "end") if looks.mirrored else (MARGIN, None)
        y = 18.0
        parts: list[Element] = []
        if self.kicker:
            words = shortened(self.kicker.upper(), (room - 2 * MARGIN) * 0.85, 11, bold=True)
            parts.append(text(words, x, y + 11, 11, looks["accent"], bold=True, spacing=1.0, anchor=anchor))
            y += 17
        for line in self.title:
            parts.append(text(line, x, y + self.size * 0.95, self.size, looks["ink"], bold=True, anchor=anchor))
            y += self.size * 1.16
        for line in self.summary:
            parts.append(text(line, x, y + 17, 14, looks["muted"], anchor=anchor))
            y += 20
        return group(element("rect", width=room, height=self.height, fill=looks["paper"]), parts)


@dataclass(frozen=True, slots=True)
class Corner:
    """Scale and attribution at the lower right. The licences of the data ask for every word of the attribution."""

    scale: str
    reach: float
    credit: list[str]

    @classmethod
    def of(cls, window: Window, sources: Sequence[str], wording: Wording) -> Corner:
        metres = window.metres(100)
        km = max((length for length in ROUND_KM if length * 1000 <= metres), default=1)
        credit = wrapped(" · ".join(dict.fromkeys(sources)), window.width - 2 * 14, 11, lines=99)
        return cls(wording.say("scale.km", n=km), km * 100_000 / metres, credit)

    @property
    def height(self) -> float:
        return 46 + 13 * (len(self.credit) - 1)

    def box(self, window: Window) -> Box:
        wide = max((width(line, 11) for line in self.credit), default=0)
        left = window.width - 22 - max(wide, self.reach)
        return left, window.height - self.height, window.width, window.height

    def drawn(self, window: Window, looks: Looks) -> Element:
        right, bottom = window.width - 14, window.height - 10
        y = window.height - self.height + 16
        first = bottom - 13 * (len(self.credit) - 1)
        lines = [(self.scale, y - 4), *((line, first + 13 * number) for number, line in enumerate(self.credit))]
        return group(
            element(
                "path", d=f"M{right - self.reach:.1f} {y:.1f}v4H{right:.1f}v-4", fill="none", stroke=looks["muted"]
            ),
            (text(line, right, at, 11, looks["muted"], anchor="end", halo=looks["land"]) for line, at in lines),
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """Events of one place outside the view, announced at its edge."""

    name: str
    marks: tuple[Mark, ...]
    at: tuple[int, int]

    @property
    def words(self) -> str:
        name = shortened(self.name, 170, 12, bold=True)
        return f"{name} · {len(self.marks)}" if len(self.marks) > 1 else name

    @property
    def half(self) -> tuple[float, float]:
        return (width(self.words, 12, bold=True) + 59) / 2 + 3, 17.0


def chips(marks: Iterable[Mark], window: Window) -> list[Chip]:
    """Events of one place leave the view together."""
    bundles: dict[tuple[str, tuple[float, float]], list[Mark]] = {}
    for mark in marks:
        if mark.anchor:
            bundles.setdefault((mark.where, mark.anchor), []).append(mark)
    return [Chip(name, tuple(held), window.pixel(anchor)) for (name, anchor), held in bundles.items()]


def settled(chips: Sequence[Chip], room: Box, panels: Sequence[Box]) -> list[tuple[Chip, Box]]:
    """Each chip at the edge nearest to what it tells of, beside whatever stands there already."""
    placed: list[tuple[Chip, Box]] = []
    taken = list(panels)
    for chip in chips:
        box = free_box(chip, room, taken)
        taken.append(box)
        placed.append((chip, box))
    return placed


def free_box(chip: Chip, room: Box, taken: Sequence[Box]) -> Box:
    left, top, right, bottom = room
    across, down = chip.half
    home = clamp(chip.at[0], left + across, right - across), clamp(chip.at[1], top + down, bottom - down)
    for step in range(160):
        far = ceil(step / 4) * 10
        dx, dy = ((far, 0), (-far, 0), (0, far), (0, -far))[step % 4]
        x, y = home[0] + dx, home[1] + dy
        box = x - across, y - down, x + across, y + down
        inside = box[0] >= left and box[2] <= right and box[1] >= top and box[3] <= bottom
        if inside and not any(meet(box, other) for other in taken):
            return box
    return home[0] - across, home[1] - down, home[0] + across, home[1] + down


def clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def chip_drawn(chip: Chip, box: Box, looks: Looks) -> Element:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    left, right = box[0] + 3, box[2] - 3
    turn = degrees(atan2(chip.at[1] - y, chip.at[0] - x)) + 90
    pill = {"x": left, "width": right - left, "height": 28, "rx": 14}
    return group(
        element("rect", y=y - 13, fill="#000000", fill_opacity=0.14, **pill),
        element("rect", y=y - 14, fill=looks["paper"], stroke=looks["rule"], **pill),
        group(glyph(looks, chip.marks[0]), transform=f"translate({left + 5:.1f} {y - 11:.1f}) scale(0.611)"),
        text(chip.words, left + 33, y + 4.2, 12, looks["ink"], bold=True),
        element(
            "path", d="M5 0 9 10 5 7.5 1 10Z", fill=looks["ink"],
            transform=f"translate({right - 20:.1f} {y - 5:.1f}) rotate({turn:.0f} 5 5)",
        ),
    )  # fmt: skip


def captions(
    spots: Sequence[Spot], badges: Sequence[Badge], boxes: list[Box], window: Window, wording: Wording, looks: Looks
) -> list[Element]:
    """Where several events share an area, the picture says so beside their marks or their badge.

    `boxes` gets what the words take.
    """
    groups = [(len(group), hull([spot.box for spot in group])) for group in sharing(spots)]
    told = [(n, around) for n, around in groups if n > 2 and around[2] - around[0] < 276]
    told += [(len(badge.marks), badge.box) for badge in badges]
    made = (caption(n, around, boxes, window, wording, looks) for n, around in told)
    return [words for words in made if words is not None]


def hull(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def caption(n: int, around: Box, boxes: list[Box], window: Window, wording: Wording, looks: Looks) -> Element | None:
    words = wording.say("count.somewhere", n=n)
    half = width(words, 11.5, bold=True) / 2
    x = (around[0] + around[2]) / 2
    for y in (around[3] + 11, around[1] - 11):
        box = x - half, y - 8, x + half, y + 8
        if within(box, window) and not any(meet(box, other) for other in boxes):
            boxes.append(box)
            return text(words, x, y + 4, 11.5, looks["ink"], bold=True, anchor="middle", halo=looks["land"])
    return None


def badge_drawn(badge: Badge, wording: Wording, looks: Looks) -> Element:
    """How many, inside a ring that says of which families."""
    ring, whole, turned = [], 2 * pi * 14, 0.0
    for family, n in Counter(mark.family["id"] for mark in badge.marks).most_common():
        colour = next(mark.family["fill"] for mark in badge.marks if mark.family["id"] == family)
        share = whole * n / len(badge.marks)
        ring.append(
            element(
                "circle", r=14, fill="none", stroke=colour, stroke_width=4,
                stroke_dasharray=f"{share:.2f} {whole - share:.2f}", transform=f"rotate({turned - 90:.1f})",
            )
        )  # fmt: skip
        turned += 360 * n / len(badge.marks)
    words = wording.count(len(badge.marks))
    return group(
        element("circle", r=16, fill=looks["paper"]),
        ring,
        text(words, 0, 4.1, 11.5, looks["ink"], bold=True, anchor="middle"),
        transform=f"translate({badge.x} {badge.y})",
    )
