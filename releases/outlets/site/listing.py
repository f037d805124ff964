"""Lists: newest first, a page at a time, each page found from the last row of the one before."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from releases.editions.reading import EditionQuerySet, public
from releases.outlets import cursors

from . import addresses, cards, dates

if TYPE_CHECKING:
    from releases.editions.models import Edition

PAGE_SIZE = 20


class BadCursor(ValueError):
    """A cursor that we did not make."""


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


def listing(rows: EditionQuerySet, *, cursor: str | None, at: dt.datetime, zone: str) -> Listing:
    """One query, two with a cursor. Raises BadCursor."""
    before = None if cursor is None else cursors.read(cursor, at=at)
    if cursor is not None and before is None:
        raise BadCursor(cursor)
    found = list(rows.newest_first(before=before)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Listing(
        editions=shown,
        cards=[cards.listed(edition, zone=zone) for edition in shown],
        next_cursor=cursors.write(shown[-1].released_at, shown[-1]) if len(found) > PAGE_SIZE else "",
    )


def in_list(edition: "Edition", *, language: str, zone: str) -> cards.Card:
    """A public edition, of whichever language, in a list for a reader of `language`."""
    released = dates.day_of(edition.released_at, zone=zone, language=language)
    return cards.card(edition.body, language, cards.Since(addresses.release(edition.body)), released=released)
