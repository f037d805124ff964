"""What is public, found by subjects, and counted; by words it is in `by_words`. Every answer is joined to the law."""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from releases.authoring.languages import LANGUAGES

from .. import vantage
from ..former import FormerAddress
from ..reading import EditionQuerySet, law, public
from . import settled
from .folding import Term
from .models import Role, SearchEntry, Subject, SubjectSet
from .words import Statement, words

Periods = Sequence[tuple[int, dt.datetime]]
"""Spans of time by number, the latest first, each by the instant at which it begins."""

_KINDS = ("briefing", "statement", "statistic", "media")


@dataclass(frozen=True)
class Wanted:
    """What is asked for, all of it at once. `start` and `end` bound the first release: start <= released < end."""

    language: str
    languages: tuple[str, ...]
    """In which to look: the reader's own alone, or all that the mission speaks."""
    kind: str = ""
    topic: str = ""
    person: str = ""
    forms: tuple[str, ...] = ()
    """Of media: a type, an orientation."""
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    terms: tuple[Term, ...] = ()

    def public(self, at: dt.datetime) -> EditionQuerySet:
        """All that is public at an instant and asked for, whatever its words.

        Of a subject, its list is walked: how many others there are, and how many of theirs, makes no difference.
        """
        if not self.subjects:
            return public(at).filter(self._said() & self._released())
        (role, slug), *others = self.subjects[::-1]
        if len(self.languages) == 1:
            of = {"language": self.languages[0], **({"kind": self.kind} if self.kind else {})}
            rows = public(at).along("listed", role=role, slug=slug, **of)
        else:
            rows = public(at).along("listed", role=role, slug=slug).filter(self._said())
        return rows.filter(self._released() & _naming_all("search__treats", others))

    def entries(self, at: dt.datetime) -> QuerySet[SearchEntry]:
        """The same, as entries of the index."""
        return public_entries(at).filter(self.condition("treats"))

    def condition(self, treats: str, *, few: bool = False) -> Q:
        """`few`: of rows that something else finds; each is asked."""
        asked = self._said() & self._released()
        if few:
            return asked & _naming_all(treats, self.subjects)
        for role, slug in self.subjects:
            asked &= Q(**{f"{treats}__in": _naming(role, slug)})
        return asked

    def _said(self) -> Q:
        return Q(language__in=self.languages) & (Q(kind=self.kind) if self.kind else Q())

    def _released(self) -> Q:
        asked = Q(released_at__gte=self.start) if self.start else Q()
        return asked & Q(released_at__lt=self.end) if self.end else asked

    @property
    def is_narrowed(self) -> bool:
        """By more than its languages and words."""
        return bool(self.kind or self.subjects or self.start or self.end)

    @property
    def subjects(self) -> list[tuple[Role, str]]:
        named = [(Role.TOPIC, self.topic), (Role.PERSON, self.person), *((Role.FORM, form) for form in self.forms)]
        return [(role, slug) for role, slug in named if slug]


@dataclass(frozen=True)
class Named:
    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Counts:
    """How many of what was found are of a kind, of a period, about a topic, with a person; the most frequent first.

    `more`: there are others, written before, that were not counted.
    """

    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    periods: dict[int, int] = field(default_factory=dict)
    topics: list[Named] = field(default_factory=list)
    people: list[Named] = field(default_factory=list)
    forms: list[Named] = field(default_factory=list)
    more: bool = False


def count(wanted: Wanted, *, at: dt.datetime, periods: Periods) -> Counts:
    """Whatever the words. One query: of all, the first time in a process; then of what opened or closed since."""
    begun = [period for period in periods if period[1] < at]

    def whole() -> list[settled.Row]:
        found, parameters = _found(wanted, condition_of(wanted.entries(at)), begun)
        sql = f"WITH {found}, {GROUPED} {COUNTED} UNION ALL {_STANDING}"
        return rows_of(sql, [*parameters, wanted.language])

    if vantage.current() is not None or at > timezone.now():
        return counts_of(whole())
    key = (wanted, tuple(begun))
    known = settled.tallies.at(at, key, whole=whole, since=functools.partial(_moved, wanted, begun))
    rows = [("mark", "", "", mark, number) for mark, number in known.marks.items()]
    return counts_of([*rows, *((*of, one.name, one.newest, one.number) for of, one in known.named.items())])


