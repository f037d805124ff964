"""The map of the two corridors that the founding text describes: countries by name, the lines from one to the next.

The text names no station and no city, so the map has none: each line runs through points within the countries.
"""

from decimal import Decimal

from releases.authoring.models import DrawnMap, MapPlace, MapRoute, MediaAsset

from .words import said

_COUNTRIES = ["KZ", "TM", "IR", "AZ", "GE", "TR"]
_FRAME = ("25.5", "25.5", "86.5", "55.5")
_ROUTES = {
    "north-south": ("solid", ("66.5 48.2", "58.6 44.6", "56.6 40.3", "56.4 36.6", "53.2 32.6")),
    "caspian": ("dashed", ("66.5 48.2", "58.2 45.9", "51.6 43", "48 40.5", "43.6 42", "35.5 39.6")),
}
# Longitude, latitude, what it is, importance: where a name finds room beside the lines.
_PLACES = {
    "kazakhstan": ("69.5", "49.8", "area", 1),
    "turkmenistan": ("60.4", "38.9", "area", 1),
    "iran": ("56.8", "32", "area", 1),
    "azerbaijan": ("47.6", "39.6", "area", 1),
    "georgia": ("43", "43.1", "area", 1),
    "turkiye": ("33", "38.6", "area", 1),
    "caspian-sea": ("51", "39.3", "water", 2),
}


def draw_corridors(asset: MediaAsset) -> None:
    west, south, east, north = map(Decimal, _FRAME)
    DrawnMap.objects.create(asset=asset, west=west, south=south, east=east, north=north, emphasised=_COUNTRIES)
    for position, (key, (pattern, points)) in enumerate(_ROUTES.items()):
        MapRoute.objects.create(
            asset=asset,
            names=said("releases", "corridor-map", "map", "routes", key),
            pattern=pattern,
            points="\n".join(points),
            position=position,
        )
    for position, (key, (longitude, latitude, mark, importance)) in enumerate(_PLACES.items()):
        MapPlace.objects.create(
            asset=asset,
            names=said("releases", "corridor-map", "map", "places", key),
            longitude=Decimal(longitude),
            latitude=Decimal(latitude),
            mark=mark,
            side=MapPlace.Side.CENTRE,
            importance=importance,
            position=position,
        )
