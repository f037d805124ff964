"""Answers by what they are made of: where the same editions were written before, none of their contents is read."""

import datetime as dt
from typing import cast

from django.http import HttpRequest

from releases.editions import known
from releases.editions.known import Rows
from releases.editions.parts import Key, parts
from releases.outlets import answering
from releases.outlets.addresses import absolute

from .asking import Asked
from .finding import page
from .readers import PUBLIC
from .representations import written


def newest(ask: Asked, request: HttpRequest, *, now: dt.datetime) -> tuple[bytes, str]:
    """The items of a plain list, joined, and the cursor of the next page, if any.

    One query; another where something is new.
    """
    rows = known.newest(ask.language, kind=ask.kind, at=now, limit=ask.limit + 1)
    listed = rows[: ask.limit], len(rows) > ask.limit
    made = cast("bytes | None", parts.find(_key(ask, request, *listed)))
    cursor, _newline, items = (made or _made(ask, request, now=now)).partition(b"\n")
    return items, cursor.decode()


def _made(ask: Asked, request: HttpRequest, *, now: dt.datetime) -> bytes:
    """Kept under what was read now, whatever was known of it a moment ago."""
    found = page(ask, reader=PUBLIC, now=now)
    items = [written(edition, request, now=now, fields=ask.fields, include=ask.include) for edition in found.editions]
    made = f"{found.next_cursor}\n".encode() + b",".join(items)
    rows = tuple((edition.pk, edition.content_digest) for edition in found.editions)
    parts.keep(_key(ask, request, rows, bool(found.next_cursor)), made)
    return made


def _key(ask: Asked, request: HttpRequest, rows: Rows, has_more: bool) -> Key:  # noqa: FBT001 - a part of the key
    return "items", absolute(request, "/"), ask.include, ask.fields, rows, has_more


def packed(content: bytes, coding: str) -> bytes:
    """The same answer is compressed once, also where the page cache began anew meanwhile."""
    return parts.once(("packed", answering.tag_of(content), coding), lambda: answering.packed(content, coding))
