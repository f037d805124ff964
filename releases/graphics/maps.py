"""A map by value: from what it is to show to a drawing that can be kept, compared and drawn again for ever."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import atlas, land, map_labels
from .atlas import Atlas, Point
from .lines import Box, path, smooth
from .projection import Frame, View, fitted

WIDTH = 1600
PATTERNS = ("solid", "dashed", "dotted")
MARKS = (map_labels.POINT, map_labels.AREA, map_labels.WATER)


@dataclass(frozen=True)
class Route:
    """`points` are longitudes and latitudes in degrees."""

    name: str
    pattern: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Place:
    """`mark`: a point gets a dot, an area or a water its name alone. `importance`: 1 is named first, 3 last."""

    name: str
    mark: str
    side: str
    importance: int
    longitude: float
    latitude: float


def draw(
    *,
    frame: Frame,
    emphasised: Sequence[str],
    boundaries: str,
    routes: Sequence[Route],
    places: Sequence[Place],
    rtl: bool,
    atlas_file: Path,
) -> dict[str, Any]:
    """The drawing in whole numbers and words, `WIDTH` units wide: the shape `map` of `content.schema.json`.

    `emphasised` are ISO 3166 alpha-2 codes; `boundaries` is one of `land.BOUNDARIES`. Without the atlas no land
    is drawn, and no source named.
    """
    ground = _ground(atlas.read(atlas_file), frame, tuple(sorted(set(emphasised))), boundaries)
    view: View = ground["view"]
    box = Box(0, 0, view.width, view.height)
    lines = [smooth([_placed(view, frame, point) for point in route.points]) for route in routes]
    names = [
        *(
            map_labels.Name(
                place.name,
                place.mark,
                place.importance,
                (_placed(view, frame, (place.longitude, place.latitude)),),
                place.side,
            )
            for place in places
        ),
        *(
            map_labels.Name(route.name, map_labels.ROUTE, 1, tuple(line), number=number)
            for number, (route, line) in enumerate(zip(routes, lines, strict=True), start=1)
        ),
    ]
    return {
        "width": view.width,
        "height": view.height,
        "projection": view.name,
        "boundaries": boundaries,
        "source": ground["source"],
        "globe": ground["globe"],
        "graticule": ground["graticule"],
        "land": ground["land"],
        "countries": [{"code": code, "path": drawn} for code, drawn in ground["countries"]],
        "borders": ground["borders"],
        "routes": [
            {"name": route.name, "pattern": route.pattern, "path": path([line])}
            for route, line in zip(routes, lines, strict=True)
        ],
        "places": [_place(place, view, frame) for place in places],
        "labels": {
            layout: map_labels.laid_out(names, layout=layout, rtl=rtl, box=box, routes=lines)
            for layout in map_labels.LAYOUTS
        },
    }


@functools.lru_cache(maxsize=16)
def _ground(found: Atlas | None, frame: Frame, emphasised: tuple[str, ...], boundaries: str) -> dict[str, Any]:
    """What lies under the names: the same in each language, so worked out once."""
    view = fitted(frame, width=WIDTH)
    under = {"view": view, "globe": land.globe(frame, view), "graticule": land.graticule(frame, view)}
    if found is None:
        return {**under, "source": "", "land": "", "countries": [], "borders": ""}
    drawn = land.drawn(found, frame=frame, view=view, emphasised=emphasised, boundaries=boundaries)
    return {**under, "source": atlas.SOURCE, "land": drawn.land, "countries": drawn.countries, "borders": drawn.borders}


def _placed(view: View, frame: Frame, point: Point) -> Point:
    """On the drawing; on a world map with the longitude that its frame counts."""
    longitude, latitude = point
    return view.place(longitude + 360 * round((frame.centre[0] - longitude) / 360), latitude)


def _place(place: Place, view: View, frame: Frame) -> dict[str, Any]:
    x, y = _placed(view, frame, (place.longitude, place.latitude))
    return {"name": place.name, "mark": place.mark, "importance": place.importance, "x": round(x), "y": round(y)}
