"""Charts on pages: beside each the same numbers as a table, and how they were revised."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import ChartBlock, Observation, User
from releases.editions import acts
from tests.clock import Clock
from tests.factories import make_release, submit

HtmlOf = Callable[[str], str]
ROWS = [
    {"value": Decimal(6_300_000), "period_from": "2028"},
    {"value": Decimal(7_100_000), "period_from": "2029", "qualifier": "about"},
]


def flat(html: str) -> str:
    return " ".join(html.split())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def make_statistic(by: User, *, rows: list[dict[str, Any]] | None = None, **more: Any) -> Any:
    return make_release("statistic", by=by, observations=ROWS if rows is None else rows, **{"slug": "voters", **more})


@pytest.fixture
def revise(author: User, reviewer: User, clock: Clock) -> Callable[..., None]:
    """revise(statistic, note, value=..) corrects its first observation, and waits until that is public."""

    def revising(statistic: Any, note: str, **facts: Any) -> None:
        Observation.objects.filter(pk=statistic.observations.first().pk).update(**facts)
        submission = submit([statistic], by=author)
        clock.set(acts.correct(submission=submission, by=reviewer, note={"en": note})[0].public_from)

    return revising


def test_a_statistic_is_drawn_above_the_table_of_the_same_numbers(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_statistic(author, title="Voters"))
    html = flat(html_of("/en/statistics/voters/"))
    figure, _end, rest = html.partition('<figure class="chart">')[2].partition("</figure>")
    assert '<title id="chart-title">Voters</title>' in figure
    table = rest.partition("<table>")[2].partition("</table>")[0]
    assert words(table).startswith("All values Value Nature Period Source 6.3 million Measured 2028")
    assert "about 7.1 million Measured 2029" in words(table)
    assert {"6.3 million", "about 7.1 million"} <= {words(text) for text in re.findall(r"<text.*?</text>", figure)}


def test_a_single_number_has_a_table_and_no_chart(out: Any, html_of: HtmlOf, author: User) -> None:
    out(make_statistic(author, rows=ROWS[:1]))
    html = html_of("/en/statistics/voters/")
    assert "<table>" in html
    assert "<svg" not in html


def test_a_chart_in_a_body_leads_to_its_statistic_and_has_its_table(out: Any, html_of: HtmlOf, author: User) -> None:
    statistic, briefing = make_statistic(author, title="Voters"), make_release("briefing", by=author, slug="spring")
    for position in (10, 20):
        ChartBlock.objects.create(parent=briefing.texts.get(), statistic=statistic, ordering=position)
    out(statistic, briefing)
    html = flat(html_of("/en/briefings/spring/"))
    figures = re.findall(r'<figure class="chart">(.*?)</figure>', html)
    assert len(figures) == 2
    assert '<a href="/en/statistics/voters/">Voters</a>' in figures[0]
    assert "Voters Value Nature Period Source 6.3 million" in words(figures[0].partition("<table>")[2])
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_chart_of_another_language_s_statistic_is_in_the_page_s(out: Any, html_of: HtmlOf, author: User) -> None:
    statistic = make_statistic(author, title="Voters")
    briefing = make_release("briefing", by=author, slug="spring", languages=("en", "ur"))
    ChartBlock.objects.create(parent=briefing.texts.get(language="ur"), statistic=statistic, ordering=10)
    out(statistic, briefing)
    html = flat(html_of("/ur/briefings/spring/"))
    assert re.search(r'<svg [^>]*lang="ur"[^>]*direction="rtl"><title id="\S+" lang="en">Voters</title>', html)
    assert "63 لاکھ" in re.sub("[\u2066-\u2069]", "", html.partition("<svg")[2].partition("</svg>")[0])
    assert '<caption lang="en" dir="ltr">Voters</caption>' in html


def test_words_in_a_drawing_are_escaped(out: Any, html_of: HtmlOf, author: User) -> None:
    rows = [
        {**row, "period_from": "", "as_of": "2029", "sources": {"en": mark}}
        for row, mark in zip(ROWS, ("<b>", "&"), strict=True)
    ]
    out(make_statistic(author, title="A <i> & co", rows=rows))
    drawing = html_of("/en/statistics/voters/").partition("<svg")[2].partition("</svg>")[0]
    assert "A &lt;i&gt; &amp; co" in drawing
    assert "&lt;b&gt;" in drawing
    assert "style=" not in drawing


def test_a_statistic_takes_three_queries_also_once_it_was_revised(
    out: Any, client: Client, author: User, revise: Callable[..., None], django_assert_num_queries: Any
) -> None:
    statistic = make_statistic(author)
    out(statistic)
    with django_assert_num_queries(3):
        client.get("/en/statistics/voters/")
    revise(statistic, "Counted again.", value=Decimal(6_400_000))
    with django_assert_num_queries(3):
        client.get("/en/statistics/voters/")


def test_a_revised_value_says_when_where_and_why_it_changed(
    out: Any, html_of: HtmlOf, author: User, revise: Callable[..., None]
) -> None:
    statistic = make_statistic(author)
    out(statistic)
    assert "Revision history" not in html_of("/en/statistics/voters/")
    revise(statistic, "Counted again.", value=Decimal(6_400_000))
    revise(statistic, "The source was named.", sources={"en": "Census"})
    table = words(
        flat(html_of("/en/statistics/voters/")).partition('<table class="revisions">')[2].partition("</table>")[0]
    )
    assert table.startswith(
        "Revision history Value Since Edition Public note 2028 6.4 million 1 January 2030 2 · Corrected"
    )
    assert "Counted again. 6.3 million 1 January 2030 1 · Released – 2029 about 7.1 million" in table
    assert "The source was named." not in table


def test_a_past_edition_is_drawn_as_it_was_without_what_came_later(
    out: Any, html_of: HtmlOf, author: User, revise: Callable[..., None]
) -> None:
    statistic = make_statistic(author)
    out(statistic)
    revise(statistic, "Counted again.", value=Decimal(6_400_000))
    html = html_of("/en/statistics/voters/editions/1/")
    assert "6.3 million" in html.partition("<svg")[2].partition("</svg>")[0]
    assert "6.4 million" not in html
    assert "Revision history" not in html


@pytest.mark.parametrize("path", ["/en/feed.atom", "/en/briefings/spring/text.txt"])
def test_where_nothing_can_be_drawn_a_chart_is_its_numbers(
    out: Any, html_of: HtmlOf, client: Client, author: User, path: str
) -> None:
    statistic, briefing = make_statistic(author, title="Voters"), make_release("briefing", by=author, slug="spring")
    ChartBlock.objects.create(parent=briefing.texts.get(), statistic=statistic, ordering=10)
    out(statistic, briefing)
    text = client.get(path).content.decode().replace("&lt;", "<").replace("&gt;", ">")
    if path.endswith("atom"):
        assert '<caption>Voters</caption>\n<tr><th scope="row">2028</th><td>6.3 million</td></tr>' in text
    else:
        assert "Voters\n\n- 2028: 6.3 million\n\n- 2029: about 7.1 million" in text


@pytest.mark.parametrize(
    ("facts", "columns"),
    [
        ({"period_from": "2028"}, ["Value", "Nature", "Period", "Source"]),
        ({"period_from": "", "as_of": "2028"}, ["Value", "Nature", "As of", "Source"]),
    ],
)
def test_a_table_has_no_column_that_every_row_leaves_empty(
    out: Any, html_of: HtmlOf, author: User, facts: dict[str, Any], columns: list[str]
) -> None:
    out(make_statistic(author, rows=[{"value": Decimal(5), **facts}]))
    table = html_of("/en/statistics/voters/").partition("<table")[2].partition("</table>")[0]
    assert re.findall(r'<th scope="col">(.*?)</th>', table) == columns
    assert table.partition("<tbody")[2].count("<td") == len(columns) - 1
