"""Days, hours and licences: what a calendar would say of them."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .context import Context
from .finding import Finding
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
