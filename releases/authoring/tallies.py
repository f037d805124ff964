"""How much the checks found in a text when they last read it: for lists, which run no check themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .texts import Text


class CheckTally(models.Model):
    """Errors, with what is missing, and warnings. Older than the last edit of text or release, it says nothing."""

    text = models.OneToOneField(Text, verbose_name=_("text"), on_delete=models.CASCADE, related_name="tally")
    errors = models.PositiveIntegerField(_("errors"))
    warnings = models.PositiveIntegerField(_("warnings"))
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("tally of the checks")
        verbose_name_plural = _("tallies of the checks")
        ordering = ["text"]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.errors}/{self.warnings}"
