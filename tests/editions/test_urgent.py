"""One person publishes their own work where the mission allows it, marked for ever; another one looks afterwards."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from releases.authoring.models import Mission, User
from releases.editions import acts, reading
from releases.editions.models import Change, Edition, JournalEntry, Look, Submission
from releases.editions.verifying import verify
from releases.errors import RecordDamaged, Refusal
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit
from tests.tampering import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission(clock: Clock) -> Mission:
    return make_mission(urgent_publication=True)


def refused(act: Callable[..., Any], **arguments: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        act(**arguments)
    return refusal.value.code


def test_one_person_publishes_where_the_mission_allows_it(mission: Mission, clock: Clock, reviewer: User) -> None:
    submission = submit([make_release("statement", by=reviewer)], by=reviewer)
    (edition,) = acts.publish_urgently(submission=submission, by=reviewer, reason=" The ambassador was attacked. ")
    clock.set(edition.public_from)
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.act, entry.by, entry.reason) == ("urgent", "reviewer", "The ambassador was attacked.")
    assert reading.public(clock.now).get().urgent_by_entry == entry
    assert verify()["editions"] == 1


def test_it_is_refused_without_the_setting_a_reason_or_need(
    mission: Mission, author: User, reviewer: User, second_reviewer: User
) -> None:
    own, others = (submit([make_release("statement", by=by)], by=by) for by in (reviewer, author))
    urgently = acts.publish_urgently
    assert refused(urgently, submission=own, by=reviewer, reason="  ") == "reason_missing"
    assert refused(urgently, submission=others, by=reviewer, reason="Now") == "not_own_work"
    assert refused(urgently, submission=others, by=author, reason="Now") == "not_allowed"
    Mission.objects.update(urgent_publication=False)
    assert refused(urgently, submission=own, by=reviewer, reason="Now") == "urgent_not_allowed"
    assert refused(acts.approve, submission=own, by=reviewer) == "own_work"
    assert not Edition.objects.exists()


def test_a_correction_may_be_urgent_and_needs_its_note(
    mission: Mission, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author)
    publish([release], author=author, reviewer=reviewer, clock=clock)
    release.texts.update(title="Corrected", edited_by=reviewer)
    submission = submit([release], by=reviewer)
    urgent = {"submission": submission, "by": reviewer, "reason": "Wrong name", "change": Change.CORRECTION}
    assert refused(acts.publish_urgently, **{**urgent, "change": Change.NEW}) == "already_public"
    assert refused(acts.publish_urgently, **urgent) == "words_missing"
    (edition,) = acts.publish_urgently(**urgent, note="The name was wrong.")
    assert (edition.change, edition.note, edition.number) == ("correction", {"en": "The name was wrong."}, 2)


@pytest.fixture
def urgent(mission: Mission, clock: Clock, reviewer: User) -> Submission:
    submission = submit([make_release("statement", by=reviewer)], by=reviewer)
    (edition,) = acts.publish_urgently(submission=submission, by=reviewer, reason="Now")
    clock.set(edition.public_from)
    return submission


def test_another_person_looks_at_it_afterwards_and_once(
    urgent: Submission, author: User, reviewer: User, second_reviewer: User
) -> None:
    look = acts.look_again
    assert refused(look, submission=urgent, by=reviewer, look=Look.FINE) == "own_work"
    assert refused(look, submission=urgent, by=author, look=Look.FINE) == "not_allowed"
    assert refused(look, submission=urgent, by=second_reviewer, look=Look.CORRECTION) == "remark_missing"
    done = look(submission=urgent, by=second_reviewer, look=Look.CORRECTION, remark="The date.")
    assert (done.looked_by, done.look, done.look_remark) == (second_reviewer, "correction", "The date.")
    assert refused(look, submission=urgent, by=second_reviewer, look=Look.FINE) == "already_looked_at"
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.act, entry.by, entry.reason, entry.effective_at) == ("look", "second_reviewer", "The date.", None)
    verify()


def test_what_two_people_published_is_not_looked_at_again(
    mission: Mission, clock: Clock, author: User, reviewer: User, second_reviewer: User
) -> None:
    publish([make_release("statement", by=author)], author=author, reviewer=reviewer)
    submission = Submission.objects.get()
    assert refused(acts.look_again, submission=submission, by=second_reviewer, look=Look.FINE) == "not_urgent"


@pytest.mark.parametrize(
    "values",
    [
        lambda urgent, other: {"looked_by": urgent.decided_by, "looked_at": timezone.now(), "look": "fine"},
        lambda urgent, other: {"looked_by": other, "look": "fine"},
        lambda urgent, other: {"looked_by": other, "looked_at": timezone.now(), "look": ""},
        lambda urgent, other: {"looked_by": other, "looked_at": timezone.now(), "look": "correction"},
        lambda urgent, other: {"urgent_reason": ""},
        lambda urgent, other: {"state": "returned", "comment": "No"},
    ],
    ids=["by the same", "without a time", "without a finding", "correction of nothing", "no reason", "not approved"],
)
def test_the_database_refuses_half_a_second_look(
    urgent: Submission, second_reviewer: User, values: Callable[..., dict[str, Any]]
) -> None:
    urgent.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=urgent.pk).update(**values(urgent, second_reviewer))


def test_the_mark_of_an_edition_never_goes(urgent: Submission, clock: Clock, reviewer: User) -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Edition.objects.update(urgent_by_entry=None)
    submission = submit([make_release("statement", by=reviewer)], by=reviewer)
    later = clock.now + dt.timedelta(hours=1)
    planned = acts.publish_urgently(submission=submission, by=reviewer, reason="Now", at=later)
    (moved,) = acts.reschedule(editions=planned, by=reviewer, at=later + dt.timedelta(hours=1))
    assert moved.urgent_by_entry_id == planned[0].urgent_by_entry_id != moved.opened_by_entry_id
    verify()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE releases_edition SET urgent_by_entry_id = NULL", "whether one person published it"),
        ("UPDATE releases_submission SET urgent_reason = 'Later'", "is not as in the journal"),
        (
            "UPDATE releases_submission SET urgent_reason = '', decided_by_id = "
            "(SELECT id FROM releases_user WHERE username = 'second_reviewer')",
            "and the row does not say so",
        ),
    ],
    ids=["mark", "reason", "duty"],
)
def test_a_verification_names_what_was_taken_away(
    urgent: Submission, second_reviewer: User, sql: str, said: str
) -> None:
    assert tamper(sql) == 1
    with pytest.raises(RecordDamaged, match=said):
        verify()


def test_what_was_submitted_is_kept_while_it_waits_and_no_longer(
    mission: Mission, author: User, reviewer: User
) -> None:
    submission = submit([make_release("statement", by=author, title="Kept")], by=author)
    assert '"title":"Kept"' in submission.items.get().content
    acts.send_back(submission=submission, by=reviewer, comment="No.")
    assert submission.items.get().content == ""
