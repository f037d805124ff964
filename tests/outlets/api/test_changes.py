"""What a client that follows `changes/` ends with, and what it never sees before its second."""

import base64
import datetime as dt
import time
from typing import Any

import pytest

from releases.authoring.models import User
from releases.editions import acts, reading
from releases.editions.following import BEGINNING
from releases.outlets.api import changes
from releases.partners.models import EarlyReading
from tests.clock import Clock
from tests.factories import make_release, submit
from tests.outlets.api.conftest import Api, KeyFor
from tests.outlets.conftest import Publish

pytestmark = pytest.mark.django_db
State = dict[tuple[str, str], int]


class Follower:
    """A client as a partner writes it: it knows the cursor and the events, and nothing of the record."""

    def __init__(self, api: Api, *, key: str = "", limit: str = "20") -> None:
        self.api, self.key, self.limit = api, key, limit
        self.cursor = ""
        self.state: State = {}
        self.events: list[str] = []

    def poll(self) -> list[dict[str, Any]]:
        heard: list[dict[str, Any]] = []
        more = True
        while more:
            given = {"cursor": self.cursor} if self.cursor else {}
            answer = self.api("changes/", key=self.key, limit=self.limit, **given).json()
            self.cursor, more = answer["cursor"], answer["more"]
            heard += answer["results"]
        for change in heard:
            self.events.append(change["event"])
            place = change["id"], change["language"]
            if change["event"] == "withdrawn" or change["item"] is None:
                self.state.pop(place, None)
            else:
                self.state[place] = change["edition"]
        return heard


