"""`/media/<digest>/<name>`: the gate of every byte."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from releases.assets.models import Rendition
from releases.editions import reading
from releases.outlets.addresses import extension


@require_safe
def rendition(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """The bytes of a file that a public edition shows. Two queries; one, and the usual 404, for anything else."""
    if not reading.shows_file(digest, timezone.now()):
        raise Http404
    file = Rendition.objects.get(digest=digest)
    if not name.endswith(f".{extension(file.media_type)}"):
        raise Http404
    etag = f'"{digest}"'
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    response = unchanged or FileResponse(storages["default"].open(file.storage_name), content_type=file.media_type)
    response["ETag"] = etag
    # Asked again each time, so that a withdrawal holds at once; the answer is a 304 while it is public.
    response["Cache-Control"] = "public, no-cache"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
