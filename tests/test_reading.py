"""Reading: formats, encodings, dates, and one clear sentence for what cannot be read."""

import io
import json
import ssl
import sys
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from seeds.pages import find_date, parse_page
from seeds.reading import ReadingError, publication_date, read, read_all

PROSE = "Iran’s military has begun a large drill near the border, state television said on Friday evening. "
NEWS = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Drill | Site</title>
<meta property="og:title" content="Iran &amp; drill"><meta property="og:site_name" content="The Site">
<link rel="canonical" href="https://example.org/drill">{{head}}</head><body><nav>Home About</nav>
<article><h1>Iran &amp; drill</h1>{{top}}<p>{PROSE * 3}</p><p>{PROSE * 2}Last words.</p></article>
<footer>© 2026 The Site. Published 1 January 2020. <time datetime="2019-05-05">5 May 2019</time></footer>
</body></html>"""


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def page(*, head="", top=""):
    return NEWS.format(head=head, top=top)


def test_a_plain_file_is_kept_as_it_is(write):
    text = "  A line.\r\n\r\nAnother — with “quotes”.\n"
    article = read(write("my.story.txt", text))
    assert article.text == text
    assert (article.id, article.published, article.headline) == ("my.story", None, None)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("\ufeffIran’s".encode(), "Iran’s"),
        (b"\xff\xfe" + "Iran’s".encode("utf-16-le"), "Iran’s"),
        (b"\xfe\xff" + "Iran’s".encode("utf-16-be"), "Iran’s"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(write, data, text):
    assert read(write("a.txt", data)).text == text


def test_an_older_encoding_is_recognised(write):
    text = "Ένα μεγάλο στρατιωτικό γυμνάσιο άρχισε την Παρασκευή κοντά στα σύνορα. " * 5
    assert read(write("a.txt", text.encode("iso8859-7"))).text == text


def test_a_page_may_declare_its_encoding(write):
    html = page(head='<meta charset="windows-1254">').replace("Last words", "Iğdır’da son sözler").encode("cp1254")
    assert read(write("a.html", html)).text.endswith("Iğdır’da son sözler.")


def test_front_matter_gives_date_headline_and_source(write):
    article = read(write("a.md", "---\ntitle: 'A drill'\ndate: 2021-10-02\nurl: https://x.org/a\n---\n\nIt began.\n"))
    assert article.text == "It began.\n"
    assert (article.headline, article.published, article.published_basis) == (
        "A drill",
        date(2021, 10, 2),
        "front matter",
    )
    assert article.url == "https://x.org/a"


def test_a_rule_in_markdown_is_not_front_matter(write):
    text = "A story.\n\n---\n\nMore of it.\n"
    assert read(write("a.md", text)).text == text


def test_json_lines_keep_text_and_say_their_ids(write):
    rows = [{"id": "a", "text": " Raw\ntext "}, {"id": 7, "text": "Second", "published": "2022-01-02", "headline": "H"}]
    first, second = read_all(write("x.jsonl", "\n".join(map(json.dumps, rows)) + "\n\n"))
    assert (first.id, first.text, first.published) == ("a", " Raw\ntext ", None)
    assert (second.id, second.published, second.headline) == ("7", date(2022, 1, 2), "H")


def test_half_a_character_is_replaced_in_place(write):
    article = read(write("x.jsonl", '{"id": "a", "text": "x\\ud800y"}'))
    assert article.text == "x\N{REPLACEMENT CHARACTER}y"


def test_line_separators_inside_a_text_do_not_end_a_line(write):
    text = "One\u2028two\x85three"
    assert read(write("x.jsonl", json.dumps({"id": "a", "text": text}, ensure_ascii=False))).text == text


@pytest.mark.parametrize(
    ("given", "published", "basis"),
    [(None, date(2022, 1, 2), "front matter"), ("2020-02-29", date(2020, 2, 29), "given")],
)
def test_the_callers_date_goes_before_the_lines(write, given, published, basis):
    path = write("x.jsonl", '{"id": "a", "text": "x", "published": "2022-01-02T23:30:00-05:00"}')
    article = read(path, published=given)
    assert (article.published, article.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("head", "top", "found"),
    [
        ("", "", None),
        ('<meta property="article:published_time" content="2021-10-02T23:30:00-05:00">', "", date(2021, 10, 2)),
        ('<meta name="DC.date.issued" content="2 October 2021">', "", date(2021, 10, 2)),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2021-10-02"}]}</script>',
            "",
            date(2021, 10, 2),
        ),
        ('<script type="application/ld+json">{"datePublished": 7, broken</script>', "", None),
        ('<script type="application/ld+json">{"dateModified":"2021-10-02"}</script>', "", None),
        ('<meta property="article:modified_time" content="2021-10-02">', "", None),
        ("", '<time datetime="2021-10-02T08:00">Saturday</time>', date(2021, 10, 2)),
        ("", '<time class="updated" datetime="2021-10-02T08:00">Saturday</time>', None),
        ("", '<time itemprop="datePublished" datetime="2021-10-02">Saturday</time>', date(2021, 10, 2)),
        ('<meta name="date" content="the other day">', "", None),
    ],
)
def test_a_pages_date_is_only_what_it_declares(write, head, top, found):
    article = read(write("a.html", page(head=head, top=top)))
    assert article.published == found
    assert article.published_basis == ("page metadata" if found else None)


def test_a_page_gives_its_article_without_menus(write):
    article = read(write("a.html", page()))
    assert article.text.endswith("Last words.")
    assert "About" not in article.text
    assert "2026" not in article.text
    assert (article.headline, article.publisher, article.language) == ("Iran & drill", "The Site", "en")
    assert article.url == "https://example.org/drill"


@pytest.mark.parametrize("depth", [300, 5000, 100_000])
def test_a_deep_page_loses_nothing(depth):
    html = f"<article>{'<div>' * depth}<p>{PROSE}</p>{'</div>' * depth}<p>Last words.</p></article>"
    text = parse_page(html).text
    assert text.startswith("Iran’s")
    assert text.endswith("Last words.")


@pytest.mark.parametrize(
    "html", ["<a " * 200_000, "<a b='\"" * 50_000, "<!--" * 200_000, "<p>" * 50_000, "<" * 100_000, "<script>" * 50_000]
)
def test_a_broken_page_is_read_in_linear_time(html):
    assert len(parse_page(html).text) <= len(html)


def test_a_huge_page_is_read_whole():
    text = parse_page(f"<main>{f'<p>{PROSE}</p>' * 40_000}<p>Last words.</p></main>").text
    assert text.count("Iran’s") == 40_000
    assert text.endswith("Last words.")


@given(st.text(alphabet="<>/ \"'=!-abpdivtimescrhg&;\n", max_size=200))
def test_no_page_raises(html):
    parse_page(html)


@given(st.text(max_size=30))
def test_no_metadata_date_raises(words):
    assert find_date(words) is None or str(find_date(words).year) in words


def test_a_folder_is_read_by_name_with_its_sub_folders(write, tmp_path):
    write("b.txt", "B")
    write("a.md", "A")
    write("more/b.txt", "Other B")
    write("notes.pdf", "%PDF")
    write(".hidden.txt", "H")
    assert [(a.id, a.text) for a in read_all(tmp_path)] == [("a", "A"), ("b", "B"), ("more/b.txt", "Other B")]


def test_a_bad_file_need_not_stop_the_others(write, tmp_path):
    write("a.txt", "A")
    write("b.txt", " \n")
    write("c.jsonl", '{"id": "c1", "text": "C"}\n{"id": 1}\n{"id": "c3", "text": "C"}')
    problems = []
    assert [a.id for a in read_all(tmp_path, on_error=problems.append)] == ["a", "c1", "c3"]
    assert ["b.txt is empty" in str(p) or "c.jsonl, line 2 lacks" in str(p) for p in problems] == [True, True]
    with pytest.raises(ReadingError, match="is empty"):
        list(read_all(tmp_path))


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("Iran holds a drill.", ["stdin"]),
        ("---\ntitle: T\n---\nIran holds a drill.", ["stdin"]),
        ("\n<!DOCTYPE html><html><p>Iran holds a drill.</p></html>", ["stdin"]),
        ('{"id": "x", "text": "Iran holds a drill."}\n{"id": "y", "text": "Iran holds a drill."}', ["x", "y"]),
    ],
)
def test_standard_input_tells_its_own_format(monkeypatch, content, ids):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    articles = list(read_all("-"))
    assert [a.id for a in articles] == ids
    assert {a.text for a in articles} == {"Iran holds a drill."}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n\t", "is empty"),
        ("a.txt", b"abc\0def", "is a binary file"),
        ("a.txt", b"%PDF-1.7 ...", "is a PDF"),
        ("a.docx", b"PK\x03\x04...", "is a zip or office document"),
        ("a.txt", bytes(range(128, 256)) * 2 + b"\x01\x02", "cannot be told"),
        ("a.txt", b"\xff\xfea", "utf-16-le"),
        ("a.md", "---\ndate: yesterday\n---\nIt began.", "'yesterday' is not a day"),
        ("a.html", "<html><body><nav>Menu</nav></body></html>", "without an article"),
        ("a.json", '{"id": "a", "text": "b"}', "JSON"),
        ("a.jsonl", '{"id": "a", "text": "b"}\nnot json', "line 2 is not a JSON object"),
        ("a.jsonl", '{"text": "b"}', 'line 1 lacks "id"'),
        ("a.jsonl", '{"id": "a", "text": ""}', "line 1 is empty"),
        ("a.jsonl", '{"id": "a", "text": "b", "published": "2021-02-30"}', "line 1: The date '2021-02-30'"),
        ("a.jsonl", b'{"id": "a", "text": "\xe9"}', "line 1 is not a JSON object in UTF-8"),
        ("a.jsonl", '{"id": "a", "text": "b"}\n{"id": "a", "text": "b"}', "is there twice"),
        ("a.jsonl", "[" * 100_000, "line 1 is not a JSON object"),
        ("a.jsonl", "", "holds no article"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(write, name, content, says):
    with pytest.raises(ReadingError) as refusal:
        list(read_all(write(name, content)))
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert isinstance(refusal.value, ValueError)


def test_missing_empty_and_several(tmp_path, write):
    with pytest.raises(ReadingError, match="There is no file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="There is no file"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(ReadingError, match="holds no article"):
        read(tmp_path)
    write("a.txt", "A"), write("b.txt", "B")
    with pytest.raises(ReadingError, match="several articles"):
        read(tmp_path)


def test_too_large_is_said(write, monkeypatch):
    monkeypatch.setattr("seeds.reading.LARGEST", 10)
    with pytest.raises(ReadingError, match="more than the 10"):
        read(write("a.txt", "x" * 11))
    with pytest.raises(ReadingError, match="line 1 has"):
        read(write("a.jsonl", json.dumps({"id": "a", "text": "x"})))


@pytest.mark.parametrize("words", ["", "2021", "02/10/2021", "2021-13-01", "2021-10-02x", "\u0662021-10-02"])
def test_a_bad_date_is_refused(words):
    with pytest.raises(ReadingError, match="YYYY-MM-DD"):
        publication_date(words)


def test_the_bundled_stories_are_articles():
    assert "border_drill" in seeds.stories()
    articles = [seeds.story(name) for name in seeds.stories()]
    assert all(a.headline and a.text.startswith(a.headline) for a in articles)
    assert [a.id for a in articles if a.published is None] == ["d06_drivers_released_undated"]
    with pytest.raises(ReadingError, match="no bundled story"):
        seeds.story("nothing")


def test_the_web_is_read_only_when_asked():
    with pytest.raises(ReadingError, match="ask for it"):
        read("https://example.org/story.html")
    with pytest.raises(ReadingError, match="https address"):
        read("http://example.org/story.html", online=True)


# Made for this test, used nowhere else.
KEYPAIR = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggaoc4i8eFrmVPbew
IvKiAA6lREtzEgnSNEH5FRQ1aN2hRANCAAS4JiazcqNmyjCQKzSX0GMC4KAnyt/S
oZEWk/I/cpKdKsVUPeMSg0FOZTNMSOyb+BU9GXGf1AANgF/oFS/VfWWn
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUeWvKSAPOskPcDNaF88bWt4/MjAswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTAxMjM1NVoYDzIxMjYxMTAx
MDEyMzU1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS4JiazcqNmyjCQKzSX0GMC4KAnyt/SoZEWk/I/cpKdKsVUPeMSg0FO
ZTNMSOyb+BU9GXGf1AANgF/oFS/VfWWno2kwZzAdBgNVHQ4EFgQUpRMFZ1ET8GHr
gCXZBUQ3KH3NRbkwHwYDVR0jBBgwFoAUpRMFZ1ET8GHrgCXZBUQ3KH3NRbkwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAO9FDTytLFscRrjIus152jlF5JMEWbFadzq2XD6ANtIgAiEArc/DQymX
CvpUKGJTW/2G4XHhJwq+2+43rXOcOREqgKM=
-----END CERTIFICATE-----
"""


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path.startswith("/news") else 404)
        self.end_headers()
        self.wfile.write(page(head='<meta name="date" content="2021-10-02">').encode())

    def log_message(self, *args):
        pass


def test_a_page_is_fetched_over_https(tmp_path, monkeypatch):
    pem = tmp_path / "key.pem"
    pem.write_text(KEYPAIR)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with HTTPServer(("localhost", 0), _Pages) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"https://localhost:{server.server_port}"
        article = read(f"{address}/news/drill-near-border.html?x=1", online=True)
        with pytest.raises(ReadingError, match="cannot be fetched"):
            read(f"{address}/gone", online=True)
        server.shutdown()
    assert (article.id, article.published) == ("drill-near-border", date(2021, 10, 2))
    assert article.text.endswith("Last words.")
