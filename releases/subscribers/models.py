"""Subscribers, their letters, and what is left of those who went: a number."""

import uuid
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from releases.authoring.languages import own_name
from releases.partners.models import kind_names, validate_kinds, validate_languages

LAST_HOUR = 23


def validate_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone of the list."), code="zone")


class Subscriber(models.Model):
    """One reader, by the one personal datum that is kept of them: the address. It goes when they go."""

    class State(models.TextChoices):
        ASKED = "asked", _("not confirmed")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused: mail came back")

    class Cadence(models.TextChoices):
        IMMEDIATE = "immediate", _("At once")
        DAILY = "daily", _("Once a day")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, help_text=_("In which we write to them.")
    )
    languages = models.JSONField(_("languages of releases"), default=list, validators=[validate_languages])
    kinds = models.JSONField(
        _("kinds"), default=list, blank=True, validators=[validate_kinds], help_text=_("Empty: all.")
    )
    topics = models.JSONField(_("topics"), default=list, blank=True, help_text=_("Empty: all."))
    cadence = models.CharField(_("how often"), max_length=12, choices=Cadence.choices, default=Cadence.IMMEDIATE)
    hour = models.PositiveSmallIntegerField(_("hour of the daily mail"), default=8)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    # Of mails that came back, and when the last one did.
    bounces = models.PositiveSmallIntegerField(_("mails that came back"), default=0)
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "id"], name="subscriber_walk")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["asked", "active", "paused"]), name="subscriber_state_known"),
            models.CheckConstraint(
                condition=Q(state="asked", confirmed_at__isnull=True)
                | (Q(state__in=["active", "paused"]) & Q(confirmed_at__isnull=False)),
                name="subscriber_confirmed_first",
            ),
            models.CheckConstraint(condition=Q(cadence__in=["immediate", "daily"]), name="subscriber_cadence_known"),
            models.CheckConstraint(condition=Q(hour__lte=LAST_HOUR), name="subscriber_hour_of_a_day"),
            models.CheckConstraint(
                condition=Q(bounces=0, bounced_at__isnull=True) | Q(bounces__gt=0, bounced_at__isnull=False),
                name="subscriber_bounced_when",
            ),
        ]

    def __str__(self) -> str:
        """Without the address: this goes into logs."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def kind_names(self) -> list[str]:
        return kind_names(self.kinds)

    @property
    def language_names(self) -> list[str]:
        return [own_name(language) for language in self.languages]

    @property
    def is_daily(self) -> bool:
        return self.cadence == self.Cadence.DAILY


class Letter(models.Model):
    """One thing that one subscriber is told: a change of an edition, or (without an edition) a link of their own.

    A daily mail bears several. `sending` is written before the server is spoken to, so that no crash sends twice.
    """

    class Event(models.TextChoices):
        CONFIRM = "confirm", _("asked to confirm")
        LINK = "link", _("sent the personal link")
        NEW = "new", _("released")
        CORRECTION = "correction", _("corrected")
        UPDATE = "update", _("updated")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("may have been sent: stopped while it was handed over")
        OVERTAKEN = "overtaken", _("overtaken by a later edition")
        DROPPED = "dropped", _("dropped: no longer to be told")
        FAILED = "failed", _("given up")

    subscriber = models.ForeignKey(
        Subscriber, verbose_name=_("subscriber"), on_delete=models.CASCADE, related_name="letters"
    )
    event = models.CharField(_("event"), max_length=12, choices=Event.choices)
    release = models.UUIDField(_("permanent id of the release"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    number = models.PositiveIntegerField(_("edition"), default=0)
    effective_at = models.DateTimeField(_("effective at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_at"], name="letter_due", condition=Q(state="waiting")),
            models.Index(fields=["claimed_at"], name="letter_claimed", condition=Q(state="sending")),
            models.Index(fields=["release", "language", "subscriber"], name="letter_of_release"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "release", "language", "number", "event"], name="letter_once"
            ),
            models.CheckConstraint(
                condition=Q(event__in=["confirm", "link"], release__isnull=True, language="", number=0)
                | (
                    Q(event__in=["new", "correction", "update", "withdrawn"], release__isnull=False, number__gt=0)
                    & ~Q(language="")
                ),
                name="letter_of_an_edition",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False) | (~Q(state="waiting") & Q(next_at__isnull=True)),
                name="letter_waits_for_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "uncertain", "overtaken", "dropped", "failed"]),
                name="letter_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="letter_sent_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="letter_claimed_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"


class Told(models.Model):
    """How far the record has been turned into letters: a position of `editions.following`, and how far the walk
    over the subscribers has come for the entry after it. One row."""

    position_from = models.DateTimeField(_("read until"))
    position_rank = models.PositiveSmallIntegerField(default=0)
    position_row = models.PositiveBigIntegerField(default=0)
    subscriber = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("letters planned until")
        verbose_name_plural = _("letters planned until")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="told_is_one")]

    def __str__(self) -> str:
        return f"{self.position_from:%Y-%m-%d %H:%M:%S}"


class Departure(models.Model):
    """How many left on a day, and how: all that is kept of them."""

    class Way(models.TextChoices):
        THEMSELVES = "themselves", _("left themselves")
        ON_REQUEST = "on_request", _("erased at the desk, on request")
        UNCONFIRMED = "unconfirmed", _("never confirmed")
        BOUNCED = "bounced", _("mail came back")

    left_on = models.DateField(_("day"))
    way = models.CharField(_("way"), max_length=12, choices=Way.choices)
    people = models.PositiveIntegerField(_("people"), default=0)

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        ordering = ["-left_on", "way"]
        constraints = [
            models.UniqueConstraint(fields=["left_on", "way"], name="departure_once_a_day"),
            models.CheckConstraint(
                condition=Q(way__in=["themselves", "on_request", "unconfirmed", "bounced"]), name="departure_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_on} {self.way} {self.people}"
