"""Releases: anything the mission issues, in four kinds. The working copies, not what the public sees."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from releases.assets.models import MediaFile

from .fields import LocalizedField, ReducedDateField, reduced_date_check
from .languages import interface_language
from .registers import Office, Organisation, Person, Topic
from .units import in_full


class Kind(models.TextChoices):
    BRIEFING = "briefing", _("briefing")
    STATEMENT = "statement", _("statement")
    STATISTIC = "statistic", _("statistic")
    MEDIA = "media", _("media asset")


class Edited(models.Model):
    """Who touched the working copy last: that person may not approve it."""

    edited_at = models.DateTimeField(_("edited at"), auto_now=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("edited by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True


class Release(Edited):
    """What every kind has in common. `uid` is the permanent public identity; it never changes."""

    uid = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, editable=False)
    source_language = models.CharField(
        _("source language"),
        max_length=8,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The others are translations of it."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    organisations = models.ManyToManyField(Organisation, verbose_name=_("organisations"), blank=True, related_name="+")
    cites = models.ManyToManyField(
        "self", verbose_name=_("cites"), through="Citation", symmetrical=False, related_name="cited_by", blank=True
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    KIND: Kind | None = None

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-id"]
        indexes = [models.Index(fields=["created_at"], name="release_created")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="release_kind_is_known"),
            models.CheckConstraint(
                condition=Q(source_language__in=[code for code, _name in settings.LANGUAGES]),
                name="release_language_is_known",
            ),
        ]

    def __str__(self) -> str:
        """The title in the interface's language, else in the source language. One query unless texts are prefetched."""
        titles = {text.language: text.title for text in self.texts.all() if text.title}
        for language in (interface_language(), self.source_language, *titles):
            if language in titles:
                return titles[language]
        return f"{self.get_kind_display()} {self.pk}"

    def save(self, *args: object, **options: object) -> None:
        if self.KIND is not None:
            self.kind = self.KIND
        super().save(*args, **options)  # type: ignore[arg-type]


class Citation(models.Model):
    """That one release cites another, and in which place."""

    release = models.ForeignKey(Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="citations")
    cited = models.ForeignKey(
        Release, verbose_name=_("cited release"), on_delete=models.PROTECT, related_name="cited_in"
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["release", "cited"], name="citation_once"),
            models.CheckConstraint(condition=~Q(release=F("cited")), name="citation_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} → {self.cited_id}"


class Briefing(Release):
    """A media event and the account of it: when, where, who."""

    KIND = Kind.BRIEFING

    held_on = ReducedDateField(_("held on"))
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True, help_text=_("When the hour is known."))
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    venues = LocalizedField(_("venue"), blank=True)
    places = LocalizedField(_("place (dateline)"), blank=True)
    accreditations = LocalizedField(
        _("accreditation"),
        blank=True,
        help_text=_("Whom journalists ask, how, and by when. Readers see it until the briefing is over."),
    )
    speakers = models.ManyToManyField(Office, verbose_name=_("speakers"), blank=True, related_name="+")

    class Meta(Release.Meta):
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        constraints = [
            reduced_date_check("briefing_held_on_shape", "held_on"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="briefing_ends_after_start",
            ),
        ]


