"""A release's page for the one person whom it names, under a token: what previews and early access have in common."""

import dataclasses
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils import translation

from releases.assets.models import Rendition
from releases.assets.renditions import made
from releases.assets.sending import send
from releases.editions import reading
from releases.errors import BadFile
from releases.outlets.addresses import extension
from releases.outlets.mission import zone_of

from . import addresses, dates
from .frame import frame, origin_of
from .page import Page, page
from .relinking import relinked

if TYPE_CHECKING:
    import datetime as dt

    from releases.editions.models import Edition

HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
# Of the watermark's tile: for one letter, at least, and how high.
_LETTER_PX, _TILE_WIDTH_PX, _TILE_HEIGHT_PX = 13, 300, 190


@dataclasses.dataclass(frozen=True)
class Shown:
    """What is shown to whom. `under` is where the token's own addresses begin, `note` the anchor that hidden links
    lead to; `made_at` stands for the opening of what is in no record."""

    editions: "Mapping[str, Edition]"
    recipient: str
    made_at: "dt.datetime"
    under: str
    note: str
    address: Callable[[str], str]

    def html(
        self,
        request: HttpRequest,
        language: str,
        template: str,
        *,
        changed: "Callable[[Page, Moment], Page]",
        **context: Any,
    ) -> str:
        """The page in a language. Two queries: the imprint, and what is public around it."""
        at, edition = reading.now(), self.editions[language]
        imprint = reading.imprint_at(at)
        zone = zone_of(imprint.body if imprint else {})
        cited = [row for row in reading.with_relatives(edition, at) if row.uid != edition.uid]
        hidden = self._hidden(edition, cited)
        with translation.override(language):

            def moment(instant: "dt.datetime") -> dates.Moment:
                return dates.moment(instant, zone=zone, language=language)

            whole = page(edition, [*self.editions.values(), *cited, *hidden], zone=zone)
            html = loader.get_template(template).render(
                {
                    "frame": frame(imprint, language=language, at=at, origin=origin_of(request)),
                    "page": changed(whole, moment),
                    "past": True,
                    "recipient": self.recipient,
                    "tile": _tile(self.recipient),
                    **{name: value(moment) if callable(value) else value for name, value in context.items()},
                }
            )
        return relinked(html, self._leading(hidden))

    def _hidden(self, edition: "Edition", public: "Iterable[Edition]") -> "list[Edition]":
        """What it cites and readers cannot see yet: its cards stand for it."""
        known = {(row.uid, row.language) for row in public}
        return [
            as_edition(card, self.made_at)
            for card in edition.body["cites"]
            if (uuid.UUID(card["uid"]), card["language"]) not in known
        ]

    def _leading(self, hidden: "Iterable[Edition]") -> Callable[[str], str]:
        own = {addresses.release(edition.body): self.address(tag) for tag, edition in self.editions.items()}
        nowhere = (*(addresses.release(edition.body) for edition in hidden), *own)

        def led(path: str) -> str:
            if path.startswith(self.under):
                return path
            if path.startswith("/media/"):
                return f"{self.under.removesuffix('/')}{path}"
            return own.get(path) or (self.note if path.startswith(nowhere) else path)

        return led


Moment = Callable[["dt.datetime"], dates.Moment]


def answer(html: str, language: str) -> HttpResponse:
    return HttpResponse(html, headers={**HEADERS, "Content-Language": language})


def file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """The bytes of a file of which the gate is passed. Raises Http404 where the name does not fit."""
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


def as_edition(content: Mapping[str, Any], at: "dt.datetime") -> "Edition":
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
        public_from=at,
        released_at=at,
        content=json.dumps({"source_language": content["language"], "cites": [], "body": [], **content}),
    )
    return edition


def _tile(recipient: str) -> dict[str, Any]:
    """One tile of the watermark, wide enough for the name."""
    width_px = max(_TILE_WIDTH_PX, len(recipient) * _LETTER_PX + 60)
    return {"width_px": width_px, "height_px": _TILE_HEIGHT_PX, "middle_px": width_px // 2}
