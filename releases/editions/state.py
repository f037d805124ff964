"""Which state the record is in, and until when: what a cache has to ask, in one short query where nothing happened."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Subquery
from django.utils import timezone

from . import reading
from .former import FormerAddress
from .models import Act, JournalEntry

# Acts that no reader can see anything of, and which a busy desk does all day.
UNSEEN = frozenset({Act.SUBMIT, Act.RETURN, Act.LOOK})

Generation = tuple[str, dt.datetime | None]


@dataclass(frozen=True)
class State:
    """`generation` is another after each act that readers can see something of, sooner or later.

    Within one generation, what is public is the same at each instant of `at <= t < until`.
    """

    generation: Generation
    at: dt.datetime
    until: dt.datetime | None


def generation() -> Generation:
    """The digest of the last act, which covers all acts before it, and when the last address moved. One query."""
    moved = FormerAddress.objects.order_by("-moved_at").values("moved_at")[:1]
    row = (
        JournalEntry.objects.exclude(act__in=UNSEEN)
        .order_by("-sequence")
        .values_list("digest", Subquery(moved))
        .first()
    )
    return row or ("", None)


def state(*, known: State | None = None) -> State:
    """The present state. One query where it is still what was `known`; six more, each by an index, where it is not."""
    current, at = generation(), timezone.now()
    if known is not None and known.generation == current and known.at <= at and (not known.until or at < known.until):
        return known
    return State(current, at, reading.next_end_after(at))
