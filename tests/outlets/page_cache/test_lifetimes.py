"""What a CDN is told: for how long, under which tags, and nothing of what is planned."""

import datetime as dt
from typing import Any

import pytest

from releases.authoring.models import User
from releases.editions import bell
from tests.clock import Clock
from tests.factories import make_release
from tests.outlets.page_cache.conftest import Reader, make_layer

pytestmark = pytest.mark.django_db
PAGE = "/en/statements/said/"


@pytest.fixture
def said(out: Any, author: User) -> Any:
    return out(make_release("statement", by=author, slug="said"))


def test_without_a_setting_a_cdn_asks_each_time(said: Any, read: Reader) -> None:
    answer = read(PAGE)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert not {"Surrogate-Key", "Cache-Tag"} & set(answer.headers)


@pytest.mark.parametrize(
    ("second", "said_to_cdn"),
    [(0, "s-maxage=60"), (10.4, "s-maxage=49"), (59, "s-maxage=1"), (59.2, None)],
)
def test_a_lifetime_ends_with_the_minute(
    second: float, said_to_cdn: str | None, said: Any, read: Reader, clock: Clock, settings: Any
) -> None:
    settings.CDN_SECONDS = 60
    clock.set(clock.now.replace(second=0, microsecond=0) + dt.timedelta(minutes=5, seconds=second))
    answer = read(PAGE)
    expected = f"public, max-age=0, must-revalidate, {said_to_cdn}" if said_to_cdn else "public, no-cache"
    assert answer.headers["Cache-Control"] == expected
    assert (answer.headers["Surrogate-Key"], answer.headers["Cache-Tag"]) == (
        "record language-en",
        "record,language-en",
    )
    assert read(PAGE, if_none_match=answer.headers["ETag"]).headers["Cache-Control"] == expected


def test_what_is_planned_changes_no_header(said: Any, out: Any, author: User, clock: Clock, settings: Any) -> None:
    settings.CDN_SECONDS = 60
    clock.set(clock.now.replace(second=0, microsecond=0) + dt.timedelta(minutes=5, seconds=10))
    paths = (PAGE, "/en/", "/en/statements/hidden/", "/api/v1/releases/?language=en")
    without = [Reader(make_layer())(path) for path in paths]
    clock.tick(-9)
    out(make_release("statement", by=author, slug="hidden"), at=clock.now + dt.timedelta(seconds=20))
    clock.tick(9)
    bell.ring()
    with_plan = [Reader(make_layer())(path) for path in paths]
    limits = {"RateLimit", "RateLimit-Policy"}
    for before, after in zip(without, with_plan, strict=True):
        assert (after.status, after.body) == (before.status, before.body)
        assert {name: v for name, v in after.headers.items() if name not in limits} == {
            name: v for name, v in before.headers.items() if name not in limits
        }


def test_what_is_kept_for_ever_stays_so(said: Any, read: Reader, settings: Any) -> None:
    settings.CDN_SECONDS = 60
    html = read(PAGE).text
    stylesheet = html.partition('href="/theme/')[2].partition('"')[0]
    assert "immutable" in read(f"/theme/{stylesheet}").headers["Cache-Control"]