def _moved(wanted: Wanted, periods: Periods, after: dt.datetime, until: dt.datetime) -> list[settled.Row]:
    """What opened in (after, until] and is public still, and less what closed that was public before."""
    asked, parameters = condition_of(SearchEntry.objects.filter(wanted.condition("treats", few=True)))
    first, last = (connection.ops.adapt_datetimefield_value(end) for end in (after, until))
    mark = mark_of(periods)
    columns = "treats_id AS treats, released_at, kind"
    sql = f"""
        WITH moved AS MATERIALIZED (
            SELECT {columns}, 1 AS sign FROM releases_searchentry WHERE public_from > %s AND public_from <= %s
                AND (public_until IS NULL OR public_until > %s) AND {asked}
            UNION ALL SELECT {columns}, -1 FROM releases_searchentry WHERE public_until > %s AND public_until <= %s
                AND public_from <= %s AND {asked})
        SELECT 'mark' AS what, '' AS slug, '' AS name, {mark} AS place, sum(sign) AS number FROM moved GROUP BY 4
        UNION ALL SELECT role, slug, name, CASE WHEN language = %s THEN of_id ELSE -of_id END, net.number
            FROM (SELECT treats, sum(sign) AS number FROM moved GROUP BY treats) AS net
            JOIN releases_subject ON of_id = treats WHERE net.number <> 0 AND role <> 'organisation'
        UNION ALL {_STANDING}
    """
    return rows_of(sql, [first, last, last, *parameters, first, last, first, *parameters, wanted.language])


def entitled(wanted: Wanted, *, at: dt.datetime, limit: int) -> EditionQuerySet:
    """Editions, without their content, whose titles have the wanted words, the last written first. Two queries."""
    table, parameters = words().latest("titled", wanted.terms, condition_of(wanted.entries(at)), most=limit, title=True)
    ids = [edition for (edition,) in rows_of(f"WITH {table} SELECT edition_id FROM titled", parameters)]
    return public(at).filter(pk__in=ids).order_by("-pk").defer("content")


def registered(at: dt.datetime) -> list[tuple[str, str, str]]:
    """(language, role, slug) of each topic and person that a public edition in that language names.

    By role, slug, language. One query a language, as of `count`.
    """
    found = []
    for language in LANGUAGES:
        counts = count(Wanted(language, (language,)), at=at, periods=())
        for role, named in ((Role.PERSON, counts.people), (Role.TOPIC, counts.topics)):
            found += [(language, str(role), one.slug) for one in named]
    return sorted(found, key=lambda one: (*one[1:], one[0]))


def registered_instead(role: Role, slug: str, *, at: dt.datetime) -> dict[str, str]:
    """By language the slug that took the place of one, where a public edition in that language names it. One query."""
    present = FormerAddress.objects.filter(role=role, slug=slug).values("leads_to")[:1]
    named = Subject.objects.filter(Exists(public_entries(at).filter(treats=OuterRef("of"))))
    named = named.filter(role=role, slug=Subquery(present))
    return dict(named.values_list("language", "slug").distinct())


