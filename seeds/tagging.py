"""A small rule tagger: Penn-like tags and lemmas for the words of one sentence.

It exists to tell trigger verbs from nouns and to give clauses their joints; it is not a parser. Known words come from
`lexicon.toml`, the rest from endings, capitals and neighbours, left to right, in one pass.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

NOUN = frozenset({"NN", "NNS", "NNP"})
VERB = frozenset({"VB", "VBP", "VBZ", "VBD", "VBN", "VBG"})
FINITE = frozenset({"VBP", "VBZ", "VBD", "MD"})

BE = frozenset("be am is are was were been being 's 're 'm".split())
HAVE = frozenset("have has had having 've".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would shall should can could may might must 'll 'd ca wo ought".split())
NEGATIONS = frozenset("not n't never".split())

_CLOSED: dict[str, str] = {
    **dict.fromkeys("a an the this these those no every each any some".split(), "DT"),
    **dict.fromkeys("all both another either neither such".split(), "DT"),
    **dict.fromkeys("i he she it we they him them us me you himself itself themselves herself one's".split(), "PRP"),
    **dict.fromkeys("my your his its our their".split(), "PRP$"),
    **dict.fromkeys("who which whom".split(), "WDT"),
    "whose": "WP$",
    **dict.fromkeys("where when why how".split(), "WRB"),
    **dict.fromkeys("what whatever whoever".split(), "WP"),
    **dict.fromkeys("and or but nor yet".split(), "CC"),
    **dict.fromkeys(MODALS, "MD"),
    **dict.fromkeys(
        """of in on at by for from with without within into onto through throughout across over under below above along
        alongside amid amidst among amongst against after before since until till during despite near beside behind
        between beyond toward towards upon around about off up down out inside outside as than like per via because
        although though while whereas whether if unless once except including following regarding concerning
        opposite past so lest atop aboard ahead amid""".split(),
        "IN",
    ),
    **dict.fromkeys(NEGATIONS, "RB"),
    "am": "VBP", "is": "VBZ", "are": "VBP", "was": "VBD", "were": "VBD", "be": "VB", "been": "VBN", "being": "VBG",
    "have": "VBP", "has": "VBZ", "had": "VBD", "having": "VBG", "'ve": "VBP", "'re": "VBP", "'m": "VBP",
    "do": "VBP", "does": "VBZ", "did": "VBD", "'ll": "MD", "'d": "MD",
    "there": "EX", "to": "TO", "much": "RB", "more": "JJ", "most": "JJ", "least": "JJ", "less": "JJ", "fewer": "JJ",
    **dict.fromkeys(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety million billion thousand""".split(),
        "CD",
    ),
}  # fmt: skip
_LEMMAS = dict.fromkeys(BE, "be") | dict.fromkeys(HAVE, "have") | dict.fromkeys(DO, "do")
_LEMMAS |= {"n't": "not", "ca": "can", "wo": "will", "'ll": "will", "'d": "would", "done": "do", "doing": "do"}
_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "servicemen": "serviceman",
    "crises": "crisis",
    "policemen": "policeman", "gunmen": "gunman", "spokesmen": "spokesman", "fishermen": "fisherman", "lives": "life",
    "bases": "base", "thieves": "thief", "knives": "knife", "troops": "troop", "headquarters": "headquarters",
    "barracks": "barracks", "customs": "customs", "avalanches": "avalanche", "caches": "cache", "axes": "axe",
    "talks": "talks", "forces": "force", "militiamen": "militiaman",
}  # fmt: skip
_NOUN_ENDINGS = (
    "tion", "sion", "ment", "ness", "ity", "ism", "ist", "ance", "ence", "ship", "hood", "ure", "age", "cy", "dom",
    "er", "or",
)  # fmt: skip
_ADJ_ENDINGS = (
    "ous",
    "ful",
    "less",
    "ive",
    "able",
    "ible",
    "ical",
    "ic",
    "ish",
    "ary",
    "al",
    "ern",
    "led",
    "backed",
    "based",
    "ese",
)
_GONE_TO = frozenset("jail prison police court school hospital work market war camp safety".split())
_ADVERBIAL = frozenset("still just only even long first then now once twice also".split())
_SOMETIMES = frozenset("meeting crossing landing training building beating".split())
_WENT = frozenset(
    """left fled travelled traveled passed crossed moved escaped arrived returned rose fell grew shrank dropped won
    lost increased""".split()
)
_COUNTS = (["at", "least"], ["more", "than"], ["up", "to"], ["as", "many"], ["at", "most"], ["no", "fewer"])
_MANY = frozenset("about around some nearly over several dozens hundreds thousands scores many almost roughly".split())
_SAY = frozenset("say report state claim show warn suggest reveal announce".split())
_CLOCK = frozenset("hour minute day second moment".split())
_STAY = frozenset("stay remain keep lie stand".split())
_PERIODS = frozenset(
    """week weekend month year decade century night summer winter spring autumn fall season monday tuesday wednesday
    thursday
    friday saturday sunday january february march april may june july august september october november december few
    two three
    five six seven ten""".split()
)
_TO_IS_PREPOSITION = frozenset(
    "related due according linked close contrary next thanks owing committed subject tied access".split()
)


