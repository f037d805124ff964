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
from tests.factories import make_mission, make_release

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
