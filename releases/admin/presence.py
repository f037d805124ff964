"""Who else has a form open. A beat every fifteen seconds is one small write; names show to nobody else than to those
who may see the release anyway, since they ask from its page."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone

from releases.authoring.models import Presence, User, WorkingDraft
from releases.authoring.working_drafts import GONE_AFTER, KEPT_FOR, STALE_AFTER

from .places import Place
from .typed import staff


@dataclass(frozen=True)
class Other:
    """Somebody else at the same form: open now, or gone with changes that they have not saved."""

    person: User
    since: dt.datetime
    is_open: bool
    is_unsaved: bool


def beat(request: HttpRequest, place: Place, *, is_unsaved: bool) -> None:
    """One UPDATE; the first beat after a pause inserts, or begins the time anew."""
    if place.release is None:
        return
    now = timezone.now()
    mine = Presence.objects.filter(opened_by=staff(request), release=place.release, language=place.language)
    since = Case(When(beat_at__lt=now - GONE_AFTER, then=Value(now)), default=F("opened_at"))
    if mine.update(opened_at=since, beat_at=now, is_unsaved=is_unsaved):
        return
    Presence.objects.filter(beat_at__lt=now - STALE_AFTER).delete()
    try:
        with transaction.atomic():
            Presence.objects.create(
                opened_by=staff(request),
                release_id=place.release,
                language=place.language,
                opened_at=now,
                beat_at=now,
                is_unsaved=is_unsaved,
            )
    except IntegrityError:
        return  # the same person in another window was a moment faster


def leave(request: HttpRequest, place: Place) -> None:
    if place.release is not None:
        Presence.objects.filter(opened_by=staff(request), release=place.release, language=place.language).delete()


def others(request: HttpRequest, place: Place) -> list[Other]:
    """Those who have it open first. Two queries."""
    if place.release is None:
        return []
    now, user = timezone.now(), staff(request)
    rows = Presence.objects.filter(release=place.release, language=place.language, beat_at__gte=now - GONE_AFTER)
    found = {
        row.opened_by_id: Other(row.opened_by, row.opened_at, is_open=True, is_unsaved=row.is_unsaved)
        for row in rows.exclude(opened_by=user).select_related("opened_by").order_by("opened_at")
    }
    drafts = WorkingDraft.objects.filter(place=place.key, kept_at__gte=now - KEPT_FOR).exclude(typed_by=user)
    for draft in drafts.select_related("typed_by").defer("data", "opened"):
        gone = Other(draft.typed_by, draft.kept_at, is_open=False, is_unsaved=True)
        found.setdefault(draft.typed_by_id, gone)
    return list(found.values())
