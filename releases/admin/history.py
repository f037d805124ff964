"""The history of a release: every edition, every act with who, when and why, and what changed between any two."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES, own_name
from releases.authoring.models import Release, User
from releases.editions import journal
from releases.editions.comparing import Comparison, Difference, compare
from releases.editions.models import Act, Edition, JournalEntry, Submission

from . import sight
from .typed import staff

_FEW = 2
_PAIR = 2


@dataclass(frozen=True)
class Told:
    """One act, as the timeline tells it: `editions` are those of this release that it opened, moved or ended."""

    entry: JournalEntry
    editions: list[Edition]
    said: str
    address: str

    @property
    def day(self) -> dt.date:
        return self.entry.recorded_at.date()


@dataclass(frozen=True)
class Tongue:
    """The editions of one language, newest first."""

    language: str
    name: str
    editions: list[Edition]


@dataclass(frozen=True)
class Stretch:
    """Passages in a row; `folded` where they are equal and so many that they would hide what changed."""

    passages: list[Difference]
    folded: bool


@dataclass(frozen=True)
class Compared:
    """Two editions of one language, the earlier first; `comparison` is None where the content of one was expunged."""

    old: Edition
    new: Edition
    comparison: Comparison | None

    @property
    def stretches(self) -> list[Stretch]:
        body = self.comparison.body if self.comparison else ()
        found = [(equal, list(group)) for equal, group in groupby(body, key=lambda one: one.change == "equal")]
        return [Stretch(group, folded=equal and len(group) > _FEW) for equal, group in found]


class Remembered:
    """For the admin of a kind: its page `record`, where nothing can be changed."""

    def record_page(self, request: HttpRequest, release: Release) -> HttpResponse:
        """Six queries, however long the history is; two more for a comparison."""
        editions = list(Edition.objects.filter(uid=release.uid).defer("content").order_by("language", "-number"))
        compared, misunderstood = _compared(request, editions)
        page: HttpResponse = self.framed(  # type: ignore[attr-defined]
            request,
            "admin/releases/record.html",
            obj=release,
            title=_("History of the release"),
            tongues=_tongues(editions),
            timeline=_timeline(release, editions, staff(request)),
            compared=compared,
            misunderstood=misunderstood,
        )
        return page


def _tongues(editions: Iterable[Edition]) -> list[Tongue]:
    by_language = {tag: list(rows) for tag, rows in groupby(editions, key=lambda edition: edition.language)}
    return [Tongue(tag, own_name(tag), by_language[tag]) for tag in LANGUAGES if tag in by_language]


def _compared(request: HttpRequest, editions: list[Edition]) -> tuple[Compared | None, bool]:
    """What `?language=&from=&to=` asks for; and whether it asks for what is not there."""
    if not {"from", "to"} & set(request.GET):
        return None, False
    language, asked = request.GET.get("language"), {request.GET.get("from"), request.GET.get("to")}
    keys = [row.pk for row in editions if row.language == language and str(row.number) in asked]
    if len(keys) != _PAIR:
        return None, True
    old, new = Edition.objects.filter(pk__in=keys).order_by("number")
    comparable = old.expunged_at is None and new.expunged_at is None
    return Compared(old, new, compare(old.body, new.body) if comparable else None), False


def _timeline(release: Release, editions: list[Edition], user: User) -> list[Told]:
    """Newest first. Acts on submissions that the person may not see are told without words or a way to them."""
    submissions = Submission.objects.filter(items__release=release.pk).distinct()
    seen = {row.pk: row for row in sight.submissions_seen_by(user, submissions)}
    decided = [row.decided_at for row in submissions if row.state == Submission.State.RETURNED and row.decided_at]
    # An entry names the release in its details; a return names its submission, and bears the moment of the decision.
    naming = JournalEntry.objects.filter(mentions__uid=release.uid)
    returning = JournalEntry.objects.filter(act=Act.RETURN, recorded_at__in=decided)
    entries = {entry.pk: entry for entry in [*naming, *returning]}
    by_key = {edition.key: edition for edition in editions}
    numbers = {row.pk for row in submissions}
    told = (_told(entry, by_key, seen, numbers) for entry in sorted(entries.values(), key=lambda row: -row.sequence))
    return [one for one in told if one is not None]


def _told(
    entry: JournalEntry, editions: dict[str, Edition], seen: dict[int, Submission], numbers: set[int]
) -> Told | None:
    details: dict[str, Any] = journal.details_of(entry)
    submission = details.get("submission")
    if entry.act == Act.RETURN and submission not in numbers:
        return None
    keys = [row["edition"] for part in ("intervals", "expunged") for row in details.get(part, ())]
    hidden = submission is not None and submission not in seen
    address = (
        reverse("admin:releases_submission_change", args=[submission]) if submission is not None and not hidden else ""
    )
    return Told(
        entry=entry,
        editions=[editions[key] for key in dict.fromkeys(keys) if key in editions],
        said="" if hidden else _words_of(entry, details, set(editions)),
        address=address,
    )


def _words_of(entry: JournalEntry, details: dict[str, Any], keys: set[str]) -> str:
    """Why: the reason for the journal, else the note or reason that readers saw."""
    if entry.reason:
        return entry.reason
    for row in details.get("intervals", ()):
        if row["edition"] in keys:
            said = row["new"]["end_reason"] if entry.act == Act.WITHDRAW else row["new"]["note"]
            if said and entry.act in {Act.WITHDRAW, Act.CORRECT, Act.UPDATE}:
                return str(next(iter(said.values())))
    return ""
