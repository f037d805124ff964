"""`/early/<access>/`: what is under embargo, for the one person to whom it was given, until it opens.

Then it leads to the public page. Whatever does not open answers as what never existed.
"""

import dataclasses
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import embargo, reading
from releases.outlets import flow
from releases.outlets.addresses import document
from releases.outlets.addresses import media as media_address
from releases.outlets.mission import zone_of
from releases.partners import admitting

from . import addresses, dates, pictures, watermarked
from .errors import preferred_language
from .page import Page
from .watermarked import HEADERS, Moment, Shown

if TYPE_CHECKING:
    from releases.editions.models import Edition
    from releases.partners.early_access import EarlyAccess


@csrf_exempt
@require_safe
def page(request: HttpRequest, access: str, language: str = "") -> HttpResponse:
    """Six queries; one, and the usual 404, for a token that opens nothing."""
    given, texts = _opened(access)
    if not language:
        out = reading.public(reading.now()).filter(uid=given.uid).values_list("language", flat=True)
        language = preferred_language(request, list(texts) or list(out) or [""])
    if language not in texts:
        return _public(given, language)
    if admitting.is_read_too_often(given):
        return _later(language)
    _note(request, given, texts[language], f"/early/{language}/")
    shown = Shown(
        editions=texts,
        recipient=str(given),
        made_at=texts[language].public_from,
        under=reverse("site:early", args=[access]),
        note="#embargo-note",
        address=lambda tag: reverse("site:early_in", args=[access, tag]),
    )
    opens = texts[language].public_from
    html = shown.html(
        request,
        language,
        "site/early_access.html",
        changed=_under_embargo,
        opens=lambda moment: moment(opens),
        warning=lambda moment: _warning(given, moment(opens)),
        text=reverse("site:early_text", args=[access, language]),
        files=_files(texts[language]),
    )
    return watermarked.answer(html, language)


@csrf_exempt
@require_safe
def text(request: HttpRequest, access: str, language: str) -> HttpResponse:
    """The words alone, between two lines that say until when and to whom. Five queries; 404 as the page."""
    given, texts = _opened(access)
    if language not in texts:
        return _public(given, language)
    if admitting.is_read_too_often(given):
        return _later(language)
    edition = texts[language]
    _note(request, given, edition, f"/early/{language}/text.txt")
    imprint = reading.imprint_at(reading.now())
    with translation.override(language):
        opens = dates.moment(
            edition.public_from, zone=zone_of(imprint.body if imprint else {}), language=language, seconds=True
        )
        warning = _warning(given, opens)
        body = flow.plain_text(edition.body).decode()
    answer = watermarked.answer(f"{warning}\n\n{body}\n{warning}\n", language)
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    return answer


@csrf_exempt
@require_safe
def file(request: HttpRequest, access: str, digest: str, name: str) -> HttpResponseBase:
    """The bytes of a file that an edition under embargo shows. Seven queries; one, and the usual 404, for all else."""
    given, texts = _opened(access)
    edition = embargo.showing(digest, list(texts.values()))
    if edition is None:
        raise Http404
    answer = watermarked.file(request, digest, name)
    if request.method == "GET" and answer.status_code < HTTPStatus.BAD_REQUEST:
        admitting.note_file(
            access=given,
            edition=edition,
            what=f"/early{_named(edition, digest)}",
            address=request.META.get("REMOTE_ADDR", ""),
            agent=request.headers.get("User-Agent", ""),
            at=reading.now(),
        )
    return answer


def _opened(token: str) -> "tuple[EarlyAccess, dict[str, Edition]]":
    at = reading.now()
    given = admitting.find(token, at)
    if given is None:
        raise Http404
    return given, admitting.texts(given, at)


def _public(given: "EarlyAccess", language: str) -> HttpResponse:
    """The embargo is over: there it is to be read. 404 for a language in which there is nothing."""
    edition = reading.edition_at(uid=given.uid, language=language, at=reading.now())
    if edition is None:
        raise Http404
    return HttpResponseRedirect(addresses.release(edition.body), headers=HEADERS)


def _later(language: str) -> HttpResponse:
    """Readings are noted, and nobody can fill the log."""
    with translation.override(language):
        said = _("This was opened too often within an hour. Please try again later.")
    plain = {"Content-Type": "text/plain; charset=utf-8", "Retry-After": "600"}
    return HttpResponse(
        f"{said}\n", status=HTTPStatus.TOO_MANY_REQUESTS, headers={**HEADERS, **plain, "Content-Language": language}
    )


def _note(request: HttpRequest, given: "EarlyAccess", edition: "Edition", what: str) -> None:
    if request.method == "GET":
        admitting.note_reading(
            access=given,
            edition=edition,
            what=what,
            address=request.META.get("REMOTE_ADDR", ""),
            agent=request.headers.get("User-Agent", ""),
        )


def _under_embargo(whole: Page, moment: Moment) -> Page:
    return dataclasses.replace(whole, status=dataclasses.replace(whole.status, label=_("Embargoed until")))


def _warning(given: "EarlyAccess", opens: dates.Moment) -> str:
    """The two lines that go with every copy of the words."""
    until = _("EMBARGOED UNTIL %(time)s (%(utc)s)") % {"time": opens.words, "utc": opens.utc}
    whom = _("For %(recipient)s alone. Not to be published, quoted or passed on before.") % {"recipient": given}
    return f"{until}\n{whom}"


def _named(edition: "Edition", digest: str) -> str:
    """The address that the edition gives to a file: whoever asks may write another name behind the digest."""
    for part in (edition.body, *edition.body["cites"]):
        media = part.get("media")
        for rendition in media["renditions"] if media else ():
            if rendition["digest"] == digest:
                return media_address(part["slug"], rendition)
        if media and media["file"] and media["file"]["digest"] == digest:
            return document(part["slug"], digest, media["file"]["media_type"])
    return document(edition.slug, digest, "text/vtt")


def _files(edition: "Edition") -> list[tuple[str, str, pictures.Download]]:
    """Title, credit line and the best file of every picture, recording and document in it."""
    media = [part for part in (edition.body, *edition.body["cites"]) if part["kind"] == "media"]
    return [
        (part["title"], part["media"]["credit_line"], best)
        for part in media
        if (best := pictures.largest(part)) is not None
    ]
