"""What the checks find, for programs of the staff: as the command prints it, to whom may see the release, and to read.

Shown to work: with every draft named to anybody, and with POST answered, tests here go red.
"""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User
from tests.clock import Clock
from tests.factories import make_mission, make_release

Desk = Callable[[User], Client]


@pytest.fixture
def release(clock: Clock, author: User) -> Any:
    make_mission(languages=["en", "ur"])
    html = "<p>They signed 12 there, he said, [name].</p>"
    return make_release("briefing", by=author, languages=("en", "ur"), title="A quiet year", html=html)


def page(key: Any) -> str:
    return reverse("admin:releases_release_findings", args=[key])


def test_it_answers_as_the_command_prints(desk: Desk, release: Any, author: User) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_release", str(release.uid), "--json", stdout=out)
    printed = json.loads(out.getvalue())
    for key in (release.pk, release.uid):
        answer = desk(author).get(page(key))
        assert answer.json() == printed
        assert "no-store" in answer["Cache-Control"]
    assert printed["errors"] >= 1
    assert {finding["language"] for finding in printed["findings"]} == {"en", "ur"}


def test_it_is_narrowed_by_language_and_refuses_unknown_ones(desk: Desk, release: Any, author: User) -> None:
    client = desk(author)
    narrowed = client.get(page(release.pk), {"language": "ur"}).json()
    assert {finding["language"] for finding in narrowed["findings"]} == {"ur"}
    refused = client.get(page(release.pk), {"language": "de"})
    assert (refused.status_code, refused.json()["parameter"]) == (400, "language")


def test_what_may_not_be_seen_answers_as_what_is_not_there(
    desk: Desk, release: Any, second_author: User, stranger: User
) -> None:
    client = desk(second_author)
    hidden, missing = client.get(page(release.pk)), client.get(page(release.pk + 999))
    assert hidden.status_code == missing.status_code == 302
    assert hidden["Location"] == missing["Location"]
    assert client.get(page(release.uid)).status_code == 302
    for other in (Client(), desk(stranger)):
        assert other.get(page(release.pk))["Location"].startswith("/admin/login/")


def test_a_cited_draft_of_somebody_elses_is_not_named(
    desk: Desk, release: Any, author: User, second_author: User, reviewer: User
) -> None:
    secret: Any = make_release(
        "statistic", by=second_author, title="Secret turnout", observations=[{"value": 21, "unit": "1"}]
    )
    release.citations.create(cited_id=secret.pk)
    assert "Secret" not in desk(author).get(page(release.pk)).content.decode()
    assert "Secret" in desk(reviewer).get(page(release.pk)).content.decode()


def test_it_only_reads(desk: Desk, release: Any, author: User) -> None:
    for method in ("post", "put", "delete"):
        assert getattr(desk(author), method)(page(release.pk)).status_code == 405
