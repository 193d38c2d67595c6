"""The folder to upload: complete, whole or not there, safe with any words, and read by those who make previews."""

from __future__ import annotations

import csv
import dataclasses
import functools
import http.server
import io
import json
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import lxml.html
import pytest
from page_sample import ARTICLE, EVENTS

from geo.event import Event
from maps import DrawingError, draw
from maps.coarsening import coarsened_kinds
from maps.command import main
from maps.embedding import folder_address
from maps.lettering import legible
from maps.looks import colours
from maps.sharing import share_folder
from seeds.article import Article

if TYPE_CHECKING:
    from playwright.sync_api import Page

URL = "https://news.example/maps/drill/"
ALWAYS = {
    "README.txt", "embed.html", "event-map.js", "events.csv", "events.geojson", "index.html", "map.html", "map.png",
    "map.svg",
}  # fmt: skip
HOSTILE = (
    "<img src=x onerror=\"window.broken='A'\">",
    "${window.broken='B'} `x` {{ 7*7 }} {title} {0}",
    "</title></script><script>window.broken='C'</script>",
    "\" onload=\"window.broken='D'\" x='",
    "see C:\\users\\u0041",
    "\u202ereversed \x00\x1b[31m \ud800",
    "=cmd|' /C calc'!A0",
)


def shared(folder: Path, *, url: str | None = URL, words: str | None = None) -> Path:
    article: Article = dataclasses.replace(ARTICLE, headline=words, publisher=words) if words else ARTICLE
    events: list[Event] = [dataclasses.replace(EVENTS[0], headline=words or EVENTS[0].headline), *EVENTS[1:]]
    share_folder(draw(events, article), events, folder, url=url)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory.mktemp("share") / "out")


class Served(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, without a word on standard error; browsers ask every host for an icon."""

    def do_GET(self) -> None:
        if self.path != "/favicon.ico":
            return super().do_GET()
        self.send_response(204)
        return self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test reads what the browser says."""


@pytest.fixture
def serve() -> Iterator[Any]:
    servers: list[http.server.ThreadingHTTPServer] = []

    def at(folder: Path) -> str:
        handler = functools.partial(Served, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield at
    for server in servers:
        server.shutdown()
        server.server_close()


def metas(path: Path) -> dict[str, str]:
    """Tags of the head as a reader of previews sees them."""
    root = lxml.html.fromstring(path.read_text("utf-8", "replace"))
    named = root.xpath("//meta[@property or @name]")
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in named}


def test_holds_everything_and_nothing_half_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == ALWAYS | {"map.oembed.json"}
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    assert (folder / "map.png").read_bytes().startswith(b"\x89PNG")


def test_same_input_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = shared(tmp_path / "again")
    for path in folder.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_readme_is_one_screen_and_names_every_file(folder: Path, tmp_path: Path) -> None:
    for told in (folder, shared(tmp_path / "bare", url=None)):
        readme = (told / "README.txt").read_text("utf-8")
        assert len(readme.splitlines()) <= 28
        assert all(len(line) <= 88 for line in readme.splitlines())
        for path in told.iterdir():
            assert path.name in readme or path.name == "README.txt"


def test_tags_are_read_back(folder: Path) -> None:
    found = metas(folder / "map.html")
    assert found["og:title"] == ARTICLE.headline
    assert found["og:url"] == f"{URL}map.html"
    assert found["og:image"] == found["twitter:image"] == f"{URL}map.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:site_name"] == "Example News"
    assert found["twitter:card"] == "summary_large_image"
    assert "11 events" in found["og:image:alt"]


