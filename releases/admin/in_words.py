"""What a form says where it is only to be read: of words by language the stock admin shows the JSON, and of a number
every digit that the column could hold.
"""

import functools
from collections.abc import Callable
from typing import Any

from babel.numbers import format_decimal
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DecimalField, Field
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from releases.authoring.fields import LocalizedField
from releases.authoring.languages import LANGUAGES, direction, interface_language, own_name

_OURS = (LocalizedField, DecimalField)


def words_by_language(words: dict[str, str]) -> SafeString | str:
    """A line for each language in which there are any, named by the language."""
    rows = [(own_name(tag), tag, direction(tag), words[tag]) for tag in LANGUAGES if words.get(tag)]
    line = '<div><span class="desk-quiet">{}:</span> <bdi lang="{}" dir="{}">{}</bdi></div>'
    return format_html_join("", line, rows) or "-"


@functools.cache
def _shown(field: "Field[Any, Any]") -> Callable[[Any], SafeString | str]:
    def shown(obj: Any) -> SafeString | str:
        value = getattr(obj, field.attname)
        if isinstance(field, LocalizedField):
            return words_by_language(value or {})
        return "-" if value is None else format_decimal(value, locale=interface_language(), decimal_quantization=False)

    shown.__name__ = field.name
    shown.short_description = field.verbose_name  # type: ignore[attr-defined]
    return shown


class InWords:
    """For a ModelAdmin or an inline of the desk."""

    model: Any

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        given = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        if not self._is_read_only(request, obj):
            return given
        return [*given, *(_shown(field) for field in self.model._meta.fields if isinstance(field, _OURS))]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if not self._is_read_only(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": [self._line(line) for line in options["fields"]]})
            for title, options in fieldsets
        ]

    def _is_read_only(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and not self.has_change_permission(request, obj)  # type: ignore[attr-defined]

    def _line(self, line: Any) -> Any:
        return [self._in_words(name) for name in line] if isinstance(line, list | tuple) else self._in_words(line)

    def _in_words(self, name: Any) -> Any:
        try:
            field = self.model._meta.get_field(name) if isinstance(name, str) else None
        except FieldDoesNotExist:
            return name
        return _shown(field) if isinstance(field, _OURS) else name
