"""How much of a file we take. Each is a setting."""

from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    image_bytes: int
    pixels: int
    document_bytes: int
    document_pages: int
    recording_bytes: int
    captions_bytes: int
    memory_mb: int
    seconds: int

    def bytes_of(self, media_type: str) -> int:
        if media_type == "text/vtt":
            return self.captions_bytes
        return {"image": self.image_bytes, "application": self.document_bytes}.get(
            media_type.partition("/")[0], self.recording_bytes
        )


def limits() -> Limits:
    """The limits in force, from `MEDIA_LIMITS` in the settings."""
    return Limits(**settings.MEDIA_LIMITS)
