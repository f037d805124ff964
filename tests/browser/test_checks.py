"""From a finding to its passage: in the text as it is written, and from the submission."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from releases.authoring.models import TextBlock, User
from tests.clock import Clock
from tests.factories import make_mission, make_release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_finding_leads_to_its_words(
    page: Page, live: str, clock: Clock, author: User, language: str, axe: Callable[..., list[str]]
) -> None:
    """What is typed is checked before it is saved; the words are selected; the submission goes to the first fault."""
    make_mission(languages=["en"])
    User.objects.update(interface_language=language)
    html = (
        "<h2>A year &amp; more</h2><p>It was quiet.</p><ul><li><p>They met <strong>[na</strong>me] there.</p></li></ul>"
    )
    release: Any = make_release("briefing", by=author, title="A quiet year", html=html)
    client = Client()
    client.force_login(author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)

    page.goto(live + reverse("admin:releases_text_change", args=[release.texts.get().pk]))
    page.locator("#desk-tab-checks").click()
    finding = page.locator("#desk-checks a[data-check]")
    expect(finding).to_have_count(1)
    finding.click()
    assert page.evaluate("getSelection().toString()") == "[name]"

    page.locator("#id_summary").fill("They signed 12.")
    expect(finding).to_have_count(2)
    finding.nth(1).click()
    typed = "document.activeElement"
    assert page.evaluate(f"{typed}.value.slice({typed}.selectionStart, {typed}.selectionEnd)") == "12"
    assert axe(page, rules=["color-contrast", "label", "link-name", "list", "listitem"]) == []

    page.goto(live + reverse("admin:releases_briefing_submit", args=[release.pk]))
    page.locator(".submit-row input[type=submit]").click()
    page.locator(".errornote").wait_for()
    first = page.locator(".desk-check-error a").first
    expect(first).to_be_focused()
    assert axe(page) == []
    first.click()
    page.locator(".ProseMirror-focused").wait_for()
    assert page.evaluate("getSelection().toString()") == "[name]"
    assert TextBlock.objects.get().html == html
    assert said == []
