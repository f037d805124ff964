"""`/api/v1/changes/`: everything that opened, was corrected, updated or withdrawn since a cursor, oldest first."""

import base64
import binascii
import datetime as dt
import functools
import threading
import time
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone
from rest_framework.request import Request

from releases.editions import following, reading
from releases.editions.canonical import instant, parse_instant
from releases.editions.following import BEGINNING, Entry, Position
from releases.outlets.addresses import absolute
from releases.outlets.items import embargoed_until

from . import ninjs
from .answers import ApiView
from .asking import SHAPE, Asked
from .early import note_early_readings
from .problems import Problem, bad_parameter
from .rendering import ITEMS
from .representations import chosen, summary, tombstone
from .translated import Translations

LONGEST_WAIT_S = 20
_EVENTS = {"new": "released", "correction": "corrected", "update": "updated"}
_LOOK_EVERY_S = 0.5
# Who waits holds a thread of the server: never so many that no thread is left for the site.
WAITERS = threading.BoundedSemaphore(settings.API_WAITERS)


class Changes(ApiView):
    """Two queries a look, one for a cursor, one for ninjs; with an embargo lead five. `wait` looks again until
    something comes, at most 20 seconds.

    Where as many wait already as this server lets wait, the answer comes at once.
    """

    renderer_classes = ITEMS
    parameters = frozenset({"cursor", "limit", "wait", "language", "kind"}) | SHAPE

    def get(self, request: Request) -> Any:
        ask = self.asked()
        after = _position(ask.cursor, now=self.now, restart=absolute(request, request.path))
        entries = self._wait(ask, after)
        note_early_readings(
            self.reader,
            [entry.edition for entry in entries if entry.edition],
            path=request.get_full_path(),
            now=self.now,
        )
        cursor = self._cursor(entries[-1]) if entries else ask.cursor or write(BEGINNING)
        following_page = f"{request.path}?{_query(request, cursor)}"
        response = self.answer(
            {
                "cursor": cursor,
                "next": absolute(request, following_page),
                "more": len(entries) == ask.limit,
                "results": self._entries(entries, ask),
            },
            # With a lead, a page changes whenever a plan does, and no interval end says so.
            changed_at=None if self.reader.lead else self.last_change(past=True),
        )
        response.headers["Link"] = f'<{absolute(request, following_page)}>; rel="next"'
        return response

    def _cursor(self, last: Entry) -> str:
        """By the edition's key, as in `cursors`. With a lead by its row: a plan that was known may be called off."""
        return write(last.position, last.edition.key if last.edition and not self.reader.lead else "")

    def _wait(self, ask: Asked, after: Position) -> list[Entry]:
        wait_s = _wait_s(self.request)
        entries = self._look(ask, after)
        if entries or not wait_s or not WAITERS.acquire(blocking=False):
            return entries
        try:
            return self._look_until(ask, after, time.monotonic() + wait_s)
        finally:
            WAITERS.release()

    def _look_until(self, ask: Asked, after: Position, until: float) -> list[Entry]:
        while True:
            left = until - time.monotonic()
            if left <= 0:
                return []
            # While it waits, it holds no connection that another request could use.
            for connection in connections.all(initialized_only=True):
                if not connection.in_atomic_block:
                    connection.close()
            time.sleep(min(_LOOK_EVERY_S, left))
            self.now = timezone.now()
            if entries := self._look(ask, after):
                return entries

    def _look(self, ask: Asked, after: Position) -> list[Entry]:
        rows = reading.everything()
        if "language" in self.request.query_params:
            rows = rows.filter(language__in=ask.languages)
        if ask.kind:
            rows = rows.filter(kind=ask.kind)
        asked = functools.partial(following.follow, after=after, now=self.now, limit=ask.limit)
        if not (self.reader.lead and self.reader.is_bounded):
            return asked(lead=self.reader.lead, rows=rows)
        # A lead that covers some kinds only: the rest is followed at its own second.
        agreed = {"kind__in": self.reader.kinds, "language__in": self.reader.languages}
        inside = asked(lead=self.reader.lead, rows=rows.filter(**agreed))
        outside = asked(rows=rows.exclude(**agreed))
        return sorted([*inside, *outside], key=lambda entry: entry.position)[: ask.limit]

    def _entries(self, entries: list[Entry], ask: Asked) -> list[dict[str, Any]]:
        as_ninjs = self.request.accepted_renderer.format == "ninjs"
        told = [entry.edition for entry in entries if entry.edition and as_ninjs]
        others = Translations(told, now=self.now)
        return [self._entry(entry, ask, others) for entry in entries]

    def _entry(self, entry: Entry, ask: Asked, others: Translations) -> dict[str, Any]:
        edition, gone = entry.edition, entry.event == "closed" or entry.edition is None
        as_ninjs = self.request.accepted_renderer.format == "ninjs"
        item: dict[str, Any] | None = None
        if edition is not None and gone:
            item = ninjs.tombstone(edition, self.request) if as_ninjs else tombstone(edition, self.request)
        elif edition is not None and edition.content:
            embargo = embargoed_until(edition, self.now)
            item = (
                ninjs.item(edition, self.request, embargoed_until=embargo, versions=others.of(edition))
                if as_ninjs
                else chosen(summary(edition, self.request, now=self.now, include=ask.include), ask.fields)
            )
        return {
            "event": _event(entry),
            "id": str(entry.uid),
            "language": entry.language,
            "edition": edition.number if edition else None,
            "at": instant(entry.effective_at),
            "item": item,
        }


def write(position: Position, key: str = "") -> str:
    plain = f"{following.epoch()} {instant(position.at)} {position.rank} {key or position.row}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _position(cursor: str, *, now: dt.datetime, restart: str) -> Position:
    if not cursor:
        return BEGINNING
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        epoch, moment, rank, row = text.split(" ")
        key = row if "/" in row else ""
        found = reading.row_of(key, at=now) if key else int(row)
        position = Position(parse_instant(moment), int(rank), -1 if found is None else found)
    except (ValueError, binascii.Error):
        raise Problem("bad-cursor", restart=restart) from None
    if epoch != following.epoch():
        raise Problem("expired-cursor", restart=restart)
    if write(position, key) != cursor or not 0 <= position.row < 2**63:
        raise Problem("bad-cursor", restart=restart)
    return position


def _event(entry: Entry) -> str:
    if entry.event == "closed":
        return "withdrawn"
    if entry.event == "replanned":
        return "replanned"
    return _EVENTS[entry.edition.change] if entry.edition else "replanned"


def _wait_s(request: Request) -> int:
    value = request.query_params.get("wait", "0")
    if not value.isascii() or not value.isdecimal() or int(value[:9]) > LONGEST_WAIT_S:
        raise bad_parameter(wait=f"“{value[:20]}” is not a number of seconds from 0 to {LONGEST_WAIT_S}.")
    return int(value)


def _query(request: Request, cursor: str) -> str:
    query = request.query_params.copy()
    query["cursor"] = cursor
    return query.urlencode()
