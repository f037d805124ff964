"""What a supervisor and a load balancer are told."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from embassy.proxy import ClientAddressMiddleware
from releases.authoring.models import User
from releases.editions import guards
from releases.editions.models import JournalEntry
from releases.management.commands import deliver
from releases.outlets import readiness
from releases.outlets.supervising import may_know
from releases.running import beating
from releases.running.models import Worker
from tests.clock import Clock
from tests.factories import make_release, submit

TOKEN = "Abc123" * 5


def test_a_process_that_runs_says_so_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert client.post("/healthz").status_code == 405


def test_it_is_ready_whatever_the_worker_does(clock: Clock, client: Client) -> None:
    without = client.get("/readyz")
    assert without.status_code == 200
    assert without.json()["checks"]["worker"]["state"] == "late"
    beating.beat()
    clock.tick(beating.LATE_AFTER.total_seconds())
    assert client.get("/readyz").json()["checks"]["worker"] == {
        "state": "ok",
        "last_beat_s": 120.0,
        "deliveries_due": 0,
        "letters_due": 0,
    }
    clock.tick(0.1)
    assert client.get("/readyz").json()["checks"]["worker"]["state"] == "late"


def test_it_is_not_ready_while_the_database_is_away(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(readiness.connection, "cursor", away)
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "checks": {"database": "away", "media": "ok", "storage": "ok"}}


def test_it_is_not_ready_where_media_cannot_be_written(
    client: Client, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.MEDIA_DIR = tmp_path
    monkeypatch.setattr(readiness.os, "access", lambda path, mode: path != tmp_path)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["media"]) == (503, "the media folder cannot be written to")


def test_a_worker_is_heard_of_while_it_works_and_says_good_bye(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    heard: list[int] = []
    monkeypatch.setattr(deliver, "close_old_connections", lambda: None)  # the test's own would be closed
    monkeypatch.setattr(beating, "ended", lambda: heard.append(Worker.objects.count()))
    call_command("deliver", once=True)
    assert heard == [1]
    with django_assert_num_queries(1):
        beating.beat()
    monkeypatch.undo()
    beating.ended()
    assert not Worker.objects.exists()
    Worker.objects.create(name="gone:1", started_at=clock.now, beat_at=clock.now - dt.timedelta(days=2))
    beating.beat()
    assert Worker.objects.count() == 1


def test_it_is_not_ready_where_the_last_entry_of_the_journal_was_altered(
    clock: Clock, client: Client, author: User
) -> None:
    submit([make_release("briefing", by=author)], by=author)
    assert client.get("/readyz").json()["checks"]["chain"] == "ok"
    guards.remove()
    JournalEntry.objects.update(reason="Another")
    guards.install()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["chain"]) == (503, "the last entry of the journal was altered")


def test_a_disk_that_fills_up_is_told_and_is_no_reason(
    clock: Clock, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_LEAST_FREE_BYTES", 1 << 62)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["storage"]) == (200, "nearly full")


def test_asking_costs_the_same_whatever_there_is(
    clock: Clock, client: Client, author: User, django_assert_num_queries: Any
) -> None:
    client.get("/readyz")  # finds the migrations
    for _number in range(2):
        with django_assert_num_queries(6):
            client.get("/readyz")
        submit([make_release("briefing", by=author)], by=author)


@pytest.mark.parametrize(
    ("address", "headers", "told"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("::ffff:127.0.0.1", {}, True),
        ("192.0.2.7", {"authorization": f"Bearer {TOKEN}"}, True),
        ("192.0.2.7", {}, False),
        ("192.0.2.7", {"x-forwarded-for": "127.0.0.1"}, False),
        ("192.0.2.7", {"authorization": "Bearer another"}, False),
        ("::ffff:192.0.2.7", {}, False),
        ("", {}, False),
    ],
)
def test_only_who_may_know_is_told_more_than_whether_it_is_ready(
    clock: Clock, client: Client, settings: Any, address: str, headers: dict[str, str], *, told: bool
) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/readyz", REMOTE_ADDR=address, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert list(answer.json()) == (["status", "checks"] if told else ["status"])


def test_who_may_not_know_is_told_that_it_is_not_ready_and_not_why(
    client: Client, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.MEDIA_DIR, settings.METRICS_TOKEN = tmp_path, ""
    monkeypatch.setattr(readiness.os, "access", lambda path, mode: path != tmp_path)
    answer = client.get("/readyz", REMOTE_ADDR="192.0.2.7", headers={"authorization": "Bearer "})
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})


def test_behind_a_proxy_it_counts_who_asked_the_proxy() -> None:
    asked: list[bool] = []
    layer = ClientAddressMiddleware(lambda request: asked.append(may_know(request)) or HttpResponse())
    for headers in ({"x-forwarded-for": "192.0.2.7"}, {"x-forwarded-for": "127.0.0.1, 192.0.2.7"}, {}):
        layer(RequestFactory().get("/readyz", REMOTE_ADDR="127.0.0.1", headers=headers))
    assert asked == [False, False, True]
