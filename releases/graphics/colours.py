"""Colours and what can be read on them (WCAG 2.2). A colour is red, green and blue from 0 to 1."""

from collections.abc import Callable

Colour = tuple[float, float, float]
LIGHT: Colour = (1.0, 1.0, 1.0)
DARK: Colour = (0.055, 0.078, 0.094)
_READABLE = 5.0  # WCAG 2.2 asks for 4.5; the page's paper is a little off white and black
_STEPS = 40
_LINEAR_BELOW = 0.04045


def parse(digits: str) -> Colour:
    """Takes six hexadecimal digits; anything else is a ValueError."""
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


def hexadecimal(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def ink_on(ground: Colour) -> Colour:
    """Light or dark, whichever stands out more."""
    return max((LIGHT, DARK), key=lambda ink: contrast(ink, ground))


def readable(colour: Colour, *, on: Colour) -> Colour:
    """The colour itself, or the nearest shade towards black or white that stands out enough."""
    towards = 0.0 if on == LIGHT else 1.0
    shade: Callable[[int], Colour] = lambda step: mixed(colour, towards, step / _STEPS)  # noqa: E731
    return next(shade(step) for step in range(_STEPS + 1) if contrast(shade(step), on) >= _READABLE)


def mixed(colour: Colour, towards: float, share: float) -> Colour:
    red, green, blue = (part + (towards - part) * share for part in colour)
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, contrast ratio."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
