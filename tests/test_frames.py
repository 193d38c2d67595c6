"""The table of frames, and candidates proposed by it."""

import pytest

from seeds.article import Article
from seeds.candidates import Candidate
from seeds.frames import frame_table, read_frames
from seeds.proposing import propose
from seeds.report import KINDS
from seeds.text import Document


def candidates(sentence: str) -> list[Candidate]:
    return [c for s in Document(Article(id="t", text=sentence)).sentences for c in propose(s).candidates]


def kinds(sentence: str) -> set[str]:
    return {f"{c.frame.kind}.{c.frame.mode}" for c in candidates(sentence)}


def test_the_table_covers_every_kind_and_its_classes_are_known() -> None:
    table = frame_table()
    assert {frame.kind for frame in table.frames} == set(KINDS)
    assert 100 <= len(table.frames) <= 130
    assert len({frame.name for frame in table.frames}) == len(table.frames)
    assert all(words for words in table.classes.values())


def test_a_frame_can_be_left_out() -> None:
    whole, less = read_frames(_toml()), read_frames(_toml(), without="drill")
    assert {f.name for f in whole.frames} - {f.name for f in less.frames} == {"drill"}
    assert "drill" in whole.nouns and "drill" not in less.nouns


def _toml() -> str:
    from importlib.resources import files

    return files("seeds").joinpath("frames.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sentence, kind",
    [
        ("Rebels captured the town of Rutshuru.", "control.capture"),
        ("The town of Rutshuru was captured by rebels.", "control.capture"),
        ("Police captured two suspects in Lyon.", "detain.arrest"),
        ("The army held exercises near the border.", "deploy.drill"),
        ("The army carried out a drill.", "deploy.drill"),
        ("Joint naval exercises were held in the Gulf.", "deploy.drill"),
        ("Heavy fighting broke out in Goma.", "fight.clash"),
        ("Turkey struck a deal with Greece.", "agree.deal"),
        ("Turkish jets struck a convoy.", "attack.shelling"),
        ("A strong quake struck the coast.", "disaster.natural"),
        ("Teachers struck for higher pay.", "protest.strike"),
        ("Turkey imposed a tax on imported steel.", "restrict.levy"),
        ("Poland shut its border with Belarus.", "restrict.block"),
        ("The court sentenced him to death.", "govern.court"),
        ("Parliament passed a law on language.", "govern.law"),
        ("The prime minister stepped down.", "govern.office"),
        ("Spain expelled two Russian diplomats.", "sanction.expel"),
        ("Spain expelled two hundred migrants.", "restrict.deport"),
        ("Workers laid the foundation of a dam.", "cooperate.infrastructure"),
        ("Norway sent blankets and tents.", "cooperate.aid"),
        ("Norway sent tanks and soldiers.", "deploy.troops"),
        ("Norway supplied howitzers to Ukraine.", "cooperate.arms"),
        ("The two presidents spoke by telephone.", "meet.call"),
        ("Thousands of people fled from Aleppo.", "move.flee"),
        ("Villagers were evacuated to Bari.", "move.evacuate"),
        ("Lorries crossed the bridge.", "move.cross"),
        ("The bridge collapsed.", "disaster.accident"),
        ("A bomb exploded in a market.", "attack.explosive"),
        ("An explosion at a plant killed ten.", "disaster.accident"),
        ("Hamas freed three hostages.", "ease.release"),
        ("Egypt reopened the crossing at Rafah.", "ease.lift"),
        ("Russia withdrew its troops.", "ease.withdraw"),
        ("Iran rejected the accusation.", "speak.reject"),
        ("France urged both sides to stop.", "speak.demand"),
        ("Power is off throughout the island.", "disaster.outage"),
    ],
)
def test_words_in_their_places_name_the_kind(sentence: str, kind: str) -> None:
    assert kind in kinds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "If Russia attacks Poland, NATO will meet.",
        "Nobody knows whether the army captured the town.",
        "He took part in a film.",
        "The conference took place.",
        "She met the deadline for the report.",
        "The exhibition struck a balance.",
        "Motorists should not drive to the coast.",
        "The wedding march was played.",
    ],
)
def test_conditions_questions_and_idioms_tell_of_nothing_physical(sentence: str) -> None:
    assert not {k for k in kinds(sentence) if k.split(".")[0] not in ("meet",)}


def test_an_event_is_proposed_once_per_clause() -> None:
    [only] = candidates("Iran’s army has started a big military drill close to its border with Azerbaijan.")
    assert only.source == "light"
    [only] = candidates("A lorry hit a bus near Pune, killing twelve people.")
    assert only.frame.mode == "accident" and only.counted
    [only] = candidates("At least 14 people were killed when a bus plunged into a ravine near Chamba.")
    assert only.frame.mode == "accident" and only.counted
