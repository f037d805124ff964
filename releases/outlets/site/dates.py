"""Dates and times as each language writes them, and as machines read them. The words are CLDR's, through Babel."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_date, format_datetime, format_skeleton
from django.utils.translation import gettext as _

_COMMAS = {"ur": "، "}


@dataclass(frozen=True)
class Date:
    """A date for people, and its value for the attribute `datetime`."""

    words: str
    machine: str


@dataclass(frozen=True)
class Moment:
    """An instant in the mission's zone, with UTC beside it, and its value for the attribute `datetime`."""

    words: str
    utc: str
    machine: str


def _locale(language: str) -> str:
    """Ours is the English of diplomacy: 25 November, not November 25."""
    return {"en": "en_GB"}.get(language, language)


def reduced(date: Mapping[str, str] | None, language: str) -> Date | None:
    """A date no more precise than it is known; None stays None."""
    if date is None:
        return None
    day = dt.date.fromisoformat((date["date"] + "-01-01")[:10])
    locale = _locale(language)
    words = {
        "year": lambda: format_date(day, "y", locale=locale),
        "month": lambda: format_skeleton("yMMMM", dt.datetime.combine(day, dt.time()), locale=locale),
        "day": lambda: format_date(day, "long", locale=locale),
    }[date["precision"]]()
    return Date(words, date["date"])


def on(day: dt.date, language: str) -> Date:
    """A day of the calendar."""
    return Date(format_date(day, "long", locale=_locale(language)), day.isoformat())


def span(start: Mapping[str, str] | None, end: Mapping[str, str] | None, language: str) -> Date | None:
    """A period, one end of which may be open."""
    first, last = reduced(start, language), reduced(end, language)
    if first and last and first != last:
        return Date(f"{first.words} – {last.words}", f"{first.machine}/{last.machine}")
    if first and not last:
        return Date(_("since %(date)s") % {"date": first.words}, first.machine)
    if last and not first:
        return Date(_("until %(date)s") % {"date": last.words}, last.machine)
    return first


def moment(instant: dt.datetime, *, zone: str, language: str, seconds: bool = False) -> Moment:
    """`seconds` where an interval is stated, since an edition may be public for less than a minute."""
    local = instant.astimezone(zoneinfo.ZoneInfo(zone))
    universal = instant.astimezone(dt.UTC)
    comma, locale = _COMMAS.get(language, ", "), _locale(language)
    clock = "HH:mm:ss" if seconds else "HH:mm"
    in_utc = f"{universal:%H:%M:%S}" if seconds else f"{universal:%H:%M}"
    if universal.date() != local.date():
        in_utc = comma.join((format_date(universal.date(), "medium", locale=locale), in_utc))
    return Moment(
        words=comma.join(
            (format_date(local.date(), "long", locale=locale), format_datetime(local, f"{clock} zzzz", locale=locale))
        ),
        utc=f"{in_utc} UTC",
        machine=f"{universal:%Y-%m-%dT%H:%M:%S.%f}Z",
    )


def day_of(instant: dt.datetime, *, zone: str, language: str) -> Date:
    """The day on which an instant falls at the mission."""
    local = instant.astimezone(zoneinfo.ZoneInfo(zone))
    return Date(
        format_date(local.date(), "long", locale=_locale(language)), f"{instant.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    )
