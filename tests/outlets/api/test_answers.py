"""What every answer has in common: tags and times, also ahead of the public; packing; notice of an end; bad bodies."""

import datetime as dt
import gzip
import json
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.api import views
from tests.clock import Clock
from tests.factories import make_release, submit
from tests.outlets.api.conftest import Api, KeyFor
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db


def test_the_true_tag_of_what_is_hidden_answers_like_a_false_one(
    out: Publish, author: User, api: Api, key_for: KeyFor, clock: Clock
) -> None:
    hidden = make_release("briefing", by=author)
    opens = clock.now + dt.timedelta(hours=1)
    out(hidden, at=opens)
    path, ahead = f"releases/{hidden.uid}/", (opens + dt.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    clock.set(opens)
    true = api(path, language="en")["ETag"]  # what it is going to be
    clock.set(opens - dt.timedelta(minutes=30))
    early = api(path, language="en", at=ahead, key=key_for(lead_minutes=60))["ETag"]

    told = [api(path, language="en", headers={"If-None-Match": tag}) for tag in (true, early, '"0"', "*")]

    assert {answer.status_code for answer in told} == {404}
    assert len({answer.content for answer in told}) == 1
    changing = {"RateLimit", "RateLimit-Policy"}
    headers = [{name: value for name, value in answer.headers.items() if name not in changing} for answer in told]
    assert all(one == headers[0] for one in headers)


@pytest.mark.parametrize("path", ["statistics/", "statistics/{}/", "releases/{}/editions/", "releases/{}/editions/1/"])
@pytest.mark.parametrize("form", ["json", "csv", "ninjs"])
def test_every_answer_has_a_tag_and_a_time_and_is_not_sent_twice(
    path: str, form: str, out: Publish, author: User, api: Api, clock: Clock
) -> None:
    release = make_release("statistic", by=author)
    out(release)
    clock.tick(10)
    formatted = {} if form == "json" else {"format": form}
    asked = {"language": "en", **formatted}
    first = api(path.format(release.uid), **asked)
    if first.status_code == 406:
        assert "editions" in path  # as JSON, or ninjs, alone
        return
    assert first["Content-Language"] == "en"
    for header, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        again = api(path.format(release.uid), headers={condition: first[header]}, **asked)
        assert (header, again.status_code, again.content) == (header, 304, b"")


def test_changes_have_a_time_for_the_public_and_none_for_who_looks_ahead(
    out: Publish, author: User, reviewer: User, api: Api, key_for: KeyFor, clock: Clock
) -> None:
    """A plan is moved at any time, and no interval end says so: a time would tell of a copy that it still holds."""
    out(make_release("briefing", by=author))
    planned = out(make_release("briefing", by=author), at=clock.now + dt.timedelta(hours=1))
    clock.tick(10)
    key, ahead = key_for(lead_minutes=90), (clock.now + dt.timedelta(minutes=80)).strftime("%Y-%m-%dT%H:%M:%SZ")
    public = api("changes/")
    assert api("changes/", headers={"If-Modified-Since": public["Last-Modified"]}).status_code == 304
    before = [api("changes/", key=key), api("releases/", key=key, language="en", at=ahead)]
    assert ["Last-Modified" in answer for answer in before] == [False, False]
    since = clock.now.strftime("%a, %d %b %Y %H:%M:%S GMT")
    acts.cancel(editions=planned, by=reviewer)
    clock.tick(10)

    for path, asked in (("changes/", {}), ("releases/", {"language": "en", "at": ahead})):
        assert api(path, key=key, headers={"If-Modified-Since": since}, **asked).status_code == 200


def test_an_expunging_changes_what_is_told_of_the_past(
    out: Publish, author: User, reviewer: User, administrator: User, api: Api, clock: Clock
) -> None:
    release = make_release("briefing", by=author)
    (first,) = out(release)
    clock.tick(10)
    release.texts.update(summary="Mended.")
    (second,) = acts.correct(submission=submit([release], by=author), by=reviewer, note="A name.")
    clock.set(second.public_from + dt.timedelta(seconds=10))
    path, then = f"releases/{release.uid}/", first.public_from.strftime("%Y-%m-%dT%H:%M:%SZ")
    asked = [(path, {"at": then}), (f"{path}editions/", {}), (f"{path}editions/1/", {})]
    told = [api(where, language="en", **more)["Last-Modified"] for where, more in asked]
    acts.expunge(editions=[first], by=administrator, reason="A court order.")
    clock.tick(10)

    statuses = [
        api(where, language="en", headers={"If-Modified-Since": since}, **more).status_code
        for (where, more), since in zip(asked, told, strict=True)
    ]

    assert statuses == [404, 200, 404]


@pytest.mark.parametrize(
    ("header", "packed"), [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("", False)]
)
def test_an_export_is_packed_as_it_comes(header: str, packed: bool, out: Publish, author: User, api: Api) -> None:
    out(*[make_release("briefing", by=author, html="<p>Oats and wheat.</p>" * 40) for _number in range(12)])

    answer = api("releases/", language="en", format="ndjson", headers={"Accept-Encoding": header})
    pieces = list(answer.streaming_content)
    body = b"".join(pieces)

    assert answer.streaming
    assert answer.get("Content-Encoding") == ("gzip" if packed else None)
    assert "Accept-Encoding" in answer["Vary"]
    lines = (gzip.decompress(body) if packed else body).splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == 12
    assert len(pieces) > 1


def test_an_address_that_is_to_end_says_so_long_before(mission: Any, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not {"Deprecation", "Sunset"} & api("briefings/", language="en").headers.keys()
    monkeypatch.setattr(views.Briefings, "deprecated_at", dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    monkeypatch.setattr(views.Briefings, "ends_at", dt.datetime(2031, 1, 1, tzinfo=dt.UTC))

    for answer in (api("briefings/", language="en"), api("briefings/", nothing="1")):
        assert answer["Deprecation"] == "@1893456000"
        assert answer["Sunset"] == "Wed, 01 Jan 2031 00:00:00 GMT"


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b'{"url": "' + b"x" * 3_000_000 + b'"}', "application/json", 413, "too-large"),
        (b"[" * 100_000, "application/json", 400, "malformed"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        (b"[]", "application/json", 400, "malformed"),
        (b"url=https://agency.example", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        (b"{}", "nonsense", 415, "unsupported-media-type"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_and_never_a_failure(
    body: bytes, media_type: str, status: int, code: str, mission: Any, client: Client, key_for: KeyFor
) -> None:
    client.raise_request_exception = False
    headers = {"Authorization": f"Bearer {key_for(webhooks=True)}"}

    answer = client.post("/api/v1/webhooks/", data=body, content_type=media_type, headers=headers)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"http://testserver/api/v1/docs/#{code}"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_page_about_it_refuses_as_the_rest(method: str, mission: Any, client: Client) -> None:
    answer = getattr(client, method)("/api/v1/docs/")

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["type"] == "http://testserver/api/v1/docs/#method-not-allowed"
