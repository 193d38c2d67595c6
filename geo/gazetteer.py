"""The bundled gazetteer: names to places, in an SQLite file that opens in a millisecond and is never loaded whole."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from geo.codes import alpha3
from geo.index import ABBREVIATION, ALTERNATE, DEMONYM, FORMAT, HISTORIC, INDEX, KINDS, MAIN, SCHEMA, fill_tables
from geo.names import fold
from geo.place import Place

__all__ = ["ABBREVIATION", "ALTERNATE", "DEMONYM", "HISTORIC", "KINDS", "MAIN", "Gazetteer", "GazetteerError", "Row"]

_COLUMNS = (
    "p.key, p.id, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, "
    "p.feature_class, p.feature_code, p.population, p.radius_km"
)
_LOOKUP = (
    f"SELECT {_COLUMNS}, n.kind FROM name n JOIN place p ON p.key = n.place WHERE n.folded = ? "
    "ORDER BY n.kind, p.population DESC, p.key"
)
_LIKE = "SELECT folded FROM name WHERE folded >= ? AND folded < ? AND length(folded) BETWEEN ? AND ?"
_REMEMBERED = 20_000  # names; about 20 MB when every one is ambiguous
_EARTH_KM = 6371.0088


class GazetteerError(RuntimeError):
    """The gazetteer's index is missing or was made by another version."""


class Row(NamedTuple):
    """A place as the index holds it, and which kind of its names was asked for (`KINDS[kind]`).

    `admin1` and `admin2` are keys of other rows. `Gazetteer.place_of` makes the Place.
    """

    key: int
    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: int | None
    admin2: int | None
    feature_class: str
    feature_code: str
    population: int
    radius_km: float
    kind: int = MAIN


