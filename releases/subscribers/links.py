"""Addresses of one's own: each opens one thing, for one subscriber, and is worth nothing once that one has left."""

import datetime as dt
import re
import uuid
from typing import Literal

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Letter, Subscriber

Purpose = Literal["confirm", "manage", "leave"]
# To leave is never too late.
LASTS: dict[Purpose, dt.timedelta | None] = {
    "confirm": dt.timedelta(hours=48),
    "manage": dt.timedelta(days=30),
    "leave": None,
}
_TAG = re.compile(r"(?P<letter>[0-9]{1,18})-(?P<seal>[0-9a-f]{20})\b")


def path(purpose: Purpose, *, uid: uuid.UUID, language: str) -> str:
    """`/en/subscribe/leave/<token>/`"""
    return f"/{language}/subscribe/{purpose}/{_signer(purpose).sign(uid.hex)}/"


def uid_of(purpose: Purpose, token: str) -> uuid.UUID | None:
    """Whom a token is of; None for one that is not ours, was made for something else, or is too old."""
    try:
        return uuid.UUID(_signer(purpose).unsign(token, max_age=LASTS[purpose]))
    except (BadSignature, ValueError):
        return None


def subscriber_of(purpose: Purpose, token: str) -> Subscriber | None:
    uid = uid_of(purpose, token)
    return Subscriber.objects.filter(uid=uid).first() if uid else None


def tag(letter: Letter) -> str:
    """What a letter bears in its Message-ID and its envelope: whoever did not get it cannot make it up."""
    return f"{letter.pk}-{_seal(str(letter.pk))}"


def letter_of(words: str) -> Letter | None:
    """The letter of the first tag of ours in some words, such as a Message-ID."""
    for found in _TAG.finditer(words.lower()):
        if constant_time_compare(found["seal"], _seal(found["letter"])):
            return Letter.objects.select_related("subscriber").filter(pk=found["letter"]).first()
    return None


def _seal(letter: str) -> str:
    return salted_hmac("subscribers.letter", letter, algorithm="sha256").hexdigest()[:20]


def _signer(purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(salt=f"subscribers.{purpose}", sep=".")
