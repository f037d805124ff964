"""Many readers at the second of a release, and processes that learn of one another's acts. By real clocks."""

import datetime as dt
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.utils import timezone

from releases.authoring.models import User
from releases.editions import acts, bell
from tests.factories import in_each, make_mission, make_release, submit
from tests.journeys.processes import free_port, server, until_it_answers
from tests.outlets.page_cache.conftest import Reader, make_layer

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50
PAGE = "/en/statements/said/"


@dataclass(frozen=True)
class Seen:
    asked_at: float
    answered_at: float
    status: int
    tag: str


class Counted:
    """Django, and how often each address was asked of it."""

    def __init__(self) -> None:
        self._django = WSGIHandler()
        self.asked: Counter[str] = Counter()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.asked[environ["PATH_INFO"]] += 1
        return self._django(environ, start_response)


@pytest.fixture
def said(author: User, reviewer: User, administrator: User) -> Any:
    acts.publish_imprint(mission=make_mission(), by=administrator)
    submission = submit([make_release("statement", by=author, slug="said")], by=author)
    return acts.approve(submission=submission, by=reviewer, at=timezone.now() + dt.timedelta(seconds=2.6))


def test_fifty_readers_at_the_second_none_early_none_late_and_the_page_is_made_once(said: Any) -> None:
    opens = said[0].public_from.timestamp()
    django = Counted()
    read = Reader(make_layer(application=django))
    together = threading.Barrier(MANY)

    def follow(_number: int) -> list[Seen]:
        seen = []
        try:
            while time.time() < opens - 0.25:
                time.sleep(0.05)
            together.wait(timeout=60)
            while time.time() < opens + 1:
                asked_at = time.time()
                answer = read(PAGE)
                seen.append(Seen(asked_at, time.time(), answer.status, answer.headers.get("ETag", "")))
                time.sleep(0.005)
        finally:
            connection.close()
        return seen

    with ThreadPoolExecutor(MANY) as pool:
        seen = [one for many in pool.map(follow, range(MANY)) for one in many]

    early = [one for one in seen if one.status == 200 and one.answered_at < opens]
    late = [one for one in seen if one.status == 404 and one.asked_at >= opens]
    assert (early, late, {one.status for one in seen}) == ([], [], {404, 200})
    assert len({one.tag for one in seen if one.status == 200}) == 1
    # Once before, once after; and once more where one was under way as the second passed.
    assert django.asked[PAGE] <= 3


def test_the_first_fifty_readers_of_a_page_ask_django_once(said: Any) -> None:
    time.sleep(max(0.0, said[0].public_from.timestamp() - time.time()))
    django = Counted()
    read, together = Reader(make_layer(application=django)), threading.Barrier(MANY)

    def once(number: int) -> tuple[int, str]:
        together.wait(timeout=60)
        try:
            answer = read(PAGE, accept_language=("ru", "en")[number % 2], accept_encoding=("br", "gzip")[number % 2])
            return answer.status, answer.headers["Content-Encoding"]
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        assert Counter(pool.map(once, range(MANY))) == {(200, "br"): MANY // 2, (200, "gzip"): MANY // 2}
    assert django.asked[PAGE] == 1


def test_an_act_that_readers_can_see_rings_the_bell_once_it_is_committed(author: User, administrator: User) -> None:
    before = bell.heard()
    submit([make_release("statement", by=author)], by=author)
    assert bell.heard() == before
    acts.publish_imprint(mission=make_mission(), by=administrator)
    assert bell.heard() not in {before, b""}


def test_other_processes_show_a_withdrawal_within_two_seconds(said: Any, reviewer: User, tmp_path: Path) -> None:
    """One hears the bell; the other, as on another host, has a folder of its own and looks at the database."""
    time.sleep(max(0.0, said[0].public_from.timestamp() - time.time()))
    folders = {"same host": Path(settings.DATA_DIR), "other host": tmp_path}
    ports = {name: free_port() for name in folders}
    servers = {name: server(folder, ports[name]) for name, folder in folders.items()}
    try:
        for running in servers.values():
            running.start()
        addresses = {name: f"http://127.0.0.1:{port}/en/feed.json" for name, port in ports.items()}
        for name, address in addresses.items():
            until_it_answers(servers[name], address)
            assert PAGE in httpx.get(address).text  # from memory
        withdrawn = acts.withdraw(editions=said, by=reviewer, reason=in_each("Issued in error."))
        ends = withdrawn[0].public_until.timestamp()
        late, early = dict.fromkeys(addresses, 0.0), []
        while time.time() < ends + 0.5:
            for name, address in addresses.items():
                asked_at = time.time()
                is_there = PAGE in httpx.get(address).text
                if is_there and asked_at >= ends:
                    late[name] = asked_at - ends
                if not is_there and time.time() < ends:
                    early.append(name)
            time.sleep(0.02)
        assert (late, early) == (dict.fromkeys(addresses, 0.0), [])
        assert all(PAGE not in httpx.get(address).text for address in addresses.values())
    finally:
        for running in servers.values():
            running.kill()
