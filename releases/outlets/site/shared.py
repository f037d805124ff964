"""`/preview/<token>/`: a draft as it would appear, for the one person whom it names, until it is public or ends.

Whatever does not open answers as what never existed.
"""

import dataclasses
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import opening, reading

from . import addresses, watermarked
from .errors import preferred_language
from .page import Page
from .watermarked import HEADERS, Moment, Shown, as_edition
from .words import Words

if TYPE_CHECKING:
    from releases.editions.shares import SharedPage, SharedPreview


@csrf_exempt
@require_safe
def preview(request: HttpRequest, token: str, language: str = "") -> HttpResponse:
    """Six queries; one, and the usual 404, for a token that opens nothing."""
    at = reading.now()
    shared = opening.find(token, at)
    if shared is None:
        raise Http404
    pages = {shown.language: shown for shown in shared.pages.all()}
    language = language or preferred_language(request, list(pages) or [""])
    if language not in pages:
        raise Http404
    if opening.is_ended(shared, language, at):
        return _public(shared, language)
    html = _html(request, shared, pages, language, token)
    if request.method == "GET":
        opening.note_opening(
            preview=shared,
            language=language,
            at=at,
            address=request.META.get("REMOTE_ADDR", ""),
            agent=request.headers.get("User-Agent", ""),
        )
    return watermarked.answer(html, language)


@csrf_exempt
@require_safe
def file(request: HttpRequest, token: str, digest: str, name: str) -> HttpResponseBase:
    """The bytes of a file that the preview shows. Four queries; one, and the usual 404, for anything else."""
    at = reading.now()
    shared = opening.find(token, at)
    if shared is None or not opening.shows_file(shared, digest, at):
        raise Http404
    return watermarked.file(request, digest, name)


def _public(shared: "SharedPreview", language: str) -> HttpResponse:
    """What was announced is out: there it is to be read. 404 where it was taken back since."""
    edition = reading.edition_at(uid=shared.uid, language=language, at=reading.now())
    if edition is None:
        raise Http404
    return HttpResponseRedirect(addresses.release(edition.body), headers=HEADERS)


def _html(
    request: HttpRequest, shared: "SharedPreview", pages: "dict[str, SharedPage]", language: str, token: str
) -> str:
    drafted_at = pages[language].drafted_at

    def changed(whole: Page, moment: Moment) -> Page:
        status = dataclasses.replace(
            whole.status, label=_("Draft of"), at=moment(drafted_at), note=Words("", ""), first=None
        )
        return dataclasses.replace(whole, status=status, behind=None)

    shown = Shown(
        editions={tag: as_edition(one.body, one.drafted_at) for tag, one in pages.items()},
        recipient=shared.recipient,
        made_at=drafted_at,
        under=reverse("site:preview", args=[token]),
        note="#preview-note",
        address=lambda tag: reverse("site:preview_in", args=[token, tag]),
    )
    return shown.html(
        request, language, "site/shared_preview.html", changed=changed, ends=lambda moment: moment(shared.ends_at)
    )
