"""Moving, calling off and closing intervals; and what is expunged."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from releases.authoring.models import Release, User
from releases.editions import acts, reading
from releases.editions.models import Edition, Ending
from releases.editions.verifying import verify
from releases.errors import Refusal
from tests.clock import Clock
from tests.factories import make_release, publish, submit

pytestmark = pytest.mark.django_db
WHY = {"en": "Issued in error."}


@pytest.fixture
def public(clock: Clock, author: User, reviewer: User) -> list[Edition]:
    return publish([make_release("statistic", by=author)], author=author, reviewer=reviewer, clock=clock)


@pytest.fixture
def planned(clock: Clock, public: list[Edition], author: User, reviewer: User) -> list[Edition]:
    """A correction that opens in an hour, of what is public now."""
    release = submit_again(public[0], author)
    at = clock.now + dt.timedelta(hours=1)
    return acts.correct(submission=release, by=reviewer, note=WHY, at=at)


def submit_again(edition: Edition, author: User) -> Any:
    return submit(Release.objects.filter(uid=edition.uid), by=author)


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize("hours", [0.5, 2])
def test_a_rescheduled_correction_takes_the_end_of_its_predecessor_with_it(
    hours: float, clock: Clock, public: list[Edition], planned: list[Edition], reviewer: User
) -> None:
    to = clock.now + dt.timedelta(hours=hours)

    acts.reschedule(editions=planned, by=reviewer, at=to)

    before = Edition.objects.get(pk=public[0].pk)
    assert (before.public_until, before.ended_as) == (to, Ending.SUPERSEDED)
    assert Edition.objects.get(pk=planned[0].pk).public_from == to
    verify()


def test_a_cancelled_correction_leaves_its_predecessor_open(
    clock: Clock, public: list[Edition], planned: list[Edition], reviewer: User
) -> None:
    acts.cancel(editions=planned, by=reviewer)

    clock.tick(7200)
    assert [edition.pk for edition in reading.public(clock.now)] == [public[0].pk]
    assert Edition.objects.get(pk=public[0].pk).ended_as == ""


def test_a_cancelled_first_edition_was_never_public_and_its_number_is_not_used_again(
    clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statistic", by=author)
    ahead = clock.now + dt.timedelta(hours=1)
    acts.cancel(editions=publish([release], author=author, reviewer=reviewer, at=ahead), by=reviewer)

    again = publish([release], author=author, reviewer=reviewer, clock=clock)

    assert again[0].number == 2
    assert reading.editions_of(uid=release.uid, language="en", at=clock.now).count() == 1
    verify()


def test_a_withdrawal_calls_off_what_was_to_replace_the_edition(
    clock: Clock, public: list[Edition], planned: list[Edition], reviewer: User
) -> None:
    acts.withdraw(editions=public, by=reviewer, reason=WHY)

    clock.tick(7200)
    assert not reading.public(clock.now).exists()
    assert Edition.objects.get(pk=planned[0].pk).ended_as == Ending.CANCELLED
    verify()


def test_a_withdrawal_that_lies_ahead_can_be_moved_and_called_off(
    clock: Clock, public: list[Edition], reviewer: User
) -> None:
    later = [clock.now + dt.timedelta(hours=hours) for hours in (1, 2)]
    acts.withdraw(editions=public, by=reviewer, reason=WHY, at=later[0])
    moved = acts.reschedule(editions=public, by=reviewer, at=later[1])
    assert moved[0].public_until == later[1]

    acts.cancel(editions=public, by=reviewer)

    assert Edition.objects.get(pk=public[0].pk).public_until is None
    verify()


def test_what_was_withdrawn_can_be_issued_again(
    clock: Clock, public: list[Edition], author: User, reviewer: User
) -> None:
    acts.withdraw(editions=public, by=reviewer, reason=WHY)
    clock.tick(60)

    again = acts.approve(submission=submit_again(public[0], author), by=reviewer)

    assert (again[0].number, again[0].change) == (2, "new")


def test_nothing_that_is_past_or_too_near_can_be_moved(
    clock: Clock, public: list[Edition], planned: list[Edition], reviewer: User
) -> None:
    soon = clock.now + dt.timedelta(hours=3)
    assert refusal(lambda: acts.reschedule(editions=public, by=reviewer, at=soon)) == "nothing_ahead"

    clock.set(planned[0].public_from - dt.timedelta(seconds=1))

    assert refusal(lambda: acts.reschedule(editions=planned, by=reviewer, at=soon)) == "too_near"
    assert refusal(lambda: acts.cancel(editions=planned, by=reviewer)) == "too_near"


def test_only_what_is_over_can_be_expunged_and_only_once(
    clock: Clock, public: list[Edition], reviewer: User, administrator: User
) -> None:
    def expunge(reason: str = "A court order.") -> list[Edition]:
        return acts.expunge(editions=public, by=administrator, reason=reason)

    assert refusal(expunge) == "still_public"
    acts.withdraw(editions=public, by=reviewer, reason=WHY)
    clock.tick(5)
    assert refusal(lambda: expunge(" ")) == "reason_missing"

    gone = expunge()[0]

    assert (gone.content, gone.title, gone.content_digest) == ("", "", public[0].content_digest)
    assert refusal(expunge) == "already_expunged"


def test_a_reviewer_may_not_expunge(clock: Clock, public: list[Edition], reviewer: User) -> None:
    assert refusal(lambda: acts.expunge(editions=public, by=reviewer, reason="A wish.")) == "not_allowed"


def test_a_clock_that_went_backwards_stops_every_act(clock: Clock, public: list[Edition], reviewer: User) -> None:
    clock.tick(-60)

    assert refusal(lambda: acts.withdraw(editions=public, by=reviewer, reason=WHY)) == "clock_behind"


def test_a_bundle_is_withdrawn_in_one_act_or_not_at_all(
    clock: Clock, public: list[Edition], author: User, reviewer: User
) -> None:
    ahead = publish(
        [make_release("statistic", by=author)], author=author, reviewer=reviewer, at=clock.now.replace(hour=20)
    )

    assert refusal(lambda: acts.withdraw(editions=[*public, *ahead], by=reviewer, reason=WHY)) == "not_public"
    assert not Edition.objects.filter(ended_as=Ending.WITHDRAWN).exists()
