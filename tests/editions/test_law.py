"""The public record is a function of time: random walks through all acts, on whichever database this runs."""

import random

import pytest

from releases.authoring.models import User
from tests.clock import Clock
from tests.editions.walk import LANGUAGES, Cast, walk
from tests.factories import make_release

EVERY_ACT = {"submit", "return", "approve", "correct", "update", "reschedule", "cancel", "withdraw", "expunge"}
WALKS, STEPS = 40, 60


@pytest.mark.django_db
def test_the_laws_of_the_record_hold_whatever_is_done(
    clock: Clock, author: User, reviewer: User, administrator: User
) -> None:
    cited = make_release("statistic", by=author, languages=LANGUAGES)
    briefing = make_release("briefing", by=author, languages=LANGUAGES, cites=[cited])
    cast = Cast([cited, briefing], author, reviewer, administrator, clock)

    for _number in range(WALKS):
        seed = random.randrange(2**32)
        print(f"walk {seed}", end=" ")
        walk(cast, seed=seed, steps=STEPS)

    print(f"\ndone: {dict(cast.done)}\nrefused: {dict(cast.refused)}")
    assert all(cast.done[act] >= WALKS // 3 for act in EVERY_ACT), "The walks were too tame to mean anything"
