"""The mission's two colours as a stylesheet, with shades that can be read on light and on dark paper."""

from releases.graphics.colours import DARK, LIGHT, hexadecimal, ink_on, parse, readable


def stylesheet(colour: str, accent: str) -> str:
    """CSS of custom properties. Takes two colours as six hexadecimal digits each; anything else is a ValueError."""
    brand, gold = parse(colour), parse(accent)
    values = {
        "--brand": brand,
        "--on-brand": ink_on(brand),
        "--brand-on-light": readable(brand, on=LIGHT),
        "--brand-on-dark": readable(brand, on=DARK),
        "--accent": gold,
        "--accent-on-light": readable(gold, on=LIGHT),
        "--accent-on-dark": readable(gold, on=DARK),
    }
    return ":root{" + "".join(f"{name}:{hexadecimal(value)};" for name, value in values.items()) + "}\n"
