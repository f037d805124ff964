"""Marks in the text while one writes: painted over the words, reached from the list and back, and numbers tied at once.

Shown to work: with one mark to a field, and with the row forgotten once its list has the focus, this goes red.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from releases.authoring.models import Citation, NumberMark, Text, TextBlock, User
from tests.clock import Clock
from tests.factories import make_mission, make_release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE_MS = 20_000
_PAINTED = """severity => [...CSS.highlights.get(`desk-check-${severity}`)].map(range => range.toString()).sort()"""
_SELECTED = """wanted => wanted === (document.activeElement.matches("textarea")
  ? document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)
  : getSelection().toString())"""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_is_found_is_marked_in_the_words_and_tied_with_one_press(
    page: Page, live: str, clock: Clock, author: User, language: str, axe: Callable[..., list[str]]
) -> None:
    make_mission(languages=["en"])
    User.objects.update(interface_language=language)
    html = "<p>Turnout was <strong>5</strong>4 %, and <em>[na</em>me] counted 61 seats.</p>"
    release: Any = make_release("briefing", by=author, title="A quiet year", html=html)
    figure = {"value": 54, "unit": "percent", "period_from": "2029"}
    make_release("statistic", by=author, title="Turnout", observations=[figure])
    client = Client()
    client.force_login(author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)

    page.goto(live + reverse("admin:releases_text_change", args=[release.texts.get().pk]))
    page.locator("#id_summary").fill("They signed 12 there, in [place].")
    page.locator("#desk-tab-checks").click()
    rows = page.locator("#desk-checks .desk-check")
    expect(rows).to_have_count(5, timeout=PATIENCE_MS)
    assert page.evaluate(_PAINTED, "error") == ["[name]", "[place]"]
    assert page.evaluate(_PAINTED, "warning") == ["12", "54 %", "61"]

    # By keyboard: to the next passage, to its row, and back.
    # An editor that is given the focus puts the caret back to the click a moment later: so both are the beginning.
    page.locator(".ProseMirror p").first.click(position={"x": 2, "y": 4})
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    page.wait_for_function(_SELECTED, arg="54 %", timeout=PATIENCE_MS)
    expect(page.locator("#desk-mark-said")).to_be_visible()
    page.keyboard.press("Alt+F8")
    expect(page.locator(".desk-check-here a[data-check]")).to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_function(_SELECTED, arg="54 %", timeout=PATIENCE_MS)
    page.keyboard.press("F8")
    page.wait_for_function(_SELECTED, arg="[name]", timeout=PATIENCE_MS)
    assert axe(page, rules=["color-contrast", "aria-allowed-role", "button-name"]) == []

    # One press each; what was typed stays.
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed.")
    page.locator("[data-act=cite]").press("Enter")
    expect(rows).to_have_count(4, timeout=PATIENCE_MS)
    page.locator("[data-act=mark]").first.press("Space")
    expect(rows).to_have_count(3, timeout=PATIENCE_MS)
    assert page.locator("#id_summary").input_value() == "They signed 12 there, in [place]."
    assert "Typed." in page.locator(".ProseMirror").inner_text()
    assert "Typed." not in TextBlock.objects.get(parent__release=release.pk).html
    assert Text.objects.get(release=release.pk).summary != "They signed 12 there, in [place]."
    assert (Citation.objects.count(), NumberMark.objects.count()) == (1, 1)
    # Nothing was put into the words.
    assert page.evaluate("document.querySelectorAll('.ProseMirror mark, .ProseMirror span').length") == 0
    assert said == []
