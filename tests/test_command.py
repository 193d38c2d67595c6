"""The command line as a user meets it: what it prints where, its exit codes, and what it says to bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from maps.command import COMMANDS, EXAMPLES, main

STORY = "Police arrested two men in Kapan on 5 May 2021, the mayor said.\n"
OTHER = "Troops shelled a village near Agdam on Monday, the defence ministry said.\n"
TABLE = "lat,lon,date,title\n39.76013,46.75317,2021-10-02,Visit to Shusha\n39.2,46.4,2021-10-01,Clash near Kapan\n"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def araxes(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Run a command in this process: quick, and under the test's block on the network."""

    def run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    path = tmp_path / "batch.jsonl"
    lines = [{"id": f"a{number}", "text": text} for number, text in enumerate([STORY, OTHER] * 10)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def sentences(text: str) -> list[str]:
    """The lines of standard error, each of which must be one sentence of ours and no traceback."""
    lines = text.splitlines()
    assert all(line.startswith("araxes") and line.endswith(".") for line in lines), text
    return lines


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# bad input


@pytest.mark.parametrize("command", ["map", "events", "places"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "missing.txt", "There is no file"),
        (lambda folder: folder, "holds no article"),
        (lambda folder: made(folder / "a.txt", b"\x7fELF\0\0\1"), "is a binary file"),
        (lambda folder: made(folder / "a.txt", b"%PDF-1.7\n"), "is a PDF"),
        (lambda folder: made(folder / "a.txt", b" \n\n"), "is empty"),
        (lambda folder: made(folder / "a.txt", bytes(range(128, 256)) * 3), "encoding"),
        (
            lambda folder: made(folder / "a.md", b"---\npublished: 2021-02-30\n---\nText.\n"),
            "not a day of the calendar",
        ),
        (lambda folder: made(folder / "a.jsonl", b"{not json}\n"), "not a JSON object"),
    ],
    ids=["missing", "empty folder", "binary", "pdf", "empty", "encoding", "date", "jsonl"],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    araxes: Callable[..., Ran], tmp_path: Path, command: str, make: Callable[[Path], Path], said: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    ran = araxes(command, make(folder), "-o", tmp_path / "out.html")
    assert (ran.code, ran.out) == (1, "")
    assert said in sentences(ran.err)[0]
    assert names(tmp_path) == ["in"]


def made(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["map"],
        ["map", "a.txt", "--published", "2021-02-30"],
        ["map", "a.txt", "--published", "yesterday"],
        ["map", "a.txt", "--coarsen", "far"],
        ["map", "a.txt", "--lang", "tlh"],
        ["events", "a.txt", "--format", "xml"],
        ["places", "a.txt", "--workers", "0"],
        ["geocode"],
        ["geocode", "Kapan", "--country", "Armenia"],
        ["embed"],
    ],
)
def test_wrong_use_is_exit_code_2_and_one_sentence(araxes: Callable[..., Ran], arguments: list[str]) -> None:
    ran = araxes(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(sentences(ran.err)) == 1


@pytest.mark.parametrize("command", [["map"], ["events"], ["places"], ["map", "--events", "none/events.csv"]])
def test_an_output_that_cannot_be_written(
    araxes: Callable[..., Ran], story: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(story.parent)
    ran = araxes(*command, story, "-o", "map.html" if "--events" in command else "none/out.html")
    assert (ran.code, ran.out) == (1, "")
    assert "none/" in sentences(ran.err)[0]
    assert names(story.parent) == ["story.txt"]


def test_an_old_file_stays_whole_when_the_new_one_fails(araxes: Callable[..., Ran], tmp_path: Path) -> None:
    old = made(tmp_path / "map.html", b"old")
    assert araxes("map", tmp_path / "missing.txt", "-o", old).code == 1
    assert old.read_bytes() == b"old"
    assert names(tmp_path) == ["map.html"]


def test_a_map_is_html_or_a_picture(araxes: Callable[..., Ran], story: Path) -> None:
    ran = araxes("map", story, "-o", story.parent / "map.docx")
    assert ran.code == 2
    assert ".html" in sentences(ran.err)[-1]


def test_an_unknown_place_is_exit_code_1(araxes: Callable[..., Ran]) -> None:
    ran = araxes("geocode", "Xqzwv")
    assert (ran.code, ran.out) == (1, "")
    assert "Xqzwv" in sentences(ran.err)[0]


def test_some_inputs_failed_is_exit_code_3_and_the_rest_is_done(araxes: Callable[..., Ran], story: Path) -> None:
    ran = araxes("events", story, story.parent / "missing.txt", "--format", "jsonl")
    assert ran.code == 3
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["story"]
    assert "missing.txt" in sentences(ran.err)[0]
    assert "1 of 2 inputs failed" in ran.err


def test_a_bad_line_does_not_stop_the_others(araxes: Callable[..., Ran], batch: Path) -> None:
    lines = batch.read_text(encoding="utf-8").splitlines()
    batch.write_text("\n".join([lines[0], "{", '{"id": 7}', lines[1]]), encoding="utf-8")
    ran = araxes("places", batch, "--format", "jsonl")
    assert ran.code == 3
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["a0", "a1"]
    assert "line 2" in ran.err
    assert "line 3" in ran.err


def test_nothing_found_is_exit_code_0_and_said(araxes: Callable[..., Ran], tmp_path: Path) -> None:
    plain = made(tmp_path / "plain.txt", b"The soup was warm and there was enough of it.\n")
    ran = araxes("events", plain)
    assert ran.code == 0
    assert json.loads(ran.out) == {"type": "FeatureCollection", "features": []}
    assert "no event" in ran.err
    ran = araxes("places", plain, "--format", "jsonl")
    assert (ran.code, json.loads(ran.out)) == (0, {"id": "plain", "toponyms": []})
    assert "nothing was found" in ran.err


# what comes out


def test_map_writes_one_file_and_says_where_it_lies(araxes: Callable[..., Ran], story: Path) -> None:
    target = story.parent / "map.html"
    ran = araxes("map", story, "-o", target, "--events", story.parent / "events.geojson")
    assert ran.code == 0
    assert ran.out == f"{target.resolve()}\n"
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((story.parent / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert names(story.parent) == ["events.geojson", "map.html", "story.txt"]


def test_map_to_standard_output_is_only_the_map(araxes: Callable[..., Ran], story: Path) -> None:
    ran = araxes("map", story, "-o", "-")
    assert ran.code == 0
    assert ran.out.startswith("<!DOCTYPE html>")
    assert ran.out.rstrip().endswith("</html>")


def test_the_same_story_gives_the_same_bytes(story: Path) -> None:
    pages = []
    for seed in ("0", "77"):
        command = [sys.executable, "-m", "maps", "map", str(story), "-o", "-"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        pages.append(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert pages[0] == pages[1]


def test_a_bundled_story_is_known_by_its_name(araxes: Callable[..., Ran]) -> None:
    ran = araxes("events", "border_drill", "--format", "jsonl")
    assert ran.code == 0
    assert json.loads(ran.out)["id"] == "border_drill"


def test_several_articles_of_one_name_are_told_apart(araxes: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    other = tmp_path / "more"
    other.mkdir()
    made(other / "story.txt", OTHER.encode())
    ran = araxes("places", story, other, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["story", "story-2"]


@pytest.mark.parametrize("form", ["geojson", "csv", "jsonl", "text", "parquet"])
def test_events_in_every_format(araxes: Callable[..., Ran], story: Path, form: str) -> None:
    target = story.parent / "out"
    assert araxes("events", story, "--format", form, "-o", target).code == 0
    data = target.read_bytes()
    if form == "parquet":
        assert data[:4] == b"PAR1"
        return
    text = data.decode()
    assert "Kapan" in text
    if form == "geojson":
        assert json.loads(text)["features"][0]["properties"]["kind"] == "detain"
    if form == "csv":
        assert next(csv.DictReader(io.StringIO(text, newline="")))["kind"] == "detain"


def test_the_ending_of_the_file_names_the_format(araxes: Callable[..., Ran], story: Path) -> None:
    target = story.parent / "events.csv"
    assert araxes("events", story, "-o", target).code == 0
    assert target.read_text(encoding="utf-8").startswith("event_id_cnty,")


def test_offsets_point_into_the_text_as_given(araxes: Callable[..., Ran], batch: Path) -> None:
    events = araxes("events", batch, "--format", "jsonl").out.splitlines()
    toponyms = araxes("places", batch, "--format", "jsonl").out.splitlines()
    texts = [json.loads(line)["text"] for line in batch.read_text(encoding="utf-8").splitlines()]
    for text, line in zip(texts, events, strict=True):
        for event in json.loads(line)["events"]:
            source = event["source"]
            assert text[source["start"] : source["end"]] == source["quote"]
    for text, line in zip(texts, toponyms, strict=True):
        for toponym in json.loads(line)["toponyms"]:
            assert text[toponym["start"] : toponym["end"]] == toponym["text"]


@pytest.mark.parametrize("command", ["events", "places"])
def test_workers_change_nothing_but_the_time(araxes: Callable[..., Ran], batch: Path, command: str) -> None:
    alone = araxes(command, batch, "--format", "jsonl")
    together = araxes(command, batch, "--format", "jsonl", "--workers", "2")
    assert (together.code, together.out) == (0, alone.out)


def test_explain_tells_all_of_one_event(araxes: Callable[..., Ran], story: Path) -> None:
    (feature,) = json.loads(araxes("events", story).out)["features"]
    ran = araxes("events", story, "--explain", feature["id"])
    assert ran.code == 0
    assert feature["properties"]["source"]["quote"][:30] in " ".join(ran.out.split())
    assert araxes("events", story, "--explain", "nosuch").code == 1


def test_places_as_text_show_name_place_and_reason(araxes: Callable[..., Ran], story: Path) -> None:
    ran = araxes("places", story)
    assert ran.code == 0
    assert "[Kapan]" in ran.out
    assert "Syunik, ARM" in ran.out
    assert "geonames:174875" in ran.out


def test_places_as_geojson(araxes: Callable[..., Ran], story: Path) -> None:
    (feature,) = json.loads(araxes("places", story, "--format", "geojson").out)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [46.40678, 39.20762]}
    assert feature["properties"]["text"] == "Kapan"


def test_geocode(araxes: Callable[..., Ran]) -> None:
    assert "geonames:147105" in araxes("geocode", "Shusha").out
    assert json.loads(araxes("geocode", "Kapan", "--country", "AM", "--format", "json").out)["country"] == "ARM"
    assert json.loads(araxes("geocode", "Kapan", "--country", "idn", "--format", "json").out)["country"] == "IDN"
    assert araxes("geocode", "Kapan", "--country", "FR").code == 1


@pytest.mark.parametrize(
    ("name", "geometry"),
    [("Kapan", "Point"), ("Armenia", "Polygon"), ("Lake Urmia", "Polygon"), ("Karabakh", "Polygon")],
)
def test_geocode_gives_an_area_as_an_area(araxes: Callable[..., Ran], name: str, geometry: str) -> None:
    feature = json.loads(araxes("geocode", name, "--format", "geojson").out)
    assert geometry in feature["geometry"]["type"]


def test_geocode_of_a_phrase_is_an_area(araxes: Callable[..., Ran]) -> None:
    feature = json.loads(araxes("geocode", "20 km west of Shusha", "--format", "geojson").out)
    assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert feature["properties"]["lon"] < 46.75


def test_draw_keeps_the_table_and_lists_bad_rows(araxes: Callable[..., Ran], tmp_path: Path) -> None:
    table = made(tmp_path / "trips.csv", (TABLE + "139,46,2021-10-02,Nowhere\n").encode())
    ran = araxes("draw", table, "-o", tmp_path / "map.html")
    assert ran.code == 3
    assert "trips, line 4: latitude 139" in ran.err
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Visit to Shusha" in page
    assert "Nowhere" not in page


@pytest.mark.parametrize("suffix", ["geojson", "csv", "jsonl"])
def test_draw_takes_what_events_wrote(araxes: Callable[..., Ran], story: Path, suffix: str) -> None:
    table = story.parent / f"events.{suffix}"
    assert araxes("events", story, "-o", table).code == 0
    ran = araxes("draw", table, "--story", story, "-o", story.parent / "map.html")
    assert (ran.code, ran.out) == (0, f"{(story.parent / 'map.html').resolve()}\n")


def test_embed_prints_what_to_paste(araxes: Callable[..., Ran], story: Path) -> None:
    target = story.parent / "map.html"
    assert araxes("map", story, "-o", target).code == 0
    ran = araxes("embed", target)
    assert ran.code == 0
    assert ran.out.startswith('<iframe src="map.html"')
    assert araxes("embed", story).code == 1
    assert araxes("embed", story.parent / "none.html").code == 1


def test_share_makes_a_folder_to_upload(araxes: Callable[..., Ran], story: Path) -> None:
    folder = story.parent / "upload"
    assert araxes("map", story, "-o", story.parent / "map.html", "--share", folder).code == 0
    assert {"map.html", "embed.html", "events.csv", "events.geojson", "README.txt"} <= set(names(folder))


def test_about_names_version_data_and_licences(araxes: Callable[..., Ran]) -> None:
    ran = araxes("about")
    assert ran.code == 0
    assert re.search(r"^araxes \d+\.\d+", ran.out)
    assert "GeoNames" in ran.out
    assert "CC" in ran.out
    assert "border_drill" in ran.out


def test_coarser_places_are_areas(araxes: Callable[..., Ran], tmp_path: Path) -> None:
    table = made(tmp_path / "trips.csv", TABLE.encode())
    assert araxes("draw", table, "-o", tmp_path / "map.html", "--coarsen", "50").code == 0
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "46.75317" not in page
    assert "39.76013" not in page
    assert "within 50 km of a point" in page


# help and manners


@pytest.mark.parametrize("command", [name for name, *_ in COMMANDS])
def test_every_command_has_help_with_examples(araxes: Callable[..., Ran], command: str) -> None:
    ran = araxes(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"araxes {command}" in ran.out
    assert EXAMPLES[command].strip() in ran.out


@pytest.mark.parametrize("command", [name for name, *_ in COMMANDS])
def test_the_readme_tells_of_every_command(command: str) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert f"araxes {command}" in readme


@pytest.mark.parametrize(
    "example",
    [line.strip().split("   ")[0] for name in ("geocode", "about") for line in EXAMPLES[name].splitlines()[2:]],
)
def test_examples_run(araxes: Callable[..., Ran], example: str) -> None:
    assert araxes(*shlex.split(example)[1:]).code == 0


def test_no_colour_where_nobody_looks(araxes: Callable[..., Ran], story: Path) -> None:
    assert "\033" not in araxes("events", story, "--format", "text").out
    assert "\033" not in araxes("places", story).out


def test_words_of_an_article_do_not_steer_the_terminal(araxes: Callable[..., Ran], tmp_path: Path) -> None:
    hostile = made(tmp_path / "a.txt", b"Police arrested two men in Kapan\x1b[31m\x07 on 5 May 2021.\n")
    for command in (["events", "--format", "text"], ["places"]):
        assert not re.search("[\x07\x1b]", araxes(command[0], hostile, *command[1:]).out)


def test_standard_input(story: Path) -> None:
    command = [sys.executable, "-m", "maps", "places", "-", "--format", "jsonl"]
    ran = subprocess.run(command, input=STORY.encode(), capture_output=True, check=True)
    line = json.loads(ran.stdout)
    assert (line["id"], line["toponyms"][0]["text"]) == ("stdin", "Kapan")


def test_a_reader_that_goes_away_is_exit_code_141(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(number), "text": STORY}) + "\n" for number in range(3000))
    many = made(tmp_path / "many.jsonl", lines.encode())
    command = [sys.executable, "-m", "maps", "places", str(many), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_an_interruption_is_exit_code_130_and_leaves_nothing(tmp_path: Path) -> None:
    fifo = tmp_path / "slow.jsonl"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "maps", "places", str(fifo), "--format", "jsonl", "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        with fifo.open("wb", buffering=0) as feed:  # opens once the command reads
            feed.write(json.dumps({"id": "1", "text": STORY}).encode() + b"\n")
            threading.Event().wait(0.5)
            running.send_signal(signal.SIGINT)
            assert running.stderr is not None
            said = running.stderr.read().decode()
        assert running.wait(60) == 130
    assert said == "araxes: interrupted; nothing half-written is left.\n"
    assert names(tmp_path) == ["slow.jsonl"]
