"""What a page is made of, asked in one statement together with the imprint: rows and digests, without the contents.

Each part is a short query of its own, of the same three columns: (row, digest, a text).
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from . import reading, vantage
from .models import UNSEEN
from .prepared import Places, Prepared, parameters
from .prepared import Value as Given

if TYPE_CHECKING:
    from .models import Imprint

Row = tuple[int, str, str]
Rows = tuple[Row, ...]
Found = Mapping[str, Rows]
NOTHING: Found = {}
_SAMPLE = dt.datetime(1970, 1, 1, 1, 2, 3, 456789, tzinfo=dt.UTC)
_NUMBER = 1_234_567_891
_UNSEEN = ", ".join(f"'{act.value}'" for act in sorted(UNSEEN))


class Query(Protocol):
    """Hashed by what it is: statements of the same queries are put together once."""

    def statement(self) -> tuple[str, Places]: ...
    def rows(self, **values: Given) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True)
class Part:
    query: Query
    values: Mapping[str, Given]


def with_imprint(at: dt.datetime, asked: Mapping[str, Part]) -> tuple["Imprint | None", Found]:
    """What the mission says of itself at an instant, and the rows of each part, in no order. One query.

    One for each part to whoever looks from another instant.
    """
    if vantage.current() is not None:
        return reading.imprint_at(at), {
            name: tuple(sorted(part.query.rows(**part.values))) for name, part in asked.items()
        }
    parts = {"imprint": Part(_prepared_imprint(), {"at": at}), **asked}
    queries = tuple((name, part.query) for name, part in parts.items())
    sql, places = _statement(connection.vendor, queries)
    given: list[Any] = []
    for part, one in zip(parts.values(), places, strict=True):
        given += parameters(one, part.values)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        told: list[tuple[str, int, str, str]] = cursor.fetchall()
    found: dict[str, list[Row]] = {name: [] for name in parts}
    for name, pk, digest, text in told:
        found[name].append((pk, digest, text))
    imprints = found.pop("imprint")
    imprint = _imprint(*imprints[0]) if imprints else None
    return imprint, {name: tuple(sorted(rows)) for name, rows in found.items()}


@lru_cache(maxsize=256)
def _statement(_vendor: str, queries: tuple[tuple[str, Query], ...]) -> tuple[str, tuple[Places, ...]]:
    parts = [(name, *query.statement()) for name, query in queries]
    sql = " UNION ALL ".join(f"SELECT '{name}' AS part, told.* FROM ({sql}) AS told" for name, sql, _places in parts)
    return sql, tuple(places for _name, _sql, places in parts)


def by_address(*, language: str, kind: str, slug: str, at: dt.datetime) -> Part:
    """The public edition at an address, with its number."""
    return Part(_prepared_address(), {"language": language, "kind": kind, "slug": slug, "at": at})


def of_releases(uids: Iterable[str], *, at: dt.datetime) -> Part:
    """What is public of some releases, in every language."""
    named = {f"uid{number}": uid.replace("-", "") for number, uid in enumerate(uids)}
    return Part(_prepared_releases(len(named)), {"at": at, **named})


def newest(*, language: str, at: dt.datetime, limit: int, kind: str = "", after: dt.datetime | None = None) -> Part:
    """The newest in a language, of one kind or of all, of those that were first released after an instant."""
    values: dict[str, Given] = {"language": language, "at": at}
    values |= {"kind": kind} if kind else {}
    values |= {"after": after} if after else {}
    return Part(_prepared_newest(limit, frozenset(values)), values)


def lead(*, language: str, at: dt.datetime) -> Part:
    """What leads the home page of a language."""
    return Part(_prepared_lead(), {"language": language, "at": at, "later": at + dt.timedelta.resolution})


def named(key: str, *, at: dt.datetime) -> Part | None:
    """One edition, if it was public at some instant up to `at`, and not that of any other; None for what is no key."""
    if (said := reading.named_by(key)) is None:
        return None
    uid, language, number = said
    return Part(_prepared_named(), {"uid": uid.hex, "language": language, "number": number, "at": at})


def standing(*, at: dt.datetime) -> Part:
    """One row, the same for as long as the same editions are public: the last act, and the next ends.

    Of a reader who looks from another instant none.
    """
    return Part(_STANDING, {"at": at})


def _told(rows: QuerySet[Any], text: Any = None) -> QuerySet[Any, Row]:
    told = Value("", output_field=TextField()) if text is None else text
    said: QuerySet[Any, Row] = rows.annotate(told=told).values_list("pk", "content_digest", "told")
    return said


def _imprint_said(*, at: dt.datetime) -> QuerySet[Any, Row]:
    rows = apps.get_model("releases", "Imprint")._default_manager.filter(public_from__lte=at)
    return rows.order_by("-public_from").values_list("pk", "content_digest", "content")[:1]


def _at_address(*, language: str, kind: str, slug: str, at: dt.datetime) -> QuerySet[Any, Row]:
    rows = reading.public(at).filter(language=language, kind=kind, slug=slug).order_by("pk")[:1]
    return _told(rows, Cast("number", TextField()))


def _of_releases(*, at: dt.datetime, **uids: Given) -> QuerySet[Any, Row]:
    return _told(reading.public(at).filter(uid__in=list(uids.values())).order_by())


def _newest(limit: int, *, at: dt.datetime, after: dt.datetime | None = None, **asked: str) -> QuerySet[Any, Row]:
    rows = reading.public(at).filter(**asked)
    rows = rows.filter(released_at__gt=after) if after else rows
    return _told(rows.newest_first())[:limit]


def _lead(*, language: str, at: dt.datetime, later: dt.datetime) -> QuerySet[Any, Row]:
    return _told(reading.leading(language=language, at=at, later=later))


def _named(*, uid: str | uuid.UUID, language: str, number: int, at: dt.datetime) -> QuerySet[Any, Row]:
    return _told(reading.all_until(at).filter(uid=uid, language=language, number=number).order_by()[:1])


@cache
def _prepared_imprint() -> Prepared:
    return Prepared(_imprint_said, at=_SAMPLE)


@cache
def _prepared_address() -> Prepared:
    return Prepared(_at_address, language="a language", kind="a kind", slug="a slug", at=_SAMPLE)


@lru_cache(maxsize=128)
def _prepared_releases(count: int) -> Prepared:
    return Prepared(_of_releases, at=_SAMPLE, **{f"uid{number}": uuid.UUID(int=number) for number in range(count)})


@lru_cache(maxsize=128)
def _prepared_newest(limit: int, names: frozenset[str]) -> Prepared:
    samples: dict[str, Given] = {
        "language": "a language",
        "kind": "a kind",
        "at": _SAMPLE,
        "after": _SAMPLE - dt.timedelta(hours=1),
    }
    return Prepared(partial(_newest, limit), **{name: samples[name] for name in names})


@cache
def _prepared_lead() -> Prepared:
    return Prepared(_lead, language="a language", at=_SAMPLE, later=_SAMPLE + dt.timedelta.resolution)


@cache
def _prepared_named() -> Prepared:
    return Prepared(_named, uid=uuid.UUID(int=1), language="a language", number=_NUMBER, at=_SAMPLE)


class _Standing:
    """Written out: a query of the ORM's has a table of its own."""

    _SQL = f"""
        SELECT 0 AS id,
        COALESCE((SELECT digest FROM releases_journalentry WHERE act NOT IN ({_UNSEEN})
            ORDER BY sequence DESC LIMIT 1), '') AS digest,
        COALESCE(CAST((SELECT public_from FROM releases_edition WHERE public_from > %s
            ORDER BY public_from LIMIT 1) AS text), '') || ' ' ||
        COALESCE(CAST((SELECT public_until FROM releases_edition WHERE public_until > %s
            ORDER BY public_until LIMIT 1) AS text), '') AS told
    """

    def statement(self) -> tuple[str, Places]:
        return self._SQL, ("at", "at")

    def rows(self, **_values: Given) -> list[tuple[Any, ...]]:
        return []


_STANDING = _Standing()


@lru_cache(maxsize=8)
def _imprint(pk: int, digest: str, content: str) -> "Imprint":
    """Its rows never change, so it is parsed once. What is not here is asked for when it is wanted."""
    make: Callable[..., Imprint] = apps.get_model("releases", "Imprint").from_db
    return make("default", ["id", "content", "content_digest"], (pk, content, digest))
