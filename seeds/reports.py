"""Read the events of an article: propose candidates, weigh them, and settle who, whom, when, where and on whose
word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from seeds.article import Article, Span
from seeds.candidates import Candidate, Scene
from seeds.casting import Casting
from seeds.dating import when_of
from seeds.framing import Frames
from seeds.grounding import Grounding
from seeds.ledger import Story, Told
from seeds.phrases import span_of
from seeds.placing import where_of
from seeds.proposals import OnDrop, Proposer, log_dropped
from seeds.quantities import find_quantities
from seeds.report import Actor, Quantity, Report, Status
from seeds.status import Standing, accused, standing
from seeds.telling import headline_of
from seeds.text import Document, Sentence
from seeds.times import Timex, find_times
from seeds.weighing import Findings, confidence_of, weigh

_GRAVE = frozenset({"fight", "attack", "disaster", "protest", "control", "detain", "deploy", "agree"})
_NOT_THE_FIRST = re.compile(r"(?:not|n[’']t) (?:be )?the (?:first|only) time\b")
_OFTEN = re.compile(
    r" a (?:day|week)\b(?! (?:after|before|earlier|later|ago))|"
    r"\b(?:every|each) (?:day|week|month|year|night)\b|\b(?:several|many) times\b|time and again"
)


def looks_back(candidate: Candidate) -> bool:
    """Whether something is told in the past perfect by the text itself ("the court had forbidden it on Monday")."""
    clause = candidate.clause if candidate.source != "noun" else None
    if clause is None or clause.verb is None or clause.kind != "main" or clause.reporter is not None:
        return False
    return clause.verb.perfect and clause.verb.tense == "past"


def find_reports(article: Article, *, proposer: Proposer | None = None, on_drop: OnDrop = log_dropped) -> list[Report]:
    """What an article says happened, one report per clause that tells of it, in reading order.

    `proposer` is our `Frames` or another reader; what that proposes and the text does not bear out goes to `on_drop`.

    >>> [report] = find_reports(Article(id="x", text="Police arrested two men in Tabriz on 5 May 2021."))
    >>> report.kind, report.mode, report.headline, report.when.edtf
    ('detain', 'arrest', 'Police arrested two men in Tabriz', '2021-05-05')
    """
    return _Reading(article, proposer or Frames(), on_drop).reports()


class _Reading:
    """One article being read, sentence by sentence."""

    def __init__(self, article: Article, proposer: Proposer, on_drop: OnDrop) -> None:
        document = Document(article)
        times = find_times(document)
        self.document = document
        self.text = article.text
        self.reader = proposer if isinstance(proposer, Frames) else Grounding(proposer, document, on_drop)
        self.table = self.reader.table
        self.story = Story(document, self.table, times)
        self.casting = Casting(document, self.table, self.story)
        self.quantities = [q for q in find_quantities(document, times=times) if q.span is not None]
        self.starts = [q.span.start for q in self.quantities if q.span is not None]

    def reports(self) -> list[Report]:
        for sentence in self.document.sentences:
            if sentence.told and sentence.tokens:
                self.read(sentence)
        self.lend_actors()
        body: set[str] = {t.report.kind for t in self.story.told if t.sentence.part != "headline"}
        return [told.report for told in self.story.told if self.tells_more(told, body)]

    def lend_actors(self) -> None:
        """ "Armenia charges archbishop. / An archbishop was charged": the headline says who, the lead only what."""
        body = [told for told in self.story.told if told.sentence.part != "headline"]
        for head in (
            told.report for told in self.story.told if told.sentence.part == "headline" and told.report.actors
        ):
            lead = next((t for t in body if (t.report.kind, t.report.mode) == (head.kind, head.mode)), None)
            if lead is not None and not lead.report.actors and lead.sentence.paragraph <= body[0].sentence.paragraph:
                lead.report = replace(
                    lead.report, actors=tuple(replace(a, via="implied", span=None) for a in head.actors)
                )

    def tells_more(self, told: Told, body: set[str]) -> bool:
        """A headline tells again what the body tells; it counts alone only for a grave event the body does not name."""
        if told.sentence.part != "headline" or not body:
            return True
        return told.report.kind in _GRAVE and told.report.kind not in body

    def read(self, sentence: Sentence) -> None:
        times = self.story.times_in(sentence)
        scene = self.reader.scene(sentence, self.casting)
        self.story.remember_names(scene)
        for candidate in sorted(scene.candidates, key=lambda c: (c.trigger, c.start)):
            told = self.settle(candidate, scene, times)
            if told is not None:
                self.story.add(told)

    def settle(self, candidate: Candidate, scene: Scene, times: Sequence[Timex]) -> Told | None:
        """Give a candidate its roles; a report of it if enough speaks for it."""
        self.story.placed_in_story(candidate)
        times = [t for t in times if candidate.dated is None or t.span.overlaps(candidate.dated)]
        stand = standing(candidate, frequent=self.frequent(candidate, times))
        agents, targets = self.casting.roles(candidate, scene, stand)
        found = Findings(
            agents=agents, targets=targets, when=when_of(candidate, scene, times),
            where=self.story.meant(where_of(candidate, scene), candidate, scene),
            quantities=self.counts(candidate, scene),
        )  # fmt: skip
        score, reasons = weigh(candidate, found, scene, self.table)
        if (
            self.is_correction(stand, scene)
            or score < self.table.weights["threshold"]
            or self.lone_death(candidate, found)
        ):
            return None
        report = self.report(candidate, found, stand, scene, confidence=confidence_of(score), reasons=reasons)
        named = [*candidate.agents, *candidate.targets, *([candidate.object] if candidate.object else [])]
        heads = frozenset(scene.sentence.tokens[a.head].lemma for a in named)
        return Told(
            replace(report, headline=headline_of(report, candidate, scene, self.text)),
            candidate.frame,
            scene.sentence,
            heads,
            earlier=looks_back(candidate),
        )

    def report(self, candidate: Candidate, found: Findings, stand: Standing, scene: Scene, *, confidence: float,
    reasons: Sequence[str]) -> Report:  # fmt: skip
        when = found.when
        if when.edtf is None and when.text is None:
            when = self.story.context_time(candidate, stand, candidate.clause, found.agents) or when
        speaker = self.speaker(candidate, stand, found.agents, scene)
        rumoured = stand.reporter is not None and accused(stand.reporter)
        unsaid = stand.status == "claimed" and speaker is None and not rumoured
        status: Status = "asserted" if unsaid else stand.status
        return Report(
            kind=candidate.frame.kind, mode=candidate.frame.mode, headline="", span=self.span(candidate),
            sentence=scene.sentence.span, trigger=scene.sentence.tokens[candidate.trigger].span,
            actors=tuple(found.agents), targets=tuple(found.targets), when=when, where=tuple(found.where),
            status=status, aspect=stand.aspect, attribution=speaker if status != "asserted" else None,
            quantities=tuple(found.quantities), definite=self.story.refers_back(candidate, scene),
            confidence=confidence, reasons=tuple(reasons),
        )  # fmt: skip

    def speaker(self, candidate: Candidate, stand: Standing, agents: Sequence[Actor], scene: Scene) -> Actor | None:
        """Who says so; nobody, where one only speaks of one's own speech."""
        speaker = self.casting.speaker(stand, scene)
        if candidate.frame.kind == "speak" and speaker is not None:
            own = any(a.country == speaker.country and a.via != "implied" for a in agents if a.country)
            return None if own else speaker
        return speaker

    def is_correction(self, stand: Standing, scene: Scene) -> bool:
        """ "We wrote earlier that …" takes back; it does not tell."""
        return stand.speaker is not None and scene.sentence.tokens[stand.speaker.start].lower == "we"

    def lone_death(self, candidate: Candidate, found: Findings) -> bool:
        """One death of no known cause is no accident."""
        unexplained = candidate.source == "harm" and not candidate.definite and candidate.frame.mode == "accident"
        return unexplained and not any(q.value > 1 for q in found.quantities)

    def frequent(self, candidate: Candidate, times: Sequence[Timex]) -> bool:
        """ "every day", "several times", "not the first time that …"."""
        clause = candidate.clause
        if any(t.kind == "set" and t.span.overlaps(self.span(candidate)) for t in times):
            return True
        if clause is None or candidate.source == "noun":
            return False
        before = self.text[candidate.sentence.span.start : clause.span.start].lower()
        again = clause.kind == "complement" and bool(_NOT_THE_FIRST.search(before))
        return again or bool(_OFTEN.search(self.text[clause.span.start : clause.span.end + len(" before")].lower()))

    def span(self, candidate: Candidate) -> Span:
        return span_of(candidate.sentence, candidate.start, candidate.end)

    # how many

    def counts(self, candidate: Candidate, scene: Scene) -> list[Quantity]:
        """The counts in a candidate's own words and in what it says befell whom."""
        own = self.span(candidate)
        counted = [span_of(scene.sentence, n.start, n.end) for n in candidate.counted]
        others = [self.span(c) for c in scene.candidates if c is not candidate]
        rivals = [other for other in others if other in own and other != own]
        first, last = (bisect_left(self.starts, at) for at in (scene.sentence.span.start, scene.sentence.span.end))
        found: list[Quantity] = []
        for quantity in self.quantities[first:last]:
            span = quantity.span or Span(0, 0)
            within = span in own or self.text[span.start : own.start].strip().lower() == "half"
            if any(c.overlaps(span) for c in counted) or (within and not any(span in r for r in rivals)):
                found.append(self.named_count(quantity, span, candidate))
        return found

    def named_count(self, quantity: Quantity, span: Span, candidate: Candidate) -> Quantity:
        """A count by what befell the counted (killed, detained), where the candidate says so."""
        sentence = candidate.sentence
        for noun in candidate.counted:
            befell = candidate.befell.get(noun.start)
            if befell and span_of(sentence, noun.start, noun.end).overlaps(span):
                return quantity if quantity.kind in ("killed", "injured") else replace(quantity, kind=befell)
        kind = candidate.frame.quantity
        persons = quantity.unit is None and quantity.kind not in ("killed", "injured", "money", "length")
        concerned = (*candidate.targets, *candidate.agents)
        if kind and persons and any(span_of(sentence, n.start, n.end).overlaps(span) for n in concerned):
            return replace(quantity, kind=kind)
        return quantity
