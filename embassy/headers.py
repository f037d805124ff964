"""No answer goes out without the headers that protect its reader, whichever part of the program gave it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# What nobody wrote a policy for may load, run and be framed by nothing.
_LEAST = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in sorted(settings.PERMISSIONS_POLICY)),
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class EveryAnswerMiddleware:
    """Outermost: also around static files, and around what refuses a request before any other middleware sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        for name, value in _LEAST.items():
            response.headers.setdefault(name, value)
        return response
