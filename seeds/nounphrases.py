"""Noun phrases: where one begins, what it takes in, and which word it is about."""

from __future__ import annotations

from dataclasses import replace

from seeds import timewords
from seeds.phrases import NounPhrase, Words
from seeds.tags import NOUN

WEEKDAYS = frozenset(timewords.WEEKDAYS)
MONTHS = frozenset(timewords.MONTHS) | frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
PERIODS = frozenset(
    """second minute hour day night morning afternoon evening midnight noon dawn dusk week weekend fortnight month
    quarter year decade century
    today yesterday tomorrow tonight time moment period spring summer autumn winter""".split()
)
_BEFORE_NUMBER = frozenset("about around over under nearly almost some roughly approximately between only just".split())
_NUMBERED = frozenset("dozen hundred thousand million third quarter".split())
_STANDALONE = frozenset(
    "that this these those both some each all many several another neither others most none one".split()
)
_COMPASS = frozenset(
    """north south east west north-east north-west
    south-east south-west northeast northwest southeast southwest""".split()
)
_OF_TITLES = frozenset(
    """secretary ministry department republic house line strait gulf
    bay isle board bureau league sea cape council""".split()
)
_DEGREE = frozenset(
    "very highly newly most almost nearly only recently previously increasingly largely widely heavily".split()
)
SWELLING = frozenset(
    """hunting polling heightening growing rising increasing drinking continuing remaining existing escalating
    mounting worsening developing leading
    neighbouring neighboring surrounding opposing ruling governing visiting warring fighting training ongoing
    outgoing incoming
    deepening simmering driving running""".split()
)
_DATING = frozenset("in by since during until on".split())
_OFFICES = frozenset("Minister Ministry Secretary Department Office Agency".split())


def noun_phrase(words: Words, i: int) -> NounPhrase | None:
    """The noun phrase that begins at i, if one does."""
    if words.tag[i] == "PRP":
        return NounPhrase(i, i + 1, i)
    j, head, adjective = i, -1, -1
    while j < words.n:
        step = _takes(words, i, j, head)
        if not step:
            break
        if words.tag[j] in NOUN | {"CD"}:
            head = j
        elif words.tag[j] == "JJ":
            adjective = j
        j += step
    if head < 0 and adjective >= 0 and words.tag[i] in ("DT", "PRP$"):
        head = adjective
    if head < 0 and adjective >= 0 and words.low[adjective] in ("many", "several", "most", "few"):
        head = adjective
    if head < 0:
        return NounPhrase(i, i + 1, i) if words.tag[i] == "DT" and words.low[i] in _STANDALONE else None
    end = head + 1
    while end < j and words.low[end] in ("”", '"'):
        end += 1
    return NounPhrase(i, end, head, time=_names_time(words, i, head))


def _names_time(words: Words, start: int, head: int) -> bool:
    low = words.low[head]
    word = words.tokens[head].lemma if words.tag[head] == "NNS" else low
    named = low in WEEKDAYS or (low in MONTHS and words.tag[head] == "NNP")
    dated = words.tag[head] == "CD" and any(
        words.low[k] in MONTHS and words.tag[k] == "NNP" for k in range(start, head)
    )
    return named or dated or word in PERIODS and not _filled(words, start, head)


def _filled(words: Words, start: int, head: int) -> bool:
    """ "five days of street battles", "a night of rioting": not when, but what."""
    behind = words.low[head + 1 : head + 3]
    if (
        len(behind) < 2
        or behind[0] != "of"
        or not (
            words.tag[start] == "CD" or words.low[start] in ("a", "an", "hours", "days", "weeks", "months", "years")
        )
    ):
        return False
    return words.tag[head + 2] in NOUN | {"JJ", "VBG"} and behind[1] not in WEEKDAYS | MONTHS | PERIODS | {
        "last",
        "this",
        "next",
    }


