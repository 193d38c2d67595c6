"""Figures of the gazetteer: python tests/benchmarks/gazetteer_figures.py [CORPUS.jsonl ...]

Size and time of the index, of opening, looking up and a cold answer. With corpora (a line of JSON an article, with "id"
and "toponyms"), the share of toponyms that some place of the name could answer, file by file of the gazetteer. Of a
corpus only one half, by a hash of the id, is read, so that the other half stays for testing.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geo.gazetteer import DEMONYM, Gazetteer, distance_km
from geo.index import DATA, INDEX, full_id, write_index

SOURCES = ("cities", "countries", "divisions", "features", "regional", "airports", "post-towns")


def main(corpora: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        size = write_index(path=Path(folder) / "index.sqlite").stat().st_size
        print(f"index        {size / 1e6:.1f} MB in {time.perf_counter() - start:.1f} s")
    print(f"opening      {1e3 * timed(lambda: Gazetteer.open(INDEX)):.2f} ms")
    world = Gazetteer.open(INDEX)
    names = [name for (name,) in world._index.execute("SELECT folded FROM name WHERE place % 97 = 0")]
    asked = random.Random(7).sample(names, 3_000)
    start = time.perf_counter()
    for name in asked:
        world.lookup_folded(name)
    print(f"lookup       {(time.perf_counter() - start) / len(asked) * 1e6:.1f} us a name not asked before")
    command = [sys.executable, "-c", "from geo import geocode; geocode('Shusha')"]
    print(f"cold geocode {timed(lambda: subprocess.run(command, check=True)):.3f} s")
    print(f"places       {world.about()['places']}, names {world.about()['names']}")
    for corpus in corpora:
        coverage(world, Path(corpus))


def timed(work: object) -> float:
    """Median of nine runs, seconds."""
    assert callable(work)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def coverage(world: Gazetteer, corpus: Path) -> None:
    """Print what each file of the gazetteer adds to the toponyms that can be answered."""
    file_of = {}
    for name in SOURCES:
        for line in lzma.decompress((DATA / "gazetteer" / f"{name}.tsv.xz").read_bytes()).decode().split("\n")[1:-1]:
            file_of[full_id(line.partition("\t")[0])] = name
    answers = []
    for line in corpus.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        article = json.loads(line)
        if int(hashlib.sha256(article["id"].encode()).hexdigest(), 16) % 2:
            continue
        for toponym in article["toponyms"]:
            if not toponym.get("adj") and toponym.get("lat") is not None:
                rows = [row for row in world.lookup(toponym["text"]) if row.kind != DEMONYM]
                here = toponym["lat"], toponym["lon"]
                answers.append([(file_of[row.id], distance_km(*here, row.lat, row.lon)) for row in rows])
    for count, last in enumerate(SOURCES, 1):
        files = SOURCES[:count]
        shares = [
            sum(any(file in files and away < km for file, away in found) for found in answers) / len(answers)
            for km in (161, 25)
        ]
        print(f"{corpus.stem}: + {last:<10} {shares[0]:.3f} within 161 km, {shares[1]:.3f} within 25 km")


if __name__ == "__main__":
    main(sys.argv[1:])
