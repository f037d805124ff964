"""What a correction will say to readers, written down when it is begun: the reviewer need not invent it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import LocalizedField
from .releases import Release


class PlannedCorrection(models.Model):
    """A note for the next correction of a release. One that is older than the release's last edition is done."""

    release = models.OneToOneField(
        Release,
        verbose_name=_("release"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="planned_correction",
    )
    note = LocalizedField(_("public note"), multiline=True)
    planned_at = models.DateTimeField(_("planned at"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("planned by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("planned correction")
        verbose_name_plural = _("planned corrections")
        constraints = [models.CheckConstraint(condition=~Q(note={}), name="plannedcorrection_has_note")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.release}"
