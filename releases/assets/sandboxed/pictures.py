"""Pictures: what a file really is, and our own pixels made from it.

One decode, then a cascade from the largest width to the smallest. Nothing of the original's metadata is passed on.
"""

import io
import re
import struct
import warnings
from pathlib import Path
from typing import Any, cast

# WebPImagePlugin is loaded here, or Pillow would load all of its plugins to find it: 5 MB.
from PIL import (
    AvifImagePlugin,
    Image,
    ImageFile,
    ImageOps,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401
)

from releases.assets.sandboxed.packets import embedding
from releases.assets.sandboxed.refusing import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")
ImageFile.LOAD_TRUNCATED_IMAGES = False
AvifImagePlugin.DEFAULT_MAX_THREADS = 2  # the number decides the tiles, and so the bytes, whatever the machine has
Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before a pixel is decoded
_WITH_ALPHA = {"RGBA": "RGB", "LA": "L"}
# Description, maker, model, software, time, artist, XMP, copyright, IPTC, Photoshop, Exif, GPS.
_TELLING_TAGS = {270, 271, 272, 305, 306, 315, 700, 33432, 33723, 34377, 34665, 34853}
_SIDEWAYS = {5, 6, 7, 8}
_HEADERS_BYTES = 256 * 1024
_LARGEST_PX = 2560  # wide: what `inspect` tries, so that what was taken in can be made
_WIDEST_PX = 16384  # of which crops are cut
# Measured on 24 megapixels: speed 8 for the two largest widths would take half of the time allowed for all.
_AVIF_FAST_FROM_PX = 1920
_SETTINGS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": False},
    "WEBP": {"quality": 78, "method": 1},
    # The model of motion between frames has no use in a still picture, and takes 8 MB.
    "AVIF": {"quality": 58, "advanced": {"enable-tpl-model": "0"}},
    "PNG": {"compress_level": 6},
}


def inspect(job: dict[str, Any]) -> dict[str, Any]:
    """`{width_px, height_px, media_type, colour, changed}` of the upright picture, decoded whole to see that it can be.

    Raises Refused for anything but one still picture within `limit_pixels`.
    """
    picture, changed = _open(job["path"], job["limit_pixels"])
    media_type = Image.MIME["JPEG" if picture.format == "MPO" else cast(str, picture.format)]
    upright = _size_upright(picture)
    whole = _normalised(picture, _LARGEST_PX)
    colour = whole.resize((1, 1), Image.Resampling.BOX, reducing_gap=2.0).getpixel((0, 0))
    return {
        "width_px": upright[0],
        "height_px": upright[1],
        "media_type": media_type,
        "colour": "#{:02x}{:02x}{:02x}".format(*cast(tuple[int, int, int], colour)),
        "changed": changed,
    }


def render(job: dict[str, Any]) -> dict[str, Any]:
    """Makes each of `job["outputs"]`: `{path, format, width_px, height_px, box}`; box in shares of the picture."""
    outputs = sorted(job["outputs"], key=lambda output: (-output["width_px"], output["format"]))
    whole = _normalised(_open(job["path"], job["limit_pixels"])[0], max(_needed_width(output) for output in outputs))
    # The largest AVIF comes last and takes the picture with it: its encoder needs more than all else together.
    last = next((output for output in outputs if output["format"] == "AVIF" and not output["box"]), None)
    current = whole
    for output in outputs:
        size = (output["width_px"], output["height_px"])
        if output is last:
            continue
        if output["box"]:
            image = _crop(whole, output["box"]).resize(size, Image.Resampling.LANCZOS)
        else:
            current = image = _scaled(current, size)
        _save(image, output, job["metadata"])
    if last is not None:
        _save(_Lent(_scaled(whole, (last["width_px"], last["height_px"]))), last, job["metadata"])
    return {"outputs": [{"path": output["path"], "size_bytes": _size(output)} for output in job["outputs"]]}


