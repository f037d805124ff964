"""From the record to letters: one walk over the subscribers for each interval end, in short steps."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from releases.editions import interval_ends
from releases.editions.following import Entry, Position, follow
from releases.editions.former import FormerAddress
from releases.editions.models import Edition
from releases.editions.search.models import Role

from .models import Letter, Subscriber, Told
from .subscribing import due_at

AT_ONCE = 250
# Who was told of a release, or may have been, or is about to be.
REACHED = (
    Letter.State.WAITING,
    Letter.State.SENDING,
    Letter.State.SENT,
    Letter.State.UNCERTAIN,
    Letter.State.OVERTAKEN,
)


def plan() -> int:
    """One step: the letters of the next few hundred subscribers about the next thing that happened; 0 when all is done.

    Two short queries when nothing has happened. A step is one transaction, with the place it came to: a crash leaves
    both or neither, and the next step goes on from there.
    """
    now = timezone.now()
    last = interval_ends.last_end_until(now)
    told = Told.objects.filter(pk=1).first()
    if told is None:
        Told.objects.get_or_create(pk=1, defaults={"position_from": now})
        return 0
    if last is None or told.position_from > last:
        return 0
    position = Position(told.position_from, told.position_rank, told.position_row)
    found = follow(after=position, now=now, limit=1) if settings.MAIL_IS_SENT else []
    with transaction.atomic():
        held = Told.objects.select_for_update().get(pk=1)
        if _place(held) != _place(told):
            return 1  # another worker was here
        if not found:
            # Nothing until now, and the past is frozen: next time, what comes after the last end is enough.
            _move(held, Position(last + dt.timedelta(microseconds=1)))
            return 0
        walked = _step(found[0], after=held.subscriber, now=now)
        if len(walked) < AT_ONCE:
            _move(held, found[0].position)
        else:
            held.subscriber = walked[-1]
            held.save(update_fields=["subscriber"])
    return 1


def _place(told: Told) -> tuple[Any, ...]:
    return told.position_from, told.position_rank, told.position_row, told.subscriber


def _move(told: Told, to: Position) -> None:
    told.position_from, told.position_rank, told.position_row, told.subscriber = to.at, to.rank, to.row, 0
    told.save()


def _step(entry: Entry, *, after: int, now: dt.datetime) -> list[int]:
    """Three queries, and the inserts. The keys of the subscribers that were looked at."""
    edition = entry.edition
    if edition is None:
        return []
    event = Letter.Event.WITHDRAWN if entry.event == "closed" else Letter.Event(edition.change)
    rows = Subscriber.objects.filter(state=Subscriber.State.ACTIVE, pk__gt=after)
    if event == Letter.Event.NEW:
        rows = rows.filter(confirmed_at__lt=entry.effective_at)
    else:
        first = Letter.objects.filter(
            subscriber=OuterRef("pk"), release=edition.uid, language=edition.language, state__in=REACHED
        )
        rows = rows.filter(Exists(first))
    asked = rows.order_by("pk").values_list("pk", "languages", "kinds", "topics", "cadence", "hour", "time_zone")
    walked = list(asked[:AT_ONCE])
    topics = _topics(edition) if event == Letter.Event.NEW else frozenset()
    times: dict[tuple[str, int, str], dt.datetime] = {}
    letters = []
    for pk, languages, kinds, wanted, cadence, hour, time_zone in walked:
        if event == Letter.Event.NEW and not _wants(edition, languages, kinds, wanted, topics):
            continue
        when = cadence, hour, time_zone
        if when not in times:
            times[when] = due_at(cadence, hour, time_zone, now=now)
        letters.append(
            Letter(
                subscriber_id=pk,
                event=event,
                release=edition.uid,
                language=edition.language,
                number=edition.number,
                effective_at=entry.effective_at,
                next_at=times[when],
            )
        )
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return [pk for pk, *_choices in walked]


def _wants(
    edition: Edition, languages: Iterable[str], kinds: list[str], wanted: list[str], topics: frozenset[str]
) -> bool:
    return (
        edition.language in languages
        and (not kinds or edition.kind in kinds)
        and (not wanted or not topics.isdisjoint(wanted))
    )


def _topics(edition: Edition) -> frozenset[str]:
    """The edition's topics under every address that they ever had."""
    present = {topic["slug"] for topic in edition.body.get("topics", [])}
    joined = FormerAddress.objects.filter(role=Role.TOPIC, leads_to__in=present).values_list("slug", flat=True)
    return frozenset(present.union(joined))
