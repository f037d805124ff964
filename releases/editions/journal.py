"""The journal: a chain of acts. `append` is called by the acts alone."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from . import bell, mentions
from .canonical import canonical, digest_of, instant
from .models import UNSEEN, Act, Edition, JournalEntry
from .pins import Pin

GENESIS = "genesis"
_LOCK = 0x656D6261  # one advisory lock for all acts of this installation


def lock() -> JournalEntry | None:
    """Waits until no other act is under way, for the rest of this transaction; the last entry.

    SQLite's IMMEDIATE transaction holds the only writer's place already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return JournalEntry.objects.order_by("-sequence").first()


def append(
    *,
    last: JournalEntry | None,
    act: Act,
    by: str,
    recorded_at: dt.datetime,
    effective_at: dt.datetime | None,
    reason: str,
    details: Mapping[str, Any],
) -> JournalEntry:
    entry = JournalEntry(
        sequence=(last.sequence if last else 0) + 1,
        act=act,
        by=by,
        recorded_at=recorded_at,
        effective_at=effective_at,
        reason=reason,
        details=canonical(dict(details)),
        previous_digest=last.digest if last else GENESIS,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    mentions.note(entry)
    if act not in UNSEEN:
        transaction.on_commit(bell.ring)
    return entry


def entry_digest(entry: JournalEntry) -> str:
    """SHA-256 over everything the row says, the digest of the row before included."""
    return digest_of(
        canonical(
            {
                "sequence": entry.sequence,
                "act": str(entry.act),
                "by": entry.by,
                "recorded_at": instant(entry.recorded_at),
                "effective_at": instant(entry.effective_at) if entry.effective_at else None,
                "reason": entry.reason,
                "details": entry.details,
                "previous_digest": entry.previous_digest,
            }
        )
    )


def interval(edition: Edition) -> dict[str, Any]:
    """What the journal keeps of an edition's interval: all that may ever move, and the words readers see of it."""
    return {
        "public_from": instant(edition.public_from),
        "public_until": instant(edition.public_until) if edition.public_until else None,
        "released_at": instant(edition.released_at),
        "change": str(edition.change),
        "note": dict(edition.note),
        "ended_as": str(edition.ended_as),
        "end_reason": dict(edition.end_reason),
    }


def blanked(edition: Edition) -> dict[str, str]:
    """What the journal keeps of an edition that was expunged: no word of it, and how to tell that the rest stands."""
    files = edition.files.values_list("digest", flat=True)
    return {"edition": edition.key, "digest": edition.content_digest, "remains": remains(edition, files)}


def remains(edition: Edition, files: Iterable[str]) -> str:
    """SHA-256 of what stands in its row and beside it, and is not in its key."""
    return digest_of(canonical([str(edition.kind), edition.slug, sorted(files)]))


def pinned(pin: Pin) -> dict[str, Any]:
    """What the journal keeps of a pin: all of it."""
    return {
        "pin": pin.key,
        "language": pin.language,
        "uid": str(pin.uid),
        "public_from": instant(pin.public_from),
        "public_until": instant(pin.public_until) if pin.public_until else None,
    }


def details_of(entry: JournalEntry) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(entry.details)
    return parsed
