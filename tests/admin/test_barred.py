"""What the desk says at an address where there is nothing for this person.

Shown to work: without `Desk.admin_view`, all go red but for what is hidden and the signed out; with the address put
into the page, the first of these does.
"""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from releases.authoring.models import User
from tests.factories import make_mission, make_release

Desk = Callable[[User], Client]

NOWHERE = ("/admin/nothing/", "/admin/nothing", "/admin/releases/nothing/1/change/", "/admin/releases/x.txt")
INTAKE = "/admin/releases/briefing/intake/"


@pytest.fixture(autouse=True)
def mission(db: None) -> Any:
    return make_mission(names={"en": "Embassy of Ruritania", "ur": "سفارت خانہ"})


def said(answer: HttpResponse) -> str:
    """The page, but for what is other in every answer, or follows the address in the menu."""
    html = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())
    return re.sub(r'\s*(aria-current="[a-z]*")?\s*>', ">", html)


@pytest.mark.parametrize("address", NOWHERE)
def test_an_unknown_address_is_told_within_the_desk(desk: Desk, author: User, address: str) -> None:
    answer = desk(author).get(address)
    html = answer.content.decode()
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (404, True)
    assert "<h1>There is no page at this address</h1>" in html
    assert 'id="desk-nav"' in html
    assert "Embassy of Ruritania" in html
    assert 'class="footer"' not in html


def test_what_is_hidden_is_told_as_what_never_was(desk: Desk, author: User, second_author: User) -> None:
    held = desk(author).post(INTAKE, {"text": "The Ambassador held a media briefing in Strelsau."})["Location"]
    client, told = desk(second_author), []
    for address in (held, f"{INTAKE}{uuid.uuid4()}/", *NOWHERE[:1]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            told.append((client.get(address), len(asked)))
    assert [answer.status_code for answer, _asked in told] == [404] * 3
    assert said(told[0][0]) == said(told[1][0]) == said(told[2][0])
    assert told[0][1] == told[1][1]


def test_what_no_share_is_cannot_be_revoked_and_the_desk_says_so(desk: Desk, author: User) -> None:
    release = make_release("briefing", by=author)
    answer = desk(author).post(f"/admin/releases/briefing/{release.pk}/share/", {"act": "revoke", "preview": "77"})
    assert (answer.status_code, "desk-nav" in answer.content.decode()) == (404, True)


def test_what_a_role_does_not_include_is_told_within_the_desk(desk: Desk, author: User) -> None:
    answer = desk(author).get("/admin/releases/partner/")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1>Not for your role</h1>" in html
    assert 'id="desk-nav"' in html


def test_it_speaks_as_the_person_does_and_without_the_frame_in_a_small_window(desk: Desk, author: User) -> None:
    author.interface_language = "ur"
    author.save()
    whole, small = (desk(author).get(f"/admin/nothing/{query}").content.decode() for query in ("", "?_popup=1"))
    assert 'lang="ur"' in whole
    assert 'dir="rtl"' in whole
    assert ('id="desk-nav"' in whole, 'id="desk-nav"' in small) == (True, False)


def test_the_signed_out_are_sent_to_sign_in_wherever_it_was(stranger: User, desk: Desk) -> None:
    for client in (Client(), desk(stranger)):
        for address in (*NOWHERE, INTAKE, "/admin/releases/partner/"):
            assert client.get(address)["Location"] == f"/admin/login/?next={address}"
