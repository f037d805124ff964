"""Lists: newest first, a page at a time, each page found from the last row of the one before."""

import datetime as dt
from dataclasses import dataclass

from releases.editions.reading import EditionQuerySet, public
from releases.outlets import cursors

from . import cards

PAGE_SIZE = 20


class BadCursor(ValueError):
    """A cursor that we did not make."""


@dataclass(frozen=True)
class Listing:
    """One page of a list; `next_cursor` is empty on the last."""

    cards: list[cards.Card]
    next_cursor: str


def newest(*, language: str, at: dt.datetime, kind: str = "") -> EditionQuerySet:
    """What is public in a language, of one kind or of every kind. One query when evaluated."""
    rows = public(at).filter(language=language)
    return (rows.filter(kind=kind) if kind else rows).newest_first()


def listing(rows: EditionQuerySet, *, cursor: str | None, zone: str) -> Listing:
    """One query. Raises BadCursor."""
    before = None if cursor is None else cursors.read(cursor)
    if cursor is not None and before is None:
        raise BadCursor(cursor)
    found = list(rows.newest_first(before=before)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Listing(
        cards=[cards.listed(edition, zone=zone) for edition in shown],
        next_cursor=cursors.write(shown[-1].released_at, shown[-1].pk) if len(found) > PAGE_SIZE else "",
    )
