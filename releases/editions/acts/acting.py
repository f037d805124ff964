"""What every act has in common: one transaction, one lock, one row in the journal, a margin before it takes effect."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from releases.authoring.languages import LANGUAGES, interface_language
from releases.authoring.models import User
from releases.errors import Refusal

from .. import clocks, journal
from ..canonical import instant
from ..models import Act, Edition, JournalEntry
from ..moments import in_utc

PERMISSIONS: Mapping[str, str] = {
    Act.SUBMIT: "releases.submit",
    Act.RETURN: "releases.approve",
    Act.APPROVE: "releases.approve",
    Act.CORRECT: "releases.approve",
    Act.UPDATE: "releases.approve",
    Act.RESCHEDULE: "releases.withdraw",
    Act.CANCEL: "releases.withdraw",
    Act.WITHDRAW: "releases.withdraw",
    Act.EXPUNGE: "releases.expunge",
    Act.IMPRINT: "releases.publish_imprint",
    Act.PIN: "releases.pin_release",
    Act.UNPIN: "releases.pin_release",
    Act.URGENT: "releases.approve",
    Act.LOOK: "releases.approve",
}
# A withdrawal is not held up by clocks: it can only come too late.
_BY_THE_CLOCK = {Act.APPROVE, Act.CORRECT, Act.UPDATE, Act.URGENT, Act.RESCHEDULE}
_SHOWN_NAMES = 5


def margin() -> dt.timedelta:
    return dt.timedelta(seconds=settings.RECORD_MARGIN_S)


def who_may(permission: str, *, besides: Sequence[int] = ()) -> str:
    """Names of people who hold a permission: the way out that a refusal offers."""
    people = User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend").exclude(
        pk__in=besides
    )
    names = [str(person) for person in people.order_by("username")[:_SHOWN_NAMES]]
    return ", ".join(names) or pgettext("nobody among the staff", "nobody yet")


class Acting:
    """An act under way: its moment, its place in the journal, and the intervals it has moved so far."""

    def __init__(self, act: Act, by: User, now: dt.datetime, last: JournalEntry | None) -> None:
        self.act, self.by, self.now, self.last = act, by, now, last
        self.sequence = (last.sequence if last else 0) + 1
        self.effective_at: dt.datetime | None = None
        self.reason = ""
        self.details: dict[str, Any] = {}
        self.intervals: list[dict[str, Any]] = []

    def takes_effect(self, at: dt.datetime | None) -> dt.datetime:
        """`at` in UTC, or the earliest instant allowed. Refuses what is past or nearer than the margin.

        The clock is read anew: composing a large bundle may have taken its time.
        """
        if self.act in _BY_THE_CLOCK:
            clocks.require_agreement()
        self.now = timezone.now()
        earliest = self.now + margin()
        moment = earliest if at is None else in_utc(at)
        if moment < earliest:
            raise Refusal(
                _("%(at)s is past, or less than %(margin)s seconds ahead. Choose a later time, or none for now.")
                % {"at": instant(moment), "margin": f"{margin().total_seconds():g}"},
                code="too_early",
            )
        self.touch(moment)
        return moment

    def touch(self, moment: dt.datetime) -> None:
        """Notes that `public(t)` changes at `moment`; refuses when that is nearer than the margin."""
        if moment < self.now + margin():
            raise Refusal(
                _("What happens at %(at)s is too near to be changed. Wait until then, and act on what is public.")
                % {"at": instant(moment)},
                code="too_near",
            )
        self.effective_at = moment if self.effective_at is None else min(self.effective_at, moment)

    def is_late(self) -> bool:
        """Half the margin stays for the commit itself; PostgreSQL asks once more at the commit."""
        return self.effective_at is not None and timezone.now() > self.effective_at - margin() / 2

    def open(self, edition: Edition) -> Edition:
        """Writes a new edition, opened by this act."""
        edition.opened_by_entry_id = self.sequence
        edition.save(force_insert=True)
        self.intervals.append(
            {"edition": edition.key, "digest": edition.content_digest, "old": None, "new": journal.interval(edition)}
        )
        return edition

    def move(self, edition: Edition, **values: Any) -> Edition:
        """Moves interval ends of an edition; says in the same breath which act moved them."""
        old = journal.interval(edition)
        for end in ("public_from", "public_until"):
            for moment in {getattr(edition, end), values.get(end, getattr(edition, end))} if end in values else ():
                if moment is not None:
                    self.touch(moment)
        changed = {name for name, value in values.items() if getattr(edition, name) != value}
        if "public_from" in changed:
            values["opened_by_entry_id"] = self.sequence
        if changed & {"public_until", "ended_as", "end_reason"}:
            ends = values.get("public_until", edition.public_until)
            values["ended_by_entry_id"] = self.sequence if ends is not None else None
        for name, value in values.items():
            setattr(edition, name, value)
        edition.save(update_fields=list(values))
        self.intervals.append(
            {"edition": edition.key, "digest": edition.content_digest, "old": old, "new": journal.interval(edition)}
        )
        return edition


@contextmanager
def acting(act: Act, *, by: User) -> Iterator[Acting]:
    """Runs an act: permission, lock, body, journal, and the refusal of a commit that would come too late.

    Everything is undone when anything in it raises. Acts are done one at a time, on every database.
    """
    require(act, by)
    this: Acting | None = None
    try:
        with transaction.atomic():
            this = _begun(act, by)
            yield this
            _recorded(this)
    except IntegrityError as broken:
        # Where even the margin is over, the guards of the database refuse before we do.
        if this is None or not this.is_late():
            raise
        raise _too_late() from broken


def _begun(act: Act, by: User) -> Acting:
    last = journal.lock()
    now = timezone.now()
    if last is not None and now < last.recorded_at:
        raise Refusal(
            _("The clock stands before the last act in the journal (%(at)s). Set the clock right, then try again.")
            % {"at": instant(last.recorded_at)},
            code="clock_behind",
        )
    return Acting(act, by, now, last)


def _recorded(this: Acting) -> None:
    if this.intervals:
        this.details["intervals"] = this.intervals
    journal.append(
        last=this.last,
        act=this.act,
        by=this.by.username,
        recorded_at=this.now,
        effective_at=this.effective_at,
        reason=this.reason,
        details=this.details,
    )
    if this.is_late():
        raise _too_late()


def _too_late() -> Refusal:
    return Refusal(_("This took too long to take effect in time; nothing was changed. Try again."), code="too_late")


def require(act: Act, by: User) -> None:
    permission = PERMISSIONS[act]
    if not by.is_active or not by.has_perm(permission):
        raise Refusal(
            _("%(who)s may not do this (%(act)s). These may: %(names)s.")
            % {"who": by, "act": act.label, "names": who_may(permission, besides=[by.pk])},
            code="not_allowed",
        )


def public_words(words: str | Mapping[str, str], *, what: str) -> dict[str, str]:
    """A public note or reason by language. A plain string is taken to be in the language the interface is in."""
    by_language = {interface_language(): words} if isinstance(words, str) else dict(words)
    said = {language: text.strip() for language, text in by_language.items() if text and text.strip()}
    if not said or set(said) - set(LANGUAGES):
        raise Refusal(
            _("%(what)s is missing. Readers will see it: write it in at least one language.") % {"what": what},
            code="words_missing",
        )
    return said
