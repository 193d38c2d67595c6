"""Clauses: subject, verb, object, who reports whom."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Article
from seeds.chunking import find_phrases
from seeds.clauses import Clause
from seeds.parsing import find_clauses
from seeds.phrases import NounPhrase, PrepPhrase, VerbGroup
from seeds.text import Document


def clauses(sentence: str) -> list[Clause]:
    return [c for s in Document(Article(id="t", text=sentence)).sentences for c in find_clauses(s)]


def words(clause: Clause, phrase: NounPhrase | PrepPhrase | VerbGroup | None) -> str:
    return "" if phrase is None else clause.text(phrase)


def told(sentence: str) -> list[tuple[str, str, str]]:
    """(subject, verb lemma, first object) of each clause."""
    return [
        (words(c, c.subject), c.verb.lemma if c.verb else "", words(c, c.objects[0] if c.objects else None))
        for c in clauses(sentence)
    ]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("Police arrested two men in Oslo.", [("Police", "arrest", "two men")]),
        ("Troops seized the port and shelled the town.", [("Troops", "seize", "the port"), ("Troops", "shell",
        "the town")]),
        ("Fighting near Goris that began on Friday has killed ten people.",
         [("Fighting", "begin", ""), ("Fighting", "kill", "ten people")]),
        ("The men, who were held for a week, left Rome.", [("The men", "hold", ""), ("The men", "leave", "Rome")]),
        ("Kenya’s president, William Ruto, met the rebels.", [("Kenya ’s president", "meet", "the rebels")]),
        ("After the rebels took Goma, Rwanda closed the border.",
         [("the rebels", "take", "Goma"), ("Rwanda", "close", "the border")]),
        ("Peru sent soldiers, and Chile shut the pass.", [("Peru", "send", "soldiers"), ("Chile", "shut", "the pass")]),
        ("Statements made by the envoy angered Baku.", [("Statements", "make", ""), ("Statements", "anger", "Baku")]),
        ("Villages were burned and looted.", [("Villages", "burn", ""), ("Villages", "loot", "")]),
        ("Not until May did the army leave Herat.", [("the army", "leave", "Herat")]),
        ("On Sunday a crowd rallied in Lima, and in Cusco farmers blocked the road.",
         [("a crowd", "rally", ""), ("farmers", "block", "the road")]),
    ],
)  # fmt: skip
def test_subjects_and_objects(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    "sentence, lemma, traits",
    [
        ("The mission will not be sent.", "send", {"passive": True, "negated": True, "tense": "future"}),
        ("The talks might have been held.", "hold", {"passive": True, "perfect": True, "modal": "might"}),
        ("Lorries had been crossing the bridge.", "cross", {"perfect": True, "progressive": True, "passive": False}),
        ("A road is to be finished soon.", "finish", {"modal": "be to", "passive": True, "tense": "future"}),
        ("Workers walked off.", "walk", {"particle": "off", "tense": "past"}),
        ("The road has stayed shut.", "shut", {"state": True, "passive": True}),
        ("Activists have kept the road closed.", "keep", {"perfect": True}),
    ],
)
def test_verb_groups(sentence: str, lemma: str, traits: dict[str, object]) -> None:
    [verb] = [c.verb for c in clauses(sentence) if c.verb is not None and c.verb.lemma == lemma]
    assert {name: getattr(verb, name) for name in traits} == traits


@pytest.mark.parametrize(
    "sentence, lemma, reporter",
    [
        ("Officials said that the dam had burst.", "burst", "say"),
        ("The dam had burst, officials said.", "burst", "say"),
        ("The dam, it says, has burst.", "burst", "say"),
        ("Officials said the dam had burst and that a village was flooded.", "flood", "say"),
        ("Iran said it had fired, but shelling stopped at noon.", "stop", None),
        ("The dam that burst in May was old, officials said.", "burst", None),
    ],
)
def test_a_speaker_rules_over_what_is_said_and_no_further(sentence: str, lemma: str, reporter: str | None) -> None:
    [clause] = [c for c in clauses(sentence) if c.verb is not None and c.verb.lemma == lemma]
    assert (clause.reporter.verb.lemma if clause.reporter and clause.reporter.verb else None) == reporter


def test_relative_clauses_find_what_they_hang_on() -> None:
    [_, relative] = clauses("Aid reached the survivors of a quake that struck Ahar.")
    assert words(relative, relative.antecedent) == "a quake"
    [relative, _] = clauses("The quake in Armenia that struck Spitak was strong.")
    assert words(relative, relative.antecedent) == "The quake"


@pytest.mark.parametrize(
    "sentence, members",
    [
        ("near Goris, Sotk and the town of Jermuk", 3),
        ("tanks, helicopters, artillery and soldiers moved", 4),
        ("The army took Goris, and Sotk fell.", 0),
        ("Roads and Urban Development Minister Mehrdad Bazrpash came", 0),
    ],
)
def test_lists(sentence: str, members: int) -> None:
    [tokens] = Document(Article(id="t", text=sentence)).sentences
    nouns = [p.noun if isinstance(p, PrepPhrase) else p for p in find_phrases(tokens)]
    assert max(len(n.members) for n in nouns if isinstance(n, NounPhrase)) == members


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from("""who that and , which said to the not be of after Iran drills troops moved by it ;
“ ” when killed 5 's “""".split()), max_size=30))  # fmt: skip
def test_any_words_are_read(tokens: list[str]) -> None:
    for clause in clauses(" ".join(tokens)):
        assert clause.verb is not None
        assert clause.start < clause.end <= len(clause.sentence.tokens)
