"""Open a shared preview by its token: all that outlets may do with one."""

import datetime as dt
import ipaddress
import re
import uuid

from django.db.models import Count, F, Q

from . import reading
from .canonical import digest_of
from .shape import files_shown
from .shares import SharedOpening, SharedPreview

_PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
_IPV4_BITS, _IPV6_BITS = 24, 48
_AN_HOUR = 20


def find(token: str, at: dt.datetime) -> SharedPreview | None:
    """The preview that this token opens at an instant. One query, whatever the token is worth."""
    preview = SharedPreview.objects.filter(token_digest=digest_of(token)).first()
    return preview if preview is not None and preview.is_live(at) else None


def is_ended(preview: SharedPreview, language: str, at: dt.datetime) -> bool:
    """Whether the text has come out since it was shared. One query."""
    last = came_out(preview.uid, language, at)
    return last is not None and last > preview.shared_at


def came_out(uid: uuid.UUID, language: str, at: dt.datetime) -> dt.datetime | None:
    """When the latest edition of a text came out, if any did. One query."""
    last = reading.last_of_release(uid=uid, language=language, at=at)
    return last.public_from if last else None


def shows_file(preview: SharedPreview, file: str, at: dt.datetime) -> bool:
    """Whether a page of it that has not come out shows a file: the gate of every byte of a draft that leaves the desk.

    One query, and one for each page that shows the file.
    """
    shown = (page for page in preview.pages.all() if file in files_shown(page.body))
    return any(not is_ended(preview, page.language, at) for page in shown)


def note_opening(*, preview: SharedPreview, language: str, at: dt.datetime, address: str, agent: str) -> None:
    """Three queries. Whoever has the address cannot fill the log: from the twentieth row of an hour on, what is new is
    counted without saying from where."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    where = {"language": language, "network": network_of(address), "program": program_of(agent)}
    rows = SharedOpening.objects.filter(preview=preview, hour_at=hour)
    there = rows.aggregate(all=Count("pk"), same=Count("pk", filter=Q(**where)))
    if there["all"] >= _AN_HOUR and not there["same"]:
        where |= {"network": "", "program": ""}
    row = SharedOpening(preview=preview, hour_at=hour, opened_at=at, times=0, **where)
    SharedOpening.objects.bulk_create([row], ignore_conflicts=True)
    rows.filter(**where).update(times=F("times") + 1, last_at=at)


def program_of(agent: str) -> str:
    """`Firefox, Windows`: enough to tell a person from another, and no more than that."""
    browser = next((name for mark, name in _PROGRAMS if mark in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    known = ", ".join(filter(None, (browser, system)))
    return known or re.sub(r"[^ -~]", "", agent).split("/")[0][:40]


def network_of(address: str) -> str:
    """Of an IPv4 address the first 24 bits, of an IPv6 address the first 48: a house, not a person."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    bits = _IPV4_BITS if isinstance(ip, ipaddress.IPv4Address) else _IPV6_BITS
    return str(ipaddress.ip_network((ip, bits), strict=False))
