"""From a request to a page: the language, the instant, the mission's own words; and the headers on the way out."""

import datetime as dt
import functools
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.editions import reading
from releases.outlets import drawings
from releases.outlets.answering import checked
from releases.outlets.mission import zone_of

from . import pictures
from .frame import frame, origin_of
from .inlining import inlined

if TYPE_CHECKING:
    from releases.editions.models import Imprint

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visit:
    """One request for a page. `at` is the instant that all of it speaks of, read once."""

    request: HttpRequest
    language: str
    at: dt.datetime
    imprint: "Imprint"

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


def served(view: View) -> Callable[..., HttpResponseBase]:
    """Reads the imprint (one query) and gives the view a Visit; a language that the mission does not speak is a 404."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, language: str, **address: Any) -> HttpResponseBase:
        at = reading.now()
        with translation.override(language):
            imprint = reading.imprint_at(at)
            if imprint is None or language not in imprint.body["languages"]:
                raise Http404
            response = view(Visit(request, language, at, imprint), **address)
        response.headers["Content-Language"] = language
        return checked(request, inlined(response))

    # Nothing here writes: without the exemption a POST would be answered 403 in place of 405.
    return csrf_exempt(require_safe(wrapper))
