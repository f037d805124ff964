"""The rows of the record. What guards them in the database is in `guards`."""

import functools
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.authoring.fields import LocalizedField
from releases.authoring.languages import isolated
from releases.authoring.releases import Kind, Release

from .reading import EditionQuerySet

_DIGEST = 64


class Act(models.TextChoices):
    SUBMIT = "submit", _("submitted")
    RETURN = "return", _("returned")
    APPROVE = "approve", _("approved")
    CORRECT = "correct", _("corrected")
    UPDATE = "update", _("updated")
    RESCHEDULE = "reschedule", _("rescheduled")
    CANCEL = "cancel", _("cancelled")
    WITHDRAW = "withdraw", _("withdrawn")
    EXPUNGE = "expunge", _("expunged")
    IMPRINT = "imprint", _("mission’s details published")
    PIN = "pin", _("pinned")
    UNPIN = "unpin", _("unpinned")
    URGENT = "urgent", _("published urgently by one person")
    LOOK = "look", _("looked at afterwards")


# Acts that no reader can see anything of, and which a busy desk does all day.
UNSEEN = frozenset({Act.SUBMIT, Act.RETURN, Act.LOOK})


class Change(models.TextChoices):
    """What an edition is to the one before it."""

    NEW = "new", _("released")
    CORRECTION = "correction", _("corrected")
    UPDATE = "update", _("updated")


class Ending(models.TextChoices):
    """Why an interval closes."""

    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CANCELLED = "cancelled", _("cancelled")


class Look(models.TextChoices):
    """What a second person found in what one person had published urgently."""

    FINE = "fine", _("fine")
    CORRECTION = "correction", _("needs a correction")


class JournalEntry(models.Model):
    """One act. Rows are only ever added; each digest covers the row before."""

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    act = models.CharField(_("act"), max_length=12, choices=Act.choices)
    recorded_at = models.DateTimeField(_("recorded at"))
    effective_at = models.DateTimeField(_("takes effect at"), null=True, blank=True)
    # By value: the journal outlives the account.
    by = models.CharField(_("by"), max_length=150)
    reason = models.TextField(_("reason"), blank=True)
    details = models.TextField(_("details"))
    previous_digest = models.CharField(max_length=_DIGEST, unique=True)
    digest = models.CharField(max_length=_DIGEST, unique=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["sequence"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="journal_act_is_known"),
            models.CheckConstraint(
                condition=Q(effective_at__isnull=True) | Q(effective_at__gt=F("recorded_at")),
                name="journal_effect_lies_ahead",
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="journal_recorded")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.get_act_display()}"


class Submission(models.Model):
    """A bundle of (release, language), put to a reviewer with the digest of each."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for review")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        SUPERSEDED = "superseded", _("superseded by a later submission")

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("submitted by"), on_delete=models.PROTECT, related_name="+"
    )
    remark = models.TextField(_("remark for the reviewer"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    comment = models.TextField(_("comment"), blank=True)
    # Published by one person, who wrote it: why, and what another person found afterwards.
    urgent_reason = models.TextField(_("reason for urgent publication"), blank=True)
    looked_at = models.DateTimeField(_("looked at, at"), null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked at by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    look = models.CharField(_("found"), max_length=12, choices=Look.choices, blank=True)
    look_remark = models.TextField(_("remark on what was found"), blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-id"]
        # What waits, oldest first; what was published urgently and is to be looked at; the list of a year.
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="submission_waiting"),
            models.Index(fields=["decided_at"], name="submission_urgent", condition=~Q(urgent_reason="")),
            models.Index(fields=["submitted_at"], name="submission_submitted"),
        ]
        permissions = [
            ("submit", _("May submit texts for review")),
            ("approve", _("May approve, correct, update and return submissions")),
            ("withdraw", _("May reschedule, cancel and withdraw editions")),
            ("expunge", _("May expunge editions")),
            ("publish_imprint", _("May publish the mission’s details")),
            ("pin_release", _("May pin releases to the home page")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="open") & Q(decided_at__isnull=True))
                | (Q(decided_at__isnull=False) & Q(state__in=["approved", "returned", "superseded"])),
                name="submission_state_with_decision",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="submission_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(decided_by=F("submitted_by")) | ~Q(urgent_reason=""),
                name="submission_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(urgent_reason="") | Q(state="approved"), name="submission_urgent_is_approved"
            ),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True, looked_by__isnull=True, look="", look_remark="")
                | (Q(looked_at__isnull=False, looked_by__isnull=False, look__in=Look.values) & ~Q(urgent_reason="")),
                name="submission_look_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(looked_by__isnull=True) | ~Q(looked_by=F("decided_by")),
                name="submission_looked_at_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(look="correction") | ~Q(look_remark=""), name="submission_correction_says_which"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""), name="submission_returned_with_comment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class SubmissionItem(models.Model):
    """One (release, language) of a submission. PROTECT: what was ever submitted cannot be deleted."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="items"
    )
    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.PROTECT, related_name="submission_items"
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    digest = models.CharField(_("digest"), max_length=_DIGEST)
    # What the digest is of, while it waits: a reviewer reads what was submitted, whatever became of the draft since.
    content = models.TextField(_("content"), blank=True, editable=False)

    class Meta:
        verbose_name = _("submitted text")
        verbose_name_plural = _("submitted texts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "release", "language"], name="submission_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.release} ({self.language})"