GROUPED = "grouped AS MATERIALIZED (SELECT treats, count(*) AS number FROM found GROUP BY treats)"
# The name of a subject is that of the newest set that names it: in the reader's language, else in any.
COUNTED = """
SELECT 'mark' AS what, '' AS slug, '' AS name, mark AS place, count(*) AS number FROM found GROUP BY mark
UNION ALL SELECT named.role, named.slug, named.name, counted.newest, counted.number FROM (
    SELECT role, slug, sum(number) AS number, max(CASE WHEN language = %s THEN of_id ELSE -of_id END) AS newest
    FROM grouped JOIN releases_subject ON of_id = treats WHERE role <> 'organisation' GROUP BY role, slug) AS counted
    JOIN releases_subject AS named
    ON named.of_id = abs(counted.newest) AND named.role = counted.role AND named.slug = counted.slug
"""
# What a count that is kept stands on: no content was expunged since, and the sets are those of then.
_STANDING = """
SELECT 'standing', '', COALESCE(CAST((SELECT expunged_at FROM releases_edition WHERE expunged_at IS NOT NULL
    ORDER BY expunged_at DESC LIMIT 1) AS text), ''), COALESCE((SELECT min(id) FROM releases_subjectset), 0), 0
"""


def _naming(role: Role, slug: str) -> Any:
    return SubjectSet.objects.filter(subjects__role=role, subjects__slug=slug).values("pk")


def _naming_all(treats: str, subjects: Iterable[tuple[Role, str]]) -> Q:
    asked = Q()
    for role, slug in subjects:
        asked &= Q(Exists(Subject.objects.filter(of=OuterRef(treats), role=role, slug=slug)))
    return asked


def public_entries(at: dt.datetime) -> QuerySet[SearchEntry]:
    """All that is public at an instant, as entries of the index."""
    if vantage.current() is None:
        return SearchEntry.objects.filter(law(at))
    return SearchEntry.objects.filter(edition__in=public(at).values("pk"))


def condition_of(rows: QuerySet[SearchEntry]) -> Statement:
    """What follows WHERE in the SQL of the queryset."""
    sql, parameters = rows.query.where.as_sql(rows.query.get_compiler(connection=connection), connection)
    return sql, list(parameters)


def _found(wanted: Wanted, asked: Statement, periods: Periods) -> Statement:
    """The common table `found` (id, released_at, treats, mark): the mark says kind and period."""
    columns = f"edition_id AS id, released_at, treats_id AS treats, {mark_of(periods)} AS mark"
    return f"found AS MATERIALIZED (SELECT {columns} FROM {words().entries} WHERE {asked[0]})", asked[1]


def mark_of(periods: Periods) -> str:
    kinds = " ".join(f"WHEN '{kind}' THEN {number}" for number, kind in enumerate(_KINDS))
    return f"({_period(tuple(periods))}) * {len(_KINDS)} + CASE kind {kinds} END"


@functools.lru_cache(maxsize=200)
def _period(periods: tuple[tuple[int, dt.datetime], ...]) -> str:
    """The number of the period in which `released_at` lies, by halving; 0 for what lies before all of them."""

    def between(first: int, last: int) -> str:
        if first == last:
            return str(periods[first][0] if first < len(periods) else 0)
        middle = (first + last) // 2
        # Written out: some sixty parameters took longer than a search for a rare word.
        start = connection.ops.adapt_datetimefield_value(periods[middle][1])
        late, early = between(first, middle), between(middle + 1, last)
        return f"CASE WHEN released_at >= '{start}' THEN {late} ELSE {early} END"

    return between(0, len(periods))


def rows_of(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def counts_of(rows: Iterable[tuple[Any, ...]]) -> Counts:
    kinds: Counter[str] = Counter()
    periods: Counter[int] = Counter()
    named: dict[str, list[Named]] = {Role.TOPIC: [], Role.PERSON: [], Role.FORM: []}
    for what, slug, name, place, number in rows:
        if what == "mark":
            period, kind = divmod(int(place), len(_KINDS))
            kinds[_KINDS[kind]] += int(number)
            periods[period] += int(number)
        elif what in named:
            named[what].append(Named(slug, name, int(number)))
    for found in named.values():
        found.sort(key=lambda one: (-one.count, one.name))
    return Counts(kinds.total(), dict(kinds), dict(periods), named[Role.TOPIC], named[Role.PERSON], named[Role.FORM])
