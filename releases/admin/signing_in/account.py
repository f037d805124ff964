"""One's own page at the desk: language, password, second factors, recovery codes, sessions."""

import functools
from collections.abc import Callable
from typing import Any

import django_otp
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.debug import sensitive_post_parameters

from releases.authoring.signing_in import codes, keeping
from releases.authoring.signing_in.factors import KINDS, codes_left, factors_of
from releases.authoring.signing_in.sessions import end_sessions, sessions_of
from releases.errors import Refusal

from ..role_names import role_name
from ..typed import staff
from . import pending
from .auditing import audit
from .forms import CurrentPasswordForm, NameForm, NewPasswordForm, SettingsForm
from .second_step import Answer, Offer

_LOCKED = 429
_FACTOR, _CODES, _SESSION = gettext_noop("second factor"), gettext_noop("recovery codes"), gettext_noop("session")
View = Callable[..., HttpResponse]


def urls(desk: AdminSite) -> list[Any]:
    account = Account(desk)
    confirmed, posted = account.confirmed, account.posted
    pages: dict[str, tuple[str, View]] = {
        "account": ("", account.page),
        "account_settings": ("settings/", posted(account.settings)),
        "account_password": ("password/", account.password),
        "account_confirm": ("confirm/", account.confirm),
        "account_add_factor": ("factors/add/", confirmed(account.add_factor)),
        "account_rename_factor": ("factors/<str:kind>/<int:pk>/rename/", account.rename_factor),
        "account_remove_factor": ("factors/<str:kind>/<int:pk>/remove/", confirmed(account.remove_factor)),
        "account_recovery_codes": ("recovery-codes/", confirmed(account.recovery_codes)),
        "account_end_session": ("sessions/end/", posted(account.end_session)),
    }
    hidden = sensitive_post_parameters("current_password", "new_password", "again", "code", "credential")
    return [path(f"account/{tail}", desk.admin_view(hidden(view)), name=name) for name, (tail, view) in pages.items()]


