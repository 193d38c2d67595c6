"""Frames: the table that says which words tell of which kind of event, and how a clause is held against it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from seeds.clauses import Clause
from seeds.nations import match_known
from seeds.phrases import Joint, NounPhrase, Phrase, PrepPhrase
from seeds.report import Kind, Role
from seeds.tags import NOUN
from seeds.text import Sentence
from seeds.wordforms import singular

_PATTERN = re.compile(
    r"(?P<lemma>[\w'-]+)|\+(?P<particle>\w+)|\{(?P<subject>[^}]*)\}|\[(?P<object>[^\]]*)\]"
    r"|\s+(?P<tail>[a-z ]+?)(?:\[(?P<inner>[^\]]*)\])?$"
)
_SETS = frozenset(
    """cent percent ten hundred thousand dozen score million number group series lot majority rest part half handful
    column crowd wave string spate pair kilo lives life body kg kilogram gram tonne ton litre liter barrel hectare sack
    bag crate box load dose batch volley salvo hail flurry swarm cluster clutch trio quartet horde gaggle stream
    trickle flotilla busload truckload lorryload planeload boatload""".split()
)
_GIVES = frozenset("deny refuse give grant award hand offer pay issue".split())
_THEY = frozenset("people man soldier troop militant government president party car prisoner".split())
_BOUTS = frozenset(
    """round wave series string spate bout burst spell flurry outbreak day night hour week month year campaign act case
    resumption continuation exchange upsurge escalation succession rash threat start beginning end""".split()
)
_FIGURES = frozenset(
    "flood storm avalanche deluge torrent tsunami landslide earthquake hail blizzard cyclone eruption".split()
)
_MATTER = frozenset(
    "water mud rock snow ice lava debris earth ash sand sludge magnitude year month week winter".split()
)
_COUNTABLE = frozenset({"people", "crowd", "force", "natural", "vehicle", "prisoner"})
_DONE = frozenset("leave stay keep close resign pass".split())  # what one is told to do: a clause of its own
_HOLDS = frozenset("have get take make".split())  # say nothing but by what they hold
_GOVERNS = frozenset({"protest", "speak", "agree", "govern"})
PRONOUNS = frozenset(
    "it they them he she him her who which we us that this these those some both many several all others none i".split()
)
_NEVER_IT = frozenset({"people", "crowd", "name", "aid", "vote", "cargo"})  # what a bare "it" says nothing about
_SPECIAL = frozenset({"place", "name", "state", "group", "actor", "event", "people"})
_SORTS = frozenset("natural crash wreck bomb shot utility tool court gas picketer host delegate".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A kind and mode of event and how its words name it. `of` says what "of" brings to its noun: place, people, work
    …"""

    name: str
    kind: Kind
    mode: str
    place: Role | None = None
    of: str | None = None
    quantity: str | None = None
    reciprocal: bool = False
    stative: bool = False

    @property
    def manner(self) -> str:
        """Kind and mode in one word: "fight.clash"."""
        return f"{self.kind}.{self.mode}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbPattern:
    frame: Frame
    lemma: str
    particle: str | None = None
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] | None = None
    prep: str | None = None
    inner: tuple[str, ...] = ()
    complement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPattern:
    frame: Frame
    noun: str
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTable:
    """All frames, indexed by verb lemma and by noun."""

    frames: tuple[Frame, ...]
    verbs: dict[str, tuple[VerbPattern, ...]]
    nouns: dict[str, tuple[NounPattern, ...]]
    classes: dict[str, frozenset[str]]
    light: dict[str, frozenset[str]]
    weights: dict[str, float] = field(default_factory=dict)
    speech: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, manner: str) -> Frame | None:
        """The first frame of a kind and mode ("fight.clash")."""
        return next((frame for frame in self.frames if frame.manner == manner), None)


@cache
def frame_table() -> FrameTable:
    """The bundled table, read once, at first use."""
    return read_frames(files("seeds").joinpath("frames.toml").read_text(encoding="utf-8"))


