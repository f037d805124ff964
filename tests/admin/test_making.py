"""One press at a finding: tied, made into a figure, or marked as none; never with another unit, never for a stranger.

Shown to work: with units not compared, without the question for permission, and with the draft not cited, tests here
go red.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory
from django.urls import reverse

from releases.admin import checking
from releases.authoring.models import Citation, NumberMark, Observation, Statistic, Text, User
from tests.clock import Clock
from tests.factories import make_mission, make_release

Desk = Callable[[User], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def release(clock: Clock, author: User) -> Any:
    make_mission(languages=["en"])
    html = "<p>It was quiet. In 2023 the turnout among all voters was at least 54 %.</p>"
    return make_release("briefing", by=author, title="A year", html=html)


def row(release: Any, user: User) -> checking.Row:
    request = RequestFactory().get("/admin/")
    request.user = user
    found: list[checking.Row] = checking.panel(request, release, "en")["checks"].warnings
    return next(one for one in found if one.finding.check == "figures.untied")


def sent(address: str) -> dict[str, str]:
    """What the script sends: the query of the link."""
    return dict(parse_qsl(urlsplit(address).query))


def test_one_press_makes_a_figure_with_value_unit_qualifier_and_period(desk: Desk, release: Any, author: User) -> None:
    shown = row(release, author)
    answer = desk(author).post(shown.post, {**sent(shown.make), "act": "make"}, **JSON)
    figure = Observation.objects.select_related("statistic").get()
    assert (figure.value, figure.unit, figure.qualifier) == (Decimal(54), "percent", "at_least")
    assert figure.period_from == "2023"
    assert str(figure.statistic) == "In 2023 the turnout among all voters was at least 54 %."
    assert answer.json()["address"] == reverse("admin:releases_statistic_change", args=[figure.statistic.pk])
    assert list(release.citations.values_list("cited", flat=True)) == [figure.statistic.pk]


def test_both_ends_of_a_range_become_figures(desk: Desk, clock: Clock, author: User) -> None:
    make_mission(languages=["en"])
    release: Any = make_release("briefing", by=author, title="A year", html="<p>They sold 1,000–1,500 tonnes.</p>")
    shown = row(release, author)
    desk(author).post(shown.post, {**sent(shown.make), "act": "make"}, **JSON)
    assert list(Observation.objects.values_list("value", flat=True)) == [Decimal(1000), Decimal(1500)]


def test_what_no_figure_can_be_makes_nothing(desk: Desk, release: Any, author: User) -> None:
    shown = row(release, author)
    good = {**sent(shown.make), "act": "make"}
    for wrong in ({"value": "many"}, {"unit": ""}, {"qualifier": "roughly"}, {"source_language": "de"}):
        answer = desk(author).post(shown.post, {**good, **wrong}, **JSON)
        assert answer.status_code == 400
        assert answer.json()["said"]
    assert not Statistic.objects.exists()


def test_one_press_marks_a_number_as_no_statistic_and_twice_is_once(desk: Desk, release: Any, author: User) -> None:
    shown = row(release, author)
    for _time in range(2):
        answer = desk(author).post(shown.post, {**sent(shown.mark), "act": "mark"}, **JSON)
        assert answer.json()["said"] == "“54 %” is marked as no statistic in this text."
    assert NumberMark.objects.get().text == release.texts.get()
    with pytest.raises(StopIteration):
        row(release, author)


def test_anothers_text_is_not_marked(desk: Desk, release: Any, author: User, second_author: User) -> None:
    other: Any = make_release("briefing", by=second_author, title="Other", html="<p>54 %.</p>")
    shown = row(release, author)
    hidden = desk(author).post(shown.post, {"act": "mark", "text": other.texts.get().pk, "passage": "54 %"}, **JSON)
    missing = desk(author).post(shown.post, {"act": "mark", "text": "999999", "passage": "54 %"}, **JSON)
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content) == (400, missing.content)
    assert not NumberMark.objects.exists()


def test_who_may_not_change_the_release_makes_and_marks_nothing(
    desk: Desk, release: Any, author: User, administrator: User
) -> None:
    """Whatever else they may."""
    own = Permission.objects.filter(codename__in=["add_statistic", "add_text", "add_numbermark"])
    administrator.user_permissions.add(*own)
    shown = row(release, author)
    for said in ({**sent(shown.make), "act": "make"}, {**sent(shown.mark), "act": "mark"}):
        assert desk(administrator).post(shown.post, said, **JSON).status_code == 403
    assert not Statistic.objects.exists()
    assert not NumberMark.objects.exists()


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"value": 54, "unit": "person"}, "has another unit"),
        ({"value": 6300000, "unit": "person"}, "has another unit"),
        ({"value": 45, "unit": "percent"}, "is none of the figures"),
    ],
)
def test_a_percentage_is_not_tied_to_people_nor_to_another_value(
    desk: Desk, release: Any, author: User, figure: dict[str, Any], words: str
) -> None:
    voters: Any = make_release("statistic", by=author, title="Voters", observations=[figure])
    page = reverse("admin:releases_briefing_tie", args=[release.pk])
    asked = {"statistic": voters.pk, "passage": "54 %", "language": "en"}
    answer = desk(author).post(page, asked, **JSON)
    assert (answer.status_code, words in answer.json()["said"]) == (400, True)
    assert words in desk(author).get(page, asked, follow=True).content.decode()
    assert not Citation.objects.exists()
    assert Text.objects.filter(release=voters).exists()
