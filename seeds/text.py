"""The text layer: paragraphs, sentences and tagged tokens of an article, as offsets into its text and nothing else.

What belongs to the page and not to the story ("1 min read", share buttons, bylines) is kept, marked as furniture,
and never read for events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from seeds.article import Article, Span
from seeds.tagging import tag_words

Part = Literal["headline", "heading", "body", "item", "furniture"]

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|[ap]\.m\.?"
    r"|\d+(?:[.,:]\d+)*(?:-[^\W\d_]+)*(?:st|nd|rd|th|s|km|m|pm|am|%)?(?![^\W\d_])"
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+?(?=n[’']t\b)|n[’']t\b"
    r"|[’'](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:[-–‑'’.](?=[^\W_]{2}|(?<=[’'])[aeio]\b)(?![’'](?:s|re|ve|ll|d|m)\b)[^\W_]+)*"  # Sana’a
    r"|\.\.\.|[^\w\s]|_"
)
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen col lt sgt capt maj cpl brig adm sen rep gov hon rev st jr sr no vs etc jan feb mar apr
    jun jul aug sep
    sept oct nov dec mt ft inc ltd co corp e.g i.e approx dept est u.s u.n u.k e.u""".split()
)
_OPENERS = frozenset("the a an in on at he she it they but and this that these those we as after".split())
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_BULLET = re.compile(r"^\s*(?:[-*•–·]|\d{1,2}[.)])\s+")
_FURNITURE = re.compile(
    r"""^\W*(?:
      (?:reading\ time\W*)?\d+\s*min(?:ute)?s?(?:\ read)?\W*$
    | (?:latest|more|most\ (?:read|popular)|related|recent|top|trending|recommended|popular)\b(?:[\w\s&’']{0,40})$
    | (?:also\ )?(?:read|see|watch|listen|view)\s+(?:more|also|next|now|here|this|the\ full)\b.{0,120}$
    | read\s+(?:more|also)\b.{0,160}$
    | (?:share|tweet|print|e-?mail|save|copy\ link|subscribe|sign\ up|log\ in|follow\ us|join\ us|comments?|
        leave\ a\ (?:comment|reply)|reply|
        advertisement|advert|sponsored|newsletter|cookies?|home|menu|search|back\ to\ top|skip\ to|click\ here|
        download\ (?:the|our)\ app|
        facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|next|previous|tags?|topics?|categor(?:y|ies)|credits?)\b.{0,60}$
    | (?:photo|image|picture|video|file\ photo|illustration|caption|credit|source|graphic|map)s?\s*
        (?:by|:|©|courtesy|/|via)\s*.{0,160}$
    | (?:©|copyright|\(c\)|all\ rights\ reserved).{0,200}$
    | (?:by|written\ by|reported\ by|edited\ by|author)\s*:?\s+(?:[A-Z][\w.’'-]+[\s,&]*(?:and\s+)?){1,6}.{0,40}$
    | (?:reporting|additional\ reporting|editing|writing|translated)\s+by\b.{0,160}$
    | (?:published|updated|last\ (?:updated|modified)|posted|created|date)\b\s*(?:on|at|:)?.{0,60}$
    | (?:this\ (?:article|story)\ (?:was|has|is|first)\b|the\ post\b.{0,80}appeared\ first).{0,200}$
    | (?:\d{1,2}\s+\w+\s+\d{4}|\w+\s+\d{1,2},?\s+\d{4})(?:[\s,|·–-]+.{0,30})?$
    | \d{1,2}[:.]\d{2}(?:\s*(?:[ap]\.?m\.?|gmt|utc|bst|cet))?\W*$
    | (?:this\ page|next\ update|last\ update)\b.{0,80}$
    | https?://\S+$
    | our\ (?:newsletter|standards)\b.{0,80}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DATELINE = re.compile(
    r"^\W*((?:[A-Z][\w.’'-]*(?:[ ,/]+|$)){1,6}?(?:\([^)\n]{2,30}\)\s*)?(?:\w{3,9}\.? \d{1,2}(?:, \d{4})?\s*)?"
    r"(?:\([^)\n]{2,30}\)\s*)?)[—–:-]{1,2}\s+(?=[A-Z“\"‘])"
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_OPENING = 2000  # characters: a headline stands within them
_QUOTED = re.compile(r"[“][^”\n]{0,2000}[”]|\"[^\"\n]{0,2000}\"")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: where it stands, its Penn-like tag and its lemma. `index` counts within its sentence.

    `lower` is its text in small letters, with a straight apostrophe.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    tag: str
    lemma: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens, the part of the page it belongs to, and the number of its paragraph."""

    index: int
    span: Span
    part: Part
    paragraph: int
    tokens: tuple[Token, ...]

    @property
    def told(self) -> bool:
        """Does it belong to the story (headline or running text)?"""
        return self.part in ("headline", "body", "item")


class Document:
    """An article taken apart: `sentences` of tagged tokens, `paragraphs`, `dateline`, `quotes`. Offsets into the text
    as given.

    >>> document = Document(Article(id="x", text="Quake in Ahar\\n\\n1 min read\\n\\nA quake hit Ahar. It killed 30."))
    >>> [(s.part, s.span.of(document.text)) for s in document.sentences][1:]
    [('furniture', '1 min read'), ('body', 'A quake hit Ahar.'), ('body', 'It killed 30.')]
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.paragraphs: tuple[tuple[Span, Part], ...] = tuple(_parts(_paragraphs(self.text), article))
        self.dateline = self._dateline()
        self.sentences: tuple[Sentence, ...] = tuple(self._sentences())

    @property
    def headline(self) -> Sentence | None:
        return next((s for s in self.sentences if s.part == "headline"), None)

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """Words between quotation marks, marks included."""
        return tuple(Span(*m.span()) for m in _QUOTED.finditer(self.text))

    def _dateline(self) -> Span | None:
        first = next((span for span, part in self.paragraphs if part == "body"), None)
        found = first and _DATELINE.match(self.text[first.start : first.start + 120])
        if not first or not found or len(found.group(1).strip()) < 3 or found.group(1).isspace():
            return None
        return Span(first.start + found.start(1), first.start + len(found.group(1).rstrip()))

    def _sentences(self) -> list[Sentence]:
        made: list[Sentence] = []
        for number, (paragraph, part) in enumerate(self.paragraphs):
            for span in split_sentences(self.text, paragraph):
                tokens = self._tokens(span) if part != "furniture" else ()
                made.append(Sentence(len(made), span, part, number, tokens))
        return made

    def _tokens(self, span: Span) -> tuple[Token, ...]:
        start = span.start
        if self.dateline is not None and span.start <= self.dateline.start < span.end:
            start = self.dateline.end
        words = [(m.start(), m.end()) for m in _WORD.finditer(self.text, start, span.end)]
        if start != span.start:
            while words and not self.text[words[0][0]].isalnum() and self.text[words[0][0]] not in "“\"‘'":
                words.pop(0)
        surface = [self.text[a:b] for a, b in words]
        tags = tag_words(surface)
        return tuple(
            Token(i, a, b, word, word.lower().replace("’", "'"), tag, lemma)
            for i, ((a, b), word, (tag, lemma)) in enumerate(zip(words, surface, tags, strict=True))
        )


def split_sentences(text: str, within: Span) -> list[Span]:
    """The sentences of one paragraph, white space trimmed off.

    >>> line = "Mr. Obama met U.S. officials at 9 a.m. on Tuesday. They talked."
    >>> [span.of(line) for span in split_sentences(line, Span(0, len(line)))]
    ['Mr. Obama met U.S. officials at 9 a.m. on Tuesday.', 'They talked.']
    """
    spans, start = [], within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        if stop.end() < within.end and _ends_sentence(text, start, stop):
            spans.append(_trim(text, start, stop.end()))
            start = stop.end()
    spans.append(_trim(text, start, within.end))
    return [span for span in spans if span.start < span.end]


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 40].lstrip()
    if not following:
        return False
    if following[0].islower():
        return False
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return True
    word = re.search(r"[^\s(“\"]*$", text[max(start, stop.start() - 24) : stop.start()])
    before = word.group().lower() if word else ""
    if before in ("a.m", "p.m") or re.fullmatch(r"(?:[a-z]\.)+[a-z]", before):
        opener = re.match(r"[“\"‘]?(\w+)", following)
        return bool(opener and opener.group(1).lower() in _OPENERS)
    if before == "no" and not following[0].isdigit():
        return True
    return before not in _ABBREVIATIONS and not (len(before) == 1 and before.isalpha() and before != "i")


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _paragraphs(text: str) -> list[Span]:
    """Blocks between blank lines; inside a block, a line that is not a hard-wrapped continuation begins a paragraph."""
    spans: list[Span] = []
    front = _FRONT_MATTER.match(text)
    position = front.end() if front else 0
    if front:
        spans.append(_trim(text, 0, front.end()))
    start: int | None = None
    previous = ""
    for line in text[position:].splitlines(keepends=True):
        bare = line.strip()
        if start is not None and (not bare or not _continues(previous, bare)):
            spans.append(_trim(text, start, position))
            start = None
        if bare and start is None:
            start = position
        previous = bare
        position += len(line)
    if start is not None:
        spans.append(_trim(text, start, position))
    return [span for span in spans if span.start < span.end]


def _continues(previous: str, line: str) -> bool:
    """Is `line` the rest of a paragraph whose previous line was broken by hand?"""
    if not previous or _BULLET.match(line) or _FURNITURE.match(previous) or _FURNITURE.match(line):
        return False
    closed = previous[-1] in ".!?:…" or (previous[-1] in '”"’)' and previous[-2:-1] in ".!?…")
    if closed:
        return 50 <= len(previous) <= 110 and not line[0].islower() and len(line) <= 110 or line[0].islower()
    return line[0].islower() or 45 <= len(previous) <= 110


def _parts(paragraphs: list[Span], article: Article) -> list[tuple[Span, Part]]:
    """What each paragraph is. The first line without a full stop is the headline; later ones are headings or
    furniture."""
    text = article.text
    made: list[tuple[Span, Part]] = []
    headline = (article.headline or "").strip()
    seen_headline = False
    last = len(paragraphs) - 1
    bare = not any(_closed(span.of(text)) for span in paragraphs)  # a ticker: no line of it has a full stop
    for number, span in enumerate(paragraphs):
        line = span.of(text)
        part: Part = "body"
        if (number == 0 and line.startswith("---\n")) or (_FURNITURE.match(line) and (number > 0 or len(line) < 30)):
            part = "furniture"
        elif _BULLET.match(line) and len(line) < 600:
            part = "item"
        elif not _closed(line) and len(line) <= 200 and "\n" not in line:
            opening = not seen_headline and not any(p == "body" for _, p in made)
            if opening and (number != last or not headline) and (last > 0 or len(line) > 0):
                part = "headline" if last > 0 or line == headline else "body"
                seen_headline = True
            elif not _lone(line) and not (bare and (number < last or len(line.split()) > 3)) and not _unstopped(line):
                part = "furniture" if number >= last - 1 and len(line) < 60 else "heading"
        made.append((span, part))
    return made


def _closed(line: str) -> bool:
    return line.rstrip("\"'”’)]")[-1:] in (".", "!", "?", "…", ":", ";", ",")


def _unstopped(line: str) -> bool:
    """A sentence whose full stop was forgotten: it has its article and a past verb, as a heading has not."""
    words = [m.group() for m in _WORD.finditer(line)]
    if len(words) < 7:
        return False
    tags = [tag for tag, _ in tag_words([*words, "."])]
    return "DT" in tags and "VBD" in tags and line[-1:] != "?"


def _lone(line: str) -> bool:
    """A long unpunctuated line is a sentence someone forgot to close."""
    return len(line) > 110


def titled(article: Article) -> Article:
    """The article with the headline its first line gives, when nobody gave one.

    >>> titled(Article(id="a", text="Quake hits Ahar\\n\\nA quake hit Ahar on Saturday.")).headline
    'Quake hits Ahar'
    """
    if article.headline:
        return article
    opening = replace(article, text=article.text[:_OPENING])
    headline = Document(opening).headline
    return replace(article, headline=headline.span.of(article.text)) if headline else article
