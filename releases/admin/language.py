"""The desk speaks the language that each member of the staff chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .signing_in import pending


class DeskLanguageMiddleware:
    """Activates the signed-in person's language below /admin/; at sign-in the browser's, or what was chosen there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        chosen = getattr(request.user, "interface_language", None) or pending.language(request)
        chosen = chosen or translation.get_language_from_request(request)
        with translation.override(chosen):
            return self.get_response(request)
