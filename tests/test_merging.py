"""Which accounts are one event: told apart and told together, in any order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from geo.event import EventPlace
from geo.locating import locate
from geo.merging import Draft, cluster, disputes, oppositions
from seeds.article import Article, Span
from seeds.report import Actor, Quantity, Report, When

IRAN = Actor(name="Iranian military", kind="military", country="IRN")
TURKEY = Actor(name="Turkey", kind="government", country="TUR")
DAY = When(edtf="2021-10-01", start="2021-10-01", end="2021-10-02", precision="day", basis="explicit")
NEXT_DAY = When(edtf="2021-10-02", start="2021-10-02", end="2021-10-03", precision="day", basis="explicit")


def town(name: str, lat: float, lon: float) -> EventPlace:
    return EventPlace(
        name=name, id=f"test:{name}", lat=lat, lon=lon, role="in", precision="settlement", uncertainty_km=5
    )


SHUSHA, TABRIZ = town("Shusha", 39.76, 46.75), town("Tabriz", 38.08, 46.29)


def told(text: str, article: Article | None = None, places: tuple[EventPlace, ...] = (), **fields: Any) -> Draft:
    """A draft whose clause is the whole of `text`."""
    span = Span(0, len(text))
    report = Report(
        **{"kind": "deploy", "mode": "drill", "headline": text, "actors": (IRAN,)}  # type: ignore[arg-type]
        | fields
        | {"span": span, "sentence": span, "trigger": span}
    )
    return Draft(article=article or Article(id="a", text=text), report=report, places=places)


def same_article(*drafts: Draft) -> list[Draft]:
    """The drafts moved into one article, a sentence each."""
    text = "\n\n".join(draft.quote for draft in drafts)
    article, start, moved = Article(id="a", text=text), 0, []
    for draft in drafts:
        span = Span(start, start + len(draft.quote))
        fields = {name: getattr(draft.report, name) for name in draft.report.__dataclass_fields__}
        report = Report(**fields | {"span": span, "sentence": span, "trigger": span})
        moved.append(Draft(article=article, report=report, places=draft.places))
        start = span.end + 2
    return moved


def test_near_identical_sentences_and_a_definite_mention_are_one_event() -> None:
    drafts = same_article(
        told("Iran holds military drill"),
        told("Iran’s army has started a big exercise close to the frontier."),
        told("Iran’s army has begun a big exercise close to the frontier.", when=DAY),
        told("The drill comes after weeks of tension.", definite=True, actors=()),
    )
    assert [len(group) for group in cluster(drafts)] == [4]


@pytest.mark.parametrize(
    "other",
    [
        told("Iran’s army will hold a large military drill.", status="planned"),
        told("Iran’s army denied holding a large military drill.", status="denied"),
        told("Turkey’s army held a large military drill.", actors=(TURKEY,)),
        told("Iran’s army held a large military drill.", when=NEXT_DAY),
        told("Iran’s army held a large military drill.", places=(TABRIZ,)),
        told("Iran’s army held a large military test.", mode="test"),
    ],
    ids=["planned", "denied", "another actor", "another day", "another place", "another mode"],
)
def test_what_differs_is_not_merged(other: Draft) -> None:
    base = told("Iran’s army held a large military drill.", when=DAY, places=(SHUSHA,))
    assert len(cluster(same_article(base, other))) == 2


def test_a_meeting_of_two_is_not_the_meeting_of_two_others() -> None:
    aliyev, pashinyan, erdogan = (
        Actor(name=name, kind="person", country=country)
        for name, country in (("Ilham Aliyev", "AZE"), ("Nikol Pashinyan", "ARM"), ("Recep Tayyip Erdogan", "TUR"))
    )
    first = told("Aliyev and Pashinyan met in the city.", kind="meet", mode="talks", actors=(aliyev, pashinyan))
    other = told("Erdogan and Pashinyan met in the city.", kind="meet", mode="talks", actors=(erdogan, pashinyan))
    assert len(cluster(same_article(first, other))) == 2


def test_different_counts_of_the_detained_are_different_arrests() -> None:
    two, five = (Quantity(kind="detained", value=value) for value in (2, 5))
    drafts = same_article(
        told("Police detained two drivers.", kind="detain", mode="arrest", quantities=(two,)),
        told("Police detained five drivers.", kind="detain", mode="arrest", quantities=(five,)),
    )
    assert len(cluster(drafts)) == 2


def test_two_articles_merge_only_on_the_same_place_and_time() -> None:
    text = "Iran’s army held a large military drill."
    mine, theirs = (Article(id=name, text=text) for name in ("one", "two"))
    here = told(text, mine, (SHUSHA,), when=DAY)
    assert len(cluster([here, told(text, theirs, (SHUSHA,), when=DAY)])) == 1
    assert len(cluster([here, told(text, theirs, (), when=DAY)])) == 2
    assert len(cluster([here, told(text, theirs, (TABRIZ,), when=DAY)])) == 2
    assert len(cluster([here, told(text, theirs, (SHUSHA,), when=NEXT_DAY)])) == 2


def test_grouping_does_not_hang_on_the_order_of_different_events() -> None:
    drafts = same_article(
        told("Iran’s army held a large military drill.", when=DAY),
        told("Turkey’s army held a small exercise.", actors=(TURKEY,), when=NEXT_DAY),
        told("Iran’s army has held a large military drill.", when=DAY),
    )
    shapes = {
        frozenset(frozenset(d.quote for d in group) for group in cluster(order))
        for order in itertools.permutations(drafts)
    }
    assert len(shapes) == 1


def test_a_denial_and_what_it_denies_stay_two_events_with_both_accounts() -> None:
    text = (
        "Yerevan said on Monday that Azerbaijani forces had shelled positions near Sotk. "
        "Baku denied that its forces had shelled the positions. Police arrested a man in Gavar."
    )
    shelled, denied, arrested = locate(Article(id="a", text=text))
    assert [(claim.attribution, claim.status) for claim in shelled.claims] == [
        ("Armenia", "claimed"),
        ("Azerbaijan", "denied"),
    ]
    assert [(claim.attribution, claim.status) for claim in denied.claims] == [
        ("Azerbaijan", "denied"),
        ("Armenia", "claimed"),
    ]
    assert (shelled.status, denied.status, denied.attribution) == ("claimed", "denied", "Azerbaijan")
    assert arrested.claims == ()


def test_a_denial_of_another_place_is_no_account_of_it() -> None:
    tells = told("Shelling hit Shusha", places=(SHUSHA,), status="claimed")
    denies = told("No shelling hit Tabriz", places=(TABRIZ,), status="denied", definite=True)
    assert oppositions(same_article(tells, denies)) == [[], []]
    assert disputes(*same_article(tells, told("No shelling hit Shusha", places=(SHUSHA,), status="denied")))
