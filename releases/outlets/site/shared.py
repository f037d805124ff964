"""`/preview/<token>/`: a draft as it would appear, for the one person whom it names, until it is public or ends.

Whatever does not open answers as what never existed.
"""

import dataclasses
import json
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.assets.models import Rendition
from releases.assets.renditions import made
from releases.assets.sending import send
from releases.editions import opening, reading
from releases.errors import BadFile
from releases.outlets.addresses import extension
from releases.outlets.mission import zone_of

from . import addresses, dates
from .errors import preferred_language
from .frame import frame, origin_of
from .page import page
from .relinking import relinked
from .words import Words

if TYPE_CHECKING:
    from releases.editions.models import Edition
    from releases.editions.shares import SharedPage, SharedPreview

HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_NOWHERE = "#preview-note"
# Of the watermark's tile: for one letter, at least, and how high.
_LETTER_PX, _TILE_WIDTH_PX, _TILE_HEIGHT_PX = 13, 300, 190


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
    return HttpResponse(html, headers={**HEADERS, "Content-Language": language})


@csrf_exempt
@require_safe
def file(request: HttpRequest, token: str, digest: str, name: str) -> HttpResponseBase:
    """The bytes of a file that the preview shows. Four queries; one, and the usual 404, for anything else."""
    at = reading.now()
    shared = opening.find(token, at)
    if shared is None or not opening.shows_file(shared, digest, at):
        raise Http404
    try:
        rendition = made(digest)
        if not name.endswith(f".{extension(rendition.media_type)}"):
            raise Http404
        response = send(request, rendition, name=name)
    except (Rendition.DoesNotExist, BadFile, OSError):
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    for header, value in HEADERS.items():
        response[header] = value
    return response


def _public(shared: "SharedPreview", language: str) -> HttpResponse:
    """What was announced is out: there it is to be read. 404 where it was taken back since."""
    edition = reading.edition_at(uid=shared.uid, language=language, at=reading.now())
    if edition is None:
        raise Http404
    return HttpResponseRedirect(addresses.release(edition.body), headers=HEADERS)


def _html(
    request: HttpRequest, shared: "SharedPreview", pages: "dict[str, SharedPage]", language: str, token: str
) -> str:
    at, shown = reading.now(), pages[language]
    imprint = reading.imprint_at(at)
    zone = zone_of(imprint.body if imprint else {})
    editions = {tag: _as_edition(one.body, one) for tag, one in pages.items()}
    cited = [row for row in reading.with_relatives(editions[language], at) if row.uid != shared.uid]
    known = {(row.uid, row.language) for row in cited}
    drafts = [
        _as_edition(card, shown)
        for card in shown.body["cites"]
        if (uuid.UUID(card["uid"]), card["language"]) not in known
    ]
    with translation.override(language):
        whole = page(editions[language], [*editions.values(), *cited, *drafts], zone=zone)
        status = dataclasses.replace(
            whole.status,
            label=_("Draft of"),
            at=dates.moment(shown.drafted_at, zone=zone, language=language),
            note=Words("", ""),
            first=None,
        )
        html = loader.get_template("site/shared_preview.html").render(
            {
                "frame": frame(imprint, language=language, at=at, origin=origin_of(request)),
                "page": dataclasses.replace(whole, status=status, behind=None),
                "past": True,
                "recipient": shared.recipient,
                "ends": dates.moment(shared.ends_at, zone=zone, language=language),
                "tile": _tile(shared.recipient),
            }
        )
    own = {addresses.release(edition.body): _address(token, tag) for tag, edition in editions.items()}
    hidden = tuple(addresses.release(edition.body) for edition in drafts)
    files = reverse("site:preview", args=[token])

    def led(path: str) -> str:
        if path.startswith("/media/"):
            return f"{files.removesuffix('/')}{path}"
        return own.get(path) or (_NOWHERE if path.startswith((*hidden, *own)) else path)

    return relinked(html, led)


def _address(token: str, language: str) -> str:
    return reverse("site:preview_in", args=[token, language])


def _tile(recipient: str) -> dict[str, Any]:
    """One tile of the watermark, wide enough for the name."""
    width_px = max(_TILE_WIDTH_PX, len(recipient) * _LETTER_PX + 60)
    return {"width_px": width_px, "height_px": _TILE_HEIGHT_PX, "middle_px": width_px // 2}


def _as_edition(content: Mapping[str, Any], shown: "SharedPage") -> "Edition":
    """As the site's page takes it; it is in no table."""
    edition: Edition = apps.get_model("releases", "Edition")(
        uid=uuid.UUID(content["uid"]),
        kind=content["kind"],
        language=content["language"],
        slug=content["slug"],
        title=content["title"],
        number=1,
        change="new",
        note={},
        public_from=shown.drafted_at,
        released_at=shown.drafted_at,
        content=json.dumps({"source_language": content["language"], "cites": [], "body": [], **content}),
    )
    return edition
