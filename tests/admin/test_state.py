"""How the installation stands, as the desk tells administrators."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from releases.outlets import readiness
from releases.running import beating
from tests.clock import Clock
from tests.factories import make_mission, make_release, submit

Desk = Callable[[User], Client]


@pytest.fixture
def page(clock: Clock) -> str:
    make_mission(id=1)
    return reverse("admin:state")


def test_it_says_what_is_in_order_and_costs_the_same_whatever_there_is(
    desk: Desk, page: str, author: User, administrator: User, django_assert_num_queries: Any
) -> None:
    beating.beat()
    client = desk(administrator)
    html = client.get(page).content.decode()
    assert html.count("in order") == 5
    for words in (
        "It answers, and is migrated",
        "Files can be kept",
        "The last entry is as it was written",
        "are free",
    ):
        assert words in html
    assert "No worker is heard of" not in html
    assert "Nothing waits for it" in html
    for _number in range(2):
        with django_assert_num_queries(16):
            client.get(page)
        submit([make_release("briefing", by=author)], by=author)


def test_it_says_what_is_not_and_what_to_do(
    desk: Desk, page: str, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    differs = {"state": "differs", "difference_s": -7.25}
    found = {"database": "ok", "media": "no", "storage": "nearly full", "clock": differs, "chain": "altered"}
    monkeypatch.setattr(readiness, "checks", lambda: found)
    client = desk(administrator)
    html = client.get(page).content.decode()
    assert html.count("look at it") == 4
    for words in (
        "cannot be written to",
        "make room",
        "7.25 s apart: nothing is approved",
        "run manage.py verify_record",
    ):
        assert words in html
    assert "Start manage.py deliver" in html
    assert f'href="{page}"' in client.get(reverse("admin:index")).content.decode()

    monkeypatch.setattr(readiness, "checks", lambda: {"database": "migrations", "media": "ok", "storage": "ok"})
    assert "run manage.py migrate" in client.get(page).content.decode()


def test_it_is_for_those_who_look_after_the_installation(desk: Desk, page: str, author: User, reviewer: User) -> None:
    assert [desk(user).get(page).status_code for user in (author, reviewer)] == [403, 403]
    assert Client().get(page).status_code == 302
    assert page not in desk(reviewer).get(reverse("admin:index")).content.decode()
