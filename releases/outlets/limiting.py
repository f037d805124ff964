"""How often one network may ask for something that costs others: counted in this process, in fixed windows.

With several processes, the whole is a multiple. The limits protect the server, they sell nothing.
"""

import ipaddress
import time
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.http import HttpRequest

_API_WINDOW_S = 60


@dataclass(frozen=True)
class Taken:
    """One request to the API, counted. Headers as in draft-ietf-httpapi-ratelimit-headers."""

    is_within: bool
    wait_s: float
    headers: dict[str, str]


def of_address(address: str, *, limit: int) -> Taken:
    """A newsroom behind one address shares a generous limit; whoever needs more asks for a key."""
    return of("address", network_of(address), limit=limit)


def of(name: str, whose: object, *, limit: int) -> Taken:
    window, passed = divmod(time.time(), _API_WINDOW_S)
    used = _count(f"api-limit:{name}:{whose}:{window:.0f}", timeout_s=_API_WINDOW_S * 2)
    wait_s = _API_WINDOW_S - passed
    return Taken(
        used <= limit,
        wait_s,
        {
            "RateLimit-Policy": f'"{name}";q={limit};w={_API_WINDOW_S}',
            "RateLimit": f'"{name}";r={max(0, limit - used)};t={int(wait_s) + 1}',
        },
    )


def may(request: HttpRequest, what: str, *, times: int, window_s: int) -> bool:
    """Whether it is still within the limit, this time included."""
    slot = f"limit:{what}:{network(request)}:{time.time() // window_s:.0f}"
    return _count(slot, timeout_s=window_s * 2) <= times


def _count(slot: str, *, timeout_s: int) -> int:
    try:
        return int(cache.incr(slot))
    except ValueError:  # the first
        cache.add(slot, 0, timeout=timeout_s)
    try:
        return int(cache.incr(slot))
    except ValueError:  # evicted between the two lines
        return 1


def network(request: HttpRequest) -> str:
    return network_of(request.META.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=4096)
def network_of(given: str) -> str:
    """The address; of IPv6 the /64 that one customer has."""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)  # noqa: PLR2004
