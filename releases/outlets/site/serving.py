"""From a request to a page: the language, the instant, the mission's own words; and the headers on the way out."""

import datetime as dt
import functools
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import reading, together
from releases.outlets import cursors, drawings
from releases.outlets.answering import checked
from releases.outlets.mission import zone_of

from . import pictures
from .errors import absent
from .frame import frame, origin_of
from .inlining import inlined

if TYPE_CHECKING:
    from releases.editions.models import Imprint

View = Callable[..., HttpResponse]
Parts = Mapping[str, together.Part]
Asking = Callable[..., Parts]
"""(request, language=, at=, and what the address says) gives what is asked for together with the imprint."""


class Kept(HttpResponse):
    """A page that was made before: its tag is known, and what packs it may have packed it already."""

    def __init__(self, content: bytes, *, tag: str, pack: Callable[[bytes, str], bytes]) -> None:
        super().__init__(content)
        self.tag, self.pack = tag, pack


class BadCursor(ValueError):
    """A cursor that we did not make."""


@dataclass(frozen=True)
class Visit:
    """One request for a page. `at` is the instant that all of it speaks of, read once.

    `found` is what was asked for together with the imprint, `parts`.
    """

    request: HttpRequest
    language: str
    at: dt.datetime
    imprint: "Imprint"
    parts: Parts = field(default_factory=dict)
    found: together.Found = field(default_factory=dict)

    @property
    def before(self) -> tuple[dt.datetime, int] | None:
        """Where a page of a list begins, of a view that asked for `at_cursor`; None for the first. Raises BadCursor."""
        cursor = self.request.GET.get("cursor")
        if cursor is None:
            return None
        said, rows = cursors.moment_and_key(cursor), self.found.get("cursor")
        if said is None or not rows:
            raise BadCursor(cursor)
        return said[0], rows[0][0]

    @property
    def zone(self) -> str:
        return zone_of(self.imprint.body)

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def source_language(self) -> str:
        tag: str = self.imprint.body["source_language"]
        return tag

    def spoken(self, addresses: Mapping[str, str]) -> dict[str, str]:
        """Those of some addresses by language that are in a language of the mission."""
        return {tag: path for tag, path in addresses.items() if tag in self.imprint.body["languages"]}

    def render(
        self,
        template: str,
        *,
        status: int = 200,
        kind: str | None = None,
        path: str = "",
        alternates: Mapping[str, str] | None = None,
        **context: Any,
    ) -> HttpResponse:
        """`path` is the canonical address, `alternates` the same page by language."""
        surroundings = frame(
            self.imprint,
            language=self.language,
            at=self.at,
            origin=origin_of(self.request),
            path=path,
            kind=kind,
            alternates=self.spoken(alternates or {}),
        )
        context.setdefault("preview", self._cover(path))
        # Without the request: no context processor of the desk can touch the session of a reader.
        html = loader.get_template(template).render({"frame": surroundings, **context})
        return HttpResponse(html, status=status)

    def _cover(self, path: str) -> pictures.Preview | None:
        """The social card of a page that has no picture of its own: the mission's, or that of its section."""
        section = path.split("/")[2] if path else ""
        return pictures.card(drawings.of_page(self.language, section, self.imprint.body)) if path else None


def at_cursor(request: HttpRequest, *, at: dt.datetime, **_address: Any) -> Parts:
    """The edition that the cursor of a list names, where there is one."""
    said = cursors.moment_and_key(request.GET.get("cursor", ""))
    part = together.named(said[1], at=at) if said else None
    return {"cursor": part} if part else {}


def nothing(_request: HttpRequest, **_address: Any) -> Parts:
    return {}


def served_with(asking: Asking) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Reads the imprint and what is asked (one query) and gives the view a Visit.

    A language that the mission does not speak is a 404.
    """

    def around(view: View) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, language: str, **address: Any) -> HttpResponseBase:
            at = reading.now()
            with translation.override(language):
                parts = asking(request, language=language, at=at, **address)
                imprint, found = together.with_imprint(at, parts)
                try:
                    if imprint is None or language not in imprint.body["languages"]:
                        raise Http404
                    response = view(Visit(request, language, at, imprint, parts, found), **address)
                except Http404:
                    return absent(request, imprint, at)
            response.headers["Content-Language"] = language
            if isinstance(response, Kept):
                return checked(request, response, tag=response.tag, pack=response.pack)
            return checked(request, inlined(response))

        # Nothing here writes: without the exemption a POST would be answered 403 in place of 405.
        return csrf_exempt(require_safe(wrapper))

    return around


def served(view: View) -> Callable[..., HttpResponseBase]:
    """`served_with` nothing but the imprint."""
    return served_with(nothing)(view)
