from django.db import models
from django.utils.translation import gettext_lazy as _

_HEX = 64


class MediaFile(models.Model):
    """An original, as it was uploaded. Private for ever: readers get renditions."""

    digest = models.CharField("SHA-256", max_length=_HEX, primary_key=True)
    media_type = models.CharField(_("media type"), max_length=80)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"))
    width_px = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height_px = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    ingested_at = models.DateTimeField(_("ingested at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width_px__isnull=True, height_px__isnull=True)
                | models.Q(width_px__gt=0, height_px__gt=0),
                name="mediafile_width_with_height",
            )
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:12]}"

    @property
    def storage_name(self) -> str:
        return f"originals/{self.digest[:2]}/{self.digest}"


class Rendition(models.Model):
    """A file made by us from an original: the only bytes that a reader can ever get."""

    digest = models.CharField("SHA-256", max_length=_HEX, primary_key=True)
    original = models.ForeignKey(
        MediaFile, verbose_name=_("original"), on_delete=models.PROTECT, related_name="renditions"
    )
    media_type = models.CharField(_("media type"), max_length=80)
    width_px = models.PositiveIntegerField(_("width in pixels"))
    height_px = models.PositiveIntegerField(_("height in pixels"))
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["width_px"]
        constraints = [
            models.UniqueConstraint(fields=["original", "media_type", "width_px"], name="rendition_once_per_width")
        ]

    def __str__(self) -> str:
        return f"{self.width_px} x {self.height_px} {self.media_type}"

    @property
    def storage_name(self) -> str:
        return f"renditions/{self.digest[:2]}/{self.digest}"
