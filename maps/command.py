"""The command line: `araxes map | events | places | geocode | draw | embed | about`.

Data go to standard output, everything else to standard error. Exit codes: 0 done (also when nothing was found),
1 could not and wrote nothing, 2 asked for wrongly, 3 some inputs failed, 130 interrupted, 141 the reader went away.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import NoReturn

EXAMPLES = {
    "map": """
examples:
  araxes map border_drill -o drill.html            a bundled story; `araxes about` lists them
  araxes map story.html --open                     a saved page, shown in the browser
  araxes map mon.txt tue.txt --published 2021-10-02 -o dossier.html --events dossier.geojson
  araxes map story.txt -o square.png --size 1080x1080 --theme dark
  cat story.txt | araxes map - -o story.html""",
    "events": """
examples:
  araxes events story.txt --published 2021-10-02 --format text
  araxes events articles.jsonl --format jsonl --workers 4 -o events.jsonl
  araxes events story.txt --format csv > events.csv
  araxes events story.txt --explain 3f2a91c0
  araxes events story.txt --reader openai:http://localhost:11434/v1,qwen3:8b""",
    "places": """
examples:
  araxes places story.txt
  araxes places articles.jsonl --format jsonl --workers 4 > toponyms.jsonl""",
    "geocode": """
examples:
  araxes geocode Shusha
  araxes geocode Kapan --country AM --format json
  araxes geocode "20 km west of Shusha" --format geojson""",
    "draw": """
examples:
  araxes draw corrected.geojson --story story.txt -o map.html
  araxes draw incidents.csv -o map.html            columns lat, lon, date and title are enough""",
    "embed": """
examples:
  araxes embed map.html                            print the lines to paste into a page""",
    "about": """
examples:
  araxes about""",
}


class CommandError(Exception):
    """Something that cannot be done, in one sentence; `code` is the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence; the whole usage is a `--help` away."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code.

    >>> main(["geocode", "Nosuchplaceanywhere"])
    1
    """
    try:
        options = parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has said why
        return stop.code if isinstance(stop.code, int) else 2
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except CommandError as refusal:
        return complain(str(refusal), refusal.code)
    except KeyboardInterrupt:
        return complain("interrupted; nothing half-written is left.", 130)
    except BrokenPipeError:
        # Python flushes standard output once more on its way out: give it somewhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if "ARAXES_DEBUG" in os.environ:
            raise
        return complain(in_one_sentence(error), 1)
    return code


def complain(sentence: str, code: int) -> int:
    """Say it, unless the reasons have been told already."""
    if sentence:
        print(f"araxes: {sentence}", file=sys.stderr)
    return code


