"""Shapes on a picture: the map under the events and the footprints of where they may have been, as SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from maps.looks import Looks
from maps.marks import Mark
from maps.projection import NORTHMOST, Bounds, Window
from maps.svg import element, group

if TYPE_CHECKING:
    import numpy

POLAR = 84.0  # degrees of latitude beyond which there is nothing to draw
BEYOND = 14  # pixels kept outside the window, so that the edge of what is cut off is not seen
NOWHERE: dict[str, Any] = {"type": "GeometryCollection", "geometries": []}
FINE = 0.35  # pixels nobody can tell apart
# from below: layer, whether its lines enclose an area, colour, width of its line, dashes
LAYERS: tuple[tuple[str, bool, str, float, str | None], ...] = (
    ("world", True, "land", 0.6, None),
    ("sea", True, "water", 0.0, None),
    ("countries", True, "land", 0.6, None),
    ("lakes", True, "water", 0.0, None),
    ("rivers", False, "river", 1.2, None),
    ("provinces", False, "province", 0.8, None),
    ("roads", False, "road", 1.4, None),
    ("former", False, "former", 1.2, "5 3"),
    ("borders", False, "border", 1.2, None),
)


def ground_under(data: dict[str, Any], window: Window) -> dict[str, Any]:
    """The page's own basemap, or one made for the picture when the page has none or it does not reach so far."""
    from maps.ground import ground

    given = data["basemap"]
    west, south, east, north = window.bounds
    if given:
        left, low, right, high = given["box"]
        if left <= west and low <= south and east <= right and north <= high:
            return dict(given)
    return ground(inset(window.bounds), data["lang"])


def inset(bounds: Bounds) -> Bounds:
    """The box whose basemap, which has a margin for readers who drag the map, covers these bounds and little more."""
    from geo.basemap import MARGIN

    west, south, east, north = bounds
    part = MARGIN / (1 + 2 * MARGIN) * 0.97
    wide, high = (east - west) * part, (north - south) * part
    low = min(max(south + high, -POLAR), POLAR - 1)
    return west + wide, low, east - wide, max(min(north - high, POLAR), low + 1)


def basemap(ground: dict[str, Any], window: Window, looks: Looks) -> Element:
    """Land, waters and borders of the window."""
    drawn = []
    for name, closed, colour, width, dashes in LAYERS:
        scale = ground["world" if name == "world" else "scale"]
        lines = (decoded(line, scale) for line in ground["layers"].get(name, ()))
        data = outline(repeated(lines, window), closed, window)
        if data:
            paint = {"stroke": looks[colour], "stroke_width": width, "stroke_dasharray": dashes} if width else {}
            fill = {"fill": looks[colour], "fill_rule": "evenodd"} if closed else {"fill": "none"}
            drawn.append(element("path", d=data, **fill, **paint))
    return group(drawn, stroke_linejoin="round")


def repeated(lines: Iterable[numpy.ndarray], window: Window) -> Iterator[numpy.ndarray]:
    """The lines, and their copies on either side where the window is wider than the world."""
    import numpy

    turns = (0, -360, 360) if window.size < window.width else (0,)
    for line in lines:
        yield from (numpy.add(line, (turn, 0)) for turn in turns)


def decoded(coded: Sequence[int], scale: float) -> numpy.ndarray:
    """Points of a line of whole numbers: the first two a point, the rest steps from point to point."""
    import numpy

    return numpy.cumsum(numpy.asarray(coded, dtype=float).reshape(-1, 2), axis=0) / scale


def outline(lines: Iterable[numpy.ndarray], closed: bool, window: Window) -> str:
    """A path through lines of lon and lat, cut to the window."""
    return "".join(path(projected(line, window), window, closed=closed) for line in lines)


def projected(points: numpy.ndarray, window: Window) -> numpy.ndarray:
    """Lon and lat to pixels of the window, many at once and not rounded."""
    import numpy

    left, top = window.origin
    lat = numpy.radians(numpy.clip(points[:, 1], -NORTHMOST, NORTHMOST))
    x = (points[:, 0] / 360 + 0.5) * window.size - left
    y = (0.5 - numpy.arcsinh(numpy.tan(lat)) / (2 * numpy.pi)) * window.size - top
    return numpy.column_stack((x, y))


def outside(points: numpy.ndarray, window: Window) -> bool:
    west, north = points.min(axis=0)
    east, south = points.max(axis=0)
    return bool(east < -BEYOND or south < -BEYOND or west > window.width + BEYOND or north > window.height + BEYOND)


