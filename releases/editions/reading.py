"""public(t): the only ways to read the record. Every outlet, and every byte of media, comes through here.

Instants are aware datetimes. Nothing here writes, and nothing here reads a working copy.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

if TYPE_CHECKING:
    from .models import Edition, Imprint

    EditionModel = Edition
else:
    EditionModel = models.Model


class EditionQuerySet(models.QuerySet["EditionModel"]):
    def public(self, at: dt.datetime) -> "EditionQuerySet":
        """The law: public_from <= at < public_until."""
        # `released_at <= at` follows from the rest; it is the one bound that the list's index is walked by.
        return self.filter(released_at__lte=at, public_from__lte=at).filter(
            Q(public_until__isnull=True) | Q(public_until__gt=at)
        )

    def newest_first(self, *, before: tuple[dt.datetime, int] | None = None) -> "EditionQuerySet":
        """By first release, then id; `before` is the (released_at, id) of the last row of the page before."""
        rows = self.order_by("-released_at", "-id")
        if before is not None:
            released_at, pk = before
            # One bound on the leading column for the index, one exact condition for ties.
            rows = rows.filter(released_at__lte=released_at).exclude(released_at=released_at, id__gte=pk)
        return rows


def _editions() -> EditionQuerySet:
    model = apps.get_model("releases", "Edition")
    return EditionQuerySet(model)


def public(at: dt.datetime) -> EditionQuerySet:
    """Everything that is public at an instant. One query when evaluated."""
    return _editions().public(at)


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
    again = _editions().public(at).filter(uid=OuterRef("uid"), language=language)
    return (
        _editions()
        .filter(language=language, kind=kind, ended_as="withdrawn", public_until__gt=after, public_until__lte=at)
        .exclude(public_until=F("public_from"))
        .exclude(Exists(again))
        .newest_first()
    )


def shows_file(digest: str, at: dt.datetime) -> bool:
    """Whether a public edition shows the file: the gate of every byte. One query."""
    return public(at).filter(files__digest=digest).exists()


def imprint_at(at: dt.datetime) -> "Imprint | None":
    """What the mission says of itself at an instant. One query."""
    model = apps.get_model("releases", "Imprint")
    imprint: Imprint | None = model._default_manager.filter(public_from__lte=at).order_by("-public_from").first()
    return imprint


def next_end_after(at: dt.datetime) -> dt.datetime | None:
    """The first instant after `at` at which anything opens or closes: how long a cache may keep what it has."""
    ahead = [
        _editions()
        .exclude(public_until=F("public_from"))
        .filter(public_from__gt=at)
        .order_by("public_from")
        .values_list("public_from", flat=True)
        .first(),
        _editions()
        .exclude(public_until=F("public_from"))
        .filter(public_until__gt=at)
        .order_by("public_until")
        .values_list("public_until", flat=True)
        .first(),
        apps.get_model("releases", "Imprint")
        ._default_manager.filter(public_from__gt=at)
        .order_by("public_from")
        .values_list("public_from", flat=True)
        .first(),
    ]
    return min((end for end in ahead if end is not None), default=None)


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
