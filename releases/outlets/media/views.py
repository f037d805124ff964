"""`/media/<digest>/<name>`: the gate of every byte."""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from releases.assets.models import Rendition
from releases.assets.renditions import forget, made
from releases.assets.sending import send
from releases.editions import holding, reading
from releases.errors import BadFile
from releases.outlets.addresses import extension

log = logging.getLogger(__name__)


@require_safe
def file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """The bytes of a file that a public edition shows. Two queries; one, and the usual 404, for anything else."""
    if not reading.shows_file(digest, reading.now()):
        raise Http404
    try:
        response = _sent(request, digest, name)
    except (Rendition.DoesNotExist, BadFile, OSError):
        log.exception("A public file cannot be made: %s", digest)
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    # Asked again each time, so that a withdrawal holds at once; the answer is a 304 while the file is public.
    response["Cache-Control"] = "public, no-cache"
    holding.for_everybody()
    return response


def _sent(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    rendition = made(digest)
    if not name.endswith(f".{extension(rendition.media_type)}"):
        raise Http404
    try:
        return send(request, rendition, name=name)
    except FileNotFoundError:  # a folder that was lost, or left out of a backup, as it may be
        forget(rendition)
        return send(request, made(digest), name=name)
