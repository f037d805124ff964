"""The sign of the site in a browser's tab: a sun above two horizons, in the mission's colours, drawn by us."""

import functools
import struct
import zlib

_Colour = tuple[int, int, int]
_WHITE: _Colour = (255, 255, 255)
# In hundredths of the side: corner radius, the sun's centre and radius, the horizons' top, height and margin.
_CORNER, _SUN, _RADIUS = 20, (50, 42), 18
_HORIZONS, _THICKNESS, _MARGIN = ((68, "accent"), (79, "white")), 5, 20


def svg(colour: str, accent: str) -> str:
    """Takes six hexadecimal digits each."""
    inks = {"accent": f"#{accent}", "white": "#fff"}
    lines = "".join(
        f'<rect x="{_MARGIN}" y="{top}" width="{100 - 2 * _MARGIN}" height="{_THICKNESS}" fill="{inks[ink]}"/>'
        for top, ink in _HORIZONS
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect width="100" height="100" rx="{_CORNER}" fill="#{colour}"/>'
        f'<circle cx="{_SUN[0]}" cy="{_SUN[1]}" r="{_RADIUS}" fill="#{accent}"/>{lines}</svg>'
    )


@functools.lru_cache(maxsize=16)
def png(colour: str, accent: str, side_px: int) -> bytes:
    """A square without transparency: systems cut the corners themselves. Takes six hexadecimal digits each."""
    ground, sun = _parse(colour), _parse(accent)
    inks = {"accent": sun, "white": _WHITE}
    rows = (_row(y, side_px, ground, sun, inks) for y in range(side_px))
    header = struct.pack(">IIBBBBB", side_px, side_px, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _row(y_px: int, side_px: int, ground: _Colour, sun: _Colour, inks: dict[str, _Colour]) -> bytes:
    scale = side_px / 100
    y = y_px + 0.5
    line = bytearray(b"\0")
    ink = next((inks[name] for top, name in _HORIZONS if top <= y / scale < top + _THICKNESS), None)
    for x_px in range(side_px):
        x = x_px + 0.5
        if ink is not None and _MARGIN <= x / scale < 100 - _MARGIN:
            line += bytes(ink)
            continue
        distance = ((x - _SUN[0] * scale) ** 2 + (y - _SUN[1] * scale) ** 2) ** 0.5
        cover = min(1.0, max(0.0, _RADIUS * scale - distance + 0.5))
        line += bytes(round(under + (over - under) * cover) for under, over in zip(ground, sun, strict=True))
    return bytes(line)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _parse(digits: str) -> _Colour:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
