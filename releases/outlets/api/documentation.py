"""`schema/`: OpenAPI 3.1. `docs/`: the page that a developer reads first."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from releases.outlets.addresses import absolute
from releases.outlets.answering import checked, document

from . import described_webhooks
from .answers import ApiView
from .examples import EXAMPLES
from .openapi import PARAMETERS, RESOURCES, description
from .problems import KNOWN


class Schema(ApiView):
    """No query."""

    def get(self, request: Request) -> Any:
        self.asked()
        text = description(absolute(request, "/").rstrip("/"))
        return document(request._request, text, "application/vnd.oai.openapi+json;version=3.1")


@csrf_exempt
@require_safe
def docs(request: HttpRequest) -> HttpResponseBase:
    """No query. In English, as the names of the fields are."""
    origin = absolute(request, "/").rstrip("/")
    html = loader.get_template("api/docs.html").render(
        {
            "begin": f'curl "{origin}/api/v1/releases/?language=en&limit=3"',
            "keyed": f'curl -H "Authorization: Bearer $KEY" "{origin}/api/v1/me/"',
            "subscribed": f'curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" '
            f'-d \'{{"url": "https://agency.example/press"}}\' "{origin}/api/v1/webhooks/"',
            "examples": [example.at(origin) for example in EXAMPLES],
            "per_minute": settings.API_PER_MINUTE,
            "per_minute_key": settings.API_PER_MINUTE_KEY,
            "problems": {code: (status, title, _marked(words)) for code, (status, title, words) in KNOWN.items()},
            "parameters": {
                name: {**facts, "description": _marked(facts["description"])} for name, facts in PARAMETERS.items()
            },
            "resources": [
                *((path, title, sorted(view.parameters)) for path, view, _schema, title in RESOURCES),
                *_of_webhooks(),
            ],
        }
    )
    response = HttpResponse(html)
    response.headers["Content-Language"] = "en"
    return checked(request, response, cache="public, no-cache")


def _of_webhooks() -> Iterator[tuple[str, str, list[str]]]:
    for path, methods in described_webhooks.PATHS.items():
        for method in ("get", "post", "patch", "delete"):
            if method in methods:
                yield f"{method.upper()} {path}", methods[method]["summary"], []


def _marked(words: str) -> SafeString:
    """What stands between backticks, as code."""
    parts = words.split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", p) if n % 2 else p,) for n, p in enumerate(parts))
    )
