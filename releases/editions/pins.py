"""The editors' choice: which release leads the home page of a language, from an instant on."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .models import Edition, Ending, JournalEntry


class Pin(models.Model):
    """One release pinned in one language. Rows are only ever added; the end alone is written later, once.

    A pin takes hold at the first instant from `public_from` on at which its release is public, and then holds in
    place of every pin before it. See `reading.lead_at`.
    """

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    uid = models.UUIDField(_("permanent id"))
    public_from = models.DateTimeField(_("pinned from"))
    public_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    opened_by_entry = models.ForeignKey(
        JournalEntry, verbose_name=_("pinned by"), on_delete=models.PROTECT, related_name="+"
    )
    ended_by_entry = models.ForeignKey(
        JournalEntry, verbose_name=_("unpinned by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("editors’ choice")
        verbose_name_plural = _("editors’ choices")
        ordering = ["-public_from", "-id"]
        indexes = [
            models.Index(fields=["language", "-public_from", "-id"], name="pin_in_force"),
            models.Index(fields=["public_from"], name="pin_opens"),
            models.Index(fields=["public_until"], name="pin_ends", condition=Q(public_until__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["opened_by_entry", "language"], name="pin_once_an_act"),
            models.CheckConstraint(
                condition=Q(public_until__isnull=True, ended_by_entry__isnull=True)
                | Q(public_until__gte=F("public_from"), ended_by_entry__isnull=False),
                name="pin_end_with_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid} ({self.language}, {self.public_from:%Y-%m-%d %H:%M})"

    @property
    def key(self) -> str:
        """The name of the pin in the journal."""
        return f"{self.language}/{self.opened_by_entry_id}"


def to_pin(uids: Iterable[uuid.UUID], *, at: dt.datetime) -> list[Edition]:
    """By release and language, the last edition that is public at an instant, or will be. One query."""
    lasting = Q(public_until__isnull=True) | Q(public_until__gt=at)
    return _last(Edition.objects.filter(lasting, uid__in=uids).exclude(ended_as=Ending.CANCELLED))


def to_unpin(uids: Iterable[uuid.UUID]) -> list[Edition]:
    """By release and language, the last edition of what has a pin without an end. One query."""
    still = Pin.objects.filter(uid=OuterRef("uid"), language=OuterRef("language"), public_until__isnull=True)
    return _last(Edition.objects.filter(Exists(still), uid__in=uids))


def _last(rows: models.QuerySet[Edition]) -> list[Edition]:
    return list({(row.uid, row.language): row for row in rows.defer("content").order_by("language", "number")}.values())
