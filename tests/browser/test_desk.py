"""The desk in a real browser: nothing breaks the policy, and the writing screen writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from releases.authoring.models import QuoteBlock, Text, TextBlock, User
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

_SURFACES = "[document.body, id_username].map(one => getComputedStyle(one).backgroundColor).join()"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console of the page complained about."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def sign_in(page: Page, live: str) -> Callable[[User], None]:
    def signed_in(user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])

    return signed_in


@pytest.fixture
def text(clock: Clock, author: User) -> Any:
    make_mission(id=1)
    return make_release("briefing", by=author, html="<p>A quiet year.</p>").texts.get()


def test_the_writing_screen_saves_what_is_typed_with_its_spaces(
    page: Page, live: str, sign_in: Callable[[User], None], complaints: list[str], text: Text, author: User
) -> None:
    sign_in(author)
    page.goto(live + reverse("admin:releases_text_change", args=[text.pk]))
    editor = page.locator("#textblock-0 .tiptap")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Two words more.")
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    assert TextBlock.objects.get().html == "<p>A quiet year. Two words more.</p>"
    assert complaints == []


def test_a_quote_is_added_by_searching_for_it(
    page: Page, live: str, sign_in: Callable[[User], None], complaints: list[str], text: Text, author: User
) -> None:
    statement = make_release("statement", by=author, title="On the harvest")
    sign_in(author)
    page.goto(live + reverse("admin:releases_text_change", args=[text.pk]))
    page.get_by_role("button", name="Add a block").click()
    page.get_by_role("menuitem", name="Quote").click()
    page.locator("#quoteblock-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("harvest")
    page.locator(".select2-results__option", has_text="On the harvest").click()
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    assert QuoteBlock.objects.get().statement == statement
    assert complaints == []


def test_who_may_only_read_a_text_is_shown_it(
    page: Page, live: str, sign_in: Callable[[User], None], complaints: list[str], text: Text, administrator: User
) -> None:
    sign_in(administrator)
    page.goto(live + reverse("admin:releases_text_change", args=[text.pk]))
    assert "A quiet year." in page.content()
    assert complaints == []


def test_the_theme_that_was_chosen_wins_over_the_system_s(page: Page, live: str, clock: Clock) -> None:
    make_mission(id=1)
    page.goto(live + reverse("admin:login"))
    looks = {}
    for scheme in ("light", "dark"):
        for theme in ("auto", "light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            looks[scheme, theme] = page.evaluate(_SURFACES)
    light, dark = looks["light", "auto"], looks["dark", "auto"]
    assert light != dark
    assert looks["light", "light"] == looks["dark", "light"] == light
    assert looks["light", "dark"] == looks["dark", "dark"] == dark


def test_the_writing_screen_fits_a_telephone_with_every_mark_that_a_language_can_have(
    page: Page, live: str, sign_in: Callable[[User], None], clock: Clock, author: User, reviewer: User
) -> None:
    make_mission(id=1)
    release = make_release("statement", by=author, languages=("en", "ur"))
    publish([release], author=author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=release).update(title="A quieter year", made_from="")
    submit([release], by=author)
    User.objects.update(interface_language="ur")
    sign_in(author)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(live + reverse("admin:releases_text_change", args=[release.texts.get(language="ur").pk]))
    marks = page.locator(".desk-facts li:has([aria-current]) .desk-mark")
    assert marks.count() == 3  # waiting, public, behind
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
