"""Who answers the press, and when: the duty roster of the mission."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import LocalizedField
from .languages import interface_language, pick
from .mission import Mission

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def validate_tags(value: Any) -> None:
    """Refuses what is not a list of well-formed language tags, each once."""
    if not isinstance(value, list) or len(set(map(str, value))) != len(value):
        raise ValidationError(_("List the languages as tags, each once: en, kk, ru, ur."), code="tags")
    for tag in value:
        if not isinstance(tag, str) or not _TAG.match(tag):
            raise ValidationError(
                _("“%(tag)s” is not a language tag. Write one such as en, kk or zh-Hans."),
                params={"tag": tag},
                code="tags",
            )


class DutyOfficer(models.Model):
    """One turn of duty. It reaches readers by value, with the imprint; both ends of the turn may be open."""

    mission = models.ForeignKey(Mission, verbose_name=_("mission"), on_delete=models.CASCADE, related_name="duty")
    names = LocalizedField(
        _("name or function"),
        help_text=_("As readers see it. It stays in the record for ever: a function may do, such as “Duty desk”."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True, validators=[validate_tags])
    hours = LocalizedField(_("hours"), blank=True, help_text=_("In words, such as “Monday to Friday, 9:00 to 18:00”."))
    duty_from = models.DateTimeField(
        _("on duty from"), null=True, blank=True, help_text=_("In the mission’s time zone. Empty: from now on.")
    )
    duty_until = models.DateTimeField(
        _("on duty until"), null=True, blank=True, help_text=_("Empty: until further notice.")
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Where several are on duty, the lowest comes first.")
    )

    class Meta:
        verbose_name = _("press officer on duty")
        verbose_name_plural = _("press officers on duty")
        ordering = ["position", "duty_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(duty_from__isnull=True) | Q(duty_until__isnull=True) | Q(duty_until__gt=F("duty_from")),
                name="duty_ends_after_start",
                violation_error_message=_("A turn of duty ends after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="duty_can_be_reached",
                violation_error_message=_("Give a telephone number or an e-mail address: readers must reach somebody."),
            ),
        ]

    def __str__(self) -> str:
        return pick(self.names, interface_language())[1] or str(self._meta.verbose_name)
