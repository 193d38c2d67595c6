"""Where and when a candidate happened: which phrases of its sentence belong to it, and which only stand nearby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from seeds.article import Span
from seeds.candidates import Candidate, Scene
from seeds.clauses import Clause
from seeds.frames import Reader
from seeds.periods import as_bound, as_moment, as_start
from seeds.phrases import Joint, NounPhrase, PrepPhrase, joint_is, span_of
from seeds.report import Role, When, Whereabouts
from seeds.status import governors, shows_pictures
from seeds.tagging import is_demonym
from seeds.times import Timex

_ROLES: dict[str, Role] = {
    "in": "in", "inside": "in", "within": "in", "throughout": "in", "across": "in", "around": "near", "on": "in",
    "at": "at", "outside": "at",
    "near": "near", "close to": "near", "next to": "near", "beside": "near", "by": "near", "off": "near",
    "behind": "near", "opposite": "near",
    "along": "along", "alongside": "along", "between": "between", "through": "via", "via": "via", "by way of": "via",
    "past": "via",
    "from": "from", "out of": "from", "away from": "from", "to": "to", "into": "to", "onto": "to", "towards": "to",
    "toward": "to", "for": "to",
    "over": "across", "beyond": "near", "above": "in", "under": "in", "about": "about", "regarding": "about",
    "concerning": "about", "among": "in",
    "on board": "in", "atop": "in", "up to": "to", "from within": "in",
}  # fmt: skip
_FIXED = ("in the ", "on the ", "north", "south", "east", "west", "off the coast", "in front")
_DIRECTIONS = frozenset(
    "north south east west north-east north-west south-east south-west northeast northwest southeast southwest".split()
)
_GOING = frozenset({"move"})
_GOING_FRAMES = frozenset(
    """cooperate.aid deploy.troops deploy.monitors ease.withdraw meet.visit ease.release restrict.deport move.return
    cooperate.arms cooperate.trade sanction.expel control.handover attack.abduct""".split()
)
_LEAVING = frozenset("leave flee vacate evacuate quit abandon exit depart".split())
_TRAVELLING = frozenset("fly travel go come head journey return hurry rush drive sail set".split())
_PASSING = frozenset("cross use transit pass traverse".split())
_TRACKS = frozenset(
    """road highway motorway route corridor border frontier street railway line tunnel track stretch boundary river
    canal pipeline pass""".split()
)
_JOINED = frozenset("border frontier boundary line".split())
_CIRCUMSTANCES = frozenset(
    ("after", "before", "since", "until", "following", "amid", "amidst", "despite", "because of", "due to",
    "in the midst of", "like", "such as", "including", "than", "in response to",
     "in retaliation for", "in spite of", "owing to", "in the wake of")
)  # fmt: skip
_BEGINS = frozenset("begin start erupt flare".split())


def where_of(candidate: Candidate, scene: Scene) -> list[Whereabouts]:
    """The words that say where, each with the role its preposition and its frame give it."""
    found = _of_preps(candidate, scene)
    if candidate.frame.kind == "speak":
        return found
    for noun in (candidate.object, *(_subject_place(candidate, scene.reader))):
        noun = _by_name(noun, scene) if noun is not None else None
        if noun is not None:
            role = _object_role(candidate, noun, scene.reader)
            if role is not None:
                found.insert(0, Whereabouts(span=_whole(scene, noun.start, noun.end, tracks=True), role=role))
    if candidate.frame.kind == "disaster" and candidate.noun is not None and candidate.object is not None and found:
        own = candidate.object
        if any(w.span.overlaps(span_of(scene.sentence, own.start, own.end)) for w in found) and len(found) > 1:
            tail = [span_of(scene.sentence, p.noun.start, p.noun.end) for p in scene.reader.tail(candidate.noun)]
            found = [w for w in found if not any(w.span.overlaps(t) for t in tail)]
    unnamed = not any(_has_name(scene, w.span) for w in found)
    if found and unnamed and candidate.clause is not None and candidate.frame.kind == "protest":
        found += _of_subject(candidate, candidate.clause, scene)
    if found and unnamed and candidate.clause is not None and candidate.source != "noun":
        found = _borrowed(candidate, candidate.clause, scene) or found
    if not found and candidate.clause is not None:
        found = _borrowed(candidate, candidate.clause, scene) or _of_subject(candidate, candidate.clause, scene)
        found = found or _around(candidate, candidate.clause, scene)
    return _without_repeats(found)


def _of_preps(candidate: Candidate, scene: Scene) -> list[Whereabouts]:
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
        role = _role(candidate, phrase, scene.reader)
        if role is None or _aside(phrase, scene, found):
            continue
        if _scattered(phrase, scene):
            found += [Whereabouts(span=span_of(scene.sentence, m.start, m.end), role=role) for m in phrase.noun.members]
            covered = phrase.end
            continue
        span, covered = _chain(scene, phrase)
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


def _role(candidate: Candidate, phrase: PrepPhrase, reader: Reader) -> Role | None:
    prep, kind, noun = phrase.prep, candidate.frame.kind, phrase.noun
    beside_it = prep in ("off the coast of", "on the banks of", "in the vicinity of", "in front of")
    if beside_it and reader.fits(noun, ("place", "building")) and not reader.pronoun(noun):
        return "at" if prep == "in front of" else "near"
    if prep.startswith(_FIXED) and prep not in _ROLES:
        directional = prep.split()[0] in _DIRECTIONS
        return (
            "near"
            if directional
            else "in"
            if "edge" in prep
            or "cent" in prep
            or "middle" in prep
            or "outskirts" in prep
            or "of" in prep
            and prep.split()[2] in _DIRECTIONS
            else None
        )
    first = prep.split()[0]
    words = prep.split()
    stacked = (
        len(words) == 2
        and words[1] in _ROLES
        and first in ("from", "since", "in", "out", "up", "down", "back", "over", "off")
    )
    role = _ROLES.get(prep) or (_ROLES.get(first) if stacked else None)
    if role is None or not reader.fits(noun, ("place",)) or reader.pronoun(noun):
        return None
    if noun.end - noun.start == 1 and not reader.proper(noun):
        return None
    going = kind in _GOING or candidate.frame.manner in _GOING_FRAMES
    if kind == "speak":
        return role if role in ("in", "at") and _follows_verb(candidate, phrase) and reader.proper(noun) else None
    if kind == "disaster" and candidate.frame.mode == "outage" and role == "to":
        return "in"
    if role == "to" and kind == "meet" and candidate.source == "light" and reader.proper(noun) and _travels(candidate):
        return "in"
    if role in ("from", "to") and not going:
        return "to" if role == "to" and prep in ("into", "onto") else None
    if prep == "for" and not (going and reader.proper(noun)):
        return None
    if prep == "by":
        return None
    beside = candidate.noun is not None and phrase.start == candidate.noun.end
    if prep == "on" and kind == "sanction" and beside:
        return None
    if prep in ("on", "over", "about") and kind in ("agree", "meet", "govern", "sanction"):
        return "about"
    if prep == "across" and going:
        return "across"
    if role == "via" and candidate.frame.mode == "aid" and not reader.proper(noun):
        return None
    if prep == "on" and candidate.frame.kind == "attack":
        return "at"
    if (
        prep == "on"
        and kind in ("sanction", "ease", "restrict")
        and candidate.object is not None
        and phrase.start == candidate.object.end
    ):
        return None
    if (
        prep == "on"
        and kind in ("sanction", "restrict")
        and candidate.noun is not None
        and phrase.start == candidate.noun.end
    ):
        return None
    if (
        prep == "between"
        and kind in ("meet", "agree", "fight")
        and reader.proper(noun.members[0] if noun.members else noun)
    ):
        return None
    return role


def _travels(candidate: Candidate) -> bool:
    """ "flew to Tbilisi for talks": where somebody goes to meet is where they meet."""
    verb = candidate.clause.verb if candidate.clause is not None else None
    return verb is not None and verb.lemma in _TRAVELLING


def _follows_verb(candidate: Candidate, phrase: PrepPhrase) -> bool:
    return (
        candidate.clause is not None and candidate.clause.verb is not None and phrase.start == candidate.clause.verb.end
    )


def _aside(phrase: PrepPhrase, scene: Scene, found: list[Whereabouts]) -> bool:
    """ "near Ahar, north-east of Tabriz": words after a comma that only say where the place lies."""
    tokens = scene.sentence.tokens
    after_comma = phrase.start > 0 and tokens[phrase.start - 1].text == ","
    return (
        bool(found)
        and after_comma
        and (
            phrase.prep.split()[0] in _DIRECTIONS
            or found[-1].span.end < tokens[phrase.start].start <= found[-1].span.end + 3
        )
    )


def _chain(scene: Scene, phrase: PrepPhrase) -> tuple[Span, int]:
    """A prepositional phrase's noun with what belongs to it ("the border | with Azerbaijan", "an area | in
    northwestern Iran")."""
    start = phrase.start if phrase.prep.startswith(_FIXED) and phrase.prep not in _ROLES else phrase.noun.start
    topic = _ROLES.get(phrase.prep) == "about" or (phrase.prep == "on" and scene.reader.proper(phrase.noun))
    if topic:
        return span_of(scene.sentence, start, phrase.noun.end), phrase.noun.end
    span = _whole(scene, phrase.noun.start, phrase.noun.end, tracks=False)
    end = next((t.index + 1 for t in scene.sentence.tokens if t.end == span.end), phrase.noun.end)
    return Span(scene.sentence.tokens[start].start, span.end), end


