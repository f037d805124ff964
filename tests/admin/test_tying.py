"""From a number without a source to a figure: cited from its finding, or made of it; and only what one may know of.

Shown to work: with hidden drafts known, public editions not asked, nothing cited, without the question whether
the release may be changed, and with the form of a statistic opened empty, tests here go red.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.admin import checking
from releases.authoring.models import Citation, Observation, Statistic, TextBlock, User
from tests.admin.forms import filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish

Desk = Callable[[User], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def release(clock: Clock, author: User) -> Any:
    make_mission(languages=["en"])
    return make_release("briefing", by=author, title="A year", html="<p>Turnout was 54 %.</p>")


def turnout(by: User, value: int = 54, title: str = "Turnout") -> Any:
    figure = {"value": value, "unit": "percent", "period_from": "2023"}
    return make_release("statistic", by=by, title=title, observations=[figure])


def rows(release: Any, user: User) -> list[checking.Row]:
    request = RequestFactory().get("/admin/")
    request.user = user
    found: list[checking.Row] = checking.panel(request, release, "en")["checks"].warnings
    return [row for row in found if row.finding.check == "figures.untied"]


def test_a_figure_of_the_same_value_is_offered_and_its_statistic_is_cited(
    desk: Desk, release: Any, author: User
) -> None:
    statistic = turnout(author)
    turnout(author, value=55, title="Another turnout")
    (row,) = rows(release, author)
    (tie,) = row.ties
    assert (tie.title, tie.figure, tie.period) == ("Turnout", "54%", "2023")
    edited = release.edited_at
    answer = desk(author).post(tie.address.partition("?")[0], {"statistic": statistic.pk}, **JSON)
    assert answer.json() == {"said": "“Turnout” is cited now."}
    assert list(release.citations.values_list("cited", "position")) == [(statistic.pk, 0)]
    assert rows(release, author) == []
    release.refresh_from_db()
    assert release.edited_at != edited or release.edited_by == author


def test_without_a_script_a_page_asks_and_twice_is_once(desk: Desk, release: Any, author: User) -> None:
    turnout(author)
    (row,) = rows(release, author)
    client, address = desk(author), row.ties[0].address
    page = client.get(address)
    assert "Turnout" in page.content.decode()
    assert not Citation.objects.exists()
    for _time in range(2):
        assert client.post(address, filled(page), follow=True).status_code == 200
    assert Citation.objects.count() == 1


def test_anothers_draft_is_neither_offered_nor_cited(
    desk: Desk, release: Any, author: User, second_author: User
) -> None:
    secret = turnout(second_author, title="Secret turnout")
    assert rows(release, author)[0].ties == []
    page = reverse("admin:releases_briefing_tie", args=[release.pk])
    client = desk(author)
    hidden = client.post(page, {"statistic": secret.pk}, **JSON)
    missing = client.post(page, {"statistic": secret.pk + 999}, **JSON)
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
    assert hidden.status_code == 400
    for typed in ("", "x", "9" * 40, str(release.pk)):
        assert client.post(page, {"statistic": typed}, **JSON).status_code == 400
    assert "Secret" not in client.post(page, {"statistic": secret.pk}, follow=True).content.decode()
    assert not Citation.objects.exists()


def test_of_anothers_statistic_the_public_edition_counts_whatever_the_draft_says(
    release: Any, author: User, second_author: User, reviewer: User, clock: Clock
) -> None:
    statistic = turnout(second_author)
    publish([statistic], author=second_author, reviewer=reviewer, clock=clock)
    Observation.objects.update(value=99)
    (row,) = rows(release, author)
    assert [(tie.title, tie.figure) for tie in row.ties] == [("Turnout", "54%")]
    TextBlock.objects.filter(parent__release=release).update(html="<p>Turnout was 99 %.</p>")
    assert rows(release, author)[0].ties == []
    assert len(rows(release, second_author)) <= 1


def test_who_may_not_change_the_release_cites_nothing(
    desk: Desk, release: Any, author: User, administrator: User
) -> None:
    statistic = turnout(author)
    page = reverse("admin:releases_briefing_tie", args=[release.pk])
    assert desk(administrator).post(page, {"statistic": statistic.pk}, **JSON).status_code == 403
    assert not Citation.objects.exists()


def test_a_figure_is_made_of_a_number_and_cited(desk: Desk, release: Any, author: User) -> None:
    (row,) = rows(release, author)
    client = desk(author)
    page = client.get(row.make)
    form = filled(page)
    names = ("value", "unit", "qualifier")
    assert [form[f"observations-0-{name}"] for name in names] == [["54"], ["percent"], ["exact"]]
    assert client.post(row.make, form).status_code == 302
    figure = Observation.objects.get()
    assert (figure.value, figure.unit) == (Decimal(54), "percent")
    assert Citation.objects.get().cited.uid == Statistic.objects.get().uid


def test_the_panel_costs_the_same_whatever_number_of_figures_is_offered(release: Any, author: User) -> None:
    spent = []
    turnout(author)
    rows(release, author)  # What the person may do is asked once.
    for html in ("<p>Turnout was 54 %.</p>", "<p>54 %, 54 % and 61 % of 800 observers.</p>"):
        TextBlock.objects.filter(parent__release=release).update(html=html)
        with CaptureQueriesContext(connection) as queries:
            rows(release, author)
        spent.append(len(queries))
        turnout(author, value=61, title="Another")
        make_release("statistic", by=author, title="Observers", observations=[{"value": 800, "unit": "person"}])
    assert spent[0] == spent[1]
