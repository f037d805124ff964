"""A scheduled release is nowhere at T - 1 s and everywhere at T, with no process but the one that answers."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts, reading
from tests.clock import Clock
from tests.factories import make_mission, make_release, make_topic, publish

WORDS = "Unmistakable Zenda"


@pytest.fixture
def scheduled(clock: Clock, author: User, reviewer: User) -> Any:
    acts.publish_imprint(mission=make_mission(), by=_administrator(author))
    media = make_release("media", by=author, title=WORDS, slug="zenda-picture")
    about = {"topics": [make_topic("trade")], "held_on": "2030-01-02"}
    briefing = make_release("briefing", by=author, title=WORDS, slug="zenda", cites=[media], **about)
    other = make_release("briefing", by=author, title="An everyday briefing", slug="everyday")
    publish([other], author=author, reviewer=reviewer, clock=clock)
    opens = clock.now + dt.timedelta(hours=1)
    editions = publish([media, briefing], author=author, reviewer=reviewer, at=opens)
    return editions, opens


def _administrator(author: User) -> User:
    from django.contrib.auth.models import Group

    boss = User.objects.create_user("boss", "boss@ruritania.example", "password of the tests", is_staff=True)
    boss.groups.add(Group.objects.get(name="administrator"))
    return boss


def addresses(editions: Any) -> dict[str, str]:
    """Every public address that would show one of the editions, and the list that would name it."""
    media = next(edition for edition in editions if edition.kind == "media")
    uid = editions[1].uid
    files = {
        f"file {row['digest'][:8]}": f"/media/{row['digest']}/zenda-picture-1.jpg"
        for row in media.body["media"]["renditions"]
        if row["media_type"] == "image/jpeg"
    }
    pages = {
        "page": "/en/briefings/zenda/",
        "picture's page": "/en/media/zenda-picture/",
        "history": "/en/briefings/zenda/editions/",
        "past edition": "/en/briefings/zenda/editions/1/",
        "press kit": "/en/briefings/zenda/press-kit.zip",
        "API detail": f"/api/v1/releases/{uid}/",
    }
    return pages | files


def status(client: Client, path: str) -> int:
    """A file is streamed: it is read to its end."""
    response = client.get(path)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


# Every list of every outlet that would name it, by what it is named with there.
LISTS = {
    **dict.fromkeys(("/en/", "/en/releases/", "/en/briefings/", "/en/media/"), WORDS),
    **dict.fromkeys(("/en/suggest?q=unmist", "/en/topics/trade/", "/en/topics/trade/feed.atom"), WORDS),
    **dict.fromkeys(
        (f"/en/{folder}feed.{form}" for folder in ("", "briefings/") for form in ("atom", "rss", "json")), WORDS
    ),
    **dict.fromkeys(("/en/calendar/", "/en/calendar.ics", "/en/briefings/zenda/event.ics"), WORDS),
    **dict.fromkeys(("/sitemap-2030-01.xml", "/sitemap-news.xml", "/en/releases/?q=zenda"), "/en/briefings/zenda/"),
    **dict.fromkeys(("/api/v1/releases/?language=en", "/api/v1/briefings/?language=en", "/api/v1/changes/"), WORDS),
}


def named(client: Client) -> list[str]:
    """The lists that name it."""
    return [path for path, word in LISTS.items() if word.encode() in client.get(path).content]


def test_it_is_nowhere_a_second_before_and_everywhere_on_the_second(
    client: Client, clock: Clock, scheduled: Any
) -> None:
    editions, opens = scheduled
    clock.set(opens - dt.timedelta(seconds=1))
    before = {name: status(client, path) for name, path in addresses(editions).items()}
    assert set(before.values()) == {404}, before
    assert named(client) == []
    clock.set(opens)
    after = {name: status(client, path) for name, path in addresses(editions).items()}
    assert set(after.values()) == {200}, after
    assert named(client) == list(LISTS)


def test_what_is_hidden_answers_as_what_never_was(client: Client, clock: Clock, scheduled: Any) -> None:
    def told(path: str) -> tuple[int, bytes, dict[str, str]]:
        response = client.get(path)
        headers = {name: value for name, value in response.headers.items() if "nonce" not in value}
        headers.pop("RateLimit", None)  # counts the requests, of both alike
        return response.status_code, response.content, headers

    assert told("/en/briefings/zenda/") == told("/en/briefings/never-was/")
    uid = scheduled[0][1].uid
    assert told(f"/api/v1/releases/{uid}/") == told("/api/v1/releases/00000000-0000-4000-8000-000000000000/")
    digest = scheduled[0][0].body["media"]["renditions"][0]["digest"]
    assert told(f"/media/{digest}/x-1.avif") == told(f"/media/{'0' * 64}/x-1.avif")


def test_a_bundle_opens_in_one_instant(scheduled: Any, clock: Clock) -> None:
    editions, opens = scheduled
    assert {edition.public_from for edition in editions} == {opens}
    assert not reading.public(opens - dt.timedelta(microseconds=1)).filter(pk__in=[row.pk for row in editions]).exists()


def test_the_whole_life_shows_in_every_outlet(
    client: Client, clock: Clock, scheduled: Any, author: User, reviewer: User
) -> None:
    editions, opens = scheduled
    clock.set(opens)
    briefing = editions[1]
    acts.withdraw(editions=[briefing], by=reviewer, reason={"en": "It was about another castle."})
    clock.tick(2)
    assert client.get("/en/briefings/zenda/").status_code == 410
    assert b"another castle" in client.get("/en/briefings/zenda/").content
    assert client.get(f"/api/v1/releases/{briefing.uid}/").status_code == 410
    listed = json.loads(client.get("/api/v1/releases/?language=en").content)["results"]
    assert str(briefing.uid) not in [row["id"] for row in listed]
