"""Which acts are about a release, and which editions cite it: found by an index, and not by reading every row.

Written with each act. What the code of another version left out, during an upgrade, is made up for by the next act.
"""

import re
import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Edition, JournalEntry

_UID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


class Mention(models.Model):
    """That an entry of the journal names a release, or that an edition cites it."""

    uid = models.UUIDField()
    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="mentions")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        default_permissions = ()
        indexes = [models.Index(fields=["uid", "entry", "edition"], name="mention_of_release")]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=True, edition__isnull=False) | Q(entry__isnull=False, edition__isnull=True),
                name="mention_by_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


def note(entry: JournalEntry) -> None:
    """What an act names and cites, and those before it that nobody noted. Three queries where none was left out."""
    last = Mention.objects.exclude(entry=None).order_by("-entry_id").values_list("entry_id", flat=True).first() or 0
    missed = JournalEntry.objects.filter(sequence__gt=last, sequence__lt=entry.sequence).order_by("sequence")
    entries = [*(missed if last < entry.sequence - 1 else ()), entry]
    Mention.objects.bulk_create([*_named(entries), *_cited(entries)], batch_size=500)


def _named(entries: list[JournalEntry]) -> Iterator[Mention]:
    for entry in entries:
        for uid in sorted(set(_UID.findall(entry.details))):
            yield Mention(uid=uuid.UUID(uid), entry=entry)


def _cited(entries: list[JournalEntry]) -> Iterator[Mention]:
    """By the editions that these acts opened, and no others before."""
    opened = Edition.objects.filter(opened_by_entry__in=[entry.pk for entry in entries])
    for edition in opened.filter(mentions=None).order_by("pk"):
        for card in edition.body.get("cites", []):
            yield Mention(uid=uuid.UUID(card["uid"]), edition=edition)
