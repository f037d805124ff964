"""Two kinds of value that Django lacks: words in several languages, and dates known only in part."""

import datetime as dt
import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .languages import LANGUAGES, direction, own_name

_REDUCED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


class _ReadableJSON(json.JSONEncoder):
    """Keeps letters as letters, so that a search in the database finds Cyrillic and Arabic script."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


def validate_words(value: Any) -> None:
    if not isinstance(value, dict) or any(
        tag not in LANGUAGES or not isinstance(words, str) for tag, words in value.items()
    ):
        raise ValidationError(
            _("Words are kept by language: %(languages)s.") % {"languages": ", ".join(LANGUAGES)}, code="words"
        )


class LocalizedWidget(forms.MultiWidget):
    """One input a language, each with its own `lang` and `dir`, labelled with the language's own name."""

    template_name = "admin/widgets/localized.html"

    def __init__(self, *, multiline: bool = False, attrs: dict[str, Any] | None = None) -> None:
        base: type[forms.Widget] = forms.Textarea if multiline else forms.TextInput
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {}
        for tag in LANGUAGES:
            own: dict[str, Any] = {
                "lang": tag,
                "dir": direction(tag),
                "aria-label": own_name(tag),
                "class": "vTextField",
            }
            if multiline:
                own |= {"rows": 3, "class": "vLargeTextField"}
            widgets[tag] = base(attrs={**(attrs or {}), **own})
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[str]:
        words = value if isinstance(value, dict) else {}
        return [words.get(tag, "") for tag in LANGUAGES]


class LocalizedFormField(forms.MultiValueField):
    def __init__(self, *, multiline: bool = False, **options: Any) -> None:
        options.pop("encoder", None)
        options.pop("decoder", None)
        options["widget"] = LocalizedWidget(multiline=multiline)
        fields = [forms.CharField(required=False) for _tag in LANGUAGES]
        super().__init__(fields, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {tag: words.strip() for tag, words in zip(LANGUAGES, data_list, strict=False) if words and words.strip()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        words = initial if isinstance(initial, dict) else {}
        return [words.get(tag, "") for tag in LANGUAGES] != [
            (part or "").strip() for part in (data or [""] * len(LANGUAGES))
        ]


class LocalizedField(models.JSONField):
    """Words by language: `{"en": "Trade", "ru": "Торговля"}`. Languages without words have no key."""

    def __init__(self, *args: Any, multiline: bool = False, **options: Any) -> None:
        self.multiline = multiline
        options["default"] = dict
        options["encoder"] = _ReadableJSON
        super().__init__(*args, **options)
        self.validators = [*self.validators, validate_words]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        options.pop("default", None)
        options.pop("encoder", None)
        if self.multiline:
            options["multiline"] = True
        return name, path, args, options

    def formfield(self, **options: Any) -> Any:
        options.pop("widget", None)
        return models.Field.formfield(
            self, **{"form_class": LocalizedFormField, "multiline": self.multiline, **options}
        )


def validate_reduced_date(value: str) -> None:
    """Refuses what is not a date of the calendar at the precision it states (ISO 8601 reduced, EDTF level 0)."""
    try:
        if not _REDUCED.match(value):
            raise ValueError
        dt.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date. Write 2023, 2023-03 or 2023-03-29, as precisely as it is known."),
            params={"value": value},
            code="reduced_date",
        ) from None


def precision(value: str) -> str:
    """`year`, `month` or `day`: how much of the date is known."""
    return {4: "year", 7: "month", 10: "day"}[len(value)]


def reduced_date(value: str) -> dict[str, str] | None:
    """The shape in an edition: `{"date": "2023-03", "precision": "month"}`; None when nothing is known."""
    return {"date": value, "precision": precision(value)} if value else None


class ReducedDateField(models.CharField):  # type: ignore[type-arg]
    """A date known to the day, the month or the year: `2023-03-29`, `2023-03`, `2023`; empty when unknown.

    Kept as the text itself: it sorts by time, and the precision can never disagree with the date.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options["max_length"] = 10
        options.setdefault("blank", True)
        super().__init__(*args, **options)
        self.validators = [*self.validators, validate_reduced_date]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        options.pop("max_length", None)
        return name, path, args, options

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"help_text": _("2023, 2023-03 or 2023-03-29"), **options})


def reduced_date_check(name: str, field: str) -> models.CheckConstraint:
    """The database's own guard: empty, or one of the three lengths."""
    lengths = models.Q()
    for pattern in ("", "____", "____-__", "____-__-__"):
        lengths |= models.Q(**{f"{field}__shaped": pattern})
    return models.CheckConstraint(condition=lengths, name=name)


@models.CharField.register_lookup
class Shaped(models.Lookup):
    """`field LIKE pattern`, with the pattern taken as it is (`_` stands for one character)."""

    lookup_name = "shaped"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        return f"{left} LIKE {right}", (*left_parameters, *right_parameters)
