"""Whatever goes wrong is a problem document whose `type` leads to its paragraph."""

from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.api.problems import KNOWN
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.api.conftest import Api
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db
_NOBODY = "00000000-0000-4000-8000-000000000000"


def code_of(answer: Any) -> str:
    """The code of a problem that is one in every respect."""
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert {"type", "title", "status", "detail"} <= problem.keys()
    address, _mark, code = problem["type"].partition("#")
    assert address == "http://testserver/api/v1/docs/"
    assert code in KNOWN
    assert answer["Cache-Control"] == "no-store"
    return str(code)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api", 404, "not-found"),
        ("/api/", 404, "not-found"),
        ("/api/v2/", 404, "not-found"),
        ("/api/v1/nothing/", 404, "not-found"),
        ("/api/v1/releases/7/", 404, "not-found"),
        (f"/api/v1/releases/{_NOBODY}/", 404, "not-found"),
        (f"/api/v1/releases/{_NOBODY}/editions/", 404, "not-found"),
        ("/api/v1/people/nobody/", 404, "not-found"),
        ("/api/v1/releases/?langauge=en", 400, "bad-parameter"),
        ("/api/v1/releases/?limit=0", 400, "bad-parameter"),
        ("/api/v1/releases/?q=%00", 400, "bad-parameter"),
        (f"/api/v1/releases/?q={'x' * 201}", 400, "bad-parameter"),
        ("/api/v1/releases/?from=2030-02-01T00:00Z&to=2030-01-31T23:59Z", 400, "bad-parameter"),
        ("/api/v1/topics/?language=", 400, "bad-parameter"),
        ("/api/v1/changes/?fields=nothing", 400, "bad-parameter"),
        ("/api/v1/releases/?cursor=x", 400, "bad-cursor"),
        ("/api/v1/?format=", 406, "not-acceptable"),
        ("/api/v1/releases/?format=xml", 406, "not-acceptable"),
        ("/api/v1/briefings/?format=csv", 406, "not-acceptable"),
        ("/api/v1/statistics/?format=csv&nothing=1", 400, "bad-parameter"),
        ("/api/v1/releases/?format=ndjson&limit=5", 400, "bad-parameter"),
        ("/api/v1/releases/?format=ninjs&nothing=1", 400, "bad-parameter"),
        ("/api/v1/me/", 401, "not-authenticated"),
    ],
)
def test_a_refusal_is_a_problem_document(path: str, status: int, code: str, mission: Any, client: Client) -> None:
    answer = client.get(path)

    assert (answer.status_code, code_of(answer)) == (status, code)


def test_a_format_that_we_do_not_have_is_not_acceptable(mission: Any, api: Api) -> None:
    answer = api("releases/", headers={"Accept": "text/html"})

    assert (answer.status_code, code_of(answer)) == (406, "not-acceptable")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("media_type", ["application/json", "application/xml"])
def test_what_writes_is_refused_with_what_is_taken(method: str, media_type: str, mission: Any, client: Client) -> None:
    answer = getattr(client, method)("/api/v1/releases/", data="{", content_type=media_type)

    assert (answer.status_code, code_of(answer)) == (405, "method-not-allowed")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_a_withdrawn_release_is_gone_with_its_reason(
    out: Publish, clock: Clock, author: User, reviewer: User, api: Api
) -> None:
    release = make_release("briefing", by=author)
    closed = acts.withdraw(editions=out(release), by=reviewer, reason="In error.")
    clock.set(closed[0].public_until)

    answer = api(f"releases/{release.uid}/", language="en")

    assert (answer.status_code, code_of(answer)) == (410, "withdrawn")
    assert answer.json()["reason"]["en"] == "In error."


def test_our_own_failure_is_a_problem_that_gives_nothing_away(
    mission: Any, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_given: Any) -> None:
        raise RuntimeError("a password")

    monkeypatch.setattr("releases.outlets.api.entrance.absolute", failing)
    client.raise_request_exception = False

    answer = client.get("/api/v1/")

    assert (answer.status_code, code_of(answer)) == (500, "internal")
    assert b"a password" not in answer.content
    assert "a password" in caplog.text


def test_head_answers_as_get_without_a_body(out: Publish, author: User, client: Client) -> None:
    out(make_release("briefing", by=author))
    got, headed = client.get("/api/v1/releases/"), client.head("/api/v1/releases/")

    assert headed.content == b""
    assert headed.status_code == got.status_code
    assert headed["ETag"] == got["ETag"]


@pytest.mark.parametrize("path", ["/api/v1/releases/", "/api/v1/changes/", "/api/v1/nothing/"])
def test_a_page_of_any_origin_may_read_what_is_public(path: str, mission: Any, client: Client) -> None:
    asked = client.options(path, headers={"Origin": "https://paper.example", "Access-Control-Request-Method": "GET"})
    got = client.get(path, headers={"Origin": "https://paper.example"})

    assert asked.status_code == 204
    assert asked.content == b""
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" not in asked["Access-Control-Allow-Headers"]
    assert asked["Access-Control-Allow-Origin"] == got["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in got
