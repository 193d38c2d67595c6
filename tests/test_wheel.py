"""The wheel as a user gets it: what is in it, and that it runs with the declared dependencies and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def build(target: str, folder: Path) -> Path:
    """Build by the backend itself, without a network: pages and index stand ready from the install."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an install of the wheel brings: its files, and links to its dependencies, all the way down."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    for name in needed("araxes"):
        for path in distribution(name).files or ():
            top = site / path.parts[0]
            if path.parts[0] != ".." and not top.exists():
                top.symlink_to(distribution(name).locate_file(path.parts[0]))
    return site


def needed(name: str) -> set[str]:
    """The distributions that an install of `name` without extras brings with it."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        requirements = map(Requirement, distribution(waiting.pop()).requires or ())
        wanted = [r.name for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})]
        fresh = {canonicalize_name(name) for name in wanted} - found
        found |= fresh
        waiting.extend(sorted(fresh))
    return found


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the console script's function in a Python that sees only `site` and its own standard library."""
    code = "import sys; from maps.command import main; sys.exit(main())"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, "-S", "-P", "-c", code, *arguments]
    return subprocess.run(
        command, cwd=site, env=environment | {"PYTHONPATH": str(site)}, capture_output=True, check=False
    )


def test_it_holds_three_packages_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"seeds", "geo", "maps"}
    assert not [
        name for name in names if re.search(r"(^|/)(tests|node_modules|__pycache__)/|^geo/build/|\.ts$|hook\.py$", name)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(seeds|geo|maps)/py\.typed",
        r"[^/]*\.dist-info/licenses/LICENSE",
        r"seeds/stories/border_drill\.md",
        r"geo/data/gazetteer\.sqlite",
        r"geo/data/SOURCES\.toml",
        r"maps/page/built/leaflet\.js",
        r"maps/page/built/page\.js",
        r"maps/page/built/licences\.txt",
        r"maps/messages/en\.json",
    ],
)
def test_it_holds_what_it_needs(wheel: Path, pattern: str) -> None:
    assert [name for name in zipfile.ZipFile(wheel).namelist() if re.fullmatch(pattern, name)]


def test_its_metadata_names_imports_command_and_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    told = {
        name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name
    }
    assert re.findall(r"^Import-Name: (.*)$", told["METADATA"], re.MULTILINE) == ["geo", "maps", "seeds"]
    assert "License-Expression: MIT" in told["METADATA"]
    assert "araxes = maps.command:main" in told["entry_points.txt"]


def test_it_answers_without_the_tools_of_development(installed: Path) -> None:
    ran = run(installed, "geocode", "Shusha")
    assert ran.returncode == 0, ran.stderr.decode()
    assert b"geonames:147105" in ran.stdout
    assert not (installed / "pytest").exists()


def test_it_draws_without_the_tools_of_development(installed: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    ran = run(installed, "map", "border_drill", "-o", str(target))
    assert ran.returncode == 0, ran.stderr.decode()
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")


def test_an_extra_that_is_missing_is_named(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, "events", "border_drill", "-o", str(tmp_path / "events.parquet"))
    assert ran.returncode == 1
    assert b"pip install 'araxes[parquet]'" in ran.stderr
    assert not list(tmp_path.iterdir())


def test_the_sdist_holds_what_a_build_needs(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "uv.lock",
        "maps/page/package-lock.json",
        "maps/page/hook.py",
    } <= names
    assert {"geo/index.py", "geo/data/gazetteer/cities.tsv.xz", "tests/test_wheel.py"} <= names
    assert not [name for name in names if "node_modules" in name or name.endswith(".sqlite")]


def test_the_lock_is_of_this_project_and_this_index() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {package["name"]: package for package in lock["package"]}
    wanted = [
        *project["dependencies"],
        *(need for needs in project["optional-dependencies"].values() for need in needs),
    ]
    assert {canonicalize_name(Requirement(need).name) for need in wanted} <= set(locked)
    registries = {package["source"].get("registry") for package in lock["package"]}
    assert registries == {None, "https://pypi.org/simple"}
