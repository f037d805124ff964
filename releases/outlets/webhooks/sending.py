"""Sends what is due: several at once, so that an endpoint that is slow or gone delays no other."""

import datetime as dt
import email.utils
import logging
import random
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from releases.partners.endpoints import Attempt, Delivery, Endpoint
from releases.partners.planning import plan

from .reaching import LONGEST_S, TIMEOUT_S, Answer, NotReached, Post
from .telling import body_of, headers_of

AT_ONCE = 16
AT_ONCE_FOR_ONE = 2
# However many endpoints a partner has: others are served all the same.
AT_ONCE_FOR_PARTNER = 6
# Ten attempts, over three days.
WAITS = tuple(
    dt.timedelta(**wait)
    for wait in (
        {"seconds": 5},
        {"minutes": 5},
        {"minutes": 30},
        {"hours": 2},
        {"hours": 5},
        {"hours": 10},
        {"hours": 12},
        {"hours": 18},
        {"hours": 24},
    )
)
# Longer than an attempt can take: who claims it and dies leaves it to the next.
_CLAIM = dt.timedelta(seconds=TIMEOUT_S * 2 + LONGEST_S + 30)
_LONGEST_RETRY_AFTER = dt.timedelta(days=1)
_KEPT = dt.timedelta(days=90)
_PATIENCE_S, _TURNS = 0.2, 100
_SUCCESS, _GONE = 2, 410
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Outcome:
    answer: Answer | None
    error: str
    duration_ms: int

    @property
    def is_delivered(self) -> bool:
        return self.answer is not None and self.answer.status // 100 == _SUCCESS


class Sender:
    """Keeps its requests going between calls. The database is asked by the caller's thread alone."""

    def __init__(self) -> None:
        self._post = Post()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhooks")
        self._under_way: dict[Future[_Outcome], tuple[Delivery, dt.datetime]] = {}

    def deliver(self) -> int:
        """Plans, sends what is due, writes down what came back; how much there was to do. Waits for a moment only."""
        planned, done = plan(), 0
        # Who answers at once makes room for the next at once: no endpoint waits for all the mail of a release.
        for _turn in range(_TURNS):
            started = self._start()
            if self._under_way:
                wait(self._under_way, timeout=_PATIENCE_S, return_when=FIRST_COMPLETED)
            finished = self._finish()
            done += started + finished
            if not (started and finished):
                break
        return planned + done + len(self._under_way)

    def close(self) -> None:
        """What is under way is finished and written down."""
        wait(self._under_way)
        self._finish()
        self._threads.shutdown()
        self._post.close()

    def _start(self) -> int:
        now, started = timezone.now(), 0
        for delivery in self._due(now):
            if not _claim(delivery, now):
                continue
            started += 1
            body = body_of(delivery, delivery.endpoint, now=now)
            if body is None:
                _settle(delivery, Delivery.State.DROPPED)
                continue
            headers = headers_of(delivery, delivery.endpoint, body, now=now)
            if not headers["webhook-signature"]:
                _note(delivery, now, _Outcome(None, "The secret cannot be opened: give the endpoint a new one.", 0))
                continue
            future = self._threads.submit(_sent, self._post, delivery.endpoint.url, body, headers)
            self._under_way[future] = delivery, now
        return started

    def _due(self, now: dt.datetime) -> list[Delivery]:
        """As many as there are threads free; of each endpoint a few, those that never failed first."""
        free = AT_ONCE - len(self._under_way)
        if free <= 0:
            return []
        busy = Counter(delivery.endpoint_id for delivery, _at in self._under_way.values())
        full = [endpoint for endpoint, count in busy.items() if count >= AT_ONCE_FOR_ONE]
        partners = Counter(delivery.endpoint.partner_id for delivery, _at in self._under_way.values())
        occupied = [partner for partner, count in partners.items() if count >= AT_ONCE_FOR_PARTNER]
        # A name may take longer to be resolved than a claim lasts.
        under_way = [delivery.pk for delivery, _at in self._under_way.values()]
        due = Delivery.objects.filter(next_at__lte=now, endpoint__state=Endpoint.State.ACTIVE).exclude(pk__in=under_way)
        chosen: list[Delivery] = []
        for delivery in (
            due.exclude(endpoint__in=full)
            .exclude(endpoint__partner__in=occupied)
            .select_related("endpoint")
            .order_by("attempts", "next_at", "pk")[: AT_ONCE * AT_ONCE_FOR_ONE]
        ):
            partner = delivery.endpoint.partner_id
            room = busy[delivery.endpoint_id] < AT_ONCE_FOR_ONE and partners[partner] < AT_ONCE_FOR_PARTNER
            if room and len(chosen) < free:
                busy[delivery.endpoint_id] += 1
                partners[partner] += 1
                chosen.append(delivery)
        return chosen

    def _finish(self) -> int:
        done = [future for future in self._under_way if future.done()]
        for future in done:
            delivery, made_at = self._under_way.pop(future)
            _note(delivery, made_at, future.result())
        return len(done)