def test_oembed_keeps_to_the_specification(folder: Path) -> None:
    root = lxml.html.fromstring((folder / "map.html").read_text("utf-8"))
    (link,) = root.xpath('//link[@rel="alternate"][@type="application/json+oembed"]')
    assert link.get("href") == f"{URL}map.oembed.json"
    answer = json.loads((folder / "map.oembed.json").read_text("utf-8"))
    assert answer["version"] == "1.0"
    assert answer["type"] == "rich"
    for field in ("html", "title", "provider_name", "provider_url", "thumbnail_url"):
        assert isinstance(answer[field], str), field
    for field in ("width", "height", "thumbnail_width", "thumbnail_height"):
        assert isinstance(answer[field], int), field
    frame = lxml.html.fragment_fromstring(answer["html"])
    assert (frame.tag, frame.get("src")) == ("iframe", f"{URL}map.html")
    assert "allow-same-origin" not in frame.get("sandbox")
    assert urlsplit(answer["thumbnail_url"]).path.removeprefix("/maps/drill/") in ALWAYS


def test_without_an_address_nothing_pretends_to_have_one(tmp_path: Path) -> None:
    bare = shared(tmp_path / "bare", url=None)
    assert {path.name for path in bare.iterdir()} == ALWAYS
    found = metas(bare / "map.html")
    assert not [name for name in found if name.startswith(("og:image", "og:url", "twitter:"))]
    assert 'src="map.html"' in (bare / "embed.html").read_text("utf-8")
    assert "--url" in (bare / "README.txt").read_text("utf-8")


def test_sharing_leaves_the_map_as_it_was() -> None:
    page = draw(EVENTS, ARTICLE)
    before = page.get_root().render()
    with pytest.raises(DrawingError):
        share_folder(page, EVENTS, Path("never"), url="ftp://news.example/")
    assert page.get_root().render() == before
    assert not Path("never").exists()


def test_without_a_rasteriser_the_picture_is_an_svg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    out = shared(tmp_path / "out")
    assert not (out / "map.png").exists()
    assert metas(out / "map.html")["og:image"] == f"{URL}map.svg"
    assert 'src="map.svg"' in (out / "index.html").read_text("utf-8")
    assert "map.png" not in (out / "README.txt").read_text("utf-8")


def test_a_second_run_renews_and_leaves_other_files_alone(tmp_path: Path) -> None:
    out = shared(tmp_path / "out", words="First title")
    (out / "mine.txt").write_text("keep me")
    shared(tmp_path / "out", words="Second title")
    assert (out / "mine.txt").read_text() == "keep me"
    assert "Second title" in (out / "README.txt").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_folder_may_be_the_one_we_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shared(Path(), url=None)
    assert {path.name for path in tmp_path.iterdir()} == ALWAYS


