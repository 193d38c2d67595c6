"""Phrases of a sentence: noun phrases, prepositional phrases, verb groups and the joints between them.

Each phrase is a half-open range of token indices of its sentence; what it says is always looked up in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

from seeds.article import Span
from seeds.nations import roles
from seeds.tags import BE, DO, HAVE, NEGATIONS, NOUN, VERB
from seeds.text import Sentence, Token
from seeds.wordforms import lexicon

JointKind = Literal["comma", "stop", "and", "but", "sub", "relative", "adverb", "quote", "there", "mark"]

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec""".split()
)
PERIODS = frozenset(
    """second minute hour day night morning afternoon evening midnight noon dawn dusk week weekend fortnight month
    quarter year decade century
    today yesterday tomorrow tonight time moment period spring summer autumn winter""".split()
)
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
_BEFORE_NUMBER = frozenset("about around over under nearly almost some roughly approximately between only just".split())
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
_DIVISIONS = frozenset("province region district county city town village".split())
_MANY = frozenset("police men women people children gendarmes".split())
_STATE = frozenset("keep stay remain lie leave hold".split())
_DEGREE = frozenset(
    "very highly newly most almost nearly only recently previously increasingly largely widely heavily".split()
)
_SWELLING = frozenset(
    """hunting polling heightening growing rising increasing drinking continuing remaining existing escalating
    mounting worsening developing leading
    neighbouring neighboring surrounding opposing ruling governing visiting warring fighting training ongoing
    outgoing incoming
    deepening simmering driving""".split()
)
_NUMBERED = frozenset("dozen hundred thousand million third quarter".split())
PARTICLES = frozenset(
    "home aground up out off down back over in on away apart through through together forward go".split()
)
_PHRASAL = """
    bail out; beat back; beef up; block off; blow out; blow up; boot out; break off; break up; bring about;
    bring back; bring down; bring forward; bring home; bring in; bring out; bring up; build up; burn down;
    bus out; call home; call in; call off; call up; cancel out; carry away; carry off; carry out; chase off;
    close down; close off; cordon off; cut down; cut off; dig out; dig up; dole out; drag away; drag off;
    draw down; draw up; drive back; drive out; drop off; ease off; fend off; fight off; finish off; fire off;
    flush out; fly out; force out; free up; gather up; give back; give out; give up; gun down; hammer out;
    hand back; hand down; hand in; hand out; hand over; haul away; haul in; hold back; hold off; hold up;
    hunt down; iron out; keep out; keep up; kick off; kick out; kill off; knock down; knock out; lay down;
    lay off; lead away; lead off; let go; let in; let out; lock down; lock out; lock up; march off; move back;
    move out; mow down; nail down; open fire; open up; order out; patch up; phase out; pick off; pick up;
    pile up; point out; pull back; pull down; pull off; pull out; push back; push out; put down; put forward;
    put off; put out; put up; ramp up; ring up; rip up; roll back; roll out; root out; round up; rule out;
    run down; scale back; scale down; scale up; seal off; send back; send home; send in; send off; set off;
    set up; sew up; ship out; shoot down; show off; shut down; shut off; sign over; slow down; sort out;
    speed up; spell out; spirit away; stamp out; start up; stave off; step up; strike down; swallow up;
    sweep away; switch off; take away; take back; take down; take in; take off; take out; take over; take up;
    tear down; tear up; throw back; throw out; throw up; tie up; track down; try out; turn away; turn back;
    turn down; turn over; vote down; vote out; warn off; wash away; whisk away; win back; wind down; wipe out;
    write off"""
PHRASAL = frozenset(tuple(p.split()) for p in _PHRASAL.split(";"))


@dataclass(frozen=True, slots=True, eq=False)
class NounPhrase:
    """`head` is the token index of its main word; `members` the parts of a list; `apposition` its other name."""

    start: int
    end: int
    head: int
    members: tuple[NounPhrase, ...] = ()
    apposition: NounPhrase | None = None
    time: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PrepPhrase:
    start: int
    end: int
    prep: str
    noun: NounPhrase


