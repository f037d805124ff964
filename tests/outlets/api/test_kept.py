"""What was written once is given again without its contents being read, and never longer than it is public."""

import datetime as dt
import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from releases.authoring.models import Text, User
from releases.editions import acts, reading
from releases.editions.parts import parts
from tests.clock import Clock
from tests.factories import in_each, make_release, submit
from tests.outlets.api.conftest import Api
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db
LISTS = ("releases/", "briefings/")


@pytest.fixture
def briefings(out: Publish, author: User) -> list[Any]:
    releases = [make_release("briefing", by=author, languages=("en", "ru")) for _number in range(3)]
    out(*releases)
    return releases


def said(answer: Any) -> tuple[bytes, dict[str, str]]:
    return answer.content, {name: value for name, value in answer.headers.items() if name != "RateLimit"}


@pytest.mark.parametrize("path", [*LISTS, "releases/{uid}/", "briefings/{uid}/"])
def test_the_second_time_no_contents_are_read_and_the_answer_is_the_same(
    path: str, briefings: list[Any], api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = path.format(uid=briefings[0].uid)
    with django_assert_num_queries(3):  # which they are, they themselves, and the last change
        first = api(path, language="en")
    with django_assert_num_queries(2) as asked:
        second = api(path, language="en")

    assert said(second) == said(first)
    assert first.json() == api(path, language="en", format="json").json()
    assert not _reads_contents(asked)


def _reads_contents(asked: CaptureQueriesContext) -> bool:
    return any('"content"' in query["sql"] for query in asked.captured_queries)


def test_what_is_corrected_and_withdrawn_is_so_from_its_instant_on(
    briefings: list[Any], api: Api, author: User, reviewer: User, clock: Clock
) -> None:
    before = shown(api, briefings)
    (changed, _old), (gone, _same), told = before
    Text.objects.filter(release=briefings[0], language="en").update(title="Corrected")
    submission = submit([briefings[0]], by=author, languages=["en"])
    (corrected,) = acts.correct(submission=submission, by=reviewer, note={"en": "A word was wrong."})
    seen = around(corrected.public_from, clock, lambda: shown(api, briefings))
    editions = reading.public(clock.now).filter(uid=gone)
    withdrawn = acts.withdraw(editions=editions, by=reviewer, reason=in_each("Issued in error."))
    seen += around(withdrawn[0].public_until, clock, lambda: shown(api, briefings))

    after = [(changed, "Corrected"), *before[1:]]
    assert seen == [before, after, after, [after[0], (gone, "withdrawn"), told]]


def test_a_page_has_none_after_it_once_the_last_behind_it_is_withdrawn(
    briefings: list[Any], api: Api, reviewer: User, clock: Clock
) -> None:
    assert api("releases/", language="en", limit="2").json()["next"]
    oldest = reading.public(clock.now).filter(uid=briefings[0].uid)
    withdrawn = acts.withdraw(editions=oldest, by=reviewer, reason=in_each("Issued in error."))
    clock.set(withdrawn[0].public_until or clock.now)
    answer = api("releases/", language="en", limit="2")
    assert (len(answer.json()["results"]), answer.json()["next"], "Link" in answer) == (2, None, False)


def around(moment: Any, clock: Clock, look: Callable[[], Any]) -> list[Any]:
    """What is seen just before a moment, and at it."""
    clock.set(moment - dt.timedelta(milliseconds=1))
    before = look()
    clock.set(moment)
    return [before, look()]


def shown(api: Api, releases: list[Any]) -> list[tuple[str, str]]:
    """Title or fate of each, the same on its own and in both lists."""
    own = [(str(release.uid), api(f"releases/{release.uid}/", language="en").json()) for release in releases]
    told = [(uid, item["title"] if item["status"] != 410 else "withdrawn") for uid, item in own]
    for path in LISTS:
        listed = {item["id"]: item["title"] for item in api(path, language="en").json()["results"]}
        assert listed == {uid: title for uid, title in told if title != "withdrawn"}
    return told


def test_each_origin_language_and_choice_has_its_own(briefings: list[Any], client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    whole, listed = f"/api/v1/releases/{briefings[0].uid}/", "/api/v1/releases/"
    asked = [
        (f"{path}?language={language}{more}", host)
        for path, choices in ((whole, ("",)), (listed, ("", "&include=body", "&limit=2", "&include=body&limit=2")))
        for more in (*choices, "&fields=title", "&fields=slug")
        for language in ("en", "ru")
        for host in settings.ALLOWED_HOSTS
    ]

    def answer(address: str, host: str) -> bytes:
        return client.get(address, headers={"host": host}).content

    first, again = ([answer(*one) for one in asked] for _time in range(2))
    alone = []
    for one in asked:
        parts.forget()
        alone.append(answer(*one))
    assert first == again == alone
    assert len(set(first)) == len(asked)


@pytest.mark.parametrize("path", ["releases/", "releases/{uid}/"])
def test_in_each_coding_it_is_the_same_and_has_a_tag_of_its_own(
    path: str, briefings: list[Any], client: Client
) -> None:
    address = f"/api/v1/{path.format(uid=briefings[0].uid)}?language=en"
    plain, tags = client.get(address), set()
    for coding, unpacked in [("gzip", gzip.decompress), ("br", brotli.decompress)] * 2:
        answer = client.get(address, headers={"accept-encoding": coding})
        assert (answer["Content-Encoding"], unpacked(answer.content)) == (coding, plain.content)
        known = client.get(address, headers={"accept-encoding": coding, "if-none-match": answer["ETag"]})
        assert (known.status_code, known.content, known["ETag"]) == (304, b"", answer["ETag"])
        tags |= {plain["ETag"], answer["ETag"]}
    assert len(tags) == 3


def test_a_person_may_have_it_indented(briefings: list[Any], client: Client) -> None:
    for path in ("releases/", f"releases/{briefings[0].uid}/"):
        shown = client.get(f"/api/v1/{path}?language=en", headers={"accept": "application/json; indent=4"})
        assert shown.content.decode().startswith("{\n    ")
        assert shown.json() == client.get(f"/api/v1/{path}?language=en").json()
