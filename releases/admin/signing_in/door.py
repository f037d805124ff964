"""The door: user name and password, then the second factor, or its setting up at the first sign-in."""

from typing import Any

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from releases.authoring.models import User
from releases.authoring.signing_in.factors import RecoveryCodes, codes_left, factors_of
from releases.authoring.signing_in.sessions import end_sessions, forget_expired

from . import lockout, pending, site
from .forms import SignInForm
from .second_step import Answer, Offer, SecondStep

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_LOCKED = 429
_guarded = (
    never_cache,
    csrf_protect,
    sensitive_post_parameters("password", "code", "recovery", "credential"),
    require_http_methods(["GET", "HEAD", "POST"]),
)


def _codes_left_in_words(user: User) -> str:
    left = codes_left(user)
    return ngettext(
        "You used a recovery code; %(left)s is left. Is your phone lost? Add the new one under “My account”.",
        "You used a recovery code; %(left)s are left. Is your phone lost? Add the new one under “My account”.",
        left,
    ) % {"left": left}


def guarded(view: Any) -> Any:
    for guard in reversed(_guarded):
        view = guard(view)
    return view


class Door:
    """The pages at which nobody is signed in yet."""

    def __init__(self, desk: AdminSite) -> None:
        self._desk = desk

    def sign_in(self, request: HttpRequest) -> HttpResponse:
        """The first step. Who is signed in without a second factor goes on to the second."""
        then = self._then(request)
        if request.method != "POST":
            if self._desk.has_permission(request):
                return HttpResponseRedirect(then)
            if isinstance(request.user, User) and request.user.is_active and request.user.is_staff:
                pending.start(request, request.user, then=then)
                return HttpResponseRedirect(reverse("admin:second_step"))
        form = SignInForm(request, request.POST or None)
        if form.is_valid() and form.user is not None:
            return self._let_on(request, form.user, then)
        return self._page(request, "sign_in", title=_("Sign in"), form=form, next=then, until=form.locked_until)

    def _let_on(self, request: HttpRequest, user: User, then: str) -> HttpResponse:
        has_factor = bool(factors_of(user))
        if settings.DEMONSTRATION and not has_factor:
            return self._let_in(request, user, None, then)
        pending.start(request, user, then=then)
        return HttpResponseRedirect(reverse("admin:second_step" if has_factor else "admin:set_up_factor"))

    def second_step(self, request: HttpRequest) -> HttpResponse:
        """The factor that the person has."""
        user = pending.person(request)
        if user is None:
            return self._anew(request)
        if not factors_of(user):
            return HttpResponseRedirect(reverse("admin:set_up_factor"))
        step = SecondStep(request, user)
        answer = step.answer() if request.method == "POST" else Answer()
        if answer.factor is not None:
            return self._let_in(request, user, answer.factor, pending.then(request))
        return self._page(
            request, "second_step", title=_("Second step"), person=user, until=answer.locked_until, **step.shown()
        )

    def set_up(self, request: HttpRequest) -> HttpResponse:
        """The first factor of a person who has none: only then may the password alone add one."""
        user = pending.person(request)
        if user is None:
            return self._anew(request)
        if factors_of(user):
            return HttpResponseRedirect(reverse("admin:second_step"))
        offer = Offer(request, user)
        answer = offer.answer() if request.method == "POST" else Answer()
        if answer.factor is not None:
            then = pending.then(request)
            end_sessions(user=user)
            self._let_in(request, user, answer.factor, then)
            return self._page(request, "recovery_codes", title=_("Recovery codes"), codes=offer.codes(), then=then)
        return self._page(
            request,
            "set_up",
            title=_("Protect your account"),
            person=user,
            until=answer.locked_until,
            **offer.shown(),
        )

    def speak(self, request: HttpRequest) -> HttpResponse:
        """The language of the door, for who is not signed in."""
        then = self._then(request)
        response = HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({REDIRECT_FIELD_NAME: then})}")
        chosen = request.POST.get("language", "")
        if chosen in dict(settings.LANGUAGES):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=31_536_000,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return response

    def sign_out(self, request: HttpRequest) -> HttpResponse:
        """Also out of a sign-in that is half done."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        was_in = request.user.is_authenticated
        logout(request)
        if was_in:
            messages.success(request, _("You are signed out."))
        return HttpResponseRedirect(reverse("admin:login"))

    def _let_in(self, request: HttpRequest, user: User, factor: Any, then: str) -> HttpResponse:
        pending.finish(request)
        login(request, user, backend=_BACKEND)
        if factor is not None:
            django_otp.login(request, factor)
        pending.confirm(request)
        lockout.forget_failures(request, user.get_username())
        forget_expired()
        if isinstance(factor, RecoveryCodes):
            messages.warning(request, _codes_left_in_words(user))
        return HttpResponseRedirect(then)

    def _anew(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._desk.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if request.method == "POST":
            messages.warning(request, _("That took longer than ten minutes. Please sign in again."))
        return HttpResponseRedirect(reverse("admin:login"))

    def _then(self, request: HttpRequest) -> str:
        asked = request.POST.get(REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, ""))
        return asked if pending.is_ours(request, asked) else reverse("admin:index")

    def _page(self, request: HttpRequest, name: str, *, until: Any = None, **context: Any) -> HttpResponse:
        request.current_app = self._desk.name
        context = {**self._desk.each_context(request), **context, **site.sign()}
        response = TemplateResponse(request, f"admin/sign_in/{name}.html", context)
        if until is not None:
            response.status_code = _LOCKED
            response.headers["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
        return response
