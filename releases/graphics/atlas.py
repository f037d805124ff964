"""Coasts and boundaries of the world, out of a TopoJSON file: Natural Earth at 1 : 50 million, as `make atlas` puts it.

TopoJSON keeps each line once, as an arc that neighbours share; a polygon names its arcs. Whatever is drawn of an arc is
therefore the same on both sides of a boundary.
"""

import functools
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.core import get_global

Point = tuple[float, float]
"""Longitude and latitude in degrees, or a place on a drawing."""
Ring = tuple[int, ...]
"""Arcs that follow one another; `~i` is arc `i` backwards (TopoJSON specification, 2.1.4)."""
Polygon = tuple[Ring, ...]

SOURCE = "Natural Earth"
_HALF_TURN = 180.0


@dataclass(frozen=True)
class Country:
    """`code` is ISO 3166 alpha-2; "" where the source gives an area that no code stands for."""

    code: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, eq=False)  # one a file: told apart by identity, so that drawings can be kept by their atlas
class Atlas:
    arcs: tuple[tuple[Point, ...], ...]
    countries: tuple[Country, ...]

    def ring(self, ring: Ring) -> list[Point]:
        """The ring as one closed line: its last point is its first."""
        return joined(ring, self.arcs)

    def country_at(self, longitude: float, latitude: float) -> str:
        """The code of the country that has the point; "" at sea, and where no code stands for the area."""
        for country in self.countries:
            rings = [self.ring(ring) for polygon in country.polygons for ring in polygon]
            turned = ((longitude + turn, latitude) for turn in (-360, 0, 360))
            if any(sum(_encloses(ring, at) for ring in rings) % 2 for at in turned):
                return country.code
        return ""


def read(path: Path) -> Atlas | None:
    """The atlas of a file; None where there is none. A process reads a file once, until it changes."""
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(path, changed)


def joined(ring: Ring, arcs: Sequence[Sequence[Point]] | Mapping[int, Sequence[Point]]) -> list[Point]:
    """The points of a ring's arcs in their order; where two arcs meet, the point stands once.

    Longitudes run on past 180 where the ring crosses the date line; a ring around a pole is closed through the pole.
    """
    line: list[Point] = []
    for index in ring:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        turn = 360 * round((line[-1][0] - points[0][0]) / 360) if line else 0
        line.extend((x + turn, y) for x, y in (points[1:] if line else points))
    if abs(line[-1][0] - line[0][0]) > _HALF_TURN:
        pole = math.copysign(90, line[0][1])
        line += [(line[-1][0], pole), (line[0][0], pole), line[0]]
    return line


@functools.lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Atlas:
    topology = json.loads(path.read_text(encoding="utf-8"))
    codes = _codes()
    return Atlas(
        arcs=tuple(tuple(_unbroken(_arc(arc, topology.get("transform")))) for arc in topology["arcs"]),
        countries=tuple(
            Country(codes.get(str(geometry.get("id", "")).zfill(3), ""), _polygons(geometry))
            for geometry in topology["objects"]["countries"]["geometries"]
        ),
    )


def _arc(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> Iterator[Point]:
    """Degrees. A quantised arc is a first point and steps from it, in whole numbers (specification, 2.1.2, 2.1.3)."""
    if transform is None:
        return iter([(point[0], point[1]) for point in arc])
    (scale_x, scale_y), (first_x, first_y) = transform["scale"], transform["translate"]
    steps_x, steps_y = zip(*arc, strict=True)
    return (
        (x * scale_x + first_x, y * scale_y + first_y)
        for x, y in zip(itertools.accumulate(steps_x), itertools.accumulate(steps_y), strict=True)
    )


def _unbroken(arc: Iterable[Point]) -> Iterator[Point]:
    """The arc without its leap at the date line: there the atlas counts on from -180, the arc from 180."""
    last = None
    for x, y in arc:
        last = x if last is None else x + 360 * round((last - x) / 360)
        yield last, y


def _polygons(geometry: Mapping[str, Any]) -> tuple[Polygon, ...]:
    # What has neither type is empty: `{"type": null}` in the specification.
    arcs = geometry.get("arcs", [])
    polygons = [arcs] if geometry["type"] == "Polygon" else arcs
    return tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons)


def _codes() -> dict[str, str]:
    """ISO 3166: the two letters of each numeric code, as CLDR has them."""
    aliases = get_global("territory_aliases")
    return {numeric: letters[0] for numeric, letters in aliases.items() if numeric.isdigit() and len(letters) == 1}


def _encloses(ring: Sequence[Point], at: Point) -> bool:
    """Whether a line eastwards from the point crosses the ring an odd number of times."""
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
