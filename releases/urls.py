"""Routes of the outlets. The site comes last: its addresses begin with any language."""

import re
from typing import Any

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from releases.outlets import metrics, readiness


class _Only(RoutePattern):
    """Adds nothing to an address, and lets in those alone that begin so: all patterns were tried for every page."""

    def __init__(self, beginning: str) -> None:
        super().__init__("", is_endpoint=False)
        self._beginning = re.compile(beginning)

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        return (path, (), {}) if self._beginning.match(path) else None


def only(beginning: str, outlet: str) -> URLResolver:
    return URLResolver(_Only(beginning), f"releases.outlets.{outlet}.urls")


_FILE = r".*\.[a-z0-9]+\Z"

urlpatterns = [
    path("healthz", readiness.healthz, name="healthz"),
    path("readyz", readiness.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    only("media/", "media"),
    only("api", "api"),
    only(_FILE, "presskit"),
    only(_FILE, "feeds"),
    only(_FILE, "calendar"),
    only(_FILE, "downloads"),
    only(_FILE, "drawn"),
    path("", include("releases.outlets.site.urls")),
]
