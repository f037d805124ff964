"""Give, find, rotate and revoke keys."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.models import User
from releases.errors import Refusal

from .models import Key, Partner

_MARK = "press_"
_USED_EVERY = dt.timedelta(minutes=1)


def give(*, partner: Partner, name: str, by: User, **rights: Any) -> tuple[Key, str]:
    """A new key, and its secret, which is shown now and never again. Refuses the name of a key that is live.

    So a form that is sent twice gives one key.
    """
    with transaction.atomic():
        Partner.objects.select_for_update().get(pk=partner.pk)
        now = timezone.now()
        if any(key.is_live(now) for key in partner.keys.filter(name=name, replaced_by=None)):
            raise Refusal(
                _("A key of this name is live already. Rotate that one, or choose another name."), code="name_taken"
            )
        return _new(partner=partner, name=name, by=by, **rights)


def _new(*, partner: Partner, name: str, by: User, **rights: Any) -> tuple[Key, str]:
    secret = _MARK + secrets.token_urlsafe(32)
    key = Key(partner=partner, name=name, beginning=secret[:12], digest=digest_of(secret), created_by=by, **rights)
    key.full_clean(exclude=["created_by"])
    key.save(force_insert=True)
    return key, secret


def rotate(*, key: Key, by: User, overlap: dt.timedelta) -> tuple[Key, str]:
    """A new key with the same rights; the old one goes on for `overlap`, so that nobody is cut off meanwhile.

    Refuses a key that is not live, and one that has been rotated: each has one successor.
    """
    # The end is among them: a key that was given for a month must not become one for ever.
    names = ("lead_minutes", "kinds", "languages", "networks", "webhooks", "expires_at")
    with transaction.atomic():
        old = Key.objects.select_for_update().get(pk=key.pk)
        now = timezone.now()
        if not old.is_live(now) or old.replaced_by_id is not None:
            raise Refusal(
                _("This key is not valid any longer, or has been rotated already. Rotate the one that is live."),
                code="not_live",
            )
        successor, secret = _new(
            partner=old.partner, name=old.name, by=by, **{name: getattr(old, name) for name in names}
        )
        ends = now + overlap
        old.expires_at = min(old.expires_at or ends, ends)
        old.replaced_by = successor
        old.save(update_fields=["expires_at", "replaced_by"])
    return successor, secret


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