@dataclass(frozen=True, slots=True, eq=False)
class VerbGroup:
    """`form`: finite, to, gerund, participle or bare; `tense`: past, present, future or none."""

    start: int
    end: int
    head: int
    lemma: str
    form: Literal["finite", "to", "gerund", "participle", "bare"]
    tense: Literal["past", "present", "future", "none"] = "none"
    modal: str | None = None
    particle: str | None = None
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    ambiguous: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Adjective:
    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    start: int
    end: int
    kind: JointKind
    word: str


Phrase = NounPhrase | PrepPhrase | VerbGroup | Adjective | Joint


def joint_is(phrase: Phrase | None, *kinds: JointKind) -> TypeGuard[Joint]:
    return isinstance(phrase, Joint) and phrase.kind in kinds


def noun_of(phrase: Phrase | None) -> NounPhrase | None:
    """The noun phrase that a phrase is or holds."""
    if isinstance(phrase, PrepPhrase):
        return phrase.noun
    return phrase if isinstance(phrase, NounPhrase) else None


def is_time(phrase: Phrase | None) -> bool:
    return isinstance(phrase, NounPhrase) and phrase.time


def span_of(sentence: Sentence, start: int, end: int) -> Span:
    """The characters from token `start` up to token `end` (half-open)."""
    return Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)


def find_phrases(sentence: Sentence) -> list[Phrase]:
    """The phrases of a sentence in order, lists of noun phrases joined."""
    return _name_roles(_join_lists(_Chunker(sentence.tokens).run(), sentence.tokens), sentence.tokens)


