"""What is public, found by words and by subjects, and counted. Every answer here is joined to the law."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import connection
from django.db.models.expressions import RawSQL

from ..reading import EditionQuerySet, public
from .folding import Term
from .models import Role, SubjectSet
from .words import words

Order = Literal["best", "newest"]
Periods = Sequence[tuple[int, dt.datetime]]
"""Spans of time by number, the latest first, each by the instant at which it begins."""

Statement = tuple[str, list[Any]]
"""SQL and its parameters."""

_KINDS = ("briefing", "statement", "statistic", "media")
_RANKED = 100
_RANKED_BY_TITLE = 60


@dataclass(frozen=True)
class Wanted:
    """What is asked for, all of it at once. `start` and `end` bound the first release: start <= released < end."""

    language: str
    languages: tuple[str, ...]
    """In which to look: the reader's own alone, or all that the mission speaks."""
    kind: str = ""
    topic: str = ""
    person: str = ""
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    terms: tuple[Term, ...] = ()

    def public(self, at: dt.datetime) -> EditionQuerySet:
        """All that is public at an instant and asked for, whatever its words."""
        rows = public(at).filter(language__in=self.languages)
        rows = rows.filter(kind=self.kind) if self.kind else rows
        rows = rows.filter(released_at__gte=self.start) if self.start else rows
        rows = rows.filter(released_at__lt=self.end) if self.end else rows
        for role, slug in ((Role.TOPIC, self.topic), (Role.PERSON, self.person)):
            rows = rows.filter(search__treats__in=_naming(role, slug)) if slug else rows
        return rows


@dataclass(frozen=True)
class Named:
    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Counts:
    """How many of what was found are of a kind, of a period, about a topic, with a person; the most frequent first."""

    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    periods: dict[int, int] = field(default_factory=dict)
    topics: list[Named] = field(default_factory=list)
    people: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """Primary keys of editions in the order that was asked for, and the counts over all that was found."""

    editions: list[int]
    counts: Counts


def count(wanted: Wanted, *, at: dt.datetime, periods: Periods) -> Counts:
    """One query."""
    found, parameters = _found(wanted, _law_of(wanted, at), periods)
    return _counts(_rows(f"WITH {found}, {_GROUPED} {_COUNTED}", [*parameters, wanted.language]))


def find(
    wanted: Wanted,
    *,
    at: dt.datetime,
    periods: Periods,
    order: Order,
    limit: int,
    before: tuple[dt.datetime, int] | None = None,
) -> Found:
    """What has all the words that are wanted. One query.

    Best first: the terms in the title, then how often; ranked are the newest 100, and the newest 60 by their titles.
    Newest first: from the (released_at, id) `before` on.
    """
    law = _law_of(wanted, at)
    found, parameters = _found(wanted, law, periods)
    chosen, more = _best(wanted, law, limit) if order == "best" else _newest(before, limit)
    sql = f"WITH {found}, {_GROUPED} {_COUNTED} UNION ALL {chosen}"
    rows = _rows(sql, [*parameters, wanted.language, *more])
    ids = sorted((place, edition) for what, _slug, _name, edition, place in rows if what == "edition")
    return Found([edition for _place, edition in ids], _counts(rows))


def entitled(wanted: Wanted, *, at: dt.datetime, limit: int) -> EditionQuerySet:
    """Editions, without their content, whose titles have the wanted words, the last written first. Two queries."""
    law, parameters = _law(wanted.public(at).values("id"))
    sought = words().seek(wanted.terms, title=True)
    sql = (
        f"SELECT law.id FROM {sought.table} JOIN ({law}) AS law ON law.id = {sought.key} "
        f"WHERE {sought.condition} ORDER BY {sought.latest} LIMIT {limit}"
    )
    ids = [edition for (edition,) in _rows(sql, [*parameters, sought.parameter])]
    return public(at).filter(pk__in=ids).order_by("-pk").defer("content")


def treated(*, role: Role, slug: str, at: dt.datetime) -> list[SubjectSet]:
    """The sets of subjects, of public editions in every language, that name one. The newest first; one query."""
    law, parameters = _law(public(at).filter(search__treats__in=_naming(role, slug)).values("search__treats"))
    return list(SubjectSet.objects.filter(pk__in=RawSQL(law, parameters)).order_by("-pk"))  # noqa: S611  made by Django


_GROUPED = "grouped AS MATERIALIZED (SELECT treats, count(*) AS number FROM found GROUP BY treats)"
# The name of a subject is that of the newest set that names it: in the reader's language, else in any.
_COUNTED = """
SELECT 'mark' AS what, '' AS slug, '' AS name, mark AS place, count(*) AS number FROM found GROUP BY mark
UNION ALL SELECT named.role, named.slug, named.name, 0, counted.number FROM (
    SELECT role, slug, sum(number) AS number, max(CASE WHEN language = %s THEN of_id ELSE -of_id END) AS newest
    FROM grouped JOIN releases_subject ON of_id = treats WHERE role <> 'organisation' GROUP BY role, slug) AS counted
    JOIN releases_subject AS named
    ON named.of_id = abs(counted.newest) AND named.role = counted.role AND named.slug = counted.slug
"""


