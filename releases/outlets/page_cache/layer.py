"""The layer itself, a WSGI application around Django's. What it does not know it passes on, untouched."""

import functools
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.http import parse_etags, parse_http_date_safe

from releases.editions import holding
from releases.outlets.answering import preferred_coding
from releases.outlets.limiting import of_address

from . import lifetimes
from .asked import Asked, Asking, Environ, Key, Words, asked, narrowed
from .entries import KEPT_STATUSES, Entry, Headers, Ready, entry_of
from .kept import Kept, Watch

Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

_NOT_MODIFIED = "304 Not Modified"
_LARGEST = 1 / 16
"""Of all the room: more is sent, and not kept."""
_WAIT_S, _GLANCE_S = 10.0, 0.5
_MEDIA = "/media/"


@dataclass
class _Answer:
    """What Django answered: kept in hand, or as it comes."""

    status: str
    headers: Headers
    body: Iterable[bytes]
    exc_info: Any
    entry: Entry | None = None


class PageCache:
    """Thread-safe. `counts` tell how many answers came from memory, of how many."""

    def __init__(
        self,
        application: Application,
        *,
        room_bytes: int,
        address_of: Callable[[Environ], str],
        hosts: frozenset[str],
        watch: Watch | None = None,
    ) -> None:
        self._application = application
        self._room_bytes = room_bytes
        self._address_of = address_of
        self._hosts = hosts
        self._asking = Asking()
        self._watch = watch or Watch(room_bytes)
        self._flights: dict[Key | Asked, threading.Event] = {}
        self._flights_lock = threading.Lock()
        self.counts: Counter[str] = Counter()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        now = time.time()
        words = self._asking.words(environ)
        last = self._watch.last
        ready = last.ready.get(words) if last and words else None
        if ready is not None and ready.at <= now < ready.until and self._watch.kept(now) is last:
            self.counts["hits"] += 1
            return _out(ready, start_response)
        ask = asked(words) if words else None
        kept = self._watch.kept(now) if ask else None
        if words is None or ask is None or kept is None:
            self.counts["passed"] += 1
            return self._application(environ, start_response)
        entry = self._found(kept, ask, now)
        if entry is not None:
            self.counts["hits"] += 1
            return self._sent(kept, entry, words, environ, start_response)
        # Whoever asks for the same address waits; who then finds it in another language or format, for their own.
        for waited_for in (ask.key, ask):
            with self._flight(waited_for) as is_first:
                now = time.time()
                kept = self._watch.kept(now)
                # Also for the first: the flight before may have landed between a look at the shelf and this one.
                entry = self._found(kept, ask, now) if kept else None
                if is_first and kept is not None and entry is None:
                    self.counts["misses"] += 1
                    answer = self._answered(kept, ask, environ)
            if kept is None:
                break
            if entry is not None:
                self.counts["hits"] += 1
                return self._sent(kept, entry, words, environ, start_response)
            if is_first:
                return self._passed_on(answer, environ, start_response)
        # It was not to be kept, or ended meanwhile: each asks for itself.
        self.counts["passed"] += 1
        return self._application(environ, start_response)

    def _found(self, kept: Kept, ask: Asked, now: float) -> Entry | None:
        page = kept.firm.get(ask.key) or kept.loose.get(ask.key)
        entry = page.entry(ask.languages, ask.accept) if page else None
        return entry if entry is not None and entry.at <= now < entry.until else None

    @contextmanager
    def _flight(self, what: Key | Asked) -> Iterator[bool]:
        """True for the first who asks; False for everybody else, once the first has an answer."""
        with self._flights_lock:
            flight = self._flights.get(what)
            if is_first := flight is None:
                flight = self._flights[what] = threading.Event()
        if not is_first:
            until = time.monotonic() + _WAIT_S
            while not flight.wait(_GLANCE_S) and time.monotonic() < until and not self._watch.is_away():
                pass
            yield False
            return
        try:
            yield True
        finally:
            with self._flights_lock:
                del self._flights[what]
            flight.set()

    def _answered(self, kept: Kept, ask: Asked, environ: Environ) -> _Answer:
        started: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [status, headers, exc_info]

        at = time.time()
        with holding.gathered() as held:
            body = self._application(narrowed(environ, ask), start)
        answer = _Answer(started[0], started[1], body, started[2])
        if not held.may_be_kept or answer.status[:3] not in KEPT_STATUSES or self._is_long(answer.headers):
            return answer
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        until = min(kept.until_s, held.until_s)
        answer.body = (content,)
        answer.entry = entry_of(answer.status, answer.headers, content, at=at, until=until, pack=held.pack)
        if answer.entry is not None:
            self._keep(kept, ask, answer.entry)
        return answer

    def _is_long(self, headers: Headers) -> bool:
        """Too long to be kept, or nobody knows how long. A page is taken in hand all the same: it has to be packed."""
        named = {name.lower(): value for name, value in headers}
        length = int(named.get("content-length", -1))
        is_packed = "accept-encoding" in named.get("vary", "").lower()
        return length < 0 or (length > self._room_bytes * _LARGEST and not is_packed)

    def _keep(self, kept: Kept, ask: Asked, entry: Entry) -> None:
        entry.headers, entry.is_for_cdn = lifetimes.for_cdn(entry.headers)
        # Made while its interval ended, it may be of either side.
        if len(entry.content) > self._room_bytes * _LARGEST or not entry.at <= time.time() < entry.until:
            return
        is_page = not ask.key[3] and not ask.key[2].startswith(_MEDIA)
        is_firm = entry.status.startswith("200") and is_page and ask.key[1] in self._hosts
        if entry.status.startswith("404") and ask.key[3]:
            return
        shelf = kept.firm if is_firm else kept.loose
        entry.grown = functools.partial(shelf.weigh, ask.key)
        shelf.put(ask, entry)

    def _passed_on(self, answer: _Answer, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if answer.entry is not None:
            counted = [line for line in answer.headers if line[0].lower().startswith("ratelimit")]
            return _out(_ready(answer.entry, environ, counted), start_response)
        start_response(answer.status, answer.headers, *([answer.exc_info] if answer.exc_info else []))
        if environ["REQUEST_METHOD"] == "HEAD":
            if hasattr(answer.body, "close"):
                answer.body.close()
            return []
        return answer.body

    def _sent(self, kept: Kept, entry: Entry, words: Words, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if not entry.is_counted:
            ready = _ready(entry, environ)
            kept.remember(words, ready)
            return _out(ready, start_response)
        taken = of_address(self._address_of(environ), limit=settings.API_PER_MINUTE)
        if not taken.is_within:
            return self._application(environ, start_response)
        return _out(_ready(entry, environ, [*taken.headers.items()]), start_response)


def _ready(entry: Entry, environ: Environ, counted: Headers | None = None) -> Ready:
    at, until = entry.at, entry.until
    more = counted or []
    coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", "")) if entry.is_compressible else ""
    coded = entry.in_coding(coding)
    if entry.is_for_cdn:
        at = time.time()
        until = min(until, math.ceil(at))  # it says whole seconds
        more = [*more, ("Cache-Control", lifetimes.said(at))]
    if is_unchanged(environ, coded.tag, entry.modified):
        return Ready(at, until, _NOT_MODIFIED, coded.unchanged + more, [])
    body = [] if environ["REQUEST_METHOD"] == "HEAD" else [coded.body]
    return Ready(at, until, entry.status, coded.headers + more, body)


def _out(ready: Ready, start_response: Start) -> list[bytes]:
    """A list: Granian sends that whole, and asks anything else for its parts, one after another."""
    start_response(ready.status, ready.headers[:])
    return ready.body[:]


def is_unchanged(environ: Environ, tag: str, modified: str) -> bool:
    """RFC 9110, section 13.2.2: the tags decide where there are any, else the time."""
    if not tag:
        return False
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        if known == tag:
            return True
        tags = [one.removeprefix("W/") for one in parse_etags(known)]
        return tag in tags or tags == ["*"]
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or not modified:
        return False
    since_s, modified_s = parse_http_date_safe(since), parse_http_date_safe(modified)
    return since_s is not None and modified_s is not None and modified_s <= since_s
