"""What a person may show in the second step, and what they may set up: read from the form, and counted when wrong."""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import segno
from django.forms import Form
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from releases.authoring.models import User
from releases.authoring.signing_in import codes, passkeys
from releases.authoring.signing_in.factors import AuthenticatorApp, codes_left

from . import lockout, pending, site
from .forms import CodeForm, RecoveryForm
from .wording import too_many_codes, too_often


@dataclass
class Answer:
    """The factor that was shown, or made; else perhaps until when nothing is looked at."""

    factor: Any = None
    locked_until: dt.datetime | None = None


class _Asking(ABC):
    """One try, under the limits of the door."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        self.request, self.user = request, user
        self.site = site.passkey_site(request)
        self.passkey_error = ""

    def refuse(self, words: str) -> Answer:
        """Counts the try as wrong, and says so beside what was tried."""
        lockout.count_failure(self.request, self.user.get_username())
        until = lockout.locked_until(self.request, self.user.get_username())
        self.say(words if until is None else too_often(until))
        return Answer(locked_until=until)

    def locked(self) -> Answer | None:
        until = lockout.locked_until(self.request, self.user.get_username())
        if until is None:
            return None
        self.say(too_often(until))
        return Answer(locked_until=until)

    @abstractmethod
    def say(self, words: str) -> None:
        """Beside the field of what was tried."""


class SecondStep(_Asking):
    """A code of the app, a recovery code, or a passkey."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        super().__init__(request, user)
        self._way = _way(request, "code", "recovery", "passkey")
        self.code = CodeForm(request.POST if self._way == "code" and request.method == "POST" else None)
        self.code.fields["code"].widget.attrs["autofocus"] = True
        self.recovery = RecoveryForm(request.POST if self._way == "recovery" and request.method == "POST" else None)

    def answer(self) -> Answer:
        locked = self.locked()
        if locked is not None:
            return locked
        if self._way == "passkey":
            return self._by_passkey()
        if self._way == "recovery":
            return self._by_recovery_code()
        return self._by_code()

    def _by_code(self) -> Answer:
        if not self.code.is_valid():
            return Answer()
        try:
            app = codes.use_code(user=self.user, code=self.code.cleaned_data["code"])
        except codes.TooManyCodes as error:
            self.say(too_many_codes(error.until))
            return Answer(locked_until=error.until)
        if app is not None:
            return Answer(app)
        return self.refuse(_("This code is not right, or was used already. Wait for the next one."))

    def _by_recovery_code(self) -> Answer:
        if not self.recovery.is_valid():
            return Answer()
        kept = codes.use_recovery_code(user=self.user, code=self.recovery.cleaned_data["recovery"])
        if kept is not None:
            return Answer(kept)
        return self.refuse(_("This recovery code is not right, or was used already."))

    def _by_passkey(self) -> Answer:
        challenge = pending.take_challenge(self.request)
        answer = self.request.POST.get("credential", "")
        used = self.site and passkeys.use(user=self.user, site=self.site, challenge=challenge, answer=answer)
        return Answer(used) if used else self.refuse(_("The passkey was not accepted. Try again."))

    def say(self, words: str) -> None:
        if self._way == "passkey":
            self.passkey_error = words
        else:
            form: Form = self.recovery if self._way == "recovery" else self.code
            form.add_error(self._way, words)

    def shown(self) -> dict[str, Any]:
        asked = passkeys.ask(user=self.user, site=self.site) if self.site else None
        if asked is not None:
            pending.keep_challenge(self.request, asked.challenge)
        return {
            "code_form": self.code if AuthenticatorApp.objects.filter(user=self.user).exists() else None,
            "recovery_form": self.recovery if codes_left(self.user) else None,
            "recovery_open": bool(self.recovery.errors),
            "passkey_options": asked.options if asked else None,
            "passkey_error": self.passkey_error,
        }


class Offer(_Asking):
    """A new app or a new passkey; at the first one recovery codes too."""

    def __init__(self, request: HttpRequest, user: User, *, name: str = "") -> None:
        super().__init__(request, user)
        self._way = _way(request, "code", "passkey")
        self._name = name
        self.code = CodeForm(request.POST if self._way == "code" and request.method == "POST" else None)

    def answer(self) -> Answer:
        locked = self.locked()
        if locked is not None:
            return locked
        return self._passkey() if self._way == "passkey" else self._app()

    def _app(self) -> Answer:
        if not self.code.is_valid():
            return Answer()
        name = self._name or _("Authenticator app")
        app = codes.enrol_app(
            user=self.user, seed=pending.seed(self.request), code=self.code.cleaned_data["code"], name=name
        )
        if app is None:
            return self.refuse(_("This code is not right. Is the time on your phone set automatically?"))
        pending.forget_seed(self.request)
        return Answer(app)

    def _passkey(self) -> Answer:
        challenge = pending.take_challenge(self.request)
        answer = self.request.POST.get("credential", "")
        name = self._name or _("Passkey")
        made = self.site and passkeys.enrol(
            user=self.user, site=self.site, challenge=challenge, answer=answer, name=name
        )
        return Answer(made) if made else self.refuse(_("The passkey was not accepted. Try again."))

    def say(self, words: str) -> None:
        if self._way == "passkey":
            self.passkey_error = words
        else:
            self.code.add_error("code", words)

    def codes(self) -> list[str]:
        """Ten recovery codes, to be shown once."""
        return codes.new_recovery_codes(user=self.user)

    def shown(self) -> dict[str, Any]:
        seed = pending.seed(self.request)
        address = codes.seed_address(seed, issuer=site.short_name(), account=self.user.get_username())
        asked = passkeys.ask_for_new(user=self.user, site=self.site) if self.site else None
        if asked is not None:
            pending.keep_challenge(self.request, asked.challenge)
        return {
            "code_form": self.code,
            "seed": codes.seed_in_words(seed),
            "qr": qr(address),
            "passkey_options": asked.options if asked else None,
            "passkey_error": self.passkey_error,
        }


def qr(address: str) -> SafeString:
    """An inline SVG, dark on white with its quiet zone, whatever the theme."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        dark="#000", light="#fff", border=4, omitsize=True, svgclass="sign-in-qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  segno's: shapes alone


def _way(request: HttpRequest, *known: str) -> str:
    given = request.POST.get("way", "")
    return given if given in known else known[0]
