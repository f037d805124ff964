"""Figures as each language writes them: 6.3 million, 6,3 млн, 63 لاکھ. The words are CLDR's, through Babel.

English and Urdu have two ways to name large numbers. The mission chooses; each language has one of its own where
nothing is chosen. The words of the other way are ours: CLDR has them under no locale that we could ask alone.
"""

from decimal import Decimal

from babel.numbers import format_compact_decimal, format_decimal, get_currency_name, is_currency
from django.utils import translation
from django.utils.translation import pgettext

from releases.authoring import units
from releases.authoring.models import LargeNumbers

# Below this a number is written out: 12,500 and not 12.5 thousand.
_COMPACT_FROM = {
    LargeNumbers.INTERNATIONAL: Decimal(1_000_000),
    LargeNumbers.SOUTH_ASIAN: Decimal(100_000),
}
_COMPACT_DIGITS = 4
_OWN_WAY = {"ur": LargeNumbers.SOUTH_ASIAN}
# Largest first, each with its word.
_OTHER_WAY = {
    ("en", LargeNumbers.SOUTH_ASIAN): ((12, "lakh crore"), (7, "crore"), (5, "lakh")),
    ("ur", LargeNumbers.INTERNATIONAL): ((12, "ٹریلین"), (9, "بلین"), (6, "ملین")),
}
# 63,12,345: digits group as the words do.
_GROUPED_BY_LAKH = "#,##,##0.###"
_MANY = 10


def display(value: Decimal, *, unit: str, qualifier: str, language: str, large_numbers: str = "") -> str:
    """The whole figure with its qualifier, such as `about 800` or `at least 1 billion US dollars`. Never rounded.

    `large_numbers` is a value of LargeNumbers; empty for the language's own way.
    """
    way = LargeNumbers(large_numbers) if large_numbers else _OWN_WAY.get(language, LargeNumbers.INTERNATIONAL)
    with translation.override(language):
        return _qualified(qualifier) % {"figure": _with_unit(value, unit, language, way)}


def number(value: Decimal, *, unit: str, qualifier: str, language: str, like: str = "") -> str:
    """The figure without its unit, as beside a mark of a chart that names the unit once: `about 200 million`.

    `like` is the same figure as it was once displayed: large numbers are named in the way that it names them.
    """
    ways = ("", *LargeNumbers.values)
    facts: dict[str, str] = {"qualifier": qualifier, "language": language}
    way = next((way for way in ways if display(value, unit=unit, large_numbers=way, **facts) == like), "")
    return display(value, unit=unit if unit == "percent" else "1", large_numbers=way, **facts)


def unit_name(unit: str, language: str) -> str:
    """The unit as a chart or a table heads its values: `US dollars`, `km`; empty for what the values say themselves."""
    if unit in {"1", "percent"}:
        return ""
    if is_currency(unit):
        # The plural that goes with "many": «долларов США», as in «млн долларов США».
        return get_currency_name(unit, _MANY, locale=language)
    with translation.override(language):
        return pgettext("unit", "people") if unit == "person" else unit


def _with_unit(value: Decimal, unit: str, language: str, way: LargeNumbers) -> str:
    if unit == "percent":
        return units.percent(value, language)
    number = _number(value, language, way)
    # Of whom there are so many, the words beside the figure say.
    return number if unit == "person" else units.with_unit(number, value=value, unit=unit, language=language)


def _number(value: Decimal, language: str, way: LargeNumbers) -> str:
    digits = len(value.normalize().as_tuple().digits)
    in_words = abs(value) >= _COMPACT_FROM[way] and digits <= _COMPACT_DIGITS
    words = _OTHER_WAY.get((language, way))
    if in_words and words is None:
        return format_compact_decimal(value, locale=language, format_type="long", fraction_digits=_COMPACT_DIGITS)
    if in_words and words is not None:
        power, word = next((power, word) for power, word in words if abs(value) >= Decimal(10) ** power)
        return f"{_written_out(value.scaleb(-power), language, way)} {word}"
    return _written_out(value, language, way)


def _written_out(value: Decimal, language: str, way: LargeNumbers) -> str:
    pattern = _GROUPED_BY_LAKH if (language, way) == ("en", LargeNumbers.SOUTH_ASIAN) else None
    return format_decimal(value, format=pattern, locale=language, decimal_quantization=False)


def _qualified(qualifier: str) -> str:
    return {
        "exact": "%(figure)s",
        "about": pgettext("figure", "about %(figure)s"),
        "at_least": pgettext("figure", "at least %(figure)s"),
        "at_most": pgettext("figure", "at most %(figure)s"),
        "more_than": pgettext("figure", "more than %(figure)s"),
        "nearly": pgettext("figure", "nearly %(figure)s"),
    }[qualifier]
