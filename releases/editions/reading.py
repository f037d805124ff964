"""public(t): the only ways to read the record. Every outlet, and every byte of media, comes through here.

Instants are aware datetimes. Nothing here writes, and nothing here reads a working copy.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.apps import apps
from django.db import models
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from . import duty, vantage

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
    def public(self, at: dt.datetime) -> "EditionQuerySet":
        return self.filter(law(at))

    def newest_first(self, *, before: tuple[dt.datetime, int] | None = None) -> "EditionQuerySet":
        """By first release, then id; `before` is the (released_at, id) of the last row of the page before."""
        rows = self.order_by("-released_at", "-id")
        if before is not None:
            released_at, pk = before
            # One bound on the leading column for the index, one exact condition for ties.
            rows = rows.filter(released_at__lte=released_at).exclude(released_at=released_at, id__gte=pk)
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
    return public(at).filter(language=language, kind=kind, slug=slug).first()


def with_relatives(edition: "Edition", at: dt.datetime) -> list["Edition"]:
    """Public editions, in every language, of the release itself, of all it cites, and of the briefing of a statement.

    One query.
    """
    made_at = edition.body.get("statement", {}).get("briefing")
    uids = {str(edition.uid), *(card["uid"] for card in edition.body.get("cites", []))} | ({made_at} - {None})
    return list(public(at).filter(uid__in=uids))


def last_at_address(*, language: str, kind: str, slug: str, at: dt.datetime) -> "Edition | None":
    """The latest edition that was public under this address at some instant up to `at`, whatever became of it."""
    return (
        _editions()
        .filter(language=language, kind=kind, slug=slug, public_from__lte=at)
        .exclude(public_until=F("public_from"))
        .order_by("-public_from")
        .first()
    )


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
    model = apps.get_model("releases", "Imprint")
    imprint: Imprint | None = model._default_manager.filter(public_from__lte=at).order_by("-public_from").first()
    return imprint


def lead_at(*, language: str, at: dt.datetime) -> "Edition | None":
    """What leads the home page of a language: the editors' choice where that is public, else the newest briefing.

    A pin takes hold at the first instant of its interval at which its release is public, and the last one that took
    hold decides: a pin of what is not public yet changes nothing. One query.
    """
    decides = (
        apps.get_model("releases", "Pin")
        ._default_manager.exclude(public_until=F("public_from"))
        .filter(Exists(_public_while_pinned(at)), language=language, public_from__lte=at)
        .order_by("-public_from", "-pk")
        .annotate(held=Case(When(Q(public_until__isnull=True) | Q(public_until__gt=at), then="uid")))
        .values("held")[:1]
    )
    chosen = public(at).filter(language=language, uid=Subquery(decides)).values("pk")[:1]
    newest = public(at).filter(language=language, kind="briefing").newest_first().values("pk")[:1]
    return _editions().filter(pk=Coalesce(Subquery(chosen), Subquery(newest))).first()


def _public_while_pinned(at: dt.datetime) -> EditionQuerySet:
    """For a query of pins: editions of the pinned release that were public at some instant of the pin's up to `at`."""
    after = Value(at + dt.timedelta.resolution)
    pin_ends = Coalesce(OuterRef("public_until"), after, output_field=DateTimeField())
    return (
        _editions()
        .exclude(public_until=F("public_from"))
        .filter(uid=OuterRef("uid"), language=OuterRef("language"), public_from__lte=at, public_from__lt=pin_ends)
        .filter(Q(public_until__isnull=True) | Q(public_until__gt=OuterRef("public_from")))
    )


