"""What a form holds, as a browser would send it: of what is typed and of what is saved, so that the two compare.

Nothing here reads or writes a row, save for the choices that an unbound form shows.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django_prose_editor.widgets import ProseEditorWidget

from releases.authoring.cleaning import clean_html

Fields = dict[str, dict[str, list[str]]]
"""By field, what is sent for it: `{"venues": {"venues_0": ["Strelsau"], …}}`."""

_SPACES = re.compile(r"\r\n?")
_NOT_KEPT = {"csrfmiddlewaretoken", "kept_window"}
# They say where a row stands and to what it belongs; the order of the blocks is merged by itself.
_STRUCTURE = {"id", "parent", "region", "ordering", "DELETE"}
_MOST_ROWS = 1000


@dataclass
class Row:
    """One form of a formset. `pk` is empty for one that was never saved."""

    pk: str
    fields: Fields = field(default_factory=dict)
    ordering: int = 0
    is_deleted: bool = False

    def said(self) -> Fields:
        return {name: values for name, values in self.fields.items() if name not in _STRUCTURE}


@dataclass
class State:
    """All that a form and its formsets hold. Rows by prefix, each under its key: its pk, or `+0`, `+1`, … when new."""

    fields: Fields
    rows: dict[str, dict[str, Row]]

    def dumped(self) -> str:
        rows = {
            prefix: {key: [row.pk, row.fields, row.ordering] for key, row in found.items()}
            for prefix, found in self.rows.items()
        }
        return json.dumps([self.fields, rows], ensure_ascii=False)

    @classmethod
    def loaded(cls, dumped: str) -> "State | None":
        if not dumped:
            return None
        fields, rows = json.loads(dumped)
        return cls(
            fields,
            {
                prefix: {key: Row(pk, said, place) for key, (pk, said, place) in found.items()}
                for prefix, found in rows.items()
            },
        )


def kept(data: QueryDict) -> str:
    """The fields as they are kept: without the token, the buttons and what is the window's own."""
    pairs = [
        [name, values] for name, values in data.lists() if name not in _NOT_KEPT and not name.startswith(("_", "desk_"))
    ]
    return json.dumps(pairs, ensure_ascii=False)


def taken_up(dumped: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in json.loads(dumped):
        data.setlist(name, [str(value) for value in values])
    return data


def typed(form: Any, formsets: list[Any], data: Mapping[str, Any]) -> State:
    """What was typed into the forms, whether or not it is valid. They may be bound or not: `data` counts."""
    return State(
        {name: _typed(one.widget, name, data) for name, one in form.fields.items() if _counts(one)},
        {formset.prefix: dict(_typed_rows(formset, data)) for formset in formsets},
    )


def saved(form: Any, formsets: list[Any]) -> State:
    """What unbound forms show."""
    return State(_shown(form), {formset.prefix: dict(_saved_rows(formset)) for formset in formsets})


def as_sent(state: State, saved_keys: Mapping[str, list[str]], rest: Mapping[str, list[str]]) -> QueryDict:
    """As a browser would send it. `saved_keys` are the rows that exist, by prefix in the order of their formset;
    `rest` is sent besides."""
    data = QueryDict(mutable=True)
    for name, values in rest.items():
        data.setlist(name, list(values))
    for sent in state.fields.values():
        _put(data, "", sent)
    for prefix, rows in state.rows.items():
        existing = [key for key in saved_keys.get(prefix, []) if key in rows]
        added = [key for key in rows if key not in existing]
        for index, key in enumerate((*existing, *added)):
            _put_row(data, f"{prefix}-{index}-", rows[key], is_saved=key in existing)
        data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(existing))
        data[f"{prefix}-MIN_NUM_FORMS"], data[f"{prefix}-MAX_NUM_FORMS"] = "0", "1000"
    return data


