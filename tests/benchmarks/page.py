"""The page beside idiomatic folium, same events, same words, one run: `python tests/benchmarks/page.py 1000 10000`.

Folium's way: a Marker with Popup and Tooltip for each event, in a MarkerCluster per FeatureGroup, under a LayerControl.
Each build runs in a Python of its own; both pages open in the same Chromium without a network, folium's with the
scripts it would fetch put into the file. Figures depend on the machine, the ratios little.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser_setup import FLAGS, find_browser  # noqa: E402

from geo.event import Event, EventPlace, Evidence  # noqa: E402
from maps.assets import FETCHED, built, copy_of  # noqa: E402
from seeds.report import KINDS, When  # noqa: E402

ZOOMS = (1, -1, 1, -1, 1, -1, 1, -1)
READY = {"araxes": ".araxes[data-ready]", "folium": ".leaflet-marker-icon"}
MEASURE = """async (steps) => {
  const map = window[Object.keys(window).find((name) => /^map_[0-9a-f]+$/.test(name))];
  const times = [];
  for (const step of steps) {
    const start = performance.now();
    map.setZoom(map.getZoom() + step, {animate: false});
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}"""


def events(count: int) -> list[Event]:
    """Seeded events around the Caucasus, half of them in towns that several share."""
    dice = random.Random(7)
    towns = [(dice.uniform(40, 52), dice.uniform(36, 43.5)) for _ in range(max(20, count // 50))]
    return [event(number, dice, towns) for number in range(count)]


def event(number: int, dice: random.Random, towns: Sequence[tuple[float, float]]) -> Event:
    lon, lat = dice.choice(towns) if dice.random() < 0.5 else (dice.uniform(40, 52), dice.uniform(36, 43.5))
    day = date(2021, 1, 1) + timedelta(days=dice.randrange(360))
    quote = (
        f"Officials said on the day that incident {number} had taken place in the town, and that nobody was hurt there."
    )
    anchor = round(lon, 4), round(lat, 4)
    place = EventPlace(
        name=f"Town {number % 700}",
        id="geonames:1",
        lon=lon,
        lat=lat,
        role="in",
        precision="settlement",
        uncertainty_km=5,
    )
    return Event(
        id=f"e{number}",
        kind=KINDS[dice.randrange(len(KINDS))],
        mode="",
        headline=f"Incident {number} told by officials",
        source=Evidence(article="a", start=0, end=len(quote), quote=quote, url=f"https://news.example/{number}"),
        when=When(start=day.isoformat(), end=(day + timedelta(days=1)).isoformat(), precision="day", basis="explicit"),
        places=(place,),
        footprint={"type": "Point", "coordinates": list(anchor)},
        anchor=anchor,
    )


def build_araxes(told: Sequence[Event]) -> str:
    from maps import draw

    return draw(told).get_root().render()


def build_folium(told: Sequence[Event]) -> str:
    import folium
    from folium.plugins import MarkerCluster

    page = folium.Map(location=[39.75, 46], zoom_start=6, tiles=None)
    page.options["max_zoom"] = 18  # the tile layer that would say so is left out
    for kind in KINDS:
        group = MarkerCluster().add_to(folium.FeatureGroup(name=kind).add_to(page))
        for one in told:
            if one.kind == kind and one.anchor:
                popup = "<br>".join(map(escape, texts(one)))
                marker = folium.Marker(one.anchor[::-1], popup=folium.Popup(popup, max_width=300), tooltip=one.headline)
                marker.add_to(group)
    folium.LayerControl().add_to(page)
    return str(page.get_root().render())


def texts(one: Event) -> tuple[str, ...]:
    """What both pages say of an event."""
    return one.headline, one.when.start or "", one.source.quote, one.source.url or "", one.places[0].name


def offline(html: str) -> str:
    """Folium's page with the scripts it needs inside; styles that only dress icons are left out."""
    ours = {"leaflet.js": "leaflet.js", "leaflet.css": "leaflet.css"}

    def local(fetched: Any) -> str:
        name = (fetched["script"] or fetched["style"]).rpartition("/")[2]
        if name in ours:
            tag = "script" if fetched["script"] else "style"
            return f"<{tag}>{built(ours[name])}</{tag}>"
        copy = copy_of(fetched)
        return "" if copy == fetched[0] else copy

    return FETCHED.sub(local, html)


def build(way: str, count: int, path: Path) -> None:
    """Build one page and print the CPU seconds and the memory it took."""
    told = events(count)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    html = build_araxes(told) if way == "araxes" else build_folium(told)
    spent = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    path.write_text(html if way == "araxes" else offline(html), encoding="utf-8")
    print(spent, grown / 1024)


def measured(browser: Any, way: str, count: int, folder: Path) -> dict[str, float]:
    path = folder / f"{way}-{count}.html"
    command = [sys.executable, __file__, "--build", way, str(count), str(path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    cpu, memory = map(float, ran.stdout.split())
    page = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
    start = time.perf_counter()
    page.goto(path.as_uri(), timeout=90_000)
    page.wait_for_selector(READY[way], timeout=90_000, state="attached")
    ready = time.perf_counter() - start
    zoom = page.evaluate(MEASURE, ZOOMS)
    check_words(page, way)
    page.context.close()
    return {
        "CPU s": cpu,
        "MB more": memory,
        "KB": path.stat().st_size / 1000,
        "ready ms": ready * 1000,
        "zoom ms": zoom,
    }


def check_words(page: Any, way: str) -> None:
    """Both pages hold the same words: those of one event are looked for in each."""
    if way == "folium":
        said = page.content()
    else:
        page.evaluate("location.hash = '#event=e5'")
        page.wait_for_function("() => !document.querySelector('.card').hidden")
        card = page.locator(".card")
        said = card.inner_text() + (card.locator(".card-source a").get_attribute("href") or "") + "2021"
    told = events(6)[5]
    for words in (told.headline, told.source.quote, told.source.url or "", told.places[0].name):
        assert escape(words) in said or words in said, f"{way} does not say {words!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--build", nargs=3, metavar=("WAY", "COUNT", "FILE"))
    options = parser.parse_args()
    if options.build:
        way, count, path = options.build
        build(way, int(count), Path(path))
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for count in options.counts:
            rows = {way: measured(browser, way, count, Path(folder)) for way in ("folium", "araxes")}
            print(f"\n{count:,} events", *(f"{name:>10}" for name in rows["araxes"]))
            for way, row in rows.items():
                print(f"{way:>12}", *(f"{value:10,.1f}" for value in row.values()))
            print(
                f"{'ratio':>12}",
                *(f"{rows['folium'][name] / max(row, 1e-9):10,.1f}" for name, row in rows["araxes"].items()),
            )


if __name__ == "__main__":
    main()
