"""The commands that answer without reading an article: `geocode`, `draw`, `embed` and `about`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.command import CommandError
from maps.output import encoded

if TYPE_CHECKING:
    from geo.event import Geometry
    from geo.footprints import Footprint
    from geo.place import Place
    from geo.query import Match

SHOWN = 5  # places of one name that the text view tells of


def geocode(options: Namespace) -> int:
    """`araxes geocode`: the place of a name, or the area a phrase tells of; exit code 1 when it is neither."""
    words = " ".join(options.name)
    found = places_named(words, options.country)
    exact = [match for match in found if not match.distance]
    # A region or border is an area even when the gazetteer has a point for it.
    pinned = bool(exact) and exact[0].row.feature_class != "L"
    area = None if pinned or options.country else area_of(words)
    if area is None and not found:
        where = f" in {options.country}" if options.country else ""
        raise CommandError(f"The gazetteer has no place called {words!r}{where}.")
    if area is None and not exact:
        print(f"araxes: no place is spelt {words!r}; this is the nearest spelling.", file=sys.stderr)
    if options.format == "text":
        say(area_lines(area) if area else place_lines(found))
    else:
        from maps.records import json_text

        feature = area_feature(area) if area else place_feature(found)
        say(json_text(feature if options.format == "geojson" else feature["properties"]) + "\n")
    return 0


def say(text: str) -> None:
    sys.stdout.buffer.write(encoded(text))
    sys.stdout.buffer.flush()


def places_named(name: str, country: str | None) -> list[Match]:
    """The places a name may mean, the likeliest first; those spelt otherwise only when none is spelt so."""
    from geo.gazetteer import Gazetteer
    from geo.query import matches

    countries = (country_code(country),) if country else ()
    return matches(name, countries=countries, gazetteer=Gazetteer.bundled())


def place_of(match: Match) -> Place:
    from geo.gazetteer import Gazetteer

    return Gazetteer.bundled().place_of(match.row)


def country_code(code: str) -> str:
    """An ISO 3166-1 code as alpha-3."""
    from geo.codes import alpha3

    known = alpha3(code)
    if known is None:
        raise CommandError(f"{code!r} is not a country's code: write it as AZ or AZE (ISO 3166-1).", 2)
    return known


def area_of(phrase: str) -> Footprint | None:
    from geo.phrases import locate_phrase

    return locate_phrase(phrase)


def place_lines(found: Sequence[Match]) -> str:
    from maps.digest import place_line

    chosen, *rivals = found
    lines = [place_line(place_of(chosen)), f"  {described(place_of(chosen))}; sure {chosen.score:.0%}"]
    lines += [f"  or {place_line(place_of(rival))} {rival.score:.0%}" for rival in rivals[:SHOWN]]
    more = len(rivals) - SHOWN
    return "\n".join([*lines, *([f"  and {more} more of that name"] if more > 0 else [])]) + "\n"


def described(place: Place) -> str:
    counted = place.feature_class == "P" or place.feature_code == "PCLI"  # a division's is only a sum of its places
    people = f", {place.population:,} people" if place.population and counted else ""
    return f"{place.feature_class}.{place.feature_code}{people}, may reach {place.radius_km:g} km from that point"


def place_feature(found: Sequence[Match]) -> dict[str, Any]:
    chosen, *rivals = found
    properties = place_properties(chosen)
    return {
        "type": "Feature",
        "id": properties["id"],
        "geometry": geometry_of(place_of(chosen)),
        "properties": {**properties, "rivals": [place_properties(rival) for rival in rivals[:SHOWN]]},
    }


def geometry_of(place: Place) -> Geometry:
    """A town as its point; a country, a lake or a road as the area or line it is."""
    if place.feature_class in "PS":
        return {"type": "Point", "coordinates": [place.lon, place.lat]}
    from geo.footprints import of_place

    return of_place(place).geometry


def place_properties(match: Match) -> dict[str, Any]:
    place = place_of(match)
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "id": place.id,
        "country": place.country,
        "admin1": place.admin1,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "population": place.population,
        "radius_km": place.radius_km,
        "confidence": match.score,
    }


def area_lines(area: Footprint) -> str:
    from maps.digest import degrees

    lon, lat = area.anchor
    where = f"{area.name}, {area.country}" if area.country else area.name
    kind = area.precision.replace("_", " ")
    return f"{where} (marked at {degrees(lat, lon)}) [{area.id}]\n  {area.words} ({kind})\n"


def area_feature(area: Footprint) -> dict[str, Any]:
    lon, lat = area.anchor
    properties = {
        "name": area.name,
        "lat": lat,
        "lon": lon,
        "id": area.id,
        "country": area.country,
        "precision": area.precision,
        "uncertainty_km": area.uncertainty_km,
        "words": area.words,
    }
    return {"type": "Feature", "id": area.id, "geometry": area.geometry, "properties": properties}


def draw_table(options: Namespace) -> int:
    """`araxes draw`: a table of events, ours or another's, to a map; rows that cannot be right are listed."""
    from maps.publishing import as_exactly_as_asked, publishing
    from maps.sheets import read_sheet
    from maps.stories import Intake

    with publishing(options) as publish:
        sheet = read_sheet(options.table)
        for problem in sheet.problems:
            print(f"araxes: {problem}.", file=sys.stderr)
        if not sheet.events:
            raise CommandError(f"{options.table} has no row that can be drawn.")
        intake = Intake(Namespace(stories=options.story, published=None, fetch=False))
        publish(as_exactly_as_asked(sheet.events, options), intake.all() if options.story else [])
    return 3 if sheet.problems or intake.failed else 0


