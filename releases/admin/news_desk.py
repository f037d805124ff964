"""What the desk shows first: what waits, what opens next, what happened lately."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from releases.authoring.languages import LANGUAGES, interface_language
from releases.authoring.models import MediaAsset, User
from releases.authoring.visibility import releases_seen_by
from releases.editions.models import Edition, Ending, Submission

from . import sight
from .library import licence_ending

_SHOWN = 10


def lists(user: User) -> dict[str, Any]:
    """Up to ten of each. A constant number of queries."""
    now = timezone.now()
    seen = sight.editions_seen_by(user, Edition.objects.exclude(public_until=F("public_from")))
    waiting = sight.submissions_seen_by(user, Submission.objects.filter(state=Submission.State.OPEN))
    withdrawn = seen.filter(ended_as=Ending.WITHDRAWN)
    return {
        "waiting": waiting.select_related("submitted_by").prefetch_related("items__release__texts")[:_SHOWN],
        "opens_next": _events(sight.editions_ahead(user, now), "public_from"),
        "closes_next": _events(withdrawn.filter(public_until__gt=now).order_by("public_until"), "public_until"),
        "published": _events(seen.filter(public_from__lte=now).order_by("-public_from", "-id"), "public_from"),
        "licences": releases_seen_by(user, licence_ending(MediaAsset.objects.all())).prefetch_related("texts")[:_SHOWN],
        "withdrawn": _events(withdrawn.filter(public_until__lte=now).order_by("-public_until"), "public_until"),
    }


@dataclass
class Event:
    """One release at one instant, in however many languages; the first of them is the interface's where it can be."""

    at: dt.datetime
    editions: list[Edition]


def _events(rows: QuerySet[Edition], end: str) -> list[Event]:
    """One query."""
    events: dict[tuple[Any, dt.datetime], Event] = {}
    for edition in rows.defer("content")[: _SHOWN * len(LANGUAGES)]:
        at = getattr(edition, end)
        events.setdefault((edition.uid, at), Event(at, [])).editions.append(edition)
    for event in events.values():
        event.editions.sort(key=lambda row: (row.language != interface_language(), LANGUAGES.index(row.language)))
    return list(events.values())[:_SHOWN]
