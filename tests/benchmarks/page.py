"""The page beside idiomatic folium, same events, same words, one run: `python tests/benchmarks/page.py 1000 10000`.

Folium's way: a Marker with a Popup for each event, in a MarkerCluster per FeatureGroup, under a LayerControl, and no
more; `--dressed` adds the Tooltip and the coloured Icon that say at a glance what our marks say. Folium has no map
under the events here, our page has. From a million events on folium is left out: it would write a gigabyte.

Each page is built in Pythons of its own, in turn; both libraries are imported before the clock starts, and the figure
is CPU time from the events to the HTML. Both pages open in the same Chromium without a network, folium's with the
scripts it would fetch put into the file (leaflet.markercluster 1.5.3, which is not slower than the 1.1.0 it names).
"ready" is the page's own clock when all is drawn, two frames on; "zoom" is from a call of `setZoom` to two frames on,
which takes 17 to 33 ms even when there is nothing to do; "CPU" beside them is what the page's main thread worked
meanwhile. All are medians of the rounds. The words of some events are looked for in both pages.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser_setup import FLAGS, find_browser  # noqa: E402

from geo.event import Event, EventPlace, Evidence  # noqa: E402
from maps.assets import FETCHED, built, copy_of  # noqa: E402
from seeds.report import KINDS, When  # noqa: E402

ROUNDS = {1_000: 5, 10_000: 5}  # of larger pages one is enough: their figures move little
TOO_MANY = 1_000_000  # for folium
CHECKED = (5, 77, 500)  # rows whose words are looked for
ZOOMS = (1, -1, 1, -1, 1, -1, 1, -1)
READY = {"araxes": ".araxes[data-ready]", "folium": ".leaflet-marker-icon"}
WAIT = """(() => {
  const look = () => {
    if (!document.querySelector(%r)) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => (window.readyAt = performance.now())));
  };
  look();
})()"""
ZOOM = """async (step) => {
  const map = window[Object.keys(window).find((name) => /^map_[0-9a-f]+$/.test(name))];
  const start = performance.now();
  map.setZoom(map.getZoom() + step, {animate: false});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
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


def build_folium(told: Sequence[Event], *, dressed: bool = False) -> str:
    import folium
    from folium.plugins import MarkerCluster

    page = folium.Map(location=[39.75, 46], zoom_start=6, tiles=None)
    page.options["max_zoom"] = 18  # the tile layer that would say so is left out
    for kind, colour in zip(KINDS, cycle(("red", "blue", "green", "orange")), strict=False):
        group = MarkerCluster().add_to(folium.FeatureGroup(name=kind).add_to(page))
        for one in told:
            if one.kind == kind and one.anchor:
                popup = folium.Popup("<br>".join(map(escape, texts(one))), max_width=300)
                more: dict[str, Any] = (
                    {"tooltip": one.headline, "icon": folium.Icon(color=colour, icon="flag")} if dressed else {}
                )
                folium.Marker(one.anchor[::-1], popup=popup, **more).add_to(group)
    folium.LayerControl().add_to(page)
    return str(page.get_root().render())


def texts(one: Event) -> tuple[str, ...]:
    """What both pages say of an event."""
    return one.headline, one.when.start or "", one.source.quote, one.source.url or "", one.places[0].name


def offline(html: str) -> str:
    """Folium's page with the scripts it needs inside; styles that only dress icons are left out."""
    ours = {"leaflet.js": "leaflet.js", "leaflet.css": "leaflet.css", "leaflet.awesome-markers.js": "pins.js"}

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
    import folium.plugins  # noqa: F401  # both need folium and what it imports: that is not counted
    import shapely.geometry  # noqa: F401

    import geo.gazetteer  # noqa: F401
    import maps.crowd
    import maps.drawing  # noqa: F401

    told = events(count)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    html = build_araxes(told) if way == "araxes" else build_folium(told, dressed=way == "dressed")
    spent = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    path.write_text(html if way == "araxes" else offline(html), encoding="utf-8")
    print(spent, grown / 1024)


def measured(browser: Any, way: str, count: int, folder: Path) -> dict[str, float]:
    path = folder / f"{way}-{count}.html"
    command = [sys.executable, __file__, "--build", way, str(count), str(path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    cpu, memory = map(float, ran.stdout.split())
    file = path.read_bytes()
    figures = {"Python s": cpu, "MB more": memory, "KB": len(file) / 1e3, "gzip KB": len(gzip.compress(file, 6)) / 1e3}
    return figures | opened(browser, "araxes" if way == "araxes" else "folium", count, path)


def opened(browser: Any, way: str, count: int, path: Path) -> dict[str, float]:
    """What the page takes to be ready and to zoom; and that it says what it should."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.add_init_script(WAIT % READY[way])
    meter = context.new_cdp_session(page)
    meter.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri(), timeout=300_000)
    while not (ready := page.evaluate("window.readyAt ?? 0")):
        time.sleep(0.02)
    ready_work, heap = worked(meter, "TaskDuration") * 1000, worked(meter, "JSHeapUsedSize") / 1e6
    zooms = []
    for step in ZOOMS:
        before = worked(meter, "TaskDuration")
        lasted = page.evaluate(ZOOM, step)
        zooms.append((lasted, (worked(meter, "TaskDuration") - before) * 1000))
    check_words(page, way, count, path)
    context.close()
    return {
        "ready ms": ready,
        "CPU ms": ready_work,
        "zoom ms": median(lasted for lasted, _ in zooms),
        "CPU of it": median(work for _, work in zooms),
        "heap MB": heap,
    }


def worked(meter: Any, name: str) -> float:
    metrics = {metric["name"]: metric["value"] for metric in meter.send("Performance.getMetrics")["metrics"]}
    return float(metrics[name])


def check_words(page: Any, way: str, count: int, path: Path) -> None:
    """Both pages say title, date, quote, source and place of an event: folium's in a popup, ours on its card."""
    told = events(count)
    html = path.read_text(encoding="utf-8") if way == "folium" else ""
    for number in CHECKED:
        one = told[number % count]
        wanted = [escape(text) for text in texts(one)] if way == "folium" else on_card(one)
        if way == "araxes":
            page.evaluate(f"location.hash = '#event={one.id}'")
            card = page.locator(".card")
            card.filter(has_text=one.headline).wait_for(timeout=60_000)
            html = card.inner_text() + (card.locator(".card-source a").get_attribute("href") or "")
        for words in wanted:
            assert words in html, f"{way} does not say {words!r}"


def on_card(one: Event) -> tuple[str, ...]:
    headline, start, quote, url, place = texts(one)
    day = date.fromisoformat(start)
    return headline, f"{day.day} {day:%B %Y}", quote, url, place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--dressed", action="store_true", help="folium's markers with tooltip and coloured icon")
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
            compare(browser, count, Path(folder), "dressed" if options.dressed else "folium")


def compare(browser: Any, count: int, folder: Path, peer: str) -> None:
    """Print a table of both, the medians of rounds in which they take turns, and folium's figures over ours."""
    ways = ("araxes",) if count >= TOO_MANY else (peer, "araxes")
    rounds: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for _ in range(ROUNDS.get(count, 1)):
        for way in ways:
            rounds[way].append(measured(browser, way, count, folder))
    rows = {way: {name: median(one[name] for one in told) for name in told[0]} for way, told in rounds.items()}
    if peer in rows:
        rows["ratio"] = {name: rows[peer][name] / max(own, 1e-9) for name, own in rows["araxes"].items()}
    print(f"\n{f'{count:,} events':>18}", *(f"{name:>10}" for name in rows["araxes"]))
    for way, row in rows.items():
        print(
            f"{way:>18}",
            *(f"{value:10,.2f}" if value < 10 else f"{value:10,.0f}" for value in row.values()),
            flush=True,
        )


if __name__ == "__main__":
    main()
