"""Noun phrases that may act, taken apart: the country in them, the role noun, a person's name.

"the two Iranian lorry drivers", "Armenia's prime minister, Nikol Pashinyan", "trucks from Iran", "the CSTO". Only what
the phrase itself says; who "the army" or "he" is, is for `seeds.actors` to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from seeds import timewords
from seeds.nations import Known, match_known, roles
from seeds.report import ActorKind
from seeds.tags import NOUN
from seeds.text import Sentence, Token

_TIME = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today yesterday tomorrow tonight""".split()
)
_UNITS = frozenset("day days week weeks month months year years decade decades night morning evening afternoon".split())
_WHEN = frozenset("last next late early earlier later".split())
_AMOUNTS = frozenset("least more most fewer less".split())
_COMMUNITIES = frozenset(
    "sunni shia shiite muslim islamist christian jewish hindu kurdish tamil arab baloch western european ethnic".split()
)
_ARMED = frozenset(
    "militant rebel insurgent armed jihadist separatist terrorist guerrilla paramilitary extremist".split()
)
_DOERS = ("ers", "ors", "ists", "ians", "men", "er", "or", "ist", "ian", "man")
_NOT_DOERS = frozenset(  # nouns with such endings that do nothing
    """border borders other others paper papers water waters power powers order orders center centers centre number
    numbers letter letters shelter shelters tower towers river rivers matter matters offer offers corner computer
    computers error door doors floor corridor corridors sector sectors factor factors winter summer weather dinner
    consumer carrier counter chapter character quarter quarters disaster disasters fever flavor labor harbor humor
    favor minor major manner mirror motor tractor trailer register theater theatre terror war leather silver timber
    newspaper newspapers helicopter helicopters reactor reactors air customer barrier barriers fighter crater""".split()
)
_NO_ARMY = frozenset("task work labour labor creative driving market sales".split())
_OFFICES = frozenset("committee service services department agency agencies commission council board office".split())
_STATE_OFFICES = frozenset(
    "customs security border intelligence tax state national migration emergency central".split()
)
_TITLES_WITH_OF = (["secretary", "of", "state"], ["chief", "of", "staff"], ["minister", "of", "state"])
_CARRIERS = frozenset("lorries trucks vehicles convoy convoys ships boats planes cars buses".split())
_COMPLEMENTS = frozenset({"of", "from"})
_COMMAS = frozenset({",", "(", "—", "–"})


@dataclass(frozen=True, slots=True)
class Party:
    """Tokens [start, end) of a sentence that may act.

    `head` is the token of the noun that does; `role` that noun, `kind` what it makes of its bearer; `name` the tokens
    of a person's name; `known` what the tables know; `codes` the countries it gives; `owner` a possessive pronoun.
    """

    start: int
    end: int
    head: int
    role: str | None = None
    kind: ActorKind | None = None
    name: tuple[int, int] | None = None
    known: Known | None = None
    codes: tuple[str, ...] = ()
    owner: int | None = None
    possessed: bool = False


def find_parties(sentence: Sentence) -> list[Party]:
    """The phrases of a sentence that may act, in order, with their "of ..." and the name set beside them by a comma."""
    reader = _Reader(sentence)
    parties = [reader.party(start, end) for start, end in reader.spans()]
    return _apposed(_completed(_paired(parties, sentence.tokens), sentence.tokens), sentence.tokens)