def _whole(scene: Scene, start: int, end: int, *, tracks: bool) -> Span:
    reader, tokens = scene.reader, scene.sentence.tokens
    head = next((t.lemma for t in reversed(tokens[start:end]) if t.tag in ("NN", "NNS")), "")
    named = any(t.tag == "NNP" for t in tokens[start:end])
    while (i := reader.position.get(end)) is not None and isinstance(scene.phrases[i], PrepPhrase):
        phrase = scene.phrases[i]
        assert isinstance(phrase, PrepPhrase)
        if phrase.prep != "of" and not reader.fits(phrase.noun, ("place",)) and head not in _JOINED:
            break
        if phrase.noun.time or not _belongs(phrase, head, named, tracks=tracks):
            break
        named = named or any(t.tag == "NNP" for t in tokens[phrase.noun.start : phrase.noun.end])
        end = phrase.end
    following = reader.position.get(end)
    if end + 1 < len(tokens) and tokens[end].text == "," and following is not None:
        nxt = reader.position.get(end + 1)
        container = scene.phrases[nxt] if nxt is not None else None
        if (
            isinstance(container, PrepPhrase)
            and container.prep == "in"
            and reader.proper(container.noun)
            and not container.noun.time
            and named
        ):
            return span_of(scene.sentence, start, end)
    return span_of(scene.sentence, start, end)


