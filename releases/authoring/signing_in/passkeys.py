"""Passkeys (WebAuthn level 2), verified by py_webauthn. As a second factor: the password was asked for before."""

import json
import logging
from dataclasses import dataclass

import webauthn
from django.utils import timezone
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from releases.authoring.people import User

from .factors import Passkey

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Site:
    """Where the browser stands: passkeys of one host are of no use at another."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True)
class Asked:
    """What is put to the browser: JSON for its script, and the challenge that its answer must bear (base64url)."""

    options: str
    challenge: str


def ask_for_new(*, user: User, site: Site) -> Asked:
    """Options to make a passkey, other than on a device that holds one of this person's."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=f"staff-{user.pk}".encode(),
        user_name=user.get_username(),
        user_display_name=str(user),
        exclude_credentials=_known(user),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return Asked(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def enrol(*, user: User, site: Site, challenge: str, answer: str, name: str) -> Passkey | None:
    """The passkey that the browser made; None when its answer does not hold."""
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError) as error:
        _log.warning("A new passkey of %s was refused: %s", user.get_username(), error)
        return None
    credential = bytes_to_base64url(made.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        return None
    return Passkey.objects.create(
        user=user,
        name=name,
        credential=credential,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        last_used_at=timezone.now(),
    )


def ask(*, user: User, site: Site) -> Asked | None:
    """Options to sign with one of the person's passkeys; None when there is none."""
    known = _known(user)
    if not known:
        return None
    options = webauthn.generate_authentication_options(
        rp_id=site.host, allow_credentials=known, user_verification=UserVerificationRequirement.PREFERRED
    )
    return Asked(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def use(*, user: User, site: Site, challenge: str, answer: str) -> Passkey | None:
    """The passkey that signed the challenge; None when none of this person's did."""
    try:
        given = json.loads(answer)
        passkey = Passkey.objects.filter(user=user, credential=str(given["id"]).rstrip("=")).first()
        if passkey is None:
            return None
        proven = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        _log.warning("A passkey of %s was refused: %s", user.get_username(), error)
        return None
    passkey.sign_count, passkey.last_used_at = proven.new_sign_count, timezone.now()
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return passkey


def _known(user: User) -> list[PublicKeyCredentialDescriptor]:
    rows = Passkey.objects.filter(user=user).values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(credential)) for credential in rows]
