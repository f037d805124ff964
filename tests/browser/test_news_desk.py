"""The first screen, a release and its withdrawal in a real browser: two widths, two directions, light and dark."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console of the page complained about."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def public(page: Page, live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> Any:
    """A briefing that is public, one that opens in an hour, one that waits; the reviewer is signed in."""
    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    clock.tick(5)
    cited = make_release("statement", by=author, languages=("en", "ur"))
    briefing = make_release("briefing", by=author, slug="harvest", languages=("en", "ur"), cites=[cited])
    publish([cited, briefing], author=author, reviewer=reviewer, clock=clock)
    opens = clock.now + dt.timedelta(hours=1)
    publish([make_release("statement", by=author)], author=author, reviewer=reviewer, at=opens)
    submit([make_release("statement", by=author)], by=author)
    client = Client()
    client.force_login(reviewer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    return briefing


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "light"), ("ur", 390, "dark")])
def test_each_screen_is_accessible_and_keeps_within_its_width(
    page: Page,
    live: str,
    public: Any,
    complaints: list[str],
    axe: Callable[..., list[str]],
    language: str,
    width: int,
    scheme: Any,
) -> None:
    User.objects.update(interface_language=language)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    pages = [reverse(f"admin:releases_briefing_{name}", args=[public.pk]) for name in ("change", "correct", "record")]
    for address in (reverse("admin:index"), reverse("admin:releases_briefing_changelist"), *pages):
        page.goto(live + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert axe(page) == [], address
        assert complaints == [], address


def test_the_countdown_ticks_and_the_way_around_opens_on_a_phone_by_keyboard(
    page: Page, live: str, public: Any, clock: Clock, complaints: list[str]
) -> None:
    page.clock.install(time=clock.now)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live}/admin/")
    countdown = page.locator("[data-countdown]").first
    first = countdown.inner_text()
    assert re.fullmatch(r"0[01]:\d\d:\d\d", first)
    page.clock.run_for(2000)
    assert countdown.inner_text() < first

    menu = page.locator("#desk-nav")
    assert not menu.is_visible()
    page.locator(".desk-menu").focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert complaints == []


def test_the_notice_of_a_withdrawal_follows_what_is_typed(
    page: Page, live: str, public: Any, complaints: list[str]
) -> None:
    page.goto(live + reverse("admin:releases_briefing_withdraw", args=[public.pk]))
    page.locator("#id_reason_0").fill("Issued in error.")
    notice = page.frame_locator("iframe[name=notice-frame]")
    notice.get_by_text("Issued in error.").wait_for()
    page.locator("[data-notice][value=ur]").click()
    notice.locator("html[lang=ur]").wait_for()
    assert Client().get("/en/briefings/harvest/").status_code == 200
    assert complaints == []
