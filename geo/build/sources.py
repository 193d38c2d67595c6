"""geo/data/SOURCES.toml: for every committed data file where it comes from, under which licence, and its checksum."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

FIELDS = ("origin", "licence", "attribution", "made_by", "rows", "sha256")


def record(data: Path, file: str, *, origin: str, licence: str, attribution: str, made_by: str, rows: int) -> None:
    """Write the row of one file (path relative to `data`) into SOURCES.toml, leaving the other rows as they are."""
    path = data / "SOURCES.toml"
    known = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    checksum = hashlib.sha256((data / file).read_bytes()).hexdigest()
    values = (origin, licence, attribution, made_by, rows, checksum)
    known[file] = dict(zip(FIELDS, values, strict=True))
    lines = ["# Written by `python -m geo.build`. Every data file, its origin and its licence."]
    for name in sorted(known):
        cells = (f"{field} = {json.dumps(known[name][field], ensure_ascii=False)}" for field in FIELDS)
        lines += ["", f'["{name}"]', *cells]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
