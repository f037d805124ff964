"""Typed readers of the environment: a setting is read in one place and fails loudly when it is malformed."""

import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SHORTEST_SECRET = 24
_TRUE = {"1", "true", "yes", "on"}
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+:[ \t]*[\x21-\x7e][\x20-\x7e]*\Z")
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.strip().lower() in _TRUE:
        return True
    if raw.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is not a yes or a no. Write 1 or 0.")


def number(name: str, default: float, *, at_least: float) -> float:
    raw = os.environ.get(name)
    try:
        value = default if raw is None else float(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a number. Write for example {default}.") from None
    if not value >= at_least:  # `not >=` also refuses NaN
        raise ImproperlyConfigured(f"{name}={value} is too small: at least {at_least}.")
    return value


def web_address(name: str) -> str:
    """`https://host/path`, or `http://` for one on this machine or in our own network; empty: none."""
    raw = text(name)
    try:
        url = urlsplit(raw)
        known = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        known = False
    if raw and not known:
        raise ImproperlyConfigured(f"{name} is not an address. Write https://api.cdn.example/purge.")
    return raw


def header(name: str) -> str:
    """`Name: value`; empty: none. What is wrong with it is said without it, since it holds a key."""
    raw = text(name)
    if raw and not _HEADER.match(raw):
        raise ImproperlyConfigured(f"{name} is not a header. Write for example Authorization: Bearer <token>.")
    return raw


def choice(name: str, default: str, *, of: Sequence[str]) -> str:
    value = text(name, default).upper()
    if value not in of:
        raise ImproperlyConfigured(f"{name}={value} is not one of {', '.join(of)}.")
    return value


def secret(name: str) -> str:
    """Long enough not to be guessed; empty: none. What is wrong with it is said without it."""
    raw = text(name)
    if raw and len(raw) < _SHORTEST_SECRET:
        raise ImproperlyConfigured(f"{name} is too short: at least {_SHORTEST_SECRET} letters and digits.")
    return raw


def mail(name: str) -> dict[str, Any]:
    """Django's settings for `smtp://user:password@host:587`; `smtps://` speaks TLS from the start; empty: none.

    `smtp://` asks for STARTTLS, and sends nothing where the server has none; `?tls=none` sends in the clear.
    """
    raw = text(name)
    if not raw:
        return {}
    try:
        url = urlsplit(raw)
        port, asked = url.port, parse_qs(url.query, strict_parsing=bool(url.query))
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not an address. Write smtp://user:password@host:587.") from None
    tls = asked.pop("tls", ["starttls"])
    if url.scheme not in {"smtp", "smtps"} or not url.hostname or asked or tls not in (["starttls"], ["none"]):
        raise ImproperlyConfigured(
            f"{name} is not an address of a mail server. Write smtp://user:password@host:587, smtps://host, "
            "or smtp://localhost:25?tls=none."
        )
    secure = url.scheme == "smtps"
    return {
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and tls == ["starttls"],
    }


def words(name: str, default: str = "") -> list[str]:
    return [part for part in text(name, default).replace(",", " ").split() if part]


def generated_secret(path: Path) -> str:
    """The secret in `path`, made on first use, readable by its owner alone.

    Two processes that start at once agree: the one that loses the race reads the winner's file.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    secret = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    return secret
