"""Lists: newest first, a page at a time, each page found from the last row of the one before."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from releases.editions import together
from releases.editions.reading import EditionQuerySet, public
from releases.outlets import cursors

from . import addresses, cards, dates, remembered
from .serving import BadCursor, Parts, Visit, at_cursor

if TYPE_CHECKING:
    from releases.editions.models import Edition

PAGE_SIZE = 20


@dataclass(frozen=True)
class Listing:
    """One page of a list; `next_cursor` is empty on the last."""

    editions: list["Edition"]
    cards: list[cards.Card]
    next_cursor: str


def newest(*, language: str, at: dt.datetime, kind: str = "") -> EditionQuerySet:
    """What is public in a language, of one kind or of every kind. One query when evaluated."""
    rows = public(at).filter(language=language)
    return (rows.filter(kind=kind) if kind else rows).newest_first()


def asked_of_newest(
    request: HttpRequest, *, language: str, at: dt.datetime, kind: str = "", narrowed_by: Iterable[str] = ()
) -> Parts:
    """What is newest, by row and digest, of a list that is not narrowed and is read from its beginning; else less."""
    if "cursor" in request.GET:
        return at_cursor(request, at=at)
    if any(request.GET.get(name) for name in narrowed_by):
        return {}
    return {"newest": together.newest(language=language, at=at, kind=kind, limit=PAGE_SIZE + 1)}


def page(
    visit: Visit,
    make: Callable[[Listing], HttpResponse],
    *,
    rows: Callable[[], EditionQuerySet],
    made_of: Iterable[Hashable],
) -> HttpResponse:
    """The page of a list; `rows` are all of it. No query where it was made of the same newest before, else one.

    404 for a cursor that is not ours.
    """
    newest = visit.found.get("newest")
    if newest is not None:
        contents = remembered.Contents(visit.at, newest)
        return remembered.page(visit, lambda: make(_listed(contents.of(newest), visit)), ("list", *made_of, newest))
    try:
        before = visit.before
    except BadCursor:
        raise Http404 from None
    found = list(rows().newest_first(before=before)[: PAGE_SIZE + 1])
    return remembered.page(visit, lambda: make(_listed(found, visit)), ("list", *made_of, remembered.rows_of(found)))


def _listed(found: "list[Edition]", visit: Visit) -> Listing:
    shown = found[:PAGE_SIZE]
    return Listing(
        editions=shown,
        cards=[cards.listed(edition, zone=visit.zone) for edition in shown],
        next_cursor=cursors.write(shown[-1].released_at, shown[-1]) if len(found) > PAGE_SIZE else "",
    )


def in_list(edition: "Edition", *, language: str, zone: str) -> cards.Card:
    """A public edition, of whichever language, in a list for a reader of `language`."""
    released = dates.day_of(edition.released_at, zone=zone, language=language)
    return cards.card(edition.body, language, cards.Since(addresses.release(edition.body)), released=released)
