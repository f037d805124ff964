"""What is typed and not saved yet, who has a form open, and which words of the source a translation follows.

None of it is a working copy: a person's unsaved typing is theirs alone, and goes with what it was typed for.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from .releases import Release
from .texts import Text

LONGEST_DRAFT = 500_000
"""Characters of a form as it is kept: some two hundred pages."""
KEPT_FOR = dt.timedelta(days=30)
GONE_AFTER = dt.timedelta(seconds=40)
"""Without a beat for so long, a form is taken for closed."""
STALE_AFTER = dt.timedelta(days=1)
"""When the row of a form that was closed is taken away."""


class WorkingDraft(models.Model):
    """The fields of one form in one window, as typed so far. Only the person who typed it may read it.

    `place` says which form: see `releases.admin.places`. `opened` is what was saved when the typing began.
    """

    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("typed by"), on_delete=models.CASCADE, related_name="+"
    )
    place = models.CharField(_("form"), max_length=60)
    window = models.UUIDField(_("window"))
    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.ForeignKey(
        Text, verbose_name=_("text"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    data = models.TextField(_("fields"))
    opened = models.TextField(_("as it was opened"), blank=True)
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("unsaved draft")
        verbose_name_plural = _("unsaved drafts")
        ordering = ["-kept_at"]
        constraints = [
            models.UniqueConstraint(fields=["typed_by", "place", "window"], name="workingdraft_once_per_window"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("data"), LONGEST_DRAFT), name="workingdraft_is_not_too_long"
            ),
        ]
        indexes = [models.Index(fields=["kept_at"], name="workingdraft_by_age")]

    def __str__(self) -> str:
        return f"{self.place}, {self.kept_at:%Y-%m-%d %H:%M}"


class Presence(models.Model):
    """That a person has a form of a release open: a text in `language`, or its facts where that is empty."""

    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("opened by"), on_delete=models.CASCADE, related_name="+"
    )
    release = models.ForeignKey(Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=8, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    beat_at = models.DateTimeField(_("last beat at"))
    is_unsaved = models.BooleanField(_("has unsaved changes"), default=False)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [
            models.UniqueConstraint(fields=["opened_by", "release", "language"], name="presence_once"),
            models.CheckConstraint(condition=Q(beat_at__gte=F("opened_at")), name="presence_beats_after_opening"),
        ]
        indexes = [models.Index(fields=["beat_at"], name="presence_by_beat")]

    def __str__(self) -> str:
        return f"{self.opened_by}: {self.release_id} {self.language}".strip()


class FollowedSource(models.Model):
    """The source's words as they were when a translation last followed them: what has changed since can be shown.

    A list of `{"name", "text"}`, in the order of the source; `Text.made_from` is the digest of the same words.
    """

    text = models.OneToOneField(
        Text, verbose_name=_("text"), on_delete=models.CASCADE, primary_key=True, related_name="followed"
    )
    passages = models.JSONField(_("passages"), default=list)

    class Meta:
        verbose_name = _("followed source")
        verbose_name_plural = _("followed sources")

    def __str__(self) -> str:
        return str(self.text)


def sweep(*, now: dt.datetime) -> None:
    """Takes away what was kept thirty days ago, and who was here yesterday."""
    Presence.objects.filter(beat_at__lt=now - STALE_AFTER).delete()
    WorkingDraft.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
