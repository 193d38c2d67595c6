"""A spaCy pipeline as a reader. Its tagger and parser are trained here, on sentences of our own."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo import locate
from maps.command import main
from seeds.article import Article, Span
from seeds.dependencies import SpacyProposer
from seeds.proposals import Dropped, Proposal, ProposerError
from seeds.reading import stories, story
from seeds.reports import find_reports
from seeds.text import Document

if TYPE_CHECKING:
    from spacy.language import Language

# word/tag/head/label; capitals alone are filled in: Somebody, their Victims, a Deed and its Participle, a Town
TREES = (
    "S/NNS/1/nsubj D/VBD/1/ROOT two/CD/3/nummod V/NNS/1/dobj in/IN/1/prep T/NNP/4/pobj ././1/punct",
    "The/DT/1/det S/NNS/2/nsubj D/VBD/2/ROOT the/DT/4/det V/NNS/2/dobj near/IN/2/prep T/NNP/5/pobj ././2/punct",
    "S/NNS/1/nsubj D/VBD/1/ROOT V/NNS/1/dobj ././1/punct",
    "In/IN/3/prep T/NNP/0/pobj S/NNS/3/nsubj D/VBD/3/ROOT many/JJ/5/amod V/NNS/3/dobj ././3/punct",
    "Two/CD/1/nummod V/NNS/3/nsubjpass were/VBD/3/auxpass P/VBN/3/ROOT by/IN/3/agent S/NNS/4/pobj in/IN/3/prep "
    "T/NNP/6/pobj ././3/punct",
    "The/DT/1/det V/NNS/3/nsubjpass were/VBD/3/auxpass P/VBN/3/ROOT in/IN/3/prep T/NNP/4/pobj ././3/punct",
    "Iran/NNP/1/nsubj said/VBD/1/ROOT that/IN/4/mark S/NNS/4/nsubj D/VBD/1/ccomp the/DT/6/det V/NNS/4/dobj "
    "in/IN/4/prep T/NNP/7/pobj ././1/punct",
    "The/DT/1/det S/NNS/2/nsubj said/VBD/2/ROOT that/IN/5/mark Armenia/NNP/5/nsubj D/VBD/2/ccomp two/CD/7/nummod "
    "V/NNS/5/dobj ././2/punct",
    "Iran/NNP/1/nsubj held/VBD/1/ROOT a/DT/3/det drill/NN/1/dobj near/IN/1/prep T/NNP/4/pobj ././1/punct",
    "The/DT/1/det S/NNS/2/nsubj held/VBD/2/ROOT the/DT/4/det drill/NN/2/dobj in/IN/2/prep T/NNP/5/pobj ././2/punct",
    "Armenia/NNP/3/nsubj and/CC/0/cc S/NNS/0/conj D/VBD/3/ROOT V/NNS/3/dobj in/IN/3/prep T/NNP/5/pobj ././3/punct",
    "S/NNS/1/nsubj D/VBD/1/ROOT V/NNS/1/dobj and/CC/2/cc V/NNS/2/conj near/IN/1/prep T/NNP/5/pobj ././1/punct",
    "The/DT/1/det S/NNS/2/nsubj D/VBD/2/ROOT V/NNS/2/dobj and/CC/3/cc V/NNS/3/conj "
    "in/IN/2/prep T/NNP/6/pobj ././2/punct",
)
WORDS = {
    "S": "police soldiers troops guards rebels officers".split(),
    "V": "men drivers protesters migrants smugglers women".split(),
    "D": "arrested detained shelled released deported attacked".split(),
    "P": "arrested detained shelled released deported attacked".split(),
    "T": "Tabriz Goris Kapan Ahar Shusha Baku".split(),
}
ROUNDS = 25


def filled(tree: str, turn: int) -> list[list[str]]:
    """One sentence of a tree: each slot takes another word at every turn, and the same word twice never."""
    rows = [part.split("/") for part in tree.replace("././", "./PUNCT/").split()]
    for number, row in enumerate(rows):
        if row[0] in WORDS:
            choice = WORDS[row[0]]
            row[0] = choice[(turn * (3 if row[0] in "VT" else 1) + number + turn // len(choice)) % len(choice)]
    rows[0][0] = rows[0][0][0].upper() + rows[0][0][1:]
    return rows


@pytest.fixture(scope="module")
def pipeline() -> Language:
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(0)
    nlp = spacy.blank("en")
    encoder = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 48, "depth": 2,
               "embed_size": 500, "window_size": 1, "maxout_pieces": 2, "subword_features": True}  # fmt: skip
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": encoder}})
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
              "hidden_width": 48, "maxout_pieces": 2, "use_upper": True, "tok2vec": encoder}  # fmt: skip
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 1})
    examples = []
    for rows in (filled(tree, turn) for turn in range(6) for tree in TREES):
        words, tags, heads, labels = zip(*rows, strict=True)
        gold = Doc(nlp.vocab, list(words), tags=list(tags), heads=list(map(int, heads)), deps=list(labels))
        examples.append(Example(Doc(nlp.vocab, list(words)), gold))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(ROUNDS):
        for batch in minibatch(examples, 12):
            nlp.update(batch, sgd=optimizer)
    return nlp


def proposed(pipeline: Language, text: str) -> list[str]:
    """Each proposal in words: kind, trigger, agents, targets, places, speaker."""

    def words(*spans: Span | None) -> str:
        return ", ".join(span.of(text) for span in spans if span is not None)

    made = SpacyProposer(pipeline).propose(Document(Article(id="t", text=text)))
    parts = [
        (p.kind, words(p.trigger), words(*p.agents), words(*p.targets), words(*p.places), words(p.speaker))
        for p in made
        if isinstance(p, Proposal)
    ]
    return [" | ".join(part).strip() for part in parts]


# sentences that were not trained on: other words in other places, and words never seen


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Guards detained two women in Shusha.", "detain | detained | Guards | two women | Shusha |"),
        ("The rebels shelled the convoy near Agdam.", "attack | shelled | The rebels | the convoy | Agdam |"),
        ("Two smugglers were arrested by officers in Kapan.", "detain | arrested | officers | Two smugglers | Kapan |"),
        ("The protesters were released in Goris.", "ease | released |  | The protesters | Goris |"),
        ("Iran said that troops attacked the guards in Ahar.", "attack | attacked | troops | the guards | Ahar | Iran"),
        ("Armenia held a drill near Meghri.", "deploy | drill | Armenia |  | Meghri |"),
        ("Police arrested writers and drivers near Baku.", "detain | arrested | Police | writers, drivers | Baku |"),
        ("Armenia and rebels freed prisoners in Goris.", "ease | freed | Armenia, rebels | prisoners | Goris |"),
    ],
)
def test_roles_come_from_the_parse(pipeline: Language, text: str, expected: str) -> None:
    assert proposed(pipeline, text) == [expected.strip()]


def test_it_reads_an_article_to_events(pipeline: Language) -> None:
    text = "Police arrested two men in Tabriz on Friday. Iran held a drill near Ahar."
    dropped: list[Dropped] = []
    article = Article(id="a", text=text, published=date(2021, 5, 8))
    events = locate(article, proposer=SpacyProposer(pipeline), on_drop=dropped.append)
    assert not dropped
    assert [(e.kind, e.when.edtf, e.places[0].name, e.headline) for e in events] == [
        ("detain", "2021-05-07", "Tabriz", "Police arrested two men in Tabriz"),
        ("deploy", None, "Ahar", "Iran held a military drill near Ahar"),
    ]


@pytest.mark.parametrize("name", stories())
def test_whatever_it_makes_of_a_story_stays_the_storys(pipeline: Language, name: str) -> None:
    """It was trained on a dozen patterns and errs on a real article; even so nothing is raised and nothing invented."""
    article, dropped = story(name), list[Dropped]()
    dates = {t.when.edtf for t in find_reports(article)} | {None}
    for report in find_reports(article, proposer=SpacyProposer(pipeline), on_drop=dropped.append):
        assert report.span.of(article.text) and report.trigger in report.sentence
        assert report.when.span is None or report.when.span in report.sentence or report.when.edtf in dates


def test_a_pipeline_without_a_parse_is_refused(pipeline: Language) -> None:
    import spacy

    bare = spacy.blank("en")
    with pytest.raises(ProposerError, match="needs a tagger and a parser with the labels"):
        SpacyProposer(bare)
    bare.add_pipe("tagger")
    bare.add_pipe("parser").add_label("obj")  # type: ignore[attr-defined]  # of Universal Dependencies
    with pytest.raises(ProposerError, match="needs a tagger and a parser with the labels"):
        SpacyProposer(bare)


def test_the_command_reads_with_a_pipeline(
    pipeline: Language, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.to_disk(tmp_path / "model")
    (tmp_path / "a.txt").write_text("Police arrested two men in Tabriz on 5 May 2021.", encoding="utf-8")
    command = ["events", str(tmp_path / "a.txt"), "--format", "text", "--reader"]
    assert main([*command, f"spacy:{tmp_path / 'model'}"]) == 0
    assert "Police arrested two men in Tabriz" in capfd.readouterr().out
    assert main([*command, "spacy:no_such_pipeline"]) == 1
    assert capfd.readouterr().err == (
        "araxes: spaCy has no pipeline 'no_such_pipeline': install it, or give the path of its folder.\n"
    )
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert main([*command, "spacy:en_core_web_sm"]) == 1
    assert capfd.readouterr().err == "araxes: A spaCy reader needs spaCy: pip install 'araxes[spacy]'.\n"
