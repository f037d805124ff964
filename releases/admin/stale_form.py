"""What is said when a form cannot be shown to come from a page of ours: signed in since, or no cookies."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.response import TemplateResponse
from django.utils import translation

from .signing_in import pending


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403. Not a word of what was sent is in it: who sent it is not known."""
    user = getattr(request, "user", None)
    chosen = getattr(user, "interface_language", None) or pending.language(request)
    with translation.override(chosen or translation.get_language_from_request(request)):
        context = {**admin.site.each_context(request), "no_cookie": reason == REASON_NO_CSRF_COOKIE}
        return TemplateResponse(request, "admin/stale_form.html", context, status=403).render()