class Edition(models.Model):
    """What a reader sees of one release in one language, and from when until when.

    No foreign key leads to a working copy: `uid` is the release's identity by value. `content` is canonical
    JSON of the shape in `content.schema.json`; `content_digest` is its SHA-256 and outlives an expunging.
    """

    uid = models.UUIDField(_("permanent id"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("edition"))
    slug = models.CharField(_("address"), max_length=100)
    title = models.CharField(_("title"), max_length=200)
    content = models.TextField(_("content"))
    content_digest = models.CharField(_("digest"), max_length=_DIGEST)
    change = models.CharField(_("change"), max_length=12, choices=Change.choices)
    note = LocalizedField(_("public note"), blank=True)
    released_at = models.DateTimeField(_("first released at"))
    public_from = models.DateTimeField(_("public from"))
    public_until = models.DateTimeField(_("public until"), null=True, blank=True)
    ended_as = models.CharField(_("ended as"), max_length=12, choices=Ending.choices, blank=True)
    end_reason = LocalizedField(_("public reason"), blank=True)
    opened_by_entry = models.ForeignKey(
        JournalEntry, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+"
    )
    ended_by_entry = models.ForeignKey(
        JournalEntry, verbose_name=_("ended by"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    expunged_at = models.DateTimeField(_("expunged at"), null=True, blank=True)
    # Set where one person published their own work; it never changes.
    urgent_by_entry = models.ForeignKey(
        JournalEntry,
        verbose_name=_("published urgently by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-released_at", "-id"]
        indexes = [
            models.Index(fields=["-released_at", "-id"], name="edition_newest"),
            models.Index(fields=["language", "-released_at", "-id"], name="edition_list"),
            models.Index(fields=["language", "kind", "-released_at", "-id"], name="edition_section"),
            models.Index(fields=["uid", "language", "public_from"], name="edition_of_release"),
            models.Index(fields=["language", "slug"], name="edition_address"),
            models.Index(fields=["public_from"], name="edition_opens"),
            models.Index(fields=["change", "-public_from"], name="edition_by_change"),
            models.Index(fields=["public_until"], name="edition_ends", condition=Q(public_until__isnull=False)),
            models.Index(fields=["ended_as", "public_until"], name="edition_ended"),
            models.Index(fields=["expunged_at"], name="edition_expunged", condition=Q(expunged_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["uid", "language", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(public_until__isnull=True) | Q(public_until__gte=F("public_from")),
                name="edition_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(released_at__lte=F("public_from")), name="edition_released_before_public"
            ),
            models.CheckConstraint(
                condition=Q(public_until__isnull=True, ended_as="", ended_by_entry__isnull=True, end_reason={})
                | Q(public_until__isnull=False, ended_by_entry__isnull=False, ended_as__in=Ending.values),
                name="edition_end_with_cause",
            ),
            models.CheckConstraint(
                condition=~Q(ended_as="withdrawn") | ~Q(end_reason={}), name="edition_withdrawn_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(ended_as="cancelled") | Q(public_until=F("public_from")), name="edition_cancelled_is_empty"
            ),
            models.CheckConstraint(
                condition=~Q(change="correction") | ~Q(note={}) | Q(expunged_at__isnull=False),
                name="edition_correction_with_note",
            ),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="edition_change_is_known"),
            models.CheckConstraint(condition=~Q(content="") | Q(expunged_at__isnull=False), name="edition_has_content"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="edition_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.number})"

    @functools.cached_property
    def body(self) -> dict[str, Any]:
        """`content`, parsed; empty for an edition that was expunged."""
        parsed: dict[str, Any] = json.loads(self.content) if self.content else {}
        return parsed

    @property
    def key(self) -> str:
        """The name of the edition in the journal."""
        return f"{self.uid}/{self.language}/{self.number}"


class EditionFile(models.Model):
    """That an edition shows a file made by us: what the media gate asks."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="files")
    digest = models.CharField("SHA-256", max_length=_DIGEST)

    class Meta:
        verbose_name = _("file shown")
        verbose_name_plural = _("files shown")
        indexes = [models.Index(fields=["digest"], name="editionfile_digest")]
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="editionfile_once")]

    def __str__(self) -> str:
        return self.digest


class Imprint(models.Model):
    """What the mission says of itself, from an instant on: the record's own copy of the Mission."""

    content = models.TextField(_("content"))
    content_digest = models.CharField(_("digest"), max_length=_DIGEST)
    public_from = models.DateTimeField(_("public from"), unique=True)
    opened_by_entry = models.ForeignKey(
        JournalEntry, verbose_name=_("published by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")
        ordering = ["-public_from"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {isolated(f'{timezone.localtime(self.public_from):%Y-%m-%d %H:%M}')}"

    @functools.cached_property
    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed
