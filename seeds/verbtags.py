"""Verb tags: is a word that can be a verb one here, and in which form?"""

from __future__ import annotations

from seeds.neighbours import Row
from seeds.tags import BE, DO, FINITE, HAVE, NEGATIONS, NOUN, VERB
from seeds.wordforms import is_demonym

_SOMETIMES = frozenset("meeting crossing landing training building beating".split())
_WENT = frozenset(
    """left fled travelled traveled passed crossed moved escaped arrived returned rose fell grew shrank dropped won
    lost increased""".split()
)
_COUNTS = (["at", "least"], ["more", "than"], ["up", "to"], ["as", "many"], ["at", "most"], ["no", "fewer"])
_MANY = frozenset("about around some nearly over several dozens hundreds thousands scores many almost roughly".split())
_SAY = frozenset("say report state claim show warn suggest reveal announce".split())
_STAY = frozenset("stay remain keep lie stand".split())
_GETS = frozenset("get gets got getting leave leaves left keep keeps kept say says said".split())
_EQUIPPED = frozenset(
    "station plant camp centre center ground range pool hall lot strip squad post dock ramp yard machine".split()
)  # what a doing goes before: "filling station"
CLOCK = frozenset("hour minute day second moment".split())
PERIODS = frozenset(
    """week weekend month year decade century night summer winter spring autumn fall season monday tuesday wednesday
    thursday
    friday saturday sunday january february march april may june july august september october november december few
    two three
    five six seven ten""".split()
)


def tag_verb(row: Row, i: int, low: str, tags: frozenset[str]) -> str:
    """The tag of a word that may bear any of the verb tags `tags`."""
    following = row.peek(i + 1)
    if (
        "VB" in tags
        and "VBD" in tags
        and row.prev(i)[0] == "NNP"
        and following in NOUN
        and i <= 4
        and not row.finite_seen
        and not row.finite_ahead(i)
    ):
        return "VBD"
    if (
        "VB" in tags
        and tags & {"VBD"}
        and row.prev(i)[0] in ("NN", "NNP", "NNS")
        and (following in ("DT", "PRP$", "CD", "NNP", "PRP") or row.qualified_name(i + 1))
    ):
        return "VBD"
    alone = {"VB", "VBD"} <= tags and row.prev(i)[0] in ("NN", "NNS") and following in ("IN", "TO")
    if alone and not row.finite_seen and not row.finite_ahead(i) and i <= 6:
        return "VBD"
    by_next = row.lower[i + 1 : i + 2] == ["by"]
    if tags & {"VBD", "VBN"} and not (tags & {"VB"} and low in row.lex.both and row.nominal_slot(i) and not by_next):
        if "VB" in tags and row.prev(i, skip_adverbs=True)[0] in ("TO", "MD"):
            return "VB"
        return _past(row, i, low, tags)
    if "VBG" in tags:
        return _gerund(row, i, low)
    if "VBZ" in tags:
        return _third(row, i, low)
    return _base(row, i, low)


