"""The mission's two colours as a stylesheet, with shades that can be read on light and on dark paper."""

from collections.abc import Callable

_LIGHT, _DARK = (1.0, 1.0, 1.0), (0.055, 0.078, 0.094)
_READABLE = 5.0  # WCAG 2.2 asks for 4.5; the page's paper is a little off white and black
_STEPS = 40
_LINEAR_BELOW = 0.04045
_Colour = tuple[float, float, float]


def stylesheet(colour: str, accent: str) -> str:
    """CSS of custom properties. Takes two colours as six hexadecimal digits each; anything else is a ValueError."""
    brand, gold = _parse(colour), _parse(accent)
    values = {
        "--brand": brand,
        "--on-brand": max((_LIGHT, _DARK), key=lambda ink: _contrast(ink, brand)),
        "--brand-on-light": _readable(brand, on=_LIGHT),
        "--brand-on-dark": _readable(brand, on=_DARK),
        "--accent": gold,
        "--accent-on-light": _readable(gold, on=_LIGHT),
        "--accent-on-dark": _readable(gold, on=_DARK),
    }
    return ":root{" + "".join(f"{name}:{_hexadecimal(value)};" for name, value in values.items()) + "}\n"


def _readable(colour: _Colour, *, on: _Colour) -> _Colour:
    """The colour itself, or the nearest shade towards black or white that stands out enough."""
    towards = 0.0 if on == _LIGHT else 1.0
    shade: Callable[[int], _Colour] = lambda step: _mixed(colour, towards, step / _STEPS)  # noqa: E731
    return next(shade(step) for step in range(_STEPS + 1) if _contrast(shade(step), on) >= _READABLE)


def _mixed(colour: _Colour, towards: float, share: float) -> _Colour:
    red, green, blue = (part + (towards - part) * share for part in colour)
    return red, green, blue


def _contrast(one: _Colour, other: _Colour) -> float:
    """WCAG 2.2, contrast ratio."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: _Colour) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(digits: str) -> _Colour:
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


def _hexadecimal(colour: _Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