class Gazetteer:
    """Places by name, id and nearness. Read-only; the bundled one is shared by `Gazetteer.bundled()`.

    >>> shusha = Place(id="geonames:147105", name="Shusha", lat=39.76, lon=46.75, country="AZE")
    >>> small = Gazetteer([(shusha, ["Shushi", "Şuşa"])])
    >>> [(row.name, KINDS[row.kind]) for row in small.lookup("SUSA")]
    [('Shusha', 'alternate')]
    >>> small.lookup("Nowhere")
    ()
    """

    def __init__(self, places: Iterable[tuple[Place, Iterable[str]]] = (), *, index: sqlite3.Connection | None = None):
        self._index = _in_memory(places) if index is None else index
        self._looked_up: dict[str, tuple[Row, ...]] = {}
        self._longest: dict[str, int] = {}
        self._divisions: dict[int, str] = {}
        self._places: dict[int, Place] = {}
        self._countries: dict[str, Place] = {}
        self._seas: tuple[Row, ...] = ()

    @classmethod
    def open(cls, path: Path) -> Self:
        """The gazetteer in an index file. Raises GazetteerError when it is missing or of another format."""
        if not path.is_file():
            raise GazetteerError(f"there is no gazetteer index at {path}; make it with: python -m geo.index")
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            found = base.execute("SELECT value FROM about WHERE item = 'format'").fetchone()
        except sqlite3.DatabaseError:
            found = None
        if not found or found[0] != str(FORMAT):
            base.close()
            raise GazetteerError(f"{path} is not an index of this version; make it again with: python -m geo.index")
        return cls(index=base)

    @classmethod
    def bundled(cls) -> Gazetteer:
        """The world's gazetteer that comes with the package, opened once a process. Raises GazetteerError."""
        process = os.getpid()  # SQLite asks that a connection is not carried across a fork
        if process not in _BUNDLED:
            _BUNDLED.clear()
            _BUNDLED[process] = Gazetteer.open(INDEX)
        return _BUNDLED[process]

    def __len__(self) -> int:
        return int(self._index.execute("SELECT count(*) FROM place").fetchone()[0])

    def __bool__(self) -> bool:
        return True  # an empty gazetteer is one too: `given or Gazetteer.bundled()` keeps it

    def about(self) -> dict[str, str]:
        """What the index says of itself: its format, and how many places and names it holds."""
        return dict(self._index.execute("SELECT item, value FROM about ORDER BY item"))

    def lookup(self, name: str) -> tuple[Row, ...]:
        """Every place of that name however it is spelt: main names first, then the more populous."""
        return self.lookup_folded(fold(name))

    def lookup_folded(self, folded: str) -> tuple[Row, ...]:
        """`lookup` for a name that `fold` has seen; remembers its answers."""
        rows = self._looked_up.get(folded)
        if rows is None:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            rows = self._looked_up[folded] = tuple(map(Row._make, self._index.execute(_LOOKUP, (folded,))))
        return rows

    def spelt(self, name: str, rows: Iterable[Row]) -> set[int]:
        """The keys of those rows whose name in some language is written just so, diacritics and all: "Laçın"."""
        asked = "SELECT count(*) FROM spelling WHERE place = ? AND name = ?"
        return {
            row.key for row in rows if row.name == name or self._index.execute(asked, (row.key, name)).fetchone()[0]
        }

    def longest(self, folded_word: str) -> int:
        """How many words the longest name has whose first word is this one; 1 when no longer name begins so."""
        words = self._longest.get(folded_word)
        if words is None:
            found = self._index.execute("SELECT longest FROM head WHERE word = ?", (folded_word,)).fetchone()
            words = self._longest[folded_word] = found[0] if found else 1
        return words

    def names_like(self, folded: str, most: int) -> list[str]:
        """Folded names of about that length that share letters near the start: what a misspelling may mean."""
        second = folded[2:3]
        starts = {folded[:2], folded[1::-1], folded[0] + second, folded[1] + second, folded[1:3]}
        lengths = len(folded) - most, len(folded) + most
        found: set[str] = set()
        for start in sorted(starts):
            rows = self._index.execute(_LIKE, (start, start + "\U0010ffff", *lengths))
            found.update(name for (name,) in rows)
        return sorted(found)

    def place(self, id: str) -> Place | None:
        """The place of that id ("geonames:587084"), or None."""
        row = self.row(id)
        return self.place_of(row) if row else None

    def row(self, id: str) -> Row | None:
        """The row of that id, or None."""
        found = self._index.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (id,)).fetchone()
        return Row._make((*found, MAIN)) if found else None

    def place_of(self, row: Row) -> Place:
        """The Place of a row, with the name of its first-order division; the same few are in all the news."""
        place = self._places.get(row.key)
        if place is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            place = self._places[row.key] = self._new_place(row)
        return place

    def _new_place(self, row: Row) -> Place:
        return Place(
            id=row.id,
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            country=row.country,
            admin1=self._division(row.admin1),
            feature_class=row.feature_class,
            feature_code=row.feature_code,
            population=row.population,
            radius_km=row.radius_km,
        )

    def _division(self, key: int | None) -> str | None:
        if key is None:
            return None
        if key not in self._divisions:
            self._divisions[key] = self._index.execute("SELECT name FROM place WHERE key = ?", (key,)).fetchone()[0]
        return self._divisions[key]

    def names(self, place: Place) -> dict[str, tuple[str, ...]]:
        """The place's names in languages that are known ("en", "az", "hy", "fa", "ru"), by ISO 639-1 code."""
        found = self._index.execute(
            "SELECT lang, name FROM spelling WHERE place = (SELECT key FROM place WHERE id = ?) ORDER BY lang, rowid",
            (place.id,),
        )
        names: dict[str, tuple[str, ...]] = {}
        for lang, name in found:
            names[lang] = (*names.get(lang, ()), name)
        return names

    def line(self, place: Place) -> tuple[tuple[float, float], ...]:
        """The (lat, lon) points of a road or corridor in order, coarse; empty for everything else."""
        found = self._index.execute(
            "SELECT points FROM line WHERE place = (SELECT key FROM place WHERE id = ?)", (place.id,)
        ).fetchone()
        pairs = (pair.split() for pair in found[0].split(";")) if found else ()
        return tuple((float(lat), float(lon)) for lat, lon in pairs)

    @staticmethod
    def country_code(code: str) -> str | None:
        """The alpha-3 code for an alpha-2 or alpha-3 code; None when it is neither."""
        return alpha3(code)

    def country(self, code: str) -> Place | None:
        """The country of an ISO 3166-1 alpha-3 code, or None."""
        if not self._countries:
            rows = map(Row._make, self._index.execute(_COUNTRIES))
            self._countries = {row.country: self.place_of(row) for row in rows if row.country}
        return self._countries.get(code)

    def admin1(self, place: Place) -> Place | None:
        """The first-order division that holds the place, or None."""
        found = self._index.execute(
            f"SELECT {_COLUMNS} FROM place p JOIN place q ON p.key = q.admin1 WHERE q.id = ?", (place.id,)
        ).fetchone()
        return self.place_of(Row._make((*found, MAIN))) if found else None

    def near(
        self, lat: float, lon: float, km: float, *, classes: Sequence[str] = ("P",)
    ) -> tuple[tuple[float, Row], ...]:
        """The places within `km` of a point, nearest first, each with its distance in km."""
        reach = km / 111.0
        top = abs(lat) + reach
        wide = min(180.0, reach / math.cos(math.radians(top))) if top < 89 else 180.0
        spans = [(lon - wide, lon + wide), (lon - wide + 360, lon + wide + 360), (lon - wide - 360, lon + wide - 360)]
        bands = range(_band(lat - reach), _band(lat + reach) + 1)
        found = {}
        for band in bands:
            for west, east in spans:
                if west <= 180 and east >= -180:
                    for row in map(Row._make, self._index.execute(_NEAR, (band, west, east))):
                        if row.feature_class in classes and (away := distance_km(lat, lon, row.lat, row.lon)) <= km:
                            found[row.key] = (away, row)
        return tuple(sorted(found.values(), key=lambda pair: (pair[0], pair[1].key)))

    def waters(self, lat: float, lon: float) -> Row | None:
        """The smallest sea, gulf, strait or ocean whose circle holds the point; they have no outlines here."""
        around = (row for row in self.seas() if distance_km(lat, lon, row.lat, row.lon) < row.radius_km)
        return min(around, key=lambda row: (row.radius_km, row.key), default=None)

    def seas(self) -> tuple[Row, ...]:
        """Every sea, gulf, bay, strait, channel and ocean."""
        if not self._seas:
            self._seas = tuple(map(Row._make, self._index.execute(_WATERS)))
        return self._seas

    def within(self, west: float, south: float, east: float, north: float, *, limit: int) -> tuple[Row, ...]:
        """The foremost towns in a box of degrees that does not cross the antimeridian: capitals, then by size."""
        bands = _band(south), _band(north)
        return tuple(map(Row._make, self._index.execute(_WITHIN, (*bands, south, north, west, east, limit))))


