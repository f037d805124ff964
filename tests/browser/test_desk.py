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
    page.locator("input[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    assert TextBlock.objects.get().html == "<p>A quiet year. Two words more.</p>"
    assert complaints == []


def test_a_quote_is_added_by_searching_for_it(
    page: Page, live: str, sign_in: Callable[[User], None], complaints: list[str], text: Text, author: User
) -> None:
    statement = make_release("statement", by=author, title="On the harvest")
    sign_in(author)
    page.goto(live + reverse("admin:releases_text_change", args=[text.pk]))
    page.locator(".order-machine-insert-target.last").click()
    page.get_by_text("Quote", exact=True).first.click()
    page.locator("#quoteblock-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("harvest")
    page.locator(".select2-results__option", has_text="On the harvest").click()
    page.locator("input[name=_save]").click()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_complains_or_scrolls_sideways(
    page: Page,
    live: str,
    sign_in: Callable[[User], None],
    complaints: list[str],
    text: Text,
    author: User,
    width: int,
    scheme: Any,
    language: str,
) -> None:
    User.objects.update(interface_language=language)
    sign_in(author)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in (
        reverse("admin:index"),
        reverse("admin:releases_briefing_change", args=[text.release_id]),
        reverse("admin:releases_briefing_submit", args=[text.release_id]),
        reverse("admin:releases_briefing_record", args=[text.release_id]),
        reverse("admin:releases_briefing_pin", args=[text.release_id]),
        reverse("admin:releases_text_change", args=[text.pk]),
        reverse("admin:releases_text_changelist"),
        reverse("admin:releases_mediaasset_changelist"),
    ):
        page.goto(live + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert complaints == [], address
