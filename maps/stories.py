"""The commands that read articles: `map`, `events` and `places`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.batch import Work, outcomes
from maps.command import CommandError
from maps.output import Progress, encoded, writing
from seeds.article import Article

if TYPE_CHECKING:
    from geo.event import Event
    from geo.online import Ask
    from geo.place import Mention
    from seeds.proposals import Dropped

FORMATS = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".txt": "text",
    ".parquet": "parquet",
}


class Intake:
    """The articles of the command's STORY arguments; tells at once of each that cannot be had, and counts."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.failed = 0
        self.given = 0
        self.taken: set[str] = set()

    def __iter__(self) -> Iterator[Article]:
        progress = Progress("articles")
        for source in self.options.stories:
            for article in self.articles_of(source):
                progress.step()
                self.given += 1
                yield self.told_apart(article)
        progress.done()

    def articles_of(self, source: str) -> Iterator[Article]:
        from seeds.reading import read_all, stories, story

        published = self.options.published
        if source in stories() and not Path(source).exists():
            bundled = story(source)
            yield replace(bundled, published=published, published_basis="given") if published else bundled
            return
        yield from read_all(source, published=published, online=self.options.fetch, on_error=self.fail)

    def told_apart(self, article: Article) -> Article:
        """Two files may have one stem, but events point to their article by its id."""
        name, number = article.id, 1
        while name in self.taken:
            number += 1
            name = f"{article.id}-{number}"
        self.taken.add(name)
        return article if name == article.id else replace(article, id=name)

    def fail(self, error: object) -> None:
        self.failed += 1
        print(f"araxes: {error}", file=sys.stderr)

    def all(self) -> list[Article]:
        """Every article at once. Raises CommandError when there is none."""
        articles = list(self)
        self.require(len(articles))
        return articles

    def require(self, done: int) -> None:
        """End the command, with nothing written, when nothing was done and the reasons have been told."""
        if not done:
            raise CommandError("" if self.failed else f"{' '.join(self.options.stories)}: no article there.")

    def code(self) -> int:
        if self.failed:
            print(f"araxes: {self.failed} of {self.given + self.failed} inputs failed.", file=sys.stderr)
        return 3 if self.failed else 0


def map_stories(options: Namespace) -> int:
    """`araxes map`: draw the events of the articles, merged where several tell of one."""
    from maps.publishing import as_exactly_as_asked, publishing

    check_format(options.events)
    check_reader(options.reader)
    intake = Intake(options)
    with publishing(options) as publish, writing(options.events) if options.events else nullcontext() as table:
        articles = intake.all()
        events = as_exactly_as_asked(located(articles, options.reader), options)
        publish(events, articles)
        if table:
            table.write(serialised(events, articles, format_of(options.events)))
    return intake.code()


def located(articles: list[Article], reader: str | None) -> list[Event]:
    events = located_by(reader, articles)
    if not events:
        print("araxes: no event was found.", file=sys.stderr)
    return events


def located_by(reader: str | None, articles: Sequence[Article]) -> list[Event]:
    """The events of articles, read by our own frames or by another reader, of whose inventions it tells."""
    from geo.locating import locate
    from maps.readers import reader_of, tell_dropped

    dropped: list[Dropped] = []
    events = list(locate(articles, proposer=None if reader is None else reader_of(reader), on_drop=dropped.append))
    tell_dropped(dropped)
    return events


def list_events(options: Namespace) -> int:
    """`araxes events`: what is said to have happened, as data or as text."""
    form = options.format or format_of(options.output)
    check_reader(options.reader)
    intake = Intake(options)
    if options.explain:
        return explain(intake, options.explain, options.reader)
    if form == "jsonl":
        return streamed(intake, options, partial(event_line, reader=options.reader))
    check_format(options.output, form)
    with writing(options.output) as file:
        articles = intake.all()
        file.write(serialised(located(articles, options.reader), articles, form, coloured=wants_colour(options.output)))
    return intake.code()


def explain(intake: Intake, event_id: str, reader: str | None) -> int:
    from maps.digest import explanation

    events = {event.id: event for event in located(intake.all(), reader)}
    if event_id not in events:
        raise CommandError(f"No event has the id {event_id!r}: there are {', '.join(events) or 'none'}.")
    text = explanation(events[event_id], width=terminal_width(), colour=wants_colour(None))
    sys.stdout.buffer.write(encoded(text))
    return intake.code()


def format_of(path: str | None) -> str:
    return FORMATS.get(Path(path).suffix.lower(), "geojson") if path else "geojson"


def check_format(path: str | None, form: str | None = None) -> None:
    """Refuse at once what could not be written after the long work."""
    from importlib.util import find_spec

    if "parquet" in (form, format_of(path)) and find_spec("pyarrow") is None:
        raise CommandError("Parquet needs pyarrow: pip install 'araxes[parquet]'.")


