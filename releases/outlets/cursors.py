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


def moment_and_key(cursor: str) -> tuple[dt.datetime, str] | None:
    """None for anything that we cannot have written. No query: whether there is such an edition is to be asked."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        written, _space, key = text.partition(" ")
        moment = parse_instant(written)
    except (ValueError, binascii.Error):
        return None
    return (moment, key) if _packed(moment, key) == cursor else None


def read(cursor: str, *, at: dt.datetime) -> tuple[dt.datetime, int] | None:
    """The instant and the row, or None for anything that we cannot have written by `at`. One query."""
    found = moment_and_key(cursor)
    row = reading.row_of(found[1], at=at) if found else None
    return None if found is None or row is None else (found[0], row)


def query(parameters: dict[str, str], cursor: str) -> str:
    return urlencode({**parameters, "cursor": cursor})
