"""An open session of an administrator's is not enough to change accounts: each door asks for their own password."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from releases.authoring.models import StaffSession, User
from tests.admin.forms import errors_of, filled
from tests.admin.signing_in import PASSWORD, verified
from tests.clock import Clock

pytestmark = pytest.mark.django_db
ADD = "/admin/releases/user/add/"
OTHER = "quite another long password"
Desk = Callable[[User], Client]


def unconfirmed(user: User, clock: Clock) -> Client:
    """In earnest: let in by password and second factor, a while ago."""
    client = verified(user)
    clock.set(clock.now + dt.timedelta(minutes=11))
    return client


def change(person: User) -> str:
    return reverse("admin:releases_user_change", args=[person.pk])


def password(person: User) -> str:
    return f"/admin/releases/user/{person.pk}/password/"


def state() -> list[Any]:
    """Of every account, all that it is and may."""
    rows = User.objects.order_by("pk").prefetch_related("groups")
    return [
        (row.username, row.password, row.email, row.is_active, sorted(group.name for group in row.groups.all()))
        for row in rows
    ]


def doors(person: User) -> dict[str, dict[str, Any]]:
    """Each way to change an account, by its address, with what is typed there."""
    role = Group.objects.get(name="administrator").pk
    return {
        ADD: {"username": "newcomer", "password1": OTHER, "password2": OTHER, "groups": [role]},
        change(person): {"groups": [role], "email": "elsewhere@ruritania.example"},
        password(person): {"new_password": OTHER, "again": OTHER},
    }


def sent(client: Client, address: str, typed: dict[str, Any], **more: Any) -> Any:
    field = "new_password" if address.endswith("/password/") else "username"
    return client.post(address, {**filled(client.get(address), field, **typed), **more})


@pytest.mark.parametrize("demonstration", [True, False])
def test_nothing_of_an_account_changes_without_ones_own_password(
    settings: Any, author: User, administrator: User, clock: Clock, demonstration: bool
) -> None:
    settings.DEMONSTRATION = demonstration
    client, before = unconfirmed(administrator, clock), state()
    for address, typed in doors(author).items():
        field = "current_password" if address.endswith("/password/") else "own_password"
        for own in ({}, {field: "a guess"}):
            answer = sent(client, address, typed, **own)
            assert answer.status_code == 200, (address, own)
            assert errors_of(answer), (address, own)
    assert state() == before
    assert not LogEntry.objects.exists()


def test_with_it_each_is_done_and_it_holds_for_ten_minutes(
    desk: Desk, author: User, administrator: User, clock: Clock
) -> None:
    client = desk(administrator)
    first, *others = doors(author).items()
    assert sent(client, *first, own_password=PASSWORD).status_code == 302
    for address, typed in others:
        assert "own_password" not in filled(client.get(address))
        assert sent(client, address, typed).status_code == 302, address
    author.refresh_from_db()
    assert author.check_password(OTHER)
    made = User.objects.get(username="newcomer")
    assert made.is_staff
    assert {group.name for user in (author, made) for group in user.groups.all()} == {"administrator"}

    clock.set(clock.now + dt.timedelta(minutes=11))
    answer = sent(client, change(author), {"first_name": "Anna"})
    assert 'name="own_password"' in answer.content.decode()
    assert 'value="Anna"' in answer.content.decode(), "what was typed is there still"


def test_a_form_that_was_opened_in_time_and_sent_too_late_asks_all_the_same(
    desk: Desk, author: User, administrator: User, clock: Clock
) -> None:
    client = desk(administrator)
    client.post(reverse("admin:account_confirm"), {"current_password": PASSWORD})
    typed = filled(client.get(change(author)), "username", username="renamed")
    clock.set(clock.now + dt.timedelta(minutes=11))
    assert client.post(change(author), typed).status_code == 200
    author.refresh_from_db()
    assert author.username == "author"


def test_ones_own_password_cannot_be_guessed_there(desk: Desk, author: User, administrator: User) -> None:
    client = desk(administrator)
    for number in range(5):
        sent(client, change(author), {"username": "renamed"}, own_password=f"guess {number}")
    answer = sent(client, change(author), {"username": "renamed"}, own_password=PASSWORD)
    assert "Too many wrong entries" in errors_of(answer)
    author.refresh_from_db()
    assert author.username == "author"


def test_a_given_password_ends_the_sessions_and_stands_in_the_history_without_a_word_of_it(
    desk: Desk, author: User, administrator: User
) -> None:
    desk(author)
    client = desk(administrator)
    sent(client, password(author), doors(author)[password(author)], current_password=PASSWORD)
    assert not StaffSession.objects.filter(user=author).exists()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (administrator, "Changed password.")


def test_the_history_says_what_was_changed_and_not_that_the_password_was_entered(
    desk: Desk, author: User, administrator: User
) -> None:
    sent(desk(administrator), change(author), {"first_name": "Anna"}, own_password=PASSWORD)
    assert LogEntry.objects.get().get_change_message() == "Changed First name."


def test_a_weak_password_is_refused_beside_its_field(desk: Desk, author: User, administrator: User) -> None:
    typed = {"new_password": "short", "again": "short", "current_password": PASSWORD}
    page = desk(administrator).post(password(author), typed)
    assert "new_password" in page.context["form"].errors


def test_how_a_password_is_kept_is_shown_to_nobody(desk: Desk, author: User, administrator: User) -> None:
    page = desk(administrator).get(change(author)).content.decode()
    assert "argon2" not in page
    assert password(author) in page
