"""One instant in the three zones that matter to a mission: its own, its capital's, and UTC."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_timedelta, get_timezone_location
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.languages import interface_language
from releases.authoring.models import Mission

_CITY_IN = {"en": "en_GB"}


@dataclass(frozen=True)
class Clock:
    """`words` is the time of day, with the date where it is another one than at the mission."""

    place: str
    zone: str
    words: str


@dataclass(frozen=True)
class Zones:
    """(role, name of the zone), the mission's first. A capital that shares the mission's zone is shown all the same."""

    named: Sequence[tuple[str, str]]

    def clocks(self, at: dt.datetime) -> list[Clock]:
        here = at.astimezone(zoneinfo.ZoneInfo(self.named[0][1])).date()
        return [self._clock(place, zone, at, here) for place, zone in self.named]

    def _clock(self, place: str, zone: str, at: dt.datetime, here: dt.date) -> Clock:
        local = at.astimezone(zoneinfo.ZoneInfo(zone))
        words = f"{local:%H:%M}" if local.date() == here else f"{local:%Y-%m-%d %H:%M}"
        return Clock(place, zone, words)


def zones(mission: Mission | None) -> Zones:
    if mission is None:
        return Zones([("UTC", "UTC")])
    return Zones(
        [
            (_("Mission (%(city)s)") % {"city": _city(mission.time_zone)}, mission.time_zone),
            (_("Capital (%(city)s)") % {"city": _city(mission.capital_time_zone)}, mission.capital_time_zone),
            ("UTC", "UTC"),
        ]
    )


def ahead(at: dt.datetime) -> str:
    """`in 3 hours`, in the language of the interface."""
    return str(format_timedelta(at - timezone.now(), add_direction=True, locale=interface_language()))


def _city(zone: str) -> str:
    language = interface_language()
    try:
        return str(get_timezone_location(zone, locale=_CITY_IN.get(language, language), return_city=True))
    except LookupError:
        return zone.rpartition("/")[2].replace("_", " ")
