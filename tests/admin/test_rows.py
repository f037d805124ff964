"""A form is laid out for the rows that were sent, whatever number stands beside them.

Seen to fail: with Django's own formset the first answer has 69 MB and takes a minute.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from releases.admin.rows import MOST_ROWS, RowFormSet
from releases.authoring.models import Statement, TextBlock, User
from tests.admin.forms import errors_of, filled
from tests.clock import Clock
from tests.factories import make_mission, make_release

Desk = Callable[[User], Client]


@pytest.fixture
def statement(clock: Clock, author: User) -> Statement:
    make_mission(id=1)
    statement: Statement = make_release("statement", by=author, html="<p>Quiet.</p>")
    return statement


@pytest.fixture
def page(statement: Statement) -> str:
    return reverse("admin:releases_text_change", args=[statement.texts.get().pk])


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (100_000, f"at most {MOST_ROWS} rows of a kind"),
        (MOST_ROWS, f"Of {MOST_ROWS} rows only 1 arrived, and nothing was saved"),
    ],
)
def test_a_number_of_rows_that_were_never_sent_lays_out_none_and_says_so(
    desk: Desk, page: str, statement: Statement, author: User, total: int, said: str
) -> None:
    client = desk(author)
    whole = client.get(page)
    form = filled(whole, "kept_window", title="Typed", _save="1")
    counts = [name for name in form if name.endswith("-TOTAL_FORMS")]
    assert len(counts) == 7
    refused = client.post(page, form | dict.fromkeys(counts, total) | {"textblock-150-html": "<p>Far off.</p>"})
    assert said in errors_of(refused)
    assert len(refused.content) < 2 * len(whole.content)
    assert statement.texts.get().title != "Typed"

    again = filled(refused, "kept_window", _save="1")
    assert (again["title"], again["textblock-TOTAL_FORMS"]) == (["Typed"], ["1"])
    assert client.post(page, again).status_code == 302
    assert (statement.texts.get().title, TextBlock.objects.count()) == ("Typed", 1)


def test_rows_that_are_sent_are_taken_up_to_what_a_form_holds(desk: Desk, page: str, author: User) -> None:
    client = desk(author)
    form = filled(client.get(page), "kept_window", _save="1")
    for number in range(1, 121):
        row = {"html": f"<p>{number}</p>", "region": "body", "ordering": 10 * number, "id": ""}
        form |= {f"textblock-{number}-{name}": value for name, value in row.items()}
    assert client.post(page, form | {"textblock-TOTAL_FORMS": 121}).status_code == 302
    assert TextBlock.objects.count() == 121


def test_every_form_of_the_desk_counts_its_rows_so(client: Client, administrator: User) -> None:
    inlines: list[Any] = [inline for one in admin.site._registry.values() for inline in one.inlines]
    assert len(inlines) > 10
    assert [inline for inline in inlines if not issubclass(inline.formset, RowFormSet)] == []


@pytest.mark.parametrize("total", ["", "many"])
def test_rows_are_shown_and_kept_where_their_number_cannot_be_read(
    desk: Desk, page: str, statement: Statement, author: User, total: str
) -> None:
    client = desk(author)
    form = filled(client.get(page), "kept_window", title="", _save="1")
    typed = {"textblock-0-html": "<p>Typed in a hurry.</p>", "textblock-TOTAL_FORMS": total}
    refused = client.post(page, form | typed)
    assert errors_of(refused)
    again = filled(refused, "kept_window", title="Typed", _save="1")
    assert (again["textblock-TOTAL_FORMS"], again["textblock-0-html"]) == (["1"], [typed["textblock-0-html"]])
    assert client.post(page, again).status_code == 302
    assert [row.html for row in TextBlock.objects.all()] == ["<p>Typed in a hurry.</p>"]


def test_rows_are_kept_where_their_number_is_below_none(
    desk: Desk, page: str, author: User, statement: Statement
) -> None:
    client = desk(author)
    form = filled(client.get(page), "kept_window", title="Typed", _save="1")
    typed = {"textblock-0-html": "<p>Typed in a hurry.</p>", "textblock-TOTAL_FORMS": "-5"}
    assert client.post(page, form | typed).status_code == 302
    assert [row.html for row in TextBlock.objects.all()] == ["<p>Typed in a hurry.</p>"]
