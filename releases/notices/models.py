"""The queue. The journal itself is what remembers an act: it is committed with it, and read here afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from releases.editions.models import JournalEntry


class StaffMail(models.Model):
    """One mail to one person about one act: waiting, sent, or given up."""

    # By value: nothing that the outlets read leads to a person.
    sequence = models.PositiveBigIntegerField(_("number"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.PROTECT, related_name="+"
    )
    template = models.CharField(_("what it says"), max_length=20)
    planned_at = models.DateTimeField(_("planned at"), auto_now_add=True)
    next_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail to staff")
        verbose_name_plural = _("mails to staff")
        ordering = ["-id"]
        indexes = [models.Index(fields=["next_at"], name="staffmail_due", condition=Q(next_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["sequence", "recipient"], name="staffmail_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(next_at__isnull=True), name="staffmail_sent_waits_no_more"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | Q(next_at__isnull=False) | ~Q(last_error=""),
                name="staffmail_given_up_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}: {self.recipient}"

    @property
    def entry(self) -> JournalEntry:
        """The act that it tells of. One query."""
        return JournalEntry.objects.get(pk=self.sequence)


class ReadUntil(models.Model):
    """How far the journal has been turned into mails: one row."""

    sequence = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("mails planned until")
        verbose_name_plural = _("mails planned until")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="readuntil_is_one")]

    def __str__(self) -> str:
        return str(self.sequence)