class Statement(Release):
    """Attributed words of a speaker. The words themselves are in each language's text."""

    KIND = Kind.STATEMENT

    class Mode(models.TextChoices):
        VERBATIM = "verbatim", _("verbatim")
        PARAPHRASE = "paraphrase", _("paraphrase")
        WRITTEN = "written", _("written")

    # Null and empty in a draft; an edition needs both, and a refusal names them.
    speaker = models.ForeignKey(
        Person, verbose_name=_("speaker"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    office = models.ForeignKey(
        Office, verbose_name=_("office held then"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mode = models.CharField(_("mode"), max_length=12, blank=True, choices=Mode.choices)
    original_language = models.CharField(
        _("original language"), max_length=8, blank=True, help_text=_("BCP 47 tag; empty when not known.")
    )
    delivered_on = ReducedDateField(_("delivered on"))
    occasions = LocalizedField(_("occasion"), blank=True)
    made_at = models.ForeignKey(
        Briefing,
        verbose_name=_("made at the briefing"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
    )

    class Meta(Release.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            reduced_date_check("statement_delivered_on_shape", "delivered_on"),
            models.CheckConstraint(
                condition=Q(mode__in=["", "verbatim", "paraphrase", "written"]), name="statement_mode_is_known"
            ),
        ]

    def clean(self) -> None:
        if self.office and self.speaker_id and self.office.person_id != self.speaker_id:
            raise ValidationError(
                {"office": _("This office is not the speaker’s. Choose one of theirs, or add it to the register.")}
            )
        if self.office and not self.office.held_on(self.delivered_on):
            raise ValidationError({"office": _("The speaker did not hold this office on that day.")})


class Statistic(Release):
    """A measured quantity; its values are observations, its definition is each text's summary."""

    KIND = Kind.STATISTIC

    class Meta(Release.Meta):
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")


class Observation(models.Model):
    """One dated value of a statistic. `value` is exact: 6.3 million is 6300000, never a float."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exact")
        ABOUT = "about", _("about")
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        MORE_THAN = "more_than", _("more than")
        NEARLY = "nearly", _("nearly")

    class Nature(models.TextChoices):
        ACTUAL = "actual", _("actual")
        ESTIMATE = "estimate", _("estimate")
        PRELIMINARY = "preliminary", _("preliminary")
        TARGET = "target", _("target")

    statistic = models.ForeignKey(
        Statistic, verbose_name=_("statistic"), on_delete=models.CASCADE, related_name="observations"
    )
    value = models.DecimalField(_("value"), max_digits=30, decimal_places=8)
    unit = models.CharField(
        _("unit"),
        max_length=12,
        help_text=_("person, percent, an ISO 4217 currency such as USD, or a unit such as km, t, MWh; 1 for a count."),
    )
    qualifier = models.CharField(_("qualifier"), max_length=12, choices=Qualifier.choices, default=Qualifier.EXACT)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature.choices, default=Nature.ACTUAL)
    period_from = ReducedDateField(_("reference period from"))
    period_until = ReducedDateField(
        _("reference period until"), help_text=_("Empty: the period is the one date or year.")
    )
    as_of = ReducedDateField(_("as of"))
    sources = LocalizedField(_("source"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["value"], name="observation_value")]
        constraints = [
            reduced_date_check("observation_from_shape", "period_from"),
            reduced_date_check("observation_until_shape", "period_until"),
            reduced_date_check("observation_as_of_shape", "as_of"),
            models.CheckConstraint(
                condition=Q(period_until="") | ~Q(period_from=""), name="observation_period_has_start"
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=["exact", "about", "at_least", "at_most", "more_than", "nearly"]),
                name="observation_qualifier_is_known",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["actual", "estimate", "preliminary", "target"]),
                name="observation_nature_is_known",
            ),
        ]

    def __str__(self) -> str:
        """In the letters of the interface; that a value is exact and measured goes without saying."""
        qualifier = "" if self.qualifier == self.Qualifier.EXACT else self.get_qualifier_display()
        value = in_full(self.value, unit=self.unit, language=interface_language())
        nature = "" if self.nature == self.Nature.ACTUAL else f"({self.get_nature_display()})"
        return " ".join(filter(None, (str(qualifier), value, nature)))


class MediaAsset(Release):
    """A picture, map, document, audio or video, with what a picture desk must know of it."""

    KIND = Kind.MEDIA

    class Type(models.TextChoices):
        IMAGE = "image", _("image")
        MAP = "map", _("map")
        DOCUMENT = "document", _("document")
        AUDIO = "audio", _("audio")
        VIDEO = "video", _("video")

    class SourceType(models.TextChoices):
        """IPTC digital source types in use: https://cv.iptc.org/newscodes/digitalsourcetype/"""

        PHOTOGRAPH = "digitalCapture", _("photograph")
        GRAPHIC = "digitalArt", _("drawn graphic")
        ALGORITHMIC = "algorithmicMedia", _("drawn by a program")

    asset_type = models.CharField(_("type"), max_length=12, choices=Type.choices, default=Type.IMAGE)
    file = models.ForeignKey(
        MediaFile,
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("None where a map is drawn instead."),
    )
    creator = models.CharField(_("creator"), max_length=200, blank=True)
    credit_line = models.CharField(_("credit line"), max_length=200)
    usage_terms = LocalizedField(_("usage terms"), blank=True)
    source_type = models.CharField(_("digital source type"), max_length=32, choices=SourceType.choices)
    taken_on = ReducedDateField(_("made on"))
    copyright_notices = LocalizedField(_("copyright notice"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True, help_text=_("City where it was made."))
    rights_page = models.CharField(
        _("page with the rights"),
        max_length=200,
        blank=True,
        validators=[URLValidator(["https"])],
        help_text=_("An https address, written into the files."),
    )
    licence_until = ReducedDateField(_("licence until"), help_text=_("Empty: without an end."))
    focal_x = models.DecimalField(_("focal point, across"), max_digits=4, decimal_places=3, default=Decimal("0.5"))
    focal_y = models.DecimalField(_("focal point, down"), max_digits=4, decimal_places=3, default=Decimal("0.5"))
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing the text does not: no alternative text.")
    )

    class Meta(Release.Meta):
        verbose_name = _("media asset")
        verbose_name_plural = _("media assets")
        indexes = [models.Index(fields=["licence_until"], name="mediaasset_licence_ends")]
        constraints = [
            reduced_date_check("mediaasset_taken_on_shape", "taken_on"),
            reduced_date_check("mediaasset_licence_until_shape", "licence_until"),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="mediaasset_focal_inside",
            ),
            models.CheckConstraint(condition=~Q(credit_line=""), name="mediaasset_has_credit"),
            # That a map without a file is drawn is asked when it is composed: the drawing is in another table.
            models.CheckConstraint(condition=Q(file__isnull=False) | Q(asset_type="map"), name="mediaasset_has_file"),
        ]


KIND_MODELS: dict[str, type[Release]] = {
    Kind.BRIEFING: Briefing,
    Kind.STATEMENT: Statement,
    Kind.STATISTIC: Statistic,
    Kind.MEDIA: MediaAsset,
}