class _Chunker:
    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.low = [t.lower for t in tokens]
        self.tag = [t.tag for t in tokens]
        self.n = len(tokens)

    def run(self) -> list[Phrase]:
        made: list[Phrase] = []
        i = 0
        while i < self.n:
            phrase = self.at(i, made[-1] if made else None)
            made.append(phrase)
            i = phrase.end
        return made

    def at(self, i: int, before: Phrase | None) -> Phrase:
        tag, low = self.tag[i], self.low[i]
        if tag == "PUNCT":
            return Joint(i, i + 1, _mark(low), low)
        if tag == "EX":
            return Joint(i, i + 1, "there", low)
        if tag == "CC":
            return Joint(i, i + 1, "and" if low in ("and", "or", "nor", "either", "neither") else "but", low)
        number = self.quantified(i)
        if number is not None:
            return number
        prep = self.preposition(i)
        if prep is not None:
            return self.prepositional(i, *prep)
        if tag == "WDT" or low == "whose" or (low == "that" and tag == "WDT"):
            return Joint(i, i + 1, "relative", low)
        if tag == "WRB":
            relative = low in ("where", "when") and before is not None and _after_noun(before, self.low, i)
            return Joint(i, i + 1, "relative" if relative else "sub", low)
        if tag == "WP":
            return Joint(i, i + 1, "sub", low)
        swelling = tag == "VBG" and low in _SWELLING and self.tag[i + 1 : i + 2] and self.tag[i + 1] in NOUN
        verb = None if swelling else self.verb_group(i)
        if verb is not None:
            return verb
        noun = self.noun_phrase(i)
        if noun is not None:
            return noun
        if tag == "IN":
            return Joint(i, i + 1, "sub", low)
        if tag in ("JJ", "VBN", "VBG", "VBD"):
            return Adjective(i, i + 1, i)
        return Joint(i, i + 1, "adverb" if tag in ("RB", "TO") else "mark", low)

    def quantified(self, i: int) -> NounPhrase | None:
        """ "more than 700,000 people", "about a dozen", "between 50,000 and 60,000 troops"."""
        j = i
        if self.low[j] in ("more", "less", "fewer", "other") and self.low[j + 1 : j + 2] == ["than"]:
            j += 2
        elif (
            self.low[j] == "no"
            and self.low[j + 1 : j + 2]
            and self.low[j + 1] in ("more", "fewer", "less")
            and self.low[j + 2 : j + 3] == ["than"]
        ):
            j += 3
        elif self.low[j : j + 2] in (["at", "least"], ["at", "most"], ["up", "to"]):
            j += 2
        elif self.low[j : j + 3] == ["as", "many", "as"]:
            j += 3
        elif self.low[j] in _BEFORE_NUMBER:
            j += 1
        if (
            j == i
            or j >= self.n
            or not self.counts(j)
            or (self.low[i] in ("over", "under", "between", "about", "around") and self.year(j))
        ):
            return None
        if self.low[i] == "between":
            if not (self.low[j + 1 : j + 2] == ["and"] and j + 2 < self.n and self.tag[j + 2] == "CD"):
                return None
            j += 2
        rest = self.noun_phrase(j)
        return None if rest is None else replace(rest, start=i)

    def counts(self, j: int) -> bool:
        return self.tag[j] == "CD" or (self.low[j] == "a" and any(w in _NUMBERED for w in self.low[j + 1 : j + 2]))

    def year(self, j: int) -> bool:
        return len(self.low[j]) == 4 and self.low[j].isdigit() and not (j + 1 < self.n and self.tag[j + 1] in NOUN)

    def preposition(self, i: int) -> tuple[str, int] | None:
        for size in range(min(_LONGEST, self.n - i), 1, -1):
            words = tuple(self.low[i : i + size])
            if words in _PREPOSITIONS and not (words[-1] == "to" and self.tag[i + size - 1] == "TO"):
                return _PREPOSITIONS[words], i + size
        if self.tag[i] == "IN" and self.low[i] not in (
            "that",
            "because",
            "although",
            "though",
            "whereas",
            "whether",
            "if",
            "unless",
            "so",
        ):
            return self.low[i], i + 1
        return None

    def prepositional(self, i: int, prep: str, j: int) -> Phrase:
        noun = self.quantified(j) if j < self.n else None
        noun = noun or (self.noun_phrase(j) if j < self.n else None)
        if noun is not None:
            noun = self.without_subject(i, prep, noun)
            return PrepPhrase(i, noun.end, prep, noun)
        inner = (
            self.preposition(j)
            if j < self.n
            and prep in ("from", "since", "until", "till", "in", "up", "out", "back", "down", "off", "over")
            else None
        )
        if inner is not None:
            deeper = self.prepositional(j, *inner)
            if isinstance(deeper, PrepPhrase):
                return PrepPhrase(i, deeper.end, f"{prep} {deeper.prep}", deeper.noun)
        if (
            j < self.n
            and self.tag[j] == "RB"
            and self.low[j] in ("then", "now", "there", "here", "recently", "today", "abroad", "afar", "far")
        ):
            return Joint(i, j + 1, "adverb", prep)
        return Joint(i, j, "sub" if prep not in PARTICLES else "adverb", prep)

    def without_subject(self, i: int, prep: str, noun: NounPhrase) -> NounPhrase:
        """ "…, and in Cusco farmers blocked the road": a place that opens a clause does not swallow its subject."""
        opens = i == 0 or self.tag[i - 1] in ("CC", "PUNCT")
        verb = noun.end < self.n and (self.tag[noun.end] in ("VBD", "VBZ", "VBP", "MD"))
        k = noun.start
        while k < noun.end and (self.tag[k] == "NNP" or (k > noun.start and self.low[k] in _DIVISIONS)):
            k += 1
        bare = noun.start < k < noun.end and all(self.tag[j] in ("JJ", "NN", "NNS") for j in range(k, noun.end))
        many = self.tag[noun.end - 1] == "NNS" or self.low[noun.end - 1] in _MANY or (bare and self.tag[k] == "JJ")
        if prep in ("in", "at", "near", "across") and opens and verb and bare and many:
            return NounPhrase(noun.start, k, k - 1)
        return noun

    def verb_group(self, i: int) -> VerbGroup | None:
        j, to = i, False
        if self.tag[j] == "TO":
            j, to = self.skip_adverbs(j + 1), True
        elif self.tag[j] == "RB" or self.tag[j] not in VERB | {"MD"}:
            return None
        if j >= self.n or self.tag[j] not in VERB | {"MD"}:
            return None
        first = j
        auxiliaries: list[int] = []
        negated = any(self.low[k] in NEGATIONS for k in range(max(0, i - 1), j))
        modal: str | None = None
        while j < self.n:
            following = self.skip_adverbs(j + 1)
            helping = self.tag[j] == "MD" or self.low[j] in BE | HAVE | DO
            if not helping or following >= self.n:
                break
            if (
                self.tag[following] == "TO"
                and self.low[j] in BE | HAVE
                and following + 1 < self.n
                and self.tag[following + 1] == "VB"
            ):
                modal = "be to" if self.low[j] in BE else "have to"
                auxiliaries.append(j)
                negated |= any(self.low[k] in NEGATIONS for k in range(j, following))
                j = self.skip_adverbs(following + 1)
                continue
            if self.tag[following] not in VERB or (self.tag[following] == "VBG" and self.low[j] not in BE):
                break
            auxiliaries.append(j)
            negated |= any(self.low[k] in NEGATIONS for k in range(j, following))
            j = following
        if self.tag[first] == "MD":
            modal = self.tokens[first].lemma
        end = j + 1
        negated |= self.low[end : end + 1] == ["not"] and self.low[j] in BE
        return self.described(i, first, j, end, auxiliaries, to=to, modal=modal, negated=negated)

    def skip_adverbs(self, j: int) -> int:
        while j < self.n and (self.tag[j] == "RB" or (self.low[j] in ("each", "both", "all") and j > 0)):
            j += 1
        return j

    def described(self, start: int, first: int, head: int, end: int, auxiliaries: list[int], *, to: bool,
    modal: str | None, negated: bool) -> VerbGroup:  # fmt: skip
        tag, lemma = self.tag[head], self.tokens[head].lemma
        helpers = [self.tokens[k].lemma for k in auxiliaries]
        passive = tag in ("VBN", "VBD") and bool(helpers) and helpers[-1] == "be"
        tense: Literal["past", "present", "future", "none"] = "none"
        lead = self.tag[first]
        if modal in ("will", "shall", "would", "be to"):
            tense = "future"
        elif lead in ("VBZ", "VBP", "MD"):
            tense = "present"
        elif lead == "VBD":
            tense = "past"
        form: Literal["finite", "to", "gerund", "participle", "bare"] = "finite"
        if to:
            form = "to"
        elif lead == "VBG":
            form = "gerund"
        elif lead == "VBN":
            form = "participle"
        elif lead == "VB":
            form = "bare"
        known = lexicon().verbs.get(self.low[head])
        both = known is None or {"VBD", "VBN"} <= known[1]
        particle, end = self.particle(lemma, end)
        state = lemma in _STATE and end < self.n and self.tag[end] in ("VBD", "VBN") and particle is None
        if state:
            passive, head, lemma, end = lemma not in ("keep", "hold", "leave"), end, self.tokens[end].lemma, end + 1
        return VerbGroup(
            start, end, head, lemma, form, tense=tense, modal=modal, particle=particle,
            passive=passive or (form == "participle"), perfect="have" in helpers,
            progressive=tag == "VBG" and "be" in helpers,
            negated=negated, state=state, ambiguous=lead == "VBD" and not helpers and both,
        )  # fmt: skip

    def particle(self, lemma: str, end: int) -> tuple[str | None, int]:
        if end >= self.n or self.low[end] not in PARTICLES | {"fire"}:
            return None, end
        if self.low[end] == "fire" and lemma != "open":
            return None, end
        word = self.low[end]
        if lemma == "be" and word in ("out", "over", "up", "down", "off"):
            return word, end + 1
        if (lemma, word) in PHRASAL and self.low[end : end + 2] != ["out", "of"]:
            return word, end + 1
        following = self.tag[end + 1] if end + 1 < self.n else "PUNCT"
        if following in ("PUNCT", "CC", "RB", "IN", "TO", "WRB") and self.low[end : end + 2] not in (
            ["out", "of"],
            ["up", "to"],
        ):
            return word, end + 1
        return None, end

    def noun_phrase(self, i: int) -> NounPhrase | None:
        if self.tag[i] == "PRP":
            return NounPhrase(i, i + 1, i)
        j, head, adjective = i, -1, -1
        while j < self.n:
            step = self.takes(i, j, head)
            if not step:
                break
            if self.tag[j] in NOUN or (self.tag[j] == "CD"):
                head = j
            elif self.tag[j] == "JJ":
                adjective = j
            j += step
        if head < 0 and adjective >= 0 and self.tag[i] in ("DT", "PRP$"):
            head = adjective
        if head < 0 and adjective >= 0 and self.low[adjective] in ("many", "several", "most", "few"):
            head = adjective
        if head < 0:
            return NounPhrase(i, i + 1, i) if self.tag[i] == "DT" and self.low[i] in _STANDALONE else None
        end = head + 1
        while end < j and self.low[end] in ("”", '"') and not any(self.low[k] in ("“", '"') for k in range(i, i)):
            end += 1
        return NounPhrase(i, end, head, time=self.is_time(i, head))

    def is_time(self, start: int, head: int) -> bool:
        low = self.low[head]
        word = self.tokens[head].lemma if self.tag[head] == "NNS" else low
        named = low in WEEKDAYS or (low in MONTHS and self.tag[head] == "NNP")
        dated = self.tag[head] == "CD" and any(
            self.low[k] in MONTHS and self.tag[k] == "NNP" for k in range(start, head)
        )
        return named or dated or word in PERIODS

    def takes(self, start: int, j: int, head: int) -> int:
        """How many tokens the noun phrase begun at `start` takes at `j` (0: it ends here)."""
        tag, low = self.tag[j], self.low[j]
        after = self.tag[j + 1] if j + 1 < self.n else "$"
        if tag in ("DT", "PRP$"):
            return int(head < 0 and (j == start or self.tag[j - 1] in ("DT", "JJ") or self.low[j - 1] in ("of",)))
        if low == "per" and head >= 0 and self.low[j + 1 : j + 2] == ["cent"]:
            return 2
        if head >= 0 and low in _COMPASS and self.low[j + 1 : j + 2] == ["of"] and self.tag[j - 1] in NOUN:
            return 0
        if (
            low == "of"
            and head == j - 1
            and self.low[head] in _OF_TITLES
            and after == "NNP"
            and self.tokens[head].text[0].isupper()
        ):
            return 1
        if tag in NOUN:
            fresh = head >= 0 and (self.time_starts(j) or self.new_name(head, j))
            return 0 if fresh else 1
        if tag == "CD":
            if head >= 0 and self.low[head] in ("magnitude", "category", "level", "type", "number"):
                return 1
            return int(head < 0 or self.tag[head] in ("CD",) or (self.tag[head] in ("NNP", "NN") and after not in NOUN))
        if tag == "JJ":
            if head >= 0 and self.low[head] in WEEKDAYS and self.tag[j - 1] != "POS":
                return 0
            if j > start and self.tag[j - 1] == "CC" and self.tokens[j].text[0].isupper():
                return 1
            if (
                head >= 0
                and self.tag[j - 1] != "POS"
                and not (self.tag[head] in ("NNP", "CD") and self.noun_follows(j))
            ):
                return 0
            return 0 if head >= 0 and self.time_starts(j) else 1
        if tag == "POS":
            return int(head == j - 1 or (j > start and self.low[j - 1] in ("another", "other")))
        if tag == "RB":
            opens = j > start or low in _DEGREE
            return int(head < 0 and after in ("JJ", "CD") and self.noun_follows(j + 1) and opens)
        if tag == "VBG":
            return int(
                (low in _SWELLING or (j > start and self.tag[j - 1] in ("DT", "PRP$", "JJ")))
                and after in NOUN
                and head < 0
            )
        if tag == "PUNCT" and low in ("“", '"', "‘", "”", "’", "&") and j > start:
            return int(head < 0 and after in NOUN | {"JJ"}) or int(low in ("”", '"') and head == j - 1)
        if tag == "CC" and j > start:
            return int(self.joins_modifiers(j, head))
        return 0

    def noun_follows(self, j: int) -> bool:
        while j + 1 < self.n and self.tag[j + 1] in ("JJ", "CD"):
            j += 1
        return j + 1 < self.n and self.tag[j + 1] in NOUN

    def time_starts(self, j: int) -> bool:
        low = self.low[j]
        nxt = self.low[j + 1] if j + 1 < self.n else ""
        if low in ("last", "next", "past", "this") and (
            nxt in PERIODS | WEEKDAYS | MONTHS or (nxt.endswith("s") and nxt[:-1] in PERIODS)
        ):
            return True
        if low in ("late", "early") and (nxt in WEEKDAYS | MONTHS or nxt in ("on", "in")):
            return True
        weekday = low in WEEKDAYS or low in ("today", "yesterday", "tomorrow", "tonight")
        return (
            weekday
            and self.tag[j - 1] in NOUN
            and nxt not in ("night", "morning", "afternoon", "evening")
            or low in ("today", "yesterday", "tomorrow")
        )

    def new_name(self, head: int, j: int) -> bool:
        """A common plural noun followed by a name begins another phrase: "told reporters Iran would", "says Moscow"."""
        if self.tag[j] in ("NNS", "NNP") and self.low[head] in PERIODS and self.tag[head] == "NN" and head == j - 1:
            return self.tag[j] == "NNS" or self.low[j] not in MONTHS | WEEKDAYS
        return (
            self.tag[j] == "NNP" and self.tag[head] == "NNS" and head == j - 1 and self.tokens[head].text[:1].islower()
        )

    def joins_modifiers(self, j: int, head: int) -> bool:
        before, after = self.tag[j - 1], self.tag[j + 1] if j + 1 < self.n else "$"
        if self.low[j] != "and":
            return False
        if before == "JJ" and after == "JJ" and head < 0 and self.noun_follows(j + 1):
            return True
        words = [t.text for t in self.tokens[j + 1 : j + 5]]
        titled = next(
            (
                k
                for k, w in enumerate(words)
                if w in ("Minister", "Ministry", "Secretary", "Department", "Office", "Agency")
            ),
            -1,
        )
        return (
            titled >= 0
            and self.tokens[j - 1].text[:1].isupper()
            and all(w[:1].isupper() for w in words[: titled + 1])
            and titled > 0
        )


