"""Where a partner is told of changes: endpoints, what may be done with them, and the log of deliveries."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.errors import Refusal
from releases.partners import subscribing
from releases.partners.endpoints import Attempt, Delivery, Endpoint
from releases.partners.models import Partner

from .endpoint_forms import FORMS, OfEndpoint, RemoveForm, SubscribeForm
from .typed import staff

_LOGGED = 20


@dataclass
class Done:
    """What came of a form: the form where it was refused, words where it was done, a secret where one was made."""

    form: forms.Form | None = None
    said: str = ""
    secret: str = ""


@dataclass
class Row:
    endpoint: Endpoint
    forms: list[OfEndpoint] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)


def rows(partner: Partner, refused: forms.Form | None) -> list[Row]:
    """Every endpoint with its last deliveries. One query, and two for each endpoint, of which there are few."""
    attempts = Prefetch("attempted", Attempt.objects.order_by("-id"))
    return [
        Row(endpoint, _offered(endpoint, refused), list(endpoint.deliveries.prefetch_related(attempts)[:_LOGGED]))
        for endpoint in Endpoint.objects.filter(partner=partner)
    ]


def done(request: HttpRequest, partner: Partner) -> Done:
    """Runs what was asked for. Raises PermissionDenied, and Http404 for an endpoint of another partner."""
    act = request.POST.get("act", "")
    needed = {"subscribe": "add", "remove": "delete"}.get(act, "change")
    if not staff(request).has_perm(f"releases.{needed}_endpoint"):
        raise PermissionDenied
    form = SubscribeForm(request.POST) if act == "subscribe" else _sent(request, partner, act)
    if not form.is_valid():
        return Done(form)
    try:
        if isinstance(form, SubscribeForm):
            _endpoint, secret = subscribing.subscribe(partner=partner, **form.cleaned_data)
            return Done(secret=secret)
        return _acted(form)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return Done(form)


def _acted(form: OfEndpoint) -> Done:
    given: dict[str, Any] = {} if isinstance(form, RemoveForm) else form.cleaned_data
    came: Any = getattr(subscribing, form.act)(endpoint=form.endpoint, **given)
    if form.act == "rotate_secret":
        return Done(secret=came)
    if form.act == "replay":
        said = ngettext("%(count)d delivery is sent again.", "%(count)d deliveries are sent again.", came)
        return Done(said=said % {"count": came})
    return Done(said=_("Done: %(act)s.") % {"act": form.title})


def _offered(endpoint: Endpoint, refused: forms.Form | None) -> list[OfEndpoint]:
    shown = [form(endpoint=endpoint) for form in FORMS if endpoint.state in form.states]
    if isinstance(refused, OfEndpoint) and refused.endpoint == endpoint:
        return [refused if type(form) is type(refused) else form for form in shown]
    return shown


def _sent(request: HttpRequest, partner: Partner, act: str) -> OfEndpoint:
    number = request.POST.get("endpoint", "")
    form = next((form for form in FORMS if form.act == act), None)
    if form is None or not number.isascii() or not number.isdecimal():
        raise Http404
    endpoint = partner.endpoints.filter(pk=min(int(number), 2**62)).first()
    if endpoint is None:
        raise Http404
    return form(request.POST, endpoint=endpoint)