def _past(row: Row, i: int, low: str, tags: frozenset[str]) -> str:
    prev, prev_low = row.prev(i, skip_adverbs=True)
    here, _ = row.prev(i)
    after = row.peek(i + 1)
    if low == "bound" and row.lower[i + 1 : i + 2] == ["for"]:
        return "VBN"
    nominal_next = (
        after in NOUN
        or row.lower[i + 1 : i + 2]
        and row.lower[i + 1] in row.lex.nouns
        or (after in ("JJ", "VBG", "VBN", "VBD") and row.peek(i + 2) in NOUN)
    )
    if prev_low in BE | HAVE and prev in VERB:
        return "VBN"
    if row.lower[i + 1 : i + 2] == ["by"] and "VBN" in tags and not (low in _WENT and prev in NOUN | {"PRP"}):
        return "VBN"
    if (
        low in row.lex.adjectives
        and nominal_next
        and here not in ("NNS", "PRP", "WDT", "NNP")
        and prev_low not in HAVE | BE
    ):
        return "JJ"
    if here == "NNP" and nominal_next and row.fronted(i) and row.finite_ahead(i):
        return "JJ"  # "In Gori masked men beat a candidate"
    if low in row.lex.adjectives and nominal_next and here == "NNP" and i > 1 and row.tags[i - 2] in ("JJ", "DT"):
        return "JJ"
    if prev in ("DT", "PRP$", "POS", "CD") and (nominal_next or row.lower[i] in row.lex.adjectives):
        return "JJ"
    if here in ("JJ", "NN", "NNP") and prev in ("JJ",) and nominal_next and after != "NNP":
        return "JJ"
    if (
        prev in ("IN",)
        and nominal_next
        and row.lower[i - 1] not in ("that", "than", "as", "after", "before", "since", "if")
    ):
        return "JJ"
    if prev in ("CC", "PUNCT") and nominal_next and after in ("NN", "NNS") and low in row.lex.adjectives:
        return "JJ"
    if low in row.lex.adjectives and here == "RB" and prev_low in BE:
        return "JJ"
    if here == "^" and after in NOUN | {"JJ"} and row.finite_ahead(i) and low not in ("born", "named", "called"):
        return "JJ"  # "Masked officers stormed"
    if here in VERB and prev_low not in BE | HAVE | _GETS and nominal_next and after != "NNP":
        return "JJ"  # "met exiled leaders"
    return "VBN" if "VBD" not in tags else "VBD"


def _gerund(row: Row, i: int, low: str) -> str:
    prev, prev_low = row.prev(i, skip_adverbs=True)
    after = row.peek(i + 1)
    if prev_low in BE and prev in VERB:
        return "VBG"
    noun = low in row.lex.nouns
    if after in NOUN and row.lower[i + 1] in _EQUIPPED and not (prev in VERB and prev_low in BE):
        return "NN"
    if low in _SOMETIMES and row.prev(i)[0] == "PUNCT" and after == "IN" and i > 1 and row.tags[i - 2] in NOUN:
        return "VBG"
    if prev in ("DT", "PRP$", "JJ", "POS", "CD"):
        return "NN" if noun or after not in NOUN | {"JJ"} else "JJ"
    if noun:
        object_next = after in ("DT", "PRP$", "NNP", "PRP") or (
            after in ("JJ", "NN", "NNS", "CD") and prev in NOUN | {"PUNCT"}
        )
        counted = prev == "PUNCT" and (
            row.lower[i + 1 : i + 3] in _COUNTS or after == "CD" or row.lower[i + 1 : i + 2] in ([w] for w in _MANY)
        )
        object_next = object_next or counted or (prev_low == "of" and after in NOUN and row.accused(i))
        return "VBG" if object_next and prev != "^" and prev != "NNP" else "NN"
    if prev == "NNP" and row.prev(i)[0] == "NNP" and after in NOUN and row.words[i][0].isupper():
        return "NNP"
    return "VBG"


