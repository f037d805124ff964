"""Whether our clock and the database's agree: the margin holds only while they do."""

import datetime as dt

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.errors import Refusal


def difference() -> dt.timedelta:
    """How far the database's clock is ahead of ours (negative: behind), less what asking took. One query."""
    asked_at = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now FROM record_clock")
        [said] = cursor.fetchone()
    answered_at = timezone.now()
    theirs = said if isinstance(said, dt.datetime) else dt.datetime.fromisoformat(said).replace(tzinfo=dt.UTC)
    if theirs < asked_at:
        return theirs - asked_at
    return theirs - answered_at if theirs > answered_at else dt.timedelta()


def most() -> dt.timedelta:
    """Half the margin. The other half is for the commit, and for every process to learn of it."""
    return dt.timedelta(seconds=settings.RECORD_MARGIN_S / 2)


def agree(found: dt.timedelta) -> bool:
    return abs(found) <= most()


def require_agreement() -> None:
    """Raises Refusal while the clocks are further apart than half the margin."""
    found = difference()
    if not agree(found):
        raise Refusal(
            _(
                "The clocks of this server and of the database differ by %(found)s seconds, and may by %(most)s. "
                "Nothing can be published on its second. Let an administrator set them right (NTP), then try again."
            )
            % {"found": f"{abs(found.total_seconds()):.1f}", "most": f"{most().total_seconds():g}"},
            code="clocks_differ",
        )
