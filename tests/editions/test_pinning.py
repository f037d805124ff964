"""The editors' choice is part of the record: what leads a home page is a function of time."""

import datetime as dt
import json
from typing import Any

import pytest

from releases.authoring.models import User
from releases.editions import acts, interval_ends, reading
from releases.editions.models import Edition, JournalEntry
from releases.editions.pins import Pin
from releases.editions.verifying import verify
from releases.errors import RecordDamaged, Refusal
from tests.clock import Clock
from tests.factories import make_release, publish, submit
from tests.tampering import tamper

pytestmark = pytest.mark.django_db
INSTANT = dt.timedelta(microseconds=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def out(clock: Clock, author: User, reviewer: User) -> Any:
    """out("statement") publishes one, and waits; out("statement", at=...) plans one. The edition in English."""

    def publishing(kind: str, *, at: dt.datetime | None = None, languages: tuple[str, ...] = ("en",)) -> Edition:
        release = make_release(kind, by=author, languages=languages)
        waiting = {"at": at} if at else {"clock": clock}
        return publish([release], author=author, reviewer=reviewer, **waiting)[0]  # type: ignore[arg-type]

    return publishing


def led(at: dt.datetime, language: str = "en") -> Any:
    """Permanent id of what leads at an instant."""
    lead = reading.lead_at(language=language, at=at)
    return lead and lead.uid


def test_without_a_choice_the_newest_briefing_leads(out: Any, clock: Clock) -> None:
    assert led(clock.now) is None
    out("briefing")
    clock.tick(60)
    newest = out("briefing")
    out("statement")

    assert led(clock.now) == newest.uid
    assert led(clock.now, "ru") is None


def test_a_pin_leads_from_its_instant_until_it_is_unpinned(out: Any, clock: Clock, reviewer: User) -> None:
    statement, briefing = out("statement"), out("briefing")
    pinned = acts.pin(editions=[statement], by=reviewer, at=clock.now + HOUR)[0]
    clock.tick(2 * 3600)
    unpinned = acts.unpin(editions=[statement], by=reviewer)[0]
    assert unpinned.public_until is not None

    begins, ends = pinned.public_from, unpinned.public_until
    assert [led(at) for at in (begins - INSTANT, begins, ends - INSTANT, ends)] == [
        briefing.uid,
        statement.uid,
        statement.uid,
        briefing.uid,
    ]
    assert verify()["pins"] == 1


def test_a_pin_is_of_one_language(out: Any, clock: Clock, reviewer: User) -> None:
    statement = out("statement", languages=("en", "ru"))
    clock.set(acts.pin(editions=[statement], by=reviewer)[0].public_from)

    assert (led(clock.now, "en"), led(clock.now, "ru")) == (statement.uid, None)


def test_the_last_pin_that_took_hold_decides(out: Any, clock: Clock, reviewer: User) -> None:
    first, second = out("statement"), out("statement")
    clock.set(acts.pin(editions=[first], by=reviewer)[0].public_from)
    later = acts.pin(editions=[second], by=reviewer, at=clock.now + HOUR)[0].public_from

    assert [led(at) for at in (clock.now, later - INSTANT, later)] == [first.uid, first.uid, second.uid]


def test_after_the_last_is_unpinned_an_older_pin_does_not_come_back(out: Any, clock: Clock, reviewer: User) -> None:
    first, second, briefing = out("statement"), out("statement"), out("briefing")
    clock.set(acts.pin(editions=[first], by=reviewer)[0].public_from)
    clock.set(acts.pin(editions=[second], by=reviewer)[0].public_from)
    clock.set(acts.unpin(editions=[second], by=reviewer)[0].public_until or clock.now)

    assert led(clock.now) == briefing.uid


def test_a_pin_of_what_is_not_public_yet_takes_nothing_from_the_one_before(
    out: Any, clock: Clock, reviewer: User
) -> None:
    opens = clock.now + HOUR
    hidden, shown = out("statement", at=opens), out("statement")
    clock.set(acts.pin(editions=[shown], by=reviewer)[0].public_from)
    clock.set(acts.pin(editions=[hidden], by=reviewer)[0].public_from)

    assert [led(at) for at in (clock.now, opens - INSTANT, opens)] == [shown.uid, shown.uid, hidden.uid]


def test_a_pin_waits_with_an_opening_that_is_moved(out: Any, clock: Clock, reviewer: User) -> None:
    opens = clock.now + HOUR
    hidden, briefing = out("statement", at=opens), out("briefing")
    acts.pin(editions=[hidden], by=reviewer, at=opens)
    acts.reschedule(editions=[hidden], by=reviewer, at=opens + HOUR)

    assert [led(at) for at in (opens, opens + HOUR - INSTANT, opens + HOUR)] == [
        briefing.uid,
        briefing.uid,
        hidden.uid,
    ]


def test_a_waiting_pin_that_is_called_off_never_was(out: Any, clock: Clock, reviewer: User) -> None:
    opens = clock.now + HOUR
    hidden, shown = out("statement", at=opens), out("statement")
    clock.set(acts.pin(editions=[shown], by=reviewer)[0].public_from)
    clock.set(acts.pin(editions=[hidden], by=reviewer)[0].public_from)
    ends = acts.unpin(editions=[hidden], by=reviewer)[0].public_until
    assert ends is not None

    assert [led(at) for at in (clock.now, ends, opens)] == [shown.uid] * 3


def test_a_planned_pin_is_called_off_where_it_would_begin(out: Any, clock: Clock, reviewer: User) -> None:
    statement, shown = out("statement"), out("statement")
    clock.set(acts.pin(editions=[shown], by=reviewer)[0].public_from)
    planned = acts.pin(editions=[statement], by=reviewer, at=clock.now + HOUR)[0]
    ended = acts.unpin(editions=[statement], by=reviewer)[0]

    assert (ended.public_from, ended.public_until) == (planned.public_from, planned.public_from)
    assert [led(at) for at in (planned.public_from, planned.public_from + HOUR)] == [shown.uid, shown.uid]
    assert interval_ends.next_end_after(clock.now) is None


def test_a_pinned_release_that_is_withdrawn_leads_no_more(out: Any, clock: Clock, reviewer: User) -> None:
    older, statement, briefing = out("statement"), out("statement"), out("briefing")
    clock.set(acts.pin(editions=[older], by=reviewer)[0].public_from)
    clock.set(acts.pin(editions=[statement], by=reviewer)[0].public_from)
    gone = acts.withdraw(editions=[statement], by=reviewer, reason={"en": "Issued in error."})[0]
    assert gone.public_until is not None

    assert [led(at) for at in (gone.public_until - INSTANT, gone.public_until)] == [statement.uid, briefing.uid]


def test_what_was_withdrawn_before_it_was_pinned_waits_for_its_next_opening(
    out: Any, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author)
    shown = out("statement")
    clock.set(acts.pin(editions=[shown], by=reviewer)[0].public_from)
    first = publish([release], author=author, reviewer=reviewer, clock=clock)
    clock.set(acts.withdraw(editions=first, by=reviewer, reason={"en": "Early."})[0].public_until or clock.now)
    again = acts.approve(submission=submit([release], by=author), by=reviewer, at=clock.now + HOUR)
    clock.set(acts.pin(editions=again, by=reviewer)[0].public_from)

    assert [led(at) for at in (clock.now, again[0].public_from)] == [shown.uid, release.uid]


def test_the_next_end_knows_when_a_pin_begins_and_ends(out: Any, clock: Clock, reviewer: User) -> None:
    statement = out("statement")
    begins, ends = clock.now + HOUR, clock.now + 2 * HOUR
    acts.pin(editions=[statement], by=reviewer, at=begins)
    assert interval_ends.next_end_after(clock.now) == begins
    clock.set(begins)
    acts.unpin(editions=[statement], by=reviewer, at=ends)
    assert interval_ends.next_end_after(clock.now) == ends


def test_the_journal_says_who_pinned_what_and_when(out: Any, clock: Clock, reviewer: User) -> None:
    statement = out("statement")
    pin = acts.pin(editions=[statement], by=reviewer)[0]
    entry = JournalEntry.objects.latest("sequence")

    assert (entry.act, entry.by, entry.effective_at) == ("pin", "reviewer", pin.public_from)
    assert [said["uid"] for said in json.loads(entry.details)["pins"]] == [str(statement.uid)]


@pytest.mark.parametrize("act", [acts.pin, acts.unpin])
def test_an_author_may_not_choose(out: Any, author: User, reviewer: User, act: Any) -> None:
    statement = out("statement")

    with pytest.raises(Refusal, match="These may: reviewer") as refusal:
        act(editions=[statement], by=author)

    assert refusal.value.code == "not_allowed"
    assert not Pin.objects.exists()


def test_what_cannot_lead_is_refused(out: Any, clock: Clock, reviewer: User) -> None:
    statement, other = out("statement"), out("statement")

    def code(act: Any, **arguments: Any) -> str:
        with pytest.raises(Refusal) as refusal:
            act(by=reviewer, **arguments)
        return refusal.value.code

    assert code(acts.pin, editions=[]) == "empty"
    assert code(acts.pin, editions=[statement, other]) == "two_leads"
    assert code(acts.pin, editions=[statement], at=clock.now) == "too_early"
    assert code(acts.unpin, editions=[statement]) == "not_pinned"
    clock.set(acts.pin(editions=[statement], by=reviewer)[0].public_from)
    assert code(acts.pin, editions=[statement]) == "pinned_already"
    acts.withdraw(editions=[other], by=reviewer, reason={"en": "Issued in error."}, at=clock.now + HOUR)
    assert code(acts.pin, editions=[other], at=clock.now + HOUR) == "never_public"


def test_what_leads_takes_one_query_whatever_was_pinned(
    out: Any, clock: Clock, reviewer: User, django_assert_num_queries: Any
) -> None:
    out("briefing")
    for _number in range(3):
        clock.set(acts.pin(editions=[out("statement")], by=reviewer)[0].public_from)
        with django_assert_num_queries(1):
            led(clock.now)


ALTERED = {
    "release": "uid = '0123456789abcdef0123456789abcdef'",
    "language": "language = 'ru'",
    "beginning": "public_from = '2030-01-01 15:00:04'",
    "end": "public_until = '2030-01-02 12:00:04', ended_by_entry_id = opened_by_entry_id",
    "act that pinned": "opened_by_entry_id = 1",
}


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_pin_is_named(name: str, out: Any, reviewer: User) -> None:
    acts.pin(editions=[out("statement")], by=reviewer)

    assert tamper(f"UPDATE releases_pin SET {ALTERED[name]}") == 1

    with pytest.raises(RecordDamaged, match=r"pin .* \(row \d+\): it was altered"):
        verify()


def test_a_deleted_pin_is_named(out: Any, reviewer: User) -> None:
    acts.pin(editions=[out("statement")], by=reviewer)
    tamper("DELETE FROM releases_pin")

    with pytest.raises(RecordDamaged, match=r"pin .* is in the journal but not in the record"):
        verify()


def test_a_pin_that_was_slipped_in_is_named(out: Any, reviewer: User) -> None:
    acts.pin(editions=[out("statement")], by=reviewer)
    columns = "language, uid, public_from, public_until, ended_by_entry_id, opened_by_entry_id"
    values = columns.replace("language", "'ru'", 1)
    tamper(f"INSERT INTO releases_pin ({columns}) SELECT {values} FROM releases_pin")

    with pytest.raises(RecordDamaged, match="pin ru/"):
        verify()
