"""Opaque positions in a list: an instant and the edition there, unreadable for people and stable for machines.

By its key, never by its row: between the numbers of two rows one could count the plans that lie between them.
"""

import base64
import binascii
import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from releases.editions import reading
from releases.editions.canonical import instant, parse_instant

if TYPE_CHECKING:
    from releases.editions.models import Edition


def write(moment: dt.datetime, last: "Edition") -> str:
    return _packed(moment, last.key)


def _packed(moment: dt.datetime, key: str) -> str:
    return base64.urlsafe_b64encode(f"{instant(moment)} {key}".encode()).decode().rstrip("=")


def read(cursor: str, *, at: dt.datetime) -> tuple[dt.datetime, int] | None:
    """The instant and the row, or None for anything that we cannot have written by `at`. One query."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        written, _space, key = text.partition(" ")
        moment = parse_instant(written)
    except (ValueError, binascii.Error):
        return None
    row = reading.row_of(key, at=at) if _packed(moment, key) == cursor else None
    return None if row is None else (moment, row)


def query(parameters: dict[str, str], cursor: str) -> str:
    return urlencode({**parameters, "cursor": cursor})
