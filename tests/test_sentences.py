"""Single sentences on many topics: what they tell is found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from seeds.article import Article
from seeds.report import Report
from seeds.reports import find_reports

SENTENCES = Path(__file__).parent / "gold" / "sentences.txt"
FOUND, EXTRA = 0.81, 0.13
"""The share of told events that must be found, and how many others, as a share of them, may be: a little below what
was measured when they were set (.83 and .11). Idioms are what is still missed."""


class Wanted(NamedTuple):
    kinds: tuple[str, ...]
    status: str


def sentences() -> Iterator[tuple[str, list[Wanted]]]:
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, wanted = line.partition("|||")
            events = [one.strip().split("/") for one in wanted.split(";") if one.strip()]
            yield text.strip(), [Wanted(tuple(event[0].split("|")), event[1] or "asserted") for event in events]


def reports_of(sentence: str) -> list[Report]:
    """The sentence's reports; a line before it keeps it from being taken for a headline."""
    text = f"It was a long week.\n\n{sentence}"
    return find_reports(Article(id="a", text=text, published=date(2023, 10, 12)))


def test_what_sentences_tell_is_found_and_little_else() -> None:
    wanted_in_all = found = extra = statuses = 0
    missed = []
    for sentence, wanted in sentences():
        left = reports_of(sentence)
        for event in wanted:
            match = min(
                (report for report in left if report.kind in event.kinds),
                key=lambda report: report.status != event.status,
                default=None,
            )
            if match:
                left.remove(match)
                statuses += match.status == event.status
            else:
                missed.append((event, sentence))
            found += match is not None
        wanted_in_all += len(wanted)
        extra += len(left)
        missed += [(("extra", report.kind, report.mode), sentence) for report in left]
    told = "\n".join(f"{what}: {sentence}" for what, sentence in missed)
    assert found / wanted_in_all >= FOUND and extra / wanted_in_all <= EXTRA, (
        f"{found}/{wanted_in_all}, {extra} extra\n{told}"
    )
    assert statuses / found >= 0.9
