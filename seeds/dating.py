"""Dating: the words of its sentence that say when a candidate happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seeds.article import Span
from seeds.candidates import Candidate, Scene
from seeds.clauses import Clause
from seeds.periods import as_bound, as_moment, as_start
from seeds.phrases import Joint, NounPhrase, span_of
from seeds.report import When
from seeds.status import governors, shows_pictures
from seeds.times import Timex

_BEGINS = frozenset("begin start erupt flare".split())


def when_of(candidate: Candidate, scene: Scene, times: Sequence[Timex]) -> When:
    """The time expression that dates a candidate; a time that only dates who reports it is a bound."""
    dates = [t for t in times if t.kind == "date" and not _first_time(t, scene)]
    clause = candidate.clause
    if candidate.source == "noun":
        return _noun_time(candidate, scene, dates)
    if clause is None:
        return When()
    offset = next((t for t in times if t.kind == "offset" and 0 <= clause.span.start - t.span.end <= 1), None)
    if offset is not None and clause.subordinator in ("after", "before"):
        return offset.when  # "on Sunday, four days after they had closed it"
    own = _owned(candidate, clause, scene, dates)
    if own is not None:
        return own
    around = _of_war_around(candidate, scene, dates)
    if around is not None:
        return around
    shared = _shared(clause, scene, dates) or _fronted(clause, scene, dates)
    if shared is not None:
        return shared
    told = _told_when(candidate, clause, scene, dates)
    reacts = (
        candidate.frame.kind == "speak" and clause.subordinator != "when"
    )  # "when … deployed troops, which … disputed"
    if told is not None and not reacts:
        return told
    for above in governors(clause):
        if clause.kind in ("infinitive", "gerund"):
            time = _best(_in_clause(above, scene, dates))
            if time is not None:
                return time.when
    return _reported(clause, scene, dates)


def _first_time(timex: Timex, scene: Scene) -> bool:
    """ "for the first time in six years": a length looked back on, whatever it looks like."""
    before = [t.lower for t in scene.tokens if t.end <= timex.span.start][-2:]
    return before[-1:] == ["time"] and before[:1] != ["this"]


def _noun_time(candidate: Candidate, scene: Scene, dates: Sequence[Timex]) -> When:
    """A noun's own time: inside its phrase, or right behind it ("the conflict last year", "the quake of 6
    February")."""
    span = span_of(scene.sentence, candidate.start, candidate.end)
    near = [
        t
        for t in dates
        if (t.span.overlaps(span) and t.relation not in ("since",)) or 0 <= t.span.start - span.end <= 1
    ]
    return near[-1].when if near else When()


def _owned(candidate: Candidate, clause: Clause, scene: Scene, dates: Sequence[Timex]) -> When | None:
    found = [t for t in _in_clause(clause, scene, dates) if not t.attributive]
    if candidate.noun is not None:
        found += [
            t
            for t in dates
            if (t.attributive or candidate.frame.kind == "disaster") and _inside(t, candidate.noun, scene)
        ]
        begun = [
            c
            for c in scene.clauses
            if c.kind == "relative" and c.antecedent is not None and c.antecedent.start == candidate.noun.start
        ]
        for child in begun:
            inner = _best(_in_clause(child, scene, dates))
            if inner is not None:
                starts = child.verb is not None and child.verb.lemma in _BEGINS
                return as_start(inner.when) if starts else inner.when
    best = _best(found) or _fronted_clause(clause, scene, dates)
    if best is not None:
        return best.when
    for child in scene.clauses:
        adverbial = child.parent is clause and child.kind in ("gerund", "infinitive") and child.subordinator is None
        if (
            adverbial
            and child.subject is not None
            and clause.subject is not None
            and child.subject.start == clause.subject.start
        ):
            time = _best([t for t in _in_clause(child, scene, dates) if not t.attributive])
            if time is not None:
                return time.when
    return None


def _of_war_around(candidate: Candidate, scene: Scene, dates: Sequence[Timex]) -> When | None:
    """ "liberating the region in last year's conflict": the time of the event it was part of."""
    for phrase in candidate.preps:
        event = scene.reader.event_of(phrase.noun) if phrase.prep in ("in", "during") else None
        if event is not None:
            inner = _best([t for t in dates if _inside(t, phrase.noun, scene)])
            if inner is not None:
                return inner.when
    return None


def _inside(timex: Timex, noun: NounPhrase, scene: Scene) -> bool:
    """Does a time stand in a noun phrase or its "of" ("the earthquakes of 6 February")?"""
    tail = scene.reader.tail(noun)
    end = tail[0].end if tail and tail[0].prep == "of" else noun.end
    return timex.span.overlaps(span_of(scene.sentence, noun.start, end))


