"""A text is looked through by keys alone, in a real browser, and the draft of it is made.

Seen red: without the script's keys nothing was decided; with the choices not sent, they were gone after loading anew.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from releases.authoring.models import Briefing, Observation, User
from tests.authoring.intake.truth import text_of
from tests.factories import make_mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_proposals_are_accepted_and_thrown_away_by_one_key_each(
    page: Page, live: str, author: User, axe: Callable[..., list[str]]
) -> None:
    make_mission()
    client = Client()
    client.force_login(author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.goto(f"{live}/admin/releases/briefing/intake/")
    wrong = axe(page)
    page.get_by_role("textbox", name="The text").fill(text_of("reception"))
    page.get_by_role("button", name="Read the text").click()

    page.wait_for_url("**/admin/releases/briefing/intake/*-*/")  # loaded, with its script
    page.locator(".intake-proposal.is-figure").first.focus()
    expect(page.locator("mark.is-looked-at")).to_have_text("Some 350 guests")
    page.keyboard.press("a")
    page.keyboard.press("x")
    expect(page.locator("mark.is-figure", has_text="58 agreements")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("a")
    expect(page.locator("[data-kept]")).to_contain_text("Kept.")
    page.reload()
    assert page.locator(".intake-proposal").evaluate_all(
        "rows => rows.map(row => row.dataset.choice).filter(Boolean)"
    ) == [
        "accept",
        "discard",
        "accept",
    ]

    wrong += axe(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    wrong += axe(page, rules=["color-contrast", "scrollable-region-focusable"])
    assert not page.evaluate(_TOO_WIDE)
    assert wrong + said == []

    page.get_by_label("Title of the briefing").fill("National Day")
    page.get_by_role("button", name="Create the draft").click()
    expect(page.get_by_role("heading", name="National Day")).to_be_visible()
    assert Briefing.objects.get().citations.count() == 2
    assert sorted(Observation.objects.values_list("value", flat=True)) == [350, 900_000_000]
