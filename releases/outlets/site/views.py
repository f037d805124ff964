"""The site's pages. Each reads the record through `editions.reading`, once, at the instant of its visit."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from releases.authoring.languages import LANGUAGES
from releases.editions import holding, reading, together
from releases.outlets import drawings
from releases.outlets.answering import checked

from . import addresses, cards, front, labels, listing, pictures, remembered, stylesheet
from .errors import preferred_language
from .history import chosen, history, past, tombstone
from .page import page
from .revisions import Revised, revisions
from .schedule import accreditation, asked_of_announced, coming
from .serving import Parts, Visit, served, served_with

if TYPE_CHECKING:
    from releases.editions.models import Edition

_NEWEST = 10
_FIGURES = 6
_MEDIA = 4
_COMING = 3
_ANNOUNCED = 30


@csrf_exempt
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """To the reader's language, by what the browser asks for. One query."""
    imprint = reading.imprint_at(reading.now())
    language = preferred_language(request, imprint.body["languages"] if imprint else list(LANGUAGES))
    response = HttpResponseRedirect(addresses.home(language), headers={"Cache-Control": "no-cache"})
    patch_vary_headers(response, ["Accept-Language"])
    holding.for_everybody()
    return response


def _asked_of_home(request: HttpRequest, *, language: str, at: dt.datetime) -> Parts:
    asked = functools.partial(together.newest, language=language, at=at)
    return {
        "lead": together.lead(language=language, at=at),
        "newest": asked(limit=_NEWEST + 1),
        "statistics": asked(kind="statistic", limit=_FIGURES),
        "media": asked(kind="media", limit=_MEDIA),
        **asked_of_announced(request, language=language, at=at, limit=_ANNOUNCED),
    }


@served_with(_asked_of_home)
def home(visit: Visit) -> HttpResponse:
    """One query: the imprint with what leads, the newest, figures and media, and the briefings announced last.

    A second where it was not made of the same before.
    """
    found = visit.found
    contents = remembered.Contents(visit.at, *found.values())
    ahead = remembered.ahead(visit, found["announced"], contents)

    def make() -> HttpResponse:
        lead = next(iter(contents.of(found["lead"])), None)
        others = [edition for edition in contents.of(found["newest"]) if edition != lead][:_NEWEST]
        return visit.render(
            "site/home.html",
            path=addresses.home(visit.language),
            alternates={tag: addresses.home(tag) for tag in LANGUAGES},
            lead=front.lead(lead, zone=visit.zone) if lead else None,
            newest=[cards.listed(edition, zone=visit.zone) for edition in others],
            coming=coming(visit, contents.of(found["announced"]), most=_COMING),
            calendar=addresses.calendar(visit.language),
            figures=[cards.listed(edition, zone=visit.zone) for edition in contents.of(found["statistics"])],
            media=[cards.listed(edition, zone=visit.zone) for edition in contents.of(found["media"])],
        )

    return remembered.page(visit, make, ("home", *(found[name] for name in found), ahead))


@served_with(listing.asked_of_newest)
def section(visit: Visit, kind: str) -> HttpResponse:
    """One query: the imprint with what is newest. A second with a cursor, and where it was not made before."""
    cursor = visit.request.GET.get("cursor")
    rows = functools.partial(listing.newest, language=visit.language, at=visit.at, kind=kind)
    return listing.page(visit, lambda found: _section(visit, kind, found), rows=rows, made_of=(kind, cursor))


def _section(visit: Visit, kind: str, found: listing.Listing) -> HttpResponse:
    here, cursor = addresses.listing(visit.language, kind), visit.request.GET.get("cursor")
    return visit.render(
        "site/list.html",
        kind=kind,
        path=f"{here}?cursor={cursor}" if cursor else here,
        alternates={tag: addresses.listing(tag, kind) for tag in LANGUAGES},
        title=labels.section(kind),
        hidden=[("kind", kind)],
        listing=found,
        calendar=addresses.calendar(visit.language) if kind == "briefing" else "",
        first=here if cursor else "",
        next=f"{here}?cursor={found.next_cursor}" if found.next_cursor else "",
    )


