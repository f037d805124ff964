"""The review in a real browser: nothing breaks the policy or the rules of accessibility, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from releases.authoring import commenting
from releases.authoring.models import AnswerBlock, Comment, TextBlock, User
from releases.editions.models import Submission
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def submission(clock: Clock, author: User, reviewer: User) -> Submission:
    """A correction in two languages, with a comment on it."""
    make_mission(id=1)
    release = make_release("briefing", by=author, languages=("en", "ur"), html="<p>About 800 came.</p>")
    publish([release], author=author, reviewer=reviewer, clock=clock)
    TextBlock.objects.update(html="<p>About 900 came.</p>")
    text = release.texts.get(language="en")
    AnswerBlock.objects.create(parent=text, question="And trade?", html="<p>It grows.</p>", ordering=20)
    block = TextBlock.objects.get(parent=text)
    commenting.comment(text=text, by=author, words="Counted twice.", place="textblock", block=block.pk)
    return submit([release], by=author)


@pytest.fixture
def reviewing(page: Page, live: str, submission: Submission, reviewer: User) -> list[str]:
    """The review is open, as the reviewer; what the console complains about."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    client = Client()
    client.force_login(reviewer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    page.goto(live + reverse("admin:releases_submission_change", args=[submission.pk]))
    return said


def test_a_reviewer_comments_and_chooses_a_time_by_keyboard_and_loses_nothing(
    page: Page, reviewing: list[str], submission: Submission
) -> None:
    page.locator("[name=decision][value=correct]").check()
    assert page.locator("[name=comment]").is_hidden()
    page.locator("[name=note_0], [name=note_en]").first.fill("900, not 800.")
    page.locator("[name=at]").fill("2030-01-02T09:00")
    page.locator(".review-clocks").wait_for()
    assert "13:00" in page.locator("[data-clocks]").inner_text()
    assert "at=2030-01-02" in str(page.locator("[data-preview]").first.get_attribute("href"))

    page.locator("[id^=on-answerblock] .comment-begin summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("By how much?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[id^=on-answerblock] .comment", has_text="By how much?").wait_for()
    assert Comment.objects.filter(words="By how much?", place="answerblock").exists()
    page.locator("[id^=on-textblock] .comment", has_text="Counted twice.").get_by_role("button", name="Resolve").click()
    page.locator("[id^=on-textblock] .comment-resolved").wait_for()
    assert page.locator("[name=note_0], [name=note_en]").first.input_value() == "900, not 800."

    page.locator("#show-ur").uncheck()
    assert page.locator("section[data-language=ur]").is_hidden()
    assert page.locator("section[data-language=en]").is_visible()
    assert reviewing == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_review_and_its_comments_keep_the_rules(
    page: Page, live: str, reviewing: list[str], axe: Callable[..., list[str]], submission: Submission, language: str
) -> None:
    User.objects.update(interface_language=language)
    text = submission.items.get(language="en").release.texts.get(language="en")
    pages = [
        page.url.removeprefix(live),
        reverse("admin:releases_comment_begin", args=[text.pk]),
        reverse("admin:releases_comment_changelist"),
    ]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for address in pages:
            page.goto(live + address)
            assert axe(page) == [], (address, scheme)
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    assert reviewing == []


def test_the_comments_stand_on_the_writing_screen(
    page: Page, live: str, reviewing: list[str], axe: Any, submission: Submission
) -> None:
    text = submission.items.get(language="en").release.texts.get(language="en")
    page.goto(live + reverse("admin:releases_text_change", args=[text.pk]))
    page.locator("#id_title").fill("Typed and not saved")
    begin = page.locator(".comments-of-text > .comment-begin")
    begin.locator("summary").click()
    begin.locator("select").select_option(label="Question and answer: And trade? It grows.")
    begin.locator("textarea").fill("Which trade?")
    begin.get_by_role("button").click()
    page.locator(".comments-of-text .comment", has_text="Which trade?").wait_for()
    assert page.locator("#id_title").input_value() == "Typed and not saved"
    page.locator(".comment", has_text="Which trade?").locator(".comment-place a").click()
    assert page.evaluate("document.activeElement.closest('[data-kind=answerblock]') !== null")
