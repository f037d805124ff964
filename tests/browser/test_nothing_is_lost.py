"""Unsaved words in a real browser: kept while they are typed, there again after a crash, and seen by the others."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from releases.authoring.models import Presence, Text, TextBlock, User, WorkingDraft
from tests.clock import Clock
from tests.factories import make_mission, make_release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def text(clock: Clock, author: User) -> Any:
    make_mission(id=1)
    # A title without a number of its own, which would be offered as well.
    said = {"title": "A year", "html": "<p>A quiet year of 54%.</p>"}
    release = make_release("briefing", by=author, languages=("en", "ur"), **said)
    return release.texts.get(language="en")


def signed_in(browser: Browser, live: str, user: User) -> BrowserContext:
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    return context


def watched(page: Page, said: list[str]) -> Page:
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


def test_a_crash_loses_nothing_and_the_others_see_who_is_there(
    browser: Browser, live: str, axe: Callable[..., list[str]], text: Text, author: User, reviewer: User
) -> None:
    said: list[str] = []
    change = reverse("admin:releases_text_change", args=[text.pk])
    first = signed_in(browser, live, author)
    page = watched(first.new_page(), said)
    page.goto(change)
    page.locator("#id_title").fill("Typed before the crash")
    page.locator("#textblock-0 [contenteditable=true]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And more.")
    expect(page.locator(".desk-kept-said")).to_contain_text("Kept at", timeout=15_000)
    page.wait_for_function("document.querySelector('.desk-kept').isUnsaved()")

    other = signed_in(browser, live, reviewer)
    beside = watched(other.new_page(), said)
    beside.goto(change)
    expect(beside.locator(".desk-presence")).to_contain_text(str(author))
    assert Presence.objects.filter(opened_by=author).exists()

    # The browser goes away: no page says goodbye, and nothing was saved.
    first.close()
    text.refresh_from_db()
    assert (text.title != "Typed before the crash", WorkingDraft.objects.count()) == (True, 1)

    page = watched(signed_in(browser, live, author).new_page(), said)
    page.goto(change)
    offer = page.locator(".desk-offer")
    expect(offer).to_contain_text("You have unsaved changes")
    assert axe(page, rules=["color-contrast", "aria-allowed-role", "label"]) == []
    offer.locator("a").click()
    expect(page.locator("#id_title")).to_have_value("Typed before the crash")
    page.locator("[name=_save]").first.click()
    page.locator(".messagelist .success").wait_for()
    text.refresh_from_db()
    assert text.title == "Typed before the crash"
    assert TextBlock.objects.get(parent=text).html == "<p>A quiet year of 54%. And more.</p>"
    assert (WorkingDraft.objects.count(), said) == (0, [])


def test_the_two_versions_and_the_two_languages_are_there_for_everybody(
    browser: Browser, live: str, axe: Callable[..., list[str]], text: Text, author: User, clock: Clock
) -> None:
    said: list[str] = []
    target = text.release.texts.get(language="ur")
    translate = reverse("admin:releases_text_translate", args=[target.pk])
    page = watched(signed_in(browser, live, author).new_page(), said)
    page.goto(translate)
    assert page.locator(".desk-source [lang=en]").first.get_attribute("dir") == "ltr"
    assert page.locator(".desk-target [lang=ur]").first.get_attribute("dir") == "rtl"
    assert axe(page) == []
    term = page.locator("[data-insert]", has_text="54").first
    page.locator(".desk-target [contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    term.click()
    expect(page.locator(".desk-target [contenteditable=true]").first).to_contain_text(
        term.get_attribute("data-insert") or ""
    )
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})

    clock.tick(5)
    Text.objects.filter(pk=target.pk).update(title="ان کا عنوان")
    Text.objects.get(pk=target.pk).save()  # somebody saves meanwhile
    page.locator("#id_title").fill("میرا عنوان")
    page.locator("[name=_save]").first.click()
    expect(page.locator("h1").last).to_contain_text("Two people changed this")
    assert axe(page) == []
    page.get_by_label("Keep mine").first.check()
    for place in page.locator("fieldset.desk-compared").all():
        if not place.locator("input:checked").count():
            place.locator("input[value=mine]").check()
    page.get_by_role("button", name="Save what is chosen").click()
    page.locator(".messagelist .success").wait_for()
    target.refresh_from_db()
    assert target.title == "میرا عنوان"
    assert [line for line in said if "409" not in line] == []
