"""What is approved and not public yet, for the one reader outside the house to whom it was given early.

No outlet's list, search or address leads here: who asks has opened the door by a token first.
"""

import datetime as dt
import uuid

from django.db.models import F

from .models import Edition, EditionFile
from .reading import EditionQuerySet


def opening_after(at: dt.datetime, *, uid: uuid.UUID) -> EditionQuerySet:
    """The editions of a release that open after `at`, soonest first; what was cancelled opens never."""
    rows: EditionQuerySet = Edition.objects.filter(uid=uid, public_from__gt=at).exclude(public_until=F("public_from"))
    return rows.order_by("public_from", "language", "id")


def showing(digest: str, editions: list[Edition]) -> Edition | None:
    """The first of these editions that shows the file. One query."""
    rows = EditionFile.objects.filter(edition__in=[edition.pk for edition in editions], digest=digest)
    found = set(rows.values_list("edition", flat=True))
    return next((edition for edition in editions if edition.pk in found), None)
