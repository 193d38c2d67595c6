"""The basemap in the page's form: what `geo.basemap` knows, less what a page does not draw, in the page's language."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from math import cos, radians
from typing import Any

from geo.basemap import MARGIN, about_borders, basemap
from geo.codes import alpha2

Bounds = tuple[float, float, float, float]  # west, south, east, north
Step = tuple[int, int]
COARSE = 4.0  # units of 0.1 degree that the overview of the world does without
ISLAND = 50  # square units: smaller islands are left out of the overview
# how much more than the view windows show: beside a legend, above and below, in a low frame, on a phone
WIDER, TALLER, FRAME, PHONE = 2.3, 1.5, 3.1, 1.5
WHOLE = 1 + 2 * MARGIN
FAINT = 1 / 700  # of the box's width: what the lines of provinces do without
AREA_RANKS = {"country": 100, "sea": 90, "lake": 60, "river": 40}
TOWN_KINDS = ("city", "city", "town", "town")


@cache
def ground(view: Bounds, language: str, *, overview: bool = False) -> dict[str, Any]:
    """The map under a view: layers of coded lines, from below, and names with their rank.

    A line is whole numbers: a point, then steps, in units of 1 / `scale` degree. `overview` lays a coarse map of the
    world under it, in units of 1 / `world` degree, for events that lie far outside; without one `world` is nought and
    the page does not leave the `box`.

    >>> sorted(ground((44.0, 38.0, 48.0, 41.0), "en")["layers"])
    ['borders', 'countries', 'former', 'lakes', 'provinces', 'rivers']
    """
    detail = basemap(*asked(ground_box(view)))
    countries = [ring for country in detail["countries"] for ring in country["rings"]]
    lines = detail["lines"]
    water = detail["water"]
    scale = round(1 / detail["scale"])
    layers = {
        "countries": countries,
        "lakes": [ring for body in water if body["kind"] == "lake" for ring in body["rings"]],
        "rivers": [line for body in water if body["kind"] == "river" for line in body["points"]],
        "provinces": [plainer(line["points"], scale, detail["box"]) for line in lines if line["kind"] == "province"],
        "former": [line["points"] for line in lines if line["kind"] == "former"],
        "borders": list(inland(countries)),
    }
    world_scale, land = world() if overview else (0, [])
    if overview:
        layers = {"world": land, "sea": [box_ring(detail["box"], scale)]} | layers
    return {
        "scale": scale,
        "box": detail["box"],
        "world": world_scale,
        "layers": {name: coded for name, coded in layers.items() if coded},
        "labels": [*area_names(detail, language), *town_names(detail, language)],
        "former": sorted(
            {f"{line['name']}, {line['since'][:4]}–{line['until'][:4]}" for line in lines if "since" in line}
        ),
        "attribution": detail["attribution"],
        "borders": about_borders(),
    }


def ground_box(view: Bounds) -> Bounds:
    """What the map shows in detail around a view: enough for a phone, a wide screen with a legend, and a low frame.

    >>> ground_box((44.0, 39.0, 48.0, 43.0))
    (37.8, 38.0, 54.2, 44.0)
    """
    west, south, east, north = view
    middle = (south + north) / 2
    squeeze = max(0.1, cos(radians(middle)))
    width, height = (east - west) * squeeze, north - south
    across = max(width * WIDER, height * FRAME) / squeeze / 2
    up = max(height * TALLER, width * PHONE) / 2
    centre = (west + east) / 2
    box = centre - across, max(-85.0, middle - up), centre + across, min(85.0, middle + up)
    return tuple(round(edge, 1) for edge in box)  # type: ignore[return-value]


def asked(box: Bounds) -> Bounds:
    """The box to ask of `geo.basemap`, which draws a margin around it."""
    west, south, east, north = box
    across, up = (east - west) * (1 - 1 / WHOLE) / 2, (north - south) * (1 - 1 / WHOLE) / 2
    return west + across, south + up, east - across, north - up


def plainer(coded: list[int], scale: int, box: Sequence[float]) -> list[int]:
    """A faint line with the detail that a faint line needs."""
    from shapely.geometry import LineString

    fine = (box[2] - box[0]) * scale * FAINT
    return encoded([(int(x), int(y)) for x, y in LineString(decoded(coded)).simplify(fine).coords])


def decoded(coded: Sequence[int]) -> list[Step]:
    """The points of a coded line, still in whole units.

    >>> decoded([10, 20, 1, -1])
    [(10, 20), (11, 19)]
    """
    points, x, y = [], 0, 0
    for dx, dy in zip(coded[::2], coded[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def encoded(points: Sequence[Step]) -> list[int]:
    steps = [points[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))]
    return [number for step in steps for number in step]


def inland(rings: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The stretches that two rings share: borders on land, and no coast.

    >>> list(inland([[0, 0, 1, 0, 0, 1, -1, 0, 0, -1], [1, 0, 1, 0, 0, 1, -1, 0, 0, -1]]))
    [[1, 0, 0, 1]]
    """
    walks = [decoded(ring) for ring in rings]
    shared = Counter(frozenset(edge) for walk in walks for edge in pairwise(walk))
    done: set[frozenset[Step]] = set()
    for walk in walks:
        run: list[Step] = []
        for edge in pairwise(walk):
            key = frozenset(edge)
            if shared[key] > 1 and key not in done:
                done.add(key)
                run = [*run, edge[1]] if run else list(edge)
            elif run:
                yield encoded(run)
                run = []
        if run:
            yield encoded(run)


