"""The one door: what it asks for, what it refuses, and how long what it opened lasts."""

import base64
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from releases.admin.signing_in.browsers import name_of
from releases.authoring.models import AuthenticatorApp, RecoveryCode, StaffSession, User
from releases.authoring.signing_in import codes
from releases.authoring.signing_in.factors import codes_left
from tests.admin.signing_in import CODE, SET_UP, SIGN_IN, code_now, enter_password, give_app, verified
from tests.clock import Clock

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}
# What is open to who is not signed in: the door itself.
DOOR = {"login", "second_step", "set_up_factor", "sign_in_language", "logout"}


@pytest.fixture(autouse=True)
def in_earnest(settings: Any, clock: Clock) -> None:
    settings.DEMONSTRATION = False


def desk_patterns() -> Iterator[tuple[str, URLPattern]]:
    """Each address of the desk with numbers for what varies."""

    def walk(prefix: str, patterns: Any) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            path = prefix + re.sub(r"<(?:\w+:)?\w+>", "1", str(pattern.pattern))
            if isinstance(pattern, URLResolver):
                yield from walk(path, pattern.url_patterns)
            else:
                yield re.sub(r"\^|\$|\(\?P1\.\*\)|\(\?P<.*?>[^)]*\)", "releases", path), pattern

    desk = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    yield from walk("/admin/", desk.url_patterns)


def secret_in(page: Any) -> bytes:
    words = re.search(r'sign-in-seed" dir="ltr">([A-Z2-7 ]+)<', page.content.decode())
    assert words
    return base64.b32decode(words.group(1).replace(" ", ""))


# The first sign-in


def test_the_first_sign_in_demands_a_second_factor_and_gives_recovery_codes_once(author: User) -> None:
    client = Client()
    assert enter_password(client)["Location"] == SET_UP
    page = client.get(SET_UP)
    assert "<svg viewBox" in page.content.decode()
    assert client.get("/admin/").status_code == 302

    done = client.post(SET_UP, {"way": "code", "code": code_now(secret_in(page))})

    shown = re.findall(r"<code>([2-9A-Z-]{14})</code>", done.content.decode())
    assert len(set(shown)) == codes.RECOVERY_CODES == RecoveryCode.objects.filter(codes__user=author).count()
    assert client.get("/admin/").status_code == 200
    assert client.get(SET_UP)["Location"] == "/admin/"


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_key(author: User) -> None:
    client = Client()
    enter_password(client)
    before = secret_in(client.get(SET_UP))
    page = client.post(SET_UP, {"way": "code", "code": "000000"})
    assert "This code is not right" in page.content.decode()
    assert secret_in(page) == before
    assert not AuthenticatorApp.objects.exists()


def test_who_has_a_factor_cannot_add_another_with_the_password_alone(author: User) -> None:
    give_app(author)
    client = Client()
    assert enter_password(client)["Location"] == CODE
    assert client.get(SET_UP)["Location"] == CODE
    assert client.post(SET_UP, {"way": "code", "code": "123456"})["Location"] == CODE


# Every door of the desk