@dataclass(slots=True)
class Lexicon:
    """Forms of known verbs (form -> lemma and possible tags) and the other word lists."""

    verbs: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    both: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()  # lemmas of the known verbs


@cache
def past_forms() -> dict[str, tuple[str, str]]:
    """Lemma -> (past, past participle) of the known verbs."""
    forms: dict[str, dict[str, str]] = {}
    for form, (lemma, tags) in lexicon().verbs.items():
        for tag in sorted(tags & {"VBD", "VBN"}):
            known = forms.setdefault(lemma, {})
            if tag not in known or known[tag] == lemma:
                known[tag] = form
    return {lemma: (f["VBD"], f["VBN"]) for lemma, f in forms.items() if len(f) == 2}


@cache
def lexicon() -> Lexicon:
    """The bundled word lists, read once, at first use."""
    data = tomllib.loads(files("seeds").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    forms: dict[str, tuple[str, set[str]]] = {}
    doubling = frozenset(data["double"].split())
    doubling |= {word for word in data["verbs"].split() + data["noun_verbs"].split() if _SHORT.fullmatch(word)}
    irregular = [tuple(entry.split()) for entry in data["irregular"].split(";") if entry.strip()]
    listed = data["verbs"].split() + data["noun_verbs"].split() + data["double"].split()
    for lemma, past, participle in irregular:
        _inflect(forms, lemma, past, participle, doubling | _SHORT_IRREGULAR)
    for lemma in sorted(set(listed) - {i[0] for i in irregular} - _NEVER_VERBS):
        past = _past(lemma, lemma in doubling)
        _inflect(forms, lemma, past, past, doubling)
    both = frozenset(data["noun_verbs"].split())
    nouns = frozenset(data["nouns"].split())
    return Lexicon(
        verbs={form: (lemma, frozenset(tags)) for form, (lemma, tags) in forms.items()},
        both=both | frozenset(_third(word) for word in both) | (nouns & frozenset(forms)),
        nouns=nouns,
        adjectives=frozenset(data["adjectives"].split()),
        adverbs=frozenset(data["adverbs"].split()),
        roots=frozenset(lemma for lemma, _ in forms.values()),
    )


_SHORT = re.compile(r"[^aeiou]+[aeiou][bdgmnprt]")  # "nab": "nabbed"
_NEVER_VERBS = frozenset("loss home crackdown standoff shot".split())
_SHORT_IRREGULAR = frozenset(
    """begin bid cut dig forget get hit let put quit rid
    run set shed shut sit spin spit split swim win upset reset""".split()
)


def _inflect(
    forms: dict[str, tuple[str, set[str]]], lemma: str, past: str, participle: str, doubling: frozenset[str]
) -> None:
    for form, tag in (
        (lemma, "VB"), (_third(lemma), "VBZ"), (past, "VBD"), (participle, "VBN"), (_gerund(lemma,
        lemma in doubling), "VBG"),
    ):  # fmt: skip
        forms.setdefault(form, (lemma, set()))[1].add(tag)


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in (
        "go",
        "do",
        "undergo",
        "veto",
        "echo",
        "torpedo",
        "embargo",
    ):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str, doubles: bool) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if doubles else "") + "ed"


