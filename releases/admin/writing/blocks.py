"""The blocks of a body as forms: one a kind, in the order in which readers will meet them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.utils import ErrorDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from releases.authoring.languages import direction
from releases.authoring.models import (
    AnswerBlock,
    Block,
    ChartBlock,
    FigureBlock,
    MediaAsset,
    PictureBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
)

from ..choosing import ChoosesDrafts, KeepsChoices
from ..numbers_sent import number_of
from ..rows import RowFormSet, Rows
from ..typed import StackedInline
from .choosing import BlockAutocomplete, Chosen

_WORDS = ("html", "question", "caption", "cells")
_ROWS = {"question": 2, "cells": 6}


class BlockFormSet(RowFormSet):
    """Named after its model: a block's foreign key has no reverse name to take the prefix from."""

    @classmethod
    def get_default_prefix(cls) -> str:
        return cast(type[Block], cls.model).__name__.lower()

    def add_fields(self, form: Any, index: Any) -> None:
        """Words are written in the language of the text, and in its direction."""
        super().add_fields(form, index)
        language = self.instance.language
        for name in _WORDS if language else ():
            if name in form.fields:
                form.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}


class BlockInline(ChoosesDrafts, Rows, StackedInline):
    form = KeepsChoices
    formset = BlockFormSet
    fk_name = "parent"
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            options["widget"] = BlockAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name in {"region", "ordering"}:
            options["widget"] = forms.HiddenInput
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name in _ROWS:
            field.widget.attrs["rows"] = _ROWS[db_field.name]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.template_name = "admin/releases/text/_chosen.html"
        return field


class TextBlockInline(BlockInline):
    model = TextBlock


class QuoteBlockInline(BlockInline):
    model = QuoteBlock
    autocomplete_fields = ("statement",)


class FigureBlockInline(BlockInline):
    model = FigureBlock
    autocomplete_fields = ("observation",)


class ChartBlockInline(BlockInline):
    model = ChartBlock
    autocomplete_fields = ("statistic",)


class PictureBlockInline(BlockInline):
    model = PictureBlock
    autocomplete_fields = ("asset",)


class AnswerBlockInline(BlockInline):
    model = AnswerBlock


class TableBlockInline(BlockInline):
    model = TableBlock


INLINES = (
    TextBlockInline,
    QuoteBlockInline,
    FigureBlockInline,
    ChartBlockInline,
    PictureBlockInline,
    AnswerBlockInline,
    TableBlockInline,
)


@dataclass(frozen=True)
class Kind:
    """What may be put into a body. `prefix` is that of its forms: a map is a picture block that shows a map."""

    key: str
    prefix: str
    label: str
    hint: str


def kinds() -> list[Kind]:
    """In the order of the menu that inserts them."""
    return [
        Kind("text", "textblock", _("Text"), _("Paragraphs, headings, lists and links.")),
        Kind("quote", "quoteblock", _("Quote"), _("The words of a statement, with who said them and when.")),
        Kind("figure", "figureblock", _("Figure"), _("One value of a statistic, large, with its date and source.")),
        Kind("chart", "chartblock", _("Chart"), _("The values of a statistic, drawn and in a table.")),
        Kind("picture", "pictureblock", _("Picture"), _("A photograph, a recording or a document, with its credit.")),
        Kind("map", "pictureblock", _("Map"), _("A map from the library, drawn or uploaded.")),
        Kind("answer", "answerblock", _("Question and answer"), _("Say whether the answer is verbatim or a summary.")),
        Kind("table", "tableblock", _("Table"), _("Words in rows and columns. Paste it from Excel or Word.")),
    ]


@dataclass(frozen=True)
class Shown:
    """One block on the screen; `form` is an InlineAdminForm. `key` is "" for one that is not saved yet."""

    kind: Kind
    form: Any
    prefix: str
    key: str
    removed: bool
    about: str = ""

    @property
    def errors(self) -> ErrorDict:
        errors: ErrorDict = self.form.form.errors
        return errors

    @property
    def summary(self) -> str:
        """What it shows, for a block that is folded away."""
        row = self.form.original
        if row is None:
            return ""
        if isinstance(row, TableBlock):
            return row.caption
        if isinstance(row, AnswerBlock):
            return row.question
        return str(row.get_html_excerpt(14)) if isinstance(row, TextBlock) else ""


def in_order(formsets: Iterable[Any], begins: Chosen) -> list[Shown]:
    """All blocks of a body, from the admin's formsets; those that were typed and not saved among them."""
    found = [_shown(formset, form, begins) for formset in formsets for form in _filled(formset)]
    return sorted(found, key=lambda block: _place(block.form.form["ordering"].value()))


def empty_ones(formsets: Iterable[Any]) -> list[Shown]:
    """One of each kind, to be copied when a block is inserted; none where no block may be added."""
    by_prefix = {formset.formset.prefix: formset for formset in formsets}
    return [
        Shown(kind, form, form.form.prefix, "", removed=False)
        for kind in kinds()
        if (formset := by_prefix.get(kind.prefix)) is not None and formset.has_add_permission
        for form in list(formset)[-1:]
    ]


def _filled(formset: Any) -> Iterator[Any]:
    return (form for form in formset if "__prefix__" not in form.form.prefix)


def _shown(formset: Any, form: Any, begins: Chosen) -> Shown:
    row, prefix = form.original, formset.formset.prefix
    key = "map" if isinstance(row, PictureBlock) and _is_map(row) else ""
    kind = next(kind for kind in kinds() if kind.prefix == prefix and (not key or kind.key == key))
    said = str(form.form["statement"].value() or "") if "statement" in form.form.fields else ""
    saved = f"{prefix}:{row.pk}" if row else ""
    about = begins.get(("Statement", said), "")
    return Shown(kind, form, form.form.prefix, saved, removed=is_removed(form.form), about=about)


def is_removed(form: Any) -> bool:
    """Whether a form says so itself; asking the formset would judge all its fields."""
    field = form.fields.get("DELETE")
    said = (
        field and form.is_bound and field.widget.value_from_datadict(form.data, form.files, form.add_prefix("DELETE"))
    )
    return bool(said)


def _is_map(row: PictureBlock) -> bool:
    return row.asset is not None and row.asset.asset_type == MediaAsset.Type.MAP


def _place(value: Any) -> tuple[int, int]:
    """What was typed may be no number."""
    number = number_of(str(value if value is not None else ""))
    return (1, 0) if number is None else (0, number)


def problems_of(form: Any) -> Iterator[str]:
    """What is wrong with a block that was typed, in words."""
    name = capfirst(str(form._meta.model._meta.verbose_name))
    for field, errors in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        for error in errors:
            yield ": ".join(str(part) for part in (name, label, error) if part)
