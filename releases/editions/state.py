"""Which state the record is in, and until when: what a cache has to ask, in one short query where nothing happened."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from . import interval_ends
from .former import FormerAddress
from .models import UNSEEN, Act, JournalEntry
from .prepared import Prepared

Generation = tuple[str, int, dt.datetime | str | None]


@dataclass(frozen=True)
class State:
    """`generation` is another after each act that readers can see something of, sooner or later.

    Within one generation, what is public is the same at each instant of `at <= t < until`. `has_expunged`: since the
    state that was known before, words were taken out of the record.
    """

    generation: Generation
    at: dt.datetime
    until: dt.datetime | None
    has_expunged: bool = False


def _last() -> QuerySet[JournalEntry, Any]:
    moved = FormerAddress.objects.order_by("-moved_at").values("moved_at")[:1]
    newest = JournalEntry.objects.exclude(act__in=UNSEEN).order_by("-sequence")
    return newest.values_list("digest", "sequence", Subquery(moved))[:1]


_LAST = Prepared(_last)


def generation() -> Generation:
    """Digest and number of the last act, which covers all acts before it, and when the last address moved. One query.

    The time is as the database says it: it is only compared.
    """
    row = next(iter(_LAST.tuples()), None)
    return (row[0], row[1], row[2]) if row else ("", 0, None)


def state(*, known: State | None = None) -> State:
    """The present state. One query where it is still what was `known`; where it is not six more, each by an index, and
    one of the acts since then."""
    current, at = generation(), timezone.now()
    if known is not None and known.generation == current and known.at <= at and (not known.until or at < known.until):
        return known
    has_expunged = known is not None and _has_expunged(known.generation, current)
    return State(current, at, interval_ends.next_end_after(at), has_expunged)


def _has_expunged(known: Generation, current: Generation) -> bool:
    if known == current:
        return False
    return JournalEntry.objects.filter(act=Act.EXPUNGE, sequence__gt=known[1]).exists()
