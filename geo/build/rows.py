"""The one row format of every gazetteer file: sorted, xz-compressed TSV, which the index reads as it stands."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from geo.names import fold

COLUMNS = (
    *("id", "name", "lat", "lon", "country", "admin1", "admin2", "feature_class", "feature_code"),
    *("population", "radius_km", "alternates", "abbreviations", "historic", "demonyms", "tagged", "line"),
)


@dataclass(slots=True, kw_only=True)
class Row:
    """A place to be. `id` is a bare GeoNames number or our slug; `admin1` and `admin2` are ids of other rows.

    `tagged` holds names of a known language, ("hy", "Շուշի"); `line` the points of a road, "lat lon;lat lon".
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    feature_class: str = "P"
    feature_code: str = "PPL"
    population: int = 0
    radius_km: float = 5.0
    alternates: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    historic: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    tagged: list[tuple[str, str]] = field(default_factory=list)
    line: str = ""

    def text(self) -> str:
        """The row as one line of text; of several alternates with one key only the first is kept."""
        known = {fold(self.name)}
        alternates = []
        for name in self.alternates:
            if (key := fold(name)) and key not in known:
                known.add(key)
                alternates.append(name)
        tagged = [f"{lang}={name}" for lang, name in dict.fromkeys(self.tagged)]
        cells = [
            self.id,
            self.name,
            f"{self.lat:.5f}".rstrip("0").rstrip("."),
            f"{self.lon:.5f}".rstrip("0").rstrip("."),
        ]
        cells += [self.country, self.admin1, self.admin2, self.feature_class, self.feature_code]
        cells += [str(self.population or ""), f"{self.radius_km:g}"]
        lists = (alternates, self.abbreviations, self.historic, self.demonyms, tagged)
        cells += ["|".join(dict.fromkeys(names)) for names in lists]
        return "\t".join([*cells, self.line])


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write rows sorted by id; return how many. The same rows give the same bytes."""
    lines = [row.text() for row in sorted(rows, key=lambda row: (not row.id.isdigit(), row.id.zfill(12)))]
    text = "\n".join(["\t".join(COLUMNS), *lines, ""])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return len(lines)


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of our own plain TSV tables, as dicts; a short line has empty cells."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    for line in lines:
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def split(cell: str, separator: str = "|") -> list[str]:
    """The names in a cell.

    >>> split("Burma|Union of Burma"), split("")
    (['Burma', 'Union of Burma'], [])
    """
    return [name.strip() for name in cell.split(separator) if name.strip()]
