"""What is read: one number of a text, and when two of them say the same."""

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

Qualifier = Literal["exact", "about", "at_least", "at_most", "more_than", "nearly"]
Kind = Literal[
    "quantity", "fraction", "range", "ordinal", "year", "date", "time", "name", "reference", "telephone"
]  # fmt: skip
STATISTICAL: frozenset[str] = frozenset({"quantity", "fraction", "range"})

# Wide enough that no product of a figure and its scale is ever rounded; reading refuses longer digits.
EXACT = Context(prec=200)
# What an observation keeps: a third is 0.33333333 there, and its `ratio` beside it is exact.
PLACES = Decimal("1e-8")


def shortest(value: Decimal) -> Decimal:
    """The same value without zeros at its end and without an exponent: 6300000, 54.5."""
    short = EXACT.normalize(value)
    return EXACT.quantize(short, Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number as a text has it.

    `start` and `end` are offsets in code points; `text[start:end]` is the figure with its scale, currency, sign of
    percent or measure, without its qualifier and without the noun that it counts. `unit` is an observation's:
    `person`, `percent`, an ISO 4217 code, `km`, `MWh`, `1` for a count; None where the kind is no statistic.
    `low` and `high` are the ends of a range (also of years and days), of which `value` is the low one. `ratio` is a
    share as whole numbers. `iso` is a date, perhaps reduced (`2023-03-29`, `2023-03`, `--03-29`), or a time of day.
    `ambiguous`: the digits or the word read otherwise in another country, and the language decided.
    """

    value: Decimal
    start: int
    end: int
    text: str
    kind: Kind = "quantity"
    unit: str | None = None
    qualifier: Qualifier = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    ratio: tuple[int, int] | None = None
    iso: str = ""
    ambiguous: bool = False

    @property
    def is_statistic(self) -> bool:
        return self.kind in STATISTICAL


def same_quantity(a: Number, b: Number) -> bool:
    """Whether both say the same amount of the same thing with the same certainty, whatever the notation or language.

    A share is the same as its percentage: half is 50 percent. What is no statistic compares by kind, value and date.
    """
    if a.is_statistic != b.is_statistic:
        return False
    if not a.is_statistic:
        return (a.kind, a.value, a.iso, a.low, a.high) == (b.kind, b.value, b.iso, b.low, b.high)
    return (_amount(a), a.qualifier) == (_amount(b), b.qualifier)


def _amount(number: Number) -> tuple[str | None, Fraction, Decimal | None]:
    """(unit, amount, upper end): a share in percent and as the ratio that it is, so that thirds compare exactly."""
    if number.ratio:
        return "percent", 100 * Fraction(*number.ratio), None
    return number.unit, Fraction(number.value), number.high
