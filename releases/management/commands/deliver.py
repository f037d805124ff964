"""The worker: does what is planned and due. Publication never waits for it."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from releases.assets.renditions import make_waiting

_PAUSE_S = 1.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Makes the files that are planned, until it is stopped. Its state is in the database: a restart loses nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
        parser.add_argument("--beside", type=int, metavar="PID", help="stop when this process does")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._stop)
        while not self.stopping and not _gone(options["beside"]):
            close_old_connections()
            if self._work():
                continue
            if options["once"]:
                return
            time.sleep(_PAUSE_S)

    def _work(self) -> int:
        try:
            return make_waiting()
        except Exception:  # one bad moment of the disk or the bucket; its rows say so, the others still wait
            log.exception("The worker goes on after a failure")
            return 0

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _gone(pid: int | None) -> bool:
    return pid is not None and os.getppid() != pid
