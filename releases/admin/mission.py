"""The mission: one row, and each time it is saved the record takes it in."""

import re
import zoneinfo
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import DateTimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.languages import interface_language
from releases.authoring.models import DutyOfficer, Mission
from releases.editions import acts
from releases.errors import PressOfficeError

from . import moments, office_hours
from .check_settings import CheckSettingInline
from .clocks import offset
from .local_time import in_words
from .pages import Seen
from .rows import Rows
from .typed import ModelForm, StackedInline, staff

_STATE = re.compile(r"[A-Z]{2}")
# CLDR names them too: unions, what is unknown, and codes for tests of programs.
_NO_STATES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
_REGIONS = {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def states() -> list[tuple[str, str]]:
    """ISO 3166 codes with their names in the language of the desk, by name."""
    names = Locale.parse(interface_language()).territories
    found = [(code, name) for code, name in names.items() if _STATE.fullmatch(code) and code not in _NO_STATES]
    return [("", "---------"), *sorted(found, key=lambda row: row[1])]


def time_zones() -> list[tuple[str, str]]:
    """Those of a place, from west to east, each with how far it is from UTC now."""
    now = timezone.now()
    found = []
    for name in sorted(zoneinfo.available_timezones()):
        if name.partition("/")[0] in _REGIONS:
            local = now.astimezone(zoneinfo.ZoneInfo(name))
            found.append((local.utcoffset(), name, f"{offset(local)} {name.replace('_', ' ')}"))
    return [("UTC", "UTC"), *((name, words) for _away, name, words in sorted(found))]


class MissionForm(ModelForm):
    home_state = forms.ChoiceField(label=gettext_lazy("Home state"), choices=states)
    host_state = forms.ChoiceField(label=gettext_lazy("Host state"), choices=states)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the mission"), choices=time_zones)
    capital_time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the capital"), choices=time_zones)
    office_days = office_hours.WorkingDaysField(label=office_hours.DAYS_LABEL)
    office_from = office_hours.HourField(label=office_hours.FROM_LABEL)
    office_until = office_hours.HourField(label=office_hours.UNTIL_LABEL)
    holidays = office_hours.HolidaysField(label=office_hours.HOLIDAYS_LABEL, help_text=office_hours.HOLIDAYS_HELP)
    refused: PressOfficeError | None = None

    class Meta:
        model = Mission
        exclude = ()

    def clean(self) -> dict[str, Any]:
        if self.refused is not None:
            self.add_error(None, [self.refused.message, *self.refused.problems])
        return super().clean() or self.cleaned_data


class TagsField(forms.CharField):
    """Language tags in one line; a list when clean."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [tag for tag in re.split(r"[\s,،;]+", value or "") if tag]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class DutyForm(ModelForm):
    languages = TagsField(
        label=gettext_lazy("Languages spoken"),
        required=False,
        help_text=gettext_lazy("Tags, such as: en, kk, ru, ur. Readers see the names of the languages."),
    )

    class Meta:
        model = DutyOfficer
        fields = ("names", "phone", "email", "languages", "hours", "duty_from", "duty_until", "position")


class DutyInline(Rows, StackedInline):
    """The roster. It reaches readers when the mission is saved."""

    model = DutyOfficer
    form = DutyForm
    formfield_overrides = {DateTimeField: moments.IN_FORMS}
    extra = 0
    fields = ("names", ("phone", "email"), "languages", "hours", ("duty_from", "duty_until"), "position")


@admin.register(Mission)
class MissionAdmin(Seen):
    form = MissionForm
    inlines = (DutyInline, CheckSettingInline)
    fieldsets = (
        (None, {"fields": ("names", "short_names", "taglines", "abouts", ("home_state", "host_state"))}),
        (
            gettext_lazy("Languages and times"),
            {"fields": ("languages", "source_language", ("time_zone", "capital_time_zone"))},
        ),
        (
            gettext_lazy("Office hours"),
            {
                "fields": ("office_days", ("office_from", "office_until"), "holidays"),
                "description": gettext_lazy(
                    "In the mission’s time zone. Whoever plans something for a time outside of them is asked again."
                ),
            },
        ),
        (gettext_lazy("Large numbers"), {"fields": (("english_numbers", "urdu_numbers"),)}),
        (
            gettext_lazy("Press contact"),
            {"fields": (("press_email", "press_phone"), "press_hours", "addresses")},
        ),
        (gettext_lazy("Appearance"), {"fields": (("colour", "accent_colour"),)}),
        (gettext_lazy("At the desk"), {"fields": ("authors_read_all_drafts", "urgent_publication")}),
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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Publishes, once the roster is saved too."""
        super().save_related(request, form, formsets, change)
        imprint = acts.publish_imprint(mission=form.instance, by=staff(request))
        self.message_user(
            request,
            _("Readers see the mission’s details as they are now from %(at)s on.")
            % {"at": in_words(imprint.public_from)},
            messages.SUCCESS,
        )
