"""A table in a body, on every way out: the page, plain text, DOCX, the API, ninjs, the desk's review, the redline."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from releases.authoring.models import TableBlock, Text, User
from releases.editions import acts
from releases.editions.comparing import compare
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import make_mission, make_release, publish, submit

ROWS = [["", "2028", "2029"], ["Wool", "3 < 4", "5"]]


@pytest.fixture
def text(clock: Clock, author: User, administrator: User) -> Text:
    acts.publish_imprint(mission=make_mission(id=1, languages=["en"]), by=administrator)
    clock.tick(5)
    found: Text = make_release("briefing", by=author, html="<p>Quiet.</p>", slug="spring").texts.get()
    TableBlock.objects.create(parent=found, caption="Wool by year", cells=ROWS, header_column=True, ordering=90)
    return found


@pytest.fixture
def edition(text: Text, clock: Clock, author: User, reviewer: User) -> Edition:
    return publish([text.release], author=author, reviewer=reviewer, clock=clock)[0]


def test_readers_get_a_table_that_says_what_its_cells_are(edition: Edition) -> None:
    html = Client().get("/en/briefings/spring/").content.decode()
    table = html[html.index('class="table-frame table-block"') :].partition("</table>")[0]
    assert 'aria-label="Wool by year"' in table
    assert 'tabindex="0"' in table
    assert re.findall(r'<th scope="(\w+)">', table) == ["col", "col", "row"]
    assert "3 &lt; 4" in table


def test_plain_text_and_docx_have_it(edition: Edition) -> None:
    assert (
        "Wool by year\n | 2028 | 2029\nWool | 3 < 4 | 5"
        in Client().get("/en/briefings/spring/text.txt").content.decode()
    )
    answer: Any = Client().get("/en/briefings/spring/press-kit.zip")
    kit = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    table = Document(io.BytesIO(kit.read("en/text.docx"))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == ROWS


def test_machines_get_its_rows(edition: Edition) -> None:
    address = f"/api/v1/releases/{edition.uid}/"
    block = Client().get(address).json()["body"][-1]
    assert block == {
        "type": "table",
        "caption": "Wool by year",
        "header_row": True,
        "header_column": True,
        "rows": ROWS,
    }
    bodies = Client().get(f"{address}?format=ninjs").json()["bodies"]
    assert '<th scope="row">Wool</th><td>3 &lt; 4</td>' in bodies[0]["value"]


def test_who_reviews_sees_it(text: Text, author: User, reviewer: User) -> None:
    submission = submit([text.release], by=author)
    client = Client()
    client.force_login(reviewer)
    html = client.get(reverse("admin:releases_submission_change", args=[submission.pk])).content.decode()
    assert "<caption>Wool by year</caption>" in html


def test_a_changed_cell_is_a_change_of_its_row(edition: Edition) -> None:
    other = {**edition.body, "body": [dict(block) for block in edition.body["body"]]}
    other["body"][-1]["rows"] = [ROWS[0], ["Wool", "3 < 4", "6"]]
    changed = [passage for passage in compare(edition.body, other).body if passage.change != "equal"]
    assert [passage.name for passage in changed] == ["row of a table"]
