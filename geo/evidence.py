"""The word lists and weights of evidence.toml, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Words = frozenset[str]


class Evidence:
    """Each list of evidence.toml as a frozenset of small-letter words under its own name, with its tables.

    `english` are the words of all lists but the surnames', `all_prepositions` both lists of them and "the".
    """

    titles: Words
    first_names: Words
    place_names: Words
    surnames: Words
    organisation_heads: Words
    company_heads: Words
    media_heads: Words
    civic_heads: Words
    place_heads: Words
    landform_heads: Words
    division_heads: Words
    street_heads: Words
    front_heads: Words
    of_heads: Words
    prepositions_strong: Words
    prepositions: Words
    all_prepositions: Words
    motion_verbs: Words
    directions: Words
    compass: Words
    local_nouns: Words
    based_words: Words
    speech_verbs: Words
    acting_verbs: Words
    announcing_verbs: Words
    ties: Words
    dealing_prepositions: Words
    dealing_words: Words
    topic_words: Words
    topic_heads: Words
    pact_heads: Words
    unions: Words
    ambiguous: Words
    never: Words
    common_words: Words
    english: Words
    reasons: dict[str, str]
    locales: dict[str, Words]
    weights: dict[str, float]
    abbreviations: dict[str, str]

    def __init__(self, table: dict[str, Any]) -> None:
        for name, value in table.items():
            setattr(self, name, frozenset(value.split()) if isinstance(value, str) else value)
        self.english = frozenset().union(*(w for w in vars(self).values() if isinstance(w, frozenset))) - self.surnames
        self.all_prepositions = self.prepositions | self.prepositions_strong | {"the"}
        self.locales = {country: frozenset(words.split()) for country, words in table["locales"].items()}


@cache
def evidence() -> Evidence:
    """What araxes knows about words; the same object every time."""
    return Evidence(tomllib.loads(files("geo").joinpath("evidence.toml").read_text(encoding="utf-8")))
