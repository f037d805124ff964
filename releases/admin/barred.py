"""What the desk says where there is nothing for this person: in its own frame, with the ways on.

What is hidden and what never was there say the same: nothing of the address or of the reason is in the page.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite

TOLD = (Http404, PermissionDenied)


def told(site: "AdminSite", request: HttpRequest, error: Exception) -> HttpResponse:
    """404, or 403 where the role does not include it. No query besides those of the frame."""
    refused = isinstance(error, PermissionDenied)
    context = {
        **site.each_context(request),
        "title": _("Not for your role") if refused else _("There is no page at this address"),
        "refused": refused,
        "is_popup": "_popup" in request.GET,
    }
    return TemplateResponse(request, "admin/barred.html", context, status=403 if refused else 404)
