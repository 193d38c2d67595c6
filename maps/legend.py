"""The legend of a picture: families and kinds with counts, and a key to how marks and footprints are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from xml.etree.ElementTree import Element

from maps.island import palette
from maps.lettering import shortened, width
from maps.looks import Looks, drawn
from maps.marks import Mark
from maps.projection import Box
from maps.svg import element, group, text
from maps.wording import Wording

NARROWEST, WIDEST = 226.0, 300.0
# how the rows are drawn tighter, step by step, until they fit
TIGHTNESS = (1.0, 0.9, 0.8)
SIGN, GAP = 34, 10  # room for the picture of a row, and between its words and its count


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend: its picture in a box of 34 by 20, its words, and a count or nothing."""

    words: str
    count: str = ""
    sample: Element | None = None
    family: bool = False
    height: float = 23

    @property
    def size(self) -> float:
        return 12.5 if self.count else 12.0

    @property
    def bold(self) -> bool:
        return self.family or self.height > 30

    @property
    def width(self) -> float:
        """What the row needs when nothing is left out."""
        sign = SIGN + 6 if self.sample is not None else 6
        return sign + width(self.words, self.size, bold=self.bold) + width(self.count, self.size) + GAP


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
    """The legend as a card over a side of the map; `box` is where it stands."""

    box: Box
    element: Element

    @classmethod
    def card(cls, marks: Sequence[Mark], wording: Wording, looks: Looks, wide: float, room: float) -> Legend | None:
        """The fullest legend that fits a room of that height over a map so wide; None when none does."""
        head = Row(wording.say("legend.title"), wording.say("count.events", n=len(marks)), height=34)
        if head.width > WIDEST - 19:  # the heading of the picture has the count too
            head = replace(head, count="")
        for kinds in (True, False):
            rows, key = legend_rows(marks, wording, looks, kinds=kinds), key_rows(marks, wording, looks)
            full = sum(row.height for row in (head, *rows, *key)) + 22
            across = max(NARROWEST, min(WIDEST, max(row.width for row in (head, *rows, *key)) + 19))
            left = 14 if looks.mirrored else wide - 14 - across
            for tight in TIGHTNESS:
                if marks and full * tight <= room:
                    box = left, 14, left + across, 14 + full * tight
                    return cls(box, carded(head, rows, key, box, tight, looks))
        return None


def carded(head: Row, rows: Sequence[Row], key: Sequence[Row], box: Box, tight: float, looks: Looks) -> Element:
    """The card with its three parts, parted by lines."""
    left, y, right, bottom = box
    frame = {"x": left, "width": right - left, "height": bottom - y, "rx": 8}
    parts: list[Element] = [
        element("rect", y=y + 1, fill="#000000", fill_opacity=0.12, **frame),
        element("rect", y=y, fill=looks["paper"], stroke=looks["rule"], **frame),
        legend_row(head, left + 6, y, right - left - 18, tight, looks),
    ]
    y += head.height * tight
    for part in (rows, key):
        parts.append(element("path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", stroke=looks["rule"]))
        y += 5 * tight
        for row in part:
            parts.append(legend_row(row, left + 6, y, right - left - 18, tight, looks))
            y += row.height * tight
        y += 5 * tight
    return group(parts)


def legend_row(row: Row, x: float, y: float, room: float, tight: float, looks: Looks) -> Element:
    """A row in a room of that width: picture, words, count at the far end; the other way round where mirrored."""
    indent = SIGN + 6 if row.sample is not None else 6
    middle = y + row.height * tight / 2
    base = middle + row.size * 0.35
    near, far = (x + room - indent, x) if looks.mirrored else (x + indent, x + room)
    starts, ends = ("end", None) if looks.mirrored else (None, "end")
    taken = indent + (width(row.count, row.size) + GAP if row.count else 0)
    words = shortened(row.words, room - taken, row.size, bold=row.bold)
    parts = [
        text(
            words,
            near,
            base,
            row.size,
            looks["ink" if row.count or row.bold else "muted"],
            bold=row.bold,
            anchor=starts,
        )
    ]
    if row.sample is not None:
        at = x + room - SIGN if looks.mirrored else x
        parts.append(group(row.sample, transform=f"translate({at:.1f} {middle - 10:.1f})"))
    if row.count:
        parts.append(text(row.count, far, base, row.size, looks["muted"], anchor=ends))
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
