"""public(t): the only ways to read the record. Every outlet, and every byte of media, comes through here.

Instants are aware datetimes. Nothing here writes, and nothing here reads a working copy.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection, models
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from . import vantage
from .prepared import Prepared

if TYPE_CHECKING:
    from .models import Edition, Imprint

    EditionModel = Edition
else:
    EditionModel = models.Model


def law(at: dt.datetime) -> Q:
    """public_from <= at < public_until, of any row that has an interval."""
    # `released_at <= at` follows from the rest; it is the one bound that the list's index is walked by.
    opened = Q(released_at__lte=at) & Q(public_from__lte=at)
    return opened & (Q(public_until__isnull=True) | Q(public_until__gt=at))


class EditionQuerySet(models.QuerySet["EditionModel"]):
    def along(self, relation: str, **where: str) -> "EditionQuerySet":
        """Those that are in a list; what comes newest first is walked by the list's own index.

        The relation is that of the list's rows: `edition`, and `released_at` as the edition has it, once for each.
        """
        rows = self.filter(**{f"{relation}__{name}": value for name, value in where.items()})
        # Said of the same join: a second filter would make one of its own.
        return rows.alias(listed_at=F(f"{relation}__released_at"), listed_edition=F(f"{relation}__edition_id"))

    def public(self, at: dt.datetime) -> "EditionQuerySet":
        return self.filter(law(at))

    def newest_first(self, *, before: tuple[dt.datetime, int] | None = None) -> "EditionQuerySet":
        """By first release, then id; `before` is the (released_at, id) of the last row of the page before."""
        listed = "listed_at" in self.query.annotations
        released, key = ("listed_at", "listed_edition") if listed else ("released_at", "id")
        rows = self.order_by(f"-{released}", f"-{key}")
        if before is not None:
            released_at, pk = before
            # One bound on the leading column for the index, one exact condition for ties.
            rows = rows.from_bound(**{f"{released}__lte": released_at})
            rows = rows.exclude(released_at=released_at, id__gte=pk)
        return rows

    def from_bound(self, **bound: dt.datetime) -> "EditionQuerySet":
        """Rows within a bound that an index is to be walked from, though the law has one on the same column.

        SQLite takes the first that stands there: taking the law's, it walked from now to the deepest page of a list.
        """
        rows = self.filter(**bound)
        conditions = rows.query.where.children
        conditions.insert(0, conditions.pop())
        return rows


def _editions() -> EditionQuerySet:
    rows, standing = EditionQuerySet(apps.get_model("releases", "Edition")), vantage.current()
    return rows.filter(standing.known()) if standing and standing.ahead else rows


def now() -> dt.datetime:
    """The instant that a reader sees."""
    return vantage.now()


def public(at: dt.datetime) -> EditionQuerySet:
    """Everything that is public at an instant. One query when evaluated."""
    standing = vantage.current()
    if standing is None:
        return _editions().public(at)
    return _editions().filter(standing.public(at, law(at), law(standing.now)))


def edition_at(*, uid: uuid.UUID, language: str, at: dt.datetime) -> "Edition | None":
    """The edition of a release that is public at an instant; None is all that a reader may learn of anything else."""
    return public(at).filter(uid=uid, language=language).first()


def edition_by_address(*, language: str, kind: str, slug: str, at: dt.datetime) -> "Edition | None":
    if vantage.current() is not None:
        return _by_address(language=language, kind=kind, slug=slug, at=at).first()
    return next(iter(_prepared_address().instances(language=language, kind=kind, slug=slug, at=at)), None)


def _by_address(*, language: str, kind: str, slug: str, at: dt.datetime) -> EditionQuerySet:
    return public(at).filter(language=language, kind=kind, slug=slug).order_by("pk")[:1]


@cache
def _prepared_address() -> Prepared:
    return Prepared(_by_address, language="a language", kind="a kind", slug="a slug", at=_SAMPLE)


_LARGEST = 2**31
_SAMPLE = dt.datetime(1970, 1, 1, 1, 2, 3, 456789, tzinfo=dt.UTC)


def in_every_language(*, uid: uuid.UUID, at: dt.datetime) -> "list[Edition]":
    """What is public of a release. One query."""
    if vantage.current() is not None:
        return list(_of_release(uid=uid, at=at))
    return _prepared_release().instances(uid=uid, at=at)


def _of_release(*, uid: uuid.UUID, at: dt.datetime) -> EditionQuerySet:
    return public(at).filter(uid=uid).order_by("-released_at", "-id")


@cache
def _prepared_release() -> Prepared:
    return Prepared(_of_release, uid=uuid.UUID(int=1), at=_SAMPLE)


def newest_in(language: str, *, at: dt.datetime, limit: int) -> "list[Edition]":
    """The newest of everything in a language. One query."""
    if vantage.current() is not None:
        return list(_newest(limit, language=language, at=at))
    return _prepared_newest(limit).instances(language=language, at=at)


def _newest(limit: int, *, language: str, at: dt.datetime) -> EditionQuerySet:
    return public(at).filter(language=language).newest_first()[:limit]


@lru_cache(maxsize=128)
def _prepared_newest(limit: int) -> Prepared:
    return Prepared(partial(_newest, limit), language="a language", at=_SAMPLE)


def with_relatives(edition: "Edition", at: dt.datetime) -> list["Edition"]:
    """Public editions, in every language, of the release itself, of all it cites, and of the briefing of a statement.

    One query.
    """
    return list(public(at).filter(uid__in=related(edition)))


def with_relatives_and_past(edition: "Edition", at: dt.datetime) -> tuple[list["Edition"], list["Edition"]]:
    """`with_relatives`, and all editions of the release in its language up to `at`, newest first. One query."""
    own = editions_of(uid=edition.uid, language=edition.language, at=at)
    rows = list(public(at).filter(uid__in=related(edition)) | own.order_by())
    past = [row for row in rows if (row.uid, row.language) == (edition.uid, edition.language)]
    relatives = [row for row in rows if row.pk == edition.pk or row not in past]
    return relatives, sorted(past, key=lambda row: row.number, reverse=True)


def related(edition: "Edition") -> set[str]:
    """The releases of which an edition's page shows what is public. No query."""
    made_at = edition.body.get("statement", {}).get("briefing")
    return {str(edition.uid), *(card["uid"] for card in edition.body.get("cites", []))} | ({made_at} - {None})


