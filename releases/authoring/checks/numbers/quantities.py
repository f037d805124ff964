"""Quantities: a numeral with its sign, unit and qualifier, the range that it begins, or the year that it is."""

from dataclasses import replace
from decimal import Decimal

from . import qualifying
from .cardinals import read_numeral
from .dates import AND, days, is_year
from .hours import hours, spelled_hour
from .number import EXACT, Number, Qualifier, shortest
from .passage import Numeral, Passage
from .ranges import upper_end
from .units import Unit, codes, unit_of

_MINUS = frozenset("-−")


def _sign(passage: Passage, start: int) -> tuple[bool, int]:
    """(whether the number is below zero, where its sign begins)."""
    before = passage.word(start - 1)
    if before in passage.grammar.minus:
        return True, start - 1
    if before in _MINUS and passage.glued(start):
        gap = passage.gap(start - 1)
        if gap is None or gap or passage.word(start - 2) in {"(", "[", "«", "“", '"'}:
            return True, start - 1
    return False, start


def read_quantity(passage: Passage, low: Numeral, code: str, start: int) -> tuple[Number, int] | None:
    below, start = _sign(passage, start)
    ranged = upper_end(passage, low, money=bool(code)) if not below else None
    high = ranged[0] if ranged else None
    moment = days(passage, low, high) or hours(passage, low, high) if high else spelled_hour(passage, low)
    if moment:
        return moment
    if high and _years(passage, low, high):
        return _year_range(passage, low, high)
    last = high or low
    end, plain_end = _past_case(passage, last)
    unit = unit_of(passage, last, at=end)
    if code:
        unit = Unit(code, end, unit.noun_end if unit.name == "person" else end, explicit=True)
    qualifier, certain, behind = _qualifier(passage, start, end, unit, ranged=high is not None)
    if last.qualifier and not certain:
        qualifier, certain = last.qualifier, True
    if behind and not unit.explicit:
        unit = replace(unit_of(passage, last, at=behind), end=unit.end)
    if high is None and not code and not below:
        year, guessed = is_year(passage, low, explicit=_counts(passage, low, unit, certain), qualified=certain)
        if year:
            return passage.number(low.start, low.end, value=low.value, kind="year", ambiguous=guessed)
    if last.weak and not _counted(passage, last, unit, certain):
        return None
    span_end = unit.end if unit.end > end else plain_end
    value, span_end = _with_hundredths(passage, last, unit, span_end) if high is None else (low.value, span_end)
    number, _end = passage.number(
        start,
        span_end,
        value=shortest(EXACT.minus(value) if below else value),
        kind="range" if high else "quantity",
        unit=unit.name,
        qualifier=qualifier,
        low=shortest(low.value) if high else None,
        high=shortest(high.value) if high else None,
        ambiguous=low.ambiguous or last.ambiguous,
    )
    return number, max(span_end, end)


def _with_hundredths(passage: Passage, numeral: Numeral, unit: Unit, end: int) -> tuple[Decimal, int]:
    """(value, token after it) of money with its small change: 142 روپے 50 پیسے, 5 рублей 30 копеек."""
    at = end + 1 if passage.word(end) in AND else end
    if unit.end != end or unit.name not in codes() or numeral.scale > 1 or not passage.digits(at):
        return numeral.value, end
    change = read_numeral(passage, at)
    hundredths = change and len(change.plain) <= 2 and passage.stem(change.end, passage.grammar.hundredths)  # noqa: PLR2004
    if not change or not hundredths or not change.plain:
        return numeral.value, end
    return EXACT.add(numeral.value, change.value.scaleb(-2)), change.end + 1


def _past_case(passage: Passage, numeral: Numeral) -> tuple[int, int]:
    """(the token after the ending of case: 800-ге, 54 %-дан; the token after the number itself)."""
    end = numeral.end
    hyphen = passage.word(end) in {"-", "‑"} and passage.glued(end) and passage.glued(end + 1)
    if numeral.in_digits and hyphen and passage.word(end + 1) in passage.grammar.case_endings:
        return end + 2, end
    return end, end


