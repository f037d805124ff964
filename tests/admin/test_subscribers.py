"""Subscribers at the desk: to be read, handed out and erased on request, and the log does not say who."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from releases.subscribers.models import Departure, Subscriber
from tests.clock import Clock
from tests.factories import make_mission

ANNA = "anna@strelsau.example"
Desk = Callable[[User], Client]
LIST = "admin:releases_subscriber_changelist"


@pytest.fixture
def anna(clock: Clock) -> Subscriber:
    make_mission()
    return Subscriber.objects.create(
        address=ANNA, language="ur", languages=["ur"], asked_at=clock.now, confirmed_at=clock.now, state="active"
    )


def test_the_list_counts_by_language_and_finds_by_address(
    desk: Desk, anna: Subscriber, administrator: User, django_assert_max_num_queries: Any
) -> None:
    client = desk(administrator)
    with django_assert_max_num_queries(20):
        page = client.get(reverse(LIST), {"q": "strelsau"}).content.decode()
    assert ANNA in page
    assert "by the language in which we write to them" in page


def test_an_address_is_seen_with_the_permission_alone(desk: Desk, anna: Subscriber, reviewer: User) -> None:
    pages = [
        reverse(LIST),
        *(reverse(f"admin:releases_subscriber_{page}", args=[anna.pk]) for page in ("change", "export", "erase")),
    ]
    client = desk(reviewer)
    for page in pages:
        assert client.get(page).status_code == client.post(page).status_code == 403
    reviewer.user_permissions.add(Permission.objects.get(codename="view_subscriber"))
    assert ANNA in client.get(pages[0]).content.decode()
    assert client.post(pages[3]).status_code == 403
    assert Subscriber.objects.exists()


def test_a_copy_and_an_erasure_are_logged_without_the_address(
    desk: Desk, anna: Subscriber, administrator: User
) -> None:
    client = desk(administrator)
    data = client.get(reverse("admin:releases_subscriber_export", args=[anna.pk]))
    assert data.json()["address"] == ANNA
    assert "attachment" in data["Content-Disposition"]
    erase = reverse("admin:releases_subscriber_erase", args=[anna.pk])
    assert ANNA in client.get(erase).content.decode()
    assert client.post(erase)["Location"] == reverse(LIST)
    assert not Subscriber.objects.exists()
    assert Departure.objects.get().way == "on_request"
    logged = LogEntry.objects.order_by("pk")
    assert [entry.action_flag for entry in logged] == [2, 3]
    assert not any(ANNA in f"{entry.object_repr}{entry.change_message}" for entry in logged)
