"""Endpoints of partners: an address, a cursor over the record, what is to be sent there, and every attempt."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import own_name

from .models import Partner, kind_names, validate_kinds, validate_languages

LONGEST_ADDRESS = 500


def validate_address(value: str) -> None:
    """An https address with a host name. Where the name leads to is asked each time something is sent."""
    schemes = ("https", "http") if settings.WEBHOOKS_LOOPBACK else ("https",)
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        is_right = False
    if not is_right or not value.isascii() or not value.isprintable() or " " in value:
        raise ValidationError(_("Write an https address, such as https://example.com/press."), code="address")
    if parts.username is not None or parts.fragment:
        raise ValidationError(
            _("An address without a name, a password, or anything after a “#”: deliveries are signed instead."),
            code="address",
        )
    if not settings.WEBHOOKS_LOOPBACK and _is_number(parts.hostname or ""):
        raise ValidationError(_("Name a host: bare addresses are not sent to."), code="address")


def _is_number(host: str) -> bool:
    """Also 127.1, 0x7f000001 and 2130706433, which a resolver takes for an address: no host's name ends in a number."""
    return ":" in host or host.rstrip(".").rpartition(".")[2][:1].isdigit()


class Endpoint(models.Model):
    """Where one partner is told. It starts at the instant at which it was made."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        GONE = "gone", _("switched off: the address is gone")

    partner = models.ForeignKey(Partner, verbose_name=_("partner"), on_delete=models.PROTECT, related_name="endpoints")
    url = models.CharField(_("address"), max_length=LONGEST_ADDRESS, validators=[validate_address])
    whole_items = models.BooleanField(
        _("whole items"), default=False, help_text=_("Else: what changed, and where to get it.")
    )
    kinds = models.JSONField(
        _("kinds"), default=list, blank=True, validators=[validate_kinds], help_text=_("Empty: all.")
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, validators=[validate_languages], help_text=_("Empty: all.")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ACTIVE, editable=False)
    # Sealed: a signature needs the secret itself.
    secret = models.CharField(max_length=300, editable=False)
    former_secret = models.CharField(max_length=300, blank=True, editable=False)
    former_until = models.DateTimeField(_("former secret until"), null=True, blank=True, editable=False)
    # How far the record has been turned into deliveries: a position of `editions.following`.
    position_from = models.DateTimeField(_("read until"), editable=False)
    position_rank = models.PositiveSmallIntegerField(default=0, editable=False)
    position_row = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("endpoint")
        verbose_name_plural = _("endpoints")
        ordering = ["partner", "id"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "url"], name="endpoint_once"),
            models.CheckConstraint(condition=Q(state__in=["active", "paused", "gone"]), name="endpoint_state_is_known"),
            models.CheckConstraint(
                condition=Q(former_secret="", former_until__isnull=True)
                | (~Q(former_secret="") & Q(former_until__isnull=False)),
                name="endpoint_former_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def kind_names(self) -> list[str]:
        return kind_names(self.kinds)

    @property
    def language_names(self) -> list[str]:
        return [own_name(language) for language in self.languages]

    def wants(self, *, kind: str, language: str) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.languages or language in self.languages)


class Delivery(models.Model):
    """One change for one endpoint. `event_id` is the same at every attempt, and when it is sent again on request."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("dropped: withdrawn before it was sent")

    endpoint = models.ForeignKey(
        Endpoint, verbose_name=_("endpoint"), on_delete=models.PROTECT, related_name="deliveries"
    )
    event_id = models.CharField(_("id"), max_length=64)
    event_type = models.CharField(_("event"), max_length=24)
    edition = models.CharField(_("edition"), max_length=100, help_text=_("As the journal names it."), blank=True)
    effective_at = models.DateTimeField(_("effective at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(next_at__isnull=False)),
            models.Index(fields=["endpoint", "effective_at"], name="delivery_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False)
                | (Q(state__in=["delivered", "failed", "dropped"]) & Q(next_at__isnull=True)),
                name="delivery_waits_for_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.edition}"


class Attempt(models.Model):
    """One request, and what came back."""

    delivery = models.ForeignKey(
        Delivery, verbose_name=_("delivery"), on_delete=models.CASCADE, related_name="attempted"
    )
    made_at = models.DateTimeField(_("made at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    duration_ms = models.PositiveIntegerField(_("duration in milliseconds"))

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M:%S} {self.status or self.error}"
