"""How long a session lasts: so long after it began, and so long after the last request, whichever comes first."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from releases.authoring.signing_in.sessions import FACTS

from . import browsers, lockout

# A session that is in use is written this often, not with each request.
_SEEN_EVERY_S = 60


def begin(request: HttpRequest, **signal: Any) -> None:
    """Notes where and when the session began. Called by Django's signal, so for whoever is logged in, however."""
    now = timezone.now().timestamp()
    agent = request.META.get("HTTP_USER_AGENT", "")
    where = {"address": lockout.address(request), "browser": browsers.name_of(agent)}
    facts = {"started": now, "seen": now, **where}
    request.session[FACTS] = facts
    request.session.set_expiry(_seconds_left(facts, now))


def _seconds_left(facts: dict[str, Any], now: float) -> int:
    ends = min(facts["started"] + settings.SESSION_HOURS * 3600, facts["seen"] + settings.SESSION_IDLE_MINUTES * 60)
    return int(ends - now)


class SessionLimitsMiddleware:
    """Ends a session at the desk when its time is over, and notes that it is in use. One write a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            self._look(request)
        return self._get_response(request)

    @staticmethod
    def _look(request: HttpRequest) -> None:
        facts = request.session.get(FACTS)
        now = timezone.now().timestamp()
        if facts is None or _seconds_left(facts, now) <= 0:
            logout(request)
        elif now - facts["seen"] >= _SEEN_EVERY_S and not request.path_info.endswith("/presence/"):
            # An open form says every few seconds that it is open: that is nobody at work.
            facts["seen"] = now
            request.session[FACTS] = facts
            request.session.set_expiry(_seconds_left(facts, now))