def same(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    """Whether two sides say the same: an empty value and none are alike."""

    def filled(sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
        return {name: values for name, values in sent.items() if any(values)}

    return filled(one) == filled(other)


def _put(data: QueryDict, prefix: str, sent: Mapping[str, list[str]]) -> None:
    for name, values in sent.items():
        data.setlist(f"{prefix}{name}", values)


def _put_row(data: QueryDict, prefix: str, row: Row, *, is_saved: bool) -> None:
    for name, sent in row.fields.items():
        if name not in {"id", "DELETE", "ordering"}:
            _put(data, prefix, sent)
    data[f"{prefix}id"] = row.pk if is_saved else ""
    if "ordering" in row.fields:
        data[f"{prefix}ordering"] = str(row.ordering)
    if row.is_deleted:
        data[f"{prefix}DELETE"] = "on"


def _counts(one: Any) -> bool:
    return not isinstance(one, forms.FileField) and not isinstance(one.widget, forms.HiddenInput)


def _row_fields(form: Any) -> Iterator[tuple[str, Any]]:
    """Hidden ones too: where a block stands is hidden, and so may be what it holds."""
    for name, one in form.fields.items():
        if name != "id" and not isinstance(one, forms.FileField | InlineForeignKeyField):
            yield name, one


def _plain(widget: Any) -> Any:
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def _cleaned(widget: Any, value: str) -> str:
    value = _SPACES.sub("\n", value)
    return clean_html(value) if isinstance(widget, ProseEditorWidget) else value


def _names(widget: Any, name: str) -> Iterator[tuple[Any, str]]:
    """The plain widgets inside one, each with the name under which it is sent."""
    widget = _plain(widget)
    if not isinstance(widget, forms.MultiWidget):
        yield widget, name
        return
    for suffix, part in _parts(widget):
        yield from _names(part, name + suffix)


def _parts(widget: Any) -> list[tuple[str, Any]]:
    return list(zip(widget.widgets_names, widget.widgets, strict=True))


def _typed(widget: Any, name: str, data: Any, prefix: str = "") -> dict[str, list[str]]:
    return {
        sent: [_cleaned(part, str(value)) for value in data.getlist(prefix + sent)]
        for part, sent in _names(widget, name)
        if prefix + sent in data
    }


def _sent(widget: Any, name: str, value: Any) -> dict[str, list[str]]:
    widget = _plain(widget)
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        sent: dict[str, list[str]] = {}
        for (suffix, part), inner in zip(_parts(widget), parts or [], strict=False):
            sent |= _sent(part, name + suffix, inner)
        return sent
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    formatted = widget.format_value(value)
    values = formatted if isinstance(formatted, list | tuple) else [formatted]
    return {name: [_cleaned(widget, "" if one is None else str(one)) for one in values]} if values else {}


def _shown(form: Any) -> Fields:
    return {name: _sent(one.widget, name, form[name].value()) for name, one in form.fields.items() if _counts(one)}


def _saved_rows(formset: Any) -> Iterator[tuple[str, Row]]:
    for form in formset.initial_forms:
        pk = str(form.instance.pk)
        fields = {name: _sent(one.widget, name, form[name].value()) for name, one in _row_fields(form)}
        yield pk, Row(pk, fields, getattr(form.instance, "ordering", 0))


def _typed_rows(formset: Any, data: Any) -> Iterator[tuple[str, Row]]:
    total = data.get(f"{formset.prefix}-TOTAL_FORMS", "0")
    fields = dict(_row_fields(formset.empty_form))
    for index in range(min(int(total[:9]), _MOST_ROWS) if total.isdecimal() else 0):
        prefix = f"{formset.prefix}-{index}-"
        pk, place = data.get(f"{prefix}id", ""), data.get(f"{prefix}ordering", "0")
        row = Row(
            pk if pk.isdecimal() else "",
            {name: _typed(one.widget, name, data, prefix) for name, one in fields.items()},
            int(place[:9]) if re.fullmatch(r"-?[0-9]+", place) else 0,
            bool(data.get(f"{prefix}DELETE")),
        )
        if row.pk or (not row.is_deleted and any(any(map(any, sent.values())) for sent in row.fields.values())):
            yield row.pk or f"+{index}", row
