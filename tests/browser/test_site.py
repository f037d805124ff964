"""The site in Chromium: it mirrors, it can be used without a mouse, its languages lead to one another."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "kk", "ru", "ur")


@pytest.fixture
def site(live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> str:
    mission = make_mission(id=1)
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    cited: list[Any] = [
        make_release("statement", by=author, slug="said", languages=LANGUAGES),
        make_release("statistic", by=author, slug="trade", languages=LANGUAGES),
        make_release("media", by=author, slug="map", languages=LANGUAGES),
    ]
    html = "<h2>Opening</h2><p>Words of 2029.</p>"
    briefing = make_release("briefing", by=author, slug="spring", languages=LANGUAGES, html=html, cites=cited)
    publish([*cited, briefing], author=author, reviewer=reviewer, clock=clock)
    return live


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
