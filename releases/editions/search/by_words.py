"""What has the words that are sought, in order, and counted. Every answer here is joined to the law.

A frequent word is found by the ten thousand. Counted are then those alone that were written last. What comes first in a
list was almost always written last too; so few were not that they are looked for one by one, along the list.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import connection
from django.db.models import Exists, OuterRef

from ..reading import EditionQuerySet
from .finding import (
    COUNTED,
    GROUPED,
    Counts,
    Periods,
    Wanted,
    condition_of,
    counts_of,
    mark_of,
    public_entries,
    rows_of,
)
from .models import SearchEntry
from .words import Statement, words

Order = Literal["best", "newest"]
Place = tuple[dt.datetime, int]
"""Where an edition stands in a list: its first release, its id."""

MOST = 2_000
"""So many of the public editions that have the words are counted, whatever the filters: docs/performance.md."""

_RANKED = 100
_RANKED_BY_TITLE = 60
# So many rows of a list are asked for their words, before all that have the words are put in order instead.
_WALKED = 1000


@dataclass(frozen=True)
class Found:
    """Primary keys of editions in the order that was asked for, and the counts over what was found."""

    editions: list[int]
    counts: Counts


def find(
    wanted: Wanted,
    *,
    at: dt.datetime,
    periods: Periods | None,
    order: Order,
    limit: int,
    before: Place | None = None,
    within: EditionQuerySet | None = None,
) -> Found:
    """What has all the words that are wanted. One query; of more than `MOST` two or three, best first four.

    Best first: the terms in the title, then how often; ranked are the newest 100, and the newest 60 by their titles.
    Newest first: from the (released_at, id) `before` on. Without `periods` nothing is counted. Nothing is found but
    what is public, and in the rows `within`.
    """
    best = order == "best"
    most, before = (_RANKED, None) if best else (limit, before)
    entries = public_entries(at).filter(language__in=wanted.languages)
    if within is not None:
        entries = entries.filter(Exists(within.filter(pk=OuterRef("pk"))))
    spoken = condition_of(entries)
    filters = condition_of(SearchEntry.objects.filter(wanted.condition("treats"))) if wanted.is_narrowed else _ALL
    asked = f"{spoken[0]} AND {filters[0]}", [*spoken[1], *filters[1]]
    tables = [*_latest(wanted, spoken, filters, periods or ()), _newest(before, most)]
    chosen: list[Statement] = [(_FIRST, [])]
    if periods is not None:
        tables.append((GROUPED, []))
        chosen.append((COUNTED, [wanted.language]))
    if best:
        tables.append(_titled(wanted, asked))
        chosen.append(_ranked(wanted, limit))
    told = _told(tables, chosen)
    newest = [(_moment(released), place) for what, _slug, released, place, _number in told if what == "newest"]
    ranked = sorted((number, place) for what, _slug, _name, place, number in told if what == "edition")
    editions = [edition for _place, edition in (ranked or newest)]
    counts = counts_of(told)
    floor = next(place for what, _slug, _name, place, _number in told if what == "floor")
    if not floor:
        return Found(editions, counts)
    rows = wanted.public(at) if within is None else within
    if older := _older(wanted, rows, asked, floor=floor, newest=newest, before=before, most=most):
        editions = [edition for _released, edition in sorted([*newest, *older], reverse=True)[:most]]
        if best:
            tables = [_those(editions), _titled(wanted, asked)]
            told = _told(tables, [_ranked(wanted, limit)])
            editions = [edition for _number, edition in sorted((row[4], row[3]) for row in told)]
    return Found(editions, replace(counts, total=max(counts.total, len(editions)), more=True))


_ALL: Statement = ("true", [])


def _latest(wanted: Wanted, spoken: Statement, filters: Statement, periods: Periods) -> list[Statement]:
    """The common tables `floor`, of one row, and `found` (id, released_at, treats, mark).

    Where there are more than `MOST`, the others were written up to the `floor`; else that is 0. A mark says kind and
    period.
    """
    columns = f"edition_id AS id, released_at, treats_id AS treats, {mark_of(periods)} AS mark"
    return [
        words().latest("latest", wanted.terms, spoken, most=MOST + 1),
        (f"floor AS (SELECT CASE WHEN count(*) > {MOST} THEN min(edition_id) ELSE 0 END AS id FROM latest)", []),
        (
            f"found AS MATERIALIZED (SELECT {columns} FROM latest AS releases_searchentry "
            f"WHERE edition_id > (SELECT id FROM floor) AND {filters[0]})",
            filters[1],
        ),
    ]


def _newest(before: Place | None, most: int) -> Statement:
    after, parameters = _after(before, "id")
    rows = f"SELECT id, released_at FROM found WHERE {after} ORDER BY released_at DESC, id DESC LIMIT {most}"
    return f"newest AS MATERIALIZED ({rows})", parameters


def _those(editions: Sequence[int]) -> Statement:
    rows = f"SELECT edition_id AS id FROM releases_searchentry WHERE edition_id IN ({', '.join(map(str, editions))})"
    return f"newest AS MATERIALIZED ({rows})", []


_FIRST = """
SELECT 'floor' AS what, '' AS slug, '' AS name, id AS place, 0 AS number FROM floor
UNION ALL SELECT 'newest', '', CAST(released_at AS text), id, 0 FROM newest
"""


def _titled(wanted: Wanted, asked: Statement) -> Statement:
    return words().latest("titled", wanted.terms, asked, most=_RANKED_BY_TITLE, title=True)


def _ranked(wanted: Wanted, limit: int) -> Statement:
    """Of the tables `newest` and `titled`."""
    ours, (rank, parameters) = words(), words().rank(wanted.terms)
    sql = f"""
        SELECT 'edition', '', '', id, row_number() OVER (ORDER BY rank DESC, id DESC) FROM (
            SELECT {ours.key} AS id, {rank} AS rank FROM {ours.table}
            WHERE {ours.key} IN (SELECT id FROM newest UNION SELECT edition_id FROM titled)
            ORDER BY rank DESC, id DESC LIMIT {limit}) AS ranked
    """
    return sql, list(parameters)


def _older(
    wanted: Wanted,
    rows: EditionQuerySet,
    asked: Statement,
    *,
    floor: int,
    newest: Sequence[Place],
    before: Place | None,
    most: int,
) -> list[Place]:
    """What was written up to the floor, and stands in the list before the last of the `newest`, if they are enough."""
    rows = rows.filter(pk__lte=floor).newest_first(before=before)
    if len(newest) == most:
        rows = rows.filter(released_at__gte=newest[-1][0])
    list_sql, parameters = rows.values("released_at", "id")[:_WALKED].query.sql_with_params()
    has, sought = words().has(wanted.terms, "walked.id")
    walked = rows_of(f"SELECT CAST(released_at AS text), id, {has} FROM ({list_sql}) AS walked", [*sought, *parameters])
    found = sorted(((_moment(released), edition) for released, edition, has in walked if has), reverse=True)
    if len(found) >= most or len(walked) < _WALKED:
        return found[:most]
    return _all_older(wanted, asked, floor=floor, before=before, most=most)


def _all_older(wanted: Wanted, asked: Statement, *, floor: int, before: Place | None, most: int) -> list[Place]:
    """The same, of all that has the words."""
    sought, (after, parameters) = words().seek(wanted.terms), _after(before, "edition_id")
    rows = rows_of(
        f"SELECT CAST(released_at AS text), edition_id FROM {sought.source} AND {asked[0]} AND edition_id <= {floor} "
        f"AND {after} ORDER BY released_at DESC, edition_id DESC LIMIT {most}",
        [sought.parameter, *asked[1], *parameters],
    )
    return [(_moment(released), edition) for released, edition in rows]


def _after(before: Place | None, key: str) -> Statement:
    """That a row comes after a place of the list."""
    if before is None:
        return "true", []
    moment = connection.ops.adapt_datetimefield_value(before[0])
    return f"(released_at < %s OR (released_at = %s AND {key} < %s))", [moment, moment, before[1]]


def _told(tables: Sequence[Statement], chosen: Sequence[Statement]) -> list[tuple[Any, ...]]:
    sql = f"WITH {', '.join(table for table, _ in tables)} {' UNION ALL '.join(rows for rows, _ in chosen)}"
    return rows_of(sql, [value for _, parameters in (*tables, *chosen) for value in parameters])


def _moment(written: str) -> dt.datetime:
    """As either database writes it, in UTC."""
    moment = dt.datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
