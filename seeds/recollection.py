"""What a document has mentioned so far, so that a surname, "the army", "it" and "both leaders" find whom they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from seeds.article import Span
from seeds.parties import Party
from seeds.report import Actor, ActorKind
from seeds.text import Sentence

_MISTERS = frozenset("mr mrs ms dr".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Where the text names or means one or more actors. `head` is the offset of the noun or name that does."""

    span: Span
    head: int
    actors: tuple[Actor, ...]
    plural: bool = False


@dataclass(slots=True)
class People:
    """Who bears which name in this document: learnt where the name stands in full, used where it does not."""

    full: dict[str, str] = field(default_factory=dict)  # surname → full name
    code: dict[str, str | None] = field(default_factory=dict)  # full name → country
    role: dict[str, str] = field(default_factory=dict)  # role noun → full name, the latest

    def learn(self, sentence: Sentence, party: Party) -> None:
        if party.name is None:
            return
        name = self.written(sentence, party)
        known = party.known is not None and party.known.sort == "person"
        if party.role is None and not known and not party.codes:
            return
        words = name.split()
        if len(words) > 1:
            self.full.setdefault(words[-1], name)
        code = (party.known.code if known and party.known else None) or (party.codes[0] if party.codes else None)
        if code or name not in self.code:
            self.code[name] = code
        if party.role:
            self.role[party.role] = name

    def written(self, sentence: Sentence, party: Party) -> str:
        """The name as it stands in the text, or in full where the table or the text has it so."""
        start, end = party.name or (party.start, party.end)
        words = [t.text for t in sentence.tokens[start:end]]
        if party.known and party.known.sort == "person" and len(party.known.name.split()) >= len(words):
            return party.known.name
        if len(words) > 1:
            return " ".join(words)
        titled = party.role is not None and party.role not in _MISTERS and words[0] not in self.full
        title = [t.text for t in sentence.tokens[party.head : start] if t.text != "."] if titled else []
        return self.full.get(words[0], " ".join([*title, *words]))  # "Pope Francis"


class Memory:
    """What has been mentioned so far, so that "it", "the army" and "both leaders" find whom they mean."""

    def __init__(self, sentences: list[tuple[Sentence, list[Party]]]) -> None:
        self.told: list[tuple[int, ActorMention, str | None]] = []  # sentence, mention, role noun
        self.places = {s.index: _placed(s, parties) for s, parties in sentences}
        self.paragraph = {s.index: s.paragraph for s, _ in sentences}
        named = Counter(code for _, parties in sentences for party in parties for code in party.codes)
        self.home = max(named, key=lambda code: named[code]) if named else None  # of equals, the first named

    def same_role(self, role: str, kind: ActorKind | None) -> Actor | None:
        """The latest actor with a country and this role noun, else, for a state's forces, of this kind."""
        recent = self.told[-60:][::-1]
        alike = next((a for _, m, r in recent for a in m.actors if a.country and r == role), None)
        if alike or kind != "military":
            return alike
        return next((a for _, m, _ in recent for a in m.actors if a.country and a.kind == kind), None)

    def two_states(self, sentence: int) -> tuple[str, ...]:
        """The two countries told of most before a sentence, in the order of the text; none when there were not two."""
        counts: dict[str, int] = {}
        for number, mention, _ in self.told[-400:]:
            for actor in mention.actors:
                if actor.country and number < sentence:
                    counts[actor.country] = counts.get(actor.country, 0) + 1
        often = sorted(counts, key=lambda code: -counts[code])[:2]
        return tuple(code for code in counts if code in often) if len(often) == 2 else ()

    def state(self) -> str | None:
        return next((a.country for _, m, _ in reversed(self.told) for a in m.actors if a.country), None)

    def nearby(self, sentence: int, fits: Callable[[ActorMention], bool], *, back: int = 1) -> ActorMention | None:
        """The first fitting mention of the sentence so far, else of the one before it, up to `back` sentences."""
        for index in range(sentence, sentence - back - 1, -1):
            for number, mention, _ in self.told[-40:]:
                if number == index and fits(mention):
                    return mention
        return None

    def whereabouts(self, sentence: Sentence, parties: list[Party]) -> str | None:
        """Whose police "the police" are: of the place just named, else of whom the sentence tells, else the
        country the article names most."""
        for index in (sentence.index, sentence.index - 1):
            if self.paragraph.get(index) == sentence.paragraph and self.places.get(index):
                return self.places[index][-1]
        return next((p.codes[0] for p in parties if p.codes), None) or self.home


def _placed(sentence: Sentence, parties: list[Party]) -> list[str]:
    """The countries in which a sentence puts things: "in Yerevan", "the centre of Baku"."""
    tokens = sentence.tokens
    return [
        p.codes[0]
        for p in parties
        if p.codes
        and p.known
        and p.known.sort in ("seat", "state")
        and p.start
        and tokens[p.start - 1].lower in ("in", "of", "at")
    ]
