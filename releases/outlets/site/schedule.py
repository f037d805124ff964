"""The calendar as a page: what is coming, then what was, month by month."""

import datetime as dt
import itertools
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse

from releases.authoring.languages import LANGUAGES
from releases.outlets import events

from . import addresses, dates
from .serving import Visit, served

if TYPE_CHECKING:
    from releases.editions.models import Edition

_ANNOUNCED = 30


@dataclass(frozen=True)
class Meeting:
    """`starts` where the hour is known, `day` in any case; `file` is its `.ics`."""

    title: str
    path: str
    file: str
    day: dates.Date
    starts: dates.Moment | None
    venue: str
    place: str
    accreditation: str


@dataclass(frozen=True)
class Month:
    name: str
    machine: str
    meetings: list[Meeting]


@served
def calendar(visit: Visit) -> HttpResponse:
    """Two queries: the imprint, the briefings within the window."""
    found = events.events(events.announced(language=visit.language, at=visit.at), zoneinfo.ZoneInfo(visit.zone))
    here = addresses.calendar(visit.language)
    return visit.render(
        "site/calendar.html",
        kind="briefing",
        path=here,
        alternates={tag: addresses.calendar(tag) for tag in LANGUAGES},
        coming=_months([event for event in found if event.is_ahead(visit.at)], visit),
        past=_months([event for event in reversed(found) if not event.is_ahead(visit.at)], visit),
        subscription=addresses.calendar_file(visit.language),
        briefings=addresses.listing(visit.language, "briefing"),
    )


def coming(visit: Visit, *, most: int) -> list[Meeting]:
    """The next ones, of the briefings that were announced last. One query."""
    rows = events.announced(language=visit.language, at=visit.at)[:_ANNOUNCED]
    found = events.events(rows, zoneinfo.ZoneInfo(visit.zone))
    return [_meeting(event, visit) for event in found if event.is_ahead(visit.at)][:most]


def accreditation(edition: "Edition", *, zone: str, at: dt.datetime) -> str:
    """What a coming briefing says of accreditation; "" for one that is over, and for every other kind."""
    event = events.event(edition, zoneinfo.ZoneInfo(zone))
    return event.accreditation if event and event.is_ahead(at) else ""


def _months(found: Iterable[events.Event], visit: Visit) -> list[Month]:
    months = []
    for machine, held in itertools.groupby(found, key=lambda event: f"{event.day:%Y-%m}"):
        name = dates.reduced({"date": machine, "precision": "month"}, visit.language)
        months.append(Month(name.words if name else machine, machine, [_meeting(event, visit) for event in held]))
    return months


def _meeting(event: events.Event, visit: Visit) -> Meeting:
    body, language = event.edition.body, visit.language
    starts = event.start if isinstance(event.start, dt.datetime) else None
    path = addresses.release(body)
    return Meeting(
        title=body["title"],
        path=path,
        file=f"{path}event.ics",
        day=dates.on(event.day, language),
        starts=dates.moment(starts, zone=visit.zone, language=language) if starts else None,
        venue=event.facts["venue"],
        place=event.facts["place"],
        accreditation=event.accreditation if event.is_ahead(visit.at) else "",
    )
