"""From the journal to mails: who is to be told of which act."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from releases.authoring.models import Text, User
from releases.editions import journal
from releases.editions.models import Act, JournalEntry, Submission

from .models import ReadUntil, StaffMail

# What is older than this was talked about by other means: a worker that was away does not flood anybody.
_NEWS = dt.timedelta(days=3)
_AT_ONCE = 200


def plan() -> int:
    """Reads what the journal has to tell since it was last read; how many entries. One transaction, one reader."""
    with transaction.atomic():
        until, _created = ReadUntil.objects.select_for_update().get_or_create(pk=1)
        entries = list(JournalEntry.objects.filter(sequence__gt=until.sequence).order_by("sequence")[:_AT_ONCE])
        if not entries:
            return 0
        fresh = timezone.now() - _NEWS
        mails = [mail for entry in entries if entry.recorded_at > fresh for mail in _mails(entry)]
        if settings.MAIL_IS_SENT:
            StaffMail.objects.bulk_create(mails, ignore_conflicts=True)
        until.sequence = entries[-1].sequence
        until.save(update_fields=["sequence"])
    return len(entries)


def _mails(entry: JournalEntry) -> list[StaffMail]:
    told = _TOLD.get(Act(entry.act))
    if told is None:
        return []
    key = journal.details_of(entry).get("submission", 0)
    submission = Submission.objects.select_related("submitted_by").filter(pk=key).first()
    if submission is None:
        return []
    by_person: dict[int, StaffMail] = {}
    for template, people in told(submission):
        for person in people:
            if person.mails and person.is_active and person.email and person.username != entry.by:
                mail = StaffMail(sequence=entry.sequence, recipient=person, template=template, next_at=timezone.now())
                by_person.setdefault(person.pk, mail)
    return list(by_person.values())


_Told = Iterable[tuple[str, Iterable[User]]]


def _of_submission(submission: Submission) -> _Told:
    yield "submitted", _reviewers()


def _of_return(submission: Submission) -> _Told:
    yield "returned", _authors(submission)


def _of_approval(submission: Submission) -> _Told:
    yield "approved", _authors(submission)


def _of_urgent(submission: Submission) -> _Told:
    """An author who may look is asked to: that says that it was published, too."""
    yield "urgent", _reviewers()
    yield "approved", _authors(submission)


def _of_look(submission: Submission) -> _Told:
    yield "looked", User.objects.filter(pk=submission.decided_by_id or 0)
    yield "looked", _authors(submission)


_TOLD: dict[Act, Callable[[Submission], _Told]] = {
    Act.SUBMIT: _of_submission,
    Act.RETURN: _of_return,
    Act.APPROVE: _of_approval,
    Act.CORRECT: _of_approval,
    Act.UPDATE: _of_approval,
    Act.URGENT: _of_urgent,
    Act.LOOK: _of_look,
}


def _reviewers() -> Iterable[User]:
    return User.objects.with_perm("releases.approve", backend="django.contrib.auth.backends.ModelBackend").order_by(
        "pk"
    )


def _authors(submission: Submission) -> Iterable[User]:
    """Who submitted it, and who was the last to edit each of its texts."""
    pairs = set(submission.items.values_list("release", "language"))
    texts = Text.objects.filter(release__in={release for release, _tag in pairs}).select_related("edited_by")
    editors = [text.edited_by for text in texts if (text.release_id, text.language) in pairs]
    return list({person.pk: person for person in [submission.submitted_by, *editors]}.values())
