"""Own places: which of the phrases beside an event say where it happened, and which only stand there."""

from __future__ import annotations

from itertools import pairwise

from seeds.candidates import Candidate, Scene
from seeds.phrases import Joint, NounPhrase, PrepPhrase, span_of
from seeds.placeroles import DIRECTIONS, role_of_phrase
from seeds.placewords import chain
from seeds.report import Whereabouts

_CIRCUMSTANCES = frozenset(
    ("after", "before", "since", "until", "following", "amid", "amidst", "despite", "because of", "due to",
    "in the midst of", "like", "such as", "including", "than", "in response to",
     "in retaliation for", "in spite of", "owing to", "in the wake of")
)  # fmt: skip


def of_preps(candidate: Candidate, scene: Scene) -> list[Whereabouts]:
    found: list[Whereabouts] = []
    covered = -1
    for phrase in sorted([*candidate.preps, *_bound_for(candidate, scene)], key=lambda p: p.start):
        if (
            phrase.start < covered
            or phrase.noun.time
            or phrase.prep in ("of", "with")
            or _nested(phrase, scene)
            or _of_apposition(phrase, scene)
        ):
            continue
        role = role_of_phrase(candidate, phrase, scene.reader)
        if role is None or _aside(phrase, scene, found):
            continue
        if _scattered(phrase, scene):
            found += [Whereabouts(span=span_of(scene.sentence, m.start, m.end), role=role) for m in phrase.noun.members]
            covered = phrase.end
            continue
        span, covered = chain(scene, phrase)
        found.append(Whereabouts(span=span, role=role))
    return found


def _bound_for(candidate: Candidate, scene: Scene) -> list[PrepPhrase]:
    """ "Travellers to Nakhchivan": where a going subject is bound."""
    clause = candidate.clause
    if candidate.frame.kind != "move" or clause is None or clause.subject is None or candidate.source == "noun":
        return []
    return [p for p in scene.reader.tail(clause.subject) if p.prep in ("to", "into") and p not in candidate.preps]


def _of_apposition(phrase: PrepPhrase, scene: Scene) -> bool:
    """ "the corridor, the only road between A and B": what hangs on the second name of a thing is not a place of its
    own."""
    i = next((k for k, p in enumerate(scene.phrases) if p is phrase or p.start == phrase.start), 0)
    before = scene.phrases[i - 1] if i else None
    comma = scene.phrases[i - 2] if i > 1 else None
    described = (
        isinstance(before, NounPhrase)
        and not before.time
        and isinstance(comma, Joint)
        and comma.kind == "comma"
        and i > 2
    )
    verbless = described and not any(c.subject is not None and c.subject.start == before.start for c in scene.clauses)  # type: ignore[union-attr]
    return verbless and isinstance(scene.phrases[i - 3], PrepPhrase | NounPhrase) and scene.phrases[i - 3].start != 0


def _scattered(phrase: PrepPhrase, scene: Scene) -> bool:
    """Are the members of a list parted by other words ("between Aghband, in Zangilan district, and Kalaleh")?"""
    members = phrase.noun.members
    return len(members) > 1 and any(b.start - a.end > 4 for a, b in pairwise(members))


def _nested(phrase: PrepPhrase, scene: Scene) -> bool:
    """ "amid tensions between Baku and Tehran": what hangs on a circumstance is not where it happened."""
    for other in scene.phrases:
        if (
            isinstance(other, PrepPhrase)
            and other.prep in _CIRCUMSTANCES
            and other.start < phrase.start
            and phrase in scene.reader.tail(other)
        ):
            return True
    return False


def _aside(phrase: PrepPhrase, scene: Scene, found: list[Whereabouts]) -> bool:
    """ "near Ahar, north-east of Tabriz": words after a comma that only say where the place lies."""
    tokens = scene.tokens
    after_comma = phrase.start > 0 and tokens[phrase.start - 1].text == ","
    return (
        bool(found)
        and after_comma
        and (
            phrase.prep.split()[0] in DIRECTIONS
            or found[-1].span.end < tokens[phrase.start].start <= found[-1].span.end + 3
        )
    )
