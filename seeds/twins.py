"""Twins: one event told twice in a sentence, made one."""

from __future__ import annotations

from seeds.candidates import HARM, Candidate, Scene
from seeds.casualties import CASUALTIES
from seeds.clauses import Clause

_SUFFERED = frozenset(CASUALTIES) | frozenset("burn bury crush maim trap strand sweep".split())
_WITHIN = frozenset("in for at during under into with".split())


def merge_twins(scene: Scene) -> list[Candidate]:
    """The candidates of a sentence, each event once; what a casualty or a second telling adds goes to the first."""
    kept: list[Candidate] = []
    for made in sorted(scene.candidates, key=lambda m: m.source == "harm"):
        host = next((k for k in kept if _suffered_in(scene, k, made)), None)
        if host is not None:
            host.counted += made.counted
            host.befell |= made.befell
            host.targets = host.targets or made.targets
            host.end = max(host.end, made.end)
            continue
        twin = next((k for k in kept if _same(scene, k, made)), None)
        if twin is None:
            kept.append(made)
        else:
            _absorb(scene, twin, made)
    for made in kept:
        how = _explained(scene, made) if made.source == "harm" else None
        if how is not None:
            made.frame, made.source = scene.table.of("disaster.accident") or made.frame, "verb"
            made.end, made.preps = how.end, [*made.preps, *how.preps]
    return kept


def _and_so(deed: Candidate, outcome: Candidate) -> bool:
    """ "The river rose and swept away a bridge", "fired into the crowd and killed 20": a harm and what came of it."""
    first, second = deed.clause, outcome.clause
    if first is None or second is None or first.subject is None or second.subject is None or second.verb is None:
        return False
    joined = second.shared and first.kind == second.kind and first.parent is second.parent
    one = joined and first.subject.start == second.subject.start and first.segment == second.segment
    if not one or {deed.frame.kind, outcome.frame.kind} - HARM:
        return False
    suffered = second.verb.lemma in CASUALTIES and outcome.frame.mode == "general"
    return suffered or deed.frame.kind == outcome.frame.kind == "disaster"


def _how(outcome: Candidate, cause: Candidate) -> bool:
    """ "The town was plunged into darkness when a transformer failed": one disaster."""
    alike = outcome.frame.manner == cause.frame.manner and outcome.frame.kind in ("disaster", "attack")
    links = ("when", "after") if outcome.frame.mode == "outage" else ("when",)
    when = cause.clause is not None and cause.clause.subordinator in links and outcome.clause is not None
    return alike and when and cause.clause is not None and cause.clause.parent is outcome.clause


def _explained(scene: Scene, made: Candidate) -> Clause | None:
    """ "Eight people died when a helicopter clipped a cable": how is told here, by no event before."""
    if made.clause is None or made.clause.verb is None or made.clause.verb.lemma in ("kill", "wound"):
        return None
    return next(
        (
            c
            for c in scene.clauses
            if c.parent is made.clause
            and c.subordinator == "when"
            and c.start >= made.end
            and c.subject is not None
            and not scene.reader.pronoun(c.subject)
            and c.verb is not None
            and c.verb.lemma not in ("be", "have")
        ),
        None,
    )


def _suffered_in(scene: Scene, host: Candidate, made: Candidate) -> bool:
    """ "shelled the town, wounding three": the participle counts what the deed before it did."""
    if _there_died(host, made):
        return True
    if (
        made.clause is None
        or made.clause.kind != "participle"
        or made.clause.verb is None
        or made.clause.verb.lemma not in _SUFFERED
    ):
        return False
    if made.clause.verb.passive or host.clause is not made.clause.parent or host.source == "noun":
        return False
    return host.frame.kind in HARM | {"control", "move", "restrict"}


def _there_died(host: Candidate, made: Candidate) -> bool:
    """ "hit a hostel, where six students were burned to death": the counts of what was just told."""
    clause = made.clause
    if clause is None or clause.kind != "relative" or clause.subordinator != "where" or clause.verb is None:
        return False
    suffered = clause.verb.passive and not made.agents and clause.verb.lemma in _SUFFERED
    return suffered and clause.parent is host.clause and {host.frame.kind, made.frame.kind} <= HARM


def _wielded(scene: Scene, deed: Candidate, noun: Candidate) -> bool:
    """A noun in the verb's own parts tells no second event: "traded mortar fire", "the curfew was lifted"."""
    clause = deed.clause
    if noun.source != "noun" or noun.noun is None or deed.source == "noun" or clause is None:
        return False
    kinds = {deed.frame.kind, noun.frame.kind}
    lifts = deed.frame.manner == "ease.lift" and noun.frame.kind in ("restrict", "sanction", "move")
    if not (kinds <= {"fight", "attack"} or lifts):
        return False
    parts = [*clause.objects, *(p.noun for p in clause.preps if p.prep in ("under", "with", "into"))]
    parts += [clause.subject] if clause.subject is not None and deed.frame.kind == "ease" else []
    return any(p.start <= noun.noun.start < p.end for p in parts)


def _same(scene: Scene, a: Candidate, b: Candidate) -> bool:
    if (
        b.source == "harm"
        and a.frame.kind in HARM
        and a.clause is not None
        and b.clause is not None
        and (a.clause.kind == "subordinate" or a.clause.subordinator == "when")
    ):
        if a.clause.segment == b.clause.segment:
            return a.clause.subordinator in ("when", "after", "as")
    if _wielded(scene, a, b) or _and_so(a, b):
        return True
    if a.frame.kind != b.frame.kind:
        return False
    if a.trigger == b.trigger or _how(a, b) or _how(b, a):
        return True
    if a.noun is not None and b.noun is not None and a.noun.start == b.noun.start:
        return True
    if a.clause is None or b.clause is None:
        return False
    within = b.clause is a.clause or (b.clause.kind == "participle" and b.clause.parent is a.clause)
    joined = (
        a.frame.manner == b.frame.manner
        and b.clause.shared
        and a.clause.kind == b.clause.kind
        and a.clause.parent is b.clause.parent
    )
    if (
        joined
        and a.clause.subject is not None
        and b.clause.subject is not None
        and a.clause.subject.start == b.clause.subject.start
    ):
        return a.frame.kind == "move" and not b.targets
    hosted = b.source in ("noun", "light") and within and a.source != "noun" and not b.definite and _hosts(scene, a, b)
    shared = (
        a.clause.subject is not None
        and b.clause.subject is not None
        and a.clause.subject.start == b.clause.subject.start
    )
    return hosted or (b.source == "harm" and shared and a.frame.kind in HARM)


def _hosts(scene: Scene, a: Candidate, b: Candidate) -> bool:
    """ "met in Prague, in talks hosted by": the noun says the verb again."""
    return b.noun is not None and any(p.noun.start == b.noun.start and p.prep in _WITHIN for p in a.preps)


def _absorb(scene: Scene, twin: Candidate, made: Candidate) -> None:
    if (
        made.clause is not None
        and twin.clause is not None
        and twin.clause.kind in ("relative", "participle")
        and made.clause.kind == "main"
    ):
        twin.clause, twin.start, twin.end = made.clause, made.start, made.end
    twin.preps += [p for p in made.preps if all(p.start != q.start for q in twin.preps)]
    twin.counted += made.counted
    twin.befell |= made.befell
    twin.agents += (
        [a for a in made.agents if all(a.start != b.start for b in twin.agents)]
        if made.source in ("noun", "light")
        else []
    )
    twin.targets = twin.targets or made.targets
    twin.object = twin.object or made.object
    twin.reasons += made.reasons
