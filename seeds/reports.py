"""Read the events of an article: propose candidates, weigh them, and settle who, whom, when, where and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from seeds.actors import Cast
from seeds.article import Article, Span
from seeds.attaching import when_of, where_of
from seeds.clauses import SAYING, Clause
from seeds.frames import Frame, FrameTable, frame_table
from seeds.headlines import Parts, Verb, compose_headline
from seeds.nations import match_known, states
from seeds.phrases import NounPhrase, PrepPhrase, span_of
from seeds.proposing import FACTIVE, HARM, Candidate, Scene, adverbs, propose
from seeds.quantities import find_quantities
from seeds.report import Actor, ActorKind, Quantity, Report, When, Whereabouts
from seeds.status import Standing, standing
from seeds.tagging import is_demonym, past_forms
from seeds.text import Document, Sentence, Token
from seeds.times import Timex, find_times

_COUNTED = re.compile(
    r"^(?:about |some |around |at least |more than |up to )?(?:[\d,.]+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty) "
)
_LEADING = frozenset(
    "in on at near around across along outside inside throughout off over into towards toward through from to between beside within".split()
)
_ROLE_WORDS = {"via": "through", "about": "about"} | {
    r: r for r in ("in", "at", "near", "from", "to", "along", "across", "between")
}
_WAYS = frozenset(
    "corridor road bridge highway crossing river lake strait canal dam airport port pass tunnel railway motorway route valley island".split()
)
_PEOPLE_ONLY = frozenset({"meet", "speak", "agree"})
_TOLD_PLAINLY = frozenset({"govern", "cooperate", "restrict", "ease", "sanction", "move", "protest", "detain", "agree"})
_REACHED = Verb("reached", "reached", "reach")
_GRAVE = frozenset({"fight", "attack", "disaster", "protest", "control", "detain", "deploy", "agree"})
_CONTEXT_KINDS = frozenset(
    {"meet", "fight", "attack", "control", "detain", "move", "protest", "ease", "restrict", "disaster"}
)


def find_reports(article: Article, *, table: FrameTable | None = None) -> list[Report]:
    """What an article says happened, one report per clause that tells of it, in reading order.

    >>> [report] = find_reports(Article(id="x", text="Police arrested two men in Tabriz on 5 May 2021."))
    >>> report.kind, report.mode, report.headline, report.when.edtf
    ('detain', 'arrest', 'Police detained two men in Tabriz', '2021-05-05')
    """
    return _Reading(article, table or frame_table()).reports()


@dataclass(slots=True)
class _Told:
    """A report with what later ones need to know of it."""

    report: Report
    frame: Frame
    sentence: Sentence
    heads: frozenset[str]


class _Reading:
    def __init__(self, article: Article, table: FrameTable) -> None:
        self.document = Document(article)
        self.text = article.text
        self.table = table
        self.times = find_times(self.document)
        self.cast = Cast(self.document)
        self.quantities = find_quantities(self.document, times=self.times)
        self.persons = frozenset(
            m.head
            for m in self.cast.mentions
            if any(a.kind == "person" for a in m.actors) and self.text[m.head : m.head + 1].isupper()
        )
        self.told: list[_Told] = []
        self.last_named: list[Span] = []
        self.named: dict[str, Span] = {}

    def reports(self) -> list[Report]:
        for sentence in self.document.sentences:
            if sentence.told and sentence.tokens:
                self.read(sentence)
        return [told.report for told in self.told if self.tells_more(told)]

    def tells_more(self, told: _Told) -> bool:
        """A headline tells again what the body tells; it counts alone only for a grave event the body does not name."""
        if told.sentence.part != "headline":
            return True
        body = {t.report.kind for t in self.told if t.sentence.part != "headline"}
        return not body or (told.report.kind in _GRAVE and told.report.kind not in body)

    def read(self, sentence: Sentence) -> None:
        scene = propose(sentence, self.table, persons=self.persons)
        times = [t for t in self.times if t.span.overlaps(sentence.span)]
        scene.candidates = [*scene.candidates, *self.statements(scene)]
        self.drop_doubled_speech(scene)
        self.remember_names(scene)
        for candidate in sorted(scene.candidates, key=lambda c: (c.trigger, c.start)):
            told = self.settle(candidate, scene, times)
            if told is not None:
                self.told.append(told)

    # candidates that only the whole sentence or document can judge

    def drop_doubled_speech(self, scene: Scene) -> None:
        """ "denied firing" is a denied attack, "denies that there is any blockade" a rejection; "phoned and urged" one call."""
        kept = list(scene.candidates)
        for speech in [
            c for c in scene.candidates if c.frame.kind == "speak" and c.clause is not None and c.source == "verb"
        ]:
            clause = speech.clause
            assert clause is not None and clause.verb is not None
            inner = [c for c in kept if c.clause is not None and c is not speech and _under(c.clause, clause)]
            told = [
                c
                for c in inner
                if c.clause is not None and c.clause.kind == "complement" and c.source in ("verb", "light")
            ]
            if (
                clause.verb.lemma in ("concern", "complain", "fear", "worry", "be")
                and speech.frame.mode in ("concern", "accuse")
                and told
            ):
                kept = [c for c in kept if c is not speech]
            elif clause.verb.lemma in ("deny", "confirm"):
                real = [
                    c
                    for c in inner
                    if c.source in ("verb", "light") and c.clause is not None and not c.clause.existential
                ]
                kept = [c for c in kept if c is not speech] if real else [c for c in kept if c not in inner]
            elif clause.verb.lemma in ("tell", "order", "ask", "warn") and speech.frame.mode == "demand":
                if (
                    not any(c.kind == "infinitive" and c.parent is clause for c in scene.clauses)
                    and clause.verb.lemma != "ask"
                ):
                    kept = [c for c in kept if c is not speech]
            protest = clause.parent is not None and any(
                c.frame.kind == "protest" and c.clause is clause.parent for c in kept
            )
            if clause.kind == "participle" and protest:
                kept = [c for c in kept if c is not speech]
            if clause.shared and any(
                c.frame.kind == "meet" and c.clause is not None and c.clause.subject is clause.subject for c in kept
            ):
                kept = [c for c in kept if c is not speech]
        for deal in [c for c in kept if c.frame.mode == "deal" and c.clause is not None and c.source == "verb"]:
            if any(
                c.clause is not None and c.clause.kind == "infinitive" and c.clause.parent is deal.clause for c in kept
            ):
                kept = [c for c in kept if c is not deal]
        scene.candidates = kept

    def statements(self, scene: Scene) -> Iterator[Candidate]:
        """A verb of saying whose complement tells of no event may be a speech act of its own."""
        for clause in scene.clauses:
            if clause.verb is None or clause.verb.lemma not in SAYING or clause.verb.negated or clause.subject is None:
                continue
            said = [c for c in scene.clauses if c.reporter is clause and c.verb is not None]
            if any(
                c.clause is clause or (c.clause is not None and any(_under(c.clause, s) or c.clause is s for s in said))
                for c in scene.candidates
            ):
                continue
            mode = next((m for s in said if (m := self.speech_act(clause, s, scene))), None)
            frame = next((f for f in self.table.frames if f.kind == "speak" and f.mode == mode), None)
            if frame is not None:
                yield Candidate(
                    frame=frame, sentence=scene.sentence, clause=clause, trigger=clause.verb.head, source="verb",
                    start=min(clause.start, said[0].start), end=max(clause.end, said[0].end), agents=[clause.subject],
                    reasons=[f"said: {mode}"],
                )  # fmt: skip

    def speech_act(self, clause: Clause, said: Clause, scene: Scene) -> str | None:
        speakers = {a.country for a in self.actors_of(clause.subject, scene)} - {None} if clause.subject else set()
        subject = said.subject
        about = {a.country for a in self.actors_of(subject, scene)} - {None} if subject is not None else set()
        verb, words = said.verb, self.table.speech
        assert verb is not None
        if not speakers:
            return None
        adjective = said.sentence.tokens[said.adjective.head].lower if said.adjective is not None else ""
        words_said = {t.lower for t in said.sentence.tokens[said.start : said.end]}
        if "nothing" in words_said and words_said & words["wrong"]:
            return "defend"
        own = bool(speakers & about) or (subject is not None and said.sentence.tokens[subject.start].tag == "PRP$")
        if verb.negated and verb.lemma in words["refuses"]:
            return "reject"
        if adjective in words["false"]:
            return "reject"
        if adjective in words["fine"] and not verb.negated:
            return "defend" if own or not about else None
        if adjective in words["bad"] and not verb.negated:
            return "accuse"
        named = {a.name for a in self.actors_of(subject, scene)}
        other = (
            bool(named) and not about & speakers and not named & {a.name for a in self.actors_of(clause.subject, scene)}
        )
        if other and verb.lemma in words["hostile"] and not verb.negated:
            return "accuse"
        return "demand" if other and verb.modal in ("must", "should") and not verb.passive else None

    # one candidate becomes a report

    def settle(self, candidate: Candidate, scene: Scene, times: Sequence[Timex]) -> _Told | None:
        candidate = self.placed_in_story(candidate)
        clause = candidate.clause
        frequent = (
            self.not_the_first(candidate)
            or any(t.kind == "set" and t.span.overlaps(self.span(candidate)) for t in times)
            or self.often(candidate)
        )
        stand = standing(candidate, frequent=frequent)
        agents, targets = self.roles(candidate, scene, stand)
        when = when_of(candidate, scene, times)
        where = self.meant(where_of(candidate, scene), candidate, scene)
        if (
            stand.speaker is not None
            and self.text[scene.sentence.tokens[stand.speaker.start].start :][:3].lower() == "we "
        ):
            self.last_named = [w.span for w in where] or self.last_named
            return None
        quantities = self.counts(candidate, scene)
        if (
            candidate.source == "harm"
            and not candidate.definite
            and candidate.frame.mode == "accident"
            and not any(q.value > 1 for q in quantities)
        ):
            return None
        score, reasons = self.weigh(candidate, agents, targets, when, where, quantities, scene)
        if score < self.table.weights["threshold"]:
            return None
        if when.edtf is None and when.text is None:
            when = self.context_time(candidate, stand, clause, agents) or when
        span = self.span(candidate)
        speaker = self.speaker(stand, scene)
        frame = candidate.frame
        if (
            frame.kind == "speak"
            and speaker is not None
            and any(a.country == speaker.country and a.via != "implied" for a in agents if a.country)
        ):
            speaker = None
        draft = Report(
            kind=frame.kind, mode=self.mode(candidate, scene, agents), headline="", span=span, sentence=scene.sentence.span,
            trigger=scene.sentence.tokens[candidate.trigger].span, actors=tuple(agents), targets=tuple(targets), when=when,
            where=tuple(where), status=stand.status if speaker or stand.status != "claimed" else "asserted", aspect=stand.aspect,
            attribution=speaker if stand.status in ("claimed", "possible", "planned", "habitual") else None,
            quantities=tuple(quantities), definite=self.refers_back(candidate, scene), confidence=_confidence(score), reasons=tuple(reasons),
        )  # fmt: skip
        report = replace(draft, headline=self.headline(draft, candidate, scene))
        named = [*candidate.agents, *candidate.targets, *([candidate.object] if candidate.object else [])]
        heads = frozenset(scene.sentence.tokens[a.head].lemma for a in named)
        return _Told(report, frame, scene.sentence, heads)

    def placed_in_story(self, candidate: Candidate) -> Candidate:
        """Deaths without a cause belong to the last violent event told; else to an attack, or an accident."""
        tokens = candidate.sentence.tokens
        if candidate.frame.kind == "move" and candidate.source == "verb":
            before = next((t for a in candidate.agents if (t := self.known_agent(a, candidate, tokens))), None)
            candidate.frame = before.frame if before is not None else candidate.frame
        if candidate.frame.kind == "move" and candidate.definite:
            last = next((t for t in reversed(self.told) if t.report.kind == "move" and t.sentence.index >= candidate.sentence.index - 1), None)
            candidate.frame = last.frame if last is not None else candidate.frame
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

    def not_the_first(self, candidate: Candidate) -> bool:
        """ "This was not the first time that trucks travelled": it has happened before."""
        clause = candidate.clause
        if clause is None or clause.kind != "complement":
            return False
        before = self.text[candidate.sentence.span.start : clause.span.start].lower()
        return bool(re.search(r"(?:not|n[’']t) (?:be )?the (?:first|only) time\b", before))

    def often(self, candidate: Candidate) -> bool:
        clause = candidate.clause
        if clause is None or candidate.source == "noun":
            return False
        words = self.text[clause.span.start : clause.span.end].lower()
        return any(
            w in words
            for w in (
                " a day",
                "every day",
                "each day",
                "several times",
                "a week",
                "every week",
                "many times",
                "time and again",
            )
        )

    def span(self, candidate: Candidate) -> Span:
        return span_of(candidate.sentence, candidate.start, candidate.end)

    def mode(self, candidate: Candidate, scene: Scene, agents: Sequence[Actor]) -> str:
        return candidate.frame.mode

    # who

    def actors_of(self, noun: NounPhrase | None, scene: Scene) -> list[Actor]:
        """The actors a noun phrase names: each head's mention, else the phrase itself where it names people or forces."""
        if noun is None:
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
        classes: tuple[tuple[str, ActorKind], ...] = (
            ("troops_only", "military"), ("crowd", "civilians"), ("people", "civilians"), ("vehicle", "civilians"), ("group", "organisation"), ("team", "organisation"),
        )  # fmt: skip
        heads = {tokens[h].lemma for h in reader.heads(noun)}
        kind = next((k for name, k in classes if heads & self.table.classes.get(name, frozenset({name}))), None)
        if kind is None:
            return []
        span = span_of(scene.sentence, noun.start, max(noun.end, *(h + 1 for h in reader.heads(noun))))
        nations = [a.country for a in self.nation_in(noun, scene) if a.country]
        return [Actor(name=_plain(span.of(self.text)), kind=kind, country=nations[0] if nations else None, span=span)]

    def roles(self, candidate: Candidate, scene: Scene, stand: Standing) -> tuple[list[Actor], list[Actor]]:
        frame = candidate.frame
        agents = _distinct([a for noun in candidate.agents for a in self.agent_of(noun, candidate, scene)])
        targets = _distinct(
            [
                a
                for noun in candidate.targets
                for a in self.actors_of(noun, scene) or self.somebody(noun, candidate, scene)
            ]
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
                if p.prep in ("with", "between", "by") and not p.noun.time and scene.sentence.tokens[p.noun.head].lemma not in tools
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
            agents = self.implied_forces(candidate, scene)
        if frame.kind == "restrict" and frame.mode == "levy" and candidate.source == "verb":
            agents, targets = self.collectors(candidate, scene), agents
        if frame.kind == "fight" and not agents and candidate.source == "noun":
            agents = self.parties_beside(candidate)
        names = {a.name for a in agents}
        return agents, [t for t in targets if t.name not in names]

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
        plain = [m for m in self.cast.mentions if scene.sentence.span.start <= m.span.start and m.span.end <= at]
        bodies = [m for m in plain if m.actors and m.actors[0].kind != "person"]
        return [replace(a, via="coreference") for a in bodies[-1].actors] if bodies else self.actors_of(noun, scene)

    def somebody(self, noun: NounPhrase, candidate: Candidate, scene: Scene) -> list[Actor]:
        """A name that nobody knows, where only people can be meant ("Smith was arrested")."""
        personal = candidate.frame.kind in ("detain", "govern") or candidate.frame.mode in ("release", "abduct", "shooting")
        if not personal or not scene.reader.proper(noun) or self.nation_in(noun, scene):
            return []
        span = span_of(scene.sentence, noun.start, noun.end)
        return [Actor(name=_plain(span.of(self.text)), kind="person", span=span)]

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
        last = next((t.report for t in reversed(self.told) if t.report.kind == "deploy" and t.report.actors), None)
        return (
            [replace(a, via="implied", span=None) for a in last.actors]
            if last is not None and candidate.source != "noun"
            else []
        )

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
                for t in reversed(self.told)
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
        words = _plain(span_of(scene.sentence, noun.start, noun.end).of(self.text))
        first = scene.sentence.tokens[
            noun.start + (scene.sentence.tokens[noun.start].tag == "DT" and noun.end > noun.start + 1)
        ]
        if first.tag in ("NN", "NNS", "JJ") and words[1:2].islower():
            words = words[:1].lower() + words[1:]
        if named:
            first = named[0]
            own_words = first.via == "explicit" and first.kind != "person" and len(words) <= 60 and not noun.members
            return replace(first, name=words) if own_words and first.name not in words else first
        if scene.reader.pronoun(noun):
            return None
        return Actor(name=words, kind="organisation", span=span_of(scene.sentence, noun.start, noun.end))

    # where, when the words refer back

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
            ways = [w.span for t in self.told for w in t.report.where if w.role in ("via", "along")]
            found = [Whereabouts(span=ways[-1], role="via")] if ways else []
        if not found and self.says_there(candidate):
            found = [Whereabouts(span=span, role="in") for span in self.last_named[-1:]]
        named = [w.span for w in found if self.has_name(w.span, scene) and w.role != "about"]
        about = [w.span for w in found if self.has_name(w.span, scene)]
        self.last_named = named or about or self.last_named
        return found

    def says_there(self, candidate: Candidate) -> bool:
        """ "There, the army said, it was testing": where the text last was."""
        clause, tokens = candidate.clause, candidate.sentence.tokens
        if clause is None or candidate.source == "noun" or candidate.frame.kind == "speak":
            return False
        opening = tokens[0].lower == "there" and tokens[0].tag == "RB" and clause.kind in ("main", "complement")
        return opening or "there" in adverbs(clause)

    def has_name(self, span: Span, scene: Scene) -> bool:
        return any(t.tag == "NNP" and not is_demonym(t.text) for t in scene.sentence.tokens if t.span in span)

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
            return (
                list(self.last_named)
                if plural and len(self.last_named) > 1
                else self.last_named[-1:]
                if self.last_named and not plural
                else [span]
            )
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

    # how many

    def counts(self, candidate: Candidate, scene: Scene) -> list[Quantity]:
        own = self.span(candidate)
        counted = [span_of(scene.sentence, n.start, n.end) for n in candidate.counted]
        rivals = [
            self.span(c) for c in scene.candidates if c is not candidate and self.span(c) in own and self.span(c) != own
        ]
        found: list[Quantity] = []
        for quantity in self.quantities:
            span = quantity.span
            if span is None or not scene.sentence.span.overlaps(span):
                continue
            beside = any(c.overlaps(span) for c in counted)
            if beside or (span in own and not any(span in r for r in rivals)):
                found.append(self.named_count(quantity, candidate, beside=beside))
        return found

    def named_count(self, quantity: Quantity, candidate: Candidate, *, beside: bool) -> Quantity:
        kind = candidate.frame.quantity
        for noun in candidate.counted:
            befell = candidate.befell.get(noun.start)
            if (
                befell
                and quantity.span is not None
                and span_of(candidate.sentence, noun.start, noun.end).overlaps(quantity.span)
            ):
                return replace(quantity, kind=befell) if quantity.kind not in ("killed", "injured") else quantity
        persons = quantity.unit is None and quantity.kind not in ("killed", "injured", "money", "length")
        if (
            kind
            and persons
            and any(
                span_of(candidate.sentence, n.start, n.end).overlaps(quantity.span or Span(0, 0))
                for n in (*candidate.targets, *candidate.agents)
            )
        ):
            return replace(quantity, kind=kind)
        return quantity

    # how sure

    def weigh(self, candidate: Candidate, agents: Sequence[Actor], targets: Sequence[Actor], when: When, where: Sequence[Whereabouts], quantities: Sequence[Quantity], scene: Scene) -> tuple[float, list[str]]:  # fmt: skip
        features = [candidate.source]
        features += (
            ["agent"] * bool(agents) + ["target"] * bool(targets) + ["place"] * any(w.role != "about" for w in where)
        )
        features += ["time"] * bool(when.edtf or when.text) + ["quantity"] * bool(quantities)
        features += [name for name, holds in self.doubts(candidate, agents, where, when, quantities, scene) if holds]
        weights = self.table.weights
        return sum(weights[f] for f in features), [*candidate.reasons, *features]

    def doubts(self, candidate: Candidate, agents: Sequence[Actor], where: Sequence[Whereabouts], when: When, quantities: Sequence[Quantity], scene: Scene) -> Iterator[tuple[str, bool]]:  # fmt: skip
        noun, tokens = candidate.noun, scene.sentence.tokens
        by_noun = candidate.source == "noun"
        yield "object", by_noun and candidate.object is not None and candidate.frame.of in ("arms", "work")
        yield (
            "dated",
            by_noun
            and bool(when.edtf)
            and noun is not None
            and any(
                p.prep == "of" and t.overlaps(span_of(scene.sentence, p.start, p.end))
                for p in scene.reader.tail(noun)
                for t in [when.span]
                if t is not None
            ),
        )
        yield (
            "duration",
            by_noun
            and noun is not None
            and any(
                t.text.partition("-")[2] in ("day", "month", "year", "week", "hour")
                for t in tokens[noun.start : noun.end]
            ),
        )
        yield "complete", by_noun and candidate.object is not None and bool(candidate.targets)
        yield "says_what", "says what for" in candidate.reasons
        yield (
            "resulting",
            by_noun
            and candidate.clause is not None
            and candidate.clause.verb is not None
            and candidate.clause.verb.lemma in ("result", "lead", "cause", "trigger", "force", "prompt", *FACTIVE),
        )
        yield (
            "shown",
            by_noun
            and candidate.clause is not None
            and candidate.clause.verb is not None
            and candidate.clause.verb.lemma in ("show", "report", "confirm", "claim", "announce", "witness"),
        )
        arguments = bool(candidate.targets) + len(where) + bool(when.text) + bool(quantities)
        yield "definite_alone", by_noun and candidate.definite and not arguments
        yield (
            "apposition",
            by_noun
            and noun is not None
            and noun.start > 0
            and tokens[noun.start - 1].text == ","
            and not self.listed(candidate, scene),
        )
        yield "generic", by_noun and noun is not None and tokens[noun.start].tag == "NNS" and arguments < 2
        yield (
            "no_actor",
            candidate.frame.kind in _PEOPLE_ONLY
            and not agents
            and candidate.source in ("verb", "light")
            and scene.sentence.part != "headline",
        )
        yield "aside", by_noun and candidate.frame.kind == "speak" and not candidate.targets

    def listed(self, candidate: Candidate, scene: Scene) -> bool:
        noun = candidate.noun
        return noun is not None and any(
            isinstance(p, NounPhrase | PrepPhrase) and p.start < noun.start < p.end for p in scene.phrases
        )

    def headline(self, report: Report, candidate: Candidate, scene: Scene) -> str:
        noun = candidate.noun
        words, places = self.object_and_places(report, candidate, scene)
        both = report.mode == "ceasefire" and len(report.actors) > 1
        words = "a ceasefire" if both else words
        told = [q for q in report.quantities if q.kind in ("killed", "injured", "displaced") and report.kind in HARM]
        parts = Parts(
            kind=report.kind, mode=report.mode, status=report.status, agents=report.actors, targets=report.targets, what=words,
            noun=_plain(span_of(scene.sentence, noun.start, noun.end).of(self.text)) if noun is not None else None,
            verb=_REACHED if both else self.own_verb(candidate, words),
            subject=self.own_subject(candidate, scene) if not report.actors else None,
            where=places, speaker=self.told_by(report), counts=[_count_words(q) for q in told],
        )  # fmt: skip
        sentence = " ".join(scene.sentence.span.of(self.text).split()).rstrip(".").casefold()
        for fewer in (parts, replace(parts, verb=None), replace(parts, where=()), replace(parts, where=(), verb=None)):
            if compose_headline(fewer).casefold() != sentence:
                return compose_headline(fewer)
        return compose_headline(replace(parts, agents=(), targets=(), what=None, subject=None, verb=None))

    def told_by(self, report: Report) -> str | None:
        """The speaker, unless the speaker tells of himself."""
        teller = report.attribution
        if teller is None or report.kind == "speak":
            return None
        own = any(
            a.name == teller.name or (a.country and a.country == teller.country and a.kind == teller.kind)
            for a in report.actors
        )
        return None if own else teller.name

    def object_and_places(
        self, report: Report, candidate: Candidate, scene: Scene
    ) -> tuple[str | None, list[tuple[str, str]]]:
        """The object's words, and the places that it does not name already, each with its own preposition."""
        what = candidate.object if candidate.object is not None and not scene.reader.pronoun(candidate.object) else None
        places = [
            (w, words) for w in report.where if w.role != "about" and (words := _place_words(w.span.of(self.text)))
        ]
        if report.kind in ("restrict", "sanction"):
            places = [p for p in places if p[0].role not in ("via", "to")]
        words = None
        if what is not None and report.mode != "call":
            chain = self.whole_object(what, scene)
            words = _plain_object(chain.of(self.text))
            same = [p for p in places if p[0].span.overlaps(chain)]
            if report.kind in ("deploy", "meet", "disaster") and (same or scene.reader.fits(what, ("place",))):
                words = None
            elif same:
                places = [p for p in places if p not in same]
            elif (
                report.kind in ("restrict", "ease", "control") and places and places[0][0].role == candidate.frame.place
            ):
                words, places = places[0][1], places[1:]
        return words, [(self.preposition(w), text) for w, text in places]

    def preposition(self, where: Whereabouts) -> str:
        """The word the text itself sets before a place, else the one its role suggests."""
        before = self.text[max(0, where.span.start - 14) : where.span.start].split()
        word = before[-1].lower() if before else ""
        return word if word in _LEADING else _ROLE_WORDS.get(where.role, "in")

    def whole_object(self, noun: NounPhrase, scene: Scene) -> Span:
        """An object with its "of": "the village of Robotyne"."""
        tail = scene.reader.tail(noun)
        return span_of(scene.sentence, noun.start, tail[0].end if tail and tail[0].prep == "of" else noun.end)

    def own_subject(self, candidate: Candidate, scene: Scene) -> str | None:
        """The thing that acts where nobody does: "A tunnel to open"."""
        clause = candidate.clause
        if (
            clause is None
            or clause.verb is None
            or clause.verb.passive
            or clause.subject is None
            or clause.objects
            or candidate.frame.kind not in ("cooperate", "ease")
        ):
            return None
        if candidate.source != "verb" or scene.reader.pronoun(clause.subject):
            return None
        return _plain_object(span_of(scene.sentence, clause.subject.start, clause.subject.end).of(self.text))

    def own_verb(self, candidate: Candidate, words: str | None) -> Verb | None:
        clause = candidate.clause
        if clause is not None and clause.objects and words is None:
            return None
        if (
            clause is None
            or clause.verb is None
            or candidate.source != "verb"
            or not candidate.plain_verb
            or candidate.frame.kind not in _TOLD_PLAINLY
        ):
            return None
        lemma, particle = clause.verb.lemma, clause.verb.particle
        if candidate.frame.mode == "levy" or lemma in ("plan", "schedule", "expect", "promise"):
            return None
        forms = past_forms().get(lemma)
        if forms is None or clause.verb.state or lemma in ("be", "have", "do", "come", "go", "let"):
            return None
        particle = None if particle in ("through", "across") else particle
        past, participle, plain = (f"{form} {particle}" if particle else form for form in (*forms, lemma))
        return Verb(past, participle, plain)

    # what was told before

    def refers_back(self, candidate: Candidate, scene: Scene) -> bool:
        earlier = [t for t in self.told if t.report.kind == candidate.frame.kind]
        if candidate.source == "harm" or (
            candidate.definite and earlier and not (candidate.source == "noun" and candidate.counted)
        ):
            return bool(earlier)
        if candidate.object is not None and scene.reader.pronoun(candidate.object) and earlier:
            return True
        tokens = scene.sentence.tokens
        return any(self.known_agent(agent, candidate, tokens) is not None for agent in candidate.agents)

    def known_agent(self, agent: NounPhrase, candidate: Candidate, tokens: Sequence[Token]) -> _Told | None:
        """The report in which "the lorries", "the convoy" acted before, of the same kind."""
        if tokens[agent.start].lower not in ("the", "these", "those"):
            return None
        head, vehicles = tokens[agent.head].lemma, self.table.classes["vehicle"]
        for told in reversed(self.told):
            if told.report.kind == candidate.frame.kind and (
                head in told.heads or (head in vehicles and told.heads & vehicles)
            ):
                return told
        return None

    def context_time(
        self, candidate: Candidate, stand: Standing, clause: Clause | None, agents: Sequence[Actor]
    ) -> When | None:
        """In a paragraph that tells a day's events, what simply happened next happened that day."""
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
        near = [t for t in self.told if t.sentence.index >= candidate.sentence.index - 2]
        before = [t for t in near if t.sentence.paragraph == candidate.sentence.paragraph or self.shares(t, agents)]
        dated = [
            t.report.when
            for t in before
            if t.report.when.precision == "day" and t.report.when.start and t.report.when.end
        ]
        if not dated:
            return self.again(candidate, clause, agents) or self.day_of_paragraph(candidate)
        return replace(dated[-1], basis="context", span=None, text=None)

    def day_of_paragraph(self, candidate: Candidate) -> When | None:
        """The day last named in the paragraph, in one of the two sentences before."""
        near = [
            s
            for s in self.document.sentences
            if s.paragraph == candidate.sentence.paragraph and 0 < candidate.sentence.index - s.index <= 2
        ]
        days = [
            t.when
            for t in self.times
            for s in near
            if t.kind == "date"
            and t.relation == "in"
            and not t.attributive
            and t.span in s.span
            and t.when.precision == "day"
            and t.when.start
            and t.when.end
        ]
        return replace(days[-1], basis="context", span=None, text=None) if days else None

    def shares(self, told: _Told, agents: Sequence[Actor]) -> bool:
        return bool({a.country for a in told.report.actors if a.country} & {a.country for a in agents if a.country})

    def again(self, candidate: Candidate, clause: Clause, agents: Sequence[Actor]) -> When | None:
        """ "X also met Y in Prague": the same kind of event, joined to the one before."""
        if "also" not in adverbs(clause):
            return None
        before = [t.report.when for t in self.told if t.report.kind == candidate.frame.kind and self.shares(t, agents)]
        return replace(before[-1], basis="context", span=None, text=None) if before and before[-1].edtf else None


def _under(clause: Clause, above: Clause) -> bool:
    current: Clause | None = clause.parent
    while current is not None:
        if current is above:
            return True
        current = current.parent
    return False


def _distinct(actors: Sequence[Actor]) -> list[Actor]:
    kept: dict[tuple[str, str | None], Actor] = {}
    for actor in actors:
        kept.setdefault((actor.name, actor.country), actor)
    return list(kept.values())


_OF_THEM = re.compile(r"^((?:about |some |more than |at least )?\w+) of (?:them|these|those)$")


def _plain(words: str) -> str:
    """Words of an article as a name: white space closed up, no article in front."""
    words = " ".join(words.split())
    first, _, rest = words.partition(" ")
    words = rest if rest and first.lower() in ("the", "a", "an") else words
    return _OF_THEM.sub(r"\1 people", words)


def _plain_object(words: str) -> str | None:
    """An object fit for a headline: short, and not somebody's ("its policy")."""
    words = " ".join(words.split()).strip(' “”"')
    first, _, rest = words.partition(" ")
    words = _OF_THEM.sub(r"\1 people", words)
    words = f"{first.lower()} {rest}" if rest and first in ("The", "A", "An", "Some", "All", "Both") else words
    return words if len(words) <= 60 and first.lower() not in ("its", "their", "his", "her", "no") else None


def _place_words(words: str) -> str | None:
    words = " ".join(words.split())
    words = re.sub(r"^(the|its|their|his|her) (?:country|region|nation|republic)[’']s ", "the ", words)
    return (
        words if len(words) <= 60 and not re.match(r"(?:its|their|his|her|it|them|there|that|this)\b", words) else None
    )


def _count_words(quantity: Quantity) -> str:
    number = f"{int(quantity.value):,}" if quantity.value == int(quantity.value) else f"{quantity.value:g}"
    return " ".join(filter(None, [quantity.qualifier, number, quantity.kind]))


def _confidence(score: float) -> float:
    """A score as a share of belief, 0-1: the threshold is an even bet."""
    return round(min(0.97, 0.5 + 0.25 * (score - 0.5)), 2) if score >= 0.5 else round(max(0.05, score), 2)
