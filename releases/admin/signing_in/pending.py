"""A sign-in between its two steps: the password was right, nobody is signed in yet."""

import secrets

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from releases.authoring.models import User
from releases.authoring.signing_in import codes, sealing

_KEY, _SEED, _CHALLENGE, _CONFIRMED = "sign_in", "sign_in_seed", "sign_in_challenge", "sign_in_confirmed"
_LASTS_S = 600


def start(request: HttpRequest, user: User, *, then: str) -> None:
    """The session gets a new key: one that was planted before is worth nothing."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "language": user.interface_language,
        "then": then,
        "until": timezone.now().timestamp() + _LASTS_S,
    }
    request.session.pop(_SEED, None)


def person(request: HttpRequest) -> User | None:
    """Whose second step is due; None after ten minutes, or when the password was changed meanwhile. One query."""
    begun = request.session.get(_KEY)
    if begun is None or begun["until"] < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=begun["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(begun["password"], user.get_session_auth_hash()):
        return None
    return user


def language(request: HttpRequest) -> str | None:
    """Of the person whose second step is due. No query."""
    begun = request.session.get(_KEY)
    return begun["language"] if begun and begun["until"] > timezone.now().timestamp() else None


def then(request: HttpRequest) -> str:
    begun = request.session.get(_KEY, {})
    return str(begun.get("then", ""))


def finish(request: HttpRequest) -> None:
    for key in (_KEY, _SEED, _CHALLENGE):
        request.session.pop(key, None)


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to the desk, at this host: nothing else is followed."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return safe and address.startswith("/admin/")


def seed(request: HttpRequest) -> bytes:
    """The one that is offered to an app, the same until it is taken; encrypted in the session."""
    kept = sealing.unseal(request.session.get(_SEED, ""))
    if kept is None:
        kept = codes.new_seed()
        request.session[_SEED] = sealing.seal(kept)
    return kept


def forget_seed(request: HttpRequest) -> None:
    request.session.pop(_SEED, None)


def keep_challenge(request: HttpRequest, challenge: str) -> None:
    request.session[_CHALLENGE] = challenge


def take_challenge(request: HttpRequest) -> str:
    """Each is good for one answer; one that nobody can know where there is none."""
    return str(request.session.pop(_CHALLENGE, None) or secrets.token_urlsafe())


def confirm(request: HttpRequest) -> None:
    """Notes that the person showed just now that they are still themselves."""
    request.session[_CONFIRMED] = timezone.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    """Within the last ten minutes."""
    at = request.session.get(_CONFIRMED)
    return at is not None and timezone.now().timestamp() - at < _LASTS_S
