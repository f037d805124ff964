"""Secrets at rest: what must be read again is encrypted, what must only be recognised is a keyed digest.

Both keys come from SECRET_KEY; SECRET_KEY_FALLBACKS open and recognise what was sealed before it was changed.
"""

import base64
import binascii

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _box() -> MultiFernet:
    keys = [HKDF(SHA256(), 32, salt=None, info=b"second factors").derive(secret.encode()) for secret in _secrets()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def seal(secret: bytes) -> str:
    return _box().encrypt(secret).decode()


def unseal(sealed: str) -> bytes | None:
    """None when none of our keys opens it."""
    try:
        return _box().decrypt(sealed.encode())
    except (InvalidToken, binascii.Error):
        return None


def digests(words: str) -> list[str]:
    """64 hexadecimal digits by each of our keys, the present one first. For secrets too long to be guessed."""
    return [salted_hmac("recovery codes", words, secret=key, algorithm="sha256").hexdigest() for key in _secrets()]
