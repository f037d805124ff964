"""Two web processes and a worker on one database: readers, editors and a partner at both, while releases come and go.

What a reader was shown is held against the record afterwards: nothing before its time, and nothing for longer than a
second after it was over, by either process. Of what the editors saved into one text, no sentence is lost.
Seen red: with a cache that holds for some seconds without a look at the record.
"""

import datetime as dt
import itertools
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.utils import timezone

from releases.authoring.models import User
from releases.editions import acts
from releases.editions.canonical import instant
from releases.editions.following import BEGINNING, follow
from releases.editions.models import Edition
from releases.editions.verifying import verify
from releases.partners import subscribing
from releases.partners.endpoints import Delivery
from releases.partners.models import Partner
from tests.editions.walk import LANGUAGES, Cast
from tests.factories import make_mission, make_release, publish
from tests.journeys.editing import Editors
from tests.journeys.processes import Running, free_port, name_static_files, server, until_it_answers, worker
from tests.journeys.test_partner import LiveWalker, RealClock
from tests.outlets.webhooks.conftest import Receiver, receiver

__all__ = ["receiver"]  # fixture
pytestmark = pytest.mark.django_db(transaction=True)
SECONDS, READERS = 4.0, 2
DEEDS = {"issue": 8, "edit": 1, "reschedule": 1, "cancel": 1, "withdraw": 2, "wait": 2}
WANTED = ("approve", "correct", "withdraw")
LEARNS_IN = dt.timedelta(seconds=1)
_PATIENCE_S = 60
_HEARD = {"released": "new", "corrected": "correction", "updated": "update"}


@dataclass(frozen=True)
class Seen:
    """What one process said of one text: the number of its edition, None for nothing."""

    process: int
    uid: UUID
    language: str
    number: int | None
    asked_at: dt.datetime
    answered_at: dt.datetime


@dataclass
class Crowd:
    """Readers at every process; each asks for one thing after another until it is told to stop."""

    origins: list[str]
    releases: list[UUID]
    seen: list[Seen] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        places = itertools.product(range(len(self.origins)), range(READERS))
        self.threads = [threading.Thread(target=self._read, args=place) for place in places]

    def _read(self, process: int, number: int) -> None:
        chance = random.Random(process * READERS + number)
        with httpx.Client(base_url=self.origins[process], timeout=_PATIENCE_S) as client:
            while not self.stopped.is_set():
                try:
                    self._ask(client, process, chance)
                except httpx.HTTPError as error:
                    self.failures.append(f"{process}: {type(error).__name__} {error}")
                time.sleep(0.02)

    def _ask(self, client: httpx.Client, process: int, chance: random.Random) -> None:
        if chance.random() < 0.2:
            path = chance.choice(["/en/feed.json", "/ru/feed.atom", "/api/v1/releases/?language=en", "/sitemap.xml"])
            self.statuses[client.get(path).status_code] += 1
            return
        uid, language = chance.choice(self.releases), chance.choice(LANGUAGES)
        asked_at = timezone.now()
        answer = client.get(f"/api/v1/releases/{uid}/", params={"language": language})
        self.statuses[answer.status_code] += 1
        if answer.status_code in {200, 404, 410}:
            shown = answer.json() if answer.status_code == 200 else {}
            number = shown["edition"] if shown.get("language") == language else None
            self.seen.append(Seen(process, uid, language, number, asked_at, timezone.now()))


@dataclass
class Follower:
    """A partner that asks the processes in turn, by one cursor."""

    origins: Iterator[str]
    cursor: str = ""
    heard: list[tuple[str, str, str, int | None, str]] = field(default_factory=list)

    def follow(self) -> int:
        asked = {"limit": "50", **({"cursor": self.cursor} if self.cursor else {})}
        answer = httpx.get(f"{next(self.origins)}/api/v1/changes/", params=asked, timeout=_PATIENCE_S)
        answer.raise_for_status()
        page = answer.json()
        self.cursor = page["cursor"]
        self.heard += [(row["event"], row["id"], row["language"], row["edition"], row["at"]) for row in page["results"]]
        return len(page["results"])


@pytest.fixture
def cast(author: User, reviewer: User, administrator: User) -> Cast:
    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    releases = [make_release(kind, by=author, languages=LANGUAGES) for kind in ["statistic", "statement"] * 4]
    return Cast(releases, author, reviewer, administrator, RealClock())  # type: ignore[arg-type]


@pytest.fixture
def origins(cast: Cast, receiver: Receiver, tmp_path: Path, settings: Any) -> Iterator[list[str]]:
    settings.WEBHOOKS_LOOPBACK = True
    subscribing.subscribe(partner=Partner.objects.create(name="Agency"), url=f"{receiver.url}/hook")
    ports = [free_port(), free_port()]
    web = [server(folder_of(tmp_path, str(port)), port, threads=16) for port in ports]
    running: list[Running] = [*web, worker(tmp_path)]
    found = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for process in running:
            process.start()
        for process, origin in zip(web, found, strict=True):
            until_it_answers(process, f"{origin}/api/v1/")
        yield found
        assert all(process.is_running for process in running)
        assert not any("Traceback" in process.said.read_text() for process in running)
    finally:
        for process in running:
            process.kill()


