"""Land, the countries that are emphasised, and boundaries: as paths on a drawing."""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .atlas import Atlas, Country, Point, Polygon, Ring, joined
from .lines import Box, area, line_within, path, ring_within, simplified
from .projection import Frame, View, are_within

ALL, EMPHASISED, NONE = "all", "emphasised", "none"
BOUNDARIES = (ALL, EMPHASISED, NONE)
# What lies farther from the middle of a region than this cannot be in it.
_NEAR_DEGREES = 90.0
_TOLERANCE_UNITS = 1.5
# What the drawing does not show, but a country needs to be closed, may be this much coarser.
_UNSEEN_TIMES = 16
_MARGIN_DEGREES = 3.0
_SMALLEST_UNITS = 4.0  # square units: a lesser island is a speck
_BEYOND_UNITS = 12.0  # so that no line runs along the edge of the drawing
_STEP_DEGREES = 4.0  # the longest straight step on a map of the world

Lines = Callable[[Sequence[Point]], list[list[Point]]]


@dataclass(frozen=True)
class Land:
    """SVG path data: all land, each emphasised country by its code, the boundaries that are shown."""

    land: str
    countries: list[tuple[str, str]]
    borders: str


def drawn(atlas: Atlas, *, frame: Frame, view: View, emphasised: Iterable[str], boundaries: str) -> Land:
    """Land is one shape without a boundary in it: which boundaries are drawn is a choice, and none follows from it."""
    chosen = set(emphasised)
    simple = _Simplified(atlas, frame, view)
    near = [
        Country(country.code, tuple(polygon for polygon in country.polygons if simple.is_near(polygon)))
        for country in atlas.countries
    ]
    rings, lines = _ways(frame, view)

    def area_path(closed: Iterable[Ring]) -> str:
        parts = (part for ring in closed for part in rings(simple.line(ring)))
        return path((part for part in parts if area(part) >= _SMALLEST_UNITS), closed=True)

    return Land(
        land=area_path(_stitched(_outer(near), simple.ends)),
        countries=[
            (country.code, found)
            for country in near
            if country.code in chosen and (found := area_path(ring for polygon in country.polygons for ring in polygon))
        ],
        borders=path(part for index in _shared(near, chosen, boundaries) for part in lines(simple.line((index,)))),
    )


def graticule(frame: Frame, view: View) -> str:
    """Meridians and parallels at a round step, some five each way."""
    step = next(
        step
        for step in (1, 2, 5, 10, 15, 30)
        if step == 30 or max(frame.east - frame.west, frame.north - frame.south) / step <= 7  # noqa: PLR2004
    )
    _rings, lines = _ways(frame, view)
    # Wider than the frame: the corners of the drawing show more than it.
    reach = 180 if frame.is_world else frame.east - frame.west
    west, east = frame.centre[0] - reach, frame.centre[0] + reach
    south, north = max(-90, frame.south - 40), min(90, frame.north + 40)
    drawn_lines = [[(x, y) for y in _steps(south, north, 1)] for x in _steps(west, east, step)]
    drawn_lines += [[(x, y) for x in _steps(west, east, 1)] for y in _steps(south, north, step) if abs(y) < 90]  # noqa: PLR2004
    straight = (simplified(part, _TOLERANCE_UNITS) for line in drawn_lines for part in lines(line))
    return path(straight)


def globe(frame: Frame, view: View) -> str:
    """The outline of the world; "" on a drawing that the world fills."""
    if not frame.is_world:
        return ""
    middle, box = frame.centre[0], Box(0, 0, view.width, view.height).grown(_BEYOND_UNITS)
    side = [view.place(middle - 180, float(y)) for y in range(-90, 91, 2)]
    other = [view.place(middle + 180, float(y)) for y in range(90, -91, -2)]
    return path([ring_within([*side, *other], box)], closed=True)


def _steps(first: float, last: float, step: int) -> list[float]:
    return [float(value) for value in range(math.ceil(first / step) * step, math.floor(last) + 1, step)]


