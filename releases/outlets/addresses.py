"""Where things are: the public addresses that every outlet gives."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

SECTIONS = {"briefing": "briefings", "statement": "statements", "statistic": "statistics", "media": "media"}
KINDS = {section: kind for kind, section in SECTIONS.items()}
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "text/vtt": "vtt",
}


def page(language: str, kind: str, slug: str) -> str:
    """`/en/briefings/spring-briefing/`"""
    return f"/{language}/{SECTIONS[kind]}/{slug}/"


def media(slug: str, rendition: dict[str, Any]) -> str:
    """`/media/<digest>/corridor-map-1280.jpg`, for a rendition as an edition holds it."""
    size = f"{rendition['crop']}-{rendition['width_px']}" if rendition["crop"] else rendition["width_px"]
    return f"/media/{rendition['digest']}/{slug}-{size}.{extension(rendition['media_type'])}"


def document(slug: str, digest: str, media_type: str) -> str:
    """`/media/<digest>/annual-report.pdf`: a document, a recording, captions."""
    return f"/media/{digest}/{slug}.{extension(media_type)}"


def extension(media_type: str) -> str:
    return _EXTENSIONS[media_type]


def absolute(request: HttpRequest, path: str) -> str:
    """With scheme and host: the configured origin, else the one that was asked."""
    return f"{settings.SITE_ORIGIN}{path}" if settings.SITE_ORIGIN else request.build_absolute_uri(path)


def origin() -> str:
    """Where we are found by those who did not ask us, such as `https://press.example`."""
    return str(settings.OWN_ORIGIN)
