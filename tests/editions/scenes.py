"""What each act needs to be possible, and the act."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.models import Edition
from tests.clock import Clock
from tests.editions.conftest import Bundle
from tests.factories import publish, submit

NOTE = {"en": "A figure was wrong."}


class Scene:
    """What an act needs to be possible."""

    def __init__(self, bundle: Bundle, author: User, reviewer: User, clock: Clock) -> None:
        self.bundle, self.author, self.reviewer, self.clock = bundle, author, reviewer, clock

    def published(self) -> list[Edition]:
        return publish(self.bundle.releases, author=self.author, reviewer=self.reviewer, clock=self.clock)

    def submitted(self) -> Any:
        return submit(self.bundle.releases, by=self.author)

    def edited(self) -> Any:
        self.published()
        Text.objects.filter(release=self.bundle.briefing).update(summary="Mended.")
        return self.submitted()

    def planned(self) -> list[Edition]:
        """Replacements that open in a minute, over editions that are public."""
        submission = self.edited()
        return acts.correct(submission=submission, by=self.reviewer, note=NOTE, at=self.in_a_minute())

    def over(self) -> list[Edition]:
        editions = acts.withdraw(editions=self.published(), by=self.reviewer, reason=NOTE)
        self.clock.tick(3)
        return editions

    def in_a_minute(self) -> dt.datetime:
        return self.clock.now + dt.timedelta(minutes=1)


def _submit(scene: Scene) -> Callable[[], Any]:
    scene.submitted()  # which the next one supersedes
    return scene.submitted


def _return(scene: Scene) -> Callable[[], Any]:
    submission = scene.submitted()
    return lambda: acts.send_back(submission=submission, by=scene.reviewer, comment="Shorter.")


def _approve(scene: Scene) -> Callable[[], Any]:
    submission = scene.submitted()
    return lambda: acts.approve(submission=submission, by=scene.reviewer)


def _correct(scene: Scene) -> Callable[[], Any]:
    submission = scene.edited()
    return lambda: acts.correct(submission=submission, by=scene.reviewer, note=NOTE)


def _update(scene: Scene) -> Callable[[], Any]:
    submission = scene.edited()
    return lambda: acts.update(submission=submission, by=scene.reviewer, note=NOTE)


def _reschedule(scene: Scene) -> Callable[[], Any]:
    editions = scene.planned()
    at = scene.in_a_minute() + dt.timedelta(minutes=1)
    return lambda: acts.reschedule(editions=editions, by=scene.reviewer, at=at)


def _cancel(scene: Scene) -> Callable[[], Any]:
    editions = scene.planned()
    return lambda: acts.cancel(editions=editions, by=scene.reviewer)


def _withdraw(scene: Scene) -> Callable[[], Any]:
    scene.planned()
    editions = list(Edition.objects.filter(number=1))
    return lambda: acts.withdraw(editions=editions, by=scene.reviewer, reason=NOTE)


ACTS = {
    "submit": _submit,
    "return": _return,
    "approve": _approve,
    "correct": _correct,
    "update": _update,
    "reschedule": _reschedule,
    "cancel": _cancel,
    "withdraw": _withdraw,
}
