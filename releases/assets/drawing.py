"""Pictures that we draw ourselves: the demonstration's corridor map and cover.

A schematic diagram and no geography: no boundary is drawn, so none is claimed.
"""

import io
from dataclasses import dataclass

import font_roboto
from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT = 1600, 1000
_SCALE = 2  # drawn twice as large and scaled down, for smooth edges
Colour = tuple[int, int, int]
Point = tuple[int, int]


@dataclass(frozen=True)
class Palette:
    ground: Colour
    ink: Colour
    south: Colour
    west: Colour
    soft: Colour


SKY = Palette(ground=(240, 247, 250), ink=(16, 42, 58), south=(0, 112, 143), west=(201, 146, 0), soft=(196, 222, 232))
GREY = Palette(ground=(255, 255, 255), ink=(20, 20, 20), south=(60, 60, 60), west=(140, 140, 140), soft=(225, 225, 225))
STEPPE = Palette(
    ground=(250, 246, 236), ink=(52, 38, 20), south=(122, 74, 32), west=(60, 120, 96), soft=(232, 220, 192)
)

_HUB: Point = (1150, 230)
_SOUTH: list[tuple[str, Point]] = [("Turkmenistan", (1040, 540)), ("Iran", (980, 830))]
_WEST: list[tuple[str, Point]] = [("Azerbaijan", (720, 440)), ("Georgia", (500, 340)), ("Türkiye", (250, 420))]
_SEA: tuple[int, int, int, int] = (810, 300, 930, 600)


def corridor_map(palette: Palette = SKY, *, named: bool = True) -> bytes:
    """The North-South and the Caspian corridor as a PNG of 1600 x 1000 pixels, labelled in English when `named`."""
    picture = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), palette.ground)
    pen = ImageDraw.Draw(picture)
    pen.ellipse(_scaled(_SEA), fill=palette.soft)
    for stops, colour in ((_SOUTH, palette.south), (_WEST, palette.west)):
        pen.line(
            _scaled((*_HUB, *(part for _name, point in stops for part in point))),
            fill=colour,
            width=14 * _SCALE,
            joint="curve",
        )
    for name, point in _SOUTH:
        _stop(pen, point, name if named else "", palette, beside=True)
    for name, point in _WEST:
        _stop(pen, point, name if named else "", palette)
    _stop(pen, _HUB, "Kazakhstan" if named else "", palette, radius=26, beside=True)
    if named:
        _legend(pen, palette)
    return _png(picture)


def cover(palette: Palette = SKY) -> bytes:
    """A calm graphic without words, 1600 x 1000 pixels PNG: bands of sky over a horizon and a rising disc."""
    picture = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), palette.ground)
    pen = ImageDraw.Draw(picture)
    bands = 12
    for band in range(bands):
        share = band / (bands - 1)
        colour = tuple(round(a + (b - a) * share) for a, b in zip(palette.south, palette.soft, strict=True))
        pen.rectangle(_scaled((0, band * 60, _WIDTH, (band + 1) * 60)), fill=colour)
    pen.ellipse(_scaled((620, 420, 980, 780)), fill=palette.west)
    pen.rectangle(_scaled((0, 660, _WIDTH, _HEIGHT)), fill=palette.ink)
    pen.line(_scaled((0, 660, _WIDTH, 660)), fill=palette.ground, width=4 * _SCALE)
    for step in range(1, 7):
        pen.line(
            _scaled((0, 660 + step * step * 9, _WIDTH, 660 + step * step * 9)), fill=palette.south, width=2 * _SCALE
        )
    return _png(picture)


def _stop(
    pen: ImageDraw.ImageDraw, at: Point, name: str, palette: Palette, *, radius: int = 18, beside: bool = False
) -> None:
    """A place, its name below it or beside it: where no line runs."""
    x, y = at
    pen.ellipse(
        _scaled((x - radius, y - radius, x + radius, y + radius)),
        fill=palette.ground,
        outline=palette.ink,
        width=6 * _SCALE,
    )
    if name and beside:
        pen.text(((x + radius + 22) * _SCALE, y * _SCALE), name, fill=palette.ink, font=_font(40), anchor="lm")
    elif name:
        pen.text((x * _SCALE, (y + radius + 16) * _SCALE), name, fill=palette.ink, font=_font(40), anchor="ma")


def _legend(pen: ImageDraw.ImageDraw, palette: Palette) -> None:
    for row, (colour, name) in enumerate(((palette.south, "North-South Corridor"), (palette.west, "Caspian corridor"))):
        y = 760 + row * 70
        pen.line(_scaled((90, y, 190, y)), fill=colour, width=14 * _SCALE)
        pen.text((220 * _SCALE, y * _SCALE), name, fill=palette.ink, font=_font(34), anchor="lm")
    pen.text(
        (90 * _SCALE, 920 * _SCALE),
        "Schematic, not to scale. No boundaries are shown.",
        fill=palette.ink,
        font=_font(26),
        anchor="lm",
    )
    pen.text(
        (870 * _SCALE, 470 * _SCALE), "Caspian\nSea", fill=palette.ink, font=_font(24), anchor="mm", align="center"
    )


def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_roboto.Roboto, size_px * _SCALE)


def _scaled(points: tuple[int, ...]) -> list[float]:
    return [part * float(_SCALE) for part in points]


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