def test_a_failed_run_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        shared(tmp_path / "file" / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "map.html").mkdir()
    with pytest.raises(OSError, match=r"map\.html"):
        shared(tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "out"}
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.parametrize(
    "url", ["ftp://news.example/", "news.example/maps", "javascript:alert(1)", "https://", "/maps/", ""]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(DrawingError, match="not the address"):
        folder_address(url)


def test_an_address_is_made_safe_for_a_tag() -> None:
    assert folder_address('https://news.example/a b"c/карта') == (
        "https://news.example/a%20b%22c/%D0%BA%D0%B0%D1%80%D1%82%D0%B0/"
    )


class Strict(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(tmp_path: Path, words: str) -> None:
    out = shared(tmp_path / "out", words=words)
    plain = shared(tmp_path / "plain", words="Plain")
    for name in ("index.html", "embed.html", "map.html"):
        seen, expected = Strict(), Strict()
        seen.feed((out / name).read_text("utf-8", "replace"))
        expected.feed((plain / name).read_text("utf-8"))
        assert seen.tags == expected.tags, name
        assert seen.handlers == [], name
    answer = json.loads((out / "map.oembed.json").read_text("utf-8"))
    frame = lxml.html.fragment_fromstring(answer["html"])
    assert frame.get("title") == f"Map: {legible(words)}"
    assert metas(out / "map.html")["twitter:title"] == legible(words)
    for row in csv.reader(io.StringIO((out / "events.csv").read_text("utf-8"))):
        assert not [cell for cell in row if cell[:1] in tuple("=+@\t\r") and not cell[1:2].isdigit()]


# From the command line


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("Police arrested two men in Kapan on 5 May 2021.\n")
    return path


@pytest.mark.parametrize(("name", "begins"), [("m.png", b"\x89PNG"), ("m.svg", b"<svg "), ("m.pdf", b"%PDF-")])
def test_a_picture_is_one_option_away(story: Path, name: str, begins: bytes) -> None:
    assert main(["map", str(story), "-o", str(story.parent / name)]) == 0
    assert (story.parent / name).read_bytes().startswith(begins)


def test_a_picture_has_the_size_and_theme_asked_for(story: Path) -> None:
    target = story.parent / "m.svg"
    assert main(["map", str(story), "-o", str(target), "--size", "1080x1080", "--theme", "dark"]) == 0
    drawn = target.read_text("utf-8")
    assert 'width="1080" height="1080"' in drawn
    assert f'fill="{colours("dark")["paper"]}"' in drawn
    assert main(["map", str(story), "-o", str(target), "--size", "wide"]) == 2
    assert target.read_text("utf-8") == drawn


def test_a_missing_rasteriser_is_told_before_anything_is_written(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert main(["map", str(story), "-o", str(story.parent / "m.png")]) == 1
    assert "pip install 'araxes[pictures]'" in capsys.readouterr().err
    assert [path.name for path in story.parent.iterdir()] == ["story.txt"]


def test_share_from_the_command_line(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = story.parent / "out"
    assert main(["map", str(story), "-o", str(story.parent / "m.html"), "--share", str(out)]) == 0
    assert "add --url" in capsys.readouterr().err
    assert main(["map", str(story), "-o", str(story.parent / "m.html"), "--share", str(out), "--url", URL]) == 0
    assert "add --url" not in capsys.readouterr().err
    assert {path.name for path in out.iterdir()} == ALWAYS | {"map.oembed.json"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--share", "out", "--url", "ftp://x/"], 2),
        (["--url", URL], 2),
        (["--share", "story.txt"], 1),
        (["--coarsen", "20", "--coarsen-kinds", "arrest"], 2),
    ],
)
def test_what_cannot_be_shared_is_refused_with_a_sentence(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], code: int
) -> None:
    monkeypatch.chdir(story.parent)
    assert main(["map", "story.txt", *options]) == code
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert [path.name for path in story.parent.iterdir()] == ["story.txt"]


def test_only_the_kinds_named_are_made_less_exact() -> None:
    exact, coarse = EVENTS[6], coarsened_kinds(EVENTS, 20, ("meet",))[6]
    assert exact.kind == "meet"
    assert coarse.anchor != exact.anchor
    assert coarse.places[0].precision == "district"
    assert coarse.places[0].words.startswith("made less exact on purpose: within 20 km")
    others = [event for event in coarsened_kinds(EVENTS, 20, ("meet",)) if event.kind != "meet"]
    assert others == [event for event in EVENTS if event.kind != "meet"]


@pytest.mark.browser
def test_the_example_page_shows_map_and_nothing_breaks(page: Page, tmp_path: Path, serve: Any) -> None:
    address = serve(shared(tmp_path / "out", words=" ".join(HOSTILE)))
    page.context.set_offline(False)
    noted: list[str] = []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{address}/index.html")
    frame = page.frame_locator("iframe")
    frame.locator(".araxes[data-ready]").wait_for()
    assert page.evaluate("typeof window.broken") == "undefined"
    assert noted == []
    assert set(asked) - {"/index.html", "/event-map.js", "/map.html", "/map.png", "/favicon.ico"} == set()


@pytest.mark.browser
def test_readers_without_scripts_see_the_picture(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    picture = page.locator("event-map img")
    assert picture.get_attribute("alt") == f"Map: {ARTICLE.headline}"
    assert picture.bounding_box()["width"] == 1200
    context.close()
