"""The writing screen by keyboard alone: blocks in and out, a clipboard of Word, a table of Excel, and the preview."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from releases.authoring.models import AnswerBlock, TableBlock, Text, TextBlock, User
from tests.clock import Clock
from tests.factories import make_mission, make_release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_CLIPBOARD = Path(__file__).parent.parent / "data" / "clipboard"
_PASTE = """([selector, type, data]) => {
  const clipboard = new DataTransfer();
  clipboard.setData(type, data);
  const place = document.querySelector(selector);
  place.focus();
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def screen(page: Page, live: str, clock: Clock, author: User) -> Callable[[Text], list[str]]:
    """screen(text) opens the writing screen of a text, signed in; what the console complains about is gathered."""
    client = Client()
    client.force_login(author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def opened(text: Text) -> list[str]:
        page.goto(live + reverse("admin:releases_text_change", args=[text.pk]))
        expect(page.locator(".desk-preview-ready")).to_be_visible(timeout=20_000)
        return said

    return opened


def text_of(author: User, language: str = "en") -> Text:
    make_mission(id=1)
    found: Text = make_release("briefing", by=author, languages=(language,), html="<p>A quiet year.</p>").texts.get()
    return found


def kinds(page: Page) -> list[str]:
    return list(page.eval_on_selector_all("#desk-blocks > section", "all => all.map(one => one.dataset.kind)"))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_body_is_built_by_keyboard(
    page: Page, screen: Any, author: User, axe: Callable[..., list[str]], language: str
) -> None:
    User.objects.update(interface_language=language)
    text = text_of(author, language)
    complaints = screen(text)
    said = page.locator("#desk-said")

    # In: the menu opens, the arrow keys choose, Enter inserts; the focus is where one goes on.
    page.locator(".desk-insert-end [data-insert]").focus()
    page.keyboard.press("Enter")
    for _step in range(6):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#answerblock-0 textarea[name$=question]")).to_be_focused()
    page.keyboard.type("And trade?")
    # Up, with the focus staying where it was.
    page.keyboard.press("Alt+ArrowUp")
    assert kinds(page) == ["answerblock", "textblock"]
    expect(page.locator("#answerblock-0 textarea[name$=question]")).to_be_focused()
    expect(said).to_contain_text("1")
    # Copied, removed, brought back.
    page.locator("#answerblock-0 [data-copy]").focus()
    page.keyboard.press("Enter")
    assert kinds(page) == ["answerblock", "answerblock", "textblock"]
    expect(page.locator("#answerblock-1 textarea[name$=question]")).to_be_focused()
    assert page.locator("#answerblock-1 textarea[name$=question]").input_value() == "And trade?"
    page.locator("#textblock-0 [data-remove]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#textblock-0 [data-return]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#textblock-0")).to_be_focused()
    page.locator("#answerblock-1 [data-remove]").click()
    page.locator("#answerblock-0 [data-fold]").click()
    expect(page.locator("#answerblock-0 .desk-block-body")).to_be_hidden()
    assert axe(page) == []
    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    assert [block.question for block in AnswerBlock.objects.all()] == ["And trade?"]
    assert AnswerBlock.objects.get().ordering < TextBlock.objects.get().ordering
    assert complaints == []


def test_what_is_pasted_comes_out_clean_and_is_seen_at_once(page: Page, screen: Any, author: User) -> None:
    text = text_of(author)
    complaints = screen(text)
    page.locator("#textblock-0 .tiptap").click()
    page.keyboard.press("Control+a")
    page.evaluate(_PASTE, ["#textblock-0 .tiptap", "text/html", (_CLIPBOARD / "word.html").read_text()])
    preview = page.frame_locator(".desk-preview-ready")
    expect(preview.get_by_role("heading", name="Trade grows")).to_be_visible(timeout=20_000)
    page.locator(".desk-insert-end [data-insert]").click()
    page.locator("#desk-palette [data-kind=table]").click()
    rows = "Year\tWool\n2028\t1,5\n2029\t2\n"
    page.evaluate(_PASTE, ["#tableblock-0 .desk-grid input", "text/plain", rows])
    expect(preview.get_by_role("cell", name="1,5")).to_be_attached(timeout=20_000)
    assert not TableBlock.objects.exists()
    page.locator("#textblock-0 .tiptap").click()
    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    assert TextBlock.objects.get().html == (
        "<h2>Trade grows</h2><p><strong>Trade</strong> grew by <em>two</em> per cent, says "
        '<a href="https://gov.example/a?b=1&amp;c=2" rel="noopener">the ministry</a>.</p>'
        "<ul><li><p>Wool</p><ul><li><p>Merino</p></li></ul></li><li><p>Salt</p></li></ul><p>Then:</p>"
        "<ol><li><p>Sea</p></li></ol><h3>More</h3>"
    )
    assert TableBlock.objects.get().cells == [["Year", "Wool"], ["2028", "1,5"], ["2029", "2"]]
    assert complaints == []


def test_on_a_phone_the_parts_are_tabs(page: Page, screen: Any, author: User, axe: Callable[..., list[str]]) -> None:
    text = text_of(author)
    page.set_viewport_size({"width": 1280, "height": 900})
    complaints = screen(text)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#desk-side")).to_be_hidden()
    for part in ("checks", "preview"):
        page.locator(f"[data-show-part={part}]").click()
        expect(page.locator(f"#desk-{part}")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
    assert complaints == []
