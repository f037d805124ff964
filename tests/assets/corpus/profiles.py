"""Colour profiles written by hand (ICC.1:2001-04): none is committed, none is taken from a system."""

import struct

Point = tuple[float, float, float]
# Primaries adapted to D50, as their owners publish them.
DISPLAY_P3: tuple[Point, ...] = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
ADOBE_RGB: tuple[Point, ...] = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
_D50: Point = (0.96420, 1.0, 0.82491)
GAMMA = 2.19921875
_XYZ_TO_SRGB = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)


def matrix_profile(primaries: tuple[Point, ...]) -> bytes:
    """A display profile of three primaries and one gamma."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(GAMMA * 256)) + bytes(2)
    tags = {b"wtpt": _xyz(_D50), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    tags |= {name: _xyz(point) for name, point in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def in_srgb(colour: tuple[int, int, int], primaries: tuple[Point, ...]) -> tuple[int, int, int]:
    """What a colour of such a display is in sRGB: worked out here, not by the library under test."""
    linear = [(part / 255) ** GAMMA for part in colour]
    xyz = [sum(share * primary[row] for share, primary in zip(linear, primaries, strict=True)) for row in range(3)]
    lights = [sum(weight * part for weight, part in zip(row, xyz, strict=True)) for row in _XYZ_TO_SRGB]
    red, green, blue = (_encoded(min(1.0, max(0.0, light))) for light in lights)
    return red, green, blue


def _encoded(light: float) -> int:
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def printer_profile(paper: int, ink: int) -> bytes:
    """A CMYK profile for an odd printer: L* is `ink` where there is any black, else `paper`, and all is grey."""
    identity = bytes(range(256))
    grid = b"".join(bytes([ink if corner & 1 else paper, 128, 128]) for corner in range(16))
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0])
    table += b"".join(struct.pack(">i", 65536 if place in {0, 4, 8} else 0) for place in range(9))
    table += identity * 4 + grid + identity * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table, b"wtpt": _xyz(_D50)})


def _xyz(point: Point) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(part * 65536) for part in point))


def _profile(device: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    description = b"of the tests\x00"
    tags[b"desc"] = b"desc" + bytes(4) + struct.pack(">I", len(description)) + description + bytes(78)
    tags[b"cprt"] = b"text" + bytes(4) + b"none\x00"
    directory, data, offset = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        directory += name + struct.pack(">II", offset + len(data), len(content))
        data += padded
    size = offset + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, device, space, connection)
    header += struct.pack(">6H", 2030, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\x00") + directory + data
