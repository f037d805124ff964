"""The address that answers with a preview: for the screen's script as JSON, for a tab of its own as the page itself."""

from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template import loader
from django.utils import timezone

from ..typed import ModelAdmin, staff
from .previewing import WAYS, preview
from .unsaved import Unsaved, nothing_yet, unsaved

HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "manifest-src": [NONE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF],
    "font-src": [SELF],
    "media-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": ["allow-same-origin", "allow-popups"],
}


def answered(admin: ModelAdmin, request: HttpRequest, object_id: str | None) -> HttpResponse:
    """POST the form as it is, with `preview_as`, and `with_checks` for what the checks say. Nothing of it is kept.

    JSON: `html` of the document, `notes` on it, `missing` as a number, `checks` as a panel or null.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    text = _text(admin, request, object_id)
    asked = request.POST.get("preview_as", "")
    way = asked if asked in (*WAYS, "none") else "page"
    at = timezone.now()
    try:
        found = unsaved(admin, request, text, staff(request), at=at, with_checks="with_checks" in request.POST)
    except ObjectDoesNotExist:
        # Somebody has deleted it meanwhile.
        raise Http404 from None
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    html = preview(request, found.made, way=way, at=at, nonce=nonce) if found.made and way != "none" else ""
    notes = loader.get_template("admin/releases/text/_preview_notes.html").render(_notes(found))
    if request.accepts("text/html"):
        response = HttpResponse(html or notes)
        response._csp_replace = _POLICY  # type: ignore[attr-defined]
    else:
        missing = len(found.wrong) + (len(found.made.drafted.missing) if found.made else 0)
        made = {"html": html, "notes": notes, "missing": missing, "checks": found.checks, "nonce": nonce}
        response = JsonResponse(made)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _text(admin: ModelAdmin, request: HttpRequest, object_id: str | None) -> Any:
    """None for a new one; what may not be seen is not found."""
    if object_id is None:
        if not admin.has_add_permission(request):
            raise PermissionDenied
        return None
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    text = admin.get_object(request, unquote(object_id))
    if text is None:
        raise Http404
    return text


def _notes(found: Unsaved) -> dict[str, Any]:
    made = found.made
    if made is None:
        return {"wrong": found.wrong, "first": nothing_yet()}
    name = f"{made.release} ({made.language}): "
    missing = [{"words": fault.removeprefix(name), "field": fault.field} for fault in made.drafted.missing]
    return {"wrong": found.wrong, "missing": missing, "besides": made.drafted.besides, "beside": made.beside}
