"""Workers as rows: one a process, for as long as it is heard of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A process that does what is planned and due."""

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("Host and process."))
    started_at = models.DateTimeField(_("started at"))
    beat_at = models.DateTimeField(_("last heard of at"), db_index=True)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["-beat_at"]

    def __str__(self) -> str:
        return self.name