def read_frames(text: str, *, without: str | None = None) -> FrameTable:
    """A table of frames from its TOML text; `without` leaves out one frame by name."""
    data = tomllib.loads(text)
    rows = [row for row in data["frame"] if row["name"] != without]
    frames = [_frame(row) for row in rows]
    verbs: dict[str, list[VerbPattern]] = {}
    nouns: dict[str, list[NounPattern]] = {}
    for frame, row in zip(frames, rows, strict=True):
        for written in row.get("verbs", ()):
            pattern = _verb_pattern(frame, written)
            for lemma in (pattern.lemma, pattern.complement and _verb_of(pattern.complement)):
                if lemma:
                    verbs.setdefault(lemma, []).append(pattern)
        for written in row.get("nouns", ()):
            for noun_pattern in _noun_patterns(frame, written):
                nouns.setdefault(noun_pattern.noun, []).append(noun_pattern)
    return FrameTable(
        frames=tuple(frames),
        verbs={lemma: tuple(patterns) for lemma, patterns in verbs.items()},
        nouns={noun: tuple(patterns) for noun, patterns in nouns.items()},
        classes=_classes(data["classes"]),
        light={name: frozenset(words.split()) for name, words in data["light"].items()},
        weights=data.get("weights", {}),
        speech={name: frozenset(words.split()) for name, words in data["speech"].items()},
    )


# Which of WordNet's classes (nouns.txt) open a class of the table: anybody may protest or be held.
_OPENED = {"crowd": "people", "suspect": "people", "actor_noun": "office", "target": "building"}


def _classes(written: dict[str, str]) -> dict[str, frozenset[str]]:
    """The classes as written, opened by WordNet; a crowd is nobody who bears arms or holds an office."""
    own = {name: frozenset(words.split()) for name, words in written.items()}
    opened = {name: words | common_nouns(name) for name, words in own.items()}
    ranks = opened.get("force", frozenset()) | opened.get("office", frozenset()) | own.get("delegate", frozenset())
    if "crowd" in own:
        opened["crowd"] = own["crowd"] | (opened["crowd"] - ranks)
    return opened


