"""What a person can show besides the password: an authenticator app, a passkey, a recovery code.

The three are devices of django-otp: a session holds the one that verified it, and is verified no longer once that row
is gone.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device

from releases.authoring.people import User


class Factor(Device, models.Model):
    """A device that a person named. `name` and `user` are django-otp's."""

    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    objects = models.Manager()

    class Meta:
        abstract = True
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def kind_name(self) -> str:
        return str(self._meta.verbose_name)


class AuthenticatorApp(Factor):
    """Time-based codes of six digits (RFC 6238)."""

    sealed_seed = models.CharField(max_length=255, editable=False)
    last_step = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="The last period of 30 seconds of which a code was accepted."
    )
    wrong_codes = models.PositiveIntegerField(default=0, editable=False)
    wrong_code_at = models.DateTimeField(null=True, editable=False)

    class Meta(Factor.Meta):
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")
        constraints = [
            models.CheckConstraint(
                condition=Q(wrong_codes=0, wrong_code_at__isnull=True)
                | Q(wrong_codes__gt=0, wrong_code_at__isnull=False),
                name="authenticatorapp_wrong_codes_with_at",
            )
        ]


class Passkey(Factor):
    """A key pair in a device or a security key (WebAuthn); here is its public half."""

    credential = models.CharField(max_length=1400, unique=True, editable=False, help_text="Its identifier, base64url.")
    public_key = models.BinaryField(editable=False)
    sign_count = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta(Factor.Meta):
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")


class RecoveryCodes(Factor):
    """A person's set of codes for the day on which nothing else is at hand."""

    class Meta(Factor.Meta):
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")
        constraints = [models.UniqueConstraint(fields=["user"], name="recoverycodes_one_set_a_person")]


class RecoveryCode(models.Model):
    """One code, to be used once. What is kept is its keyed digest."""

    codes = models.ForeignKey(RecoveryCodes, on_delete=models.CASCADE, related_name="each", editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return f"{self.codes_id}/{self.pk}"


KINDS: dict[str, Any] = {"app": AuthenticatorApp, "passkey": Passkey}


def factors_of(user: User) -> list[Any]:
    """Apps, then passkeys, each in the order in which they were added. Two queries."""
    return [factor for model in KINDS.values() for factor in model.objects.filter(user=user)]


def codes_left(user: User) -> int:
    """How many recovery codes can still be used. One query."""
    return RecoveryCode.objects.filter(codes__user=user, used_at=None).count()
