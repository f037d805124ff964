"""A time outside the mission's hours, or before an embargo in the words, is asked about, and kept in the journal.

Shown to work: with every hour taken for an office hour, with the box ignored, and with the embargo not read, tests here
go red.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from releases.authoring.models import Mission, User
from releases.editions.hours import oddities
from releases.editions.journal import details_of
from releases.editions.models import Edition, JournalEntry
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, submit

Desk = Callable[[User], Client]
BERLIN = dt.timezone(dt.timedelta(hours=1))
EMBARGO = "<p>Embargoed until 18:00 on 9 January 2030. The line opens.</p>"


@pytest.fixture
def mission(clock: Clock) -> Mission:
    return make_mission(holidays=["--01-06", "2030-01-07"])


@pytest.mark.parametrize(
    ("at", "odd"),
    [
        ("2030-01-03T10:00", []),
        ("2030-01-03T07:59", ["hours"]),
        ("2030-01-03T20:00", ["hours"]),
        ("2030-01-05T10:00", ["weekend"]),
        ("2030-01-06T10:00", ["holiday"]),
        ("2030-01-07T10:00", ["holiday"]),
        ("2031-01-07T10:00", []),
    ],
)
def test_a_time_is_held_against_the_missions_hours(mission: Mission, at: str, odd: list[str]) -> None:
    assert list(oddities(dt.datetime.fromisoformat(at).replace(tzinfo=BERLIN))) == odd


def test_hours_are_the_missions_own(mission: Mission) -> None:
    Mission.objects.update(office_days=[6, 7], office_from=dt.time(22), office_until=dt.time(23))
    assert list(oddities(dt.datetime(2030, 1, 5, 22, 30, tzinfo=BERLIN))) == []
    assert list(oddities(dt.datetime(2030, 1, 3, 10, tzinfo=BERLIN))) == ["weekend"]


def test_hours_and_days_that_are_none_are_refused(mission: Mission) -> None:
    for wrong in ({"office_days": []}, {"office_days": [8]}, {"holidays": ["2030-02-30"]}, {"holidays": "soon"}):
        for name, value in wrong.items():
            setattr(mission, name, value)
        with pytest.raises(ValidationError):
            mission.full_clean()
        mission.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mission.objects.update(office_from=dt.time(20), office_until=dt.time(8))


def decide(client: Client, submission: Any, **typed: Any) -> Any:
    page = reverse("admin:releases_submission_change", args=[submission.pk])
    return client.post(page, {**filled(client.get(page), "seen"), "decision": "approve", **typed})


def test_an_odd_time_is_asked_about_and_kept(desk: Desk, mission: Mission, author: User, reviewer: User) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    answer = decide(desk(reviewer), submission, at="2030-01-05T10:00")
    assert "is on a day on which the mission is closed." in answer.content.decode()
    assert not Edition.objects.exists()
    assert decide(desk(reviewer), submission, at="2030-01-05T10:00", meant="on").status_code == 302
    assert details_of(JournalEntry.objects.latest("sequence"))["odd_time"] == ["weekend"]


def test_a_usual_time_and_none_are_not_asked_about(desk: Desk, mission: Mission, author: User, reviewer: User) -> None:
    for at in ("2030-01-03T10:00", ""):
        submission = submit([make_release("statement", by=author)], by=author)
        assert decide(desk(reviewer), submission, at=at).status_code == 302
        assert "odd_time" not in JournalEntry.objects.latest("sequence").details
    page = reverse("admin:releases_submission_change", args=[submission.pk])
    assert 'name="meant"' not in desk(reviewer).get(page).content.decode()


def test_a_return_asks_about_no_time(desk: Desk, mission: Mission, author: User, reviewer: User) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    typed = {"decision": "return", "comment": "Shorter.", "at": "2030-01-05T10:00"}
    assert decide(desk(reviewer), submission, **typed).status_code == 302


def test_a_time_before_the_embargo_of_the_words_is_asked_about(
    desk: Desk, mission: Mission, author: User, reviewer: User
) -> None:
    submission = submit([make_release("briefing", by=author, html=EMBARGO)], by=author)
    assert "time.embargo" in {row.code for row in submission.acknowledgements.all()}
    early = decide(desk(reviewer), submission, at="2030-01-09T17:59").content.decode()
    assert "is earlier than" in early
    assert "Embargoed until 18:00 on 9 January 2030" in early
    assert decide(desk(reviewer), submission, at="2030-01-09T18:00").status_code == 302


def test_words_are_not_public_before_they_are_said(mission: Mission, author: User) -> None:
    facts = {"statement": {"delivered_on": {"date": "2030-01-10"}}, "body": [], "cites": []}
    content = {**facts, "uid": "u", "kind": "statement", "language": "en", "title": "T", "summary": "", "note": ""}
    assert list(oddities(dt.datetime(2030, 1, 9, 12, tzinfo=BERLIN), [content])) == ["delivery"]
    assert list(oddities(dt.datetime(2030, 1, 10, 12, tzinfo=BERLIN), [content])) == []


def test_the_time_is_told_as_it_is_typed(desk: Desk, mission: Mission, reviewer: User) -> None:
    told = desk(reviewer).get(reverse("admin:releases_submission_time"), {"at": "2030-01-05T10:00"}).content.decode()
    assert "review-odd" in told
    usual = desk(reviewer).get(reverse("admin:releases_submission_time"), {"at": "2030-01-03T10:00"}).content.decode()
    assert "review-odd" not in usual


def test_a_rescheduling_is_asked_about(desk: Desk, mission: Mission, author: User, reviewer: User) -> None:
    submission = submit([make_release("statement", by=author)], by=author)
    decide(desk(reviewer), submission, at="2030-01-03T10:00")
    page = reverse("admin:releases_edition_change", args=[Edition.objects.get().pk])
    typed = {"act": "reschedule", "reschedule-at": "2030-01-05T10:00", "reschedule-reason": "Later."}
    assert 'name="reschedule-meant"' in desk(reviewer).post(page, typed).content.decode()
    assert desk(reviewer).post(page, {**typed, "reschedule-meant": "on"}).status_code == 302
    assert Edition.objects.get().public_from == dt.datetime(2030, 1, 5, 9, tzinfo=dt.UTC)


def test_the_form_of_the_mission_takes_days_and_holidays(desk: Desk, mission: Mission, administrator: User) -> None:
    page = reverse("admin:releases_mission_change", args=[1])
    client = desk(administrator)
    typed = {**filled(client.get(page)), "office_days": ["1", "7"], "holidays": "03-22\n2030-12-16"}
    assert typed["office_from"] == ["08:00"]
    assert client.post(page, typed).status_code == 302
    mission.refresh_from_db()
    assert (mission.office_days, mission.holidays) == ([1, 7], ["--03-22", "2030-12-16"])
    answer = client.post(page, {**typed, "holidays": "soon"})
    assert "“soon” is not a day." in answer.content.decode()
