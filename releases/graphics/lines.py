"""Lines on a plane: simplified, cut to a box, smoothed, written as SVG paths in whole units."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .atlas import Point

_CURVE_STEPS = 12  # from one point of a curve to the next
_TRIANGLE = 3


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without the points that lie within the tolerance of what remains (Douglas and Peucker 1973).

    Both ends stay: lines that met still meet.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        farthest = _farthest(line, first, last, tolerance)
        if farthest is not None:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(keep)]


def ring_within(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring in the box, closed along its sides (Sutherland and Hodgman 1974); it may be empty."""
    points = list(ring)
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        cut: list[Point] = []
        for before, point in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
            inside, was_inside = sign * point[axis] >= sign * limit, sign * before[axis] >= sign * limit
            if inside != was_inside:
                cut.append(_crossing(before, point, axis, limit))
            if inside:
                cut.append(point)
        points = cut
    return points


def line_within(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The parts of a line in the box (Liang and Barsky 1984)."""
    parts: list[list[Point]] = []
    for start, end in itertools.pairwise(line):
        kept = _segment_within(start, end, box)
        if kept is None:
            continue
        if parts and parts[-1][-1] == kept[0]:
            parts[-1].append(kept[1])
        else:
            parts.append([*kept])
    return parts


def area(ring: Sequence[Point]) -> float:
    """Of a ring, closed or not; never negative."""
    shifted = [*ring[1:], *ring[:1]]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, shifted, strict=True))) / 2


def path(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """SVG path data in whole units, steps instead of places: `M120 40l3-2 5 9z`. Lines that shrink to a point go."""
    return "".join(_path_of(line, closed=closed) for line in lines)


def smooth(line: Sequence[Point]) -> list[Point]:
    """The line as a curve through all its points (Catmull-Rom); of two points the straight line."""
    if len(line) < _TRIANGLE:
        return list(line)
    curve = [line[0]]
    for index, (start, end) in enumerate(itertools.pairwise(line)):
        before, after = line[max(index - 1, 0)], line[min(index + 2, len(line) - 1)]
        steps = ((step / _CURVE_STEPS) for step in range(1, _CURVE_STEPS + 1))
        curve += [_between(before, start, end, after, share) for share in steps]
    return curve


def along(line: Sequence[Point], share: float) -> Point:
    """The point at a share of the line's length."""
    lengths = [((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 for (x1, y1), (x2, y2) in itertools.pairwise(line)]
    left = sum(lengths) * share
    for length, ((x1, y1), (x2, y2)) in zip(lengths, itertools.pairwise(line), strict=True):
        if left <= length:
            part = left / length if length else 0.0
            return x1 + (x2 - x1) * part, y1 + (y2 - y1) * part
        left -= length
    return line[-1]


def crosses(line: Sequence[Point], box: Box) -> bool:
    return any(_segment_within(start, end, box) for start, end in itertools.pairwise(line))


def _path_of(line: Sequence[Point], *, closed: bool) -> str:
    whole = [point for point, _same in itertools.groupby((round(x), round(y)) for x, y in line)]
    if closed and len(whole) > 1 and whole[0] == whole[-1]:
        whole.pop()
    if len(whole) < (_TRIANGLE if closed else 2):
        return ""
    steps = [part for (x1, y1), (x2, y2) in itertools.pairwise(whole) for part in (x2 - x1, y2 - y1)]
    return f"M{whole[0][0]} {whole[0][1]}l{_numbers(steps)}{'z' if closed else ''}"


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    x, y = (
        0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        for p0, p1, p2, p3 in zip(before, start, end, after, strict=True)
    )
    return x, y


def _numbers(values: Iterable[int]) -> str:
    """With a space only where no minus parts them."""
    return "".join(_parted(values)).lstrip()


def _parted(values: Iterable[int]) -> Iterator[str]:
    return (f"{value}" if value < 0 else f" {value}" for value in values)


def _farthest(line: Sequence[Point], first: int, last: int, tolerance: float) -> int | None:
    """The point between two others that lies farthest from their segment; None where all lie within the tolerance."""
    (x1, y1), (x2, y2) = line[first], line[last]
    dx, dy = x2 - x1, y2 - y1
    # Points that coincide, as on an island, are a segment without length: any divisor will do.
    length = dx * dx + dy * dy or 1.0
    found, distance = None, tolerance * tolerance
    for index in range(first + 1, last):  # nothing is called here: it runs some hundred thousand times a drawing
        x, y = line[index]
        x, y = x - x1, y - y1
        share = (x * dx + y * dy) / length
        share = 0.0 if share < 0 else 1.0 if share > 1 else share
        x, y = x - share * dx, y - share * dy
        away = x * x + y * y
        if away > distance:
            found, distance = index, away
    return found


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    along_ = 1 - axis
    value = one[along_] + share * (other[along_] - one[along_])
    return (limit, value) if axis == 0 else (value, limit)


def _segment_within(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    (x1, y1), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    enters, leaves = 0.0, 1.0
    for step, room in ((-dx, x1 - box.left), (dx, box.right - x1), (-dy, y1 - box.top), (dy, box.bottom - y1)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enters = max(enters, room / step)
        else:
            leaves = min(leaves, room / step)
    if enters > leaves:
        return None
    entry = (x1 + enters * dx, y1 + enters * dy) if enters > 0 else start
    return entry, (x1 + leaves * dx, y1 + leaves * dy) if leaves < 1 else end
