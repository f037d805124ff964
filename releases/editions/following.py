"""What changed, for one who follows: the interval ends of the record in the order in which they could be known.

A reader with a lead L knows an interval end from max(effective - L, recorded + margin) on. For the public, L is 0 and
that is the instant at which it takes effect. Positions are ordered by this, so a cursor never misses an entry.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db.models import F

from . import journal, reading
from .canonical import parse_instant
from .models import Edition, Ending, JournalEntry

if TYPE_CHECKING:
    from .reading import EditionQuerySet

Event = Literal["closed", "replanned", "opened"]
_RANK: dict[Event, int] = {"closed": 0, "replanned": 1, "opened": 2}
NO_LEAD = dt.timedelta(0)


@dataclass(frozen=True, order=True)
class Position:
    """A place in the order: when it could be known, what comes first at one instant, and which row."""

    at: dt.datetime
    rank: int = 0
    row: int = 0


BEGINNING = Position(dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


@dataclass(frozen=True)
class Entry:
    """`edition` is what opened or closed. Of what was replanned (only a reader with a lead can have known the plan),
    it is what holds for this reader now, or None; `uid` and `language` are those of the plan."""

    position: Position
    event: Event
    effective_at: dt.datetime
    uid: uuid.UUID
    language: str
    edition: Edition | None


def follow(
    *,
    after: Position,
    now: dt.datetime,
    limit: int,
    lead: dt.timedelta = NO_LEAD,
    rows: "EditionQuerySet | None" = None,
) -> list[Entry]:
    """The next `limit` entries that could be known by `now`; `rows` narrows to some editions, such as one kind's.

    Replaying them from the beginning gives `public(now + lead)` (with a lead, once the margin has passed since the
    last act): `opened` puts an edition in the place of its release and language, `closed` takes it away, `replanned`
    sets the place to what the entry bears. Two queries; five with a lead, and two for each plan that was moved.
    """
    following = _Following(after, now, limit, lead, Edition.objects.all() if rows is None else rows)
    return following.entries()


def _margin() -> dt.timedelta:
    return dt.timedelta(seconds=settings.RECORD_MARGIN_S)


def epoch() -> str:
    """Which record this is: positions of another one mean nothing in it. One query."""
    first = JournalEntry.objects.filter(sequence=1).values_list("digest", flat=True).first()
    return first[:12] if first else "-"


class _Following:
    """Each kind of entry is walked by an index, from the position on, as far as the page goes."""

    def __init__(
        self, after: Position, now: dt.datetime, limit: int, lead: dt.timedelta, rows: "EditionQuerySet"
    ) -> None:
        self.after, self.now, self.limit, self.lead, self.rows = after, now, limit, lead, rows

    def entries(self) -> list[Entry]:
        lasting = self.rows.exclude(public_until=F("public_from"))
        # What another edition takes over from is said by the one that opens.
        withdrawn = lasting.filter(ended_as=Ending.WITHDRAWN)
        found = [
            *self._ends("opened", "public_from", "opened_by_entry", lasting),
            *self._ends("closed", "public_until", "ended_by_entry", withdrawn),
        ]
        page = self._page(found)
        if not self.lead:
            return page
        # Only as far in the journal as this page goes.
        until = page[-1].position.at if len(page) == self.limit else self.now
        return self._page([*found, *self._replanned(until)])

    def _page(self, found: list[Entry]) -> list[Entry]:
        return sorted(found, key=lambda entry: entry.position)[: self.limit]

    def _ends(self, event: Event, end: str, entry: str, rows: "EditionQuerySet") -> Iterator[Entry]:
        planned = self._between(rows, event, end, self.lead)
        if not self.lead:
            yield from (self._entry(event, row, end, getattr(row, end)) for row in planned[: self.limit])
            return
        # Decided early enough, it is known at its lead; decided later, as soon as the margin allows.
        recorded, reach = f"{entry}__recorded_at", F(end) - (self.lead + _margin())
        for row in planned.filter(**{f"{recorded}__lte": reach})[: self.limit]:
            yield self._entry(event, row, end, getattr(row, end) - self.lead)
        late = self._between(rows, event, recorded, -_margin()).filter(**{f"{recorded}__gt": reach})
        for row in late.select_related(entry)[: self.limit]:
            yield self._entry(event, row, end, getattr(row, entry).recorded_at + _margin())

    def _between(self, rows: "EditionQuerySet", event: Event, column: str, lead: dt.timedelta) -> "EditionQuerySet":
        """Rows whose `column`, less the lead, lies after the position and not after now."""
        start, rank = self.after.at + lead, _RANK[event]
        # One bound on the leading column for the index, one exact condition for ties.
        rows = rows.filter(**{f"{column}__gte": start, f"{column}__lte": self.now + lead})
        if rank < self.after.rank:
            rows = rows.exclude(**{column: start})
        elif rank == self.after.rank:
            rows = rows.exclude(**{column: start, "id__lte": self.after.row})
        return rows.order_by(column, "id")

    def _entry(self, event: Event, row: Edition, end: str, known_at: dt.datetime) -> Entry:
        position = Position(known_at, _RANK[event], row.pk)
        return Entry(position, event, getattr(row, end), row.uid, row.language, row)

    def _replanned(self, until: dt.datetime) -> Iterator[Entry]:
        """Plans that this reader could know and that no longer hold, each as what holds instead."""
        moved: dict[tuple[dt.datetime, str], dict[str, Any]] = {}
        for entry in JournalEntry.objects.filter(
            recorded_at__gte=self.after.at - _margin(),
            recorded_at__lte=until - _margin(),
        ).order_by("sequence"):
            for change in journal.details_of(entry).get("intervals", []):
                # Of several acts at one instant: from what the first of them found to what the last of them left.
                first = moved.setdefault((entry.recorded_at + _margin(), change["edition"]), dict(change))
                first["new"] = change["new"]
        for (known_at, key), change in sorted(moved.items(), key=lambda item: item[0]):
            if not self._was_known(known_at, change["old"], change["new"]):
                continue
            uid, language, number = key.split("/")
            planned = self.rows.filter(uid=uid, language=language, number=number).first()
            if planned is None:
                continue
            position = Position(known_at, _RANK["replanned"], planned.pk)
            if position > self.after:
                holds = reading.public(self.now + self.lead).filter(uid=planned.uid, language=language).first()
                yield Entry(position, "replanned", known_at, planned.uid, language, holds)

    def _was_known(self, known_at: dt.datetime, old: dict[str, Any] | None, new: dict[str, Any]) -> bool:
        """Whether an end that this reader had been told of at `known_at` is another, or none, now."""
        ends = ("public_from", "public_until") if old and old["ended_as"] == Ending.WITHDRAWN else ("public_from",)
        return old is not None and any(
            parse_instant(old[end]) - self.lead <= known_at
            and (old[end] != new[end] or new["ended_as"] == Ending.CANCELLED)
            for end in ends
        )
