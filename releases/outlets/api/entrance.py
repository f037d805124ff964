"""The way in: what there is, what a key may do, and the answer to every address that is none of ours."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import resolve
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from releases.editions.canonical import instant
from releases.outlets.addresses import absolute

from .answers import ApiView

_RESOURCES = (
    *("releases", "briefings", "statements", "statistics", "media", "people", "topics", "changes", "me"),
    *("webhooks", "schema", "docs"),
)
_UID = re.compile(r"(?<=/)[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?=/)", re.IGNORECASE)
_NOTHING = "api-nothing"


class Root(ApiView):
    """The resources. No query."""

    def get(self, request: Request) -> HttpResponseBase:
        self.asked()
        return self.answer({name: absolute(request, f"/api/v1/{name}/") for name in _RESOURCES})


class Me(ApiView):
    """What this key may do and has used."""

    def get(self, request: Request) -> HttpResponseBase:
        self.asked()
        key = self.reader.key
        if key is None:
            raise NotAuthenticated
        return self.answer(
            {
                "partner": key.partner.name,
                "key": {"name": key.name, "begins_with": key.beginning},
                "may": {
                    "read": True,
                    "embargo_lead_minutes": key.lead_minutes,
                    "kinds": list(self.reader.kinds),
                    "languages": list(self.reader.languages),
                    "networks": key.networks,
                    "webhooks": key.webhooks,
                    "requests_per_minute": settings.API_PER_MINUTE_KEY,
                },
                "used": {
                    "last_used_at": instant(key.last_used_at) if key.last_used_at else None,
                    "early_readings": key.readings.count(),
                },
                "created_at": instant(key.created_at),
                "expires_at": instant(key.expires_at) if key.expires_at else None,
            }
        )

    def caching(self) -> str:
        return "private, no-store"


class Nothing(ApiView):
    """Whatever else is asked under `/api/`: a problem document in place of a page.

    An id has one address, whatever letters it is written in: capitals are led there, be anything at it or not.
    """

    def perform_content_negotiation(self, *_args: Any, **_options: Any) -> Any:
        """Where nothing is, no format is missing."""
        renderer = self.get_renderers()[0]
        return renderer, renderer.media_type

    def get(self, request: Request, **_address: Any) -> HttpResponseBase:
        canonical, query = _UID.sub(lambda found: found[0].lower(), request.path), request.META["QUERY_STRING"]
        is_asked = request.method in {"GET", "HEAD"}
        if not is_asked or canonical == request.path or resolve(canonical).url_name == _NOTHING:
            raise Http404
        return HttpResponsePermanentRedirect(absolute(request, f"{canonical}?{query}" if query else canonical))

    post = put = patch = delete = get
