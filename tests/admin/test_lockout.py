"""How often one may be wrong at the door, and that nobody is kept out by what others do."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from releases.authoring.signing_in import codes
from tests.admin.signing_in import CODE, SET_UP, code_now, enter_password, give_app, verified
from tests.clock import Clock
from tests.factories import make_mission

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture(autouse=True)
def in_earnest(settings: Any, clock: Clock) -> None:
    settings.DEMONSTRATION = False


def test_wrong_passwords_elsewhere_do_not_keep_the_ambassador_out(person_with: Callable[..., User]) -> None:
    """Planted once: lock-out by user name alone, and the ambassador was kept out."""
    give_app(person_with("reviewer", "ambassador"))
    attacker, ambassador = Client(**ELSEWHERE), Client(REMOTE_ADDR="192.0.2.1")
    answers = [enter_password(attacker, "ambassador", f"wrong {number}").status_code for number in range(20)]
    assert answers[:4] == [200] * 4
    assert set(answers[5:]) == {429}
    assert enter_password(ambassador, "ambassador")["Location"] == CODE
    assert ambassador.post(CODE, {"way": "code", "code": code_now()})["Location"] == "/admin/"
    assert enter_password(attacker, "ambassador").status_code == 429


def test_who_was_wrong_too_often_is_told_when_to_try_again_in_their_language(author: User, clock: Clock) -> None:
    make_mission(time_zone="Asia/Karachi")
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    for _number in range(5):
        answer = enter_password(client, password="wrong")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "Try again at 17:15 (UTC+5)" in answer.content.decode()
    clock.set(clock.now + dt.timedelta(minutes=16))
    assert enter_password(client)["Location"] == SET_UP


def test_codes_are_counted_with_the_passwords(author: User) -> None:
    """The right password in between starts no new count: else a code could be guessed five at a time."""
    give_app(author)
    client = Client()
    for _number in range(4):
        enter_password(client)
        client.post(CODE, {"way": "code", "code": "000000"})
    enter_password(client)
    assert client.post(CODE, {"way": "code", "code": "000000"}).status_code == 429
    assert client.post(CODE, {"way": "code", "code": code_now()}).status_code == 429
    assert enter_password(client).status_code == 429


def test_codes_cannot_be_guessed_from_many_addresses(author: User, clock: Clock) -> None:
    """Whoever knows the password gets ten tries, then one a quarter of an hour; a recovery code opens meanwhile."""
    give_app(author)
    kept = codes.new_recovery_codes(user=author)
    for number in range(12):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        enter_password(client)
        last = client.post(CODE, {"way": "code", "code": "000000"})
    assert last.status_code == 429
    client = Client(REMOTE_ADDR="192.0.2.1")
    enter_password(client)
    assert "or a recovery code" in client.post(CODE, {"way": "code", "code": code_now()}).content.decode()
    assert client.post(CODE, {"way": "recovery", "recovery": kept[0]}).status_code == 302


def test_one_address_cannot_try_many_names(settings: Any, author: User) -> None:
    settings.SIGN_IN_TRIES_ADDRESS = 6
    client = Client(**ELSEWHERE)
    answers = [enter_password(client, f"name{number}", "wrong").status_code for number in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert enter_password(Client(REMOTE_ADDR="192.0.2.1"))["Location"] == SET_UP


def test_what_is_said_does_not_tell_whether_an_account_exists(author: User, stranger: User) -> None:
    User.objects.create_user("gone", password="password of the tests", is_staff=True, is_active=False)
    tried = [("author", "wrong"), ("nobody", "wrong"), ("stranger", "password of the tests")]
    tried += [("gone", "password of the tests")]
    said = set()
    for number, (name, password) in enumerate(tried):
        page = enter_password(Client(REMOTE_ADDR=f"192.0.2.{number}"), name, password).content.decode()
        said.add(re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page))
    assert len(said) == 1


def test_an_unknown_name_costs_a_hash_too(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda _user, raw: hashed.append(raw))
    enter_password(Client(), "nobody", "wrong")
    assert hashed == ["wrong"]


@pytest.mark.parametrize("given", ["", "unix:", "fe80::1%eth0", "2001:db8:1:2:3:4:5:6"])
def test_any_address_of_the_server_will_do(author: User, given: str) -> None:
    give_app(author)
    client = Client(REMOTE_ADDR=given)
    enter_password(client, password="wrong")
    enter_password(client)
    assert client.post(CODE, {"way": "code", "code": code_now()})["Location"] == "/admin/"


def test_neighbours_of_one_network_are_counted_together(author: User) -> None:
    """A customer has 2^64 addresses of IPv6."""
    for number in range(5):
        enter_password(Client(REMOTE_ADDR=f"2001:db8:1:2::{number}"), password="wrong")
    assert enter_password(Client(REMOTE_ADDR="2001:db8:1:2:ffff::")).status_code == 429
    assert enter_password(Client(REMOTE_ADDR="2001:db8:1:3::1"))["Location"] == SET_UP


@pytest.mark.parametrize(
    ("proxied", "expected"), [(True, {"203.0.113.9"}), (False, {"127.0.0.1"})], ids=["behind a proxy", "without"]
)
def test_an_address_cannot_be_made_up(settings: Any, author: User, proxied: bool, expected: set[str]) -> None:
    """The proxy appends what it saw; what the client wrote before is worth nothing."""
    if proxied:
        settings.MIDDLEWARE = ["embassy.proxy.ClientAddressMiddleware", *settings.MIDDLEWARE]
    for number in range(5):
        enter_password(Client(), password="wrong", headers={"x-forwarded-for": f"192.0.2.{number}, 203.0.113.9"})
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == expected


def test_nothing_that_was_typed_is_kept_with_the_count(author: User) -> None:
    give_app(author)
    client = Client()
    enter_password(client, password="wrong but nearly right")
    enter_password(client)
    client.post(CODE, {"way": "recovery", "recovery": "ABCD-EFGH-JKMN"})
    client.post(CODE, {"way": "code", "code": "987654"})
    inside = verified(author)
    inside.post(reverse("admin:account_confirm"), {"current_password": "one letter wrong"})
    kept = str(list(AccessAttempt.objects.values()))
    assert [words for words in ("nearly", "ABCD", "987654", "one letter") if words in kept] == []
    assert "way=recovery" in kept
