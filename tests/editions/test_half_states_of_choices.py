"""As `test_half_states`, of the acts that came later: the choice of the editors, urgent publication, merging."""

from collections.abc import Callable
from typing import Any

import pytest

from releases.authoring.models import Mission, User
from releases.editions import acts
from releases.editions.former import FormerAddress
from releases.editions.merging import merge
from releases.editions.models import Look
from tests.clock import Clock
from tests.editions.conftest import Bundle
from tests.editions.scenes import Scene
from tests.editions.test_half_states import interrupt_everywhere
from tests.factories import make_person, submit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(clock: Clock, bundle: Bundle, author: User, reviewer: User) -> Scene:
    return Scene(bundle, author, reviewer, clock)


def _pin(scene: Scene) -> Callable[[], Any]:
    editions = scene.published()[:1]
    return lambda: acts.pin(editions=editions, by=scene.reviewer)


def _unpin(scene: Scene) -> Callable[[], Any]:
    editions = scene.published()[:1]
    acts.pin(editions=editions, by=scene.reviewer)
    acts.unpin(editions=editions, by=scene.reviewer, at=scene.in_a_minute())
    acts.pin(editions=editions, by=scene.reviewer, at=scene.in_a_minute())
    return lambda: acts.unpin(editions=editions, by=scene.reviewer)


@pytest.mark.parametrize("act", [_pin, _unpin])
def test_a_choice_is_made_whole_or_not_at_all(act: Callable[[Scene], Callable[[], Any]], scene: Scene) -> None:
    assert interrupt_everywhere(act(scene)) >= 4


def test_an_urgent_publication_and_the_look_at_it_are_done_whole_or_not_at_all(
    scene: Scene, mission: Mission, reviewer: User, second_reviewer: User
) -> None:
    Mission.objects.update(urgent_publication=True)
    own = submit([scene.bundle.statistic], by=reviewer)

    assert interrupt_everywhere(lambda: acts.publish_urgently(submission=own, by=reviewer, reason="An attack.")) >= 4
    assert interrupt_everywhere(lambda: acts.look_again(submission=own, by=second_reviewer, look=Look.FINE)) >= 4


def test_two_entries_become_one_whole_or_not_at_all(scene: Scene, administrator: User) -> None:
    scene.published()
    dropped, kept = scene.bundle.statement.speaker, make_person("rudolf-the-elder")

    assert interrupt_everywhere(lambda: merge(kept=kept, dropped=dropped, by=administrator)) >= 4
    assert FormerAddress.objects.get().leads_to == "rudolf-the-elder"
