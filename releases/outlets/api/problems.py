"""Errors as RFC 9457 problem documents. Each `type` leads to its own paragraph of the documentation."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import Http404
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from releases.outlets import absence
from releases.outlets.addresses import absolute

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger(__name__)

# code -> (status, title, what it means and what to do)
KNOWN: Mapping[str, tuple[int, str, str]] = {
    "bad-parameter": (
        400,
        "A parameter is not understood",
        "`errors` names each parameter and says what it may be. Unknown parameters are refused, so that a misspelt "
        "filter never gives you everything.",
    ),
    "bad-cursor": (
        400,
        "This is not a cursor of ours",
        "The cursor was altered, or belongs to another list. Start again without one.",
    ),
    "expired-cursor": (
        410,
        "This cursor has expired",
        "It belongs to an earlier life of this record. `restart` is the address to walk the whole record again.",
    ),
    "not-authenticated": (
        401,
        "A key is needed",
        "Send `Authorization: Bearer <key>`. Keys are given by the press section.",
    ),
    "bad-key": (
        401,
        "The key is not valid",
        "It is unknown, has expired, was revoked, or is not for this network. Ask the press section for another.",
    ),
    "forbidden": (403, "The key may not do this", "`me/` says what your key may do."),
    "conflict": (409, "This cannot be done now", "`detail` says why, and what to do first."),
    "not-found": (
        404,
        "There is nothing public here",
        "What never existed and what is not public now are answered alike.",
    ),
    "withdrawn": (
        410,
        "This release has been withdrawn",
        "`title`, `withdrawn_at` and `reason` say what, when and why. Remove it from your service.",
    ),
    "method-not-allowed": (405, "This address does not take this method", "The `Allow` header lists those it takes."),
    "not-acceptable": (
        406,
        "We cannot answer in this format",
        "The formats are JSON, ninjs 3.1, NDJSON and, for statistics, CSV: by `Accept`, or by `format=`.",
    ),
    "precondition-failed": (
        412,
        "It is no longer what you named",
        "`If-Match` or `If-Unmodified-Since` names another state than the present one. Ask again without it.",
    ),
    "unsupported-media-type": (415, "We cannot read this format", "Send `Content-Type: application/json`."),
    "too-large": (413, "The body of the request is too large", "Send one JSON object of a few lines."),
    "malformed": (400, "The body of the request cannot be read", "Send one JSON object in UTF-8."),
    "too-many-requests": (429, "Too many requests", "Wait for the seconds that `Retry-After` gives, then go on."),
    "unavailable": (503, "The press office is briefly out of reach", "Try again after `Retry-After` seconds."),
    "internal": (500, "Something went wrong on our side", "We have been told. Try again; nothing was changed."),
}
_OF_DRF = {
    exceptions.NotAuthenticated: "not-authenticated",
    exceptions.AuthenticationFailed: "bad-key",
    exceptions.PermissionDenied: "forbidden",
    exceptions.NotFound: "not-found",
    exceptions.MethodNotAllowed: "method-not-allowed",
    exceptions.NotAcceptable: "not-acceptable",
    exceptions.UnsupportedMediaType: "unsupported-media-type",
    exceptions.ParseError: "malformed",
    exceptions.Throttled: "too-many-requests",
    exceptions.ValidationError: "bad-parameter",
}


class Problem(exceptions.APIException):
    """A refusal with a code of `KNOWN`; `more` are members of the document besides."""

    def __init__(self, code: str, detail: str = "", **more: Any) -> None:
        self.code, self.more = code, more
        self.status_code = KNOWN[code][0]
        super().__init__(detail or KNOWN[code][2])


def bad_parameter(**errors: str) -> Problem:
    """A 400 that names each parameter with what is wrong and the way out."""
    return Problem("bad-parameter", " ".join(errors.values()), errors=errors)


def handler(error: Exception, context: dict[str, Any]) -> Response:
    """Every failure of an API view, ours included, as a problem document."""
    set_rollback()
    request = context["request"]
    code, detail, more, headers = _read(error)
    # Whatever format was asked for, and whether we have it: a problem is a JSON document.
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), MEDIA_TYPE
    if code == "internal":
        # As Django does for a view of its own: whoever listens is told, and the trace goes to the log alone.
        got_request_exception.send(sender=type(context.get("view")), request=request._request)
        log.error("The API failed at %s", request.path, exc_info=error)
    return Response(
        document(code, detail, type_root=absolute(request, "/api/v1/docs/"), **more),
        status=KNOWN[code][0],
        headers={"Cache-Control": "no-store", **headers},
        content_type=MEDIA_TYPE,
    )


def document(code: str, detail: str = "", *, type_root: str, **more: Any) -> dict[str, Any]:
    status, title, meaning = KNOWN[code]
    return {"type": f"{type_root}#{code}", "title": title, "status": status, "detail": detail or meaning, **more}


def _read(error: Exception) -> tuple[str, str, dict[str, Any], dict[str, str]]:
    """Code, detail, further members and headers."""
    if isinstance(error, Problem):
        return error.code, str(error.detail), error.more, {}
    if isinstance(error, Http404):
        return "not-found", "", {}, {}
    if isinstance(error, PermissionDenied):
        return "forbidden", "", {}, {}
    if isinstance(error, RequestDataTooBig):
        return "too-large", "", {}, {}
    if absence.is_away(error):
        return "unavailable", "", {}, {"Retry-After": str(absence.RETRY_AFTER_S)}
    code = next((code for kind, code in _OF_DRF.items() if isinstance(error, kind)), "internal")
    headers = {}
    if isinstance(error, exceptions.APIException):
        if getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = str(error.auth_header)  # type: ignore[attr-defined]
        if getattr(error, "wait", None) is not None:
            headers["Retry-After"] = str(int(error.wait) + 1)  # type: ignore[attr-defined]
    more = {"errors": error.detail} if isinstance(error, exceptions.ValidationError) else {}
    return code, "", more, headers
