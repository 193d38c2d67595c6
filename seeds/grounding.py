"""Grounding: proposals of other readers held against the text, and what is left of them as candidates of our own."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from seeds.article import Span
from seeds.candidates import HARM, Candidate, Scene
from seeds.casting import Casting
from seeds.casualties import CASUALTIES
from seeds.clauses import Clause
from seeds.eventnouns import definite
from seeds.frames import Frame, Reader, frame_table, lemma_at, semantic_roles
from seeds.parsing import parse_sentence
from seeds.phrases import NounPhrase, PrepPhrase, span_of
from seeds.proposals import Dropped, OnDrop, Proposal, Proposer
from seeds.report import KINDS
from seeds.status import standing
from seeds.tags import NOUN, VERB
from seeds.text import Document, Sentence
from seeds.times import Timex

_NOT_HERE = "is not in its sentence"


class Grounding:
    """Another reader in the place of our frames."""

    def __init__(self, proposer: Proposer, document: Document, on_drop: OnDrop) -> None:
        self.table = frame_table()
        self.on_drop = on_drop
        self.proposed = _by_sentence(document, proposer.propose(document), on_drop)

    def scene(self, sentence: Sentence, casting: Casting) -> Scene:
        """A sentence with all that the reader proposes and its words bear out."""
        phrases, clauses = parse_sentence(sentence)
        scene = Scene(sentence, phrases, clauses, Reader(sentence, phrases, self.table, casting.persons))
        ground = _Ground(scene, casting.story.times_in(sentence), casting.text, self.on_drop)
        candidates = (ground.candidate(made) for made in self.proposed.get(sentence.index, ()))
        scene.candidates = [made for made in candidates if made is not None]
        return scene


def _by_sentence(
    document: Document, proposals: Iterable[Proposal | Dropped], on_drop: OnDrop
) -> Mapping[int, Sequence[Proposal]]:
    """Proposals by their sentence, without the spans that lie outside it; each event once."""
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    seen: set[tuple[str, Span]] = set()
    for made in proposals:
        if isinstance(made, Dropped):
            on_drop(made)
            continue
        trigger = made.trigger
        sentence = _around(document, trigger)
        key = (made.kind, trigger)
        if made.kind not in KINDS:
            on_drop(Dropped(made.kind, "is no kind of event"))
        elif sentence is None:
            on_drop(Dropped(_words(trigger, document.text), "is not within a sentence of the story"))
        elif key not in seen:
            seen.add(key)
            found[sentence.index].append(_within(made, sentence, document.text, on_drop))
    return found


def _words(span: Span, text: str) -> str:
    """What a span covers; its offsets where it covers nothing."""
    return span.of(text) if 0 <= span.start < span.end <= len(text) else f"{span.start}–{span.end}"


def _around(document: Document, trigger: Span) -> Sentence | None:
    """The sentence of the story that holds a trigger whole."""
    i = bisect_right(document.sentences, trigger.start, key=lambda s: s.span.start) - 1
    sentence = document.sentences[i] if i >= 0 else None
    if sentence is None or not (sentence.told and sentence.tokens and trigger.start < trigger.end):
        return None
    return sentence if trigger in sentence.span else None


def _within(made: Proposal, sentence: Sentence, text: str, on_drop: OnDrop) -> Proposal:
    """A proposal without the parts that lie outside its sentence."""

    def here(span: Span | None) -> bool:
        if span is None or (span.start < span.end and span in sentence.span):
            return span is not None
        on_drop(Dropped(_words(span, text), _NOT_HERE))
        return False

    return replace(
        made,
        agents=tuple(filter(here, made.agents)),
        targets=tuple(filter(here, made.targets)),
        places=tuple(filter(here, made.places)),
        time=made.time if here(made.time) else None,
        speaker=made.speaker if here(made.speaker) else None,
    )


class _Ground:
    """One sentence, on which proposals become candidates."""

    def __init__(self, scene: Scene, times: Sequence[Timex], text: str, on_drop: OnDrop) -> None:
        self.scene = scene
        self.times = times
        self.text = text
        self.on_drop = on_drop

    def candidate(self, made: Proposal) -> Candidate | None:
        """A proposal as a candidate; None, and said, when its trigger names nothing that could happen."""
        trigger = self.trigger_of(made.trigger)
        if trigger is None:
            self.drop(made.trigger, "names nothing that happens")
            return None
        frame = self.frame(made, trigger)
        found = self.of_verb(trigger, frame) or self.of_noun(trigger, frame)
        if found is None:
            self.drop(made.trigger, "stands in no clause or phrase that can be read")
            return None
        found.agents = list(self.nouns(made.agents))
        found.targets = list(self.nouns(made.targets))
        self.fill_places(found, made.places)
        self.count(found)
        found.dated = self.dated(made.time)
        self.check_speaker(found, made.speaker)
        found.reasons.append("proposed by another reader")
        return found

    def drop(self, span: Span, reason: str) -> None:
        self.on_drop(Dropped(span.of(self.text), reason))

    def covered(self, span: Span) -> list[int]:
        """The tokens a span covers; none if it cuts through a word."""
        touched = [t for t in self.scene.tokens if t.span.overlaps(span)]
        whole = bool(touched) and all(t.span in span for t in touched)
        return [t.index for t in touched] if whole else []

    def trigger_of(self, span: Span) -> int | None:
        tokens = self.scene.tokens
        covered = self.covered(span)
        verbs = [i for i in covered if tokens[i].tag in VERB]
        nouns = [i for i in covered if tokens[i].tag in NOUN]
        heads = {c.verb.head for c in self.scene.clauses if c.verb is not None}
        return next((i for i in verbs if i in heads), next(iter(reversed(nouns)), next(iter(verbs), None)))

    def frame(self, made: Proposal, trigger: int) -> Frame:
        """Ours of that kind and mode; an open mode, or one that we do not have, is what our frames make of the word."""
        table, lemma = self.scene.table, lemma_at(self.scene.sentence, trigger)
        told = [p.frame for p in table.verbs.get(lemma, ())] + [p.frame for p in table.nouns.get(lemma, ())]
        of_word = [frame for frame in told if frame.kind == made.kind]
        named = [f for f in (*of_word, *table.frames) if (f.kind, f.mode) == (made.kind, made.mode)]
        if made.mode and not named:
            self.on_drop(Dropped(made.mode, f"is no mode of {made.kind}"))
        known = next(iter([*named, *of_word]), table.of(f"{made.kind}.general"))
        return known or Frame(name=made.kind, kind=made.kind, mode="")

    def of_verb(self, trigger: int, frame: Frame) -> Candidate | None:
        clause = next((c for c in self.scene.clauses if c.verb and c.verb.start <= trigger < c.verb.end), None)
        if clause is None or clause.verb is None:
            return None
        found = self.scene.candidate(frame, clause, trigger, "verb")
        found.object = semantic_roles(clause)[1]
        patterns = self.scene.table.verbs.get(clause.verb.lemma, ())
        found.plain_verb = any(p.frame.kind == frame.kind and not (p.prep or p.complement) for p in patterns)
        return found

    def of_noun(self, trigger: int, frame: Frame) -> Candidate | None:
        noun = self.phrase_with(trigger)
        if noun is None:
            return None
        clause = next((c for c in reversed(self.scene.clauses) if any(_holds(p, noun) for p in c.phrases)), None)
        source = self.held_by(noun, clause)
        tail = self.scene.reader.tail(noun)
        if clause is not None and source != "noun":
            found = self.scene.candidate(frame, clause, trigger, source)
        else:
            end = max([noun.end, *(p.end for p in tail)])
            found = Candidate(
                frame=frame, sentence=self.scene.sentence, clause=clause, trigger=trigger, source="noun",
                start=noun.start, end=end,
            )  # fmt: skip
        found.noun = noun
        found.definite = definite(self.scene, noun)
        found.preps += [p for p in tail if p not in found.preps]
        return found

    def held_by(self, noun: NounPhrase, clause: Clause | None) -> str:
        """ "held a drill", "clashes broke out": does a light verb say that the noun happens?"""
        verb = clause.verb if clause is not None else None
        if clause is None or verb is None:
            return "noun"
        light = self.scene.table.light
        names = {verb.lemma, f"{verb.lemma}+{verb.particle}" if verb.particle else verb.lemma}
        patient = semantic_roles(clause)[1]
        if patient is not None and patient.start == noun.start and names & light["does"]:
            return "light"
        happens = clause.subject is not None and clause.subject.start == noun.start and names & light["happens"]
        return "happens" if happens else "noun"

    # the parts

    def phrase_with(self, index: int) -> NounPhrase | None:
        for phrase in self.scene.phrases:
            noun = phrase.noun if isinstance(phrase, PrepPhrase) else phrase
            if isinstance(noun, NounPhrase) and noun.start <= index < noun.end:
                return next((m for m in noun.members if m.start <= index < m.end), noun)
        return None

    def nouns(self, spans: Sequence[Span]) -> Iterator[NounPhrase]:
        """The noun phrases that spans stand for: our own where the heads agree, else the words as proposed."""
        for span in spans:
            covered = self.covered(span)
            head = self.head_of(covered)
            if head is None:
                self.drop(span, "names nobody and nothing")
                continue
            own = self.phrase_with(head)
            exact = own is not None and head == own.head and (covered[0] <= own.start or own.end <= covered[-1] + 1)
            yield own if own is not None and exact else NounPhrase(covered[0], covered[-1] + 1, head)

    def head_of(self, covered: Sequence[int]) -> int | None:
        """The last noun before any preposition ("the army | of Iran"); else a pronoun or number."""
        tokens = self.scene.tokens
        until = next((k for k, i in enumerate(covered) if k and tokens[i].tag in ("IN", "TO")), len(covered))
        nouns = [i for i in covered[:until] if tokens[i].tag in NOUN]
        others = [i for i in covered[:until] if tokens[i].tag in ("PRP", "PRP$", "CD", "DT", "JJ", "WP")]
        return next(iter(reversed(nouns)), next(iter(reversed(others)), None))

    def fill_places(self, found: Candidate, spans: Sequence[Span]) -> None:
        """The phrases that may say where: those of the clause, and those proposed."""
        for span in spans:
            phrase = next((p for p in self.scene.phrases if isinstance(p, PrepPhrase) and self.touches(p, span)), None)
            own = found.object is not None and self.touches(found.object, span)
            if phrase is not None:
                found.preps += [phrase] if phrase not in found.preps else []
            elif not own:
                self.drop(span, "stands in no phrase that says where")
        found.preps.sort(key=lambda p: p.start)

    def touches(self, phrase: NounPhrase | PrepPhrase, span: Span) -> bool:
        return span_of(self.scene.sentence, phrase.start, phrase.end).overlaps(span)

    def count(self, found: Candidate) -> None:
        """What a verb of harm says befell its targets; without a doer it is the toll of an event told before."""
        lemma = found.clause.verb.lemma if found.clause is not None and found.clause.verb is not None else ""
        if CASUALTIES.get(lemma) and found.source == "verb":
            found.counted = list(found.targets)
            found.befell = {noun.start: CASUALTIES[lemma] for noun in found.targets}
            found.source = "harm" if found.frame.kind in HARM and not found.agents else "verb"

    def dated(self, span: Span | None) -> Span | None:
        if span is None or any(t.kind == "date" and t.span.overlaps(span) for t in self.times):
            return span
        self.drop(span, "is no time that can be read")
        return None

    def check_speaker(self, found: Candidate, span: Span | None) -> None:
        """On whose word it is told is for our own grammar to say; a reader that says otherwise is told so."""
        speaker = standing(found, frequent=False).speaker
        if span is not None and (speaker is None or not self.touches(speaker, span)):
            self.drop(span, "is not whose word it is by our grammar")


def _holds(phrase: object, noun: NounPhrase) -> bool:
    return isinstance(phrase, NounPhrase | PrepPhrase) and phrase.start <= noun.start < phrase.end
