"""One embargoed release, given early to one named person: to whom, by whom, until when at the latest, and which texts.

By value, and related to nothing else: who reads these rows can reach no working copy. What is read is the record's.
The person is forgotten some time after; a number is left.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_DIGEST = 64
LONGEST_DAYS = 31


class EarlyAccess(models.Model):
    """It lasts as long as the embargo, which it follows when that is moved; `days` is the most that it can last."""

    uid = models.UUIDField(_("permanent id"), db_index=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=120)
    email = models.EmailField(_("e-mail"))
    note = models.TextField(_("note"), blank=True)
    token_digest = models.CharField(max_length=_DIGEST, unique=True)
    given_at = models.DateTimeField(_("given at"))
    # By value, as in the journal: the row outlives the account.
    given_by = models.CharField(_("given by"), max_length=150)
    days = models.PositiveSmallIntegerField(_("lasts, in days"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.CharField(_("revoked by"), max_length=150, blank=True)
    forgotten_at = models.DateTimeField(_("reader forgotten at"), null=True, blank=True)

    class Meta:
        verbose_name = _("early access")
        verbose_name_plural = _("early access")
        ordering = ["-given_at", "-id"]
        default_permissions = ()
        permissions = [("give_early_access", _("Can give a journalist early access to what is under embargo"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST_DAYS), name="earlyaccess_ends_within_a_month"
            ),
            models.CheckConstraint(
                condition=(Q(forgotten_at__isnull=True) & ~Q(name="") & ~Q(organisation="") & ~Q(email=""))
                | Q(forgotten_at__isnull=False, name="", organisation="", email="", note=""),
                name="earlyaccess_names_or_forgot_its_reader",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="earlyaccess_revoked_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        if self.forgotten_at is not None:
            return gettext("Reader no. %(number)d, name deleted") % {"number": self.pk}
        return f"{self.name}, {self.organisation}"

    @property
    def ends_at(self) -> dt.datetime:
        """At the latest: the end of the embargo comes first, as a rule."""
        return self.given_at + dt.timedelta(days=self.days)

    @property
    def over_at(self) -> dt.datetime:
        """When it surely opened nothing any more."""
        return min(self.revoked_at, self.ends_at) if self.revoked_at else self.ends_at

    def is_live(self, at: dt.datetime) -> bool:
        return self.revoked_at is None and self.given_at <= at < self.ends_at


class EarlyText(models.Model):
    """An edition that was under embargo when access was given, as the record numbers it: they decide when it ends."""

    access = models.ForeignKey(
        EarlyAccess, verbose_name=_("early access"), on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("edition"))

    class Meta:
        verbose_name = _("text given early")
        verbose_name_plural = _("texts given early")
        ordering = ["language"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["access", "language"], name="earlytext_once_a_language"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="earlytext_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.access_id} {self.language} {self.number}"
