"""Dates and times as each language writes them, and as machines read them. The words are CLDR's, through Babel."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_date, format_datetime
from django.utils.translation import gettext as _

from releases.outlets.observed import Date, locale_of, reduced

__all__ = ["Date", "Moment", "day_of", "moment", "on", "reduced", "span"]

_COMMAS = {"ur": "، "}


@dataclass(frozen=True)
class Moment:
    """An instant in the mission's zone, with UTC beside it, and its value for the attribute `datetime`."""

    words: str
    utc: str
    machine: str


def on(day: dt.date, language: str) -> Date:
    """A day of the calendar."""
    return Date(format_date(day, "long", locale=locale_of(language)), day.isoformat())


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
    comma, locale = _COMMAS.get(language, ", "), locale_of(language)
    clock = "HH:mm:ss" if seconds else "HH:mm"
    in_utc = f"{universal:%H:%M:%S}" if seconds else f"{universal:%H:%M}"
    if universal.date() != local.date():
        in_utc = comma.join((format_date(universal.date(), "medium", locale=locale), in_utc))
    return Moment(
        words=comma.join(
            (format_date(local.date(), "long", locale=locale), format_datetime(local, f"{clock} zzzz", locale=locale))
        ),
        utc=f"{in_utc} UTC",
        # HTML takes no more than three digits of a second.
        machine=f"{universal.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z",
    )


def day_of(instant: dt.datetime, *, zone: str, language: str) -> Date:
    """The day on which an instant falls at the mission."""
    local = instant.astimezone(zoneinfo.ZoneInfo(zone))
    return Date(
        format_date(local.date(), "long", locale=locale_of(language)),
        f"{instant.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
    )