@served_with(remembered.asked_of_release)
def release(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """One query: the imprint with the edition and all that it is related to. Three where that is not what it was."""
    own = visit.found["own"]
    if not own:
        return moved_or_gone(visit, kind, slug)
    if kind == "statistic" and own[0][2] != "1":
        edition = reading.edition_by_address(language=visit.language, kind=kind, slug=slug, at=visit.at)
        if edition is None:
            raise Http404
        return release_page(visit, edition, *reading.with_relatives_and_past(edition, visit.at))
    return remembered.release(visit, kind, slug, lambda edition, relatives: release_page(visit, edition, relatives))


def release_page(
    visit: Visit, edition: "Edition", relatives: "list[Edition]", before: "Iterable[Edition] | None" = None
) -> HttpResponse:
    """The page of an edition. No query; one for a statistic that has been revised, without those `before`."""
    card = pictures.card(drawings.of_release(edition, visit.imprint.body))
    shown = page(edition, relatives, zone=visit.zone, card=card)
    return visit.render(
        "site/release.html",
        kind=edition.kind,
        path=addresses.release(edition.body),
        alternates={version.language: version.path for version in shown.versions},
        page=shown,
        preview=shown.preview,
        edition=edition,
        revisions=_revisions(edition, visit, before),
        accreditation=accreditation(edition, zone=visit.zone, at=visit.at),
        duty_shown=True,
    )


def _revisions(edition: "Edition", visit: Visit, before: "Iterable[Edition] | None") -> list[Revised]:
    """Of a statistic that has more than one edition. One query, or none."""
    if edition.kind != "statistic" or edition.number == 1:
        return []
    if before is None:
        before = reading.editions_of(uid=edition.uid, language=visit.language, at=visit.at)
    return revisions(before, edition, zone=visit.zone)


@served
def editions(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Three queries: the imprint, the public edition, all editions without their content."""
    current = reading.edition_by_address(language=visit.language, kind=kind, slug=slug, at=visit.at)
    if current is None:
        return moved_or_gone(visit, kind, slug, to=addresses.editions)
    rows = reading.editions_of(uid=current.uid, language=visit.language, at=visit.at).defer("content")
    listed = history(rows, current, zone=visit.zone)
    wanted, understood = chosen(visit.request.GET, listed)
    if wanted:
        return HttpResponseRedirect(addresses.changes(current.body, *wanted))
    return visit.render(
        "site/editions.html",
        kind=kind,
        path=addresses.editions(current.body),
        title=current.title,
        release=addresses.release(current.body),
        editions=listed,
        understood=understood,
    )


@served
def edition(visit: Visit, kind: str, slug: str, number: int) -> HttpResponse:
    """Three queries: the imprint, the public edition and the one asked for, all that it is related to.

    What was withdrawn is not shown again under the number of one of its editions.
    """
    found = reading.numbered([number], language=visit.language, kind=kind, slug=slug, at=visit.at)
    if found is None:
        return moved_or_gone(visit, kind, slug, to=lambda body: addresses.edition(body, number))
    current, numbered = found
    if (asked := numbered.get(number)) is None:
        raise Http404
    facts = past(asked, current, zone=visit.zone)
    expunged = asked.expunged_at is not None
    return visit.render(
        "site/expunged.html" if expunged else "site/edition.html",
        kind=kind,
        path=addresses.release(current.body),
        past=facts,
        release=addresses.release(current.body),
        editions=addresses.editions(current.body),
        title=_("Edition %(number)d") % {"number": number},
        page=None if expunged else page(asked, reading.with_relatives(asked, visit.at), zone=visit.zone, past=True),
    )


def moved_or_gone(
    visit: Visit, kind: str, slug: str, *, to: Callable[[cards.Content], str] = addresses.release
) -> HttpResponse:
    """301 to where a release is now, 410 for what was withdrawn, 404 for all else. One query."""
    last = reading.last_of_address(language=visit.language, kind=kind, slug=slug, at=visit.at)
    if last is None:
        raise Http404
    if last.public_until is None or last.public_until > visit.at:
        return HttpResponsePermanentRedirect(to(last.body))
    return _gone(visit, last)


def _gone(visit: Visit, edition: "Edition") -> HttpResponse:
    return visit.render(
        "site/410.html",
        status=410,
        kind=edition.kind,
        tombstone=tombstone(edition, zone=visit.zone, source_language=visit.source_language),
        section=addresses.listing(visit.language, edition.kind),
    )


@csrf_exempt
@require_safe
def colours(request: HttpRequest, colour: str, accent: str, digest: str) -> HttpResponseBase:
    """The stylesheet in the mission's colours. No query. The address says all there is to know: kept for ever.

    A page of the version before, or after, gets this one's for the moment.
    """
    response = HttpResponse(stylesheet.written(colour, accent), content_type="text/css; charset=utf-8")
    ours = digest == stylesheet.digest()
    cache = "public, max-age=31536000, immutable" if ours else "no-cache"
    return checked(request, response, cache=cache, pack=stylesheet.packed)
