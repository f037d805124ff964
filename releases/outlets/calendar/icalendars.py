"""Events as iCalendar. The same record gives the same bytes: every stamp is the record's, none is the clock's."""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Component

from releases.authoring.languages import pick
from releases.outlets.addresses import page
from releases.outlets.events import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//Embassy press office//Calendar//EN"
_REFRESHED = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Office:
    """Who invites: `contact` is where to ask for accreditation, empty where the mission names nobody."""

    name: str
    contact: str
    absolute: Callable[[str], str]

    @classmethod
    def of(cls, imprint: dict[str, Any], language: str, absolute: Callable[[str], str]) -> "Office":
        name = pick(imprint["names"], language)[1]
        ways = ", ".join(filter(None, (imprint["press_email"], imprint["press_phone"])))
        return cls(name, _("Accreditation: %(ways)s") % {"ways": ways} if ways else "", absolute)


def calendar(coming: Iterable[Event], gone: Iterable[Event], office: Office, zone: zoneinfo.ZoneInfo) -> bytes:
    """Gettext must be in the events' language."""
    written = Calendar()
    written.add("prodid", _PRODUCT)
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    name = _("Briefings · %(mission)s") % {"mission": office.name}
    for label in ("name", "x-wr-calname"):
        written.add(label, name)
    written.add("x-wr-timezone", zone.key)
    written.add("refresh-interval", _REFRESHED, parameters={"value": "DURATION"})
    written.add("x-published-ttl", "PT1H")
    components = [*(_announced(event, office) for event in coming), *(_cancelled(event) for event in gone)]
    for component in components:
        written.add_component(component)
    _add_zone(written, components)
    return bytes(written.to_ical())


def _add_zone(written: Calendar, components: list[Component]) -> None:
    """A VTIMEZONE that covers the events, and no more of the zone's history."""
    days = [start.date() for part in components if isinstance(start := part.start, dt.datetime)]
    if days:
        year = dt.timedelta(days=366)
        written.add_missing_timezones(first_date=min(days) - year, last_date=max(days) + year)


def _announced(event: Event, office: Office) -> Component:
    edition, facts = event.edition, event.facts
    component = _identified(event, stamp=edition.public_from, sequence=edition.number - 1, status="CONFIRMED")
    component.add("created", edition.released_at)
    address = office.absolute(page(edition.language, edition.kind, edition.slug))
    component.add("url", address)
    own = event.accreditation
    contact = _("Accreditation: %(ways)s") % {"ways": own} if own else office.contact
    component.add("description", "\n\n".join(filter(None, (edition.body["summary"], contact, address))))
    where = ", ".join(filter(None, (facts["venue"], facts["place"])))
    if where:
        component.add("location", where)
    if contact:
        component.add("contact", contact)
    topics = [topic["name"] for topic in edition.body["topics"]]
    if topics:
        component.add("categories", topics)
    return component


def _cancelled(event: Event) -> Component:
    """What a subscriber already has is taken back: title, time and public reason are all that is said."""
    edition = event.edition
    stamp = edition.public_until or edition.public_from
    component = _identified(event, stamp=stamp, sequence=edition.number, status="CANCELLED")
    reason = pick(edition.end_reason, edition.language, edition.body["source_language"])[1]
    component.add("description", reason)
    return component


def _identified(event: Event, *, stamp: dt.datetime, sequence: int, status: str) -> Component:
    edition = event.edition
    component = Component()
    # One event a language: a subscription is in one, and clients merge by this alone.
    component.add("uid", str(uuid.uuid5(edition.uid, edition.language)))
    component.add("dtstamp", stamp.astimezone(dt.UTC))
    component.add("last-modified", stamp.astimezone(dt.UTC))
    component.add("sequence", sequence)
    component.add("status", status)
    component.add("summary", edition.title, parameters={"language": edition.language})
    component.add("dtstart", event.start)
    if event.end:
        component.add("dtend", event.end)
    elif not isinstance(event.start, dt.datetime):
        component.add("dtend", event.start + dt.timedelta(days=1))
    return component
