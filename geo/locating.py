"""From what was said to where it was: reports of articles become placed, merged events."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from geo.capitals import capital_meant
from geo.event import Claim, Event, EventPlace, Evidence, Geometry
from geo.gazetteer import Gazetteer, distance_km
from geo.geoparser import geoparse
from geo.merging import Draft, cluster, oppositions, touch
from geo.names import fold
from geo.phrases import find_phrases
from geo.place import Mention, Place, Precision
from seeds.article import Article, Span
from seeds.proposals import OnDrop, Proposer, log_dropped
from seeds.report import Actor, Quantity, Report, Role, Whereabouts
from seeds.reports import find_reports

if TYPE_CHECKING:
    from geo.footprints import Footprint
    from geo.phrases import LocationPhrase

SITED = frozenset({"literal", "dateline"})
"""Senses of a mention that may be where something happened; a government or a topic never is."""

Named = TypeVar("Named", "Mention", "LocationPhrase")

AREA_HEADS = {"county": 30, "district": 25, "rayon": 25, "municipality": 20, "valley": 40, "province": 70, "region": 70}
"""Kilometres about a town that a division or valley of its name may reach, where no outline of it is known."""

LINKED = 4  # characters of ", " or " in "
LONGEST = 400  # characters of a location phrase

HEAD = re.compile(r"\s+([a-z]+)\b")

FACILITY = re.compile(
    r"\s(?:[A-Z][\w’'-]+\s){0,2}(?:Hospital|Clinic|School|College|University|Airport|Station|Hotel|Prison|Camp|Quarter|"
    r"Mosque|Church|Cathedral|Market|Bridge|Square|Street|Avenue|Park|Stadium|Embassy|Consulate|Cent(?:er|re))\b"
)
"""A building or street with a country in its name stands anywhere ("the Saudi Hospital")."""

OWNED = re.compile(
    r"['’]s\s(?:[\w’-]+\s){0,2}(?:[Pp]rison|[Jj]ail|[Hh]ospital|[Aa]irport|[Ss]tation|[Uu]niversity|[Ss]quare|[Mm]arket|[Hh]arbour|"
    r"[Pp]ort|[Dd]istrict|[Qq]uarter|[Ss]uburbs?|[Oo]utskirts|[Ss]treets?|[Aa]venue|[Cc]ent(?:re|er)|[Cc]athedral|[Mm]osque|[Ss]tadium)\b"
)
"""What stands in the town or country that it is said to be of ("Tehran's Evin prison")."""

ABOUT_A_SPOT: tuple[Role, ...] = ("in", "at", "near", "along", "across", "between")
FINENESS: tuple[Precision, ...] = ("site", "settlement", "line", "district", "border_zone", "region", "country")

KNOWN_ABROAD = 100_000
"""People of a town that a story may name without naming anything else of its country."""

FAR_KM = 1000
FAR_BY_ANOTHER_NAME_KM = 300
"""How far from all else a lone name is doubted, and one that is not the town's own ("Kobi" in Georgia, and Gobu)."""

SHORT = 4  # letters of an abbreviation ("Ala" for Alabama)

AT_HOME = 0.6
INSTITUTIONS = frozenset({"government", "military", "police"})
UNNAMED = re.compile(r"(?:[a-z]|(?:Ministry|Government|Parliament|Court|Council|Cabinet)\b)")
SETTLED = re.compile(
    r"\b(?:residents?|inhabitants|villagers|townspeople|locals|farmers|voters|households|citizens)\b|^people$"
)
OFFICIAL = re.compile(r"\b(?:parliament['’]s|parliamentary|electoral|election|state|central|regional) ")
STRANGERS = re.compile(
    r"\b(?:delegations?|embass(?:y|ies)|consulates?|diplomats?|peacekeepers?|of the (?:mission|force))\b"
)
CROWDS = re.compile(r"\d|\b(?:ships?|vessels?|boats?|crews?|tourists|migrants|refugees|foreigners)\b")
"""People who live where they act, and those who need not (or of whom only a number is told); others march at home."""

NAMED = re.compile(r"(?<!^)\b[A-Z]")
"""A capital letter after the first word: an institution with a name of its own may be anybody's."""

TRAVELLED: tuple[Role, ...] = ("from", "via", "to")


