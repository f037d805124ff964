"""Choosing a release, or a figure of one, without learning the title of a draft that is not one's to see."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from releases.authoring.models import KIND_MODELS, Observation, Release, Text, User

from . import looking, sight
from .offering import Offered
from .picking import Picks, may_be_key
from .typed import ModelChoiceField, ModelForm, staff

DRAFTS: tuple[type[models.Model], ...] = (Release, Observation, *KIND_MODELS.values())


class DraftChoiceField(ModelChoiceField):
    """What may be seen or is public; what is chosen already stays valid, under a name that gives nothing away."""

    def __init__(self, queryset: Any, *, user: User, drafts_only: bool = False, **options: Any) -> None:
        self.everything = sight.citable(user, queryset.model)
        self.offered = Q(is_seen=True) if drafts_only else sight.MAY_CITE
        super().__init__(self.everything.filter(self.offered), **options)

    def keep(self, key: int | None) -> None:
        """Lets the present value pass, whoever may see it."""
        if key is not None:
            self.queryset = self.everything.filter(self.offered | Q(pk=key))

    def to_python(self, value: Any) -> Any:
        is_sent = isinstance(value, str) and value not in self.empty_values
        if is_sent and not may_be_key(value, self.everything.model):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)

    def label_from_instance(self, obj: Any) -> str:
        return sight.label_of(obj) or sight.hidden_label()


class KeepsChoices(ModelForm):
    """A form whose choices of drafts keep what they have."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, DraftChoiceField):
                field.keep(getattr(self.instance, f"{name}_id", None))


class ChoosesDrafts(Picks):
    """For a ModelAdmin or an inline: its foreign keys to drafts become `DraftChoiceField`s."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.remote_field.model in DRAFTS:
            options |= {
                "form_class": DraftChoiceField,
                "queryset": db_field.remote_field.model._default_manager.all(),
                "user": staff(request),
                "drafts_only": db_field.model is Text,
            }
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Beside a choice there is no button that deletes what was chosen."""
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]
        if isinstance(field, DraftChoiceField) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class DeskAutocomplete(AutocompleteJsonView):
    """The stock view, with the same rule and the same labels as the fields."""

    def get_queryset(self) -> Any:
        model = self.model_admin.model
        if model not in DRAFTS:
            return super().get_queryset()
        return sight.offered(staff(self.request), model, drafts_only=self.source_field.model is Text)

    def get_paginator(self, queryset: Any, per_page: int, *args: Any, **options: Any) -> Any:
        if self.model_admin.model not in DRAFTS:
            return super().get_paginator(queryset, per_page, *args, **options)
        return Offered(queryset, per_page, term=self.term)

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        if isinstance(obj, Remark):
            return {"id": None, "text": obj.words, "disabled": True}
        if type(obj) not in DRAFTS:
            return super().serialize_result(obj, to_field_name)
        return {"id": str(getattr(obj, to_field_name)), "text": sight.label_of(obj)}

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context = super().get_context_data(**options)
        shown = [row for row in context["object_list"] if type(row) not in DRAFTS or sight.label_of(row)]
        offered = context["paginator"]
        if isinstance(offered, Offered) and offered.is_cut and not context["page_obj"].has_next():
            shown.append(Remark(_further_back()))
        return {**context, "object_list": shown}


@dataclass(frozen=True)
class Remark:
    """Stands below what was found, and cannot be chosen."""

    words: str


def _further_back() -> str:
    said = _("Older than the newest %(count)d: type the beginnings of words, an address or a permanent id.")
    return said % {"count": looking.LOOKED_AT}
