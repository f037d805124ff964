"""What a member of the staff may see of the working copies. One rule, asked at every door of the desk.

An author sees the drafts that they made or edited; whoever may take something down sees all of them, and so does
every author where the mission allows it. No rows are read here but the mission's: each function narrows a query.
"""

from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from .models import Mission, Observation, Release, Text, User

Row = TypeVar("Row", bound=models.Model)


def reads_all_drafts(user: User) -> bool:
    """One query for an author, none for the others once their permissions are known."""
    return user.has_perm("releases.withdraw") or Mission.objects.filter(authors_read_all_drafts=True).exists()


def releases_seen_by(user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Of releases, or of releases of one kind: those whose working copy the person may see."""
    return rows if reads_all_drafts(user) else rows.filter(_touched_by(user))


def texts_seen_by(user: User, rows: QuerySet[Text]) -> QuerySet[Text]:
    return rows if reads_all_drafts(user) else rows.filter(release__in=Release.objects.filter(_touched_by(user)))


def observations_seen_by(user: User, rows: QuerySet[Observation]) -> QuerySet[Observation]:
    return rows if reads_all_drafts(user) else rows.filter(statistic__in=Release.objects.filter(_touched_by(user)))


def drafts_seen_by(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rule for any model of the desk: releases of every kind, texts, observations; all rows of the others."""
    if rows.model is Text:
        return texts_seen_by(user, rows)
    if rows.model is Observation:
        return observations_seen_by(user, rows)
    return releases_seen_by(user, rows) if issubclass(rows.model, Release) else rows


def with_sight(user: User, rows: QuerySet[Any], *, release: str = "pk") -> QuerySet[Any]:
    """Adds `is_seen`: whether the person may see the working copy of the release that `release` leads to."""
    is_seen: Any = Value(value=True)
    if not reads_all_drafts(user):
        touched = Release.objects.filter(_touched_by(user), pk=OuterRef(release))
        is_seen = Case(When(Exists(touched), then=Value(value=True)), default=Value(value=False))
    seen: QuerySet[Any] = rows.annotate(is_seen=is_seen)
    return seen


def _touched_by(user: User) -> Q:
    texts = Text.objects.filter(edited_by=user).values("release")
    return Q(created_by=user) | Q(edited_by=user) | Q(pk__in=texts)
