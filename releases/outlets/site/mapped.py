"""A drawn map as a page shows it: the drawing, and in words all that stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from releases.graphics import map_svg as svg
from releases.outlets import mapping


@dataclass(frozen=True)
class Route:
    swatch: SafeString
    name: str


@dataclass(frozen=True)
class Mapped:
    """`sketch` is the drawing without names, for a card. `note` says whose boundaries it shows."""

    drawing: SafeString
    sketch: SafeString
    routes: list[Route]
    places: list[str]
    note: str


def mapped(content: Mapping[str, Any]) -> Mapped | None:
    """The map of a media asset; None where it is a file."""
    found = mapping.drawn(content)
    if found is None:
        return None
    return Mapped(
        drawing=_ours(mapping.map_svg(content, standalone=False) or ""),
        sketch=_ours(svg.sketch(found)),
        routes=[
            Route(_ours(svg.swatch(number, route["pattern"])), route["name"])
            for number, route in enumerate(found["routes"], start=1)
        ],
        places=mapping.names(found)[1],
        note=mapping.boundaries(found),
    )


def _ours(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308  `graphics.map_svg` escapes every word in it