def _mark(low: str) -> JointKind:
    if low in (",", "(", ")", "—", "–", "-"):
        return "comma"
    if low in (";", ":", ".", "!", "?", "…"):
        return "stop"
    return "quote" if low in ("“", "”", '"', "‘", "’", "'", "«", "»") else "mark"


def _after_noun(before: Phrase, low: list[str], i: int) -> bool:
    if isinstance(before, NounPhrase | PrepPhrase):
        return True
    return isinstance(before, Joint) and before.kind == "comma" and i >= 2


def _join_lists(phrases: list[Phrase], tokens: tuple[Token, ...]) -> list[Phrase]:
    """Make "A, B and C" one noun phrase with members, where no verb claims the last of them for itself."""
    made: list[Phrase] = []
    i = 0
    while i < len(phrases):
        first = phrases[i]
        noun = first.noun if isinstance(first, PrepPhrase) else first
        if isinstance(first, PrepPhrase) and _parenthetical(phrases, i) and isinstance(made[-2], PrepPhrase):
            other = phrases[i + 3]
            assert isinstance(other, NounPhrase)
            holder = made[-2]
            whole = NounPhrase(holder.noun.start, other.end, holder.noun.head, members=(holder.noun, other))
            made[-2] = replace(holder, end=other.end, noun=whole)
            made.append(first)
            i += 4
            continue
        if not isinstance(noun, NounPhrase):
            made.append(first)
            i += 1
            continue
        members, j = [noun], i
        while (step := _next_member(phrases, j, len(members), made, tokens)) is not None:
            j = step
            found = phrases[j]
            members.append(found.noun if isinstance(found, PrepPhrase) else found)  # type: ignore[arg-type]
        if len(members) > 1 and any(_and_between(phrases, i, j)):
            whole = NounPhrase(noun.start, members[-1].end, noun.head, members=tuple(members), time=noun.time)
            made.append(replace(first, end=whole.end, noun=whole) if isinstance(first, PrepPhrase) else whole)
            i = j + 1
        else:
            made.append(first)
            i += 1
    return made


