"""Web pages: the article's words and what the page itself says about them.

The parser behind trafilatura drops what lies deeper than 256 elements and the standard library's needs quadratic time
for unclosed tags, so the page is first scanned here, in linear time, for its metadata and its plain blocks of text.
trafilatura then chooses the article's words; where it cannot read the page, or loses most of the article's own
paragraphs, the plain blocks stand in. The publication date comes only from where a page declares it: a date in a footer
or in the prose is not one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape

DEEPEST = 200  # elements; libxml2 stops at 256
LARGEST = 3_000_000  # characters trafilatura is asked to judge


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_RAW = _names("script style textarea title noscript template svg iframe")
_BLOCK = _names(
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table td th tr ul"
)
_ASIDE = _names("nav footer aside button figure figcaption select menu dialog")  # a form may hold all
_UNCLOSED = _names("p li dt dd tr td th option")  # their closing tags may be left out
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_PLAIN = re.compile(r"[^>\"']*")
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "publish_date", "publish-date", "publishdate",
    "published_time", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "article.published",
    "date",
)  # fmt: skip


@dataclass(slots=True)
class Page:
    """What a page holds: its words, and what it declares about itself."""

    text: str = ""
    headline: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


def parse_page(html: str) -> Page:
    """The article of a web page and the page's own metadata. `text` is empty when the page holds none.

    >>> page = parse_page('<meta property="article:published_time" content="2021-10-02"><h1>Drill</h1><p>It began.')
    >>> page.published.isoformat(), page.text
    ('2021-10-02', 'Drill\\n\\nIt began.')
    """
    scan = _Scan()
    scan.run(html)
    text = _choose(html, scan)
    return Page(
        text=text,
        headline=scan.meta.get("og:title") or scan.heading or scan.title,
        published=scan.published(),
        url=_web_address(scan.meta.get("og:url") or scan.canonical),
        publisher=scan.meta.get("og:site_name"),
        language=scan.language,
    )


def find_date(words: str) -> date | None:
    """The calendar date a metadata value gives ("2021-10-02T08:00Z", "2 October 2021"), as written there."""
    words = words.strip()
    if m := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", words) or re.fullmatch(
        r"(\d{4})(\d\d)(\d\d)(?:T?\d+)?", words
    ):
        year, month, day = (int(part) for part in m.groups())
    elif m := re.search(r"(?<!\d)(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})(?!\d)", words):
        year, month, day = int(m[3]), _month(m[2]), int(m[1])
    elif m := re.search(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)", words):
        year, month, day = int(m[3]), _month(m[1]), int(m[2])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return "jan feb mar apr may jun jul aug sep oct nov dec".find(word.lower()) // 4 + 1


def _web_address(value: str | None) -> str | None:
    return value if value and value.startswith(("https://", "http://")) else None


@dataclass(slots=True)
class _Block:
    words: str
    paragraph: bool
    article: bool


@dataclass(slots=True)
class _Scan:
    """One pass over a page's tags."""

    meta: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    heading: str | None = None
    canonical: str | None = None
    language: str | None = None
    linked_data: list[str] = field(default_factory=list)
    declared_time: str | None = None
    byline_times: list[str] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    deepest: int = 0
    _paragraphs: int = 0
    _stack: list[str] = field(default_factory=list)
    _open: dict[str, int] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)
    _kind: str = ""

    def run(self, html: str) -> None:
        for name, closing, attributes, words in _tokens(html):
            if name == "":
                self._words.append(words)
            elif closing:
                self._close(name)
            else:
                self._start(name, attributes, words)
        self._flush()

    def _start(self, name: str, attributes: str, words: str) -> None:
        if name in _BLOCK:
            self._flush()
            self._kind = name
        if name in ("html", "meta", "link", "time", "script", "title"):
            self._note(name, dict(_attributes(attributes)), words)
        if name in _VOID or name in _RAW:
            return
        if name in _UNCLOSED and self._stack and self._stack[-1] == name:
            self._close(name)
        self._stack.append(name)
        self._open[name] = self._open.get(name, 0) + 1
        self.deepest = max(self.deepest, len(self._stack))

    def _close(self, name: str) -> None:
        if name in _BLOCK:
            self._flush()
        while self._open.get(name):
            last = self._stack.pop()
            self._open[last] -= 1
            if last == name:
                return

    def _aside(self) -> bool:
        return any(self._open.get(name) for name in _ASIDE)

    def _article(self) -> bool:
        return bool(self._open.get("article") or self._open.get("main"))

    def _flush(self) -> None:
        words = " ".join(unescape("".join(self._words)).split())
        self._words.clear()
        if not words or self._aside():
            return
        if self._kind == "h1" and self.heading is None:
            self.heading = words
        paragraph = self._kind in ("p", "li", "blockquote")
        self._paragraphs += paragraph and self._article()
        self.blocks.append(_Block(words, paragraph, self._article()))

    def _note(self, name: str, attributes: dict[str, str], words: str) -> None:
        if name == "html":
            self.language = attributes.get("lang")
        elif name == "title":
            self.title = self.title or " ".join(unescape(words).split()) or None
        elif name == "link" and attributes.get("rel", "").lower() == "canonical":
            self.canonical = attributes.get("href")
        elif name == "script" and "ld+json" in attributes.get("type", ""):
            self.linked_data.append(words)
        elif name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            self.meta.setdefault(key.lower(), attributes.get("content", ""))
        elif name == "time":
            self._note_time(attributes)

    def _note_time(self, attributes: dict[str, str]) -> None:
        value = attributes.get("datetime", "")
        what = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}".lower()
        if not value or "modified" in what or "updated" in what:
            return
        if "datepublished" in what or "pubdate" in attributes or "published" in what:
            self.declared_time = self.declared_time or value
        elif self._article() and not self._aside() and self._paragraphs < 3:
            self.byline_times.append(value)

    def published(self) -> date | None:
        """JSON-LD, then <meta>, then a <time> that says it is the publication's or stands in the article's head."""
        values = [_linked_date(words) for words in self.linked_data]
        values += [self.meta.get(name) for name in _PUBLISHED]
        values += [self.declared_time, *self.byline_times[:1]]
        return next((found for value in values if value and (found := find_date(value))), None)


