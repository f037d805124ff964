"""One instant in the three zones that matter to a mission: its own, its capital's, and UTC."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_timedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.languages import interface_language
from releases.authoring.models import Mission


@dataclass(frozen=True)
class Clock:
    """`words` is the time of day, with the date where it is another one than at the mission."""

    place: str
    zone: str
    words: str


@dataclass(frozen=True)
class Zones:
    """(what it is called, name of the zone), the mission's first.

    The offset is said in place of the zone's name: that is some city's, neither the mission's nor the capital perhaps.
    """

    named: Sequence[tuple[str, str]]

    def clocks(self, at: dt.datetime) -> list[Clock]:
        here = at.astimezone(zoneinfo.ZoneInfo(self.named[0][1])).date()
        return [self._clock(place, zone, at, here) for place, zone in self.named]

    def _clock(self, place: str, zone: str, at: dt.datetime, here: dt.date) -> Clock:
        local = at.astimezone(zoneinfo.ZoneInfo(zone))
        words = f"{local:%H:%M}" if local.date() == here else f"{local:%Y-%m-%d %H:%M}"
        return Clock(place % {"zone": offset(local)}, zone, words)


def zones(mission: Mission | None) -> Zones:
    if mission is None:
        return Zones([("UTC", "UTC")])
    return Zones(
        [
            (_("Mission (%(zone)s)"), mission.time_zone),
            (_("Capital (%(zone)s)"), mission.capital_time_zone),
            ("UTC", "UTC"),
        ]
    )


def ahead(at: dt.datetime) -> str:
    """`in 3 hours`, in the language of the interface."""
    return str(format_timedelta(at - timezone.now(), add_direction=True, locale=interface_language()))


def offset(local: dt.datetime) -> str:
    """`UTC+5`, `UTC−3:30`."""
    minutes = int((local.utcoffset() or dt.timedelta(0)).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes >= 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
