"""`/metrics`: for Prometheus, to who bears the token; to everybody else it does not exist."""

import time
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from embassy import measuring
from embassy.measuring import Gauge
from releases.editions import clocks, reading
from releases.running import beating
from releases.running.backlog import backlog

from .absence import AWAY, KNOWN_AWAY
from .supervising import bears_token


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Requests of all processes, and how the installation stands. Seven queries."""
    if not bears_token(request):
        raise Http404
    kind, body = measuring.told(_standing(is_away=KNOWN_AWAY in request.META))
    return HttpResponse(body, content_type=kind, headers={"Cache-Control": "no-store"})


def _standing(*, is_away: bool) -> list[Gauge]:
    """Asked of the database each time: the same whichever process answers. Numbers of what is public, or of queues."""
    began = time.perf_counter()
    try:
        values = [] if is_away else list(_values())
    except AWAY:
        values = []
    return [
        ("embassy_database_up", "Whether the database answers", bool(values)),
        *values,
        ("embassy_scrape_seconds", "How long asking took", time.perf_counter() - began),
    ]


def _values() -> Iterator[Gauge]:
    now = timezone.now()
    yield "embassy_public_editions", "Editions that are public now", reading.public(now).count()
    beat_at = beating.last_beat()
    if beat_at is not None:
        yield "embassy_worker_beat_seconds", "Since a worker was heard of", (now - beat_at).total_seconds()
    yield "embassy_worker_late", "Whether no worker was heard of for too long", beating.is_late(beat_at)
    waits = backlog()
    yield "embassy_deliveries_due", "Webhooks that are due", waits.deliveries
    yield "embassy_letters_due", "Letters to subscribers that are due", waits.letters
    yield "embassy_staff_mails_due", "Mails to staff that are due", waits.mails
    yield "embassy_files_due", "Files of pictures and documents that are to be made", waits.files
    since = (now - waits.oldest_at).total_seconds() if waits.oldest_at else 0
    yield "embassy_oldest_due_seconds", "Since when the oldest of what is to be sent has been due", since
    apart = clocks.difference().total_seconds()
    yield "embassy_clock_difference_seconds", "Of the database's clock against ours", apart
