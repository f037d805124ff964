"""Pages for one person in Chromium, on a phone, by keyboard: subscribing to mail, reading what is under embargo."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from releases.authoring.models import User
from releases.editions import acts
from releases.partners import admitting
from releases.subscribers import links
from releases.subscribers.models import Subscriber
from tests.clock import Clock
from tests.factories import make_mission, make_release, make_topic, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANNA = "anna@strelsau.example"
_MOST_STOPS = 60
_FOCUSED = """(selector) => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const marked = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  return {there: node.matches(selector), seen: marked && box.width > 1, html: node.outerHTML.slice(0, 120)};
}"""
_SMALL = """() => [...document.querySelectorAll('main button, main summary, main input, main select')]
  .filter((node) => node.type !== 'hidden' && node.checkVisibility())
  .map((node) => [node.outerHTML.slice(0, 80), (node.closest('label') ?? node).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""


@pytest.fixture
def site(live: str, clock: Clock, author: User, reviewer: User, administrator: User, settings: Any) -> str:
    clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
    topics = [make_topic("trade"), make_topic("oats")]
    release = make_release("statement", by=author, languages=("en", "ur"), topics=topics)
    publish([release], author=author, reviewer=reviewer, clock=clock)
    settings.MAIL_IS_SENT = True
    return live


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def tabbed_to(page: Page, selector: str) -> None:
    """Tab by Tab, each stop seen."""
    for _number in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED, selector)
        assert focused["seen"], focused["html"]
        if focused["there"]:
            return
    raise AssertionError(f"no way to {selector}")


def entered(page: Page) -> None:
    """Presses Enter, and waits for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def faults(page: Page, axe: Callable[..., list[str]], *, dark: bool = False) -> dict[str, Any]:
    """In light, on some in dark too; what is wider than the phone, or too small for a finger."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.emulate_media(color_scheme="light")
    found = {"light": axe(page), "small": page.evaluate(_SMALL)}
    if dark:
        page.emulate_media(color_scheme="dark")
        found["dark"] = axe(page, rules=["color-contrast"])
    if page.evaluate("document.documentElement.scrollWidth") > 390:
        found["wide"] = ["the page scrolls sideways"]
    page.emulate_media(color_scheme="light")
    return {name: listed for name, listed in found.items() if listed}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_reader_subscribes_confirms_changes_and_leaves_with_a_keyboard_alone(
    site: str, phone: Page, axe: Callable[..., list[str]], language: str
) -> None:
    page = phone
    page.goto(f"{site}/{language}/subscribe/")
    tabbed_to(page, "main form.subscribe-form input[name=address]")
    page.keyboard.type("no address")
    entered(page)
    expect(page.locator("main .wrong").first).to_be_visible()
    assert faults(page, axe, dark=True) == {}
    tabbed_to(page, "main form.subscribe-form input[name=address]")
    page.keyboard.press("Control+a")
    page.keyboard.type(ANNA)
    entered(page)
    page.wait_for_url("**/subscribe/asked/")
    assert faults(page, axe) == {}

    anna = Subscriber.objects.get(address=ANNA)
    page.goto(site + links.path("confirm", uid=anna.uid, language=language))
    assert faults(page, axe) == {}
    tabbed_to(page, "main button.act")
    entered(page)
    tabbed_to(page, "main a[href*='/manage/']")
    assert faults(page, axe) == {}
    entered(page)
    page.wait_for_url("**/manage/**")
    assert faults(page, axe, dark=True) == {}
    tabbed_to(page, "main input[name=cadence]")
    page.keyboard.press("ArrowDown")
    tabbed_to(page, "main form.subscribe-form button.act")
    entered(page)
    expect(page.locator("main [role=status]")).to_be_visible()
    anna.refresh_from_db()
    assert (anna.state, anna.cadence, anna.language) == ("active", "daily", language)
    tabbed_to(page, "main button.act-away")
    entered(page)
    expect(page.locator("main button.act-away")).to_have_count(0)
    assert faults(page, axe) == {}
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_journalist_reads_and_copies_what_is_under_embargo_with_the_warning_on_it(
    site: str, phone: Page, context: BrowserContext, axe: Callable[..., list[str]], language: str, author: User,
    reviewer: User, clock: Clock,
) -> None:  # fmt: skip
    picture = make_release("media", by=author, languages=("en", "ur"))
    planned = make_release(
        "briefing", by=author, languages=("en", "ur"), title="Zenda talks", html="<p>Oats.</p>", cites=[picture]
    )
    publish([planned, picture], author=author, reviewer=reviewer, at=clock.now + dt.timedelta(hours=5))
    facts = {"name": "Anna Sapt", "organisation": "Wire", "email": ANNA, "note": "", "days": 14}
    _access, token = admitting.give(release=planned, by=reviewer, **facts)
    page, said = phone, list[str]()
    page.on("console", lambda line: said.append(line.text))
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto(f"{site}/early/{token}/{language}/")
    page.wait_for_load_state("networkidle")
    assert faults(page, axe, dark=True) == {}
    assert page.evaluate("[...document.images].every((one) => one.naturalWidth > 0)")
    warning = page.locator("[data-embargo]").get_attribute("data-embargo")
    assert warning is not None
    assert "Anna Sapt, Wire" in warning
    page.locator("main h1").select_text()
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(warning)
    assert copied.endswith(warning)
    assert page.locator("main h1").inner_text() in copied
    tabbed_to(page, "main button[data-copy-from]")
    page.keyboard.press("Enter")
    expect(page.locator("p[role=status]")).not_to_be_empty()
    whole = page.evaluate("navigator.clipboard.readText()")
    assert whole.count("Anna Sapt, Wire") == 2
    assert page.locator("main h1").inner_text() in whole
    assert said == []
