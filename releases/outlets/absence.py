"""What is answered while the database is away: 503 for every outlet, in the form that its readers can use."""

import logging
import re
from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _
from psycopg.errors import ReadOnlySqlTransaction

from releases.authoring.languages import LANGUAGES, direction, interface_language

AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_S = 30
# In the request's environment, with the reason: said by the layer around Django.
KNOWN_AWAY = "embassy.known_away"
_STYLESHEETS = ("site/site.css", "site/blocks.css")
_TYPEFACES = "build/fonts/fonts.css"
_FILE = re.compile(r"/media/|.*\.[a-z]{2,5}\Z")
_log = logging.getLogger(__name__)


class KnownAwayMiddleware:
    """Answers at once where it is known that nobody would, before a session is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        reason = request.META.get(KNOWN_AWAY)
        if not reason:
            return self._get_response(request)
        # Who is still sending would not hear the answer. What is larger than a form is cut off all the same.
        request.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return unavailable(request, OperationalError(reason))


class DatabaseAwayMiddleware:
    """Turns what a missing, closed or overloaded database raises in a view into 503; the reader sees no trace of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(request, exception) if is_away(exception) else None


def is_away(error: BaseException) -> bool:
    """Also one that can be read only: PostgreSQL after a failover, a file system that was mounted anew."""
    return isinstance(error, AWAY) or isinstance(error.__cause__, ReadOnlySqlTransaction)


def unavailable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """JSON for the API (RFC 9457), a line of text where a file was asked for, else a page. No query."""
    _log.error("The database does not answer: %s", exception)
    path = request.path_info
    if path.startswith("/api/"):
        problem = {"title": HTTPStatus.SERVICE_UNAVAILABLE.phrase, "status": int(HTTPStatus.SERVICE_UNAVAILABLE)}
        response: HttpResponse = JsonResponse(problem, content_type="application/problem+json")
    elif _FILE.match(path):
        with translation.override(_language_of(path)):
            text = _("The press office cannot be reached at present. Please try again in a minute.")
        response = HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8")
    else:
        first = _language_of(path)
        ordered = (first, *(language for language in LANGUAGES if language != first))
        response = HttpResponse(in_every_language("site/503.html", "site/_absence.html", ordered))
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    response.headers["Cache-Control"] = "no-store"
    return response


def in_every_language(template: str, part: str, languages: Sequence[str] = LANGUAGES) -> str:
    """A page that has its part once a language, one below the other: it asks neither the database nor the request."""
    parts = []
    for language in languages:
        with translation.override(language):
            context = {"language": language, "direction": direction(language)}
            parts.append(loader.get_template(part).render(context))
    return loader.get_template(template).render(
        {"stylesheets": _stylesheets(), "pages": parts, "language": languages[0], "direction": direction(languages[0])}
    )


def _language_of(path: str) -> str:
    first = path.split("/")[1]
    return first if first in LANGUAGES else interface_language()


def _stylesheets() -> list[str]:
    """With the typefaces where they were built: not every system has letters for Urdu."""
    built = [_TYPEFACES] if staticfiles_storage.exists(_TYPEFACES) else []
    try:
        return [staticfiles_storage.url(path) for path in (*_STYLESHEETS, *built)]
    except ValueError:  # not collected yet
        return []
