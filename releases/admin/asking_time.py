"""A planned time that is odd is asked about once: what is wrong with it is told, and a box says that it is meant so."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.editions.hours import oddities


class AsksAboutTime(forms.Form):
    """For a form with a field `at`. The box `meant` is there only where there is something to ask."""

    meant = forms.BooleanField(label=gettext_lazy("The time is meant so"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_bound:
            del self.fields["meant"]

    def ask_about(self, at: dt.datetime | None, contents: Iterable[Mapping[str, Any]] = ()) -> None:
        """To be called by `clean`, with the time where one is planned."""
        odd = oddities(at, contents) if at is not None else {}
        meant = self.cleaned_data.pop("meant", False)
        if not odd:
            self.fields.pop("meant", None)
        elif not meant:
            self.add_error("meant", [*odd.values(), _("Choose another time, or say that it is meant so.")])
