"""What a newsroom does with a page in Chromium: compare, quote, search; with a keyboard, and with no script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from releases.authoring.models import QuoteBlock, Text, TextBlock, User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_mission, make_office, make_person, make_release, publish, submit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "kk", "ru", "ur")
PATHS = (
    "briefings/spring/editions/2/changes/1/",
    "briefings/spring/editions/",
    "statements/",
    "media/",
    "briefings/spring/",
)


@pytest.fixture
def site(live: str, clock: Clock, author: User, reviewer: User, administrator: User) -> str:
    """A briefing that quotes, in its second edition."""
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    office = make_office(make_person("rudolf"))
    said = make_release(
        "statement", by=author, slug="said", title="Words", languages=LANGUAGES, mode="verbatim", speaker=office.person,
        office=office, original_language="ru",
    )  # fmt: skip
    drawn = make_release("media", by=author, slug="map", languages=LANGUAGES)
    html = "<p>One.</p><p>Trade was 45 percent.</p><p>It went on.</p><p>And on.</p><p>To the end.</p>"
    briefing = make_release("briefing", by=author, slug="spring", languages=LANGUAGES, html=html, cites=[said, drawn])
    for text in briefing.texts.all():
        QuoteBlock.objects.create(parent=text, statement=said, ordering=20)
    publish([said, drawn, briefing], author=author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=briefing, language="en").update(title="Spring briefing")
    TextBlock.objects.filter(parent__release=briefing).update(html=html.replace("45", "54"))
    clock.set(acts.update(submission=submit([briefing], by=author), by=reviewer)[0].public_from)
    return live


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_for_quoting_and_comparing_breaks_a_rule_of_access(
    site: str, page: Page, axe: Callable[[Page], list[str]], language: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in PATHS:
        page.goto(f"{site}/{language}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert axe(page) == [], path


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_such_page_is_wider_than_its_window(site: str, page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in PATHS:
        page.goto(f"{site}/{language}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_what_changed_is_told_without_colours(site: str, page: Page) -> None:
    page.goto(f"{site}/en/{PATHS[0]}")
    removed = page.locator("p > del", has_text=re.compile(r"^Removed: 45$"))
    added = page.locator("p > ins", has_text=re.compile(r"^Added: 54$"))
    expect(removed).to_have_css("text-decoration-line", "line-through")
    expect(added).to_have_css("text-decoration-line", "underline")
    assert (removed.text_content(), added.text_content()) == ("Removed: 45", "Added: 54")


def test_a_quote_is_copied_with_who_said_it_and_where_it_stands(site: str, page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/en/briefings/spring/")
    button = page.get_by_role("button", name="Copy quote").first
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("p[role=status]")).to_have_text("Copied")
    words, source, address = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert words == "“Words!”"
    assert re.match(r"— Rudolf Rassendyll, Ambassador, .*30 December 2029 \(translated from Russian\)$", source)
    assert address == f"{site}/en/statements/said/"


def test_a_citation_names_the_edition_and_a_whole_release_is_copied_as_text(
    site: str, page: Page, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/en/briefings/spring/")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("p[role=status]")).to_have_text("Copied")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith("Spring briefing. Embassy of Ruritania in Strelsau, ")
    assert cited.endswith(f"Edition 2. {site}/en/briefings/spring/editions/2/")
    page.get_by_role("button", name="Copy as text").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('It went on.'))")


def test_without_a_script_no_button_stands_idle_and_the_search_and_the_comparison_work(
    site: str, browser: Browser
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/en/briefings/spring/")
    assert page.locator("button:visible").all_inner_texts() == ["Search"]
    page.locator("#find").fill("spring")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/en/releases/?q=spring")
    expect(page.locator(".rows")).to_contain_text("Spring briefing")
    page.goto(f"{site}/en/briefings/spring/editions/?from=1&to=2")
    expect(page).to_have_url(f"{site}/en/{PATHS[0]}")


def test_the_first_page_suggests_titles_as_they_are_typed(site: str, page: Page) -> None:
    page.goto(f"{site}/en/")
    page.locator("#find").press_sequentially("spri")
    expect(page.get_by_role("option")).to_contain_text(["Spring briefing"])
