"""Maps that are drawn instead of uploaded: what is framed, what is emphasised, routes and places by name."""

import re
from decimal import Decimal
from typing import Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import LocalizedField
from .languages import interface_language, pick
from .releases import MediaAsset

_POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,4})?)[\s,]+(-?\d{1,2}(?:\.\d{1,4})?)\Z")
_FEWEST_POINTS = 2
_LONGITUDE = (MinValueValidator(-180), MaxValueValidator(180))
_LATITUDE = (MinValueValidator(-90), MaxValueValidator(90))
_CODE = re.compile(r"[A-Z]{2}\Z")


def validate_countries(value: Any) -> None:
    if not isinstance(value, list) or any(not isinstance(code, str) or not _CODE.match(code) for code in value):
        raise ValidationError(_("List countries by their two letters of ISO 3166, such as KZ."), code="countries")


def parse_points(value: str) -> list[tuple[Decimal, Decimal]]:
    """Longitude and latitude of each line. Raises ValidationError naming the line that is none."""
    points = []
    for number, line in enumerate(value.strip().splitlines(), start=1):
        found = _POINT.match(line.strip())
        longitude, latitude = (Decimal(found[1]), Decimal(found[2])) if found else (Decimal(999), Decimal(999))
        if abs(longitude) > 180 or abs(latitude) > 90:  # noqa: PLR2004  degrees
            raise ValidationError(
                _("Line %(number)d is not a point: “%(line)s”. Write longitude and latitude, such as 71.4 51.2."),
                params={"number": number, "line": line.strip()},
                code="point",
            )
        points.append((longitude, latitude))
    if len(points) < _FEWEST_POINTS:
        raise ValidationError(_("A route needs at least two points, one a line."), code="points")
    return points


def validate_points(value: str) -> None:
    parse_points(value)


def country_choices() -> list[tuple[str, str]]:
    """ISO 3166 alpha-2 codes with their names in the interface's language (CLDR), by name."""
    territories = Locale.parse(interface_language()).territories
    named = [(code, str(name)) for code, name in territories.items() if _CODE.match(code) and code not in _NO_COUNTRY]
    return sorted(named, key=lambda pair: pair[1])


# CLDR has regions among the territories: the European Union, the eurozone, the United Nations, two for tests, unknown.
_NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"}


