"""Keys: hashed at rest, and refused when revoked, expired, or used from elsewhere."""

import datetime as dt
from typing import Any

import pytest

from releases.authoring.models import User
from releases.errors import Refusal
from releases.partners import keys
from releases.partners.models import Key, Partner
from tests.clock import Clock

HERE = "192.0.2.7"


def given(by: User, **rights: Any) -> tuple[Key, str]:
    partner, _created = Partner.objects.get_or_create(name="Ruritanian News Agency")
    return keys.give(partner=partner, name="wire import", by=by, **rights)


def test_a_secret_is_hashed_at_rest(clock: Clock, administrator: User) -> None:
    _key, secret = given(administrator)
    (row,) = Key.objects.values()
    assert row["digest"] == keys.digest_of(secret)
    assert not any(secret in str(value) for value in row.values())


def test_a_revoked_key_is_refused(clock: Clock, administrator: User) -> None:
    key, secret = given(administrator)
    assert keys.find(secret, address=HERE) == key
    keys.revoke(key=key, by=administrator)
    assert keys.find(secret, address=HERE) is None


def test_a_key_is_refused_from_its_end_on(clock: Clock, administrator: User) -> None:
    _key, secret = given(administrator, expires_at=clock.now + dt.timedelta(days=1))
    assert keys.find(secret, address=HERE)
    clock.set(clock.now + dt.timedelta(days=1))
    assert keys.find(secret, address=HERE) is None


@pytest.mark.parametrize("address", ["198.51.100.1", "2001:db8::1", "nowhere"])
def test_a_key_is_refused_outside_its_networks(address: str, clock: Clock, administrator: User) -> None:
    _key, secret = given(administrator, networks=["192.0.2.0/24"])
    assert keys.find(secret, address=HERE)
    assert keys.find(secret, address=address) is None


def test_a_rotated_key_goes_on_for_the_overlap(clock: Clock, administrator: User) -> None:
    key, old = given(administrator)
    clock.set(clock.now + dt.timedelta(days=1))
    _key, new = keys.rotate(key=key, by=administrator, overlap=dt.timedelta(days=7))
    assert keys.find(old, address=HERE)
    assert keys.find(new, address=HERE)
    clock.set(clock.now + dt.timedelta(days=7))
    assert keys.find(old, address=HERE) is None
    assert keys.find(new, address=HERE)


def test_a_rotated_key_keeps_its_rights_and_its_end(clock: Clock, administrator: User) -> None:
    ends = clock.now + dt.timedelta(days=30)
    key, _old = given(administrator, lead_minutes=60, languages=["kk"], expires_at=ends)
    successor, _new = keys.rotate(key=key, by=administrator, overlap=dt.timedelta(days=7))
    assert (successor.lead_minutes, successor.languages, successor.expires_at) == (60, ["kk"], ends)


def test_a_key_has_one_successor(clock: Clock, administrator: User) -> None:
    key, _old = given(administrator)
    successor, _new = keys.rotate(key=key, by=administrator, overlap=dt.timedelta(days=7))
    with pytest.raises(Refusal):
        keys.rotate(key=key, by=administrator, overlap=dt.timedelta(days=7))
    assert Key.objects.get(pk=key.pk).replaced_by == successor


def test_a_revoked_key_is_not_rotated(clock: Clock, administrator: User) -> None:
    key, _old = given(administrator)
    keys.revoke(key=key, by=administrator)
    with pytest.raises(Refusal):
        keys.rotate(key=key, by=administrator, overlap=dt.timedelta(days=7))


def test_a_name_has_one_live_key(clock: Clock, administrator: User) -> None:
    key, _secret = given(administrator)
    with pytest.raises(Refusal):
        given(administrator)
    keys.revoke(key=key, by=administrator)
    given(administrator)
    assert Key.objects.count() == 2
