"""Maps drawn at the desk: the rows that make one, and how it looks as it was saved."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from releases.authoring.drawn_maps import country_choices
from releases.authoring.languages import LANGUAGES, own_name, pick
from releases.authoring.models import DrawnMap, MapPlace, MapRoute, MediaAsset, Mission
from releases.editions.map_shown import drawing_of, in_any_language, shown
from releases.outlets import mapping

from .rows import Rows
from .typed import ModelForm, StackedInline


class DrawnMapForm(ModelForm):
    """Countries by name; what is kept are their codes."""

    emphasised = forms.MultipleChoiceField(
        label=_("emphasised countries"), required=False, widget=FilteredSelectMultiple(_("countries"), is_stacked=False)
    )

    class Meta:
        model = DrawnMap
        fields = ("west", "south", "east", "north", "boundaries", "emphasised")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["emphasised"]
        field.label = capfirst(str(field.label))
        field.choices = country_choices()  # type: ignore[attr-defined]


class DrawnMapInline(Rows, StackedInline):
    model = DrawnMap
    form = DrawnMapForm
    extra = 1
    fields = (("west", "east"), ("south", "north"), "boundaries", "emphasised")


class MapRouteInline(Rows, StackedInline):
    model = MapRoute
    extra = 1
    fields = ("names", "points", ("pattern", "position"))


class MapPlaceInline(Rows, StackedInline):
    model = MapPlace
    extra = 1
    fields = ("names", ("longitude", "latitude"), ("mark", "side", "importance", "position"))


MAP_INLINES = (DrawnMapInline, MapRouteInline, MapPlaceInline)


class Drawing:
    """For the ModelAdmin of media assets: a page of an asset that is the drawing itself, as SVG."""

    def map_page(self, request: HttpRequest, asset: MediaAsset) -> HttpResponse:
        """`?language=` chooses the names; where one is missing, that of another language stands in."""
        language = request.GET.get("language", asset.source_language)
        drawn = drawing_of(asset)
        if drawn is None or language not in LANGUAGES:
            raise Http404
        return HttpResponse(_preview(asset, drawn, language), content_type="image/svg+xml")


def address_of_map(asset: MediaAsset, language: str = "") -> str:
    """Where the desk shows the map as it was saved; without a language, in that of the source."""
    address = reverse("admin:releases_mediaasset_map", args=[asset.pk])
    return f"{address}?language={language}" if language else address


def maps_of(asset: MediaAsset) -> dict[str, Any]:
    """For the form: `maps`, name of the language and address of the preview; `no_atlas`, where land is missing."""
    if drawing_of(asset) is None:
        return {"maps": [], "no_atlas": False}
    mission = Mission.objects.first()
    languages = mission.languages if mission else LANGUAGES
    ordered = sorted(languages, key=lambda language: language != asset.source_language)
    return {
        "maps": [(own_name(language), address_of_map(asset, language)) for language in ordered],
        "no_atlas": not settings.ATLAS_FILE.exists(),
    }


def _preview(asset: MediaAsset, drawn: DrawnMap, language: str) -> str:
    texts = {text.language: text for text in asset.texts.all()}
    title = pick({tag: text.title for tag, text in texts.items()}, language)[1]
    media = {
        "alt_text": texts[language].alt_text if language in texts else "",
        "credit_line": asset.credit_line,
        "map": shown(asset, drawn, language=language, words=in_any_language(language)),
    }
    with translation.override(language):
        return mapping.map_svg({"language": language, "title": title, "media": media}, standalone=True) or ""
