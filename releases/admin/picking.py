"""Fields that search for a row, and what they show of a key that a row cannot have."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from .typed import ModelMultipleChoiceField


def may_be_key(value: Any, model: Any) -> bool:
    """Whether a row could have it: `pk__in` fails at what is no number, and at one that no column holds."""
    key = model._meta.pk
    while key.is_relation:  # of a kind of release, that of the release
        key = key.target_field
    try:
        key.run_validators(key.to_python(value))
    except ValidationError:
        return False
    return True


class RowsField(ModelMultipleChoiceField):
    """The stock field asks the database for whatever was sent; SQLite fails at a number that it cannot hold."""

    def clean(self, value: Any) -> Any:
        rows: Any = self.queryset  # the stubs have None, which a form never has
        for key in value if isinstance(value, list | tuple) else ():
            if not may_be_key(key, rows.model):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super().clean(value)


class OfKeys:
    """For a widget of autocompletion: shown again beside its error, a field leaves out what was no key."""

    field: Any

    def optgroups(self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None) -> Any:
        model = self.field.remote_field.model
        keys = [key for key in value if may_be_key(key, model)]
        return super().optgroups(name, keys, attrs)  # type: ignore[misc]


class Picker(OfKeys, AutocompleteSelect):
    pass


class PickerOfMany(OfKeys, AutocompleteSelectMultiple):
    pass


class Picks:
    """For a ModelAdmin or an inline: its `autocomplete_fields` are pickers."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        self._pick(Picker, db_field, request, options)
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        self._pick(PickerOfMany, db_field, request, options)
        options.setdefault("form_class", RowsField)
        return super().formfield_for_manytomany(db_field, request, **options)  # type: ignore[misc]

    def _pick(self: Any, widget: Any, db_field: Any, request: HttpRequest, options: dict[str, Any]) -> None:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", widget(db_field, self.admin_site, using=options.get("using")))
