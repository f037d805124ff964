"""What stands beside a figure: when it holds, and whether it was measured. Dates are in CLDR's words, through Babel."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date, format_skeleton
from django.utils.translation import pgettext


@dataclass(frozen=True)
class Date:
    """A date for people, and its value for the attribute `datetime`."""

    words: str
    machine: str


def locale_of(language: str) -> str:
    """Ours is the English of diplomacy: 25 November, not November 25."""
    return {"en": "en_GB"}.get(language, language)


def reduced(date: Mapping[str, str] | None, language: str, *, short: bool = False) -> Date | None:
    """A date no more precise than it is known; None stays None. `short` is for the narrow places of a chart."""
    if date is None:
        return None
    day = dt.date.fromisoformat((date["date"] + "-01-01")[:10])
    locale = locale_of(language)
    month = "yMMM" if short else "yMMMM"
    words = {
        "year": lambda: format_date(day, "y", locale=locale),
        "month": lambda: format_skeleton(month, dt.datetime.combine(day, dt.time()), locale=locale),
        "day": lambda: format_date(day, "medium" if short else "long", locale=locale),
    }[date["precision"]]()
    return Date(words, date["date"])


def period(row: Mapping[str, Any], language: str, *, short: bool = False) -> Date | None:
    """The reference period of an observation. Where one end is not stated, the period is the one date that is."""
    first = reduced(row["period_from"] or row["period_until"], language, short=short)
    return _between(first, reduced(row["period_until"], language, short=short) or first)


def nature(nature_: str) -> str:
    """Of a figure; empty for what was simply measured."""
    return {
        "actual": "",
        "estimate": pgettext("figure", "Estimate"),
        "preliminary": pgettext("figure", "Preliminary"),
        "target": pgettext("figure", "Target"),
    }[nature_]


def _between(first: Date | None, last: Date | None) -> Date | None:
    if first and last and first != last:
        return Date(f"{first.words} – {last.words}", f"{first.machine}/{last.machine}")
    return first
