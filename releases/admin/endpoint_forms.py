"""Forms of what may be done with an endpoint. Their cleaned data are the arguments of `partners.subscribing`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from releases.authoring.languages import LANGUAGES, own_name
from releases.authoring.releases import Kind
from releases.partners.endpoints import LONGEST_ADDRESS, Endpoint, validate_address

from .local_time import MomentField


class SubscribeForm(forms.Form):
    act = "subscribe"
    title = gettext_lazy("Add an endpoint")
    url = forms.CharField(
        label=gettext_lazy("address"),
        max_length=LONGEST_ADDRESS,
        validators=[validate_address],
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Where the partner’s server listens, such as https://example.com/press."),
    )
    whole_items = forms.BooleanField(
        label=gettext_lazy("whole items"),
        required=False,
        help_text=gettext_lazy("Else: what changed, and where to get it."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Empty: all."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"),
        choices=[(language, own_name(language)) for language in LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Empty: all."),
    )


class OfEndpoint(forms.Form):
    """What one button does; `states` are those in which it is offered."""

    act: str
    title: Any
    is_grave = False
    at_once = False  # one press, where nothing is lost by a wrong one
    states: tuple[str, ...] = tuple(Endpoint.State.values)

    def __init__(self, *args: Any, endpoint: Endpoint, **options: Any) -> None:
        # One id an endpoint: the forms of all stand on one page.
        super().__init__(*args, **{"auto_id": f"id_{self.act}_{endpoint.pk}_%s", **options})
        self.endpoint = endpoint


class TestForm(OfEndpoint):
    act = "send_test"
    title = gettext_lazy("Send a test")
    at_once = True
    states = (Endpoint.State.ACTIVE,)


class PauseForm(OfEndpoint):
    act = "pause"
    title = gettext_lazy("Pause")
    at_once = True
    states = (Endpoint.State.ACTIVE,)


class ResumeForm(OfEndpoint):
    act = "resume"
    title = gettext_lazy("Let it go on")
    at_once = True
    states = (Endpoint.State.PAUSED, Endpoint.State.GONE)


class SecretForm(OfEndpoint):
    act = "rotate_secret"
    title = gettext_lazy("New secret")


class ReplayForm(OfEndpoint):
    act = "replay"
    title = gettext_lazy("Send again")
    since = MomentField(label=gettext_lazy("what took effect from"))
    until = MomentField(label=gettext_lazy("until before"))


class RemoveForm(OfEndpoint):
    act = "remove"
    title = gettext_lazy("Remove")
    is_grave = True
    sure = forms.BooleanField(label=gettext_lazy("I know that this cannot be undone."))


FORMS: tuple[type[OfEndpoint], ...] = (TestForm, PauseForm, ResumeForm, SecretForm, ReplayForm, RemoveForm)