def _qualifier(passage: Passage, start: int, end: int, unit: Unit, *, ranged: bool) -> tuple[Qualifier, bool, int]:
    """(qualifier, whether there is one, the token after one that stands behind). What stands before wins."""
    qualifier, there = qualifying.before(passage, start)
    if there and unit.name in _SPANS and _throughout(passage, start, unit.end):
        return "exact", False, 0
    if there and not (ranged and qualifier == "at_most"):
        return qualifier, True, 0
    if qualifying.equative(passage, end):
        return "about", True, 0
    for at in dict.fromkeys((_past_ending(passage, unit.end), _past_ending(passage, end), unit.noun_end)):
        qualifier, after = qualifying.after(passage, at)
        if after > at and not (ranged and qualifier == "at_most"):
            return qualifier, True, after
    return "exact", False, 0


_SPANS = frozenset({"year", "month", "week", "day", "hour", "minute"})
_AT_LENGTH = frozenset(
    [
        "for",
        "well",
        "just",
        "slightly",
        "of",
        "in",
        "after",
        "by",
        "lasted",
        "lasting",
        "lasts",
        "takes",
        "took",
        "is",
        "was",
        "spent",
        "spans",
        "with",
        "already",
        "bit",
        "little",
    ]
)
_SINCE_THEN = frozenset({"ago", "old", "of", "earlier", "later", "experience"})


def _throughout(passage: Passage, start: int, end: int) -> bool:
    """A loan over 12 years runs through them; for over 12 years, and over 12 years ago, are more."""
    if passage.word(start - 1) != "over" or passage.word(start - 2) in _AT_LENGTH:
        return False
    return passage.word(end) not in _SINCE_THEN


def _past_ending(passage: Passage, at: int) -> int:
    """Past the ending of case behind a sign or an abbreviation: 54%-дан, 200 млн-нан."""
    hyphen = passage.word(at) in {"-", "‑"} and passage.glued(at) and passage.glued(at + 1)
    return at + 2 if hyphen and passage.word(at + 1) in passage.grammar.case_endings else at


def _counts(passage: Passage, numeral: Numeral, unit: Unit, certain: bool) -> bool:  # noqa: FBT001
    """Whether the unit tells that four digits are no year: people only as the next word ("2023 observers")."""
    if unit.name != "person":
        return unit.explicit
    return unit.noun_end == numeral.end + 1 or certain


def _counted(passage: Passage, numeral: Numeral, unit: Unit, certain: bool) -> bool:  # noqa: FBT001
    """Whether a word that is a number only sometimes is one here."""
    grammar, word = passage.grammar, passage.word(numeral.start)
    if word in grammar.scales and grammar.language == "ru":
        # Тысячи людей are many; более тысячи is a number.
        return certain
    if unit.explicit and unit.noun_end - numeral.end <= 2:  # noqa: PLR2004
        measured = unit.name in _MEASURED or passage.stem(numeral.end, _PERSON)
        return bool(word not in grammar.ones or grammar.one_counts or measured)
    if certain:
        return True
    if word not in grammar.ones:
        return False
    before, after = passage.word(numeral.start - 1), passage.word(numeral.end)
    if before in grammar.never_before_one or after in grammar.never_after_one or after == "-":
        return False
    return grammar.one_counts or len(passage) == 1


_MEASURED = frozenset({"percent", "pp", "km", "t", "kg", "MWh", "ha", "USD", "EUR", "KZT", "PKR", "RUB", "CNY", "GBP"})


# The word for person itself: with others, Kazakh and Urdu say one where English has an article.
_PERSON = frozenset({"адам", "кісі", "شخص", "فرد"})


def _years(passage: Passage, low: Numeral, high: Numeral) -> bool:
    if len(low.plain) != 4 or len(high.plain) not in {2, 4} or low.ordinal:  # noqa: PLR2004
        return False
    if len(high.plain) == 2:  # noqa: PLR2004
        return True
    year, _guessed = is_year(passage, low, explicit=False, qualified=False)
    unit = unit_of(passage, high, at=high.end)
    return year and (not unit.explicit or unit.name == "year")


def _year_range(passage: Passage, low: Numeral, high: Numeral) -> tuple[Number, int]:
    until = high.value if len(high.plain) > 2 else low.value - low.value % 100 + high.value  # noqa: PLR2004
    return passage.number(low.start, high.end, value=low.value, kind="year", low=low.value, high=until)
