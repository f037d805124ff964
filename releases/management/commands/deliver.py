"""The worker: does what is planned and due. Publication never waits for it."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from releases.assets.renditions import make_waiting
from releases.authoring.working_drafts import sweep
from releases.editions.tallying import recount_stale
from releases.notices.sending import deliver
from releases.outlets.mail import sending as mail
from releases.outlets.purging import Purger
from releases.outlets.webhooks.sending import Sender, forget
from releases.partners.forgetting import forget_readers
from releases.running import beating, surveying
from releases.subscribers import subscribing

_PAUSE_S = 1.0
_SWEEP_S = 3600.0
_COUNT_S = 60.0
_SURVEY_S = 24 * 3600.0
# On a busy machine the site goes first.
_YIELDS = 5
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Makes the files that are planned, tells endpoints of partners what changed, and sends mail to staff and to "
        "subscribers, until it is stopped. Its state is in the database: a restart loses nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
        parser.add_argument("--beside", type=int, metavar="PID", help="stop when this process does")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping, self.webhooks, self.mail = False, Sender(), mail.Sender()
        self.purger = Purger()
        self.beats_at = time.monotonic()
        self.sweeps_at = time.monotonic()
        self.counts_at = time.monotonic()
        self.surveys_at = time.monotonic()
        if not settings.MAIL_IS_SENT:
            self.stdout.write("EMBASSY_EMAIL_URL is not set: no mail goes out.")
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._stop)
        if not options["once"]:
            os.nice(_YIELDS)
            self.purger.start()
        try:
            while not self.stopping and not _gone(options["beside"]):
                close_old_connections()
                if self._work():
                    continue
                if options["once"]:
                    return
                time.sleep(_PAUSE_S)
        finally:
            self.purger.stop()
            self.webhooks.close()
            beating.ended()

    def _work(self) -> int:
        sending = (self.webhooks.deliver, make_waiting, deliver, self.mail.deliver)
        jobs = (self._beaten, *sending, self._swept, self._counted, self._surveyed)
        return sum(self._done(job) for job in jobs)

    def _done(self, job: Callable[[], int]) -> int:
        try:
            return job()
        except Exception:  # one bad moment of the disk or the bucket; its rows say so, the others still wait
            log.exception("The worker goes on after a failure")
            return 0

    def _beaten(self) -> int:
        if time.monotonic() >= self.beats_at:
            self.beats_at = time.monotonic() + beating.EVERY.total_seconds()
            beating.beat()
        return 0

    def _swept(self) -> int:
        if time.monotonic() >= self.sweeps_at:
            self.sweeps_at = time.monotonic() + _SWEEP_S
            sweep(now=timezone.now())
            forget(now=timezone.now())
            subscribing.sweep(now=timezone.now())
            forget_readers(now=timezone.now())
        return 0

    def _counted(self) -> int:
        """What the lists of the desk say of the checks: a few releases at a time."""
        if time.monotonic() >= self.counts_at:
            self.counts_at = time.monotonic() + _COUNT_S
            recount_stale(at=timezone.now())
        return 0

    def _surveyed(self) -> int:
        if time.monotonic() >= self.surveys_at:
            self.surveys_at = time.monotonic() + _SURVEY_S
            surveying.survey()
        return 0

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _gone(pid: int | None) -> bool:
    return pid is not None and os.getppid() != pid