def numbered(
    numbers: Iterable[int], *, language: str, kind: str, slug: str, at: dt.datetime
) -> "tuple[Edition, dict[int, Edition]] | None":
    """The public edition at an address, and by their numbers those of its release that were public by then. One query.

    None where nothing is public at the address.
    """
    own = _by_address(language=language, kind=kind, slug=slug, at=at)
    asked = {number for number in numbers if number < _LARGEST}
    by_then = Q(number__in=asked, public_from__lte=at) & ~Q(public_until=F("public_from"))
    rows = _editions().filter(language=language, uid=Subquery(own.values("uid")))
    is_own = Q(pk=Subquery(own.values("pk")))
    found = list(rows.filter(is_own | by_then).annotate(own=is_own))
    current = next((row for row in found if vars(row)["own"]), None)
    return None if current is None else (current, {row.number: row for row in found if row.number in asked})


def last_of_address(*, language: str, kind: str, slug: str, at: dt.datetime) -> "Edition | None":
    """The latest edition, up to `at`, of the release that was the last at this address, whatever became of it.

    One query.
    """
    rows = all_until(at).filter(language=language).order_by("-public_from")
    there = rows.filter(kind=kind, slug=slug).values("uid")[:1]
    return rows.filter(uid=Subquery(there)).first()


def last_of_release(*, uid: uuid.UUID, language: str, at: dt.datetime) -> "Edition | None":
    """The latest edition of a release that was public at some instant up to `at`."""
    return (
        _editions()
        .filter(uid=uid, language=language, public_from__lte=at)
        .exclude(public_until=F("public_from"))
        .order_by("-public_from")
        .first()
    )


def withdrawn(*, language: str, kind: str, after: dt.datetime, at: dt.datetime) -> EditionQuerySet:
    """The last editions of releases that were withdrawn in (after, at] and are not public again. One query."""
    standing = vantage.current()
    rows = _editions().filter(standing.ended()) if standing else _editions()
    again = _editions().public(at).filter(uid=OuterRef("uid"), language=language)
    return (
        rows.filter(language=language, kind=kind, ended_as="withdrawn", public_until__gt=after, public_until__lte=at)
        .exclude(public_until=F("public_from"))
        .exclude(Exists(again))
        .newest_first()
    )


def shows_file(digest: str, at: dt.datetime) -> bool:
    """Whether a public edition shows the file: the gate of every byte. One query."""
    return public(at).filter(files__digest=digest).exists()


def imprint_at(at: dt.datetime) -> "Imprint | None":
    """What the mission says of itself at an instant. One query."""
    standing = vantage.current()
    # Who may not know all that is planned does not know this either.
    at = min(at, standing.now) if standing and standing.ahead else at
    with connection.cursor() as cursor:
        cursor.execute(_IMPRINT, [connection.ops.adapt_datetimefield_value(at)])
        row = cursor.fetchone()
    return _imprint(*row) if row else None


# Written out, since every page asks it first.
_IMPRINT = """
SELECT id, content, content_digest, public_from, opened_by_entry_id FROM releases_imprint
WHERE public_from <= %s ORDER BY public_from DESC LIMIT 1
"""


