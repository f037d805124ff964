"""Pictures that mean harm, or that are not one picture."""

import io
import random
import struct
import zipfile
import zlib

from PIL import Image

from tests.assets.corpus.making import (
    SCENE,
    SIZE,
    chunk,
    disarmed,
    exif,
    flipped,
    frame_header,
    into_jpeg,
    jpeg_segment,
    png,
    refused,
    saved,
    scene,
    tiff,
)

JPEG = saved(scene(), "JPEG", quality=95)
_MOVING = [scene(), scene(colours=SCENE[::-1])]


@refused("too_many_pixels", name="bomb.png", says="60")
def png_that_declares_2500_megapixels() -> bytes:
    return png(50_000, 50_000, pixels=bytes(1000))


@refused("too_many_pixels", name="bomb.gif", says="60")
def gif_that_declares_4295_megapixels() -> bytes:
    return b"GIF89a" + struct.pack("<HH", 65535, 65535) + saved(scene("P", colours=(0, 1, 2, 3)), "GIF")[10:]


@refused("too_many_pixels", name="bomb.tif", says="60")
def tiff_that_declares_10000_megapixels() -> bytes:
    return tiff(100_000, 100_000, bytes(100))


@refused("damaged", name="bomb.webp")
def webp_that_declares_268_megapixels() -> bytes:
    """Its library asks for the whole canvas as soon as it is opened, and does not get it."""
    data = saved(scene(), "WEBP", lossless=True)
    at = data.index(b"VP8L") + 9  # 14 bits of width, 14 of height
    return data[:at] + b"\xff\xff\xff" + bytes([data[at + 3] | 0x0F]) + data[at + 4 :]


@refused("too_many_pixels", name="bomb.avif", says="60")
def avif_that_declares_200_megapixels() -> bytes:
    data = saved(scene(), "AVIF")
    return data.replace(struct.pack(">II", *SIZE), struct.pack(">II", 20_000, 10_000))


@refused("damaged", name="bomb.avif")
def avif_that_declares_4_gigapixels() -> bytes:
    data = saved(scene(), "AVIF")
    return data.replace(struct.pack(">II", *SIZE), struct.pack(">II", 65_000, 65_000))


@refused("too_many_pixels", name="bomb.jpg", says="60")
def jpeg_that_declares_4290_megapixels() -> bytes:
    at = frame_header(JPEG) + 5
    return JPEG[:at] + struct.pack(">HH", 65500, 65500) + JPEG[at + 4 :]


@refused("damaged", name="bomb.tif")
def tiff_of_50_megapixels_with_100_bytes() -> bytes:
    return tiff(10_000, 5_000, bytes(100))


@refused("damaged", name="bomb.png")
def png_of_50_megapixels_with_nothing_in_it() -> bytes:
    return png(10_000, 5_000, pixels=bytes(100))


@disarmed("image/png", name="black.png", size=(7500, 8000))
def png_of_60_megapixels_in_200_kilobytes() -> bytes:
    return png(7500, 8000, pixels=bytes((7500 * 3 + 1) * 8000))


@disarmed("image/png", name="clear.png", changed={"colours"}, size=(7500, 8000), corners=((255, 255, 255),) * 4)
def png_of_60_megapixels_with_transparency() -> bytes:
    return png(7500, 8000, colour_type=6, pixels=bytes((7500 * 4 + 1) * 8000))


@refused("damaged", name="text.png")
def png_with_a_text_that_unpacks_to_300_megabytes() -> bytes:
    packer, packed = zlib.compressobj(9), b""
    for _megabyte in range(300):
        packed += packer.compress(bytes(1_000_000))
    return png(1, 1, pixels=bytes(4), extra=chunk(b"zTXt", b"Comment\x00\x00" + packed + packer.flush()))


@refused("damaged", name="profile.png")
def png_with_a_profile_that_unpacks_to_100_megabytes() -> bytes:
    packed = zlib.compress(bytes(100_000_000), 9)
    return png(1, 1, pixels=bytes(4), extra=chunk(b"iCCP", b"p\x00\x00" + packed))


@disarmed("image/gif", name="page.html", changed={"colours"}, corners=SCENE)
def gif_with_a_page_behind_it() -> bytes:
    return _gif() + b"<html><script>alert(1)</script></html>"


@disarmed("image/gif", name="page.gif", changed={"colours", "metadata"}, corners=SCENE)
def gif_with_a_page_in_its_comment() -> bytes:
    return saved(scene().quantize(16), "GIF", comment=b"*/=1;</style><script>alert(1)</script>")


@disarmed("image/jpeg", name="archive.jpg", corners=SCENE, size=SIZE)
def jpeg_with_an_archive_behind_it() -> bytes:
    return JPEG + archive()


@disarmed("image/jpeg", name="page.jpg", changed={"metadata"}, corners=SCENE)
def jpeg_with_a_script_in_its_comment() -> bytes:
    return into_jpeg(JPEG, jpeg_segment(0xFE, b"<?php system($_GET['c']); ?><script>alert(1)</script>"))


