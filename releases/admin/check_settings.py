"""What the mission decides of the checks, and the numbers that authors marked as no statistics."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.checks.known import CHECKS
from releases.authoring.models import CheckSetting, NumberMark, Text
from releases.authoring.visibility import texts_seen_by

from .pages import Seen
from .rows import Rows
from .typed import ModelForm, StackedInline, staff


def checks_to_choose() -> list[tuple[str, str]]:
    """Each by its title and how serious it comes."""
    comes = {"error": _("comes as an error"), "warning": _("comes as a warning")}
    rows = [(one.id, f"{one.title} ({comes[one.severity]}): {one.id}") for one in CHECKS.values()]
    return [("", "---------"), *sorted(rows, key=lambda row: row[1])]


class CheckSettingForm(ModelForm):
    code = forms.ChoiceField(label=gettext_lazy("Check"))

    class Meta:
        model = CheckSetting
        fields = ("code", "level", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = self.instance.code
        # A check that there is no more keeps its row until somebody takes it away.
        gone = [(kept, kept)] if kept and kept not in CHECKS else []
        self.fields["code"].choices = [*checks_to_choose(), *gone]  # type: ignore[attr-defined]


class CheckSettingInline(Rows, StackedInline):
    """In force from the next submission on; each submission and the journal keep what was in force."""

    model = CheckSetting
    form = CheckSettingForm
    extra = 0
    fields = (("code", "level"), "reason")


@admin.register(NumberMark)
class NumberMarkAdmin(Seen):
    """A number of a text that is no statistic. A finding leads here, with text and number filled in."""

    list_display = ("passage", "text", "reason", "marked_by", "marked_at")
    list_select_related = ("text", "marked_by")
    search_fields = ("passage", "reason")
    autocomplete_fields = ("text",)
    fields = ("text", "passage", "reason")

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = texts_seen_by(staff(request), Text.objects.all())
        return super().get_queryset(request).filter(text__in=seen)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Another's text is no choice, as if there were none."""
        if db_field.name == "text":
            options["queryset"] = texts_seen_by(staff(request), Text.objects.all())
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.marked_by = staff(request)
        super().save_model(request, obj, form, change)