_WITHIN = (
    f"SELECT {_COLUMNS}, 0 FROM place p "
    "WHERE CAST(p.lat * 2 AS INTEGER) BETWEEN ? AND ? "
    "AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ? AND p.feature_class = 'P' "
    "ORDER BY p.feature_code = 'PPLC' DESC, p.population DESC, p.key LIMIT ?"
)
_WATERS = (
    f"SELECT {_COLUMNS}, 0 FROM place p "
    "WHERE p.feature_class = 'H' AND p.feature_code IN ('SEA', 'GULF', 'BAY', 'STRT', 'CHN', 'OCN')"
)
_BUNDLED: dict[int, Gazetteer] = {}
_COUNTRIES = f"SELECT {_COLUMNS}, 0 FROM country c JOIN place p ON p.key = c.place"
_NEAR = f"SELECT {_COLUMNS}, 0 FROM place p WHERE CAST(p.lat * 2 AS INTEGER) = ? AND p.lon BETWEEN ? AND ?"


def _band(lat: float) -> int:
    return int(lat * 2)  # towards zero, as SQLite's CAST


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points, km.

    >>> round(distance_km(40.37767, 49.89201, 39.8177, 46.7528))
    274
    """
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _in_memory(places: Iterable[tuple[Place, Iterable[str]]]) -> sqlite3.Connection:
    """A small index of places and their other names. A place's division is known when the division is among them."""
    given = list(places)
    divisions = {(p.country, p.name): _short(p.id) for p, _ in given if p.feature_code == "ADM1"}
    rows = []
    for place, names in given:
        row = dict.fromkeys(("admin2", "abbreviations", "historic", "demonyms", "tagged", "line"), "")
        row |= {"id": _short(place.id), "name": place.name, "lat": str(place.lat), "lon": str(place.lon)}
        row |= {"country": place.country or "", "admin1": divisions.get((place.country, place.admin1 or ""), "")}
        row |= {"feature_class": place.feature_class, "feature_code": place.feature_code}
        row |= {"population": str(place.population), "radius_km": str(place.radius_km), "alternates": "|".join(names)}
        rows.append(row)
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.executescript(SCHEMA)
    fill_tables(base, lambda: rows)
    return base


def _short(id: str) -> str:
    return id.removeprefix("geonames:").removeprefix("araxes:")
