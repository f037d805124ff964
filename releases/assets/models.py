"""Files as rows. The bytes lie in the storage under names that are digests."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_HEX = 64


class MediaFile(models.Model):
    """An original, as it was uploaded. Private for ever: readers get renditions."""

    digest = models.CharField("SHA-256", max_length=_HEX, primary_key=True)
    media_type = models.CharField(_("media type"), max_length=80)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"))
    width_px = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    colour = models.CharField(_("dominant colour"), max_length=7, blank=True)
    duration_ms = models.PositiveBigIntegerField(_("duration in milliseconds"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    document_language = models.CharField(_("language of the document"), max_length=35, blank=True)
    hidden_pages = models.JSONField(_("pages with text under a cover"), default=list, blank=True)
    changed = models.JSONField(_("left out"), default=list, blank=True)
    # The first page of a document, the first frame of a video: a picture of our own making.
    preview = models.ForeignKey(
        "self", verbose_name=_("preview"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ingested_at = models.DateTimeField(_("ingested at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                condition=Q(width_px__isnull=True, height_px__isnull=True) | Q(width_px__gt=0, height_px__gt=0),
                name="mediafile_width_with_height",
            )
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:12]}"

    @property
    def storage_name(self) -> str:
        return f"originals/{self.digest[:2]}/{self.digest}"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def picture(self) -> "MediaFile | None":
        """The picture to show for it: itself, or its preview; None for a sound."""
        return self if self.is_picture else self.preview


class EmbeddedMetadata(models.Model):
    """What is written into a rendition, by value: credit, rights, captions."""

    digest = models.CharField("SHA-256", max_length=_HEX, primary_key=True)
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("embedded metadata")
        verbose_name_plural = _("embedded metadata")

    def __str__(self) -> str:
        return self.digest[:12]


class Rendition(models.Model):
    """A file made by us from an original, or to be made: the only bytes that a reader can ever get.

    Planned with its name and recipe when a text is submitted; made in the background, or when it is first asked for.
    """

    digest = models.CharField("SHA-256", max_length=_HEX, primary_key=True)
    original = models.ForeignKey(
        MediaFile, verbose_name=_("original"), on_delete=models.PROTECT, related_name="renditions"
    )
    media_type = models.CharField(_("media type"), max_length=80)
    width_px = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    crop = models.CharField(_("crop"), max_length=12, blank=True)
    box = models.JSONField(_("part of the picture"), null=True, blank=True)
    metadata = models.ForeignKey(
        EmbeddedMetadata, verbose_name=_("metadata"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    failed = models.CharField(_("failure"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["crop", "width_px", "media_type"]
        indexes = [models.Index(fields=["original"], name="rendition_unmade", condition=Q(made_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, size_bytes__isnull=True) | Q(made_at__isnull=False, size_bytes__gt=0),
                name="rendition_made_with_size",
            )
        ]

    def __str__(self) -> str:
        size = f"{self.width_px} x {self.height_px} " if self.width_px else ""
        return f"{size}{self.media_type} {self.crop}".strip()

    @property
    def storage_name(self) -> str:
        return f"renditions/{self.digest[:2]}/{self.digest}"

    def job(self, path: str) -> dict[str, Any]:
        """What the sandbox needs to make it, at a path."""
        image_format = self.media_type.removeprefix("image/").upper()
        return {
            "path": path,
            "format": image_format,
            "width_px": self.width_px,
            "height_px": self.height_px,
            "box": self.box,
        }
