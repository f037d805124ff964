"""From what is asked to editions: one page of them, and where the next begins."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from releases.editions import reading
from releases.editions.search import by_words, finding
from releases.outlets import cursors

from .asking import Asked
from .problems import Problem, bad_parameter
from .readers import Reader

if TYPE_CHECKING:
    from releases.editions.models import Edition
    from releases.editions.reading import EditionQuerySet


_PAGE = 20


@dataclass(frozen=True)
class Found:
    editions: list["Edition"]
    next_cursor: str


def page(ask: Asked, *, reader: Reader, now: dt.datetime) -> Found:
    """One page. One query; two for words, or up to four for frequent ones; one more with a cursor."""
    at = ask.at or now
    before = _before(ask, max(at, now))
    if ask.is_plain and not ask.kind:
        listed = reading.newest_in(ask.language, at=at, limit=ask.limit + 1)
        more, editions = len(listed) > ask.limit, listed[: ask.limit]
        return Found(editions, _cursor(ask, editions[-1]) if more else "")
    rows = matching(ask, reader=reader, now=now)
    if ask.words:
        if ask.order != "newest":
            raise bad_parameter(order="What is searched for by words comes newest first.")
        found = by_words.find(
            _wanted(ask),
            at=at,
            periods=None,
            order="newest",
            limit=ask.limit + 1,
            before=before,
            within=rows if ask.corrected is not None or at != now else None,
        ).editions
        rows = rows.filter(pk__in=found)
        more = len(found) > ask.limit
        editions = list(rows.newest_first())[: ask.limit]
    else:
        ordered = rows.newest_first(before=before) if ask.order == "newest" else _changed_first(rows, before)
        # For less than a page SQLite would put all that is public in order.
        listed = list(ordered[: max(ask.limit, _PAGE) + 1])
        more, editions = len(listed) > ask.limit, listed[: ask.limit]
    return Found(editions, _cursor(ask, editions[-1]) if more and editions else "")


def matching(ask: Asked, *, reader: Reader, now: dt.datetime) -> "EditionQuerySet":
    """All that this reader may read of what is asked, whatever its words and order."""
    at = ask.at or now
    rows = _wanted(ask).public(at)
    if ask.corrected is not None:
        corrected = reading.all_until(at).filter(
            uid=OuterRef("uid"), language=OuterRef("language"), change="correction"
        )
        rows = rows.filter(Exists(corrected)) if ask.corrected else rows.exclude(Exists(corrected))
    if at < now:
        rows = reading.not_withdrawn_since(rows, now=now)
    return reader.bound(rows, now=now) if at > now else rows


def _wanted(ask: Asked) -> finding.Wanted:
    return finding.Wanted(
        language=ask.language,
        languages=ask.languages,
        kind=ask.kind,
        topic=ask.topic,
        person=ask.person,
        start=ask.start,
        end=ask.end,
        terms=ask.words,
    )


def _changed_first(rows: "EditionQuerySet", before: tuple[dt.datetime, int] | None) -> "EditionQuerySet":
    rows = rows.order_by("-public_from", "-id")
    if before is None:
        return rows
    opened, pk = before
    return rows.from_bound(public_from__lte=opened).exclude(public_from=opened, id__gte=pk)


def _cursor(ask: Asked, last: "Edition") -> str:
    return cursors.write(last.public_from if ask.order == "changed" else last.released_at, last)


def _before(ask: Asked, at: dt.datetime) -> tuple[dt.datetime, int] | None:
    if not ask.cursor:
        return None
    position = cursors.read(ask.cursor, at=at)
    if position is None:
        raise Problem("bad-cursor")
    return position
