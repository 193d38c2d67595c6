"""What was written: an article and spans of its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, half-open, in characters. The unit of provenance.

    >>> Span(0, 4).of("Iran holds a drill")
    'Iran'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as it was given; every offset in Araxes points into `text`.

    `published` is None when nobody said so; `published_basis` says who did:
    "given" (the caller), "front matter" or "page metadata".
    """

    id: str
    text: str
    headline: str | None = None
    published: date | None = None
    published_basis: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