def _best(found: Sequence[Timex]) -> Timex | None:
    """Of several times in a clause, one that the calendar knows, then the first."""
    return min(
        found, key=lambda t: (t.when.edtf is None, t.when.precision not in ("day", "week"), t.span.start), default=None
    )


def _fronted_clause(clause: Clause, scene: Scene, dates: Sequence[Timex]) -> Timex | None:
    """ "Before the month was out Delhi had banned …": a clause that is itself a time."""
    for child in scene.clauses:
        if (
            child.kind == "subordinate"
            and child.parent is clause
            and child.subordinator in ("before", "after", "when", "until", "as")
        ):
            for timex in dates:
                if timex.span.overlaps(child.span) and timex.span.end - timex.span.start >= 0.7 * (
                    child.span.end - child.span.start
                ):
                    return timex
    return None


def _in_clause(clause: Clause, scene: Scene, dates: Sequence[Timex]) -> list[Timex]:
    """The times whose words stand in a clause's own phrases."""
    owner = {id(t): _owner(t, scene) for t in dates}
    return [t for t in dates if owner[id(t)] is clause]


def _owner(timex: Timex, scene: Scene) -> Clause | None:
    tokens = scene.tokens
    for clause in reversed(scene.clauses):
        for phrase in clause.phrases:
            if isinstance(phrase, Joint) and phrase.kind == "comma":
                continue
            if Span(tokens[phrase.start].start, tokens[phrase.end - 1].end).overlaps(timex.span):
                return clause
    holding = [c for c in scene.clauses if c.span.start <= timex.span.start and timex.span.end <= c.span.end]
    return min(holding, key=lambda c: c.span.end - c.span.start, default=None)


def _shared(clause: Clause, scene: Scene, dates: Sequence[Timex]) -> When | None:
    """ "imposed a tax … and detained two drivers last month": the last verb's closing time is everyone's."""
    joined = scene.siblings(clause)
    if len(joined) < 2 or joined[-1] is clause or any(_in_clause(c, scene, dates) for c in joined[:-1]):
        return None
    last = joined[-1]
    closing = [
        t
        for t in _in_clause(last, scene, dates)
        if not t.attributive and last.verb is not None and t.span.start > scene.tokens[last.verb.head].end
    ]
    found = _best(closing)
    if found is None or found.span.end < last.span.end - 3:
        return None
    tense = {(c.verb.perfect, c.verb.tense) for c in joined if c.verb is not None}
    return found.when if len(tense) == 1 else None


def _fronted(clause: Clause, scene: Scene, dates: Sequence[Timex]) -> When | None:
    """ "On Friday police closed the road and detained ten": the opening time of the first verb serves the joined
    ones."""
    if not clause.shared or clause.kind != "main":
        return None
    first = scene.siblings(clause)[0]
    if first is clause or first.verb is None:
        return None
    opening = [
        t
        for t in _in_clause(first, scene, dates)
        if not t.attributive and t.span.end <= scene.tokens[first.verb.start].start
    ]
    found = _best(opening)
    return found.when if found is not None else None


def _told_when(candidate: Candidate, clause: Clause, scene: Scene, dates: Sequence[Timex]) -> When | None:
    """ "in the winter of 1988, when the Red Crescent sent help": the time that "when" takes up.

    After "since" that is its start, unless the sentence tells of what began then ("shut since 1993, when they closed
    it").
    """
    above: Clause | None = clause
    while above is not None:
        if above.kind == "relative" and above.subordinator == "when" and above.parent is not None:
            time = _best(_in_clause(above.parent, scene, dates))
            lasting = any(c.clause is above.parent and c.frame.kind == candidate.frame.kind for c in scene.candidates)
            return (time.when if lasting else as_moment(time.when)) if time is not None else None
        above = above.parent if above.kind == "relative" else None
    return None


def _reported(clause: Clause, scene: Scene, dates: Sequence[Timex]) -> When:
    """ "On Friday state television showed …": the event was no later than its telling."""
    above: Clause | None = clause
    while above is not None:
        while_shown = above.kind == "participle" or above.subordinator in ("as", "while")
        shown = while_shown and above.parent is not None and shows_pictures(above.parent)
        teller = above.reporter or (above.parent if above.kind == "complement" or shown else None)
        if teller is not None:
            time = _best([t for t in _in_clause(teller, scene, dates) if not t.attributive])
            if time is not None and clause.verb is not None and clause.verb.tense != "future":
                bound = as_bound(time.when)
                return replace(bound, text=time.when.text, span=time.when.span)
            above = teller
            continue
        if above.kind == "relative":
            break
        above = above.parent if above.kind in ("infinitive", "gerund") else None
    return When()