def _naming(role: Role, slug: str) -> Any:
    return SubjectSet.objects.filter(subjects__role=role, subjects__slug=slug).values("pk")


def _law_of(wanted: Wanted, at: dt.datetime) -> Statement:
    return _law(wanted.public(at).values("id", "kind", "released_at"))


def _law(rows: Any) -> Statement:
    """The SQL of a queryset that `public` made, told to read the narrow index in place of the wide table."""
    sql, parameters = rows.order_by().query.sql_with_params()
    table = f'FROM "{rows.model._meta.db_table}"'
    return sql.replace(table, table + words().covered, 1), list(parameters)


def _found(wanted: Wanted, law: Statement, periods: Periods) -> Statement:
    """The common table `found` (id, released_at, treats, mark): the mark says kind and period."""
    kinds = " ".join(f"WHEN '{kind}' THEN {number}" for number, kind in enumerate(_KINDS))
    period, bounds = _period(periods)
    mark = f"({period}) * {len(_KINDS)} + CASE kind {kinds} END AS mark"
    columns = f"law.id, law.released_at, releases_searchentry.treats_id AS treats, {mark}"
    law_on = f"JOIN ({law[0]}) AS law ON law.id ="
    if not wanted.terms:
        table = f"releases_searchentry {law_on} releases_searchentry.edition_id"
        return f"found AS MATERIALIZED (SELECT {columns} FROM {table})", [*bounds, *law[1]]
    sought = words().seek(wanted.terms)
    table = f"{sought.table} {law_on} {sought.key} WHERE {sought.condition}"
    return f"found AS MATERIALIZED (SELECT {columns} FROM {table})", [*bounds, *law[1], sought.parameter]


def _period(periods: Periods) -> Statement:
    """The number of the period in which `released_at` lies, by halving; 0 for what lies before all of them."""

    def between(first: int, last: int) -> Statement:
        if first == last:
            return str(periods[first][0] if first < len(periods) else 0), []
        middle = (first + last) // 2
        (late, of_late), (early, of_early) = between(first, middle), between(middle + 1, last)
        start = connection.ops.adapt_datetimefield_value(periods[middle][1])
        return f"CASE WHEN released_at >= %s THEN {late} ELSE {early} END", [start, *of_late, *of_early]

    return between(0, len(periods))


def _best(wanted: Wanted, law: Statement, limit: int) -> Statement:
    title, rank = words().seek(wanted.terms, title=True), words().rank(wanted.terms)
    sql = f"""
        SELECT 'edition', '', '', id, row_number() OVER (ORDER BY rank DESC, id DESC) FROM (
            SELECT {title.key} AS id, {rank[0]} AS rank FROM {title.table} WHERE {title.key} IN (
                SELECT id FROM (SELECT id FROM found ORDER BY released_at DESC, id DESC LIMIT {_RANKED}) AS latest
                UNION SELECT id FROM (SELECT law.id FROM {title.table} JOIN ({law[0]}) AS law ON law.id = {title.key}
                    WHERE {title.condition} ORDER BY {title.latest} LIMIT {_RANKED_BY_TITLE}) AS titled)
            ORDER BY rank DESC, id DESC LIMIT {limit}) AS ranked
    """
    return sql, [*rank[1], *law[1], title.parameter]


def _newest(before: tuple[dt.datetime, int] | None, limit: int) -> Statement:
    bound, parameters = "", list[Any]()
    if before is not None:
        moment = connection.ops.adapt_datetimefield_value(before[0])
        bound = "WHERE released_at < %s OR (released_at = %s AND id < %s)"
        parameters = [moment, moment, before[1]]
    sql = f"""
        SELECT 'edition', '', '', id, row_number() OVER (ORDER BY released_at DESC, id DESC) FROM (
            SELECT id, released_at FROM found {bound} ORDER BY released_at DESC, id DESC LIMIT {limit}) AS latest
    """
    return sql, parameters


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _counts(rows: Iterable[tuple[Any, ...]]) -> Counts:
    kinds: Counter[str] = Counter()
    periods: Counter[int] = Counter()
    named: dict[str, list[Named]] = {Role.TOPIC: [], Role.PERSON: []}
    for what, slug, name, place, number in rows:
        if what == "mark":
            period, kind = divmod(int(place), len(_KINDS))
            kinds[_KINDS[kind]] += int(number)
            periods[period] += int(number)
        elif what != "edition":
            named[what].append(Named(slug, name, int(number)))
    for found in named.values():
        found.sort(key=lambda one: (-one.count, one.name))
    return Counts(kinds.total(), dict(kinds), dict(periods), named[Role.TOPIC], named[Role.PERSON])
