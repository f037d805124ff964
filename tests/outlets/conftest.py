"""A mission that speaks, and a way to publish in one line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, publish

Publish = Callable[..., list[Any]]


@pytest.fixture
def mission(clock: Clock, administrator: User) -> Any:
    mission = make_mission(id=1)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    return mission


@pytest.fixture
def out(mission: Any, clock: Clock, author: User, reviewer: User) -> Publish:
    """out(release, ...) publishes, and waits until it is public; `at` plans instead, and does not wait."""

    def publishing(*releases: Any, **when: Any) -> list[Any]:
        waiting = {} if "at" in when else {"clock": clock}
        return publish(releases, author=author, reviewer=reviewer, **waiting, **when)

    return publishing


@pytest.fixture
def html_of(client: Client) -> Callable[[str], str]:
    """html_of("/en/") is the HTML of a page that answers 200."""

    def read(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    return read
