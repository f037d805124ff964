"""Partners, their keys, and the log of what was read ahead of the public."""

import datetime as dt
import ipaddress
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import LANGUAGES, own_name
from releases.authoring.releases import Kind

from .early_access import EarlyAccess

_DIGEST = 64


def validate_kinds(value: Any) -> None:
    if not isinstance(value, list) or any(one not in Kind.values for one in value):
        raise ValidationError(_("Choose from: %(choices)s.") % {"choices": ", ".join(Kind.values)}, code="kinds")


def validate_languages(value: Any) -> None:
    if not isinstance(value, list) or any(one not in LANGUAGES for one in value):
        raise ValidationError(_("Choose from: %(choices)s.") % {"choices": ", ".join(LANGUAGES)}, code="languages")


def validate_networks(value: Any) -> None:
    """A list of addresses or networks such as `192.0.2.0/24`."""
    networks: list[Any] = value if isinstance(value, list) else [None]
    for network in networks:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise ValidationError(
                _("“%(network)s” is not a network. Write one such as 192.0.2.0/24 or 2001:db8::/32.")
                % {"network": network},
                code="network",
            ) from None


def kind_names(kinds: list[str]) -> list[str]:
    """How they are called in the interface's language."""
    return [str(Kind(kind).label) for kind in kinds]


class Partner(models.Model):
    """An organisation that builds on the feed."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Key(models.Model):
    """A partner's key. The key itself is shown once; what is kept is its SHA-256 and how it begins."""

    partner = models.ForeignKey(Partner, verbose_name=_("partner"), on_delete=models.PROTECT, related_name="keys")
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for, such as: wire import."))
    beginning = models.CharField(_("begins with"), max_length=16, editable=False)
    digest = models.CharField(max_length=_DIGEST, unique=True, editable=False)
    lead_minutes = models.PositiveIntegerField(
        _("embargo lead in minutes"), default=0, help_text=_("How long before its opening it reads what is embargoed.")
    )
    kinds = models.JSONField(
        _("kinds"), default=list, blank=True, validators=[validate_kinds], help_text=_("Empty: all. Bounds the lead.")
    )
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        validators=[validate_languages],
        help_text=_("Empty: all. Bounds the lead."),
    )
    networks = models.JSONField(
        _("networks"),
        default=list,
        blank=True,
        validators=[validate_networks],
        help_text=_("From which addresses it may be used. Empty: from anywhere."),
    )
    webhooks = models.BooleanField(
        _("webhooks"), default=False, help_text=_("It may set up where the partner is told of changes.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("revoked by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    replaced_by = models.OneToOneField(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.PROTECT,
        related_name="replaces",
        null=True,
        blank=True,
        editable=False,
    )
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering = ["partner", "name", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="key_revoked_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")), name="key_expires_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.name} ({self.beginning}…)"

    @property
    def kind_names(self) -> list[str]:
        return kind_names(self.kinds)

    @property
    def language_names(self) -> list[str]:
        return [own_name(language) for language in self.languages]

    def is_live(self, at: dt.datetime) -> bool:
        """Whether it was neither revoked nor has it expired."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > at)

    def is_valid(self, *, at: dt.datetime, address: str) -> bool:
        """Whether it opens the door at an instant, from an address."""
        return self.is_live(at) and (not self.networks or _within(address, self.networks))


class EarlyReading(models.Model):
    """That something was read before it was public: by a partner's key or by one person's access, what, when, where.

    Of a file that one person reads, one row an hour for what is the same in all of that, with how often.
    """

    read_at = models.DateTimeField(_("read at"), auto_now_add=True)
    # Of files alone.
    hour_at = models.DateTimeField(_("hour"), null=True, blank=True, editable=False)
    times = models.PositiveIntegerField(_("times"), default=1, db_default=1, editable=False)
    key = models.ForeignKey(
        Key, verbose_name=_("key"), on_delete=models.PROTECT, related_name="readings", null=True, blank=True
    )
    access = models.ForeignKey(
        EarlyAccess,
        verbose_name=_("early access"),
        on_delete=models.PROTECT,
        related_name="readings",
        null=True,
        blank=True,
    )
    edition = models.CharField(_("edition"), max_length=100, help_text=_("As the journal names it."))
    path = models.CharField(_("path"), max_length=500)
    network = models.CharField(_("network"), max_length=50, blank=True)
    program = models.CharField(_("program"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("early reading")
        verbose_name_plural = _("early readings")
        ordering = ["-id"]
        indexes = [models.Index(fields=["edition"], name="earlyreading_edition")]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__isnull=False, access__isnull=True) | Q(key__isnull=True, access__isnull=False),
                name="earlyreading_by_one_reader",
            ),
            models.CheckConstraint(
                condition=Q(hour_at__isnull=True, times=1) | Q(hour_at__isnull=False, times__gte=1),
                name="earlyreading_counted_by_the_hour",
            ),
            models.UniqueConstraint(
                fields=["access", "hour_at", "edition", "path", "network", "program"], name="earlyreading_once_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.read_at:%Y-%m-%d %H:%M:%S}"


def _within(address: str, networks: list[str]) -> bool:
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(given in ipaddress.ip_network(network) for network in networks)
