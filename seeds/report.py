"""What is said to have happened: reports and their parts. Values only; nothing here reads text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from seeds.article import Span

Kind = Literal[
    "fight", "attack", "control", "deploy", "protest", "detain", "restrict", "sanction",
    "meet", "agree", "cooperate", "ease", "speak", "move", "disaster", "govern",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

Role = Literal["in", "at", "near", "from", "to", "via", "along", "across", "between", "about"]
Status = Literal["asserted", "claimed", "denied", "planned", "possible", "habitual"]
Aspect = Literal["single", "ongoing", "repeated"]
ActorKind = Literal["government", "military", "police", "armed_group", "person", "civilians", "organisation"]
Via = Literal["explicit", "metonym", "coreference", "implied"]
Basis = Literal["explicit", "publication", "context", "event", "none"]
TimePrecision = Literal["day", "week", "month", "season", "year", "decade", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, or is acted upon. `country` is ISO 3166-1 alpha-3; `span` is where the text names them."""

    name: str
    kind: ActorKind
    country: str | None = None
    via: Via = "explicit"
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When it happened, as far as the text says. `edtf` is EDTF level 1; `start`/`end` are ISO dates, half-open.

    An open end is None; a time that cannot be resolved keeps its words in `text` and nothing else.
    """

    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    text: str | None = None
    precision: TimePrecision = "unknown"
    basis: Basis = "none"
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Words that say where, and what role they give the place. The world behind them is for `geo` to know."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count the text gives: `value` best, `low` and `high` when it gives a range."""

    kind: str
    value: float
    qualifier: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One thing said to have happened, from one clause.

    `span` is the clause (the evidence quoted), `trigger` the word that names the event, `definite` whether
    the text refers back to an event it has told before ("the drill"): `geo.locate` merges by it.
    """

    kind: Kind
    mode: str
    headline: str
    span: Span
    sentence: Span
    trigger: Span
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    when: When = When()
    where: tuple[Whereabouts, ...] = ()
    status: Status = "asserted"
    aspect: Aspect = "single"
    attribution: Actor | None = None
    quantities: tuple[Quantity, ...] = ()
    definite: bool = False
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()
