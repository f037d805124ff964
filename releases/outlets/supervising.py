"""Who is told how the installation stands: a supervisor on this machine, and whoever bears the token of the metrics."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare


def bears_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, settings.METRICS_TOKEN)


def may_know(request: HttpRequest) -> bool:
    return _is_here(request.META.get("REMOTE_ADDR", "")) or bears_token(request)


def _is_here(address: str) -> bool:
    """Behind a proxy it is the address that the proxy saw (`embassy.proxy`)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return (mapped or ip).is_loopback