def _belongs(phrase: PrepPhrase, head: str, named: bool, *, tracks: bool) -> bool:
    prep = phrase.prep
    if prep == "of":
        return True
    if prep == "with":
        return head in _JOINED
    if prep in ("between", "from", "to"):
        return head in _TRACKS or (head in ("bridge", "area", "region", "land") and prep == "between" and tracks)
    if prep in (
        "in",
        "inside",
        "at",
        "near",
        "on the edge of",
        "on the outskirts of",
        "in the centre of",
        "on",
        "along",
        "north of",
        "south of",
        "east of",
        "west of",
    ):
        return not named or prep == "in"
    return prep.split()[0] in _DIRECTIONS and not named


def _subject_place(candidate: Candidate, reader: Reader) -> list[NounPhrase]:
    """A place that suffers: "Djibo has been under a blockade", "The road … is closed"."""
    clause = candidate.clause
    if clause is None or clause.verb is None or candidate.object is not None or candidate.source == "noun":
        return []
    if candidate.frame.kind in ("restrict", "control") and clause.subject is not None and clause.verb.lemma == "be":
        return [clause.subject]
    if candidate.frame.manner == "control.capture" and clause.subject is not None and clause.verb.lemma == "fall":
        return [clause.subject]
    if candidate.frame.mode == "infrastructure" and clause.subject is not None and clause.verb.lemma == "open":
        return [clause.subject]
    return []