def test_every_address_of_the_desk_sends_an_unverified_session_to_the_second_step(administrator: User) -> None:
    """Planted once: `has_permission` without the second factor, and all of them opened."""
    give_app(administrator)
    client = Client()
    client.force_login(administrator)
    addresses = [(path, pattern) for path, pattern in desk_patterns() if pattern.name not in DOOR]
    assert len(addresses) > 100
    for path, _pattern in addresses:
        for ask in (client.get, client.post):
            answer = ask(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith(SIGN_IN), path
    assert client.get(f"{SIGN_IN}?next=/admin/")["Location"] == CODE


def test_the_password_alone_opens_no_address_of_the_desk(author: User) -> None:
    give_app(author)
    client = Client()
    enter_password(client)
    for path in ("/admin/", "/admin/jsi18n/", "/admin/autocomplete/", "/admin/account/", "/admin/?_popup=1"):
        assert client.get(path)["Location"].startswith(SIGN_IN), path


def test_there_is_one_door(author: User) -> None:
    """No other view signs anybody in."""
    from django.contrib.auth.views import LoginView

    views = [getattr(pattern.callback, "view_class", None) for _path, pattern in desk_patterns()]
    assert LoginView not in views
    give_app(author)
    client = Client()
    client.post(SIGN_IN, {"username": "author", "password": "password of the tests", "this_is_the_login_form": 1})
    assert "_auth_user_id" not in client.session


def test_a_session_is_verified_no_longer_once_its_factor_is_gone(author: User) -> None:
    client = verified(author)
    assert client.get("/admin/").status_code == 200
    AuthenticatorApp.objects.all().delete()
    assert client.get("/admin/").status_code == 302


# The second step


def test_a_code_opens_once(author: User, clock: Clock) -> None:
    give_app(author)
    client, second = Client(), Client()
    code = code_now()
    enter_password(client)
    assert client.post(CODE, {"way": "code", "code": code})["Location"] == "/admin/"

    enter_password(second)
    assert "was used already" in second.post(CODE, {"way": "code", "code": code}).content.decode()
    clock.set(clock.now + dt.timedelta(seconds=30))
    assert second.post(CODE, {"way": "code", "code": code_now()}).status_code == 302


@pytest.mark.parametrize("typed", ["{0:.3} {0:.3}", "urdu", " {0}"])
def test_a_code_may_be_typed_with_spaces_and_in_urdu_digits(author: User, typed: str) -> None:
    give_app(author)
    client = Client()
    enter_password(client)
    code = code_now()
    given = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) if typed == "urdu" else f" {code[:3]} {code[3:]}"
    assert client.post(CODE, {"way": "code", "code": given}).status_code == 302


def test_a_recovery_code_opens_once(author: User) -> None:
    give_app(author)
    kept = codes.new_recovery_codes(user=author)
    for expected in (302, 200):
        client = Client()
        enter_password(client)
        answer = client.post(CODE, {"way": "recovery", "recovery": kept[3].lower().replace("-", " ")})
        assert answer.status_code == expected
    assert codes_left(author) == 9


def test_who_used_a_recovery_code_is_told_how_many_are_left(author: User) -> None:
    give_app(author)
    kept = codes.new_recovery_codes(user=author)
    client = Client()
    enter_password(client)
    client.post(CODE, {"way": "recovery", "recovery": kept[0]})
    assert "You used a recovery code; 9 are left." in client.get("/admin/account/").content.decode()


def test_another_persons_code_does_not_open(author: User, reviewer: User) -> None:
    give_app(author)
    give_app(reviewer, seed=b"another twenty bytes")
    others = codes.new_recovery_codes(user=reviewer)
    client = Client()
    enter_password(client)
    assert client.post(CODE, {"way": "code", "code": code_now(b"another twenty bytes")}).status_code == 200
    assert client.post(CODE, {"way": "recovery", "recovery": others[0]}).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"way": "code"},
        {"way": "code", "code": "x" * 5000},
        {"way": "code", "code": "\0"},
        {"way": "nonsense", "code": "²³٣"},
        {"way": "recovery", "recovery": ""},
        {"way": "passkey", "credential": "{"},
        {"way": "passkey", "credential": '{"id": [1]}'},
    ],
)
def test_bad_input_is_refused_beside_the_field(author: User, given: dict[str, str]) -> None:
    give_app(author)
    codes.new_recovery_codes(user=author)
    client = Client()
    enter_password(client)
    answer = client.post(CODE, given)
    assert answer.status_code == 200
    assert ("errorlist" in answer.content.decode()) == (given["way"] != "passkey")


