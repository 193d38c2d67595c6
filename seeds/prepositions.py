"""Prepositions: of one word or several ("in front of"), and the noun phrase they bring in."""

from __future__ import annotations

from seeds.nounphrases import noun_phrase, quantified
from seeds.phrases import Joint, NounPhrase, Phrase, PrepPhrase, Words
from seeds.verbgroups import PARTICLES

_PREPOSITIONS: dict[tuple[str, ...], str] = {
    tuple(words.split()): words
    for words in (
        "out of", "because of", "according to", "due to", "owing to", "thanks to", "next to", "close to", "close by",
        "along with",
        "together with", "away from", "instead of", "ahead of", "in front of", "in favour of", "in favor of",
        "on board",
        "as part of", "as well as", "such as", "up to", "apart from", "aside from", "in spite of", "in response to",
        "in protest at", "in protest against", "in support of", "in exchange for", "in return for", "on behalf of",
        "in line with",
        "on the edge of", "on the outskirts of", "in the midst of", "in the middle of", "in the centre of",
        "in the center of",
        "on the margins of", "on the sidelines of", "in the north of", "in the south of", "in the east of",
        "in the west of",
        "in the wake of", "in the vicinity of", "at the hands of", "on the banks of", "in addition to", "prior to",
        "as a result of",
        "on suspicion of", "on charges of", "north of", "south of", "east of", "west of", "north-east of",
        "north-west of",
        "south-east of", "south-west of", "northeast of", "northwest of", "southeast of", "southwest of",
        "in retaliation for",
        "as of", "with regard to", "with regards to", "in connection with", "by way of", "from within",
        "off the coast of",
    )
}  # fmt: skip
_LONGEST = max(map(len, _PREPOSITIONS))
_DIVISIONS = frozenset("province region district county city town village".split())
_MANY = frozenset("police men women people children gendarmes".split())
_NAMING = frozenset(
    "call calls called describe describes described term terms termed dub dubs dubbed label labels labelled".split()
)
_HEDGING = frozenset("has have had was were is are later also then been".split())
_SUBORDINATORS = frozenset("that because although though whereas whether if unless so".split())


def preposition_at(words: Words, i: int) -> tuple[str, int] | None:
    """The preposition that begins at i, and where it ends."""
    for size in range(min(_LONGEST, words.n - i), 1, -1):
        several = tuple(words.low[i : i + size])
        if several in _PREPOSITIONS and not (several[-1] == "to" and words.tag[i + size - 1] == "TO"):
            return _PREPOSITIONS[several], i + size
    if words.tag[i] == "IN" and words.low[i] not in _SUBORDINATORS:
        return words.low[i], i + 1
    return None


def past_hedge(words: Words, i: int) -> int:
    """ "at what the army called a hideout": where the noun begins that somebody's name for it brings in, else i."""
    if words.low[i : i + 1] != ["what"]:
        return i
    caller = noun_phrase(words, i + 1) if i + 1 < words.n else None
    k = caller.end if caller is not None else words.n
    while k < words.n and words.low[k] in _HEDGING:
        k += 1
    named = k < words.n and words.low[k] in _NAMING
    k += 1 + (words.low[k + 1 : k + 2] == ["as"] or words.low[k + 1 : k + 3] == ["to", "be"]) if named else 0
    k += words.low[k : k + 1] == ["be"]
    return k if named and k < words.n and words.tag[k] not in ("PUNCT", "IN") else i


def prepositional(words: Words, i: int, prep: str, j: int) -> Phrase:
    """A preposition from i to j with its noun phrase; a joint where none follows."""
    j = past_hedge(words, j)
    noun = quantified(words, j) if j < words.n else None
    noun = noun or (noun_phrase(words, j) if j < words.n else None)
    if noun is not None:
        noun = _without_subject(words, i, prep, noun)
        return PrepPhrase(i, noun.end, prep, noun)
    inner = (
        preposition_at(words, j)
        if j < words.n and prep in ("from", "since", "until", "till", "in", "up", "out", "back", "down", "off", "over")
        else None
    )
    if inner is not None:
        deeper = prepositional(words, j, *inner)
        if isinstance(deeper, PrepPhrase):
            return PrepPhrase(i, deeper.end, f"{prep} {deeper.prep}", deeper.noun)
    if (
        j < words.n
        and words.tag[j] == "RB"
        and words.low[j] in ("then", "now", "there", "here", "recently", "today", "abroad", "afar", "far")
    ):
        return Joint(i, j + 1, "adverb", prep)
    return Joint(i, j, "sub" if prep not in PARTICLES else "adverb", prep)


def _without_subject(words: Words, i: int, prep: str, noun: NounPhrase) -> NounPhrase:
    """ "…, and in Cusco farmers blocked the road": a place that opens a clause does not swallow its subject."""
    opens = i == 0 or words.tag[i - 1] in ("CC", "PUNCT")
    verb = noun.end < words.n and (words.tag[noun.end] in ("VBD", "VBZ", "VBP", "MD"))
    k = noun.start
    while k < noun.end and (words.tag[k] == "NNP" or (k > noun.start and words.low[k] in _DIVISIONS)):
        k += 1
    bare = noun.start < k < noun.end and all(words.tag[j] in ("JJ", "NN", "NNS") for j in range(k, noun.end))
    many = words.tag[noun.end - 1] == "NNS" or words.low[noun.end - 1] in _MANY or (bare and words.tag[k] == "JJ")
    if prep in ("in", "at", "near", "across") and opens and verb and bare and many:
        return NounPhrase(noun.start, k, k - 1)
    return noun
