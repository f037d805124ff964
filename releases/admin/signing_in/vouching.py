"""Whoever changes accounts enters their own password, unless they did within the last ten minutes.

An open session is not enough to make an administrator, or to take somebody's account over.
"""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from . import lockout, pending
from .wording import too_often

FIELD = "own_password"


def asks(request: HttpRequest) -> bool:
    """Whether the password is asked for: decided once for a request, so that form and page agree."""
    if not hasattr(request, "asks_password"):
        request.asks_password = not pending.is_confirmed(request)  # type: ignore[attr-defined]
    return bool(getattr(request, "asks_password"))  # noqa: B009  only this module knows of it


class _Unkept(forms.CharField):
    """Typed to prove who one is: no change of the row, and nothing for its history."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class Vouched(forms.Form):
    """For a form of the admin; `request` is set on the class that is made for one request."""

    request: HttpRequest
    own_password = _Unkept(
        label=gettext_lazy("Your own password"),
        strip=False,
        max_length=4096,
        help_text=gettext_lazy("Accounts open the desk to people, so enter it once more. It holds for ten minutes."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks(self.request):
            del self.fields[FIELD]

    def clean_own_password(self) -> str:
        """Wrong ones are counted as at the door."""
        password, name = self.cleaned_data[FIELD], self.request.user.get_username()
        wrong = self._locked(name)
        if wrong is None and authenticate(self.request, username=name, password=password) is None:
            wrong = self._locked(name) or gettext("This is not your password.")
        if wrong is not None:
            raise ValidationError(wrong, code="wrong")
        pending.confirm(self.request)
        self.request.asks_password = False  # type: ignore[attr-defined]
        return str(password)

    def _locked(self, name: str) -> str | None:
        until = lockout.locked_until(self.request, name)
        return None if until is None else too_often(until)