class _Simplified:
    """The arcs of an atlas as coarse as the drawing allows, each worked out once: neighbours keep one boundary."""

    def __init__(self, atlas: Atlas, frame: Frame, view: View) -> None:
        self._arcs = atlas.arcs
        self._frame = frame
        self._reach = view.reach_degrees + _MARGIN_DEGREES
        self._tolerance = view.degrees_per_unit * _TOLERANCE_UNITS
        self._known: dict[int, list[Point]] = {}

    def line(self, ring: Ring) -> list[Point]:
        return joined(ring, {index if index >= 0 else ~index: self._arc(index) for index in ring})

    def ends(self, index: int) -> tuple[Point, Point]:
        arc = self._arcs[index if index >= 0 else ~index]
        first, last = ((round(x % 360, 6), y) for x, y in (arc[0], arc[-1]))
        return (first, last) if index >= 0 else (last, first)

    def is_near(self, polygon: Polygon) -> bool:
        return any(self._is_within(index if index >= 0 else ~index, _NEAR_DEGREES) for index in polygon[0])

    def _is_within(self, key: int, degrees: float) -> bool:
        """Whether some point of an arc is; every fifth will do, since the atlas makes no long steps."""
        arc = self._arcs[key]
        return self._frame.is_world or any(
            are_within(point, self._frame.centre, degrees) for point in (*arc[::5], arc[-1])
        )

    def _arc(self, index: int) -> list[Point]:
        key = index if index >= 0 else ~index
        if key not in self._known:
            arc = self._arcs[key]
            # A degree of longitude shrinks towards the poles; stretched back afterwards.
            shrunk = max(0.05, math.cos(math.radians(arc[len(arc) // 2][1])))
            tolerance = self._tolerance * (1 if self._is_within(key, self._reach) else _UNSEEN_TIMES)
            coarse = simplified([(x * shrunk, y) for x, y in arc], tolerance)
            kept = set(coarse)
            self._known[key] = [point for point in arc if (point[0] * shrunk, point[1]) in kept]
        return self._known[key]


def _outer(countries: Iterable[Country]) -> list[int]:
    """The arcs around all countries together, each in its direction: what two of them share falls out."""
    directed = [index for country in countries for polygon in country.polygons for ring in polygon for index in ring]
    used = set(directed)
    return [index for index in dict.fromkeys(directed) if ~index not in used]


def _stitched(arcs: Iterable[int], ends: Callable[[int], tuple[Point, Point]]) -> Iterator[Ring]:
    """Directed arcs, each followed by one that begins where it ends."""
    leaving: dict[Point, list[int]] = defaultdict(list)
    for index in arcs:
        leaving[ends(index)[0]].append(index)
    while leaving:
        start = next(iter(leaving))
        ring: list[int] = []
        at = start
        while not ring or at != start:
            index = leaving[at].pop()
            if not leaving[at]:
                del leaving[at]
            ring.append(index)
            at = ends(index)[1]
        yield tuple(ring)


def _shared(countries: Iterable[Country], chosen: set[str], boundaries: str) -> list[int]:
    """Arcs that two countries share, as far as they are to be shown."""
    owners: dict[int, list[str]] = defaultdict(list)
    for country in countries:
        arcs = {index if index >= 0 else ~index for polygon in country.polygons for ring in polygon for index in ring}
        for index in arcs:
            owners[index].append(country.code)
    shared = {index: set(codes) for index, codes in owners.items() if len(codes) > 1}
    if boundaries == EMPHASISED:
        return sorted(index for index, codes in shared.items() if codes & chosen)
    return sorted(shared) if boundaries == ALL else []


def _ways(frame: Frame, view: View) -> tuple[Lines, Lines]:
    """How rings and how lines come from the globe to the drawing, cut where it ends."""
    box = Box(0, 0, view.width, view.height).grown(_BEYOND_UNITS)
    if not frame.is_world:

        def flat(line: Sequence[Point]) -> list[Point]:
            return [view.place(*point) for point in line]

        return (lambda ring: _some(ring_within(flat(ring), box))), (lambda line: line_within(flat(line), box))
    middle = frame.centre[0]
    world = Box(middle - 180, -90, middle + 180, 90)

    def turned(line: Sequence[Point]) -> Iterator[list[Point]]:
        return ([(x + turn, y) for x, y in line] for turn in (-360, 0, 360))

    def place(line: Sequence[Point]) -> list[Point]:
        return [view.place(*point) for point in _stepped(line)]

    def rings(ring: Sequence[Point]) -> list[list[Point]]:
        cut = (found for line in turned(ring) if (found := ring_within(line, world)))
        return [part for found in cut for part in _some(ring_within(place([*found, found[0]]), box))]

    def lines(line: Sequence[Point]) -> list[list[Point]]:
        cut = (part for turn in turned(line) for part in line_within(turn, world))
        return [part for found in cut for part in line_within(place(found), box)]

    return rings, lines


def _some(ring: list[Point]) -> list[list[Point]]:
    return [ring] if ring else []


def _stepped(line: Sequence[Point]) -> Iterator[Point]:
    """The line with points so close that a curve stays a curve."""
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        steps = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) / _STEP_DEGREES))
        for step in range(steps):
            share = step / steps
            yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
    yield line[-1]
