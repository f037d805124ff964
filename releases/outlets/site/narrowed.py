"""Two lists that are narrowed by what their readers look for: statements by speaker, media by type and orientation."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES
from releases.editions import together
from releases.editions.search import counted, finding
from releases.outlets import drawings

from . import addresses, cards, labels, listing, pictures
from .cards import Since
from .serving import Parts, Visit, served_with

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


def _asked_of_statements(request: HttpRequest, *, language: str, at: dt.datetime) -> Parts:
    return _asked(request, language=language, at=at, kind="statement", narrowed_by=("person",))


def _asked_of_media(request: HttpRequest, *, language: str, at: dt.datetime) -> Parts:
    return _asked(request, language=language, at=at, kind="media", narrowed_by=("type", "orientation"))


def _asked(request: HttpRequest, *, at: dt.datetime, **what: Any) -> Parts:
    return {"standing": together.standing(at=at), **listing.asked_of_newest(request, at=at, **what)}


@served_with(_asked_of_statements)
def statements(visit: Visit) -> HttpResponse:
    """At most three queries: the imprint with what is newest, how many there are of each speaker, the editions."""
    count = counted.everything(visit.language, kind="statement", at=visit.at, standing=visit.found["standing"])
    speakers = count.counts.people
    asked = visit.request.GET.get("person", "")
    person = next((named.slug for named in speakers if named.slug == asked), "")
    wanted = finding.Wanted(visit.language, (visit.language,), kind="statement", person=person)
    return _narrowed(
        visit,
        "site/statements.html",
        wanted,
        {"person": person},
        count=count.digest,
        understood=person == asked,
        groups=[Ways(_("Speaker"), _ways(visit, "statement", "person", offered=speakers, asked={"person": person}))],
        sayings=lambda editions: [_saying(edition) for edition in editions],
    )


@served_with(_asked_of_media)
def media(visit: Visit) -> HttpResponse:
    """At most three queries: the imprint with what is newest, how many there are of each form, the editions."""
    count = counted.everything(visit.language, kind="media", at=visit.at, standing=visit.found["standing"])
    counts = {named.slug: named for named in count.counts.forms}
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
        count=count.digest,
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
    count: Hashable,
    understood: bool,
    groups: list[Ways],
    **shown: Any,
) -> HttpResponse:
    cursor = visit.request.GET.get("cursor")
    here = addresses.listing(visit.language, wanted.kind)
    query = {name: value for name, value in asked.items() if value}

    def make(found: listing.Listing) -> HttpResponse:
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
            **{name: give(found.editions) for name, give in shown.items()},
        )

    return listing.page(visit, make, rows=lambda: wanted.public(visit.at), made_of=(wanted, understood, cursor, count))


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
        download=pictures.largest(edition.body) or _drawn(edition.body),
    )


def _drawn(body: Mapping[str, Any]) -> pictures.Download | None:
    """What is drawn is no file, and can be taken all the same."""
    found = drawings.files(body)
    if found is None:
        return None
    return pictures.Download(found.png or found.svg, "PNG" if found.png else "SVG", "")
