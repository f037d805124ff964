"""Pictures as agencies, telephones and archives send them: odd, and to be taken."""

import io
import os
import struct
from collections.abc import Callable

from PIL import Image, ImageCms

from tests.assets.corpus.making import (
    GREY_SCENE,
    SCENE,
    SIZE,
    Colour,
    chunk,
    exif,
    into_jpeg,
    jpeg_segment,
    png,
    saved,
    scene,
    tiff,
    valid,
)
from tests.assets.corpus.profiles import ADOBE_RGB, DISPLAY_P3, in_srgb, matrix_profile, printer_profile

_GREYS = tuple(colour[0] for colour in GREY_SCENE)
_MUTED: tuple[Colour, ...] = ((200, 60, 60), (60, 160, 80), (60, 80, 200), (220, 200, 120))
_HALF_WHITE: tuple[Colour, ...] = tuple((min(255, r // 2 + 128), g // 2 + 128, b // 2 + 128) for r, g, b in SCENE)
# CMYK as Pillow converts it without a profile: the complement, less the black.
_INKS = tuple((255 - r, 255 - g, 255 - b, 0) for r, g, b in SCENE)


@valid("image/jpeg", name="print.jpg", changed={"colours"}, corners=SCENE, size=SIZE)
def jpeg_in_cmyk_without_a_profile() -> bytes:
    return saved(scene("CMYK", colours=_INKS), "JPEG", quality=95)


@valid("image/jpeg", name="print.jpg", changed={"colours"}, corners=((119, 119, 119),) * 2 + ((0, 0, 0),) * 2)
def jpeg_in_cmyk_with_a_profile_of_its_own() -> bytes:
    inks = ((255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 0, 255), (255, 255, 0, 255))
    return saved(scene("CMYK", colours=inks), "JPEG", quality=100, icc_profile=printer_profile(128, 0))


@valid("image/png", name="grey.png", changed={"colours"}, corners=GREY_SCENE, size=SIZE)
def png_of_16_bits_grey() -> bytes:
    return saved(scene("I;16", colours=tuple(grey * 257 for grey in _GREYS)), "PNG")


@valid("image/png", name="colour.png", corners=SCENE, size=SIZE)
def png_of_16_bits_a_channel() -> bytes:
    return png(
        *SIZE, depth=16, pixels=_rows(SCENE, lambda colour: struct.pack(">3H", *(part * 257 for part in colour)))
    )


@valid("image/png", name="clear.png", changed={"colours"}, corners=_HALF_WHITE, size=SIZE)
def png_of_16_bits_a_channel_half_transparent() -> bytes:
    pixels = _rows(SCENE, lambda colour: struct.pack(">4H", *(part * 257 for part in colour), 0x8000))
    return png(*SIZE, depth=16, colour_type=6, pixels=pixels)


@valid("image/png", name="palette.png", changed={"colours"}, corners=((255, 255, 255), *SCENE[1:]), size=SIZE)
def png_with_a_palette_and_one_transparent_colour() -> bytes:
    picture = scene("P", colours=(0, 1, 2, 3))
    picture.putpalette([part for colour in SCENE for part in colour])
    return saved(picture, "PNG", transparency=0)


@valid("image/png", name="ink.png", changed={"colours"}, corners=((0,) * 3, (255,) * 3, (255,) * 3, (0,) * 3))
def png_of_one_bit() -> bytes:
    return saved(scene("1", colours=(0, 1, 1, 0)), "PNG")


@valid("image/png", name="shade.png", changed={"colours"}, corners=((142,) * 3, (178,) * 3, (212,) * 3, (247,) * 3))
def png_of_grey_half_transparent() -> bytes:
    return saved(scene("LA", colours=tuple((grey, 128) for grey in _GREYS)), "PNG")


@valid("image/png", name="key.png", changed={"colours"}, corners=((255, 255, 255), *SCENE[1:]))
def png_in_which_one_colour_is_transparent() -> bytes:
    return saved(scene(), "PNG", transparency=SCENE[0])


@valid("image/tiff", name="scan.tif", changed={"colours"}, corners=GREY_SCENE, size=SIZE)
def tiff_of_16_bits() -> bytes:
    return saved(scene("I;16", colours=tuple(grey * 257 for grey in _GREYS)), "TIFF")


@valid("image/tiff", name="scan.tif", changed={"colours"}, corners=GREY_SCENE, size=SIZE)
def tiff_of_12_bits() -> bytes:
    rows = b""
    for y in range(SIZE[1]):
        samples = [_GREYS[_quarter(x, y)] * 16 for x in range(SIZE[0])]
        pairs = zip(samples[::2], samples[1::2], strict=True)
        rows += b"".join(((one << 12) | other).to_bytes(3, "big") for one, other in pairs)
    return tiff(*SIZE, rows, bits=12)


@valid("image/tiff", name="scan.tif", corners=SCENE, size=SIZE)
def tiff_packed_with_lzw() -> bytes:
    return saved(scene(), "TIFF", compression="tiff_lzw")


@valid("image/tiff", name="print.tif", changed={"colours"}, corners=SCENE, size=SIZE)
def tiff_in_cmyk() -> bytes:
    return saved(scene("CMYK", colours=_INKS), "TIFF")


@valid("image/tiff", name="lab.tif", changed={"colours"}, corners=_MUTED, size=SIZE)
def tiff_in_lab() -> bytes:
    lab = ImageCms.profileToProfile(
        scene(colours=_MUTED), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert lab is not None
    return saved(lab, "TIFF")


@valid("image/tiff", name="turned.tif", changed={"rotation"}, corners=SCENE, size=SIZE)
def tiff_turned_by_its_tag() -> bytes:
    return saved(scene().transpose(Image.Transpose.ROTATE_90), "TIFF", tiffinfo={0x0112: 6})


def _in(primaries: tuple[tuple[float, float, float], ...]) -> tuple[Colour, ...]:
    return tuple(in_srgb(colour, primaries) for colour in _MUTED)


@valid("image/jpeg", name="p3.jpg", changed={"colours"}, corners=_in(DISPLAY_P3), size=SIZE)
def jpeg_in_display_p3() -> bytes:
    return saved(scene(colours=_MUTED), "JPEG", quality=98, icc_profile=matrix_profile(DISPLAY_P3))


@valid("image/jpeg", name="adobe.jpg", changed={"colours"}, corners=_in(ADOBE_RGB), size=SIZE)
def jpeg_in_adobe_rgb() -> bytes:
    return saved(scene(colours=_MUTED), "JPEG", quality=98, icc_profile=matrix_profile(ADOBE_RGB))


_TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
for _number, _turn in _TURNS.items():

    def _turned(number: int = _number, turn: Image.Transpose | None = _turn) -> bytes:
        picture = scene() if turn is None else scene().transpose(turn)
        return saved(picture, "JPEG", quality=95, exif=exif(number))

    _turned.__name__ = f"jpeg_turned_by_exif_{_number}"
    _found = {"metadata"} | ({"rotation"} if _number != 1 else set())
    valid("image/jpeg", name="telephone.jpg", changed=_found, corners=SCENE, size=SIZE)(_turned)


@valid("image/webp", name="turned.webp", changed={"metadata", "rotation"}, corners=SCENE, size=SIZE)
def webp_turned_by_exif() -> bytes:
    return saved(scene().transpose(Image.Transpose.ROTATE_90), "WEBP", lossless=True, exif=exif(6))


@valid("image/avif", name="turned.avif", changed={"metadata", "rotation"}, corners=SCENE, size=SIZE)
def avif_turned_by_its_container() -> bytes:
    return saved(scene().transpose(Image.Transpose.ROTATE_90), "AVIF", quality=95, exif=exif(6))


@valid("image/jpeg", name="3d.jpg", changed={"further_pictures"}, corners=SCENE, size=SIZE)
def mpo_of_two_pictures() -> bytes:
    return saved(scene(), "MPO", quality=95, save_all=True, append_images=[scene(colours=SCENE[::-1])])


@valid("image/jpeg", name="web.jpg", corners=SCENE, size=SIZE)
def jpeg_progressive() -> bytes:
    return saved(scene(), "JPEG", quality=95, progressive=True)


@valid("image/jpeg", name="grey.jpg", corners=GREY_SCENE, size=SIZE)
def jpeg_grey() -> bytes:
    return saved(scene("L", colours=_GREYS), "JPEG", quality=95)


@valid("image/jpeg", name="agency.jpg", changed={"metadata"}, corners=SCENE, size=SIZE)
def jpeg_with_iptc_of_an_agency() -> bytes:
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0c\x1c\x02\x50\x00\x07Michael"
    return into_jpeg(saved(scene(), "JPEG", quality=95), jpeg_segment(0xED, block))


@valid("image/gif", name="still.gif", changed={"colours"}, corners=SCENE, size=SIZE)
def gif_that_stands_still() -> bytes:
    return saved(scene().quantize(16), "GIF")


@valid("image/webp", name="clear.webp", changed={"colours"}, corners=_HALF_WHITE, size=SIZE)
def webp_lossless_half_transparent() -> bytes:
    picture = scene()
    picture.putalpha(128)
    return saved(picture, "WEBP", lossless=True)


@valid("image/avif", name="deep.avif", corners=SCENE, size=SIZE)
def avif_of_10_bits() -> bytes:
    import av

    usual = os.sched_getscheduler(0), os.sched_getparam(0)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="avif") as target:
        stream = target.add_stream("libsvtav1", rate=1)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p10le"
        stream.options = {"crf": "10", "preset": "8"}
        frame = av.VideoFrame.from_image(scene())
        for packet in [*stream.encode(frame), *stream.encode()]:
            target.mux(packet)
    # The encoder, run as root, puts the whole process before all others, and every browser that it starts later.
    os.sched_setscheduler(0, *usual)
    return buffer.getvalue()


@valid("image/png", name="dot.png", corners=(SCENE[0],) * 4, size=(1, 1))
def png_of_one_pixel() -> bytes:
    return saved(Image.new("RGB", (1, 1), SCENE[0]), "PNG")


@valid("image/png", name="line.png", size=(10_000, 1))
def png_of_one_row() -> bytes:
    return saved(Image.new("RGB", (10_000, 1), SCENE[0]), "PNG")


@valid("image/png", name="thread.png", size=(1, 20_000))
def png_of_one_column() -> bytes:
    return saved(Image.new("RGB", (1, 20_000), SCENE[0]), "PNG")


@valid("image/png", name="apng.png", corners=SCENE, size=SIZE)
def png_that_could_move_and_has_one_frame() -> bytes:
    plain = saved(scene(), "PNG")
    control = chunk(b"acTL", struct.pack(">II", 1, 0))
    first = chunk(b"fcTL", struct.pack(">5I2H2B", 0, *SIZE, 0, 0, 1, 10, 0, 0))
    return plain[:33] + control + first + plain[33:]


def _quarter(x: int, y: int) -> int:
    return (x >= SIZE[0] // 2) + 2 * (y >= SIZE[1] // 2)


def _rows(colours: tuple[Colour, ...], packed: Callable[[Colour], bytes]) -> bytes:
    return b"".join(b"\x00" + b"".join(packed(colours[_quarter(x, y)]) for x in range(SIZE[0])) for y in range(SIZE[1]))
