"""Counts that are moved by what opened and closed say at every instant what counting everything says."""

import datetime as dt
import random
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.editions import guards
from releases.editions.models import Edition, JournalEntry
from releases.editions.search import finding
from releases.editions.search.models import Role, SearchEntry, Subject, SubjectSet
from releases.editions.search.settled import tallies
from tests.clock import START, Clock

HOURS = 400
FIRST = START - dt.timedelta(hours=HOURS)
KINDS = ("briefing", "statement", "statistic", "media")
PERIODS = [(number, FIRST + dt.timedelta(hours=100 * number)) for number in range(3, 0, -1)]


@pytest.fixture
def record(clock: Clock) -> None:
    """Three hundred editions that open and close at any hour, in two languages, with a dozen sets of subjects.

    The sets share subjects under names of their own, so that it shows which of them gives the name.
    """
    guards.remove()
    chance = random.Random(5)
    JournalEntry.objects.create(
        sequence=1, act="approve", recorded_at=FIRST, by="x", details="{}", previous_digest="genesis", digest="x"
    )
    sets = SubjectSet.objects.bulk_create(SubjectSet(digest=str(number), content="{}") for number in range(12))
    Subject.objects.bulk_create(
        Subject(
            of=one,
            role=role,
            slug=f"{role}-{number % most}",
            name=f"Name {number}",
            language=("en", "ru")[number % 2],
        )
        for number, one in enumerate(sets)
        for role, most in ((Role.TOPIC, 4), (Role.PERSON, 5), (Role.ORGANISATION, 2))
    )
    editions = Edition.objects.bulk_create(_edition(number, chance) for number in range(300))
    copied = ("language", "kind", "released_at", "public_from", "public_until")
    SearchEntry.objects.bulk_create(
        SearchEntry(edition=edition, treats=chance.choice(sets), **{name: getattr(edition, name) for name in copied})
        for edition in editions
    )


def _edition(number: int, chance: random.Random) -> Edition:
    opens = FIRST + dt.timedelta(hours=chance.randrange(HOURS + 50))
    ends = opens + dt.timedelta(hours=chance.randrange(HOURS)) if chance.random() < 0.6 else None
    return Edition(
        uid=uuid.UUID(int=number),
        kind=chance.choice(KINDS),
        language=chance.choice(("en", "ru")),
        number=1,
        slug=f"release-{number}",
        title="Title",
        content="{}",
        content_digest="x",
        change="new",
        released_at=opens,
        public_from=opens,
        public_until=ends,
        ended_as="withdrawn" if ends and ends > opens else "cancelled" if ends else "",
        end_reason={"en": "Why."} if ends and ends > opens else {},
        opened_by_entry_id=1,
        ended_by_entry_id=1 if ends else None,
    )


WANTED = [
    finding.Wanted("en", ("en",)),
    finding.Wanted("en", ("en", "ru")),
    finding.Wanted("ru", ("ru",), kind="statement"),
    finding.Wanted("en", ("en", "ru"), topic="topic-1"),
    finding.Wanted("en", ("en", "ru"), kind="media", person="person-2", start=FIRST + dt.timedelta(hours=90)),
]


def _count(wanted: finding.Wanted, at: dt.datetime) -> finding.Counts:
    return finding.count(wanted, at=at, periods=PERIODS)


@pytest.mark.parametrize("wanted", WANTED, ids=["all", "both", "kind", "topic", "narrow"])
def test_a_count_that_is_moved_is_one_that_is_made(record: None, clock: Clock, wanted: finding.Wanted) -> None:
    chance = random.Random(7)
    instants = sorted(FIRST + dt.timedelta(minutes=chance.randrange(60 * HOURS)) for _one in range(40))
    # Whole hours are interval ends; twice the same; and once back by less than anything, once by much.
    instants += [instants[-1], START, START - dt.timedelta(microseconds=1), FIRST + dt.timedelta(hours=200), START]
    moved = [_count(wanted, at) for at in instants]
    for at, one in zip(instants, moved, strict=True):
        tallies.forget()
        assert one == _count(wanted, at), at
    assert len({one.total for one in moved}) > 5


def test_what_is_kept_is_moved_by_one_query_that_reads_no_more_than_what_moved(record: None, clock: Clock) -> None:
    _count(WANTED[0], START - dt.timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        _count(WANTED[0], START)
    (said,) = queries.captured_queries
    assert "MATERIALIZED" in said["sql"]
    assert "moved" in said["sql"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + said["sql"].replace("%", "%%"))
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
        assert "searchentry_opens" in plan
        assert "searchentry_ends" in plan
        assert "SCAN releases_searchentry" not in plan


def test_what_is_ahead_is_counted_and_not_kept(record: None, clock: Clock) -> None:
    ahead = START + dt.timedelta(hours=20)
    counted = _count(WANTED[0], ahead)
    assert counted != _count(WANTED[0], START)
    SearchEntry.objects.filter(public_from__gt=START).update(public_from=ahead + dt.timedelta(hours=1))
    assert _count(WANTED[0], ahead) != counted


def test_a_name_goes_with_the_last_edition_that_gave_it(record: None, clock: Clock) -> None:
    """The newest set that names a topic is public no more: the name is that of the one before, as if counted anew."""
    named: dict[str, Any] = {one.slug: one.name for one in _count(WANTED[1], START).topics}
    newest = Subject.objects.filter(role=Role.TOPIC, slug="topic-3", language="en").order_by("-of_id").first()
    if newest is None:
        newest = Subject.objects.filter(role=Role.TOPIC, slug="topic-3").order_by("of_id").first()
    assert newest is not None
    until = START + dt.timedelta(minutes=1)
    SearchEntry.objects.filter(treats=newest.of_id, public_from__lte=START).update(public_until=until)
    clock.set(START + dt.timedelta(minutes=2))
    moved = _count(WANTED[1], clock.now)
    tallies.forget()
    assert moved == _count(WANTED[1], clock.now)
    assert {one.slug: one.name for one in moved.topics} != named


def test_what_was_expunged_or_indexed_anew_is_counted_anew(record: None, clock: Clock) -> None:
    before = _count(WANTED[0], START)
    gone = SearchEntry.objects.filter(language="en", public_from__lte=START, public_until__gt=START).first()
    assert gone is not None
    Edition.objects.filter(pk=gone.pk).update(expunged_at=START, content="", title="")
    gone.delete()
    assert _count(WANTED[0], START).total == before.total - 1
