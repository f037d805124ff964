"""What may be done with an endpoint: make it, change its secret, pause it, try it, send again, take it away."""

import base64
import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.authoring.signing_in.sealing import seal, unseal
from releases.errors import Refusal

from .endpoints import Attempt, Delivery, Endpoint
from .models import Partner
from .planning import replanned

MOST_ENDPOINTS = 20
LONGEST_REPLAY = dt.timedelta(days=31)
OVERLAP = dt.timedelta(hours=24)
_MARK = "whsec_"


def subscribe(*, partner: Partner, url: str, **choices: Any) -> tuple[Endpoint, str]:
    """A new endpoint, told of what happens from now on, and its secret, which is shown now and never again.

    Raises ValidationError for an address or a choice that is not right, and a refusal for one too many or one twice.
    """
    with transaction.atomic():
        Partner.objects.select_for_update().get(pk=partner.pk)
        if partner.endpoints.count() >= MOST_ENDPOINTS:
            raise Refusal(
                _("This partner has %(count)d endpoints, and cannot have more. Remove one first.")
                % {"count": MOST_ENDPOINTS},
                code="too_many",
            )
        secret = _new_secret()
        endpoint = Endpoint(partner=partner, url=url, secret=_sealed(secret), position_from=timezone.now(), **choices)
        # Before the database is asked for it: what is no address may be no text that a database takes.
        endpoint.clean_fields()
        if partner.endpoints.filter(url=url).exists():
            raise Refusal(_("This address is an endpoint of this partner already."), code="endpoint_twice")
        endpoint.full_clean()
        endpoint.save(force_insert=True)
    return endpoint, secret


def rotate_secret(*, endpoint: Endpoint, overlap: dt.timedelta = OVERLAP) -> str:
    """A new secret, shown this once. For `overlap`, what is sent is signed with both."""
    secret = _new_secret()
    with transaction.atomic():
        kept = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        kept.former_secret, kept.former_until = kept.secret, timezone.now() + overlap
        kept.secret = _sealed(secret)
        kept.save(update_fields=["secret", "former_secret", "former_until"])
    return secret


def secrets_of(endpoint: Endpoint, *, at: dt.datetime) -> list[str]:
    """The present secret, and the former one while it is valid. Empty where SECRET_KEY was changed without its past."""
    sealed = [endpoint.secret]
    if endpoint.former_until is not None and endpoint.former_until > at:
        sealed.append(endpoint.former_secret)
    opened = [unseal(words) for words in sealed]
    return [secret.decode() for secret in opened if secret is not None]


def pause(*, endpoint: Endpoint) -> None:
    """What happens meanwhile waits, and is sent when it goes on."""
    Endpoint.objects.filter(pk=endpoint.pk).update(state=Endpoint.State.PAUSED)


def resume(*, endpoint: Endpoint) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(state=Endpoint.State.ACTIVE)


def send_test(*, endpoint: Endpoint) -> Delivery:
    """An event of its own kind, sent as any other."""
    now = timezone.now()
    return Delivery.objects.create(
        endpoint=endpoint,
        event_id=f"msg_test_{secrets.token_hex(8)}",
        event_type="test.sent",
        effective_at=now,
        next_at=now,
    )


def replay(*, endpoint: Endpoint, since: dt.datetime, until: dt.datetime) -> int:
    """Sends once more what took effect from `since` until before `until`, each under its own id; how many.

    Refuses a span that is empty, longer than 31 days, or not over yet.
    """
    now = timezone.now()
    if not since < until <= now or until - since > LONGEST_REPLAY:
        raise Refusal(
            _("Choose a span that is over and not longer than %(days)d days.") % {"days": LONGEST_REPLAY.days},
            code="bad_span",
        )
    with transaction.atomic():
        fresh = replanned(endpoint, since=since, until=until)
        rows = endpoint.deliveries.filter(effective_at__gte=since, effective_at__lt=until).exclude(
            event_type="test.sent"
        )
        count = rows.update(state=Delivery.State.WAITING, next_at=now, attempts=0)
    return max(count, fresh)


def remove(*, endpoint: Endpoint) -> None:
    """Nothing is sent there any more, and what was is forgotten."""
    with transaction.atomic():
        Attempt.objects.filter(delivery__endpoint=endpoint).delete()
        Delivery.objects.filter(endpoint=endpoint).delete()
        Endpoint.objects.filter(pk=endpoint.pk).delete()


def _new_secret() -> str:
    """As Standard Webhooks writes it: 256 random bits in base64 behind a mark."""
    return _MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def _sealed(secret: str) -> str:
    return seal(secret.encode())
