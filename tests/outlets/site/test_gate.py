"""What is not public cannot be told from what never was; what was withdrawn says so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import Text, User
from releases.editions import acts
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import make_release, submit

NONSENSE = "/en/statements/nothing-at-all/"
_VARYING = {"Date"}


def _answer(client: Client, path: str) -> tuple[int, bytes, dict[str, str]]:
    response = client.get(path)
    return response.status_code, response.content, {k: v for k, v in response.headers.items() if k not in _VARYING}


def test_a_scheduled_release_is_nowhere_a_second_before_and_everywhere_at_its_instant(
    out: Any, client: Client, clock: Clock, author: User
) -> None:
    opens = clock.now + dt.timedelta(hours=1)
    out(make_release("statement", by=author, slug="planned", title="Planned words"), at=opens)
    places = ("/en/", "/en/releases/", "/en/statements/")
    clock.set(opens - dt.timedelta(seconds=1))
    assert all("Planned words" not in client.get(path).content.decode() for path in places)
    assert client.get("/en/statements/planned/").status_code == 404
    clock.set(opens)
    assert all("Planned words" in client.get(path).content.decode() for path in places)
    assert client.get("/en/statements/planned/").status_code == 200


@pytest.mark.parametrize("tail", ["", "editions/", "editions/1/"])
def test_a_draft_and_an_embargoed_release_answer_as_nonsense_does(
    out: Any, client: Client, clock: Clock, author: User, tail: str
) -> None:
    make_release("statement", by=author, slug="draft")
    submit([make_release("statement", by=author, slug="submitted")], by=author)
    out(make_release("statement", by=author, slug="planned"), at=clock.now + dt.timedelta(hours=1))
    expected = _answer(client, NONSENSE + tail)
    assert expected[0] == 404
    for slug in ("draft", "submitted", "planned"):
        assert _answer(client, f"/en/statements/{slug}/{tail}") == expected
    assert _answer(client, "/en/no/such/place") == expected


def test_the_page_for_nothing_does_not_repeat_the_address(mission: Any, client: Client) -> None:
    assert b"nothing-at-all" not in client.get(NONSENSE).content


def test_hidden_and_absent_releases_cost_the_same_queries(
    out: Any, client: Client, clock: Clock, author: User, django_assert_num_queries: Any
) -> None:
    out(make_release("statement", by=author, slug="planned"), at=clock.now + dt.timedelta(hours=1))
    for path in ("/en/statements/planned/", NONSENSE):
        with django_assert_num_queries(2):
            client.get(path)


def test_a_withdrawn_release_answers_410_with_title_day_and_reason(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(make_release("statement", by=author, slug="gone", title="Words taken back"))
    [closed] = acts.withdraw(editions=editions, by=reviewer, reason={"en": "It was a draft."})
    assert closed.public_until is not None
    clock.set(closed.public_until)
    response = client.get("/en/statements/gone/")
    html = response.content.decode()
    assert response.status_code == 410
    assert "Words taken back" in html
    assert "It was a draft." in html
    assert "1 January 2030" in html


def test_the_reason_falls_back_to_a_language_that_has_one_and_says_which(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="gone", languages=("en", "ur"))
    closed = acts.withdraw(editions=out(release), by=reviewer, reason={"en": "It was a draft."})
    clock.set(closed[0].public_until or clock.now)
    assert 'lang="en" dir="ltr">It was a draft.' in client.get("/ur/statements/gone/").content.decode()


def test_what_was_withdrawn_is_not_shown_again_as_a_past_edition(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    editions = out(make_release("statement", by=author, slug="gone"))
    clock.set(acts.withdraw(editions=editions, by=reviewer, reason={"en": "Why."})[0].public_until or clock.now)
    assert client.get("/en/statements/gone/editions/1/").status_code == 410
    assert client.get("/en/statements/gone/editions/").status_code == 410


def _rewritten(release: Any, author: User, **words: str) -> Any:
    Text.objects.filter(release=release, language="en").update(**words)
    return submit([release], by=author)


def test_an_old_address_leads_to_the_present_one(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="old-name")
    out(release)
    submission = _rewritten(release, author, slug="new-name")
    clock.set(acts.update(submission=submission, by=reviewer)[0].public_from)
    response = client.get("/en/statements/old-name/")
    assert (response.status_code, response["Location"]) == (301, "/en/statements/new-name/")
    assert client.get("/en/statements/old-name/editions/1/")["Location"] == "/en/statements/new-name/editions/1/"


def test_an_address_that_is_planned_for_a_public_release_is_not_known_before(
    out: Any, client: Client, clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="old-name")
    out(release)
    opens = clock.now + dt.timedelta(hours=1)
    acts.update(submission=_rewritten(release, author, slug="new-name"), by=reviewer, at=opens)
    assert client.get("/en/statements/new-name/").content == client.get(NONSENSE).content
    assert client.get("/en/statements/old-name/").status_code == 200
    assert client.get("/en/statements/old-name/editions/2/").status_code == 404


def test_the_editions_of_a_corrected_release_are_told_with_the_note(
    out: Any, html_of: Callable[[str], str], clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="said", title="First title")
    out(release)
    submission = _rewritten(release, author, title="Second title")
    clock.set(acts.correct(submission=submission, by=reviewer, note={"en": "A typing error."})[0].public_from)
    assert "A typing error." in html_of("/en/statements/said/editions/")
    past = html_of("/en/statements/said/editions/1/")
    assert "First title" in past
    assert "not what it says now" in past
    assert 'content="noindex"' in past


def test_a_past_edition_that_was_expunged_says_that_its_content_was_removed(
    out: Any, html_of: Callable[[str], str], clock: Clock, author: User, reviewer: User
) -> None:
    release = make_release("statement", by=author, slug="said", title="Words of a private person")
    out(release)
    clock.set(acts.update(submission=_rewritten(release, author, title="Better"), by=reviewer)[0].public_from)
    judge = User.objects.get(username="administrator")
    acts.expunge(editions=Edition.objects.filter(uid=release.uid, number=1), by=judge, reason="Court order.")
    html = html_of("/en/statements/said/editions/1/")
    assert "was removed" in html
    assert "Words of a private person" not in html
    assert html_of("/en/statements/said/editions/").count("was removed") == 1


@pytest.mark.parametrize("path", ["/fr/", "/en/people/", "/en/releases/?cursor=abc", "/en/statements/?cursor="])
def test_an_unknown_language_section_or_cursor_is_not_found(mission: Any, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_language_that_the_mission_does_not_speak_is_not_found(
    mission: Any, client: Client, clock: Clock, administrator: User
) -> None:
    mission.languages = ["en", "ur"]
    mission.save()
    clock.set(acts.publish_imprint(mission=mission, by=administrator).public_from)
    assert client.get("/ru/").status_code == 404
    assert 'hreflang="ru"' not in client.get("/en/").content.decode()


@pytest.mark.parametrize("path", ["/", "/en/", "/en/releases/", NONSENSE])
def test_pages_are_read_and_not_written_to(mission: Any, client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == client.get(path).status_code
