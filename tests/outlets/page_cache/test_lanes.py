"""Few are Django's at a time, and whoever can be answered from memory never waits for them.

Shown to work: with the desk among the readers, a lane for health, one waiting more or fewer, places that are never
given back, readers bounded, the silence of the database ignored, writers who give up, readers who do not, no end to
waiting, a context that is not handed on, connections kept or closed each time, bodies left open, a look asked twice or
believed late, each time a test goes red.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from embassy import patience
from releases.editions import holding
from releases.outlets.absence import KNOWN_AWAY
from releases.outlets.page_cache import lanes as lanes_
from releases.outlets.page_cache import looking
from releases.outlets.page_cache.lanes import Lanes
from releases.outlets.page_cache.looking import Looker
from tests.journeys.relay import Relay

_PATIENCE_S = 60
DESK = ["/admin/"] * 2
READERS = ["/en/", "/en/feed.atom", "/api/v1/changes/"]


@dataclass
class Standing:
    """A watch that says what the test says."""

    away: bool = False
    returns: int = 0
    looked: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def is_away(self) -> bool:
        self.looked.release()
        return self.away


@dataclass
class Held:
    """An application that answers once it is let go; `asked` says who is in it, `at_once` who was told to come back."""

    let_go: threading.Event = field(default_factory=threading.Event)
    asked: Counter[str] = field(default_factory=Counter)
    at_once: list[str] = field(default_factory=list)
    inside: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __call__(self, environ: Any, start: Any) -> list[bytes]:
        path = environ["PATH_INFO"]
        start("200 OK", [])
        if KNOWN_AWAY in environ or path == "/healthz":
            self.at_once.append(path)
            return [b"at once"]
        self.asked[path] += 1
        self.inside.release()
        assert self.let_go.wait(_PATIENCE_S)
        return [b"done"]

    def until(self, count: int) -> None:
        for _one in range(count):
            assert self.inside.acquire(timeout=_PATIENCE_S)


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def crowd(held: Held) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(64) as threads:
        yield threads
        held.let_go.set()


def ask(lanes: Lanes, path: str, method: str = "GET") -> bytes:
    return b"".join(lanes({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda _status, _headers: None))


def test_the_desk_and_readers_have_lanes_of_their_own_and_health_needs_none(
    held: Held, crowd: ThreadPoolExecutor
) -> None:
    lanes = Lanes(held, Standing(), waiters=1)  # type: ignore[arg-type]
    waiting = [crowd.submit(ask, lanes, path) for path in [*DESK * 4, *READERS * 2]]
    held.until(len(DESK) + len(READERS))

    assert sum(held.asked[path] for path in set(DESK)) == len(DESK)
    assert sum(held.asked[path] for path in READERS) == len(READERS)
    assert ask(lanes, "/healthz") == b"at once"
    held.let_go.set()
    assert {one.result(_PATIENCE_S) for one in waiting} == {b"done"}


def test_of_those_who_wait_for_the_desk_one_more_than_sixteen_is_told_to_come_back(
    held: Held, crowd: ThreadPoolExecutor
) -> None:
    lanes = Lanes(held, Standing(), waiters=1)  # type: ignore[arg-type]
    came = [crowd.submit(ask, lanes, "/admin/") for _one in range(len(DESK) + 17)]
    held.until(len(DESK))

    assert _first_done(came).result() == b"at once"
    held.let_go.set()
    assert Counter(one.result(_PATIENCE_S) for one in came) == {b"done": len(DESK) + 16, b"at once": 1}


def test_whoever_was_answered_gives_the_place_to_the_next(held: Held) -> None:
    held.let_go.set()
    lanes = Lanes(held, Standing(), waiters=1)  # type: ignore[arg-type]
    assert Counter(ask(lanes, "/admin/") for _one in range(len(DESK) + 17)) == {b"done": len(DESK) + 17}


def test_readers_wait_for_one_another_however_many_they_are(held: Held, crowd: ThreadPoolExecutor) -> None:
    standing = Standing()
    lanes = Lanes(held, standing, waiters=1)  # type: ignore[arg-type]
    came = [crowd.submit(ask, lanes, "/en/") for _one in range(30)]
    for _one in came:
        assert standing.looked.acquire(timeout=_PATIENCE_S)
    held.until(len(READERS))
    assert not any(one.done() for one in came)
    held.let_go.set()
    assert {one.result(_PATIENCE_S) for one in came} == {b"done"}


def test_who_came_into_no_lane_in_time_is_told_to_come_back_and_who_is_in_one_is_waited_for(
    held: Held, crowd: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes_, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(lanes_, "_GLANCE_S", 0.01)
    lanes = Lanes(held, Standing(), waiters=1)  # type: ignore[arg-type]
    inside = [crowd.submit(ask, lanes, "/admin/") for _one in DESK]
    held.until(len(DESK))
    assert crowd.submit(ask, lanes, "/admin/").result(_PATIENCE_S) == b"at once"
    assert not any(one.done() for one in inside)
    held.let_go.set()
    assert {one.result(_PATIENCE_S) for one in inside} == {b"done"}


class _Body(list[bytes]):
    def __init__(self) -> None:
        super().__init__([b"done"])
        self.closed = threading.Event()

    def close(self) -> None:
        self.closed.set()


def test_an_answer_that_nobody_waits_for_any_more_is_closed(crowd: ThreadPoolExecutor) -> None:
    body, let_go, inside = _Body(), threading.Event(), threading.Event()

    def application(environ: Any, start: Any) -> Any:
        start("200 OK", [])
        if KNOWN_AWAY in environ:
            return [b"at once"]
        inside.set()
        assert let_go.wait(_PATIENCE_S)
        return body

    standing = Standing()
    lanes = Lanes(application, standing, waiters=1)  # type: ignore[arg-type]
    reads = crowd.submit(ask, lanes, "/admin/")
    assert inside.wait(_PATIENCE_S)
    standing.away = True
    assert reads.result(_PATIENCE_S) == b"at once"
    assert not body.closed.is_set()
    let_go.set()
    assert body.closed.wait(_PATIENCE_S)


def _first_done(came: list[Any]) -> Any:
    done = threading.Event()
    for one in came:
        one.add_done_callback(lambda _one: done.set())
    assert done.wait(_PATIENCE_S)
    return next(one for one in came if one.done())


def test_while_the_database_is_known_to_be_away_nobody_waits(held: Held) -> None:
    lanes = Lanes(held, Standing(away=True), waiters=1)  # type: ignore[arg-type]
    for path in [*DESK, *READERS, "/readyz"]:
        assert ask(lanes, path) == b"at once"
    assert not held.asked


def test_who_reads_gives_up_when_the_database_goes_away_and_who_writes_waits(
    held: Held, crowd: ThreadPoolExecutor
) -> None:
    standing = Standing()
    lanes = Lanes(held, standing, waiters=1)  # type: ignore[arg-type]
    reads, writes = crowd.submit(ask, lanes, "/admin/"), crowd.submit(ask, lanes, "/admin/", "POST")
    held.until(2)
    standing.away = True
    assert reads.result(_PATIENCE_S) == b"at once"
    assert not writes.done()
    held.let_go.set()
    assert writes.result(_PATIENCE_S) == b"done"


def test_what_is_said_of_an_answer_in_a_lane_reaches_who_asked() -> None:
    def application(_environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        holding.for_everybody()
        return []

    with holding.gathered() as held:
        ask(Lanes(application, Standing(), waiters=1), "/en/")  # type: ignore[arg-type]
    assert held.may_be_kept


def test_when_the_database_is_back_connections_from_before_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = Counter[str]()
    monkeypatch.setattr(connections, "close_all", lambda: closed.update([threading.current_thread().name]))
    standing = Standing()
    held = Held()
    held.let_go.set()
    lanes = Lanes(held, standing, waiters=1)  # type: ignore[arg-type]
    ask(lanes, "/en/")
    assert not closed
    standing.returns = 1
    for _time in range(2):
        ask(lanes, "/readyz")
    assert closed == {"lane-operators_0": 1}


def test_a_look_that_is_not_answered_is_waited_for_once_and_its_answer_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, asked = threading.Event(), threading.Semaphore(0)

    def hanging(known: Any) -> str:
        asked.release()
        assert answers.wait(_PATIENCE_S)
        return "old" if known is None else "new"

    monkeypatch.setattr(looking, "state", hanging)
    looker = Looker(0.05)
    for words in ("said nothing", "still owes"):
        with pytest.raises(OperationalError, match=words):
            looker.state(None)
    assert asked.acquire(timeout=_PATIENCE_S)
    assert not asked.acquire(blocking=False)
    answers.set()
    looker._patience_s = _PATIENCE_S
    assert looker._under_way is not None
    looker._under_way.result(_PATIENCE_S)
    assert looker.state("known") == "new"  # type: ignore[arg-type, comparison-overlap]


def test_what_is_known_to_be_away_is_answered_without_a_query_and_with_all_headers(client: Client) -> None:
    for path in ("/en/", "/admin/", "/api/v1/releases/", "/en/feed.atom"):
        answer = client.get(path, **{KNOWN_AWAY: "It did not answer."})  # type: ignore[arg-type]
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "'none'" in answer["Content-Security-Policy"]
    ready = client.get("/readyz", **{KNOWN_AWAY: "It did not answer."})  # type: ignore[arg-type]
    assert (ready.status_code, ready.json()["checks"]["database"]) == (503, "away")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_says_nothing_is_waited_for_as_long_as_one_that_is_locked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (patience.LONGEST_S * 1000,)
        return
    other = connection.copy()
    with Relay() as relay:
        other.settings_dict = {**other.settings_dict, "HOST": "127.0.0.1", "PORT": str(relay.port)}
        patience.end()
        try:
            other.connect()
        finally:
            patience.connection_created.disconnect(dispatch_uid="embassy.patience")
        relay.fall_silent()
        monkeypatch.setattr(patience, "LONGEST_S", 0.3)
        with pytest.raises(OperationalError), other.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert other.connection.closed
        relay.open()
        other.close()
