"""The story so far: what has been told, so that later words can refer back to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seeds.article import Span
from seeds.candidates import HARM, Candidate, Scene
from seeds.clauses import Clause
from seeds.frames import Frame, FrameTable
from seeds.phrases import NounPhrase, PrepPhrase, span_of
from seeds.report import Actor, Report, When, Whereabouts
from seeds.status import Standing
from seeds.text import Document, Sentence, Token
from seeds.times import Timex
from seeds.wordforms import is_demonym

_REACH = 40  # reports back that a re-mention looks
_WAYS = frozenset(
    """corridor road bridge highway crossing river lake strait canal dam airport port pass tunnel railway motorway
    route valley
    island""".split()
)
_CONTEXT_KINDS = frozenset(
    {"meet", "fight", "attack", "control", "detain", "move", "protest", "ease", "restrict", "disaster"}
)


@dataclass(slots=True)
class Told:
    """A report with what later ones need to know of it."""

    report: Report
    frame: Frame
    sentence: Sentence
    heads: frozenset[str]
    earlier: bool = False  # told in the past perfect: a look back, not where the story stands


class Story:
    """Reports in the order told, the places last named, and the roads, bridges and rivers by their noun."""

    def __init__(self, document: Document, table: FrameTable, times: Sequence[Timex]) -> None:
        self.document = document
        self.text = document.text
        self.table = table
        self.times = times
        self._starts = [t.span.start for t in times]
        self.told: list[Told] = []
        self.kinds: set[str] = set()
        self.last_named: list[Span] = []
        self.named: dict[str, Span] = {}

    def add(self, told: Told) -> None:
        self.told.append(told)
        self.kinds.add(told.report.kind)

    def times_in(self, sentence: Sentence) -> Sequence[Timex]:
        """The time expressions of a sentence."""
        first = bisect_left(self._starts, sentence.span.start)
        return self.times[first : bisect_left(self._starts, sentence.span.end)]

    def placed_in_story(self, candidate: Candidate) -> Candidate:
        """Deaths without a cause belong to the last violent event told; else to an attack, or an accident."""
        tokens = candidate.sentence.tokens
        if candidate.frame.kind == "move" and candidate.source == "verb":
            before = next((t for a in candidate.agents if (t := self.known_agent(a, candidate, tokens))), None)
            candidate.frame = before.frame if before is not None else candidate.frame
        if candidate.frame.kind == "move" and candidate.definite:
            last = next((t for t in reversed(self.told[-4:]) if t.report.kind == "move"), None)
            just = last is not None and last.sentence.index >= candidate.sentence.index - 1
            candidate.frame = last.frame if last is not None and just else candidate.frame
        if candidate.object is not None and tokens[candidate.object.head].lower == "ribbon":
            opened = next((t for t in reversed(self.told[-3:]) if t.report.kind == "cooperate"), None)
            if opened is not None:
                candidate.frame, candidate.definite = opened.frame, True
        if candidate.source != "harm" or candidate.agents:
            return candidate
        recent = [t for t in self.told[-12:] if t.report.kind in HARM and t.report.status in ("asserted", "claimed")]
        near = [t for t in recent if t.sentence.paragraph >= candidate.sentence.paragraph - 4]
        if near:
            candidate.frame, candidate.definite = near[-1].frame, True
            candidate.reasons.append("told of the event before")
        elif (
            candidate.clause is not None
            and candidate.clause.verb is not None
            and candidate.clause.verb.lemma not in ("kill", "wound")
        ):
            candidate.frame = self.table.of("disaster.accident") or candidate.frame
        return candidate

    def meant(self, where: Sequence[Whereabouts], candidate: Candidate, scene: Scene) -> list[Whereabouts]:
        """Places with "the corridor", "the town", "the two places" put for the names they stand for."""
        found: list[Whereabouts] = []
        for one in where:
            spans = self.referents(one.span, scene)
            found += [replace(one, span=span) for span in spans]
        clause = candidate.clause
        through = (
            clause is not None
            and clause.verb is not None
            and clause.verb.particle in ("through", "across")
            and candidate.source == "verb"
        )
        if not found and through and candidate.frame.kind == "move":
            ways = [w.span for t in self.told[-_REACH:] for w in t.report.where if w.role in ("via", "along")]
            found = [Whereabouts(span=ways[-1], role="via")] if ways else []
        if not found and self.says_there(candidate) and self.just_named(candidate.sentence):
            found = [Whereabouts(span=span, role="in") for span in self.last_named[-1:]]
        named = [w.span for w in found if scene.has_name(w.span) and w.role != "about"]
        about = [w.span for w in found if scene.has_name(w.span)]
        self.last_named = named or about or self.last_named
        return found

    def just_named(self, sentence: Sentence) -> bool:
        """Was the last place of an event named in this sentence or one of the two before it?"""
        before = self.document.sentences[max(0, sentence.index - 2)]
        return bool(self.last_named) and self.last_named[-1].start >= before.span.start

    def says_there(self, candidate: Candidate) -> bool:
        """ "There, the army said, it was testing": where the text last was."""
        clause, tokens = candidate.clause, candidate.sentence.tokens
        if clause is None or candidate.source == "noun" or candidate.frame.kind == "speak":
            return False
        opening = tokens[0].lower == "there" and tokens[0].tag == "RB" and clause.kind in ("main", "complement")
        return opening or "there" in clause.adverbs

    def referents(self, span: Span, scene: Scene) -> list[Span]:
        tokens = [t for t in scene.sentence.tokens if t.span in span]
        if (
            not tokens
            or any(t.tag == "NNP" for t in tokens)
            or tokens[0].lower not in ("the", "that", "this", "both", "these", "those")
        ):
            return [span]
        nouns = [t for t in tokens if t.tag in ("NN", "NNS")]
        head = nouns[-1].lemma if nouns else ""
        if (
            len(tokens) <= 3
            and head in ("place", "town", "city", "village", "area")
            and (tokens[-1].tag == "NNS" or head != "area")
        ):
            plural = tokens[-1].tag == "NNS"
            if plural:
                return list(self.last_named) if len(self.last_named) > 1 else [span]
            return self.last_named[-1:] or [span]
        if len(tokens) == 2 and head in self.named:
            return [self.named[head]]
        return [span]

    def remember_names(self, scene: Scene) -> None:
        """Keep "the Lachin corridor" for a later "the corridor"."""
        for phrase in scene.phrases:
            noun = phrase.noun if isinstance(phrase, PrepPhrase) else phrase
            if isinstance(noun, NounPhrase) and not noun.members and noun.end - noun.start > 1:
                tokens = scene.sentence.tokens[noun.start : noun.end]
                if tokens[-1].lower in _WAYS and any(t.tag == "NNP" and not is_demonym(t.text) for t in tokens[:-1]):
                    self.named[tokens[-1].lower] = span_of(scene.sentence, noun.start, noun.end)

    def refers_back(self, candidate: Candidate, scene: Scene) -> bool:
        earlier = candidate.frame.kind in self.kinds
        if candidate.source == "harm" or (
            candidate.definite and earlier and not (candidate.source == "noun" and candidate.counted)
        ):
            return earlier
        if candidate.object is not None and scene.reader.pronoun(candidate.object) and earlier:
            return True
        tokens = scene.sentence.tokens
        return any(self.known_agent(agent, candidate, tokens) is not None for agent in candidate.agents)

    def known_agent(self, agent: NounPhrase, candidate: Candidate, tokens: Sequence[Token]) -> Told | None:
        """The report in which "the lorries", "the convoy" acted before, of the same kind."""
        if tokens[agent.start].lower not in ("the", "these", "those"):
            return None
        head, vehicles = tokens[agent.head].lemma, self.table.classes["vehicle"]
        for told in reversed(self.told[-_REACH:]):
            if told.report.kind == candidate.frame.kind and (
                head in told.heads or (head in vehicles and told.heads & vehicles)
            ):
                return told
        return None

    def context_time(
        self, candidate: Candidate, stand: Standing, clause: Clause | None, agents: Sequence[Actor]
    ) -> When | None:
        """In a paragraph that tells a day's events, what simply happened next happened that day."""
        if (headed := self.day_of_heading(candidate, stand)) is not None:
            return headed
        if (
            clause is None
            or clause.verb is None
            or candidate.frame.kind not in _CONTEXT_KINDS
            or stand.status not in ("asserted", "claimed")
        ):
            return None
        simple = (
            clause.verb.tense == "past"
            and not clause.verb.perfect
            and not clause.verb.progressive
            and clause.kind == "main"
            and candidate.source != "noun"
        )
        if not simple or candidate.definite:
            return self.again(candidate, clause, agents)
        near = [t for t in self.told[-_REACH:] if t.sentence.index >= candidate.sentence.index - 2]
        before = [t for t in near if t.sentence.paragraph == candidate.sentence.paragraph or self.shares(t, agents)]
        dated = [
            t.report.when
            for t in before
            if not t.earlier and t.report.when.precision == "day" and t.report.when.start and t.report.when.end
        ]
        if not dated:
            looked_back = any(t.earlier and t.report.when.edtf for t in before)
            return self.again(candidate, clause, agents) or (None if looked_back else self.day_of_paragraph(candidate))
        return replace(dated[-1], basis="context", span=None, text=None)

    def day_of_heading(self, candidate: Candidate, stand: Standing) -> When | None:
        """The day that a paragraph of a chronicle begins with ("12 August – As the troops left …", "TUESDAY. …")."""
        clause = candidate.clause
        if clause is None or clause.verb is None or stand.status not in ("asserted", "claimed"):
            return None
        told = clause.verb.tense in ("past", "present") and not (clause.verb.perfect or clause.verb.progressive)
        if not told or candidate.source == "noun" or clause.kind not in ("main", "complement", "subordinate"):
            return None
        first = next(s for s in self.document.sentences if s.paragraph == candidate.sentence.paragraph)
        opening = next(iter(self.times_in(first)), None)
        if opening is None or opening.span.start > first.span.start or not _names_a_day(opening):
            return None
        heading = re.match(r"\s*[.:–—-]\s", self.text[opening.span.end : opening.span.end + 4])
        return replace(opening.when, basis="context", span=None, text=None) if heading else None

    def day_of_paragraph(self, candidate: Candidate) -> When | None:
        """The day last named in the paragraph, in one of the two sentences before."""
        last = candidate.sentence.index
        near = [
            s for s in self.document.sentences[max(0, last - 2) : last] if s.paragraph == candidate.sentence.paragraph
        ]
        days = [t.when for s in near for t in self.times_in(s) if t.kind == "date" and _names_a_day(t)]
        return replace(days[-1], basis="context", span=None, text=None) if days else None

    def shares(self, told: Told, agents: Sequence[Actor]) -> bool:
        return bool({a.country for a in told.report.actors if a.country} & {a.country for a in agents if a.country})

    def again(self, candidate: Candidate, clause: Clause, agents: Sequence[Actor]) -> When | None:
        """ "X also met Y in Prague": the same kind of event, joined to the one before."""
        if "also" not in clause.adverbs:
            return None
        before = [
            t.report.when
            for t in self.told[-_REACH:]
            if t.report.kind == candidate.frame.kind and self.shares(t, agents)
        ]
        return replace(before[-1], basis="context", span=None, text=None) if before and before[-1].edtf else None


def _names_a_day(timex: Timex) -> bool:
    when = timex.when
    return (
        timex.relation == "in" and not timex.attributive and when.precision == "day" and bool(when.start and when.end)
    )
