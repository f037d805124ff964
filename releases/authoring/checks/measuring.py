"""A number as the checks take it: its value, its unit, and the unit that it has from the numbers beside it."""

import re
from decimal import Decimal
from fractions import Fraction

from .numbers import Number, read_numbers
from .passages import kept, sentence_at

# Spans of time are measured and seldom a statistic: thirty years of diplomatic relations.
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"})
COUNTS = frozenset({"1", "person"})
SMALL = 10
LARGE = 100_000


@kept
def numbers_of(text: str, language: str) -> tuple[Number, ...]:
    return tuple(read_numbers(text, language=language))


def amount(number: Number) -> Fraction:
    """The value; of a share in words its percentage."""
    return 100 * Fraction(*number.ratio) if number.ratio else Fraction(number.value)


def unit(number: Number) -> str:
    return "percent" if number.ratio else number.unit or ""


def is_said(number: Number) -> bool:
    """Whether it states something: “the two countries” does not, and what is no statistic does not either."""
    if not number.is_statistic:
        return False
    in_words = not any(letter.isdigit() for letter in number.text)
    return not (in_words and unit(number) in COUNTS and number.value <= SMALL and number.kind == "quantity")


def same_unit(one: str, other: str) -> bool:
    """A count whose noun was not recognised is a count of people as well."""
    return one == other or {one, other} == COUNTS


def digits_of(value: Fraction) -> str:
    """54 and 45 have the same; so have 6.3 and 63 million, a scale mistaken."""
    return "".join(sorted(f"{Decimal(value.numerator) / Decimal(value.denominator):f}".replace(".", "").strip("0")))


_KINDS = (
    frozenset({"mg", "g", "kg", "t"}),
    frozenset({"mm", "cm", "m", "km"}),
    frozenset({"W", "kW", "MW", "GW"}),
    frozenset({"Wh", "kWh", "MWh", "GWh", "TWh"}),
)


def are_of_one_kind(one: str, other: str) -> bool:
    """Two units of mass, of length, of power or of energy."""
    return any(one in kind and other in kind for kind in _KINDS)


def values(number: Number) -> tuple[Decimal, ...]:
    """Its value, or those of its ends; of a share in words its percentage."""
    if number.ratio:
        share = amount(number)
        return (Decimal(share.numerator) / Decimal(share.denominator),)
    return (number.low, number.high) if number.low is not None and number.high is not None else (number.value,)


_TO = re.compile(
    r"\s*[,،]?\s*(?:(?:to|and|or|plus|до|и|или|және|мен|пен|бен|немесе|سے(?: بڑھ کر| کم ہو کر)?|تا|اور|یا)\s+"
    r"|[–—-]\s*)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+(?:[.,٫]\d+)?")
_OR = re.compile(r"\b(?:or|или|немесе|یا)\b|,", re.IGNORECASE)
_THAN = re.compile(r"\b(?:than|under|over|above|below|старше|моложе)\s+\Z", re.IGNORECASE)
# Without a noun of its own, after a word that puts it beside the one before: ready in 15 days, or in 5.
_BARE = re.compile(r"\s*(?:\Z|[.,;:)!?۔،؛]|(?:at|for|with|by|if|when|при|за|для|если)\b)")
_OR_IN = re.compile(
    r"[^.;:]*\b(?:or|and|to|instead of|not|или|а|и|до|вместо|не|немесе|ал|емес|یا|اور|تک)\b[^.;:\d]*|\s*\W\s*",
    re.IGNORECASE,
)


def borrowed(words: str, number: Number, language: str) -> str:
    """The unit that ends a series, of a bare number in it: 12, 18 and 27 minutes, from 120 to 85 dollars."""
    if number.unit != "1" or number.kind != "quantity" or not _PLAIN.fullmatch(number.text):
        return ""
    if _THAN.search(words[max(0, number.start - 16) : number.start]):
        # Younger than 15, and 21 percent older.
        return ""
    at = number.end
    for other in numbers_of(words, language):
        if other.start < number.end:
            continue
        # What stands before it is the unit of that one alone: under 18, and $500 for others.
        if not _TO.fullmatch(words[at : other.start]) or not other.text[0].isdecimal():
            break
        if unit(other) not in COUNTS:
            # 640, or 50 percent: the same once more.
            return "" if unit(other) == "percent" and _OR.search(words[at : other.start]) else unit(other)
        at = other.end
    return ""


def is_of_a_span(words: str, number: Number, language: str) -> bool:
    """Measured as its neighbour is: from 95 minutes to 40; of 12, 18 and 27 minutes; in 15 days, or in 5."""
    if number.unit != "1":
        return False
    if borrowed(words, number, language) in DURATIONS:
        return True
    start, _end = sentence_at(words, number.start)
    before = [one for one in numbers_of(words, language) if start <= one.start and one.end <= number.start]
    if not before or unit(before[-1]) not in DURATIONS:
        return False
    between = words[before[-1].end : number.start]
    return bool(_TO.fullmatch(between) or (_BARE.match(words, number.end) and _OR_IN.fullmatch(between)))


def elided(text: str, number: Number, language: str) -> frozenset[str]:
    """What a bare number may be of: what ends its series; if large, the money of its sentence ($219m, after 200m)."""
    own = borrowed(text, number, language)
    if own:
        return frozenset({own})
    if number.unit != "1" or abs(number.value) < LARGE:
        return frozenset()
    start, end = sentence_at(text, number.start)
    inside = (one for one in numbers_of(text, language) if start <= one.start < end)
    return frozenset(one.unit for one in inside if one.unit and re.fullmatch(r"[A-Z]{3}", one.unit))


def is_of_one_unit(words: str, one: Number, other: Number, language: str) -> bool:
    """Also where the money of one is named at the other alone: 310 million dollars, against 286 million."""
    alike = same_unit(unit(one), unit(other))
    return alike or unit(other) in elided(words, one, language) or unit(one) in elided(words, other, language)