@pytest.fixture
def sleeping(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of a test stands: here, whoever sleeps moves it on."""
    monkeypatch.setattr("time.sleep", clock.tick)
    monkeypatch.setattr("time.monotonic", time.time)


def listed(api: Api, **asked: str) -> State:
    results = api("releases/", language="all", limit="100", **asked).json()["results"]
    return {(item["id"], item["language"]): item["edition"] for item in results}


@pytest.mark.parametrize("limit", ["1", "20"])
def test_replaying_from_the_first_call_gives_the_public_state(
    limit: str, out: Publish, clock: Clock, author: User, reviewer: User, api: Api
) -> None:
    early = Follower(api, limit=limit)
    kept, gone, changed = (make_release("briefing", by=author, languages=("en", "ru")) for _number in range(3))
    out(kept, gone, changed)
    early.poll()
    corrected = acts.correct(submission=submit([changed], by=author, languages=["en"]), by=reviewer, note="A figure.")
    updated = acts.update(submission=submit([changed], by=author, languages=["ru"]), by=reviewer)
    clock.set(max(corrected[0].public_from, updated[0].public_from))
    early.poll()
    out(make_release("statistic", by=author), at=clock.now + dt.timedelta(hours=1))
    ended = acts.withdraw(editions=reading.public(clock.now).filter(uid=gone.uid), by=reviewer, reason="In error.")
    cancelled = out(make_release("statement", by=author), at=clock.now + dt.timedelta(minutes=5))
    clock.tick(60)
    acts.cancel(editions=cancelled, by=reviewer)
    clock.set(max(ended[0].public_until, clock.now + dt.timedelta(minutes=10)))
    late = Follower(api, limit=limit)

    early.poll()
    late.poll()

    assert early.state == late.state == listed(api)
    assert len(late.state) == 4
    assert set(early.events) == {"released", "corrected", "updated", "withdrawn"}


def test_a_withdrawal_leaves_a_tombstone_with_its_reason(
    out: Publish, clock: Clock, author: User, reviewer: User, api: Api
) -> None:
    editions = out(make_release("briefing", by=author, html="<p>Secret oats.</p>"))
    follower = Follower(api)
    follower.poll()
    closed = acts.withdraw(editions=editions, by=reviewer, reason="The date was wrong.")
    clock.set(closed[0].public_until)

    (change,) = follower.poll()

    assert change["event"] == change["item"]["status"] == "withdrawn"
    assert change["item"]["reason"]["en"] == "The date was wrong."
    assert "body" not in change["item"]


def test_what_can_be_known_is_told_in_its_second_and_once(out: Publish, clock: Clock, author: User, api: Api) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    out(make_release("briefing", by=author), at=opens)
    follower = Follower(api)

    clock.set(opens - dt.timedelta(microseconds=1))
    assert follower.poll() == []
    clock.set(opens)
    assert [change["event"] for change in follower.poll()] == ["released"]
    assert follower.poll() == []


@pytest.mark.parametrize("cursor", ["nonsense", "%%%", "AAAA", "ü"])
def test_what_is_no_cursor_is_refused_with_the_way_to_restart(cursor: str, mission: Any, api: Api) -> None:
    answer = api("changes/", cursor=cursor)

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#bad-cursor")
    assert answer.json()["restart"] == "http://testserver/api/v1/changes/"


def test_a_cursor_of_another_record_has_expired(mission: Any, api: Api) -> None:
    own = base64.urlsafe_b64decode(changes.write(BEGINNING) + "==").decode()
    foreign = base64.urlsafe_b64encode(f"0123456789ab {own.partition(' ')[2]}".encode()).decode().rstrip("=")

    answer = api("changes/", cursor=foreign)

    assert answer.status_code == 410
    assert answer.json()["type"].endswith("#expired-cursor")
    assert api("changes/", cursor=answer.json()["restart"].partition("cursor=")[2]).status_code == 200


def test_the_address_of_the_next_call_keeps_what_was_asked(out: Publish, author: User, api: Api) -> None:
    out(make_release("briefing", by=author), make_release("statistic", by=author, languages=("en", "ru")))

    answer = api("changes/", kind="statistic", language="ru", limit="1")

    assert [change["language"] for change in answer.json()["results"]] == ["ru"]
    assert "kind=statistic" in answer.json()["next"]
    assert "language=ru" in answer.json()["next"]
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


def test_waiting_ends_as_soon_as_something_comes(
    out: Publish, clock: Clock, sleeping: None, author: User, api: Api
) -> None:
    out(make_release("briefing", by=author), at=clock.now + dt.timedelta(seconds=6))
    began = clock.now

    answer = api("changes/", wait="20")

    assert [change["event"] for change in answer.json()["results"]] == ["released"]
    assert clock.now - began == dt.timedelta(seconds=6)


def test_who_would_take_the_last_thread_is_answered_at_once(
    mission: Any, clock: Clock, sleeping: None, api: Api
) -> None:
    began = clock.now

    with changes.WAITERS:
        answer = api("changes/", wait="20")

    assert answer.json()["results"] == []
    assert clock.now == began


def test_waiting_for_nothing_ends_after_the_seconds_asked(mission: Any, clock: Clock, sleeping: None, api: Api) -> None:
    began = clock.now

    answer = api("changes/", wait="3")

    assert answer.json()["results"] == []
    assert clock.now - began == dt.timedelta(seconds=3)


@pytest.mark.parametrize("wait", ["21", "-1", "x", "²", ""])
def test_a_wait_that_is_none_is_refused(wait: str, mission: Any, api: Api) -> None:
    answer = api("changes/", wait=wait)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["wait"]


def test_a_lead_shows_what_is_embargoed_and_logs_each_reading(
    out: Publish, clock: Clock, author: User, api: Api, key_for: KeyFor
) -> None:
    opens = clock.now + dt.timedelta(hours=3)
    (edition,) = out(make_release("briefing", by=author), at=opens)
    ahead, public = Follower(api, key=key_for(lead_minutes=120)), Follower(api)
    clock.set(opens - dt.timedelta(minutes=121))
    assert ahead.poll() == []

    clock.set(opens - dt.timedelta(minutes=120))
    (change,) = ahead.poll()

    assert change["item"]["embargoed_until"] == opens.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert public.poll() == []
    assert [row.edition for row in EarlyReading.objects.all()] == [edition.key]


def test_what_is_public_is_logged_by_nobody(out: Publish, author: User, api: Api, key_for: KeyFor) -> None:
    out(make_release("briefing", by=author))

    Follower(api, key=key_for(lead_minutes=120)).poll()

    assert not EarlyReading.objects.exists()


def test_a_plan_that_was_read_and_is_called_off_is_replanned(
    out: Publish, clock: Clock, author: User, reviewer: User, api: Api, key_for: KeyFor
) -> None:
    editions = out(make_release("briefing", by=author), at=clock.now + dt.timedelta(hours=1))
    ahead, public = Follower(api, key=key_for(lead_minutes=120)), Follower(api)
    clock.tick(10)
    ahead.poll()
    acts.cancel(editions=editions, by=reviewer)
    clock.tick(10)

    (change,) = ahead.poll()

    assert change["event"] == "replanned"
    assert change["item"] is None
    assert ahead.state == {}
    assert public.poll() == []


def test_a_lead_for_some_kinds_opens_no_other(
    out: Publish, clock: Clock, author: User, api: Api, key_for: KeyFor
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    briefing, statistic = make_release("briefing", by=author), make_release("statistic", by=author)
    out(briefing, statistic, at=opens)
    ahead = Follower(api, key=key_for(lead_minutes=120, kinds=["statistic"], languages=["en"]), limit="1")
    clock.tick(10)

    assert [change["id"] for change in ahead.poll()] == [str(statistic.uid)]
    clock.set(opens)
    assert [change["id"] for change in ahead.poll()] == [str(briefing.uid)]
    assert ahead.state == listed(api)
