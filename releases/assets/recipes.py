"""Which files are made from an original, and what each is called: known before any of them is made.

A name is the digest of the original's digest, the recipe and the metadata written in. So an edition can list its files
when it is submitted, and the bytes may come later, on any machine, and be the same.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .models import MediaFile
from .naming import canonical_digest

VERSION = 1  # a new one when the encoders' settings change: other bytes, other names
WIDTHS_PX = (320, 640, 960, 1280, 1920, 2560)
FORMATS = {"AVIF": "image/avif", "WEBP": "image/webp", "JPEG": "image/jpeg"}
CROPS: Mapping[str, tuple[int, int]] = {
    "16x9": (1280, 720),
    "4x3": (1280, 960),
    "1x1": (960, 960),
    "social": (1200, 630),
}
_SOCIAL = "social"
CENTRE = (0.5, 0.5)
_TALLEST_PX = 16383  # of WebP
_MOST_PIXELS = 12_000_000  # an AVIF encoder takes 20 MB for each million


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Frame:
    crop: str = ""
    box: Box | None = None


@dataclass(frozen=True)
class Recipe:
    """One file to be made: `box` is the part of the upright picture it shows, in shares (left, top, right, bottom)."""

    original: str
    image_format: str
    width_px: int
    height_px: int
    crop: str
    box: Box | None
    metadata: str
    digest: str

    @property
    def media_type(self) -> str:
        return FORMATS[self.image_format]


def for_picture(
    file: MediaFile, *, focal: tuple[float, float] = CENTRE, metadata: str = "", crops: bool = True
) -> list[Recipe]:
    """Every file of a picture: each width it fills, in three formats, then its crops.

    `metadata` is the digest of what is written in.
    """
    width, height = _size(file)
    largest = _largest_width(width, height)
    recipes = [
        _recipe(file, image_format, _sized(width, height, wanted), _Frame(), metadata)
        for wanted in (*(wanted for wanted in WIDTHS_PX if wanted < largest), largest)
        for image_format in FORMATS
    ]
    for crop, size in CROPS.items() if crops else ():
        formats = ("JPEG",) if crop == _SOCIAL else tuple(FORMATS)
        box, fitted = _framed((width, height), size, focal)
        recipes += [_recipe(file, image_format, fitted, _Frame(crop, box), metadata) for image_format in formats]
    return recipes


def first_usable(file: MediaFile) -> Recipe:
    """The one file made at once, for the desk: a JPEG of at most 640 px without metadata."""
    width, height = _size(file)
    wanted = min(_largest_width(width, height), 640)
    return _recipe(file, "JPEG", _sized(width, height, wanted), _Frame(), "")


def clean_copy_digest(original: str) -> str:
    """Name of the public copy of a document or a recording: there is one."""
    return canonical_digest({"version": VERSION, "original": original, "recipe": "clean copy"})


def _size(file: MediaFile) -> tuple[int, int]:
    if file.width_px is None or file.height_px is None:
        raise ValueError(f"{file} is not a picture: it has no size in pixels.")
    return file.width_px, file.height_px


def _largest_width(width: int, height: int) -> int:
    """The picture's own or the largest of ours; less for what is so tall that it could not be encoded."""
    by_pixels = math.isqrt(_MOST_PIXELS * width // height)
    return max(1, min(width, WIDTHS_PX[-1], by_pixels, _TALLEST_PX * width // height))


def _sized(width: int, height: int, wanted: int) -> tuple[int, int]:
    return wanted, min(_TALLEST_PX, max(1, round(height * wanted / width)))


def _recipe(file: MediaFile, image_format: str, size: tuple[int, int], frame: _Frame, metadata: str) -> Recipe:
    parts = {
        "version": VERSION,
        "original": file.digest,
        "format": image_format,
        "size": list(size),
        "crop": frame.crop,
        "box": [f"{share:.6f}" for share in frame.box] if frame.box else None,
        "metadata": metadata,
    }
    return Recipe(file.digest, image_format, *size, frame.crop, frame.box, metadata, canonical_digest(parts))


def _framed(
    picture: tuple[int, int], wanted: tuple[int, int], focal: tuple[float, float]
) -> tuple[Box, tuple[int, int]]:
    """The largest part of the picture in the wanted shape, as near to the focal point as its edges allow; its size."""
    width, height = picture
    scale = min(width / wanted[0], height / wanted[1])
    share_x, share_y = min(1.0, wanted[0] * scale / width), min(1.0, wanted[1] * scale / height)
    left = min(max(focal[0] - share_x / 2, 0.0), 1.0 - share_x)
    top = min(max(focal[1] - share_y / 2, 0.0), 1.0 - share_y)
    shrink = min(1.0, scale)
    size = (max(1, round(wanted[0] * shrink)), max(1, round(wanted[1] * shrink)))
    return (left, top, left + share_x, top + share_y), size
