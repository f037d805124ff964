"""The door in a real browser: a passkey is made and used, and the pages fit, with nothing for axe to find."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from releases.authoring.models import Passkey, User
from tests.admin.signing_in import PASSWORD
from tests.factories import make_mission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def authenticator(page: Page) -> None:
    """A platform authenticator that says yes."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_made_at_the_first_sign_in_and_opens_the_desk_at_the_second(
    page: Page,
    live: str,
    settings: Any,
    author: User,
    authenticator: None,
    complaints: list[str],
    axe: Callable[..., list[str]],
) -> None:
    settings.DEMONSTRATION = False
    make_mission()

    def enter_password() -> None:
        page.goto(f"{live}/admin/account/")
        fits_and_is_accessible()
        page.fill("#id_username", "author")
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/login/*/")

    def fits_and_is_accessible() -> None:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert axe(page) == [], page.url

    enter_password()
    fits_and_is_accessible()
    page.get_by_role("button", name="Make a passkey and sign in").click()
    page.locator(".sign-in-codes").wait_for()
    fits_and_is_accessible()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("heading", name="My account").wait_for()
    fits_and_is_accessible()
    made = Passkey.objects.get(user=author)
    page.locator("#logout-form button").click()

    enter_password()
    fits_and_is_accessible()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="My account").wait_for()
    used = Passkey.objects.get(user=author)
    assert used.sign_count > made.sign_count
    assert complaints == []


def test_the_door_and_the_account_fit_in_urdu(
    page: Page, live: str, author: User, complaints: list[str], axe: Callable[..., list[str]]
) -> None:
    make_mission()
    User.objects.update(interface_language="ur")
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live}/admin/login/?next=/admin/account/")
    page.locator(".sign-in-languages button[lang=ur]").click()
    page.locator("html[dir=rtl]").wait_for()
    for address in ("login/?next=/admin/account/", "account/", "account/password/", "account/factors/add/"):
        page.goto(f"{live}/admin/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert axe(page) == [], address
        if address.startswith("login"):
            page.fill("#id_username", "author")
            page.fill("#id_password", PASSWORD)
            page.keyboard.press("Enter")
            page.locator(".account").wait_for()
            page.wait_for_load_state("networkidle")
    assert complaints == []
