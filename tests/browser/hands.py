"""Two ways to work at a page: with a mouse, and by keyboard alone. What each does, the other can do as well."""

import re
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 20_000
_MOST_STEPS = 300
# How far it is in the order of Tab from where the focus is, counted backwards where that is nearer.
_DISTANCE = """target => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex], "
    + "[contenteditable=true]")].filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility()
    && (one.type !== "radio" || one.checked || one === target || one === document.activeElement));
  return all.indexOf(target) - all.indexOf(document.activeElement);
}"""


class Hands(Protocol):
    def press(self, target: Locator) -> None: ...
    def fill(self, target: Locator, words: str) -> None: ...
    def add_to(self, editor: Locator, words: str) -> None: ...
    def choose(self, radio: Locator) -> None: ...
    def pick(self, option: Locator, opener: Locator) -> None: ...
    def search(self, box: Locator, words: str) -> None: ...
    def turn_to(self, tab: Locator) -> None: ...


class Mouse:
    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def fill(self, target: Locator, words: str) -> None:
        target.fill(words)

    def add_to(self, editor: Locator, words: str) -> None:
        editor.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def choose(self, radio: Locator) -> None:
        radio.check()

    def pick(self, option: Locator, opener: Locator) -> None:
        """An item of the menu that a button opens."""
        opener.click()
        option.click()

    def search(self, box: Locator, words: str) -> None:
        """Takes what a search field finds for the words."""
        box.click()
        self.page.locator(".select2-search__field").last.fill(words)
        self.page.locator(".select2-results__option[data-select2-id]", has_text=words).first.click()

    def turn_to(self, tab: Locator) -> None:
        tab.click()


class Keyboard:
    """Touches no mouse: everything is reached by Tab, and moved within by the arrow keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        expect(target).to_be_visible(timeout=PATIENCE_MS)
        distance = int(target.evaluate(_DISTANCE))
        key = "Tab" if distance >= 0 else "Shift+Tab"
        for _step in range(abs(distance)):
            self.page.keyboard.press(key)
        for _step in range(_MOST_STEPS):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"Tab does not lead to {target}")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def fill(self, target: Locator, words: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def add_to(self, editor: Locator, words: str) -> None:
        self.reach(editor)
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def choose(self, radio: Locator) -> None:
        """Tab reaches the one that is chosen, or the first; the arrow keys the others."""
        group = self.page.locator(f"input[type=radio][name='{radio.get_attribute('name')}']")
        chosen = group.and_(self.page.locator(":checked"))
        self.reach(chosen if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not lead to {radio}")

    def pick(self, option: Locator, opener: Locator) -> None:
        self.press(opener)
        expect(option).to_be_visible(timeout=PATIENCE_MS)
        for _step in range(_MOST_STEPS):
            if option.evaluate("one => one === document.activeElement"):
                return self.page.keyboard.press("Enter")
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not lead to {option}")

    def turn_to(self, tab: Locator) -> None:
        """Tab reaches the one that is open; the arrow keys the others, which open with that."""
        self.reach(tab.locator("..").locator("[role=tab][aria-selected=true]"))
        for _step in range(_MOST_STEPS):
            if tab.get_attribute("aria-selected") == "true":
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"The arrow keys do not lead to {tab}")

    def search(self, box: Locator, words: str) -> None:
        self.press(box)
        expect(self.page.locator(".select2-search__field").last).to_be_focused(timeout=PATIENCE_MS)
        self.page.keyboard.type(words)
        lit = self.page.locator(".select2-results__option--highlighted")
        expect(lit).to_contain_text(re.compile(re.escape(words), re.IGNORECASE), timeout=PATIENCE_MS)
        self.page.keyboard.press("Enter")


HANDS: dict[str, Any] = {"mouse": Mouse, "keyboard": Keyboard}
