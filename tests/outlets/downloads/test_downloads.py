"""Statistics as files, and releases as plain text."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from releases.authoring.models import User
from tests.factories import in_each, make_release, make_topic

PATHS = ("data.csv", "data.json", "data.csv-metadata.json", "text.txt")


@pytest.fixture
def trade(out: Any, author: User) -> str:
    rows = [
        {"value": Decimal("-12.5"), "unit": "percent", "as_of": "2029-03", "period_from": ""},
        {"value": Decimal(200_000_000), "unit": "USD", "sources": in_each("=HYPERLINK(1)")},
    ]
    out(make_release("statistic", by=author, slug="trade", title="+Trade", observations=rows, topics=[make_topic()]))
    return "/en/statistics/trade/"


def _table(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))


def test_the_table_holds_every_observation_with_dates_as_long_as_they_are_known(trade: str, client: Client) -> None:
    first, second = _table(client, f"{trade}data.csv")
    assert (first["value"], first["unit"], first["as_of"], first["period_from"]) == ("-12.5", "percent", "2029-03", "")
    assert (second["value"], second["period_from"]) == ("200000000", "2029")


def test_no_cell_of_the_table_is_a_formula(trade: str, client: Client) -> None:
    first, second = _table(client, f"{trade}data.csv")
    assert second["source"] == "'=HYPERLINK(1)"
    assert first["statistic"] == "'+Trade"


def test_the_json_says_which_edition_it_is(trade: str, client: Client) -> None:
    data = client.get(f"{trade}data.json").json()
    assert (data["title"], data["edition"], data["status"]) == ("+Trade", 1, "new")
    assert [row["value"] for row in data["observations"]] == ["-12.5", "200000000"]
    assert data["url"] == "http://testserver/en/statistics/trade/"


def test_the_metadata_describe_the_columns_that_the_table_has(trade: str, client: Client) -> None:
    response = client.get(f"{trade}data.csv-metadata.json")
    described = json.loads(response.content)
    header = next(csv.reader(io.StringIO(client.get(f"{trade}data.csv").content.decode("utf-8-sig"))))
    assert [column["name"] for column in described["tableSchema"]["columns"]] == header
    assert all(column["titles"][0] == column["name"] for column in described["tableSchema"]["columns"])
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert described["url"] == "data.csv"


def test_any_release_comes_as_plain_text_with_its_address(out: Any, client: Client, author: User) -> None:
    out(
        make_release("briefing", by=author, slug="spring", title="Spring", html="<h2>Part</h2><p>Words &amp; more.</p>")
    )
    response = client.get("/en/briefings/spring/text.txt")
    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("Spring\n\nSpring.\n\n\nPart\n\nWords & more.\n")
    assert text.endswith("http://testserver/en/briefings/spring/\n")


@pytest.mark.parametrize("name", PATHS)
def test_a_download_takes_one_query_and_is_not_sent_twice(
    trade: str, client: Client, name: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        tag = client.get(trade + name)["ETag"]
    assert client.get(trade + name, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("name", PATHS)
def test_a_draft_answers_as_nonsense_does(mission: Any, client: Client, author: User, name: str) -> None:
    make_release("statistic", by=author, slug="draft")
    draft, absent = client.get(f"/en/statistics/draft/{name}"), client.get(f"/en/statistics/nothing/{name}")
    assert draft.status_code == 404
    assert draft.content == absent.content


def test_the_pages_lead_to_their_downloads(trade: str, out: Any, html_of: Any, author: User) -> None:
    html = html_of(trade)
    for name in (*PATHS, "press-kit.zip"):
        assert f'href="{trade}{name}"' in html
    out(make_release("statement", by=author, slug="said"))
    other = html_of("/en/statements/said/")
    assert 'href="/en/statements/said/press-kit.zip"' in other
    assert "data.csv" not in other
