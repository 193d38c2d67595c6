"""The seam for other readers: what they may propose, and what is dropped because the text does not bear it out.

A reader proposes spans of the text and a kind of event, nothing else. Dates, places, status, counts and wording come
from the text by our own rules, so no reader can invent them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from seeds.article import Span
from seeds.report import Kind
from seeds.text import Document

_SHOWN = 60  # characters of what somebody else wrote, in a sentence of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An event as spans of one sentence. `trigger` is the word that names it.

    `time` and `places` say where to look; what is found there is read by our own rules. `speaker` is only compared.
    """

    kind: Kind
    mode: str = ""  # finer: drill, arrest …; "" leaves it open
    trigger: Span
    agents: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    time: Span | None = None
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was proposed and not taken, and why.

    >>> print(Dropped("Paris", "is not in its sentence"))
    “Paris” is not in its sentence
    """

    words: str
    reason: str

    def __str__(self) -> str:
        return f"“{printable(self.words)}” {self.reason}"


OnDrop = Callable[[Dropped], object]


class Proposer(Protocol):
    """Reads a document and proposes events, in any order; what it had to leave out it says with `Dropped`."""

    def propose(self, document: Document) -> Iterable[Proposal | Dropped]: ...


class ProposerError(ValueError):
    """A reader that cannot do its work; the message is one sentence that says what to do."""


def log_dropped(dropped: Dropped) -> None:
    """Where nobody listens, the log does."""
    logging.getLogger("araxes").warning("%s", dropped)


def find_quote(words: str, text: str, within: Span, *, near: int | None = None) -> Span | None:
    """Where whole words stand verbatim in a stretch of text, white space aside; of several places the nearest to
    `near`.

    >>> text = "Police in Tabriz met the Tabriz\\npolice chief."
    >>> find_quote("Tabriz police", text, Span(0, len(text))), find_quote("Tab", text, Span(0, len(text)))
    (Span(start=25, end=38), None)
    """
    parts = words.split()
    if not parts:
        return None
    pattern = r"(?<!\w)" * words.strip()[0].isalnum() + r"\s+".join(map(re.escape, parts))
    pattern += r"(?!\w)" * words.strip()[-1].isalnum()
    found = [Span(*m.span()) for m in re.compile(pattern).finditer(text, within.start, within.end)]
    return min(found, key=lambda span: abs(span.start - (near or 0)), default=None)


def printable(words: str) -> str:
    """Somebody else's words, short and on one line, with nothing in them that a terminal would obey."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
