"""The queue of mails: each is claimed, sent, marked; what fails waits, longer each time, and is given up at last."""

import datetime as dt
import logging
import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .models import StaffMail
from .planning import plan
from .writing import message, one_line

_AT_ONCE = 20
# Longer than an attempt can take: who claims it and dies leaves it to the next.
_CLAIM = dt.timedelta(minutes=10)
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
_UNREACHABLE = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPAuthenticationError)
log = logging.getLogger(__name__)


def deliver() -> int:
    """Plans what the journal has to tell, and sends what is due; how many entries and mails. Called by the worker."""
    return plan() + (send_due() if settings.MAIL_IS_SENT else 0)


def send_due() -> int:
    """Over one connection. A server that cannot be reached is not asked again for each mail."""
    mails = [mail for mail in _due() if _claim(mail)]
    if not mails:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except _UNREACHABLE as error:
        for mail in mails:
            _failed(mail, error)
        return len(mails)
    try:
        for mail in mails:
            _send(mail, connection)
    finally:
        connection.close()
    return len(mails)


def _due() -> Sequence[StaffMail]:
    due = StaffMail.objects.filter(next_at__lte=timezone.now()).select_related("recipient")
    return list(due.order_by("next_at", "pk")[:_AT_ONCE])


def _claim(mail: StaffMail) -> bool:
    """Whether this process sends it: one of any number of workers."""
    claimed = StaffMail.objects.filter(pk=mail.pk, next_at=mail.next_at).update(
        next_at=timezone.now() + _CLAIM, attempts=mail.attempts + 1
    )
    mail.attempts += 1
    return bool(claimed)


def _send(mail: StaffMail, connection: BaseEmailBackend) -> None:
    if not mail.recipient.is_active or not mail.recipient.mails:
        _give_up(mail, "The recipient does not want mails any more.")
        return
    try:
        written = message(mail)
        if written is None:
            _give_up(mail, "The recipient may not see what it is about.")
            return
        connection.send_messages([written])
    except Exception as error:  # a delivery edge: whatever it was, the row says so, and the next mail has its turn
        _failed(mail, error)
    else:
        StaffMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), next_at=None, last_error="")


def _failed(mail: StaffMail, error: Exception) -> None:
    said = one_line(f"{type(error).__name__}: {error}", 300)
    if mail.attempts > len(WAITS):
        log.error("A mail to staff is given up after %d attempts: %s (%s)", mail.attempts, mail, said)
        _give_up(mail, said)
        return
    wait = WAITS[mail.attempts - 1]
    StaffMail.objects.filter(pk=mail.pk).update(next_at=timezone.now() + wait, last_error=said)


def _give_up(mail: StaffMail, reason: str) -> None:
    StaffMail.objects.filter(pk=mail.pk).update(next_at=None, last_error=reason)
