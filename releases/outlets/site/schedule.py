"""The calendar as a page: what is coming, then what was, month by month."""

import datetime as dt
import itertools
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from releases.authoring.languages import LANGUAGES
from releases.editions import together
from releases.outlets import events

from . import addresses, dates, remembered
from .serving import Parts, Visit, served_with

if TYPE_CHECKING:
    from releases.editions.models import Edition


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


def asked_of_announced(_request: HttpRequest, *, language: str, at: dt.datetime, limit: int = events.LENGTH) -> Parts:
    """The briefings that were announced last, within the window."""
    after = at - events.WINDOW
    return {"announced": together.newest(language=language, kind="briefing", after=after, at=at, limit=limit)}


@served_with(asked_of_announced)
def calendar(visit: Visit) -> HttpResponse:
    """One query: the imprint with the briefings within the window. A second where it was not made of them before."""
    announced = visit.found["announced"]
    contents = remembered.Contents(visit.at, announced)
    ahead = remembered.ahead(visit, announced, contents)
    return remembered.page(visit, lambda: _calendar(visit, contents.of(announced)), ("calendar", announced, ahead))


def _calendar(visit: Visit, announced: "list[Edition]") -> HttpResponse:
    found = events.events(announced, visit.tz)
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


def coming(visit: Visit, announced: "list[Edition]", *, most: int) -> list[Meeting]:
    """The next ones of some briefings. No query."""
    found = events.events(announced, visit.tz)
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
