"""Every request that reaches Django: an id that runs through its log lines, one line at its end, its count and time.

Answers of the page cache do not come this far; nginx writes a line for those, under the same id.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from embassy import measuring
from embassy.logs import request_id

_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
_log = logging.getLogger("embassy.requests")


class RequestLogMiddleware:
    """The id is the proxy's where one of ours stands in front, else made here. It is in no answer: those are kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        token = request_id.set(_id_of(request))
        try:
            response = self._get_response(request)
            seconds = time.perf_counter() - began
            route = request.resolver_match.route if request.resolver_match else ""
            method = request.method if request.method in _METHODS else "OTHER"
            measuring.note(method=method, route=route, status=response.status_code, seconds=seconds)
            facts = {"method": method, "route": route, "status": response.status_code, "ms": round(seconds * 1000, 1)}
            _log.info("request", extra=facts)
        finally:
            request_id.reset(token)
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _id_of(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return given if _ID.match(given) else uuid.uuid4().hex
