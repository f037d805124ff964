"""From the record to mailboxes: who is told of what, once, and only of what is public at that moment."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.models import Edition
from releases.outlets.mail import sending
from releases.subscribers import planning, subscribing
from releases.subscribers.models import Letter, Subscriber, Told
from tests.clock import Clock
from tests.factories import make_release, make_topic, submit
from tests.outlets.conftest import Publish

from .conftest import Postbox, html, path_in, plain

ANNA, FRITZ = "anna@strelsau.example", "fritz@zenda.example"
Reader = Callable[..., Subscriber]
Work = Callable[[], None]

pytestmark = pytest.mark.usefixtures("mission")


def corrected(edition: Edition, *, author: User, reviewer: User, clock: Clock) -> Edition:
    """A public edition gets a successor with a note."""
    text = Text.objects.get(release__uid=edition.uid, language=edition.language)
    text.words = f"{text.words}!"
    text.save()
    submission = submit([text.release], by=author, languages=[edition.language])
    (found,) = acts.correct(submission=submission, by=reviewer, note={edition.language: "The year was wrong."})
    clock.set(found.public_from)
    return found


def test_a_release_goes_to_who_wants_its_language_kind_and_topic(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User
) -> None:
    wool = make_topic("wool")
    asked: dict[str, dict[str, Any]] = {
        "all@a.example": {},
        "urdu@a.example": {"languages": ["ur"]},
        "statements@a.example": {"kinds": ["statement"]},
        "figures@a.example": {"kinds": ["statistic"]},
        "wool@a.example": {"topics": ["wool"]},
        "salt@a.example": {"topics": ["salt"]},
    }
    for address, choices in asked.items():
        reader(address, **choices)
    out(make_release("statement", by=author, title="On wool", topics=[wool]))
    deliver()
    assert sorted(who for who, _message in postbox.taken) == ["all@a.example", "statements@a.example", "wool@a.example"]
    assert postbox.connections == 1


def test_a_message_bears_what_its_reader_and_their_program_need(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User
) -> None:
    reader(ANNA)
    out(make_release("statement", by=author, title="On wool"))
    deliver()
    (message,) = postbox.to(ANNA)
    assert message["Subject"] == "On wool"
    assert message["From"] == "Ruritania <press@ruritania.example>"
    assert message["List-Unsubscribe"].strip() == f"<https://press.ruritania.example{path_in(message, 'leave')}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<releases.press.ruritania.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "On wool!" in plain(message)
    assert path_in(message, "manage") in html(message)
    assert "<img" not in html(message)


def test_urdu_goes_out_from_right_to_left(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User
) -> None:
    reader(ANNA, language="ur")
    out(make_release("statement", by=author, languages=("en", "ur")))
    deliver()
    (message,) = postbox.to(ANNA)
    assert message["Content-Language"] == "ur"
    assert '<html lang="ur" dir="rtl">' in html(message)
    assert "/ur/subscribe/leave/" in plain(message)


def test_who_confirmed_after_it_opened_is_not_told(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    out(make_release("statement", by=author))
    reader(ANNA)
    deliver()
    assert postbox.taken == []


def test_nothing_goes_before_its_second(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    reader(ANNA)
    opens = clock.now + dt.timedelta(hours=2)
    out(make_release("statement", by=author), at=opens)
    clock.set(opens - dt.timedelta(microseconds=1000))
    deliver()
    assert postbox.taken == []
    clock.set(opens)
    deliver()
    assert len(postbox.taken) == 1


def test_a_correction_and_a_withdrawal_go_to_those_who_got_the_first(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, reviewer: User, clock: Clock
) -> None:
    reader(ANNA)
    (first,) = out(make_release("statement", by=author, title="On wool"))
    deliver()
    reader(FRITZ)
    second = corrected(first, author=author, reviewer=reviewer, clock=clock)
    deliver()
    (ended,) = acts.withdraw(editions=[second], by=reviewer, reason={"en": "It was not ours."})
    assert ended.public_until is not None
    clock.set(ended.public_until)
    deliver()
    assert postbox.subjects(ANNA) == ["On wool", "Correction: On wool", "Withdrawn: On wool"]
    assert "The year was wrong." in plain(postbox.to(ANNA)[1])
    assert "It was not ours." in plain(postbox.to(ANNA)[2])
    assert postbox.to(FRITZ) == []


def test_what_was_withdrawn_before_it_was_sent_is_not_sent_nor_is_its_withdrawal(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, reviewer: User, clock: Clock
) -> None:
    reader(ANNA)
    editions = out(make_release("statement", by=author))
    assert planning.plan()
    (ended,) = acts.withdraw(editions=editions, by=reviewer, reason={"en": "No."})
    assert ended.public_until is not None
    clock.set(ended.public_until)
    deliver()
    assert postbox.taken == []
    assert set(Letter.objects.values_list("event", "state")) == {("new", "dropped"), ("withdrawn", "dropped")}


def test_who_did_not_get_the_first_in_time_gets_the_correction_as_new(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, reviewer: User, clock: Clock
) -> None:
    reader(ANNA)
    (first,) = out(make_release("statement", by=author, title="On wool"))
    corrected(first, author=author, reviewer=reviewer, clock=clock)
    deliver()
    assert postbox.subjects(ANNA) == ["On wool"]
    assert "On wool!!" in plain(postbox.to(ANNA)[0])


def test_a_letter_is_planned_once_whatever_the_worker_does(
    reader: Reader, clock: Clock, out: Publish, author: User
) -> None:
    anna = reader(ANNA)
    (edition,) = out(make_release("statement", by=author))
    assert planning.plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            subscriber=anna, event="new", release=edition.uid, language="en", number=1,
            effective_at=clock.now, next_at=clock.now,
        )  # fmt: skip


def test_the_walk_goes_on_where_it_stopped_in_a_constant_number_of_queries(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, monkeypatch: Any,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(5):
        reader(f"reader{number}@a.example")
    monkeypatch.setattr(planning, "AT_ONCE", 2)
    out(make_release("statement", by=author))
    # The last end, the place; what opened or closed (2); and between two savepoints: place, readers, topics,
    # insert, place. However many there are.
    with django_assert_num_queries(10):
        planning.plan()
    assert Letter.objects.count() == 2
    deliver()
    assert len({who for who, _message in postbox.taken}) == len(postbox.taken) == 5


def test_a_worker_that_dies_at_the_server_sends_nothing_twice(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, reviewer: User, clock: Clock,
    monkeypatch: Any,
) -> None:  # fmt: skip
    reader(ANNA)
    (edition,) = out(make_release("statement", by=author))
    note = sending._note

    def dies(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_note", dies)
    with pytest.raises(KeyboardInterrupt):
        deliver()
    monkeypatch.setattr(sending, "_note", note)
    deliver()
    clock.tick(sending.CLAIM.total_seconds() + 1)
    deliver()
    assert len(postbox.taken) == 1
    assert Letter.objects.get().state == "uncertain"
    corrected(edition, author=author, reviewer=reviewer, clock=clock)
    deliver()
    assert len(postbox.taken) == 2  # who may have got it hears of its correction


def test_a_server_that_hangs_up_after_the_words_is_not_given_them_again(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    reader(ANNA)
    out(make_release("statement", by=author))
    postbox.hangs_up = True
    deliver()
    postbox.hangs_up = False
    clock.tick(3600)
    deliver()
    assert Letter.objects.get().state == "uncertain"
    assert postbox.taken == []


def test_what_is_put_off_comes_later_under_the_same_id_and_holds_up_nobody(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock
) -> None:
    reader(ANNA)
    reader(FRITZ)
    postbox.answers[ANNA] = ["451 4.3.0 Later", "451 4.3.0 Later"]
    out(make_release("statement", by=author))
    deliver()
    assert [who for who, _message in postbox.taken] == [FRITZ]
    letter = Letter.objects.get(subscriber__address=ANNA)
    assert (letter.state, letter.attempts, letter.next_at) == ("waiting", 1, clock.now + dt.timedelta(minutes=1))
    assert "451" in letter.last_error
    assert ANNA not in letter.last_error
    for seconds in (61, 301):
        clock.tick(seconds)
        deliver()
    (message,) = postbox.to(ANNA)
    assert str(message["Message-ID"]).startswith(f"<{letter.pk}-")


def test_a_dead_server_loses_nothing_and_is_left_alone_for_a_while(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, clock: Clock, settings: Any,
    caplog: Any,
) -> None:  # fmt: skip
    reader(ANNA)
    alive, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    out(make_release("statement", by=author))
    deliver()
    assert Letter.objects.get().attempts == 0
    assert "cannot be reached" in caplog.text
    settings.EMAIL_PORT = alive
    deliver()
    assert postbox.taken == []
    clock.tick(31)
    deliver()
    assert len(postbox.taken) == 1


def test_two_workers_send_each_letter_once(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, monkeypatch: Any
) -> None:
    reader(ANNA)
    out(make_release("statement", by=author))
    found = sending._bundles
    other = sending.Sender()

    def raced(now: dt.datetime) -> Any:
        bundles = list(found(now))
        monkeypatch.setattr(sending, "_bundles", found)
        other.deliver()  # between the look and the claim
        return bundles

    monkeypatch.setattr(sending, "_bundles", raced)
    planning.plan()
    deliver()
    assert len(postbox.taken) == 1


def test_a_worker_that_looked_too_early_moves_the_place_of_nobody_back(
    reader: Reader, deliver: Work, out: Publish, author: User, monkeypatch: Any
) -> None:
    reader(ANNA)
    for _number in range(2):
        out(make_release("statement", by=author))
    follow, places = planning.follow, []

    def raced(**given: Any) -> Any:
        """Between the look of the one and its step, another walks over both."""
        monkeypatch.setattr(planning, "follow", follow)
        planning.plan()
        planning.plan()
        places.append(planning._place(Told.objects.get()))
        return follow(**given)

    monkeypatch.setattr(planning, "follow", raced)
    planning.plan()
    assert places == [planning._place(Told.objects.get())]
    assert Letter.objects.count() == 2


def test_of_letters_that_go_together_all_are_claimed_or_none(
    reader: Reader, deliver: Work, out: Publish, author: User
) -> None:
    """Another worker had one of a daily mail's letters first: what it left is not held by who came too late."""
    reader(ANNA, cadence="daily", hour=8, time_zone="UTC")
    for _number in range(2):
        out(make_release("statement", by=author))
    deliver()
    first, second = letters = list(Letter.objects.order_by("pk"))
    assert sending._claim([first])
    assert not sending._claim(letters)
    second.refresh_from_db()
    assert (second.state, second.attempts, second.claimed_at) == ("waiting", 0, None)


