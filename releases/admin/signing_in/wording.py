"""Sentences that several pages of the door say."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from ..clocks import offset


def too_often(until: dt.datetime) -> str:
    return _("Too many wrong entries from here. Try again at %(time)s.") % {"time": _clock(until)}


def too_many_codes(until: dt.datetime) -> str:
    return _(
        "Too many wrong codes were entered for this account. Use a passkey or a recovery code, or wait until %(time)s."
    ) % {"time": _clock(until)}


def _clock(moment: dt.datetime) -> str:
    """`14:05 (UTC+5)`: in the mission's zone, rounded up to the minute."""
    local = timezone.localtime(moment + dt.timedelta(seconds=59))
    return f"{local:%H:%M} ({offset(local)})"
