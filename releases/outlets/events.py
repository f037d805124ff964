"""Briefings as events: what a calendar can hold of them. The page and the `.ics` read them here alike."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from releases.editions import holding, reading
from releases.editions.canonical import parse_instant

if TYPE_CHECKING:
    from releases.editions.models import Edition

WINDOW = dt.timedelta(days=730)
LENGTH = 500


@dataclass(frozen=True)
class Event:
    """`start` is an aware datetime, or a date for a briefing whose hour is not known. `end` is None where not known."""

    edition: "Edition"
    start: dt.datetime | dt.date
    end: dt.datetime | None

    @property
    def day(self) -> dt.date:
        """In the mission's zone."""
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = self.edition.body["briefing"]
        return facts

    @property
    def accreditation(self) -> str:
        """Whom journalists ask, in the edition's language; "" where it says nothing."""
        said: str = self.facts.get("accreditation", "")
        return said

    @property
    def over(self) -> dt.datetime:
        """When it ends; one that is known to the day lasts all of it, wherever in the world."""
        if isinstance(self.start, dt.datetime):
            return self.end or self.start
        return dt.datetime.combine(self.start + dt.timedelta(days=1), dt.time.min, dt.UTC)

    def is_ahead(self, at: dt.datetime) -> bool:
        if self.over > at:
            holding.only_until(self.over)
        return self.over > at


def event(edition: "Edition", zone: zoneinfo.ZoneInfo) -> Event | None:
    """None for what has no content any more, and for a date that is known to the month or the year only."""
    facts = edition.body.get("briefing")
    if facts is None:
        return None
    if facts["starts_at"]:
        ends = facts["ends_at"]
        return Event(edition, _local(facts["starts_at"], zone), _local(ends, zone) if ends else None)
    held = facts["held_on"]
    if held and held["precision"] == "day":
        return Event(edition, dt.date.fromisoformat(held["date"]), None)
    return None


def events(editions: Iterable["Edition"], zone: zoneinfo.ZoneInfo, *, gone: bool = False) -> list[Event]:
    """Those that a calendar can hold, first to last, of what is in the window by its release, or its withdrawal."""
    rows = list(editions)
    for edition in rows:
        entered = edition.public_until if gone else edition.released_at
        if entered:
            holding.only_until(entered + WINDOW)
    found = [held for edition in rows if (held := event(edition, zone))]
    return sorted(found, key=lambda held: (held.day, _hour(held), held.edition.pk))


def latest(editions: Iterable["Edition"]) -> list["Edition"]:
    """The last edition of each release."""
    return list({edition.uid: edition for edition in sorted(editions, key=lambda edition: edition.number)}.values())


def announced(*, language: str, at: dt.datetime) -> reading.EditionQuerySet:
    """Public briefings released within the window, the newest 500. One query when evaluated."""
    rows = reading.public(at).filter(language=language, kind="briefing", released_at__gt=at - WINDOW)
    return rows.newest_first()[:LENGTH]


def _local(text: str, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    return parse_instant(text).astimezone(zone)


def _hour(held: Event) -> dt.time:
    """What lasts all day comes first."""
    return held.start.time() if isinstance(held.start, dt.datetime) else dt.time.min
