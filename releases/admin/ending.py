"""Forms of the acts that move or close intervals."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from releases.authoring.fields import LocalizedFormField
from releases.authoring.languages import comma, interface_language, own_name
from releases.editions.models import Edition

from .asking_time import AsksAboutTime
from .local_time import MomentField


def named(edition: Edition) -> SafeString:
    """An edition among others of its release: its language, and its title in the letters of that."""
    tag = edition.language
    said = '<bdi lang="{}">{}</bdi>{}<bdi>{}</bdi>: <bdi lang="{}">{}</bdi>'
    number = gettext("edition %(number)d") % {"number": edition.number}
    return format_html(said, tag, own_name(tag), comma(interface_language()), number, tag, edition.title)


class EndingForm(forms.Form):
    """Withdraw: which editions, the reason that readers see, and when. Its cleaned data are the act's arguments."""

    editions = forms.MultipleChoiceField(label=_("Editions"), widget=forms.CheckboxSelectMultiple)
    reason = LocalizedFormField(label=_("Reason"), multiline=True, required=False, help_text=_("Readers will see it."))
    at = MomentField(
        label=_("Takes effect at"), required=False, help_text=_("In the mission’s time zone. Empty: at once.")
    )

    def __init__(self, *args: Any, editions: Sequence[Edition], **options: Any) -> None:
        super().__init__(*args, **options)
        self._editions = {str(edition.pk): edition for edition in editions}
        self.fields["editions"].choices = [(key, named(edition)) for key, edition in self._editions.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("editions", list(self._editions))

    def clean_editions(self) -> list[Edition]:
        return [self._editions[key] for key in self.cleaned_data["editions"]]


class RescheduleForm(AsksAboutTime):
    at = MomentField(label=_("New time"))
    reason = forms.CharField(label=_("Reason, for the journal"), required=False, max_length=500)

    field_order = ("at", "meant", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.ask_about(cleaned.get("at"))
        return cleaned


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason, for the journal"), required=False, max_length=500)


class WithdrawForm(forms.Form):
    reason = LocalizedFormField(label=_("Reason"), multiline=True, required=False, help_text=_("Readers will see it."))
    at = MomentField(
        label=_("Takes effect at"), required=False, help_text=_("In the mission’s time zone. Empty: at once.")
    )


class ExpungeForm(forms.Form):
    reason = forms.CharField(
        label=_("Ground, for the journal"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The content is blanked for ever. Its digest, its dates and this reason stay."),
    )
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))
