"""Clauses of a sentence: who does what to whom, joined how, and on whose word.

One pass over the phrases with a stack of open clauses. No grammar is attempted: what matters is that a verb finds its
own subject, that an object stays with its verb, and that a reporting verb rules over its complement and no further.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from seeds.article import Span
from seeds.phrases import Adjective, Joint, NounPhrase, Phrase, PrepPhrase, VerbGroup, find_phrases, joint_is, span_of
from seeds.tagging import NOUN
from seeds.text import Sentence

ClauseKind = Literal["main", "complement", "subordinate", "relative", "participle", "gerund", "infinitive"]

REPORTING = frozenset(
    """say tell announce report claim state allege assert insist maintain argue add note explain reveal disclose
    confirm acknowledge admit
    concede declare believe think suggest indicate estimate show write warn stress emphasise emphasize underline
    underscore illustrate
    complain fear expect deny reiterate recall remark observe describe testify inform assure notify predict hint
    imply predict
    learn hear understand know see find agree promise pledge vow hope demand urge recommend propose request accuse
    contend
    conclude voice express protest reply answer respond comment tweet post""".split()
)
SAYING = REPORTING - frozenset(
    """agree promise pledge vow hope demand urge recommend propose request accuse express
voice learn know see find hear understand protest show post describe confirm see""".split()
) | {"show", "confirm"}
_BLAMES = frozenset("accuse suspect stop prevent ban bar blame".split())
_OBJECT_CONTROL = frozenset(
    """ask urge tell order call allow force want invite expect persuade warn help command instruct permit require
    push press compel enable encourage lead cause beg implore advise forbid appeal let make authorise
    authorize""".split()
)
_CONTENT_NOUNS = frozenset(
    """fear claim report statement announcement time fact hope warning news allegation concern possibility suspicion
    accusation belief
    sign evidence rumour rumor suggestion view assurance agreement condition demand worry likelihood chance idea
    charge proof""".split()
)
_MAYBE_SUBORDINATORS = frozenset("as after before since until till while once than like".split())
_OBJECT_OF_PREP_GERUND = frozenset(
    "of for by in without from after before since on with at against about through".split()
)


@dataclass(slots=True, eq=False)
class Clause:
    """One clause. `phrases` are its own, in order; a child clause holds its own. `subject` may be shared or
    inherited."""

    sentence: Sentence
    kind: ClauseKind
    segment: int
    parent: Clause | None = None
    subordinator: str | None = None
    verb: VerbGroup | None = None
    subject: NounPhrase | None = None
    shared: bool = False
    antecedent: NounPhrase | None = None
    phrases: list[Phrase] = field(default_factory=list)
    reporter: Clause | None = None
    existential: bool = False
    according: PrepPhrase | None = None

    def text(self, phrase: Phrase) -> str:
        return " ".join(t.text for t in self.sentence.tokens[phrase.start : phrase.end])

    def after_verb(self) -> list[Phrase]:
        return [p for p in self.phrases if self.verb is not None and p.start >= self.verb.end]

    def before_verb(self) -> list[Phrase]:
        return [p for p in self.phrases if self.verb is None or p.start < self.verb.start]

    @property
    def objects(self) -> list[NounPhrase]:
        """Noun phrases after the verb that are not times, prepositional or appositions (after a comma)."""
        found: list[NounPhrase] = []
        for p in self.after_verb():
            if isinstance(p, NounPhrase) and not p.time and not self._after_comma(p):
                found.append(p)
        return found

    def _after_comma(self, phrase: Phrase) -> bool:
        before = phrase.start - 1
        while before >= 0 and self.sentence.tokens[before].text in ("“", "”", '"'):
            before -= 1
        return before >= 0 and self.sentence.tokens[before].text in (",", "(", "—", "–")

    @property
    def preps(self) -> list[PrepPhrase]:
        """Prepositional phrases of the verb: those after it, and those that stand before the subject."""
        first = self.subject.start if self.subject is not None and not self.shared else None
        fronted = [
            p
            for p in self.before_verb()
            if isinstance(p, PrepPhrase) and (first is None or p.start < first or self._fronted(p))
        ]
        return fronted + [p for p in self.after_verb() if isinstance(p, PrepPhrase)]

    def _fronted(self, phrase: PrepPhrase) -> bool:
        """ "Azerbaijan and Iran on Friday laid": a time between subject and verb is the verb's."""
        return phrase.noun.time and self.verb is not None

    @property
    def adjective(self) -> Adjective | None:
        return next((p for p in self.after_verb() if isinstance(p, Adjective)), None)

    @property
    def adverbs(self) -> set[str]:
        """Lower-case adverbs of the clause and of its verb group."""
        tokens = self.sentence.tokens
        words = {tokens[p.start].lower for p in self.phrases if joint_is(p, "adverb")}
        if self.verb is not None:
            words |= {t.lower for t in tokens[self.verb.start : self.verb.end] if t.tag == "RB"}
        return words

    @property
    def start(self) -> int:
        """First token of the clause's own words (subject or verb)."""
        own = [p.start for p in self.phrases]
        if self.verb is not None:
            own.append(self.verb.start)
        if self.subject is not None and not self.shared and self.kind != "relative":
            own = [self.subject.start, *[s for s in own if s > self.subject.start]]
        return min(own, default=0)

    @property
    def end(self) -> int:
        own = [p.end for p in self.phrases]
        if self.verb is not None:
            own.append(self.verb.end)
        return max(own, default=0)

    @property
    def span(self) -> Span:
        return span_of(self.sentence, self.start, max(self.end, self.start + 1))


