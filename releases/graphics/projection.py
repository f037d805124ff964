"""From degrees on the globe to places on a drawing.

A region is drawn in the azimuthal equal-area projection around its centre (Lambert 1772; Snyder, Map Projections: A
Working Manual, section 24), the world in Equal Earth (Šavrič, Patterson and Jenny 2018). Areas are true in both: no
country looks larger than it is.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .atlas import Point

Projection = Callable[[float, float], Point]
"""Longitude and latitude in degrees to a plane whose y grows to the north; the unit is the radius of the globe."""

AZIMUTHAL, WORLD = "azimuthal-equal-area", "equal-earth"
_WORLD_FROM_DEGREES = 140.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_EDGE_STEPS = 48
_NEARLY_ANTIPODAL = 1e-9
# What a page can hold: neither a slit nor a tower.
_FLATTEST, _TALLEST = 0.5, 1.2


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, in degrees. `east` is greater than `west`: beyond 180 past the date line."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, *, west: float, south: float, east: float, north: float) -> "Frame":
        """Takes `east` as everybody writes it: less than `west` where the frame crosses the date line."""
        return cls(west, south, east if east > west else east + 360, north)

    @property
    def is_world(self) -> bool:
        return self.east - self.west > _WORLD_FROM_DEGREES

    @property
    def centre(self) -> Point:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def edge(self) -> Iterator[Point]:
        """Points along its four sides, in degrees."""
        for step in range(_EDGE_STEPS + 1):
            share = step / _EDGE_STEPS
            longitude = self.west + (self.east - self.west) * share
            latitude = self.south + (self.north - self.south) * share
            yield from ((longitude, self.south), (longitude, self.north), (self.west, latitude), (self.east, latitude))


@dataclass(frozen=True)
class View:
    """A projection fitted to a drawing: `place` gives units from the upper left corner."""

    name: str
    width: int
    height: int
    projection: Projection
    scale: float
    left: float
    top: float
    degrees_per_unit: float

    @property
    def reach_degrees(self) -> float:
        """How far its farthest corner lies from the middle of a region, on the globe."""
        right, bottom = self.left + self.width / self.scale, self.top - self.height / self.scale
        farthest = max(math.hypot(x, y) for x in (self.left, right) for y in (self.top, bottom))
        return math.degrees(2 * math.asin(min(1.0, farthest / 2)))

    def place(self, longitude: float, latitude: float) -> Point:
        x, y = self.projection(longitude, latitude)
        return (x - self.left) * self.scale, (self.top - y) * self.scale


def fitted(frame: Frame, *, width: int) -> View:
    """The drawing of a frame, `width` units wide: it holds the whole frame, and of its surroundings what fills it."""
    projection = equal_earth(frame.centre[0]) if frame.is_world else azimuthal(*frame.centre)
    edge = [projection(*point) for point in frame.edge()]
    # The equator bulges: the widest place of a world map is not on its upper or lower side.
    edge += [projection(x, 0) for x in (frame.west, frame.east)] if frame.south < 0 < frame.north else []
    left, right = min(x for x, _y in edge), max(x for x, _y in edge)
    bottom, top = min(y for _x, y in edge), max(y for _x, y in edge)
    across, down = right - left, top - bottom
    wanted_across, wanted_down = max(across, down / _TALLEST), max(down, across * _FLATTEST)
    scale = width / wanted_across
    return View(
        name=WORLD if frame.is_world else AZIMUTHAL,
        width=width,
        height=round(wanted_down * scale),
        projection=projection,
        scale=scale,
        left=left - (wanted_across - across) / 2,
        top=top + (wanted_down - down) / 2,
        degrees_per_unit=math.degrees(1 / scale),
    )


def azimuthal(longitude: float, latitude: float) -> Projection:
    """Azimuthal equal-area around a point. The antipode, which has no place, goes to the rim."""
    sine, cosine = math.sin(math.radians(latitude)), math.cos(math.radians(latitude))

    def project(lon: float, lat: float) -> Point:
        turned, phi = math.radians(lon - longitude), math.radians(lat)
        nearness = sine * math.sin(phi) + cosine * math.cos(phi) * math.cos(turned)
        k = math.sqrt(2 / max(1 + nearness, _NEARLY_ANTIPODAL))
        return (
            k * math.cos(phi) * math.sin(turned),
            k * (cosine * math.sin(phi) - sine * math.cos(phi) * math.cos(turned)),
        )

    return project


def equal_earth(longitude: float) -> Projection:
    """Equal Earth around a meridian. Longitudes are not wrapped: who calls has cut the world where the drawing ends."""

    def project(lon: float, lat: float) -> Point:
        theta = math.asin(_M * math.sin(math.radians(lat)))
        square = theta * theta
        sixth = square**3
        stretch = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
        x = math.radians(lon - longitude) * math.cos(theta) / (_M * stretch)
        return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))

    return project


def are_within(one: Point, other: Point, degrees: float) -> bool:
    """Whether two points of the globe lie within so many degrees of each other."""
    phi1, phi2 = math.radians(one[1]), math.radians(other[1])
    turned = math.radians(one[0] - other[0])
    nearness = math.sin(phi1) * math.sin(phi2) + math.cos(phi1) * math.cos(phi2) * math.cos(turned)
    return nearness >= math.cos(math.radians(degrees))
