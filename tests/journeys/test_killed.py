"""Whoever is killed, at whatever step, leaves nothing by halves; and who comes after brings it to its end."""

import io
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import storages

from releases.assets import recipes
from releases.assets.ingest import ingest
from releases.assets.models import Rendition
from releases.assets.renditions import make_waiting, plan
from releases.authoring.models import Release, User
from releases.editions.models import JournalEntry
from releases.editions.verifying import verify
from releases.errors import PressOfficeError
from releases.outlets.mail import sending as mailing
from releases.outlets.webhooks.sending import Sender
from releases.partners.endpoints import Attempt, Delivery, Endpoint
from releases.subscribers.models import Letter, Told
from tests.clock import Clock
from tests.dump import whole_database
from tests.editions.conftest import Bundle
from tests.editions.scenes import ACTS, Scene
from tests.factories import make_release, picture
from tests.journeys.killing import killed_at_every_step
from tests.outlets.conftest import mission, out
from tests.outlets.mail.conftest import Postbox, deliver, postbox, reader
from tests.outlets.webhooks.conftest import Receiver, endpoint_at, receiver

__all__ = ["deliver", "endpoint_at", "mission", "out", "postbox", "reader", "receiver"]  # fixtures
pytestmark = pytest.mark.django_db(transaction=True)


class Pair(Bundle):
    """Two releases are enough to be done by halves, and are killed in half the time."""

    @classmethod
    def made(cls, by: User) -> "Pair":
        statistic, statement = make_release("statistic", by=by), make_release("statement", by=by)
        return cls(briefing=statement, statement=statement, statistic=statistic, media=None)

    @property
    def releases(self) -> list[Release]:
        return [self.statistic, self.statement]


@pytest.mark.parametrize("name", ["submit", "approve", "correct", "reschedule", "cancel", "withdraw"])
def test_an_act_that_is_killed_was_done_whole_or_not_at_all(
    name: str, clock: Clock, author: User, reviewer: User
) -> None:
    act = ACTS[name](Scene(Pair.made(author), author, reviewer, clock))
    before, entries, is_done = whole_database(), JournalEntry.objects.count(), False

    for step in killed_at_every_step(act):
        left = whole_database()
        if left == before:
            assert not is_done
            continue
        # Its one commit was made: it is there whole, and who does it once more does not do it twice.
        is_done = True
        assert JournalEntry.objects.count() == entries + 1, f"Step {step} left half an act"
        verify()
        break
    assert is_done, "No kill came after the commit"
    clock.tick(1)
    _again(name, act)
    verify()


def _again(name: str, act: Callable[[], Any]) -> None:
    if name in {"submit", "reschedule"}:  # which may be done over and over: the last one holds
        act()
        return
    done = whole_database()
    with pytest.raises(PressOfficeError):
        act()
    assert whole_database() == done


def test_webhooks_of_a_worker_that_is_killed_are_sent_by_the_next(
    out: Any, clock: Clock, author: User, reviewer: User, receiver: Receiver, endpoint_at: Any
) -> None:
    """Once; and once more, under its id, what was acknowledged in the moment before it could be written down."""
    endpoint_at()
    out(make_release("statement", by=author))
    clock.tick(1)
    begun, start = clock.now, Endpoint.objects.values("position_from", "position_rank", "position_row").get()
    told_again = 0

    for step in killed_at_every_step(_deliver_webhooks):
        heard = _ids(receiver)
        assert max(heard.values(), default=0) <= 1
        unnoted = set(heard) - set(Delivery.objects.filter(state="delivered").values_list("event_id", flat=True))
        # Longer than the dead worker's claim.
        clock.tick(100)
        _deliver_webhooks()
        deliveries = dict(Delivery.objects.values_list("event_id", "state"))
        assert set(deliveries.values()) == {"delivered"}
        assert _ids(receiver) == {one: 1 + (one in unnoted) for one in deliveries}, f"After step {step}"
        told_again += len(unnoted)
        Attempt.objects.all().delete()
        Delivery.objects.all().delete()
        Endpoint.objects.update(**start)
        receiver.heard.clear()
        clock.set(begun)
    assert _ids(receiver) == dict.fromkeys(Delivery.objects.values_list("event_id", flat=True), 1)
    assert step > 15
    assert 0 < told_again < 10


def _deliver_webhooks() -> None:
    sender = Sender()
    while sender.deliver():
        pass
    sender.close()


def _ids(receiver: Receiver) -> Counter[str]:
    return Counter(headers["webhook-id"] for _path, headers, _body in receiver.heard)


def test_letters_of_a_worker_that_is_killed_go_once_at_most(
    out: Any, clock: Clock, author: User, postbox: Postbox, reader: Any
) -> None:
    """And once, but where the worker died between its claim and its note: there nobody knows, and none goes again."""
    readers = [reader(f"{name}@strelsau.example") for name in ("anna", "rudolf")]
    told = Told.objects.values().get()
    out(make_release("statement", by=author))
    clock.tick(1)
    begun, lost = clock.now, 0
    postbox.taken.clear()

    for step in killed_at_every_step(_deliver_mail):
        sent = Counter(who for who, _message in postbox.taken)
        assert max(sent.values(), default=0) <= 1
        clock.tick(mailing.CLAIM.total_seconds() + 1)
        _deliver_mail()
        for one in readers:
            letter = Letter.objects.get(subscriber=one)
            count = len(postbox.to(one.address))
            assert (letter.state, count) in {("sent", 1), ("uncertain", 0), ("uncertain", 1)}, f"After step {step}"
            lost += letter.state == "uncertain" and not count
        Letter.objects.all().delete()
        Told.objects.update(**told)
        postbox.taken.clear()
        clock.set(begun)
    assert Counter(who for who, _message in postbox.taken) == {one.address: 1 for one in readers}
    assert step > 20
    # For each reader, the one moment after the claim and before the sending.
    assert lost == len(readers)


def _deliver_mail() -> None:
    sender = mailing.Sender()
    while sender.deliver():
        pass


def test_files_of_a_worker_that_is_killed_are_made_by_the_next(clock: Clock) -> None:
    original = ingest(io.BytesIO(picture(size=(300, 200))), name="picture.png").file
    plan([row for row in recipes.for_picture(original) if row.image_format == "WEBP"], {})
    before = list(Rendition.objects.filter(made_at=None).values())
    names = [row.storage_name for row in Rendition.objects.filter(made_at=None)]
    begun = clock.now

    for step in killed_at_every_step(_make_files):
        for row in Rendition.objects.exclude(made_at=None):
            assert storages["default"].size(row.storage_name) == row.size_bytes, f"Step {step} left half a file"
        clock.tick(31)
        _make_files()
        assert not Rendition.objects.filter(made_at=None).exists()
        assert all(storages["default"].size(row.storage_name) == row.size_bytes for row in Rendition.objects.all())
        for name in names:
            storages["default"].delete(name)
        for row in before:
            Rendition.objects.filter(digest=row["digest"]).update(**row)
        clock.set(begun)
    assert step > len(names) * 2


def _make_files() -> None:
    while make_waiting():
        pass
