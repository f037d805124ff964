"""The page that a developer reads first: whole, and readable by everybody."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from releases.outlets.api.examples import EXAMPLES
from releases.outlets.api.openapi import PARAMETERS, RESOURCES
from releases.outlets.api.problems import KNOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def documentation(client: Client) -> str:
    return client.get("/api/v1/docs/").content.decode()


def test_every_problem_has_its_paragraph(documentation: str) -> None:
    anchors = re.findall(r'\bid="([^"]+)"', documentation)

    assert len(anchors) == len(set(anchors))
    assert set(KNOWN) <= set(anchors)


def test_every_place_that_it_points_to_is_there(documentation: str) -> None:
    anchors = set(re.findall(r'\bid="([^"]+)"', documentation))

    assert set(re.findall(r'href="#([^"]+)"', documentation)) <= anchors


def test_it_names_every_address_and_parameter(documentation: str) -> None:
    named = re.findall(r"<code>([^<]+)</code>", documentation)

    assert {path for path, *_facts in RESOURCES} | set(PARAMETERS) <= set(named)


def test_it_shows_every_example_for_this_origin(documentation: str) -> None:
    shown = html.unescape(documentation)

    for example in (each.at("http://testserver") for each in EXAMPLES):
        assert f"<code>{example.curl}</code>" in shown
        assert f"<code>{example.python}</code>" in shown


@pytest.mark.browser
@pytest.mark.parametrize("width_px", [1280, 390])
def test_everybody_can_read_it(width_px: int, page: Page, live: str, axe: Callable[..., list[str]]) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_viewport_size({"width": width_px, "height": 900})

    page.goto(f"{live}/api/v1/docs/")

    assert axe(page) == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width_px
