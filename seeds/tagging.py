"""A small rule tagger: Penn-like tags and lemmas for the words of one sentence.

It exists to tell trigger verbs from nouns and to give clauses their joints; it is not a parser. Known words come from
`lexicon.toml`, the rest from endings, capitals and neighbours, left to right, in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence

from seeds.neighbours import ADJ_ENDINGS, Row
from seeds.smallwords import tag_clitic, tag_small, tag_that
from seeds.tags import CLOSED, NOUN, VERB
from seeds.verbtags import CLOCK, PERIODS, tag_verb
from seeds.wordforms import guess_lemma, irregular_plural, singular

_NOUN_ENDINGS = tuple("tion sion ment ness ity ism ist ance ence ship hood".split())
_FLUNG = frozenset("throw swing fling push burst break prise force".split())  # … open the gate
_ADVERBIAL = frozenset("still just only even long first then now once twice also".split())


def tag_words(words: Sequence[str]) -> list[tuple[str, str]]:
    """(tag, lemma) of each word of one sentence.

    >>> [tag for tag, _ in tag_words("Iran holds a military drill near the border .".split())]
    ['NNP', 'VBZ', 'DT', 'JJ', 'NN', 'IN', 'DT', 'NN', 'PUNCT']
    """
    row = Row(words)
    for i in range(len(words)):
        row.add(_choose(row, i))
    return [(tag, row.lemma(i, tag)) for i, tag in enumerate(row.tags)]


def _choose(row: Row, i: int) -> str:
    word, low = row.words[i], row.lower[i]
    if low in CLOSED:
        return tag_small(row, i, low)
    if low == "that":
        return tag_that(row, i)
    if low in ("'s", "'"):
        return tag_clitic(row, i, low)
    if low == "her":
        return "PRP$" if row.peek(i + 1) in NOUN or row.peek(i + 1) == "JJ" else "PRP"
    if not any(c.isalnum() for c in word):
        return "PUNCT"
    if word[0].isdigit():
        return "JJ" if "-" in word and word[-1].isalpha() else "CD"
    if word[0].isupper() and not row.title_case and not row.starts(i):
        return "NNP"
    return _choose_open(row, i, low)


def _choose_open(row: Row, i: int, low: str) -> str:
    lex = row.lex
    known = lex.verbs.get(low)
    first_capital = row.words[i][0].isupper() and (row.starts(i) or row.title_case)
    if low in ("last", "next", "past") and row.lower[i + 1 : i + 2] and row.lower[i + 1] in PERIODS:
        return "JJ"
    if low == "open" and row.prev(i)[0] in VERB and row.prev(i)[1] in _FLUNG and row.peek(i + 1) in ("DT", "PRP$"):
        return "RB"
    if low in ("back", "home") and row.prev(i)[0] in NOUN | {"PRP"} and row.peek(i + 1) in ("IN", "TO", "PUNCT"):
        return "RB"
    if low in ("later", "earlier") and i and singular(row.lower[i - 1]) in PERIODS | CLOCK:
        return "RB"
    if low in _ADVERBIAL and row.starts_verb(i + 1):
        return "RB"
    if low == "close" and row.lower[i + 1 : i + 2] == ["to"] and row.prev(i)[0] not in ("TO", "MD", "DT"):
        return "RB"
    if low.endswith("est") and row.prev(i)[0] in ("DT", "PRP$", "POS") and low not in lex.nouns and not known:
        return "JJ"
    if low in lex.adjectives and low in lex.nouns and not known:
        return _adjective_or_noun(row, i, low)
    if low in lex.nouns and not known:
        return "NNS" if irregular_plural(low) or (low.endswith("s") and not low.endswith("ss")) else "NN"
    if low in ("stays", "remains") and row.peek(i + 1) in ("VBD", "VBN", "JJ"):
        return "VBZ"
    if known and low in row.lex.roots and _let_do(row, i):
        return "VB"
    if known:
        return tag_verb(row, i, low, known[1])
    if low in lex.adjectives:
        return _adjective_or_noun(row, i, low)
    if low in lex.adverbs or (low.endswith("ly") and not (first_capital and not _from_adjective(row, low))):
        return "RB"
    unsure = low.endswith(("ed", "ing", "ly")) and (low.endswith("ly") or guess_lemma(low) in lex.roots)
    if first_capital and not row.title_case and not unsure:
        known_plural = singular(low) in lex.nouns or singular(low) in lex.both
        common = low in lex.adjectives or known_plural or singular(low).endswith(_NOUN_ENDINGS)
        common = common or low.endswith(("ers", "ors")) or irregular_plural(low)
        return ("NNS" if low.endswith("s") or irregular_plural(low) else "NN") if common else "NNP"
    if low.endswith("ing") and len(low) > 5:
        return tag_verb(row, i, low, frozenset({"VBG"}))
    if low.startswith(("un", "ill-")) and low.endswith("ed") and guess_lemma(low) not in lex.roots:
        return "JJ"
    if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        return tag_verb(row, i, low, frozenset({"VBD", "VBN"}))
    if irregular_plural(low):
        return "NNS"
    if low.endswith(ADJ_ENDINGS):
        return "NN" if _ends_noun_phrase(row, i) else _adjective_or_noun(row, i, low)
    if row.title_case and row.words[i][0].isupper() and not low.endswith("s"):
        return "NNP"
    return "NNS" if low.endswith("s") and not low.endswith(("ss", "us", "is")) else "NN"


def _let_do(row: Row, i: int) -> bool:
    """ "let their ambassadors return", "helped police arrest": who is let to act stands before the act."""
    j = i - 1
    while j >= 0 and i - j < 5 and row.tags[j] in ("DT", "PRP$", "JJ", "NNS", "NNP", "PRP"):
        j -= 1
    lets = j >= 0 and row.lower[j] in ("let", "lets", "letting", "help", "helps", "helped", "helping")
    return lets and row.tags[i - 1] in ("NNS", "NNP", "PRP")


def _from_adjective(row: Row, low: str) -> bool:
    """Is a word in -ly an adverb ("Officially") and not a name ("Italy")?"""
    stem = low[:-2]
    known = row.lex.adjectives | row.lex.nouns
    return (
        stem in known
        or stem + "le" in known
        or stem in row.lex.verbs
        or stem[:-1] + "y" in known
        or stem.endswith(("al", "ed", "ent", "ous"))
    )


def _ends_noun_phrase(row: Row, i: int) -> bool:
    """ "its dispensary.", "two dirigible …": whatever its ending, nothing else can be the noun."""
    return row.prev(i)[0] in ("DT", "PRP$", "POS", "JJ") and row.peek(i + 1) in ("PUNCT", "IN", "MD", "TO", "WDT")


def _adjective_or_noun(row: Row, i: int, low: str) -> str:
    after = row.peek(i + 1)
    if low in row.lex.both or low in row.lex.nouns or low.endswith("al"):
        prev = row.prev(i)[0]
        if prev in ("DT", "PRP$", "JJ", "POS", "CD", "NNP", "IN") and after not in NOUN | {"JJ", "VBG", "CC"}:
            return "NN"
    if low in row.lex.adverbs and (after not in NOUN | {"JJ"} or row.prev(i)[0] == "MD"):
        return "RB"
    return "JJ"