def _sent(post: Post, url: str, body: bytes, headers: dict[str, str]) -> _Outcome:
    """Runs in a thread of its own. Never raises: whatever went wrong is an outcome."""
    begun = time.monotonic()
    answer, error = None, ""
    try:
        answer = post(url, body, headers)
    except NotReached as failure:
        error = str(failure)
    except Exception as failure:  # the edge to somebody else's server
        log.exception("A webhook failed in a way that is not foreseen")
        error = type(failure).__name__
    return _Outcome(answer, error[:300], int((time.monotonic() - begun) * 1000))


def _claim(delivery: Delivery, now: dt.datetime) -> bool:
    """Whether this worker sends it: one of any number of them."""
    delivery.attempts += 1
    claimed = Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at).update(
        next_at=now + _CLAIM, attempts=delivery.attempts
    )
    return bool(claimed)


@transaction.atomic
def _note(delivery: Delivery, made_at: dt.datetime, outcome: _Outcome) -> None:
    status = outcome.answer.status if outcome.answer else None
    Attempt.objects.create(
        delivery=delivery, made_at=made_at, status=status, error=outcome.error, duration_ms=outcome.duration_ms
    )
    if outcome.is_delivered:
        _settle(delivery, Delivery.State.DELIVERED)
    elif status == _GONE:
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(state=Endpoint.State.GONE)
        _settle(delivery, Delivery.State.FAILED)
    elif delivery.attempts > len(WAITS):
        _settle(delivery, Delivery.State.FAILED)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(next_at=timezone.now() + _pause(delivery, outcome))


def _pause(delivery: Delivery, outcome: _Outcome) -> dt.timedelta:
    """Longer each time, not the same for all; what the endpoint asks for, up to a day, where that is longer."""
    pause = WAITS[delivery.attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311  spread, not secrecy
    asked = _retry_after(outcome.answer) if outcome.answer and outcome.answer.status in {429, 503} else None
    return max(pause, asked) if asked is not None else pause


def _retry_after(answer: Answer) -> dt.timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3)."""
    words = answer.retry_after.strip()
    if words.isascii() and words.isdecimal():
        return min(dt.timedelta(seconds=int(words[:9])), _LONGEST_RETRY_AFTER)
    try:
        until = email.utils.parsedate_to_datetime(words)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return min(until - timezone.now(), _LONGEST_RETRY_AFTER)


def _settle(delivery: Delivery, state: Delivery.State) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, next_at=None)


def forget(*, now: dt.datetime) -> int:
    """Takes out of the log what was settled ninety days ago; how many deliveries."""
    old = Delivery.objects.filter(next_at=None, effective_at__lt=now - _KEPT)
    Attempt.objects.filter(delivery__in=old).delete()
    return old.delete()[0]
