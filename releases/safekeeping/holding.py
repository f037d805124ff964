"""After a restore, what may have been sent before is not sent again.

The archive is older than the end of the machine that made it: what waited then, and what took effect since, may have
gone out from there. It is planned, so that later corrections reach the same readers, and marked instead of sent.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from releases.notices import planning as notices
from releases.notices.models import StaffMail
from releases.partners import planning as partners
from releases.partners.endpoints import Attempt, Delivery
from releases.subscribers import planning as subscribers
from releases.subscribers.models import Letter

if TYPE_CHECKING:
    from django.db.models import QuerySet

WHY = "Not sent after a restore from a backup: it may have been sent before."
# Who claims something puts it off for a while; it may be under way.
_CLAIMED_FOR = dt.timedelta(minutes=10)
_PLANNERS = (notices.plan, partners.plan, subscribers.plan)


@dataclass(frozen=True)
class Held:
    letters: int
    deliveries: int
    mails: int


def hold() -> Held:
    """Marks what is due, under way, or took effect by now. What is due later, such as a daily mail, waits on."""
    until = timezone.now() + _CLAIMED_FOR
    before = [
        _letters(Letter.objects.filter(state=Letter.State.WAITING, next_at__lte=until)),
        _deliveries(Delivery.objects.filter(next_at__lte=until)),
        _mails(StaffMail.objects.filter(next_at__lte=until)),
    ]
    before[0] += _letters(Letter.objects.filter(state=Letter.State.SENDING))
    letter, delivery, mail = (_last(model.objects.all()) for model in (Letter, Delivery, StaffMail))
    for plan in _PLANNERS:
        while plan():
            pass
    return Held(
        letters=before[0] + _letters(Letter.objects.filter(state=Letter.State.WAITING, pk__gt=letter)),
        deliveries=before[1] + _deliveries(Delivery.objects.filter(next_at__isnull=False, pk__gt=delivery)),
        mails=before[2] + _mails(StaffMail.objects.filter(next_at__isnull=False, pk__gt=mail)),
    )


def _letters(rows: "QuerySet[Letter]") -> int:
    return rows.update(state=Letter.State.UNCERTAIN, next_at=None, last_error=WHY)


def _deliveries(rows: "QuerySet[Delivery]") -> int:
    now = timezone.now()
    with transaction.atomic():
        keys = list(rows.values_list("pk", flat=True))
        noted = [Attempt(delivery_id=key, made_at=now, error=WHY, duration_ms=0) for key in keys]
        Attempt.objects.bulk_create(noted, batch_size=500)
        rows.update(state=Delivery.State.FAILED, next_at=None)
    return len(keys)


def _mails(rows: "QuerySet[StaffMail]") -> int:
    return rows.update(next_at=None, last_error=WHY)


def _last(rows: "QuerySet[Letter] | QuerySet[Delivery] | QuerySet[StaffMail]") -> int:
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0
