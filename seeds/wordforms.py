"""Word forms: the known words of `lexicon.toml`, their inflections, and what an ending gives away."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

PLURALS = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "servicemen": "serviceman",
    "crises": "crisis",
    "policemen": "policeman", "gunmen": "gunman", "spokesmen": "spokesman", "fishermen": "fisherman", "lives": "life",
    "bases": "base", "thieves": "thief", "knives": "knife", "troops": "troop", "headquarters": "headquarters",
    "barracks": "barracks", "customs": "customs", "avalanches": "avalanche", "caches": "cache", "axes": "axe",
    "talks": "talks", "forces": "force", "militiamen": "militiaman",
}  # fmt: skip
_NO_MEN = frozenset(
    """specimen regimen acumen abdomen omen ramen semen stamen hymen dolmen
    yemen turkmen bremen carmen tiananmen xiamen""".split()
)
_SHORT = re.compile(r"[^aeiou]+[aeiou][bdgmnprt]")  # "nab": "nabbed"
_NEVER_VERBS = frozenset("loss home crackdown standoff shot".split())
_SHORT_IRREGULAR = frozenset(
    """begin bid cut dig forget get hit let put quit rid
    run set shed shut sit spin spit split swim win upset reset""".split()
)
_TAKE_ES = frozenset("go do undergo veto echo torpedo embargo".split())
_NATION = re.compile(
    r"[A-Z]\w+(?:ian|ean|ish|ese)$|(?:Azerbaijani|Israeli|Iraqi|Pakistani|Yemeni|Saudi|Omani|Qatari|Kuwaiti|Bahraini"
    r"|Emirati|Somali|Afghan|German|American|African|Mexican|Cuban|French|Dutch|Greek|Czech|Turkic|Kurdish|Libyan|Kenyan|Kyrgyz|Kazakh"
    r"|Uzbek|Tajik|Turkmen|Nepali|Bangladeshi)$"
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


def _inflect(
    forms: dict[str, tuple[str, set[str]]], lemma: str, past: str, participle: str, doubling: frozenset[str]
) -> None:
    for form, tag in (
        (lemma, "VB"), (_third(lemma), "VBZ"), (past, "VBD"), (participle, "VBN"), (_gerund(lemma,
        lemma in doubling), "VBG"),
    ):  # fmt: skip
        forms.setdefault(form, (lemma, set()))[1].add(tag)


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in _TAKE_ES:
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


def irregular_plural(noun: str) -> bool:
    """ "gunmen", "schoolchildren", "townspeople": a plural without an s."""
    return noun in PLURALS or (noun.endswith("men") and len(noun) > 4 and noun not in _NO_MEN)


def singular(noun: str) -> str:
    """The singular of a plural noun, as far as endings tell.

    >>> singular("ministries"), singular("clashes"), singular("drills"), singular("forces"), singular("boatmen")
    ('ministry', 'clash', 'drill', 'force', 'boatman')
    """
    if noun in PLURALS:
        return PLURALS[noun]
    if irregular_plural(noun):
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4 and noun != "series":
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


def guess_lemma(low: str) -> str:
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


def is_demonym(word: str) -> bool:
    return bool(_NATION.match(word))
