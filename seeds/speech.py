"""Speech acts: which verbs of saying are events of their own, and which only carry the event they report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from seeds.candidates import Candidate, Scene
from seeds.clauses import Clause
from seeds.frames import FrameTable
from seeds.phrases import NounPhrase
from seeds.report import Actor
from seeds.saying import SAYING

_ACCEPTS = frozenset("accept recognise recognize acknowledge support endorse tolerate".split())
_JUDGES = frozenset("call deem label term brand describe consider".split())
_RESOLVES = frozenset({"deal", "law"})  # "agreed to swap prisoners": the swap is told, whoever resolved on it
_LEAVES_UNDONE = frozenset({"reject", "threaten"})  # "refused to withdraw", "vowed not to yield"
Who = Callable[[NounPhrase | None, Scene], list[Actor]]


def of_verdict(scene: Scene, clause: Clause) -> Candidate | None:
    """ "will not accept the result", "called the reaction unwarranted": what somebody thinks of it, said aloud."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or verb.passive or not clause.objects:
        return None
    if not scene.reader.fits(subject, ("actor", "name", "office")) or clause.kind not in ("main", "complement"):
        return None
    refused = verb.negated and verb.lemma in _ACCEPTS
    after = {scene.tokens[i].lower for i in range(verb.end, min(clause.end, verb.end + 8))}
    damned = verb.lemma in _JUDGES and after & (scene.table.speech["bad"] | scene.table.speech["wrong"])
    false = verb.lemma in _JUDGES and after & scene.table.speech["false"]
    frame = scene.table.of("speak.reject" if refused or false else "speak.accuse")
    if frame is None or not (refused or damned or false):
        return None
    made = scene.candidate(frame, clause, verb.head, "verb")
    made.agents = [subject]
    made.reasons.append(f"{frame.name}: {verb.lemma}")
    return made


def drop_doubled_speech(scene: Scene) -> None:
    """ "denied firing" is a denied attack, "denies that there is any blockade" a rejection; "phoned and urged" one
    call."""
    kept = list(scene.candidates)
    for speech in scene.candidates:
        if speech.frame.kind == "speak" and speech.clause is not None and speech.source == "verb":
            doubled = _doubled(speech, speech.clause, kept, scene)
            kept = [c for c in kept if not any(c is d for d in doubled)]
    deals = [c for c in kept if c.frame.mode in _RESOLVES and c.source == "verb"]
    carried = [c.clause.parent for c in kept if c.clause is not None and c.clause.kind == "infinitive"]
    scene.candidates = [c for c in kept if not (c in deals and any(c.clause is above for above in carried))]


def _doubled(speech: Candidate, clause: Clause, kept: list[Candidate], scene: Scene) -> list[Candidate]:
    """Which of a speech act and what it speaks of must go."""
    lemma = clause.verb.lemma if clause.verb is not None else ""
    inner = [c for c in kept if c.clause is not None and c is not speech and _under(c.clause, clause)]
    if lemma in ("deny", "confirm"):
        real = [c for c in inner if c.source in ("verb", "light") and c.clause is not None and not c.clause.existential]
        return [speech] if real else inner
    if speech.frame.mode in _LEAVES_UNDONE:
        undone = [c for c in inner if c.clause is not None and c.clause.kind == "infinitive"]
        return [c for c in undone if speech.frame.mode == "reject" or _negated(c)]
    return [speech] if _only_carries(speech, clause, lemma, inner) or _only_joins(clause, kept, scene) else []


def _negated(made: Candidate) -> bool:
    return made.clause is not None and made.clause.verb is not None and made.clause.verb.negated


def _only_carries(speech: Candidate, clause: Clause, lemma: str, inner: list[Candidate]) -> bool:
    """ "complained that lorries were reaching Karabakh": the complaint is the word for the crossing."""
    told = [
        c for c in inner if c.clause is not None and c.clause.kind == "complement" and c.source in ("verb", "light")
    ]
    return (
        lemma in ("concern", "complain", "fear", "worry", "be")
        and speech.frame.mode in ("concern", "accuse")
        and bool(told)
    )


def _only_joins(clause: Clause, kept: list[Candidate], scene: Scene) -> bool:
    """A demand that only tells why people meet or march, and a "tell" that tells no one what to do."""
    lemma = clause.verb.lemma if clause.verb is not None else ""
    asked = any(c.kind == "infinitive" and c.parent is clause for c in scene.clauses)
    if lemma in ("tell", "order") and not asked:
        return True
    hosts = [c for c in kept if c.clause is not None]
    marched = any(c.frame.kind == "protest" and c.clause is clause.parent for c in hosts)
    met = any(
        c.frame.kind == "meet" and c.clause is not clause and c.clause.subject is clause.subject
        for c in hosts
        if c.clause
    )
    return (clause.kind == "participle" and marched) or (clause.shared and met)


def statements(scene: Scene, table: FrameTable, who: Who) -> Iterator[Candidate]:
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
        mode = next((m for s in said if (m := speech_act(clause, s, scene, table, who))), None)
        frame = next((f for f in table.frames if f.kind == "speak" and f.mode == mode), None)
        if frame is not None:
            yield Candidate(
                frame=frame, sentence=scene.sentence, clause=clause, trigger=clause.verb.head, source="verb",
                start=min(clause.start, said[0].start), end=max(clause.end, said[0].end), agents=[clause.subject],
                reasons=[f"said: {mode}"],
            )  # fmt: skip


def speech_act(clause: Clause, said: Clause, scene: Scene, table: FrameTable, who: Who) -> str | None:
    """What saying this amounts to: reject, defend, accuse, demand, or nothing."""
    speakers, about = who(clause.subject, scene), who(said.subject, scene)
    verb, words = said.verb, table.speech
    assert verb is not None
    if not any(a.country for a in speakers):
        return None
    tokens = said.sentence.tokens
    adjective = tokens[said.adjective.head].lower if said.adjective is not None else ""
    used = {t.lower for t in tokens[said.start : said.end]}
    if (verb.negated and verb.lemma in words["refuses"]) or adjective in words["false"]:
        return "reject"
    same = bool({a.country for a in speakers} & {a.country for a in about} - {None})
    own = same or (said.subject is not None and tokens[said.subject.start].tag == "PRP$") or not about
    if ("nothing" in used and used & words["wrong"]) or (adjective in words["fine"] and not verb.negated and own):
        return "defend"
    if adjective in words["bad"] and not verb.negated:
        return "accuse"
    other = bool(about) and not same and not {a.name for a in about} & {a.name for a in speakers}
    if other and verb.lemma in words["hostile"] and not verb.negated:
        return "accuse"
    return "demand" if other and verb.modal in ("must", "should") and not verb.passive else None


def _under(clause: Clause, above: Clause) -> bool:
    current: Clause | None = clause.parent
    while current is not None:
        if current is above:
            return True
        current = current.parent
    return False
