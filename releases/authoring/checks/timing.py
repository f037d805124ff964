"""Days, hours and licences: what a calendar would say of them."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .context import Context
from .finding import Finding, Place
from .measuring import numbers_of
from .passages import Read, sentence_at
from .registry import check

_EARLIEST, _LATEST = 7, 22
_SOON_DAYS = 30


@check(
    "time.start", _("When a briefing starts"), severity="warning", kinds=("briefing",), per="release", reads=("clock",)
)
def start(context: Context) -> Iterator[Finding]:
    text = context.source or context.texts[0]
    briefing = text.content["briefing"]
    if not briefing["starts_at"]:
        return
    zone = zoneinfo.ZoneInfo(context.time_zone)
    begins = dt.datetime.fromisoformat(briefing["starts_at"]).astimezone(zone)
    values = {"at": f"{begins:%Y-%m-%d %H:%M}", "zone": context.time_zone}
    held = (briefing["held_on"] or {}).get("date", "")
    if held and not begins.date().isoformat().startswith(held):
        yield Finding(
            text.uid,
            text.language,
            _("It is held on %(held)s, and starts at %(at)s (%(zone)s): another day."),
            _("Put the day or the hour right; hours are in the mission’s time zone."),
            values={**values, "held": held},
            about=(held, values["at"]),
        )
    elif not _EARLIEST <= begins.hour < _LATEST:
        yield Finding(
            text.uid,
            text.language,
            _("It starts at %(at)s (%(zone)s), at night."),
            _("Is the hour in the mission’s time zone?"),
            values=values,
            about=(values["at"],),
        )


CLOSED = {
    "holiday": _("%(at)s (%(zone)s) is on a holiday of the mission."),
    "weekend": _("%(at)s (%(zone)s) is on a day on which the mission is closed."),
    "hours": _("%(at)s (%(zone)s) is outside the office hours of the mission."),
}


@check("time.office", _("Office hours"), severity="warning", kinds=("briefing",), per="release", reads=("clock",))
def office(context: Context) -> Iterator[Finding]:
    """A briefing that begins when nobody is at the mission."""
    text = context.source or context.texts[0]
    starts = text.content["briefing"]["starts_at"]
    if not starts:
        return
    begins = dt.datetime.fromisoformat(starts).astimezone(zoneinfo.ZoneInfo(context.time_zone))
    closed = context.office.closed(begins)
    if closed and not (closed == "hours" and not _EARLIEST <= begins.hour < _LATEST):
        values = {"at": f"{begins:%Y-%m-%d %H:%M}", "zone": context.time_zone}
        yield Finding(
            text.uid,
            text.language,
            CLOSED[closed],
            _("Is the day right, and the hour in the mission’s time zone? Days and hours are set with the mission."),
            values=values,
            about=(values["at"], closed),
        )


_EMBARGOED = re.compile(r"\bembargo\w*|\bэмбарго|ایمبارگو|امبارگو", re.IGNORECASE)


def embargo(text: Read, zone: str) -> tuple[Place, str, dt.datetime] | None:
    """(where, the words, the instant) of an embargo that a text names with its day; without an hour, the day's end.

    An embargo on trade names no hour to hold to: it needs “until”, or an hour of the clock.
    """
    for passage in text.passages:
        for word in _EMBARGOED.finditer(passage.text):
            start, end = sentence_at(passage.text, word.start())
            inside = [one for one in numbers_of(passage.text, text.language) if start <= one.start < end]
            day = next((one for one in inside if one.kind == "date" and _DAY.fullmatch(one.iso)), None)
            hour = next((one for one in inside if one.kind == "time" and _HOUR.match(one.iso)), None)
            if day is None or hour is None or word.start() - start > _OPENING:
                continue
            clock = dt.time.fromisoformat(hour.iso[:5])
            at = dt.datetime.combine(dt.date.fromisoformat(day.iso), clock, zoneinfo.ZoneInfo(zone))
            last = max(day.end, hour.end)
            return passage.at(word.start(), last), passage.text[word.start() : last], at
    return None


_DAY, _HOUR, _OPENING = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d\d:\d\d"), 30


@check("time.embargo", _("Embargoes in the text"), severity="warning", reads=("clock",))
def embargoed(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        found = embargo(text, context.time_zone)
        if found is not None:
            place, words, at = found
            yield Finding(
                text.uid,
                text.language,
                _("The text names an embargo: “%(passage)s” (%(at)s, %(zone)s). Readers will see these words."),
                _("Plan the release for that time, and take the words out: nothing is public before it."),
                place,
                words,
                values={"passage": words, "at": f"{at:%Y-%m-%d %H:%M}", "zone": context.time_zone},
                about=(at.isoformat(),),
            )


@check("media.licence", _("Licences"), severity="error", reads=("clock",))
def licence_over(context: Context) -> Iterator[Finding]:
    """What is shown after its licence has ended."""
    yield from _licences(context, over=True)


@check("media.licence_ends", _("Licences about to end"), severity="warning", reads=("clock",))
def licence_ends(context: Context) -> Iterator[Finding]:
    yield from _licences(context, over=False)


def _licences(context: Context, *, over: bool) -> Iterator[Finding]:
    for text in context.texts:
        for card in [text.content, *text.content["cites"]]:
            until = (card.get("media", {}).get("licence_until") or {}).get("date", "")
            if not until:
                continue
            last = _last_day(until)
            if (last < context.today) != over or (last - context.today).days > _SOON_DAYS:
                continue
            yield Finding(
                text.uid,
                text.language,
                _("The licence of “%(title)s” ended on %(until)s.")
                if over
                else _("The licence of “%(title)s” ends on %(until)s."),
                _("Have it renewed and enter the new end, or show another picture.")
                if over
                else _("Have it renewed, or plan when the picture is taken down."),
                passage=card["title"],
                values={"title": card["title"], "until": until},
                about=(until,),
            )


def _last_day(date: str) -> dt.date:
    """Of a date known in part, its last day."""
    first = dt.date.fromisoformat((date + "-01-01")[:10])
    if len(date) == len("2023"):
        return dt.date(first.year, 12, 31)
    if len(date) == len("2023-03"):
        return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first