def embed_map(options: Namespace) -> int:
    """`araxes embed`: the lines that put a map into a page."""
    from urllib.parse import quote

    from maps.embedding import snippet

    text = Path(options.map).read_text(encoding="utf-8", errors="replace")
    if 'content="Araxes"' not in text:
        raise CommandError(f"{options.map} is not a map that araxes wrote: make one with araxes map.")
    say(snippet(quote(Path(options.map).name), title=title_of(text)) + "\n")
    return 0


def title_of(page: str) -> str:
    import re
    from html import unescape

    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return unescape(found[1]).strip() if found else "Event map"


def tell_about(_: Namespace) -> int:
    """`araxes about`: version, where it is installed, the data with sources, dates and licences, the stories."""
    import geo
    from geo.gazetteer import Gazetteer
    from seeds.reading import stories

    counts = Gazetteer.bundled().about()
    lines = [
        f"araxes {version()}, from {Path(geo.__file__).parent.parent}",
        f"gazetteer: {int(counts['places']):,} places, {int(counts['names']):,} names",
        f"bundled stories: {', '.join(stories())}",
        "",
        "data:",
        *source_lines(),
        "",
        BORDERS,
    ]
    say("\n".join(lines) + "\n")
    return 0


BORDERS = (
    "Borders are drawn as internationally recognised; former and claimed lines only as dated layers.\n"
    "Places with several names keep them all. A line on the map is no opinion of ours on whose land it is."
)


def version() -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("araxes")
    except PackageNotFoundError:
        return "(not installed)"


def source_lines() -> list[str]:
    """For each attribution and licence, the files under it and where they came from."""
    alike: dict[tuple[str, str], list[str]] = {}
    for file, row in sources().items():
        alike.setdefault((row["attribution"], row["licence"]), []).append(f"{file} (from {row['origin']})")
    return [
        line
        for (attribution, licence), files in alike.items()
        for line in (f"  {attribution} [{licence}]", *(f"    {file}" for file in files))
    ]


def sources() -> dict[str, dict[str, str]]:
    """The table of the bundled data files: origin, licence, attribution, rows, checksum."""
    import tomllib
    from importlib import resources

    return tomllib.loads((resources.files("geo") / "data" / "SOURCES.toml").read_text(encoding="utf-8"))