def _third(row: Row, i: int, low: str) -> str:
    prev, prev_low = row.prev(i)
    after = row.peek(i + 1)
    if low not in row.lex.both and low not in row.lex.nouns:
        governed = prev == "IN" and prev_low in ("with", "of", "by", "from", "for", "on", "at", "into")
        nominal = (
            governed
            or prev in ("DT", "PRP$", "JJ", "POS", "CD")
            or (prev == "NN" and row.finite_seen and prev_low in row.lex.adjectives)
        )
        return "NNS" if nominal else "VBZ"
    if prev in ("DT", "PRP$", "JJ", "POS", "CD", "IN", "^", "VBG") or is_demonym(row.words[i - 1]):
        return "NNS"
    if prev_low in ("it", "he", "she", "who", "which", "that") or prev in ("WDT", "PRP"):
        return "VBZ"
    if (
        prev == "CC"
        and row.verb_before(i) in FINITE
        and (after in ("DT", "PRP$", "PRP", "CD") or row.lower[i + 1 : i + 2] and row.lower[i + 1] in _MANY)
    ):
        return "VBZ"
    lemma = row.lex.verbs[low][0]
    if (
        prev in ("NN", "NNP")
        and lemma in _SAY
        and row.lower[i + 1 : i + 2] in (["."], [","], [])
        and "," in row.lower[:i]
    ):
        return "VBZ"
    if (
        prev in ("NN", "NNP")
        and lemma in _STAY
        and i + 1 < len(row.words)
        and (row.starts_past(i + 1) or after == "JJ")
    ):
        return "VBZ"
    if prev == "RB" and row.prev(i, skip_adverbs=True)[0] in ("NN", "NNP"):
        return "VBZ"
    if prev in ("NN", "NNP") and not row.finite_seen and not row.finite_ahead(i):
        return "VBZ" if after in ("DT", "PRP$", "PRP", "NNP", "TO", "CD", "JJ", "NN", "NNS", "IN", "RB") else "NNS"
    return "NNS"


def _base(row: Row, i: int, low: str) -> str:
    prev, prev_low = row.prev(i, skip_adverbs=True)
    here = row.prev(i)[0]
    after = row.peek(i + 1)
    if prev == "TO" or prev == "MD" or prev_low in DO or (prev_low in NEGATIONS):
        return "VB"
    if prev_low in ("they", "we", "i", "who", "you") or row.inverted(i):
        return "VB" if row.inverted(i) else "VBP"
    both = low in row.lex.both or low in row.lex.nouns
    adjective = low in row.lex.adjectives
    if here == "JJ" and both and row.fronts(i) and row.plural_subject(i):
        return "VBP"
    if here in ("DT", "PRP$", "JJ", "POS", "CD"):
        return "JJ" if adjective and (after in NOUN | {"JJ", "VBG", "VBN"} or not both) else "NN"
    if adjective and after in NOUN | {"JJ"} and prev not in ("NNS",):
        return "JJ"
    if prev == "CC" and i >= 2:
        earlier = row.tags[i - 2] if row.tags[i - 2] in VERB else row.verb_before(i)
        if earlier == "VB" and (not both or after in ("DT", "PRP$", "PRP", "NNP", "IN")):
            return "VB"
    if prev in ("NNS", "PRP") or prev_low in ("who", "which", "that", "they", "we", "you", "people", "police"):
        if not both or (not row.finite_seen and not row.finite_ahead(i)):
            return "VBP"
    if low in row.lex.adverbs and not both:
        return "RB"
    if (
        here == "PUNCT"
        and i > 2
        and row.tags[i - 2] in FINITE
        and row.lemma(i - 2, "VBZ") in _SAY
        and after in ("RB", "IN", "DT")
    ):
        return "VBP"
    if (prev == "NNP" or (prev == "NN" and "that" in row.lower[max(0, i - 5) : i])) and not both and not adjective:
        return "VBP"
    if (
        low in _SAY
        and (prev == "NNS" or (prev in NOUN and low not in row.lex.both))
        and (after in ("IN", "DT", "PUNCT", "NNP", "PRP") or row.lower[i + 1 : i + 2] == ["that"])
    ):
        return "VBP"
    if (
        here == "NN"
        and prev_low in PERIODS | CLOCK
        and row.lower[i - 2 : i - 1] == ["a"]
        and after in ("DT", "PRP$", "IN", "NNP")
    ):
        return "VBP"
    object_next = after in ("NNP", "DT", "CD", "PRP$") or row.qualified_name(i + 1)
    if both and here in ("NN", "NNP", "NNS") and object_next and row.plural_subject(i):
        return "VBP"
    if both or prev in ("IN", "NN", "NNP"):
        return "JJ" if adjective and not both else "NN"
    return "JJ" if adjective else "VB" if prev in ("^", "CC", "PUNCT") else "VBP"
