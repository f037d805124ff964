"""Partners and their keys at the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from releases.partners import keys
from releases.partners.models import Key, Partner
from tests.admin.forms import errors_of
from tests.clock import Clock
from tests.factories import make_mission

Desk = Callable[[User], Client]


@pytest.fixture
def partner(clock: Clock) -> Partner:
    make_mission(id=1)
    return Partner.objects.create(name="Ruritanian News Agency")


def address(partner: Partner) -> str:
    return reverse("admin:releases_partner_keys", args=[partner.pk])


def give(client: Client, partner: Partner, **typed: Any) -> Any:
    return client.post(address(partner), {"act": "give", "name": "wire import", "lead_minutes": "60", **typed})


def test_a_secret_is_shown_once(desk: Desk, partner: Partner, administrator: User) -> None:
    client = desk(administrator)
    answer = give(client, partner, kinds=["briefing"], languages=["kk"], networks="192.0.2.0/24\n2001:db8::/32")
    secret = answer.context["secret"]
    key = Key.objects.get()
    assert secret in answer.content.decode()
    assert keys.digest_of(secret) == key.digest
    assert "no-store" in answer["Cache-Control"]
    assert (key.lead_minutes, key.kinds, key.languages) == (60, ["briefing"], ["kk"])
    assert key.networks == ["192.0.2.0/24", "2001:db8::/32"]
    assert secret not in client.get(address(partner)).content.decode()
    assert not any(secret in str(session.get_decoded()) for session in Session.objects.all())


@pytest.mark.parametrize("wrong", [{"networks": "everywhere"}, {"expires_at": "2001-01-01T00:00"}, {"name": ""}])
def test_what_is_wrong_gives_no_key(wrong: dict[str, str], desk: Desk, partner: Partner, administrator: User) -> None:
    assert errors_of(give(desk(administrator), partner, **wrong))
    assert not Key.objects.exists()


def test_revoking_needs_a_confirmation(desk: Desk, partner: Partner, administrator: User) -> None:
    key, _secret = keys.give(partner=partner, name="wire import", by=administrator)
    client, sent = desk(administrator), {"act": "revoke", "key": key.pk}
    assert errors_of(client.post(address(partner), sent))
    assert Key.objects.get().revoked_at is None
    client.post(address(partner), {**sent, "sure": "on"})
    assert Key.objects.get().revoked_by == administrator


def test_rotating_shows_the_new_secret(desk: Desk, partner: Partner, administrator: User) -> None:
    key, _secret = keys.give(partner=partner, name="wire import", by=administrator)
    answer = desk(administrator).post(address(partner), {"act": "rotate", "key": key.pk, "overlap": "7"})
    assert keys.find(answer.context["secret"], address="192.0.2.7") == Key.objects.exclude(pk=key.pk).get()


def test_a_revoked_key_is_not_rotated(desk: Desk, partner: Partner, administrator: User) -> None:
    key, _secret = keys.give(partner=partner, name="wire import", by=administrator)
    keys.revoke(key=key, by=administrator)
    desk(administrator).post(address(partner), {"act": "rotate", "key": key.pk, "overlap": "7"})
    assert Key.objects.count() == 1


def test_a_form_that_is_sent_twice_gives_one_key(desk: Desk, partner: Partner, administrator: User) -> None:
    client = desk(administrator)
    give(client, partner)
    assert errors_of(give(client, partner))
    key = Key.objects.get()
    sent = {"act": "rotate", "key": key.pk, "overlap": "7"}
    client.post(address(partner), sent)
    assert errors_of(client.post(address(partner), sent))
    assert Key.objects.count() == 2


def test_a_key_of_another_partner_is_not_found(desk: Desk, partner: Partner, administrator: User) -> None:
    other = Partner.objects.create(name="Strelsau Gazette")
    key, _secret = keys.give(partner=other, name="wire import", by=administrator)
    sent = {"act": "revoke", "key": key.pk, "sure": "on"}
    assert desk(administrator).post(address(partner), sent).status_code == 404
    assert Key.objects.get().revoked_at is None


@pytest.mark.parametrize("page", ["partner_changelist", "partner_add", "earlyreading_changelist"])
def test_lists_are_for_the_administrator(
    page: str, desk: Desk, partner: Partner, author: User, reviewer: User, administrator: User
) -> None:
    codes = [
        desk(user).get(reverse(f"admin:releases_{page}")).status_code for user in (author, reviewer, administrator)
    ]
    assert codes == [403, 403, 200]


@pytest.mark.parametrize("page", ["partner_change", "partner_keys"])
def test_a_partner_is_for_the_administrator(
    page: str, desk: Desk, partner: Partner, author: User, reviewer: User, administrator: User
) -> None:
    where = reverse(f"admin:releases_{page}", args=[partner.pk])
    assert [desk(user).get(where).status_code for user in (author, reviewer, administrator)] == [403, 403, 200]
    assert [give(desk(user), partner).status_code for user in (author, reviewer)] == [403, 403]
