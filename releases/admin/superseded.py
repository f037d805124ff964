"""Public editions that quote what has a newer edition, or is public no more; and who cites a release at all."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from releases.authoring.models import (
    ChartBlock,
    Citation,
    FigureBlock,
    PictureBlock,
    QuoteBlock,
    Release,
    User,
)
from releases.authoring.visibility import releases_seen_by
from releases.editions import reading
from releases.editions.models import Change, Edition, Ending
from releases.editions.shape import card_of

from . import sight

_CHANGED_LAST = 60
_CITING = 120
_QUOTED = ("statistic", "statement")
REPLACING = (Change.CORRECTION, Change.UPDATE)
"""Named, and not as all that is not new: so they are found by their index."""


@dataclass(frozen=True)
class Quoting:
    """A public edition, the title under which it quotes, and whether what it quotes is public no more."""

    edition: Edition
    release: Release
    quoted: str
    language: str
    withdrawn: bool


def superseded(user: User) -> list[Quoting]:
    """Of figures and statements that changed last: which public editions quote them as they were. Up to six queries."""
    now = timezone.now()
    changed = _changed_lately()
    releases = releases_seen_by(user, citing(changed)).prefetch_related("texts")
    by_uid = {release.uid: release for release in releases[:_CITING]} if changed else {}
    if not by_uid:
        return []
    public = list(reading.public(now).filter(uid__in=by_uid).order_by("-public_from", "-id")[:_CITING])
    cited = {(row.uid, row.language): row for row in reading.public(now).filter(uid__in=changed)}
    return [
        Quoting(edition, by_uid[edition.uid], card["title"], card["language"], withdrawn=current is None)
        for edition in public
        for card in edition.body["cites"]
        if card["kind"] in _QUOTED and uuid.UUID(card["uid"]) in changed
        for current in [cited.get((uuid.UUID(card["uid"]), card["language"]))]
        if current is None or card_of(current.body) != card
    ]


def _changed_lately() -> set[uuid.UUID]:
    rows = Edition.objects.filter(kind__in=_QUOTED, public_from__lte=timezone.now()).exclude(
        public_until=F("public_from")
    )
    replaced = rows.filter(change__in=REPLACING).order_by("-public_from")
    ended = rows.filter(ended_as=Ending.WITHDRAWN, public_until__lte=timezone.now()).order_by("-public_until")
    found = [
        *replaced.values_list("uid", flat=True)[:_CHANGED_LAST],
        *ended.values_list("uid", flat=True)[:_CHANGED_LAST],
    ]
    return set(found)


def citing(uids: Iterable[uuid.UUID]) -> QuerySet[Release]:
    """Releases whose working copies cite, quote or show any of these, newest first."""
    cited = Release.objects.filter(uid__in=list(uids)).values("pk")
    shown = [
        QuoteBlock.objects.filter(statement__in=cited),
        FigureBlock.objects.filter(observation__statistic__in=cited),
        ChartBlock.objects.filter(statistic__in=cited),
        PictureBlock.objects.filter(asset__in=cited),
    ]
    # One after the other, by their indexes: as alternatives they would be asked of every release.
    keys = Citation.objects.filter(cited__in=cited).order_by().values("release")
    found = keys.union(*(blocks.order_by().values("parent__release") for blocks in shown))
    return Release.objects.filter(pk__in=found).order_by("-pk")


@dataclass(frozen=True)
class CitedIn:
    """An edition that cites; `is_ahead` while it is not public yet."""

    edition: Edition
    is_ahead: bool


def cited_in(uid: uuid.UUID, user: User) -> list[CitedIn]:
    """Public and scheduled editions that cite a release: the record itself is asked. Two queries."""
    now = timezone.now()
    lasting = Q(public_until__isnull=True) | Q(public_until__gt=now)
    rows = sight.editions_seen_by(user, Edition.objects.filter(lasting, mentions__uid=uid))
    found = rows.exclude(uid=uid).exclude(ended_as=Ending.CANCELLED).order_by("-public_from", "language")
    return [CitedIn(edition, is_ahead=edition.public_from > now) for edition in found]
