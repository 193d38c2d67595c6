"""One neutral line for a report, composed from its roles; never a sentence of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seeds.report import Actor, Kind, Status

LONGEST = 140
_LED = re.compile(
    r"(?:in|on|at|off|near|north|south|east|west|north-\w+|south-\w+|northeast|northwest|southeast|southwest)\s"
)
_PLURAL_HEADS = re.compile(
    r"(?:s|people|police|troops|forces|men|women|children|personnel|militia|and [^,]+)$", re.IGNORECASE
)
_SINGULAR_ENDS = re.compile(r"(?:ss|us|is|Corps|States|Nations|Netherlands|Philippines|Emirates|news|Times)$")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in the forms a headline needs."""

    past: str
    participle: str
    plain: str


def _verb(plain: str, past: str, participle: str | None = None) -> Verb:
    return Verb(past, participle or past, plain)


@dataclass(frozen=True, slots=True)
class Line:
    """How a mode is told: with an agent, and without. `{who}`, `{whom}`, `{what}` and `{where}` are filled or fall
    away."""

    active: Verb
    object: str = ""
    bare: str = ""


_LINES: dict[tuple[Kind, str], Line] = {
    ("fight", "war"): Line(_verb("fight", "fought"), "a war", "{noun|War}"),
    ("fight", "offensive"): Line(_verb("launch", "launched"), "an offensive", "Offensive"),
    ("fight", "clash"): Line(_verb("fight", "fought"), "", "Fighting"),
    ("attack", "shelling"): Line(_verb("shell", "shelled"), "{whom}", "Shelling"),
    ("attack", "aerial"): Line(_verb("strike", "struck"), "{whom} from the air", "Air strike"),
    ("attack", "drone"): Line(_verb("strike", "struck"), "{whom} with drones", "Drone strike"),
    ("attack", "explosive"): Line(_verb("bomb", "bombed"), "{whom}", "Bombing"),
    ("attack", "shooting"): Line(_verb("shoot", "shot"), "{whom}", "Shooting"),
    ("attack", "shootdown"): Line(_verb("shoot down", "shot down"), "{what}", "Aircraft shot down"),
    ("attack", "abduct"): Line(_verb("abduct", "abducted"), "{whom}", "Abduction"),
    ("attack", "sexual"): Line(_verb("commit", "committed"), "sexual violence", "Sexual violence"),
    ("attack", "general"): Line(_verb("attack", "attacked"), "{whom}", "{noun|Attack}"),
    ("control", "capture"): Line(_verb("take", "took", "taken"), "{what}", "Change of control"),
    ("control", "occupy"): Line(_verb("occupy", "occupied"), "{what}", "Occupation"),
    ("control", "handover"): Line(_verb("hand over", "handed over"), "{what}", "Handover"),
    ("deploy", "drill"): Line(_verb("hold", "held"), "a military drill", "{noun|Military drill}"),
    ("deploy", "troops"): Line(_verb("deploy", "deployed"), "{what|forces}", "Deployment"),
    ("deploy", "monitors"): Line(_verb("send", "sent"), "monitors", "Monitoring mission"),
    ("deploy", "test"): Line(_verb("test", "tested"), "{what|weapons}", "Weapons test"),
    ("deploy", "base"): Line(_verb("set up", "set up"), "{what|a base}", "Base set up"),
    ("deploy", "intercept"): Line(_verb("intercept", "intercepted"), "{what}", "Interception"),
    ("protest", "demo"): Line(_verb("protest", "protested"), "", "Protest"),
    ("protest", "strike"): Line(_verb("go on strike", "went on strike", "gone on strike"), "", "{noun|Strike}"),
    ("protest", "riot"): Line(_verb("riot", "rioted"), "", "Riot"),
    ("protest", "repress"): Line(_verb("use", "used"), "force against a crowd", "Force used against a crowd"),
    ("detain", "arrest"): Line(_verb("detain", "detained"), "{whom}", "Arrest"),
    ("restrict", "block"): Line(_verb("block", "blocked"), "{what|passage}", "Passage blocked"),
    ("restrict", "ban"): Line(_verb("ban", "banned"), "{what}", "{noun|Ban}"),
    ("restrict", "levy"): Line(_verb("levy", "levied"), "a charge on {whom}", "{noun|Levy}"),
    ("restrict", "curfew"): Line(_verb("impose", "imposed"), "a curfew", "Curfew"),
    ("restrict", "deport"): Line(_verb("deport", "deported"), "{whom}", "Deportation"),
    ("sanction", "expel"): Line(_verb("expel", "expelled"), "{whom|diplomats}", "Diplomatic measure"),
    ("sanction", "penalty"): Line(_verb("impose", "imposed"), "sanctions on {whom}", "Sanctions"),
    ("sanction", "withdraw"): Line(_verb("withdraw", "withdrew", "withdrawn"), "from an agreement or talks",
    "Withdrawal from an agreement or talks"),
    ("meet", "talks"): Line(_verb("hold", "held"), "talks", "Talks"),
    ("meet", "visit"): Line(_verb("pay", "paid"), "a visit", "Visit"),
    ("meet", "call"): Line(_verb("speak", "spoke", "spoken"), "by telephone with {whom}", "Telephone call"),
    ("agree", "ceasefire"): Line(_verb("broker", "brokered"), "a ceasefire", "Ceasefire"),
    ("agree", "deal"): Line(_verb("reach", "reached"), "an agreement", "{noun|Agreement}"),
    ("agree", "offer"): Line(_verb("make", "made"), "an offer", "Offer"),
    ("cooperate", "aid"): Line(_verb("provide", "provided"), "aid or rescue", "Aid or rescue"),
    ("cooperate", "arms"): Line(_verb("supply", "supplied"), "arms to {whom}", "Supply of arms to {whom|a force}"),
    ("cooperate", "trade"): Line(_verb("trade", "traded"), "", "Trade"),
    ("cooperate", "infrastructure"): Line(_verb("build or repair", "built or repaired"), "{what|infrastructure}",
    "Building work"),
    ("cooperate", "diplomacy"): Line(_verb("develop", "developed"), "diplomatic ties", "Diplomatic step"),
    ("ease", "release"): Line(_verb("release", "released"), "{whom}", "Release"),
    ("ease", "lift"): Line(_verb("reopen or ease", "reopened or eased"), "{what|passage}", "Passage reopened"),
    ("ease", "withdraw"): Line(_verb("withdraw", "withdrew", "withdrawn"), "", "Withdrawal"),
    ("speak", "accuse"): Line(_verb("criticise", "criticised"), "{whom|another side}", "Criticism"),
    ("speak", "demand"): Line(_verb("appeal", "appealed"), "to {whom|the other side}", "Demand"),
    ("speak", "reject"): Line(_verb("issue", "issued"), "a denial or refusal", "Denial or refusal"),
    ("speak", "threaten"): Line(_verb("issue", "issued"), "a warning", "Warning"),
    ("speak", "support"): Line(_verb("express", "expressed"), "support or thanks to {whom}", "Support"),
    ("speak", "concern"): Line(_verb("voice", "voiced"), "concern", "Concern"),
    ("speak", "defend"): Line(_verb("defend", "defended"), "a policy", "Defence of a policy"),
    ("move", "cross"): Line(_verb("cross", "crossed"), "", "Crossing"),
    ("move", "transit"): Line(_verb("travel", "travelled"), "", "Transit"),
    ("move", "flee"): Line(_verb("flee", "fled"), "", "Flight of people"),
    ("move", "displace"): Line(_verb("displace", "displaced"), "{whom}", "Displacement of people"),
    ("move", "evacuate"): Line(_verb("evacuate", "evacuated"), "{whom}", "Evacuation"),
    ("move", "return"): Line(_verb("return", "returned"), "", "Return of people"),
    ("disaster", "natural"): Line(_verb("cause", "caused"), "damage", "{noun|Natural disaster}"),
    ("disaster", "accident"): Line(_verb("have", "had"), "an accident", "{noun|Accident}"),
    ("disaster", "outage"): Line(_verb("lose", "lost"), "supply", "{noun|Outage of supply}"),
    ("govern", "vote"): Line(_verb("vote", "voted"), "", "{noun|Vote}"),
    ("govern", "office"): Line(_verb("change", "changed"), "office", "Change of office"),
    ("govern", "law"): Line(_verb("adopt", "adopted"), "a measure", "Legal measure"),
    ("govern", "court"): Line(_verb("bring", "brought"), "{whom} before a court", "Court case"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a headline is made of. `what` and `noun` are words of the article: the object, and the event's own noun."""

    kind: Kind
    mode: str
    status: Status
    agents: Sequence[Actor] = ()
    targets: Sequence[Actor] = ()
    what: str | None = None
    noun: str | None = None
    verb: Verb | None = None
    subject: str | None = None
    where: Sequence[tuple[str, str]] = ()  # preposition, place
    speaker: str | None = None
    counts: Sequence[str] = ()


def compose_headline(parts: Parts) -> str:
    """The line for a report, at most 140 characters.

    >>> azerbaijan = Actor(name="Azerbaijan", kind="government", country="AZE")
    >>> drivers = Actor(name="two Iranian lorry drivers", kind="civilians", country="IRN")
    >>> compose_headline(Parts(kind="detain", mode="arrest", status="asserted", agents=[azerbaijan], targets=[drivers]))
    'Azerbaijan detained two Iranian lorry drivers'
    >>> tabriz = [("in", "Tabriz")]
    >>> compose_headline(Parts(kind="detain", mode="arrest", status="planned", targets=[drivers], where=tabriz))
    'Two Iranian lorry drivers to be detained in Tabriz'
    """
    line = _own_line(parts) or _LINES.get((parts.kind, parts.mode)) or Line(_verb("act", "acted"), "", _bare(parts))
    core = _sentence(line, parts)
    tails = [
        _place(parts.where[:2]),
        _counted(parts.counts),
        f", according to {parts.speaker}" if parts.speaker else "",
    ]
    while tails and len(core) + sum(map(len, tails)) > LONGEST:
        tails.pop()
    return _clipped(_capital(core + "".join(tails)))


_CHARGES = re.compile(r"\b(?:tax|levy|toll|dut(?:y|ies)|tariff|fee|charge)(?:e?s)?\b")
_MILITARY = re.compile(r"\b(?:military|army|navy|air force|troops|forces)\b", re.IGNORECASE)


def _own_line(parts: Parts) -> Line | None:
    """A line with the report's own verb, where that verb is plain and its object is known."""
    if (parts.kind, parts.mode) == ("speak", "demand") and parts.what and not parts.targets:
        return Line(_verb("demand", "demanded"), "{what}", "Demand")
    if parts.mode == "levy" and parts.what and _CHARGES.search(parts.what):
        return Line(_verb("levy", "levied"), "{what} on {whom}" if parts.targets else "{what}", "Levy")
    if parts.verb is None or not (parts.agents or parts.what or parts.targets or parts.subject):
        return None
    subject_only = not parts.what and not parts.targets
    if parts.subject is not None and not parts.agents:
        return Line(parts.verb, "", "")
    return Line(parts.verb, "" if subject_only else "{what}", _bare(parts))


def _bare(parts: Parts) -> str:
    """What the event is called where nobody does it; a kind whose mode is open goes by its own name."""
    line = _LINES.get((parts.kind, parts.mode))
    return line.bare if line is not None else (parts.mode or parts.kind).capitalize()


def _sentence(line: Line, parts: Parts) -> str:
    agents = joined([a.name for a in parts.agents]) or (parts.subject or "")
    whom = joined([a.name for a in parts.targets])
    objects = _filled(line.object, whom, parts.what)
    if objects == "a military drill" and _MILITARY.search(agents):
        objects = "a drill"
    if agents and objects is not None:
        return f"{agents} {_active(line, parts, agents)} {objects}".rstrip()
    if agents and "{" not in line.object.replace("{what", "{whom"):
        return f"{agents} {_active(line, parts, agents)} {line.object}".rstrip()
    suffers = (
        ""
        if line.object.startswith("arms")
        else whom
        if "{whom" in line.object
        else parts.what or whom
        if "{what" in line.object
        else ""
    )
    if not agents and suffers and parts.kind not in ("meet", "agree", "speak", "disaster"):
        return f"{suffers} {_passive(line, parts, suffers)}"
    bare = _filled(line.bare, whom, parts.what, parts.noun) or line.bare
    return _nominal(bare, parts, agents)


def _nominal(bare: str, parts: Parts, agents: str) -> str:
    low = bare[:1].lower() + bare[1:] if bare[:2] != bare[:2].upper() else bare
    words = {"planned": f"{bare} planned", "possible": f"{bare} possible", "denied": f"No {low}"}.get(
        parts.status, bare
    )
    return f"{words} by {agents}" if agents and parts.kind not in ("disaster", "meet", "agree", "fight") else words


def _active(line: Line, parts: Parts, agents: str) -> str:
    verb = line.active
    if parts.status == "planned":
        return f"to {verb.plain}"
    if parts.status == "possible":
        return f"may {verb.plain}"
    if parts.status == "denied":
        return f"did not {verb.plain}"
    if parts.status == "habitual":
        return verb.plain if _is_plural(agents) else _third(verb.plain)
    return verb.past


def _third(plain: str) -> str:
    first, _, rest = plain.partition(" ")
    ending = "es" if first.endswith(("s", "sh", "ch", "x", "o")) else "s"
    stem = first[:-1] + "ie" if first.endswith("y") and first[-2] not in "aeiou" else first
    return f"{stem}{'s' if stem != first else ending} {rest}".rstrip()


def _passive(line: Line, parts: Parts, subject: str) -> str:
    be = "were" if _is_plural(subject) else "was"
    words = {
        "planned": "to be",
        "possible": "may be",
        "denied": f"{be} not",
        "habitual": "are" if be == "were" else "is",
    }
    tail = line.object.partition("}")[2]
    return f"{words.get(parts.status, be)} {line.active.participle}{tail}"


def _filled(pattern: str, whom: str, what: str | None, noun: str | None = None) -> str | None:
    """The pattern with its braces filled; None when a brace without a default stays empty."""
    values = {"whom": whom or what or "", "what": what or whom, "noun": noun or ""}

    def fill(match: re.Match[str]) -> str:
        return values[match[1]] or match[2] or "\0"

    filled = re.sub(r"\{(\w+)(?:\|([^}]*))?\}", fill, pattern)
    return None if "\0" in filled else filled


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; more than three are "A, B and others".

    >>> joined(["Armenia", "Azerbaijan"])
    'Armenia and Azerbaijan'
    """
    distinct = list(dict.fromkeys(names))
    if len(distinct) > 3:
        distinct = [*distinct[:2], "others"]
    return " and ".join(filter(None, [", ".join(distinct[:-1]), *distinct[-1:]]))


_NUMBERED = re.compile(
    r"(?:[2-9]|\d[\d,]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven"
    r"|eigh|nine)ty(?:-\w+)?|several|both|many)\b(?! per)"
)


def _is_plural(words: str) -> bool:
    head = re.split(r" (?:of|from|in|at|on|near|with|for) ", words)[0]
    if _NUMBERED.match(head.lower()):
        return True
    return " and " in words or (bool(_PLURAL_HEADS.search(head)) and not _SINGULAR_ENDS.search(head))


def _place(where: Sequence[tuple[str, str]]) -> str:
    return "".join(f" {words}" if _LED.match(words) else f" {prep} {words}" for prep, words in where)


def _counted(counts: Sequence[str]) -> str:
    return f": {', '.join(counts)}" if counts else ""


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _clipped(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0].rstrip(",:; ")
