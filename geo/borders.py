"""Borders between any two neighbouring countries, and the lines that areas of a coverage share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo import shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiLineString
    from shapely.geometry.base import BaseGeometry

GRID = 1e-4  # degrees: shapes are stored on this grid, so that shared lines agree to the last digit


def border(one: str, other: str) -> BaseGeometry | None:
    """The land border of two countries (alpha-3), in degrees; None when they have none.

    Its length depends on the scale it is drawn at: quote a published figure, not this line's.

    >>> border("AZE", "IRN").geom_type, border("IRN", "FRA")
    ('MultiLineString', None)
    """
    first, second = sorted((one, other))
    return _border(first, second)


@lru_cache(maxsize=64)
def _border(one: str, other: str) -> BaseGeometry | None:
    a, b = shapes.find("country", one), shapes.find("country", other)
    if a is None or b is None or one == other or not a.meets(*b.bounds):
        return None
    line = shared([a.geometry(), b.geometry()])
    return None if line.is_empty else line


def neighbours(alpha3: str) -> tuple[str, ...]:
    """Codes of the countries that have a land border with this one, sorted."""
    own = shapes.find("country", alpha3)
    if own is None:
        return ()
    near = [row.id for row in shapes.of_kind("country") if row.id != alpha3 and row.meets(*own.bounds)]
    return tuple(sorted(code for code in near if border(alpha3, code) is not None))


@lru_cache(maxsize=64)
def coastline(alpha3: str) -> MultiLineString | None:
    """The outline of a country where no neighbour is behind it; None when there is none.

    >>> coastline("ARM") is None
    True
    """
    own = shapes.find("country", alpha3)
    if own is None:
        return None
    near = [row.geometry() for row in shapes.of_kind("country") if row.id != alpha3 and row.meets(*own.bounds)]
    line = _drawn(_once(own.geometry(), near))
    return None if line.is_empty else line


def accuracy_km(one: str, other: str) -> float:
    """How far the border of two countries may be from where it truly runs, km.

    >>> accuracy_km("AZE", "IRN"), accuracy_km("FRA", "ESP")
    (0.25, 2.5)
    """
    found = [row.accuracy_km for code in (one, other) if (row := shapes.find("country", code))]
    return min(found, default=0.0)  # a line drawn from the better source is as good as that source


def shared(areas: Sequence[BaseGeometry]) -> MultiLineString:
    """The edges that two of these areas have in common, joined into lines."""
    import numpy as np

    edges = np.concatenate([_edges(area) for area in areas]) if areas else np.empty((0, 4), dtype=np.int64)
    unique, times = np.unique(edges, axis=0, return_counts=True)
    return _drawn(unique[times > 1])


def _once(area: BaseGeometry, others: Sequence[BaseGeometry]) -> NDArray[Any]:
    """The edges of an area that none of the others has."""
    import numpy as np

    own = np.unique(_edges(area), axis=0)
    theirs = [np.unique(_edges(other), axis=0) for other in others]
    unique, first, times = np.unique(np.concatenate([own, *theirs]), axis=0, return_index=True, return_counts=True)
    kept: NDArray[Any] = unique[(times == 1) & (first < len(own))]
    return kept


def _drawn(edges: NDArray[Any]) -> MultiLineString:
    """Edges in grid units as lines in degrees."""
    import shapely

    lines = [shapely.LineString(edge) for edge in edges.reshape(-1, 2, 2) * GRID]
    return shapely.MultiLineString(list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(lines)))))


def _edges(area: BaseGeometry) -> NDArray[Any]:
    """Every edge of an area's rings as (x, y, x, y) in grid units, its lesser end first."""
    import numpy as np
    import shapely

    rings = shapely.get_rings(shapely.get_parts(area))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(points / GRID).astype(np.int64)
    edges = np.concatenate([whole[:-1], whole[1:]], axis=1)
    kept: NDArray[Any] = edges[(ring[:-1] == ring[1:]) & np.any(whole[:-1] != whole[1:], axis=1)]
    flip = (kept[:, 0] > kept[:, 2]) | ((kept[:, 0] == kept[:, 2]) & (kept[:, 1] > kept[:, 3]))
    kept[flip] = kept[flip][:, [2, 3, 0, 1]]
    return kept
