"""One's own page: language, password, second factors, recovery codes, sessions; and the reset by an administrator."""

import base64
import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from releases.authoring.models import AuthenticatorApp, Passkey, RecoveryCodes, StaffSession, User
from releases.authoring.signing_in import codes
from releases.authoring.signing_in.factors import codes_left
from tests.admin.signing_in import CODE, PASSWORD, SET_UP, code_now, enter_password, give_app, verified
from tests.clock import Clock

pytestmark = pytest.mark.django_db
ACCOUNT = "/admin/account/"
# Five are the page’s own, the others those of every page of the desk.
QUERIES = 12
NEW_PASSWORD = "quite another long password"
SEED_2 = b"another twenty bytes"


@pytest.fixture(autouse=True)
def in_earnest(settings: Any, clock: Clock) -> None:
    settings.DEMONSTRATION = False


def second_session(user: User, **where: Any) -> Client:
    """Signed in at another browser, by a recovery code."""
    client = Client(**where)
    enter_password(client, user.username)
    client.post(CODE, {"way": "recovery", "recovery": codes.new_recovery_codes(user=user)[0]})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def history(user: User) -> list[str]:
    return [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=str(user.pk)).order_by("pk")]


def test_the_page_shows_what_there_is_in_a_constant_number_of_queries(
    author: User, django_assert_num_queries: Any
) -> None:
    client = verified(author)
    Passkey.objects.create(user=author, name="blue key", credential="AAAA", public_key=b"")
    for number in range(5):
        StaffSession.objects.create(
            session_key=f"{number}",
            user=author,
            browser=f"Browser {number}",
            expire_date=dt.datetime(2031, 1, 1, tzinfo=dt.UTC),
        )
    client.get(ACCOUNT)
    with django_assert_num_queries(QUERIES):
        page = client.get(ACCOUNT).content.decode()
    assert all(words in page for words in ("blue key", "phone", "Browser 4", "0 of 10 are left", "this one"))
    assert not any(row.session_key in page for row in StaffSession.objects.filter(started_at__isnull=False))


def test_a_person_chooses_the_language_of_the_desk(author: User) -> None:
    client = verified(author)
    page = client.get(ACCOUNT).content.decode()
    assert all(name in page for name in ("English", "Қазақша", "Русский", "اردو"))
    client.post(reverse("admin:account_settings"), {"interface_language": "ur"})
    assert '<html lang="ur" dir="rtl">' in client.get(ACCOUNT).content.decode()
    client.post(reverse("admin:account_settings"), {"interface_language": "xx"})
    author.refresh_from_db()
    assert (author.interface_language, author.mails) == ("ur", False)


# Password


def test_a_new_password_ends_the_other_sessions(author: User) -> None:
    client = verified(author)
    other = second_session(author)
    page = client.post(
        reverse("admin:account_password"),
        {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "again": NEW_PASSWORD},
        follow=True,
    ).content.decode()
    assert "1 other session was ended" in page
    assert (is_in(client), is_in(other)) == (True, False)
    author.refresh_from_db()
    assert author.check_password(NEW_PASSWORD)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"current_password": "wrong"}, "current_password"),
        ({"again": "something else entirely"}, "again"),
        ({"new_password": "short", "again": "short"}, "new_password"),
        ({"new_password": "", "again": ""}, "new_password"),
    ],
)
def test_a_new_password_that_does_not_do_is_refused_beside_its_field(
    author: User, given: dict[str, str], field: str
) -> None:
    right = {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "again": NEW_PASSWORD}
    page = verified(author).post(reverse("admin:account_password"), {**right, **given})
    assert field in page.context["form"].errors
    author.refresh_from_db()
    assert author.check_password(PASSWORD)


def test_the_present_password_cannot_be_guessed_from_inside(author: User) -> None:
    client = verified(author)
    asked = reverse("admin:account_confirm")
    told = [client.post(asked, {"current_password": f"wrong {number}"}).status_code for number in range(6)]
    assert told == [200] * 4 + [429] * 2
    assert client.post(asked, {"current_password": PASSWORD}).status_code == 429


# Factors


