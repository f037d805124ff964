"""What a reader chooses: where to, what of, how often. Plain HTML, checked on the server."""

import functools
import zoneinfo
from collections.abc import Mapping, Sequence
from typing import Any

from babel.core import get_global
from babel.dates import get_timezone_location
from django import forms
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import interface_language, own_name
from releases.outlets.addresses import SECTIONS
from releases.subscribers.models import LAST_HOUR, Subscriber

from . import labels

_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_LONGEST_ADDRESS = 254


@functools.lru_cache(maxsize=8)
def zones(language: str) -> list[tuple[str, str]]:
    """(zone, city) of every zone of a place once, by the city's name in a language."""
    named = [
        (zone, get_timezone_location(zone, locale=language, return_city=True).rpartition("/")[2])
        for zone in zoneinfo.available_timezones()
        if zone.partition("/")[0] in _AREAS and usual(zone) == zone
    ]
    return [*sorted(named, key=lambda one: one[1]), ("UTC", "UTC")]


def usual(zone: str) -> str:
    """The one name of a zone that has several, as the lists of CLDR have it."""
    found = str(get_global("zone_aliases").get(zone, zone))
    return found if found.partition("/")[0] in _AREAS else "UTC"


class ChoicesForm(forms.Form):
    """`spoken` are the mission's languages, `topics` pairs of slug and name."""

    languages = forms.MultipleChoiceField(
        label=_("In which languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What kind"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind.")},
    )
    topics = forms.MultipleChoiceField(
        label=_("On which topics"),
        help_text=_("Leave all of them open to hear of every topic."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    cadence = forms.ChoiceField(
        label=_("How often"),
        choices=Subscriber.Cadence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )
    hour = forms.TypedChoiceField(
        label=_("at"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(LAST_HOUR + 1)]
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(
        self,
        data: Any = None,
        *,
        spoken: Sequence[str],
        topics: Sequence[tuple[str, str]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial), label_suffix="")
        chosen = [(slug, slug) for slug in initial.get("topics", []) if slug not in dict(topics)]
        self._offer("languages", [(tag, own_name(tag)) for tag in spoken])
        self._offer("kinds", [(kind, labels.section(kind)) for kind in SECTIONS])
        self._offer("topics", [*topics, *chosen])
        self._offer("time_zone", zones(interface_language()))
        for name, field in self.fields.items():
            described = [f"{name}-error"] if data is not None and name in self.errors else []
            if described:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": " ".join(described)}

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = choices

    @property
    def boxes(self) -> list[forms.BoundField]:
        """What is chosen by ticking; of topics only where there are any."""
        return [self[name] for name in ("languages", "kinds", "topics") if self.fields[name].choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """As they are kept: all kinds are none in particular, so that a kind to come is one of them."""
        found = dict(self.cleaned_data)
        found["kinds"] = [] if set(found["kinds"]) == set(SECTIONS) else found["kinds"]
        return found


class SubscribeForm(ChoicesForm):
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=_LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not an e-mail address. It looks like name@example.org."),
        },
    )
    field_order = ("address",)


class LinkForm(forms.Form):
    """Who has subscribed and lost the link."""

    address = forms.EmailField(max_length=_LONGEST_ADDRESS)


def kept(subscriber: Subscriber) -> dict[str, Any]:
    """What the form of one subscriber shows at first."""
    return {
        "languages": subscriber.languages,
        "kinds": subscriber.kinds or list(SECTIONS),
        "topics": subscriber.topics,
        "cadence": subscriber.cadence,
        "hour": subscriber.hour,
        "time_zone": usual(subscriber.time_zone),
    }
