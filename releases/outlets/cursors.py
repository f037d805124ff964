"""Opaque positions in a list: (released_at, id), unreadable for people and stable for machines."""

import base64
import binascii
import datetime as dt
from urllib.parse import urlencode

from releases.editions.canonical import instant, parse_instant


def write(released_at: dt.datetime, pk: int) -> str:
    return base64.urlsafe_b64encode(f"{instant(released_at)} {pk}".encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[dt.datetime, int] | None:
    """The position, or None for anything that we did not write."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        moment, _space, pk = text.partition(" ")
        position = parse_instant(moment), int(pk)
    except (ValueError, binascii.Error):
        return None
    return position if write(*position) == cursor and 0 < position[1] < 2**63 else None


def query(parameters: dict[str, str], cursor: str) -> str:
    return urlencode({**parameters, "cursor": cursor})