def _takes(words: Words, start: int, j: int, head: int) -> int:
    """How many tokens the noun phrase begun at `start` takes at `j` (0: it ends here)."""
    tag, low = words.tag[j], words.low[j]
    after = words.tag[j + 1] if j + 1 < words.n else "$"
    if tag in ("DT", "PRP$"):
        return int(head < 0 and (j == start or words.tag[j - 1] in ("DT", "JJ") or words.low[j - 1] in ("of",)))
    if low == "per" and head >= 0 and words.low[j + 1 : j + 2] == ["cent"]:
        return 2
    if head >= 0 and low in _COMPASS and words.low[j + 1 : j + 2] == ["of"] and words.tag[j - 1] in NOUN:
        return 0
    if (
        low == "of"
        and head == j - 1
        and words.low[head] in _OF_TITLES
        and after == "NNP"
        and words.tokens[head].text[0].isupper()
    ):
        return 1
    if head >= 0 and tag in NOUN | {"CD", "JJ", "DT"} and _date_is_whole(words, start, head, j):
        return 0
    if tag in NOUN:
        fresh = head >= 0 and (_time_starts(words, j) or _new_name(words, head, j))
        return 0 if fresh else 1
    if tag == "CD":
        if head >= 0 and words.low[head] in ("magnitude", "category", "level", "type", "number"):
            return 1
        return int(head < 0 or words.tag[head] in ("CD",) or (words.tag[head] in ("NNP", "NN") and after not in NOUN))
    if tag == "JJ":
        if head >= 0 and words.low[head] in WEEKDAYS and words.tag[j - 1] != "POS":
            return 0
        if j > start and words.tag[j - 1] == "CC" and words.tokens[j].text[0].isupper():
            return 1
        if (
            head >= 0
            and words.tag[j - 1] != "POS"
            and not (words.tag[head] in ("NNP", "CD") and _noun_follows(words, j))
        ):
            return 0
        return 0 if head >= 0 and _time_starts(words, j) else 1
    if tag == "POS":
        return int(head == j - 1 or (j > start and words.low[j - 1] in ("another", "other")))
    if tag == "RB":
        opens = j > start or low in _DEGREE
        return int(head < 0 and after in ("JJ", "CD") and _noun_follows(words, j + 1) and opens)
    if tag == "VBG":
        return int(
            (low in SWELLING or (j > start and words.tag[j - 1] in ("DT", "PRP$", "JJ"))) and after in NOUN and head < 0
        )
    if tag == "PUNCT" and low in ("“", '"', "‘", "”", "’", "&") and j > start:
        if head == j - 1 and words.tag[head] == "NN" and _quoted_name(words, j):
            return 1
        return int(head < 0 and after in NOUN | {"JJ"}) or int(low in ("”", '"') and head == j - 1)
    if tag == "CC" and j > start:
        return int(_joins_modifiers(words, j, head))
    return 0


def _noun_follows(words: Words, j: int) -> bool:
    while j + 1 < words.n and words.tag[j + 1] in ("JJ", "CD"):
        j += 1
    return j + 1 < words.n and words.tag[j + 1] in NOUN


def _time_starts(words: Words, j: int) -> bool:
    low = words.low[j]
    nxt = words.low[j + 1] if j + 1 < words.n else ""
    if low in ("last", "next", "past", "this") and (
        nxt in PERIODS | WEEKDAYS | MONTHS or (nxt.endswith("s") and nxt[:-1] in PERIODS)
    ):
        return True
    if low in ("late", "early") and (nxt in WEEKDAYS | MONTHS or nxt in ("on", "in")):
        return True
    weekday = low in WEEKDAYS or low in ("today", "yesterday", "tomorrow", "tonight")
    return (
        weekday
        and words.tag[j - 1] in NOUN
        and nxt not in ("night", "morning", "afternoon", "evening")
        or low in ("today", "yesterday", "tomorrow")
    )


def _quoted_name(words: Words, j: int) -> bool:
    """ "the tanker “Ayaguz”": a name in quotation marks, of one to three words."""
    close = next((k for k in range(j + 2, min(j + 5, words.n)) if words.low[k] in ("”", '"', "’")), 0)
    return close > 0 and all(words.tag[k] == "NNP" for k in range(j + 1, close))


