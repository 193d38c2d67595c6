"""The parts of a report's headline, taken from its clause."""

from __future__ import annotations

import re
from dataclasses import replace

from seeds.article import Span
from seeds.candidates import HARM, Candidate, Scene
from seeds.casting import OF_THEM, plain
from seeds.frames import lemma_at
from seeds.headlines import Parts, Verb, compose_headline
from seeds.numerals import VAGUE
from seeds.phrases import NounPhrase, span_of
from seeds.report import Quantity, Report, Whereabouts
from seeds.wordforms import past_forms

_LEADING = frozenset(
    """in on at near around across along outside inside throughout off over into towards toward through from to
    between beside
    within""".split()
)
_ROLE_WORDS = {"via": "through", "about": "about"} | {
    r: r for r in ("in", "at", "near", "from", "to", "along", "across", "between")
}
_TOLD_PLAINLY = frozenset({"govern", "cooperate", "restrict", "ease", "sanction", "move", "protest", "detain", "agree"})
_UNCOUNTED = {*VAGUE, "several"}
_TOLD_OF_HARM = ("killed", "injured", "displaced")
_THROWN = ("shot", "grenade", "bomb", "explosive", "arms")
_NEUTRAL = frozenset("raid ambush assault stabbing arson lynching assassination killing murder beating".split())
_REACHED = Verb("reached", "reached", "reach")


def headline_of(report: Report, candidate: Candidate, scene: Scene, text: str) -> str:
    """The headline of a report, composed from its clause; other words where it would repeat the whole sentence."""
    words, places = object_and_places(report, candidate, scene, text)
    both = report.mode == "ceasefire" and len(report.actors) > 1
    words = "a ceasefire" if both else words
    told = [q for kind in _TOLD_OF_HARM for q in report.quantities if q.kind == kind and report.kind in HARM]
    parts = Parts(
        kind=report.kind, mode=report.mode, status=report.status, agents=report.actors, targets=report.targets,
        what=words,
        noun=own_noun(report, candidate, scene, text),
        verb=_REACHED if both else own_verb(candidate, words),
        subject=own_subject(candidate, scene, text) if not report.actors else None,
        where=places, speaker=told_by(report), counts=[_count_words(q) for q in told],
    )  # fmt: skip
    sentence = " ".join(scene.sentence.span.of(text).split()).rstrip(".").casefold()
    leaner = (
        parts, replace(parts, verb=None), replace(parts, where=()), replace(parts, where=(), verb=None),
        replace(parts, agents=(), subject=None),
    )  # fmt: skip
    for fewer in leaner:
        if compose_headline(fewer).casefold() != sentence:
            return compose_headline(fewer)
    return compose_headline(replace(parts, agents=(), targets=(), what=None, subject=None, verb=None))


def own_noun(report: Report, candidate: Candidate, scene: Scene, text: str) -> str | None:
    """The noun that names the event; of an accident, what it befell ("bus accident"); of an attack no loaded word."""
    noun = candidate.noun
    if noun is None:
        clause = candidate.clause
        subject = clause.subject if clause is not None and report.mode == "accident" else None
        if subject is None or not scene.reader.fits(subject, ("crash",)) or scene.reader.pronoun(subject):
            return None
        return f"{lemma_at(scene.sentence, subject.head)} accident"
    if report.kind == "attack":
        word = scene.sentence.tokens[candidate.trigger].lower
        return word if word in _NEUTRAL else None
    words = re.sub(r"[“”\"]", "", span_of(scene.sentence, noun.start, noun.end).of(text))
    return plain(words.strip(" ,.:;")) or None


def told_by(report: Report) -> str | None:
    """The speaker, unless the speaker tells of himself."""
    teller = report.attribution
    if teller is None or report.kind == "speak":
        return None
    own = any(
        a.name == teller.name or (a.country and a.country == teller.country and a.kind == teller.kind)
        for a in report.actors
    )
    return None if own else teller.name


