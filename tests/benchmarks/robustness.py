"""`python tests/benchmarks/robustness.py [--cases N]`: strange and very long texts through the geoparser.

Prints for texts of 1, 10 and 50 MB the CPU seconds a megabyte and the peak memory, each in a process of its own, of
the list `geoparse` gives and of mentions taken one by one; then how text without a capital letter, all in capitals,
from right to left and with 100,000 mentions fares; then runs N cases of any Unicode text (hypothesis, default 10,000).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.geoparser import geoparse, mentions
from seeds.reading import stories, story

SIZES = (1, 10, 50)
RIGHT_TO_LEFT = "آتش‌سوزی در شهر تبریز و در روستای مرزی نوردوز گزارش شد. "
TELLING = (
    "Paris in Texas , . U.S. St. the of County “ ’ s - — Iran ( ) \n\n Street 5th Mr John تبریز Երևան Москва".split(" ")
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--long", nargs=2, metavar=("MB", "HOW"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.long:
        print_long(int(options.long[0]), options.long[1])
        return
    for how in ("list", "stream"):
        for megabytes in SIZES:
            subprocess.run([sys.executable, __file__, "--long", str(megabytes), how], check=True)
    text = sample(1)
    print_one("no capital letter", text.lower())
    print_one("all in capitals", text.upper())
    print_one("right to left", RIGHT_TO_LEFT * (1_000_000 // len(RIGHT_TO_LEFT)))
    print_one("100,000 mentions", "Shots were heard in Goris and in Kapan. " * 50_000)
    print_cases(options.cases)


def sample(megabytes: int) -> str:
    """The bundled stories over and over, in Latin-1 as most English text is."""
    unit = "\n\n".join(story(name).text for name in stories()).encode("latin-1", "ignore").decode("latin-1") + "\n\n"
    return unit * (megabytes * 1_000_000 // len(unit) + 1)


def print_long(megabytes: int, how: str) -> None:
    text = sample(megabytes)
    begun = time.process_time()
    found = len(geoparse(text)) if how == "list" else sum(1 for _ in mentions(text))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{megabytes:3} MB, as a {how:6}  {found:8,} mentions  {seconds / megabytes:5.2f} s/MB  peak {peak:4.0f} MB")


def print_one(kind: str, text: str) -> None:
    begun = time.process_time()
    found = sum(1 for _ in mentions(text))
    print(f"{kind:20} {len(text) / 1e6:.1f} MB  {found:8,} mentions  {time.process_time() - begun:5.2f} s")


def print_cases(number: int) -> None:
    @given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(TELLING), max_size=60).map(" ".join)))
    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def any_text_is_read(text: str) -> None:
        for mention in geoparse(text):
            assert text[mention.start : mention.end] == mention.text
            assert 0.0 <= mention.confidence <= 1.0

    begun = time.process_time()
    any_text_is_read()
    print(f"{number:,} cases of any text in {time.process_time() - begun:.0f} s: none fails")


if __name__ == "__main__":
    main()
