"""From an uploaded file to an original and its renditions."""

import hashlib
import io
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from releases.errors import BadFile

from .models import MediaFile, Rendition

WIDTHS_PX = (640, 1280, 2560)
LIMIT_BYTES = 40 * 1024 * 1024
LIMIT_PIXELS = 60_000_000
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def ingest(file: IO[bytes], *, name: str) -> MediaFile:
    """The original of `file`, with its renditions made; the one that exists when the bytes came before.

    Raises BadFile when it is not a picture that we take. `name` is for messages only.
    """
    data = file.read(LIMIT_BYTES + 1)
    if len(data) > LIMIT_BYTES:
        raise BadFile(
            _("%(name)s is larger than %(limit)d MB.") % {"name": name, "limit": LIMIT_BYTES // 1024**2},
            code="too_large",
        )
    digest = hashlib.sha256(data).hexdigest()
    existing = MediaFile.objects.filter(digest=digest).first()
    if existing:
        return existing
    picture, media_type = _decode(data, name)
    original = MediaFile(
        digest=digest, media_type=media_type, size_bytes=len(data), width_px=picture.width, height_px=picture.height
    )
    with transaction.atomic():
        _store(original.storage_name, data)
        original.save(force_insert=True)
        _render(original, picture)
    return original


def _decode(data: bytes, name: str) -> tuple[Image.Image, str]:
    refused = _("%(name)s is not a picture we can take: JPEG, PNG or WebP, one frame, up to %(limit)d megapixels.") % {
        "name": name,
        "limit": LIMIT_PIXELS // 1_000_000,
    }
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=list(FORMATS))
        # MPO passes for JPEG, and a size is checked before a pixel is decoded.
        if (
            picture.format not in FORMATS
            or picture.width * picture.height > LIMIT_PIXELS
            or getattr(picture, "is_animated", False)
        ):
            raise BadFile(refused, code="not_a_picture")
        media_type = FORMATS[picture.format]
        picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadFile(refused, code="not_a_picture") from None
    return ImageOps.exif_transpose(picture).convert("RGB"), media_type


def _render(original: MediaFile, picture: Image.Image) -> None:
    """JPEGs in each width that the original fills; pixels only, so no metadata of the original survives."""
    widths = sorted({min(width, picture.width) for width in WIDTHS_PX}, reverse=True)
    for width in widths:
        picture = picture.resize(
            (width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS
        )
        buffer = io.BytesIO()
        Image.frombytes("RGB", picture.size, picture.tobytes()).save(
            buffer, "JPEG", quality=85, optimize=True, progressive=True
        )
        data = buffer.getvalue()
        rendition = Rendition(
            digest=hashlib.sha256(data).hexdigest(),
            original=original,
            media_type="image/jpeg",
            width_px=picture.width,
            height_px=picture.height,
            size_bytes=len(data),
        )
        _store(rendition.storage_name, data)
        rendition.save(force_insert=True)


def _store(name: str, data: bytes) -> None:
    """Writes under a name that is the content's own digest: what lies there already is the same."""
    storage = storages["default"]
    if not storage.exists(name):
        storage.save(name, ContentFile(data))
