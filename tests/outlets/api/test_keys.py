"""What a key opens, and when it opens nothing."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings

from releases.authoring.models import User
from releases.partners import keys
from releases.partners.models import EarlyReading, Key, Partner
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.api.conftest import Api, KeyFor
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db


def ids(answer: Any) -> set[str]:
    assert answer.status_code == 200, answer.content
    return {item["id"] for item in answer.json()["results"]}


def stamp(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def refused(answer: Any) -> bool:
    """Whether it is the problem of a bad key, with the challenge that RFC 9110 asks of a 401."""
    return (
        answer.status_code == 401
        and answer["Content-Type"] == "application/problem+json"
        and answer.json()["type"].endswith("#bad-key")
        and answer["WWW-Authenticate"].startswith("Bearer")
    )


@pytest.mark.parametrize("secret", ["press_unknown", "other_unknown", "press_", "ü"])
def test_an_unknown_key_opens_nothing(secret: str, mission: Any, api: Api) -> None:
    assert refused(api("releases/", key=secret))


def test_a_revoked_key_opens_nothing_from_the_next_request_on(
    mission: Any, administrator: User, api: Api, key_for: KeyFor
) -> None:
    secret = key_for()
    assert api("releases/", key=secret).status_code == 200

    keys.revoke(key=Key.objects.get(), by=administrator)

    assert refused(api("releases/", key=secret))


def test_a_key_ends_at_its_instant(mission: Any, clock: Clock, api: Api, key_for: KeyFor) -> None:
    ends = clock.now + dt.timedelta(hours=1)
    secret = key_for(expires_at=ends)

    clock.set(ends - dt.timedelta(microseconds=1))
    assert api("releases/", key=secret).status_code == 200
    clock.set(ends)
    assert refused(api("releases/", key=secret))


def test_a_key_for_a_network_opens_from_there_alone(mission: Any, api: Api, key_for: KeyFor) -> None:
    assert refused(api("releases/", key=key_for(networks=["192.0.2.0/24"])))
    assert api("releases/", key=key_for(networks=["192.0.2.0/24", "127.0.0.0/8"])).status_code == 200


def test_a_rotated_key_goes_on_for_the_overlap(
    mission: Any, clock: Clock, administrator: User, api: Api, key_for: KeyFor
) -> None:
    old = key_for(lead_minutes=30)

    _key, new = keys.rotate(key=Key.objects.get(), by=administrator, overlap=dt.timedelta(days=1))

    assert api("me/", key=old).status_code == 200
    assert api("me/", key=new).json()["may"]["embargo_lead_minutes"] == 30
    clock.tick(24 * 60 * 60)
    assert refused(api("me/", key=old))
    assert api("me/", key=new).status_code == 200


def test_a_key_without_a_lead_sees_what_the_public_sees(
    out: Publish, clock: Clock, author: User, api: Api, key_for: KeyFor
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    release = make_release("briefing", by=author)
    out(release, at=opens)
    secret = key_for()
    clock.tick(10)

    assert ids(api("releases/", key=secret, language="en")) == set()
    assert api("changes/", key=secret).json()["results"] == []
    assert api(f"releases/{release.uid}/", key=secret, language="en").status_code == 404
    assert api("releases/", key=secret, at=stamp(opens)).status_code == 400


def test_a_lead_reads_ahead_as_far_as_it_goes(
    out: Publish, clock: Clock, author: User, api: Api, key_for: KeyFor
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    release = make_release("statistic", by=author)
    out(release, at=opens)
    secret, at = key_for(lead_minutes=90), stamp(opens + dt.timedelta(seconds=1))
    clock.tick(10)

    item = api(f"releases/{release.uid}/", key=secret, language="en", at=at)
    figures = api("statistics/", key=secret, language="en", at=at, format="csv")

    assert item.json()["embargoed_until"]
    assert "6300000" in figures.content.decode()
    assert figures["Cache-Control"] == item["Cache-Control"] == "private, no-cache"
    assert EarlyReading.objects.count() == 2


def test_a_lead_is_bounded_by_kinds_and_languages(
    out: Publish, clock: Clock, author: User, api: Api, key_for: KeyFor
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    briefing = make_release("briefing", by=author, languages=("en", "ru"))
    statistic = make_release("statistic", by=author, languages=("en", "ru"))
    out(briefing, statistic, at=opens)
    secret, at = key_for(lead_minutes=90, kinds=["statistic"], languages=["ru"]), stamp(opens + dt.timedelta(seconds=1))
    clock.tick(10)

    found = api("releases/", key=secret, language="all", at=at).json()["results"]

    assert [(item["id"], item["language"]) for item in found] == [(str(statistic.uid), "ru")]
    assert api(f"releases/{briefing.uid}/", key=secret, language="ru", at=at).status_code == 404
    assert api(f"releases/{statistic.uid}/", key=secret, language="en", at=at).status_code == 404


@pytest.mark.parametrize("path", ["", "releases/", "changes/", "people/", "topics/", "me/"])
def test_answers_to_a_key_are_kept_by_no_shared_cache(path: str, mission: Any, api: Api, key_for: KeyFor) -> None:
    answer = api(path, key=key_for())

    assert answer["Cache-Control"].startswith("private, no-")
    assert "Authorization" in answer["Vary"]


def test_me_says_what_a_key_may_and_has_used(
    out: Publish, clock: Clock, author: User, api: Api, partner: Partner, key_for: KeyFor
) -> None:
    out(make_release("statistic", by=author), at=clock.now + dt.timedelta(minutes=30))
    secret = key_for(lead_minutes=60, kinds=["statistic"])
    clock.tick(10)
    api("changes/", key=secret)

    told = api("me/", key=secret).json()

    assert told["partner"] == partner.name
    assert told["may"]["embargo_lead_minutes"] == 60
    assert told["may"]["kinds"] == ["statistic"]
    assert told["used"]["early_readings"] == 1
    assert secret not in str(told)


def test_me_asks_for_a_key(mission: Any, api: Api) -> None:
    answer = api("me/")

    assert answer.status_code == 401
    assert answer.json()["type"].endswith("#not-authenticated")


def test_every_answer_says_what_is_left_of_the_limit(mission: Any, api: Api, settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 5

    left = [api("releases/")["RateLimit"].split(";")[1] for _number in range(3)]

    assert left == ["r=4", "r=3", "r=2"]
    assert api("")["RateLimit-Policy"] == '"address";q=5;w=60'


def test_whoever_asks_too_often_waits_for_the_next_minute(
    mission: Any, clock: Clock, api: Api, key_for: KeyFor, settings: LazySettings
) -> None:
    settings.API_PER_MINUTE = 1
    api("releases/")

    answer = api("releases/")

    assert answer.status_code == 429
    assert answer.json()["type"].endswith("#too-many-requests")
    assert api("releases/", key=key_for()).status_code == 200
    clock.tick(int(answer["Retry-After"]))
    assert api("releases/").status_code == 200
