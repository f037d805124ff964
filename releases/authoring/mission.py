"""The mission that runs this installation: one row."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .checks.context import OfficeHours
from .fields import LocalizedField
from .languages import LANGUAGES, interface_language, pick

_COLOUR = RegexValidator(re.compile(r"#[0-9a-fA-F]{6}\Z"), _("Write a colour as #00afca."))
_STATE = RegexValidator(re.compile(r"[A-Z]{2}\Z"), _("Write the two letters of ISO 3166, such as KZ."))


def validate_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write one such as Asia/Karachi."), params={"value": value}, code="zone"
        )


def validate_languages(value: Any) -> None:
    if not isinstance(value, list) or not value or len(set(value)) != len(value) or set(value) - set(LANGUAGES):
        raise ValidationError(
            _("List the languages the mission publishes in, each once, from: %(languages)s."),
            params={"languages": ", ".join(LANGUAGES)},
            code="languages",
        )


def validate_days(value: Any) -> None:
    if not isinstance(value, list) or not value or len(set(value)) != len(value) or set(value) - set(range(1, 8)):
        raise ValidationError(_("Choose at least one day of the week, each once."), code="days")


def validate_holidays(value: Any) -> None:
    for day in value if isinstance(value, list) else [value]:
        try:
            dt.date.fromisoformat(str(day).replace("--", "2000-", 1) if str(day).startswith("--") else day)
        except (TypeError, ValueError):
            raise ValidationError(
                _("“%(day)s” is not a day. Write 2030-03-22, or 03-22 for one of every year."),
                params={"day": str(day).removeprefix("--")},
                code="holidays",
            ) from None


def working_days() -> list[int]:
    """Monday to Friday, as ISO 8601 counts."""
    return [1, 2, 3, 4, 5]


def all_languages() -> list[str]:
    return list(LANGUAGES)


class LargeNumbers(models.TextChoices):
    """How a language names large numbers."""

    INTERNATIONAL = "international", _("millions and billions")
    SOUTH_ASIAN = "south_asian", _("lakh and crore")


class Mission(models.Model):
    """What the mission says of itself. It reaches readers by value, through `editions.imprint`, never from here."""

    names = LocalizedField(_("names"))
    short_names = LocalizedField(_("short names"), blank=True)
    taglines = LocalizedField(_("taglines"), blank=True)
    abouts = LocalizedField(_("about the mission"), blank=True, multiline=True)
    home_state = models.CharField(_("home state"), max_length=2, validators=[_STATE])
    host_state = models.CharField(_("host state"), max_length=2, validators=[_STATE])
    languages = models.JSONField(_("languages"), default=all_languages, validators=[validate_languages])
    source_language = models.CharField(_("source language"), max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone of the mission"), max_length=64, validators=[validate_zone])
    capital_time_zone = models.CharField(_("time zone of the capital"), max_length=64, validators=[validate_zone])
    press_email = models.EmailField(_("press e-mail"), blank=True)
    press_phone = models.CharField(_("press telephone"), max_length=40, blank=True)
    press_hours = LocalizedField(_("press hours"), blank=True)
    office_days = models.JSONField(_("days on which it is open"), default=working_days, validators=[validate_days])
    office_from = models.TimeField(_("open from"), default=dt.time(8))
    office_until = models.TimeField(_("open until"), default=dt.time(20))
    holidays = models.JSONField(
        _("holidays"),
        default=list,
        blank=True,
        validators=[validate_holidays],
        help_text=_("One a line: 2030-03-22, or 03-22 for one of every year."),
    )
    addresses = LocalizedField(_("addresses"), blank=True, multiline=True)
    colour = models.CharField(_("colour"), max_length=7, default="#00708f", validators=[_COLOUR])
    accent_colour = models.CharField(_("accent colour"), max_length=7, default="#e8b10e", validators=[_COLOUR])
    english_numbers = models.CharField(
        _("large numbers in English"),
        max_length=16,
        choices=LargeNumbers.choices,
        default=LargeNumbers.INTERNATIONAL,
        help_text=_("6.3 million, or 63 lakh. What is published keeps the form that it was published in."),
    )
    urdu_numbers = models.CharField(
        _("large numbers in Urdu"),
        max_length=16,
        choices=LargeNumbers.choices,
        default=LargeNumbers.SOUTH_ASIAN,
        help_text=_("63 lakh, or 6.3 million, each in Urdu words."),
    )
    authors_read_all_drafts = models.BooleanField(
        _("authors read each other’s drafts"),
        default=False,
        help_text=_("Otherwise an author sees the drafts they made or edited, and what is public."),
    )
    urgent_publication = models.BooleanField(
        _("urgent publication by one person"),
        default=False,
        help_text=_(
            "For small missions: a reviewer may publish their own work, with a reason. "
            "It is marked as urgent, and another reviewer is asked to look at it afterwards."
        ),
    )

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("mission")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="mission_is_one"),
            models.CheckConstraint(
                condition=models.Q(english_numbers__in=LargeNumbers.values, urdu_numbers__in=LargeNumbers.values),
                name="mission_numbers_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(office_until__gt=models.F("office_from")),
                name="mission_closes_after_it_opens",
                violation_error_message=_("The mission closes before it opens: put its office hours right."),
            ),
        ]

    def __str__(self) -> str:
        return pick(self.names, interface_language())[1] or str(_("mission"))

    @property
    def office_hours(self) -> OfficeHours:
        return OfficeHours(tuple(self.office_days), self.office_from, self.office_until, frozenset(self.holidays))

    def large_numbers(self, language: str) -> str:
        """How figures of an edition in `language` name large numbers: a value of LargeNumbers."""
        chosen: Mapping[str, str] = {"en": self.english_numbers, "ur": self.urdu_numbers}
        return chosen.get(language, LargeNumbers.INTERNATIONAL)
