"""A partner in a process of its own ends with exactly what is public, whoever is killed meanwhile."""

import datetime as dt
import json
import random
import sqlite3
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as chosen
from django.utils import timezone

from releases.authoring.models import User
from releases.editions import acts, reading
from releases.editions.canonical import instant
from releases.editions.following import BEGINNING, follow
from releases.editions.journal import details_of
from releases.editions.models import Edition, JournalEntry, Submission
from releases.editions.verifying import verify
from releases.partners import keys, subscribing
from releases.partners.endpoints import Attempt, Delivery
from releases.partners.models import Partner
from tests.editions.walk import LANGUAGES, WEIGHTS, Cast, State, Walker, public_at
from tests.factories import Seen, make_mission, make_release
from tests.journeys.processes import Running, free_port, server, until_it_answers, worker

STEPS = 500
LEAD = dt.timedelta(minutes=1)
# What may be under way in a worker that is killed.
AT_ONCE = 16
_PATIENCE_S = 60


class RealClock:
    @property
    def now(self) -> dt.datetime:
        return timezone.now()

    @staticmethod
    def tick(seconds: float) -> None:
        time.sleep(seconds)


class LiveWalker(Walker):
    """Does what the walks of the record do, one act after another, mostly where it may be done.

    Their laws are asked for where they have a clock that stands.
    """

    def wait(self, seconds: float | None = None) -> None:
        self.clock.tick(seconds or self.chance.choice([0, 0.01, 0.05]))

    def laws(self, *, at_most: int | None = 5) -> None:
        pass

    def submit(self) -> None:
        """A few texts of which nothing is ahead, all of them public or none."""
        busy = {
            (row.uid, row.language) for row in Edition.objects.defer("content") if super(LiveWalker, self)._ahead(row)
        }
        idle = [
            (release, language)
            for release in self.cast.releases
            for language in LANGUAGES
            if (release.uid, language) not in busy
        ]
        if idle:
            is_public = {(release, language): self._is_public(release.uid, language) for release, language in idle}
            first = self.chance.choice(idle)
            alike = [pair for pair in idle if is_public[pair] == is_public[first]]
            items = self.chance.sample(alike, min(len(alike), self.chance.choice([1, 1, 2, 3])))
            self._act("submit", lambda: acts.submit(items=items, by=self.cast.author, acknowledged=Seen()))

    def _is_public(self, uid: uuid.UUID, language: str) -> bool:
        return reading.edition_at(uid=uid, language=language, at=self.clock.now) is not None

    def _verb(self) -> str:
        submission = Submission.objects.order_by("-pk").first()
        items = submission.items.all() if submission else []
        fitting = (
            ["correct", "update"]
            if any(self._is_public(row.release.uid, row.language) for row in items)
            else ["approve"]
        )
        return self.chance.choice([*fitting * 5, "approve", "correct"])

    def _submission(self) -> Submission | None:
        return Submission.objects.order_by("-pk").first()

    def _at(self) -> dt.datetime | None:
        ahead = self.chance.choice([None, None, None, 1, 3, 4, 5, 8, 20, 70])
        return None if ahead is None else self.clock.now + dt.timedelta(seconds=ahead)

    def _ahead(self, edition: Edition) -> bool:
        soon = self.clock.now + dt.timedelta(seconds=chosen.RECORD_MARGIN_S)
        return super()._ahead(edition) and (edition.public_from > soon or (edition.public_until or soon) > soon)


@dataclass
class Stage:
    """All processes, and what the partner has heard so far."""

    folder: Path
    server: Running
    workers: list[Running]
    partner: Running
    origin: str
    down: dict[int, list[Running]] = field(default_factory=dict)

    @property
    def everything(self) -> list[Running]:
        return [self.server, *self.workers, self.partner]

    def heard(self, query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "heard.sqlite3", timeout=20)) as kept:
            return kept.execute(query, values).fetchall()

    def said(self) -> str:
        """The last words of every process, for who looks for what went wrong."""
        return "\n".join(f"{one.said.name}: {one.said.read_text()[-2000:]}" for one in self.everything)

    def state(self, feed: str) -> State:
        return frozenset(self.heard("SELECT id, language, edition, digest FROM states WHERE feed = ?", feed))

    def told(self) -> State:
        """What one who hears webhooks alone makes of them: for each place, what took effect last."""
        last: dict[tuple[str, str], tuple[str, int, int]] = {}
        for event, uid, language, edition, at in self.heard(
            "SELECT event, id, language, edition, at FROM calls WHERE answered = 204"
        ):
            said = at, int(event != "edition.withdrawn"), edition
            last[uid, language] = max(last.get((uid, language), said), said)
        return frozenset((*place, edition, "") for place, (_at, is_open, edition) in last.items() if is_open)