def locate(
    articles: Article | Iterable[Article], *, proposer: Proposer | None = None, on_drop: OnDrop = log_dropped
) -> list[Event]:
    """Find what the articles say happened and where, each event once, in the order it is first told.

    Several articles about one event give one event with several sources; the order of the articles does not matter.
    `proposer` and `on_drop` as in `find_reports`.

    >>> from seeds import Article
    >>> [event] = locate(Article(id="a", text="Police arrested two men in Tabriz on 5 May 2021."))
    >>> event.kind, event.when.edtf, [place.name for place in event.places]
    ('detain', '2021-05-05', ['Tabriz'])
    """
    told = [articles] if isinstance(articles, Article) else list(articles)
    told.sort(key=lambda article: (article.published or date.max, article.id, article.text))
    drafts = [draft for article in told for draft in drafts_of(article, proposer, on_drop)]
    order = {id(article): i for i, article in enumerate(told)}
    groups = sorted(cluster(drafts), key=lambda group: (order[id(group[0].article)], best(group).report.span))
    against = oppositions([best(group) for group in groups])
    return [event_of(group, against[i]) for i, group in enumerate(groups)]


def drafts_of(article: Article, proposer: Proposer | None = None, on_drop: OnDrop = log_dropped) -> Iterator[Draft]:
    reports = find_reports(article, proposer=proposer, on_drop=on_drop)
    if not reports:
        return
    mentions = geoparse(article.text, actors=actor_spans(reports))
    mentions = credible(mentions)
    phrases = find_phrases(article.text, mentions)
    home = home_of(mentions)
    for report in reports:
        places, footprints = placed(article.text, report, mentions, phrases, home)
        told = replace(report, actors=domestic(report, places, home))
        yield Draft(article=article, report=told, places=tuple(places), footprints=tuple(footprints))