def check_reader(name: str | None) -> None:
    """Refuse at once a reader that is not there."""
    from maps.readers import reader_of

    if name is not None:
        reader_of(name)


def serialised(events: list[Event], articles: list[Article], form: str, *, coloured: bool = False) -> bytes:
    """Events as the bytes of a file of that format."""
    from maps import digest, tables

    if form == "parquet":
        return tables.to_parquet(events)
    if form == "csv":
        return encoded(tables.to_csv(events))
    if form == "text":
        return encoded(digest.event_digest(events, articles, width=terminal_width(), colour=coloured))
    if form == "jsonl":
        return encoded(
            "".join(tables.to_jsonl(a.id, [e for e in events if e.source.article == a.id]) for a in articles)
        )
    return encoded(tables.to_geojson(events))


def event_line(article: Article, *, reader: str | None = None) -> tuple[str, int]:
    from maps.tables import to_jsonl

    events = located_by(reader, [article])
    return to_jsonl(article.id, events), len(events)


def list_places(options: Namespace) -> int:
    """`araxes places`: every mention, the place chosen, its rivals, why."""
    describe: dict[str, Callable[[Article, list[Mention]], str]] = {
        "text": partial(place_text, width=terminal_width(), colour=wants_colour(options.output)),
        "jsonl": toponym_line,
        "geojson": mention_features,
    }
    around = {"geojson": ('{"type":"FeatureCollection","features":[\n', ",\n", "\n]}\n"), "text": ("", "\n", "")}
    if options.online and options.workers > 1:
        raise CommandError("--online asks one question a second, for all: leave --workers out.", 2)
    function = partial(described, describe[options.format], online=options.online)
    return streamed(Intake(options), options, function, around=around.get(options.format, ("", "", "")))


def described(describe: Callable[[Article, list[Mention]], str], article: Article, *, online: bool) -> tuple[str, int]:
    from geo.geoparser import geoparse

    mentions = geoparse(article.text)
    if online:
        from geo.online import filled_in

        mentions = list(filled_in(mentions, nominatim()))
    return describe(article, mentions), len(mentions)


@cache
def nominatim() -> Ask:
    """One geocoder for the whole run: it counts the seconds between its questions."""
    from geo.online import nominatim as geocoder

    return geocoder(user_agent="araxes (news map; asked by its user with --online)")


def place_text(article: Article, mentions: list[Mention], *, width: int, colour: bool) -> str:
    from maps.digest import place_digest

    return place_digest(article, mentions, width=width, colour=colour)


def toponym_line(article: Article, mentions: list[Mention]) -> str:
    """The article's toponyms as one line of JSON. The words for a people ("Armenian") are none: they name no place."""
    from maps.records import json_text

    named = [toponym(mention) for mention in mentions if mention.sense != "demonym"]
    return json_text({"id": article.id, "toponyms": named}) + "\n"


def toponym(mention: Mention) -> dict[str, Any]:
    place = mention.place
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "id": place and place.id,
        "name": place and place.name,
        "country": place and place.country,
        "sense": mention.sense,
        "confidence": round(mention.confidence, 4),
        "approximate": mention.approximate,
    }


def mention_features(article: Article, mentions: list[Mention]) -> str:
    from maps.records import json_text

    return ",\n".join(json_text(mention_feature(article, mention)) for mention in mentions)


def mention_feature(article: Article, mention: Mention) -> dict[str, Any]:
    place = mention.place
    rivals = [{"id": c.place.id, "name": c.place.name, "score": round(c.score, 4)} for c in mention.candidates]
    return {
        "type": "Feature",
        "id": f"{article.id}:{mention.start}",
        "geometry": place and {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {"article": article.id, **toponym(mention), "reasons": mention.reasons, "candidates": rivals},
    }


def streamed(intake: Intake, options: Namespace, function: Work, *, around: tuple[str, str, str] = ("", "", "")) -> int:
    """Write what `function` makes of each article, one after another, between a head, separators and a tail."""
    head, between, tail = around
    written = found = 0
    with writing(options.output) as file:
        for outcome in outcomes(function, intake, workers=options.workers):
            if outcome.words is None:
                intake.fail(f"{outcome.article_id}: {str(outcome.error).rstrip('.')}.")
                intake.given -= 1
            elif outcome.words or not between:
                file.write(encoded((between if written else head) + outcome.words))
                written += 1
            found += outcome.found
        intake.require(intake.given)
        file.write(encoded(tail if written else head + tail))
    if not found:
        print("araxes: nothing was found.", file=sys.stderr)
    return intake.code()


def terminal_width() -> int:
    from shutil import get_terminal_size

    return min(get_terminal_size((100, 24)).columns, 120)


def wants_colour(output: str | None) -> bool:
    """Weight and colour only on a terminal, and not where NO_COLOR is set (no-color.org)."""
    return output in (None, "-") and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