@cache
def world() -> tuple[int, list[list[int]]]:
    """The land of the world, coarse, enough to see where a far place lies: its own scale, and its rings."""
    from shapely.geometry import Polygon

    whole = basemap(-179.0, -58.0, 179.0, 80.0)
    drawn = []
    for country in whole["countries"]:
        for ring in country["rings"]:
            shape = Polygon(decoded(ring))
            if shape.area >= ISLAND:
                points = [(int(x), int(y)) for x, y in shape.simplify(COARSE).exterior.coords]  # type: ignore[attr-defined]
                drawn.append(encoded(points))
    return round(1 / whole["scale"]), drawn


def box_ring(box: Sequence[float], scale: int) -> list[int]:
    west, south, east, north = (round(edge * scale) for edge in box)
    return encoded([(west, south), (east, south), (east, north), (west, north), (west, south)])


def area_names(detail: dict[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """Names of countries and waters, each where there is room for it."""
    bodies: Iterable[tuple[str, dict[str, Any]]] = [
        *(("country", country) for country in detail["countries"]),
        *((body["kind"], body) for body in detail["water"]),
    ]
    for kind, body in bodies:
        if body["label"] and body["name"]:
            lon, lat = body["label"]
            yield {
                "name": area_name(kind, body, language),
                "lon": lon,
                "lat": lat,
                "kind": kind,
                "rank": AREA_RANKS[kind],
            }


def area_name(kind: str, body: dict[str, Any], language: str) -> str:
    """The name of a country or a water in the page's language, where it is known; else the English one."""
    name = str(body["name"])
    if language == "en":
        return name
    if kind == "country":
        return country_names(language).get(alpha2(body["id"]) or "", name)
    return waters().get(name, {}).get(language, name)


@cache
def country_names(language: str) -> dict[str, str]:
    """Countries by ISO 3166-1 alpha-2 code, as Unicode's CLDR has them."""
    from babel import Locale

    return dict(Locale(language).territories)


@cache
def waters() -> dict[str, dict[str, str]]:
    return dict(tomllib.loads(resources.files("maps").joinpath("waters.toml").read_text(encoding="utf-8")))


def town_names(detail: dict[str, Any], language: str) -> Iterator[dict[str, Any]]:
    for place, town in enumerate(detail["towns"]):
        kind = "capital" if town["capital"] else TOWN_KINDS[town["rank"]]
        name = town["names"].get(language, town["name"])
        rank = 95 if town["capital"] else 80 - place / 2
        yield {"name": name, "lon": town["lon"], "lat": town["lat"], "kind": kind, "rank": rank}
