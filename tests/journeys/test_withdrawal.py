"""A withdrawal takes effect on every way out at once, when the margin after the decision is over."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from releases.authoring.models import User
from releases.editions import acts
from releases.outlets.addresses import media
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish


@pytest.mark.django_db
def test_what_is_withdrawn_is_gone_everywhere_at_one_instant(
    clock: Clock, client: Client, author: User, reviewer: User, administrator: User
) -> None:
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    picture = make_release("media", by=author, slug="corridor")
    [edition] = publish([picture], author=author, reviewer=reviewer, clock=clock)
    lists = [
        *("/en/", "/en/media/", "/en/releases/?q=trade", "/en/suggest?q=trade", "/en/feed.atom", "/en/feed.json"),
        *("/sitemap-2030-01.xml", "/api/v1/releases/?language=en", "/api/v1/media/?language=en"),
    ]
    file = media("corridor", edition.body["media"]["renditions"][0])
    own = {"/en/media/corridor/": 410, f"/api/v1/media/{picture.uid}/?language=en": 410, file: 404}

    def status_of(path: str) -> int:
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer)  # to its end, where the file is closed
        return int(answer.status_code)

    def found() -> set[str]:
        named = {path for path in lists if b"/en/media/corridor/" in client.get(path).content}
        return named | {path for path in own if status_of(path) == 200}

    assert found() == {*lists, *own}
    decided_at = clock.now
    [withdrawn] = acts.withdraw(editions=[edition], by=reviewer, reason={"en": "Issued in error."})
    assert withdrawn.public_until == decided_at + dt.timedelta(seconds=settings.RECORD_MARGIN_S)
    clock.set(withdrawn.public_until - dt.timedelta(microseconds=1))
    assert found() == {*lists, *own}
    clock.set(withdrawn.public_until)
    assert found() == set()
    assert {path: status_of(path) for path in own} == own