def next_end_after(at: dt.datetime) -> dt.datetime | None:
    """The first instant after `at` at which anything opens or closes: how long a cache may keep what it has.

    Editions, the mission's details, the turns of its duty roster, and the editors' choices. Six queries.
    """
    lasting = _editions().exclude(public_until=F("public_from"))
    pins = apps.get_model("releases", "Pin")._default_manager.exclude(public_until=F("public_from"))
    imprint = imprint_at(at)
    ahead = [
        *(_first_after(at, rows, end) for rows in (lasting, pins) for end in ("public_from", "public_until")),
        _first_after(at, apps.get_model("releases", "Imprint")._default_manager.all(), "public_from"),
        duty.next_change(imprint.body, at) if imprint else None,
    ]
    return min((end for end in ahead if end is not None), default=None)


def _first_after(at: dt.datetime, rows: models.QuerySet[Any], end: str) -> dt.datetime | None:
    first: dt.datetime | None = rows.filter(**{f"{end}__gt": at}).order_by(end).values_list(end, flat=True).first()
    return first


def last_end_until(at: dt.datetime) -> dt.datetime | None:
    """The last instant up to `at` at which anything opened or closed. Three short queries, each by an index."""
    lasting = _editions().exclude(public_until=F("public_from"))
    behind = [
        lasting.filter(public_from__lte=at).order_by("-public_from").values_list("public_from", flat=True).first(),
        lasting.filter(public_until__lte=at).order_by("-public_until").values_list("public_until", flat=True).first(),
        getattr(imprint_at(at), "public_from", None),
    ]
    return max((end for end in behind if end is not None), default=None)


def everything() -> EditionQuerySet:
    """Every edition, for `following`, which gives out none before its second."""
    return _editions().all()


def all_until(at: dt.datetime) -> EditionQuerySet:
    """Every edition public at some instant up to `at`, withdrawn ones included: for counting, never for showing."""
    return _editions().filter(public_from__lte=at).exclude(public_until=F("public_from"))


def not_withdrawn_since(rows: EditionQuerySet, *, now: dt.datetime) -> EditionQuerySet:
    """Of editions of the past, those that may still be shown: a withdrawal takes back all that came before it."""
    taken_back = (
        _editions()
        .filter(uid=OuterRef("uid"), language=OuterRef("language"), ended_as="withdrawn", public_until__lte=now)
        .filter(public_until__gt=OuterRef("public_from"))
    )
    return rows.exclude(Exists(taken_back)).filter(expunged_at__isnull=True)


@dataclass(frozen=True)
class RecordChange:
    """One interval end: an edition that opened or closed at an instant."""

    at: dt.datetime
    event: Literal["closed", "opened"]
    edition: "Edition"


def changes(after: dt.datetime, until: dt.datetime) -> list[RecordChange]:
    """Every interval end in (after, until], oldest first; at one instant, what closes comes before what opens.

    Two queries. Applied in order to `public(after)` they give `public(until)`.
    """
    lasting = _editions().exclude(public_until=F("public_from"))
    opened = lasting.filter(public_from__gt=after, public_from__lte=until)
    closed = lasting.filter(public_until__gt=after, public_until__lte=until)
    ends = [
        *(RecordChange(edition.public_from, "opened", edition) for edition in opened),
        *(RecordChange(edition.public_until, "closed", edition) for edition in closed if edition.public_until),
    ]
    return sorted(ends, key=lambda end: (end.at, end.event, end.edition.pk))


def replay(
    ends: Iterable[RecordChange], state: dict[tuple[uuid.UUID, str], int] | None = None
) -> dict[tuple[uuid.UUID, str], int]:
    """The state after some changes: (uid, language) -> edition number."""
    result = dict(state or {})
    for end in ends:
        key = (end.edition.uid, end.edition.language)
        if end.event == "opened":
            result[key] = end.edition.number
        else:
            result.pop(key, None)
    return result


def editions_of(*, uid: uuid.UUID, language: str, at: dt.datetime) -> EditionQuerySet:
    """Every edition of a release that was public at some instant up to `at`, newest first."""
    return (
        _editions()
        .filter(uid=uid, language=language, public_from__lte=at)
        .exclude(public_until=F("public_from"))
        .order_by("-number")
    )
