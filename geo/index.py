"""Make the gazetteer's SQLite index from the committed text: `python -m geo.index`. Needs the standard library only.

The install runs `write_index`; the same text gives the same index.
"""

from __future__ import annotations

import argparse
import lzma
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from geo.names import fold

FORMAT = 3
DATA = Path(__file__).parent / "data"
INDEX = DATA / "gazetteer.sqlite"
MAIN, ALTERNATE, ABBREVIATION, HISTORIC, DEMONYM = range(5)
KINDS = ("main", "alternate", "abbreviation", "historic", "demonym")

SCHEMA = """
CREATE TABLE place (
    key INTEGER PRIMARY KEY, id TEXT, name TEXT, lat REAL, lon REAL, country TEXT, admin1 INTEGER, admin2 INTEGER,
    feature_class TEXT, feature_code TEXT, population INTEGER, radius_km REAL
);
CREATE TABLE name (folded TEXT, place INTEGER, kind INTEGER, PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TABLE spelling (place INTEGER, lang TEXT, name TEXT);
CREATE TABLE country (code TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE line (place INTEGER PRIMARY KEY, points TEXT);
CREATE TABLE head (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE about (item TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
AFTERWARDS = """
INSERT OR IGNORE INTO country
    SELECT country, key FROM place WHERE feature_code IN ('PCLI', 'TERR') AND country IS NOT NULL ORDER BY key;
CREATE UNIQUE INDEX place_id ON place (id);
CREATE INDEX place_cell ON place (CAST(lat * 2 AS INTEGER), lon);
CREATE INDEX spelling_place ON spelling (place);
"""


def write_index(data_dir: Path = DATA, path: Path = INDEX) -> Path:
    """Read `data_dir`/gazetteer/*.tsv.xz and write the index to `path`, all or nothing. Returns `path`.

    Raises FileNotFoundError when there is no gazetteer text.
    """
    sources = sorted((data_dir / "gazetteer").glob("*.tsv.xz"))
    if not sources:
        raise FileNotFoundError(f"no gazetteer text in {data_dir / 'gazetteer'}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".gazetteer-", suffix=".sqlite")
    os.close(handle)
    draft = Path(name)
    try:
        _fill(draft, lambda: (row for source in sources for row in _rows(source)))
        draft.chmod(0o644)
        draft.replace(path)
    except BaseException:
        draft.unlink()
        raise
    return path


def _rows(source: Path) -> Iterator[dict[str, str]]:
    with lzma.open(source, "rt", encoding="utf-8", newline="\n") as lines:
        columns = next(lines).rstrip("\n").split("\t")
        for line in lines:
            yield dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))


def _fill(path: Path, read: Callable[[], Iterable[dict[str, str]]]) -> None:
    with sqlite3.connect(path) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;" + SCHEMA)
        fill_tables(base, read)
        base.executescript("ANALYZE; VACUUM;")
    base.close()


def fill_tables(base: sqlite3.Connection, read: Callable[[], Iterable[dict[str, str]]]) -> None:
    """Fill an index that has the schema and nothing else. `read` gives the rows (dicts of the text's columns) anew
    each time, so that they need not all be held at once.
    """
    keys = {row["id"]: number for number, row in enumerate(read(), 1)}
    base.execute("CREATE TEMP TABLE draft (folded TEXT, place INTEGER, kind INTEGER)")
    for number, row in enumerate(read(), 1):
        base.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _place(keys, row))
        names = ((folded, number, kind) for folded, kind in _names(row).items())
        base.executemany("INSERT INTO draft VALUES (?,?,?)", names)
        base.executemany("INSERT INTO spelling VALUES (?,?,?)", ((number, *pair) for pair in _tagged(row)))
        if row["line"]:
            base.execute("INSERT INTO line VALUES (?,?)", (number, row["line"]))
    base.execute("INSERT INTO name SELECT * FROM draft ORDER BY folded, place")
    base.execute("DROP TABLE draft")
    longest = _longest(folded for (folded,) in base.execute("SELECT folded FROM name"))
    base.executemany("INSERT INTO head VALUES (?,?)", sorted(longest.items()))
    names_held = base.execute("SELECT count(*) FROM name").fetchone()[0]
    counts = {"format": FORMAT, "places": len(keys), "names": names_held}
    base.executemany("INSERT INTO about VALUES (?,?)", sorted((item, str(value)) for item, value in counts.items()))
    base.executescript(AFTERWARDS)


def _place(keys: dict[str, int], row: dict[str, str]) -> tuple[object, ...]:
    return (
        keys[row["id"]],
        full_id(row["id"]),
        row["name"],
        float(row["lat"]),
        float(row["lon"]),
        row["country"] or None,
        keys.get(row["admin1"]),
        keys.get(row["admin2"]),
        row["feature_class"],
        row["feature_code"],
        int(row["population"] or 0),
        float(row["radius_km"]),
    )


def full_id(short: str) -> str:
    """The id as the program shows it.

    >>> full_id("587084"), full_id("goris-kapan-road")
    ('geonames:587084', 'araxes:goris-kapan-road')
    """
    return f"geonames:{short}" if short.isdigit() else f"araxes:{short}"


def _names(row: dict[str, str]) -> dict[str, int]:
    """Each folded name of a place with the best of the kinds it has."""
    found: dict[str, int] = {}
    for kind, name in _spellings(row):
        folded = fold(name)
        if folded and kind < found.get(folded, len(KINDS)):
            found[folded] = kind
    return found


def _spellings(row: dict[str, str]) -> Iterator[tuple[int, str]]:
    yield MAIN, row["name"]
    for kind, column in enumerate(("alternates", "abbreviations", "historic", "demonyms"), ALTERNATE):
        for name in row[column].split("|") if row[column] else ():
            yield kind, name
    for _, name in _tagged(row):
        yield ALTERNATE, name


def _tagged(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for pair in row["tagged"].split("|") if row["tagged"] else ():
        lang, _, name = pair.partition("=")
        yield lang, name


def _longest(names: Iterable[str]) -> dict[str, int]:
    """How many words the longest name has, by the first word of every name of several words."""
    longest: dict[str, int] = {}
    for folded in names:
        words = folded.count(" ") + 1
        if words > 1:
            head = folded[: folded.index(" ")]
            longest[head] = max(words, longest.get(head, 0))
    return longest


def main(arguments: list[str] | None = None) -> int:
    """Write the index beside the data, or where told."""
    parser = argparse.ArgumentParser(
        prog="python -m geo.index", description="Make the gazetteer's index from its text."
    )
    parser.add_argument(
        "path", nargs="?", type=Path, default=INDEX, help="where to write it (default: beside the data)"
    )
    path = write_index(DATA, parser.parse_args(arguments).path)
    print(f"{path}: {path.stat().st_size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
