"""Forms of the acts on a partner's keys. Their cleaned data are the acts' arguments."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring.languages import LANGUAGES, own_name
from releases.authoring.releases import Kind
from releases.partners.models import Key, validate_networks

from .local_time import MomentField


class GiveForm(forms.Form):
    act = "give"
    title = gettext_lazy("Give a key")
    name = forms.CharField(
        label=gettext_lazy("name"), max_length=100, help_text=gettext_lazy("What it is for, such as: wire import.")
    )
    lead_minutes = forms.IntegerField(
        label=gettext_lazy("embargo lead in minutes"),
        min_value=0,
        max_value=60 * 24 * 365,
        initial=0,
        help_text=gettext_lazy("How long before its opening it reads what is embargoed."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Empty: all. Bounds the lead."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"),
        choices=[(language, own_name(language)) for language in LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Empty: all. Bounds the lead."),
    )
    networks = forms.CharField(
        label=gettext_lazy("networks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=gettext_lazy("One a line. From which addresses it may be used. Empty: from anywhere."),
    )
    webhooks = forms.BooleanField(
        label=gettext_lazy("webhooks"),
        required=False,
        help_text=gettext_lazy("It may set up where the partner is told of changes."),
    )
    expires_at = MomentField(
        label=gettext_lazy("expires at"),
        required=False,
        help_text=gettext_lazy("In the mission’s time zone. Empty: never."),
    )

    def clean_networks(self) -> list[str]:
        networks = self.cleaned_data["networks"].split()
        validate_networks(networks)
        return list(networks)

    def clean_expires_at(self) -> dt.datetime | None:
        ends: dt.datetime | None = self.cleaned_data["expires_at"]
        if ends is not None and ends <= timezone.now():
            raise ValidationError(_("Choose a time that is still ahead."), code="past")
        return ends


class _OfKey(forms.Form):
    act: str
    title: Any
    is_grave = False

    def __init__(self, *args: Any, key: Key, **options: Any) -> None:
        # One id a key: the forms of all keys stand on one page.
        super().__init__(*args, **{"auto_id": f"id_{self.act}_{key.pk}_%s", **options})
        self.key = key


class RotateForm(_OfKey):
    act = "rotate"
    title = gettext_lazy("Rotate")
    overlap = forms.IntegerField(
        label=gettext_lazy("Overlap in days"),
        min_value=1,
        max_value=90,
        initial=7,
        help_text=gettext_lazy("So long both keys are valid. The new one has the rights and the end of the old one."),
    )

    def clean_overlap(self) -> dt.timedelta:
        return dt.timedelta(days=self.cleaned_data["overlap"])


class RevokeForm(_OfKey):
    act = "revoke"
    title = gettext_lazy("Revoke")
    is_grave = True
    sure = forms.BooleanField(label=gettext_lazy("I know that this cannot be undone."))
