"""How often one network may ask for something that costs others: counted in this process, in fixed windows."""

import ipaddress
import time

from django.core.cache import cache
from django.http import HttpRequest


def may(request: HttpRequest, what: str, *, times: int, window_s: int) -> bool:
    """Whether it is still within the limit, this time included. With several processes, the whole is a multiple."""
    slot = f"limit:{what}:{network(request)}:{time.time() // window_s:.0f}"
    cache.add(slot, 0, timeout=window_s * 2)
    try:
        return cache.incr(slot) <= times
    except ValueError:  # evicted between the two lines
        return True


def network(request: HttpRequest) -> str:
    """The address; of IPv6 the /64 that one customer has."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)  # noqa: PLR2004