class DrawnMap(models.Model):
    """The frame of a map that is drawn from its data. Its names are those of its routes and places."""

    class Boundaries(models.TextChoices):
        EMPHASISED = "emphasised", _("of the emphasised countries only")
        ALL = "all", _("of all countries")
        NONE = "none", _("no boundaries")

    asset = models.OneToOneField(
        MediaAsset, verbose_name=_("media asset"), on_delete=models.CASCADE, related_name="drawn_map"
    )
    west = models.DecimalField(
        _("west"), max_digits=7, decimal_places=4, validators=_LONGITUDE, help_text=_("Longitude, west is negative.")
    )
    south = models.DecimalField(
        _("south"), max_digits=6, decimal_places=4, validators=_LATITUDE, help_text=_("Latitude, south is negative.")
    )
    east = models.DecimalField(
        _("east"),
        max_digits=7,
        decimal_places=4,
        validators=_LONGITUDE,
        help_text=_("Less than west where the map crosses the date line."),
    )
    north = models.DecimalField(_("north"), max_digits=6, decimal_places=4, validators=_LATITUDE)
    emphasised = models.JSONField(_("emphasised countries"), default=list, blank=True, validators=[validate_countries])
    boundaries = models.CharField(
        _("boundaries"),
        max_length=12,
        choices=Boundaries.choices,
        default=Boundaries.EMPHASISED,
        help_text=_("A boundary on a map is a political statement: draw those that the map needs."),
    )

    class Meta:
        verbose_name = _("drawn map")
        verbose_name_plural = _("drawn maps")
        constraints = [
            models.CheckConstraint(
                condition=Q(west__gte=-180, west__lte=180, east__gte=-180, east__lte=180) & ~Q(west=F("east")),
                name="drawnmap_longitudes",
            ),
            models.CheckConstraint(
                condition=Q(south__gte=-90, north__lte=90, south__lt=F("north")), name="drawnmap_latitudes"
            ),
            models.CheckConstraint(
                condition=Q(boundaries__in=["emphasised", "all", "none"]), name="drawnmap_boundaries_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.west} {self.south} {self.east} {self.north}"

    def clean(self) -> None:
        if self.south is not None and self.north is not None and self.south >= self.north:
            raise ValidationError({"north": _("North must lie north of south.")})
        if self.west is not None and self.west == self.east:
            raise ValidationError({"east": _("East and west are the same.")})


class _Named(models.Model):
    names = LocalizedField(_("names"), help_text=_("As the map shows it, in each language."))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return pick(self.names, interface_language())[1]


class MapRoute(_Named):
    """A line across the map. Its pattern tells it from the others where colours do not."""

    class Pattern(models.TextChoices):
        SOLID = "solid", _("solid")
        DASHED = "dashed", _("dashed")
        DOTTED = "dotted", _("dotted")

    asset = models.ForeignKey(
        MediaAsset, verbose_name=_("media asset"), on_delete=models.CASCADE, related_name="map_routes"
    )
    points = models.TextField(
        _("points"),
        validators=[validate_points],
        help_text=_("One point a line: longitude and latitude, such as 71.4 51.2. A curve is drawn through them."),
    )
    pattern = models.CharField(_("pattern"), max_length=8, choices=Pattern.choices, default=Pattern.SOLID)

    class Meta(_Named.Meta):
        verbose_name = _("route on a map")
        verbose_name_plural = _("routes on a map")
        constraints = [
            models.CheckConstraint(condition=~Q(points=""), name="maproute_has_points"),
            models.CheckConstraint(
                condition=Q(pattern__in=["solid", "dashed", "dotted"]), name="maproute_pattern_is_known"
            ),
        ]


class MapPlace(_Named):
    """A name on the map: of a point, of a country or region, of a water."""

    class Mark(models.TextChoices):
        POINT = "point", _("point")
        AREA = "area", _("country or region")
        WATER = "water", _("water")

    class Side(models.TextChoices):
        RIGHT = "right", _("to the right")
        LEFT = "left", _("to the left")
        ABOVE = "above", _("above")
        BELOW = "below", _("below")
        CENTRE = "centre", _("on the point")

    class Importance(models.IntegerChoices):
        FIRST = 1, _("named first")
        SECOND = 2, _("named where there is room")
        THIRD = 3, _("not named on a telephone")

    asset = models.ForeignKey(
        MediaAsset, verbose_name=_("media asset"), on_delete=models.CASCADE, related_name="map_places"
    )
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, validators=_LONGITUDE)
    latitude = models.DecimalField(_("latitude"), max_digits=6, decimal_places=4, validators=_LATITUDE)
    mark = models.CharField(_("what it is"), max_length=8, choices=Mark.choices, default=Mark.POINT)
    side = models.CharField(
        _("side of the name"),
        max_length=8,
        choices=Side.choices,
        default=Side.RIGHT,
        help_text=_("Another one is taken where this one has no room."),
    )
    importance = models.PositiveSmallIntegerField(_("importance"), choices=Importance.choices, default=Importance.FIRST)

    class Meta(_Named.Meta):
        verbose_name = _("place on a map")
        verbose_name_plural = _("places on a map")
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude__gte=-180, longitude__lte=180, latitude__gte=-90, latitude__lte=90),
                name="mapplace_is_on_the_globe",
            ),
            models.CheckConstraint(condition=Q(mark__in=["point", "area", "water"]), name="mapplace_mark_is_known"),
            models.CheckConstraint(
                condition=Q(side__in=["right", "left", "above", "below", "centre"]), name="mapplace_side_is_known"
            ),
            models.CheckConstraint(condition=Q(importance__in=[1, 2, 3]), name="mapplace_importance_is_known"),
        ]
