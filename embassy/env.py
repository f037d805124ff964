"""Typed readers of the environment: a setting is read in one place and fails loudly when it is malformed."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
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
