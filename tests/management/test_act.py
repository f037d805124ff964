"""The acts from the command line: one JSON line each, exit 1 when refused."""

import io
import json
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError

from releases.authoring.models import Text, User
from releases.editions import journal
from releases.editions.models import Edition, JournalEntry, Submission
from tests.clock import Clock
from tests.factories import make_mission, make_release


def act(*arguments: str) -> tuple[int, dict[str, Any]]:
    """(exit status, the line) of `manage.py act ...`."""
    status, lines = act_on_several(*arguments)
    assert len(lines) == 1
    return status, lines[0]


def act_on_several(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    out, status = io.StringIO(), 0
    if arguments[0] == "submit" and "--acknowledge" not in arguments:
        arguments = (*arguments, "--acknowledge", "all=Seen by the tests.")
    try:
        call_command("act", *arguments, stdout=out)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def release(clock: Clock, author: User, reviewer: User) -> Any:
    make_mission(time_zone="Europe/Berlin")
    return make_release("briefing", by=author, slug="spring", languages=("en", "ru"))


def test_it_submits_and_approves_every_language(release: Any, clock: Clock) -> None:
    status, line = act("submit", "spring", "--by", "author")
    assert (status, line["done"], len(line["items"])) == (0, True, 2)
    status, line = act("approve", "spring", "--by", "reviewer")
    assert status == 0
    assert {row["language"] for row in line["editions"]} == {"en", "ru"}


def test_it_takes_one_language_and_a_time_of_the_mission(release: Any, clock: Clock) -> None:
    act("submit", str(release.uid), "--language", "en", "--by", "author")
    _status, line = act(
        "approve", "briefings/spring", "--language", "en", "--by", "reviewer", "--at", "2030-06-01T09:30"
    )
    assert [row["public_from"] for row in line["editions"]] == ["2030-06-01T07:30:00.000000Z"]


def test_it_returns_with_a_comment(release: Any) -> None:
    act("submit", "spring", "--by", "author")
    status, line = act("return", "spring", "--by", "reviewer", "--reason", "Name the place.")
    assert (status, line["submission"]) == (0, Submission.objects.get(state="returned").pk)
    assert JournalEntry.objects.latest("sequence").reason == "Name the place."


def published(clock: Clock) -> None:
    act("submit", "spring", "--by", "author")
    act("approve", "spring", "--by", "reviewer")
    clock.tick(2)


def test_it_corrects_reschedules_and_cancels(release: Any, clock: Clock) -> None:
    published(clock)
    Text.objects.filter(language="en").update(title="Corrected title")
    act("submit", "spring", "--language", "en", "--by", "author")
    assert act("correct", "spring", "--by", "reviewer")[1]["code"] == "words_missing"
    ahead = ("--at", "2030-02-01T12:00Z")
    assert act("correct", "spring", "--by", "reviewer", "--reason", "The title was wrong.", *ahead)[0] == 0
    assert act("reschedule", "spring", "--by", "reviewer", "--at", "2030-03-01T12:00Z")[0] == 0
    status, line = act("cancel", "spring", "--by", "reviewer")
    assert (status, line["editions"][0]["ended_as"]) == (0, "cancelled")
    assert Edition.objects.get(language="en", number=1).public_until is None


def test_it_updates_with_or_without_a_note(release: Any, clock: Clock) -> None:
    published(clock)
    for note in ([], ["--reason", "A photograph was added.", "--reason-language", "ru"]):
        act("submit", "spring", "--language", "ru", "--by", "author")
        status, line = act("update", "spring", "--by", "reviewer", *note)
        assert (status, [row["language"] for row in line["editions"]]) == (0, ["ru"])
        clock.tick(2)
    editions = Edition.objects.filter(language="ru").order_by("number")
    assert [row.change for row in editions] == ["new", "update", "update"]
    assert [row.note for row in editions] == [{}, {}, {"ru": "A photograph was added."}]


def test_each_act_has_a_line_of_its_own_and_what_was_done_before_a_refusal_stays_done(
    release: Any, author: User, reviewer: User
) -> None:
    make_release("statement", by=author, slug="autumn")
    make_release("statement", by=reviewer, slug="winter")
    for name, by in (("spring", "author"), ("autumn", "author"), ("winter", "reviewer")):
        act("submit", name, "--by", by)
    status, lines = act_on_several("approve", "winter", "autumn", "spring", "--by", "reviewer")
    assert (status, [line["done"] for line in lines]) == (1, [True, True, False])
    assert [len(line.get("editions", [])) for line in lines] == [2, 1, 0]
    assert (lines[2]["code"], Edition.objects.count()) == ("own_work", 3)


def test_a_refusal_of_the_database_is_a_line_as_well(release: Any, clock: Clock) -> None:
    published(clock)
    with mock.patch.object(journal, "append", side_effect=OperationalError("database is locked")):
        status, line = act("withdraw", "spring", "--by", "reviewer", "--reason", "A leak.")
    assert (status, line["done"], line["code"], line["message"]) == (1, False, "database", "database is locked")
    assert not Edition.objects.exclude(public_until=None).exists()


def test_the_kill_switch_withdraws_and_what_is_over_can_be_expunged(
    release: Any, clock: Clock, administrator: User
) -> None:
    published(clock)
    status, line = act("withdraw", "spring", "--by", "administrator", "--reason", "A leak.")
    assert (status, {row["ended_as"] for row in line["editions"]}) == (0, {"withdrawn"})
    clock.tick(2)
    assert act("expunge", "spring", "--by", "administrator", "--reason", "Court order 7")[0] == 0
    assert set(Edition.objects.values_list("content", flat=True)) == {""}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("approve", "spring", "--by", "reviewer"), "bad_argument", "Submit them first"),
        (("submit", "nothing-here", "--by", "author"), "bad_argument", "nothing-here"),
        (("submit", "spring", "--by", "nobody"), "bad_argument", "nobody"),
        (("submit", "spring", "--by", "author", "--language", "xx"), "bad_argument", "xx"),
        (("withdraw", "spring", "--by", "reviewer", "--reason", "x"), "bad_argument", "is public now"),
        (("submit", "spring", "--by", "author", "--at", "2030-03-31T02:30"), "time_in_gap", "does not exist"),
        (("submit", "spring", "--by", "author", "--at", "2030-10-27T02:30"), "ambiguous_time", "occurs twice"),
        (("submit", "spring", "--by", "author", "--at", "soon"), "not_a_time", "soon"),
    ],
)
def test_a_refusal_names_the_way_out(release: Any, arguments: tuple[str, ...], code: str, says: str) -> None:
    status, line = act(*arguments)
    assert (status, line["done"], line["code"]) == (1, False, code)
    assert says in line["message"]


def test_an_author_may_not_approve_and_learns_who_may(release: Any) -> None:
    act("submit", "spring", "--by", "author")
    status, line = act("approve", "spring", "--by", "author")
    assert (status, line["code"]) == (1, "not_allowed")
    assert "reviewer" in line["message"]


def test_it_pins_and_unpins_in_the_languages_asked_for(release: Any, clock: Clock) -> None:
    published(clock)
    status, line = act("pin", "spring", "--language", "ru", "--by", "reviewer", "--at", "2030-06-01T09:30")
    assert [(pin["language"], pin["public_from"]) for pin in line["pins"]] == [("ru", "2030-06-01T07:30:00.000000Z")]
    status, line = act("unpin", "spring", "--by", "reviewer")
    assert (status, len(line["pins"])) == (0, 1)
    assert act("unpin", "spring", "--by", "reviewer")[1]["code"] == "empty"
