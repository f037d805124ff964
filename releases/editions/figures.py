"""Figures as each language writes them: 6.3 million, 6,3 млн, 63 لاکھ. The words are CLDR's, through Babel."""

from decimal import Decimal

from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name, is_currency
from django.utils import translation
from django.utils.translation import pgettext

# Below this a number is written out: 12,500 and not 12.5 thousand.
_COMPACT_FROM = {"ur": Decimal(100_000)}
_COMPACT_DIGITS = 4


def display(value: Decimal, *, unit: str, qualifier: str, language: str) -> str:
    """The whole figure with its qualifier, such as `about 800` or `at least 1 billion US dollars`. Never rounded."""
    with translation.override(language):
        return _qualified(qualifier) % {"figure": _with_unit(value, unit, language)}


def _with_unit(value: Decimal, unit: str, language: str) -> str:
    if unit == "percent":
        return format_percent(value / 100, locale=language, decimal_quantization=False)
    number = _number(value, language)
    if unit in {"person", "1"}:
        return number
    if is_currency(unit):
        # The plural that goes with the whole number: «200 миллионов долларов».
        return f"{number} {get_currency_name(unit, int(value), locale=language)}"
    return f"{number} {unit}"


def _number(value: Decimal, language: str) -> str:
    digits = len(value.normalize().as_tuple().digits)
    if abs(value) >= _COMPACT_FROM.get(language, Decimal(1_000_000)) and digits <= _COMPACT_DIGITS:
        return format_compact_decimal(value, locale=language, format_type="long", fraction_digits=_COMPACT_DIGITS)
    return format_decimal(value, locale=language, decimal_quantization=False)


def _qualified(qualifier: str) -> str:
    return {
        "exact": "%(figure)s",
        "about": pgettext("figure", "about %(figure)s"),
        "at_least": pgettext("figure", "at least %(figure)s"),
        "at_most": pgettext("figure", "at most %(figure)s"),
        "more_than": pgettext("figure", "more than %(figure)s"),
        "nearly": pgettext("figure", "nearly %(figure)s"),
    }[qualifier]
