"""`python tests/benchmarks/speed.py`: what reading costs, and that its time grows with the text and no faster.

Prints medians of CPU seconds. A growth of 4.0 for a text four times as long is linear.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo import footprints, index
from geo.gazetteer import Gazetteer
from geo.geoparser import geoparse
from geo.locating import locate
from seeds.article import Article
from seeds.reading import stories, story
from seeds.reports import find_reports
from seeds.text import Document

ROUNDS = 5
CACHED = ("of_place", "of_country", "of_province", "of_region", "border_zone")


def seconds(work: Callable[[], object]) -> float:
    """The median CPU time of a few rounds, after one that is not counted."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        rounds.append(time.process_time() - begun)
    return statistics.median(rounds)


def growth(work: Callable[[Article], object]) -> tuple[float, float]:
    """Milliseconds for the bundled stories in one text, and how many times that a text four times as long takes."""
    text = "\n\n".join(story(name).text for name in stories())
    once = seconds(lambda: work(Article(id="once", text=text)))
    fourfold = seconds(lambda: work(Article(id="fourfold", text="\n\n".join([text] * 4))))
    return once * 1000, fourfold / once


def main() -> None:
    print(f"opening the gazetteer      {seconds(lambda: Gazetteer.open(index.INDEX)) * 1000:8.2f} ms")
    stages: dict[str, Callable[[Article], object]] = {
        "sentences and tokens": Document,
        "reports": find_reports,
        "place names": lambda article: geoparse(article.text),
        "located events": locate,
    }
    for name, work in stages.items():
        milliseconds, times = growth(work)
        print(f"{name:26s} {milliseconds:8.1f} ms for the bundled stories, x {times:.1f} for four times the text")
    articles = [story(name) for name in stories()]
    each = seconds(lambda: [locate(article) for article in articles]) / len(articles)
    print(f"articles a minute          {60 / each:8.0f}")
    for name, cost in sorted(footprint_costs().items(), key=lambda row: -row[1]):
        print(f"footprint: {name:24s} {cost * 1000:6.1f} ms")


def footprint_costs() -> dict[str, float]:
    """CPU seconds of each kind of footprint, its shapes once read but nothing remembered."""
    from test_footprints import MAKERS

    def fresh(make: Callable[[], object]) -> object:
        for maker in CACHED:
            getattr(footprints, maker).cache_clear()
        return make()

    return {name: seconds(partial(fresh, make)) for name, make in MAKERS.items()}


if __name__ == "__main__":
    main()
