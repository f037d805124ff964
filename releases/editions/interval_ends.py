"""When what is public changes: the ends of intervals, the next, the last, and all of a span; as `reading` gives them.

Instants are aware datetimes.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.apps import apps
from django.db import connection, models
from django.db.models import F

from . import duty
from .reading import everything, imprint_at, instant_of

if TYPE_CHECKING:
    from .models import Edition


def next_end_after(at: dt.datetime) -> dt.datetime | None:
    """The first instant after `at` at which anything opens or closes: how long a cache may keep what it has.

    Editions, the mission's details, the turns of its duty roster, and the editors' choices. Six queries.
    """
    lasting = everything().exclude(public_until=F("public_from"))
    pins = apps.get_model("releases", "Pin")._default_manager.exclude(public_until=F("public_from"))
    imprint = imprint_at(at)
    ahead = [
        *(_first_after(at, rows, end) for rows in (lasting, pins) for end in ("public_from", "public_until")),
        _first_after(at, apps.get_model("releases", "Imprint")._default_manager.all(), "public_from"),
        duty.next_change(imprint.body, at) if imprint else None,
    ]
    return min((end for end in ahead if end is not None), default=None)


def _first_after(at: dt.datetime, rows: models.QuerySet[Any], end: str) -> dt.datetime | None:
    first: dt.datetime | None = rows.filter(**{f"{end}__gt": at}).order_by(end).values_list(end, flat=True).first()
    return first


def last_end_until(at: dt.datetime) -> dt.datetime | None:
    """The last instant up to `at` at which an edition opened or closed, or the mission's details changed.

    Pins and turns of duty are none: they change pages, and nothing of what is followed. One short query, by three
    indexes; written out, since every answer of the API asks it, and putting it together took longer than all the rest.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LAST_END, [connection.ops.adapt_datetimefield_value(at)] * 3)
        behind = [instant_of(end) for end in cursor.fetchone() if end is not None]
    return max(behind, default=None)


_LAST_END = """
SELECT
  (SELECT public_from FROM releases_edition WHERE public_from <= %s
    AND (public_until IS NULL OR public_until <> public_from) ORDER BY public_from DESC LIMIT 1),
  (SELECT public_until FROM releases_edition WHERE public_until <= %s
    AND public_until <> public_from ORDER BY public_until DESC LIMIT 1),
  (SELECT public_from FROM releases_imprint WHERE public_from <= %s ORDER BY public_from DESC LIMIT 1)
"""


def last_expunging() -> dt.datetime | None:
    """When content of the past was last blanked: the one thing that changes it. One query."""
    blanked = everything().filter(expunged_at__isnull=False).order_by("-expunged_at")
    last: dt.datetime | None = blanked.values_list("expunged_at", flat=True).first()
    return last


@dataclass(frozen=True)
class RecordChange:
    """One interval end: an edition that opened or closed at an instant."""

    at: dt.datetime
    event: Literal["closed", "opened"]
    edition: "Edition"


def changes(after: dt.datetime, until: dt.datetime) -> list[RecordChange]:
    """Every interval end in (after, until], oldest first; at one instant, what closes comes before what opens.

    Two queries. Applied in order to `public(after)` they give `public(until)`.
    """
    lasting = everything().exclude(public_until=F("public_from"))
    opened = lasting.filter(public_from__gt=after, public_from__lte=until)
    closed = lasting.filter(public_until__gt=after, public_until__lte=until)
    ends = [
        *(RecordChange(edition.public_from, "opened", edition) for edition in opened),
        *(RecordChange(edition.public_until, "closed", edition) for edition in closed if edition.public_until),
    ]
    return sorted(ends, key=lambda end: (end.at, end.event, end.edition.pk))


def replay(
    ends: Iterable[RecordChange], state: dict[tuple[uuid.UUID, str], int] | None = None
) -> dict[tuple[uuid.UUID, str], int]:
    """The state after some changes: (uid, language) -> edition number."""
    result = dict(state or {})
    for end in ends:
        key = (end.edition.uid, end.edition.language)
        if end.event == "opened":
            result[key] = end.edition.number
        else:
            result.pop(key, None)
    return result
