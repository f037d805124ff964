"""`/<lang>/<section>/<slug>/card-<digest>.png`, `/<lang>/card-<digest>.png`, `chart.svg` and `map.png` beside a page.

Two queries each: the public edition under the address, and the imprint; one and the usual 404 for anything else.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import reading
from releases.editions.models import Edition
from releases.outlets import drawings, named
from releases.outlets.addresses import KINDS
from releases.outlets.answering import document

if TYPE_CHECKING:
    from releases.editions.models import Imprint

_KINDS = {"chart": "statistic", "map": "media"}
_SVG = "image/svg+xml; charset=utf-8"
# A drawing is looked at and runs nothing, whoever opens it by itself.
_DRAWING_ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@csrf_exempt
@require_safe
def card_of_release(request: HttpRequest, language: str, section: str, slug: str, digest: str) -> HttpResponseBase:
    at = reading.now()
    edition = _public(language, KINDS[section], slug, at)
    with translation.override(language):
        return _sent(request, drawings.of_release(edition, _imprint(at).body), digest, language)


@csrf_exempt
@require_safe
def card_of_page(request: HttpRequest, language: str, digest: str, name: str = "") -> HttpResponseBase:
    """One query: the imprint."""
    said = _imprint(reading.now()).body
    if language not in said["languages"]:
        raise Http404
    with translation.override(language):
        return _sent(request, drawings.of_page(language, name, said), digest, language)


@csrf_exempt
@require_safe
def card_of_named(request: HttpRequest, language: str, name: str, slug: str, digest: str) -> HttpResponseBase:
    """Of a person or a topic."""
    at = reading.now()
    said = _imprint(at).body
    if language not in said["languages"]:
        raise Http404
    with translation.override(language):
        return _sent(request, named.card(name, slug, language=language, at=at, said=said), digest, language)


@csrf_exempt
@require_safe
def drawing(request: HttpRequest, language: str, slug: str, name: str, form: str) -> HttpResponseBase:
    """A chart or a map to take away."""
    at = reading.now()
    edition = _public(language, _KINDS[name], slug, at)
    files = drawings.files(edition.body)
    if files is None or files.name != name:
        raise Http404
    drawn = drawings.svg(edition.body, _imprint(at).body)
    if drawn is None or (form == "png" and not files.png):
        raise Http404
    filename = f"{slug}-{name}.{form}"
    if form == "png":
        return document(
            request, drawings.png(drawn, language), drawings.MEDIA_TYPE, language=language, filename=filename
        )
    response = document(request, drawn, _SVG, language=language, filename=filename)
    response.headers["Content-Security-Policy"] = _DRAWING_ALONE
    return response


def _public(language: str, kind: str, slug: str, at: dt.datetime) -> Edition:
    edition = reading.edition_by_address(language=language, kind=kind, slug=slug, at=at)
    if edition is None:
        raise Http404
    return edition


def _imprint(at: dt.datetime) -> "Imprint":
    imprint = reading.imprint_at(at)
    if imprint is None:
        raise Http404
    return imprint


def _sent(request: HttpRequest, card: drawings.Picture | None, digest: str, language: str) -> HttpResponseBase:
    """Only under the digest of what is drawn now: a card of other words than those that are public does not exist."""
    if card is None or not card.path.endswith(f"/card-{digest}.png"):
        raise Http404
    return document(request, card.png(), drawings.MEDIA_TYPE, language=language)
