"""Codes: of an authenticator app (RFC 6238), and those that are kept for the day without one."""

import base64
import datetime as dt
import hmac
import secrets
import unicodedata
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP

from releases.authoring.people import User

from . import sealing
from .factors import AuthenticatorApp, RecoveryCode, RecoveryCodes

RECOVERY_CODES = 10
DIGITS = 6
_SEED_BYTES = 20
# A clock may be wrong by one period of 30 seconds.
_TOLERANCE = 1
# So many wrong codes are free, then each costs a pause that doubles. Whoever gets here knows the password already, and
# at any address; a guess is right once in 333,000.
_FREE_TRIES = 10
_LONGEST_PAUSE = dt.timedelta(minutes=15)
# No letter or digit that looks like another.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 3, 4


class TooManyCodes(Exception):
    """Codes of the app are refused until then, whatever they are; passkeys and recovery codes are not."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__()
        self.until = until


def new_seed() -> bytes:
    return secrets.token_bytes(_SEED_BYTES)


def seed_in_words(seed: bytes) -> str:
    """Base32 in groups of four, to be typed by hand."""
    letters = base64.b32encode(seed).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def seed_address(seed: bytes, *, issuer: str, account: str) -> str:
    """The `otpauth:` address that an app reads from a QR code (Key Uri Format)."""
    query = urlencode({"secret": base64.b32encode(seed).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"


def as_typed(code: str) -> str:
    """Without spaces and hyphens, digits of any script as ASCII, in capitals."""
    kept = (letter for letter in code if letter.isalnum())
    return "".join(str(unicodedata.digit(letter, letter)) for letter in kept).upper()


def matching_step(seed: bytes, code: str, *, after: int = 0) -> int | None:
    """The period of 30 seconds in which the seed gives this code: one about now, and later than `after`."""
    totp = TOTP(seed)
    totp.time = timezone.now().timestamp()
    for drift in range(-_TOLERANCE, _TOLERANCE + 1):
        totp.drift = drift
        if totp.t() > after and hmac.compare_digest(f"{totp.token():0{DIGITS}d}", code):
            return int(totp.t())
    return None


def enrol_app(*, user: User, seed: bytes, code: str, name: str) -> AuthenticatorApp | None:
    """The app, once a code shows that it holds the seed; None when the code does not. The code is spent."""
    step = matching_step(seed, as_typed(code))
    if step is None:
        return None
    return AuthenticatorApp.objects.create(
        user=user, name=name, sealed_seed=sealing.seal(seed), last_step=step, last_used_at=timezone.now()
    )


def use_code(*, user: User, code: str) -> AuthenticatorApp | None:
    """The app that shows this code. Each code opens once; TooManyCodes where none may be tried now."""
    given, now = as_typed(code), timezone.now()
    with transaction.atomic():
        apps = list(AuthenticatorApp.objects.select_for_update().filter(user=user))
        open_now = [app for app in apps if _pause_ends(app) <= now]
        for app in open_now:
            seed = sealing.unseal(app.sealed_seed)
            step = matching_step(seed, given, after=app.last_step) if seed else None
            if step is not None:
                app.last_step, app.last_used_at = step, now
                app.wrong_codes, app.wrong_code_at = 0, None
                app.save()
                return app
        for app in open_now:
            app.wrong_codes, app.wrong_code_at = app.wrong_codes + 1, now
            app.save(update_fields=["wrong_codes", "wrong_code_at"])
    if apps and not open_now:
        raise TooManyCodes(min(map(_pause_ends, apps)))
    return None


def _pause_ends(app: AuthenticatorApp) -> dt.datetime:
    if app.wrong_code_at is None or app.wrong_codes < _FREE_TRIES:
        return app.created_at
    minutes = 2 ** min(app.wrong_codes - _FREE_TRIES, 10)
    return app.wrong_code_at + min(dt.timedelta(minutes=minutes), _LONGEST_PAUSE)


def new_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes in the place of what was there. They are shown now and never again."""
    codes = ["-".join(_group() for _number in range(_GROUPS)) for _number in range(RECOVERY_CODES)]
    with transaction.atomic():
        kept, _made = RecoveryCodes.objects.get_or_create(user=user, defaults={"name": "recovery codes"})
        kept.each.all().delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(codes=kept, digest=sealing.digests(as_typed(code))[0]) for code in codes
        )
    return codes


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _letter in range(_GROUP))


def use_recovery_code(*, user: User, code: str) -> RecoveryCodes | None:
    """The set to which the code belongs, if it was not used before; it is now."""
    now = timezone.now()
    digests = sealing.digests(as_typed(code))
    spent = RecoveryCode.objects.filter(codes__user=user, digest__in=digests, used_at=None).update(used_at=now)
    if not spent:
        return None
    RecoveryCodes.objects.filter(user=user).update(last_used_at=now)
    return RecoveryCodes.objects.get(user=user)
