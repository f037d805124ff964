"""The mission: one row, and each time it is saved the record takes it in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.models import Mission
from releases.editions import acts
from releases.errors import PressOfficeError

from .local_time import in_words
from .pages import Seen
from .typed import ModelForm, staff


class MissionForm(ModelForm):
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    refused: PressOfficeError | None = None

    class Meta:
        model = Mission
        exclude = ()

    def clean(self) -> dict[str, Any]:
        if self.refused is not None:
            self.add_error(None, [self.refused.message, *self.refused.problems])
        return super().clean() or self.cleaned_data


@admin.register(Mission)
class MissionAdmin(Seen):
    form = MissionForm
    fieldsets = (
        (None, {"fields": ("names", "short_names", "taglines", "abouts", ("home_state", "host_state"))}),
        (
            gettext_lazy("Languages and times"),
            {"fields": ("languages", "source_language", ("time_zone", "capital_time_zone"))},
        ),
        (
            gettext_lazy("Press contact"),
            {"fields": (("press_email", "press_phone"), "press_hours", "addresses")},
        ),
        (gettext_lazy("Appearance"), {"fields": (("colour", "accent_colour"),)}),
        (gettext_lazy("At the desk"), {"fields": ("authors_read_all_drafts",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Mission.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        mission = Mission.objects.first()
        if mission is None or not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:releases_mission_change", args=[mission.pk]))

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """A refusal of the act undoes the save, and comes back as an error of the form."""
        try:
            return super().changeform_view(request, *args, **options)
        except PressOfficeError as refused:
            request.refused = refused  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **options)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002  Django's signature
        form = super().get_form(request, obj, change=change, **options)
        form.refused = getattr(request, "refused", None)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)
        imprint = acts.publish_imprint(mission=obj, by=staff(request))
        self.message_user(
            request,
            _("Readers see the mission’s details as they are now from %(at)s on.")
            % {"at": in_words(imprint.public_from)},
            messages.SUCCESS,
        )