def _name_roles(phrases: list[Phrase], tokens: tuple[Token, ...]) -> list[Phrase]:
    """ "with his host, Ararat Mirzoyan": a role and, after a comma, who bears it."""
    for i in range(len(phrases) - 2):
        first, second = phrases[i], phrases[i + 2]
        noun = first.noun if isinstance(first, PrepPhrase) else first
        if (
            not isinstance(noun, NounPhrase)
            or noun.members
            or not isinstance(second, NounPhrase)
            or second.members
            or not _is(phrases, i + 1, "comma")
        ):
            continue
        closed = i + 3 >= len(phrases) or _is(phrases, i + 3, "comma") or _is(phrases, i + 3, "stop")
        role = tokens[noun.head].tag == "NN" and roles().kinds.get(tokens[noun.head].lower) == "person"
        if closed and role and tokens[second.head].tag == "NNP" and not second.time:
            named = replace(noun, apposition=second)
            phrases[i] = replace(first, noun=named) if isinstance(first, PrepPhrase) else named
    return phrases


def _parenthetical(phrases: list[Phrase], i: int) -> bool:
    """ "between Aghband, in Zangilan district, and Kalaleh": is the phrase at i the one inside the commas?"""
    opened = i >= 2 and _is(phrases, i - 1, "comma")
    closed = _is(phrases, i + 1, "comma") and _is(phrases, i + 2, "and")
    return (
        opened
        and closed
        and i + 3 < len(phrases)
        and isinstance(phrases[i + 3], NounPhrase)
        and not _verb_follows(phrases, i + 3)
    )


