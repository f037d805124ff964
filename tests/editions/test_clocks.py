"""Where the clocks of the application and of the database are apart, nothing is published, and it is said why."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts, clocks
from releases.editions.models import Edition
from releases.errors import Refusal
from tests.clock import Clock
from tests.factories import in_each, make_release, publish, submit


def set_database_clock(moment: dt.datetime) -> None:
    """The database's alone."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM test_clock")
        text = f"{moment:%Y-%m-%d %H:%M:%S.%f}" if connection.vendor == "sqlite" else moment
        cursor.execute("INSERT INTO test_clock VALUES (%s)", [text])


@pytest.mark.parametrize("seconds", [-1.1, 1.1])
def test_nothing_is_approved_while_they_differ_by_more_than_half_the_margin(
    clock: Clock, client: Client, author: User, reviewer: User, seconds: float
) -> None:
    submission = submit([make_release("briefing", by=author)], by=author)
    set_database_clock(clock.now + dt.timedelta(seconds=seconds))
    with pytest.raises(Refusal, match=r"differ by 1\.1 seconds, and may by 1\.") as refused:
        acts.approve(submission=submission, by=reviewer)
    assert (refused.value.code, Edition.objects.count()) == ("clocks_differ", 0)
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["checks"]["clock"]) == (503, {"state": "differs", "difference_s": seconds})
    set_database_clock(clock.now)
    acts.approve(submission=submission, by=reviewer)


def test_within_half_the_margin_they_agree(clock: Clock) -> None:
    set_database_clock(clock.now - dt.timedelta(seconds=0.9))
    assert clocks.difference() == dt.timedelta(seconds=-0.9)
    clocks.require_agreement()


def test_a_withdrawal_goes_through_all_the_same(clock: Clock, author: User, reviewer: User) -> None:
    editions = publish([make_release("statement", by=author)], author=author, reviewer=reviewer, clock=clock)
    set_database_clock(clock.now - dt.timedelta(seconds=30))
    [gone] = acts.withdraw(editions=editions, by=reviewer, reason=in_each("Issued in error."))
    assert gone.public_until is not None
