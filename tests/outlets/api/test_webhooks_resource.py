"""A partner sets up by the API where it is told, and nobody else's."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from releases.partners import keys
from releases.partners.endpoints import Delivery, Endpoint
from releases.partners.models import Partner
from tests.outlets.api.conftest import KeyFor
from tests.outlets.api.test_openapi import faults

Call = Callable[..., Any]
URL = "https://agency.example/press"


@pytest.fixture
def call(client: Client, mission: Any) -> Call:
    """call("POST", "webhooks/", key=secret, url="…") is an answer of the API to a JSON body."""

    def ask(method: str, path: str, *, key: str = "", **body: Any) -> Any:
        return client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"} if key else {},
        )

    return ask


@pytest.fixture
def key(key_for: KeyFor) -> str:
    return key_for(webhooks=True)


def test_an_endpoint_is_made_paused_tried_and_removed(call: Call, key: str) -> None:
    made = call("POST", "webhooks/", key=key, url=URL, kinds=["briefing"], whole_items=True)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    assert made["Cache-Control"] == "private, no-store"
    one = f"webhooks/{made.json()['id']}/"
    [listed] = call("GET", "webhooks/", key=key).json()["results"]
    assert (listed["url"], listed["kinds"], listed["state"]) == (URL, ["briefing"], "active")
    assert "secret" not in listed
    assert call("PATCH", one, key=key, state="paused").json()["state"] == "paused"
    assert call("PATCH", one, key=key, state="active").json()["state"] == "active"
    assert call("POST", f"{one}secret/", key=key).json()["secret"] not in {"", made.json()["secret"]}
    assert call("POST", f"{one}test/", key=key).status_code == 202
    [delivery] = call("GET", f"{one}deliveries/", key=key).json()["results"]
    assert (delivery["type"], delivery["state"], delivery["attempts"]) == ("test.sent", "waiting", [])
    gone = call("POST", f"{one}replay/", key=key, since="2030-01-01T00:00:00Z", until="2030-01-01T06:00:00Z")
    assert gone.json() == {"deliveries": 0}
    assert call("DELETE", one, key=key).status_code == 204
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()
    assert call("GET", one, key=key).status_code == 404


def test_nobody_reaches_the_endpoints_of_another(call: Call, key: str, key_for: KeyFor, administrator: User) -> None:
    one = f"webhooks/{call('POST', 'webhooks/', key=key, url=URL).json()['id']}/"
    rival = Partner.objects.create(name="Another agency")
    _key, foreign = keys.give(partner=rival, name="wire", by=administrator, webhooks=True)
    doors = [
        *(("GET", one), ("PATCH", one), ("DELETE", one), ("POST", f"{one}secret/"), ("POST", f"{one}test/")),
        *(("POST", f"{one}replay/"), ("GET", f"{one}deliveries/")),
    ]
    missing = f"webhooks/{10**6}/"
    for method, path in doors:
        answer, none = (call(method, where, key=foreign) for where in (path, path.replace(one, missing)))
        assert (answer.status_code, answer.content) == (404, none.content), (method, path)
        assert call(method, path).status_code == 401
        assert call(method, path, key=key_for()).status_code == 403
    assert call("GET", "webhooks/", key=foreign).json() == {"results": []}
    assert Endpoint.objects.get().state == "active"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "http://agency.example/"}, "url"),
        ({}, "url"),
        ({"url": 5}, "url"),
        ({"url": URL, "kinds": ["speech"]}, "kinds"),
        ({"url": URL, "languages": "en"}, "languages"),
        ({"url": URL, "languages": [[]]}, "languages"),
        ({"url": URL, "whole_items": 1}, "whole_items"),
        ({"url": URL, "secret": "mine"}, "secret"),
        ({"url": "x" * 600}, "url"),
    ],
)
def test_what_is_wrong_is_named(call: Call, key: str, body: Any, field: str) -> None:
    answer = call("POST", "webhooks/", key=key, **(body or {"whole_items": False}))
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert not Endpoint.objects.exists()


def test_what_cannot_be_done_now_says_so(call: Call, key: str) -> None:
    one = f"webhooks/{call('POST', 'webhooks/', key=key, url=URL).json()['id']}/"
    assert call("POST", "webhooks/", key=key, url=URL).json()["type"].endswith("#conflict")
    ahead = call("POST", f"{one}replay/", key=key, since="2030-01-01T00:00:00Z", until="2031-01-01T00:00:00Z")
    assert ahead.status_code == 409
    assert "since" in call("POST", f"{one}replay/", key=key, since="yesterday", until="x").json()["errors"]
    assert "state" in call("PATCH", one, key=key, state="gone").json()["errors"]


def test_a_body_that_is_none_is_refused(client: Client, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    for body, kind, status in (
        ("[1]", "application/json", 400),
        ("{", "application/json", 400),
        ("a=1", "application/x-www-form-urlencoded", 415),
    ):
        answer = client.post("/api/v1/webhooks/", body, content_type=kind, headers=headers)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_what_is_answered_is_what_is_described(call: Call, key: str, client: Client) -> None:
    described = client.get("/api/v1/schema/").json()
    made = call("POST", "webhooks/", key=key, url=URL).json()
    one = f"webhooks/{made['id']}/"
    tested = call("POST", f"{one}test/", key=key).json()
    for schema, answer in (
        ("Endpoint", made),
        ("Delivery", tested),
        ("Endpoints", call("GET", "webhooks/", key=key).json()),
        ("Deliveries", call("GET", f"{one}deliveries/", key=key).json()),
    ):
        assert faults(described, schema, answer) == []
        assert faults(described, schema, {})
