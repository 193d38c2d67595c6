"""Held against the gold: how well located events agree with articles annotated by hand.

A prediction pairs with a gold event when its span covers the same words as the gold evidence or its sentence
(intersection over union of at least 0.3), the same kind first, one to one. Every field is counted over all gold
events, so what was missed counts as wrong in every field.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geo.event import Event
from geo.gazetteer import distance_km

GOLD = Path(__file__).parent / "gold"
AREAS = {"region", "line", "border_zone"}
DAYS_OF = {"year": 366, "season": 92, "decade": 3653, "month": 31, "week": 7}
Gold = dict[str, Any]


def gold_articles(prefixes: str) -> list[Gold]:
    """The annotated articles whose file name begins with one of the letters."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob(f"[{prefixes}]*.json"))]


@dataclass
class Tally:
    """Counts that add up over articles; the rates are read off at the end."""

    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.counts + other.counts, self.missed + other.missed)

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def f1(self, hit: str, predicted: str, wanted: str) -> float:
        total = self.counts[predicted] + self.counts[wanted]
        return 2 * self.counts[hit] / total if total else 1.0

    @property
    def rates(self) -> dict[str, float]:
        return {
            "typed_precision": self.share("typed", "predicted"),
            "typed_f1": self.f1("typed", "predicted", "gold"),
            "core": self.share("typed_core", "core"),
            "actor": self.f1("actors_right", "actors_predicted", "actors_wanted"),
            "time": self.share("time", "gold"),
            "place": self.f1("places_right", "places_predicted", "places_wanted"),
            "status": self.share("status", "gold"),
            "whole": self.f1("whole", "predicted", "gold"),
            "invented": float(self.counts["invented"]),
            "duplicates": self.share("duplicates", "predicted") if self.counts["predicted"] else 0.0,
        }


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def fit(gold: Gold, wanted: Gold, event: Event) -> float:
    spans = [(e["start"], e["end"]) for e in wanted["evidence"]]
    spans += [(gold["sentences"][i]["start"], gold["sentences"][i]["end"]) for i in wanted["sentences"]]
    return max(overlap((event.source.start, event.source.end), span) for span in spans)


def pairs(gold: Gold, events: Sequence[Event]) -> dict[int, int]:
    """Index of the gold event -> index of the prediction."""
    fits = sorted(
        (event.kind != wanted["type"], -fit(gold, wanted, event), i, j)
        for i, wanted in enumerate(gold["events"])
        for j, event in enumerate(events)
        if fit(gold, wanted, event) >= 0.3
    )
    paired: dict[int, int] = {}
    for _, _, i, j in fits:
        if i not in paired and j not in paired.values():
            paired[i] = j
    return paired


def near_enough(wanted: str | None, got: str | None, precision: str) -> bool:
    if wanted is None or got is None:
        return wanted is got
    size = DAYS_OF.get(precision, 1)
    return abs((date.fromisoformat(wanted) - date.fromisoformat(got)).days) <= (1 if size == 1 else size // 4)


def time_right(wanted: Gold, event: Event, dated: bool) -> bool:
    said, got = wanted["time"], [event.when.start, event.when.end]
    if dated and "accept" in said:
        return got in said["accept"]
    bounds = said if dated else said["without_publication_date"]
    return all(near_enough(bounds[k], g, said["precision"]) for k, g in zip(("start", "end"), got, strict=True))


def place_counts(gold: Gold, wanted: Gold, event: Event | None) -> tuple[int, int, int]:
    """(right, predicted, wanted) places; a point is never right where the gold gives an area, nor the reverse."""
    want = [gold["places"][p["place"]] for p in wanted["places"] if p["stated"] and p["role"] != "about"]
    got = [place for place in event.places if place.role != "about"] if event else []
    left = list(got)
    for target in want:
        for place in left:
            pinned = place.precision in ("site", "settlement")
            close = distance_km(target["lat"], target["lon"], place.lat, place.lon) <= target["uncertainty_km"] + 10
            if close and pinned != (target["geometry"] in AREAS):
                left.remove(place)
                break
    return len(got) - len(left), len(got), len(want)


def score(gold: Gold, events: Sequence[Event], *, dated: bool = True) -> Tally:
    """One article's counts; `dated=False` scores as if no publication date were known."""
    dated = dated and gold["published"] is not None
    paired = pairs(gold, events)
    tally = Tally(Counter(gold=len(gold["events"]), predicted=len(events)))
    for i, wanted in enumerate(gold["events"]):
        event = events[paired[i]] if i in paired else None
        tally.counts += score_event(gold, wanted, event, dated)
        if event is None or event.kind != wanted["type"]:
            tally.missed.append(f"{gold['id']} {wanted['id']} {wanted['tier']} {wanted['type']}: {wanted['headline']}")
    told = {(i, events[j].kind) for i, j in paired.items()}
    tally.counts["duplicates"] = sum(
        any((i, event.kind) in told and fit(gold, wanted, event) >= 0.3 for i, wanted in enumerate(gold["events"]))
        for j, event in enumerate(events)
        if j not in paired.values()
    )
    return tally


def score_event(gold: Gold, wanted: Gold, event: Event | None, dated: bool) -> Counter[str]:
    want = {actor["country"] for actor in wanted["actors"]} - {None}
    got = {actor.country for actor in event.actors} - {None} if event else set()
    right, predicted, expected = place_counts(gold, wanted, event)
    counts = Counter(
        core=wanted["tier"] == "core",
        actors_right=len(want & got), actors_predicted=len(got), actors_wanted=len(want),
        places_right=right, places_predicted=predicted, places_wanted=expected,
    )  # fmt: skip
    if event is None:
        return counts
    typed, time = event.kind == wanted["type"], time_right(wanted, event, dated)
    status = event.status == wanted["factuality"]
    gold_open = not (wanted["time"] if dated else wanted["time"]["without_publication_date"])["edtf"]
    counts.update(
        typed=typed, typed_core=typed and wanted["tier"] == "core", time=time, status=status,
        invented=gold_open and bool(event.when.start or event.when.end),
        whole=typed and time and status and want == got and right == predicted == expected,
    )  # fmt: skip
    return counts


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())