class Account:
    def __init__(self, desk: AdminSite) -> None:
        self._desk = desk

    def confirmed(self, view: View) -> View:
        """A view for who entered the password within the last ten minutes; others are asked for it first."""

        @functools.wraps(view)
        def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
            if pending.is_confirmed(request):
                return view(request, **named)
            return HttpResponseRedirect(f"{reverse('admin:account_confirm')}?{REDIRECT_FIELD_NAME}={request.path}")

        return guarded

    def posted(self, view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
            return view(request, **named) if request.method == "POST" else HttpResponseNotAllowed(["POST"])

        return guarded

    def page(self, request: HttpRequest) -> HttpResponse:
        """Five queries besides those of every page."""
        person = staff(request)
        return self._shown(
            request,
            "page",
            title=_("My account"),
            person=person,
            roles=[role_name(name) for name in person.groups.values_list("name", flat=True)],
            settings_form=SettingsForm(initial={name: getattr(person, name) for name in SettingsForm.base_fields}),
            factors=[(kind, factor) for kind in KINDS for factor in KINDS[kind].objects.filter(user=person)],
            codes_left=codes_left(person),
            codes_made=codes.RECOVERY_CODES,
            sessions=sessions_of(person),
            this_session=request.session.session_key,
        )

    def settings(self, request: HttpRequest) -> HttpResponse:
        person = staff(request)
        form = SettingsForm(request.POST)
        if form.is_valid():
            for name, value in form.cleaned_data.items():
                setattr(person, name, value)
            person.save(update_fields=list(form.cleaned_data))
            with translation.override(person.interface_language):
                messages.success(request, _("Your settings were saved."))
        return self._back()

    def password(self, request: HttpRequest) -> HttpResponse:
        person = staff(request)
        form = NewPasswordForm(request, request.POST or None, user=person)
        if form.is_valid():
            person.set_password(form.cleaned_data["new_password"])
            person.save(update_fields=["password"])
            update_session_auth_hash(request, person)
            ended = end_sessions(user=person, but=request.session.session_key)
            audit(request, person, changed={"fields": ["password"]})
            messages.success(request, _("Your password was changed.") + self._ended(ended))
            return self._back()
        return self._form(request, "password", form, title=_("Change password"))

    def confirm(self, request: HttpRequest) -> HttpResponse:
        asked = request.POST.get(REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, ""))
        then = asked if pending.is_ours(request, asked) else reverse("admin:account")
        form = CurrentPasswordForm(request, request.POST or None, of=staff(request).get_username())
        if form.is_valid():
            pending.confirm(request)
            return HttpResponseRedirect(then)
        return self._form(request, "confirm", form, title=_("Is it you?"), next=then)

    def add_factor(self, request: HttpRequest) -> HttpResponse:
        """Other sessions end: whoever opened one before did so with less."""
        person = staff(request)
        first = not factors_of(person)
        name_form = NameForm(request.POST or None)
        name = name_form.cleaned_data["name"] if request.POST and name_form.is_valid() else ""
        offer = Offer(request, person, name=name)
        answer = offer.answer() if request.method == "POST" and name else Answer()
        if answer.factor is None:
            shown = {**offer.shown(), "name_form": name_form, "until": answer.locked_until}
            return self._shown(request, "add_factor", title=_("Add a second factor"), **shown)
        django_otp.login(request, answer.factor)
        ended = end_sessions(user=person, but=request.session.session_key)
        audit(request, person, added={"name": _FACTOR, "object": name})
        messages.success(request, _("“%(name)s” was added.") % {"name": name} + self._ended(ended))
        if first or not codes_left(person):
            return self._codes(request, offer.codes())
        return self._back()

    def rename_factor(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        factor = self._factor(request, kind, pk)
        form = NameForm(request.POST or None, initial={"name": factor.name})
        if form.is_valid():
            keeping.rename(factor=factor, name=form.cleaned_data["name"])
            return self._back()
        return self._form(request, "rename", form, title=_("Rename “%(name)s”") % {"name": factor.name})

    def remove_factor(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """The session goes on with another factor of the person's, since the password was entered just now."""
        factor, person = self._factor(request, kind, pk), staff(request)
        if request.method != "POST":
            title = _("Remove “%(name)s”?") % {"name": factor.name}
            return self._shown(request, "remove", title=title, factor=factor, kind=kind)
        name = factor.name
        try:
            keeping.remove(factor=factor)
        except Refusal as refused:
            messages.error(request, refused.message)
            return self._back()
        remaining = factors_of(person)
        if remaining:
            django_otp.login(request, remaining[0])
        ended = end_sessions(user=person, but=request.session.session_key)
        audit(request, person, deleted={"name": _FACTOR, "object": name})
        messages.success(request, _("“%(name)s” was removed.") % {"name": name} + self._ended(ended))
        return self._back()

    def recovery_codes(self, request: HttpRequest) -> HttpResponse:
        person = staff(request)
        if not factors_of(person):
            return HttpResponseRedirect(reverse("admin:account_add_factor"))
        if request.method != "POST":
            return self._shown(request, "new_codes", title=_("New recovery codes"), codes_left=codes_left(person))
        made = codes.new_recovery_codes(user=person)
        audit(request, person, changed={"name": _CODES, "object": person.get_username()})
        return self._codes(request, made)

    def end_session(self, request: HttpRequest) -> HttpResponse:
        """One by its handle, or all others."""
        person, handle = staff(request), request.POST.get("handle") or None
        ended = end_sessions(user=person, but=request.session.session_key, handle=handle)
        if ended:
            audit(request, person, deleted={"name": _SESSION, "object": str(ended)})
        messages.success(request, self._ended(ended).strip() or _("No other session was open."))
        return self._back()

    def _factor(self, request: HttpRequest, kind: str, pk: int) -> Any:
        model = KINDS.get(kind)
        factor = model.objects.filter(user=staff(request), pk=pk).first() if model else None
        if factor is None:
            raise Http404
        return factor

    def _codes(self, request: HttpRequest, made: list[str]) -> HttpResponse:
        return self._shown(request, "codes", title=_("Recovery codes"), codes=made)

    def _ended(self, sessions: int) -> str:
        if not sessions:
            return ""
        return " " + ngettext(
            "%(count)s other session was ended.", "%(count)s other sessions were ended.", sessions
        ) % {"count": sessions}

    def _form(self, request: HttpRequest, name: str, form: Any, **context: Any) -> HttpResponse:
        until = getattr(form, "locked_until", None)
        return self._shown(request, "form", form=form, action=name, until=until, **context)

    def _shown(self, request: HttpRequest, name: str, *, until: Any = None, **context: Any) -> HttpResponse:
        context = {**self._desk.each_context(request), **context}
        request.current_app = self._desk.name
        status = 200 if until is None else _LOCKED
        return TemplateResponse(request, f"admin/account/{name}.html", context, status=status)

    def _back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:account"))