@pytest.fixture
def cast(transactional_db: None, author: User, reviewer: User, administrator: User) -> Cast:
    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    kinds = ["statistic", "statement", "briefing"] * 6
    releases = [make_release(kind, by=author, languages=LANGUAGES) for kind in kinds]
    return Cast(releases, author, reviewer, administrator, RealClock())  # type: ignore[arg-type]


@pytest.fixture
def stage(cast: Cast, administrator: User, tmp_path: Path, settings: Any) -> Iterator[Stage]:
    settings.WEBHOOKS_LOOPBACK = True
    here, there = free_port(), free_port()
    partner = Partner.objects.create(name="Ruritanian News Agency")
    _key, early = keys.give(
        partner=partner, name="early", by=administrator, lead_minutes=int(LEAD.total_seconds() // 60)
    )
    _endpoint, secret = subscribing.subscribe(partner=partner, url=f"http://127.0.0.1:{there}/hook")
    origin = f"http://127.0.0.1:{here}"
    asked = {"origin": origin, "keys": {"public": "", "early": early}, "secret": secret, "port": there}
    (tmp_path / "asked.json").write_text(json.dumps(asked))
    program = Path(__file__).with_name("partner_process.py")
    stage = Stage(
        tmp_path,
        server(tmp_path, here, EMBASSY_API_WAITERS="2"),
        [worker(tmp_path), worker(tmp_path)],
        Running(sys.executable, str(program), str(tmp_path), folder=tmp_path),
        origin,
    )
    try:
        for process in stage.everything:
            process.start()
        until_it_answers(stage.server, f"{origin}/api/v1/")
        yield stage
    finally:
        for process in stage.everything:
            process.kill()


def test_a_partner_ends_with_what_is_public_and_hears_nothing_early(stage: Stage, cast: Cast) -> None:
    seed = random.randrange(2**32)
    print(f"walk {seed}")
    walker = LiveWalker(cast, random.Random(seed))

    _walk_and_kill(walker, stage)

    until(stage, lambda: stage.state("public") == public_at(timezone.now()), "The public feed is not what is public")
    until(stage, lambda: _settled_early(stage), "The feed ahead is not what will be public")
    until(stage, _nothing_waits, "There is still something to be told")
    until(
        stage,
        lambda: stage.told() == _without_digest(public_at(timezone.now())),
        "Webhooks do not add up to what is public",
    )
    verify()
    _heard_each_entry_once_in_order(stage)
    _heard_nothing_early(stage)
    _told_once(stage)
    calls, entries = stage.heard("SELECT count(*) FROM calls")[0][0], stage.heard("SELECT count(*) FROM entries")[0][0]
    print(f"done: {dict(cast.done)}\nrefused: {dict(cast.refused)}\n{calls} calls, {entries} entries")
    assert all(cast.done[act] for act in ("approve", "correct", "update", "reschedule", "cancel", "withdraw"))
    assert calls > 50, "The walk was too tame to mean anything"


def _walk_and_kill(walker: Walker, stage: Stage) -> None:
    """Every fifty acts somebody is killed, and comes back a little later."""
    doomed = [stage.server, stage.workers[0], stage.workers[1], stage.partner]
    deeds = [name for name in WEIGHTS if name != "wait"]
    steps = walker.chance.choices(deeds, [WEIGHTS[name] for name in deeds], k=STEPS)
    for number, step in enumerate(steps, start=1):
        getattr(walker, step)()
        walker.wait()
        if number % 50 == 25:
            victim = doomed[number // 50 % len(doomed)]
            victim.kill()
            stage.down[number + walker.chance.choice([1, 5, 20])] = [victim]
        for back in stage.down.pop(number, []):
            back.start()
    for process in stage.everything:
        process.start()


def until(stage: Stage, is_so: Callable[[], bool], otherwise: str) -> None:
    ends = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends, f"{otherwise}\n{stage.said()}"
        time.sleep(0.25)


def _settled_early(stage: Stage) -> bool:
    last = JournalEntry.objects.latest("sequence").recorded_at
    now = timezone.now()
    is_settled = last + dt.timedelta(seconds=chosen.RECORD_MARGIN_S) <= now
    return is_settled and stage.state("early") == public_at(now + LEAD)


def _nothing_waits() -> bool:
    """What failed, or was claimed by a worker that died, is due again later: here, that is now."""
    waiting = Delivery.objects.filter(next_at__isnull=False)
    waiting.filter(next_at__gt=timezone.now()).update(next_at=timezone.now())
    return not waiting.exists()


def _without_digest(state: State) -> State:
    return frozenset((uid, language, number, "") for uid, language, number, _digest in state)


def _heard_each_entry_once_in_order(stage: Stage) -> None:
    said = {"closed": "withdrawn"} | {"new": "released", "correction": "corrected", "update": "updated"}
    heard = stage.heard("SELECT event, id, language, edition, at FROM entries WHERE feed = 'public' ORDER BY rowid")
    entries = follow(after=BEGINNING, now=timezone.now(), limit=10_000)[: len(heard)]
    assert heard == [
        (
            said[entry.event if entry.event == "closed" else entry.edition.change],  # type: ignore[union-attr]
            str(entry.uid),
            entry.language,
            entry.edition and entry.edition.number,
            instant(entry.effective_at),
        )
        for entry in entries
    ]


def _heard_nothing_early(stage: Stage) -> None:
    """By the clock of the one who heard, against the record, not against what it was told."""
    ends = {
        (str(row.uid), row.language, row.number, is_over): end
        for row in Edition.objects.all()
        for is_over, end in ((False, row.public_from), (True, row.public_until))
    }
    for heard_at, event, *key in [
        *stage.heard("SELECT heard_at, event, id, language, edition FROM entries WHERE feed = 'public'"),
        *stage.heard("SELECT heard_at, event, id, language, edition FROM calls"),
    ]:
        end = ends[(*key, event.endswith("withdrawn"))]
        assert end is not None
        assert dt.datetime.fromisoformat(heard_at) >= end, f"{event} of {key} was heard early"
    _knew_no_plan_before_its_lead(stage)


def _knew_no_plan_before_its_lead(stage: Stage) -> None:
    """A plan may have been moved since: what holds is that it had been decided, and what was said of it then."""
    decided: dict[str, dt.datetime] = {}
    for entry in JournalEntry.objects.order_by("sequence"):
        for change in details_of(entry).get("intervals", []):
            decided.setdefault(change["edition"], entry.recorded_at)
    margin = dt.timedelta(seconds=chosen.RECORD_MARGIN_S)
    query = "SELECT heard_at, at, id, language, edition FROM entries WHERE feed = 'early' AND event <> 'replanned'"
    for heard_at, at, *key in stage.heard(query):
        heard = dt.datetime.fromisoformat(heard_at)
        assert heard >= dt.datetime.fromisoformat(at) - LEAD
        assert heard >= decided["/".join(map(str, key))] + margin


def _told_once(stage: Stage) -> None:
    """Each delivery was acknowledged once.

    Where somebody died between the answer and the note of it, it was told again, or withdrawn meanwhile and dropped.
    """
    calls = stage.heard("SELECT webhook_id, heard_at, answered, event FROM calls ORDER BY heard_at")
    assert {row[2] for row in calls} <= {204, 503}, "A signature did not verify"
    acknowledged = Counter(row[0] for row in calls if row[2] == 204)
    states = dict(Delivery.objects.values_list("event_id", "state"))
    delivered = {event for event, state in states.items() if state == Delivery.State.DELIVERED}
    unknown = set(acknowledged) - delivered
    assert not delivered - set(acknowledged), "Noted as delivered what nobody acknowledged"
    assert {states[event] for event in unknown} <= {Delivery.State.DROPPED}
    assert Delivery.State.FAILED not in states.values()
    noted = Attempt.objects.filter(status=204).values_list("delivery__event_id", flat=True)
    assert Counter(noted) == dict.fromkeys(delivered, 1), "Told again one that was known to have it"
    deaths = sum(one.deaths for one in [*stage.workers, stage.partner])
    assert acknowledged.total() - len(delivered) <= AT_ONCE * deaths