def _open(path: str, limit_pixels: int) -> tuple[Image.Image, list[str]]:
    """The picture, not yet decoded, and what of it we shall leave out."""
    picture = _identified(path)
    # MPO passes for JPEG: its first picture is one, its others are left out.
    if picture.format not in {*FORMATS, "MPO"}:
        raise Refused("not_taken")
    if picture.width * picture.height > limit_pixels:
        raise Refused("too_many_pixels", pixels=picture.width * picture.height)
    frames = getattr(picture, "n_frames", 1)
    if frames > 1 and picture.format != "MPO":
        raise Refused("pages" if picture.format == "TIFF" else "animated", frames=frames)
    if picture.format == "TIFF" and picture.mode in {"F", "I"}:
        raise Refused("sample_depth")
    left_out = {
        "further_pictures": picture.format == "MPO",
        "metadata": _tells(picture),
        "colours": picture.mode not in {"RGB", "L"} or not {"icc_profile", "transparency"}.isdisjoint(picture.info),
        "rotation": _orientation(picture) != 1,
    }
    return picture, [what for what, found in left_out.items() if found]


def _identified(path: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Image.open(path, formats=FORMATS)
        except UnidentifiedImageError:
            raise Refused("sample_depth" if _is_deep_jpeg(path) else "damaged") from None


def _is_deep_jpeg(path: str) -> bool:
    """Whether its frame header (ITU-T T.81, B.2.2) says 12 or 16 bits a sample."""
    with Path(path).open("rb") as file:
        head = file.read(_HEADERS_BYTES)
    frame = re.search(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..([\x0c\x10])", head, re.DOTALL)
    return head.startswith(b"\xff\xd8") and frame is not None


def _exif(picture: Image.Image) -> Image.Exif:
    """What it tells of itself; nothing where that cannot be read: a picture is not worse for it."""
    try:
        return picture.getexif()
    except (SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return Image.Exif()


def _tells(picture: Image.Image) -> bool:
    """Whether there is metadata; of a TIFF, more than the tags without which it would be none."""
    found = set(_exif(picture))
    found = found & _TELLING_TAGS if picture.format == "TIFF" else found
    return bool(found) or not {"xmp", "photoshop", "exif", "comment"}.isdisjoint(picture.info)


def _orientation(picture: Image.Image) -> int:
    """How it is turned (Exif 2.32, tag 274): 1 upright, 2 to 8 turned or mirrored."""
    found = _exif(picture).get(0x0112, 1)
    return found if found in range(1, 9) else 1


def _size_upright(picture: Image.Image) -> tuple[int, int]:
    # A TIFF has turned itself: its size is the upright one already.
    turned = picture.format != "TIFF" and _orientation(picture) in _SIDEWAYS
    return (picture.height, picture.width) if turned else picture.size


def _normalised(picture: Image.Image, width_px: int) -> Image.Image:
    """Upright sRGB, at least `width_px` wide where the original is; decoded no larger than needed."""
    if picture.format in {"JPEG", "MPO"}:
        scale = max(1.0, _size_upright(picture)[0] / max(width_px, 1))
        picture.draft(picture.mode, (round(picture.width / scale), round(picture.height / scale)))
    profile = picture.info.get("icc_profile")
    orientation = 1 if picture.format == "TIFF" else _orientation(picture)
    bits = _bits(picture)
    picture.load()
    result = _opaque(_eight_bits(picture, bits))
    # Shrunk before colours are converted: what is large is touched once.
    share = width_px / (result.height if orientation in _SIDEWAYS else result.width)
    if share < 1:
        result = _shrunk(result, (max(1, round(result.width * share)), max(1, round(result.height * share))))
        picture.close()
    result = _srgb(result, profile)
    if orientation != 1:
        result.getexif()[0x0112] = orientation
        result = ImageOps.exif_transpose(result)
    return result


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.mode not in _WITH_ALPHA:
        return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    # Channel by channel: with its alpha, which means nothing any more, Pillow would make a second picture as large.
    channels = [
        picture.getchannel(name).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for name in picture.getbands()[:-1]
    ]
    return Image.merge("RGB", channels) if len(channels) > 1 else channels[0]


def _opaque(picture: Image.Image) -> Image.Image:
    """On white, and in place: there is no room for two of the largest."""
    if picture.mode in _WITH_ALPHA:
        uncovered = picture.getchannel("A").point(lambda alpha: 255 - alpha)
        picture.paste((255,) * len(picture.getbands()), (0, 0), uncovered)
    return picture


def _bits(picture: Image.Image) -> int:
    """Bits a sample, of those modes that hold more than eight."""
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        return int(picture.tag_v2.get(TiffImagePlugin.BITSPERSAMPLE, (16,))[0])
    return 16


def _eight_bits(picture: Image.Image, bits: int) -> Image.Image:
    """A mode that can be scaled and converted: more bits become 8, a palette becomes its colours."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.point(lambda value: value * (1 / 2 ** (bits - 8))).convert("L")  # type: ignore[no-untyped-call, unused-ignore]
    if picture.mode in {"P", "PA"}:
        return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    if picture.mode in {"1", "La", "RGBa"}:
        return picture.convert({"1": "L", "La": "LA", "RGBa": "RGBA"}[picture.mode])
    if picture.mode not in {"RGB", "RGBA", "L", "LA", "CMYK", "LAB", "YCbCr"}:
        raise Refused("sample_depth")
    if "transparency" in picture.info and picture.mode in {"RGB", "L"}:
        return picture.convert("RGBA")
    return picture


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if picture.mode in _WITH_ALPHA:
        picture = picture.convert(_WITH_ALPHA[picture.mode])
    if picture.mode == "LAB" or (profile and picture.mode in {"RGB", "L", "CMYK"}):
        picture = _through_profile(picture, profile)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _through_profile(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Converted by the embedded profile; as it stands where that profile is broken or for other colours.

    L*a*b* is a profile of its own.
    """
    from PIL import ImageCms  # 2 MB that only such a picture needs

    try:
        if picture.mode == "LAB":
            source = ImageCms.createProfile("LAB")
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b"")).profile
        converted = ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(source), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _needed_width(output: dict[str, Any]) -> int:
    """How wide the whole picture must be for an output: a crop uses a share of it."""
    if not output["box"]:
        return int(output["width_px"])
    left, _top, right, _bottom = output["box"]
    return int(min(_WIDEST_PX, round(output["width_px"] / max(right - left, 0.01))))


def _crop(picture: Image.Image, box: list[float]) -> Image.Image:
    left, top, right, bottom = box
    return picture.crop(
        (
            round(left * picture.width),
            round(top * picture.height),
            max(round(left * picture.width) + 1, round(right * picture.width)),
            max(round(top * picture.height) + 1, round(bottom * picture.height)),
        )
    )


class _Lent(Image.Image):
    """Takes the pixels of a picture, and lets go of them when an encoder has asked for its copy: both are too much."""

    def __init__(self, picture: Image.Image) -> None:
        super().__init__()
        self.__dict__.update(picture.__dict__)
        picture.close()

    def tobytes(self, encoder_name: str = "raw", *options: Any) -> bytes:
        pixels = super().tobytes(encoder_name, *options)
        self.close()
        return pixels

    def seek(self, frame: int) -> None:
        """There is one; without pixels it could not be looked for."""


def _scaled(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def _save(picture: Image.Image, output: dict[str, Any], metadata: dict[str, Any] | None) -> None:
    image_format = output["format"]
    options = dict(_SETTINGS[image_format])
    if image_format == "AVIF":
        options["speed"] = 9 if output["width_px"] >= _AVIF_FAST_FROM_PX else 8
    options |= embedding(image_format, metadata) if metadata else {}
    picture.info = {}
    picture.save(output["path"], image_format, **options)


def _size(output: dict[str, Any]) -> int:
    return int(Path(output["path"]).stat().st_size)
