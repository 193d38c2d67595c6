"""Who: the governments, forces, bodies and people a document names, and those it refers back to.

"Baku said" is Azerbaijan's government, "the army" the army of whom the text spoke, "President Aliyev" the man named in
full elsewhere. A country is given where words give it; where only the surroundings do, the actor says so ("implied").
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from seeds.article import Span
from seeds.nations import match_known, roles, states
from seeds.parties import Party, find_parties
from seeds.recollection import ActorMention, Memory, People
from seeds.report import Actor, ActorKind, Via
from seeds.tags import BE
from seeds.text import Document, Sentence, Token

_PLACED = frozenset(
    "in at near from to into through via across outside inside around towards toward over above off between".split()
)
_STATE_PLURALS = frozenset(
    "countries sides governments nations neighbours neighbors states capitals parties republics".split()
)
_LEADER_PLURALS = frozenset("leaders presidents premiers ministers".split())
_STATE_WORDS = frozenset("country nation republic state".split())
_OF_THE_HOUSE = frozenset(
    """police army navy military government parliament authorities governor mayor court courts troops soldiers
    gendarmerie officials ministry president premier minister staff prosecutors coastguard legislature lawmakers
    committee""".split()
)
_OF_STATE = frozenset(
    "president vice-president premier minister governor mayor king queen chancellor general ambassador speaker".split()
)
_CHIEFS = frozenset("chief spokesman spokeswoman spokesperson commander head director".split())
_STATE_BODIES = frozenset(
    "police army military navy security intelligence government ministry presidential border interior defence".split()
)
_NOT_PEOPLE = frozenset(
    """road bridge river lake sea mountain mount valley pass corridor street square airport port station district
    province region county city town village island islands peninsula bay strait desert border line north south east
    west basin gulf coast highway dam reservoir prefecture typhoon hurricane cyclone storm operation line
    control""".split()
)
_SIDES = frozenset("side country nation capital neighbour neighbor government".split())
_COLLECTIVES = frozenset("police gendarmerie customs".split())
_NO_ACTORS = frozenset("side sides capital capitals authority states".split())
_SUFFERERS = frozenset("dead wounded injured displaced".split())
_STRANGERS = frozenset("peacekeepers peacekeeper".split())
_VISITORS = frozenset("visitor guest".split())
_CRAFT = frozenset("ship ships vessel vessels boat boats convoy lorries trucks vehicles vehicle".split())
_RELATIONS = frozenset(
    """tie tension relation talk deal conflict dispute difference war trade quarrel agreement peace contact dialogue
    cooperation friendship rivalry friction treaty border truce ceasefire negotiation meeting tensions talks ties
    relations""".split()
)
_BOUND = frozenset("bound left leaving headed heading sailed departed destined set flew".split())
_TOWARDS_SOMEBODY = frozenset(
    """accuse ask blame tell urge warn thank criticise criticize condemn support back press pressure push help arm
    supply inform notify threaten sanction please anger irk assure persuade convince force oblige allow let want invite
    say believe trust defy oppose fear""".split()
)
_BEFALLING = frozenset("hit shell bomb strike attack capture rock shake flood bombard besiege evacuate destroy".split())
_DETERMINERS = frozenset("the a an both that this these those no".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SINGULAR = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "their", "them"})
_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_BODIES = frozenset({"government", "military", "police", "armed_group", "organisation"})


class Cast:
    """Everyone a document mentions, in reading order.

    >>> from seeds.article import Article
    >>> text = "Baku said Iran’s military began a drill. The army tested a drone, said President Ilham Aliyev."
    >>> for mention in Cast(Document(Article(id="x", text=text))).mentions:
    ...     print(mention.span.of(text), [(a.name, a.kind, a.country, a.via) for a in mention.actors])
    Baku [('Azerbaijan', 'government', 'AZE', 'metonym')]
    Iran’s military [('Iranian military', 'military', 'IRN', 'explicit')]
    The army [('Iranian army', 'military', 'IRN', 'coreference')]
    President Ilham Aliyev [('Ilham Aliyev', 'person', 'AZE', 'explicit')]
    """

    def __init__(self, document: Document) -> None:
        sentences = [(s, find_parties(s)) for s in document.sentences if s.tokens]
        self.people = People()
        for sentence, parties in sentences:
            for party in parties:
                self.people.learn(sentence, party)
        memory = Memory(sentences)
        found: list[ActorMention] = []
        for sentence, parties in sentences:
            found += _SentenceCast(document.text, sentence, parties, self.people, memory).mentions()
        self.mentions = tuple(sorted(found, key=lambda m: m.span))
        self._starts = [m.span.start for m in self.mentions]

    def within(self, span: Span) -> tuple[ActorMention, ...]:
        """The mentions whose head stands in a span, in reading order."""
        first, last = bisect_left(self._starts, span.start - 300), bisect_left(self._starts, span.end)
        return tuple(m for m in self.mentions[first:last] if span.start <= m.head < span.end)


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def find_actors(document: Document) -> tuple[ActorMention, ...]:
    """The actors a document mentions, in reading order; see `Cast`."""
    return Cast(document).mentions


class _SentenceCast:
    """The actors of one sentence."""

    def __init__(self, text: str, sentence: Sentence, parties: list[Party], people: People, memory: Memory) -> None:
        self.sentence, self.tokens, self.text = sentence, sentence.tokens, text
        self.parties, self.people, self.memory = parties, people, memory

    def mentions(self) -> Iterator[ActorMention]:
        starts = {party.start: party for party in self.parties}
        covered = 0
        for at in range(len(self.tokens)):
            if party := starts.get(at):
                covered = party.end
                yield from self._mention(party.start, party.end, party.head, self._actors(party), party.role)
            elif at >= covered and self.tokens[at].tag == "PRP":
                yield from self._mention(at, at + 1, at, self._pronoun(at), None)

    def _mention(
        self, start: int, end: int, head: int, actors: tuple[Actor, ...], role: str | None
    ) -> Iterator[ActorMention]:
        if not actors:
            return
        span = Span(self.tokens[start].start, self.tokens[end - 1].end)
        placed = tuple(replace(actor, span=span) for actor in actors)
        plural = len(actors) > 1 or self.tokens[head].tag == "NNS" or actors[0].kind in ("civilians", "police")
        mention = ActorMention(span=span, head=self.tokens[head].start, actors=placed, plural=plural)
        self.memory.told.append((self.sentence.index, mention, role))
        yield mention

    # whom a phrase means

    def _actors(self, party: Party) -> tuple[Actor, ...]:
        if party.name is not None:
            return self._person(party)
        if party.role in _SUFFERERS and self.tokens[party.start].tag not in ("DT", "CD"):
            return ()  # "shot dead"
        if party.role is None:
            return self._known(party) or self._surname(party)
        if party.owner is not None:
            return self._owned(party)
        if not party.codes and party.role in roles().weapons:
            return self._weapons(party)
        if not party.codes:
            return self._referred(party)
        return self._described(party, party.codes, "explicit")

    def _surname(self, party: Party) -> tuple[Actor, ...]:
        """Somebody whom the text has named in full."""
        name = self.people.full.get(self.tokens[party.end - 1].text) if party.end == party.start + 1 else None
        if name is None or party.known is not None:
            return ()
        return (Actor(name=name, kind="person", country=self.people.code.get(name), via="coreference"),)

    def _known(self, party: Party) -> tuple[Actor, ...]:
        known = party.known
        if known is None or (known.sort == "seat" and self._is_place(party)):
            return ()
        kinds: dict[str, ActorKind] = {"people": "civilians", "adjective": "civilians", "body": known.kind}
        apposed = any(self.tokens[i].text == "," for i in range(party.start, party.end))
        own = known.sort in ("people", "adjective") or (known.sort == "body" and not apposed)
        name = self._text(party.start, party.end) if own else known.name
        via: Via = "metonym" if known.sort == "seat" else "explicit"
        return (Actor(name=name, kind=kinds.get(known.sort, "government"), country=known.code, via=via),)

    def _is_place(self, party: Party) -> bool:
        before = self.tokens[party.start - 1].lower if party.start else ""
        if before in ("and", ",", "or") and party.start > 1:
            return self._listed_place(party)
        if before == "between":
            return not (party.start > 1 and self.tokens[party.start - 2].lemma in _RELATIONS)
        if before == "for":
            return party.start > 1 and self.tokens[party.start - 2].lower in _BOUND
        if party.start and self.tokens[party.start - 1].tag[:2] == "VB":
            return self.tokens[party.start - 1].lemma not in _TOWARDS_SOMEBODY and before not in BE
        of_a_noun = before == "of" and party.start > 1 and self.tokens[party.start - 2].tag[:2] == "NN"
        return before in _PLACED or of_a_noun or self._struck(party)

    def _struck(self, party: Party) -> bool:
        """ "Kyiv was shelled": what befalls a town befalls no government."""
        after = self.tokens[party.end : party.end + 3]
        return len(after) > 1 and after[0].lower in BE and any(t.lemma in _BEFALLING for t in after[1:])

    def _listed_place(self, party: Party) -> bool:
        """Is a capital the later part of a list of places ("in Paris and Berlin")?"""
        earlier = next((p for p in self.parties if p.end == party.start - 1), None)
        return (
            earlier is not None
            and earlier.known is not None
            and earlier.known.sort == "seat"
            and self._is_place(earlier)
        )

    def _person(self, party: Party) -> tuple[Actor, ...]:
        name = self.people.written(self.sentence, party)
        known = party.known is not None and party.known.sort == "person"
        if party.role is None and not known and name not in self.people.code:
            before = self.tokens[party.start - 1].lower if party.start else ""
            after = self.tokens[party.end].tag if party.end < len(self.tokens) else ""
            plain = before in ("by", "with", "and") or (
                before not in _PLACED and after in ("VBD", "VBZ", "VBP", "MD", "CC")
            )
            plain = plain and not any(t.lower in _NOT_PEOPLE for t in self.tokens[party.start : party.end])
            return (Actor(name=name, kind="person"),) if plain else ()
        code = self.people.code.get(name)
        via: Via = "explicit"
        if code is None and not known and self._of_a_state(party):
            code, via = self.memory.home, "implied"
        kind = party.kind if party.kind in ("organisation", "armed_group") else "person"
        return (Actor(name=name, kind=kind, country=code if kind == "person" else None, via=via),)

    def _of_a_state(self, party: Party) -> bool:
        """Does the title belong to some state, which the article need not say: a president, a police chief?"""
        if party.known is not None and party.known.sort == "body":
            return False
        before = self.tokens[party.head - 1].lower if party.head else ""
        return party.role in _OF_STATE or (party.role in _CHIEFS and before in _STATE_BODIES)

    def _owned(self, party: Party) -> tuple[Actor, ...]:
        """ "its forces", "their lorries": of whom the pronoun means."""
        owners = self._pronoun(party.owner or party.start)
        codes = tuple(dict.fromkeys(a.country for a in owners if a.country))
        return self._described(party, party.codes or codes, "explicit" if party.codes else "coreference")

    def _referred(self, party: Party) -> tuple[Actor, ...]:
        """A role without a country: a mention before, a pair of states, or the country the text is about."""
        role, kind = party.role or "", party.kind or "person"
        words = [t.lower for t in self.tokens[party.start : party.end]]
        counted = any(t.tag == "CD" for t in self.tokens[party.start : party.head])
        definite = words[0] in ("the", "that", "this", "these", "those") or role in _COLLECTIVES
        if self._is_pair(party, words) and (pair := self._two_states()):
            return self._described(party, pair, "coreference")
        if self._pair_after(party) and (pair := self._two_states()):
            return self._described(party, pair, "coreference")
        if role in _NO_ACTORS or (party.known is not None and party.known.sort == "body"):
            return () if role in _NO_ACTORS else self._plain(party)
        if kind == "military" and self._of_strangers(party):
            same = self.memory.same_role(role, None)
            if same is not None and same.country:
                return self._described(party, (same.country,), "coreference")
            body = next((p for p in self.parties if p.start == party.end + 1 and role not in _STRANGERS), party)
            return (Actor(name=self._text(party.start, body.end), kind=kind),)
        if role in _STATE_WORDS:
            code = self.memory.state() if words[0] == "the" else None
            return (Actor(name=states()[code][0], kind="government", country=code, via="coreference"),) if code else ()
        if kind == "person" and words[0] == "the" and role in self.people.role:
            name = self.people.role[role]
            return (Actor(name=name, kind="person", country=self.people.code.get(name), via="coreference"),)
        if kind == "person" and words[0] == "the" and role in _VISITORS and (named := self._visitor()):
            return (replace(named, via="coreference", span=None),)
        own = role in _OF_THE_HOUSE and not counted and (definite or self.tokens[party.head].tag != "NNS")
        same = self.memory.same_role(role, kind) if definite or own else None
        if same is not None and same.via == "implied" and kind not in ("organisation", "person"):
            return (replace(same, name=self._text(party.start, party.end), span=None),)
        if same is not None and same.country and kind not in ("organisation", "person"):
            return self._described(party, (same.country,), "coreference")
        if (own and kind != "organisation") or (kind in ("military", "police") and role in _CRAFT):
            code = self.memory.whereabouts(self.sentence, [p for p in self.parties if p.end <= party.start])
            return (Actor(name=self._text(party.start, party.end), kind=kind, country=code, via="implied"),)
        if kind == "civilians" and (people := self._of_them(party)):
            return (Actor(name=self._text(party.start, party.end), kind=kind, country=people),)
        return self._plain(party)

    def _of_strangers(self, party: Party) -> bool:
        """ "the peacekeepers", "soldiers of the mission": forces that need not be the country's own."""
        if party.role in _STRANGERS:
            return True
        after = next((p for p in self.parties if p.start == party.end + 1), None)
        joined = after is not None and party.end < len(self.tokens) and self.tokens[party.end].lower == "of"
        return joined and after is not None and after.kind == "organisation" and not after.codes

    def _of_them(self, party: Party) -> str | None:
        """ "50 drivers, most of them Armenians"."""
        words = [t.lower for t in self.tokens[party.end : party.end + 4]]
        after = next((p for p in self.parties if p.start == party.end + 4), None)
        told = len(words) == 4 and words[0] == "," and words[1] in ("most", "all", "mostly") and words[3] == "them"
        return after.codes[0] if told and after and after.codes and after.role is None else None

    def _visitor(self) -> Actor | None:
        """The person whom the sentences before put first."""
        found = self.memory.nearby(self.sentence.index, lambda m: m.actors[0].kind == "person" and not m.plural, back=2)
        return found.actors[0] if found else None

    def _two_states(self) -> tuple[str, ...]:
        """The two that "and" joins earlier in the sentence, else those that the article tells of most."""
        joined = self._listed(self.sentence.index, back=0)
        codes = tuple(dict.fromkeys(a.country for a in joined.actors if a.country)) if joined else ()
        return codes if len(codes) == 2 else self.memory.two_states(self.sentence.index)

    def _is_pair(self, party: Party, words: list[str]) -> bool:
        """ "both leaders", "the two foreign ministries", "each side": one of each of the two countries told of."""
        states_meant = party.role in _STATE_PLURALS | _LEADER_PLURALS | _SIDES
        if "both" in words or "two" in words[1:] or words[0] in ("each", "either", "neither"):
            return states_meant or (party.kind in ("government", "military") and words[0] in ("the", "both"))
        return states_meant and words[0] == "the" and party.role not in _SIDES

    def _pair_after(self, party: Party) -> bool:
        """ "soldiers of both armies", "officials of the two countries"."""
        after = next((p for p in self.parties if p.start == party.end + 1), None)
        if after is None or after.role is None or after.codes or self.tokens[party.end].lower != "of":
            return False
        return self._is_pair(after, [t.lower for t in self.tokens[after.start : after.end]])

    def _weapons(self, party: Party) -> tuple[Actor, ...]:
        """Weapons in a list with somebody's ("Azerbaijani artillery and drones") are theirs; others are nobody."""
        before = next((p for p in self.parties if p.end == party.start - 1), None)
        listed = before is not None and before.codes and self.tokens[party.start - 1].lower in ("and", ",")
        if not listed or before is None or before.role not in roles().weapons:
            return ()
        return self._described(party, before.codes, "explicit")

    def _plain(self, party: Party) -> tuple[Actor, ...]:
        return (Actor(name=self._text(party.start, party.end), kind=party.kind or "person"),)

    def _described(self, party: Party, codes: tuple[str, ...], via: Via) -> tuple[Actor, ...]:
        """An actor for each country of a plural role, one for any other; "Iran's army" is named "Iranian army"."""
        if party.role in ("capital", "capitals") and via == "explicit":
            return ()  # "Kenya's capital" is a place
        if not codes:
            return self._plain(party)
        kind = party.kind or "person"
        if party.role in _STATE_PLURALS | _SIDES | _STATE_WORDS and len(codes) > 1:
            return tuple(Actor(name=states()[c][0], kind="government", country=c, via=via) for c in codes)
        named_body = party.known is not None and party.known.sort == "body"
        if kind == "organisation" and not named_body:  # a company or a mission is nobody's government
            return (
                Actor(name=self._named(party, codes[0]) if len(codes) == 1 else self._core(party), kind=kind, via=via),
            )
        several = party.role in _LEADER_PLURALS or self._lists(party) or self._of_several(party)
        if len(codes) > 1 and (via == "coreference" or several):
            alone = kind == "person" or (party.role or "").endswith(("armies", "ministries", "governments"))
            return tuple(
                Actor(name=self._named(party, c, singular=alone), kind=kind, country=c, via=via) for c in codes
            )
        if (
            kind == "person"
            and (name := self.people.role.get(party.role or ""))
            and self.people.code.get(name) == codes[0]
        ):
            return (Actor(name=name, kind=kind, country=codes[0], via="coreference"),)
        return (Actor(name=self._named(party, codes[0]), kind=kind, country=codes[0], via=via),)

    def _named(self, party: Party, code: str, *, singular: bool = False) -> str:
        """The phrase with its country as an adjective: "Iranian military", "Armenian leader"."""
        name, adjective = states()[code]
        end = min(party.end, self._core_end(party))
        owners = [i for i in range(party.start, end) if self.tokens[i].tag in ("POS", "PRP$")]
        start = owners[-1] + 1 if owners else party.start
        words = [
            t for t in self.tokens[start:end] if t.lower not in ("the", "a", "an", "both", "each", "either", "neither")
        ]
        if len(party.codes) <= 1 and any(self._gives(t, code) for t in words):
            return self._text(start, end)
        if self._lists(party):
            words = words[
                next(i for i in range(len(words), 0, -1) if i == 1 or match_known(self.tokens, words[i - 1].index)) :
            ]
        numbers = 0 if singular else next((i for i, t in enumerate(words) if t.tag != "CD"), 0)
        front, rest = [t.text for t in words[:numbers]], [t.text for t in words[numbers:] if t.tag != "CD"]
        if singular:
            rest[-1] = _singular(rest[-1])
        if words and words[0].index == 0 and words[0].tag != "NNP":
            front, rest = ([front[0].lower(), *front[1:]], rest) if front else (front, [rest[0].lower(), *rest[1:]])
        return " ".join([*front, adjective or name, *rest])

    def _lists(self, party: Party) -> bool:
        """Does the phrase join adjectives: "Georgian and Armenian troops"?"""
        return any(self.tokens[i].lower in ("and", ",", "or") for i in range(party.start, party.head))

    def _of_several(self, party: Party) -> bool:
        """Are they the people of several countries: "the rulers of Mali and Niger"?"""
        after = self.tokens[party.head + 1].lower if party.head + 1 < party.end else ""
        return self.tokens[party.head].tag == "NNS" and after in ("of", "from")

    def _core(self, party: Party) -> str:
        """The phrase without a possessive pronoun: "joint commission" of "their joint commission"."""
        return self._text(party.start + (party.owner is not None), party.end)

    def _gives(self, token: Token, code: str) -> bool:
        """Does a word of the phrase itself say the country?"""
        known = match_known(self.tokens, token.index)
        return known is not None and known[0].code == code

    def _core_end(self, party: Party) -> int:
        """Where the phrase ends without its "of ..."."""
        after = range(party.head + 1, party.end)
        return next((i for i in after if self.tokens[i].lower in ("of", "from")), party.end)

    def _text(self, start: int, end: int) -> str:
        if self.tokens[start].lower in _DETERMINERS and end > start + 1:
            start += 1
        words = " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split())
        common = (
            self.tokens[start].index == 0
            and self.tokens[start].tag != "NNP"
            and match_known(self.tokens, start) is None
        )
        return words[0].lower() + words[1:] if common else words

    def _pronoun(self, at: int) -> tuple[Actor, ...]:
        low = self.tokens[at].lower
        index = self.sentence.index
        if low in _PERSONAL:
            found = self.memory.nearby(index, lambda m: m.actors[0].kind == "person" and not m.plural, back=2)
        elif low in _SINGULAR and self._refers(at):
            found = self.memory.nearby(index, lambda m: m.actors[0].kind in _BODIES and not m.plural)
        elif low in _PLURAL:
            found = self.memory.nearby(index, lambda m: m.plural and not (low == "them" and self._acts(m)))
            found = found or self._listed(index)
        else:
            return ()
        return tuple(replace(a, via="coreference") for a in found.actors) if found else ()

    def _listed(self, index: int, *, back: int = 1) -> ActorMention | None:
        """Two that "and" joins, in this sentence or the last: "Ankara and Yerevan agreed. Their envoys met."."""
        for number in range(index, index - back - 1, -1):
            told = [m for at, m, _ in self.memory.told[-40:] if at == number]
            for one, other in itertools.pairwise(told):
                if self.text[one.span.end : other.span.start].strip() == "and":
                    return replace(one, actors=(*one.actors, *other.actors), plural=True)
        return None

    def _acts(self, mention: ActorMention) -> bool:
        """Is a mention of this sentence the subject of the verb right after it? Then "them" is somebody else."""
        return any(t.start > mention.head and t.start - mention.span.end <= 1 and t.tag in _FINITE for t in self.tokens)

    def _refers(self, at: int) -> bool:
        """Does "it" mean somebody: not "it was the first time", nor "with it" of the clause's own subject?"""
        if self.tokens[at].lower == "its":
            return True
        after = [t.lower for t in self.tokens[at + 1 : at + 3]]
        verbless = not (len(after) > 1 and self.tokens[at + 2].tag == "VBG")
        if after and after[0] in BE and verbless:
            return False
        return not (at and self.tokens[at - 1].tag in ("IN", "TO"))
