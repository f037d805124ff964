"""The lists say what the checks found, from counts that are kept: as many queries for forty rows as for one.

Shown to work: with stale counts shown, with the filter of errors that of warnings, and with nothing counted at a
saving, and with tallies named in a deletion, tests here go red.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from releases.authoring.models import CheckTally, Release, User
from releases.editions.tallying import recount, recount_stale
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, submit

Desk = Callable[[User], Client]
LIST = "admin:releases_briefing_changelist"


@pytest.fixture
def releases(clock: Clock, author: User) -> list[Any]:
    """One with an error and a warning, one with a warning, one with nothing; all counted."""
    make_mission(languages=["en"])
    words = ("They signed 12 there, he said, [name].", "They signed 12 there.", "It was quiet.")
    made = [make_release("briefing", by=author, title=f"Year {text[-5:]}", html=f"<p>{text}</p>") for text in words]
    recount([release.pk for release in made], at=timezone.now())
    return made


def listed(client: Client, **asked: str) -> set[int]:
    return {row.pk for row in client.get(reverse(LIST), asked).context["cl"].result_list}


def test_a_list_says_how_much_was_found(desk: Desk, releases: list[Any], author: User) -> None:
    html = desk(author).get(reverse(LIST)).content.decode()
    assert html.count('<span class="desk-mark desk-missing">1 error</span>') == 1
    assert html.count('<span class="desk-mark desk-waiting">1 warning</span>') == 2
    assert html.count('<span class="desk-mark desk-public">nothing found</span>') == 1


@pytest.mark.parametrize(("found", "rows"), [("errors", [0]), ("warnings", [1]), ("clean", [2]), ("stale", [])])
def test_a_list_is_filtered_by_the_worst(
    desk: Desk, releases: list[Any], author: User, found: str, rows: list[int]
) -> None:
    assert listed(desk(author), found=found) == {releases[row].pk for row in rows}
    texts = desk(author).get(reverse("admin:releases_text_changelist"), {"found": found}).context["cl"].result_list
    assert {text.release_id for text in texts} == {releases[row].pk for row in rows}


def test_what_was_edited_since_says_nothing_until_it_is_counted(
    desk: Desk, releases: list[Any], author: User, clock: Clock
) -> None:
    clock.tick(10)
    releases[0].texts.get().save()
    client = desk(author)
    assert listed(client, found="stale") == {releases[0].pk}
    assert listed(client, found="errors") == set()
    assert "error</span>" not in client.get(reverse(LIST)).content.decode()
    assert recount_stale(at=timezone.now()) == 1
    assert recount_stale(at=timezone.now()) == 0
    assert listed(client, found="errors") == {releases[0].pk}


def test_what_is_saved_is_counted(
    desk: Desk, releases: list[Any], author: User, clock: Clock, django_capture_on_commit_callbacks: Any
) -> None:
    clock.tick(10)
    page = reverse("admin:releases_text_change", args=[releases[2].texts.get().pk])
    client = desk(author)
    typed = {**filled(client.get(page)), "summary": "They signed 12 there.", "_save": ""}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, typed).status_code == 302
    assert CheckTally.objects.get(text__release=releases[2].pk).warnings == 1
    assert listed(client, found="stale") == set()


def test_a_deletion_does_not_name_what_was_counted(desk: Desk, releases: list[Any], author: User) -> None:
    page = desk(author).get(reverse("admin:releases_briefing_delete", args=[releases[0].pk]))
    assert "Tally of the checks" not in page.content.decode()
    assert {str(name) for name, _count in page.context["model_count"]} == {"briefings", "releases", "texts"}


def test_submissions_say_in_spite_of_how_many_warnings(desk: Desk, releases: list[Any], author: User) -> None:
    warned, clean = submit([releases[1]], by=author), submit([releases[2]], by=author)
    client = desk(author)
    page = reverse("admin:releases_submission_changelist")
    for asked, rows in (({}, {warned.pk, clean.pk}), ({"warned": "yes"}, {warned.pk}), ({"warned": "no"}, {clean.pk})):
        assert {row.pk for row in client.get(page, asked).context["cl"].result_list} == rows
    assert client.get(page).content.decode().count('<span class="desk-mark desk-waiting">1 warning</span>') == 1


def test_the_lists_cost_the_same_however_many_rows(desk: Desk, releases: list[Any], author: User) -> None:
    client = desk(author)
    for page in (LIST, "admin:releases_text_changelist", "admin:releases_release_changelist"):
        client.get(reverse(page))
        spent = []
        for _turn in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(page))
            spent.append(len(queries))
            for number in range(4):
                make_release("briefing", by=author, title=f"More {number}", html="<p>12, [name].</p>")
            recount(list(Release.objects.values_list("pk", flat=True)), at=timezone.now())
        assert spent[0] == spent[1], page
