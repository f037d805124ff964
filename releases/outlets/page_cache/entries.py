"""One answer as it is kept: as Django gave it, and in each coding that was asked for, with the headers of each."""

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from releases.outlets.answering import tag_of

Headers = list[tuple[str, str]]

KEPT_STATUSES = frozenset({"200", "301", "302", "404", "410"})
"""404 and 410 end with the interval that would make them untrue, as everything does."""
_KNOWN_VARY = frozenset({"accept-encoding", "accept-language", "accept", "authorization"})
# Said of one answer, of one asker, or anew in each coding.
_NOT_COPIED = frozenset(
    {
        *("content-length", "etag", "date", "age", "ratelimit", "ratelimit-policy"),
        *("x-request-id", "server-timing"),
    }
)
# RFC 9110, section 15.4.5: what describes the bytes that are not sent, or says where nginx finds them.
_OF_THE_BYTES = re.compile(r"(?:content-(?:type|encoding|language|disposition|length)|x-accel-redirect)\Z")
_ROUND = 2000
"""Bytes that an entry takes beyond its content, roughly."""


@dataclass(frozen=True)
class Coded:
    body: bytes
    tag: str
    headers: Headers
    unchanged: Headers
    """Those of a 304."""


@dataclass(frozen=True)
class Ready:
    """An answer as it goes out, from `at` until `until`."""

    at: float
    until: float
    status: str
    headers: Headers
    body: list[bytes]


@dataclass
class Entry:
    """`content` is not compressed; `at` and `until` bound when it may go out, in seconds since 1970."""

    status: str
    headers: Headers
    content: bytes
    at: float
    until: float
    tag: str
    is_compressible: bool
    is_counted: bool
    by_language: bool
    by_accept: bool
    pack: Callable[[bytes, str], bytes] | None
    modified: str
    is_for_cdn: bool = False
    grown: Callable[[], None] | None = None
    _coded: dict[str, Coded] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def size_bytes(self) -> int:
        return _ROUND + len(self.content) + sum(len(coded.body) + _ROUND for coded in self._coded.values())

    def in_coding(self, coding: str) -> Coded:
        """Made once, by the first who asks for it."""
        found = self._coded.get(coding)
        if found is None:
            with self._lock:
                found = self._coded.get(coding) or self._made(coding)
                self._coded = {**self._coded, coding: found}
            if self.grown:
                self.grown()
        return found

    def _made(self, coding: str) -> Coded:
        body = self.pack(self.content, coding) if coding and self.pack else self.content
        headers = list(self.headers)
        tag = tag_of(body) if self.tag and coding else self.tag
        if tag:
            headers.append(("ETag", tag))
        unchanged = [line for line in headers if not _OF_THE_BYTES.match(line[0].lower())]
        if coding:
            headers.append(("Content-Encoding", coding))
        headers.append(("Content-Length", str(len(body))))
        return Coded(body, tag, headers, unchanged)


def entry_of(
    status: str,
    headers: Iterable[tuple[str, str]],
    content: bytes,
    *,
    at: float,
    until: float,
    pack: Callable[[bytes, str], bytes] | None,
) -> Entry | None:
    """None for an answer that its own headers say is for one reader, or that depends on what is in no key."""
    lines = list(headers)
    named = {name.lower(): value for name, value in lines}
    vary = {name.strip().lower() for name in named.get("vary", "").split(",")} - {""}
    cache = named.get("cache-control", "")
    is_somebodys = "private" in cache or "no-store" in cache or "set-cookie" in named
    if is_somebodys or vary - _KNOWN_VARY or "content-encoding" in named:
        return None
    return Entry(
        status=status,
        headers=[line for line in lines if line[0].lower() not in _NOT_COPIED],
        content=content,
        at=at,
        until=until,
        tag=named.get("etag", ""),
        is_compressible="accept-encoding" in vary,
        is_counted="ratelimit" in named,
        by_language="accept-language" in vary,
        by_accept="accept" in vary,
        pack=pack,
        modified=named.get("last-modified", ""),
    )
