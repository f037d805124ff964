"""Whether a worker is there, and what waits for one."""

import datetime as dt
import os
import socket

from django.utils import timezone

from releases.partners.endpoints import Delivery, Endpoint
from releases.subscribers.models import Letter

from .models import Worker

EVERY = dt.timedelta(seconds=10)
# A worker that makes the files of a long recording is busy, not gone.
LATE_AFTER = dt.timedelta(minutes=2)
_FORGOTTEN_AFTER = dt.timedelta(days=1)


def beat() -> None:
    """One small write, by a worker, every ten seconds; workers of which nothing was heard for a day are forgotten."""
    now = timezone.now()
    if not Worker.objects.filter(name=_name()).update(beat_at=now):
        Worker.objects.create(name=_name(), started_at=now, beat_at=now)
        Worker.objects.filter(beat_at__lt=now - _FORGOTTEN_AFTER).delete()


def ended() -> None:
    """Says good-bye: who stopped on purpose is not late."""
    Worker.objects.filter(name=_name()).delete()


def _name() -> str:
    return f"{socket.gethostname()[:80]}:{os.getpid()}"


def last_beat() -> dt.datetime | None:
    """One query."""
    return Worker.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()


def is_late(beat_at: dt.datetime | None) -> bool:
    return beat_at is None or beat_at < timezone.now() - LATE_AFTER


def deliveries_due() -> int:
    """One query."""
    due = Delivery.objects.filter(next_at__lte=timezone.now(), endpoint__state=Endpoint.State.ACTIVE)
    return due.count()


def letters_due() -> int:
    """Of subscribers. One query."""
    return Letter.objects.filter(state=Letter.State.WAITING, next_at__lte=timezone.now()).count()
