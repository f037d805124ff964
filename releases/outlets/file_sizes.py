"""How large a file is, as each language writes it: `340 kB`, `2,4 МБ`. The units are CLDR's, of a thousand each."""

from babel.units import format_unit

from releases.authoring.languages import RIGHT_TO_LEFT

_STEP = 1000
_UNITS = ("digital-kilobyte", "digital-megabyte", "digital-gigabyte")
_FRACTION_BELOW = 10
# In CLDR's Kazakh the one letter is Latin.
_MIXED = ("\u004d\u0411", "\u041c\u0411")


def file_size(size_bytes: int, language: str) -> str:
    """In a language that runs from right to left it is isolated: the number stays before its unit."""
    size, step = size_bytes / _STEP, 0
    while round(size) >= _STEP and step < len(_UNITS) - 1:
        size, step = size / _STEP, step + 1
    pattern = "#,##0.#" if size < _FRACTION_BELOW else "#,##0"
    # Nothing that is there is nought in size.
    value = max(size, 0.1) if size_bytes else 0
    said = format_unit(value, _UNITS[step], "short", format=pattern, locale=language).replace(*_MIXED)
    return f"\u2066{said}\u2069" if language in RIGHT_TO_LEFT else said