def test_what_protects_the_account_asks_for_the_password_once_more(author: User, clock: Clock) -> None:
    client = verified(author)
    guarded = [
        reverse("admin:account_add_factor"),
        reverse("admin:account_recovery_codes"),
        reverse("admin:account_remove_factor", args=["app", AuthenticatorApp.objects.get().pk]),
    ]
    assert [client.get(page).status_code for page in guarded] == [200] * 3
    clock.set(clock.now + dt.timedelta(minutes=11))
    for page in guarded:
        for ask in (client.get, client.post):
            assert ask(page)["Location"] == f"/admin/account/confirm/?next={page}"
    answer = client.post(reverse("admin:account_confirm"), {"current_password": PASSWORD, "next": guarded[0]})
    assert answer["Location"] == guarded[0]
    assert client.get(guarded[0]).status_code == 200


def test_an_app_is_added_under_a_name(author: User) -> None:
    client = verified(author)
    other = second_session(author)
    page = client.get(reverse("admin:account_add_factor")).content.decode()
    words = re.search(r'sign-in-seed" dir="ltr">([A-Z2-7 ]+)<', page)
    assert words
    code = code_now(base64.b32decode(words.group(1).replace(" ", "")))
    done = client.post(reverse("admin:account_add_factor"), {"way": "code", "code": code, "name": "tablet"})
    assert done["Location"] == ACCOUNT
    assert set(AuthenticatorApp.objects.values_list("name", flat=True)) == {"phone", "tablet"}
    assert history(author)[-1] == "Added second factor “tablet”."
    assert (is_in(client), is_in(other)) == (True, False)


def test_an_app_without_a_name_or_with_a_wrong_code_is_not_added(author: User) -> None:
    client = verified(author)
    for given in ({"code": "000000", "name": "tablet"}, {"code": code_now(), "name": ""}):
        page = client.post(reverse("admin:account_add_factor"), {"way": "code", **given})
        assert page.status_code == 200
        assert "errorlist" in page.content.decode()
    assert AuthenticatorApp.objects.count() == 1


def test_a_factor_is_renamed_and_removed(author: User) -> None:
    client = verified(author)
    spare = give_app(author, name="old", seed=SEED_2)
    client.post(reverse("admin:account_rename_factor", args=["app", spare.pk]), {"name": "old phone"})
    spare.refresh_from_db()
    assert spare.name == "old phone"
    first = AuthenticatorApp.objects.get(name="phone")
    page = client.post(reverse("admin:account_remove_factor", args=["app", first.pk]), follow=True)
    assert "“phone” was removed." in page.content.decode()
    assert list(AuthenticatorApp.objects.all()) == [spare]
    assert history(author) == ["Deleted second factor “phone”."]


def test_the_last_factor_stays(author: User) -> None:
    client = verified(author)
    codes.new_recovery_codes(user=author)
    last = AuthenticatorApp.objects.get()
    page = client.post(reverse("admin:account_remove_factor", args=["app", last.pk]), follow=True)
    assert "One must stay." in page.content.decode()
    assert AuthenticatorApp.objects.exists()


def test_in_the_demonstration_the_last_factor_may_go(settings: Any, author: User) -> None:
    settings.DEMONSTRATION = True
    client = verified(author)
    codes.new_recovery_codes(user=author)
    client.post(reverse("admin:account_remove_factor", args=["app", AuthenticatorApp.objects.get().pk]))
    assert not AuthenticatorApp.objects.exists()
    assert not RecoveryCodes.objects.exists()


@pytest.mark.parametrize("page", ["admin:account_rename_factor", "admin:account_remove_factor"])
def test_anothers_factor_is_not_there(author: User, reviewer: User, page: str) -> None:
    client = verified(author)
    theirs = give_app(reviewer, seed=SEED_2)
    told = {client.post(reverse(page, args=["app", pk]), {"name": "mine"}).status_code for pk in (theirs.pk, 999)}
    told.add(client.post(reverse(page, args=["nothing", theirs.pk]), {"name": "mine"}).status_code)
    assert told == {404}
    theirs.refresh_from_db()
    assert theirs.name == "phone"


def test_new_recovery_codes_take_the_place_of_the_old_and_the_session_goes_on(author: User) -> None:
    old = codes.new_recovery_codes(user=author)
    give_app(author)
    client = Client()
    enter_password(client)
    client.post(CODE, {"way": "recovery", "recovery": old[0]})
    client.get(reverse("admin:account_recovery_codes"))
    page = client.post(reverse("admin:account_recovery_codes")).content.decode()
    new = re.findall(r"<code>([2-9A-Z-]{14})</code>", page)
    assert len(new) == 10
    assert not set(new) & set(old)
    assert is_in(client)
    assert codes.use_recovery_code(user=author, code=old[1]) is None
    assert codes.use_recovery_code(user=author, code=new[0])
    assert codes_left(author) == 9


