"""Warnings that somebody saw and submitted in spite of, each with the reason. Rows are only ever added.

The journal keeps the digest of each and none of its words: an expunging blanks them here, and nothing is left.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import interface_language

from .canonical import canonical, digest_of
from .models import Submission

_DIGEST = 64


class Acknowledgement(models.Model):
    """One warning of one submission, by value: the check and its words may be others tomorrow.

    `finding` is the key of the finding; the journal's row of the submission says the same.
    """

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.PROTECT, related_name="acknowledgements"
    )
    uid = models.UUIDField(_("permanent id"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    code = models.CharField(_("check"), max_length=40)
    finding = models.CharField(_("finding"), max_length=16)
    passage = models.TextField(_("passage"), blank=True)
    message = models.TextField(_("what was found"), blank=True)
    # The same in every language of the desk; null where it was kept in the submitter's alone.
    told = models.JSONField(_("what was found, by language"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    digest = models.CharField(_("digest"), max_length=_DIGEST)
    # By value, as in the journal: it outlives the account.
    acknowledged_by = models.CharField(_("acknowledged by"), max_length=150)

    class Meta:
        verbose_name = _("acknowledged warning")
        verbose_name_plural = _("acknowledged warnings")
        ordering = ["id"]
        indexes = [models.Index(fields=["uid", "language"], name="acknowledgement_of_text")]
        constraints = [
            models.UniqueConstraint(fields=["submission", "finding"], name="acknowledgement_once"),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(message="", passage=""), name="acknowledgement_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} ({self.reason})"

    @property
    def says(self) -> str:
        """What was found, in the language of the interface; in the submitter's where no other was kept."""
        words: str = (self.told or {}).get(interface_language()) or self.message
        return words


def words_digest(row: Acknowledgement) -> str:
    """SHA-256 of what was found, where, and why it stands."""
    words = [row.passage, row.message, row.reason]
    return digest_of(canonical(words if row.told is None else [*words, row.told]))


def recorded(row: Acknowledgement) -> dict[str, str]:
    """What the journal keeps of it."""
    return {
        "finding": row.finding,
        "check": row.code,
        "uid": str(row.uid),
        "language": row.language,
        "digest": row.digest,
    }


def expunge(*, uid: uuid.UUID, language: str) -> None:
    """Blanks the words of all that was acknowledged of a text: they may repeat what its editions must not show."""
    rows = Acknowledgement.objects.filter(uid=uid, language=language).exclude(message="")
    rows.update(passage="", message="", told=None, reason="")
