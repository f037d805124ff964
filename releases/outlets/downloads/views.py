"""`/<lang>/statistics/<slug>/data.csv`, `data.json`, `data.csv-metadata.json`; `/<lang>/<section>/<slug>/text.txt`

One query each: the public edition under the address.
"""

import json

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import reading
from releases.editions.models import Edition
from releases.outlets import flow, tables
from releases.outlets.addresses import KINDS, absolute, page
from releases.outlets.answering import document

from .metadata import described, metadata


@csrf_exempt
@require_safe
def csv_table(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    edition = _public(language, "statistic", slug)
    body = tables.figures({**edition.body, "cites": []})
    media_type = "text/csv; charset=utf-8; header=present"
    return document(request, body, media_type, language=language, filename=f"{slug}.csv")


@csrf_exempt
@require_safe
def json_table(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    edition = _public(language, "statistic", slug)
    written = {**described(edition, _address(request, edition)), "observations": list(tables.rows(edition.body))}
    return document(request, json.dumps(written, ensure_ascii=False), "application/json", language=language)


@csrf_exempt
@require_safe
def csvw(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    edition = _public(language, "statistic", slug)
    with translation.override(language):
        written = metadata(edition, _address(request, edition))
    return document(
        request, json.dumps(written, ensure_ascii=False), "application/csvm+json; charset=utf-8", language=language
    )


@csrf_exempt
@require_safe
def text(request: HttpRequest, language: str, section: str, slug: str) -> HttpResponseBase:
    edition = _public(language, KINDS[section], slug)
    with translation.override(language):
        body = flow.plain_text(edition.body) + f"\n{_address(request, edition)}\n".encode()
    return document(request, body, "text/plain; charset=utf-8", language=language)


def _public(language: str, kind: str, slug: str) -> Edition:
    edition = reading.edition_by_address(language=language, kind=kind, slug=slug, at=reading.now())
    if edition is None:
        raise Http404
    return edition


def _address(request: HttpRequest, edition: Edition) -> str:
    return absolute(request, page(edition.language, edition.kind, edition.slug))
