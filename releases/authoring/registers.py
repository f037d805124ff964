"""The registers: people, offices, organisations, topics, with approved names in each language."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from . import mediatopics
from .fields import LocalizedField, ReducedDateField, reduced_date_check
from .languages import interface_language, pick


class Register(models.Model):
    """A named thing that editions mention by value."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    names = LocalizedField(_("approved names"))

    class Meta:
        abstract = True
        ordering = ["slug"]

    def __str__(self) -> str:
        return pick(self.names, interface_language())[1] or self.slug


class Person(Register):
    biographies = LocalizedField(_("biographies"), blank=True, multiline=True)

    class Meta(Register.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Organisation(Register):
    successor = models.ForeignKey(
        "self",
        verbose_name=_("renamed to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    retired_on = ReducedDateField(_("retired on"), help_text=_("When the name went out of use."))

    class Meta(Register.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            reduced_date_check("organisation_retired_on_shape", "retired_on"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="organisation_succeeds_another"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(retired_on=""), name="organisation_renaming_is_dated"
            ),
        ]


class Topic(Register):
    mediatopic = models.CharField(
        _("IPTC Media Topic"), max_length=24, blank=True, help_text=_("A code such as medtop:20000574.")
    )

    class Meta(Register.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def clean(self) -> None:
        if self.mediatopic and self.mediatopic not in mediatopics.vocabulary():
            raise ValidationError(
                {
                    "mediatopic": _(
                        "%(code)s is not in the IPTC vocabulary. Look it up at cv.iptc.org/newscodes/mediatopic."
                    )
                    % {"code": self.mediatopic}
                }
            )


class Office(models.Model):
    """A title that a person holds, from - to; both ends may be unknown, or known only in part."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="offices")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
    )
    titles = LocalizedField(_("titles"))
    held_from = ReducedDateField(_("held from"))
    held_until = ReducedDateField(_("held until"), help_text=_("Empty: still held, or not known."))

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["person", "held_from"]
        constraints = [
            reduced_date_check("office_held_from_shape", "held_from"),
            reduced_date_check("office_held_until_shape", "held_until"),
            models.CheckConstraint(
                condition=Q(held_until="") | Q(held_from="") | Q(held_until__gte=F("held_from")),
                name="office_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {pick(self.titles, interface_language())[1]}"

    def held_on(self, date: str) -> bool:
        """Whether the office may have been held on a date known in part; what is unknown is not held against it."""
        after_start = not self.held_from or not date or self.held_from[: len(date)] <= date[: len(self.held_from)]
        before_end = not self.held_until or not date or date[: len(self.held_until)] <= self.held_until[: len(date)]
        return after_start and before_end
