"""Whoever follows the record, with or without a lead, ends with what they may read, and learns of nothing early."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field

import pytest
from django.conf import settings

from releases.authoring.models import User
from releases.editions import acts, reading
from releases.editions.following import BEGINNING, Position, follow
from releases.editions.models import JournalEntry
from tests.clock import Clock
from tests.editions.walk import LANGUAGES, Cast, walk
from tests.factories import make_release, submit

LEADS_S = (0, 15, 100)
WALKS, STEPS = 12, 60


@dataclass
class Follower:
    """Polls now and then, a few entries at a time, and keeps what it was told."""

    lead: dt.timedelta
    position: Position = BEGINNING
    state: dict[tuple[uuid.UUID, str], int] = field(default_factory=dict)
    heard: int = 0

    def poll(self, now: dt.datetime, *, limit: int) -> None:
        while entries := follow(after=self.position, now=now, limit=limit, lead=self.lead):
            for entry in entries:
                assert self.position < entry.position, "An entry came twice, or out of order"
                self.position = entry.position
                self.heard += 1
                assert entry.position.at <= now
                if entry.event == "closed" or entry.edition is None:
                    self.state.pop((entry.uid, entry.language), None)
                else:
                    assert entry.edition.public_from <= now + self.lead, "An edition was shown early"
                    self.state[entry.uid, entry.language] = entry.edition.number


def readable(now: dt.datetime, lead: dt.timedelta) -> dict[tuple[uuid.UUID, str], int]:
    return {(row.uid, row.language): row.number for row in reading.public(now + lead)}


def settled(now: dt.datetime) -> bool:
    """Whether the last act is older than the margin: until then a plan is moved that nobody was told of."""
    last = JournalEntry.objects.last()
    return last is None or last.recorded_at <= now - dt.timedelta(seconds=settings.RECORD_MARGIN_S)


@pytest.mark.django_db
def test_replaying_what_was_followed_gives_what_may_be_read(
    clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    cited = make_release("statistic", by=author, languages=LANGUAGES)
    briefing = make_release("briefing", by=author, languages=LANGUAGES, cites=[cited])
    cast = Cast([cited, briefing], author, reviewer, administrator, clock)
    heard = 0

    for _number in range(WALKS):
        followers = [Follower(dt.timedelta(seconds=lead)) for lead in LEADS_S]

        def watch(chance: random.Random, now: dt.datetime, followers: list[Follower] = followers) -> None:
            for follower in followers:
                if chance.random() < 0.6:
                    follower.poll(now, limit=chance.choice([1, 2, 5, 50]))
                    if not follower.lead or settled(now):
                        assert follower.state == readable(now, follower.lead), f"A lead of {follower.lead} at {now}"

        seed = random.randrange(2**32)
        print(f"walk {seed}", end=" ")
        walk(cast, seed=seed, steps=STEPS, watch=watch)
        heard += sum(follower.heard for follower in followers)

    assert heard > WALKS * 15, "The walks were too tame to mean anything"


@pytest.mark.django_db
def test_a_plan_that_two_acts_of_one_instant_moved_is_told(clock: Clock, author: User, reviewer: User) -> None:
    release = make_release("statistic", by=author)
    submission = submit([release], by=author)
    opens_at = clock.now + dt.timedelta(seconds=45)
    editions = acts.approve(submission=submission, by=reviewer, at=opens_at)
    clock.tick(40)
    early = Follower(dt.timedelta(seconds=15))
    early.poll(clock.now, limit=5)
    assert list(early.state.values()) == [1]
    moved = acts.reschedule(editions=editions, by=reviewer, at=opens_at + dt.timedelta(seconds=60))
    acts.cancel(editions=moved, by=reviewer)
    clock.tick(settings.RECORD_MARGIN_S)
    early.poll(clock.now, limit=5)
    assert early.state == {}
