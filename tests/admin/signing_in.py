"""Signing in as a person does: user name, password, second factor."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP

from releases.authoring.models import AuthenticatorApp, User
from releases.authoring.signing_in import sealing

SEED = b"twenty bytes of seed"
PASSWORD = "password of the tests"
SIGN_IN, CODE, SET_UP = "/admin/login/", "/admin/login/code/", "/admin/login/set-up/"


def code_now(seed: bytes = SEED, *, steps: int = 0) -> str:
    """What an authenticator app shows now, or some periods of 30 seconds later."""
    totp = TOTP(seed, drift=steps)
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06d}"


def give_app(user: User, *, name: str = "phone", seed: bytes = SEED) -> AuthenticatorApp:
    app: AuthenticatorApp = AuthenticatorApp.objects.create(user=user, name=name, sealed_seed=sealing.seal(seed))
    return app


def enter_password(client: Client, user: str = "author", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(SIGN_IN, {"username": user, "password": password, "next": ""}, **more)


def verified(user: User) -> Client:
    """A browser in which the person is signed in and showed a second factor; the password was entered just now."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = give_app(user).persistent_id
    session.save()
    client.post(reverse("admin:account_confirm"), {"current_password": PASSWORD})
    return client
