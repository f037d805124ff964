"""Answers that are checked again each time and sent only when they have changed (RFC 9110, section 13)."""

import functools
import gzip
import hashlib
import re
from collections.abc import Callable

import brotli
from backports import zstd
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from releases.editions import holding

_WORTH_COMPRESSING_BYTES = 400
_TEXT = re.compile(r"text/|application/(?:[a-z.+-]*(?:xml|json)|javascript)\b|image/svg")
# The best first; levels that take no longer than the page itself.
_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": functools.partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5),
    "zstd": functools.partial(zstd.compress, level=6),
    "gzip": functools.partial(gzip.compress, compresslevel=6, mtime=0),
}
_ASKED = re.compile(r"([\w*-]+)\s*(?:;\s*q=([\d.]+))?")


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
    request: HttpRequest,
    response: HttpResponse,
    *,
    cache: str = "no-cache",
    modified_s: int | None = None,
    pack: Callable[[bytes, str], bytes] | None = None,
    tag: str = "",
) -> HttpResponseBase:
    """With a tag, and 304 where the client has it.

    `modified_s`, in seconds since 1970, only where a withdrawal adds a later date to the answer as well. `pack`
    compresses what may be kept, and is worth more pains than a page. `tag` is that of the content as it is, where it is
    known.
    """
    response.headers["Cache-Control"] = cache
    if "private" in cache or "no-store" in cache:
        holding.for_one_reader()
    else:
        holding.for_everybody(pack=pack or packed)
    _compress(request, response, pack or packed)
    if response.status_code != HttpResponse.status_code:
        return response
    if not tag or "Content-Encoding" in response.headers:
        tag = tag_of(response.content)
    response.headers["ETag"] = tag
    if modified_s is not None:
        response.headers["Last-Modified"] = http_date(modified_s)
    unchanged = get_conditional_response(request, etag=tag, last_modified=modified_s, response=response)
    if unchanged is None or unchanged is response:
        return response
    # Its headers replace those that the client has kept: the policy must go on to allow what the page bears.
    unchanged._csp_update = getattr(response, "_csp_update", None)  # type: ignore[attr-defined]
    return unchanged


def packed(content: bytes, coding: str) -> bytes:
    return _CODINGS[coding](content)


def tag_of(content: bytes) -> str:
    """The entity tag of what goes over the wire: of each coding another (RFC 9110, section 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _compress(request: HttpRequest, response: HttpResponse, pack: Callable[[bytes, str], bytes]) -> None:
    """Safe to do here: what readers get holds no secret that a length could betray."""
    if len(response.content) < _WORTH_COMPRESSING_BYTES or not _TEXT.match(response.headers["Content-Type"]):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if coding := preferred_coding(request.headers.get("Accept-Encoding", "")):
        response.content = pack(response.content, coding)
        response.headers["Content-Encoding"] = coding


@functools.lru_cache(maxsize=256)
def preferred_coding(header: str) -> str:
    """The best that both sides know; "" for none. What a client refuses it marks with a weight of nought."""
    return next((coding for coding in _CODINGS if accepts(header, coding)), "")


def accepts(header: str, coding: str) -> bool:
    """Whether an `Accept-Encoding` names a coding, with a weight above nought where it gives one."""
    return any(name == coding and (weight.strip("0.") or not weight) for name, weight in _ASKED.findall(header))
