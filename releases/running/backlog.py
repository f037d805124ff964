"""What waits for a worker at this moment, and for how long the oldest of it does."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from releases.assets.renditions import waiting as files_waiting
from releases.notices.models import StaffMail
from releases.partners.endpoints import Delivery, Endpoint
from releases.subscribers.models import Letter


@dataclass(frozen=True)
class Backlog:
    """What is due now; what is to come at a later attempt is not. `oldest_at` is since when the oldest has been due."""

    deliveries: int
    letters: int
    mails: int
    files: int
    oldest_at: dt.datetime | None

    def __bool__(self) -> bool:
        return any((self.deliveries, self.letters, self.mails, self.files))


def backlog() -> Backlog:
    """Four queries."""
    now = timezone.now()
    deliveries, first = _due(
        Delivery.objects.filter(next_at__lte=now, endpoint__state=Endpoint.State.ACTIVE),
    )
    letters, second = _due(Letter.objects.filter(state=Letter.State.WAITING, next_at__lte=now))
    mails, third = _due(StaffMail.objects.filter(next_at__lte=now))
    oldest = min((at for at in (first, second, third) if at is not None), default=None)
    return Backlog(deliveries, letters, mails, files_waiting().count(), oldest)


def _due(rows: "QuerySet[Delivery] | QuerySet[Letter] | QuerySet[StaffMail]") -> tuple[int, dt.datetime | None]:
    found = rows.aggregate(count=Count("pk"), oldest=Min("next_at"))
    return found["count"], found["oldest"]