def test_the_second_step_must_follow_within_ten_minutes_and_on_the_same_password(author: User, clock: Clock) -> None:
    give_app(author)
    client, second = Client(), Client()
    enter_password(client)
    enter_password(second)
    author.set_password("another password of the tests")
    author.save()
    assert client.post(CODE, {"way": "code", "code": code_now()})["Location"] == SIGN_IN
    enter_password(second, password="another password of the tests")
    clock.set(clock.now + dt.timedelta(minutes=11))
    assert second.post(CODE, {"way": "code", "code": code_now()})["Location"] == SIGN_IN


# Where it leads, and what it leaves


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example/admin/", "/en/", "javascript:x", "/admin\\@x"]
)
def test_it_leads_nowhere_but_to_the_desk(author: User, then: str) -> None:
    give_app(author)
    client = Client()
    client.post(SIGN_IN, {"username": "author", "password": "password of the tests", "next": then})
    assert client.post(CODE, {"way": "code", "code": code_now()})["Location"] == "/admin/"
    assert client.get(SIGN_IN, {"next": then})["Location"] == "/admin/"


def test_it_leads_to_what_was_asked_for(author: User) -> None:
    give_app(author)
    client = Client()
    asked = client.get("/admin/releases/text/?q=trade")["Location"]
    page = client.get(asked).content.decode()
    then = re.search(r'name="next" value="([^"]+)"', page)
    assert then
    client.post(SIGN_IN, {"username": "author", "password": "password of the tests", "next": then.group(1)})
    answer = client.post(CODE, {"way": "code", "code": code_now()})
    assert answer["Location"] == "/admin/releases/text/?q=trade"


def test_the_session_gets_a_new_key_at_each_step(author: User) -> None:
    give_app(author)
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    keys = [session.session_key]
    enter_password(client)
    keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    client.post(CODE, {"way": "code", "code": code_now()})
    keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(set(keys)) == 3
    assert StaffSession.objects.filter(pk__in=keys[:2]).count() == 0


def test_over_https_the_cookies_belong_to_this_host_alone() -> None:
    environment = {**os.environ, "EMBASSY_DEMONSTRATION": "0", "EMBASSY_HTTPS": "1", "EMBASSY_BEHIND_PROXY": "1"}
    cookies = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE CSRF_COOKIE_HTTPONLY"
    found = f"[getattr(s, name) for name in '{cookies} MIDDLEWARE'.split()]"
    asked = f"import json, embassy.settings as s; print(json.dumps({found}))"
    said = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, check=True, text=True)
    *values, middleware = json.loads(said.stdout)
    assert values == ["__Host-session", "__Host-csrf", True, True, True]
    assert middleware[0] == "embassy.proxy.ClientAddressMiddleware"


