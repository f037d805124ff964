"""What a page is made of, asked in one statement, is what each question finds by itself; counts end when they must."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from releases.authoring.models import Text, User
from releases.editions import acts, reading, together, vantage
from releases.editions.models import Edition
from releases.editions.prepared import Prepared
from releases.editions.search import counted, finding
from tests.clock import Clock
from tests.factories import in_each, make_mission, make_release, make_topic, publish, submit

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
INSTANT = dt.timedelta.resolution


@pytest.fixture
def press(clock: Clock, author: User, reviewer: User, administrator: User) -> Callable[..., list[Edition]]:
    clock.set(acts.publish_imprint(mission=make_mission(), by=administrator).public_from)

    def publishing(*releases: Any, **when: Any) -> list[Edition]:
        waiting = {} if "at" in when else {"clock": clock}
        return publish(releases, author=author, reviewer=reviewer, **waiting, **when)

    return publishing


@pytest.fixture
def moments(press: Any, clock: Clock, author: User, reviewer: User) -> list[dt.datetime]:
    """Of a record in which things open, are pinned, corrected and withdrawn: each interval end, and just before it."""
    one, two, gone = (make_release("briefing", by=author, slug=slug, languages=("en", "ru")) for slug in "abc")
    said = make_release("statement", by=author, slug="said")
    first = press(one, two, said)
    withdrawn = press(gone)
    press(make_release("briefing", by=author, slug="ahead"), at=clock.now + HOUR)
    acts.pin(editions=[edition for edition in first if edition.slug == "said"], by=reviewer, at=clock.now + 2 * HOUR)
    acts.withdraw(editions=withdrawn, by=reviewer, reason=in_each("Why."), at=clock.now + 3 * HOUR)
    Text.objects.filter(release=two).update(summary="Other words.")
    again = submit([two], by=author)
    acts.correct(submission=again, by=reviewer, note=in_each("A word."), at=clock.now + 4 * HOUR)
    ends = {edition.public_from for edition in Edition.objects.all()} | {clock.now + hours * HOUR for hours in (2, 3)}
    return sorted({moment for end in ends for moment in (end - INSTANT, end)})


def rows(editions: Any) -> together.Rows:
    return tuple(sorted(editions.values_list("pk", "content_digest")))


def test_each_part_is_what_is_found_without_the_others(
    moments: list[dt.datetime], django_assert_num_queries: Any
) -> None:
    uids = sorted({str(edition.uid) for edition in Edition.objects.all()})
    led = set()
    for at in moments:
        asked = {
            "own": together.by_address(language="en", kind="briefing", slug="b", at=at),
            "related": together.of_releases(uids, at=at),
            "newest": together.newest(language="en", at=at, limit=2),
            "of_a_kind": together.newest(language="ru", kind="briefing", at=at, limit=9),
            "recent": together.newest(language="en", after=moments[3], at=at, limit=9),
            "lead": together.lead(language="en", at=at),
            "standing": together.standing(at=at),
        }
        with django_assert_num_queries(1):
            imprint, found = together.with_imprint(at, asked)
        public = reading.public(at)
        english = public.filter(language="en")
        own, lead = english.filter(slug="b").first(), reading.lead_at(language="en", at=at)
        assert imprint == reading.imprint_at(at)
        assert found["own"] == (((own.pk, own.content_digest, str(own.number)),) if own else ())
        assert [row[:2] for row in found["lead"]] == ([(lead.pk, lead.content_digest)] if lead else [])
        expected = {
            "related": rows(public),
            "newest": rows(english.filter(pk__in=english.newest_first()[:2].values("pk"))),
            "of_a_kind": rows(public.filter(language="ru", kind="briefing")),
            "recent": rows(english.filter(released_at__gt=moments[3])),
        }
        assert {name: tuple(row[:2] for row in found[name]) for name in expected} == expected
        led.add(lead.slug if lead else "")
    assert {"said", "ahead"} <= led


def test_what_stands_is_another_after_each_end_and_no_other_between(moments: list[dt.datetime]) -> None:
    def at(moment: dt.datetime) -> tuple[Any, Any]:
        _imprint, found = together.with_imprint(moment, {"standing": together.standing(at=moment)})
        return found["standing"], rows(reading.public(moment))

    told = [at(moment) for moment in moments]
    for (standing, public), (later, public_later) in itertools.pairwise(told):
        assert standing != later or public == public_later
    assert at(moments[-1] + HOUR)[0] == at(moments[-1] + 2 * HOUR)[0]


def test_an_act_is_seen_at_once_and_a_submission_is_not(press: Any, clock: Clock, author: User) -> None:
    def standing() -> Any:
        return together.with_imprint(clock.now, {"standing": together.standing(at=clock.now)})[1]["standing"]

    press(make_release("statement", by=author))
    before = standing()
    submit([make_release("statement", by=author)], by=author)
    assert standing() == before
    press(make_release("statement", by=author), at=clock.now + HOUR)
    assert standing() != before


def test_a_cursor_finds_what_was_public_by_then_and_nothing_else(moments: list[dt.datetime]) -> None:
    for edition in Edition.objects.all():
        for at in moments:
            part = together.named(edition.key, at=at)
            assert part is not None
            _imprint, found = together.with_imprint(at, {"cursor": part})
            row = reading.row_of(edition.key, at=at)
            assert [found_row[0] for found_row in found["cursor"]] == ([] if row is None else [row])
    assert together.named("no key", at=moments[0]) is None


def test_counts_are_kept_for_as_long_as_they_hold(
    press: Any, clock: Clock, author: User, reviewer: User, django_assert_num_queries: Any
) -> None:
    topic = make_topic("trade")
    press(make_release("statement", by=author, topics=[topic]))
    press(make_release("briefing", by=author, topics=[topic]), at=clock.now + HOUR)
    closing = press(make_release("statistic", by=author))
    acts.withdraw(editions=closing, by=reviewer, reason=in_each("Why."), at=clock.now + 2 * HOUR)
    wanted = finding.Wanted("en", ("en",))
    for moment in (0 * HOUR, HOUR - INSTANT, HOUR, 2 * HOUR - INSTANT, 2 * HOUR, 3 * HOUR):
        at = clock.now + moment
        _imprint, found = together.with_imprint(at, {"standing": together.standing(at=at)})
        said = counted.everything("en", at=at, standing=found["standing"])
        assert said.counts == finding.count(wanted, at=at, periods=counted.ALL_TIME)
        with django_assert_num_queries(0):
            assert counted.everything("en", at=at, standing=found["standing"]) == said


def test_who_looks_from_another_instant_is_told_what_holds_then(moments: list[dt.datetime]) -> None:
    then = moments[-1]
    asked = {"newest": together.newest(language="en", at=then, limit=9), "standing": together.standing(at=then)}
    with vantage.looking_from(then, ahead=Q()):
        _imprint, found = together.with_imprint(then, asked)
    assert tuple(row[:2] for row in found["newest"]) == rows(reading.public(then).filter(language="en"))
    assert found["standing"] == ()


def test_a_statement_that_reckons_from_an_instant_is_refused() -> None:
    at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    prepared = Prepared(lambda at: reading.public(at).filter(released_at__lt=at + HOUR), at=at)
    with pytest.raises(ValueError, match="not among its values"):
        prepared.tuples(at=timezone.now())
