"""Where a partner is told: set up at the desk by the administrator alone."""

from typing import Any

import pytest
from django.urls import reverse

from releases.authoring.models import User
from releases.partners import subscribing
from releases.partners.endpoints import Delivery, Endpoint
from releases.partners.models import Partner
from tests.factories import make_mission

URL = "https://agency.example/press"


@pytest.fixture
def partner(clock: Any) -> Partner:
    make_mission(id=1)
    return Partner.objects.create(name="Ruritanian News Agency")


@pytest.fixture
def page(partner: Partner) -> str:
    return reverse("admin:releases_partner_endpoints", args=[partner.pk])


def test_an_endpoint_is_added_and_its_secret_is_shown_once(
    desk: Any, administrator: User, partner: Partner, page: str
) -> None:
    client = desk(administrator)
    added = client.post(page, {"act": "subscribe", "url": URL, "kinds": ["briefing"]})
    assert "whsec_" in added.content.decode()
    assert URL in added.content.decode(), "It is not listed beside its secret"
    assert "no-store" in added["Cache-Control"]
    again = client.get(page).content.decode()
    assert URL in again
    assert "whsec_" not in again
    endpoint = Endpoint.objects.get()
    assert (endpoint.partner, endpoint.kinds) == (partner, ["briefing"])


def test_each_button_does_what_it_says(desk: Any, administrator: User, partner: Partner, page: str) -> None:
    endpoint, _secret = subscribing.subscribe(partner=partner, url=URL)
    client = desk(administrator)

    def press(act: str, **more: str) -> Any:
        return client.post(page, {"act": act, "endpoint": endpoint.pk, **more})

    assert press("send_test").status_code == 302
    assert Delivery.objects.get().event_type == "test.sent"
    assert "test.sent" in client.get(page).content.decode()
    press("pause")
    assert Endpoint.objects.get().state == "paused"
    press("resume")
    assert Endpoint.objects.get().state == "active"
    assert "whsec_" in press("rotate_secret").content.decode()
    assert press("replay", since="2029-12-31T12:00", until="2030-01-01T12:00").status_code == 302
    refused = press("replay", since="2029-12-31T12:00", until="2031-01-01T12:00").content.decode()
    assert "2031-01-01T12:00" in refused, "What was typed is lost"
    assert "errornote" in refused
    assert press("remove").status_code == 200
    assert Endpoint.objects.exists(), "It went without being sure"
    press("remove", sure="on")
    assert not Endpoint.objects.exists()


def test_nobody_else_comes_near(
    desk: Any, reviewer: User, administrator: User, partner: Partner, page: str, django_assert_max_num_queries: Any
) -> None:
    endpoint, _secret = subscribing.subscribe(partner=partner, url=URL)
    other = Partner.objects.create(name="Another agency")
    assert desk(reviewer).get(page).status_code == 403
    assert desk(reviewer).post(page, {"act": "pause", "endpoint": endpoint.pk}).status_code == 403
    strange = reverse("admin:releases_partner_endpoints", args=[other.pk])
    client = desk(administrator)
    for number in (endpoint.pk, 10**30, "x", ""):
        assert client.post(strange, {"act": "pause", "endpoint": number}).status_code == 404
    assert client.post(page, {"act": "secrets_of", "endpoint": endpoint.pk}).status_code == 404
    assert Endpoint.objects.get().state == "active"
    with django_assert_max_num_queries(20):
        client.get(page)
