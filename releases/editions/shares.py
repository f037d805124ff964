"""Previews shown to people without an account: what, to whom, until when, and each time it was opened.

By value, and related to nothing else: who reads these rows can reach no working copy and no person.
"""

import datetime as dt
import functools
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_DIGEST = 64
LONGEST_HOURS = 14 * 24


class SharedPreview(models.Model):
    """One release shown to one recipient, who holds the token of which only the digest is kept."""

    uid = models.UUIDField(_("permanent id"), db_index=True)
    recipient = models.CharField(_("recipient"), max_length=120)
    token_digest = models.CharField(max_length=_DIGEST, unique=True)
    shared_at = models.DateTimeField(_("shared at"))
    # By value, as in the journal: the row outlives the account.
    shared_by = models.CharField(_("shared by"), max_length=150)
    hours = models.PositiveSmallIntegerField(_("lasts, in hours"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.CharField(_("revoked by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("shared preview")
        verbose_name_plural = _("shared previews")
        ordering = ["-shared_at", "-id"]
        default_permissions = ()
        permissions = [("share_preview", _("Can share a preview with people without an account"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=LONGEST_HOURS), name="sharedpreview_ends_within_two_weeks"
            ),
            models.CheckConstraint(condition=~Q(recipient=""), name="sharedpreview_names_its_recipient"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="sharedpreview_revoked_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    @property
    def ends_at(self) -> dt.datetime:
        return self.shared_at + dt.timedelta(hours=self.hours)

    def is_live(self, at: dt.datetime) -> bool:
        return self.revoked_at is None and self.shared_at <= at < self.ends_at


class SharedPage(models.Model):
    """The release in one language, as it was composed when it was shared: of the shape `edition/1`."""

    preview = models.ForeignKey(
        SharedPreview, verbose_name=_("shared preview"), on_delete=models.CASCADE, related_name="pages"
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    content = models.TextField(_("content"))
    content_digest = models.CharField(_("digest"), max_length=_DIGEST)
    drafted_at = models.DateTimeField(_("draft of"))

    class Meta:
        verbose_name = _("shared page")
        verbose_name_plural = _("shared pages")
        ordering = ["language"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["preview", "language"], name="sharedpage_once_a_language"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="sharedpage_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.preview_id} {self.language}"

    @functools.cached_property
    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed


class SharedOpening(models.Model):
    """That the page was opened: when, in which language, from which network, with what kind of program.

    One row an hour for what is the same in all of that, with how often: `opened_at` is the first time,
    `last_at` the last.
    """

    preview = models.ForeignKey(
        SharedPreview, verbose_name=_("shared preview"), on_delete=models.CASCADE, related_name="openings"
    )
    opened_at = models.DateTimeField(_("opened at"))
    last_at = models.DateTimeField(_("opened last at"), null=True, blank=True)
    # Null in rows from before openings were counted by the hour.
    hour_at = models.DateTimeField(_("hour"), null=True, blank=True, editable=False)
    times = models.PositiveIntegerField(_("times"), default=1, db_default=1)
    language = models.CharField(_("language"), max_length=8)
    network = models.CharField(_("network"), max_length=50, blank=True)
    program = models.CharField(_("program"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("opening of a shared preview")
        verbose_name_plural = _("openings of shared previews")
        ordering = ["-opened_at", "-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["preview", "hour_at", "language", "network", "program"], name="sharedopening_once_an_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M} {self.network}"
