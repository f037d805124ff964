"""A drawn map of the record, for every outlet: as SVG, and in words."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from releases.authoring.languages import direction
from releases.graphics import map_svg as svg

Content = Mapping[str, Any]


def drawn(content: Content) -> Mapping[str, Any] | None:
    """The part `map` of a media asset or of a card of one; None of every other content."""
    found: Mapping[str, Any] | None = content.get("media", {}).get("map")
    return found


def map_svg(content: Content, *, standalone: bool) -> str | None:
    """The map as an element for a page that has map.css, or as a file with its own colours; None where none is drawn.

    Title, description and names are the content's. A file says below the drawing whose boundaries it shows.
    """
    found = drawn(content)
    if found is None:
        return None
    language = content["language"]
    with translation.override(language):
        caption = " · ".join(part for part in (boundaries(found), content["media"]["credit_line"]) if part)
    words = svg.Words(
        title=content["title"],
        description=content["media"]["alt_text"],
        language=language,
        rtl=direction(language) == "rtl",
        caption=caption,
    )
    return svg.standalone(found, words) if standalone else svg.inline(found, words)


def boundaries(found: Mapping[str, Any]) -> str:
    """Whose boundaries a map shows, in the active language; "" where it shows neither coasts nor boundaries."""
    if not found["source"]:
        return ""
    if not found["borders"]:
        return _("Coasts: %(source)s.") % {"source": found["source"]}
    return _("Boundaries: %(source)s; they imply no position of the mission.") % {"source": found["source"]}


def names(found: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The names of the routes, and those of the places, in their order."""
    return [route["name"] for route in found["routes"]], [place["name"] for place in found["places"]]
