"""A flat map around a point: Lambert's equal-area projection of the WGS84 ellipsoid, true to scale at its centre.

Within 350 km of the centre distances are right to 0.05 %, areas always. Bigger things are worked on in pieces.
(Formulas: Snyder, Map Projections - A Working Manual, USGS 1987, pp. 187-190, equations 24-17 to 24-27 and 3-12.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

RADIUS = 6378.137  # km
E2 = 0.00669437999014  # WGS84 eccentricity, squared
E = math.sqrt(E2)


def _q(sine: Any) -> Any:
    """Snyder 3-12: the authalic latitude's sine times q at the pole."""
    import numpy as np

    return (1 - E2) * (sine / (1 - E2 * sine**2) + np.arctanh(E * sine) / E)


@dataclass(frozen=True, slots=True)
class LocalMap:
    """Kilometres east and north of a centre."""

    lon: float
    lat: float

    @classmethod
    def around(cls, geometry: BaseGeometry) -> LocalMap:
        """A map centred on a geometry's bounds."""
        west, south, east, north = geometry.bounds
        return cls((west + east) / 2, (south + north) / 2)

    def flatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """Degrees to kilometres."""
        import shapely

        flat: BaseGeometry = shapely.transform(geometry, self._forward)
        return flat

    def unflatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """Kilometres to degrees; longitudes stay within 180° of the centre, past the antimeridian if need be."""
        import shapely

        round_again: BaseGeometry = shapely.transform(geometry, self._inverse)
        return round_again

    def _constants(self) -> tuple[float, float, float, float]:
        """(authalic radius, sine and cosine of the centre's authalic latitude, D)."""
        latitude = math.radians(max(-89.999, min(89.999, self.lat)))
        pole = float(_q(1.0))
        radius = RADIUS * math.sqrt(pole / 2)
        sine = float(_q(math.sin(latitude))) / pole
        cosine = math.sqrt(1 - sine**2)
        m = math.cos(latitude) / math.sqrt(1 - E2 * math.sin(latitude) ** 2)
        return radius, sine, cosine, RADIUS * m / (radius * cosine)

    def _forward(self, points: NDArray[Any]) -> NDArray[Any]:
        import numpy as np

        radius, sine_0, cosine_0, stretch = self._constants()
        turn = np.radians(points[:, 0] - self.lon)
        sine = np.clip(_q(np.sin(np.radians(points[:, 1]))) / _q(1.0), -1, 1)
        cosine = np.sqrt(1 - sine**2)
        scale = radius * np.sqrt(2 / np.maximum(1e-9, 1 + sine_0 * sine + cosine_0 * cosine * np.cos(turn)))
        x = scale * stretch * cosine * np.sin(turn)
        y = scale / stretch * (cosine_0 * sine - sine_0 * cosine * np.cos(turn))
        return np.column_stack([x, y])

    def _inverse(self, points: NDArray[Any]) -> NDArray[Any]:
        import numpy as np

        radius, sine_0, cosine_0, stretch = self._constants()
        x, y = points[:, 0] / stretch, points[:, 1] * stretch
        rho = np.maximum(1e-12, np.hypot(x, y))
        angle = 2 * np.arcsin(np.clip(rho / (2 * radius), -1, 1))
        sine = np.cos(angle) * sine_0 + y * np.sin(angle) * cosine_0 / rho
        east = np.arctan2(x * np.sin(angle), rho * cosine_0 * np.cos(angle) - y * sine_0 * np.sin(angle))
        return np.column_stack([self.lon + np.degrees(east), np.degrees(_latitude(np.clip(sine, -1, 1)))])


