"""The duty roster goes into the record by value, and who is on duty is a function of time."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from releases.authoring.models import DutyOfficer, Mission, User
from releases.editions import acts, interval_ends, reading
from releases.editions.duty import next_change, on_duty
from tests.clock import Clock
from tests.factories import in_each, make_mission

pytestmark = pytest.mark.django_db
INSTANT = dt.timedelta(microseconds=1)
HOUR = dt.timedelta(hours=1)


def turn(mission: Mission, name: str, **facts: Any) -> DutyOfficer:
    facts = {"phone": "+49 30 1", "languages": ["en", "ur"], **facts}
    return DutyOfficer.objects.create(mission=mission, names=in_each(name), **facts)


def names_at(at: dt.datetime) -> list[str]:
    imprint = reading.imprint_at(at)
    return [officer["names"]["en"] for officer in on_duty(imprint.body, at)] if imprint else []


def test_a_turn_holds_from_its_first_instant_to_the_last_before_its_end(clock: Clock, administrator: User) -> None:
    mission, begins, ends = make_mission(), clock.now + HOUR, clock.now + 2 * HOUR
    turn(mission, "Night desk", duty_from=begins, duty_until=ends)
    acts.publish_imprint(mission=mission, by=administrator)

    assert [names_at(at) for at in (begins - INSTANT, begins, ends - INSTANT, ends)] == [
        [],
        ["Night desk"],
        ["Night desk"],
        [],
    ]


def test_open_turns_stand_in_the_order_of_the_roster(clock: Clock, administrator: User) -> None:
    mission = make_mission()
    turn(mission, "Second", position=2)
    turn(mission, "First", position=1)
    imprint = acts.publish_imprint(mission=mission, by=administrator)

    assert names_at(imprint.public_from) == ["First", "Second"]
    assert next_change(imprint.body, clock.now) is None


def test_readers_get_what_was_published_and_not_what_is_written_since(clock: Clock, administrator: User) -> None:
    mission = make_mission()
    officer = turn(mission, "Duty desk")
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    officer.delete()

    assert names_at(clock.now) == ["Duty desk"]


def test_a_turn_that_is_over_is_not_published_again(clock: Clock, administrator: User) -> None:
    mission = make_mission()
    turn(mission, "Yesterday", duty_until=clock.now - HOUR)

    assert acts.publish_imprint(mission=mission, by=administrator).body["duty"] == []


def test_the_next_end_knows_when_the_duty_changes(clock: Clock, administrator: User) -> None:
    mission, begins, ends = make_mission(), clock.now + HOUR, clock.now + 2 * HOUR
    turn(mission, "Night desk", duty_from=begins, duty_until=ends)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)

    assert interval_ends.next_end_after(clock.now) == begins
    assert interval_ends.next_end_after(begins) == ends
    assert interval_ends.next_end_after(ends) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"duty_from": dt.datetime(2030, 1, 2, tzinfo=dt.UTC), "duty_until": dt.datetime(2030, 1, 2, tzinfo=dt.UTC)},
        {"phone": "", "email": ""},
    ],
    ids=["ends when it begins", "nobody can be reached"],
)
def test_the_database_refuses_a_turn_that_cannot_be(clock: Clock, facts: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        turn(make_mission(), "Night desk", **facts)


@pytest.mark.parametrize("languages", [["EN"], ["en", "en"], "en", ["<b>"], [None], ["english language"]])
def test_what_is_no_list_of_language_tags_is_refused(clock: Clock, languages: Any) -> None:
    officer = turn(make_mission(), "Duty desk", languages=languages)

    with pytest.raises(ValidationError, match=r"language tag|each once"):
        officer.full_clean()


def test_tags_with_a_script_or_a_region_are_taken(clock: Clock) -> None:
    turn(make_mission(), "Duty desk", languages=["zh-Hans", "pt-BR", "kk"]).full_clean()
