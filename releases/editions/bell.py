"""A bell that every process on this host hears: rung when an act has been committed, so that caches look at the record.

It only hastens. Who did not hear it (another host, a process that died before it rang) looks every fraction of the
margin anyway; see `releases.outlets.page_cache`.
"""

import logging
import mmap
import os
import secrets
import threading

from django.conf import settings

_WIDTH = 8
_log = logging.getLogger(__name__)


class Bell:
    """Eight bytes of memory that the processes share, by the file `bell` in the folder of all state."""

    def __init__(self) -> None:
        self._memory: mmap.mmap | None = None
        self._lock = threading.Lock()

    def ring(self) -> None:
        """Another value than before, whoever rings at the same time. It never fails: an act that is done is done."""
        try:
            self._shared()[:_WIDTH] = secrets.token_bytes(_WIDTH)
        except OSError as error:
            _log.warning("The bell cannot be rung; other processes learn of the act a little later: %s", error)

    def heard(self) -> bytes:
        """What it was rung with last; nothing where there is no bell."""
        try:
            return self._shared()[:_WIDTH]
        except OSError:
            return b""

    def _shared(self) -> mmap.mmap:
        if self._memory is None:
            with self._lock:
                if self._memory is None:
                    self._memory = _opened()
        return self._memory


def _opened() -> mmap.mmap:
    descriptor = os.open(settings.BELL_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(descriptor).st_size < _WIDTH:
            os.ftruncate(descriptor, _WIDTH)
        return mmap.mmap(descriptor, _WIDTH)
    finally:
        os.close(descriptor)


_bell = Bell()
ring, heard = _bell.ring, _bell.heard
