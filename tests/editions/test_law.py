"""The public record is a function of time: random walks through all acts, on whichever database this runs."""

import random

import pytest

from releases.authoring.models import User
from releases.editions.models import Act
from tests.clock import Clock
from tests.editions.walk import LANGUAGES, Cast, walk
from tests.factories import make_mission, make_release

EVERY_ACT = set(Act.values)
WALKS, STEPS = 30, 60


@pytest.mark.django_db
def test_the_laws_of_the_record_hold_whatever_is_done(
    clock: Clock, author: User, reviewer: User, second_reviewer: User, administrator: User
) -> None:
    make_mission(urgent_publication=True, languages=list(LANGUAGES))
    cited = make_release("statistic", by=author, languages=LANGUAGES)
    briefing = make_release("briefing", by=author, languages=LANGUAGES, cites=[cited])
    cast = Cast([cited, briefing], author, reviewer, administrator, clock, second=second_reviewer)

    for _number in range(WALKS):
        seed = random.randrange(2**32)
        print(f"walk {seed}", end=" ")
        walk(cast, seed=seed, steps=STEPS)

    print(f"\ndone: {dict(cast.done)}\nrefused: {dict(cast.refused)}")
    assert all(cast.done[act] >= WALKS // 10 for act in EVERY_ACT), "The walks were too tame to mean anything"
