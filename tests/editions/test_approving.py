"""Approval binds to what was read, to a second person, and to a time that can be kept."""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection

from releases.authoring.models import (
    AnswerBlock,
    Briefing,
    Citation,
    Kind,
    MediaAsset,
    Observation,
    Office,
    Organisation,
    Person,
    Release,
    Statement,
    Text,
    TextBlock,
    Topic,
    User,
)
from releases.editions import acts, reading
from releases.editions.acts import publishing
from releases.editions.models import Edition, JournalEntry, Submission
from releases.errors import BadMoment, PressOfficeError, Refusal
from tests.clock import Clock
from tests.editions.conftest import Bundle
from tests.factories import in_each, make_release, publish, submit

pytestmark = pytest.mark.django_db

CHANGES: dict[str, Callable[[], Any]] = {
    "title": lambda: Text.objects.filter(release__kind=Kind.BRIEFING).update(title="Trade with Ruritania."),
    "address": lambda: Text.objects.filter(release__kind=Kind.BRIEFING).update(slug="another"),
    "summary": lambda: Text.objects.filter(release__kind=Kind.BRIEFING).update(summary="Trade with Ruritania"),
    "words": lambda: Text.objects.filter(release__kind=Kind.STATEMENT).update(words="No."),
    "alternative text": lambda: Text.objects.filter(release__kind=Kind.MEDIA).update(alt_text="A map"),
    "note": lambda: Text.objects.filter(release__kind=Kind.BRIEFING).update(note="Unofficial."),
    "block of text": lambda: TextBlock.objects.update(html="<p>The ambassador spoke!</p>"),
    "question": lambda: AnswerBlock.objects.update(question="And trade"),
    "answer": lambda: AnswerBlock.objects.update(html="<p>It shrinks.</p>"),
    "mode of the answer": lambda: AnswerBlock.objects.update(mode="verbatim"),
    "order of blocks": lambda: TextBlock.objects.update(ordering=99),
    "block deleted": lambda: AnswerBlock.objects.all().delete(),
    "value": lambda: Observation.objects.update(value=Decimal("6300000.00000001")),
    "unit": lambda: Observation.objects.update(unit="1"),
    "qualifier": lambda: Observation.objects.update(qualifier="about"),
    "nature": lambda: Observation.objects.update(nature="estimate"),
    "period": lambda: Observation.objects.update(period_from="2028"),
    "source of a figure": lambda: Observation.objects.update(sources=in_each("Survey")),
    "name of the topic": lambda: Topic.objects.update(names=in_each("Commerce")),
    "code of the topic": lambda: Topic.objects.update(mediatopic=""),
    "name of the person": lambda: Person.objects.update(names=in_each("Rudolf Rassendyl")),
    "title of the office": lambda: Office.objects.update(titles=in_each("Envoy")),
    "start of the office": lambda: Office.objects.update(held_from="2027"),
    "name of the organisation": lambda: Organisation.objects.update(names=in_each("Chancery")),
    "venue": lambda: Briefing.objects.update(venues=in_each("Hotel")),
    "place": lambda: Briefing.objects.update(places=in_each("Zenda")),
    "day": lambda: Briefing.objects.update(held_on="2029-12-31"),
    "mode of the statement": lambda: Statement.objects.update(mode="verbatim"),
    "occasion": lambda: Statement.objects.update(occasions=in_each("Autumn briefing")),
    "credit": lambda: MediaAsset.objects.update(credit_line="Embassy of Ruritania."),
    "usage terms": lambda: MediaAsset.objects.update(usage_terms=in_each("All rights reserved")),
    "citation added": lambda: Citation.objects.create(
        release=Release.objects.get(kind=Kind.BRIEFING), cited=Release.objects.get(kind=Kind.MEDIA), position=1
    ),
    "source language": lambda: Release.objects.filter(kind=Kind.STATISTIC).update(source_language="ru"),
    "name deleted": lambda: Person.objects.update(names={}),
    "text deleted": lambda: Text.objects.filter(release__kind=Kind.STATISTIC).delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_refuses_what_changed_by_a_character_since_it_was_submitted(
    change: str, clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    submission = submit(bundle.releases, by=author)
    CHANGES[change]()

    with pytest.raises(Refusal) as refusal:
        acts.approve(submission=submission, by=reviewer)

    assert refusal.value.code == "changed_since_submission"
    assert refusal.value.problems
    assert not Edition.objects.exists()


def test_it_takes_what_did_not_change(clock: Clock, bundle: Bundle, author: User, reviewer: User) -> None:
    editions = publish(bundle.releases, author=author, reviewer=reviewer, clock=clock)

    assert [edition.public_from for edition in editions] == [clock.now] * 4
    assert set(reading.public(clock.now)) == set(editions)


def test_it_refuses_the_one_who_submitted(clock: Clock, bundle: Bundle, reviewer: User, second_reviewer: User) -> None:
    submission = submit(bundle.releases, by=reviewer)

    with pytest.raises(Refusal, match="second_reviewer") as refusal:
        acts.approve(submission=submission, by=reviewer)

    assert refusal.value.code == "own_work"


def _edits_the_text(bundle: Bundle, by: User) -> None:
    Text.objects.filter(release=bundle.statistic).update(edited_by=by)


def _edits_the_facts(bundle: Bundle, by: User) -> None:
    Release.objects.filter(pk=bundle.statistic.pk).update(edited_by=by)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("edits", [_edits_the_text, _edits_the_facts])
def test_it_refuses_the_one_who_was_the_last_to_edit(
    edits: Callable[[Bundle, User], None],
    bundle: Bundle,
    author: User,
    reviewer: User,
    second_reviewer: User,
) -> None:
    edits(bundle, reviewer)
    submission = submit(bundle.releases, by=author)

    with pytest.raises(Refusal) as refusal:
        acts.approve(submission=submission, by=reviewer)

    assert refusal.value.code == "own_work"
    assert acts.approve(submission=submission, by=second_reviewer)


@pytest.mark.usefixtures("clock", "reviewer")
@pytest.mark.parametrize("name", ["author", "administrator", "stranger"])
def test_it_refuses_who_is_no_reviewer(
    name: str, request: pytest.FixtureRequest, bundle: Bundle, second_author: User
) -> None:
    by, submission = request.getfixturevalue(name), submit(bundle.releases, by=second_author)

    with pytest.raises(Refusal, match="reviewer") as refusal:
        acts.approve(submission=submission, by=by)

    assert refusal.value.code == "not_allowed"


def test_it_refuses_an_account_that_was_closed(clock: Clock, bundle: Bundle, author: User, reviewer: User) -> None:
    submission = submit(bundle.releases, by=author)
    reviewer.is_active = False

    with pytest.raises(Refusal):
        acts.approve(submission=submission, by=reviewer)


def test_it_refuses_a_submission_that_a_later_one_replaced(
    clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    first = submit(bundle.releases, by=author)
    submit([bundle.media], by=author)

    with pytest.raises(Refusal) as refusal:
        acts.approve(submission=first, by=reviewer)

    assert refusal.value.code == "already_decided"
    assert Submission.objects.get(pk=first.pk).state == Submission.State.SUPERSEDED


BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
BAD_TIMES = {
    "past": (dt.datetime(2029, 12, 31, tzinfo=dt.UTC), "too_early"),
    "now": (dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC), "too_early"),
    "just short of the margin": (dt.datetime(2030, 1, 1, 12, 0, 1, 999_999, tzinfo=dt.UTC), "too_early"),
    "in a gap of the clocks": (dt.datetime(2030, 3, 31, 2, 30, tzinfo=BERLIN), "time_in_gap"),
    "without a zone": (dt.datetime(2030, 3, 31, 12), "no_zone"),  # noqa: DTZ001  the point of the test
}


@pytest.mark.parametrize("name", BAD_TIMES)
def test_it_refuses_a_time_that_cannot_be_kept(
    name: str, clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    at, code = BAD_TIMES[name]
    submission = submit(bundle.releases, by=author)

    with pytest.raises(PressOfficeError) as refusal:
        acts.approve(submission=submission, by=reviewer, at=at)

    assert refusal.value.code == code
    assert isinstance(refusal.value, Refusal | BadMoment)
    assert not Edition.objects.exists()


def test_it_takes_the_margin_itself_and_any_zone(clock: Clock, bundle: Bundle, author: User, reviewer: User) -> None:
    at = dt.datetime(2030, 1, 1, 13, 0, 2, tzinfo=BERLIN)

    editions = publish(bundle.releases, author=author, reviewer=reviewer, at=at)

    assert {edition.public_from for edition in editions} == {dt.datetime(2030, 1, 1, 12, 0, 2, tzinfo=dt.UTC)}


@pytest.mark.parametrize("seconds", [0.3, 1.0])
def test_it_refuses_an_approval_that_took_too_long(
    clock: Clock, bundle: Bundle, author: User, reviewer: User, seconds: float
) -> None:
    """For each of four editions: until half the margin is over, or all of it, where the database refuses first."""
    submission = submit(bundle.releases, by=author)

    def slowly(body: dict[str, Any]) -> set[str]:
        clock.tick(seconds)
        return set()

    with mock.patch.object(publishing, "files_shown", slowly), pytest.raises(Refusal) as refusal:
        acts.approve(submission=submission, by=reviewer)

    assert refusal.value.code == "too_late"
    assert not Edition.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_an_act_whose_commit_would_come_after_its_effect(
    clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    submission = submit(bundle.releases, by=author)
    entries = JournalEntry.objects.count()

    with (
        mock.patch.object(publishing, "decide", side_effect=lambda *_act, **_said: _database_pauses()),
        pytest.raises(IntegrityError, match="record: "),
    ):
        acts.approve(submission=submission, by=reviewer)

    assert not Edition.objects.exists()
    assert JournalEntry.objects.count() == entries


def _database_pauses() -> None:
    """Three seconds pass for the database, and none for Python: as when the commit waits for a disk."""
    later = {"postgresql": "now + interval '3 seconds'", "sqlite": "strftime('%Y-%m-%d %H:%M:%f', now, '+3 seconds')"}
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO test_clock SELECT {later[connection.vendor]} FROM test_clock")


def test_a_release_that_is_public_is_corrected_or_updated_and_not_approved_again(
    clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statistic", by=author)
    publish([release], author=author, reviewer=reviewer, clock=clock)

    with pytest.raises(Refusal) as refusal:
        acts.approve(submission=submit([release], by=author), by=reviewer)

    assert refusal.value.code == "already_public"


def test_a_correction_needs_a_note_for_its_readers(clock: Clock, author: User, reviewer: User) -> None:
    release = make_release("statistic", by=author)
    publish([release], author=author, reviewer=reviewer, clock=clock)
    submission = submit([release], by=author)

    for note in ("", "   ", {}, {"de": "Falsch."}):
        with pytest.raises(Refusal) as refusal:
            acts.correct(submission=submission, by=reviewer, note=note)
        assert refusal.value.code == "words_missing"


def test_an_address_stays_with_the_release_that_had_it(clock: Clock, author: User, reviewer: User) -> None:
    first = make_release("statistic", by=author, slug="trade")
    publish([first], author=author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=first).update(slug="trade-of-old")
    second = make_release("statistic", by=author, slug="trade")

    with pytest.raises(Refusal) as refusal:
        publish([second], author=author, reviewer=reviewer)

    assert refusal.value.code == "address_taken"
