"""The drawn map of a media asset as an edition keeps it: the drawing, and the names in the language of the edition."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from releases.authoring.drawn_maps import parse_points
from releases.authoring.languages import direction, pick
from releases.authoring.models import DrawnMap, MapPlace, MapRoute, MediaAsset
from releases.graphics import maps
from releases.graphics.projection import Frame

Words = Callable[[Mapping[str, str], str], str]
"""Names by language, and what they are names of, to the name in one language."""


def drawing_of(asset: MediaAsset) -> DrawnMap | None:
    """The frame of an asset's map, where it is drawn. No query where it was fetched with the asset."""
    return getattr(asset, "drawn_map", None)


def shown(asset: MediaAsset, drawn: DrawnMap, *, language: str, words: Words) -> dict[str, Any]:
    """The part `map` of a media asset's content: the drawing, and the degrees that it was made from as decimals."""
    routes, places = list(asset.map_routes.all()), list(asset.map_places.all())
    drawing = maps.draw(
        frame=Frame.of(
            west=float(drawn.west), south=float(drawn.south), east=float(drawn.east), north=float(drawn.north)
        ),
        emphasised=drawn.emphasised,
        boundaries=drawn.boundaries,
        routes=[_route(route, words) for route in routes],
        places=[_place(place, words) for place in places],
        rtl=direction(language) == "rtl",
        atlas_file=settings.ATLAS_FILE,
    )
    return {
        **drawing,
        "frame": {side: _decimal(getattr(drawn, side)) for side in ("west", "south", "east", "north")},
        "routes": [
            {**shown_, "points": [[_decimal(x), _decimal(y)] for x, y in parse_points(route.points)]}
            for route, shown_ in zip(routes, drawing["routes"], strict=True)
        ],
        "places": [
            {**shown_, "longitude": _decimal(place.longitude), "latitude": _decimal(place.latitude)}
            for place, shown_ in zip(places, drawing["places"], strict=True)
        ],
    }


def in_any_language(language: str) -> Words:
    """For a preview: the name in this language, else in another one."""
    return lambda names, _what: pick(names, language)[1]


def _route(route: MapRoute, words: Words) -> maps.Route:
    return maps.Route(
        name=words(route.names, _("The route “%(name)s” on the map") % {"name": route}),
        pattern=route.pattern,
        points=tuple((float(x), float(y)) for x, y in parse_points(route.points)),
    )


def _place(place: MapPlace, words: Words) -> maps.Place:
    return maps.Place(
        name=words(place.names, _("The place “%(name)s” on the map") % {"name": place}),
        mark=place.mark,
        side=place.side,
        importance=place.importance,
        longitude=float(place.longitude),
        latitude=float(place.latitude),
    )


def _decimal(value: Decimal) -> str:
    return f"{value.normalize():f}"
