"""How many requests a minute: by key, else by address. Counted in `releases.outlets.limiting`."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from releases.outlets import limiting


class PerMinute(BaseThrottle):
    """A fixed window. An answer from the page cache counts as one from here."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if request.auth is not None:
            taken = limiting.of("key", request.auth.pk, limit=settings.API_PER_MINUTE_KEY)
        else:
            taken = limiting.of_address(request.META.get("REMOTE_ADDR", ""), limit=settings.API_PER_MINUTE)
        self._wait = taken.wait_s
        request._request.rate_limit_headers = taken.headers  # type: ignore[attr-defined]
        return taken.is_within

    def wait(self) -> float:
        return self._wait
