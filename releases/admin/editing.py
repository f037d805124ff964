"""Forms of the working copies: who edited, and that nobody overwrites what they have not seen."""

from abc import abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choosing import ChoosesDrafts, KeepsChoices
from .conflicts import Resolves
from .pages import Seen
from .places import place_of
from .presence import others
from .typed import staff


class EditedForm(KeepsChoices):
    """Refuses to save over a change made meanwhile; `Resolves` then shows both, and lets the person choose."""

    seen_edit = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["seen_edit"].initial = self.instance.edited_at.isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_stale(cleaned)
        return cleaned

    def _refuse_stale(self, cleaned: dict[str, Any]) -> None:
        """Holds the row until the save is done: of those who save at once, the second sees what the first has saved."""
        rows = type(self.instance)._default_manager.all()
        if transaction.get_connection().in_atomic_block:
            rows = rows.select_for_update(of=("self",))
        stored = rows.get(pk=self.instance.pk)
        if cleaned.get("seen_edit") != stored.edited_at.isoformat():
            raise ValidationError(
                _("Somebody saved this while you were writing. Your words are still here: compare them."), code="stale"
            )


class Editing(ChoosesDrafts, Resolves, Seen):
    """Saves with the name of who saved; what was ever submitted cannot be deleted."""

    form = EditedForm

    class Media:
        css = {"all": ["desk/keeping.css"]}
        js = ["desk/autosave.js", "desk/presence.js", "desk/arriving.js"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ["seen_edit"], "classes": ["hidden"]})]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        obj = options.get("obj")
        writes = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        context |= (
            self.kept_context(request, obj)
            if writes
            else {"others": others(request, place_of(request, self.model, obj))}
        )
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change and hasattr(obj, "created_by_id"):
            obj.created_by = staff(request)
        obj.edited_by = staff(request)
        super().save_model(request, obj, form, change)
        self.forget_kept(request)

    @abstractmethod
    def was_submitted(self, obj: Any) -> bool:
        """Whether the record refers to it."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not self.was_submitted(obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As the stock admin has it, but what stands in the way is counted and not named: it may be hidden."""
        to_delete, counts, needed, protected = super().get_deleted_objects(objs, request)
        if protected:
            count = len(protected)
            protected = [
                ngettext(
                    "One place in another release refers to it",
                    "%(count)d places in other releases refer to it",
                    count,
                )
                % {"count": count}
            ]
        return to_delete, counts, needed, protected
