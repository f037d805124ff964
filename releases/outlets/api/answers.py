"""What every answer of the API has in common: tag, time, language, limits, and who may read it in a browser."""

import datetime as dt
import json
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from rest_framework.exceptions import APIException, NotAcceptable
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from releases.editions import holding, interval_ends
from releases.editions.holding import Pack
from releases.outlets.addresses import absolute
from releases.outlets.answering import checked

from .asking import ALWAYS, Asked, asked
from .kept import packed
from .keys import KeyAuthentication
from .limits import PerMinute
from .negotiating import ByWeight
from .problems import MEDIA_TYPE, document, handler
from .readers import Reader, reader_of
from .rendering import JSON, Joined

_EXPOSED = "Content-Language, ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset"


class ApiView(APIView):
    """A resource. `parameters` are those that it knows; `deprecated_at` and `ends_at` announce its end.

    RFC 9745 (Deprecation) and RFC 8594 (Sunset).
    """

    authentication_classes = (KeyAuthentication,)
    permission_classes = ()
    throttle_classes = (PerMinute,)
    content_negotiation_class = ByWeight
    renderer_classes = JSON
    parameters: ClassVar[frozenset[str]] = frozenset()
    deprecated_at: ClassVar[dt.datetime | None] = None
    ends_at: ClassVar[dt.datetime | None] = None
    now: dt.datetime
    reader: Reader

    def get_exception_handler(self) -> Any:
        return handler

    def perform_content_negotiation(self, *args: Any, **kwargs: Any) -> Any:
        """An unknown `format=` is 406, as an unknown `Accept` is: DRF would call it 404, and an empty one none."""
        if self.request.query_params.get("format") == "":
            raise NotAcceptable
        try:
            return super().perform_content_negotiation(*args, **kwargs)
        except Http404:
            raise NotAcceptable from None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.now = timezone.now()
        try:
            super().initial(request, *args, **kwargs)
        except APIException:
            throttle = PerMinute()
            if not hasattr(request._request, "rate_limit_headers") and not throttle.allow_address(request):
                self.throttled(request, throttle.wait())
            raise
        self.reader = reader_of(request)

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Without `Vary`, which every answer has below."""
        return {"Allow": ", ".join(self.allowed_methods)}

    def asked(self, *, also: frozenset[str] = frozenset()) -> Asked:
        return asked(self.request, known=self.parameters | also | ALWAYS, reader=self.reader, now=self.now)

    def last_change(self, *, at: dt.datetime | None = None, past: bool = False) -> dt.datetime | None:
        """The last interval end: what any answer may show. One short query; another for what shows the past.

        None for what lies ahead: a plan may be moved at any time, and no interval end says so.
        """
        if at is not None and at > self.now:
            return None
        last = interval_ends.last_end_until(self.now)
        expunged = interval_ends.last_expunging() if past or at is not None else None
        return max((end for end in (last, expunged) if end is not None), default=None)

    def options(  # type: ignore[override]  # DRF hands its own request, as to get()
        self, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        """What a browser asks before it reads from a page of another origin. The public may; keys stay on servers."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization"])
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = (
                "Accept, Accept-Language, If-None-Match, If-Modified-Since"
            )
            response.headers["Access-Control-Max-Age"] = "86400"
        for name, value in getattr(request._request, "rate_limit_headers", {}).items():
            response.headers[name] = value
        if self.deprecated_at:
            response.headers["Deprecation"] = f"@{int(self.deprecated_at.timestamp())}"
        if self.ends_at:
            response.headers["Sunset"] = http_date(self.ends_at.timestamp())
        return response

    def caching(self) -> str:
        """Shared caches keep only what everybody gets."""
        return "private, no-cache" if self.reader.key else "public, no-cache"

    def answer(self, data: Any, *, language: str = "", changed_at: dt.datetime | None = None) -> HttpResponseBase:
        """A document with tag and time, answered with 304 where the reader has it.

        `changed_at` is the last interval end that the answer may show; it is left out until its second is over, since
        whole seconds could not tell a later change from it.
        """
        if isinstance(data, Joined) and "indent" not in self.request.accepted_media_type:
            return self._written(data, language, changed_at)
        response = Response(data)
        if language:
            response.headers["Content-Language"] = language
        response.add_post_render_callback(lambda rendered: self.tagged(rendered, changed_at))
        return response

    def _written(self, data: Joined, language: str, changed_at: dt.datetime | None) -> HttpResponseBase:
        """What is JSON already needs no renderer."""
        response = HttpResponse(data.written(), content_type="application/json; charset=utf-8")
        if language:
            response.headers["Content-Language"] = language
        return self.tagged(response, changed_at, pack=packed)

    def tagged(
        self, response: HttpResponse, changed_at: dt.datetime | None, *, pack: Pack | None = None
    ) -> HttpResponseBase:
        """The finished answer with its tag, and its time where the last change lies far enough behind."""
        modified_s = int(changed_at.timestamp()) + 1 if changed_at else None
        if modified_s is not None and modified_s > self.now.timestamp():
            holding.only_until(dt.datetime.fromtimestamp(modified_s, dt.UTC))
            modified_s = None
        answer = checked(self.request._request, response, cache=self.caching(), modified_s=modified_s, pack=pack)
        return self._otherwise() if answer.status_code == HTTPStatus.PRECONDITION_FAILED else answer

    def _otherwise(self) -> HttpResponse:
        """In place of Django's empty page."""
        told = document("precondition-failed", type_root=absolute(self.request, "/api/v1/docs/"))
        return HttpResponse(json.dumps(told), status=told["status"], content_type=MEDIA_TYPE)