def credible(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without small towns that alone speak for a country far away: namesakes of a place not known.

    "Ber, north of Timbuktu" is no town in Greece because Greek Véroia is called Ber too.
    """
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.place and mention.place.country:
            texts[mention.place.country].add(mention.text)
    alone = [mention for mention in mentions if alone_abroad(mention, texts)]
    stray = {id(mention) for mention in alone if far_from_all(mention, mentions)}
    return [mention for mention in mentions if id(mention) not in stray]


def alone_abroad(mention: Mention, texts: Mapping[str, set[str]]) -> bool:
    """Whether a small town, or a middling one by another of its names, is all that a story names of a country."""
    place = mention.place
    if place is None or len(texts[place.country or ""]) > 1:
        return False
    by_its_name = fold(mention.text) == fold(place.name)
    if place.feature_class == "P":
        return place.population < (KNOWN_ABROAD if by_its_name else 10 * KNOWN_ABROAD)
    return place.feature_code.startswith("ADM") and not by_its_name and len(mention.text) <= SHORT


def far_from_all(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a story has other sites within countries, and none of them within reach of this one.

    The country of an envoy or of a team says nothing of where a town lies.
    """
    here = mention.place
    others = {
        other.place
        for other in mentions
        if other.place and other.text != mention.text and other.sense in SITED and not is_country(other.place)
    }
    if here is None or not others:
        return False
    far = FAR_KM if fold(mention.text) == fold(here.name) else FAR_BY_ANOTHER_NAME_KM
    return all(distance_km(here.lat, here.lon, other.lat, other.lon) > max(far, other.radius_km) for other in others)


def is_country(place: Place) -> bool:
    return place.feature_code.startswith("PCL")


def home_of(mentions: Sequence[Mention]) -> str | None:
    """The country (alpha-3) a story is about: that of most of the sites it names, if also of most of its names."""
    named = [mention for mention in mentions if mention.place and mention.place.country]
    sites = Counter(mention.place.country for mention in named if mention.place and mention.sense == "literal")
    countries = Counter(mention.place.country for mention in named if mention.place)
    if not sites:
        return None
    country, count = sites.most_common(1)[0]
    leads = countries[country] == max(countries.values())
    return country if leads and count >= AT_HOME * sites.total() else None


def domestic(report: Report, places: Sequence[EventPlace], home: str | None) -> tuple[Actor, ...]:
    """The actors, with bare institutions ("police", "the army") and locals given the country they act in."""
    here = {place.country for place in places if place.role in ABOUT_A_SPOT and place.country}
    country = here.pop() if len(here) == 1 else home
    whose = (
        home if guessed(actor) else country if of_the_country(actor, report.kind) else None for actor in report.actors
    )
    return tuple(
        replace(actor, country=code, via="implied") if code else actor
        for actor, code in zip(report.actors, whose, strict=True)
    )


def guessed(actor: Actor) -> bool:
    """Whether a premier's or a ministry's country was only the one that the text names most."""
    if actor.kind == "person":
        return actor.via == "implied" and actor.country is not None
    return actor.kind == "government" and actor.via != "explicit" and UNNAMED.match(actor.name) is not None


def of_the_country(actor: Actor, kind: str) -> bool:
    """Whether an actor without a country is surely of the country in which the event happens."""
    if actor.country is not None or NAMED.search(actor.name):
        return False
    if STRANGERS.search(actor.name):
        return False
    if actor.kind == "civilians":
        return bool(SETTLED.search(actor.name)) or (kind == "protest" and not CROWDS.search(actor.name))
    return actor.kind in INSTITUTIONS or (actor.kind == "organisation" and OFFICIAL.search(actor.name) is not None)


def actor_spans(reports: Iterable[Report]) -> list[tuple[int, int]]:
    """Where the text names somebody who acts: those names are not sites."""
    spans = {
        (actor.span.start, actor.span.end)
        for report in reports
        for actor in (*report.actors, *report.targets, report.attribution)
        if actor is not None and actor.span is not None
    }
    return sorted(spans)


def placed(
    text: str, report: Report, mentions: Sequence[Mention], phrases: Sequence[LocationPhrase], home: str | None
) -> tuple[list[EventPlace], list[Footprint]]:
    """The places a report's words of place name, each with its footprint; a place is not named twice."""
    from geo.footprints import of_place

    places: dict[str, EventPlace] = {}
    footprints: dict[str, Footprint] = {}
    for whereabouts in report.where:
        capital = capital_meant(whereabouts.span.of(text), one_of_all(report, home))
        if capital is not None:
            place = event_place(of_place(capital), whereabouts.role, (whereabouts.span.start, whereabouts.span.end))
            places[place.id], footprints[place.id] = place, of_place(capital)
            continue
        for start, end, footprint in named_in(text, whereabouts, report, mentions, phrases):
            place = event_place(footprint, whereabouts.role, (start, end))
            if place.id not in places:
                places[place.id], footprints[place.id] = place, footprint
    return list(places.values()), list(footprints.values())


def one_of_all(report: Report, home: str | None) -> str | None:
    """The country (alpha-3) that the actors and the story agree on."""
    countries = {actor.country for actor in report.actors if actor.country} | ({home} if home else set())
    return countries.pop() if len(countries) == 1 else None


def named_in(
    text: str,
    whereabouts: Whereabouts,
    report: Report,
    mentions: Sequence[Mention],
    phrases: Sequence[LocationPhrase],
) -> Iterator[tuple[int, int, Footprint]]:
    """What the words of one whereabouts name: location phrases first, then the places that belong to none."""
    span = whereabouts.span
    said = [phrase for phrase in about(phrases, span) if span.overlaps(Span(phrase.start, phrase.end))]
    for phrase in said:
        footprint = phrase.footprint(side=side_of(phrase, report))
        if footprint is not None:
            yield phrase.start, phrase.end, footprint
    sites = [
        mention
        for mention in about(mentions, span)
        if mention.place is not None
        and not mention.approximate
        and (mention.sense in SITED or (mention.sense == "possessor" and OWNED.match(text, mention.end)))
        and Span(mention.start, mention.end) in span
        and not (is_country(mention.place) and FACILITY.match(text, mention.end))
        and not any(phrase.start <= mention.start and mention.end <= phrase.end for phrase in said)
    ]
    for mention in finest(sites):
        yield mention.start, mention.end, footprint_of(mention, text)


def about(named: Sequence[Named], span: Span) -> Sequence[Named]:
    """Those of a text's names, in order, that may lie about a span: no phrase is longer than a few hundred letters."""
    first = bisect_left(named, span.start - LONGEST, key=lambda one: one.start)
    return named[first : bisect_left(named, span.end, key=lambda one: one.start)]


def footprint_of(mention: Mention, text: str) -> Footprint:
    """A mention's footprint, with the common noun that follows its name.

    "Lachin corridor" is the corridor where the gazetteer has it; a town's name before "county" or "valley" is an area
    about the town and no pin in it.
    """
    from geo.footprints import of_place, within

    assert mention.place is not None
    head = HEAD.match(text, mention.end)
    longer = longer_name(mention, head[1]) if head else None
    whole = of_place(longer or mention.place)
    if longer or head is None or head[1] not in AREA_HEADS or whole.precision not in ("settlement", "site"):
        return whole
    name = f"{whole.name} {head[1]}"
    area = within(whole, AREA_HEADS[head[1]], words=f"somewhere in {name} (its bounds are not known here)")
    return replace(area, name=name, id=f"{whole.id}:{head[1]}", precision="district")


def longer_name(mention: Mention, head: str) -> Place | None:
    """The place whose name goes on with a common noun ("Lachin corridor", "Margara bridge"), near the one chosen."""
    assert mention.place is not None
    gazetteer = Gazetteer.bundled()
    at = mention.place.lat, mention.place.lon
    rows = [row for row in gazetteer.lookup(f"{mention.text} {head}") if distance_km(*at, row.lat, row.lon) <= 100]
    return gazetteer.place_of(min(rows, key=lambda row: distance_km(*at, row.lat, row.lon))) if rows else None


def finest(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that only say where an earlier one lies ("Tabriz, East Azerbaijan, Iran")."""
    kept: list[Mention] = []
    for mention in mentions:
        if not (kept and mention.start - kept[-1].end <= LINKED and contains(mention, kept[-1])):
            kept.append(mention)
    return kept


def contains(outer: Mention, inner: Mention) -> bool:
    """Whether one mention names the country or division in which the other lies."""
    if outer.place is None or inner.place is None or outer.place.feature_class != "A":
        return False
    if is_country(outer.place):
        return outer.place.country == inner.place.country and inner.place.feature_code != outer.place.feature_code
    return outer.place.name == inner.place.admin1


def side_of(phrase: LocationPhrase, report: Report) -> str | None:
    """The country on whose side of a border an actor stays who has no business beyond it (alpha-3), or None.

    Troops that drill "near the border" do so at home; a fight, a crossing or a meeting may lie on either side.
    """
    homes = {actor.country for actor in report.actors if actor.country}
    return homes.pop() if report.kind == "deploy" and len(homes) == 1 else None


def event_place(footprint: Footprint, role: Role, mention: tuple[int, int]) -> EventPlace:
    lon, lat = footprint.anchor
    return EventPlace(
        name=footprint.name,
        id=footprint.id,
        lat=lat,
        lon=lon,
        role=role,
        precision=footprint.precision,
        uncertainty_km=footprint.uncertainty_km,
        country=footprint.country,
        mention=mention,
        words=footprint.words,
    )


def best(group: Sequence[Draft]) -> Draft:
    """The account that says most; of equals the first told."""
    return max(group, key=lambda draft: (draft.completeness, draft.report.confidence))


def event_of(group: Sequence[Draft], against: Sequence[Draft] = ()) -> Event:
    """One event from all its accounts: the fullest leads, the others add what it leaves out, and their words.

    `against` are accounts that say the opposite: they stand among its claims and change nothing else.
    """
    lead = best(group)
    others = [draft for draft in group if draft is not lead]
    ranked = [lead, *sorted(others, key=lambda draft: -draft.completeness)]
    report = lead.report
    places, footprints = merged_places(ranked)
    evidence = [evidence_of(draft) for draft in ranked]
    footprint, anchor = drawn(places, footprints)
    return Event(
        id=event_id(report.kind, evidence[0]),
        kind=report.kind,
        mode=report.mode,
        headline=report.headline,
        source=evidence[0],
        actors=first_said(draft.report.actors for draft in ranked),
        targets=first_said(draft.report.targets for draft in ranked),
        when=min((draft.report.when for draft in ranked), key=lambda when: (when.edtf is None, when.text is None)),
        places=places,
        footprint=footprint,
        anchor=anchor,
        status=next((d.report.status for d in ranked if d.report.status == "asserted"), report.status),
        aspect=report.aspect,
        attribution=attribution_of(ranked),
        claims=claims_of([*ranked, *against]),
        quantities=merged_quantities(ranked),
        confidence=max(draft.report.confidence for draft in group),
        reasons=report.reasons,
        evidence=tuple(evidence[1:]),
    )


def event_id(kind: str, source: Evidence) -> str:
    """Stable over runs, paths and machines: it hangs on the kind and the words that tell of the event."""
    told = f"{kind}\x1f{source.start}\x1f{source.quote}"
    return hashlib.blake2s(told.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def evidence_of(draft: Draft) -> Evidence:
    span = draft.report.span
    return Evidence(article=draft.article.id, start=span.start, end=span.end, quote=draft.quote, url=draft.article.url)


def first_said(told: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    return next((actors for actors in told if actors), ())


def merged_places(ranked: Sequence[Draft]) -> tuple[tuple[EventPlace, ...], list[Footprint]]:
    """The places of all accounts, each once; where one account is more exact than another, the exact one stands."""
    said: dict[str, tuple[EventPlace, Footprint]] = {}
    for draft in ranked:
        for place, footprint in zip(draft.places, draft.footprints, strict=True):
            if not any(same_spot(place, other) for other, _ in said.values()):
                said[place.id] = place, footprint
    kept = [
        (place, footprint)
        for place, footprint in said.values()
        if not any(surrounds(place, other) for other, _ in said.values())
    ]
    return tuple(place for place, _ in kept), [footprint for _, footprint in kept]


def same_spot(a: EventPlace, b: EventPlace) -> bool:
    """Whether two accounts mean one area by two names ("the border with Iran", "the border area")."""
    alike = a.precision == b.precision and a.precision not in ("site", "settlement") and touch(a, b)
    return a.id == b.id or (alike and a.mention != b.mention and a.role == b.role and a.country == b.country)


def surrounds(outer: EventPlace, inner: EventPlace) -> bool:
    """Whether a place only says roughly where a more exact one lies; a line that is followed or crossed says more."""
    spots = outer.role in ABOUT_A_SPOT and inner.role in ABOUT_A_SPOT
    return spots and outer.precision != "line" and reaches(outer, inner)


def reaches(outer: EventPlace, inner: EventPlace) -> bool:
    """Whether a coarser place may hold a finer one (a country and the town in it that is headed for)."""
    apart = distance_km(outer.lat, outer.lon, inner.lat, inner.lon)
    coarser = FINENESS.index(outer.precision) > FINENESS.index(inner.precision)
    return coarser and apart <= outer.uncertainty_km + inner.uncertainty_km


def drawn(
    places: Sequence[EventPlace], footprints: Sequence[Footprint]
) -> tuple[Geometry | None, tuple[float, float] | None]:
    """The event's footprint and where its marker stands: a route when it goes from, via or to, else the union."""
    from geo.footprints import route, union

    sited = [(place, footprint) for place, footprint in zip(places, footprints, strict=True) if place.role != "about"]
    if not sited:
        return None, None
    stops = [(place, footprint) for role in TRAVELLED for place, footprint in sited if place.role == role]
    exact = [footprint for place, footprint in stops if not any(reaches(place, other) for other, _ in stops)]
    whole = route(exact) if len(exact) > 1 else union([footprint for _, footprint in sited])
    return whole.geometry, whole.anchor


def attribution_of(ranked: Sequence[Draft]) -> str | None:
    """Who says so, when nobody says it in the article's own voice."""
    if any(draft.report.status == "asserted" for draft in ranked):
        lead = ranked[0].report
        return lead.attribution.name if lead.attribution and lead.status != "claimed" else None
    return next((draft.report.attribution.name for draft in ranked if draft.report.attribution), None)


def claims_of(ranked: Sequence[Draft]) -> tuple[Claim, ...]:
    """The accounts that differ in who says so or how; none when all agree."""
    claims: dict[tuple[str | None, str], Claim] = {}
    for draft in ranked:
        report = draft.report
        speaker = report.attribution.name if report.attribution else None
        if (speaker, report.status) not in claims:
            claims[speaker, report.status] = Claim(
                attribution=speaker, status=report.status, evidence=evidence_of(draft), quantities=report.quantities
            )
    return tuple(claims.values()) if len(claims) > 1 else ()


def merged_quantities(ranked: Sequence[Draft]) -> tuple[Quantity, ...]:
    """Each kind of count once, as the fullest account gives it."""
    counts: dict[str, Quantity] = {}
    for draft in ranked:
        for quantity in draft.report.quantities:
            counts.setdefault(quantity.kind, quantity)
    return tuple(counts.values())