@disarmed("image/png", name="shell.php.png", changed={"metadata"}, corners=SCENE)
def png_with_a_program_behind_it() -> bytes:
    return saved(scene(), "PNG", exif=exif()) + b"#!/bin/sh\nrm -rf /\n"


@refused("animated", name="moves.gif", says="2")
def gif_that_moves() -> bytes:
    return saved(_MOVING[0], "GIF", save_all=True, append_images=_MOVING[1:])


@refused("animated", name="moves.png", says="2")
def png_that_moves() -> bytes:
    return saved(_MOVING[0], "PNG", save_all=True, append_images=_MOVING[1:])


@refused("animated", name="moves.webp", says="2")
def webp_that_moves() -> bytes:
    return saved(_MOVING[0], "WEBP", save_all=True, append_images=_MOVING[1:])


@refused("animated", name="moves.avif", says="2")
def avif_that_moves() -> bytes:
    return saved(_MOVING[0], "AVIF", save_all=True, append_images=_MOVING[1:])


@refused("animated", name="5000.gif", says="5000")
def gif_of_5000_frames() -> bytes:
    one = saved(Image.new("P", (1, 1)), "GIF")
    start = one.index(b"\x2c")
    return one[:start] + one[start:-1] * 5000 + b";"


@refused("pages", name="fax.tif", says="3")
def tiff_of_three_pages() -> bytes:
    return saved(scene(), "TIFF", save_all=True, append_images=[scene(), scene()])


@refused("damaged", name="ring.tif")
def tiff_whose_directories_form_a_ring_without_pixels() -> bytes:
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + struct.pack("<HHII", 256, 4, 1, 10) + b"\x08\x00\x00\x00"


@disarmed("image/jpeg", name="told.jpg", changed={"metadata"}, corners=SCENE)
def jpeg_with_8_megabytes_of_metadata() -> bytes:
    return into_jpeg(JPEG, *[jpeg_segment(0xE1, b"Exif\x00\x00" + bytes(65000)) for _part in range(128)])


@disarmed("image/jpeg", name="told.jpg", changed={"metadata"}, corners=SCENE)
def jpeg_with_metadata_that_cannot_be_read() -> bytes:
    return into_jpeg(JPEG, jpeg_segment(0xE1, b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + random.Random(1).randbytes(500)))


@disarmed("image/png", name="told.png", changed={"metadata"}, corners=SCENE)
def png_with_20_megabytes_of_xmp() -> bytes:
    packet = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b"x" * 20_000_000
    plain = saved(scene(), "PNG")
    return plain[:33] + chunk(b"iTXt", packet) + plain[33:]


@disarmed("image/jpeg", name="colours.jpg", changed={"colours"}, corners=SCENE)
def jpeg_with_a_profile_of_noise() -> bytes:
    return saved(scene(), "JPEG", quality=95, icc_profile=random.Random(2).randbytes(3000))


@disarmed("image/jpeg", name="colours.jpg", changed={"colours"}, corners=SCENE)
def jpeg_with_a_profile_of_4_megabytes() -> bytes:
    return saved(scene(), "JPEG", quality=95, icc_profile=bytes(4_000_000))


@refused("sample_depth", name="deep.jpg")
def jpeg_of_12_bits() -> bytes:
    at = frame_header(JPEG) + 4
    return JPEG[:at] + b"\x0c" + JPEG[at + 1 :]


@refused("sample_depth", name="deep.tif")
def tiff_of_floating_point() -> bytes:
    return saved(Image.new("F", (4, 4), 0.5), "TIFF")


@refused("damaged", name="flipped.png")
def png_with_a_flipped_bit_in_its_pixels() -> bytes:
    data = saved(scene(), "PNG")
    return flipped(data, data.index(b"IDAT") + 10)


@disarmed("image/jpeg", name="flipped.jpg", size=SIZE)
def jpeg_with_a_flipped_bit_in_its_pixels() -> bytes:
    return flipped(JPEG, len(JPEG) - 60)


@refused("damaged", name="flipped.webp")
def webp_with_a_flipped_header() -> bytes:
    return flipped(saved(scene(), "WEBP", lossless=True), 20, 0)


@refused("not_taken", name="flipped.gif")
def gif_with_a_flipped_signature() -> bytes:
    return flipped(_gif(), 1)


def _cut(image_format: str, share: float) -> bytes:
    noise = Image.frombytes("RGB", (64, 64), random.Random(3).randbytes(64 * 64 * 3))
    data = saved(noise if image_format != "GIF" else noise.quantize(64), image_format)
    return data[: int(len(data) * share)]


for _format in ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"):
    for _share in (0.05, 0.5, 0.97):

        def _truncated(image_format: str = _format, share: float = _share) -> bytes:
            return _cut(image_format, share)

        _truncated.__name__ = f"{_format.lower()}_cut_at_{round(_share * 100)}_percent"
        refused("damaged", name=f"cut.{_format.lower()}")(_truncated)


def _gif() -> bytes:
    return saved(scene().quantize(16), "GIF")


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as kit:
        kit.writestr("index.html", "<script>alert(1)</script>")
        kit.writestr("bomb", bytes(1_000_000))
    return buffer.getvalue()
