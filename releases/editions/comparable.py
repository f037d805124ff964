"""Which figures of a statistic may stand in one chart: what may be compared is of one unit and of one kind of period.

Pure: takes observations of the shape `edition/1`, as a content or a card holds them. The desk refuses a chart of a
statistic that has nothing to compare, and the outlets draw what is chosen here.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Observation = Mapping[str, Any]
Form = Literal["time", "target", "share", "bars"]

_CERTAINTY = ("actual", "preliminary", "estimate")
_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Comparison:
    """At least two observations in the order in which a chart shows them.

    `time`: one for each date, what is aimed at by its date or last. `target`: what was measured, then what is aimed
    at. `share`: parts that make up a whole. `bars`: several values of one date.
    """

    form: Form
    rows: tuple[Observation, ...]


def comparison(observations: Iterable[Observation]) -> Comparison | None:
    """The first unit of which two or more can be compared; None for a single number and for what does not compare."""
    by_unit: dict[str, list[Observation]] = {}
    for row in observations:
        by_unit.setdefault(row["unit"], []).append(row)
    return next((found for rows in by_unit.values() if (found := _of_one_unit(rows))), None)


def date_of(row: Observation) -> str:
    """The reduced date by which a value stands in time: the end of its period, else as of when; "" when undated."""
    date = row["period_until"] or row["period_from"] or row["as_of"]
    return str(date["date"]) if date else ""


def last_day(date: str) -> dt.date:
    """The last day of a reduced date: `2029-02` is 2029-02-28."""
    return _after(date) - dt.timedelta(days=1)


def _of_one_unit(rows: Sequence[Observation]) -> Comparison | None:
    aims = [row for row in rows if row["nature"] == "target"]
    measured = _largest([row for row in rows if row["nature"] != "target"])
    if not measured:
        over_time = _one_each_date(_largest(aims))
        return Comparison("time", tuple(over_time)) if len(over_time) > 1 else None
    length = _length(measured[0])
    aims = _one_each_date([row for row in aims if length is None or _length(row) in {length, None}])
    over_time = _one_each_date([row for row in measured if date_of(row)])
    if len(over_time) > 1:
        return Comparison("time", tuple(_in_time([*over_time, *aims])))
    if aims:
        return Comparison("target", (_surest(measured), *aims))
    return _of_one_date(measured)


def _of_one_date(rows: Sequence[Observation]) -> Comparison | None:
    """Several values of one date, where something tells them apart."""
    different = {(date_of(row), row["nature"], str(row["as_of"]), row["source"]) for row in rows}
    if len(rows) < 2 or len(different) < len(rows):  # noqa: PLR2004  two, as in "comparable"
        return None
    values = [Decimal(row["value"]) for row in rows]
    parts = rows[0]["unit"] == "percent" and min(values) >= 0 and sum(values) == _WHOLE
    return Comparison("share" if parts else "bars", tuple(rows))


def _largest(rows: Sequence[Observation]) -> list[Observation]:
    """Those of the commonest length of period: a month's trade is not to be compared with a year's."""
    by_length: dict[tuple[str, int] | None, list[Observation]] = {}
    for row in rows:
        by_length.setdefault(_length(row), []).append(row)
    return max(by_length.values(), key=len, default=[])


def _length(row: Observation) -> tuple[str, int] | None:
    """How long the reference period is, in whole months where it has them; None for a state at a date."""
    start, end = row["period_from"] or row["period_until"], row["period_until"] or row["period_from"]
    if start is None:
        return None
    first, after = _first(start["date"]), _after(end["date"])
    if first.day == after.day == 1:
        return "months", (after.year - first.year) * 12 + after.month - first.month
    return "days", (after - first).days


def _one_each_date(rows: Iterable[Observation]) -> list[Observation]:
    """Of several values for one date the surest: measured before preliminary before estimated, then the latest."""
    by_date: dict[str, list[Observation]] = {}
    for row in rows:
        by_date.setdefault(date_of(row), []).append(row)
    return _in_time([_surest(found) for found in by_date.values()])


def _surest(rows: Sequence[Observation]) -> Observation:
    def rank(row: Observation) -> tuple[int, str]:
        nature = row["nature"]
        certainty = -_CERTAINTY.index(nature) if nature in _CERTAINTY else 0
        return certainty, row["as_of"]["date"] if row["as_of"] else ""

    return max(reversed(rows), key=rank)


def _in_time(rows: Iterable[Observation]) -> list[Observation]:
    """Oldest first, the undated last."""
    return sorted(rows, key=lambda row: (not date_of(row), date_of(row)))


def _first(date: str) -> dt.date:
    return dt.date.fromisoformat((date + "-01-01")[:10])


def _after(date: str) -> dt.date:
    """The day after a reduced date is over."""
    first = _first(date)
    if first.year == dt.MAXYEAR:
        return dt.date.max
    if len(date) == len("2029"):
        return first.replace(year=first.year + 1)
    if len(date) == len("2029-01"):
        return (first + dt.timedelta(days=31)).replace(day=1)
    return first + dt.timedelta(days=1)
