"""Answers that are checked again each time and sent only when they have changed (RFC 9110, section 13)."""

import gzip
import hashlib
import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

_WORTH_COMPRESSING_BYTES = 400
_TEXT = re.compile(r"text/|application/(?:[a-z.+-]*(?:xml|json)|javascript)\b|image/svg")
_LEVEL = 6
_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


def document(
    request: HttpRequest, body: str | bytes, media_type: str, *, language: str = "", filename: str = ""
) -> HttpResponseBase:
    """A public document that any cache may keep and must check; a `filename` makes it a download."""
    response = HttpResponse(body, content_type=media_type)
    if language:
        response.headers["Content-Language"] = language
    if filename:
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return checked(request, response, cache="public, no-cache")


def checked(
    request: HttpRequest, response: HttpResponse, *, cache: str = "no-cache", modified_s: int | None = None
) -> HttpResponseBase:
    """With a tag, and 304 where the client has it.

    `modified_s`, in seconds since 1970, only where a withdrawal adds a later date to the answer as well.
    """
    response.headers["Cache-Control"] = cache
    _compress(request, response)
    if response.status_code != HttpResponse.status_code:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    if modified_s is not None:
        response.headers["Last-Modified"] = http_date(modified_s)
    return get_conditional_response(request, etag=tag, last_modified=modified_s, response=response) or response


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    """Safe to do here: what readers get holds no secret that a length could betray."""
    if len(response.content) < _WORTH_COMPRESSING_BYTES or not _TEXT.match(response.headers["Content-Type"]):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    accepted = request.headers.get("Accept-Encoding", "")
    if "gzip" in accepted and not _REFUSED.search(accepted):
        response.content = gzip.compress(response.content, _LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
