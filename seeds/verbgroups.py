"""Verb groups: a verb with its auxiliaries and its particle ("had not been shut down")."""

from __future__ import annotations

from typing import Literal

from seeds.phrases import VerbGroup, Words
from seeds.tags import BE, DO, HAVE, NEGATIONS, VERB
from seeds.wordforms import lexicon

PARTICLES = frozenset(
    "home aground up out off down back over in on away apart through through together forward go".split()
)
_PHRASAL = """
    bail out; beat back; beef up; block off; blow out; blow up; boot out; break off; break up; bring about;
    bring back; bring down; bring forward; bring home; bring in; bring out; bring up; build up; burn down;
    bus out; call home; call in; call off; call up; cancel out; carry away; carry off; carry out; chase off;
    close down; close off; cordon off; cut down; cut off; dig out; dig up; dole out; drag away; drag off;
    draw down; draw up; drive back; drive out; drop off; ease off; fend off; fight off; finish off; fire off;
    flush out; fly out; force out; free up; gather up; give back; give out; give up; gun down; hammer out;
    hand back; hand down; hand in; hand out; hand over; haul away; haul in; hold back; hold off; hold up;
    hunt down; iron out; keep out; keep up; kick off; kick out; kill off; knock down; knock out; lay down;
    lay off; lead away; lead off; let go; let in; let out; lock down; lock out; lock up; march off; move back;
    move out; mow down; nail down; open fire; open up; order out; patch up; phase out; pick off; pick up;
    pluck off; pluck out; scoop up; force down; winch off; winch out; winch up;
    pile up; point out; pull back; pull down; pull off; pull out; push back; push out; put down; put forward;
    put off; put out; put up; ramp up; ring up; rip up; roll back; roll out; root out; round up; rule out;
    run down; scale back; scale down; scale up; seal off; send back; send home; send in; send off; set off;
    set up; sew up; ship out; shoot down; show off; shut down; shut off; sign over; slow down; sort out;
    speed up; spell out; spirit away; stamp out; start up; stave off; step up; strike down; swallow up;
    sweep away; switch off; take away; take back; take down; take in; take off; take out; take over; take up;
    tear down; tear up; throw back; throw out; throw up; tie up; track down; try out; turn away; turn back;
    turn down; turn over; vote down; vote out; warn off; wash away; whisk away; win back; wind down; wipe out;
    write off; brush off; shrug off; choke off; ward off; laugh off; brush aside; sweep aside; set aside;
    wave aside; wave away; wave through; turn off; switch on; rough up; sweep up; play down; turf out; draft in;
    fly in; hem in; rein in; pull in; break down; bring together; usher out; run over; turn in; fight back;
    charge down"""
PHRASAL = frozenset(tuple(p.split()) for p in _PHRASAL.split(";"))
_STATE = frozenset("keep stay remain lie leave hold".split())


def verb_group(words: Words, i: int) -> VerbGroup | None:
    """The verb group that begins at i, if one does."""
    j, to = i, False
    if words.tag[j] == "TO":
        j, to = _skip_adverbs(words, j + 1), True
    elif words.tag[j] == "RB" or words.tag[j] not in VERB | {"MD"}:
        return None
    if j >= words.n or words.tag[j] not in VERB | {"MD"}:
        return None
    first = j
    auxiliaries: list[int] = []
    negated = any(words.low[k] in NEGATIONS for k in range(max(0, i - 1), j))
    modal: str | None = None
    while j < words.n:
        following = _skip_adverbs(words, j + 1)
        helping = words.tag[j] == "MD" or words.low[j] in BE | HAVE | DO
        if not helping or following >= words.n:
            break
        if (
            words.tag[following] == "TO"
            and words.low[j] in BE | HAVE
            and following + 1 < words.n
            and words.tag[following + 1] == "VB"
        ):
            modal = "be to" if words.low[j] in BE else "have to"
            auxiliaries.append(j)
            negated |= any(words.low[k] in NEGATIONS for k in range(j, following))
            j = _skip_adverbs(words, following + 1)
            continue
        if words.tag[following] not in VERB or (words.tag[following] == "VBG" and words.low[j] not in BE):
            break
        auxiliaries.append(j)
        negated |= any(words.low[k] in NEGATIONS for k in range(j, following))
        j = following
    if words.tag[first] == "MD":
        modal = words.tokens[first].lemma
    end = j + 1
    negated |= words.low[end : end + 1] == ["not"] and words.low[j] in BE
    return _described(words, i, first, j, end, auxiliaries, to=to, modal=modal, negated=negated)


def _skip_adverbs(words: Words, j: int) -> int:
    while j < words.n and (words.tag[j] == "RB" or (words.low[j] in ("each", "both", "all") and j > 0)):
        j += 1
    return j


def _described(words: Words, start: int, first: int, head: int, end: int, auxiliaries: list[int], *, to: bool,
modal: str | None, negated: bool) -> VerbGroup:  # fmt: skip
    tag, lemma = words.tag[head], words.tokens[head].lemma
    helpers = [words.tokens[k].lemma for k in auxiliaries]
    passive = tag in ("VBN", "VBD") and bool(helpers) and helpers[-1] == "be"
    tense: Literal["past", "present", "future", "none"] = "none"
    lead = words.tag[first]
    if modal in ("will", "shall", "would", "be to"):
        tense = "future"
    elif lead in ("VBZ", "VBP", "MD"):
        tense = "present"
    elif lead == "VBD":
        tense = "past"
    form: Literal["finite", "to", "gerund", "participle", "bare"] = "finite"
    if to:
        form = "to"
    elif lead == "VBG":
        form = "gerund"
    elif lead == "VBN":
        form = "participle"
    elif lead == "VB":
        form = "bare"
    known = lexicon().verbs.get(words.low[head])
    both = known is None or {"VBD", "VBN"} <= known[1]
    particle, end = _particle(words, lemma, end)
    state = lemma in _STATE and end < words.n and words.tag[end] in ("VBD", "VBN") and particle is None
    if state:
        passive, head, lemma, end = lemma not in ("keep", "hold", "leave"), end, words.tokens[end].lemma, end + 1
    return VerbGroup(
        start, end, head, lemma, form, tense=tense, modal=modal, particle=particle,
        passive=passive or (form == "participle"), perfect="have" in helpers,
        progressive=tag == "VBG" and "be" in helpers,
        negated=negated, state=state, ambiguous=lead == "VBD" and not helpers and both,
    )  # fmt: skip


def _when_follows(words: Words, i: int) -> bool:
    """ "hit back two days later": nothing but a time."""
    return any(w in ("later", "afterwards") for w in words.low[i + 1 : i + 4]) and words.tag[i] in ("CD", "NNS", "DT")


def _particle(words: Words, lemma: str, end: int) -> tuple[str | None, int]:
    if end >= words.n or words.low[end] not in PARTICLES | {"fire"}:
        return None, end
    if words.low[end] == "fire" and lemma != "open":
        return None, end
    word = words.low[end]
    if lemma == "be" and word in ("out", "over", "up", "down", "off"):
        return word, end + 1
    if (lemma, word) in PHRASAL and words.low[end : end + 2] != ["out", "of"]:
        return word, end + 1
    following = words.tag[end + 1] if end + 1 < words.n else "PUNCT"
    if _when_follows(words, end + 1):
        return word, end + 1
    if following in ("PUNCT", "CC", "RB", "IN", "TO", "WRB") and words.low[end : end + 2] not in (
        ["out", "of"],
        ["up", "to"],
    ):
        return word, end + 1
    return None, end
