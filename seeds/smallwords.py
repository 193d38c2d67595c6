"""Small words: the tag of "to", "that", "'s" and their like, by what stands beside them."""

from __future__ import annotations

from seeds.neighbours import Row
from seeds.tags import BE, CLOSED, DO, HAVE, MODALS, NOUN, VERB

_GONE_TO = frozenset("jail prison police court school hospital work market war camp safety".split())
_TO_IS_PREPOSITION = frozenset(
    "related due according linked close contrary next thanks owing committed subject tied access".split()
)


def tag_small(row: Row, i: int, low: str) -> str:
    tag = CLOSED[low]
    if row.words[i] == "US":
        return "NNP"
    if low == "aboard" and row.peek(i + 1) not in ("DT", "PRP$", "NNP", "CD", "PRP"):
        return "RB"
    if low == "per" and row.lower[i + 1 : i + 2] == ["cent"]:
        return "NN"
    if low == "yet" and row.prev(i)[0] not in ("PUNCT", "^"):
        return "RB"
    if low == "to":
        _, prev = row.prev(i)
        if row.lower[i + 1 : i + 2] and row.lower[i + 1] in _GONE_TO and row.peek(i + 2) in ("PUNCT", "IN", "CC"):
            return "IN"
        return "IN" if prev in _TO_IS_PREPOSITION or not row.can_be_base(i + 1) else "TO"
    if low == "much" and row.lower[i + 1 : i + 2] == ["of"]:
        return "NN"
    if low in ("have", "do") and row.prev(i, skip_adverbs=True)[0] in ("TO", "MD"):
        return "VB"
    if low in ("either", "neither") and row.peek(i + 1) in VERB | {"IN"}:
        return "CC"
    if low == "there":
        return "EX" if row.lower[i + 1 : i + 2] and row.lower[i + 1] in BE | HAVE | MODALS else "RB"
    if low in ("may", "will", "can") and row.words[i][0].isupper() and not row.starts(i) and not row.title_case:
        return "NNP"
    if low in ("may", "march") and row.peek(i + 1) == "CD":
        return "NNP"
    if low in ("will", "can") and row.prev(i)[0] in ("DT", "PRP$", "JJ"):
        return "NN"
    if low == "following" and row.prev(i, skip_adverbs=True)[1] in BE:
        return "VBG"
    if low in ("following", "opposite", "past") and row.prev(i)[0] in ("DT", "PRP$"):
        return "JJ"
    if low in ("including", "regarding", "concerning") and row.prev(i, skip_adverbs=True)[1] in BE:
        return "VBG"
    return tag


def tag_that(row: Row, i: int) -> str:
    prev, _ = row.prev(i)
    after = row.peek(i + 1)
    low = row.lower[i + 1] if i + 1 < len(row.words) else ""
    verbal = low in BE | HAVE | MODALS | DO or (low in row.lex.verbs and low not in row.lex.both and after != "JJ")
    if prev == "IN" and row.lower[i - 1] not in ("so", "than", "because"):
        return "DT"
    if verbal and prev in NOUN | {"PUNCT", "CD"}:
        return "WDT"
    if verbal and prev in ("VBD", "VBN", "VBZ", "VBP", "CC", "^"):
        return "DT"
    if after == "NN" and not low.endswith("s") and prev in ("^", "CC", "PUNCT", "TO", "VB"):
        return "DT"
    return "IN"


def tag_clitic(row: Row, i: int, low: str) -> str:
    prev, prev_low = row.prev(i)
    if low == "'":
        return "POS" if prev in NOUN and prev_low.endswith("s") else "PUNCT"
    if prev in ("PRP", "EX", "WDT", "WP", "WRB") or (prev == "DT" and prev_low in ("that", "this")):
        return "VBZ"
    after = row.peek(i + 1)
    return "VBZ" if prev in NOUN and after in ("DT", "IN", "RB") and row.lower[i + 1] in ("not", "a", "the") else "POS"
