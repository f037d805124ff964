"""The life of a release as three people live it at the desk: written, translated, returned, mended, published,
corrected, withdrawn. Once in English with a mouse, once in Urdu, from right to left, by keyboard alone.

Seen red: it found that the focus did not enter a block of text that was just inserted.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.models import Edition
from tests.admin.signing_in import PASSWORD, code_now, give_app
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

from .hands import HANDS, PATIENCE_MS, Hands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_WATCH = """document.addEventListener("securitypolicyviolation", event => {
  console.error(`Policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});"""
REASON, RETURNED = "The hall was counted by the door.", "One thing is missing."
NOTE, GONE = "The guests were 800.", "The fair was put off."
_KINDS = {"textblock": "text", "quoteblock": "quote", "figureblock": "figure", "tableblock": "table"}


class Person:
    """Somebody at a browser of their own; all that the console complains about is gathered."""

    def __init__(self, page: Page, complaints: list[str], hands: Callable[[Page], Hands]) -> None:
        self.page, self.hands = page, hands(page)
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(_WATCH)

    def at(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def sees(self, selector: str, words: str | re.Pattern[str] = "") -> None:
        expect(self.at(selector).first).to_contain_text(words, timeout=PATIENCE_MS)

    def turn(self, target: Locator) -> None:
        """Presses what leads to another page, and waits for it."""
        with self.page.expect_navigation(timeout=PATIENCE_MS):
            self.hands.press(target)

    def follow(self, address: str) -> None:
        """The first link of the page whose address ends so."""
        self.turn(self.at(f"a[href$='{address}']:visible").first)

    def sign_in(self, user: User) -> None:
        self.page.goto("/admin/")
        self.hands.fill(self.at("#id_username"), user.username)
        self.hands.fill(self.at("#id_password"), PASSWORD)
        self.turn(self.at(".sign-in-form button[type=submit]").first)
        self.hands.fill(self.at("#id_code"), code_now())
        self.turn(self.at(".sign-in-form button[type=submit]").first)
        self.sees("#logout-form")

    def save(self) -> None:
        with self.page.expect_navigation(timeout=PATIENCE_MS):
            self.page.keyboard.press("Control+s")
        self.sees(".messagelist .success")

    def insert(self, prefix: str) -> Locator:
        self.hands.pick(
            self.at(f"#desk-palette [data-kind={_KINDS[prefix]}]"), self.at(".desk-insert-end [data-insert]")
        )
        block = self.at(f"#{prefix}-0")
        expect(block.locator(":focus")).to_be_attached(timeout=PATIENCE_MS)  # that is where one goes on
        return block

    def open_submission(self) -> None:
        """That which waits on the news desk."""
        self.page.goto("/admin/")
        self.turn(self.at(".news-row a[href*='/submission/']").first)

    def submit(self, reason: str) -> None:
        """Gives a reason for each warning that has none yet."""
        self.sees("[data-checks]")
        for field in self.at("textarea[name^=because-]").all():
            if not field.input_value():
                self.hands.fill(field, reason)
        self.turn(self.at(".submit-row input.default"))
        self.sees(".messagelist .success")

    def decide(self, decision: str, comment: str = "") -> None:
        self.hands.choose(self.at(f"[name=decision][value={decision}]"))
        if comment:
            self.hands.fill(self.at("#decision [name=comment]"), comment)
        self.turn(self.at("#decision .submit-row input.default"))
        self.sees(".messagelist .success")


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def press_office(
    settings: Any, clock: Clock, author: User, reviewer: User, second_reviewer: User, administrator: User
) -> tuple[User, ...]:
    """A mission whose staff need a second factor; a statement and a statistic are public."""
    settings.DEMONSTRATION = False
    acts.publish_imprint(mission=make_mission(id=1), by=administrator)
    for user in (author, reviewer, second_reviewer):
        give_app(user)
    clock.tick(5)
    languages = ("en", "ur")
    cited = [
        make_release("statement", by=author, languages=languages, title="On the harvest"),
        make_release("statistic", by=author, languages=languages, title="Voters of Ruritania"),
    ]
    for release in cited:
        release.texts.update(title=release.texts.get(language="en").title)
    publish(cited, author=author, reviewer=reviewer, clock=clock)
    clock.tick(60)
    return author, reviewer, second_reviewer


@pytest.fixture
def at_work(browser: Browser, live: str, complaints: list[str]) -> Iterator[Callable[[str], Person]]:
    """at_work("mouse") is one more person at one more browser; all are closed afterwards."""
    contexts: list[BrowserContext] = []

    def one_more(hands: str) -> Person:
        contexts.append(browser.new_context(base_url=live))
        return Person(contexts[-1].new_page(), complaints, HANDS[hands])

    yield one_more
    for context in contexts:
        context.close()


def write(writer: Person) -> Text:
    """A briefing: its facts, then its words with a quote, a figure, a table; beside them the checks and the preview."""
    hands = writer.hands
    writer.follow("/briefing/add/")
    hands.fill(writer.at("#id_held_on"), "2029-12-31")
    hands.fill(writer.at("#id_places_0"), "Strelsau")
    hands.fill(writer.at("#id_places_3"), "سٹریلساؤ")
    writer.turn(writer.at("[name=_continue]"))
    writer.follow("&language=en")
    hands.fill(writer.at("#id_title"), "Opening of the fair")
    hands.fill(writer.at("#id_summary"), "The fair was opened in Strelsau.")
    hands.add_to(writer.insert("textblock").locator(".tiptap"), "About 900 guests came.")
    hands.search(writer.insert("quoteblock").locator(".select2-selection"), "harvest")
    hands.search(writer.insert("figureblock").locator(".select2-selection"), "Voters")
    cells = writer.insert("tableblock").locator(".desk-grid input")
    for number, words in ((0, "Year"), (1, "Guests"), (3, "2029"), (4, "900")):
        hands.fill(cells.nth(number), words)
    preview = writer.page.frame_locator(".desk-preview-ready")
    for words in ("About 900 guests came.", "On the harvest!", "Guests"):
        expect(preview.get_by_text(words).first).to_be_attached(timeout=PATIENCE_MS)
    hands.turn_to(writer.at("#desk-tab-checks"))
    writer.sees("#desk-checks", "900")
    writer.save()
    return Text.objects.get(title="Opening of the fair")


def translate(writer: Person, source: Text) -> Text:
    """Passage by passage, beside the source."""
    writer.follow(f"/text/{source.pk}/translate/")
    writer.turn(writer.at("button[name=language][value=ur]"))
    for _block in range(4):
        writer.turn(writer.at("button[name=desk_add]").first)
    writer.hands.fill(writer.at("#id_title"), "میلے کا افتتاح")
    writer.hands.fill(writer.at("#id_summary"), "سٹریلساؤ میں میلہ شروع ہوا۔")
    writer.hands.add_to(writer.at(".desk-target .tiptap").first, "تقریباً 900 مہمان آئے۔")
    writer.turn(writer.at(".desk-translate-end button[name=_save]"))
    writer.sees(".messagelist .success")
    return source.release.texts.get(language="ur")


def ask_for_more(reviewer: Person) -> None:
    """Comments on the very passage, and returns it."""
    reviewer.open_submission()
    reviewer.sees(".review", REASON)
    place = reviewer.at("section[data-language=en] [id^=on-textblock]").first
    reviewer.hands.press(place.locator(".comment-begin summary"))
    reviewer.hands.fill(place.locator(".comment-begin textarea"), "Guests of which countries?")
    reviewer.hands.press(place.locator(".comment-begin button"))
    expect(place.locator(".comment")).to_contain_text("Guests of which countries?", timeout=PATIENCE_MS)
    reviewer.decide("return", RETURNED)


def mend(writer: Person, text: Text) -> None:
    """Finds it on the news desk, does what was asked for, says so, submits it again."""
    writer.page.goto("/admin/")
    writer.sees(".news-row", RETURNED)
    writer.turn(writer.at(".news-row a[href*='/text/']").first)
    if not writer.page.url.endswith(f"/text/{text.pk}/change/"):
        writer.follow(f"/text/{text.pk}/change/")
    writer.hands.press(writer.at(".comment-acts form[action$='/resolve/'] button").first)
    expect(writer.at("#comments .comment-resolved")).to_have_count(1, timeout=PATIENCE_MS)
    writer.hands.add_to(writer.at("#textblock-0 .tiptap"), " They came from Zenda.")
    writer.turn(writer.at("button[name=_submit]"))
    writer.submit(REASON)


def correct(writer: Person, release: str) -> None:
    """Says what was wrong, in the words that readers get, and mends it."""
    writer.page.goto(f"/admin/releases{release}/change/")
    writer.follow(f"{release}/correct/")
    writer.hands.fill(writer.at("#id_note_0"), NOTE)
    writer.turn(writer.at("#replacing .submit-row input.default"))
    writer.hands.fill(writer.at("#id_summary"), "The fair was opened in Strelsau by 800 guests.")
    writer.turn(writer.at("button[name=_submit]"))
    writer.submit("The hall was counted again.")


def withdraw(reviewer: Person, release: str) -> None:
    reviewer.page.goto(f"/admin/releases{release}/change/")
    reviewer.follow(f"{release}/withdraw/")
    reviewer.hands.fill(reviewer.at("#id_reason_0"), GONE)
    reviewer.turn(reviewer.at("#replacing .submit-row input.desk-danger"))
    reviewer.sees(".messagelist .success")


@pytest.mark.parametrize(("language", "hands"), [("en", "mouse"), ("ur", "keyboard")])
def test_a_release_from_its_first_word_to_its_withdrawal(
    at_work: Callable[[str], Person],
    press_office: tuple[User, ...],
    clock: Clock,
    complaints: list[str],
    language: str,
    hands: str,
) -> None:
    User.objects.update(interface_language=language)
    writer, first, second, reader = (at_work(hands) for _person in range(4))
    for person, user in zip((writer, first, second), press_office, strict=True):
        person.sign_in(user)
        expect(person.at("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")

    english = write(writer)
    urdu = translate(writer, english)
    release = f"/briefing/{english.release_id}"
    writer.follow(f"{release}/change/")
    writer.follow(f"{release}/submit/")
    writer.submit(REASON)
    ask_for_more(first)
    clock.tick(60)
    mend(writer, english)
    first.open_submission()
    first.decide("approve")
    clock.tick(5)
    address = f"/en/briefings/{english.slug}/"
    reader.page.goto(address)
    reader.sees("main", "They came from Zenda.")
    assert Client().get(f"/ur/briefings/{urdu.slug}/").status_code == 200

    clock.tick(60)
    correct(writer, release)
    second.open_submission()
    second.sees("#decision", NOTE)
    second.decide("correct")
    clock.tick(5)
    reader.page.goto(address)
    reader.sees("main", NOTE)

    clock.tick(60)
    withdraw(second, release)
    clock.tick(5)
    gone = Client().get(address)
    assert (gone.status_code, GONE in gone.content.decode()) == (410, True)
    # Which leads to the history: all of it stays.
    for said in (RETURNED, NOTE, GONE, *map(str, press_office)):
        second.sees("#content", said)
    assert Edition.objects.filter(uid=english.release.uid, language="en").count() == 2
    assert complaints == []
