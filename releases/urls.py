"""Routes of the outlets. The site comes last: its addresses begin with any language."""

from django.urls import include, path

from releases.outlets import metrics, readiness

urlpatterns = [
    path("healthz", readiness.healthz, name="healthz"),
    path("readyz", readiness.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("", include("releases.outlets.media.urls")),
    path("", include("releases.outlets.presskit.urls")),
    path("", include("releases.outlets.api.urls")),
    path("", include("releases.outlets.feeds.urls")),
    path("", include("releases.outlets.calendar.urls")),
    path("", include("releases.outlets.downloads.urls")),
    path("", include("releases.outlets.drawn.urls")),
    path("", include("releases.outlets.site.urls")),
]
