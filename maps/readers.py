"""`--reader`: who proposes the events, when it is not our own frames, and what the text did not bear out of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from maps.command import CommandError

if TYPE_CHECKING:
    from seeds.proposals import Dropped, Proposer

KEY = "ARAXES_READER_KEY"
TOLD = 5  # of the things dropped; the rest is counted


@cache
def reader_of(name: str) -> Proposer:
    """The reader of `spacy:MODEL` or `openai:URL,MODEL`; raises CommandError."""
    sort, _, rest = name.partition(":")
    url, _, model = rest.rpartition(",")
    if sort == "spacy" and rest:
        return spacy_reader(rest)
    if sort == "openai" and url and model:
        return chat_reader(url, model)
    raise CommandError(f"{name!r} is no reader: write spacy:MODEL or openai:URL,MODEL.", 2)


def chat_reader(url: str, model: str) -> Proposer:
    from seeds.chat import ChatProposer
    from seeds.proposals import ProposerError

    try:
        return ChatProposer(url=url, model=model, key=os.environ.get(KEY))
    except ProposerError as error:
        raise CommandError(str(error), 2) from None


def spacy_reader(model: str) -> Proposer:
    try:
        import spacy
    except ImportError:
        raise CommandError("A spaCy reader needs spaCy: pip install 'araxes[spacy]'.") from None
    from seeds.dependencies import SpacyProposer

    try:
        return SpacyProposer(spacy.load(model))
    except OSError:
        raise CommandError(f"spaCy has no pipeline {model!r}: install it, or give the path of its folder.") from None


def tell_dropped(dropped: Sequence[Dropped]) -> None:
    """In one sentence, what of a reader's proposals the text does not bear out."""
    if not dropped:
        return
    many = len(dropped) > 1
    head = (
        f"{len(dropped)} thing{'s' * many} that the reader proposed {'are' if many else 'is'} not borne out by the text"
    )
    rest = f"; and {len(dropped) - TOLD} more" if len(dropped) > TOLD else ""
    listed = "; ".join(map(str, dropped[:TOLD])) + rest
    print(f"araxes: {head} and {'were' if many else 'was'} dropped: {listed}.", file=sys.stderr)
