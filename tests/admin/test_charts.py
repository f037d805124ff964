"""A chart at the desk: put into a body like any other block, and shown to who reviews it."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from releases.authoring.models import ChartBlock, User
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release, submit

Desk = Callable[[User], Client]


def test_an_author_puts_a_chart_into_a_body(desk: Desk, clock: Clock, author: User) -> None:
    make_mission(id=1)
    statistic = make_release("statistic", by=author)
    text = make_release("briefing", by=author).texts.get()
    page = reverse("admin:releases_text_change", args=[text.pk])
    block = {"statistic": statistic.pk, "region": "body", "ordering": 10}
    added = {"chartblock-TOTAL_FORMS": 1, **{f"chartblock-0-{name}": value for name, value in block.items()}}
    answer = desk(author).post(page, filled(desk(author).get(page), **added))
    assert errors_of(answer) == ""
    assert ChartBlock.objects.get(parent=text).statistic == statistic


def test_who_reviews_a_text_sees_its_charts_drawn(desk: Desk, clock: Clock, author: User, reviewer: User) -> None:
    make_mission(id=1)
    rows = [{"period_from": year} for year in ("2028", "2029")]
    statistic, briefing = make_release("statistic", by=author, observations=rows), make_release("briefing", by=author)
    for position in (10, 20):
        ChartBlock.objects.create(parent=briefing.texts.get(), statistic=statistic, ordering=position)
    submission = submit([statistic, briefing], by=author)
    html = desk(reviewer).get(reverse("admin:releases_submission_change", args=[submission.pk])).content.decode()
    assert html.count('<svg xmlns="http://www.w3.org/2000/svg" role="img"') == 2
    assert html.count(' id="chart-0-title"') == html.count(' id="chart-1-title"') == 1
