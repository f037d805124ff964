"""Who asks, when a proxy of ours stands in front."""

import ipaddress
from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponseBase


class ClientAddressMiddleware:
    """Puts the address that the proxy saw into REMOTE_ADDR: the last of X-Forwarded-For, which it appends itself.

    What stands before it was sent by whoever asks, and is not looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        last = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        with suppress(ValueError):
            request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(last))
        return self._get_response(request)
