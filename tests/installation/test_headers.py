"""Every answer, whatever its status and whoever gave it, bears the headers that protect its reader."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets import readiness
from tests.clock import Clock
from tests.factories import in_each, make_release
from tests.outlets.conftest import mission, out  # noqa: F401  fixtures

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def is_protected(answer: Any) -> bool:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    answer.close()  # a static file
    return True


Ask = Callable[[Client], Any]
ASKED: dict[int, list[Ask]] = {
    200: [
        lambda client: client.get("/en/"),
        lambda client: client.get("/api/v1/releases/"),
        lambda client: client.get("/en/feed.atom"),
        lambda client: client.get("/healthz"),
        lambda client: client.get("/static/site/site.css"),
        lambda client: client.get("/admin/login/"),
    ],
    302: [lambda client: client.get("/admin/")],
    304: [lambda client: client.get("/en/", headers={"if-none-match": client.get("/en/").headers["ETag"]})],
    400: [
        lambda client: client.get("/en/", headers={"host": "bad_host!"}),
        lambda client: client.get("/api/v1/releases/?nothing=1"),
        lambda client: client.get("/en/releases/?" + "a=1&" * 2000),
    ],
    403: [lambda client: Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})],
    404: [
        lambda client: client.get("/no-such-address"),
        lambda client: client.get(f"/media/{'0' * 64}/a.jpg"),
        lambda client: client.get("/static/none.css"),
        lambda client: client.get("/api/v1/releases/none/"),
        lambda client: client.get("/metrics"),
    ],
    405: [lambda client: client.post("/en/"), lambda client: client.delete("/api/v1/releases/")],
    410: [lambda client: client.get("/en/statements/gone/")],
}


@pytest.mark.parametrize("status", ASKED)
def test_an_answer_of_every_status_is_protected(
    status: int, out: Any, clock: Clock, client: Client, author: User, reviewer: User  # noqa: F811
) -> None:  # fmt: skip
    editions = out(make_release("statement", by=author, slug="gone"), make_release("briefing", by=author))
    acts.withdraw(editions=editions[:1], by=reviewer, reason=in_each("Issued in error."))
    clock.tick(5)
    answers = [ask(client) for ask in ASKED[status]]
    assert [answer.status_code for answer in answers] == [status] * len(answers)
    assert all(is_protected(answer) for answer in answers)


def test_a_failure_is_protected_too(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise RuntimeError("broken")

    client.raise_request_exception = False
    monkeypatch.setattr(readiness, "_database", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert is_protected(answer)


def test_a_strange_name_is_refused_under_protection_before_anything_else(
    client: Client, clock: Clock, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    refused = client.get("/en/", headers={"host": "other.example"})
    assert refused.status_code == 400
    assert is_protected(refused)
    sent_on = client.get("/en/?a=b")
    assert (sent_on.status_code, sent_on.headers["Location"]) == (301, "https://testserver/en/?a=b")
    assert is_protected(sent_on)
    assert client.get("/robots.txt", secure=True).headers["Strict-Transport-Security"].startswith("max-age=3600")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_who_asks_how_we_are_needs_no_name_and_no_tls(path: str, client: Client, db: None, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT, settings.METRICS_TOKEN = True, "a token of the tests, long enough"
    headers = {"host": "10.0.0.7:8000", "authorization": "Bearer a token of the tests, long enough"}
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    assert is_protected(answer)
