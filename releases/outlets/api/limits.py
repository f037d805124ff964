"""How many requests a minute: by key, else by address. Counted in `releases.outlets.limiting`."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from releases.outlets import limiting


class PerMinute(BaseThrottle):
    """A fixed window. An answer from the page cache counts as one from here."""

    def allow_request(self, request: Request, view: Any) -> bool:
        if request.auth is None:
            return self.allow_address(request)
        return self._is_within(request, limiting.of("key", request.auth.pk, limit=settings.API_PER_MINUTE_KEY))

    def allow_address(self, request: Request) -> bool:
        """For what is refused before anybody knows whose it is: keys are not tried out without end."""
        address = request.META.get("REMOTE_ADDR", "")
        return self._is_within(request, limiting.of_address(address, limit=settings.API_PER_MINUTE))

    def _is_within(self, request: Request, taken: limiting.Taken) -> bool:
        self._wait = taken.wait_s
        request._request.rate_limit_headers = taken.headers  # type: ignore[attr-defined]
        return taken.is_within

    def wait(self) -> float:
        return self._wait