def object_and_places(
    report: Report, candidate: Candidate, scene: Scene, text: str
) -> tuple[str | None, list[tuple[str, str]]]:
    """The object's words, and the places that it does not name already, each with its own preposition."""
    what = candidate.object if candidate.object is not None and not scene.reader.pronoun(candidate.object) else None
    if what is not None and report.kind == "attack" and scene.reader.fits(what, _THROWN):
        what = None  # rockets are not what was shelled
    places = [(w, words) for w in report.where if w.role != "about" and (words := _place_words(w.span.of(text)))]
    if report.kind in ("restrict", "sanction"):
        places = [p for p in places if p[0].role not in ("via", "to")]
    words = None
    if what is not None and report.mode != "call":
        chain = whole_object(what, scene)
        words = _plain_object(chain.of(text))
        if any(a.span is not None and a.span.overlaps(chain) for a in report.actors):
            words = None  # "An army patrol was rushed to the border": who goes is what is sent
        same = [p for p in places if p[0].span.overlaps(chain)]
        suffered = report.kind in ("deploy", "meet", "disaster") or candidate.frame.name == "unrest"
        if suffered and (same or scene.reader.fits(what, ("place",))):
            words = None
        elif same:
            places = [p for p in places if p not in same]
        elif report.kind in ("restrict", "ease", "control") and places and places[0][0].role == candidate.frame.place:
            words, places = places[0][1], places[1:]
    return words, [(preposition(w, text), name) for w, name in places]


def preposition(where: Whereabouts, text: str) -> str:
    """The word the text itself sets before a place, else the one its role suggests."""
    before = text[max(0, where.span.start - 14) : where.span.start].split()
    word = before[-1].lower() if before else ""
    met_there = word == "to" and where.role == "in"  # "flew to Tbilisi for talks"
    return word if word in _LEADING and not met_there else _ROLE_WORDS.get(where.role, "in")


def whole_object(noun: NounPhrase, scene: Scene) -> Span:
    """An object with its "of": "the village of Robotyne"."""
    tail = scene.reader.tail(noun)
    return span_of(scene.sentence, noun.start, tail[0].end if tail and tail[0].prep == "of" else noun.end)


def own_subject(candidate: Candidate, scene: Scene, text: str) -> str | None:
    """The thing that acts where nobody does: "A tunnel to open"."""
    clause = candidate.clause
    if (
        clause is None
        or clause.verb is None
        or clause.verb.passive
        or clause.subject is None
        or clause.objects
        or candidate.frame.kind not in ("cooperate", "ease")
    ):
        return None
    if candidate.source != "verb" or scene.reader.pronoun(clause.subject):
        return None
    words = _plain_object(span_of(scene.sentence, clause.subject.start, clause.subject.end).of(text))
    return words.removeprefix("No ").removeprefix("no ") if words is not None else None


def own_verb(candidate: Candidate, words: str | None) -> Verb | None:
    clause = candidate.clause
    if clause is not None and clause.objects and words is None:
        return None
    if (
        clause is None
        or clause.verb is None
        or candidate.source != "verb"
        or not candidate.plain_verb
        or candidate.frame.kind not in _TOLD_PLAINLY
    ):
        return None
    lemma, particle = clause.verb.lemma, clause.verb.particle
    if (
        candidate.frame.mode == "levy"
        or candidate.frame.name == "unrest"
        or lemma in ("plan", "schedule", "expect", "promise")
    ):
        return None
    forms = past_forms().get(lemma)
    if forms is None or clause.verb.state or lemma in ("be", "have", "do", "come", "go", "let"):
        return None
    particle = None if particle in ("through", "across") else particle
    past, participle, plain = (f"{form} {particle}" if particle else form for form in (*forms, lemma))
    return Verb(past, participle, plain)


def _plain_object(words: str) -> str | None:
    """An object fit for a headline: short, and not somebody's ("its policy")."""
    words = " ".join(words.split()).strip(' “”"')
    first, _, rest = words.partition(" ")
    words = OF_THEM.sub(r"\1 people", words)
    words = f"{first.lower()} {rest}" if rest and first in ("The", "A", "An", "Some", "All", "Both") else words
    return words if len(words) <= 60 and first.lower() not in ("its", "their", "his", "her", "no") else None


def _place_words(words: str) -> str | None:
    words = " ".join(words.split())
    words = re.sub(r"^(the|its|their|his|her) (?:country|region|nation|republic)[’']s ", "the ", words)
    return (
        words if len(words) <= 60 and not re.match(r"(?:its|their|his|her|it|them|there|that|this)\b", words) else None
    )


def _count_words(quantity: Quantity) -> str:
    """A count as the text gives it: "at least 14 killed", "10 to 15 killed", "dozens injured".

    >>> _count_words(Quantity(kind="killed", value=10, low=10, high=15, qualifier="between"))
    '10 to 15 killed'
    """
    numbers = dict.fromkeys(n for n in (quantity.low, quantity.value, quantity.high) if n is not None)
    told = " to ".join(f"{int(n):,}" if n == int(n) else f"{n:g}" for n in sorted(numbers))
    if quantity.qualifier in _UNCOUNTED:
        return f"{quantity.qualifier} {quantity.kind}"
    qualifier = None if len(numbers) > 1 else quantity.qualifier
    return " ".join(filter(None, [qualifier, told, quantity.kind]))
