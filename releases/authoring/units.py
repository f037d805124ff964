"""Units in words of a language: a currency and a person have a name in each, other units are written as they are."""

from decimal import Decimal

from babel.numbers import format_decimal, format_percent, get_currency_name, is_currency
from django.utils.translation import npgettext


def percent(value: Decimal, language: str) -> str:
    return format_percent(value / 100, locale=language, decimal_quantization=False)


def with_unit(number: str, *, value: Decimal, unit: str, language: str) -> str:
    """`number` is the value as it is written. A person is named in the language that is active."""
    if unit == "1":
        return number
    if unit == "person":
        people: str = npgettext("figure", "%(number)s person", "%(number)s people", int(abs(value)))
        return people % {"number": number}
    if is_currency(unit):
        # The plural that goes with the whole number: «200 миллионов долларов».
        return f"{number} {get_currency_name(unit, int(value), locale=language)}"
    return f"{number} {unit}"


def in_full(value: Decimal, *, unit: str, language: str) -> str:
    """With every digit: `54%`, `130 people`, `200,000,000 US dollars`."""
    if unit == "percent":
        return percent(value, language)
    number = format_decimal(value, locale=language, decimal_quantization=False)
    return with_unit(number, value=value, unit=unit, language=language)
