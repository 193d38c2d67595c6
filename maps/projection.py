"""The window of a map: pixels for places and places for pixels, in the Web Mercator of Leaflet and of the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import asinh, atan, cos, degrees, floor, log2, pi, radians, sinh, tan
from typing import Self

Bounds = tuple[float, float, float, float]  # west, south, east, north
Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
NORTHMOST = 85.0511287798
EQUATOR_M = 40_075_016.686
DEEPEST = 10.0  # a lone town is not shown as if its streets were known


def unit(lonlat: tuple[float, float]) -> tuple[float, float]:
    """A place on the square world, 0 to 1 from its upper left corner."""
    lon, lat = lonlat
    lat = max(-NORTHMOST, min(NORTHMOST, lat))
    return lon / 360 + 0.5, 0.5 - asinh(tan(radians(lat))) / (2 * pi)


def whole(number: float) -> int:
    """Rounded as JavaScript does, so that picture and page agree to the pixel."""
    return floor(number + 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A map window of `width` by `height` pixels around a centre, at a zoom of Leaflet's.

    >>> window = Window(width=800, height=400, centre=(46.0, 39.0), zoom=7)
    >>> window.pixel((46.0, 39.0))
    (400, 200)
    """

    width: float
    height: float
    centre: tuple[float, float]
    zoom: float

    @classmethod
    def around(cls, bounds: Bounds, width: float, height: float, padding: Box = (0, 0, 0, 0)) -> Self:
        """The closest window that shows the bounds clear of the padding (left, top, right, bottom)."""
        west, south, east, north = bounds
        (left, top), (right, bottom) = unit((west, north)), unit((east, south))
        room = max(1.0, width - padding[0] - padding[2]), max(1.0, height - padding[1] - padding[3])
        scale = min(room[0] / max(right - left, 1e-9), room[1] / max(bottom - top, 1e-9))
        zoom = min(DEEPEST, log2(scale / 256))
        size = 256 * 2**zoom
        middle = (
            (left + right) / 2 + (padding[2] - padding[0]) / 2 / size,
            (top + bottom) / 2 + (padding[3] - padding[1]) / 2 / size,
        )
        return cls(width=width, height=height, centre=lonlat(*middle), zoom=zoom)

    @property
    def size(self) -> float:
        """Pixels around the world."""
        return float(256 * 2**self.zoom)

    @property
    def origin(self) -> tuple[int, int]:
        """The world pixel of the upper left corner."""
        x, y = unit(self.centre)
        return whole(x * self.size - self.width / 2), whole(y * self.size - self.height / 2)

    def pixel(self, place: tuple[float, float]) -> tuple[int, int]:
        """Where a place (lon, lat) stands, in whole pixels from the upper left corner."""
        x, y = unit(place)
        left, top = self.origin
        return whole(x * self.size) - left, whole(y * self.size) - top

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Lon and lat of a pixel."""
        left, top = self.origin
        return lonlat((x + left) / self.size, (y + top) / self.size)

    @property
    def bounds(self) -> Bounds:
        west, north = self.place(0, 0)
        east, south = self.place(self.width, self.height)
        return west, south, east, north

    def metres(self, pixels: float) -> float:
        """How far so many pixels reach along the middle of the window."""
        return pixels / self.size * EQUATOR_M * cos(radians(self.place(0, self.height / 2)[1]))


def lonlat(x: float, y: float) -> tuple[float, float]:
    """Lon and lat of a point of the square world."""
    return (x - 0.5) * 360, degrees(atan(sinh((0.5 - y) * 2 * pi)))


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes cover each other in part."""
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
