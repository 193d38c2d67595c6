"""Events proposed from the dependency parse of a spaCy pipeline, by the verbs and nouns of our own frames.

pip install 'araxes[spacy]'
locate(article, proposer=SpacyProposer(spacy.load("en_core_web_sm")))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from seeds.article import Span
from seeds.clauses import Clause
from seeds.frames import Frame, FrameTable, Match, Reader, frame_table, match_verb
from seeds.nounphrases import MONTHS, PERIODS, WEEKDAYS
from seeds.phrases import NounPhrase, Phrase, PrepPhrase, VerbGroup
from seeds.proposals import Dropped, Proposal, ProposerError
from seeds.report import Kind
from seeds.saying import SAYING
from seeds.text import Document, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as Node

NEEDED = frozenset({"nsubj", "nsubjpass", "dobj", "prep", "pobj", "agent"})
"""Dependency labels of spaCy's English pipelines that the proposer reads."""

_INSIDE = frozenset({"det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "advmod", "predet", "case"})
_GROUP = frozenset({"aux", "auxpass", "neg"})
_MOVES: frozenset[Kind] = frozenset({"move", "control", "restrict", "deploy", "disaster", "cooperate", "meet"})
_TIMES = PERIODS | WEEKDAYS | MONTHS


class SpacyProposer:
    """Proposes with a loaded pipeline that has a tagger and a parser with the labels of spaCy's English models."""

    def __init__(self, pipeline: Language, *, table: FrameTable | None = None) -> None:
        labels = set(pipeline.pipe_labels.get("parser", ()))
        if "tagger" not in pipeline.pipe_names or not labels >= NEEDED:
            raise ProposerError(
                "The spaCy pipeline needs a tagger and a parser with the labels of spaCy's English models, "
                "as en_core_web_sm has."
            )
        self.pipeline = pipeline
        self.table = table or frame_table()

    def propose(self, document: Document) -> Iterator[Proposal | Dropped]:
        """One proposal for each verb and each event noun that a frame knows."""
        from spacy.tokens import Doc

        told = [s for s in document.sentences if s.told and s.tokens]
        docs = (Doc(self.pipeline.vocab, [t.text for t in s.tokens], _spaces(s)) for s in told)
        for sentence, doc in zip(told, self.pipeline.pipe(docs), strict=True):
            yield from _Tree(sentence, doc, self.table).proposals()


def _spaces(sentence: Sentence) -> list[bool]:
    ends = [*(t.start for t in sentence.tokens[1:]), sentence.tokens[-1].end]
    return [after > token.end for token, after in zip(sentence.tokens, ends, strict=True)]


class _Tree:
    """One sentence's parse, its words being ours, read as phrases and clauses."""

    def __init__(self, sentence: Sentence, doc: Doc, table: FrameTable) -> None:
        self.sentence = sentence
        self.doc = doc
        phrases: list[Phrase] = [*map(self.noun, filter(_is_noun, doc)), *self.preps(doc)]
        self.reader = Reader(sentence, sorted(phrases, key=lambda p: p.start), table)

    def proposals(self) -> Iterator[Proposal]:
        for node in self.doc:
            if node.tag_.startswith("VB"):
                match = match_verb(self.clause(node), self.reader)
                if match is not None:
                    yield self.of_match(node, match)
            elif _is_noun(node) and node.tag_ in ("NN", "NNS"):
                event = self.reader.event_of(self.noun(node))
                if event is not None and event[1] == node.i:
                    yield self.of_noun(node, event[0])

    def of_match(self, node: Node, match: Match) -> Proposal:
        frame, patient = match.pattern.frame, match.patient
        place = patient is not None and frame.kind in _MOVES and self.reader.fits(patient, ("place",))
        return Proposal(
            kind=frame.kind, mode=frame.mode, trigger=self.sentence.tokens[node.i].span,
            agents=self.spans(match.agent), targets=() if place else self.spans(patient),
            places=(*(self.spans(patient) if place else ()), *self.places(node)), speaker=self.speaker(node),
        )  # fmt: skip

    def of_noun(self, node: Node, frame: Frame) -> Proposal:
        """ "held a drill", "their attack on the town": who holds the noun's verb, or owns the noun, does it."""
        verb = node.head if node.dep_ in ("dobj", "nsubjpass") else None
        owners = [child for child in node.children if child.dep_ == "poss"]
        owners += _subjects(verb, "nsubj") if verb is not None else []
        places = (*self.places(node), *(self.places(verb) if verb is not None else ()))
        return Proposal(
            kind=frame.kind, mode=frame.mode, trigger=self.sentence.tokens[node.i].span,
            agents=tuple(s for owner in owners for s in self.spans(self.noun(owner))), places=places,
        )  # fmt: skip

    def places(self, node: Node) -> tuple[Span, ...]:
        """What stands under the prepositions of a word, and under those of what stands there."""
        nouns = [p.noun for p in self.preps(c for c in node.children if c.dep_ == "prep")]
        return tuple(s for n in nouns if not n.time and self.reader.fits(n, ("place",)) for s in self.spans(n))

    def speaker(self, node: Node) -> Span | None:
        """ "The army said that …": the subject of the verb of saying above."""
        tellers = (a for a in node.ancestors if node.dep_ in ("ccomp", "conj", "xcomp") and a.tag_.startswith("VB"))
        saying = next((a for a in tellers if self.sentence.tokens[a.i].lemma in SAYING), None)
        subject = next(iter(_subjects(saying, "nsubj")), None) if saying is not None else None
        return next(iter(self.spans(self.noun(subject))), None) if subject is not None else None

    def spans(self, noun: NounPhrase | None) -> tuple[Span, ...]:
        """A noun phrase as spans, one for each member of a list."""
        tokens = self.sentence.tokens
        members = () if noun is None else noun.members or (noun,)
        return tuple(Span(tokens[m.start].start, tokens[m.end - 1].end) for m in members)

    # the parse in the words of our own

    def clause(self, node: Node) -> Clause:
        particle = next((c for c in node.children if c.dep_ == "prt"), None)
        group = [c.i for c in node.children if c.dep_ in _GROUP and c.i < node.i]
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in node.children)
        end = particle.i + 1 if particle is not None and particle.i == node.i + 1 else node.i + 1
        verb = VerbGroup(
            min([*group, node.i]), end, node.i, self.sentence.tokens[node.i].lemma, "finite", passive=passive,
            particle=particle.lower_ if particle is not None else None,
        )  # fmt: skip
        subjects = [self.noun(_meant(subject)) for subject in _subjects(node, "nsubj", "nsubjpass")]
        after = [*map(self.noun, (c for c in node.children if c.dep_ in ("dobj", "attr", "dative") and _is_noun(c)))]
        preps = self.preps(c for c in node.children if c.dep_ in ("prep", "agent"))
        parts: list[Phrase] = [*subjects, verb, *after, *preps]
        return Clause(
            self.sentence, "main", 0, verb=verb, subject=subjects[0] if subjects else None,
            phrases=sorted(parts, key=lambda p: p.start),
        )  # fmt: skip

    def noun(self, node: Node) -> NounPhrase:
        """A noun with its determiners and modifiers; joined nouns as members of one phrase."""
        joined = [c for c in node.conjuncts if _is_noun(c) and c.i > node.i] if node.dep_ != "conj" else []
        own = NounPhrase(self.left(node), node.i + 1, node.i, time=self.sentence.tokens[node.i].lower in _TIMES)
        if not joined:
            return own
        members = (own, *(NounPhrase(self.left(c), c.i + 1, c.i) for c in joined))
        return NounPhrase(own.start, members[-1].end, node.i, members=members, time=own.time)

    def left(self, node: Node) -> int:
        inside = [c.left_edge.i for c in node.lefts if c.dep_ in _INSIDE]
        return min([*inside, node.i])

    def preps(self, nodes: Iterable[Node]) -> list[PrepPhrase]:
        found = []
        for node in nodes:
            for child in node.children if node.dep_ in ("prep", "agent") else ():
                if child.dep_ == "pobj" and _is_noun(child):
                    noun = self.noun(child)
                    found.append(PrepPhrase(node.i, noun.end, node.lower_, noun))
        return found


def _is_noun(node: Node) -> bool:
    return (
        node.tag_ in ("NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "CD", "DT", "WP", "WDT") and node.dep_ not in _INSIDE
    )


def _meant(node: Node) -> Node:
    """What "who" and "which" stand for: the noun that their clause hangs on."""
    return node.head.head if node.tag_ in ("WDT", "WP") and node.head.dep_ == "relcl" else node


def _subjects(verb: Node, *labels: str) -> list[Node]:
    """The subject of a verb, or of the verb it is joined to."""
    own = [c for c in verb.children if c.dep_ in labels and _is_noun(c)]
    above = verb.head if verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i else None
    return own or (_subjects(above, *labels) if above is not None else [])