def in_one_sentence(error: Exception) -> str:
    """What an exception means to the one who ran the command."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} cannot be opened or written ({error.strerror})."
    if isinstance(error, ValueError | ImportError) and str(error):
        return " ".join(str(error).split())
    return f"a fault of ours, please report it: {type(error).__name__}: {error} (ARAXES_DEBUG=1 shows where)."


def parser() -> Parser:
    top = Parser(
        prog="araxes",
        description="Reads news articles, finds what is said to have happened, where, when and on whose word,\n"
        "and draws it on a map in one HTML file that opens without a network.",
        epilog="first map:\n  araxes map border_drill -o map.html",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary, add_options, run in COMMANDS:
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=EXAMPLES[name].strip("\n"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_options(command)
        command.set_defaults(run=run)
    return top


def story_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "stories",
        metavar="STORY",
        nargs="+",
        help="a .txt, .md, .html or .jsonl file, a folder, - for standard input, or the name of a bundled story",
    )
    command.add_argument(
        "--published", metavar="DATE", type=day, help="publication date, YYYY-MM-DD: goes before the article's own"
    )
    command.add_argument("--fetch", action="store_true", help="allow STORY to be an https address and fetch it")


def day(words: str) -> date:
    from seeds.reading import ReadingError, publication_date

    try:
        return publication_date(words)
    except ReadingError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def workers(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of processes, 1 or more")
    return int(words)


def reader_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--reader",
        metavar="READER",
        help="who proposes the events: spacy:MODEL, or openai:URL,MODEL, which sends the article there (key: "
        "ARAXES_READER_KEY); times, places and quotes stay the text's (default: our own frames)",
    )


def page_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", metavar="FILE", default="map.html", help="where to write it (default: map.html)"
    )
    command.add_argument(
        "--names",
        choices=("local", "both", "en"),
        default="both",
        help="which names a place shows (default: both of two)",
    )
    command.add_argument("--lang", type=language, default="en", metavar="xx", help="language of the page (default: en)")
    command.add_argument(
        "--full-text", action="store_true", help="show the whole article, not only the sentences with events"
    )
    command.add_argument("--coarsen", metavar="KM", type=kilometres, help="place events no more exactly than this")
    command.add_argument(
        "--coarsen-kinds",
        metavar="KINDS",
        type=kinds,
        default=(),
        help="only these, such as detain,move (default: all)",
    )
    command.add_argument(
        "--online-tiles", metavar="NAME", help="add a tile layer from the web: its server sees your readers"
    )
    command.add_argument(
        "--theme",
        choices=("auto", "light", "dark", "print"),
        default="auto",
        help="colours (default: the reader's choice)",
    )
    command.add_argument(
        "--size", metavar="WxH", type=size, default=(1200, 630), help="of a picture, in pixels (default: 1200x630)"
    )
    command.add_argument("--share", metavar="DIR", help="also write a folder to upload: page, pictures, data, snippet")
    command.add_argument("--url", metavar="URL", help="where that folder will lie on the web, for link previews")
    command.add_argument("--open", action="store_true", help="open the map in the browser")


def language(code: str) -> str:
    from importlib import resources

    known = sorted(file.name.removesuffix(".json") for file in (resources.files("maps") / "messages").iterdir())
    if code not in known:
        raise argparse.ArgumentTypeError(f"the page speaks {', '.join(known)}, not {code!r}")
    return code


def size(words: str) -> tuple[int, int]:
    width, _, height = words.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()) or not all(240 <= int(side) <= 8000 for side in (width, height)):
        raise argparse.ArgumentTypeError(f"{words!r} is not a size such as 1200x630, each side 240 to 8000 pixels")
    return int(width), int(height)


def kinds(words: str) -> tuple[str, ...]:
    from seeds.report import KINDS

    named = tuple(words.split(","))
    if unknown := [kind for kind in named if kind not in KINDS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is no kind of event: {', '.join(KINDS)}")
    return named


def kilometres(words: str) -> float:
    try:
        if 0 < float(words) < 20_000:
            return float(words)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{words!r} is not a distance in kilometres")


def map_options(command: argparse.ArgumentParser) -> None:
    story_options(command)
    reader_option(command)
    page_options(command)
    command.add_argument(
        "--events", metavar="FILE", help="also write the events, as .geojson, .csv, .jsonl, .txt or .parquet"
    )


def events_options(command: argparse.ArgumentParser) -> None:
    story_options(command)
    reader_option(command)
    command.add_argument("-o", "--output", metavar="FILE", help="where to write them (default: standard output)")
    command.add_argument(
        "--format",
        choices=("geojson", "csv", "jsonl", "text", "parquet"),
        help="default: by FILE's ending, else geojson",
    )
    command.add_argument("--explain", metavar="ID", help="tell everything that led to this one event")
    command.add_argument(
        "--workers", type=workers, default=1, metavar="N", help="processes, for --format jsonl (default: 1)"
    )


def places_options(command: argparse.ArgumentParser) -> None:
    story_options(command)
    command.add_argument("-o", "--output", metavar="FILE", help="where to write them (default: standard output)")
    command.add_argument("--format", choices=("text", "jsonl", "geojson"), default="text", help="default: text")
    command.add_argument("--workers", type=workers, default=1, metavar="N", help="processes (default: 1)")
    command.add_argument("--online", action="store_true", help="ask Nominatim for names the gazetteer lacks")


def geocode_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "name", metavar="NAME", nargs="+", help='a name, or a phrase such as "near the border with Iran"'
    )
    command.add_argument("--country", metavar="CC", help="only places of this country, ISO 3166-1 alpha-2 or alpha-3")
    command.add_argument("--format", choices=("text", "json", "geojson"), default="text", help="default: text")


def draw_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "table", metavar="EVENTS", help="a .geojson, .csv, .jsonl or .parquet of events, ours or another's"
    )
    command.add_argument(
        "--story", metavar="STORY", action="append", default=[], help="the article the events come from"
    )
    page_options(command)


def embed_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("map", metavar="MAP.html", help="a map that araxes wrote")


def no_options(command: argparse.ArgumentParser) -> None:
    """`about` needs none."""


Run = Callable[[argparse.Namespace], int]


def run_by(module: str, function: str) -> Run:
    """Import a command's module only when that command is run."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        code: int = getattr(import_module(module), function)(options)
        return code

    return run


COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None], Run], ...] = (
    ("map", "articles to a map", map_options, run_by("maps.stories", "map_stories")),
    ("events", "articles to events", events_options, run_by("maps.stories", "list_events")),
    (
        "places",
        "every place name, the place chosen, its rivals, and why",
        places_options,
        run_by("maps.stories", "list_places"),
    ),
    (
        "geocode",
        "a name or a phrase to a place, from the bundled gazetteer",
        geocode_options,
        run_by("maps.answers", "geocode"),
    ),
    ("draw", "a table of events, corrected or another's, to a map", draw_options, run_by("maps.answers", "draw_table")),
    ("embed", "the lines that put a map into a page", embed_options, run_by("maps.answers", "embed_map")),
    (
        "about",
        "version, data sources with dates and licences, counts",
        no_options,
        run_by("maps.answers", "tell_about"),
    ),
)
