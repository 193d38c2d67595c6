"""How well and how fast araxes finds and places toponyms, on corpora you have.

    python tests/benchmarks/geoparsing.py CORPUS.jsonl... [--half even|odd] [--peers]

A corpus has one article per line: {"id", "text", "toponyms": [{"start", "end", "lat", "lon", "adj", "geonameid"}]};
`adj` marks the words for a people, which are neither asked for nor held against anyone, and "lat": null a toponym
without a known point. `--half` takes the articles whose sha256 of the id is even or odd: develop on one half,
report the other. `--peers` runs flashgeotext and geotext beside (pip install 'araxes[benchmarks]'). Two workers are
compared with one on all articles of a corpus.

Scores: recognition by exact span; end to end within 161 km (100 miles), an overlapping span counts as found;
resolution on the gold's own spans; right country of those resolved; reliability of the confidence, where right is
within 161 km or within the place's own reach.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geo.gazetteer import Gazetteer, distance_km
from geo.geoparser import geoparse
from geo.place import Mention
from geo.recognising import Reading
from geo.resolving import background, resolve
from geo.toponym import Toponym, known

MILES_100 = 161.0
Document = dict[str, Any]
Pair = tuple[dict[str, Any] | None, Mention]


@dataclass
class Tally:
    """Counts over a corpus."""

    gold: int = 0
    given: int = 0
    exact: int = 0
    overlap: int = 0
    gold_placed: int = 0
    given_placed: int = 0
    right: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args(arguments)
    print(f"first answer after {first_answer():.2f} s of process time")
    for path in options.corpora:
        documents = list(read(path, options.half))
        report(path.stem, documents)
        if options.peers:
            compare_speed(documents)
        print_workers(path)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def read(path: Path, half: str | None) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            odd = int(hashlib.sha256(str(document["id"]).encode()).hexdigest(), 16) % 2
            if half is None or odd == (half == "odd"):
                yield document


def report(name: str, documents: Sequence[Document]) -> None:
    tally = Tally()
    begun = time.process_time()
    read_out = [geoparse(document["text"]) for document in documents]
    speed = len(documents) / (time.process_time() - begun)
    for document, mentions in zip(documents, read_out, strict=True):
        count(tally, document["toponyms"], [m for m in mentions if m.sense != "demonym"])
    print(f"\n{name}: {len(documents)} articles, {tally.gold} toponyms, {speed:.0f} articles/s on one core")
    print(f"  recognition, exact    {scores(tally.exact, tally.given, tally.gold)}")
    print(f"  recognition, overlap  {scores(tally.overlap, tally.given, tally.gold)}")
    print(f"  end to end @161 km    {scores(tally.right, tally.given_placed, tally.gold_placed)}")
    at_161, at_25, countries = on_gold_spans(documents)
    print(
        f"  on gold spans         acc@161 {at_161:.3f}  acc@25 {at_25:.3f}  right country {countries:.3f} of resolved"
    )
    print_reliability(tally.sure)


def count(tally: Tally, gold: Sequence[dict[str, Any]], mentions: Sequence[Mention]) -> None:
    """Add one document's gold and mentions to the tally."""
    asked = [toponym for toponym in gold if not toponym.get("adj")]
    pairs = matched(asked, mentions)
    found = {id(toponym) for toponym, _ in pairs if toponym is not None}
    tally.gold += len(asked)
    tally.gold_placed += sum(toponym["lat"] is not None for toponym in asked)
    for toponym, mention in pairs:
        if toponym is None and overlapping(mention, (other for other in gold if id(other) not in found)):
            continue  # on a people's name, or beside one that is matched already
        tally.given += 1
        if toponym is not None:
            tally.overlap += 1
            tally.exact += (toponym["start"], toponym["end"]) == (mention.start, mention.end)
        if mention.place is None or (toponym is not None and toponym["lat"] is None):
            continue
        far = kilometres(toponym, mention)
        tally.given_placed += 1
        tally.right += far <= MILES_100
        tally.sure.append((mention.confidence, far <= max(MILES_100, mention.place.radius_km)))


def matched(gold: Sequence[dict[str, Any]], mentions: Sequence[Mention]) -> list[Pair]:
    """Each mention with the gold toponym it overlaps most, one to one, equal spans first."""
    options = sorted(
        (not (g["start"] == m.start and g["end"] == m.end), max(g["start"], m.start) - min(g["end"], m.end), i, j)
        for i, g in enumerate(gold)
        for j, m in enumerate(mentions)
        if g["start"] < m.end and m.start < g["end"]
    )
    of_mention: dict[int, int] = {}
    for _, _, i, j in options:
        if j not in of_mention and i not in of_mention.values():
            of_mention[j] = i
    return [(gold[of_mention[j]] if j in of_mention else None, m) for j, m in enumerate(mentions)]


