"""The shape of the house: who may import whom, what lies at the top, what nothing is called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("seeds", "geo", "maps")  # each may import those before it
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
TOP_LEVEL = re.compile(r"pyproject\.toml|README\.md|seeds|geo|maps|tests|LICENSE|uv\.lock|\..*")
SAYS_NOTHING = re.compile(r"(utils?|helpers?|common|manager|base|misc|core)\.(py|ts|js|mjs)")


def in_git(*patterns: str) -> list[str]:
    """What belongs to the project: files in git, or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]


def imports_of(path: Path) -> list[tuple[str, int]]:
    """Every module a file imports, with the import's level (0 is absolute)."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = [(alias.name, 0) for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [(node.module or "", node.level) for node in nodes if isinstance(node, ast.ImportFrom)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    later = PACKAGES[PACKAGES.index(package) + 1 :]
    imported = imports_of(path)
    assert not [name for name, level in imported if level], "imports are absolute"
    assert not [name for name, _ in imported if name.split(".")[0] in (*later, "tests")]


def test_top_level_is_fixed() -> None:
    assert not {name for name in (file.split("/")[0] for file in in_git()) if not TOP_LEVEL.fullmatch(name)}


def test_names_say_something() -> None:
    assert not [name for name in in_git() if SAYS_NOTHING.fullmatch(name.rpartition("/")[2])]


def test_no_package_among_the_tests() -> None:
    # tests/geo/__init__.py would hide the real geo
    assert not in_git("tests/**/__init__.py", "tests/__init__.py")


def test_no_third_party_code_in_git() -> None:
    assert not [name for name in in_git() if re.search(r"\.min\.(js|css)$|(^|/)(node_modules|vendor)/", name)]


def test_git_stays_small() -> None:
    sizes = {name: (ROOT / name).stat().st_size for name in in_git()}
    assert not [name for name, size in sizes.items() if size > 12 * 2**20]
    data = sum(size for name, size in sizes.items() if name.startswith("geo/data/"))
    assert data < 20e6, f"{data:,} bytes of data"


def test_no_path_of_the_machine_it_was_written_on() -> None:
    # neither where this checkout lies nor what lies beside it
    parent = str(ROOT.parent) + "/" if len(ROOT.parent.parts) > 1 else None
    beside = "../." + "library"
    texts = {name: (ROOT / name).read_bytes() for name in in_git()}
    assert not [name for name, data in texts.items() if (parent and parent.encode() in data) or beside.encode() in data]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_public_name_hides_a_module(package: str) -> None:
    module = __import__(package)
    files = {path.stem for path in (ROOT / package).glob("*.py")}
    folders = {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
    assert not (files | folders) & set(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import seeds", "folium shapely geopy numpy trafilatura lxml geo maps"),
        ("import geo", "folium shapely geopy numpy trafilatura lxml maps"),
        ("import maps", "folium shapely geopy numpy trafilatura lxml"),
        ("import maps.command; maps.command.parser()", "folium shapely geopy numpy trafilatura lxml"),
        (
            "import maps.command; maps.command.main(['geocode', 'Shusha'])",
            "folium shapely geopy numpy trafilatura lxml",
        ),
    ],
)
def test_imports_are_lazy(statement: str, unwanted: str) -> None:
    code = f"{statement}\nimport sys; print('loaded:', *[name for name in {unwanted.split()} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.decode().splitlines()[-1] == "loaded:"


def test_types_are_declared() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in PACKAGES)


def test_code_is_clean() -> None:
    """ruff's lint and format, as CI and the editor see them."""
    for command in (["check"], ["format", "--check"]):
        ran = subprocess.run([sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stdout.decode() + ran.stderr.decode()


def test_types_hold() -> None:
    ran = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout.decode()


def test_ci_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.findall(r"^python3 .*-m pytest$", readme, re.MULTILINE)
    assert len(command) == 1
    assert "tests/browser_setup.py && " in command[0]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert 'eval "$command"' in script
    assert "install" not in script


def test_the_first_command_of_the_readme_draws_a_bundled_story() -> None:
    from seeds import stories

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.findall(r"^python3 .*$", readme, re.MULTILINE)[0]
    assert first.split()[-2:] == ["map", stories()[0]]
