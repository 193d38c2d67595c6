# ruff: noqa: E501 - the table of events reads best with one event a line
"""A story made up for the page's tests: events of every look, placed as an area, a line, a town, a country, nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.event import Event, EventPlace, Evidence
from seeds.article import Article
from seeds.report import Actor, Quantity, When

TEXT = """Border drill worries neighbours

Iran's army began a drill near the border with Azerbaijan on 1 October 2021. Guards moved tanks to the frontier last month. The weather was mild.

In the Karabakh region police set up checkpoints, customs officers imposed a levy, and forces have held the heights since 1994.

A convoy was stopped on the Goris-Kapan road. The president met farmers in Jabrayil. Two drivers were detained. France called for calm in Paris.

Iran may close its airspace. Baku denied a strike on Jolfa."""

ARTICLE = Article(
    id="sample",
    text=TEXT,
    headline="Border drill worries neighbours",
    published=date(2021, 10, 2),
    published_basis="given",
    url="https://news.example/drill",
    publisher="Example News",
)  # fmt: skip

ZONE = {
    "type": "Polygon",
    "coordinates": [
        [[44.8, 39.6], [45.9, 38.8], [46.5, 38.85], [47.8, 39.6], [47.8, 39.3], [46.5, 38.6], [45.8, 38.5], [44.6, 39.4], [44.8, 39.6]]
    ],
}  # fmt: skip
KARABAKH = {"type": "Polygon", "coordinates": [[[46.0, 40.2], [47.2, 40.3], [47.2, 39.5], [46.4, 39.5], [46.0, 40.2]]]}
IRAN = {"type": "Polygon", "coordinates": [[[44, 39.5], [54, 37], [61, 36], [61, 26], [48, 30], [44, 39.5]]]}
ROAD = {"type": "LineString", "coordinates": [[46.34, 39.51], [46.37, 39.35], [46.4, 39.2]]}


def town(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(article="sample", start=start, end=start + len(words), quote=words, url=ARTICLE.url)


def place(name: str, named: str, precision: Any, role: Any = "in", **more: Any) -> EventPlace:
    start = TEXT.index(named)
    facts: dict[str, Any] = {"id": "geonames:1", "lat": 39.0, "lon": 46.0, "uncertainty_km": 20.0} | more
    return EventPlace(name=name, role=role, precision=precision, mention=(start, start + len(named)), **facts)


def event(name: str, kind: Any, headline: str, words: str, **more: Any) -> Event:
    return Event(id=name, kind=kind, mode="", headline=headline, source=evidence(words), **more)


BORDER = place(
    "Iran–Azerbaijan border",
    "near the border with Azerbaijan",
    "border_zone",
    "near",
    words="on the Iranian side of the border",
)
HEIGHTS = place("Karabakh", "Karabakh region", "region")
ARMY = Actor(name="Iran's army", kind="military", country="IRN")

EVENTS = (
    event("drill", "deploy", "Iran's army holds a drill near the border", "Iran's army began a drill", actors=(ARMY,),
          when=When(edtf="2021-10-01", start="2021-10-01", end="2021-10-02", text="on 1 October 2021", precision="day", basis="explicit"),
          places=(BORDER,), footprint=ZONE, anchor=(46.2, 38.7)),
    event("tanks", "deploy", "Guards move tanks to the frontier", "Guards moved tanks to the frontier", status="claimed", attribution="state television",
          when=When(edtf="2021-09", start="2021-09-01", end="2021-10-01", text="last month", precision="month", basis="publication"),
          places=(BORDER,), footprint=ZONE, anchor=(46.2, 38.7)),
    event("checkpoints", "restrict", "Police set up checkpoints in Karabakh", "police set up checkpoints", places=(HEIGHTS,), footprint=KARABAKH, anchor=(46.7, 39.9)),
    event("levy", "sanction", "Customs officers impose a levy", "customs officers imposed a levy", places=(HEIGHTS,), footprint=KARABAKH, anchor=(46.7, 39.9),
          quantities=(Quantity(kind="trucks", value=1200.0, qualifier="more than"),)),
    event("heights", "control", "Forces hold the heights", "forces have held the heights since 1994", places=(HEIGHTS,), footprint=KARABAKH, anchor=(46.7, 39.9),
          when=When(edtf="1994/..", start="1994-01-01", text="since 1994", precision="year", basis="explicit")),
    event("convoy", "restrict", "Convoy stopped on the Goris-Kapan road", "A convoy was stopped", places=(place("Goris–Kapan road", "Goris-Kapan road", "line"),), footprint=ROAD, anchor=(46.37, 39.35)),
    event("visit", "meet", "The president meets farmers", "The president met farmers in Jabrayil", places=(place("Jabrayil", "Jabrayil", "settlement", id="geonames:587084"),), footprint=town(47.03, 39.4), anchor=(47.03, 39.4)),
    event("drivers", "detain", "Two drivers detained", "Two drivers were detained"),
    event("calm", "speak", "France calls for calm", "France called for calm in Paris", places=(place("Paris", "Paris", "settlement"),), footprint=town(2.35, 48.85), anchor=(2.35, 48.85)),
    event("airspace", "restrict", "Iran may close its airspace", "Iran may close its airspace", status="possible", places=(place("Iran", "Iran may", "country"),), footprint=IRAN, anchor=(53.7, 32.4)),
    event("strike", "attack", "Strike on Jolfa denied", "Baku denied a strike on Jolfa", status="denied", attribution="Baku", places=(place("Jolfa", "Jolfa", "settlement"),), footprint=town(45.63, 38.94), anchor=(45.63, 38.94)),
)  # fmt: skip
