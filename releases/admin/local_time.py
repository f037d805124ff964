"""The desk reads and writes times in the mission's zone."""

import datetime as dt
import zoneinfo
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import isolated
from releases.authoring.models import Mission
from releases.editions.moments import parse_moment
from releases.errors import BadMoment

from .clocks import offset


def mission_zone() -> str:
    """The name of the mission's zone; UTC before there is a mission. One query."""
    return Mission.objects.values_list("time_zone", flat=True).first() or "UTC"


class DeskZoneMiddleware:
    """Activates the mission's zone below /admin/, for all that is shown and typed there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(mission_zone())):
            return self.get_response(request)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"


class MomentField(forms.CharField):
    """A local time in the mission's zone, or with an offset of its own; an aware datetime in UTC when clean.

    A time that does not exist, or exists twice, is an error of the field. One query.
    """

    widget = MomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": _("In the mission’s time zone."), **options})

    def clean(self, value: Any) -> dt.datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_moment(text, mission_zone())
        except BadMoment as error:
            if error.code == "ambiguous_time":
                # A picker cannot say which of the two is meant; a line of text can.
                self.widget.input_type = "text"
            raise ValidationError(error.message, code=error.code) from None


def in_words(moment: dt.datetime) -> str:
    """`2027-03-28 09:30:00 (UTC+5)`, in the mission's zone, for messages. One query."""
    local = moment.astimezone(zoneinfo.ZoneInfo(mission_zone()))
    return isolated(f"{local:%Y-%m-%d %H:%M:%S} ({offset(local)})")
