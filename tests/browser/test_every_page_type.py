"""Every type of page in Chromium: by ear, by keyboard, enlarged, in two schemes and in forced colours, on paper."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Response

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PageTypes = Callable[[str], list[str]]
LANGUAGES = ("en", "kk", "ru", "ur")
# The first is 1280 by 1024 pixels enlarged to 400 %: WCAG 2.2, 1.4.10.
WINDOWS = ((320, 256), (768, 1024), (1440, 900))
MOST_BYTES = 60_000
_WHOLE = "/theme/00708f-e8b10e-000000000000.css"
_LEVEL = 6

# Words that stick out of the window, or are cut by a box that does not scroll. What is hidden on purpose is no loss.
_CUT = """() => {
  if (document.documentElement.scrollWidth > innerWidth) return ['the page scrolls sideways'];
  const hidden = (node) => node.closest('.unseen, .skip, [hidden], details:not([open]) > :not(summary)');
  const scrolls = (node) => { for (let at = node; at; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true; return false; };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || hidden(parent) || scrolls(parent) || parent.closest('svg, script')) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width && (box.left < -1 || box.right > innerWidth + 1)) { found.push(node.data.trim()); break; }
  }
  return found;
}"""
# Rules of the whole stylesheet that find something on the page, and are not among those written into it.
_LEFT_OUT = """async (path) => {
  const whole = new CSSStyleSheet();
  whole.replaceSync(await (await fetch(path)).text());
  const selectors = (rules) => [...rules].flatMap((rule) =>
    rule.selectorText ? [rule.selectorText] : rule.cssRules ? selectors(rule.cssRules) : []);
  const here = new Set([...document.styleSheets].flatMap((sheet) => selectors(sheet.cssRules)));
  const found = (selector) => selector.split(/,(?![^(]*\\))/).some((one) =>
    document.querySelector(one.replace(/::?(before|after|marker|placeholder|details-content|backdrop).*/, '') || '*'));
  return selectors(whole.cssRules).filter((selector) => !here.has(selector) && found(selector));
}"""
# A time in UTC whose bracket is left on the line before: in Urdu it reads as another one.
_TORN = """() => [...document.querySelectorAll('.utc')]
  .filter((one) => getComputedStyle(one).whiteSpace !== 'nowrap').map((one) => one.innerText)"""
_STOPS = """() => {
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((node) => node.type !== 'hidden' && !node.disabled && node.checkVisibility({visibilityProperty: true}));
  stops.forEach((node, number) => node.dataset.stop = number);
  return stops.map((node) => node.outerHTML.slice(0, 200));
}"""
_FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const marked = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  return {number: Number(node.dataset.stop ?? -1), html: node.outerHTML.slice(0, 200), seen: marked && box.width > 1};
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_type_fails_a_reader(
    page_types: PageTypes, live: str, page: Page, axe: Callable[..., list[str]], language: str
) -> None:
    """One visit of each for all questions: rules of access, both schemes, every width, forced colours, no motion."""
    for path in page_types(language):
        page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
        page.set_viewport_size({"width": 1280, "height": 1024})
        page.goto(live + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        faults = {"in light": axe(page), "without its rules": page.evaluate(_LEFT_OUT, _WHOLE)}
        faults["torn"] = page.evaluate(_TORN)
        page.emulate_media(color_scheme="dark")
        faults["in dark"] = axe(page, rules=["color-contrast"])
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        faults["moving"] = page.evaluate("document.getAnimations().map(one => one.animationName)")
        page.keyboard.press("Tab")
        faults["focus in forced colours"] = [] if page.evaluate(_FOCUSED)["seen"] else ["not seen"]
        for width_px, height_px in WINDOWS:
            page.set_viewport_size({"width": width_px, "height": height_px})
            faults[f"outside {width_px} px"] = page.evaluate(_CUT)
        assert {where: found for where, found in faults.items() if found} == {}, path


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_reader_asks_nobody_else_and_keeps_nothing(
    page_types: PageTypes, live: str, page: Page, context: BrowserContext, language: str
) -> None:
    asked, refused = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    for path in page_types(language):
        page.goto(live + path, wait_until="domcontentloaded")
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0, path
    assert len(asked) > 50
    assert [url for url in asked if not url.startswith((f"{live}/", "data:"))] == []
    assert context.cookies() == []
    assert refused == []


@pytest.mark.parametrize("path", ["/en/", "/ur/briefings/spring/", "/en/releases/?q=trade", "/en/media/map/"])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(everything: str, page: Page, path: str) -> None:
    page.goto(everything + path)
    stops = page.evaluate(_STOPS)
    walked = list(_tabbed(page, len(stops)))
    assert [stops[stop["number"]] for stop in walked] == stops
    assert [stop["html"] for stop in walked if not stop["seen"]] == []


def test_on_paper_there_is_no_navigation_and_links_say_where_they_lead(everything: str, page: Page) -> None:
    page.goto(f"{everything}/en/briefings/spring/")
    page.emulate_media(media="print")
    left = page.locator("nav ul:visible, form:visible, button:visible")
    assert left.evaluate_all("found => found.map(one => one.outerHTML)") == []
    after = page.locator('.prose a[href^="https://ruritania"]').evaluate("a => getComputedStyle(a, '::after').content")
    assert "https://ruritania.example/" in after
    assert page.locator("h1").is_visible()


def test_what_only_paper_hides_is_on_the_screen(everything: str, page: Page) -> None:
    page.goto(f"{everything}/en/briefings/spring/")
    assert page.locator("nav:visible").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_without_pictures_weighs_little(everything: str, page: Page, language: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  playwright wants a function of Python
    page.goto(f"{everything}/{language}/statements/said-verbatim/", wait_until="networkidle")
    weights = {answer.url.removeprefix(everything): _weight(answer) for answer in answers}
    assert not [answer.url for answer in answers if _is_picture(answer.request)]
    assert sum(weights.values()) <= MOST_BYTES, weights


def _is_picture(request: Request) -> bool:
    return request.resource_type == "image" and "/theme/" not in request.url


def _weight(answer: Response) -> int:
    """Bytes sent: static text as the program serves it outside the tests, compressed."""
    sent: dict[str, Any] = answer.request.sizes()
    whole: int = sent["responseBodySize"] + sent["responseHeadersSize"]
    media_type = answer.headers.get("content-type", "")
    if "content-encoding" in answer.headers or "font" in media_type or "image" in media_type:
        return whole
    return len(gzip.compress(answer.body(), _LEVEL)) + int(sent["responseHeadersSize"])


def _tabbed(page: Page, times: int) -> Iterator[Any]:
    for _ in range(times):
        page.keyboard.press("Tab")
        yield page.evaluate(_FOCUSED)
