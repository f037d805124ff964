"""The database is really away: a file that cannot be opened, a server that nobody runs."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

_PAGES = ["/", "/ur/", "/en/releases/?q=trade", "/en/briefings/spring/", "/en/nothing/at/all/"]
_FILES = ["/en/feed.atom", "/en/calendar.ics", "/sitemap.xml", f"/media/{'a' * 64}/map-1280.jpg"]


@pytest.fixture
def away(django_db_blocker: Any, tmp_path: Any) -> Iterator[None]:
    """Every connection that is opened from now on fails as it does when the database is gone."""
    configured = dict(connections.settings["default"])
    broken = {**configured, "NAME": str(tmp_path / "no such folder" / "embassy.sqlite3")}
    if configured["ENGINE"] == "django.db.backends.postgresql":
        broken |= {"NAME": "embassy", "HOST": "127.0.0.1", "PORT": "1"}
    before = connections["default"]
    connections.settings["default"] = broken
    del connections["default"]
    try:
        with django_db_blocker.unblock():
            yield
    finally:
        with suppress(AttributeError):
            del connections["default"]
        connections.settings["default"] = configured
        connections["default"] = before


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_says_in_four_languages_that_the_press_office_cannot_be_reached(away: None, path: str) -> None:
    response = Client().get(path)
    html = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert all(f'<section class="measure notice" lang="{language}"' in html for language, _ in settings.LANGUAGES)
    assert "Traceback" not in html
    assert "unable to open" not in html


def test_what_fails_before_any_view_is_answered_alike(away: None) -> None:
    response = Client(raise_request_exception=False).get("/admin/login/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")


def test_the_language_of_the_address_comes_first(away: None) -> None:
    html = Client().get("/ur/briefings/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert html.index('lang="ur" dir="rtl">', html.index("<main>")) < html.index('lang="en"')


@pytest.mark.parametrize("path", _FILES)
def test_where_a_file_was_asked_for_a_line_of_text_answers(away: None, path: str) -> None:
    response = Client().get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert response.content.count(b"\n") == 1


def test_the_api_answers_with_a_problem_in_json(away: None) -> None:
    response = Client().get("/api/v1/releases/")
    assert (response.status_code, response.headers["Content-Type"]) == (503, "application/problem+json")
    assert (response.json()["status"], response.headers["Retry-After"]) == (503, "30")
    assert "unable to open" not in response.content.decode()


def test_no_cache_keeps_the_answer(away: None) -> None:
    assert Client().get("/en/").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_once_the_database_is_back_the_pages_are(client: Client) -> None:
    assert client.get("/nothing/").status_code == 404