# Sessions


def test_sessions_are_listed_with_browser_and_address_and_ended_one_by_one(author: User) -> None:
    client = verified(author)
    other = second_session(
        author, REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
    )
    page = client.get(ACCOUNT).content.decode()
    assert "Firefox · Linux" in page
    assert "198.51.100.7" in page
    handle = re.search(r'name="handle"\s+value="([0-9a-f]{32})"', page)
    assert handle
    client.post(reverse("admin:account_end_session"), {"handle": handle.group(1)})
    assert (is_in(client), is_in(other)) == (True, False)


def test_all_other_sessions_are_ended_and_nobody_elses(author: User, reviewer: User) -> None:
    client, colleague = verified(author), Client()
    give_app(reviewer, seed=SEED_2)
    others = [second_session(author) for _number in range(2)]
    colleague = second_session(reviewer)
    theirs = StaffSession.objects.get(user=reviewer)
    client.post(reverse("admin:account_end_session"), {"handle": theirs.handle})
    assert is_in(colleague)
    client.post(reverse("admin:account_end_session"))
    assert [is_in(one) for one in (client, *others, colleague)] == [True, False, False, True]


@pytest.mark.parametrize("page", ["admin:account_end_session", "admin:account_settings"])
def test_what_changes_something_is_a_post(author: User, page: str) -> None:
    assert verified(author).get(reverse(page)).status_code == 405


# The administrator


def test_an_administrator_resets_anothers_second_factor_and_it_is_written_down(
    author: User, administrator: User
) -> None:
    give_app(author, seed=SEED_2)
    session = second_session(author)
    client = verified(administrator)
    page = reverse("admin:releases_user_second_factor", args=[author.pk])
    assert page in client.get(reverse("admin:releases_user_change", args=[author.pk])).content.decode()
    assert "This is not your password." in client.post(page, {"current_password": "wrong"}).content.decode()
    assert is_in(session)

    client.post(page, {"current_password": PASSWORD})

    assert not is_in(session)
    assert not StaffSession.objects.filter(user=author).exists()
    assert not AuthenticatorApp.objects.filter(user=author).exists()
    assert history(author) == ["Deleted second factors, recovery codes and sessions “author”."]
    assert LogEntry.objects.get(object_id=str(author.pk)).user == administrator
    assert enter_password(Client())["Location"] == SET_UP


def test_the_list_of_the_staff_tells_who_has_a_second_factor(author: User, administrator: User) -> None:
    page = verified(administrator).get(reverse("admin:releases_user_changelist"))
    marked = {person.username: person.is_protected for person in page.context["cl"].result_list}
    assert marked == {"author": False, "administrator": True}


def test_nobody_else_resets_and_nobody_resets_their_own(author: User, reviewer: User, administrator: User) -> None:
    page = reverse("admin:releases_user_second_factor", args=[author.pk])
    client = verified(reviewer)
    assert client.post(page, {"current_password": PASSWORD}).status_code == 403
    AuthenticatorApp.objects.all().delete()
    own = reverse("admin:releases_user_second_factor", args=[administrator.pk])
    client = verified(administrator)
    assert client.post(own, {"current_password": PASSWORD})["Location"] == ACCOUNT
    assert AuthenticatorApp.objects.filter(user=administrator).exists()


def test_an_administrator_cannot_reset_a_superuser(administrator: User) -> None:
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    give_app(chief, seed=SEED_2)
    page = reverse("admin:releases_user_second_factor", args=[chief.pk])
    verified(administrator).post(page, {"current_password": PASSWORD})
    assert AuthenticatorApp.objects.filter(user=chief).exists()


def test_ones_own_password_is_changed_where_the_present_one_is_asked_for(administrator: User) -> None:
    client = verified(administrator)
    for written in (str(administrator.pk), f"0{administrator.pk}", f"_3{administrator.pk}"):
        answer = client.post(f"/admin/releases/user/{written}/password/", {"password1": NEW_PASSWORD})
        assert answer.status_code in {302, 404}, written
    administrator.refresh_from_db()
    assert administrator.check_password(PASSWORD)