@lru_cache(maxsize=8)
def _imprint(pk: int, content: str, digest: str, public_from: dt.datetime | str, entry: int) -> "Imprint":
    """Its rows never change, so it is parsed once."""
    imprint: Imprint = apps.get_model("releases", "Imprint")(
        pk=pk, content=content, content_digest=digest, public_from=instant_of(public_from), opened_by_entry_id=entry
    )
    imprint._state.adding, imprint._state.db = False, "default"
    return imprint


def lead_at(*, language: str, at: dt.datetime) -> "Edition | None":
    """What leads the home page of a language: the editors' choice where that is public, else the newest briefing.

    A pin takes hold at the first instant of its interval at which its release is public, and the last one that took
    hold decides: a pin of what is not public yet changes nothing. One query.
    """
    return leading(language=language, at=at, later=at + dt.timedelta.resolution).first()


def leading(*, language: str, at: dt.datetime, later: dt.datetime) -> EditionQuerySet:
    """`lead_at` as a query of one row, or of none. `later` is the instant that follows on `at`."""
    decides = (
        apps.get_model("releases", "Pin")
        ._default_manager.exclude(public_until=F("public_from"))
        .filter(Exists(_public_while_pinned(at, later)), language=language, public_from__lte=at)
        .order_by("-public_from", "-pk")
        .annotate(held=Case(When(Q(public_until__isnull=True) | Q(public_until__gt=at), then="uid")))
        .values("held")[:1]
    )
    chosen = public(at).filter(language=language, uid=Subquery(decides)).values("pk")[:1]
    newest = public(at).filter(language=language, kind="briefing").newest_first().values("pk")[:1]
    return _editions().filter(pk=Coalesce(Subquery(chosen), Subquery(newest))).order_by()


def _public_while_pinned(at: dt.datetime, later: dt.datetime) -> EditionQuerySet:
    """For a query of pins: editions of the pinned release that were public at some instant of the pin's up to `at`."""
    pin_ends = Coalesce(OuterRef("public_until"), Value(later), output_field=DateTimeField())
    return (
        _editions()
        .exclude(public_until=F("public_from"))
        .filter(uid=OuterRef("uid"), language=OuterRef("language"), public_from__lte=at, public_from__lt=pin_ends)
        .filter(Q(public_until__isnull=True) | Q(public_until__gt=OuterRef("public_from")))
    )


def instant_of(end: dt.datetime | str) -> dt.datetime:
    """SQLite keeps instants as text, in UTC; its driver reads them without a zone."""
    instant = dt.datetime.fromisoformat(end) if isinstance(end, str) else end
    return instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)


def everything() -> EditionQuerySet:
    """Every edition, for `following` and `interval_ends`, which give out none before its second."""
    return _editions().all()


def all_until(at: dt.datetime) -> EditionQuerySet:
    """Every edition public at some instant up to `at`, withdrawn ones included: for counting, never for showing."""
    return _editions().filter(public_from__lte=at).exclude(public_until=F("public_from"))


def named_by(key: str) -> tuple[uuid.UUID, str, int] | None:
    """Release, language and number that a key names, whether there is such an edition or not; None for what is none."""
    uid, language, number = [*key.split("/"), "", ""][:3]
    try:
        named = uuid.UUID(uid), language, int(number)
    except ValueError:
        return None
    if "/".join(map(str, named)) != key or not language.isalpha() or int(number) >= _LARGEST:
        return None
    return named


def row_of(key: str, *, at: dt.datetime) -> int | None:
    """The row of an edition that was public at some instant up to `at`; None for any other, and for what is no key.

    One query.
    """
    if (named := named_by(key)) is None:
        return None
    uid, language, number = named
    rows = all_until(at).filter(uid=uid, language=language, number=number)
    row: int | None = rows.values_list("pk", flat=True).first()
    return row


def not_withdrawn_since(rows: EditionQuerySet, *, now: dt.datetime) -> EditionQuerySet:
    """Of editions of the past, those that may still be shown: a withdrawal takes back all that came before it."""
    taken_back = (
        _editions()
        .filter(uid=OuterRef("uid"), language=OuterRef("language"), ended_as="withdrawn", public_until__lte=now)
        .filter(public_until__gt=OuterRef("public_from"))
    )
    return rows.exclude(Exists(taken_back)).filter(expunged_at__isnull=True)


def editions_of(*, uid: uuid.UUID, language: str, at: dt.datetime) -> EditionQuerySet:
    """Every edition of a release that was public at some instant up to `at`, newest first."""
    return (
        _editions()
        .filter(uid=uid, language=language, public_from__lte=at)
        .exclude(public_until=F("public_from"))
        .order_by("-number")
    )
