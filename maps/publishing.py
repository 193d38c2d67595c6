"""A map leaves the program: the page or picture, the folder to upload, the browser."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from geo.event import Event
from maps.coarsening import coarsened_kinds
from maps.command import CommandError
from maps.dual_names import named
from maps.output import encoded, writing
from seeds.article import Article

if TYPE_CHECKING:
    from maps import EventMap
    from maps.looks import Theme

PICTURES = (".png", ".svg", ".pdf")

Publish = Callable[[Sequence[Event], Sequence[Article]], None]


@contextlib.contextmanager
def publishing(options: Namespace) -> Iterator[Publish]:
    """Give a function that draws events and writes what the options ask for; says at the end where the map lies.

    Whatever cannot be written is refused before the long work begins.
    """
    suffix = checked_suffix(options.output)
    check_share(options)
    published: list[Event] = []

    def publish(events: Sequence[Event], articles: Sequence[Article]) -> None:
        from maps import draw

        published.extend(events)
        page = draw(
            [named(event, options.names) for event in events],
            articles,
            language=options.lang,
            full_text=options.full_text,
            mentions=not options.coarsen,
            online_tiles=options.online_tiles,
            theme="light" if options.theme == "print" else options.theme,  # pages turn to print when printed
        )
        file.write(rendered(page, suffix, options))
        if options.share:
            share(page, events, options)

    with writing(options.output) as file:
        yield publish
    if options.output != "-":
        report(published, Path(options.output).resolve(), show=options.open)


def as_exactly_as_asked(events: Sequence[Event], options: Namespace) -> list[Event]:
    """The events, coarsened where the options say so: the map, and every table beside it."""
    return coarsened_kinds(events, options.coarsen, options.coarsen_kinds) if options.coarsen else list(events)


def checked_suffix(output: str) -> str:
    suffix = ".html" if output == "-" else Path(output).suffix.lower()
    if suffix not in (".html", ".htm", *PICTURES):
        raise CommandError(f"{output}: a map is written as .html, .png, .svg or .pdf.", 2)
    if suffix in (".png", ".pdf") and find_spec("vl_convert") is None:
        raise CommandError("PNG and PDF pictures need one more package: pip install 'araxes[pictures]'.")
    return suffix


def check_share(options: Namespace) -> None:
    """Refuse at once a folder that cannot be, or an address that no folder can have."""
    from maps.assets import DrawingError
    from maps.embedding import folder_address

    try:
        if options.url is not None:
            folder_address(options.url)
    except DrawingError as error:
        raise CommandError(str(error), 2) from None
    if options.share and Path(options.share).exists() and not Path(options.share).is_dir():
        raise CommandError(f"{options.share} is no folder: --share wants one, or a new name.")
    if options.url and not options.share:
        raise CommandError("--url is the address of the folder that --share DIR makes: give both.", 2)


def rendered(page: EventMap, suffix: str, options: Namespace) -> bytes:
    """The page as a file of that kind."""
    width, height = options.size
    usual: Theme = "print" if suffix == ".pdf" else "light"
    theme: Theme = usual if options.theme == "auto" else options.theme
    if suffix == ".pdf":
        return page.to_pdf(width=width, height=height, theme=theme)
    if suffix == ".png":
        return page.to_png(width=width, height=height, theme=theme)
    if suffix == ".svg":
        return encoded(page.to_svg(width=width, height=height, theme=theme))
    return encoded(page.get_root().render())


def share(page: EventMap, events: Sequence[Event], options: Namespace) -> None:
    """Write a folder that a person can upload as it is."""
    from maps.sharing import share_folder

    folder = Path(options.share)
    share_folder(page, events, folder, url=options.url)
    print(f"araxes: {folder} holds all to upload; start with its README.txt.", file=sys.stderr)
    if not options.url:
        print("araxes: link previews and oEmbed need the folder's address on the web: add --url.", file=sys.stderr)
    if not (folder / "map.png").exists():
        print("araxes: map.png needs one more package: pip install 'araxes[pictures]'.", file=sys.stderr)


def report(events: Sequence[Event], path: Path, *, show: bool) -> None:
    placed = sum(event.footprint is not None for event in events)
    print(f"araxes: {len(events)} events, {placed} of them placed; the map lies at", file=sys.stderr)
    print(path)
    if show:
        import webbrowser

        webbrowser.open(path.as_uri())