@pytest.mark.parametrize("path", [SIGN_IN, "/admin/", "/admin/account/", "/admin/releases/text/"])
def test_nothing_of_the_desk_is_kept_by_a_browser(author: User, path: str) -> None:
    client = Client() if path == SIGN_IN else verified(author)
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_signing_out_is_a_post(author: User) -> None:
    client = verified(author)
    assert client.get("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    assert "You are signed out." in client.post("/admin/logout/", follow=True).content.decode()
    assert client.get("/admin/").status_code == 302
    assert not StaffSession.objects.filter(user=author).exists()


def test_the_forms_of_the_door_are_protected_against_forgery(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert enter_password(client).status_code == 403
    assert client.post("/admin/logout/").status_code == 403


def test_a_session_ends_after_a_day_of_work_whatever_is_done_in_its_last_minute(author: User, clock: Clock) -> None:
    client = verified(author)
    began = clock.now
    for hours in range(1, 12):
        clock.set(began + dt.timedelta(hours=hours))
        assert client.get("/admin/account/").status_code == 200
    clock.set(began + dt.timedelta(hours=11, minutes=59, seconds=30))
    client.get("/admin/account/")
    clock.tick(20)
    client.post(reverse("admin:account_confirm"), {"current_password": "password of the tests"})
    clock.tick(9)
    assert client.get("/admin/account/").status_code == 200
    clock.tick(2)
    assert client.get("/admin/account/").status_code == 302


def test_a_session_ends_after_a_pause(author: User, clock: Clock) -> None:
    client = verified(author)
    clock.set(clock.now + dt.timedelta(minutes=119))
    assert client.get("/admin/account/").status_code == 200
    clock.set(clock.now + dt.timedelta(minutes=121))
    assert client.get("/admin/account/").status_code == 302


# Languages, the demonstration


def test_the_door_speaks_the_language_that_was_chosen(author: User) -> None:
    client = Client(HTTP_ACCEPT_LANGUAGE="ru")
    assert '<html lang="ru"' in client.get(SIGN_IN).content.decode()
    chosen = client.post(reverse("admin:sign_in_language"), {"language": "ur", "next": "/admin/?a=1&b=2"})
    assert chosen["Location"] == "/admin/login/?next=%2Fadmin%2F%3Fa%3D1%26b%3D2"
    assert '<html lang="ur" dir="rtl">' in client.get(SIGN_IN).content.decode()
    client.post(reverse("admin:sign_in_language"), {"language": "xx"})
    User.objects.update(interface_language="kk")
    enter_password(client)
    assert '<html lang="kk"' in client.get(SET_UP).content.decode()


def test_the_demonstration_asks_for_no_second_factor_and_says_so_everywhere(settings: Any, author: User) -> None:
    settings.DEMONSTRATION = True
    client = Client()
    said = "Signing in asks for no second factor here"
    assert said in client.get(SIGN_IN).content.decode()
    assert enter_password(client)["Location"] == "/admin/"
    for path in ("/admin/", "/admin/account/", "/admin/releases/topic/add/?_popup=1", "/admin/releases/text/"):
        assert said in client.get(path).content.decode(), path


def test_who_has_a_second_factor_is_asked_for_it_in_the_demonstration_too(settings: Any, author: User) -> None:
    settings.DEMONSTRATION = True
    give_app(author)
    assert enter_password(Client())["Location"] == CODE


def test_in_earnest_nothing_speaks_of_a_demonstration(author: User) -> None:
    assert "desk-demonstration" not in Client().get(SIGN_IN).content.decode()
    assert "desk-demonstration" not in verified(author).get("/admin/").content.decode()


# Secrets at rest


def test_no_secret_lies_in_clear_in_the_database(author: User) -> None:
    client = Client()
    enter_password(client)
    page = client.get(SET_UP)
    seed = secret_in(page)
    done = client.post(SET_UP, {"way": "code", "code": code_now(seed)}).content.decode()
    code = re.findall(r"<code>([2-9A-Z-]{14})</code>", done)[0]
    rows = str(list(AuthenticatorApp.objects.values()) + list(RecoveryCode.objects.values()))
    sessions = str([row.get_decoded() for row in StaffSession.objects.all()])
    for secret in (base64.b32encode(seed).decode(), seed.hex(), str(seed)[2:-1], code, code.replace("-", "")):
        assert secret not in rows + sessions


def test_a_changed_secret_key_still_opens_what_the_old_one_sealed(settings: Any, author: User) -> None:
    give_app(author)
    kept = codes.new_recovery_codes(user=author)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new secret", [settings.SECRET_KEY]
    assert codes.use_code(user=author, code=code_now())
    assert codes.use_recovery_code(user=author, code=kept[0])
    settings.SECRET_KEY_FALLBACKS = []
    assert codes.use_recovery_code(user=author, code=kept[1]) is None
    assert codes.use_code(user=author, code=code_now(steps=1)) is None


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) (KHTML, like Gecko) Chrome/131.0 Safari/537.36",
            "Chrome · Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_told_by_its_name(agent: str, name: str) -> None:
    assert name_of(agent) == name


def test_the_command_lets_in_who_has_lost_everything(author: User) -> None:
    client = verified(author)
    call_command("reset_second_factor", "author", stdout=io.StringIO())
    assert client.get("/admin/").status_code == 302
    assert enter_password(Client())["Location"] == SET_UP
