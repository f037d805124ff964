"""Tables as spreadsheets copy them: read, written, and kept as rows of one length."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from releases.authoring.models import TableBlock, User
from releases.authoring.tables import MOST_ROWS, TableFormField, read_table, squared, validate_table, write_table
from tests.factories import make_release

_CELLS = st.text(alphabet='ab "\t\n\r,;اд', max_size=8)


def test_what_excel_copies() -> None:
    assert read_table('Year\tWool\r\n2028\t"1,5\nmillion"\r\n2029\t2\r\n') == [
        ["Year", "Wool"],
        ["2028", "1,5 million"],
        ["2029", "2"],
    ]


def test_short_rows_are_filled_up_and_empty_ends_cut_off() -> None:
    assert read_table("a\tb\t\nc\n\t\n") == [["a", "b"], ["c", ""]]
    assert read_table(" \t\n") == []


def test_an_open_quotation_mark_loses_nothing() -> None:
    assert read_table('"Said he\tand left') == [["Said he and left"]]
    assert write_table([['"Said" he']]) == '"""Said"" he"'


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_as_the_same(rows: list[list[str]]) -> None:
    kept = squared([[" ".join(cell.split()) for cell in row] for row in rows])
    assert read_table(write_table(kept)) == kept


@pytest.mark.parametrize("value", [{}, "a", [["a"], ["b", "c"]], [["a", 1]], [["a"]] * (MOST_ROWS + 1), [["a" * 1001]]])
def test_what_is_no_table_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        validate_table(value)


def test_a_form_shows_lines_and_takes_lines() -> None:
    field = TableFormField(required=False)
    assert field.prepare_value([["a", "b"]]) == "a\tb"
    assert field.clean("a\tb") == [["a", "b"]]
    assert not field.has_changed([["a", "b"]], "a\tb\n")


def test_the_database_keeps_rows_and_nothing_else(author: User) -> None:
    text = make_release("briefing", by=author).texts.get()
    block = TableBlock.objects.create(parent=text, cells=[["a"]])
    with pytest.raises(IntegrityError), transaction.atomic():
        TableBlock.objects.filter(pk=block.pk).update(cells={"a": 1})
