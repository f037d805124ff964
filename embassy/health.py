"""What asks how we are asks by address, without TLS, from beside us: a supervisor, a load balancer, Prometheus."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})


class HealthMiddleware:
    """Answers them before the host's name and HTTPS are insisted on. None of them says where we are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in _PATHS:
            return self._get_response(request)
        request.resolver_match = match = resolve(request.path_info)
        answer: HttpResponseBase = match.func(request)
        return answer
