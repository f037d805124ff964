"""The site's own addresses, as paths; what other outlets give too is in `releases.outlets.addresses`."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from releases.outlets.addresses import KINDS, SECTIONS, page


def home(language: str) -> str:
    return reverse("site:home", args=[language])


def listing(language: str, kind: str = "") -> str:
    """The list of one kind; of everything when no kind is named."""
    return reverse("site:section", args=[language, kind]) if kind else reverse("site:releases", args=[language])


def release(content: Mapping[str, Any]) -> str:
    """The page of a release, from its content or from a card of it."""
    return page(content["language"], content["kind"], content["slug"])


def editions(content: Mapping[str, Any]) -> str:
    return reverse("site:editions", args=[content["language"], content["kind"], content["slug"]])


def edition(content: Mapping[str, Any], number: int) -> str:
    return reverse("site:edition", args=[content["language"], content["kind"], content["slug"], number])


def changes(content: Mapping[str, Any], number: int, earlier: int) -> str:
    """What changed from an earlier edition to another."""
    return reverse("site:changes", args=[content["language"], content["kind"], content["slug"], number, earlier])


def feed(language: str) -> str:
    return f"/{language}/feed.atom"


def subscribe(language: str) -> str:
    """Releases by e-mail."""
    return reverse("site:subscribe", args=[language])


def calendar(language: str) -> str:
    return reverse("site:calendar", args=[language])


def calendar_file(language: str) -> str:
    """What a calendar program subscribes to."""
    return f"/{language}/calendar.ics"


def icon(colour: str, accent: str, *, side_px: int | None = None) -> str:
    """SVG; with a side given, PNG of that side."""
    return f"/theme/{colour}-{accent}" + (f"-{side_px}.png" if side_px else ".svg")


def theme(colour: str, accent: str, digest: str) -> str:
    """The stylesheet in two colours; `digest` tells its text from that of another version of the program."""
    return reverse("site:theme", args=[colour, accent, digest])


class SectionConverter:
    """`briefings` in an address is the kind `briefing` in a view."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return KINDS[value]

    def to_url(self, value: str) -> str:
        return SECTIONS[value]
