"""The pages for what is not there, and for what failed. `not_found` is one page for every address."""

import datetime as dt
import sys
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from releases.authoring.languages import LANGUAGES
from releases.editions import holding, reading
from releases.editions.parts import parts
from releases.outlets import absence

from .frame import frame, standing
from .inlining import allowing, inlined, policy_of

if TYPE_CHECKING:
    from releases.editions.models import Imprint


def preferred_language(request: HttpRequest, languages: list[str]) -> str:
    """The best of some languages by Accept-Language; the first of them when none will do."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    tags = [tag.split("-")[0] for tag, quality in wanted if quality > 0]
    return next((tag for tag in tags if tag in languages), languages[0])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for a draft, an embargoed release and nonsense: nothing of the address is in it. One query."""
    at = reading.now()
    try:
        imprint = reading.imprint_at(at)
    except absence.AWAY as away:  # no middleware sees what fails here
        return absence.unavailable(request, away)
    return absent(request, imprint, at)


def absent(request: HttpRequest, imprint: "Imprint | None", at: dt.datetime) -> HttpResponse:
    """The same, where the imprint has been read already. No query."""
    spoken = imprint.body["languages"] if imprint else list(LANGUAGES)
    first = request.path_info.split("/")[1]
    language = first if first in spoken else preferred_language(request, spoken)

    def page() -> str:
        with translation.override(language):
            html = loader.get_template("site/404.html").render({"frame": frame(imprint, language=language, at=at)})
        whole = inlined(HttpResponse(html))
        return f"{policy_of(whole)}\n{whole.content.decode()}"

    key = ("absent", *standing(imprint, language=language, at=at))
    policy, _newline, html = parts.once(key, page).partition("\n")
    response = allowing(policy, HttpResponse(html, status=404))
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    holding.for_everybody()
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500, in every language at once: it asks neither the database nor the request for anything."""
    error = sys.exc_info()[1]
    if isinstance(error, absence.AWAY):  # it failed before any view, where no middleware sees it
        return absence.unavailable(request, error)
    html = absence.in_every_language("site/500.html", "site/_failure.html")
    return HttpResponse(html, status=500, headers={"Cache-Control": "no-store"})