def _and_between(phrases: list[Phrase], i: int, j: int) -> list[bool]:
    return [isinstance(p, Joint) and p.kind == "and" for p in phrases[i:j] if isinstance(p, Joint) and p.kind == "and"]


def _next_member(
    phrases: list[Phrase], j: int, count: int, made: list[Phrase], tokens: tuple[Token, ...]
) -> int | None:
    k = j + 1
    comma = _is(phrases, k, "comma")
    k += comma
    last = _is(phrases, k, "and")
    k += last
    while _is(phrases, k, "quote"):
        k += 1
    if not (comma or last) or k >= len(phrases) or not isinstance(phrases[k], NounPhrase):
        return None
    candidate = phrases[k]
    assert isinstance(candidate, NounPhrase)
    if candidate.time:
        return None
    if last and _verb_follows(phrases, k) and _verb_behind(made):
        return None
    if not last and not _list_goes_on(phrases, k):
        return None
    if tokens[candidate.head].tag == "PRP" and last and _verb_follows(phrases, k):
        return None
    return k


def _list_goes_on(phrases: list[Phrase], k: int) -> bool:
    """After a comma the list must come to an "and" with nothing but noun phrases and their "of" between."""
    k += 1
    for _ in range(40):
        if _is(phrases, k, "and"):
            following = phrases[k + 1] if k + 1 < len(phrases) else None
            return isinstance(following, NounPhrase) and not following.time
        if not (_is(phrases, k, "comma") or (k < len(phrases) and isinstance(phrases[k], NounPhrase))):
            return False
        if _is(phrases, k, "comma") and _is(phrases, k + 1, "and"):
            following = phrases[k + 2] if k + 2 < len(phrases) else None
            return isinstance(following, NounPhrase) and not _verb_follows(phrases, k + 2)
        k += 1
    return False


def _is(phrases: list[Phrase], k: int, kind: JointKind) -> bool:
    if k >= len(phrases):
        return False
    phrase = phrases[k]
    return isinstance(phrase, Joint) and phrase.kind == kind


def _verb_follows(phrases: list[Phrase], k: int) -> bool:
    """Is the noun phrase at k the subject of a finite verb right after it (adverbs and "of" phrases between
    allowed)?"""
    for phrase in phrases[k + 1 : k + 5]:
        if isinstance(phrase, VerbGroup):
            return phrase.form == "finite"
        if isinstance(phrase, PrepPhrase):
            continue
        if not (isinstance(phrase, Joint) and phrase.kind in ("adverb", "quote")):
            return False
    return False


def _verb_behind(made: list[Phrase]) -> bool:
    """Has every clause begun since the last stop its finite verb already?"""
    wanted, found = 1, 0
    for phrase in reversed(made):
        if isinstance(phrase, VerbGroup):
            found += phrase.form == "finite"
        elif isinstance(phrase, Joint) and phrase.kind in ("sub", "relative"):
            wanted += 1
        elif isinstance(phrase, Joint) and phrase.kind == "stop":
            break
    return found >= wanted