def find_clauses(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence that have a verb, in the order of their verbs."""
    return parse_sentence(sentence)[1]


def parse_sentence(sentence: Sentence) -> tuple[list[Phrase], list[Clause]]:
    """The phrases of a sentence, and its clauses that have a verb in the order of their verbs."""
    if not sentence.tokens:
        return [], []
    builder = _Builder(sentence)
    builder.run()
    made = [c for c in builder.clauses if c.verb is not None]
    for clause in made:
        _read_as_passive(clause)
        if clause.subject is None and clause.kind in ("participle", "gerund") and clause.parent is not None:
            clause.subject, clause.shared = clause.parent.subject, True
    _link_reports(made)
    for clause in made:
        clause.according = builder.according.get(clause.segment)
    return builder.phrases, sorted(made, key=lambda c: c.verb.start if c.verb else 0)


_SUFFERED = frozenset(
    """kill wound injure arrest detain release displace deport expel evacuate rescue sentence jail charge convict
    abduct kidnap ban free hospitalise
    hospitalize name appoint sack oust injure hurt""".split()
)


def _read_as_passive(clause: Clause) -> None:
    """ "Two drivers released", "Scores killed in fighting": without an object these verbs tell what befell the
    subject."""
    verb = clause.verb
    if verb is not None and verb.ambiguous and verb.lemma in _SUFFERED and not clause.objects and clause.kind == "main":
        clause.verb = replace(verb, passive=True, ambiguous=False)


_HAPPENS = frozenset(
    """land fall crash arrive die explode collapse sink begin end continue erupt occur happen come go remain return
    burn""".split()
)
_PAINTS = frozenset("arm lead back base accuse call know dress name equip station hold build found carry".split())
_GOES = frozenset("return go come travel leave flee arrive move fly escape die remain begin continue head walk".split())


class _Builder:
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.phrases = find_phrases(sentence)
        self.clauses: list[Clause] = []
        self.segment = 0
        self.according: dict[int, PrepPhrase] = {}
        self.cc = -1
        self.comma = -1
        self.current = self.open("main")

    def open(self, kind: ClauseKind, parent: Clause | None = None, subordinator: str | None = None) -> Clause:
        clause = Clause(self.sentence, kind, self.segment, parent, subordinator)
        self.clauses.append(clause)
        self.current = clause
        return clause

    def run(self) -> None:
        for k, phrase in enumerate(self.phrases):
            if isinstance(phrase, Joint):
                self.joint(k, phrase)
            elif isinstance(phrase, VerbGroup):
                self.verb(k, phrase)
            elif isinstance(phrase, PrepPhrase) and self.day_before(k, phrase):
                self.current.phrases += [Joint(phrase.start, phrase.start + 1, "adverb", phrase.prep), phrase.noun]
            elif isinstance(phrase, PrepPhrase) and self.clause_follows(k, phrase):
                self.subordinate(phrase.prep)
                self.current.phrases.append(phrase.noun)
            else:
                if isinstance(phrase, PrepPhrase) and phrase.prep == "according to":
                    self.according[self.segment] = phrase
                self.current.phrases.append(phrase)

    def day_before(self, k: int, prep: PrepPhrase) -> bool:
        """ "the day before he had held talks" opens with a time, not with "before he"."""
        ahead = self.phrases[k + 1] if k + 1 < len(self.phrases) else None
        time = self.phrases[k - 1] if k else None
        definite = isinstance(time, NounPhrase) and time.time and self.tokens[time.start].lower == "the"
        return (
            prep.prep in ("before", "after") and definite and isinstance(ahead, VerbGroup) and self.current.verb is None
        )

    # joints

    def joint(self, k: int, joint: Joint) -> None:
        if joint.kind == "stop":
            self.segment += 1
            self.open("main")
        elif joint.kind == "comma":
            self.comma = k
            self.current.phrases.append(joint) if self.current.verb is None else None
        elif joint.kind in ("and", "but"):
            self.cc = k
        elif joint.kind == "sub":
            self.subordinator(k, joint.word)
        elif joint.kind == "relative":
            self.relative(k, joint.word)
        elif joint.kind == "there":
            self.current.existential = True
        elif joint.kind == "adverb":
            self.current.phrases.append(joint)

    def subordinator(self, k: int, word: str) -> None:
        if word != "that":
            self.subordinate(word)
            return
        before = self.phrases[k - 1] if k else None
        if self.cc == k - 1 and self.current.kind in ("complement", "subordinate"):
            parent = self.current.parent
            self.open("complement", parent, "that")
            return
        noun = _noun_of(before)
        governor = self.current.verb.lemma if self.current.verb else ""
        tells = governor in ("tell", "warn", "inform", "assure", "notify", "remind", "persuade", "convince", "show")
        if (
            noun is not None
            and not tells
            and not noun.time
            and not (governor in REPORTING and isinstance(before, PrepPhrase))
        ):
            content = self.tokens[noun.head].lemma in _CONTENT_NOUNS
            clause = self.open("complement" if content else "relative", self.current, "that")
            clause.antecedent = None if content else noun
            return
        self.open("complement", self.current, "that")

    def subordinate(self, word: str) -> None:
        asked = word in ("whether", "what", "how", "why", "if", "when", "where", "who") and self.reports(self.current)
        kind: ClauseKind = "complement" if asked and not self.current.objects else "subordinate"
        self.open(kind, self.current if self.current.verb else self.current.parent or self.current, word)

    def reports(self, clause: Clause) -> bool:
        return clause.verb is not None and clause.verb.lemma in REPORTING

    def relative(self, k: int, word: str) -> None:
        antecedent = self.antecedent(k, word)
        clause = self.open("relative", self.current, word)
        clause.antecedent = antecedent

    def antecedent(self, k: int, word: str) -> NounPhrase | None:
        j, comma = k - 1, False
        while j >= 0 and isinstance(self.phrases[j], Joint):
            comma |= self.phrases[j].kind == "comma"  # type: ignore[union-attr]
            j -= 1
        chain: list[Phrase] = []
        while j >= 0 and len(chain) < 6:
            phrase = self.phrases[j]
            chain.append(phrase)
            if not isinstance(phrase, PrepPhrase):
                break
            j -= 1
        nouns = [n for n in map(_noun_of, chain) if n is not None]
        if not nouns:
            return None
        nearest = nouns[0]
        if nearest.time:
            return None
        bare = not nearest.members and all(t.tag in ("NNP", "POS") for t in self.tokens[nearest.start : nearest.end])
        between = isinstance(chain[0], PrepPhrase) and chain[0].prep in ("between", "along", "in") and len(nouns) > 1
        placed = isinstance(chain[0], PrepPhrase) and chain[0].prep in (
            "in",
            "at",
            "on",
            "near",
            "along",
            "off",
            "outside",
        )
        named = any(t.tag == "NNP" for t in self.tokens[nearest.start : nearest.end])
        if word == "that" and placed and named and not comma and len(nouns) > 1:
            return nouns[1]
        if (
            word in ("that", "which")
            and len(nouns) > 1
            and ((bare and not comma) or (between and (bare or nearest.members or not comma)))
        ):
            return nouns[-1] if between else nouns[1]
        return nearest

    # verbs

    def clause_follows(self, k: int, prep: PrepPhrase) -> bool:
        """ "after Azerbaijan imposed" opens a clause, "after midnight" does not."""
        if prep.prep not in _MAYBE_SUBORDINATORS:
            return False
        verb = self.phrases[k + 1] if k + 1 < len(self.phrases) else None
        if prep.noun.time and not (isinstance(verb, VerbGroup) and verb.lemma in ("be", "end", "pass", "begin")):
            return False
        behind = (
            self.current.verb is None
            and self.current.kind in ("main", "complement")
            and _noun_of(self.before(k)) is not None
        )
        if behind and prep.prep not in ("as", "while"):
            return False
        for phrase in self.phrases[k + 1 : k + 6]:
            if isinstance(phrase, VerbGroup):
                return phrase.form == "finite"
            if isinstance(phrase, PrepPhrase) and phrase.prep not in _MAYBE_SUBORDINATORS:
                continue
            if not (isinstance(phrase, Joint) and phrase.kind in ("adverb", "quote")):
                return False
        return False

    def verb(self, k: int, verb: VerbGroup) -> None:
        cur = self.current
        if verb.form == "bare":
            verb = self.bare(k, verb)
        if verb.form == "finite":
            self.finite(k, verb)
        elif verb.form == "to":
            clause = self.open("infinitive", cur)
            clause.verb = verb
            clause.subject, clause.shared = self.controller(cur), True
            if cur.verb is None and cur.kind == "main" and _noun_of(self.before(k)) is not None:
                self.headline_infinitive(cur, clause, verb)
        else:
            self.nonfinite(k, verb)

    def headline_infinitive(self, cur: Clause, clause: Clause, verb: VerbGroup) -> None:
        """ "EU to send monitors": in headlines "to" is the future."""
        if self.sentence.part == "headline" or not any(
            isinstance(p, VerbGroup) and p.form == "finite" for p in self.phrases
        ):
            self.clauses.remove(clause)
            self.current = cur
            self.assign(cur, replace(verb, form="finite", tense="future", modal="be to"))

    def bare(self, k: int, verb: VerbGroup) -> VerbGroup:
        cur = self.current
        if (
            cur.verb is not None
            and cur.verb.lemma == "do"
            and not cur.verb.negated
            and cur.objects
            and cur.verb.end - cur.verb.start == 1
        ):
            cur.subject = None
            cur.verb = None
            return replace(verb, form="finite", tense="past")
        if cur.verb is None and self.subject_of(cur) is not None:
            return replace(verb, form="finite", tense="present")
        return (
            replace(verb, form="finite", tense="present")
            if self.cc >= 0 and cur.verb is not None and self.joined(k)
            else replace(verb, form="to")
        )

    def before(self, k: int) -> Phrase | None:
        """The phrase before k, adverbs and quotation marks skipped."""
        j = k - 1
        while j >= 0:
            phrase = self.phrases[j]
            if not (isinstance(phrase, Joint) and phrase.kind in ("adverb", "quote", "mark")):
                return phrase
            j -= 1
        return None

    def joined(self, k: int) -> bool:
        before = self.before(k)
        return isinstance(before, Joint) and before.kind in ("and", "but")

    def finite(self, k: int, verb: VerbGroup) -> None:
        cur = self.current
        if self.parenthetical(k, verb):
            return
        if cur.verb is None:
            if (
                self.joined(k)
                and not any(isinstance(p, NounPhrase) for p in cur.phrases)
                and cur.kind == "main"
                and len(self.clauses) > 1
            ):
                self.coordinate(k, verb)
                return
            self.assign(cur, verb)
            return
        subject = self.new_subject(k) or self.after_fronted(k)
        if subject is not None:
            self.with_subject(k, verb, subject)
        elif self.joined(k):
            self.coordinate(k, verb)
        elif verb.ambiguous and not verb.passive and self.reduced(k, verb):
            self.nonfinite(k, replace(verb, form="participle", passive=True))
        else:
            self.resume(k, verb)

    def parenthetical(self, k: int, verb: VerbGroup) -> bool:
        """ "lorries, it says, drive through": a reporting clause inside commas."""
        cur = self.current
        if verb.lemma not in REPORTING or k < 2:
            return False
        j = k - 1
        while j >= 0 and isinstance(self.phrases[j], PrepPhrase):
            j -= 1
        subject = self.phrases[j]
        opened = j >= 1 and _comma(self.phrases[j - 1])
        if not (
            opened and isinstance(subject, NounPhrase) and k + 1 < len(self.phrases) and _comma(self.phrases[k + 1])
        ):
            return False
        if cur.verb is not None or not any(p is not subject and not isinstance(p, Joint) for p in cur.phrases):
            return False
        if sum(isinstance(p, NounPhrase) and p is not subject for p in cur.phrases) and isinstance(
            self.phrases[k + 2 : k + 3], NounPhrase
        ):
            return False
        aside = self.open("main")
        aside.verb, aside.subject = verb, subject
        aside.phrases = [p for p in cur.phrases if p.start >= subject.start]
        cur.phrases = [p for p in cur.phrases if p.start < subject.start]
        cur.reporter = aside
        self.current = cur
        return True

    def assign(self, clause: Clause, verb: VerbGroup) -> None:
        clause.verb = verb
        found = self.subject_of(clause)
        if clause.kind == "relative" and (found is None or clause.subordinator == "where"):
            clause.subject, clause.shared = (found or clause.antecedent), found is None
            if clause.subordinator in ("where", "when"):
                clause.subject = found
        elif found is not None:
            clause.subject = found
        elif clause.subject is None:
            clause.subject, clause.shared = self.inherited(clause), True

    def subject_of(self, clause: Clause) -> NounPhrase | None:
        """The first bare noun phrase before the verb; a second one between commas is its other name."""
        nouns = [p for p in clause.phrases if isinstance(p, NounPhrase) and (not p.time or len(clause.phrases) == 1)]
        if not nouns:
            return None
        first = nouns[0]
        last = nouns[-1]
        if last is not first and not self._appositive(clause, first, last):
            return last
        if len(nouns) > 1 and self._appositive(clause, first, nouns[1]) and self._adjoins(clause, first, nouns[1]):
            first = replace(first, apposition=nouns[1])
            clause.phrases = [first if p is nouns[0] else p for p in clause.phrases]
        return first

    def _appositive(self, clause: Clause, first: NounPhrase, second: NounPhrase) -> bool:
        index = clause.phrases.index(second)
        between = clause.phrases[clause.phrases.index(first) + 1 : index]
        if not between:
            return False
        return any(_comma(p) for p in between) and any(_comma(p) for p in clause.phrases[index + 1 :])

    def _adjoins(self, clause: Clause, first: NounPhrase, second: NounPhrase) -> bool:
        """Nothing but "of" phrases and a comma between, and not "most of them Armenians"."""
        at = clause.phrases.index(second)
        if not _comma(clause.phrases[at - 1]) or at + 1 >= len(clause.phrases):
            return False
        after = clause.phrases[at + 1]
        return (_comma(after) or isinstance(after, PrepPhrase)) and self.tokens[second.head].tag in NOUN

    def inherited(self, clause: Clause) -> NounPhrase | None:
        return clause.parent.subject if clause.parent is not None and clause.kind != "complement" else None

    def new_subject(self, k: int) -> NounPhrase | None:
        """A noun phrase that stands ready before this verb and is not yet anyone's object."""
        j = k - 1
        passed_prep = False
        while j >= 0:
            phrase = self.phrases[j]
            if isinstance(phrase, Joint) and phrase.kind in ("adverb", "quote", "mark"):
                j -= 1
                continue
            if isinstance(phrase, PrepPhrase):
                passed_prep = True
                j -= 1
                continue
            break
        if j < 1 or not isinstance(self.phrases[j], NounPhrase):
            return None
        noun = self.phrases[j]
        assert isinstance(noun, NounPhrase)
        if noun.time:
            return None
        before = self.before(j)
        opened = isinstance(before, Joint) and before.kind in ("and", "but", "comma", "quote")
        if isinstance(before, NounPhrase | PrepPhrase) and (
            before.time if isinstance(before, NounPhrase) else before.noun.time
        ):
            opened = True
        if (
            isinstance(before, PrepPhrase)
            and self.comma >= 0
            and _comma(self.before(self.phrases.index(before)) or before)
        ):
            opened = True
        if (
            isinstance(before, PrepPhrase)
            and isinstance(after := self.phrases[k], VerbGroup)
            and self.object_of(noun, after)
        ):
            return None
        opened = opened or self.opens_after_joint(j)
        says = isinstance(before, VerbGroup) and before.lemma in REPORTING
        if self.tokens[noun.head].lower in ("he", "she", "they", "it", "i", "we") and not passed_prep:
            return noun
        verb = self.phrases[k]
        if opened and isinstance(before, Joint) and before.kind == "comma" and isinstance(verb, VerbGroup):
            if (
                verb.ambiguous
                and verb.lemma not in REPORTING
                and k + 1 < len(self.phrases)
                and isinstance(self.phrases[k + 1], PrepPhrase)
            ):
                return None
        return noun if opened or says else None

    def object_of(self, noun: NounPhrase, verb: VerbGroup) -> bool:
        """ "testing for the first time a drone built at home": an object that comes late, with a participle of its
        own."""
        cur = self.current
        if cur.verb is None or not verb.ambiguous or verb.lemma in REPORTING or self.noun_after(verb):
            return False
        return not [o for o in cur.objects if o is not noun] and cur.verb.progressive

    def opens_after_joint(self, j: int) -> bool:
        """ "…, and in Kocani a crowd overturned": only places and times stand between the joint and the subject."""
        k = j - 1
        while k >= 0 and (isinstance(self.phrases[k], PrepPhrase) or _time(self.phrases[k])):
            k -= 1
        joint = self.phrases[k] if 0 <= k < j - 1 else None
        return isinstance(joint, Joint) and joint.kind in ("and", "but")

    def after_fronted(self, k: int) -> NounPhrase | None:
        """ "Before the month was out Delhi had banned": a fronted clause is over where another subject stands ready."""
        root = self.current.parent
        before = self.before(k)
        if (
            self.current.kind == "subordinate"
            and root is not None
            and root.verb is None
            and isinstance(before, NounPhrase)
        ):
            return before
        return None

    def with_subject(self, k: int, verb: VerbGroup, subject: NounPhrase) -> None:
        cur = self.current
        at = next(i for i, p in enumerate(self.phrases) if p is subject)
        before = self.before(at)
        opening = self.fronted_from(at)
        moved = [p for p in cur.phrases if p.start >= opening]
        cur.phrases = [p for p in cur.phrases if p.start < opening]
        kind: ClauseKind = "main"
        parent: Clause | None = None
        if isinstance(before, VerbGroup) and self.reports(cur):
            kind, parent = "complement", cur
        elif isinstance(before, Joint) and before.kind in ("and", "but"):
            level = cur
            while level.kind in ("relative", "participle", "gerund", "infinitive") and level.parent is not None:
                level = level.parent
            comma = _comma(self.before(next(i for i, p in enumerate(self.phrases) if p is before)) or subject)
            if level.kind in ("complement", "subordinate") and not comma and before.kind == "and":
                kind, parent = level.kind, level.parent
        elif isinstance(before, Joint) and before.kind == "comma" and verb.lemma in SAYING:
            pass
        elif self.reports(cur) and cur.subject is not None and not cur.objects and cur.kind == "main":
            kind, parent = "complement", cur
        root = next(
            (c for c in self.clauses if c.segment == self.segment and c.kind == "main" and c.verb is None), None
        )
        if kind == "main" and root is not None:
            self.current = clause = root
        else:
            clause = self.open(kind, parent, cur.subordinator if kind != "main" and parent is cur.parent else None)
        clause.phrases += moved
        clause.verb, clause.subject = verb, subject

    def fronted_from(self, at: int) -> int:
        """Where the words of a joined clause begin: "…, and in October 2022 the Guards laid" begins at "in"."""
        j = at - 1
        while j >= 0 and (
            isinstance(self.phrases[j], PrepPhrase) or _time(self.phrases[j]) or joint_is(self.phrases[j], "adverb")
        ):
            j -= 1
        joint = self.phrases[j] if j >= 0 else None
        if j < at - 1 and isinstance(joint, Joint) and joint.kind in ("and", "but"):
            return joint.end
        return self.phrases[at].start

    def coordinate(self, k: int, verb: VerbGroup) -> None:
        """A verb joined by "and" to an earlier one shares its subject."""
        level = self.current
        while level.kind in ("participle", "gerund", "infinitive") or (level.verb is None and level.parent is not None):
            if level.parent is None:
                break
            level = level.parent
        while level.parent is not None and self.steps_out(level, verb):
            level = level.parent
        clause = self.open(level.kind, level.parent, level.subordinator)
        clause.antecedent = level.antecedent
        clause.verb, clause.subject, clause.shared = self.like(level.verb, verb), level.subject, True
        clause.reporter = level.reporter

    def like(self, model: VerbGroup | None, verb: VerbGroup) -> VerbGroup:
        """ "were arrested and charged": a bare participle keeps the voice and modality of the verb it is joined to."""
        if model is None or not verb.ambiguous:
            return verb
        objectless = not self.noun_after(verb)
        if model.passive and objectless and verb.lemma not in _GOES:
            return replace(
                verb, passive=True, tense=model.tense, modal=model.modal, perfect=model.perfect, negated=model.negated
            )
        return (
            replace(verb, perfect=model.perfect, modal=model.modal, tense=model.tense)
            if model.perfect and not model.passive
            else verb
        )

    def noun_after(self, verb: VerbGroup) -> bool:
        at = next((i for i, p in enumerate(self.phrases) if p.start >= verb.end), None)
        return at is not None and isinstance(self.phrases[at], NounPhrase) and not self.phrases[at].time  # type: ignore[union-attr]

    def steps_out(self, level: Clause, verb: VerbGroup) -> bool:
        """Does a joined verb belong outside this clause? Speech joins speech; an active verb leaves a passive
        relative."""
        if level.verb is None:
            return True
        if level.kind == "complement" and level.parent is not None and self.reports(level.parent):
            return (
                verb.lemma in SAYING | {"accuse", "urge", "call", "demand", "reject", "condemn", "warn"}
                and verb.form == "finite"
            )
        if level.kind == "relative":
            return level.verb.passive and not verb.passive and self.noun_after(verb)
        return False

    def reduced(self, k: int, verb: VerbGroup) -> bool:
        """ "statements made by", "a move highly disputed on": a past participle hanging on the noun before it."""
        before = self.before(k)
        main = self.current.verb
        if (
            main is not None
            and main.ambiguous
            and not self.current.objects
            and (verb.lemma in _HAPPENS or main.lemma in _PAINTS)
        ):
            return False
        return isinstance(before, NounPhrase | PrepPhrase) and not self.noun_after(verb)

    def resume(self, k: int, verb: VerbGroup) -> None:
        """A finite verb without a subject of its own: an embedded clause is over, or its verb was a participle all
        along."""
        level: Clause | None = self.current
        while level is not None and level.verb is not None:
            level = level.parent
        if level is not None:
            self.current = level
            self.assign(level, verb)
            return
        host: Clause | None = self.current
        while host is not None and not (
            host.verb is not None
            and host.verb.ambiguous
            and not host.objects
            and host.kind in ("main", "complement", "subordinate")
        ):
            host = host.parent
        if host is None or host.verb is None:
            clause = self.open("main")
            clause.verb = verb
            return
        inner = Clause(self.sentence, "participle", self.segment, host)
        inner.verb = replace(host.verb, form="participle", passive=True, ambiguous=False)
        inner.subject, inner.shared, inner.antecedent = host.subject, True, host.subject
        inner.phrases = host.after_verb()
        host.phrases = [p for p in host.phrases if p not in inner.phrases]
        host.verb = verb
        self.clauses.append(inner)
        self.current = host

    def controller(self, cur: Clause) -> NounPhrase | None:
        if cur.verb is None:
            return self.subject_of(cur)
        if cur.verb.lemma in _OBJECT_CONTROL and not cur.verb.passive:
            if cur.objects:
                return cur.objects[-1]
            on = [p.noun for p in cur.preps if p.prep in ("on", "upon", "to", "for")]
            if on:
                return on[-1]
        return cur.subject

    def nonfinite(self, k: int, verb: VerbGroup) -> None:
        cur = self.current
        before = self.before(k)
        if isinstance(before, Adjective) and verb.form == "participle":
            before = self.before(k - 1)
        noun = _noun_of(before)
        clause_kind: ClauseKind = "participle"
        subject = cur.subject
        if (
            isinstance(before, Joint)
            and before.kind == "sub"
            or (isinstance(before, Joint) and before.word in _OBJECT_OF_PREP_GERUND)
        ):
            clause_kind = "gerund"
        elif isinstance(before, VerbGroup) and before.lemma not in ("be",):
            clause_kind = "gerund"
        elif isinstance(before, Joint) and before.kind in ("and", "but") and cur.kind in ("participle", "gerund"):
            subject, clause_kind = cur.subject, cur.kind
            cur = cur.parent or cur
        elif noun is not None:
            subject = noun if not noun.time else cur.subject
            if isinstance(before, PrepPhrase) and before.prep == "of" and verb.form == "gerund":
                subject = noun
        word = before.word if isinstance(before, Joint) and before.kind == "sub" else None
        if clause_kind == "gerund" and cur.kind == "subordinate" and cur.verb is None:
            word = cur.subordinator
            parent = cur.parent
            self.clauses.remove(cur)
            cur = parent or cur
        clause = self.open(clause_kind, cur, word)
        clause.verb = verb
        clause.subject = subject
        blamed = cur.verb is not None and cur.verb.lemma in _BLAMES and not cur.verb.passive
        if clause_kind == "gerund" and blamed and cur.objects:
            clause.subject = cur.objects[-1]
        elif clause_kind != "participle" and subject is not None:
            clause.subject = cur.subject
        clause.shared = True
        if noun is not None and clause_kind == "participle":
            clause.antecedent = noun


def _time(phrase: Phrase) -> bool:
    return isinstance(phrase, NounPhrase) and phrase.time


def _comma(phrase: Phrase) -> bool:
    return isinstance(phrase, Joint) and phrase.kind == "comma"


def _noun_of(phrase: Phrase | None) -> NounPhrase | None:
    if isinstance(phrase, PrepPhrase):
        return phrase.noun
    return phrase if isinstance(phrase, NounPhrase) else None


def _link_reports(clauses: list[Clause]) -> None:
    """Say which clause reports which: complements by their parent, trailing "…, officials said" over what stands
    before it."""
    trailing = [c for c in clauses if _trails(c, clauses)]
    for clause in clauses:
        if clause.kind == "complement" and clause.parent is not None and clause.parent.verb is not None:
            clause.reporter = clause.reporter or clause.parent
    for report in trailing:
        for clause in clauses:
            before = clause.verb is not None and report.verb is not None and clause.verb.start < report.verb.start
            same = clause.segment == report.segment and before
            later = clause.segment > report.segment and not any(t.segment == clause.segment for t in trailing)
            if clause is not report and (same or later) and clause.reporter is None and clause.kind == "main":
                clause.reporter = report
    for clause in clauses:
        if clause.kind == "main" and clause.reporter is None and _after_colon(clause):
            clause.reporter = next(
                (c for c in clauses if c.segment == clause.segment - 1 and _says_that(c, clauses)), None
            )


def _after_colon(clause: Clause) -> bool:
    """Does a colon stand before this clause's segment ("he said that …: crossings had been made")?"""
    tokens = clause.sentence.tokens
    start = clause.start
    while start > 0 and tokens[start - 1].text not in (":", ";"):
        start -= 1
    return start > 0 and tokens[start - 1].text == ":"


def _says_that(clause: Clause, clauses: list[Clause]) -> bool:
    said = any(c.reporter is clause for c in clauses)
    return clause.verb is not None and clause.verb.lemma in SAYING and said and not clause.verb.negated


def _trails(clause: Clause, clauses: list[Clause]) -> bool:
    """A reporting clause with no complement of its own, after the clauses it reports."""
    verb = clause.verb
    if verb is None or verb.lemma not in SAYING or clause.kind != "main" or verb.passive:
        return False
    if any(c.parent is clause and c.kind in ("complement", "infinitive", "gerund") for c in clauses):
        return False
    heavy = clause.objects if verb.lemma != "tell" else []
    earlier = [
        c for c in clauses if c is not clause and c.verb is not None and c.verb.start < verb.start and c.kind == "main"
    ]
    return bool(earlier) and not heavy