def folder_of(tmp_path: Path, name: str) -> Path:
    """One for each, as on hosts of their own: neither hears the other's bell."""
    folder = tmp_path / name
    folder.mkdir()
    name_static_files(folder)
    return folder


def test_two_processes_and_a_worker_tell_everybody_the_same_in_time(
    origins: list[str], cast: Cast, receiver: Receiver
) -> None:
    seed = random.randrange(2**32)
    print(f"walk {seed}")
    walker = LiveWalker(cast, random.Random(seed))
    crowd = Crowd(origins, [release.uid for release in cast.releases])
    shared = make_release("briefing", by=cast.author, html="<p>Quiet.</p>").texts.get()
    editors = Editors(origins * 2, shared, by=cast.author, saves=2)
    partner = Follower(itertools.cycle(origins))
    for thread in [*crowd.threads, *editors.threads]:
        thread.start()
    _alone(walker, crowd)
    begun = time.monotonic()
    while time.monotonic() < begun + SECONDS or not all(cast.done[act] for act in WANTED):
        assert time.monotonic() < begun + _PATIENCE_S, f"The walk is too tame: {dict(cast.done)}"
        for deed in walker.chance.choices(list(DEEDS), list(DEEDS.values()), k=3):
            getattr(walker, deed)()
        partner.follow()
    for thread in editors.threads:
        thread.join()
    time.sleep(2.5)  # what was decided last takes effect, and is seen
    crowd.stopped.set()
    for thread in crowd.threads:
        thread.join()

    print(f"done: {dict(cast.done)}\nanswers: {dict(crowd.statuses)}; {editors.asked} saves were asked")
    assert [*crowd.failures, *editors.failures] == []
    assert set(crowd.statuses) <= {200, 404, 410}
    assert _untimely(crowd.seen) == []
    assert {one.process for one in crowd.seen if one.number} == {0, 1}
    assert editors.saved() == sorted(editors.wanted), "A sentence was lost"
    assert editors.asked >= len(editors.threads) - 1, "Nobody saved at the same time"
    verify()
    _partner_heard_all(partner)
    _worker_told_all(receiver)


def _alone(walker: LiveWalker, crowd: Crowd) -> None:
    """One act with nothing planned beside it: no interval end makes the processes look, and they must know of it."""
    cast = walker.cast
    release = cast.releases[0]
    [opened] = publish([release], languages=["en"], author=cast.author, reviewer=cast.reviewer)
    cast.done["approve"] += 1
    time.sleep(max(0.0, (opened.public_from - timezone.now()).total_seconds()))
    before = len(crowd.seen)
    time.sleep(2 * LEARNS_IN.total_seconds())
    assert len(crowd.seen) > before


def _untimely(seen: list[Seen]) -> list[tuple[str, Seen]]:
    """What was shown before its time, or longer than a second after it."""
    rows: dict[tuple[UUID, str], list[Edition]] = defaultdict(list)
    for row in Edition.objects.order_by("public_from"):
        rows[row.uid, row.language].append(row)
    return [(fault, one) for one in seen if (fault := _fault(one, rows[one.uid, one.language]))]


def _fault(seen: Seen, editions: list[Edition]) -> str:
    since, until = seen.asked_at - LEARNS_IN, seen.answered_at
    if seen.number is not None:
        [shown] = [row for row in editions if row.number == seen.number]
        if shown.public_from > until:
            return "early"
        return "late" if shown.public_until is not None and shown.public_until <= since else ""
    reached = since
    for row in editions:  # nothing was shown: there must have been nothing at some instant
        if row.public_from <= reached:
            reached = max(reached, row.public_until) if row.public_until is not None else until
    return "missing" if reached >= until else ""


def _partner_heard_all(partner: Follower) -> None:
    while partner.follow():
        pass
    entries = follow(after=BEGINNING, now=timezone.now(), limit=10_000)[: len(partner.heard)]
    assert [(event if event == "withdrawn" else _HEARD[event], *rest) for event, *rest in partner.heard] == [
        (
            "withdrawn" if entry.edition is None or entry.event == "closed" else entry.edition.change,
            str(entry.uid),
            entry.language,
            entry.edition.number if entry.edition else None,
            instant(entry.effective_at),
        )
        for entry in entries
    ]


def _worker_told_all(receiver: Receiver) -> None:
    ends = time.monotonic() + _PATIENCE_S
    due = Delivery.objects.filter(next_at__isnull=False, effective_at__lte=timezone.now())
    while due.exists():
        assert time.monotonic() < ends, "The worker does not deliver"
        time.sleep(0.2)
    told = Counter(headers["webhook-id"] for _path, headers, _body in receiver.heard)
    delivered = set(Delivery.objects.filter(state="delivered").values_list("event_id", flat=True))
    assert delivered
    assert dict(told) == dict.fromkeys(delivered | set(told), 1), "Told twice, or not at all"
