"""The site in Chromium: it fits, it mirrors, it can be used without a mouse, and it breaks no rule of access."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "kk", "ru", "ur")
PATHS = (
    "",
    "releases/",
    "briefings/spring/",
    "statements/said/",
    "statistics/trade/",
    "media/map/",
    "briefings/spring/editions/",
    "briefings/spring/editions/1/",
    "calendar/",
    "nothing/",
)


@pytest.fixture
def site(live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> str:
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    cited: list[Any] = [
        make_release("statement", by=author, slug="said", languages=LANGUAGES),
        make_release("statistic", by=author, slug="trade", languages=LANGUAGES),
        make_release("media", by=author, slug="map", languages=LANGUAGES),
    ]
    html = "<h2>Opening</h2><p>Words of 2029.</p>"
    briefing = make_release("briefing", by=author, slug="spring", languages=LANGUAGES, html=html, cites=cited)
    publish([*cited, briefing], author=author, reviewer=reviewer, clock=clock)
    return live


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_access_or_of_the_policy(
    site: str, page: Page, axe: Callable[[Page], list[str]], language: str, scheme: Any
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.emulate_media(color_scheme=scheme)
    for path in PATHS:
        page.goto(f"{site}/{language}/{path}")
        assert axe(page) == [], path
    assert refused == []


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_window(site: str, page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in PATHS:
        page.goto(f"{site}/{language}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_the_first_stop_of_the_keyboard_leads_to_the_content(site: str, page: Page) -> None:
    page.goto(f"{site}/en/briefings/spring/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_languages_of_a_release_lead_to_one_another(site: str, page: Page) -> None:
    page.goto(f"{site}/en/briefings/spring/")
    page.locator(".versions").get_by_role("link", name="اردو").click()
    expect(page).to_have_url(re.compile("/ur/briefings/spring/$"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    mission = page.locator(".mission").bounding_box()
    assert mission is not None
    assert mission["x"] > 400
