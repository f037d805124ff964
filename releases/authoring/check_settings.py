"""What a mission decides of the checks, and what an author says of a number. Both with a reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .mission import Mission
from .texts import Text


class CheckSetting(models.Model):
    """That the mission takes a check less seriously, or more, than it comes. In force from the next submission on."""

    class Level(models.TextChoices):
        ERROR = "error", _("error: blocks submission")
        WARNING = "warning", _("warning: to be acknowledged")
        OFF = "off", _("switched off")

    mission = models.ForeignKey(
        Mission, verbose_name=_("mission"), on_delete=models.CASCADE, related_name="check_settings"
    )
    code = models.CharField(_("check"), max_length=40)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("setting of a check")
        verbose_name_plural = _("settings of checks")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "code"],
                name="checksetting_once",
                violation_error_message=_("This check is set already."),
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=["error", "warning", "off"]), name="checksetting_level_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="checksetting_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_level_display()}"


class NumberMark(models.Model):
    """That a number of a text is no statistic, and why: `passage` is the number as it stands there."""

    text = models.ForeignKey(Text, verbose_name=_("text"), on_delete=models.CASCADE, related_name="number_marks")
    passage = models.CharField(_("number"), max_length=100, help_text=_("As it stands in the text, such as: 28 seats."))
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("Such as: the number of a room, counted by the reader.")
    )
    marked_at = models.DateTimeField(_("marked at"), auto_now_add=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("number that is no statistic")
        verbose_name_plural = _("numbers that are no statistics")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "passage"],
                name="numbermark_once",
                violation_error_message=_("This number of the text is marked already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(passage=""), name="numbermark_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage}: {self.reason}"
