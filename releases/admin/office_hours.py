"""The mission's office hours, as its form asks for them: days of the week, and holidays one a line."""

import re
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import interface_language

_YEARLY = re.compile(r"\d\d-\d\d\Z")


def days_of_the_week() -> list[tuple[int, str]]:
    """By the number that ISO 8601 gives them, Monday first."""
    names = Locale.parse(interface_language()).days["stand-alone"]["wide"]
    return [(day, str(names[day - 1])) for day in range(1, 8)]


class WorkingDaysField(forms.TypedMultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=days_of_the_week, coerce=int, widget=forms.CheckboxSelectMultiple, **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(day) for day in initial or []} != {str(day) for day in data or []}


class HourField(forms.TimeField):
    """A time of day to the minute."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **options)


class HolidaysField(forms.CharField):
    """A list when clean: `2030-03-22`, and `--03-22` for one of every year."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "dir": "ltr", "class": "vLargeTextField"})
        super().__init__(required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(day.removeprefix("--") for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        days = re.split(r"[\s,،;]+", (value or "").strip())
        return sorted({f"--{day}" if _YEARLY.match(day) else day for day in days if day})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != sorted(initial or []))


DAYS_LABEL, HOLIDAYS_LABEL = _("Days on which it is open"), _("Holidays")
FROM_LABEL, UNTIL_LABEL = _("Open from"), _("Open until")
HOLIDAYS_HELP = _("One a line: 2030-03-22, or 03-22 for one of every year.")
