"""Articles from files, folders, standard input, JSON lines and, only when asked, the web.

ReadingError(ValueError)    what was got, what was expected, what to do: one sentence
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from urllib.parse import unquote, urlsplit

from seeds.article import Article
from seeds.text import titled

LARGEST = 32_000_000  # bytes of one article
_PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_LINES = frozenset({".jsonl", ".ndjson"})
_FORMATS = "a .txt, .md, .html or .jsonl file"
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n|)---[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]\w*)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")

Complain = Callable[["ReadingError"], object]


class ReadingError(ValueError):
    """A source that cannot be read as an article; the message is one sentence that says what to do."""


def read(source: str | os.PathLike[str], *, published: str | date | None = None, online: bool = False) -> Article:
    """The one article of `source`: a .txt, .md, .html or one-line .jsonl file, "-" (standard input), or, with `online`,
    an https address.

    `published` (ISO 8601) goes before what the source says of itself. Raises `ReadingError`.

    >>> article = read(resources.files("seeds") / "stories" / "d06_drivers_released_undated.md")
    >>> article.id, article.published, article.text[:34]
    ('d06_drivers_released_undated', None, 'Two Iranian lorry drivers released')
    """
    articles = read_all(source, published=published, online=online)
    article = next(articles)
    if next(articles, None) is not None:
        raise ReadingError(f"{source} holds several articles where one was expected: read them with read_all.")
    return article


def read_all(
    source: str | os.PathLike[str],
    *,
    published: str | date | None = None,
    online: bool = False,
    on_error: Complain | None = None,
) -> Iterator[Article]:
    """Every article of a file, a folder (with its sub-folders, by name), a .jsonl or "-", one after another.

    A `.jsonl` line is `{"id", "text", "published"?, "headline"?, "url"?, "publisher"?}`. What cannot be read raises
    `ReadingError`, or is handed to `on_error` and passed over. At least one article is given or an error is raised.
    """
    given = publication_date(published) if isinstance(published, str) else published
    found = 0
    for pull in _pulls(os.fspath(source), given, online):
        try:
            for article in pull(on_error):
                found += 1
                yield titled(article)
        except ReadingError as error:
            if on_error is None:
                raise
            on_error(error)
    if not found and on_error is None:
        raise ReadingError(f"{source} holds no article: expected {_FORMATS}.")


def publication_date(words: str) -> date:
    """The date of "2021-10-02" or "2021-10-02T08:00:00Z"; raises `ReadingError` for anything else.

    >>> publication_date("2021-10-02")
    datetime.date(2021, 10, 2)
    """
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ].*)?", words.strip(), re.ASCII):
            return date.fromisoformat(words.strip()[:10])
    except ValueError:
        pass
    raise ReadingError(f"The date {words[:40]!r} is not a day of the calendar: write it as YYYY-MM-DD.")


def stories() -> tuple[str, ...]:
    """The names of the bundled stories.

    >>> stories()[0]
    'border_drill'
    """
    folder = resources.files("seeds") / "stories"
    return tuple(sorted(f.name[:-3] for f in folder.iterdir() if f.name.endswith(".md")))


def story(name: str = "border_drill") -> Article:
    """A bundled story by its name; raises `ReadingError` for a name that is not among `stories()`.

    >>> story().headline
    'Iran stages army drill close to Azerbaijan border as neighbours fall out'
    """
    if name not in stories():
        raise ReadingError(f"There is no bundled story {name!r}: there are {', '.join(stories())}.")
    data = (resources.files("seeds") / "stories" / f"{name}.md").read_bytes()
    return titled(_markdown(name, decode(data, name), None))


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 by its mark, else what charset-normalizer finds. Binary is refused."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise ReadingError(f"{name} is {what}, not text: save its text as a .txt file and read that.")
    if b"\0" in data:
        raise ReadingError(f"{name} is a binary file, not text: expected {_FORMATS}.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name} says it is {encoding} but is not, at byte {error.start}: save it as UTF-8."
        ) from None


def _guessed(data: bytes, name: str) -> str:
    """Text in the encoding that a page declares, else in the one that charset-normalizer finds."""
    from charset_normalizer import from_bytes

    declared = re.search(rb"<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)=[\"']?([\w.:-]+)", data[:4000])
    best = None if declared else from_bytes(data[:200_000]).best()
    encoding = declared[1].decode("ascii") if declared else best.encoding if best else None
    if encoding is not None:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            text = ""
        if text and not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
            return text
    raise ReadingError(f"The encoding of {name} cannot be told: save it as UTF-8 and read it again.")


Pull = Callable[[Complain | None], Iterator[Article]]


def _pulls(source: str, given: date | None, online: bool) -> Iterator[Pull]:
    """One reader for each file of the source, so that a bad one need not stop the rest."""
    if source == "-":
        yield lambda complain: _content("stdin", "", sys.stdin.buffer.read(LARGEST + 1), given, complain)
    elif source.startswith(("https://", "http://")):
        yield lambda complain: iter([_fetched(source, given, online)])
    elif Path(source).is_dir():
        yield from _folder(Path(source), given)
    else:
        yield lambda complain: _file(Path(source), Path(source).stem, given, complain)


def _folder(folder: Path, given: date | None) -> Iterator[Pull]:
    known = _PLAIN | _PAGES | _LINES
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in known and p.is_file() and p.name[0] != ".")
    if not paths:
        raise ReadingError(f"The folder {folder} holds no article: expected {_FORMATS} in it.")
    taken: set[str] = set()
    for path in paths:
        name = path.stem if path.stem not in taken else str(path.relative_to(folder))
        taken.add(name)
        yield partial(_file, path, name, given)


def _file(path: Path, name: str, given: date | None, complain: Complain | None) -> Iterator[Article]:
    try:
        if path.suffix.lower() in _LINES:
            with path.open("rb") as lines:
                yield from _lines(lines, str(path), given, complain)
            return
        size = path.stat().st_size
        if size > LARGEST:
            raise ReadingError(f"{path} has {size:,} bytes, more than the {LARGEST:,} of an article: split it.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"There is no file {path}: expected {_FORMATS}, a folder of them, or -.") from None
    except OSError as error:
        raise ReadingError(f"{path} cannot be opened ({error.strerror}): check its permissions.") from None
    yield from _content(name, path.suffix.lower(), data, given, complain, where=str(path))


def _content(
    name: str, suffix: str, data: bytes, given: date | None, complain: Complain | None, *, where: str = ""
) -> Iterator[Article]:
    """The article of a file's bytes; where the name does not tell the format, its first characters do."""
    where = where or name
    if len(data) > LARGEST:
        raise ReadingError(f"{where} has more than the {LARGEST:,} bytes of an article: split it.")
    text = decode(data, where)
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if suffix in _PAGES or (suffix not in _PLAIN and re.match(r"<(!doctype\s+html|html|\?xml)\b", start, re.I)):
        yield _page(name, text, given, where)
    elif suffix in (".md", ".markdown") or (suffix not in _PLAIN and _FRONT.match(text)):
        yield _markdown(name, text, given, where)
    elif suffix == "" and re.match(r'\{\s*"', start):
        yield from _lines(iter(data.splitlines(keepends=True)), where, given, complain)
    elif suffix == ".json":
        raise ReadingError(f"{where} is JSON: write one article a line in a .jsonl file.")
    else:
        yield _article(name, text, {}, given, where)


