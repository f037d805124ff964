"""Tables of a body: rows of plain words, typed as a grid or pasted from a spreadsheet."""

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200, 20, 1000
Rows = list[list[str]]


def read_table(text: str) -> Rows:
    """Tab-separated lines, as spreadsheets copy them, as rows of one length; spaces and line ends become one space."""
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=False))
    except csv.Error:
        rows = [line.split("\t") for line in text.splitlines()]
    return squared([[" ".join(cell.replace("\0", "").split()) for cell in row] for row in rows])


def squared(rows: Rows) -> Rows:
    """Filled up to one length, without empty rows and columns at the end."""
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    width = max((column for row in rows for column, cell in enumerate(row, start=1) if cell), default=0)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


def write_table(rows: Rows) -> str:
    """The same as tab-separated lines."""
    written = io.StringIO()
    csv.writer(written, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return written.getvalue().rstrip("\n")


def validate_table(value: Any) -> None:
    """Rows of one length, each cell a text; within the limits."""
    fits = isinstance(value, list) and all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in value
    )
    if not fits or len({len(row) for row in value}) > 1:
        raise ValidationError(_("A table has rows of one length, and each cell is a text."), code="table")
    if len(value) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in value):
        raise ValidationError(
            _("A table has at most %(rows)d rows and %(columns)d columns. Give the rest as a document."),
            code="table_size",
            params={"rows": MOST_ROWS, "columns": MOST_COLUMNS},
        )
    if any(len(cell) > LONGEST_CELL for row in value for cell in row):
        raise ValidationError(
            _("A cell of a table has at most %(count)d characters. Put longer words into the text."),
            code="table_cell",
            params={"count": LONGEST_CELL},
        )


class TableFormField(forms.CharField):
    """Tab-separated lines in a text area, which a script shows as a grid."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.pop("encoder", None)
        options.pop("decoder", None)
        super().__init__(**{**options, "strip": False})

    def prepare_value(self, value: Any) -> Any:
        return write_table(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, list) else read_table(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class TableField(models.JSONField):
    """`[["", "2028", "2029"], ["Trade", "1", "2"]]`; the empty list of a table that is not filled in yet."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options |= {"default": list, "blank": True}
        super().__init__(*args, **options)
        self.validators = [*self.validators, validate_table]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        options.pop("default", None)
        options.pop("blank", None)
        return name, path, args, options

    def formfield(self, **options: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": TableFormField, **options})


@models.JSONField.register_lookup
class JsonType(models.Lookup):
    """`array`, `object`, …: the type of the whole document."""

    lookup_name = "json_type"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        function = "jsonb_typeof" if connection.vendor == "postgresql" else "json_type"
        return f"{function}({left}) = {right}", (*left_parameters, *right_parameters)