def path(points: numpy.ndarray, window: Window, *, closed: bool) -> str:
    """The part of a line or ring, in pixels, that the window shows, as the data of an SVG path."""
    from shapely import LineString, clip_by_rect, get_coordinates, get_parts

    if len(points) < (4 if closed else 2) or outside(points, window):
        return ""
    if closed:
        ring = cut_ring(points, window)
        fine = LineString(ring).simplify(FINE) if len(ring) > 3 else None
        return stroke(get_coordinates(fine)[:-1], closed=True) if fine else ""
    box = -BEYOND, -BEYOND, window.width + BEYOND, window.height + BEYOND
    parts = get_parts(clip_by_rect(LineString(points), *box).simplify(FINE))
    return "".join(stroke(get_coordinates(part), closed=False) for part in parts)


def cut_ring(ring: numpy.ndarray, window: Window) -> numpy.ndarray:
    """A ring cut to the window, one edge of the window after another.

    This keeps the even-odd filling of any ring. GEOS cuts faster, but fills the whole window for some that touch
    themselves.
    """
    edges = ((0, 1, -BEYOND), (1, 1, -BEYOND), (0, -1, window.width + BEYOND), (1, -1, window.height + BEYOND))
    for axis, side, limit in edges:
        if len(ring):
            ring = cut_edge(ring, axis, side, limit)
    return ring


def cut_edge(ring: numpy.ndarray, axis: int, side: int, limit: float) -> numpy.ndarray:
    """The part of a closed ring on one side of a line, closed again along it."""
    import numpy

    here, there = ring[:-1], ring[1:]
    inside, enters = side * (here[:, axis] - limit) >= 0, side * (there[:, axis] - limit) >= 0
    if inside.all():
        return ring
    crosses = inside != enters
    steps = there - here
    share = numpy.where(crosses, (limit - here[:, axis]) / numpy.where(crosses, steps[:, axis], 1), 0)
    both = numpy.stack((here, here + share[:, None] * steps), axis=1).reshape(-1, 2)
    kept = both[numpy.stack((inside, crosses), axis=1).ravel()]
    return numpy.concatenate((kept, kept[:1]))


def stroke(points: numpy.ndarray, *, closed: bool) -> str:
    """Tenths of pixels, each point as a step from the last."""
    tenths = (points * 10).round().astype(int)
    if not len(tenths):
        return ""
    steps = tenths[1:] - tenths[:-1]
    moves = " ".join(f"{tenth(x)} {tenth(y)}" for x, y in steps if x or y)
    return f"M{tenth(tenths[0][0])} {tenth(tenths[0][1])}" + (f"l{moves}" if moves else "") + ("Z" if closed else "")


def tenth(value: int) -> str:
    return f"{value / 10:.1f}".removesuffix(".0")


def footprints(marks: Sequence[Mark], window: Window, looks: Looks) -> Element:
    """Where the events may have been. Events of one area share its footprint: it is drawn once."""
    sharing: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.anchor and mark.geometry and mark.extent in ("area", "line"):
            sharing.setdefault(str(mark.geometry), []).append(mark)
    return group(drawn for group_ in sharing.values() if (drawn := footprint(group_, window, looks)) is not None)


def footprint(marks: Sequence[Mark], window: Window, looks: Looks) -> Element | None:
    """The footprint that these events share, in no family's colour when they are of several."""
    leader = marks[0]
    data = footprint_path(leader, window)
    if not data:
        return None
    shared = any(mark.family is not leader.family for mark in marks)
    stroke = looks["muted"] if shared else looks.stroke(leader.family)
    paint = {"stroke": stroke, "stroke_linejoin": "round"}
    if leader.extent == "line":
        return element(
            "path", d=data, fill="none", stroke_width=7, stroke_opacity=0.32, stroke_linecap="round", **paint
        )
    if leader.precision == "country":
        return element(
            "path", d=data, fill="none", stroke_width=1.2, stroke_opacity=0.28, stroke_dasharray="2 4", **paint
        )
    hatch = looks.hatch(None if shared else leader.family)
    return element(
        "path", d=data, fill=hatch, fill_opacity=0.75, fill_rule="evenodd", stroke_width=1.2, stroke_opacity=0.7,
        stroke_dasharray="5 4", **paint,
    )  # fmt: skip


def footprint_path(mark: Mark, window: Window) -> str:
    from shapely import LineString, Polygon, get_coordinates, get_parts
    from shapely.geometry import shape

    data = ""
    for part in get_parts(get_parts(shape(mark.geometry or NOWHERE))):  # twice: parts of a collection have parts
        if isinstance(part, Polygon):
            rings = (get_coordinates(ring) for ring in (part.exterior, *part.interiors))
            data += outline(rings, True, window)
        elif isinstance(part, LineString):
            data += outline([get_coordinates(part)], False, window)
    return data