def overlapping(mention: Mention, gold: Iterable[dict[str, Any]]) -> bool:
    return any(
        toponym.get("adj") and toponym["start"] < mention.end and mention.start < toponym["end"] for toponym in gold
    )


def kilometres(toponym: dict[str, Any] | None, mention: Mention) -> float:
    if toponym is None or mention.place is None:
        return float("inf")
    return distance_km(toponym["lat"], toponym["lon"], *mention.place.latlon)


def on_gold_spans(documents: Sequence[Document]) -> tuple[float, float, float]:
    """Resolution alone: (within 161 km, within 25 km, right country of those resolved)."""
    gazetteer = Gazetteer.bundled()
    asked = near = close = of_country = right_country = 0
    for document in documents:
        reading = Reading(document["text"], gazetteer)
        found = {(t.start, t.end): t for t in reading.toponyms if t.known}
        gold = [toponym for toponym in document["toponyms"] if not toponym.get("adj")]
        toponyms = [found.get((g["start"], g["end"])) or bare(g, document["text"], gazetteer) for g in gold]
        meanings = resolve(toponyms, background=background(reading))
        for toponym, t in zip(gold, toponyms, strict=True):
            if toponym["lat"] is None:
                continue
            asked += 1
            if t in meanings:
                row = meanings[t].choice
                far = distance_km(toponym["lat"], toponym["lon"], row.lat, row.lon)
                near, close = near + (far <= MILES_100), close + (far <= 25)
                of_country += row.country is not None
                right_country += row.country is not None and row.country in countries_at(gazetteer, toponym)
    return near / asked, close / asked, right_country / of_country


def bare(toponym: dict[str, Any], text: str, gazetteer: Gazetteer) -> Toponym:
    name = text[toponym["start"] : toponym["end"]]
    return Toponym(toponym["start"], toponym["end"], 0, 0, name, name.casefold(), known(gazetteer, name))


def countries_at(gazetteer: Gazetteer, toponym: dict[str, Any]) -> set[str | None]:
    """The country of a gold toponym: its GeoNames row's, else that of the towns nearest to its point."""
    row = gazetteer.row(f"geonames:{toponym.get('geonameid')}")
    if row is not None:
        return {row.country}
    for reach in (20, 100, 400):
        if towns := gazetteer.near(toponym["lat"], toponym["lon"], reach):
            return {towns[0][1].country}
    return set()


def scores(right: int, given: int, asked: int) -> str:
    precision, recall = right / max(given, 1), right / max(asked, 1)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def print_reliability(sure: Sequence[tuple[float, bool]]) -> None:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for confidence, right in sure:
        bins[min(9, int(10 * confidence))].append((confidence, right))
    error = 0.0
    print("  confidence  right  mentions")
    for pairs in filter(None, bins):
        said, was = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        error += abs(said - was) * len(pairs) / len(sure)
        print(f"        {said:.2f}   {was:.2f}  {len(pairs):8}")
    print(f"  expected calibration error {error:.3f}")


def first_answer() -> float:
    """Seconds from the start of a process to its first mention."""
    program = "from geo.geoparser import geoparse; geoparse('Shelling in Goris.')"
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - begun


def compare_speed(documents: Sequence[Document]) -> None:
    """Articles a second, each finder warmed up on the first article and timed on all, best of three."""
    texts = [document["text"] for document in documents]
    finders: dict[str, Callable[[str], object]] = {"araxes": geoparse, **peers()}
    for name, find in finders.items():
        find(texts[0])
        best = min(seconds(find, texts) for _ in range(3))
        print(f"  {name:14} {len(texts) / best:7.0f} articles/s")


def print_workers(path: Path) -> None:
    """What two processes cost over one, in CPU time of all, and whether they write the same bytes; median of three."""
    costs: dict[int, list[float]] = {1: [], 2: []}
    written = dict[int, bytes]()
    for workers in [*costs] * 3:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "maps", "places", str(path), "--format", "jsonl", "--workers", str(workers)]
        written[workers] = subprocess.run(command, check=True, capture_output=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs[workers].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    one, two = (statistics.median(costs[workers]) for workers in costs)
    same = "the same" if written[1] == written[2] else "OTHER"
    print(f"  2 workers cost {two / one - 1:+.0%} CPU in all and write {same} bytes")


def seconds(find: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = time.process_time()
    for text in texts:
        find(text)
    return time.process_time() - begun


def peers() -> dict[str, Callable[[str], object]]:
    """The finders that are installed; they find the names of cities and countries and place none."""
    found: dict[str, Callable[[str], object]] = {}
    if find_spec("flashgeotext"):
        from flashgeotext.geotext import GeoText as FlashGeoText

        found["flashgeotext"] = FlashGeoText().extract
    if find_spec("geotext"):
        from geotext import GeoText

        found["geotext"] = GeoText
    return found


if __name__ == "__main__":
    sys.exit(main())
