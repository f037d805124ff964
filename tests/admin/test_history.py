"""The history of a release: every edition, every act, and what changed between any two; nothing of it can be edited."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.models import Edition, JournalEntry
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

Desk = Callable[[User], Client]
QUERIES = 17


@pytest.fixture
def revised(clock: Clock, author: User, reviewer: User) -> Any:
    """A statement that was returned once, published, corrected and withdrawn in English; published in Russian."""
    make_mission(id=1)
    statement = make_release("statement", by=author, title="On the harvest", languages=("en", "ru"))
    acts.send_back(submission=submit([statement], by=author), by=reviewer, comment="Say where.")
    clock.tick(60)
    publish([statement], author=author, reviewer=reviewer, clock=clock)
    clock.tick(60)
    Text.objects.filter(release=statement, language="en").update(title="On the late harvest")
    again = submit([statement], by=author, languages=["en"])
    [second] = acts.correct(submission=again, by=reviewer, note="It was late.")
    clock.tick(60)
    acts.withdraw(editions=[second], by=reviewer, reason="Issued in error.")
    clock.tick(60)
    return statement


def history(client: Client, release: Any, query: str = "") -> str:
    return str(client.get(reverse("admin:releases_statement_record", args=[release.pk]) + query).content.decode())


def test_the_timeline_tells_every_act_newest_first_with_who_and_why(desk: Desk, revised: Any, author: User) -> None:
    told = history(desk(author), revised).partition('class="timeline"')[2]
    assert re.findall(r"<strong>(\w+)</strong>\s+by <bdi>(\w+)</bdi>", told) == [
        ("Withdrawn", "reviewer"),
        ("Corrected", "reviewer"),
        ("Submitted", "author"),
        ("Approved", "reviewer"),
        ("Submitted", "author"),
        ("Returned", "reviewer"),
        ("Submitted", "author"),
    ]
    assert re.findall(r'class="desk-said"><bdi>(.+?)</bdi>', told) == ["Issued in error.", "It was late.", "Say where."]


def test_times_are_those_of_the_mission(desk: Desk, revised: Any, author: User) -> None:
    # 12:00 UTC is one o'clock in Berlin.
    assert "2030-01-01 13:00:00" in history(desk(author), revised)


def test_any_two_editions_of_a_language_are_compared_word_by_word(desk: Desk, revised: Any, author: User) -> None:
    redline = history(desk(author), revised, "?language=en&from=2&to=1").partition('id="redline"')[2]
    assert "English: from edition 1 to edition 2" in redline
    assert re.search(r"<ins>.*?late.*?</ins>", redline, re.DOTALL)


@pytest.mark.parametrize(
    "query", ["?language=en&from=1&to=1", "?language=ru&from=1&to=2", "?from=x&to=", "?language=en&to=9"]
)
def test_a_question_that_makes_no_sense_is_answered_in_words(
    desk: Desk, revised: Any, author: User, query: str
) -> None:
    assert "Choose two different editions of one language." in history(desk(author), revised, query)


def test_what_was_expunged_is_not_compared(desk: Desk, revised: Any, author: User, administrator: User) -> None:
    first = Edition.objects.get(uid=revised.uid, language="en", number=1)
    acts.expunge(editions=[first], by=administrator, reason="A court order.")
    page = history(desk(author), revised, "?language=en&from=1&to=2")
    assert "there is nothing to compare it with" in page
    assert "<strong>Expunged</strong>" in page


def test_acts_on_a_bundle_with_a_hidden_text_are_told_without_its_words(
    desk: Desk, clock: Clock, author: User, second_author: User, reviewer: User
) -> None:
    make_mission(id=1)
    mine, hidden = make_release("statement", by=author), make_release("statement", by=second_author)
    bundle = submit([mine, hidden], by=reviewer)
    acts.send_back(submission=bundle, by=reviewer, comment="The secret talks must not be named.")
    page = history(desk(author), mine)
    assert "<strong>Returned</strong>" in page
    assert "secret talks" not in page


def test_a_return_of_another_release_at_the_same_instant_is_not_told(
    desk: Desk, clock: Clock, author: User, reviewer: User
) -> None:
    make_mission(id=1)
    mine, other = make_release("statement", by=author), make_release("statement", by=author)
    acts.send_back(submission=submit([mine], by=author), by=reviewer, comment="Mine.")
    acts.send_back(submission=submit([other], by=author), by=reviewer, comment="Not mine.")
    page = history(desk(author), mine)
    assert (page.count("<strong>Returned</strong>"), "Not mine." in page) == (1, False)


def test_nothing_in_the_history_can_be_edited(desk: Desk, revised: Any, reviewer: User) -> None:
    page = history(desk(reviewer), revised)
    content = page.partition('id="content-start"')[2]
    assert re.findall(r'<form[^>]*method="(\w+)"', content) == ["get"]
    entries = JournalEntry.objects.count()
    assert desk(reviewer).post(reverse("admin:releases_statement_record", args=[revised.pk])).status_code == 200
    assert JournalEntry.objects.count() == entries


def test_the_history_makes_as_many_queries_however_long_it_is(
    desk: Desk, revised: Any, clock: Clock, author: User, reviewer: User, django_assert_num_queries: Any
) -> None:
    client = desk(author)
    history(client, revised)
    with django_assert_num_queries(QUERIES):
        history(client, revised, "?language=en&from=1&to=2")
    for number in range(5):
        Text.objects.filter(release=revised, language="ru").update(title=f"Правка {number}")
        acts.correct(submission=submit([revised], by=author, languages=["ru"]), by=reviewer, note="Again.")
        clock.tick(10)
    with django_assert_num_queries(QUERIES):
        history(client, revised, "?language=en&from=1&to=2")


def test_an_edition_leads_to_its_release_and_to_what_it_changed(
    desk: Desk, revised: Any, author: User, second_author: User
) -> None:
    edition = Edition.objects.get(uid=revised.uid, language="en", number=2)
    address = reverse("admin:releases_edition_change", args=[edition.pk])
    own = reverse("admin:releases_statement_record", args=[revised.pk])
    assert f"{own}?language=en&amp;from=1&amp;to=2" in desk(author).get(address).content.decode()
    # The edition was public; the working copy is not everybody's.
    assert own not in desk(second_author).get(address).content.decode()
