"""Forms of the working copies: who edited, and that nobody overwrites what they have not seen."""

from abc import abstractmethod
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choosing import ChoosesDrafts, KeepsChoices
from .pages import Seen
from .typed import staff


class EditedForm(KeepsChoices):
    """Refuses to save over a change made meanwhile: names it, keeps what was typed; saving once more overwrites."""

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
        stored = type(self.instance)._default_manager.select_related("edited_by").get(pk=self.instance.pk)
        current = stored.edited_at.isoformat()
        if cleaned.get("seen_edit") == current:
            return
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("seen_edit")] = current
        self.data = typed
        differing = [
            _("%(field)s, as saved: %(value)s") % {"field": capfirst(str(self.fields[name].label)), "value": value}
            for name, value in self._saved(stored).items()
            if self.fields[name].has_changed(value, self[name].value())
        ]
        said = _(
            "%(who)s saved this at %(at)s, while you were writing. Your words are still here. "
            "Compare, then save again to replace theirs."
        ) % {"who": stored.edited_by, "at": f"{timezone.localtime(stored.edited_at):%H:%M:%S}"}
        raise ValidationError([said, *differing], code="stale")

    def _saved(self, stored: Any) -> dict[str, Any]:
        values = forms.models.model_to_dict(stored, fields=list(self.fields))
        return {name: value for name, value in values.items() if not isinstance(value, list)}


class Editing(ChoosesDrafts, Seen):
    """Saves with the name of who saved; what was ever submitted cannot be deleted."""

    form = EditedForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ["seen_edit"], "classes": ["hidden"]})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change and hasattr(obj, "created_by_id"):
            obj.created_by = staff(request)
        obj.edited_by = staff(request)
        super().save_model(request, obj, form, change)

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