def test_what_came_out_again_before_the_daily_mail_is_not_told_as_withdrawn(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, reviewer: User, clock: Clock
) -> None:
    reader(ANNA, cadence="daily", hour=8, time_zone="UTC")
    release = make_release("statement", by=author, title="On wool")
    editions = out(release)
    deliver()  # planned, for eight o'clock
    clock.set(dt.datetime(2030, 1, 2, 8, tzinfo=dt.UTC))
    deliver()
    (ended,) = acts.withdraw(editions=editions, by=reviewer, reason={"en": "It was not ours."})
    assert ended.public_until is not None
    clock.set(ended.public_until)
    deliver()
    out(release)
    deliver()
    clock.set(dt.datetime(2030, 1, 3, 8, tzinfo=dt.UTC))
    deliver()
    first, again = postbox.to(ANNA)
    assert "On wool" in plain(first)
    assert "On wool" in plain(again)
    assert "It was not ours." not in plain(again)
    assert set(Letter.objects.values_list("event", "state")) == {("new", "sent"), ("withdrawn", "dropped")}


def test_a_daily_mail_comes_at_the_hour_of_its_reader_and_bears_what_happened(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, reviewer: User, clock: Clock
) -> None:
    reader(ANNA, cadence="daily", hour=8, time_zone="Asia/Karachi", languages=["en", "ur"])  # 12:00 UTC: 17:00 there
    (first,) = out(make_release("statement", by=author, title="On wool"))
    out(make_release("statement", by=author, title="On salt", languages=("en", "ur")))
    corrected(first, author=author, reviewer=reviewer, clock=clock)
    (gone,) = out(make_release("statement", by=author, title="On coal"))
    acts.withdraw(editions=[gone], by=reviewer, reason={"en": "No."})
    clock.set(dt.datetime(2030, 1, 2, 2, 59, 59, tzinfo=dt.UTC))
    deliver()
    assert postbox.taken == []
    clock.set(dt.datetime(2030, 1, 2, 3, tzinfo=dt.UTC))
    deliver()
    (message,) = postbox.to(ANNA)
    assert message["Subject"] == "Ruritania: 2 January 2030"
    said = plain(message)
    assert said.count("On wool\n") == said.count("On salt\n") == 1
    assert "On coal" not in said
    assert "corrected" not in said
    assert re.search(r'<h2[^>]*lang="ur"\s+dir="rtl"', html(message))
    deliver()
    assert len(postbox.taken) == 1


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2030-03-30T07:00", "2030-03-31T06:00"),  # the clocks go forward in between
        ("2030-10-26T07:00", "2030-10-27T07:00"),  # and back
        ("2030-06-01T05:59", "2030-06-01T06:00"),
    ],
)
def test_the_hour_is_the_readers_on_every_day_of_the_year(now: str, due: str) -> None:
    at = dt.datetime.fromisoformat(f"{now}+00:00")
    assert subscribing.due_at("daily", 8, "Europe/Berlin", now=at) == dt.datetime.fromisoformat(f"{due}+00:00")


@pytest.mark.parametrize("backend", ["locmem", "filebased"])
def test_any_backend_of_djangos_takes_the_letters(
    reader: Reader, deliver: Work, out: Publish, author: User, settings: Any, tmp_path: Path, backend: str,
    mailoutbox: list[Any],
) -> None:  # fmt: skip
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    reader(ANNA)
    out(make_release("statement", by=author, title="On wool"))
    deliver()
    assert Letter.objects.get().state == "sent"
    files = [path.read_text() for path in tmp_path.iterdir()]
    taken = [message.message().as_string() for message in mailoutbox] + files
    assert len(taken) == 1
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in taken[0]
    assert f"To: {ANNA}" in taken[0]


def test_without_a_server_nothing_is_kept_to_be_sent_one_day(
    reader: Reader, deliver: Work, postbox: Postbox, out: Publish, author: User, settings: Any
) -> None:
    reader(ANNA)
    settings.MAIL_IS_SENT = False
    out(make_release("statement", by=author))
    deliver()
    settings.MAIL_IS_SENT = True
    deliver()
    assert postbox.taken == []
    assert not Letter.objects.exists()
