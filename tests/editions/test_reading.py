"""The only ways to read the record, at the edges of intervals."""

import datetime as dt
from typing import Any

import pytest

from releases.authoring.models import Text, User
from releases.editions import acts, interval_ends, reading
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

pytestmark = pytest.mark.django_db
INSTANT = dt.timedelta(microseconds=1)
WHY = {"en": "Issued in error."}


@pytest.fixture
def press(clock: Clock, author: User, reviewer: User) -> Any:
    """press(release, ...) publishes now; press(release, at=...) at a time."""

    def publish_(*releases: Any, at: dt.datetime | None = None) -> list[Edition]:
        return publish(releases, author=author, reviewer=reviewer, at=at, clock=None if at else clock)

    return publish_


def replace(release: Any, author: User, reviewer: User, clock: Clock, **words: str) -> Edition:
    Text.objects.filter(release=release).update(**words)
    edition = acts.update(submission=submit([release], by=author), by=reviewer)[0]
    clock.set(edition.public_from)
    return edition


def test_an_edition_is_public_from_its_first_instant_to_the_last_before_its_end(
    press: Any, clock: Clock, author: User, reviewer: User
) -> None:
    edition = press(make_release("statistic", by=author))[0]
    closed = acts.withdraw(editions=[edition], by=reviewer, reason=WHY)[0]
    assert closed.public_until is not None

    opens, ends = edition.public_from, closed.public_until
    seen = [reading.public(at).exists() for at in (opens - INSTANT, opens, ends - INSTANT, ends)]

    assert seen == [False, True, True, False]


def test_a_replacement_leaves_no_instant_between(press: Any, clock: Clock, author: User, reviewer: User) -> None:
    release = make_release("statistic", by=author)
    press(release)
    clock.tick(60)
    second = replace(release, author, reviewer, clock, summary="More.")

    numbers = [
        [edition.number for edition in reading.public(at)] for at in (second.public_from - INSTANT, second.public_from)
    ]

    assert numbers == [[1], [2]]
    assert second.released_at < second.public_from


def test_a_file_is_shown_from_the_opening_on_and_not_a_moment_before(press: Any, clock: Clock, author: User) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    edition = press(make_release("media", by=author), at=opens)[0]
    name = edition.body["media"]["renditions"][0]["digest"]

    assert not reading.shows_file(name, opens - INSTANT)
    assert reading.shows_file(name, opens)
    assert not reading.shows_file("0" * 64, opens)


def test_pages_of_a_list_have_no_gap_and_nothing_twice(press: Any, clock: Clock, author: User) -> None:
    for _day in range(3):
        press(*(make_release("statistic", by=author) for _number in range(3)))
        clock.tick(60)
    pages: list[int] = []
    before = None
    while page := list(reading.public(clock.now).newest_first(before=before)[:2]):
        pages += [edition.pk for edition in page]
        before = (page[-1].released_at, page[-1].pk)

    assert pages == [edition.pk for edition in reading.public(clock.now).newest_first()]
    assert len(set(pages)) == 9


def test_the_next_end_is_the_first_thing_that_opens_or_closes(
    press: Any, clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    assert interval_ends.next_end_after(clock.now) is None
    shown = press(make_release("statistic", by=author))[0]
    press(make_release("statistic", by=author), at=clock.now + dt.timedelta(hours=3))
    assert interval_ends.next_end_after(clock.now) == clock.now + dt.timedelta(hours=3)

    acts.withdraw(editions=[shown], by=reviewer, reason=WHY, at=clock.now + dt.timedelta(hours=2))
    assert interval_ends.next_end_after(clock.now) == clock.now + dt.timedelta(hours=2)

    acts.publish_imprint(mission=make_mission(), by=administrator, at=clock.now + dt.timedelta(hours=1))
    assert interval_ends.next_end_after(clock.now) == clock.now + dt.timedelta(hours=1)


def test_what_was_cancelled_is_no_end(press: Any, clock: Clock, author: User, reviewer: User) -> None:
    planned = press(make_release("statistic", by=author), at=clock.now + dt.timedelta(hours=3))

    acts.cancel(editions=planned, by=reviewer)

    assert interval_ends.next_end_after(clock.now) is None
    assert interval_ends.changes(clock.now, clock.now + dt.timedelta(days=1)) == []


def test_an_address_remembers_who_had_it(press: Any, clock: Clock, author: User, reviewer: User) -> None:
    release = make_release("statistic", by=author, slug="trade")
    first = press(release)[0]
    clock.tick(60)
    replace(release, author, reviewer, clock, slug="trade-of-2030")
    address = {"language": "en", "kind": "statistic", "slug": "trade"}

    assert reading.edition_by_address(**address, at=clock.now) is None
    assert reading.last_of_address(**address, at=clock.now) == reading.edition_at(
        uid=release.uid, language="en", at=clock.now
    )
    assert reading.last_of_address(**address, at=first.public_from) == first
    assert reading.last_of_address(**address, at=first.public_from - INSTANT) is None


def test_an_address_of_what_opens_later_or_was_cancelled_is_unknown(
    press: Any, clock: Clock, author: User, reviewer: User
) -> None:
    planned = press(make_release("statistic", by=author, slug="trade"), at=clock.now + dt.timedelta(hours=1))
    address = {"language": "en", "kind": "statistic", "slug": "trade"}
    assert reading.last_of_address(**address, at=clock.now) is None

    acts.cancel(editions=planned, by=reviewer)

    assert reading.last_of_address(**address, at=clock.now + dt.timedelta(hours=2)) is None


def test_changes_of_one_instant_close_before_they_open(press: Any, clock: Clock, author: User, reviewer: User) -> None:
    release, start = make_release("statistic", by=author), clock.now
    press(release)
    clock.tick(60)
    replace(release, author, reviewer, clock, summary="More.")

    ends = [(change.event, change.edition.number) for change in interval_ends.changes(start, clock.now)]

    assert ends == [("opened", 1), ("closed", 1), ("opened", 2)]


def test_changes_between_two_instants_lead_from_one_state_to_the_other(
    press: Any, clock: Clock, author: User, reviewer: User
) -> None:
    first = make_release("statistic", by=author)
    press(first)
    early = clock.now
    press(make_release("statistic", by=author))
    replace(first, author, reviewer, clock, summary="More.")

    before = interval_ends.replay(interval_ends.changes(early - dt.timedelta(days=9), early))
    after = interval_ends.replay(interval_ends.changes(early, clock.now), before)

    assert after == {(edition.uid, edition.language): edition.number for edition in reading.public(clock.now)}


def test_the_imprint_of_an_instant_is_the_last_before_it(clock: Clock, administrator: User) -> None:
    mission = make_mission()
    first = acts.publish_imprint(mission=mission, by=administrator)
    clock.tick(60)
    mission.press_phone = "+92 51 000"
    second = acts.publish_imprint(mission=mission, by=administrator)

    ends = (first.public_from - INSTANT, first.public_from, second.public_from - INSTANT, second.public_from)

    assert [reading.imprint_at(at) for at in ends] == [None, first, first, second]
