"""How often somebody may be wrong: django-axes counts, by user name and address together, and we count by address.

Nobody is kept out by what somebody else does at another address. Codes are counted with the passwords.
"""

import datetime as dt
import ipaddress

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone

_VERSION_6 = 6


def address(request: HttpRequest) -> str | None:
    """Where the request comes from; None where that is no address, as over a socket of the system."""
    try:
        return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0]))
    except ValueError:
        return None


def network(request: HttpRequest) -> str | None:
    """The address; of IPv6 the /64 that one customer has."""
    given = address(request)
    if given is None or ipaddress.ip_address(given).version != _VERSION_6:
        return given
    return str(ipaddress.ip_network((given, 64), strict=False).network_address)


def locked_until(request: HttpRequest, username: str) -> dt.datetime | None:
    """When this name may be tried again from this address; None: now. Two queries."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    here = AccessAttempt.objects.filter(ip_address=network(request), attempt_time__gte=since)
    limits = ((here.filter(username=username), settings.SIGN_IN_TRIES), (here, settings.SIGN_IN_TRIES_ADDRESS))
    ends = []
    for attempts, limit in limits:
        counted = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        if (counted["failures"] or 0) >= limit:
            ends.append(counted["last"] + settings.AXES_COOLOFF_TIME)
    return max(ends, default=None)


def count_failure(request: HttpRequest, username: str) -> None:
    """For what Django does not count itself: a code, a passkey, an account that has no place at the desk."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def forget_failures(request: HttpRequest, username: str) -> None:
    """Of this name at this address, once the person has proven to be themselves."""
    AxesProxyHandler.reset_attempts(ip_address=network(request), username=username)
