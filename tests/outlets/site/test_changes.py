"""What changed between two editions: shown word by word, and never more than what was public."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import Text, TextBlock, User
from releases.editions import acts
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import make_release, submit

HtmlOf = Callable[[str], str]
_EDITIONS = "/en/briefings/spring/editions/"


def _next_edition(release: Any, *, author: User, reviewer: User, at: dt.datetime | None = None, **words: str) -> Any:
    html = words.pop("html", "")
    Text.objects.filter(release=release, language="en").update(**words)
    if html:
        TextBlock.objects.filter(parent__release=release).update(html=html)
    submission = submit([release], by=author, languages=["en"])
    (edition,) = acts.correct(submission=submission, by=reviewer, note={"en": "Put right."}, at=at)
    return edition


@pytest.fixture
def briefing(out: Any, clock: Clock, author: User, reviewer: User) -> Any:
    """Two editions: the title, a number and nothing else were corrected."""
    release = make_release(
        "briefing", by=author, slug="spring", title="Spring", html="<p>Trade was 45 percent.</p><p>It went on.</p>"
    )
    out(release)
    html = "<p>Trade was 54 percent.</p><p>It went on.</p>"
    edition = _next_edition(release, author=author, reviewer=reviewer, title="Spring briefing", html=html)
    clock.set(edition.public_from)
    return release


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html.partition("<main ")[2].partition("</main>")[0]).split())


def test_a_changed_word_stands_beside_the_one_that_it_replaced(briefing: Any, html_of: HtmlOf) -> None:
    html = html_of(f"{_EDITIONS}2/changes/1/")
    assert re.search(r"<del><span[^>]*>Removed: </span>45</del> <ins><span[^>]*>Added: </span>54</ins> ", html)
    assert re.search(r"Spring <ins><span[^>]*>Added: </span>briefing</ins>", html)


def test_the_earlier_edition_comes_first_whichever_way_they_are_asked_for(briefing: Any, client: Client) -> None:
    response = client.get(f"{_EDITIONS}1/changes/2/")
    assert (response.status_code, response.headers["Location"]) == (301, f"{_EDITIONS}2/changes/1/")


def test_changes_take_two_queries(briefing: Any, client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert client.get(f"{_EDITIONS}2/changes/1/").status_code == 200


def test_the_list_of_editions_leads_to_what_changed(briefing: Any, html_of: HtmlOf) -> None:
    html = html_of(_EDITIONS)
    assert html.count("/changes/") == 1
    assert f'href="{_EDITIONS}2/changes/1/"' in html


@pytest.mark.parametrize("path", ["1/changes/1/", "2/changes/3/", "2/changes/0/", f"2/changes/{10**30}/"])
def test_what_was_never_public_is_not_there_to_compare(briefing: Any, client: Client, path: str) -> None:
    never = client.get("/en/briefings/never/editions/2/changes/1/")
    response = client.get(_EDITIONS + path)
    assert (response.status_code, response.content) == (404, never.content)


def test_an_edition_that_is_not_public_yet_is_not_compared(
    briefing: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    never = client.get(f"{_EDITIONS}9/changes/1/")
    opens = clock.now + dt.timedelta(days=1)
    _next_edition(briefing, author=author, reviewer=reviewer, at=opens, title="Secret until tomorrow")
    for path in ("3/changes/2/", "2/changes/3/"):
        response = client.get(_EDITIONS + path)
        assert (response.status_code, response.content) == (404, never.content)
    asked = client.get(_EDITIONS, {"from": "2", "to": "3"})
    assert (asked.status_code, b"Secret" in asked.content) == (200, False)
    clock.set(opens)
    assert client.get(f"{_EDITIONS}3/changes/2/").status_code == 200


def test_a_withdrawn_release_shows_no_changes(briefing: Any, client: Client, clock: Clock, reviewer: User) -> None:
    latest = Edition.objects.get(number=2)
    acts.withdraw(editions=[latest], by=reviewer, reason={"en": "Superseded by events."})
    clock.tick(5)
    response = client.get(f"{_EDITIONS}2/changes/1/")
    assert response.status_code == 410
    assert b"45" not in response.content.partition(b"<main")[2].partition(b"</main>")[0]


def test_an_expunged_edition_is_said_to_be_and_nothing_of_the_other_is_shown_as_new(
    briefing: Any, client: Client, html_of: HtmlOf, administrator: User
) -> None:
    acts.expunge(editions=[Edition.objects.get(number=1)], by=administrator, reason="By order of the court.")
    text = _plain(html_of(f"{_EDITIONS}2/changes/1/"))
    assert "The content of one of these editions was removed" in text
    assert "percent" not in text
    assert "/changes/" not in html_of(_EDITIONS)


def test_two_editions_of_the_list_can_be_chosen_without_a_script(briefing: Any, client: Client) -> None:
    response = client.get(_EDITIONS, {"from": "1", "to": "2"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{_EDITIONS}2/changes/1/")


@pytest.mark.parametrize("query", ["from=1&to=1", "from=x&to=2", "from=1", "to=99", "from=%00&to=2"])
def test_a_choice_that_makes_no_sense_is_answered_with_the_list_and_a_remark(
    briefing: Any, html_of: HtmlOf, query: str
) -> None:
    assert "Choose two different editions of this list." in html_of(f"{_EDITIONS}?{query}")


def test_urdu_words_that_changed_run_from_right_to_left_and_their_numbers_do_not(
    out: Any, clock: Clock, author: User, reviewer: User, html_of: HtmlOf
) -> None:
    release = make_release("briefing", by=author, slug="spring", languages=("en", "ur"), html="<p>تجارت 45 فیصد</p>")
    out(release)
    TextBlock.objects.filter(parent__release=release).update(html="<p>تجارت 54 فیصد</p>")
    submission = submit([release], by=author, languages=["ur"])
    clock.set(acts.update(submission=submission, by=reviewer)[0].public_from)
    html = html_of("/ur/briefings/spring/editions/2/changes/1/")
    assert '<html lang="ur" dir="rtl">' in html
    assert re.search(r"<del><span[^>]*>[^<]+ </span><bdi>45</bdi></del> <ins>", html)
