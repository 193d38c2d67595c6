"""Other readers may propose events and can invent nothing: no date, no place, no words, no actor."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import locate
from seeds.article import Article, Span
from seeds.framing import Frames
from seeds.proposals import Dropped, Proposal, find_quote
from seeds.reading import stories, story
from seeds.report import KINDS, Report
from seeds.reports import find_reports
from seeds.text import Document

TEXT = (
    "Police arrested two men in Tabriz on 5 May 2021, the interior ministry said on Friday. "
    "They were taken to Tehran. The weather stayed dry."
)
ARTICLE = Article(id="a", text=TEXT, published=date(2021, 5, 8))


@dataclass
class Marked:
    """A reader that proposes what it is told to."""

    proposals: list[Proposal | Dropped]

    def propose(self, document: Document) -> Iterable[Proposal | Dropped]:
        return self.proposals


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def read(*proposals: Proposal | Dropped, article: Article = ARTICLE) -> tuple[list[Report], list[str]]:
    dropped: list[Dropped] = []
    reports = find_reports(article, proposer=Marked(list(proposals)), on_drop=dropped.append)
    return reports, [str(d) for d in dropped]


# what a proposal is worth


def test_spans_become_a_report_settled_by_our_own_rules() -> None:
    reports, dropped = read(
        Proposal(
            kind="detain", mode="arrest", trigger=at("arrested"), agents=(at("Police"),), targets=(at("two men"),),
            places=(at("Tabriz"),), time=at("5 May 2021"), speaker=at("the interior ministry"),
        )
    )  # fmt: skip
    assert not dropped
    [report] = reports
    assert (report.headline, report.when.edtf, report.status) == (
        "Police arrested two men in Tabriz, according to interior ministry", "2021-05-05", "claimed",
    )  # fmt: skip
    assert [(w.span.of(TEXT), w.role) for w in report.where] == [("Tabriz", "in")]
    assert [(q.kind, q.value) for q in report.quantities] == [("detained", 2)]
    assert "proposed by another reader" in report.reasons


def test_a_bare_trigger_is_enough() -> None:
    """Time, place, status and counts are read by us, whether or not the other reader saw them."""
    [report], dropped = read(Proposal(kind="detain", trigger=at("arrested")))
    assert not dropped
    assert report.when.edtf == "2021-05-05" and report.where[0].span == at("Tabriz") and report.status == "claimed"


def test_an_event_that_our_frames_do_not_know() -> None:
    text = "Villagers serenaded the governor in Ahar on 5 May 2021."
    article = Article(id="s", text=text)
    assert find_reports(article) == []
    proposal = Proposal(
        kind="protest", mode="demo", trigger=at("serenaded", text), agents=(at("Villagers", text),),
        targets=(at("the governor", text),),
    )  # fmt: skip
    [report], _ = read(proposal, article=article)
    assert (report.kind, report.when.edtf) == ("protest", "2021-05-05")
    assert [a.name for a in report.actors] == ["villagers"]
    [event] = locate(article, proposer=Marked([proposal]))
    assert [place.name for place in event.places] == ["Ahar"]


# what is no word of the sentence gets in nowhere, and is said

WHOLE = Proposal(kind="detain", mode="arrest", trigger=at("arrested"))


@pytest.mark.parametrize(
    "proposal, said",
    [
        (Proposal(kind="detain", trigger=Span(9_000, 9_008)), "“9000–9008” is not within a sentence"),
        (Proposal(kind="detain", trigger=Span(-8, -1)), "is not within a sentence"),
        (Proposal(kind="detain", trigger=Span(15, 7)), "is not within a sentence"),
        (Proposal(kind="detain", trigger=Span(0, len(TEXT))), "is not within a sentence"),
        (Proposal(kind="detain", trigger=at("rreste")), "“rreste” names nothing that happens"),
        (Proposal(kind="detain", trigger=at(",")), "“,” names nothing that happens"),
        (Proposal(kind="miracle", trigger=at("arrested")), "“miracle” is no kind of event"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_an_event_is_dropped_and_said(proposal: Proposal, said: str) -> None:
    reports, dropped = read(proposal)
    assert reports == []
    assert len(dropped) == 1 and said in dropped[0]


@pytest.mark.parametrize(
    "proposal, said",
    [
        (Proposal(kind="detain", trigger=at("arrested"), places=(at("Tehran"),)), "“Tehran” is not in its sentence"),
        (Proposal(kind="detain", trigger=at("arrested"), agents=(at("They"),)), "“They” is not in its sentence"),
        (Proposal(kind="detain", trigger=at("arrested"), time=Span(900, 904)), "“900–904” is not in its sentence"),
        (Proposal(kind="detain", trigger=at("arrested"), time=at("two men")), "“two men” is no time that can be read"),
        (Proposal(kind="detain", trigger=at("arrested"), speaker=at("two men")), "“two men” is not whose word it is"),
        (Proposal(kind="detain", trigger=at("arrested"), places=(at("arrested"),)), "“arrested” stands in no phrase"),
        (Proposal(kind="detain", trigger=at("arrested"), targets=(at("wo me"),)), "“wo me” names nobody"),
        (Proposal(kind="detain", mode="kidnap", trigger=at("arrested")), "“kidnap” is no mode of detain"),
    ],
)
def test_a_part_that_is_not_there_is_dropped_and_the_rest_kept(proposal: Proposal, said: str) -> None:
    [report], dropped = read(proposal)
    assert len(dropped) == 1 and said in dropped[0]
    assert [w.span.of(TEXT) for w in report.where] == ["Tabriz"]
    assert report.when.edtf in ("2021-05-05", None)


def test_a_date_that_our_grammar_gives_to_another_clause_is_not_the_events() -> None:
    [report], _ = read(Proposal(kind="detain", trigger=at("arrested"), time=at("on Friday")))
    assert report.when.edtf in (None, "../2021-05-07")  # the day it was said bounds the deed and does not date it


def test_on_whose_word_it_is_told_is_for_our_grammar_to_say() -> None:
    text = "Iran shelled Goris on Monday, and Armenia said it would respond."
    article = Article(id="s", text=text, published=date(2021, 5, 8))
    proposal = Proposal(kind="attack", mode="shelling", trigger=at("shelled", text), speaker=at("Armenia", text))
    [report], dropped = read(proposal, article=article)
    assert (report.status, report.attribution) == ("asserted", None)
    assert dropped == ["“Armenia” is not whose word it is by our grammar"]


def test_one_event_proposed_twice_is_told_once() -> None:
    reports, dropped = read(WHOLE, WHOLE)
    assert len(reports) == 1 and not dropped


def test_what_is_dropped_is_logged_where_nobody_listens(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="araxes"):
        find_reports(ARTICLE, proposer=Marked([Dropped("Par\x1b[31mis", "is not in its sentence")]))
    assert [r.getMessage() for r in caplog.records] == ["“Par [31mis” is not in its sentence"]


SPAN = st.builds(Span, st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5))
SPANS = st.lists(SPAN, max_size=3).map(tuple)


@given(
    st.lists(
        st.builds(
            Proposal, kind=st.sampled_from(KINDS), mode=st.sampled_from(["", "arrest", "x"]), trigger=SPAN,
            agents=SPANS, targets=SPANS, places=SPANS, time=st.none() | SPAN, speaker=st.none() | SPAN,
        ),
        max_size=4,
    )
)  # fmt: skip
def test_no_proposal_raises_or_invents(proposals: list[Proposal]) -> None:
    for report in read(*proposals)[0]:
        assert report.when.edtf in (None, "2021-05-05", "2021-05-07", "../2021-05-07")
        assert all(w.span.of(TEXT) in ("Tabriz", "Tehran") for w in report.where)
        assert all(a.span is None or a.span.of(TEXT) for a in report.actors + report.targets)


# our own frames through the same door


def test_our_own_frames_are_the_default() -> None:
    assert find_reports(ARTICLE, proposer=Frames()) == find_reports(ARTICLE) != []


def test_our_own_frames_come_through_the_door_whole() -> None:
    """What the default reader proposes as spans alone is settled nearly as it settles its own."""
    articles = [story(name) for name in stories()]
    for path in sorted((Path(__file__).parent / "gold").glob("[bdnp]*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(data["published"]) if data["published"] else None
        articles.append(Article(id=path.stem, text=data["text"], published=published))
    own, same = 0, dict.fromkeys(("told", "when", "where", "actors", "targets", "status", "attribution"), 0)
    for article in articles:
        given = {(r.trigger, r.kind): r for r in read(*Frames().propose(Document(article)), article=article)[0]}
        for report in find_reports(article):
            own += 1
            twin = given.get((report.trigger, report.kind))
            same["told"] += twin is not None
            for name in same.keys() - {"told"}:
                same[name] += twin is not None and getattr(twin, name) == getattr(report, name)
    assert own > 200
    assert all(count >= 0.9 * own for count in same.values()), (own, same)


# quotes


@pytest.mark.parametrize(
    "words, found",
    [
        ("two men", "two men"), ("two\n  men", "two men"), ("wo men", None), ("Two men", None), ("", None),
        ("  ", None),
        ("two women", None), ("men in Tabriz on 5 May 2021,", "men in Tabriz on 5 May 2021,"), ("Tehran", None),
        (".*", None), ("(", None),
    ],
)  # fmt: skip
def test_quotes_are_whole_words_of_the_sentence(words: str, found: str | None) -> None:
    span = find_quote(words, TEXT, Document(ARTICLE).sentences[0].span)
    assert (span and span.of(TEXT)) == found
