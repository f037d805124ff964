"""Addresses of people and topics that were joined with another: where readers are led from the old one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .search.models import Role


class FormerAddress(models.Model):
    """The slug under which public editions once named a person or a topic, and the slug that took its place."""

    role = models.CharField(_("register"), max_length=12, choices=Role.choices)
    slug = models.CharField(_("former address"), max_length=100)
    leads_to = models.CharField(_("leads to"), max_length=100)
    moved_at = models.DateTimeField(_("moved at"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["role", "slug"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["role", "slug"], name="formeraddress_once"),
            models.CheckConstraint(condition=~Q(slug=F("leads_to")), name="formeraddress_leads_elsewhere"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="formeraddress_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.slug} → {self.leads_to}"
