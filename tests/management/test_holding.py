# ruff: noqa: F811  fixtures of other folders
"""After a restore: what may have gone out before does not go out again, and what follows it does."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from releases.authoring.models import User
from releases.notices.models import StaffMail
from releases.outlets.webhooks.sending import Sender
from releases.partners.endpoints import Attempt, Delivery
from releases.safekeeping import holding
from releases.subscribers.models import Letter
from releases.subscribers.planning import plan
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.conftest import mission, out  # noqa: F401  fixtures
from tests.outlets.mail.conftest import Postbox, deliver, postbox, reader  # noqa: F401  fixtures
from tests.outlets.mail.test_sending import corrected
from tests.outlets.webhooks.conftest import Receiver, endpoint_at, receiver  # noqa: F401  fixtures

ANNA, DAILY = "anna@strelsau.example", "fritz@zenda.example"


def told(sender: Sender) -> None:
    while sender.deliver():
        pass


def test_what_may_have_gone_out_is_marked_and_the_next_change_reaches_its_readers(
    clock: Clock, postbox: Postbox, deliver: Callable[[], None], reader: Any, receiver: Receiver, endpoint_at: Any,
    out: Any, author: User, reviewer: User,
) -> None:  # fmt: skip
    reader(ANNA)
    reader(DAILY, cadence="daily", hour=20)
    endpoint_at("/hook")
    webhooks = Sender()
    out(make_release("statement", by=author, title="Sent"))
    deliver()
    told(webhooks)
    waiting = make_release("statement", by=author, title="Waiting")
    out(make_release("statement", by=author, title="Later"), at=clock.now + dt.timedelta(hours=2))
    [waited] = out(waiting)
    postbox.answers[ANNA] = ["451 Later"] * 9
    deliver()
    receiver.answers["/hook"] = [(503, {})] * 9
    told(webhooks)
    before = len(postbox.taken), len(receiver.heard)
    clock.tick(3 * 3600)  # the backup was made three hours ago; "Later" has come out since

    held = holding.hold()
    postbox.answers.clear()
    receiver.answers.clear()
    deliver()
    told(webhooks)

    assert (len(postbox.taken), len(receiver.heard)) == before
    assert (held.letters, held.deliveries) == (3, 2)
    assert set(Letter.objects.filter(state="uncertain").values_list("last_error", flat=True)) == {holding.WHY}
    assert Attempt.objects.filter(error=holding.WHY).count() == Delivery.objects.filter(state="failed").count() == 2
    assert not StaffMail.objects.filter(next_at__isnull=False).exists()
    clock.set(clock.now.replace(hour=20, minute=5))
    deliver()
    assert [str(message["To"]) for message in postbox.to(DAILY)] == [DAILY]  # what was due this evening still comes
    corrected(waited, author=author, reviewer=reviewer, clock=clock)
    deliver()
    told(webhooks)
    assert len(postbox.to(ANNA)) == 2
    assert len(receiver.heard) == before[1] + 1
    webhooks.close()


def test_a_letter_that_was_being_handed_over_is_not_handed_over_again(
    clock: Clock,
    postbox: Postbox,
    deliver: Callable[[], None],
    reader: Any,
    out: Any,
    author: User,
) -> None:
    reader(ANNA)
    out(make_release("statement", by=author))
    while plan():
        pass
    Letter.objects.update(state="sending", next_at=None, claimed_at=clock.now)
    assert holding.hold().letters == 1
    clock.tick(3600)
    deliver()
    assert postbox.taken == []
