"""No act leaves half of itself behind, at whichever of its statements it is interrupted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from releases.authoring.models import Mission, User
from releases.editions import acts
from releases.editions.verifying import verify
from tests.clock import Clock
from tests.dump import whole_database
from tests.editions.conftest import Bundle
from tests.editions.scenes import ACTS, Scene

pytestmark = pytest.mark.django_db(transaction=True)


class Interrupted(Exception):
    pass


class InterruptAt:
    """Raises in place of the k-th statement; counts those that went through before."""

    def __init__(self, k: int) -> None:
        self.k, self.count = k, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if self.count == self.k:
            raise Interrupted(sql)
        return execute(sql, params, many, context)


def interrupt_everywhere(act: Callable[[], Any]) -> int:
    """The number of places at which the act was interrupted, each without a trace; the last run goes through."""
    before, k = whole_database(), 0
    while True:
        k += 1
        try:
            with connection.execute_wrapper(InterruptAt(k)):
                act()
        except Interrupted:
            assert whole_database() == before, f"Statement {k} of the act left a trace"
        else:
            assert whole_database() != before, "The act did nothing"
            verify()
            return k - 1


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_done_whole_or_not_at_all(
    name: str, clock: Clock, bundle: Bundle, author: User, reviewer: User
) -> None:
    act = ACTS[name](Scene(bundle, author, reviewer, clock))

    assert interrupt_everywhere(act) >= 4


def test_an_expunging_is_done_whole_or_not_at_all(
    clock: Clock, bundle: Bundle, author: User, reviewer: User, administrator: User
) -> None:
    editions = Scene(bundle, author, reviewer, clock).over()

    assert interrupt_everywhere(lambda: acts.expunge(editions=editions, by=administrator, reason="A court order.")) >= 4


def test_an_imprint_is_published_whole_or_not_at_all(clock: Clock, mission: Mission, administrator: User) -> None:
    assert interrupt_everywhere(lambda: acts.publish_imprint(mission=mission, by=administrator)) >= 4
