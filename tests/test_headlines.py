"""Headlines: composed, neutral, short, and nobody's sentence."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from seeds.article import Article
from seeds.headlines import LONGEST, Parts, Verb, compose_headline, joined
from seeds.report import KINDS, Actor, Report
from seeds.reports import find_reports

GOLD = sorted(Path(__file__).parent.joinpath("gold").glob("[bdn]*.json"))
IRAN = Actor(name="Iran", kind="government", country="IRN")
TURKEY = Actor(name="Turkey", kind="government", country="TUR")
DRIVERS = Actor(name="two lorry drivers", kind="civilians")


def reports(path: Path) -> tuple[str, list[Report]]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    published = date.fromisoformat(gold["published"]) if gold["published"] else None
    return gold["text"], find_reports(Article(id=gold["id"], text=gold["text"], published=published))


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_every_headline_is_short_and_composed(path: Path) -> None:
    text, told = reports(path)
    sentences = {" ".join(r.sentence.of(text).split()).rstrip(".").lower() for r in told}
    for report in told:
        line = report.headline
        assert 3 <= len(line) <= LONGEST and line[0] == line[0].upper() and line == " ".join(line.split())
        assert not re.search(r"[{}\n“”\"]|\s[,:;]|[.,:;]$|\b(\w+) \1\b", line), line
        assert line.lower() not in sentences


@pytest.mark.parametrize(
    "parts, line",
    [
        (Parts(kind="deploy", mode="drill", status="asserted", agents=[IRAN], where=[("near", "the border")]),
         "Iran held a military drill near the border"),
        (Parts(kind="detain", mode="arrest", status="claimed", targets=[DRIVERS], speaker="the police"),
         "Two lorry drivers were detained, according to the police"),
        (Parts(kind="attack", mode="shelling", status="denied", agents=[IRAN], what="the town"),
        "Iran did not shell the town"),
        (Parts(kind="meet", mode="talks", status="planned", agents=[IRAN, TURKEY], where=[("in", "Baku")]),
         "Iran and Turkey to hold talks in Baku"),
        (Parts(kind="disaster", mode="natural", status="asserted", noun="Two earthquakes", where=[("near", "Ahar")],
        counts=["300 killed"]),
         "Two earthquakes near Ahar: 300 killed"),
        (Parts(kind="move", mode="transit", status="habitual", agents=[Actor(name="Iranian trucks", kind="civilians")]),
         "Iranian trucks travel"),
        (Parts(kind="restrict", mode="ban", status="possible", agents=[TURKEY], what="a song"),
        "Turkey may ban a song"),
        (Parts(kind="govern", mode="office", status="asserted", agents=[IRAN], what="a minister", verb=Verb("sacked",
        "sacked", "sack")),
         "Iran sacked a minister"),
        (Parts(kind="fight", mode="clash", status="asserted"), "Fighting"),
        (Parts(kind="agree", mode="ceasefire", status="denied"), "No ceasefire"),
    ],
)  # fmt: skip
def test_lines(parts: Parts, line: str) -> None:
    assert compose_headline(parts) == line


def test_every_kind_has_a_line_without_any_role() -> None:
    for kind in KINDS:
        assert compose_headline(Parts(kind=kind, mode="unheard-of", status="asserted")) == "Unheard-of"


def test_long_parts_are_dropped_before_words_are_cut() -> None:
    names = [Actor(name=f"the {'very ' * 6}long party {i}", kind="organisation") for i in range(9)]
    parts = Parts(
        kind="meet", mode="talks", status="claimed", agents=names, where=[("in", "Geneva")], speaker="a spokesman"
    )
    line = compose_headline(parts)
    assert len(line) <= LONGEST and "and others" in line and "spokesman" not in line
    assert joined(["A", "B", "C"]) == "A, B and C"