def _date_is_whole(words: Words, start: int, head: int, j: int) -> bool:
    """ "In April 2024 four labourers were killed": a year that a clause opens with does not swallow its subject."""
    if (
        head != j - 1
        or not _is_year(words.low[head])
        or not (start == head or words.low[start] in MONTHS or words.low[start].isdigit())
    ):
        return False
    opens = (
        start > 0 and words.low[start - 1] in _DATING and (start == 1 or words.tag[start - 2] in ("PUNCT", "CC", "RB"))
    )
    k = j
    while k < words.n and (words.tag[k] in NOUN | {"CD", "JJ", "DT", "POS", "PRP", "PRP$"} or words.low[k] == "of"):
        k += 1
    return opens and k < words.n and words.tag[k] in ("VBD", "VBZ", "VBP", "VBN", "MD", "RB")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("17", "18", "19", "20")


def _new_name(words: Words, head: int, j: int) -> bool:
    """A common plural noun followed by a name begins another phrase: "told reporters Iran would", "says Moscow"; so
    does what follows a weekday that a clause opens with: "On Monday Maria Zakharova"."""
    if words.tag[j] == "NNP" and words.low[head] in WEEKDAYS and head == j - 1:
        return words.low[j] not in PERIODS | MONTHS | WEEKDAYS and head > 0 and words.tag[head - 1] in ("IN", "JJ")
    if words.tag[j] in ("NNS", "NNP") and words.low[head] in PERIODS and words.tag[head] == "NN" and head == j - 1:
        return words.tag[j] == "NNS" or words.low[j] not in MONTHS | WEEKDAYS
    return (
        words.tag[j] == "NNP" and words.tag[head] == "NNS" and head == j - 1 and words.tokens[head].text[:1].islower()
    )


def _joins_modifiers(words: Words, j: int, head: int) -> bool:
    before, after = words.tag[j - 1], words.tag[j + 1] if j + 1 < words.n else "$"
    if words.low[j] != "and":
        return False
    if before == "JJ" and after == "JJ" and head < 0 and _noun_follows(words, j + 1):
        return True
    behind = [t.text for t in words.tokens[j + 1 : j + 5]]
    titled = next((k for k, w in enumerate(behind) if w in _OFFICES), 0)
    capital = words.tokens[j - 1].text[:1].isupper() and all(w[:1].isupper() for w in behind[:titled])
    return titled > 0 and capital


def quantified(words: Words, i: int) -> NounPhrase | None:
    """ "more than 700,000 people", "about a dozen", "between 50,000 and 60,000 troops"."""
    j = i
    if words.low[j] in ("more", "less", "fewer", "other") and words.low[j + 1 : j + 2] == ["than"]:
        j += 2
    elif (
        words.low[j] == "no"
        and words.low[j + 1 : j + 2]
        and words.low[j + 1] in ("more", "fewer", "less")
        and words.low[j + 2 : j + 3] == ["than"]
    ):
        j += 3
    elif words.low[j : j + 2] in (["at", "least"], ["at", "most"], ["up", "to"]):
        j += 2
    elif words.low[j : j + 3] == ["as", "many", "as"]:
        j += 3
    elif words.low[j] in _BEFORE_NUMBER:
        j += 1
    if (
        j == i
        or j >= words.n
        or not _counts(words, j)
        or (words.low[i] in ("over", "under", "between", "about", "around") and _year(words, j))
    ):
        return None
    if words.low[i] == "between":
        if not (words.low[j + 1 : j + 2] == ["and"] and j + 2 < words.n and words.tag[j + 2] == "CD"):
            return None
        j += 2
    rest = noun_phrase(words, j)
    return None if rest is None else replace(rest, start=i)


def _counts(words: Words, j: int) -> bool:
    return words.tag[j] == "CD" or (words.low[j] == "a" and any(w in _NUMBERED for w in words.low[j + 1 : j + 2]))


def _year(words: Words, j: int) -> bool:
    return len(words.low[j]) == 4 and words.low[j].isdigit() and not (j + 1 < words.n and words.tag[j + 1] in NOUN)
