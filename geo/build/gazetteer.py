"""Make geo/data/gazetteer/*.tsv.xz and their rows in SOURCES.toml."""

from __future__ import annotations

import sys
from pathlib import Path

from geo.build.centres import division_centres
from geo.build.geonames import alpha3, cities, cities_by_division, countries, division_names, tagged_names
from geo.build.packages import TABLES
from geo.build.rows import Row, read_table, split, write_rows


def build(cache: Path, data: Path) -> None:
    """Write every gazetteer file under `data`/gazetteer."""
    tagged = tagged_names(cache)
    states = countries(cache)
    first_and_second = divisions(cache)
    towns = cities(cache, first_and_second, tagged)
    for row in states + first_and_second:
        row.tagged = tagged.get(row.id, [])
    for row in first_and_second:  # admin2 held the division's own code while the cities were joined
        row.admin2 = ""
    out = data / "gazetteer"
    for name, rows in {"countries": states, "divisions": first_and_second, "cities": towns}.items():
        count = write_rows(out / f"{name}.tsv.xz", rows)
        print(f"  {name}: {count} rows, {(out / f'{name}.tsv.xz').stat().st_size:,} bytes", file=sys.stderr)


def divisions(cache: Path) -> list[Row]:
    """First- and second-order divisions of the world; a division's population is that of the places inside it.

    `admin2` of a first-order row is its bare code, for the join with the cities.
    """
    iso3, inside = alpha3(cache), cities_by_division(cache)
    centres = division_centres(cache, inside)
    extra = {row["code"]: row for row in read_table(TABLES / "divisions.tsv")}
    first: dict[str, str] = {}
    rows = []
    for code, number, name, others in sorted(division_names(cache), key=lambda row: (row[0].count("."), row[0])):
        country, *parts = code.split(".")
        if len(parts) == 1:
            first[code] = number
        if number not in centres or country not in iso3:
            continue
        lat, lon, radius = centres[number]
        own = extra.get(code, {})
        rows.append(
            Row(
                id=number,
                name=own.get("name") or name,
                lat=lat,
                lon=lon,
                country=iso3[country],
                admin1="" if len(parts) == 1 else first.get(f"{country}.{parts[0]}", ""),
                admin2=parts[0] if len(parts) == 1 else "",
                feature_class="A",
                feature_code=f"ADM{len(parts)}",
                population=sum(people for _, _, people in inside.get(number, ())),
                radius_km=radius,
                alternates=[name, *split(own.get("names", "")), *others],
                abbreviations=split(own.get("abbreviations", "")),
                historic=split(own.get("historic", "")),
                demonyms=split(own.get("demonyms", "")),
            )
        )
    return rows
