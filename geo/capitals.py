"""Capitals that are not called by name: "the Iranian capital", "Armenia's capital", "the capital"."""

from __future__ import annotations

import re
from functools import cache

from geo.gazetteer import Gazetteer
from geo.place import Place
from seeds.nations import seats_of, states

_OF = re.compile(r"\bcapital(?: city)? of (?:the )?(?P<whose>[A-Z][\w’' -]*)$")
_WHOSE = re.compile(r"^(?:the )?(?P<whose>[A-Z][\w -]*?)(?:['’]s?)? capital(?: city)?$")
_BARE = re.compile(r"^(?:the|its|their)(?: country['’]s| nation['’]s)? capital(?: city)?$", re.IGNORECASE)


def capital_meant(words: str, country: str | None) -> Place | None:
    """The capital that words mean by its country; a bare "the capital" is that of `country` (alpha-3), if one is given.

    >>> [place and place.name for place in map(lambda words: capital_meant(words, "IRN"), ("the Georgian capital",
    ... "Armenia’s capital", "the capital of Georgia", "the country’s capital", "the regional capital"))]
    ['Tbilisi', 'Yerevan', 'Tbilisi', 'Tehran', None]
    """
    words = " ".join(words.split())
    named = _OF.search(words) or _WHOSE.match(words)
    if named is not None:
        return _capital(_codes().get(named["whose"].casefold()))
    return _capital(country) if _BARE.match(words) else None


@cache
def _codes() -> dict[str, str]:
    """The name and the adjective of every state → its alpha-3 code."""
    return {word.casefold(): code for code, names in states().items() for word in names if word}


@cache
def _capital(code: str | None) -> Place | None:
    gazetteer = Gazetteer.bundled()
    rows = (row for seat in seats_of(code or "") for row in gazetteer.lookup(seat))
    row = next((row for row in rows if row.country == code and row.feature_code == "PPLC"), None)
    return gazetteer.place_of(row) if row is not None else None