def _object_role(candidate: Candidate, noun: NounPhrase, reader: Reader) -> Role | None:
    """The role of a place that is the object itself: captured X, shelled X, reached X, closed the road."""
    built = candidate.frame.mode == "infrastructure" and _tracked(noun, candidate)
    if not (reader.fits(noun, ("place",)) or built) or reader.pronoun(noun):
        return None
    if noun.end - noun.start == 1 and candidate.sentence.tokens[noun.start].lower in _DIRECTIONS:
        return None
    frame, verb = candidate.frame, candidate.clause.verb if candidate.clause else None
    lemma = verb.lemma if verb is not None and candidate.source != "noun" else ""
    if frame.kind == "move":
        if lemma in _LEAVING or candidate.frame.mode in ("evacuate", "flee", "displace"):
            return "from"
        if lemma in _PASSING or _tracked(noun, candidate):
            return "via"
        return "to"
    if frame.mode == "infrastructure":
        return "along" if _tracked(noun, candidate) else None
    if frame.place is not None or frame.mode in ("natural", "troops", "visit", "accident", "offensive", "withdraw"):
        named = (
            reader.proper(noun)
            or any(p.prep == "of" and reader.proper(p.noun) for p in reader.tail(noun)[:1])
            or frame.kind in ("control", "restrict", "ease", "deploy")
            or frame.mode == "natural"
        )
        if frame.mode == "withdraw" and lemma in _LEAVING:
            return "from"
        return (frame.place or "in") if named or not candidate.preps else None
    return None


def _tracked(noun: NounPhrase, candidate: Candidate) -> bool:
    tokens = candidate.sentence.tokens
    return any(t.lemma in _TRACKS or (t.lower in _TRACKS) for t in tokens[noun.start : noun.end])


