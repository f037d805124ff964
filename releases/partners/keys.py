"""Give, find, rotate and revoke keys."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from releases.authoring.models import User

from .models import Key, Partner

_MARK = "press_"
_USED_EVERY = dt.timedelta(minutes=1)


def give(*, partner: Partner, name: str, by: User, **rights: Any) -> tuple[Key, str]:
    """A new key, and its secret, which is shown now and never again."""
    secret = _MARK + secrets.token_urlsafe(32)
    key = Key(partner=partner, name=name, beginning=secret[:12], digest=digest_of(secret), created_by=by, **rights)
    key.full_clean(exclude=["created_by"])
    key.save(force_insert=True)
    return key, secret


def rotate(*, key: Key, by: User, overlap: dt.timedelta) -> tuple[Key, str]:
    """A new key with the same rights; the old one goes on for `overlap`, so that nobody is cut off meanwhile."""
    # The end is among them: a key that was given for a month must not become one for ever.
    names = ("lead_minutes", "kinds", "languages", "webhooks", "networks", "expires_at")
    rights = {name: getattr(key, name) for name in names}
    with transaction.atomic():
        ends = timezone.now() + overlap
        if key.expires_at is None or key.expires_at > ends:
            key.expires_at = ends
            key.save(update_fields=["expires_at"])
        return give(partner=key.partner, name=key.name, by=by, **rights)


def revoke(*, key: Key, by: User) -> Key:
    """Ends a key with the next request that bears it."""
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = timezone.now(), by
        key.save(update_fields=["revoked_at", "revoked_by"])
    return key


def find(secret: str, *, address: str) -> Key | None:
    """The valid key with this secret, for use from this address. One query; one more a minute, to note the use."""
    if not secret.startswith(_MARK):
        return None
    now = timezone.now()
    key = Key.objects.select_related("partner").filter(digest=digest_of(secret)).first()
    if key is None or not key.is_valid(at=now, address=address):
        return None
    if key.last_used_at is None or key.last_used_at <= now - _USED_EVERY:
        Key.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def digest_of(secret: str) -> str:
    """SHA-256. A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
