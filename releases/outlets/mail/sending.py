"""Letters that are due: each is written, claimed, sent, settled. A claim is committed first, so nothing goes twice."""

import datetime as dt
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from releases.editions import reading
from releases.notices.writing import one_line
from releases.subscribers.models import Letter, Subscriber
from releases.subscribers.planning import plan
from releases.subscribers.subscribing import came_back

from .composing import Composer
from .posting import Fate, Outcome, Post, Unreachable

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 50
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
# Longer than an attempt can take. What is claimed for longer was stopped in the midst of it.
CLAIM = dt.timedelta(minutes=10)
_REST = dt.timedelta(seconds=30)
log = logging.getLogger(__name__)


class Sender:
    """Keeps nothing that a restart would lose, but when to try again a server that cannot be reached."""

    def __init__(self) -> None:
        self._rests_until: dt.datetime | None = None

    def deliver(self) -> int:
        """Plans a step, sends a few; how much there was to do."""
        planned = plan()
        if not settings.MAIL_IS_SENT:
            return planned
        now = timezone.now()
        _settle_interrupted(now)
        resting = self._rests_until is not None and self._rests_until > now
        return planned + (0 if resting else self._send_due(now))

    def _send_due(self, now: dt.datetime) -> int:
        bundles = list(_bundles(now))
        imprint = reading.imprint_at(now) if bundles else None
        if imprint is None:
            return 0
        composer, post, done = Composer(imprint), Post(), 0
        try:
            for subscriber, letters in bundles:
                post.open()
                _deal(subscriber, letters, composer, post)
                done += 1
        except Unreachable as error:
            log.warning("The mail server cannot be reached: %s", error)
            self._rests_until = now + _REST
        finally:
            post.close()
        return done


def _bundles(now: dt.datetime) -> Iterator[tuple[Subscriber, list[Letter]]]:
    """What goes together in one message: of who reads once a day, all that is due. Links of their own go first."""
    due = Letter.objects.filter(state=Letter.State.WAITING, next_at__lte=now).select_related("subscriber")
    links = due.filter(release__isnull=True).order_by("next_at", "pk")[:AT_ONCE]
    news = due.filter(release__isnull=False).order_by("next_at", "pk")[:AT_ONCE]
    seen: set[int] = set()
    for letter in [*links, *news]:
        reader = letter.subscriber
        if letter.release is None or not reader.is_daily:
            yield reader, [letter]
        elif reader.pk not in seen:
            seen.add(reader.pk)
            yield reader, list(due.filter(subscriber=reader, release__isnull=False).order_by("pk"))


def _claim(letters: list[Letter]) -> bool:
    """Whether this worker sends them: one of any number. All of them, or none."""
    keys = [letter.pk for letter in letters]
    with transaction.atomic():
        waiting = Letter.objects.filter(pk__in=keys, state=Letter.State.WAITING)
        claimed = waiting.update(
            state=Letter.State.SENDING, next_at=None, claimed_at=timezone.now(), attempts=F("attempts") + 1
        )
        if claimed != len(keys):
            transaction.set_rollback(True)
    return claimed == len(keys)


def _deal(subscriber: Subscriber, letters: list[Letter], composer: Composer, post: Post) -> None:
    """Written first and claimed then: between the claim and the server's answer is nothing but the sending."""
    try:
        composed = composer.composed(subscriber, letters, now=timezone.now())
    except Exception as error:  # one that cannot be written holds up no other; its row says why
        log.exception("A letter cannot be written: %s", letters[0])
        if _claim(letters):
            _later(letters, one_line(f"{type(error).__name__}: {error}", 300))
        return
    with transaction.atomic():
        if not _claim(letters):
            return
        _settle(composed.dropped, Letter.State.DROPPED)
        _settle(composed.overtaken, Letter.State.OVERTAKEN)
    if composed.message is not None:
        _note(subscriber, composed.borne, post.send(composed.message))


def _note(subscriber: Subscriber, letters: list[Letter], outcome: Outcome) -> None:
    if outcome.fate is Fate.SENT:
        _settle(letters, Letter.State.SENT)
    elif outcome.fate is Fate.LATER:
        _later(letters, outcome.error)
    elif outcome.fate is Fate.UNKNOWN:
        _settle(letters, Letter.State.UNCERTAIN, outcome.error)
    else:
        _settle(letters, Letter.State.FAILED, outcome.error)
        if outcome.fate is Fate.REFUSED:
            came_back(subscriber=subscriber)


def _later(letters: list[Letter], error: str) -> None:
    """Longer each time; given up at last."""
    attempts = max(letter.attempts for letter in letters) + 1
    if attempts > len(WAITS):
        _settle(letters, Letter.State.FAILED, error)
        return
    _rows(letters).update(state=Letter.State.WAITING, next_at=timezone.now() + WAITS[attempts - 1], last_error=error)


def _settle(letters: list[Letter], state: Letter.State, error: str = "") -> None:
    if not letters:
        return
    sent_at = timezone.now() if state == Letter.State.SENT else None
    _rows(letters).update(state=state, sent_at=sent_at, last_error=error)


def _rows(letters: list[Letter]) -> "QuerySet[Letter]":
    return Letter.objects.filter(pk__in=[letter.pk for letter in letters], state=Letter.State.SENDING)


def _settle_interrupted(now: dt.datetime) -> None:
    """A worker was stopped while it sent them. An edition goes once at most; a link may go again."""
    stopped = Letter.objects.filter(state=Letter.State.SENDING, claimed_at__lt=now - CLAIM)
    for letter in stopped:
        if letter.release is None:
            _rows([letter]).update(state=Letter.State.WAITING, next_at=now)
        else:
            _settle([letter], Letter.State.UNCERTAIN)
