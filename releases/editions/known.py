"""Which editions are public, by row and digest: for whatever was made of them before, and needs no contents again.

One query each, put together once.
"""

import datetime as dt
import uuid
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from . import reading, vantage
from .prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

Rows = tuple[tuple[int, str], ...]


class Version(NamedTuple):
    """A release in one of its languages."""

    pk: int
    digest: str
    language: str
    kind: str


def newest(language: str, *, kind: str = "", at: dt.datetime, limit: int) -> Rows:
    """The newest in a language, of one kind or of all."""
    asked = {"language": language, "kind": kind} if kind else {"language": language}
    if vantage.current() is not None:
        return tuple(_newest(limit, at=at, **asked))
    return tuple(_prepared_newest(limit, bool(kind)).tuples(at=at, **asked))


def in_every_language(*, uid: uuid.UUID, at: dt.datetime) -> tuple[Version, ...]:
    """What is public of a release."""
    if vantage.current() is not None:
        return tuple(Version(*row) for row in _versions(uid=uid, at=at))
    return tuple(Version(*row) for row in _prepared_versions().tuples(uid=uid, at=at))


def _newest(limit: int, *, at: dt.datetime, **asked: str) -> "QuerySet[Any, tuple[int, str]]":
    return reading.public(at).filter(**asked).newest_first().values_list("pk", "content_digest")[:limit]


def _versions(*, uid: uuid.UUID, at: dt.datetime) -> "QuerySet[Any, tuple[int, str, str, str]]":
    rows = reading.public(at).filter(uid=uid).newest_first()
    return rows.values_list("pk", "content_digest", "language", "kind")


@lru_cache(maxsize=256)
def _prepared_newest(limit: int, of_a_kind: bool) -> Prepared:  # noqa: FBT001 - the cache has it as its key
    kind = {"kind": "a kind"} if of_a_kind else {}
    return Prepared(partial(_newest, limit), language="a language", at=_SAMPLE, **kind)


@cache
def _prepared_versions() -> Prepared:
    return Prepared(_versions, uid=uuid.UUID(int=1), at=_SAMPLE)


_SAMPLE = dt.datetime(1970, 1, 1, 1, 2, 3, 456789, tzinfo=dt.UTC)