class _Reader:
    def __init__(self, sentence: Sentence) -> None:
        self.tokens = sentence.tokens
        self.roles = roles()
        self.known: dict[int, tuple[Known, int]] = {}
        self.inside: dict[int, Known] = {}
        at = 0
        while at < len(self.tokens):
            found = match_known(self.tokens, at)
            if found and self.other_name(at, *found):
                found = None
            if found:
                self.known[at] = found
                self.inside |= dict.fromkeys(range(at, at + found[1]), found[0])
            at += found[1] if found else 1

    def other_name(self, at: int, known: Known, length: int) -> bool:
        """Is a surname that the tables know part of somebody else's name ("Mukhu Aliyev", "Blair Norton")?"""
        if known.sort != "person" or length > 1:
            return False
        title = self.tokens[at - 2 if at > 1 and self.tokens[at - 1].text == "." else at - 1] if at else None
        if not known.sure and (title is None or not self.personal(title)):
            return True
        beside = [self.tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(self.tokens)]
        names = [t for t in beside if t.tag in NOUN and t.text[0].isupper() and t.lower not in _TIME]
        return any(not self.personal(t) and t.index not in self.inside for t in names)

    # where phrases begin and end

    def spans(self) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(self.tokens):
            end = self.end(at)
            if end > at:
                yield self.subject(at, end), end
            at = max(end, at + 1)

    def subject(self, start: int, end: int) -> int:
        """ "In Gori police searched the office": a place that opens a clause is no part of who acts."""
        opens = start > 0 and self.tokens[start - 1].lower in ("in", "at", "near", "across")
        opens = opens and (start == 1 or self.tokens[start - 2].tag in ("CC", "PUNCT"))
        verb = end < len(self.tokens) and self.tokens[end].tag in ("VBD", "VBZ", "VBP", "MD")
        names = [i for i in range(start, end) if self.tokens[i].tag == "NNP"]
        whole = (
            names
            and names[-1] < end - 1
            and not any(self.known[i][0].sort == "adjective" for i in names if i in self.known)
        )
        many = self.tokens[end - 1].tag == "NNS" or self.tokens[end - 1].lower in self.roles.kinds
        if not (opens and verb and whole and many):
            return start
        first = names[-1] + 1
        return first + (self.tokens[first].lower in ("province", "region", "district", "county") and first + 1 < end)

    def end(self, start: int) -> int:
        """Where the noun phrase that begins at a token ends; `start` when none does."""
        at, noun = start, start
        while at < len(self.tokens):
            step = self.step(at, start, noun)
            if not step:
                break
            if self.nominal(at) or step > 1:
                noun = at + step
            at += step
        return noun

    def nominal(self, at: int) -> bool:
        """Can a phrase end with this token? An adjective ends one only when no noun follows ("an Armenian")."""
        if at in self.known and self.known[at][0].sort == "adjective":
            return not self.noun_follows(at + self.known[at][1] - 1)
        token = self.tokens[at]
        acting = (
            token.tag == "JJ" and token.lower in self.roles.kinds and not self.noun_follows(at)
        )  # "Iran's military and"
        return at in self.known or token.tag in NOUN or acting

    def step(self, at: int, start: int, noun: int) -> int:
        """How many tokens the phrase takes at a token; 0 when it stops before it."""
        token, before = self.tokens[at], self.tokens[at - 1] if at > start else None
        if at not in self.known and (
            token.lower in _TIME or (before and before.lower in _UNITS and token.tag != "POS")
        ):
            return 0
        if (before is None and token.lower in _AMOUNTS) or token.lower in _WHEN:
            return 0
        if at in self.known:
            return self.known[at][1] if before is None or self.carries(before, at, noun) else 0
        if [t.lower for t in self.tokens[at - 1 : at + 2]] in _TITLES_WITH_OF and before is not None:
            return 2
        return int(self.joins(token, before, at, start, noun) or self.abbreviates(token, before, at))

    def abbreviates(self, token: Token, before: Token | None, at: int) -> bool:
        """The full stop of "Gov." and "Col." belongs to the title when a name follows."""
        follows = at + 1 < len(self.tokens) and self.tokens[at + 1].tag == "NNP"
        return token.text == "." and before is not None and before.tag != "POS" and self.titled(before) and follows

    def carries(self, before: Token, at: int, noun: int) -> bool:
        """May a known name stand after what the phrase already has ("the Iranian", "minister Putin", "EU envoy")?"""
        known = self.known[at][0]
        if known.sort == "person":
            return before.text == "." or before.tag == "NNP" or self.personal(before) or before.tag in ("DT", "POS")
        return noun < at or before.tag == "POS"

    def joins(self, token: Token, before: Token | None, at: int, start: int, noun: int) -> bool:
        tag = token.tag
        if tag in ("DT", "PRP$"):
            return before is None or (at == start + 1 and before.lower in ("all", "both", "half"))
        if before is None:
            return tag in ("NN", "NNS", "NNP", "JJ", "CD") and not self.dates(at) or self.titled(token)
        after_person = at - 1 in self.inside and self.inside[at - 1].sort == "person"
        if tag == "POS":
            return noun == at
        if tag in ("NN", "NNS"):
            return not after_person
        if tag == "NNP" or self.titled(token):
            return before.tag not in ("NN", "NNS") or before.text[0].isupper() or self.personal(before)
        if tag in ("JJ", "CD"):
            titled = tag == "JJ" and self.personal(token) and self.noun_follows(at)  # "police chief Karami"
            known = at - 1 in self.inside and self.inside[at - 1].sort != "seat"
            adjoins = known or before.lower in _COMMUNITIES
            modified = tag == "JJ" and self.noun_follows(at) and adjoins
            return noun < at or before.tag == "POS" or titled or modified
        return tag in ("VBN", "VBG", "RB") and noun < at and self.noun_follows(at)

    def dates(self, at: int) -> bool:
        """ "In April 2024 four men …": a year is nobody's number."""
        before = self.tokens[at - 1] if at else None
        year = len(self.tokens[at].text) == 4 and self.tokens[at].text[:2] in ("18", "19", "20")
        return (
            year and before is not None and (before.lower in ("in", "since", "by") or before.lower in timewords.MONTHS)
        )

    def noun_follows(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and (at + 1 in self.known or self.tokens[at + 1].tag in NOUN | {"JJ"})

    def titled(self, token: Token) -> bool:
        return token.text[0].isupper() and (token.lower.rstrip("."),) in self.roles.titles

    def personal(self, token: Token) -> bool:
        low = token.lower.rstrip(".")
        return self.roles.kinds.get(low) == "person" or (low,) in self.roles.titles

    # what a phrase is made of

    def party(self, start: int, end: int) -> Party:
        owners = [i for i in range(start, end) if self.tokens[i].tag == "POS"]
        first = owners[-1] + 1 if owners and owners[-1] + 1 < end else start
        first += self.tokens[first].tag in ("DT", "PRP$") and first + 1 < end
        known = [(i, *self.known[i]) for i in range(start, end) if i in self.known]
        whole = next((k for i, k, n in known if i >= first and i + n == end and k.sort != "adjective"), None)
        role = self.role(first, end)
        name = self.name(first, end, role, whole)
        head = role if role is not None else name[0] if name else end - 1
        codes = tuple(k.code for _, k, _ in known if k.code and (k.sort != "person" or len(known) == 1))
        if whole is None and known and known[-1][1].sort == "adjective" and known[-1][0] + known[-1][2] == end:
            whole = known[-1][1]  # "the Armenian": a person; "the British": a people
        return Party(
            start=start,
            end=end,
            head=head,
            role=self.tokens[role].lower.rstrip(".") if role is not None else None,
            kind=self.kind(role) if role is not None else None,
            name=name,
            known=whole
            or next((k for i, k, _ in known if i >= first and k.sort in ("body", "person") and (role or name)), None),
            codes=tuple(dict.fromkeys(codes)),
            owner=start if self.tokens[start].tag == "PRP$" else None,
            possessed=bool(owners and first > owners[-1]),
        )

    def role(self, start: int, end: int) -> int | None:
        """The last role noun, with nothing but names after it."""
        for i in range(end - 1, start - 1, -1):
            low = self.tokens[i].lower.rstrip(".")
            if i in self.inside:
                continue
            if low in self.roles.kinds or low in self.roles.guards or (low,) in self.roles.titles:
                i -= 2 * (i - 2 >= start and self.tokens[i - 1].lower == "of")  # "secretary of state"
                named = i + 1 < end and i + 1 not in self.inside and not self.personal(self.tokens[i])
                return None if named else i  # "Georgian Military Road" acts as little as any road
            if self.tokens[i].tag in ("NN", "NNS") and not self.tokens[i].text[0].isupper():
                whose = any(self.inside[j].sort == "adjective" for j in range(start, i) if j in self.inside)
                return i if whose and i == end - 1 and low.endswith(_DOERS) and low not in _NOT_DOERS else None
        return None

    def kind(self, at: int) -> ActorKind:
        low, before = self.tokens[at].lower.rstrip("."), self.tokens[at - 1].lower if at else ""
        if low not in self.roles.kinds and low.endswith(_DOERS) and (low,) not in self.roles.titles:
            return "civilians" if low.endswith(("s", "men")) else "person"  # "Pakistani porters"
        if low in self.roles.guards:
            return "military" if before in ("revolutionary", "national", "republican") else "government"
        if low == "staff" and before == "general":
            return "military"
        kind = self.roles.kinds.get(low, "person")
        if kind == "organisation" and before in _ARMED:
            return "armed_group"
        if before == "police" and kind in ("civilians", "military"):
            return "police"  # a police convoy, the police force
        if kind in ("civilians", "police") and before in ("army", "navy", "military", "naval"):
            return "military"  # a navy ship, army officers
        if low in ("force", "forces") and before in _NO_ARMY:
            return "organisation"
        return "government" if low in _OFFICES and before in _STATE_OFFICES else kind

    def name(self, start: int, end: int, role: int | None, whole: Known | None) -> tuple[int, int] | None:
        """The tokens of a person's name: after a title, or known as one."""
        if whole is not None and whole.sort not in ("person",):
            return None
        at = end
        while at > start and self.nameable(at - 1):
            at -= 1
        after = self.after_role(role) if role is not None else start
        at = max(at, after)
        if at >= end:
            return None
        titled = role is not None and at == after and self.personal(self.tokens[role])
        known = any(i in self.inside and self.inside[i].sort == "person" for i in range(at, end))
        plain = role is None and at == start and 2 <= end - at <= 4 and not (at and self.tokens[at - 1].tag == "DT")
        return (at, end) if titled or known or plain else None

    def after_role(self, role: int) -> int:
        """The token after a title, "of State" included."""
        if [t.lower for t in self.tokens[role : role + 3]] in _TITLES_WITH_OF:
            return role + 3
        return role + 1 + (role + 1 < len(self.tokens) and self.tokens[role + 1].text == ".")

    def nameable(self, at: int) -> bool:
        token, known = self.tokens[at], self.inside.get(at)
        joined = token.text.startswith(("al-", "el-", "ul-")) and at > 0 and self.tokens[at - 1].text[0].isupper()
        if not joined and (token.tag != "NNP" or not token.text[0].isupper()):
            return False
        return known.sort == "person" if known else not self.titled(token)


def _paired(parties: list[Party], tokens: tuple[Token, ...]) -> list[Party]:
    """Join "Armenian, Georgian and Turkish presidents": the adjectives of several countries before one noun."""
    made: list[Party] = []
    for party in reversed(parties):
        after = made[-1] if made else None
        alone = party.role is None and party.known is not None and party.known.sort == "adjective"
        shares = alone and after is not None and after.role and after.codes and after.start == party.end + 1
        if after and shares and tokens[party.end].lower in ("and", ",", "or"):
            made[-1] = replace(after, start=party.start, codes=tuple(dict.fromkeys((*party.codes, *after.codes))))
        else:
            made.append(party)
    return made[::-1]


def _completed(parties: list[Party], tokens: tuple[Token, ...]) -> list[Party]:
    """Take in "of Iran", "from Armenia and Azerbaijan": a complement that gives a role its country."""
    made: list[Party] = []
    at = 0
    while at < len(parties):
        party, at = parties[at], at + 1
        takes = party.role is not None and party.end < len(tokens) and (not party.codes or party.name is not None)
        if takes and tokens[party.end].lower in _COMPLEMENTS:
            codes: list[str] = []
            end = party.end
            while (
                at < len(parties) and parties[at].start == end + 1 and tokens[end].lower in (*_COMPLEMENTS, "and", ",")
            ):
                theirs = party.role in _CARRIERS and parties[at].role is not None and bool(parties[at].codes)
                if not (_complement(parties[at]) or theirs):
                    break
                if theirs:
                    party = replace(party, kind=parties[at].kind)
                codes += parties[at].codes
                end, at = parties[at].end, at + 1
            party = replace(party, end=end, codes=party.codes or tuple(dict.fromkeys(codes)))
        made.append(party)
    return made


def _complement(party: Party) -> bool:
    """Is it the name of a state or body, or the people of one?"""
    return party.known is not None and party.known.sort in ("state", "people", "body") and party.role is None


def _apposed(parties: list[Party], tokens: tuple[Token, ...]) -> list[Party]:
    """Join a role and the name beside it: "Armenia's prime minister, Nikol Pashinyan", "X, the Iranian minister"."""
    made: list[Party] = []
    for party in parties:
        before = made[-1] if made else None
        if before and party.start == before.end + 1 and tokens[before.end].text in _COMMAS:
            joined = _joined(before, party)
            if joined:
                made[-1] = joined
                continue
            holder = made[-2] if len(made) > 1 and made[-2].end + 1 == before.start else None
            if holder and tokens[holder.end].lower == "of" and (joined := _joined(holder, party)):
                made[-2:] = [replace(joined, codes=joined.codes or before.codes)]  # "the head of the council, Maria X"
                continue
        made.append(party)
    return made


def _joined(first: Party, second: Party) -> Party | None:
    """One party of two: a role and a name ("X, the minister", "Y, a militant group"), a kind of body and its name."""
    start, end = first.start, second.end
    for role, named in ((first, second), (second, first)):
        if role.name or role.role is None or named.role is not None or not named.name:
            continue
        if role.kind == "person":
            codes = role.codes or named.codes
            head, known = named.name[0], named.known
            return replace(role, start=start, end=end, head=head, name=named.name, codes=codes, known=known)
        if role.kind in ("organisation", "armed_group") and named.known is None:
            return replace(role, start=start, end=end, head=named.name[0], name=named.name)
    body = second.known is not None and second.known.sort == "body" and second.role is None
    return replace(second, start=start) if first.role and first.kind == "organisation" and body else None
