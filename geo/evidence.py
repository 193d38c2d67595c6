"""The word lists and weights of evidence.toml, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Words = frozenset[str]


class Evidence:
    """Each list of evidence.toml as a frozenset of lower-case words under its own name, and its `weights`."""

    titles: Words
    first_names: Words
    organisation_heads: Words
    civic_heads: Words
    company_heads: Words
    media_heads: Words
    place_heads: Words
    landform_heads: Words
    street_heads: Words
    of_heads: Words
    prepositions_strong: Words
    prepositions: Words
    motion_verbs: Words
    directions: Words
    local_nouns: Words
    acting_verbs: Words
    ties: Words
    dealing_prepositions: Words
    dealing_words: Words
    topic_words: Words
    common_words: Words
    speech_verbs: Words
    based_words: Words
    pact_heads: Words
    unions: Words
    english: Words
    all_prepositions: Words
    topic_heads: Words
    ambiguous: Words
    division_heads: Words
    compass: Words
    front_heads: Words
    surnames: Words
    never: Words
    place_names: Words
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