@cache
def _nouns_by_class() -> dict[str, frozenset[str]]:
    lines = files("seeds").joinpath("nouns.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {row[0]: frozenset(row[1:]) for row in rows}


def common_nouns(name: str) -> frozenset[str]:
    """The nouns that WordNet knows of a class of the table; none for a class it has nothing for.

    >>> "smuggler" in common_nouns("people"), "smuggler" in common_nouns("vehicle")
    (True, False)
    """
    return _nouns_by_class().get(_OPENED.get(name, name), frozenset())


def _frame(row: dict[str, Any]) -> Frame:
    return Frame(**{key: value for key, value in row.items() if key not in ("verbs", "nouns")})


def _verb_pattern(frame: Frame, written: str) -> VerbPattern:
    parts: dict[str, Any] = {}
    for found in _PATTERN.finditer(written):
        for name, value in found.groupdict().items():
            if value is not None and (name != "lemma" or "lemma" not in parts):
                parts[name] = value
    tail = parts.get("tail", "").strip() or None
    complement = tail if tail and tail not in _PREPOSITIONS and "inner" not in parts else None
    return VerbPattern(
        frame=frame,
        lemma=parts["lemma"],
        particle=parts.get("particle"),
        subject=tuple(parts.get("subject", "").split("|")) if parts.get("subject") else (),
        object=tuple(parts["object"].split("|")) if parts.get("object") else None,
        prep=None if complement else tail,
        inner=tuple(parts["inner"].split("|")) if parts.get("inner") else (),
        complement=complement,
    )


_PREPOSITIONS = frozenset(
    """of in on at by for from with to into
    towards across through against under over upon outside about without as""".split()
)


def _verb_of(participle: str) -> str:
    return {
        "concerned": "concern",
        "worried": "worry",
        "alarmed": "alarm",
        "surprised": "surprise",
        "displaced": "displace",
    }.get(participle, "")


def _noun_patterns(frame: Frame, written: str) -> Iterator[NounPattern]:
    noun, _, rest = written.partition("(")
    modifiers = tuple(rest.rstrip(")").split("|")) if rest else ()
    yield NounPattern(frame=frame, noun=noun, modifiers=modifiers)
    if "-" in noun and noun.rpartition("-")[2] not in _PREPOSITIONS | {"off", "out", "up", "down", "taking", "effort"}:
        before, _, last = noun.rpartition("-")
        yield NounPattern(frame=frame, noun=last, modifiers=(before.rpartition("-")[2],))


# nouns held against classes


def _nationals(sentence: Sentence, index: int) -> bool:
    """ "Kazakhs", "Armenians", "the Dutch": a people by its name."""
    found = match_known(sentence.tokens, index)
    plural = sentence.tokens[index].text.endswith("s")
    return found is not None and (found[0].sort == "people" or (found[0].sort == "adjective" and plural))


def lemma_at(sentence: Sentence, index: int) -> str:
    token = sentence.tokens[index]
    return token.lemma if token.tag != "NNP" else singular(token.lower)


class Reader:
    """One sentence's noun phrases, with what hangs on them, held against the table's classes."""

    def __init__(
        self, sentence: Sentence, phrases: list[Phrase], table: FrameTable, persons: frozenset[int] = frozenset()
    ) -> None:
        self.persons = persons
        self.sentence = sentence
        self.table = table
        self.phrases = phrases
        self.position = {p.start: i for i, p in reversed(list(enumerate(phrases)))}

    def tail(self, noun: NounPhrase | PrepPhrase) -> list[PrepPhrase]:
        """The prepositional phrases that follow a noun phrase with nothing between."""
        found: list[PrepPhrase] = []
        at = noun.end
        while (i := self.position.get(at)) is not None and isinstance(self.phrases[i], PrepPhrase):
            phrase = self.phrases[i]
            assert isinstance(phrase, PrepPhrase)
            found.append(phrase)
            at = phrase.end
        return found

    def heads(self, noun: NounPhrase) -> list[int]:
        """Token indices of the head words: of each member of a list, and of what a number or a set is "of"."""
        if noun.members:
            return [head for member in noun.members for head in self.heads(member)]
        heads = [noun.head]
        token = self.sentence.tokens[noun.head]
        if token.tag in ("CD", "DT", "JJ") or lemma_at(self.sentence, noun.head) in _SETS:
            tail = self.tail(noun)
            if tail and tail[0].prep == "of" and not self.pronoun(tail[0].noun):
                heads += self.heads(tail[0].noun)
        return heads

    def pronoun(self, noun: NounPhrase) -> bool:
        return self.sentence.tokens[noun.head].lower in PRONOUNS and noun.end - noun.start == 1

    def pronoun_at(self, index: int) -> bool:
        return self.sentence.tokens[index].lower in PRONOUNS

    def proper(self, noun: NounPhrase) -> bool:
        return self.sentence.tokens[noun.head].tag == "NNP" and not noun.time

    def fits(self, noun: NounPhrase, classes: tuple[str, ...]) -> bool:
        """Is this noun phrase of one of the classes? A pronoun or a bare number may be anything."""
        if self.pronoun(noun):
            known = {c for c in classes if c in self.table.classes or c in _SPECIAL}
            return bool(known) and self.pronoun_fits(self.sentence.tokens[noun.head].lower, known)
        heads = self.heads(noun)
        if len(heads) == 1 and self.sentence.tokens[heads[0]].tag == "CD" and set(classes) & _COUNTABLE:
            return True
        words = {lemma_at(self.sentence, h) for h in heads}
        words |= {word.rpartition("-")[2] for word in words}
        if self.proper(noun) and not noun.members:
            words |= {lemma_at(self.sentence, noun.start), self.role_before_name(noun)}
        return any(self.belongs(noun, words, name) for name in classes)

    def role_before_name(self, noun: NounPhrase) -> str:
        """ "tanker" in "the tanker Ayaguz"."""
        i = noun.head
        while i > noun.start and (
            self.sentence.tokens[i].tag == "NNP" or not self.sentence.tokens[i].text[0].isalnum()
        ):
            i -= 1
        return lemma_at(self.sentence, i) if self.sentence.tokens[i].tag in ("NN", "NNS") else ""

    def pronoun_fits(self, word: str, classes: set[str]) -> bool:
        """ "He" may be anybody, "it" anything but people, "they" either."""
        if word in ("he", "she", "him", "her", "i", "we", "us", "who"):
            return bool(classes & {"people", "crowd", "actor", "name"})
        if word in ("they", "them"):
            return any(c in _SPECIAL or self.table.classes[c] & _THEY for c in classes)
        return word not in ("it", "this", "that", "which") or bool(classes - _NEVER_IT)

    def belongs(self, noun: NounPhrase, words: set[str], name: str) -> bool:
        if name in self.table.classes and words & self.table.classes[name]:
            return True
        if name in words and name not in _SPECIAL:
            return True
        proper = any(self.sentence.tokens[h].tag == "NNP" for h in self.heads(noun)) and not noun.time
        counted = any(t.tag == "CD" for t in self.sentence.tokens[noun.start : noun.head])
        if name in ("people", "crowd") and proper and counted and not self.titled(noun):
            return True
        if name in ("people", "crowd") and proper and any(_nationals(self.sentence, h) for h in self.heads(noun)):
            return True
        if name in ("name", "state", "group"):
            return proper and (name == "name" or not self.person(noun))
        if name == "place":
            return proper and not self.titled(noun) and not self.person(noun)
        if name == "actor":
            return proper or bool(
                words & (self.table.classes["actor_noun"] | self.table.classes["state"] | self.table.classes["group"])
            )
        if name == "event":
            return bool(words & self.table.nouns.keys()) or bool(words & self.table.classes["policy"])
        return name == "people" and proper and (self.titled(noun) or self.person(noun))

    def person(self, noun: NounPhrase) -> bool:
        """Somebody's name: known from the document, or given with an age ("Sachs, 58,")."""
        tokens = self.sentence.tokens
        aged = (
            noun.end + 1 < len(tokens)
            and tokens[noun.end].text == ","
            and tokens[noun.end + 1].text.isdigit()
            and len(tokens[noun.end + 1].text) <= 2
        )
        return aged or any(tokens[i].start in self.persons for i in range(noun.start, noun.end))

    def titled(self, noun: NounPhrase) -> bool:
        words = {t.lower for t in self.sentence.tokens[noun.start : noun.end]}
        return bool(words & (self.table.classes["office"] | {"mr", "mrs", "ms", "dr", "sir", "colonel", "captain"}))

    def modified(self, noun: NounPhrase, head: int, modifiers: tuple[str, ...], holder: NounPhrase | None) -> bool:
        """Does one of the modifiers (a word, or a noun of that class) stand before the head, or hold the event?"""
        before = {lemma_at(self.sentence, h) for h in self.heads(holder)} if holder is not None else set()
        for token in self.sentence.tokens[noun.start : head]:
            low = token.lower
            before |= {low, singular(low), low.rpartition("-")[2], low.partition("-")[0]}
        tail = [t for t in self.tail(noun) if t.prep in ("of", "for", "with")]
        before |= {lemma_at(self.sentence, h) for t in tail for h in self.heads(t.noun)} if tail else set()
        if "place" in modifiers and any(t.prep == "of" and self.fits(t.noun, ("place",)) for t in self.tail(noun)[:1]):
            return True
        wanted = {w for m in modifiers for w in (self.table.classes.get(m, frozenset()) | {m})}
        return bool(before & wanted)

    def event_of(self, noun: NounPhrase, holder: NounPhrase | None = None) -> tuple[Frame, int] | None:
        """The frame that the head of a noun phrase names, and the token that names it; `holder` is who holds the
        event."""
        for member in noun.members or (noun,):
            head = member.head
            if self.sentence.tokens[head].tag not in NOUN:
                continue
            word = lemma_at(self.sentence, head)
            if self.figurative(member):
                continue
            if word == "toll" and self.sentence.tokens[head - 1].lower in ("death", "casualty", "human", "final"):
                continue
            plain = self.table.nouns.get(word) or self.table.nouns.get(self.sentence.tokens[head].lower) or ()
            ranked = sorted(plain, key=lambda p: not p.modifiers)
            for pattern in ranked:
                if not pattern.modifiers or self.modified(member, head, pattern.modifiers, holder):
                    return pattern.frame, head
            if self.proper(member) and member.end - member.start > 1:
                first = self.table.nouns.get(lemma_at(self.sentence, member.start), ())
                natural = next((p for p in first if p.frame.mode == "natural"), None)
                if natural is not None:
                    return natural.frame, member.start
        return self.event_in_a_set(noun)

    def figurative(self, noun: NounPhrase) -> bool:
        """ "a flood of imports", "a storm of protest": no flood and no storm."""
        tail = self.tail(noun)[:1] if lemma_at(self.sentence, noun.head) in _FIGURES else []
        if not tail or tail[0].prep != "of" or tail[0].noun.time or self.fits(tail[0].noun, ("place",)):
            return False
        of = lemma_at(self.sentence, tail[0].noun.head)
        return of not in _MATTER and not self.sentence.tokens[tail[0].noun.head].text[0].isdigit()

    def event_in_a_set(self, noun: NounPhrase) -> tuple[Frame, int] | None:
        """ "another round of fighting", "a wave of arrests": the event is what the set is made of."""
        if noun.members or lemma_at(self.sentence, noun.head) not in _BOUTS:
            return None
        tail = self.tail(noun)
        return self.event_of(tail[0].noun) if tail and tail[0].prep == "of" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A verb pattern that fits a clause, with the noun phrases in its parts."""

    pattern: VerbPattern
    agent: NounPhrase | None
    patient: NounPhrase | None
    strength: float


def match_verb(clause: Clause, reader: Reader) -> Match | None:
    """The best pattern for a clause's verb; the most demanding wins, the table's order breaks ties."""
    verb = clause.verb
    if verb is None:
        return None
    best: Match | None = None
    for pattern in reader.table.verbs.get(verb.lemma, ()):
        found = _try(pattern, clause, reader)
        if found is not None and (best is None or found.strength > best.strength):
            best = found
    return best


def semantic_roles(clause: Clause) -> tuple[NounPhrase | None, NounPhrase | None]:
    """(agent, patient): a passive's subject is its patient and its "by" phrase the agent."""
    verb = clause.verb
    assert verb is not None
    if verb.passive:
        by = next((p.noun for p in clause.preps if p.prep in ("by", "at the hands of")), None)
        keeper = clause.parent if clause.kind == "participle" else None
        if (
            by is None
            and keeper is not None
            and keeper.verb is not None
            and keeper.verb.lemma in ("keep", "hold", "get")
        ):
            if clause.antecedent is not None and any(o.start == clause.antecedent.start for o in keeper.objects):
                by = keeper.subject
        if verb.lemma in _GIVES and clause.objects:
            return by, clause.objects[0]
        return by, clause.subject or clause.antecedent
    objects = clause.objects
    patient = objects[0] if objects else None
    if (
        patient is None
        and clause.kind == "relative"
        and not clause.shared
        and clause.antecedent is not None
        and clause.subordinator in ("that", "which", "who", "whom")
    ):
        patient = clause.antecedent
    return clause.subject, patient


def _try(pattern: VerbPattern, clause: Clause, reader: Reader) -> Match | None:
    verb = clause.verb
    assert verb is not None
    if (pattern.particle or None) != (
        verb.particle if verb.lemma == pattern.lemma else pattern.particle
    ) and not _out_of(pattern, clause):
        if not (
            pattern.particle is None
            and verb.particle not in ("down", "off", "out", "up", "over", "back", "in", "away", "go", "fire", "on")
        ):
            return None
    agent, patient = semantic_roles(clause)
    strength = 1.0 + (0.5 if pattern.particle else 0.0)
    if pattern.complement is not None:
        if not _complemented(pattern.complement, clause):
            return None
        strength += 0.6
        if verb.passive and clause.sentence.tokens[verb.head].lower == pattern.complement:
            agent, patient = clause.subject, None
    elif verb.lemma != pattern.lemma:
        return None
    if pattern.lemma == "be" and pattern.prep is not None:
        agent, patient = clause.subject if pattern.subject else None, clause.subject
    if pattern.subject:
        if agent is None or not reader.fits(agent, pattern.subject):
            return None
        if set(pattern.subject) & _SORTS and reader.pronoun(agent):
            return None
        strength += 0.3 if reader.pronoun(agent) else 0.9 if set(pattern.subject) & _SORTS else 0.5
    if pattern.object is not None:
        if pattern.object == ("none",):
            if patient is not None:
                return None
        elif patient is None or not reader.fits(patient, pattern.object):
            return None
        elif reader.pronoun(patient) and (pattern.frame.mode in ("arms", "handover") or pattern.lemma in _HOLDS):
            return None
        strength += 0.5 if patient is not None and reader.pronoun(patient) else 0.8
    if pattern.prep is not None and not (pattern.frame.kind in _GOVERNS and _infinitive(pattern, clause)):
        found = _prepositional(pattern, clause, reader)
        if found is None:
            return None
        strength += 0.7 + (0.3 if pattern.inner else 0.0)
        if patient is None and pattern.object is None and pattern.prep not in ("by", "in", "as"):
            patient = found.noun
    return Match(pattern=pattern, agent=agent, patient=patient, strength=strength)


def _out_of(pattern: VerbPattern, clause: Clause) -> bool:
    """A particle apart from its verb: "walked out of the hospital", "sent eight migrants back to Egypt"."""
    verb = clause.verb
    if verb is None or verb.particle is not None or pattern.particle is None:
        return False
    if any(p.start >= verb.end and p.prep.split()[0] == pattern.particle and " " in p.prep for p in clause.preps):
        return True
    return any(isinstance(p, Joint) and p.word == pattern.particle for p in clause.after_verb())


def _complemented(word: str, clause: Clause) -> bool:
    verb = clause.verb
    assert verb is not None
    tokens = clause.sentence.tokens
    if tokens[verb.head].lower == word:
        return verb.passive
    end = len(tokens) if word in _DONE or word.endswith("ing") else clause.end
    return any(tokens[i].lower == word for i in range(verb.end, min(end, verb.end + 6)))


def _infinitive(pattern: VerbPattern, clause: Clause) -> bool:
    """ "refused to open it": the "to" of a pattern may govern a verb, where what is done is said and not gone to."""
    following = clause.sentence.tokens[clause.end : clause.end + 1]
    return pattern.prep == "to" and not pattern.inner and any(t.tag == "TO" for t in following)


def _prepositional(pattern: VerbPattern, clause: Clause, reader: Reader) -> PrepPhrase | None:
    around = list(clause.preps)
    if clause.subject is not None and not clause.shared:
        around += [p for p in clause.before_verb() if isinstance(p, PrepPhrase) and p not in around]
    for phrase in around:
        if phrase.prep != pattern.prep and not phrase.prep.startswith(f"{pattern.prep} "):
            continue
        if phrase.noun.time and not pattern.inner and not any(t.prep == "of" for t in reader.tail(phrase.noun)):
            continue
        if not pattern.inner or reader.fits(phrase.noun, pattern.inner):
            return phrase
    return None
