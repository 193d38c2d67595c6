"""The words of a picture: the page's own messages, filled in Python."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from maps.days import day_before
from maps.digest import day_words, period
from maps.island import messages

HOLE = re.compile(r"\{(\w+)\}")


class Wording:
    """Says the interface's messages in one language.

    >>> Wording("en").say("count.events", n=19)
    '19 events'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = messages(language)

    def say(self, key: str, **holes: str | int) -> str:
        """The message, its holes filled; one with plural forms is chosen by `n`."""
        message = self.table.get(key, key)
        if isinstance(message, dict):
            message = message.get(plural(self.language, int(holes.get("n", 0))), message["other"])
        filled = {name: self.count(value) if isinstance(value, int) else value for name, value in holes.items()}
        return HOLE.sub(lambda hole: filled.get(hole[1], hole[0]), message)

    def count(self, number: int) -> str:
        """A whole number; English and Hebrew have a comma between thousands, the others a space that does not break."""
        return f"{number:,}" if self.language in ("en", "he") else f"{number:,}".replace(",", "\u00a0")

    def status(self, status: str, attribution: str | None) -> str:
        if status in ("claimed", "denied") and attribution:
            return self.say(f"status.{status}.by", who=attribution)
        return self.say(f"status.{status}")

    def when(self, when: dict[str, Any]) -> str:
        """When, saying no more than is known: in words in English, in figures in other languages.

        >>> Wording("en").when({"start": "2021-10-01", "end": "2021-10-02", "text": "on Friday"})
        '1 October 2021'
        """
        first, last = when["start"], day_before(when["end"]) if when["end"] else None
        if first and last:
            if self.language == "en":
                return period(date.fromisoformat(first), date.fromisoformat(last))
            return first if first == last else f"{first} – {last}"
        if day := first or last:
            return self.say("when.since" if first else "when.until", date=self.day(day))
        return self.say("when.words", words=when["text"]) if when["text"] else self.say("when.none")

    def day(self, iso: str) -> str:
        return day_words(date.fromisoformat(iso)) if self.language == "en" else iso


def plural(language: str, n: int) -> str:
    """The plural form of a whole number, after Unicode's rules for the languages the page speaks.

    >>> plural("en", 1), plural("ru", 3), plural("ar", 11), plural("fr", 0)
    ('one', 'few', 'many', 'one')
    """
    if language == "ru":
        if n % 10 == 1 and n % 100 != 11:
            return "one"
        return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"
    if language == "ar":
        named = {0: "zero", 1: "one", 2: "two"}.get(n)
        return named or ("few" if 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 99 else "other")
    if language == "he" and n == 2:
        return "two"
    return "one" if n == 1 or (n == 0 and language in ("fr", "hy", "fa")) else "other"