def _latitude(sine: Any) -> Any:
    """Geodetic latitude from the authalic latitude's sine (Snyder 3-18, a series good to a millimetre)."""
    import numpy as np

    beta = np.arcsin(sine)
    e4, e6 = E2**2, E2**3
    return (
        beta
        + (E2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * np.sin(2 * beta)
        + (23 * e4 / 360 + 251 * e6 / 3780) * np.sin(4 * beta)
        + 761 * e6 / 45360 * np.sin(6 * beta)
    )


def area_km2(geometry: BaseGeometry) -> float:
    """The area of a geometry in degrees, km²: exact in any size, since the projection keeps areas.

    >>> from shapely import box
    >>> round(area_km2(box(46, 39, 47, 40)))
    9550
    """
    if geometry.is_empty:
        return 0.0
    return float(LocalMap.around(geometry).flatten(geometry.segmentize(0.1)).area)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two (lon, lat) points, on a sphere of the Earth's mean radius (within 0.5 %)."""
    lat_1, lat_2 = math.radians(one[1]), math.radians(other[1])
    turn = math.radians(other[0] - one[0])
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(turn / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def around(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """Everything within `km` of a geometry, in degrees; longitudes may run past ±180. See `wrapped`.

    >>> from shapely import Point
    >>> round(area_km2(around(Point(46.75, 39.76), 20)) / 1256.64, 2)
    1.0
    """
    import shapely

    lines = geometry.boundary if geometry.geom_type in ("Polygon", "MultiPolygon") else geometry
    zones = [_buffered(piece, km) for piece in _pieces(lines)]
    if lines is not geometry:
        zones.append(geometry)
    joined: BaseGeometry = shapely.union_all(zones) if len(zones) > 1 else zones[0]
    return joined


def swept(geometry: BaseGeometry, km: float, bearing: float) -> BaseGeometry:
    """What lies within `km` of a line in one direction: the ground it passes over when it is moved that way."""
    import numpy as np
    import shapely

    step = km * np.array([math.sin(math.radians(bearing)), math.cos(math.radians(bearing))])
    zones = []
    for piece in _pieces(geometry):
        ground = LocalMap.around(piece)
        for line in shapely.get_parts(ground.flatten(piece).simplify(km * 0.02)):
            points = shapely.get_coordinates(line)
            sides = np.stack([points[:-1], points[1:], points[1:] + step, points[:-1] + step], axis=1)
            zones.append(ground.unflatten(shapely.union_all(shapely.polygons(sides))))
    swath: BaseGeometry = shapely.union_all(zones)
    return swath


def _buffered(piece: BaseGeometry, km: float) -> BaseGeometry:
    import shapely

    flat_map = LocalMap.around(piece)
    flat = flat_map.flatten(piece)
    if piece.geom_type != "Point":
        # In strides: the first closes the small bends, whose many arcs would make one stride slow, and sometimes wrong.
        flat = flat.simplify(km * 0.012)
        many = shapely.get_num_coordinates(flat) > MANY_POINTS
        for stride, arcs in ((0.04, 3), (0.24, 8)) if many else ((0.04, 3),):
            flat = flat.buffer(km * stride, quad_segs=arcs).simplify(km * 0.003)
        km *= 0.72 if many else 0.96
    zone = _over_pole(flat_map.unflatten(flat.buffer(km, quad_segs=16)))
    return zone if zone.is_valid else shapely.make_valid(zone)  # what nearly touches may cross once turned to degrees


def _over_pole(zone: BaseGeometry) -> BaseGeometry:
    """A zone whose outline rounds a pole, its longitudes made continuous and the outline closed along the pole."""
    import numpy as np
    import shapely

    if zone.geom_type != "Polygon" or max(abs(zone.bounds[1]), abs(zone.bounds[3])) < 85:
        return zone
    points = shapely.get_coordinates(shapely.get_exterior_ring(zone))
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    if abs(points[-1, 0] - points[0, 0]) < 180:
        return shapely.Polygon(points)
    pole = 90.0 if points[0, 1] > 0 else -90.0
    return shapely.Polygon([*points, (points[-1, 0], pole), (points[0, 0], pole)])


PIECE_DEGREES = 5.0
MANY_POINTS = 200


def _pieces(geometry: BaseGeometry) -> list[BaseGeometry]:
    """A geometry in pieces small enough to be flattened well: points as they are, lines cut every few hundred km."""
    import shapely

    if _narrow(geometry.bounds):
        return [geometry.segmentize(0.5)]
    pieces: list[BaseGeometry] = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Point":
            pieces.append(part)
        else:
            pieces += _cut(part.segmentize(0.5))
    near: list[BaseGeometry] = []
    for piece in pieces:
        if near and _narrow(shapely.union(near[-1].envelope, piece.envelope).bounds):
            near[-1] = shapely.GeometryCollection([*shapely.get_parts(near[-1]), piece])
        else:
            near.append(piece)
    return near


def _cut(line: BaseGeometry) -> list[BaseGeometry]:
    """A line in pieces that are no longer than they may be wide."""
    import numpy as np
    import shapely

    points = shapely.get_coordinates(line)
    steps = np.diff(points, axis=0)
    steps[:, 0] *= np.cos(np.radians(np.minimum(np.abs(points[:-1, 1]), 89)))
    piece = np.cumsum(np.hypot(steps[:, 0], steps[:, 1])) // PIECE_DEGREES
    cuts = [0, *(np.flatnonzero(np.diff(piece)) + 1).tolist(), len(points) - 1]
    return [shapely.LineString(points[start : end + 1]) for start, end in pairwise(cuts)]


def _narrow(bounds: tuple[float, ...]) -> bool:
    west, south, east, north = bounds
    across = (east - west) * math.cos(math.radians(min(abs(south), abs(north), 89)))
    return math.hypot(across, north - south) <= PIECE_DEGREES


def wrapped(geometry: BaseGeometry) -> BaseGeometry:
    """The same on the Earth: what runs past 180° comes back on the other side, cut at the antimeridian (RFC 7946)."""
    import shapely
    from shapely.affinity import translate

    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    turns = [turn for turn in (-360, 0, 360) if west < turn + 180 and east > turn - 180]
    sound = shapely.make_valid(geometry)
    parts = [translate(shapely.clip_by_rect(sound, t - 180, -90, t + 180, 90), -t) for t in turns]
    joined: BaseGeometry = shapely.union_all(parts)
    return joined
