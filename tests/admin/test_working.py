"""The worker's heartbeat and what waits for it stand on the desk of whoever looks after them, and of nobody else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from releases.admin import working
from releases.authoring.models import User
from releases.editions.models import JournalEntry
from releases.notices.models import StaffMail
from releases.partners import subscribing
from releases.partners.models import Partner
from releases.running import beating
from releases.subscribers.models import Letter, Subscriber
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

Desk = Callable[[User], Client]


def told(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(row.title, [(mark.key, mark.words) for mark in row.marks]) for row in working.rows(user)]


def test_a_worker_says_when_it_was_heard_of_and_that_nothing_waits(clock: Clock, administrator: User) -> None:
    make_mission(id=1)
    beating.beat()
    clock.tick(4)
    (name, marks), waiting = told(administrator)
    assert (":" in name, marks) == (True, [("public", "heard of 4 seconds ago")])
    assert waiting == ("Nothing waits for it", [])
    clock.tick(beating.LATE_AFTER.total_seconds())
    assert told(administrator)[0][1][0][0] == "late"


def test_what_waits_is_counted_by_what_it_is_with_the_age_of_the_oldest(
    clock: Clock, author: User, reviewer: User, administrator: User, django_assert_num_queries: Any
) -> None:
    make_mission(id=1)
    publish([make_release("statement", by=author)], author=author, reviewer=reviewer, clock=clock)
    endpoint, _secret = subscribing.subscribe(
        partner=Partner.objects.create(name="Wire"), url="https://agency.example/press"
    )
    for _number in range(2):
        subscribing.send_test(endpoint=endpoint)
    last = JournalEntry.objects.latest("sequence").sequence
    StaffMail.objects.create(sequence=last, recipient=author, template="approved", next_at=clock.now)
    StaffMail.objects.create(
        sequence=last, recipient=reviewer, template="approved", next_at=clock.now + dt.timedelta(hours=1)
    )
    reader = Subscriber.objects.create(address="anna@strelsau.example", language="en", asked_at=clock.now)
    Letter.objects.create(subscriber=reader, event="confirm", next_at=clock.now, effective_at=clock.now)
    clock.tick(180)

    assert administrator.has_perm("releases.view_endpoint")
    with django_assert_num_queries(5):
        row = working.rows(administrator)[-1]

    assert row.title == "Waits for it"
    assert [mark.words for mark in row.marks] == ["2 webhooks", "1 letter to readers", "1 mail to the staff"]
    assert {mark.key for mark in row.marks} == {"late"}
    assert row.facts == "the oldest was due 3 minutes ago"


def test_nobody_else_is_told(
    desk: Desk, clock: Clock, author: User, reviewer: User, administrator: User, django_assert_num_queries: Any
) -> None:
    make_mission(id=1)
    beating.beat()
    assert {user.has_perm("releases.view_endpoint") for user in (author, reviewer)} == {False}  # and asks for that once
    with django_assert_num_queries(0):
        assert working.rows(author) == working.rows(reviewer) == []
    assert "The worker" in desk(administrator).get(reverse("admin:index")).content.decode()
    assert "The worker" not in desk(author).get(reverse("admin:index")).content.decode()