def _markdown(name: str, text: str, given: date | None, where: str = "") -> Article:
    front = _FRONT.match(text)
    fields = {m[1].lower(): _unquoted(m[2]) for m in _FIELD.finditer(front[1])} if front else {}
    return _article(name, text[front.end() :] if front else text, fields, given, where or name)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _page(name: str, html: str, given: date | None, where: str) -> Article:
    from seeds.pages import parse_page

    page = parse_page(html)
    if not page.text.strip():
        raise ReadingError(f"{where} is a page without an article's text: save the text as .txt and read that.")
    return Article(
        id=name,
        text=page.text,
        headline=page.headline,
        published=given or page.published,
        published_basis="given" if given else "page metadata" if page.published else None,
        url=page.url,
        publisher=page.publisher,
        language=(page.language or "en").split("-")[0].lower(),
    )


def _article(name: str, text: str, fields: Mapping[str, object], given: date | None, where: str) -> Article:
    """An article from its text, which is kept as it is, and the fields its source gives."""
    if not text.strip():
        raise ReadingError(f"{where} is empty: expected the text of an article.")
    stated = _stated(fields, where)
    return Article(
        id=name,
        text=text,
        headline=_field(fields, "headline", "title"),
        published=given or stated,
        published_basis="given" if given else "front matter" if stated else None,
        url=_field(fields, "url", "link"),
        publisher=_field(fields, "publisher", "source"),
        language=_field(fields, "language", "lang") or "en",
    )


def _stated(fields: Mapping[str, object], where: str) -> date | None:
    words = _field(fields, "published", "date")
    try:
        return publication_date(words) if words else None
    except ReadingError as error:
        raise ReadingError(f"{where}: {error}") from None


def _field(fields: Mapping[str, object], *names: str) -> str | None:
    return next((str(fields[name]) for name in names if fields.get(name) not in (None, "")), None)


def _lines(lines: Iterator[bytes], where: str, given: date | None, complain: Complain | None) -> Iterator[Article]:
    """One article a line; ids must differ, as everything downstream is told apart by them."""
    taken: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article = _line(line, f"{where}, line {number}", given)
            if article.id in taken:
                raise ReadingError(
                    f"{where}, line {number}: the id {article.id!r} is there twice: give each line its own."
                )
        except ReadingError as error:
            if complain is None:
                raise
            complain(error)
            continue
        taken.add(article.id)
        yield article


def _line(line: bytes, where: str, given: date | None) -> Article:
    if len(line) > LARGEST:
        raise ReadingError(f"{where} has {len(line):,} bytes, more than the {LARGEST:,} of an article: split it.")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise ReadingError(f'{where} is not a JSON object in UTF-8: expected {{"id": "…", "text": "…"}}.')
    if not isinstance(row.get("id"), str | int) or not isinstance(row.get("text"), str):
        raise ReadingError(f'{where} lacks "id" or "text": expected {{"id": "…", "text": "…"}}.')
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", row["text"])  # half a character cannot be written; offsets stay
    return _article(str(row["id"]), text, row, given, where)


def _fetched(address: str, given: date | None, online: bool) -> Article:
    if not online or not address.startswith("https://"):
        raise ReadingError(
            f"{address} is on the web: ask for it with online=True and an https address, or save the page."
        )
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    request = Request(address, headers={"User-Agent": "Araxes (reads one page when asked)"})
    try:
        with urlopen(request, timeout=20) as answer:
            if not answer.url.startswith("https://"):
                raise ReadingError(f"{address} leads to {answer.url}, which is not https: save the page and read that.")
            data = answer.read(LARGEST + 1)
    except (URLError, OSError) as error:
        raise ReadingError(f"{address} cannot be fetched ({getattr(error, 'reason', error)}): save the page.") from None
    name = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2]) or urlsplit(address).netloc
    (article,) = _content(name.rsplit(".", 1)[0], ".html", data, given, None, where=address)
    return article
