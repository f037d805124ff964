"""The database hangs, is gone, or is locked, while server and worker run in processes of their own.

For how long: EMBASSY_TEST_AWAY_S, three seconds where it is not set; a minute was tried.
Seen red: with the look at the record in the thread that answers, readers waited for as long as PostgreSQL hung.
"""

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from releases.authoring.models import User
from releases.editions import acts
from releases.partners import subscribing
from releases.partners.models import Partner
from tests.factories import make_mission, make_release, publish
from tests.journeys.processes import (
    Running,
    environment,
    free_port,
    name_static_files,
    server,
    until_it_answers,
    worker,
)
from tests.journeys.relay import Relay
from tests.outlets.webhooks.conftest import Receiver, receiver

__all__ = ["receiver"]  # fixture
pytestmark = pytest.mark.django_db(transaction=True)
AWAY_S = float(os.environ.get("EMBASSY_TEST_AWAY_S", "3"))
KEPT, OTHER, PAGE = "/en/feed.json", "/api/v1/releases/?language=en&limit=7", "/en/statements/"
# Whoever would write waits for twenty seconds, and is refused then: see `test_faults`.
LOCKED_S = min(AWAY_S, 15)
_PATIENCE_S = 60
# What is kept does not wait for the database: for two seconds at the first look that is not answered, then not at all.
PROMPT_S = 10
People = tuple[User, User, User]


@dataclass
class Office:
    origin: str
    server: Running
    worker: Running
    publish: Callable[[str], Any]
    receiver: Receiver

    def get(self, path: str, **headers: str) -> Any:
        return httpx.get(f"{self.origin}{path}", headers=headers, timeout=_PATIENCE_S)

    def until(self, is_so: Callable[[], bool], otherwise: str) -> None:
        ends = time.monotonic() + _PATIENCE_S
        while not is_so():
            assert time.monotonic() < ends, f"{otherwise}\n{self.server.said.read_text()[-3000:]}"
            time.sleep(0.1)

    def shows(self, slug: str) -> bool:
        answer = httpx.get(f"{self.origin}{KEPT}", timeout=PROMPT_S)
        return answer.status_code == 200 and f"/en/statements/{slug}/" in answer.text

    def told(self) -> Counter[str]:
        """How often each message came."""
        return Counter(headers["webhook-id"] for _path, headers, _body in self.receiver.heard)


@contextmanager
def running(folder: Path, people: People, receiver: Receiver, **more: str) -> Iterator[Office]:
    author, reviewer, administrator = people

    def publish_one(slug: str) -> Any:
        [edition] = publish([make_release("statement", by=author, slug=slug)], author=author, reviewer=reviewer)
        time.sleep(max(0.0, (edition.public_from - timezone.now()).total_seconds()))
        return edition

    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    subscribing.subscribe(partner=Partner.objects.create(name="Agency"), url=f"{receiver.url}/hook")
    name_static_files(folder)
    port = free_port()
    web, beside = server(folder, port, threads=16, **more), worker(folder, **more)
    office = Office(f"http://127.0.0.1:{port}", web, beside, publish_one, receiver)
    try:
        web.start()
        beside.start()
        publish_one("said")
        until_it_answers(web, f"{office.origin}/healthz")
        office.until(lambda: office.shows("said"), "The first did not come")
        office.until(lambda: len(office.told()) == 1, "The partner was not told")
        yield office
    finally:
        web.kill()
        beside.kill()


@pytest.fixture
def people(author: User, reviewer: User, administrator: User) -> People:
    return author, reviewer, administrator


def test_the_site_goes_on_while_the_database_is_away_and_all_is_well_when_it_is_back(
    people: People, receiver: Receiver, tmp_path: Path, settings: Any
) -> None:
    settings.WEBHOOKS_LOOPBACK = True
    if connection.vendor == "sqlite":
        with running(tmp_path, people, receiver) as office:
            _while_somebody_writes(office)
            _all_is_well(office, "after-the-lock")
        return
    with Relay() as relay:
        name = environment(tmp_path)["DATABASE_URL"].partition("?")[0].rpartition("/")[2]
        user = connection.get_connection_params().get("user", "postgres")
        url = f"postgresql://{user}@127.0.0.1:{relay.port}/{name}"
        with running(tmp_path, people, receiver, DATABASE_URL=url) as office:
            for fault in (relay.fall_silent, relay.go):
                fault()
                _while_it_is_away(office)
                relay.open()
                _all_is_well(office, f"after-{fault.__name__.replace('_', '-')}")


def _while_it_is_away(office: Office) -> None:
    ends = time.monotonic() + AWAY_S
    assert office.shows("said")
    office.until(lambda: office.get("/readyz").status_code == 503, "/readyz says nothing of it")
    while time.monotonic() < ends:
        assert office.shows("said")
        for path in (OTHER, PAGE, "/admin/login/"):
            refused = office.get(path)
            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
        assert "The press office cannot be reached" in office.get(PAGE).text
        typed = httpx.post(f"{office.origin}/admin/login/", data={"typed": "a" * 500_000}, timeout=_PATIENCE_S)
        assert typed.status_code == 503
        ready = office.get("/readyz")
        assert (ready.status_code, ready.json()["checks"]["database"]) == (503, "away")
        assert office.get("/healthz").status_code == 200
        time.sleep(0.2)


def _while_somebody_writes(office: Office) -> None:
    """Nobody else can: pages and lists are read as ever, and who would write waits for its turn."""
    with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        wrote = threading.Thread(target=_published, args=(office, "waited"))
        wrote.start()
        ends = time.monotonic() + LOCKED_S
        while time.monotonic() < ends:
            found = {office.get(path).status_code for path in (KEPT, OTHER, "/healthz", "/readyz")}
            assert found == {200}
            assert wrote.is_alive()
            time.sleep(0.2)
        other.execute("ROLLBACK")
        wrote.join(_PATIENCE_S)
    office.until(lambda: office.shows("waited"), "What waited was not written")


def _published(office: Office, slug: str) -> None:
    try:
        office.publish(slug)
    finally:
        connection.close()


def _all_is_well(office: Office, slug: str) -> None:
    """Without a restart, from the first answer on; and whoever was told is not told again."""
    office.until(lambda: office.get("/readyz").status_code == 200, "/readyz does not say that it is back")
    others = [f"/api/v1/releases/?limit={limit}" for limit in range(1, 10)]
    assert {path: office.get(path).status_code for path in (OTHER, *others)} == dict.fromkeys((OTHER, *others), 200)
    before = len(office.told())
    office.publish(slug)
    office.until(lambda: office.shows(slug), "What came afterwards is not shown")
    office.until(lambda: len(office.told()) > before, "The worker does not go on")
    assert set(office.told().values()) == {1}
    assert office.worker.is_running
    assert "Traceback" not in office.server.said.read_text()
