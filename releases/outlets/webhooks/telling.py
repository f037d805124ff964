"""What a delivery says, read from the record at the moment of sending, and its signature."""

import datetime as dt
import json
import uuid
from typing import Any

from standardwebhooks import Webhook

from releases.editions import reading
from releases.editions.canonical import instant
from releases.outlets import items
from releases.outlets.addresses import origin, page
from releases.partners.endpoints import Delivery, Endpoint
from releases.partners.subscribing import secrets_of


def body_of(delivery: Delivery, endpoint: Endpoint, *, now: dt.datetime) -> bytes | None:
    """The document, or None for what is not to be told any more: it was withdrawn, or expunged, since.

    Two queries at most.
    """
    data = _tested() if delivery.event_type == "test.sent" else _data(delivery, endpoint, now)
    if data is None:
        return None
    told = {"type": delivery.event_type, "timestamp": instant(delivery.effective_at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def headers_of(delivery: Delivery, endpoint: Endpoint, body: bytes, *, now: dt.datetime) -> dict[str, str]:
    """Standard Webhooks: id, timestamp, and a signature by each secret that is valid."""
    signed = [
        Webhook(secret).sign(delivery.event_id, now.astimezone(dt.UTC), body.decode())
        for secret in secrets_of(endpoint, at=now)
    ]
    return {
        "Content-Type": "application/json",
        "User-Agent": "embassy-press-office",
        "webhook-id": delivery.event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signed),
    }


def _tested() -> dict[str, Any]:
    return {"message": "This is a test. Nothing has changed.", "documentation": f"{origin()}/api/v1/docs/#webhooks"}


def _data(delivery: Delivery, endpoint: Endpoint, now: dt.datetime) -> dict[str, Any] | None:
    uid, language, number = delivery.edition.split("/")
    rows = reading.everything().filter(uid=uid, language=language)
    withdrawn = delivery.event_type == "edition.withdrawn"
    if withdrawn:
        rows = rows.filter(public_until__lte=now)
    elif not reading.edition_at(uid=uuid.UUID(uid), language=language, at=now):
        return None
    else:
        rows = reading.not_withdrawn_since(rows.filter(public_from__lte=now).exclude(content=""), now=now)
    edition = rows.filter(number=number).first()
    if edition is None:
        return None
    if withdrawn:
        return items.tombstone(edition, _absolute)
    if endpoint.whole_items:
        return items.detail(edition, _absolute, now=now)
    return {
        "id": str(edition.uid),
        "language": edition.language,
        "kind": edition.kind,
        "edition": edition.number,
        "status": edition.change,
        "title": edition.title,
        "released_at": instant(edition.released_at),
        "public_from": instant(edition.public_from),
        "url": _absolute(page(edition.language, edition.kind, edition.slug)),
        "api_url": _absolute(items.api_path(edition)),
    }


def _absolute(path: str) -> str:
    return f"{origin()}{path}"
