"""What stands around and over the map of a picture: heading, legend, scale, attribution, and chips for what lies
outside the view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, ceil, degrees
from xml.etree.ElementTree import Element

from maps.island import palette
from maps.lettering import balanced, shortened, width, wrapped
from maps.looks import Looks, drawn, glyph
from maps.marks import Mark
from maps.naming import meet, within
from maps.placement import Spot
from maps.projection import Box, Window
from maps.svg import element, group, text
from maps.wording import Wording

MARGIN = 24
LEGEND_WIDTH = 226
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
# how a panel of rows is drawn tighter, step by step, until it fits
TIGHTNESS = (1.0, 0.9, 0.8)


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
        y = 18.0
        parts: list[Element] = []
        if self.kicker:
            words = shortened(self.kicker.upper(), (room - 2 * MARGIN) * 0.85, 11, bold=True)
            parts.append(text(words, MARGIN, y + 11, 11, looks["accent"], bold=True, spacing=1.0))
            y += 17
        for line in self.title:
            parts.append(text(line, MARGIN, y + self.size * 0.95, self.size, looks["ink"], bold=True))
            y += self.size * 1.16
        for line in self.summary:
            parts.append(text(line, MARGIN, y + 17, 14, looks["muted"]))
            y += 20
        return group(element("rect", width=room, height=self.height, fill=looks["paper"]), parts)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend: its picture in a box of 34 by 20, its words, and a count or nothing."""

    words: str
    count: str = ""
    sample: Element | None = None
    family: bool = False
    height: float = 23


def legend_rows(marks: Sequence[Mark], wording: Wording, looks: Looks, *, kinds: bool = True) -> list[Row]:
    """Families and their kinds with counts: the page's tree."""
    rows: list[Row] = []
    for family in palette()["families"]:
        members = [mark for mark in marks if mark.kind in family["kinds"]]
        if not members:
            continue
        sign = None if kinds else sample(drawn(looks, family, members[0].icon, "solid"))
        rows.append(
            Row(wording.say(f"family.{family['id']}"), wording.count(len(members)), sign, family=True, height=25)
        )
        for kind in family["kinds"] if kinds else ():
            of_kind = [mark for mark in members if mark.kind == kind]
            if of_kind:
                sign = sample(drawn(looks, family, of_kind[0].icon, "solid"))
                rows.append(Row(wording.say(f"kind.{kind}"), wording.count(len(of_kind)), sign))
    return rows


def sample(mark: Element) -> Element:
    """A mark as small as the legend shows it."""
    return group(mark, transform="translate(7) scale(0.5556)")


def key_rows(marks: Sequence[Mark], wording: Wording, looks: Looks) -> list[Row]:
    """How marks and footprints are drawn: only what this picture uses is explained."""
    looks_used = {mark.look for mark in marks}
    extents = {mark.extent for mark in marks}
    grey = {"light": looks["muted"], "dark": looks["muted"], "fill": looks["muted"], "shape": "square"}
    named = (("solid", "asserted"), ("dashed", "claimed"), ("dotted", "planned"), ("struck", "denied"))
    rows = [
        Row(wording.say(f"key.{name}"), sample=sample(drawn(looks, grey, "", look)), height=21)
        for look, name in named
        if look in looks_used
    ]
    swatches = {
        "area": element(
            "rect", x=1, y=2, width=32, height=16, rx=4, fill=looks.hatch(None), stroke=looks["muted"],
            stroke_dasharray="4 3",
        ),
        "line": element(
            "path", d="M5 10H29", stroke=looks["muted"], stroke_opacity=0.5, stroke_width=7, stroke_linecap="round"
        ),
        "point": element("circle", cx=17, cy=10, r=3.5, fill=looks["ink"], stroke=looks["halo"], stroke_width=1.5),
    }  # fmt: skip
    rows += [Row(wording.say(f"key.{name}"), sample=s, height=21) for name, s in swatches.items() if name in extents]
    return rows


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend as a card over the map's right edge; `box` is where it stands."""

    box: Box
    element: Element

    @classmethod
    def card(cls, marks: Sequence[Mark], wording: Wording, looks: Looks, right: float, room: float) -> Legend | None:
        """The fullest legend that fits a room of that height under the upper right corner; None when none does."""
        for kinds in (True, False):
            rows, key = legend_rows(marks, wording, looks, kinds=kinds), key_rows(marks, wording, looks)
            full = 34 + sum(row.height for row in (*rows, *key)) + 22
            for tight in TIGHTNESS:
                if marks and full * tight <= room:
                    left = right - LEGEND_WIDTH
                    head = (wording.say("legend.title"), wording.say("count.events", n=len(marks)))
                    drawn_ = carded(head, rows, key, left, tight, looks)
                    return cls((left, 14, right, 14 + full * tight), drawn_)
        return None


