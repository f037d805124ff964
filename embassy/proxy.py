"""Who asks, when a proxy of ours stands in front."""

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase


def client_address(meta: Mapping[str, Any]) -> str:
    """The address that the proxy saw: the last of X-Forwarded-For, which it appends itself.

    What stands before it was sent by whoever asks, and is not looked at.
    """
    last = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return str(meta.get("REMOTE_ADDR", ""))


class ClientAddressMiddleware:
    """Puts the address that the proxy saw into REMOTE_ADDR."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["REMOTE_ADDR"] = client_address(request.META)
        return self._get_response(request)
