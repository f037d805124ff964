"""The search in Chromium: it works without script, and helps with it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from releases.authoring.models import User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_office, make_person, make_release, make_topic, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ur")


@pytest.fixture
def site(live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> str:
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    office, topic = make_office(make_person("rudolf"), held_from="2029"), make_topic("trade")
    facts = {"languages": LANGUAGES, "topics": [topic]}
    releases: list[Any] = [
        make_release("statement", by=author, title="Trade grows", speaker=office.person, office=office, **facts),
        make_release("briefing", by=author, title="Transit and trade", slug="transit", speakers=[office], **facts),
    ]
    publish(releases, author=author, reviewer=reviewer, clock=clock)
    return live


def test_suggestions_are_told_chosen_and_followed_with_the_keyboard(
    site: str, page: Page, axe: Callable[[Page], list[str]]
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{site}/en/releases/")
    field = page.get_by_role("combobox")
    field.press_sequentially("tra")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("status")).not_to_be_empty()
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Transit and trade")
    assert axe(page) == []
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("n")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/en/briefings/transit/$"))
    assert refused == []


def test_the_form_searches_where_no_script_runs(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/releases/")
    page.get_by_label("Search in all releases").fill("transit")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Transit and trade")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("Transit")
    context.close()
