"""What is too large is refused as what it is, and early; what a newsroom does together is not."""

from typing import Any

import pytest
from django.test import Client

from releases.partners import keys
from releases.partners.models import Partner
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.conftest import mission, out  # noqa: F401  fixtures

MB = 1024 * 1024


def test_a_form_of_three_megabytes_is_refused(client: Client, db: None) -> None:
    answer = client.post("/admin/login/", {"username": "a" * 3 * MB})
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("body", ["[" * 200_000, '{"url": "' + "a" * 3 * MB + '"}', "[" * 900 + "]" * 900])
def test_a_body_without_end_or_bottom_is_refused(body: str, client: Client, clock: Clock, administrator: Any) -> None:
    partner = Partner.objects.create(name="Ruritanian News Agency")
    _key, secret = keys.give(partner=partner, name="desk", by=administrator, webhooks=True)
    answer = client.post(
        "/api/v1/webhooks/", body, content_type="application/json", headers={"authorization": f"Bearer {secret}"}
    )
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("limit", ["0", "-1", "101", "1e3", "many", "9" * 400])
def test_a_page_longer_than_a_hundred_is_refused(limit: str, client: Client, clock: Clock) -> None:
    assert client.get("/api/v1/releases/", {"limit": limit}).status_code == 400


def test_a_newsroom_behind_one_address_opens_a_release_together(
    client: Client, out: Any, author: Any  # noqa: F811
) -> None:  # fmt: skip
    out(make_release("briefing", by=author, slug="spring"))
    for _person in range(150):
        assert client.get("/en/briefings/spring/", REMOTE_ADDR="203.0.113.7").status_code == 200
    asked = [client.get("/api/v1/releases/", REMOTE_ADDR="203.0.113.7").status_code for _person in range(150)]
    assert set(asked) == {200}
