"""What is logged: enough to find a fault, and nothing that tells of a person."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from embassy import logs


@pytest.fixture
def lines() -> Iterator[Any]:
    """lines() are the lines of JSON that were logged."""
    stream, root, requests = io.StringIO(), logging.getLogger(), logging.getLogger("embassy.requests")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    levels = root.level, requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    requests.setLevel(levels[1])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Key (address)=(anna@strelsau.example) already exists", "Key (address)=(<mail>) already exists"),
        ("Not Found: /en/releases/?q=quetzal&page=2", "Not Found: /en/releases/?…"),
        ("from 203.0.113.7 and 2001:db8::7, [::1]", "from <address> and <address>, [<address>]"),
        ("/en/subscribe/confirm/eyJzIjoxfQ:1tY2kL:kd93jfd0sk2mf/", "/en/subscribe/confirm/<token>/"),
        # One in fourteen hundred has no digit.
        ("Not Found: /early/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ/ru/", "Not Found: /early/<token>/ru/"),
        (
            "Gone: https://press.example/preview/abcdefghijklmnopqrstuvwxyz",
            "Gone: https://press.example/preview/<token>",
        ),
        ("releases/outlets/site/early/page.py", "releases/outlets/site/early/page.py"),
        ("At 2027-03-28 07:03:46 the worker of 12:30 ended", "At 2027-03-28 07:03:46 the worker of 12:30 ended"),
        ("releases.outlets.absence: 3 of 10", "releases.outlets.absence: 3 of 10"),
    ],
)
def test_words_lose_what_tells_of_a_person(said: str, kept: str) -> None:
    assert logs.without_persons(said) == kept


def test_a_request_is_one_line_without_its_reader(client: Client, db: None, lines: Any) -> None:
    client.get("/en/releases/?q=quetzal", headers={"user-agent": "A browser"}, REMOTE_ADDR="203.0.113.7")
    [line] = [line for line in lines() if line["logger"] == "embassy.requests"]
    assert line.keys() == {"at", "level", "logger", "message", "request", "method", "route", "status", "ms"}
    assert line["route"].endswith("/releases/")
    whole = json.dumps(lines())
    assert [word for word in ("quetzal", "203.0.113.7", "A browser") if word in whole] == []


def test_the_id_of_the_proxy_runs_through_the_lines_of_a_request_that_fails(
    client: Client, db: None, lines: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from releases.outlets import readiness

    def broken() -> str:
        raise RuntimeError("anna@strelsau.example at 203.0.113.7 broke it")

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    monkeypatch.setattr(readiness, "_database", broken)
    client.raise_request_exception = False
    answer = client.get("/readyz", headers={"x-request-id": "of-the-proxy-1"})
    assert answer.status_code == 500
    assert {line.get("request") for line in lines()} == {"of-the-proxy-1"}
    [failed] = [line for line in lines() if "error" in line]
    assert "RuntimeError: <mail> at <address> broke it" in failed["error"]
    assert "X-Request-ID" not in answer.headers


def test_an_id_from_a_stranger_or_malformed_is_not_taken(client: Client, db: None, lines: Any, settings: Any) -> None:
    client.get("/healthz", headers={"x-request-id": "of-a-stranger"})
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.get("/healthz", headers={"x-request-id": "two words\n"})
    assert [len(line["request"]) for line in lines()] == [32, 32]


def test_sentry_is_told_where_and_not_of_whom() -> None:
    event = {
        "request": {"method": "GET", "url": "https://press.example/en/?q=quetzal", "query_string": "q=quetzal",
                    "headers": {"User-Agent": "A browser"}, "cookies": {"session": "x"},
                    "env": {"REMOTE_ADDR": "203.0.113.7"}},
        "user": {"ip_address": "203.0.113.7"},
        "breadcrumbs": {"values": [{"message": "SELECT 'anna@strelsau.example'"}]},
        "exception": {"values": [{"type": "ValueError", "value": "anna@strelsau.example",
                                  "stacktrace": {"frames": [{"function": "view", "vars": {"word": "quetzal"}}]}}]},
    }  # fmt: skip
    said = json.dumps(logs.without_request(event, {}))
    assert [word for word in ("quetzal", "browser", "203.0.113.7", "anna", "session") if word in said] == []
    assert "ValueError" in said
    assert '"function": "view"' in said
