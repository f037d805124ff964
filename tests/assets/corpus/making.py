"""The pieces that the files of the corpus are made of."""

import io
import struct
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

Colour = tuple[int, int, int]
SIZE = (96, 64)
# What a reader must see in the four quarters, from the upper left to the lower right, upright and in sRGB.
SCENE: tuple[Colour, ...] = ((200, 40, 40), (40, 160, 60), (40, 60, 200), (240, 220, 60))
GREY_SCENE: tuple[Colour, ...] = ((30, 30, 30), (100, 100, 100), (170, 170, 170), (240, 240, 240))


@dataclass(frozen=True)
class Case:
    """A file and what must become of it. `verdict`: "accepted", or the reason of the refusal."""

    id: str
    make: Callable[[], bytes]
    verdict: str
    name: str
    hostile: bool
    media_type: str = ""
    changed: Collection[str] = field(default_factory=frozenset)
    size: tuple[int, int] | None = None
    corners: tuple[Colour, ...] | None = None
    limit_words: str = ""


CASES: list[Case] = []


def refused(verdict: str, *, name: str, says: str = "") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """A hostile or unfit file; `says` is the limit that the message must name."""
    return _case(verdict=verdict, name=name, hostile=True, limit_words=says)


def disarmed(media_type: str, *, name: str, **found: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """A hostile file that is taken, since what is hostile in it never leaves."""
    return _case(verdict="accepted", name=name, hostile=True, media_type=media_type, **found)


def valid(media_type: str, *, name: str, **found: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """An odd file that must be taken, and come out right."""
    return _case(verdict="accepted", name=name, hostile=False, media_type=media_type, **found)


def _case(**facts: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def add(make: Callable[[], bytes]) -> Callable[[], bytes]:
        CASES.append(Case(id=make.__name__, make=make, **facts))
        return make

    return add


def scene(mode: str = "RGB", size: tuple[int, int] = SIZE, colours: tuple[Any, ...] = SCENE) -> Image.Image:
    """Four quarters of one colour each."""
    picture = Image.new(mode, size)
    half = (size[0] // 2, size[1] // 2)
    for number, colour in enumerate(colours):
        picture.paste(colour, (half[0] * (number % 2), half[1] * (number // 2), *_end(number, size, half)))
    return picture


def _end(number: int, size: tuple[int, int], half: tuple[int, int]) -> tuple[int, int]:
    return (size[0] if number % 2 else half[0], size[1] if number // 2 else half[1])


def saved(picture: Image.Image, image_format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, image_format, **options)
    return buffer.getvalue()


def flipped(data: bytes, at: int, bit: int = 3) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, height: int, *, depth: int = 8, colour_type: int = 2, pixels: bytes = b"", extra: bytes = b""
) -> bytes:
    """A PNG of any declared size, whatever its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def tiff(width: int, height: int, pixels: bytes, *, bits: int = 8, photometric: int = 1, samples: int = 1) -> bytes:
    """An uncompressed little-endian TIFF of one strip."""
    offset = 8
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, bits),
        (259, 3, 1, 1),
        (262, 3, 1, photometric),
        (273, 4, 1, offset),
        (277, 3, 1, samples),
        (278, 4, 1, height),
        (279, 4, 1, len(pixels)),
    ]
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\x00" + struct.pack("<I", offset + len(pixels)) + pixels + directory + b"\x00" * 4


def jpeg_segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def into_jpeg(jpeg: bytes, *segments: bytes) -> bytes:
    """Segments behind the start of a JPEG."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def frame_header(jpeg: bytes) -> int:
    """Where the frame header of a baseline or progressive JPEG begins."""
    return min(at for at in (jpeg.find(b"\xff\xc0\x00\x11"), jpeg.find(b"\xff\xc2\x00\x11")) if at > 0)


def exif(orientation: int = 1) -> Image.Exif:
    """Camera, author, place and a maker's note, as a telephone writes them."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x013B] = "Spycam", "Model 007", "Black Michael"
    found[0x0112] = orientation
    found[0x8825] = {1: "N", 2: (51.0, 7.0, 48.0), 3: "E", 4: (71.0, 25.0, 49.0)}
    found[0x8769] = {0x927C: b"maker's secret", 0x9286: b"ASCII\x00\x00\x00user comment of Zenda", 0xA431: "SN-424242"}
    return found
