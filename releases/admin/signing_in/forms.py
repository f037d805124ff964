"""What is typed at the door and on one's own page. All of it may be pasted, and kept by password managers."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from releases.authoring.languages import own_name
from releases.authoring.models import User
from releases.authoring.signing_in.codes import DIGITS

from . import lockout
from .wording import too_often

_CODE_LENGTH = 40
# Django says these in few of our languages.
_WEAK: dict[str | None, Any] = {
    "password_too_short": gettext_lazy("This is shorter than 12 characters."),
    "password_too_common": gettext_lazy("This password is among those that are tried first."),
    "password_too_similar": gettext_lazy("This is too much like your name, user name or e-mail."),
}


class Plain(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})


class Counted(Plain):
    """Knows the request, and refuses while there were too many wrong entries; `locked_until` then says until when."""

    locked_until: Any = None

    def __init__(self, request: HttpRequest, *args: Any, of: str = "", **options: Any) -> None:
        self.request, self.of = request, of
        super().__init__(*args, **options)

    def refuse_when_locked(self, username: str) -> bool:
        """Whether nothing is looked at for now; the form then says why."""
        self.locked_until = lockout.locked_until(self.request, username)
        if self.locked_until is not None:
            self.add_error(None, ValidationError(too_often(self.locked_until), code="locked"))
        return self.locked_until is not None

    def wrong(self, field: str | None, words: str, username: str) -> None:
        """Says that it was wrong; or, when that was once too often, until when to wait."""
        if not self.refuse_when_locked(username):
            self.add_error(field, ValidationError(words, code="wrong"))


class SignInForm(Counted):
    username = UsernameField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    user: User | None = None

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password or self.refuse_when_locked(name):
            return self.cleaned_data
        user = authenticate(self.request, username=name, password=password)
        if isinstance(user, User) and not user.is_staff:
            lockout.count_failure(self.request, name)
            user = None
        if isinstance(user, User):
            self.user = user
        else:
            self.wrong(None, gettext("The user name or the password is not right."), name)
        return self.cleaned_data


class CodeForm(Plain):
    """Six digits of an authenticator app."""

    code = forms.CharField(
        label=gettext_lazy("Code from the app"),
        max_length=_CODE_LENGTH,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "dir": "ltr",
                "class": "sign-in-code",
                "size": DIGITS + 2,
            }
        ),
    )


class RecoveryForm(Plain):
    recovery = forms.CharField(
        label=gettext_lazy("Recovery code"),
        max_length=_CODE_LENGTH,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
    )


class NameForm(Plain):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=64,
        help_text=gettext_lazy("By which you will know it again, such as: work phone."),
    )


class CurrentPasswordForm(Counted):
    """The password once more. Wrong ones are counted as at the door."""

    current_password = forms.CharField(
        label=gettext_lazy("Your present password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self) -> dict[str, Any]:
        password = self.cleaned_data.get("current_password")
        if not password or self.refuse_when_locked(self.of):
            return self.cleaned_data
        if authenticate(self.request, username=self.of, password=password) is None:
            self.wrong("current_password", gettext("This is not your password."), self.of)
        return self.cleaned_data


class NewPasswordForm(CurrentPasswordForm):
    new_password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=4096,
        help_text=gettext_lazy("At least 12 characters. Several words that only you would put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password, once more"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, user: User, **options: Any) -> None:
        self.user = user
        super().__init__(request, *args, of=user.get_username(), **options)

    def clean(self) -> dict[str, Any]:
        super().clean()
        new, again = self.cleaned_data.get("new_password"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", gettext("This differs from the new password above."))
        if new:
            try:
                password_validation.validate_password(new, self.user)
            except ValidationError as error:
                self.add_error("new_password", [_WEAK.get(one.code, one.messages[0]) for one in error.error_list])
        return self.cleaned_data


class SettingsForm(Plain):
    """Each language in its own name."""

    interface_language = forms.ChoiceField(
        label=gettext_lazy("Language of the desk"),
        choices=[(tag, own_name(tag)) for tag, _name in settings.LANGUAGES],
        widget=forms.RadioSelect(attrs={"class": "account-languages"}),
    )
    mails = forms.BooleanField(
        label=gettext_lazy("Mail me when a text waits for my review, and when one of mine was decided on."),
        required=False,
    )
