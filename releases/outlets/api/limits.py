"""How many requests a minute: by key, else by address. Headers as in draft-ietf-httpapi-ratelimit-headers."""

import ipaddress
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

_WINDOW_S = 60


class PerMinute(BaseThrottle):
    """A fixed window. A newsroom behind one address shares a generous limit; whoever needs more asks for a key.

    Counted in this process: with several, the whole is a multiple. The limit protects the server, it sells nothing.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        keyed = request.auth is not None
        name, limit = ("key", settings.API_PER_MINUTE_KEY) if keyed else ("address", settings.API_PER_MINUTE)
        now = time.time()
        window, passed = divmod(now, _WINDOW_S)
        slot = f"api-limit:{name}:{request.auth.pk if keyed else _network(request)}:{window:.0f}"
        cache.add(slot, 0, timeout=_WINDOW_S * 2)
        try:
            used = cache.incr(slot)
        except ValueError:  # evicted between the two lines
            used = 1
        self._wait = _WINDOW_S - passed
        remaining = max(0, limit - used)
        request._request.rate_limit_headers = {  # type: ignore[attr-defined]
            "RateLimit-Policy": f'"{name}";q={limit};w={_WINDOW_S}',
            "RateLimit": f'"{name}";r={remaining};t={int(self._wait) + 1}',
        }
        return used <= limit

    def wait(self) -> float:
        return self._wait


def _network(request: Request) -> str:
    """The address; of IPv6 the /64 that one customer has."""
    given = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)  # noqa: PLR2004
