"""The editors' choice at the desk: forms, and what of a release is pinned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import own_name
from releases.authoring.models import User
from releases.editions import reading
from releases.editions.models import Edition
from releases.editions.pins import Pin

from . import sight
from .ending import named
from .local_time import MomentField, in_words


class PinForm(forms.Form):
    """When the edition's release begins to lead the home page. Its cleaned data are the act's arguments."""

    at = MomentField(
        label=_("Takes effect at"),
        required=False,
        help_text=_(
            "In the mission’s time zone. Empty: at once. What is not public yet may be pinned: "
            "readers see nothing of it until it opens."
        ),
    )


class UnpinForm(forms.Form):
    at = MomentField(
        label=_("Takes effect at"),
        required=False,
        help_text=_("In the mission’s time zone. Empty: at once. A pin that is still ahead is called off."),
    )


class _InLanguages(forms.Form):
    """The same, for a release in several languages at once."""

    editions = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)

    field_order = ("editions", "at")

    def __init__(self, *args: Any, editions: Sequence[Edition], ticked: Sequence[Edition], **options: Any) -> None:
        super().__init__(*args, **options)
        self._editions = {str(edition.pk): edition for edition in editions}
        labels = [(key, named(row)) for key, row in self._editions.items()]
        self.fields["editions"].choices = labels  # type: ignore[attr-defined]
        self.initial.setdefault("editions", [str(edition.pk) for edition in ticked])

    @property
    def is_offered(self) -> bool:
        return bool(self._editions)

    def clean_editions(self) -> list[Edition]:
        return [self._editions[key] for key in self.cleaned_data["editions"]]


class PinRelease(_InLanguages, PinForm):
    """Of a release: in which languages, and from when."""


class UnpinRelease(_InLanguages, UnpinForm):
    """Of a release: in which languages, and from when."""


@dataclass(frozen=True)
class Standing:
    """What leads a language's home page now ("" for nothing); the pins in force or ahead, first to last."""

    language: str
    name: str
    leads: str
    pins: list[Any]


def standing(user: User, languages: Sequence[str]) -> list[Standing]:
    """Two queries a language."""
    now = timezone.now()
    found = []
    for language in languages:
        lead = reading.lead_at(language=language, at=now)
        lasting = Q(public_until__isnull=True) | Q(public_until__gt=now) & ~Q(public_until=F("public_from"))
        pins = sight.pins_seen_by(user, Pin.objects.filter(lasting, language=language))
        titled = sight.with_titles(user, pins).order_by("public_from", "id")
        found.append(Standing(language, own_name(language), lead.title if lead else "", list(titled)))
    return found


def said_of(act: str, pins: Sequence[Pin]) -> str:
    """What to tell the person who pinned or unpinned."""
    if act == "pin":
        return gettext("Pinned. It leads the home page from %(at)s on, as soon as it is public.") % {
            "at": in_words(pins[0].public_from)
        }
    ends = max(pin.public_until or pin.public_from for pin in pins)
    return gettext("Unpinned from %(at)s on.") % {"at": in_words(ends)}


def is_pinned(edition: Edition) -> bool:
    """Whether a pin of the release and language is without an end: in force, waiting, or planned. One query."""
    return Pin.objects.filter(uid=edition.uid, language=edition.language, public_until__isnull=True).exists()
