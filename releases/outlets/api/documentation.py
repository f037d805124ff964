"""`schema/`: OpenAPI 3.1. `docs/`: the page that a developer reads first."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import loader
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request

from releases.outlets import limiting
from releases.outlets.addresses import absolute
from releases.outlets.answering import checked, document

from . import described_webhooks
from .answers import ApiView
from .described_answers import examples
from .described_answers import problem as example_of
from .examples import EXAMPLES
from .openapi import PARAMETERS, RESOURCES, description
from .problems import KNOWN, MEDIA_TYPE
from .problems import document as problem

_TYPEFACES = "build/fonts/fonts.css"


class Schema(ApiView):
    """No query."""

    def get(self, request: Request) -> Any:
        self.asked()
        text = description(absolute(request, "/").rstrip("/"))
        return document(request._request, text, "application/vnd.oai.openapi+json;version=3.1")


@csrf_exempt
def docs(request: HttpRequest) -> HttpResponseBase:
    """No query. In English, as the names of the fields are. Counted as every answer, but never refused: a 429 leads
    here."""
    answer = _page(request)
    taken = limiting.of_address(request.META.get("REMOTE_ADDR", ""), limit=settings.API_PER_MINUTE)
    for name, value in taken.headers.items():
        answer.headers[name] = value
    return answer


def _page(request: HttpRequest) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        refusal = problem("method-not-allowed", type_root=absolute(request, "/api/v1/docs/"))
        headers = {"Allow": "GET, HEAD", "Cache-Control": "no-store"}
        return JsonResponse(refusal, status=405, content_type=MEDIA_TYPE, headers=headers)
    origin = absolute(request, "/").rstrip("/")
    html = loader.get_template("api/docs.html").render(
        {
            "typefaces": _typefaces(),
            "answer": _shown(examples()["Releases"], origin),
            "refusal": _shown(example_of("bad-parameter"), origin),
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


def _typefaces() -> str:
    """The site's own, where they were built."""
    return static(_TYPEFACES) if finders.find(_TYPEFACES) else ""


def _shown(answer: Any, origin: str) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2).replace("ORIGIN", origin)


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
