"""A rendition on its way to a browser: whole, in part (RFC 9110, 14), or not again because it is there already.

Who may have it has been decided before.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from .models import Rendition
from .storing import Pieces

_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
_UNMET = (-1, -1)
_SHOWN_INLINE = ("image/", "video/", "audio/", "text/vtt")
_SANDBOX = "sandbox; default-src 'none'; style-src 'none'; script-src 'none'"


def send(request: HttpRequest, rendition: Rendition, *, name: str) -> HttpResponseBase:
    """200, 206, 304 or 416. With `MEDIA_ACCEL_PREFIX` set, nginx reads the bytes itself (X-Accel-Redirect)."""
    etag = f'"{rendition.digest}"'
    response = get_conditional_response(request, etag=etag) or _whole_or_part(request, rendition, etag)
    response["ETag"] = etag
    if response.status_code == 304:  # noqa: PLR2004
        return response
    if "X-Accel-Redirect" not in response:  # nginx says so itself, and would say it twice
        response["Accept-Ranges"] = "bytes"
    kind = "inline" if rendition.media_type.startswith(_SHOWN_INLINE) else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if not rendition.media_type.startswith(("image/", "video/", "audio/")):
        response["Content-Security-Policy"] = _SANDBOX
    return response


def _whole_or_part(request: HttpRequest, rendition: Rendition, etag: str) -> HttpResponseBase:
    size = rendition.size_bytes or 0
    if settings.MEDIA_ACCEL_PREFIX:
        accelerated = HttpResponse(content_type=rendition.media_type)
        accelerated["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{rendition.storage_name}"
        return accelerated
    if request.method == "HEAD":  # a range is defined for GET alone (RFC 9110, 14.2)
        return HttpResponse(content_type=rendition.media_type, headers={"Content-Length": str(size)})
    wanted = _range(request, size, etag)
    if wanted == _UNMET:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = wanted or (0, size - 1)
    pieces = Pieces(rendition.storage_name, first=first, length=last - first + 1)
    response = StreamingHttpResponse(pieces, status=206 if wanted else 200, content_type=rendition.media_type)
    response["Content-Length"] = str(last - first + 1)
    if wanted:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """(first, last) of one range; _UNMET beyond the end; None, so the whole, for several or for what we cannot read."""
    header = request.headers.get("Range", "")
    match = _RANGE.match(header.strip())
    if not match or match.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return None
    start, end = match.groups()
    if not start:
        length = min(int(end), size)
        return (size - length, size - 1) if length else _UNMET
    first, last = int(start), min(int(end), size - 1) if end else size - 1
    if end and int(end) < int(start):
        return None
    return (first, last) if first < size else _UNMET
