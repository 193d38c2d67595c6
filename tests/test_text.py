"""The offset-only text layer: paragraphs, sentences, tokens, furniture."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Article, Span
from seeds.tagging import tag_words
from seeds.text import Document, split_sentences
from seeds.wordforms import singular

GOLD = sorted(Path(__file__).parent.joinpath("gold").glob("[bdn]*.json"))


def document(text: str, headline: str | None = None) -> Document:
    return Document(Article(id="t", text=text, headline=headline))


def tags(sentence: str) -> list[str]:
    return [tag for tag, _ in tag_words(sentence.split())]


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_sentences_and_furniture_are_those_of_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = document(gold["text"]).sentences
    assert [(s.span.start, s.span.end) for s in found] == [(s["start"], s["end"]) for s in gold["sentences"]]
    assert not [
        s.span.of(gold["text"]) for s, g in zip(found, gold["sentences"], strict=True) if g["furniture"] and s.told
    ]


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("Gen. Petrov met U.S. envoys. They left.", 2),
        ("The U.S. withdrew. The U.K. stayed in the U.S. He left at 9 a.m. on Friday.", 3),
        ("“We will fight.” He left.", 2),
        ("It cost $1.5 million. No. 7 was closed.", 2),
        ("What now? Nobody knows! J. Smith said so.", 3),
        ("It hit at 6.4 near Ahar", 1),
    ],
)
def test_sentence_ends(text: str, sentences: int) -> None:
    assert len(split_sentences(text, Span(0, len(text)))) == sentences


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The army closed the road on Monday after a landslide near the\nvillage of Lahij, "
        "officials\nsaid. Nobody was hurt.\n\n"
        "It will open\ntoday."
    )
    assert [s.span.of(text).split()[0] for s in document(text).sentences] == ["The", "Nobody", "It"]


def test_furniture_headings_and_lists() -> None:
    text = (
        "Floods close road\n\nBy Jane Doe\n\n3 min read\n\nFloods closed the road.\n\nWhat we know\n\n"
        "- Two people died.\n- Six were hurt.\n\n"
        "Photo: Reuters\n\nMost read"
    )
    parts = [s.part for s in document(text).sentences]
    assert parts == ["headline", "furniture", "furniture", "body", "heading", "item", "item", "furniture", "furniture"]


def test_front_matter_is_furniture_and_dateline_is_set_apart() -> None:
    text = "---\nheadline: x\n---\n\nTroops leave town\n\nTBILISI, Georgia (AP) — Troops left the town."
    made = document(text)
    assert [s.part for s in made.sentences] == ["furniture", "headline", "body"]
    assert made.dateline is not None and made.dateline.of(text) == "TBILISI, Georgia (AP)"
    assert made.sentences[2].tokens[0].text == "Troops"


@pytest.mark.parametrize(
    "sentence, word, tag",
    [
        ("Iran holds drill near border", "holds", "VBZ"),
        ("The drill comes after a strike on the port .", "strike", "NN"),
        ("Workers strike over pay in Athens .", "strike", "VBP"),
        ("Rebels attack army base", "attack", "VBP"),
        ("The attack killed two .", "attack", "NN"),
        ("Forces shelling the town withdrew .", "shelling", "VBG"),
        ("The shelling of the town went on .", "shelling", "NN"),
        ("They plan to march on the capital .", "march", "VB"),
        ("The disputed area was quiet .", "disputed", "JJ"),
        ("He said that Iran was testing a drone .", "testing", "VBG"),
        ("Police clash with protesters", "clash", "VBP"),
        ("Russia strikes a deal with Turkey", "strikes", "VBZ"),
        ("Turkish airstrikes killed two .", "airstrikes", "NNS"),
        ("The army that seized the town left .", "that", "WDT"),
        ("Officials said that the town was quiet .", "that", "IN"),
        ("Pakistan and Iran agreed to let their ambassadors return", "return", "VB"),
        ("The bridge stays closed to lorries", "stays", "VBZ"),
        ("Masked men stormed the house", "men", "NNS"),
    ],
)
def test_tags(sentence: str, word: str, tag: str) -> None:
    assert tags(sentence)[sentence.split().index(word)] == tag


def test_lemmas() -> None:
    words = ["Troops", "fled", ",", "fought", "and", "were", "being", "withdrawn", ",", "having", "planned", "raids"]
    assert [lemma for _, lemma in tag_words(words)][1:] == [
        "flee", ",", "fight", "and", "be", "be", "withdraw", ",", "have", "plan", "raid",
    ]  # fmt: skip
    assert singular("policemen") == "policeman"


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=400) | st.text(alphabet="aA.,’'“”- \n1IN$—", max_size=200)
)
def test_any_text_is_taken_apart_and_offsets_slice_back(text: str) -> None:
    made = document(text)
    position = 0
    for sentence in made.sentences:
        assert sentence.span.start >= position
        position = sentence.span.end
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text and token.span in sentence.span