def _borrowed(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """A place said once for two clauses: of "where …", of the trucks taxed "moving through", of what an outcome
    resulted from."""
    above: Clause | None = clause
    while above is not None:
        if above.kind == "relative" and above.subordinator == "where":
            place = _where_antecedent(above, scene)
            return (
                [Whereabouts(span=_whole(scene, place.start, place.end, tracks=False), role="in")]
                if place is not None
                else []
            )
        if above.kind not in ("complement", "infinitive", "gerund"):
            break
        above = above.parent
    leaving = clause.parent if clause.kind == "participle" else None
    if leaving is not None and leaving.kind == "participle" and leaving.verb is not None and leaving.parent is not None:
        if leaving.verb.lemma == "leave":
            return _of_cause(candidate, leaving.parent, scene)
    if (
        clause.kind == "participle"
        and clause.verb is not None
        and clause.verb.lemma in ("result", "lead", "leave", "cause", "force", "drive")
        and clause.parent is not None
    ):
        return _of_cause(candidate, clause.parent, scene)
    if candidate.frame.kind == "restrict":
        painted = [
            c
            for c in scene.clauses
            if c.kind == "participle"
            and c.parent is clause
            and c.verb is not None
            and c.verb.form == "gerund"
            and c.antecedent is not None
        ]
        for child in painted:
            found = [
                Whereabouts(span=_chain(scene, p)[0], role="via")
                for p in child.preps
                if p.prep in ("through", "across", "via", "along") and not p.noun.time
            ]
            if found:
                return found
    if clause.kind == "gerund" and clause.parent is not None:
        return []
    return _from_gerund(candidate, clause, scene)


def _of_subject(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """ "Workers at the port of Piraeus went on strike", "The dam at Derna collapsed": where the subject is, if
    nothing else says."""
    subject = clause.subject
    if (
        subject is None
        or candidate.source == "noun"
        or candidate.frame.kind in ("speak", "meet", "agree", "sanction")
        or (clause.shared and clause.kind != "main" and not _suffers(clause))
    ):
        return []
    inhabitants = scene.sentence.tokens[subject.head].lemma in (
        "resident",
        "inhabitant",
        "villager",
        "people",
        "citizen",
    )
    stopped = candidate.frame.kind == "restrict"
    for phrase in scene.reader.tail(subject):
        if (
            (stopped and phrase.prep == "between")
            or phrase.prep in ("in", "at", "near", "outside", "above", "below")
            or (phrase.prep == "of" and inhabitants)
        ):
            if scene.reader.fits(phrase.noun, ("place",)) and not phrase.noun.time and _told_where(phrase.noun, scene):
                return [Whereabouts(span=_chain(scene, phrase)[0], role=_ROLES.get(phrase.prep, "in"))]
    return []


def _suffers(clause: Clause) -> bool:
    """ "the clinic in Gori, which had been hit by shells"."""
    return clause.kind == "relative" and clause.verb is not None and clause.verb.passive


def _around(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """The place of the verb that a joined verb or a participle goes with.

    "Near Gori gunmen stopped a bus and shot two men", "searched the office in Gori, arresting two men".
    """
    if candidate.source == "noun" or candidate.frame.kind in ("speak", "meet", "agree", "sanction", "move"):
        return []
    preps: list[PrepPhrase] = []
    if clause.shared and clause.kind == "main":
        first = _siblings(clause, scene)[0]
        preps = [p for p in first.preps if first.verb is not None and p.end <= first.verb.start]
    elif clause.kind == "participle" and clause.parent is not None and clause.verb is not None:
        preps = [p for p in clause.parent.preps if clause.verb.form == "gerund" and p.end <= clause.verb.start]
    settings = [p for p in preps if p.prep in ("in", "at", "near", "outside")]
    return _of_preps(replace(candidate, preps=settings), scene) if settings else []


def _has_name(scene: Scene, span: Span) -> bool:
    return any(t.tag == "NNP" and not is_demonym(t.text) for t in scene.sentence.tokens if t.span in span)


def _told_where(noun: NounPhrase, scene: Scene) -> bool:
    """ "in the city", "in Kabul", but not "in prison" or "at home"."""
    words = scene.sentence.tokens[noun.start : noun.end]
    return len(words) > 1 or words[0].tag == "NNP"


def _of_cause(candidate: Candidate, above: Clause, scene: Scene) -> list[Whereabouts]:
    """ "occupying the region …, resulting in the displacement of": an outcome is felt where its cause was."""
    cause = next(
        (c for c in scene.candidates if c.clause is above or (c.clause is not None and c.clause.parent is above)), None
    )
    if cause is None or cause is candidate:
        return []
    role: Role = "from" if candidate.frame.kind == "move" else "in"
    return [Whereabouts(span=w.span, role=role) for w in where_of(cause, scene) if w.role != "about"]


def _from_gerund(candidate: Candidate, clause: Clause, scene: Scene) -> list[Whereabouts]:
    """ "Gas stopped flowing to Karabakh": the place hangs on the verb that was begun or ended."""
    for child in scene.clauses:
        if (
            child.kind in ("gerund", "infinitive")
            and child.parent is clause
            and child.subject is not None
            and clause.subject is not None
            and child.subject.start == clause.subject.start
        ):
            twin = Candidate(
                frame=candidate.frame,
                sentence=candidate.sentence,
                clause=child,
                trigger=candidate.trigger,
                source="verb",
                start=candidate.start,
                end=candidate.end,
                preps=child.preps,
            )
            if child.kind == "gerund":
                return _of_preps(twin, scene)
    return []


def _where_antecedent(clause: Clause, scene: Scene) -> NounPhrase | None:
    before = [p for p in scene.phrases if p.end <= (clause.verb.start if clause.verb else 0)]
    joint = next((i for i in range(len(before) - 1, -1, -1) if joint_is(before[i], "relative")), len(before))
    for phrase in reversed(before[:joint]):
        noun = phrase.noun if isinstance(phrase, PrepPhrase) else phrase
        if (
            isinstance(noun, NounPhrase)
            and not noun.time
            and scene.reader.fits(noun, ("place",))
            and not scene.reader.pronoun(noun)
        ):
            month = any(
                t.lower
                in (
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december",
                )
                for t in scene.sentence.tokens[noun.start : noun.end]
            )
            if not month and scene.reader.event_of(noun) is None:
                return noun
    return None


def _by_name(noun: NounPhrase, scene: Scene) -> NounPhrase:
    """ "Adiyaman, one of the cities worst hit": a place described after a comma goes by the name before it."""
    reader = scene.reader
    i = reader.position.get(noun.start)
    if i is None:
        i = next(
            (k for k, p in enumerate(scene.phrases) if isinstance(p, PrepPhrase) and p.noun.start == noun.start), None
        )
    if i is None or reader.proper(noun):
        return noun
    j = i - 1
    if j >= 1 and isinstance(scene.phrases[i], PrepPhrase) and isinstance(scene.phrases[j], NounPhrase):
        j -= 1
    before = scene.phrases[j - 1] if j >= 1 and joint_is(scene.phrases[j], "comma") else None
    named = before.noun if isinstance(before, PrepPhrase) else before
    has_name = isinstance(named, NounPhrase) and any(
        t.tag == "NNP" for t in scene.sentence.tokens[named.start : named.end]
    )
    if isinstance(named, NounPhrase) and has_name and not named.time and reader.fits(noun, ("place",)):
        return named
    return noun


def _without_repeats(found: Sequence[Whereabouts]) -> list[Whereabouts]:
    kept: list[Whereabouts] = []
    for one in found:
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return kept


# when


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
    before = [t.lower for t in scene.sentence.tokens if t.end <= timex.span.start][-2:]
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
    tokens = scene.sentence.tokens
    for clause in reversed(scene.clauses):
        for phrase in clause.phrases:
            if isinstance(phrase, Joint) and phrase.kind == "comma":
                continue
            if Span(tokens[phrase.start].start, tokens[phrase.end - 1].end).overlaps(timex.span):
                return clause
    holding = [c for c in scene.clauses if c.span.start <= timex.span.start and timex.span.end <= c.span.end]
    return min(holding, key=lambda c: c.span.end - c.span.start, default=None)


def _siblings(clause: Clause, scene: Scene) -> list[Clause]:
    """The verbs joined under one subject, in order."""
    subject = clause.subject
    if subject is None:
        return [clause]
    alike = [c for c in scene.clauses if c.kind == clause.kind and c.parent is clause.parent]
    return [
        c for c in alike if c.segment == clause.segment and c.subject is not None and c.subject.start == subject.start
    ]


def _shared(clause: Clause, scene: Scene, dates: Sequence[Timex]) -> When | None:
    """ "imposed a tax … and detained two drivers last month": the last verb's closing time is everyone's."""
    joined = _siblings(clause, scene)
    if len(joined) < 2 or joined[-1] is clause or any(_in_clause(c, scene, dates) for c in joined[:-1]):
        return None
    last = joined[-1]
    closing = [
        t
        for t in _in_clause(last, scene, dates)
        if not t.attributive and last.verb is not None and t.span.start > scene.sentence.tokens[last.verb.head].end
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
    first = _siblings(clause, scene)[0]
    if first is clause or first.verb is None:
        return None
    opening = [
        t
        for t in _in_clause(first, scene, dates)
        if not t.attributive and t.span.end <= scene.sentence.tokens[first.verb.start].start
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