def carded(head: tuple[str, str], rows: list[Row], key: list[Row], left: float, tight: float, looks: Looks) -> Element:
    y = 14.0
    parts: list[Element] = [
        text(head[0], left + 12, y + 21 * tight, 12.5, looks["ink"], bold=True),
        text(head[1], left + LEGEND_WIDTH - 12, y + 21 * tight, 12, looks["muted"], anchor="end"),
    ]
    y += 34 * tight
    parts.append(rule(left, y, looks))
    y += 5 * tight
    for row in rows:
        parts.append(legend_row(row, left + 6, y, LEGEND_WIDTH - 18, tight, looks))
        y += row.height * tight
    y += 5 * tight
    parts.append(rule(left, y, looks))
    y += 6 * tight
    for row in key:
        parts.append(legend_row(row, left + 6, y, LEGEND_WIDTH - 18, tight, looks))
        y += row.height * tight
    height = y + 6 * tight - 14
    card = element(
        "rect", x=left, y=14, width=LEGEND_WIDTH, height=height, rx=8, fill=looks["paper"], stroke=looks["rule"]
    )
    shadow = element("rect", x=left, y=15, width=LEGEND_WIDTH, height=height, rx=8, fill="#000000", fill_opacity=0.12)
    return group(shadow, card, parts)


def rule(left: float, y: float, looks: Looks) -> Element:
    return element("path", d=f"M{left:.1f} {y:.1f}h{LEGEND_WIDTH}", stroke=looks["rule"])


def legend_row(row: Row, x: float, y: float, room: float, tight: float, looks: Looks) -> Element:
    """A row in a room of that width: picture, words, count at the far end."""
    bold = row.family
    size = 12.5 if row.family or row.count else 12.0
    colour = looks["ink"] if row.count else looks["muted"]
    left = x + (40 if row.sample is not None else 6)
    words = shortened(row.words, x + room - left - 24, size, bold=bold)
    middle = y + row.height * tight / 2
    parts = [text(words, left, middle + size * 0.35, size, colour, bold=bold)]
    if row.sample is not None:
        parts.append(group(row.sample, transform=f"translate({x:.1f} {middle - 10:.1f})"))
    if row.count:
        parts.append(text(row.count, x + room, middle + size * 0.35, size, looks["muted"], anchor="end"))
    return group(parts)


def strip(marks: Sequence[Mark], wording: Wording, looks: Looks, room: float, deepest: float) -> tuple[Element, float]:
    """The legend as columns of the whole width, for pictures too narrow for a card, and its height.

    Where the whole is deeper than allowed, only the families or only the key is shown, or nothing.
    """
    key = key_rows(marks, wording, looks) if marks else []
    full, brief = (legend_rows(marks, wording, looks, kinds=kinds) for kinds in (True, False))
    count = max(1, int((room - 2 * 16) // 190))
    wide = (room - 2 * 16) / count
    for rows in ([*full, *key], [*brief, *key], key):
        columns = flowed(rows, count)
        deep = 20 + 24 * max((len(column) for column in columns), default=0)
        if rows and deep <= deepest:
            placed = [
                (row, 12 + i * wide, 10 + j * 24) for i, column in enumerate(columns) for j, row in enumerate(column)
            ]
            return group(legend_row(row, x, y, wide - 14, 1.0, looks) for row, x, y in placed), deep
    return group(), 0


def flowed(rows: Sequence[Row], count: int) -> list[list[Row]]:
    """Rows in columns of about one length; the name of a family never stands alone at the foot of one."""
    deep = ceil(len(rows) / count)
    columns: list[list[Row]] = [[]]
    for number, row in enumerate(rows):
        alone = row.family and row.sample is None and len(columns[-1]) == deep - 1 and number + 1 < len(rows)
        if (len(columns[-1]) >= deep or alone) and len(columns) < count:
            columns.append([])
        columns[-1].append(row)
    return columns


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
        name = shortened(self.name, 120, 12, bold=True)
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


def captions(spots: Sequence[Spot], boxes: list[Box], window: Window, wording: Wording, looks: Looks) -> list[Element]:
    """Where several events share an area, the picture says so beside their marks; `boxes` gets what it takes."""
    sharing: dict[tuple[float, float], list[Spot]] = {}
    for spot in spots:
        if spot.mark.extent == "area" and spot.mark.anchor:
            sharing.setdefault(spot.mark.anchor, []).append(spot)
    crowds = [held for held in sharing.values() if len(held) > 2 and spread(held) < 240]
    return [made for held in crowds if (made := caption(held, boxes, window, wording, looks)) is not None]


def spread(spots: Sequence[Spot]) -> int:
    return max(spot.x for spot in spots) - min(spot.x for spot in spots)


def caption(spots: Sequence[Spot], boxes: list[Box], window: Window, wording: Wording, looks: Looks) -> Element | None:
    words = wording.say("count.somewhere", n=len(spots))
    half = width(words, 11.5, bold=True) / 2
    x = (min(spot.box[0] for spot in spots) + max(spot.box[2] for spot in spots)) / 2
    for y in (max(spot.box[3] for spot in spots) + 11, min(spot.box[1] for spot in spots) - 11):
        box = x - half, y - 8, x + half, y + 8
        if within(box, window) and not any(meet(box, other) for other in boxes):
            boxes.append(box)
            return text(words, x, y + 4, 11.5, looks["ink"], bold=True, anchor="middle", halo=looks["land"])
    return None
