"""Two lists that are narrowed by what their readers look for: statements by speaker, media by type and orientation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES
from releases.editions.search import finding

from . import addresses, cards, labels, listing, pictures
from .cards import Since
from .serving import Visit, served

if TYPE_CHECKING:
    from releases.editions.models import Edition

_TYPES = ("image", "map", "video", "audio", "document")
_ORIENTATIONS = ("landscape", "portrait", "square")


@dataclass(frozen=True)
class Way:
    """One way to narrow the list, with how many there are; that which is taken leads back to all."""

    name: str
    count: str
    path: str
    current: bool


@dataclass(frozen=True)
class Ways:
    title: str
    ways: list[Way]


@dataclass(frozen=True)
class Saying:
    """A statement in the list, and the page of who made it."""

    quote: cards.Quote
    speaker: str


@dataclass(frozen=True)
class Exhibit:
    """A media asset as a photo desk needs it; `download` is the largest file that there is."""

    card: cards.Card
    credit: str
    terms: str
    download: pictures.Download | None


@served
def statements(visit: Visit) -> HttpResponse:
    """Three queries: the imprint, how many there are of each speaker, a page of the list."""
    speakers = _counted(visit, kind="statement").people
    asked = visit.request.GET.get("person", "")
    person = next((named.slug for named in speakers if named.slug == asked), "")
    wanted = finding.Wanted(visit.language, (visit.language,), kind="statement", person=person)
    return _narrowed(
        visit,
        "site/statements.html",
        wanted,
        {"person": person},
        understood=person == asked,
        groups=[Ways(_("Speaker"), _ways(visit, "statement", "person", offered=speakers, asked={"person": person}))],
        sayings=lambda editions: [_saying(edition) for edition in editions],
    )


@served
def media(visit: Visit) -> HttpResponse:
    """Three queries: the imprint, how many there are of each form, a page of the list."""
    counts = {named.slug: named for named in _counted(visit, kind="media").forms}
    given = {name: visit.request.GET.get(name, "") for name in ("type", "orientation")}
    known = {"type": _TYPES, "orientation": _ORIENTATIONS}
    asked = {name: form if form in known[name] else "" for name, form in given.items()}
    names = {**{form: labels.kind("media", form) for form in _TYPES}, **labels.orientations()}
    forms = tuple(form for form in asked.values() if form)
    titles = {"type": _("Kind"), "orientation": _("Orientation")}
    groups = []
    for name, offered in known.items():
        there = [finding.Named(form, names[form], counts[form].count) for form in offered if form in counts]
        groups.append(Ways(titles[name], _ways(visit, "media", name, offered=there, asked=asked)))
    return _narrowed(
        visit,
        "site/gallery.html",
        finding.Wanted(visit.language, (visit.language,), kind="media", forms=forms),
        asked,
        understood=asked == given,
        groups=groups,
        exhibits=lambda editions: [_exhibit(edition, visit) for edition in editions],
    )


def _narrowed(
    visit: Visit,
    template: str,
    wanted: finding.Wanted,
    asked: dict[str, str],
    *,
    understood: bool,
    groups: list[Ways],
    **shown: Any,
) -> HttpResponse:
    cursor = visit.request.GET.get("cursor")
    try:
        found = listing.listing(wanted.public(visit.at), cursor=cursor, at=visit.at, zone=visit.zone)
    except listing.BadCursor:
        raise Http404 from None
    here = addresses.listing(visit.language, wanted.kind)
    query = {name: value for name, value in asked.items() if value}
    return visit.render(
        template,
        kind=wanted.kind,
        path=_address(here, {**query, "cursor": cursor or ""}),
        alternates={tag: _address(addresses.listing(tag, wanted.kind), query) for tag in LANGUAGES},
        title=labels.section(wanted.kind),
        hidden=[("kind", wanted.kind)],
        groups=[group for group in groups if group.ways],
        understood=understood,
        whole=here if query else "",
        listing=found,
        first=_address(here, query) if cursor else "",
        next=_address(here, {**query, "cursor": found.next_cursor}) if found.next_cursor else "",
        **{name: make(found.editions) for name, make in shown.items()},
    )


def _counted(visit: Visit, *, kind: str) -> finding.Counts:
    wanted = finding.Wanted(visit.language, (visit.language,), kind=kind)
    return finding.count(wanted, at=visit.at, periods=[(1, visit.at)])


def _ways(visit: Visit, kind: str, name: str, *, offered: Sequence[finding.Named], asked: dict[str, str]) -> list[Way]:
    here = addresses.listing(visit.language, kind)
    return [
        Way(
            named.name,
            labels.number(named.count, visit.language),
            _address(here, {**asked, name: "" if named.slug == asked[name] else named.slug}),
            current=named.slug == asked[name],
        )
        for named in offered
    ]


def _address(path: str, query: dict[str, str]) -> str:
    encoded = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{encoded}" if encoded else path


def _saying(edition: "Edition") -> Saying:
    body = edition.body
    return Saying(
        cards.quote(body, edition.language, Since(addresses.release(body))),
        reverse("site:person", args=[edition.language, body["statement"]["speaker"]["slug"]]),
    )


def _exhibit(edition: "Edition", visit: Visit) -> Exhibit:
    facts = edition.body["media"]
    return Exhibit(
        card=cards.listed(edition, zone=visit.zone),
        credit=facts["credit_line"],
        terms=facts["usage_terms"] or _("Ask the press section before you use it."),
        download=pictures.largest(edition.body),
    )
