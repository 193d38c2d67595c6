"""A sheet of pictures, one for each phrase of tests/gold/location_phrases.toml, to be looked at.

python tests/benchmarks/phrase_sheet.py sheet.html [first [count]]
"""

from __future__ import annotations

import html
import math
import sys
import tomllib
from pathlib import Path
from typing import Any

import shapely

from geo.basemap import basemap
from geo.phrases import locate_phrase

GOLD = Path(__file__).parents[1] / "gold" / "location_phrases.toml"
WIDTH, HEIGHT = 330, 250


def picture(row: dict[str, Any]) -> str:
    found = locate_phrase(row["text"])
    if found is None:
        return f"<figure><figcaption>{html.escape(row['text'])}: nothing found</figcaption></figure>"
    across = found.area.bounds[2] - found.area.bounds[0] > 180  # cut at the antimeridian: drawn in one piece
    area = shapely.transform(found.area, lambda xy: xy + (xy[:, :1] < 0) * [360, 0]) if across else found.area
    spots = {
        name: [(lat, lon + 360 * (across and lon < 0)) for lat, lon in row[name]] for name in ("inside", "outside")
    }
    west, south, east, north = area.bounds
    points = spots["inside"] + spots["outside"]
    if not row.get("zone"):
        west, east = min(west, *(p[1] for p in points)), max(east, *(p[1] for p in points))
        south, north = min(south, *(p[0] for p in points)), max(north, *(p[0] for p in points))
    reach = 0.15 * max(east - west, north - south)
    box = (west - reach, max(-84, south - reach), east + reach, min(84, north + reach))
    squeeze = math.cos(math.radians((box[1] + box[3]) / 2))
    unit = min(WIDTH / ((box[2] - box[0]) * squeeze), HEIGHT / (box[3] - box[1]))

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - box[0]) * squeeze * unit, (box[3] - lat) * unit

    def path(points: Any) -> str:
        return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point[:2]) for point in points))

    ground = basemap(*box)
    shapes = []
    for country in ground["countries"]:
        shapes.append((" ".join(path(walk(ring, ground["scale"])) + "Z" for ring in country["rings"]), "land"))
    for line in ground["lines"]:
        shapes.append((path(walk(line["points"], ground["scale"])), line["kind"]))
    for part in shapely.get_parts(area):
        rings = (part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,)
        shapes.append((" ".join(path(ring.coords) for ring in rings), "found"))
    drawn = "".join(f'<path class="{kind}" d="{d}"/>' for d, kind in shapes)
    for name, colour in (("inside", "green"), ("outside", "red")):
        for lat, lon in spots[name]:
            x, y = at(lon, lat)
            drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    x, y = at(found.anchor[0] + 360 * (across and found.anchor[0] < 0), found.anchor[1])
    drawn += f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="#111"/>'
    caption = f"<b>{html.escape(row['text'])}</b> {html.escape(found.words[:110])}"
    return f'<figure><svg width="{WIDTH}" height="{HEIGHT}">{drawn}</svg><figcaption>{caption}</figcaption></figure>'


def walk(numbers: list[int], scale: float) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * scale, y * scale))
    return points


STYLE = """body{font:12px sans-serif;margin:4px}figure{display:inline-block;width:330px;margin:4px;vertical-align:top}
svg{background:#cfe0ee}.land{fill:#f6f3ea;stroke:#666;fill-rule:evenodd}.province{fill:none;stroke:#ccc}
.former{fill:none;stroke:#b0b;stroke-dasharray:4 3}.found{fill:#e60a;fill-rule:evenodd;stroke:#c40}"""


def main() -> None:
    out, first, count = sys.argv[1], int((sys.argv[2:] or ["0"])[0]), int((sys.argv[3:] or ["999"])[0])
    rows = tomllib.loads(GOLD.read_text("utf-8"))["phrase"][first : first + count]
    Path(out).write_text(f"<meta charset=utf-8><style>{STYLE}</style>" + "".join(map(picture, rows)), "utf-8")


if __name__ == "__main__":
    main()
