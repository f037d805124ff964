"""Tells a CDN to forget what it keeps: at once when the record was changed, and again at each instant it takes effect.

Without it a CDN shows what it has until its lifetime ends (`EMBASSY_CDN_SECONDS`). One tag is on every page, since a
page quotes, lists and counts releases other than its own. Nothing is kept of what was purged: a worker that starts
purges, so that nothing it missed matters.
"""

import datetime as dt
import logging
import math
import threading
from time import monotonic

import httpx
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from releases.editions.state import State, state
from releases.outlets.absence import AWAY

_LOOK_EVERY_S = 0.25
_AGAIN_AFTER_S = 5.0
_TIMEOUT_S = 5.0
_log = logging.getLogger(__name__)


class Purger:
    """In a thread of its own beside the worker's jobs: a picture that is being made must not hold up a withdrawal."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._again_at_s = math.inf
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="purger", daemon=True)

    def start(self) -> None:
        """Nothing where no CDN is to be told."""
        if settings.PURGE_URL:
            self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(_TIMEOUT_S * 2)

    def look(self) -> bool:
        """Purges where the record has changed, or an interval has ended, since the last purge that was heard; and again
        a margin later, for what was under way meanwhile.

        Raises httpx.HTTPError where the CDN did not say that it was.
        """
        found = state(known=self._state)
        if found is not self._state:
            purge()
            self._state, self._again_at_s = found, monotonic() + settings.RECORD_MARGIN_S
            return True
        if monotonic() < self._again_at_s:
            return False
        purge()
        self._again_at_s = math.inf
        return True

    def _run(self) -> None:
        pause_s = 0.0
        while not self._stopped.wait(pause_s):
            pause_s = self._pause_s()
        connection.close()

    def _pause_s(self) -> float:
        close_old_connections()
        try:
            if self.look():
                _log.info("The CDN was told to forget what it keeps.")
        except httpx.HTTPError as error:
            _log.error("The CDN was not told of a change, and shows the old page until its lifetime ends: %s", error)
            return _AGAIN_AFTER_S
        except AWAY as error:
            _log.error("Whether a CDN has to be told cannot be known: %s", error)
            connection.close()
            return _AGAIN_AFTER_S
        except Exception as error:  # nobody starts this thread anew: what it cannot do now, it tries again
            _log.error("The CDN was not told of a change: %s", type(error).__name__)
            connection.close()
            return _AGAIN_AFTER_S
        return min(_LOOK_EVERY_S, self._until_next_end_s())

    def _until_next_end_s(self) -> float:
        until = self._state.until if self._state else None
        return max(0.0, (until - timezone.now()) / dt.timedelta(seconds=1)) if until else _LOOK_EVERY_S


def purge() -> None:
    """One request, as the operator has written it down. Raises httpx.HTTPError unless the answer is 2xx.

    The address is the operator's own: it may be on this machine, and is not led elsewhere.
    """
    headers = {"Content-Type": "application/json"} if settings.PURGE_BODY else {}
    if settings.PURGE_HEADER:
        name, _colon, value = settings.PURGE_HEADER.partition(":")
        headers[name.strip()] = value.strip()
    answer = httpx.request(
        settings.PURGE_METHOD,
        settings.PURGE_URL,
        headers=headers,
        content=settings.PURGE_BODY.encode() or None,
        timeout=_TIMEOUT_S,
        follow_redirects=False,
        trust_env=False,
    )
    if not answer.is_success:
        # Without the address, which may hold a key.
        raise httpx.HTTPError(f"it answered {answer.status_code}")
