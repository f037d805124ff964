"""Where the names on a map stand: beside what they name, clear of one another, of the marks and of the routes.

A map is shown from the width of a telephone to that of a sheet, and a name must be legible on each. So there are three
layouts of the same drawing, with larger letters where it is shown smaller; what finds no room in one is left to the
list of names beside the map.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .atlas import Point
from .lines import Box, along, crosses

LAYOUTS = {"wide": 27, "medium": 38, "narrow": 52}
"""Size of the letters in units of a drawing that is `maps.WIDTH` units wide."""
AREA, POINT, WATER, ROUTE = "area", "point", "water", "route"
SIDES = ("right", "left", "above", "below", "centre")
DOT_UNITS = 12
LEAST = 3

_LEAST_SHOWN = {"wide": LEAST, "medium": LEAST, "narrow": 2}
_SIZES = {AREA: 1.0, POINT: 0.94, WATER: 0.94, ROUTE: 0.94}
_ORDER = (AREA, POINT, ROUTE, WATER)
# Breadth of a letter in ems, generously: a name that is taken for too broad is moved, one for too narrow collides.
_BREADTHS = {"ARABIC": 0.46, "CYRILLIC": 0.61, "LATIN": 0.55}
_SPACE = 0.3
_NASTALIQ = 1.15  # its letters are small for their size
_LINE_STEP, _LINE_STEP_NASTALIQ = 1.15, 1.75
_BASELINE, _BASELINE_NASTALIQ = 0.34, 0.2
_WRAPPED_FROM = 15
_MARGIN = 10
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)


@dataclass(frozen=True)
class Name:
    """What is to be named: a place at a point, or the route `number` along its line."""

    text: str
    kind: str
    importance: int
    line: tuple[Point, ...]
    side: str = "centre"
    number: int = 0


@dataclass(frozen=True)
class _Spot:
    """A place for a name: the middle of the side that touches the anchor, and which side that is."""

    x: float
    y: float
    anchor: str


def laid_out(
    names: Sequence[Name], *, layout: str, rtl: bool, box: Box, routes: Sequence[Sequence[Point]]
) -> list[dict[str, Any]]:
    """Labels: `{kind, route, lines, x, y, step, size, anchor, width}` in whole units; `y` is the first baseline.

    `anchor` is the visual side of the words that stands at `x`: left, middle or right. `route` is the route's number,
    from 1, of a label of a route; else 0.
    """
    within = box.grown(-_MARGIN)
    taken = [Box(*name.line[0], *name.line[0]).grown(DOT_UNITS) for name in names if name.kind == POINT]
    labels = []
    for name in sorted(names, key=lambda name: (name.importance, _ORDER.index(name.kind))):
        words = _Words(name, LAYOUTS[layout], rtl=rtl)
        best = _best(words, within, taken, routes) if name.importance <= _LEAST_SHOWN[layout] else None
        if best is not None:
            taken.append(words.box(best))
            labels.append(words.label(best))
    return labels


def _best(words: "_Words", within: Box, taken: Sequence[Box], routes: Sequence[Sequence[Point]]) -> _Spot | None:
    """The first spot that is free and crosses no route; else, but not for a route, the first that is free."""
    free = [
        spot
        for spot in words.spots()
        if within.holds(found := words.box(spot)) and not any(found.meets(other) for other in taken)
    ]
    clear = (spot for spot in free if words.is_clear(spot, routes))
    return next(clear, free[0] if free and words.name.kind != ROUTE else None)


class _Words:
    """A name set in letters of a size: how much room it takes, and where it may stand."""

    def __init__(self, name: Name, letters: int, *, rtl: bool) -> None:
        self.name = name
        self.size = round(letters * _SIZES[name.kind] * (_NASTALIQ if rtl else 1))
        self.step = round(self.size * (_LINE_STEP_NASTALIQ if rtl else _LINE_STEP))
        self.baseline = self.size * (_BASELINE_NASTALIQ if rtl else _BASELINE)
        self.lines = _wrapped(name.text)
        self.width = max(_breadth(line) for line in self.lines) * self.size
        self.height = len(self.lines) * self.step

    def spots(self) -> Iterator[_Spot]:
        if self.name.kind == ROUTE:
            for share in _SHARES:
                yield from self._beside(along(self.name.line, share), self.size * 0.45)
            for share in _SHARES:
                yield from self._askew(along(self.name.line, share), self.size * 0.25)
            return
        at = self.name.line[0]
        if self.name.kind == POINT and self.name.side != "centre":
            yield from self._beside(at, DOT_UNITS + self.size * 0.25)
            return
        yield from self._around(at)

    def _beside(self, at: Point, gap: float) -> Iterator[_Spot]:
        """The side that was asked for, then the others."""
        (x, y), half = at, self.height / 2
        sides = {
            "right": _Spot(x + gap, y, "left"),
            "left": _Spot(x - gap, y, "right"),
            "above": _Spot(x, y - gap - half, "middle"),
            "below": _Spot(x, y + gap + half, "middle"),
        }
        yield from (sides[side] for side in sorted(sides, key=lambda side: side != self.name.side))

    def _askew(self, at: Point, gap: float) -> Iterator[_Spot]:
        """Beside and above or below: where a line runs aslant."""
        (x, y), half = at, self.height / 2 + gap
        for up in (-half, half):
            yield _Spot(x - gap, y + up, "right")
            yield _Spot(x + gap, y + up, "left")

    def _around(self, at: Point) -> Iterator[_Spot]:
        """On the point itself, then ever farther from it."""
        (x, y), across, down = at, self.width / 2, float(self.height)
        if self.name.kind == WATER:  # moved farther, it would name the shore
            across, down = across * 0.3, down * 0.3
        for dx, dy in ((0, 0), (0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1), (0, -2), (0, 2)):
            yield _Spot(x + dx * across, y + dy * down * 0.9, "middle")

    def box(self, spot: _Spot) -> Box:
        left = spot.x - {"left": 0.0, "middle": self.width / 2, "right": self.width}[spot.anchor]
        return Box(left, spot.y - self.height / 2, left + self.width, spot.y + self.height / 2)

    def is_clear(self, spot: _Spot, routes: Sequence[Sequence[Point]]) -> bool:
        """Whether no route crosses the name; a route's own name keeps away from the others, or it would name them."""
        if self.name.kind != ROUTE:
            return not any(crosses(route, self.box(spot)) for route in routes)
        wide = self.box(spot).grown(self.size * 0.6)
        return not any(
            crosses(route, self.box(spot) if number == self.name.number else wide)
            for number, route in enumerate(routes, start=1)
        )

    def label(self, spot: _Spot) -> dict[str, Any]:
        first = spot.y - self.height / 2 + self.step / 2 + self.baseline
        return {
            "kind": self.name.kind,
            "route": self.name.number,
            "lines": self.lines,
            "x": round(spot.x),
            "y": round(first),
            "step": self.step,
            "size": self.size,
            "anchor": spot.anchor,
            "width": round(self.width),
        }


def _breadth(text: str) -> float:
    return sum(_SPACE if letter.isspace() else _BREADTHS.get(_script(letter), 0.55) for letter in text)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _wrapped(text: str) -> list[str]:
    """A long name in two lines, as even as its words allow."""
    words = text.split()
    if len(text) < _WRAPPED_FROM or len(words) == 1:
        return [" ".join(words)]
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return list(min(breaks, key=lambda lines: max(map(len, lines))))
