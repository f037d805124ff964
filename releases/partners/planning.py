"""From the record to deliveries: each endpoint is a cursor over the interval ends, and none is passed over."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from releases.editions import interval_ends
from releases.editions.canonical import instant
from releases.editions.following import Entry, Position, follow

from .endpoints import Delivery, Endpoint

_AT_ONCE = 200
_EVENTS = {"new": "edition.released", "correction": "edition.corrected", "update": "edition.updated"}


def plan() -> int:
    """Turns what took effect since each endpoint was last looked at into deliveries; how many entries were read.

    Two short queries when nothing has happened, whatever the number of endpoints.
    """
    now = timezone.now()
    last = interval_ends.last_end_until(now)
    if last is None:
        return 0
    behind = Endpoint.objects.filter(state=Endpoint.State.ACTIVE, position_from__lte=last).order_by()
    positions = behind.values_list("position_from", "position_rank", "position_row").distinct()
    return sum(_plan_from(Position(*position), now=now, last=last) for position in positions)


def _plan_from(position: Position, *, now: dt.datetime, last: dt.datetime) -> int:
    """Deliveries and the cursor go in together: a crash leaves both or neither."""
    entries = follow(after=position, now=now, limit=_AT_ONCE)
    # Nothing until now, and the past is frozen: next time, what comes after the last end is enough.
    reached = entries[-1].position if entries else Position(last + dt.timedelta(microseconds=1))
    with transaction.atomic():
        endpoints = list(
            Endpoint.objects.select_for_update().filter(
                state=Endpoint.State.ACTIVE,
                position_from=position.at,
                position_rank=position.rank,
                position_row=position.row,
            )
        )
        for endpoint in endpoints:
            _create(endpoint, entries, now)
        Endpoint.objects.filter(pk__in=[endpoint.pk for endpoint in endpoints]).update(
            position_from=reached.at, position_rank=reached.rank, position_row=reached.row
        )
    return len(entries)


def replanned(endpoint: Endpoint, *, since: dt.datetime, until: dt.datetime) -> int:
    """Makes the deliveries of a span that the endpoint never had, such as from before it was made; how many entries."""
    position, count = Position(since), 0
    while entries := [
        entry for entry in follow(after=position, now=timezone.now(), limit=_AT_ONCE) if entry.effective_at < until
    ]:
        count += len(_create(endpoint, entries, timezone.now()))
        position = entries[-1].position
    return count


def _create(endpoint: Endpoint, entries: Iterable[Entry], now: dt.datetime) -> list[Delivery]:
    rows = [
        Delivery(
            endpoint=endpoint,
            event_id=_id_of(event, entry.edition.key, entry.effective_at),
            event_type=event,
            edition=entry.edition.key,
            effective_at=entry.effective_at,
            next_at=now,
        )
        for entry in entries
        if entry.edition is not None and endpoint.wants(kind=entry.edition.kind, language=entry.language)
        for event in ["edition.withdrawn" if entry.event == "closed" else _EVENTS[entry.edition.change]]
    ]
    return Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _id_of(event: str, edition: str, at: dt.datetime) -> str:
    """The same for the same change, whoever is told of it and however often."""
    return f"msg_{hashlib.sha256(f'{event} {edition} {instant(at)}'.encode()).hexdigest()[:40]}"
