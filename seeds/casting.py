"""Who: the actors that a candidate's noun phrases name, those they imply, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from seeds.actors import Cast
from seeds.candidates import Candidate, Scene
from seeds.frames import FrameTable
from seeds.ledger import Story
from seeds.nations import match_known, states
from seeds.phrases import NounPhrase, span_of
from seeds.report import Actor, ActorKind
from seeds.status import Standing
from seeds.text import Document

_COUNTED = re.compile(
    r"^(?:about |some |around |at least |more than |up to )?"
    r"(?:[\d,.]+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty) "
)
_NOBODY = frozenset("no nobody none".split())
_PAYS = frozenset("pay owe face incur".split())
_FORCES = frozenset("army navy military air-force airforce".split())
OF_THEM = re.compile(r"^((?:about |some |more than |at least )?\w+) of (?:them|these|those)$")
_DESCRIBED: tuple[tuple[str, ActorKind], ...] = (
    ("troops_only", "military"), ("patrol", "military"), ("crowd", "civilians"), ("people", "civilians"),
    ("vehicle", "civilians"), ("group", "organisation"), ("team", "organisation"),
)  # fmt: skip


class Casting:
    """Gives the noun phrases of a document's candidates their actors."""

    def __init__(self, document: Document, table: FrameTable, story: Story) -> None:
        self.text = document.text
        self.table = table
        self.story = story
        self.cast = Cast(document)
        self.persons = frozenset(
            m.head
            for m in self.cast.mentions
            if any(a.kind == "person" for a in m.actors) and self.text[m.head : m.head + 1].isupper()
        )

    def roles(self, candidate: Candidate, scene: Scene, stand: Standing) -> tuple[list[Actor], list[Actor]]:
        frame = candidate.frame
        agents = _distinct([a for noun in candidate.agents for a in self.agent_of(noun, candidate, scene)])
        missiles = ("shot", "arms") if frame.kind == "attack" else ()
        suffering = [n for n in candidate.targets if not scene.reader.fits(n, missiles)]
        targets = _distinct(
            [a for noun in suffering for a in self.actors_of(noun, scene) or self.somebody(noun, candidate, scene)]
        )
        if (
            frame.kind == "cooperate"
            and frame.mode == "arms"
            and candidate.source == "noun"
            and self.whose(candidate, scene)
        ):
            agents = []
        if frame.kind == "disaster":
            return [], targets if candidate.source != "noun" else []
        if frame.kind == "speak" and not agents:
            agents = self.side_of(candidate, scene) or self.officials(stand, scene)
        if frame.reciprocal and frame.mode != "call":
            tools = self.table.classes["instrument"]
            with_whom = [
                p.noun for p in candidate.preps
                if p.prep in ("with", "between",
                "by") and not p.noun.time and scene.sentence.tokens[p.noun.head].lemma not in tools
            ]  # fmt: skip
            agents = _distinct(agents + [a for noun in with_whom for a in self.actors_of(noun, scene)])
            victims = bool(candidate.counted)
            if (
                frame.kind in ("meet", "fight")
                and frame.mode != "offensive"
                and (not victims or (not agents and candidate.source != "harm"))
            ):
                agents, targets = _distinct(agents + [t for t in targets if t.country or not victims]), []
        if frame.kind == "control":
            losers = [p.noun for p in candidate.preps if p.prep == "from"]
            targets = _distinct([a for noun in losers for a in self.nation_in(noun, scene)])
        if frame.kind == "deploy" and not agents:
            agents = self.implied_forces(candidate, scene) or [t for t in targets if t.kind == "military"]
        if frame.kind == "restrict" and not agents:
            agents = self.keeper(candidate, scene)
        if frame.kind == "attack" and not agents and candidate.source == "verb":
            agents = self.wielders(candidate, scene)
        if frame.manner == "restrict.levy" and candidate.source == "verb" and _verb_of(candidate) in _PAYS:
            agents, targets = self.collectors(candidate, scene), agents
        if frame.kind == "fight" and not agents and candidate.source == "noun":
            agents = self.parties_beside(candidate)
        names = {a.name for a in agents}
        return agents, [t for t in targets if t.name not in names]

    def actors_of(self, noun: NounPhrase | None, scene: Scene) -> list[Actor]:
        """The actors a noun phrase names: each head's mention, else the phrase itself where it names people or
        forces."""
        if noun is None or scene.sentence.tokens[noun.start].lower in _NOBODY:
            return []
        if noun.apposition is not None:
            named = [a for a in self.actors_of(noun.apposition, scene) if a.kind == "person"]
            if named:
                return named
        found: list[Actor] = []
        for member in noun.members or (noun,):
            found += self.mentioned(member, scene) or self.described(member, scene)
        return _distinct(found)

    def mentioned(self, noun: NounPhrase, scene: Scene) -> list[Actor]:
        tokens = scene.sentence.tokens
        inside = self.cast.within(span_of(scene.sentence, noun.start, noun.end))
        heads = scene.reader.heads(noun)
        at = {tokens[h].start for h in heads}
        exact = [
            m
            for m in inside
            if m.head in at or any(m.span.start <= p < m.span.end and m.head >= tokens[noun.start].start for p in at)
        ]
        if not exact and len(heads) > 1:
            exact = [m for m in self.cast.within(span_of(scene.sentence, noun.start, heads[-1] + 1)) if m.head in at]
        found = [a for m in exact for a in m.actors]
        if (
            tokens[noun.head].tag == "CD"
            and noun.end - noun.start <= 3
            and len(heads) > 1
            and scene.reader.pronoun_at(heads[1])
            and len(found) == 1
        ):
            found = [
                replace(
                    found[0], name=f"{tokens[noun.head].lower} {_COUNTED.sub('', found[0].name)}", via="coreference"
                )
            ]
        if not any(a.country for a in found):
            tail = scene.reader.tail(noun)
            if (
                tail
                and tail[0].prep == "of"
                and tokens[noun.head].lemma
                in scene.reader.table.classes["vehicle"] | {"leader", "side", "spokesman", "head"}
            ):
                return self.mentioned(tail[0].noun, scene) or found
        return found

    def described(self, noun: NounPhrase, scene: Scene) -> list[Actor]:
        reader, tokens = scene.reader, scene.sentence.tokens
        if reader.pronoun(noun):
            return []
        heads = {tokens[h].lemma for h in reader.heads(noun)}
        kind = next((k for name, k in _DESCRIBED if heads & self.table.classes.get(name, frozenset({name}))), None)
        if kind is None:
            return []
        if kind == "civilians" and any(t.lower in _FORCES for t in tokens[noun.start : noun.head]):
            kind = "military"  # army jets, a military convoy
        span = span_of(scene.sentence, noun.start, max(noun.end, *(h + 1 for h in reader.heads(noun))))
        nations = [a.country for a in self.nation_in(noun, scene) if a.country]
        return [Actor(name=plain(span.of(self.text)), kind=kind, country=nations[0] if nations else None, span=span)]

    def agent_of(self, noun: NounPhrase, candidate: Candidate, scene: Scene) -> list[Actor]:
        """Who acts. "The army said it was testing": a pronoun under a verb of saying is the speaker."""
        clause = candidate.clause
        reporter = clause.reporter if clause is not None and clause.kind == "complement" else None
        if (
            scene.reader.pronoun(noun)
            and reporter is not None
            and reporter.subject is not None
            and clause is not None
            and noun is clause.subject
        ):
            if scene.sentence.tokens[noun.head].lower in ("it", "they", "he", "she") and not scene.reader.pronoun(
                reporter.subject
            ):
                said = [replace(a, via="coreference") for a in self.actors_of(reporter.subject, scene)]
                if said:
                    return said
        if scene.sentence.tokens[noun.start].tag == "PRP$" and noun.end - noun.start == 1:
            return self.owner_of(noun, candidate, scene)
        held = [n for n in (candidate.noun, candidate.object) if n is not None]
        nation = scene.reader.proper(noun) and any(h.start <= noun.start and noun.end <= h.end for h in held)
        return self.actors_of(noun, scene) or (self.nation_in(noun, scene) if nation else [])

    def owner_of(self, noun: NounPhrase, candidate: Candidate, scene: Scene) -> list[Actor]:
        """ "the army … its liberation of": a possessive goes with the nearest body named before it."""
        at = scene.sentence.tokens[noun.start].start
        before = [m for m in self.cast.within(scene.sentence.span) if m.span.end <= at]
        bodies = [m for m in before if m.actors and m.actors[0].kind != "person"]
        return [replace(a, via="coreference") for a in bodies[-1].actors] if bodies else self.actors_of(noun, scene)

    def somebody(self, noun: NounPhrase, candidate: Candidate, scene: Scene) -> list[Actor]:
        """A name that nobody knows, where only people can be meant ("Smith was arrested")."""
        personal = candidate.frame.kind in ("detain", "govern") or candidate.frame.mode in (
            "release",
            "abduct",
            "shooting",
        )
        if not personal or not scene.reader.proper(noun) or self.nation_in(noun, scene):
            return []
        span = span_of(scene.sentence, noun.start, noun.end)
        return [Actor(name=plain(span.of(self.text)), kind="person", span=span)]

    def nation_in(self, noun: NounPhrase, scene: Scene) -> list[Actor]:
        """Actors named anywhere in a noun phrase, else the state its adjective points to ("the Azerbaijani posts")."""
        inside = self.cast.within(span_of(scene.sentence, noun.start, noun.end))
        if inside:
            return [a for m in inside for a in m.actors]
        known = [found[0] for i in range(noun.start, noun.end) if (found := match_known(scene.sentence.tokens, i))]
        return [
            Actor(name=states()[k.code][0], kind="government", country=k.code, via="metonym")
            for k in known[:1]
            if k.code
        ]

    def whose(self, candidate: Candidate, scene: Scene) -> bool:
        """ "the minister, whose provision of drones …": the grammar's owner is not to be trusted with a deed."""
        noun = candidate.noun
        return noun is not None and noun.start > 0 and scene.sentence.tokens[noun.start - 1].tag == "WP$"

    def side_of(self, candidate: Candidate, scene: Scene) -> list[Actor]:
        """ "disputed on the Azerbaijani side"."""
        tokens = scene.sentence.tokens
        sides = [
            p.noun
            for p in candidate.preps
            if p.prep in ("on", "by", "from") and tokens[p.noun.head].lower in ("side", "part")
        ]
        return _distinct([a for noun in sides for a in self.nation_in(noun, scene)])

    def officials(self, stand: Standing, scene: Scene) -> list[Actor]:
        """ "official calls on Iran", told by a president: his country's."""
        if stand.speaker is None:
            return []
        countries = [a for a in self.actors_of(stand.speaker, scene) if a.country]
        return [
            Actor(
                name=f"{a.name} (officials, implied)" if a.kind == "government" else "officials",
                kind="government",
                country=a.country,
                via="implied",
            )
            for a in countries[:1]
        ]

    def implied_forces(self, candidate: Candidate, scene: Scene) -> list[Actor]:
        """Troops "being deployed" are somebody's: their own nation's, else those of the last deployment told."""
        if candidate.object is not None:
            tokens = scene.sentence.tokens
            known = [
                found[0]
                for i in range(candidate.object.start, candidate.object.end)
                if (found := match_known(tokens, i))
            ]
            if known:
                name = (
                    states()[known[0].code][0]
                    if known[0].code in states() and known[0].sort == "adjective"
                    else known[0].name
                )
                return [Actor(name=name, kind=known[0].kind, country=known[0].code, via="implied")]
        last = next(
            (t.report for t in reversed(self.story.told) if t.report.kind == "deploy" and t.report.actors), None
        )
        return (
            [replace(a, via="implied", span=None) for a in last.actors]
            if last is not None and candidate.source != "noun"
            else []
        )

    def wielders(self, candidate: Candidate, scene: Scene) -> list[Actor]:
        """ "A Russian drone destroyed a school": a weapon with a nationality is that nation's hand."""
        clause = candidate.clause
        if clause is None or clause.subject is None or (clause.verb is not None and clause.verb.passive):
            return []
        return [a for a in self.mentioned(clause.subject, scene) if a.country and a.kind == "military"]

    def keeper(self, candidate: Candidate, scene: Scene) -> list[Actor]:
        """ "Turkey has kept the border shut": who keeps it so."""
        above = candidate.clause.parent if candidate.clause is not None else None
        keeps = above is not None and above.verb is not None and above.verb.lemma == "keep" and not above.verb.passive
        participle = candidate.clause is not None and candidate.clause.kind == "participle"
        return self.actors_of(above.subject, scene) if keeps and participle and above is not None else []

    def collectors(self, candidate: Candidate, scene: Scene) -> list[Actor]:
        posts = [p.noun for p in candidate.preps if p.prep in ("at", "to")]
        return _distinct(
            [replace(a, via="implied") for noun in posts for a in self.nation_in(noun, scene) if a.country]
        )[:1]

    def parties_beside(self, candidate: Candidate) -> list[Actor]:
        """ "liberation … during the conflict": the two sides of the deed are the sides of the war around it."""
        deed = next(
            (
                t.report
                for t in reversed(self.story.told)
                if t.report.sentence.overlaps(candidate.sentence.span)
                and t.report.kind == "control"
                and t.report.actors
                and t.report.targets
            ),
            None,
        )
        return [replace(a, via="implied") for a in (*deed.actors, *deed.targets)] if deed is not None else []

    def speaker(self, stand: Standing, scene: Scene) -> Actor | None:
        noun = stand.speaker
        if noun is None:
            return None
        named = self.actors_of(noun, scene)
        words = plain(span_of(scene.sentence, noun.start, noun.end).of(self.text))
        opening = scene.sentence.tokens[
            noun.start + (scene.sentence.tokens[noun.start].tag == "DT" and noun.end > noun.start + 1)
        ]
        if opening.tag in ("NN", "NNS", "JJ") and words[1:2].islower():
            words = words[:1].lower() + words[1:]
        if named:
            first = named[0]
            own_words = first.via == "explicit" and first.kind != "person" and len(words) <= 60 and not noun.members
            return replace(first, name=words) if own_words and first.name not in words else first
        if scene.reader.pronoun(noun):
            return None
        return Actor(name=words, kind="organisation", span=span_of(scene.sentence, noun.start, noun.end))


def _distinct(actors: Sequence[Actor]) -> list[Actor]:
    kept: dict[tuple[str, str | None], Actor] = {}
    for actor in actors:
        kept.setdefault((actor.name, actor.country), actor)
    return list(kept.values())


def plain(words: str) -> str:
    """Words of an article as a name: white space closed up, no article in front."""
    words = " ".join(words.split())
    first, _, rest = words.partition(" ")
    words = rest if rest and first.lower() in ("the", "a", "an") else words
    return OF_THEM.sub(r"\1 people", words)


def _verb_of(candidate: Candidate) -> str:
    verb = candidate.clause.verb if candidate.clause is not None else None
    return verb.lemma if verb is not None else ""
