"""Events, mentions and places as text that a person reads in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.event import Event, EventPlace
    from geo.place import Mention, Place
    from seeds.article import Article
    from seeds.report import Actor, When

PARAGRAPH = "\n\n"
TOLD = 0.005  # the belief in a rival below which it is not worth a reader's time
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
STATUS_WORDS = {
    "asserted": "reported",
    "claimed": "claimed",
    "denied": "denied",
    "planned": "planned",
    "possible": "possible",
    "habitual": "repeated",
}
SENSE_WORDS = {
    "government": "stands for its government, not for a place",
    "possessor": "says whose, not where",
    "demonym": "says of what people, not where",
    "topic": "is spoken of; nothing happens there",
    "dateline": "is where the report was filed",
}


def event_digest(events: Sequence[Event], articles: Sequence[Article], *, width: int = 80, colour: bool = False) -> str:
    """Tell the events in order of time: what, where and how exactly, who, on whose word, in which words."""
    pen = Pen(width, colour)
    lines = [pen.title(article.headline or article.id, published(article)) for article in articles]
    placed = sum(event.footprint is not None for event in events)
    lines.append(f"{counted(len(events), 'event')}, {placed} with a place")
    heading = None
    for event in sorted(events, key=lambda event: (event.when.start or event.when.end or "9999", event.source.start)):
        if (day := spoken(event.when)) != heading:
            heading = day
            lines.append("\n" + pen.strong(day[0].upper() + day[1:]))
        lines.append(event_entry(event, pen))
    return "\n".join(lines) + "\n"


def event_entry(event: Event, pen: Pen) -> str:
    rows = [
        ("where", "; ".join(place_words(place) for place in event.places if place.role != "about") or "not said"),
        ("who", " → ".join(filter(None, (names(event.actors), names(event.targets))))),
        ("status", STATUS_WORDS[event.status] + (f" by {event.attribution}" if event.attribution else "")),
        *(("", f"{STATUS_WORDS[claim.status]} by {claim.attribution}") for claim in event.claims if claim.attribution),
        ("words", f"“{one_line(event.source.quote)}”"),
        ("sure", f"{event.confidence:.0%}   id {event.id}"),
    ]
    return "\n".join([f"  {pen.strong(event.headline)}", *(pen.row(label, text) for label, text in rows if text)])


def explanation(event: Event, *, width: int = 80, colour: bool = False) -> str:
    """One event with everything that led to it: its places, every span of evidence and the reasons."""
    pen = Pen(width, colour)
    lines = [event_entry(event, pen), pen.row("kind", f"{event.kind}, {event.mode or 'unspecified'}; {event.aspect}")]
    lines += [pen.row("when", f"{spoken(event.when)} (from: {event.when.basis})")]
    lines += [pen.row("place", f"{place.name} [{place.id}] {place_words(place)}") for place in event.places]
    for piece in (event.source, *event.evidence):
        words = f"{piece.article}, characters {piece.start}–{piece.end}: “{one_line(piece.quote)}”"
        lines.append(pen.row("evidence", words))
    lines += [pen.row("because", reason) for reason in event.reasons]
    return "\n".join(lines) + "\n"


def place_digest(article: Article, mentions: Sequence[Mention], *, width: int = 80, colour: bool = False) -> str:
    """Show each name in its sentence, the place it was taken for, how sure that is, why, and the rivals."""
    pen = Pen(width, colour)
    alike: dict[tuple[str, str, str], list[Mention]] = {}
    for mention in mentions:
        alike.setdefault((mention.text, mention.place.id if mention.place else "", mention.sense), []).append(mention)
    heading = pen.title(article.headline or article.id, counted(len(mentions), "mention"))
    entries = [mention_entry(article.text, group, pen) for group in alike.values()]
    return "\n\n".join([heading, *entries]) + "\n"


def mention_entry(text: str, alike: Sequence[Mention], pen: Pen) -> str:
    mention = alike[0]
    times = f"  (and {counted(len(alike) - 1, 'more time')})" if len(alike) > 1 else ""
    chosen = place_line(mention.place) if mention.place else "left unplaced"
    if mention.approximate:
        chosen += "; approximate, from its neighbours"
    others = (c for c in mention.candidates if mention.place is None or c.place.id != mention.place.id)
    rivals = [c for c in others if c.score >= TOLD]
    rows = [
        ("in", in_context(text, mention)),
        ("is", f"{chosen}   sure {mention.confidence:.0%}"),
        ("", SENSE_WORDS.get(mention.sense, "")),
        ("why", "; ".join(mention.reasons)),
        ("rivals", "; ".join(f"{place_line(rival.place)} {rival.score:.0%}" for rival in rivals[:3])),
    ]
    shown = (pen.row(label, words) for label, words in rows if words)
    return "\n".join([pen.strong(mention.text) + times, *shown])


def place_line(place: Place) -> str:
    """A place on a line: name, where it belongs, coordinates, gazetteer row."""
    parts = [place.name, place.admin1 if place.admin1 != place.name else None, place.country]
    return f"{', '.join(filter(None, parts))} ({degrees(place.lat, place.lon)}) [{place.id}]"


def degrees(lat: float, lon: float) -> str:
    """Coordinates as people write them.

    >>> degrees(39.7583, -46.7506)
    '39.7583°N 46.7506°W'
    """
    return f"{abs(lat):.4f}°{'N' if lat >= 0 else 'S'} {abs(lon):.4f}°{'E' if lon >= 0 else 'W'}"


def in_context(text: str, mention: Mention, reach: int = 60) -> str:
    """The words around a mention, with the mention between marks."""
    before, after = text[max(0, mention.start - reach) : mention.start], text[mention.end : mention.end + reach]
    if mention.start > reach:
        before = "…" + before.partition(" ")[2]
    if mention.end + reach < len(text):
        after = after.rpartition(" ")[0] + "…"
    before, after = before.rpartition(PARAGRAPH)[2], after.partition(PARAGRAPH)[0]
    return one_line(f"{before}[{text[mention.start : mention.end]}]{after}")


def place_words(place: EventPlace) -> str:
    """Where, in words; a place that is more than a point says what kind of area it is."""
    words = place.words or f"{place.role} {place.name}"
    about = f", ± {place.uncertainty_km:.0f} km" if place.precision in ("site", "settlement", "district") else ""
    return f"{words} ({place.precision.replace('_', ' ')}{about})"


def names(actors: Iterable[Actor]) -> str:
    return ", ".join(f"{actor.name} ({actor.country})" if actor.country else actor.name for actor in actors)


def spoken(when: When) -> str:
    """A time in words, saying no more than is known.

    >>> from seeds.report import When
    >>> spoken(When(start="2021-10-01", end="2021-10-02", precision="day"))
    '1 October 2021'
    >>> spoken(When(start="1994-01-01", precision="year"))
    'since 1994'
    >>> spoken(When(end="2021-10-02", precision="day")), spoken(When(text="on Friday")), spoken(When())
    ('until 1 October 2021', '“on Friday”, date unknown', 'date unknown')
    """
    first = date.fromisoformat(when.start) if when.start else None
    last = date.fromisoformat(when.end) - timedelta(days=1) if when.end else None
    if first and last:
        return period(first, last)
    if first or last:
        return f"since {known_part(first, when)}" if first else f"until {known_part(last, when)}"
    return f"“{one_line(when.text)}”, date unknown" if when.text else "date unknown"


def period(first: date, last: date) -> str:
    """
    >>> period(date(2021, 10, 1), date(2021, 10, 31)), period(date(2020, 1, 1), date(2021, 12, 31))
    ('October 2021', '2020 to 2021')
    """
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if first == last:
        return day_words(first)
    if whole_months and first.month == 1 and last.month == 12:
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return day_words(first).partition(" ")[2]
    return f"{day_words(first)} to {day_words(last)}"


def known_part(day: date | None, when: When) -> str:
    """A date without the day or month that is not known."""
    return day_words(day).split(" ", {"year": 2, "month": 1}.get(when.precision, 0))[-1]


def day_words(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def published(article: Article) -> str:
    return f"published {day_words(article.published)}" if article.published else "publication date unknown"


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def one_line(text: str) -> str:
    """Text on one line, without the control characters that would steer the reader's terminal.

    >>> one_line("a\\n b\\x1b[31m")
    'a b [31m'
    """
    return " ".join(CONTROL.sub(" ", text).split())


class Pen:
    """Writes rows of a given width, with weight where the terminal shows it."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = max(width, 40)
        self.colour = colour

    def strong(self, text: str) -> str:
        return f"\033[1m{one_line(text)}\033[0m" if self.colour else one_line(text)

    def title(self, text: str, note: str) -> str:
        return f"{self.strong(text)}\n{note}"

    def row(self, label: str, text: str) -> str:
        indent = f"    {label:<9}"
        return textwrap.fill(one_line(text), self.width, initial_indent=indent, subsequent_indent=" " * len(indent))
