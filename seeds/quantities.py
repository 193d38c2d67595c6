"""How many: counts of people and things, money, lengths, with the bounds and the doubt the words give them.

What is counted takes its kind from what befell it ("killed", "detained", "displaced"), else from its noun.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from seeds.article import Span
from seeds.nations import known_names, roles
from seeds.numerals import SCALES, VAGUE, WORDS, parse_number
from seeds.report import Quantity
from seeds.tags import BE, HAVE, NOUN
from seeds.text import Document, Sentence, Token
from seeds.times import Timex

_QUALIFIERS: dict[tuple[str, ...], str] = {
    tuple(words.split()): bound
    for bound, phrases in {
        "low": "more than;at least;over;no fewer than;no less than;not less than;upwards of;in excess of;a minimum of",
        "high": "up to;as many as;no more than;not more than;less than;fewer than;under;at most;nearly;almost;close to;"
        "a maximum of",
        "about": "about;around;some;roughly;approximately;an estimated;estimated;circa",
    }.items()
    for words in phrases.split(";")
}  # fmt: skip
_CLOSE = frozenset({"nearly", "almost", "close to", "as many as"})  # they lean on a number without being a bound
_DEEDS: dict[str, str] = {
    verb: kind
    for kind, verbs in {
        "killed": "kill die perish slay massacre execute murder behead drown assassinate",
        "injured": "injure wound hurt maim hospitalise hospitalize",
        "detained": "detain arrest capture imprison jail seize apprehend",
        "released": "release free liberate",
        "displaced": "displace flee uproot",
        "evacuated": "evacuate relocate",
        "expelled": "expel deport",
        "rescued": "rescue save",
        "abducted": "abduct kidnap",
        "participants": "rally gather protest march demonstrate assemble picket block",
    }.items()
    for verb in verbs.split()
}
_NOUN_KINDS: dict[str, str] = {
    "dead": "killed", "deaths": "killed", "death": "killed", "fatalities": "killed", "bodies": "killed",
    "injured": "injured", "wounded": "injured", "injuries": "injured", "casualties": "casualties",
    "arrests": "detained",
    "detainees": "detained", "refugees": "displaced", "hostages": "hostages", "prisoners": "prisoners",
}  # fmt: skip
_CURRENCIES: dict[str, str] = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "dollar": "USD", "dollars": "USD", "euro": "EUR",
    "euros": "EUR", "pounds": "GBP", "sterling": "GBP", "roubles": "RUB", "rubles": "RUB", "lira": "TRY",
    "manats": "AZN", "manat": "AZN", "drams": "AMD", "rials": "IRR", "yuan": "CNY", "rupees": "INR", "yen": "JPY",
}  # fmt: skip
_LENGTHS: dict[str, str] = {
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "mile": "mi", "miles": "mi", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
}  # fmt: skip
_TIME_UNITS = frozenset(
    """second seconds minute minutes hour hours day days night nights week weeks month months year years decade decades
    century centuries o'clock a.m p.m am pm""".split()
)
_NOMINAL_DEEDS: dict[str, str] = {
    "displacement": "displaced", "killing": "killed", "killings": "killed", "death": "killed", "deaths": "killed",
    "arrest": "detained", "arrests": "detained", "detention": "detained", "release": "released", "lives": "killed",
    "evacuation": "evacuated", "expulsion": "expelled", "deportation": "expelled", "abduction": "abducted",
    "kidnapping": "abducted", "rescue": "rescued", "toll": "killed", "massacre": "killed", "murder": "killed",
}  # fmt: skip
_PEOPLE = frozenset({"person", "civilians", "military", "police", "armed_group"})
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ees", "men", "ians")
_MORE_PEOPLE = frozenset("officials diplomats employees staff lawmakers judges".split())
_INTRANSITIVE = frozenset({"die", "perish", "flee", "drown"})
_NEVER_ACT = frozenset({"kill", "injure", "wound", "displace", "hurt", "detain", "arrest", "uproot"})
_BARE = frozenset(
    """countries sides governments parts places ministers ministries leaders times ways points things nations states
    neighbours neighbors capitals cases occasions them""".split()
)
_RATES = frozenset({"a", "per", "each", "every"})


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number in a sentence: tokens [start, end), the noun it counts, if any, and what leads it."""

    start: int
    end: int
    noun: int | None
    value: float
    qualifier: str | None = None
    low: float | None = None
    high: float | None = None


def find_quantities(document: Document, *, times: Sequence[Timex] = ()) -> tuple[Quantity, ...]:
    """The quantities of a document in reading order. `times` keeps dates from being counted.

    >>> from seeds.article import Article
    >>> text = "Shelling killed about 100 soldiers, 49 of them Armenian, and displaced more than 700,000 people."
    >>> for q in find_quantities(Document(Article(id="x", text=text)))[::2]:
    ...     print(q.kind, q.qualifier, int(q.value), q.low)
    killed about 100 None
    displaced more than 700000 700000.0
    """
    taken = sorted((t.span.start, t.span.end) for t in times)
    found: list[Quantity] = []
    for sentence in document.sentences:
        if sentence.tokens:
            found += _SentenceCounts(document.text, sentence, taken).quantities()
    return tuple(found)


class _SentenceCounts:
    def __init__(self, text: str, sentence: Sentence, taken: list[tuple[int, int]]) -> None:
        self.text, self.sentence, self.tokens = text, sentence, sentence.tokens
        self.low = [t.lower for t in sentence.tokens]
        first = bisect_left(taken, (sentence.span.start, 0))
        here = taken[first : bisect_left(taken, (sentence.span.end, 0))]
        self.dated = {t.index for t in sentence.tokens for a, b in here if a <= t.start < b}

    def quantities(self) -> list[Quantity]:
        made: list[Quantity] = []
        before: tuple[_Amount, str] | None = None
        for amount in self.amounts():
            kinds, unit = self.kinds(amount)
            if before and self.shares_deed(before[0], amount) and not set(kinds) & set(_DEEDS.values()) and not unit:
                kinds = [before[1]]
            made += [self.quantity(amount, kind, unit) for kind in kinds]
            before = (amount, kinds[0]) if kinds and kinds[0] in _DEEDS.values() else None
        return sorted([*made, *self.single_victims()], key=lambda q: q.span or Span(0, 0))

    # numbers

    def amounts(self) -> list[_Amount]:
        found: list[_Amount] = []
        at = 0
        while at < len(self.tokens):
            number = self.number(at)
            if number is None or at in self.dated or self.label(at):
                at += 1
                continue
            amount = self.ranged(self.lead(at), at, *number)
            found.append(amount)
            at = amount.end
        return found

    def number(self, at: int) -> tuple[float, int] | None:
        """The number that begins at a token and where it ends."""
        low = self.low[at]
        plural = self.low[at + 1] + "s" if low == "several" and at + 1 < len(self.low) else ""
        if plural in VAGUE:  # "several dozen"
            return float(VAGUE[plural]), at + 2
        if low in VAGUE:
            return (float(VAGUE[low]), at + 1) if self.tokens[at].tag[:2] == "NN" or low != "scores" else None
        if low == "half" and self.low[at + 1 : at + 2] == ["a"] and "".join(self.low[at + 2 : at + 3]) in SCALES:
            return SCALES[self.low[at + 2]] / 2, at + 3  # "half a million"
        if (
            low in ("a", "an")
            and self.low[at + 1 : at + 2]
            and self.low[at + 1] in SCALES
            and len(self.low[at + 1]) > 2
        ):
            return float(SCALES[self.low[at + 1]]), at + 2
        if not (low[0].isdigit() or low in WORDS) or (low == "one" and not self.one_person(at)):
            return None
        end, value = at, None
        while end < len(self.tokens) and (longer := parse_number(" ".join(self.low[at : end + 1]))) is not None:
            value, end = longer, end + 1
            if self.low[end - 1] in ("m", "mn", "bn"):
                break
        return (value, end) if value is not None else None

    def one_person(self, at: int) -> bool:
        """Does "one" count: "one was killed", "one soldier"?"""
        after = self.low[at + 1] if at + 1 < len(self.low) else ""
        return after in BE or after == "person" or (self.tokens[at + 1 : at + 2] != () and self.is_person(after))

    def label(self, at: int) -> bool:
        """Is it the number of a name ("Flight 752", "Resolution 1701") or an age ("a man of 44", "aged 44")?"""
        before = self.tokens[at - 1] if at else None
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if before is None:
            return False
        counted = after is not None and after.tag in ("NNS", "NN", "JJ", "CD")
        if before.lower in ("aged", "no", "number", "chapter", "article", "page", "resolution", "version"):
            return True
        if before.tag == "NNP" and not counted:
            return True
        if (
            before.text == ","
            and at > 1
            and self.tokens[at - 2].tag == "NNP"
            and after is not None
            and after.text == ","
        ):
            return True  # "Jane Roe, 19, of Ghent"
        return (
            before.lower == "of"
            and at > 1
            and self.low[at - 2] in ("man", "woman", "boy", "girl", "age", "driver")
            and not counted
        )

    def lead(self, at: int) -> tuple[int, str | None, str | None]:
        """Where the amount begins with its qualifier, the qualifier, and how it bounds."""
        for size in (3, 2, 1):
            words = tuple(self.low[max(0, at - size) : at])
            if len(words) == size and words in _QUALIFIERS:
                return at - size, " ".join(words), _QUALIFIERS[words]
        return at, None, None

    def ranged(self, lead: tuple[int, str | None, str | None], at: int, value: float, end: int) -> _Amount:
        start, qualifier, bound = lead
        low, high = self.bounds(value, qualifier, bound)
        if self.low[at] in VAGUE or self.low[at] == "several":
            qualifier, low = qualifier or self.low[at], value
        joint = self.low[end] if end < len(self.tokens) else ""
        between = start > 0 and self.low[start - 1] == "between" and joint == "and"
        if (between or joint in ("to", "-", "–")) and end + 1 < len(self.tokens) and end + 1 not in self.dated:
            upper = self.number(end + 1)
            if upper is not None and upper[0] > value:
                start, low, high, end = start - between, value, upper[0], upper[1]
                qualifier = "between" if between else qualifier
        noun = self.noun(end)
        return _Amount(start, end, noun, value, qualifier, low, high)

    def bounds(self, value: float, qualifier: str | None, bound: str | None) -> tuple[float | None, float | None]:
        if qualifier in _CLOSE or bound is None:
            return None, None
        return (value if bound == "low" else None), (value if bound == "high" else None)

    def noun(self, end: int) -> int | None:
        """The noun that is counted: the last of the phrase, or what follows "of" ("hundreds of fighters")."""
        at = end
        if self.low[at : at + 1] == ["of"]:
            at += 1
            at += self.low[at : at + 1] != [] and self.low[at] in (
                "the",
                "his",
                "her",
                "its",
                "their",
                "these",
                "those",
            )
            if self.low[at : at + 1] and self.low[at] in ("them", "us", "whom"):
                return at
        noun = None
        while at < len(self.tokens):
            token = self.tokens[at]
            sufferers = token.lower in _NOUN_KINDS and not (token.tag != "NNS" and self.followed_by_noun(at))
            if token.tag in NOUN or sufferers or token.lower in _CURRENCIES:
                noun = at
                if token.tag == "NNS" and not (at + 1 < len(self.tokens) and self.tokens[at + 1].tag == "NNS"):
                    break
            elif token.tag not in ("JJ", "VBN", "VBG", "POS") or noun is not None:
                break
            at += 1
        return noun

    # kinds

    def quantity(self, amount: _Amount, kind: str, unit: str | None) -> Quantity:
        last = max(amount.noun if amount.noun is not None else 0, amount.end - 1)
        return Quantity(
            kind=kind,
            value=amount.value,
            qualifier=amount.qualifier,
            low=amount.low,
            high=amount.high,
            unit=unit,
            span=Span(self.tokens[amount.start].start, self.tokens[last].end),
        )

    def kinds(self, amount: _Amount) -> tuple[list[str], str | None]:
        """What the amount is an amount of (what befell it may be several things), and its unit."""
        before = self.low[amount.start - 1] if amount.start else ""
        noun = self.low[amount.noun] if amount.noun is not None else ""
        first = self.low[amount.end] if amount.end < len(self.low) else ""
        following = self.low[amount.end + 1] if amount.end + 1 < len(self.low) else ""
        if before in _CURRENCIES or noun in _CURRENCIES:
            return ["money"], _CURRENCIES.get(before) or _CURRENCIES[noun]
        if first in _TIME_UNITS or noun in _TIME_UNITS or before == "-":
            return [], None
        if first in ("%", "percent") or (first == "per" and following == "cent"):
            return ["percent"], "%"
        if first in _LENGTHS:
            return ([], None) if following == "/" else (["distance"], _LENGTHS[first])
        if "magnitude" in self.low[max(0, amount.start - 3) : amount.start]:
            return ["magnitude"], None
        return self.counted(amount, noun), None

    def counted(self, amount: _Amount, noun: str) -> list[str]:
        if noun in _NOUN_KINDS:
            return [_NOUN_KINDS[noun]]
        people = not noun or noun in ("them", "people", "others") or self.is_person(noun)
        deeds = self.deeds(amount) if people else []
        if deeds or not noun or noun in _BARE:
            return deeds
        if amount.noun is not None and self.tokens[amount.noun].tag != "NNS" and noun not in ("people", "aircraft"):
            return []
        after = self.low[(amount.noun or 0) + 1 : (amount.noun or 0) + 3]
        rate = len(after) == 2 and after[0] in _RATES and after[1] in ("day", "week", "month", "year", "hour")
        return [f"{noun} a {after[1]}" if rate else noun]

    def is_person(self, noun: str) -> bool:
        if noun in roles().weapons:
            return False
        kind = roles().kinds.get(noun) or roles().kinds.get(noun.removesuffix("s"))
        known = kind in _PEOPLE or noun in _MORE_PEOPLE or noun.capitalize() in known_names()
        return (known or (kind is None and noun.endswith(_PEOPLE_ENDINGS))) and noun not in _BARE

    def deeds(self, amount: _Amount) -> list[str]:
        """What befell those counted, by the verb before ("killed 20 people") or after ("20 people were killed")."""
        last = amount.noun if amount.noun is not None else amount.end - 1
        found = [self.deed_before(amount.start), self.deed_after(last + 1)]
        if found[1]:
            found.append(self.deed_joined(last + 1))
        return list(dict.fromkeys(deed for deed in found if deed))

    def deed_before(self, start: int) -> str | None:
        if start > 1 and self.low[start - 1] == "of" and self.low[start - 2] in _NOMINAL_DEEDS:
            return _NOMINAL_DEEDS[self.low[start - 2]]
        for at in range(start - 1, max(-1, start - 4), -1):
            token = self.tokens[at]
            if token.tag[:2] == "VB":
                if token.lemma == "lose" or "dead" in self.low[at:start]:
                    return "killed"
                kind = _DEEDS.get(token.lemma)
                return kind if kind != "participants" and not (at and self.low[at - 1] in BE) else None
            if token.tag not in ("DT", "RB", "JJ", "PRP$"):
                return None
        return None

    def deed_after(self, at: int) -> str | None:
        passive = False
        for token in self.tokens[self.past_aside(at) :][:8]:
            low = token.lower
            if low in BE:
                passive = True
            elif low == "to" or (passive and token.lemma in ("force", "oblige", "compel", "make")):
                continue
            elif low == "dead":
                return "killed"
            elif token.tag[:2] == "VB" and low not in HAVE:
                return self.befallen(token, passive, at)
            elif token.tag not in ("RB", "MD", "WDT", "WP") and low not in (
                *HAVE,
                "who",
                "also",
                "more",
                "others",
                "since",
            ):
                return self.befallen(token, passive, at) if token.tag == "JJ" else None
        return None

    def deed_joined(self, at: int) -> str | None:
        """The second of "were taken to the police station and let go"."""
        low = self.low
        joint = next((i for i in range(at + 2, len(low)) if low[i] == "and"), len(low))
        if low[joint + 1 : joint + 3] == ["let", "go"] or low[joint + 1 : joint + 3] == ["set", "free"]:
            return "released"
        second = self.tokens[joint + 1] if joint + 1 < len(low) else None
        return _DEEDS.get(second.lemma) if second is not None and second.tag in ("VBN", "VBD") else None

    def past_aside(self, at: int) -> int:
        """Past ", most of them Armenians," and past the rest of a list ("and a Spanish climber")."""
        if self.low[at : at + 1] == ["and"]:
            ahead = range(at + 1, min(at + 7, len(self.low)))
            end = next((i for i in ahead if self.tokens[i].tag not in ("DT", "JJ", "CD", "NN", "NNS", "NNP")), at)
            return end if end > at + 1 and self.low[end] in BE and self.tokens[end - 1].tag in NOUN else at
        if self.low[at : at + 1] != [","]:
            return at
        close = next((i for i in range(at + 1, min(at + 9, len(self.low))) if self.low[i] == ","), None)
        return close + 1 if close is not None and all(t.tag[:2] != "VB" for t in self.tokens[at:close]) else at

    def befallen(self, verb: Token, passive: bool, at: int) -> str | None:
        kind = _DEEDS.get(verb.lemma)
        after = self.low[verb.index + 1 : verb.index + 6]
        if passive and verb.lemma == "move" and after[:1] == ["out"]:
            return "evacuated"
        if passive and verb.lemma == "take" and {"police", "custody", "jail", "prison"} & set(after):
            return "detained"
        active = verb.lemma in _INTRANSITIVE or kind == "participants"
        alone = not after or self.tokens[verb.index + 1].tag not in ("DT", "PRP$", "CD", "NNP", "NN", "NNS", "PRP")
        reduced = verb.lemma in _NEVER_ACT and verb.index == at and alone
        return kind if passive or active or reduced or after in ([], ["."]) else None

    def shares_deed(self, first: _Amount, second: _Amount) -> bool:
        """ "20 Indian soldiers and at least four Chinese": joined by "and" or a comma, with no verb between."""
        last = (first.noun if first.noun is not None else first.end - 1) + 1
        between = self.tokens[last : second.start]
        return (
            len(between) <= 2
            and any(t.lower in ("and", ",") for t in between)
            and all(t.tag[:2] != "VB" for t in between)
        )

    def single_victims(self) -> list[Quantity]:
        """One person, when a verb that counts people takes a person in the singular: "killed its driver"."""
        found = []
        for token in self.tokens:
            kind = _DEEDS.get(token.lemma)
            if (
                token.tag[:2] != "VB"
                or kind is None
                or kind == "participants"
                or token.lemma in ("die", "save", "flee")
            ):
                continue
            at = token.index + 1
            if not (
                at < len(self.tokens)
                and self.tokens[at].tag in ("DT", "PRP$")
                and self.low[at] in ("a", "an", "his", "her", "its")
            ):
                continue
            noun = next(
                (t for t in self.tokens[at + 1 : at + 4] if t.tag == "NN" and not self.followed_by_noun(t.index)), None
            )
            if (
                noun is not None
                and roles().kinds.get(noun.lower) in ("person", "police")
                and token.lemma not in ("capture", "seize")
            ):
                span = Span(self.tokens[at].start, noun.end)
                found.append(Quantity(kind=kind, value=1.0, span=span))
        return found

    def followed_by_noun(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].tag in NOUN | {"JJ"}