def _gerund(lemma: str, doubles: bool) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if doubles else "") + "ing"


def singular(noun: str) -> str:
    """The singular of a plural noun, as far as endings tell.

    >>> singular("ministries"), singular("clashes"), singular("drills"), singular("forces")
    ('ministry', 'clash', 'drill', 'force')
    """
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4 and noun != "series":
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


def tag_words(words: Sequence[str]) -> list[tuple[str, str]]:
    """(tag, lemma) of each word of one sentence.

    >>> [tag for tag, _ in tag_words("Iran holds a military drill near the border .".split())]
    ['NNP', 'VBZ', 'DT', 'JJ', 'NN', 'IN', 'DT', 'NN', 'PUNCT']
    """
    return _Tagger(words).run()


class _Tagger:
    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.lower = [w.lower().replace("’", "'") for w in words]
        self.lex = lexicon()
        self.tags: list[str] = []
        self.finite_seen = False
        capitals = sum(w[:1].isupper() for w in words if w[:1].isalpha())
        letters = sum(w[:1].isalpha() for w in words)
        self.title_case = letters >= 4 and capitals >= 0.7 * letters and words[-1] not in (".", "!", "?")

    def run(self) -> list[tuple[str, str]]:
        for i in range(len(self.words)):
            tag = self.choose(i)
            self.tags.append(tag)
            if tag in FINITE:
                self.finite_seen = True
            elif tag in ("CC", "PUNCT", "WDT", "WRB", "WP") or self.lower[i] in (
                "that",
                "after",
                "as",
                "while",
                "because",
            ):
                self.finite_seen = False
        return [(tag, self.lemma(i, tag)) for i, tag in enumerate(self.tags)]

    def lemma(self, i: int, tag: str) -> str:
        low = self.lower[i]
        if tag == "POS":
            return "'s"
        if tag in VERB or tag == "MD":
            if low in _LEMMAS:
                return _LEMMAS[low]
            known = self.lex.verbs.get(low)
            return known[0] if known else _guess_lemma(low)
        if tag == "JJ" and low in self.lex.verbs and low.endswith(("ed", "en", "ing")):
            return low
        return singular(low) if tag == "NNS" else low

    def prev(self, i: int, *, skip_adverbs: bool = False) -> tuple[str, str]:
        j = i - 1
        while skip_adverbs and j >= 0 and (self.tags[j] == "RB" or self.lower[j] in ('"', "“", "”")):
            j -= 1
        return (self.tags[j], self.lower[j]) if j >= 0 else ("^", "")

    def peek(self, i: int) -> str:
        """A first guess at the tag of the word at i, before its turn comes."""
        if i >= len(self.words):
            return "$"
        word, low = self.words[i], self.lower[i]
        if low in _CLOSED:
            return _CLOSED[low]
        if not word[0].isalnum():
            return "PUNCT" if word[0] not in "'’" else "POS"
        if word[0].isdigit():
            return "CD"
        if word[0].isupper() and not self.title_case:
            return "NNP"
        if low in self.lex.adjectives:
            return "JJ"
        if low in self.lex.nouns or low in self.lex.both:
            return "NN"
        if low in self.lex.verbs:
            return min(self.lex.verbs[low][1])
        if low in self.lex.adverbs or low.endswith("ly"):
            return "RB"
        return "JJ" if low.endswith(_ADJ_ENDINGS) else "NN"

    def choose(self, i: int) -> str:
        word, low = self.words[i], self.lower[i]
        if low in _CLOSED:
            return self.closed(i, low)
        if low == "that":
            return self.that(i)
        if low in ("'s", "'"):
            return self.clitic(i, low)
        if low == "her":
            return "PRP$" if self.peek(i + 1) in NOUN or self.peek(i + 1) == "JJ" else "PRP"
        if not any(c.isalnum() for c in word):
            return "PUNCT"
        if word[0].isdigit():
            return "JJ" if "-" in word and word[-1].isalpha() else "CD"
        if word[0].isupper() and not self.title_case and not self.starts(i):
            return "NNP"
        return self.open(i, low)

    def starts(self, i: int) -> bool:
        return all(not w[:1].isalnum() for w in self.words[:i])

    def closed(self, i: int, low: str) -> str:
        tag = _CLOSED[low]
        if self.words[i] == "US":
            return "NNP"
        if low == "aboard" and self.peek(i + 1) not in ("DT", "PRP$", "NNP", "CD", "PRP"):
            return "RB"
        if low == "per" and self.lower[i + 1 : i + 2] == ["cent"]:
            return "NN"
        if low == "yet" and self.prev(i)[0] not in ("PUNCT", "^"):
            return "RB"
        if low == "to":
            _, prev = self.prev(i)
            if (
                self.lower[i + 1 : i + 2]
                and self.lower[i + 1] in _GONE_TO
                and self.peek(i + 2) in ("PUNCT", "IN", "CC")
            ):
                return "IN"
            return "IN" if prev in _TO_IS_PREPOSITION or not self.can_be_base(i + 1) else "TO"
        if low == "much" and self.lower[i + 1 : i + 2] == ["of"]:
            return "NN"
        if low in ("have", "do") and self.prev(i, skip_adverbs=True)[0] in ("TO", "MD"):
            return "VB"
        if low in ("either", "neither") and self.peek(i + 1) in VERB | {"IN"}:
            return "CC"
        if low == "there":
            return "EX" if self.lower[i + 1 : i + 2] and self.lower[i + 1] in BE | HAVE | MODALS else "RB"
        if low in ("may", "will", "can") and self.words[i][0].isupper() and not self.starts(i) and not self.title_case:
            return "NNP"
        if low in ("may", "march") and self.peek(i + 1) == "CD":
            return "NNP"
        if low in ("will", "can") and self.prev(i)[0] in ("DT", "PRP$", "JJ"):
            return "NN"
        if low == "following" and self.prev(i, skip_adverbs=True)[1] in BE:
            return "VBG"
        if low in ("following", "opposite", "past") and self.prev(i)[0] in ("DT", "PRP$"):
            return "JJ"
        if low in ("including", "regarding", "concerning") and self.prev(i, skip_adverbs=True)[1] in BE:
            return "VBG"
        return tag

    def can_be_base(self, i: int) -> bool:
        while i < len(self.words) and self.lower[i].endswith("ly") and self.lower[i] not in self.lex.verbs:
            i += 1
        if i >= len(self.words):
            return False
        low = self.lower[i]
        if low in ("be", "have", "do"):
            return True
        known = self.lex.verbs.get(low)
        capital = self.words[i][0].isupper() and not self.title_case
        return known is not None and "VB" in known[1] and not capital

    def that(self, i: int) -> str:
        prev, _ = self.prev(i)
        after = self.peek(i + 1)
        low = self.lower[i + 1] if i + 1 < len(self.words) else ""
        verbal = low in BE | HAVE | MODALS | DO or (
            low in self.lex.verbs and low not in self.lex.both and after != "JJ"
        )
        if prev == "IN" and self.lower[i - 1] not in ("so", "than", "because"):
            return "DT"
        if verbal and prev in NOUN | {"PUNCT", "CD"}:
            return "WDT"
        if verbal and prev in ("VBD", "VBN", "VBZ", "VBP", "CC", "^"):
            return "DT"
        if after == "NN" and not low.endswith("s") and prev in ("^", "CC", "PUNCT", "TO", "VB"):
            return "DT"
        return "IN"

    def clitic(self, i: int, low: str) -> str:
        prev, prev_low = self.prev(i)
        if low == "'":
            return "POS" if prev in NOUN and prev_low.endswith("s") else "PUNCT"
        if prev in ("PRP", "EX", "WDT", "WP", "WRB") or (prev == "DT" and prev_low in ("that", "this")):
            return "VBZ"
        after = self.peek(i + 1)
        return (
            "VBZ"
            if prev in NOUN and after in ("DT", "IN", "RB") and self.lower[i + 1] in ("not", "a", "the")
            else "POS"
        )

    def open(self, i: int, low: str) -> str:
        lex = self.lex
        known = lex.verbs.get(low)
        first_capital = self.words[i][0].isupper() and (self.starts(i) or self.title_case)
        if low in ("last", "next", "past") and self.lower[i + 1 : i + 2] and self.lower[i + 1] in _PERIODS:
            return "JJ"
        if low in ("back", "home") and self.prev(i)[0] in NOUN | {"PRP"} and self.peek(i + 1) in ("IN", "TO", "PUNCT"):
            return "RB"
        if low in ("later", "earlier") and i and singular(self.lower[i - 1]) in _PERIODS | _CLOCK:
            return "RB"
        if low in _ADVERBIAL and self.starts_verb(i + 1):
            return "RB"
        if low == "close" and self.lower[i + 1 : i + 2] == ["to"] and self.prev(i)[0] not in ("TO", "MD", "DT"):
            return "RB"
        if low.endswith("est") and self.prev(i)[0] in ("DT", "PRP$", "POS") and low not in lex.nouns and not known:
            return "JJ"
        if low in lex.adjectives and low in lex.nouns and not known:
            return self.adjective_or_noun(i, low)
        if low in lex.nouns and not known:
            return "NNS" if low.endswith("s") and not low.endswith("ss") else "NN"
        if known:
            return self.verbal(i, low, known[1])
        if low in lex.adjectives:
            return self.adjective_or_noun(i, low)
        if low in lex.adverbs or (low.endswith("ly") and not (first_capital and not self.from_adjective(low))):
            return "RB"
        unsure = low.endswith(("ed", "ing", "ly")) and (low.endswith("ly") or _guess_lemma(low) in lexicon().roots)
        if first_capital and not self.title_case and not unsure:
            known_plural = singular(low) in lex.nouns or singular(low) in lex.both
            common = low in lex.adjectives or known_plural or singular(low).endswith(_NOUN_ENDINGS[:11])
            common = common or low.endswith(("ers", "ors")) or low in _PLURALS
            return ("NNS" if low.endswith("s") or low in _PLURALS else "NN") if common else "NNP"
        if low.endswith("ing") and len(low) > 5:
            return self.verbal(i, low, frozenset({"VBG"}))
        if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
            return self.verbal(i, low, frozenset({"VBD", "VBN"}))
        if low.endswith(_ADJ_ENDINGS) and not low.endswith(("er", "or")):
            return self.adjective_or_noun(i, low)
        if self.title_case and self.words[i][0].isupper() and not low.endswith("s"):
            return "NNP"
        return "NNS" if low.endswith("s") and not low.endswith(("ss", "us", "is")) else "NN"

    def from_adjective(self, low: str) -> bool:
        """Is a word in -ly an adverb ("Officially") and not a name ("Italy")?"""
        stem = low[:-2]
        known = self.lex.adjectives | self.lex.nouns
        return (
            stem in known
            or stem + "le" in known
            or stem in self.lex.verbs
            or stem[:-1] + "y" in known
            or stem.endswith(("al", "ed", "ent", "ous"))
        )

    def starts_verb(self, i: int) -> bool:
        known = self.lex.verbs.get(self.lower[i]) if i < len(self.words) else None
        return known is not None and bool(known[1] & {"VBZ", "VBD"}) and self.words[i][0].islower()

    def adjective_or_noun(self, i: int, low: str) -> str:
        after = self.peek(i + 1)
        if low in self.lex.both or low in self.lex.nouns or low.endswith("al"):
            prev = self.prev(i)[0]
            if prev in ("DT", "PRP$", "JJ", "POS", "CD", "NNP", "IN") and after not in NOUN | {"JJ", "VBG", "CC"}:
                return "NN"
        if low in self.lex.adverbs and (after not in NOUN | {"JJ"} or self.prev(i)[0] == "MD"):
            return "RB"
        return "JJ"

    def verbal(self, i: int, low: str, tags: frozenset[str]) -> str:
        following = self.peek(i + 1)
        if (
            "VB" in tags
            and "VBD" in tags
            and self.prev(i)[0] == "NNP"
            and following in NOUN
            and i <= 4
            and not self.finite_seen
            and not self.finite_ahead(i)
        ):
            return "VBD"
        if (
            "VB" in tags
            and tags & {"VBD"}
            and self.prev(i)[0] in ("NN", "NNP", "NNS")
            and (following in ("DT", "PRP$", "CD", "NNP", "PRP") or self.qualified_name(i + 1))
        ):
            return "VBD"
        alone = {"VB", "VBD"} <= tags and self.prev(i)[0] in ("NN", "NNS") and following in ("IN", "TO")
        if alone and not self.finite_seen and not self.finite_ahead(i) and i <= 6:
            return "VBD"
        by_next = self.lower[i + 1 : i + 2] == ["by"]
        if tags & {"VBD", "VBN"} and not (
            tags & {"VB"} and low in self.lex.both and self.nominal_slot(i) and not by_next
        ):
            if "VB" in tags and self.prev(i, skip_adverbs=True)[0] in ("TO", "MD"):
                return "VB"
            return self.past(i, low, tags)
        if "VBG" in tags:
            return self.gerund(i, low)
        if "VBZ" in tags:
            return self.third(i, low)
        return self.base(i, low)

    def qualified_name(self, i: int) -> bool:
        """ "eastern Turkey": an adjective and a name, which only a verb can have before it and after a noun."""
        return self.peek(i) == "JJ" and self.peek(i + 1) == "NNP"

    def nominal_slot(self, i: int) -> bool:
        return self.prev(i)[0] in ("DT", "PRP$", "JJ", "POS", "CD", "IN", "NN", "NNP", "^")

    def past(self, i: int, low: str, tags: frozenset[str]) -> str:
        prev, prev_low = self.prev(i, skip_adverbs=True)
        here, _ = self.prev(i)
        after = self.peek(i + 1)
        nominal_next = (
            after in NOUN
            or self.lower[i + 1 : i + 2]
            and self.lower[i + 1] in self.lex.nouns
            or (after in ("JJ", "VBG", "VBN", "VBD") and self.peek(i + 2) in NOUN)
        )
        if prev_low in BE | HAVE and prev in VERB:
            return "VBN"
        if self.lower[i + 1 : i + 2] == ["by"] and "VBN" in tags and not (low in _WENT and prev in NOUN | {"PRP"}):
            return "VBN"
        if (
            low in self.lex.adjectives
            and nominal_next
            and here not in ("NNS", "PRP", "WDT", "NNP")
            and prev_low not in HAVE | BE
        ):
            return "JJ"
        if here == "NNP" and nominal_next and self.fronted(i) and self.finite_ahead(i):
            return "JJ"  # "In Gori masked men beat a candidate"
        if low in self.lex.adjectives and nominal_next and here == "NNP" and i > 1 and self.tags[i - 2] in ("JJ", "DT"):
            return "JJ"
        if prev in ("DT", "PRP$", "POS", "CD") and (nominal_next or self.lower[i] in self.lex.adjectives):
            return "JJ"
        if here in ("JJ", "NN", "NNP") and prev in ("JJ",) and nominal_next and after != "NNP":
            return "JJ"
        if (
            prev in ("IN",)
            and nominal_next
            and self.lower[i - 1] not in ("that", "than", "as", "after", "before", "since", "if")
        ):
            return "JJ"
        if prev in ("CC", "PUNCT") and nominal_next and after in ("NN", "NNS") and low in self.lex.adjectives:
            return "JJ"
        if low in self.lex.adjectives and here == "RB" and prev_low in BE:
            return "JJ"
        return "VBN" if "VBD" not in tags else "VBD"

    def gerund(self, i: int, low: str) -> str:
        prev, prev_low = self.prev(i, skip_adverbs=True)
        after = self.peek(i + 1)
        if prev_low in BE and prev in VERB:
            return "VBG"
        noun = low in self.lex.nouns
        if low in _SOMETIMES and self.prev(i)[0] == "PUNCT" and after == "IN" and i > 1 and self.tags[i - 2] in NOUN:
            return "VBG"
        if prev in ("DT", "PRP$", "JJ", "POS", "CD"):
            return "NN" if noun or after not in NOUN | {"JJ"} else "JJ"
        if noun:
            object_next = after in ("DT", "PRP$", "NNP", "PRP") or (
                after in ("JJ", "NN", "NNS", "CD") and prev in NOUN | {"PUNCT"}
            )
            counted = prev == "PUNCT" and (
                self.lower[i + 1 : i + 3] in _COUNTS
                or after == "CD"
                or self.lower[i + 1 : i + 2] in ([w] for w in _MANY)
            )
            object_next = object_next or counted or (prev_low == "of" and after in NOUN and self.accused(i))
            return "VBG" if object_next and prev != "^" and prev != "NNP" else "NN"
        if prev == "NNP" and self.prev(i)[0] == "NNP" and after in NOUN and self.words[i][0].isupper():
            return "NNP"
        return "VBG"

    def accused(self, i: int) -> bool:
        """ "accused Baku of opening fire": what somebody is accused of is done, not named."""
        lemmas = {self.lemma(j, self.tags[j]) for j in range(max(0, i - 7), i) if self.tags[j] in VERB}
        return bool(lemmas & {"accuse", "suspect", "convict", "acquit"})

    def third(self, i: int, low: str) -> str:
        prev, prev_low = self.prev(i)
        after = self.peek(i + 1)
        if low not in self.lex.both and low not in self.lex.nouns:
            governed = prev == "IN" and prev_low in ("with", "of", "by", "from", "for", "on", "at", "into")
            nominal = (
                governed
                or prev in ("DT", "PRP$", "JJ", "POS", "CD")
                or (prev == "NN" and self.finite_seen and prev_low in self.lex.adjectives)
            )
            return "NNS" if nominal else "VBZ"
        if prev in ("DT", "PRP$", "JJ", "POS", "CD", "IN", "^", "VBG") or is_demonym(self.words[i - 1]):
            return "NNS"
        if prev_low in ("it", "he", "she", "who", "which", "that") or prev in ("WDT", "PRP"):
            return "VBZ"
        lemma = self.lex.verbs[low][0]
        if (
            prev in ("NN", "NNP")
            and lemma in _SAY
            and self.lower[i + 1 : i + 2] in (["."], [","], [])
            and "," in self.lower[:i]
        ):
            return "VBZ"
        if (
            prev in ("NN", "NNP")
            and lemma in _STAY
            and i + 1 < len(self.words)
            and (self.starts_past(i + 1) or after == "JJ")
        ):
            return "VBZ"
        if prev == "RB" and self.prev(i, skip_adverbs=True)[0] in ("NN", "NNP"):
            return "VBZ"
        if prev in ("NN", "NNP") and not self.finite_seen and not self.finite_ahead(i):
            return "VBZ" if after in ("DT", "PRP$", "PRP", "NNP", "TO", "CD", "JJ", "NN", "NNS", "IN", "RB") else "NNS"
        return "NNS"

    def starts_past(self, i: int) -> bool:
        known = self.lex.verbs.get(self.lower[i])
        return known is not None and "VBN" in known[1]

    def fronted(self, i: int) -> bool:
        """Do only a preposition and a name stand before a word ("In Gori …")?"""
        return 2 <= i <= 4 and self.tags[0] == "IN" and all(tag == "NNP" for tag in self.tags[1:i])

    def finite_ahead(self, i: int) -> bool:
        """Is there a surer verb before the next break? Then this word is likely its subject."""
        for j in range(i + 1, min(i + 9, len(self.words))):
            low = self.lower[j]
            if low == "'s" and self.peek(j - 1) == "NNP" and self.peek(j + 1) in NOUN | {"JJ"}:
                continue
            if low in BE | HAVE | MODALS | DO:
                return True
            if low in (",", ";", ".", ":", "that", "who", "which", "and", "as", "after", "while", "when", "where"):
                return False
            known = self.lex.verbs.get(low)
            if known and low not in self.lex.both and known[1] & {"VBZ", "VBD"} and low not in self.lex.adjectives:
                return self.peek(j - 1) != "DT"
        return False

    def base(self, i: int, low: str) -> str:
        prev, prev_low = self.prev(i, skip_adverbs=True)
        here = self.prev(i)[0]
        after = self.peek(i + 1)
        if prev == "TO" or prev == "MD" or prev_low in DO or (prev_low in NEGATIONS):
            return "VB"
        if prev_low in ("they", "we", "i", "who", "you") or self.inverted(i):
            return "VB" if self.inverted(i) else "VBP"
        both = low in self.lex.both or low in self.lex.nouns
        adjective = low in self.lex.adjectives
        if here in ("DT", "PRP$", "JJ", "POS", "CD"):
            return "JJ" if adjective and (after in NOUN | {"JJ", "VBG", "VBN"} or not both) else "NN"
        if adjective and after in NOUN | {"JJ"} and prev not in ("NNS",):
            return "JJ"
        if prev == "CC" and i >= 2:
            earlier = self.tags[i - 2] if self.tags[i - 2] in VERB else self.verb_before(i)
            if earlier == "VB" and (not both or after in ("DT", "PRP$", "PRP", "NNP", "IN")):
                return "VB"
        if prev in ("NNS", "PRP") or prev_low in ("who", "which", "that", "they", "we", "you", "people", "police"):
            if not both or (not self.finite_seen and not self.finite_ahead(i)):
                return "VBP"
        if low in self.lex.adverbs and not both:
            return "RB"
        if (
            here == "PUNCT"
            and i > 2
            and self.tags[i - 2] in FINITE
            and self.lemma(i - 2, "VBZ") in _SAY
            and after in ("RB", "IN", "DT")
        ):
            return "VBP"
        if (prev == "NNP" or (prev == "NN" and "that" in self.lower[max(0, i - 5) : i])) and not both and not adjective:
            return "VBP"
        if (
            low in _SAY
            and (prev == "NNS" or (prev in NOUN and low not in self.lex.both))
            and (after in ("IN", "DT", "PUNCT", "NNP", "PRP") or self.lower[i + 1 : i + 2] == ["that"])
        ):
            return "VBP"
        if (
            here == "NN"
            and prev_low in _PERIODS | _CLOCK
            and self.lower[i - 2 : i - 1] == ["a"]
            and after in ("DT", "PRP$", "IN", "NNP")
        ):
            return "VBP"
        object_next = after in ("NNP", "DT", "CD", "PRP$") or self.qualified_name(i + 1)
        if both and here in ("NN", "NNP") and object_next and self.plural_subject(i):
            return "VBP"
        if both or prev in ("IN", "NN", "NNP"):
            return "JJ" if adjective and not both else "NN"
        return "JJ" if adjective else "VB" if prev in ("^", "CC", "PUNCT") else "VBP"

    def plural_subject(self, i: int) -> bool:
        """ "Fighters of the coalition attack Bourem": a plural opens the clause and no surer verb follows."""
        if self.finite_seen or self.finite_ahead(i) or not 2 <= i <= 8:
            return False
        opening = [tag for tag in self.tags[:i] if tag in NOUN]
        return opening[0] == "NNS" and "PUNCT" not in self.tags[:i]

    def inverted(self, i: int) -> bool:
        """ "Not until then did the two sides pull back": a bare verb after its subject after "did"."""
        for j in range(i - 2, max(-1, i - 7), -1):
            if self.lower[j] in DO and self.tags[j] in FINITE:
                return self.tags[i - 1] in NOUN | {"PRP"} and self.tags[j + 1] in NOUN | {"DT", "PRP",
                "PRP$"} and j > 0 and self.tags[j - 1] in ("IN", "CD", "RB", "NNP", "NN")  # fmt: skip
            if self.tags[j] in VERB:
                return False
        return False

    def verb_before(self, i: int) -> str:
        for tag in reversed(self.tags[max(0, i - 8) : i]):
            if tag in VERB:
                return tag
        return ""


_NATION = re.compile(
    r"[A-Z]\w+(?:ian|ean|ish|ese)$|(?:Azerbaijani|Israeli|Iraqi|Pakistani|Yemeni|Saudi|Omani|Qatari|Kuwaiti|Bahraini"
    r"|Emirati|Somali|Afghan|German|American|African|Mexican|Cuban|French|Dutch|Greek|Czech|Turkic|Kurdish|Libyan|Kenyan|Kyrgyz|Kazakh"
    r"|Uzbek|Tajik|Turkmen|Nepali|Bangladeshi)$"
)


def is_demonym(word: str) -> bool:
    return bool(_NATION.match(word))


def _guess_lemma(low: str) -> str:
    verbs = lexicon().verbs
    for ending, repairs in (
        ("ied", ("y",)),
        ("ies", ("y",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("es", ("", "e")),
        ("s", ("",)),
    ):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low[: -len(ending)]
            for repair in repairs:
                if stem + repair in verbs:
                    return stem + repair
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in verbs:
                return stem[:-1]
            return stem + repairs[0]
    return low
