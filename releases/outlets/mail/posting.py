"""One connection to the mail server, of whichever backend, and what became of each message."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from releases.notices.writing import one_line

_PERMANENT = 5


class Fate(Enum):
    SENT = auto()
    LATER = auto()
    # No such mailbox: it is the address.
    REFUSED = auto()
    # For good, but not for the address's sake.
    FAILED = auto()
    # Lost after the words were handed over and before the server answered.
    UNKNOWN = auto()


@dataclass(frozen=True)
class Outcome:
    fate: Fate
    error: str = ""


class Unreachable(Exception):
    pass


class Post:
    """Opens when it is first used; opens again after the server hung up."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend = get_connection()
        self._is_open = False
        self._handed_over = False

    def open(self) -> None:
        """Raises Unreachable."""
        if self._is_open:
            return
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(_said(error)) from error
        self._is_open = True
        inner = getattr(self._connection, "connection", None)
        if isinstance(inner, smtplib.SMTP):
            inner.data = self._noting(inner.data)  # type: ignore[method-assign]

    def close(self) -> None:
        self._is_open = False
        with suppress(OSError, smtplib.SMTPException):
            self._connection.close()

    def send(self, message: EmailMultiAlternatives) -> Outcome:
        self._handed_over = False
        try:
            self._connection.send_messages([message])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            return Outcome(_fate_of(error), _said(error))
        except Exception as error:  # the edge to somebody else's server, or backend: the letter says what it was
            self.close()
            lost = isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException)
            return Outcome(Fate.UNKNOWN if lost and self._handed_over else Fate.LATER, _said(error))
        return Outcome(Fate.SENT)

    def _noting(self, data: Callable[..., Any]) -> Callable[..., Any]:
        def noted(words: Any) -> Any:
            self._handed_over = True
            return data(words)

        return noted


def _fate_of(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> Fate:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    if code // 100 != _PERMANENT:
        return Fate.LATER
    # RFC 3463: 5.7.x is a policy's, not the address's.
    return Fate.FAILED if words.lstrip().startswith(b"5.7.") else Fate.REFUSED


def _said(error: Exception) -> str:
    """Of a refusal the code and the class alone: servers repeat the address."""
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    return one_line(f"{type(error).__name__}: {code}" if code else f"{type(error).__name__}: {error}", 300)
