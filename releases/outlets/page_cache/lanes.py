"""Few requests at a time are Django's, of the desk and of readers each their own; so what is kept always goes out.

The server has many threads, most of which only wait here: a thread of the server that has an answer in memory gives it
at once, whatever the others are waiting for. What Django does, and its connections to the database, is done by the few
threads of the lanes.
"""

import functools
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from django.db import connections

from releases.outlets.absence import KNOWN_AWAY

from .asked import Environ
from .kept import Watch

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
_Answer = tuple[tuple[Any, ...], Iterable[bytes]]
"""What the application said with `start_response`, and the body."""

_DESK = "/admin/"
_ASKS_NOBODY = "/healthz"
_OF_OPERATORS = frozenset({"/readyz", "/metrics"})
_WIDTH, _WIDTH_OF_OPERATORS = 2, 1
# Beyond that, threads of the server would be missing for who can be answered at once.
_MOST_WAITING = 16
_PATIENCE_S, _GLANCE_S = 15.0, 0.5
_READING = frozenset({"GET", "HEAD"})
_SILENT, _BUSY = "It did not answer when it was last asked.", "Too many wait already."


class Lanes:
    """A WSGI application around Django's. While the database is known to be away, nobody waits for it."""

    def __init__(self, application: Application, watch: Watch, *, waiters: int) -> None:
        """`waiters`: how many readers may hold a lane of their own, waiting for what comes next (long polls)."""
        self._application, self._watch = application, watch
        self._local = threading.local()
        self._desk = _Lane("desk", _WIDTH)
        self._operators = _Lane("operators", _WIDTH_OF_OPERATORS)
        self._readers = _Lane("readers", _WIDTH + waiters, most_waiting=None)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == _ASKS_NOBODY:
            return self._application(environ, start_response)
        reason = _SILENT if self._watch.is_away() else ""
        if not reason:
            # What was to be written may have been: whoever sent it waits until that is known.
            is_reading = environ.get("REQUEST_METHOD", "GET") in _READING
            try:
                said, body = self._lane(path).through(
                    functools.partial(self._done, environ), gives_up=self._watch.is_away if is_reading else _never
                )
            except _Refused as refusal:
                reason = str(refusal)
            else:
                start_response(*said)
                return body
        environ[KNOWN_AWAY] = reason
        return self._application(environ, start_response)

    def _lane(self, path: str) -> "_Lane":
        if path.startswith(_DESK):
            return self._desk
        return self._operators if path in _OF_OPERATORS else self._readers

    def _done(self, environ: Environ) -> _Answer:
        """In a thread of a lane. A connection from before the database was away would fail the first who uses it."""
        returns = self._watch.returns
        if getattr(self._local, "returns", 0) != returns:
            connections.close_all()
            self._local.returns = returns
        said: list[tuple[Any, ...]] = []
        body = self._application(environ, lambda *line: said.append(line))
        return said[-1] if said else (), body


class _Refused(Exception):
    """Too many wait already, it took too long to get in, or the database went away meanwhile."""


class _Lane:
    def __init__(self, name: str, width: int, most_waiting: int | None = _MOST_WAITING) -> None:
        self._threads = ThreadPoolExecutor(width, thread_name_prefix=f"lane-{name}")
        self._most = None if most_waiting is None else width + most_waiting
        self._count, self._lock = 0, threading.Lock()

    def through(self, work: Callable[[], _Answer], *, gives_up: Callable[[], bool]) -> _Answer:
        """What `work` returns or raises; it runs in the context of the caller."""
        with self._lock:
            if self._most is not None and self._count >= self._most:
                raise _Refused(_BUSY)
            self._count += 1
        try:
            return _awaited(self._threads.submit(copy_context().run, work), gives_up)
        finally:
            with self._lock:
                self._count -= 1


def _awaited(future: Future[_Answer], gives_up: Callable[[], bool]) -> _Answer:
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return future.result(_GLANCE_S)
        except TimeoutError:
            if future.done():  # the work's own
                raise
        if gives_up():
            if not future.cancel():
                future.add_done_callback(_closed)
            raise _Refused(_SILENT)
        if time.monotonic() > until and future.cancel():
            raise _Refused(_BUSY)


def _closed(future: Future[_Answer]) -> None:
    """Nobody waits for it any more."""
    if future.exception() is None:
        _said, body = future.result()
        close = getattr(body, "close", None)
        if close is not None:
            close()


def _never() -> bool:
    return False
