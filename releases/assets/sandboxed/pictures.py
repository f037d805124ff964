"""Pictures: what a file really is, and our own pixels made from it.

One decode, then a cascade from the largest width to the smallest. Nothing of the original's metadata is passed on.
"""

import io
import warnings
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageCms, ImageFile, ImageOps, TiffImagePlugin

from releases.assets.sandboxed.packets import embedding
from releases.assets.sandboxed.refusing import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")
ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before a pixel is decoded
_WHITE = (255, 255, 255)
_LARGEST_PX = 2560
# Measured on 24 megapixels: speed 8 for the two largest widths would take half of the time allowed for all.
_AVIF_FAST_FROM_PX = 1920
_SETTINGS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": False},
    "WEBP": {"quality": 78, "method": 1},
    "AVIF": {"quality": 58},
    "PNG": {"compress_level": 6},
}


def inspect(job: dict[str, Any]) -> dict[str, Any]:
    """`{width_px, height_px, media_type, colour, changed}` of the upright picture, decoded whole to see that it can be.

    Raises Refused for anything but one still picture within `limit_pixels`.
    """
    picture, changed = _open(job["path"], job["limit_pixels"])
    media_type = Image.MIME["JPEG" if picture.format == "MPO" else cast(str, picture.format)]
    upright = _size_upright(picture)
    small = _normalised(picture, 64)
    colour = small.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture: Image.Image = Image.open(path, formats=FORMATS)
    # MPO passes for JPEG: its first picture is one, its others are left out.
    if picture.format not in {*FORMATS, "MPO"}:
        raise Refused("not_taken")
    if picture.width * picture.height > limit_pixels:
        raise Refused("too_many_pixels", pixels=picture.width * picture.height)
    changed = []
    frames = getattr(picture, "n_frames", 1)
    if picture.format == "MPO":
        changed.append("further_pictures")
    elif frames > 1:
        raise Refused("pages" if picture.format == "TIFF" else "animated", frames=frames)
    if picture.format == "TIFF" and isinstance(picture, TiffImagePlugin.TiffImageFile) and picture.mode in {"F", "I"}:
        raise Refused("sample_depth")
    if picture.getexif() or "xmp" in picture.info or "photoshop" in picture.info:
        changed.append("metadata")
    if picture.mode not in {"RGB", "L"} or "icc_profile" in picture.info:
        changed.append("colours")
    if picture.getexif().get(0x0112, 1) != 1:
        changed.append("rotation")
    return picture, changed


def _size_upright(picture: Image.Image) -> tuple[int, int]:
    turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    return (picture.height, picture.width) if turned else picture.size


def _normalised(picture: Image.Image, width_px: int) -> Image.Image:
    """Upright sRGB, at least `width_px` wide where the original is; decoded no larger than needed."""
    if picture.format in {"JPEG", "MPO"}:
        upright_width = _size_upright(picture)[0]
        scale = max(1.0, upright_width / max(width_px, 1))
        picture.draft(picture.mode, (round(picture.width / scale), round(picture.height / scale)))
    profile = picture.info.get("icc_profile")
    orientation = picture.getexif().get(0x0112, 1)
    picture.load()
    result = _eight_bits(picture)
    upright_width = result.height if orientation in {5, 6, 7, 8} else result.width
    if upright_width > width_px:
        # Shrunk before colours are converted: what is large is touched once.
        share = width_px / upright_width
        size = (max(1, round(result.width * share)), max(1, round(result.height * share)))
        result = result.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        picture.close()
    result = _srgb(result, profile)
    if orientation != 1:
        result.getexif()[0x0112] = orientation
        result = ImageOps.exif_transpose(result)
    return result


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A mode that can be scaled and converted: 16 bits become 8, a palette becomes its colours."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.point(lambda value: value / 256).convert("L")  # type: ignore[no-untyped-call, unused-ignore]
    if picture.mode in {"P", "PA"}:
        return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    if picture.mode in {"1", "LA", "La", "RGBa"}:
        return picture.convert({"1": "L", "LA": "RGBA", "La": "RGBA", "RGBa": "RGBA"}[picture.mode])
    if picture.mode not in {"RGB", "RGBA", "L", "CMYK", "LAB", "YCbCr"}:
        raise Refused("sample_depth")
    return picture


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    if alpha is not None:
        picture = picture.convert("RGB")
    if profile and picture.mode in {"RGB", "L", "CMYK", "LAB"}:
        picture = _through_profile(picture, profile)
    if picture.mode != "RGB":
        picture = picture.convert("RGB")
    if alpha is None:
        return picture
    flat = Image.new("RGB", picture.size, _WHITE)
    flat.paste(picture, mask=alpha)
    return flat


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """Converted by the embedded profile; as it stands where that profile is broken or for other colours."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _needed_width(output: dict[str, Any]) -> int:
    """How wide the whole picture must be for an output: a crop uses a share of it."""
    if not output["box"]:
        return int(output["width_px"])
    left, _top, right, _bottom = output["box"]
    return int(min(_LARGEST_PX, round(output["width_px"] / max(right - left, 0.01))))


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
