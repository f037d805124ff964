"""What the desk says, as the language of whoever reads it says it: counts, lists, numbers, placeholders."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.admin import steps
from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_release, make_topic, publish

Desk = Callable[[User], Client]


@pytest.fixture
def public(clock: Clock, author: User, reviewer: User, administrator: User) -> Any:
    """A statement that is public in English and Russian."""
    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    clock.tick(5)
    statement = make_release("statement", by=author, languages=("en", "ru"))
    publish([statement], author=author, reviewer=reviewer, clock=clock)
    return statement


def _said(html: str, name: str) -> str:
    """The words of the first element of a class."""
    found = re.search(rf'class="[^"]*\b{name}\b[^"]*">(.*?)</p>', html, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", "", found[1]).split()) if found else ""


@pytest.mark.parametrize(("rows", "said"), [(1, "1 результат"), (2, "2 результата"), (5, "5 результатов")])
def test_a_list_counts_its_rows_as_the_language_counts(
    desk: Desk, administrator: User, clock: Clock, rows: int, said: str
) -> None:
    User.objects.update(interface_language="ru")
    for number in range(rows):
        make_topic(slug=f"topic-{number}")
    html = desk(administrator).get(reverse("admin:releases_topic_changelist")).content.decode()
    assert _said(html, "paginator") == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [("", "Nothing here yet."), ("?q=wool", "Nothing matches."), ("?standing=public", "Nothing matches.")],
)
def test_an_empty_list_says_whether_there_is_nothing_or_nothing_was_found(
    desk: Desk, author: User, clock: Clock, asked: str, said: str
) -> None:
    html = desk(author).get(reverse("admin:releases_statement_changelist") + asked).content.decode()
    assert _said(html, "paginator") == said


@pytest.mark.parametrize("act", ["withdraw", "correct"])
def test_what_stands_for_a_reason_to_come_is_in_the_language_of_the_page(
    desk: Desk, public: Any, reviewer: User, act: str
) -> None:
    User.objects.update(interface_language="ur")
    words = {"withdraw": "Your reason will stand here.", "correct": "Your note will stand here."}[act]
    typed = {"as": act, "language": "en"}
    html = desk(reviewer).post(steps.address_of_page(public, "notice"), typed).content.decode()
    assert _said(html, "status-note") == words


def test_lists_of_words_have_the_comma_of_the_language(desk: Desk, public: Any, reviewer: User) -> None:
    User.objects.update(interface_language="ur")
    html = desk(reviewer).get(steps.address_of_page(public, "withdraw")).content.decode()
    assert '<bdi lang="en">English</bdi>، <bdi>' in html


def test_a_limit_is_written_as_the_language_writes_numbers(desk: Desk, author: User, clock: Clock) -> None:
    User.objects.update(interface_language="ru")
    html = desk(author).get(reverse("admin:releases_briefing_intake")).content.decode()
    assert "120\xa0000" in html