def _tokens(html: str) -> Iterator[tuple[str, bool, str, str]]:
    """(name, closing, attributes, words) for each tag, ("", False, "", words) for text. Linear in the length."""
    at, end = 0, len(html)
    while at < end:
        mark = html.find("<", at)
        if mark < 0:
            mark = end
        if mark > at:
            yield "", False, "", html[at:mark]
        if mark == end:
            return
        if html.startswith("<!--", mark):
            at = _after(html, "-->", mark + 4)
        elif html.startswith(("<!", "<?"), mark):
            at = _after(html, ">", mark)
        elif tag := _TAG.match(html, mark):
            close = _tag_end(html, tag.end())
            name, at = tag[2].lower(), close + 1
            words = ""
            if name in _RAW and not tag[1]:
                stop = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
                words = html[at : stop.start() if stop else end]
                at = stop.start() if stop else end
            yield name, bool(tag[1]), html[tag.end() : close], words
        else:
            yield "", False, "", "<"
            at = mark + 1


def _after(html: str, mark: str, start: int) -> int:
    found = html.find(mark, start)
    return len(html) if found < 0 else found + len(mark)


def _tag_end(html: str, at: int) -> int:
    """Where a tag's ">" stands, quoted ones passed over; an unclosed quote is none, an unclosed tag ends the page."""
    start = at
    while True:
        plain = _PLAIN.match(html, at)
        at = plain.end() if plain else at
        if at >= len(html) or html[at] == ">":
            break
        closing = html.find(html[at], at + 1)
        if closing < 0:
            return len(html) if (found := html.find(">", start)) < 0 else found
        at = closing + 1
    return at


def _attributes(words: str) -> Iterator[tuple[str, str]]:
    for m in _ATTRIBUTE.finditer(words[:4000]):
        yield m[1].lower(), unescape(m[2] or m[3] or m[4] or "")
    if re.search(r"\bpubdate\b", words[:4000]):
        yield "pubdate", ""


def _linked_date(words: str) -> str | None:
    """The first "datePublished" of a JSON-LD block, however deep it is nested."""
    try:
        waiting = [json.loads(words)]
    except (ValueError, RecursionError):
        return None
    for value in waiting:  # grows as it goes: breadth first
        if isinstance(value, dict):
            if isinstance(found := value.get("datePublished"), str):
                return found
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None


def _choose(html: str, scan: _Scan) -> str:
    """trafilatura's choice of the article's words, unless it cannot see the page or loses the article's paragraphs."""
    plain = [b for b in scan.blocks if b.article] or scan.blocks
    own = sum(len(b.words) for b in plain if b.paragraph and b.article)
    if plain and scan.deepest <= DEEPEST and len(html) <= LARGEST:
        from trafilatura import extract

        chosen = extract(html, include_comments=False, include_tables=True) or ""
        if chosen.strip() and len(chosen) >= 0.6 * own:
            return "\n\n".join(line.strip() for line in chosen.splitlines() if line.strip())
    return "\n\n".join(b.words for b in plain)
