"""Charts as SVG: bars, columns, lines, parts of a whole, a value against its target.

Every length is measured from zero. Every mark bears its value and what it is beside it, so that there is no key to
look up, and what differs in kind differs in pattern or shape as well as in colour. Time runs, and bars grow, in the
direction of the language.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .sheet import Anchor, Look, Sheet, Subject, width_of, wrapped

_BAR_EM, _GAP_EM = 1.15, 0.85
_PLOT_EM = 11.0
_COLUMN, _WIDEST = 0.62, 0.15  # of its slot, and of the whole width
_BREATH_EM = 0.35
_BELOW_WORDS = 0.13  # of a line
_EDGE = 0.03
_LABEL_EM = 6.5


@dataclass(frozen=True)
class Mark:
    """One value: as a number, as it is written, and what it is, in parts such as a year and a nature.

    `at` is its place in time, in any unit; only lines ask for it.
    """

    value: float
    shown: str
    label: tuple[str, ...]
    look: Look = "solid"
    at: float = 0


def bars(marks: Sequence[Mark], subject: Subject) -> str:
    """One bar a value, from a common zero, the first on top."""
    sheet = Sheet(subject)
    span = _Span(mark.value for mark in marks)
    for mark in marks:
        _axis(sheet, span, _row(sheet, mark, *span.reach(mark.value)))
    return sheet.drawn()


def against_target(value: Mark, aims: Sequence[Mark], subject: Subject) -> str:
    """A value over what is aimed at, on one scale; a broken line shows how far there is to go."""
    sheet = Sheet(subject)
    span = _Span(mark.value for mark in (value, *aims))
    first_bar = _row(sheet, value, *span.reach(value.value), track=0 if span.low < 0 else 1)
    _axis(sheet, span, first_bar)
    for aim in aims:
        bar, end = _row(sheet, aim, *span.reach(aim.value)), span.place(aim.value)
        sheet.line((end, first_bar), (end, bar), "aim")
        _axis(sheet, span, bar)
    return sheet.drawn()


def share(parts: Sequence[Mark], whole: float, subject: Subject) -> str:
    """Each part where it lies in the whole, one below the other; together they are as wide as the whole.

    Raises ValueError where they are more than it, or one is less than nothing.
    """
    if whole <= 0 or any(part.value < 0 for part in parts) or sum(part.value for part in parts) > whole:
        raise ValueError("Parts of a whole are not less than nothing, and together not more than the whole.")
    sheet = Sheet(subject)
    before = 0.0
    for part in parts:
        _row(sheet, part, before / whole, part.value / whole, track=1)
        before += part.value
    return sheet.drawn()


def columns(marks: Sequence[Mark], subject: Subject) -> str:
    """One column a value, side by side from a common zero, the oldest first. Ask `columns_fit` before."""
    sheet = Sheet(subject)
    slot = 1 / len(marks)
    span, plot = _Span(mark.value for mark in marks), _Plot(sheet, marks, slot * sheet.width_em)
    width = min(slot * _COLUMN, _WIDEST)
    for number, mark in enumerate(marks):
        middle, length = (number + 0.5) * slot, span.reach(mark.value)[1]
        high = plot.y(span, max(0, mark.value))
        sheet.rect(middle - width / 2, high, width, length * plot.height, mark.look)
        plot.label(span, mark, middle)
    sheet.line((0, plot.y(span, 0)), (1, plot.y(span, 0)), "axis")
    return plot.closed()


def columns_fit(marks: Sequence[Mark], subject: Subject) -> bool:
    """Whether every label fits above its own column on the narrowest screen."""
    room = Sheet(subject).width_em / len(marks) - _BREATH_EM
    words = (word for mark in marks for part in (mark.shown, *mark.label) for word in part.split())
    return all(width_of(word) <= room for word in words)


def lines(marks: Sequence[Mark], subject: Subject) -> str:
    """A line through values in time, as far apart as they lie in time; labelled are the ends, the highest, the lowest,
    and what else there is room for. What is not plainly measured stands apart from the line."""
    sheet = Sheet(subject)
    span, plot = _Span(mark.value for mark in marks), _Plot(sheet, marks, _LABEL_EM)
    first, last = min(mark.at for mark in marks), max(mark.at for mark in marks)
    places = [
        (mark, _EDGE + (1 - 2 * _EDGE) * ((mark.at - first) / (last - first) if last > first else 0.5))
        for mark in marks
    ]
    sheet.line((0, plot.y(span, 0)), (1, plot.y(span, 0)), "axis")
    on_line = [(x, plot.y(span, mark.value)) for mark, x in places if mark.look != "outlined"]
    for start, end in itertools.pairwise(on_line):
        sheet.line(start, end, "curve")
    for mark, x in places:
        sheet.dot(x, plot.y(span, mark.value), mark.look)
    for mark, x in _with_room(places, plot):
        plot.label(span, mark, x)
    return plot.closed()


class _Span:
    """The scale from the lowest value or zero to the highest value or zero, as shares of the whole length."""

    def __init__(self, values: Iterable[float]) -> None:
        found = list(values)
        self.low, self.high = min(0.0, *found, 0.0), max(0.0, *found, 0.0)
        self._length = (self.high - self.low) or 1.0
        self.zero = self.place(0)

    def place(self, value: float) -> float:
        return (value - self.low) / self._length

    def reach(self, value: float) -> tuple[float, float]:
        """Where a mark begins, and how long it is."""
        return min(self.zero, self.place(value)), abs(value) / self._length


class _Plot:
    """The field of columns and lines: room above and below for values, the periods in a row at the foot."""

    def __init__(self, sheet: Sheet, marks: Sequence[Mark], room_em: float) -> None:
        self.sheet, self.height, self._room_em = sheet, _PLOT_EM, room_em
        tallest = max(len(self._shown(mark)) for mark in marks)
        words_em = tallest * sheet.line_em + _BREATH_EM
        self.top = sheet.top + words_em
        self._foot = self.top + self.height + (words_em if any(mark.value < 0 for mark in marks) else _BREATH_EM)
        parts = [part for mark in marks for part in mark.label]
        # Where one has to be broken, all are: `Jan 2029` on two lines and `May 2029` on one look like different things.
        breaks = any(len(wrapped(part, room_em)) > 1 for part in parts)
        longest = max((width_of(word) for part in parts for word in part.split()), default=room_em)
        self._label_em = longest if breaks else room_em
        self._periods = max(len(self._what(mark)) for mark in marks)

    def y(self, span: _Span, value: float) -> float:
        return self.top + (1 - span.place(value)) * self.height

    def label(self, span: _Span, mark: Mark, x: float) -> None:
        """The value at the far end of its mark, what it is at the foot; at the edges both stay within the drawing."""
        shown, anchor, y = self._shown(mark), self._anchor(mark, x), self.y(span, mark.value)
        top = y - self.sheet.line_em * len(shown) - _BREATH_EM if mark.value >= 0 else y + _BREATH_EM
        for number, line in enumerate(shown):
            self.sheet.text(self._at(x, anchor), top + number * self.sheet.line_em, (line, "value"), anchor=anchor)
        for number, part in enumerate(self._what(mark)):
            foot = self._foot + number * self.sheet.line_em
            self.sheet.text(self._at(x, anchor), foot, (part, "label"), anchor=anchor)

    def taken(self, mark: Mark, x: float) -> tuple[float, float]:
        """From where to where the labels of a mark go, as shares of the width."""
        half, anchor = self._half(mark), self._anchor(mark, x)
        left = {"start": 0, "middle": x - half, "end": 1 - 2 * half}[anchor]
        return left, left + 2 * half

    def closed(self) -> str:
        self.sheet.top = self._foot + self._periods * self.sheet.line_em
        return self.sheet.drawn()

    def _shown(self, mark: Mark) -> list[str]:
        return wrapped(mark.shown, self._room_em)

    def _what(self, mark: Mark) -> list[str]:
        return [line for part in mark.label for line in wrapped(part, self._label_em)]

    def _half(self, mark: Mark) -> float:
        return max(width_of(part) for part in (*self._shown(mark), *self._what(mark))) / 2 / self.sheet.width_em

    def _anchor(self, mark: Mark, x: float) -> Anchor:
        half = self._half(mark)
        return "start" if x < half else "end" if x > 1 - half else "middle"

    @staticmethod
    def _at(x: float, anchor: Anchor) -> float:
        return {"start": 0.0, "middle": x, "end": 1.0}[anchor]


def _row(sheet: Sheet, mark: Mark, start: float, length: float, *, track: float = 0) -> float:
    """The words of a mark, its bar below them on a track of a length, and a gap; where the bar begins, in em."""
    what = " · ".join(mark.label)
    if width_of(f"{mark.shown} {what}") <= sheet.width_em:
        sheet.text(0, sheet.top, (mark.shown, "value"), (what, "label"))
        sheet.top += sheet.line_em
    else:
        for look, words in (("value", mark.shown), ("label", what)):
            for line in wrapped(words, sheet.width_em):
                sheet.text(0, sheet.top, (line, "value" if look == "value" else "label"))
                sheet.top += sheet.line_em
    bar = sheet.top = sheet.top + sheet.line_em * _BELOW_WORDS
    if track:
        sheet.rect(0, bar, track, _BAR_EM, "track")
    sheet.rect(start, bar, length, _BAR_EM, mark.look)
    sheet.top += _BAR_EM + _GAP_EM
    return bar


def _axis(sheet: Sheet, span: _Span, bar: float) -> None:
    """Zero, beside one bar, where not every bar begins at the edge."""
    if span.low < 0:
        over = _BREATH_EM / 2
        sheet.line((span.zero, bar - over), (span.zero, bar + _BAR_EM + over), "axis")


def _with_room(places: Sequence[tuple[Mark, float]], plot: _Plot) -> list[tuple[Mark, float]]:
    """The marks whose labels do not meet: the ends first, then the highest and the lowest, then the others."""
    by_value = sorted(places, key=lambda place: place[0].value)
    wanted = [places[-1], places[0], by_value[-1], by_value[0], *places]
    found: list[tuple[Mark, float]] = []
    for mark, x in wanted:
        left, right = plot.taken(mark, x)
        others = [plot.taken(*other) for other in found]
        if all(right + _EDGE / 2 < low or high + _EDGE / 2 < left for low, high in others):
            found.append((mark, x))
    return found
