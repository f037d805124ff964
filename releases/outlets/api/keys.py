"""`Authorization: Bearer press_…` (RFC 6750)."""

from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from releases.partners import keys

_SCHEME = "bearer"


class KeyAuthentication(BaseAuthentication):
    """Sets `request.auth` to the key. A request without one is the public's; one with a bad one is refused."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        scheme, _space, secret = given.partition(" ")
        if not given or scheme.lower() != _SCHEME:
            return None
        key = keys.find(secret.strip(), address=request.META.get("REMOTE_ADDR", ""))
        if key is None:
            raise AuthenticationFailed
        return key.partner, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="press office"'
