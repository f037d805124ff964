"""Dates and years: numbers that are no statistic."""

from decimal import Decimal

from .number import Number
from .passage import Numeral, Passage
from .tokens import ascii_digits

DASHES = frozenset("-–—‑‐−")
UNTIL = frozenset({"по", "до", "to", "سے"})
# Between the last two of several days: 3 and 4 December.
AND = frozenset({"and", "и", "және", "мен", "бен", "пен", "اور", "&"})
WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень",
    "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі",
    "پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار",
)  # fmt: skip
_YEAR_DIGITS = 4
_FIRST_YEAR, _LAST_YEAR = 1000, 2200
# Without a word for year beside them, only these are taken for years.
_LIKELY_FROM, _LIKELY_UNTIL = 1900, 2099
# A date in signs has three parts; one more is looked for, since a fourth makes it something else.
_PARTS = 3
_MONTHS, _DAYS = 12, 31


def read_date(passage: Passage, index: int) -> tuple[Number, int] | None:
    """(the date that begins at token `index`, the token after it)."""
    if passage.digits(index):
        for reader in (_signs, _year_first, _day_month):
            found = reader(passage, index)
            if found:
                return found
        return None
    return _month_first(passage, index)


def integer(passage: Passage, index: int) -> int:
    """The number that a run of up to four digits says, else -1."""
    word = passage.word(index)
    return int(ascii_digits(word)) if passage.digits(index) and len(word) <= _YEAR_DIGITS else -1


def plausible_year(passage: Passage, index: int) -> bool:
    return len(passage.word(index)) == _YEAR_DIGITS and _FIRST_YEAR <= integer(passage, index) <= _LAST_YEAR


def _reduced(year: int, month: int, day: int) -> str:
    front = f"{year:04}" if year else "-"
    return f"{front}-{month:02}" + (f"-{day:02}" if day else "")


def _date(
    passage: Passage, start: int, end: int, *, year: int, month: int, day: int, until: int = 0
) -> tuple[Number, int]:
    low, high = (Decimal(day), Decimal(until)) if until else (None, None)
    iso = _reduced(year, month, day)
    return passage.number(start, end, value=Decimal(day or year), kind="date", iso=iso, low=low, high=high)


def glued_parts(passage: Passage, index: int, sign: str) -> list[int]:
    """Up to three runs of digits that `sign` binds."""
    parts = [integer(passage, index)]
    at = index + 1
    while (
        len(parts) <= _PARTS
        and passage.word(at) == sign
        and passage.glued(at)
        and passage.glued(at + 1)
        and passage.digits(at + 1)
    ):
        parts.append(integer(passage, at + 1))
        at += 2
    return parts


def _signs(passage: Passage, index: int) -> tuple[Number, int] | None:
    """2023-03-29, 29.03.2023, 29/03/2023."""
    sign = passage.word(index + 1)
    if sign not in {"-", ".", "/"}:
        return None
    parts = glued_parts(passage, index, sign)
    if len(parts) != _PARTS:
        return None
    year_first = plausible_year(passage, index)
    year, month, day = parts if year_first else parts[::-1]
    if not (year_first or plausible_year(passage, index + 4)):
        return None
    if month > _MONTHS >= day:
        month, day = day, month
    if not (1 <= month <= _MONTHS and 1 <= day <= _DAYS):
        return None
    return _date(passage, index, index + 5, year=year, month=month, day=day)


def month_at(passage: Passage, index: int) -> int:
    """The month named at `index`, else 0. May and March are words too: English wants the capital."""
    month = passage.grammar.months.get(passage.word(index), 0)
    return month if passage.grammar.language != "en" or passage.capital(index) else 0


def _year_at(passage: Passage, index: int) -> tuple[int, int]:
    """(year, token after it), past a comma and the full stop of a shortened month; (0, index) if there is none."""
    at = index
    if passage.word(at) in {",", "."} and passage.digits(at + 1):
        at += 1
    if plausible_year(passage, at) and passage.gap(at) != "":
        return integer(passage, at), at + 1
    return 0, index


def _day_month(passage: Passage, index: int) -> tuple[Number, int] | None:
    """29 March 2023, 29th of March, 29–31 марта 2023 года, 29 наурыз, 29 مارچ 2023ء."""
    named = _days_of_month(passage, index)
    if named is None:
        return None
    day, until, month, at = named
    year, end = _year_at(passage, at)
    return _date(passage, index, end, year=year, month=month, day=day, until=until)


def _days_of_month(passage: Passage, index: int) -> tuple[int, int, int, int] | None:
    """(day, last day or 0, month, the token after it)."""
    day = integer(passage, index)
    if not 1 <= day <= _DAYS:
        return None
    until, at = _last_day(passage, day, index + 1)
    at = _past_ordinal(passage, at)
    month = month_at(passage, at)
    return (day, until, month, at + 1) if month else None


def _last_day(passage: Passage, day: int, at: int) -> tuple[int, int]:
    """(the last of several days, the token after it): 3–5, с 3 по 5, 3 and 4, 3, 4 и 5; (0, at) of a day alone."""
    later = integer(passage, at + 1)
    dashed = passage.word(at) in DASHES and 1 <= later <= _DAYS
    if dashed or (passage.word(at) in UNTIL and later > day and month_at(passage, at + 2)):
        return later, at + 2
    last, place = day, at
    while passage.word(place) == "," and last < integer(passage, place + 1) <= _DAYS:
        last, place = integer(passage, place + 1), place + 2
    later, after = integer(passage, place + 1), _past_ordinal(passage, place + 2)
    listed = passage.word(place) in AND and last < later <= _DAYS and month_at(passage, after)
    return (later, after) if listed else (0, at)


def _past_ordinal(passage: Passage, at: int) -> int:
    if passage.word(at) in passage.grammar.ordinal_endings and passage.glued(at):
        at += 1
    return at + 1 if passage.word(at) == "of" else at


def _month_first(passage: Passage, index: int) -> tuple[Number, int] | None:
    """March 29, 2023; March 29; March 2023."""
    month = month_at(passage, index)
    if not month:
        return None
    after = index + 2 if passage.word(index + 1) == "." and passage.glued(index + 1) else index + 1
    if plausible_year(passage, after):
        return _date(passage, index, after + 1, year=integer(passage, after), month=month, day=0)
    day = integer(passage, after)
    if passage.grammar.language != "en" or not 1 <= day <= _DAYS:
        return None
    end, until = after + 1, 0
    if passage.word(end) in DASHES and day < integer(passage, end + 1) <= _DAYS:
        until, end = integer(passage, end + 1), end + 2
    end = _past_ordinal(passage, end)
    # "In March 29 observers came" has no comma and no year, and is read as a day all the same.
    year, end = _year_at(passage, end)
    return _date(passage, index, end, year=year, month=month, day=day, until=until)


def _year_first(passage: Passage, index: int) -> tuple[Number, int] | None:
    """2023 жылғы 29 наурыз, 2023 жылғы наурыз."""
    grammar = passage.grammar
    if (
        grammar.language != "kk"
        or not plausible_year(passage, index)
        or passage.word(index + 1) not in grammar.year_after
    ):
        return None
    at = index + 2
    if passage.word(at) == ".":
        at += 1
    year = integer(passage, index)
    named = _days_of_month(passage, at)
    if named:
        day, until, month, end = named
        return _date(passage, index, end, year=year, month=month, day=day, until=until)
    if month_at(passage, at) and not passage.digits(at + 1):
        return _date(passage, index, at + 1, year=year, month=month_at(passage, at), day=0)
    return None


def is_year(passage: Passage, numeral: Numeral, *, explicit: bool, qualified: bool) -> tuple[bool, bool]:
    """(whether the number is a year, whether that is a guess). `explicit`: a unit follows it."""
    grammar = passage.grammar
    if len(numeral.plain) == 2 and passage.word(numeral.end) == "s" and passage.glued(numeral.end):  # noqa: PLR2004
        # The 90s.
        return numeral.value % 10 == 0 and passage.word(numeral.start - 1) in _OF_A_DECADE, False
    if len(numeral.plain) == 2 and _decade(passage, numeral.end):  # noqa: PLR2004
        return passage.word(numeral.end + 2) in grammar.year_after, False
    if not (len(numeral.plain) == _YEAR_DIGITS and _FIRST_YEAR <= numeral.value <= _LAST_YEAR):
        return False, False
    if any(passage.reads(numeral.end, phrase) for phrase in grammar.out_of if len(phrase) > 1):
        return False, False
    after = passage.past_hyphen(numeral.end)
    followed = passage.word(after) in grammar.year_after or (passage.word(after) == "s" and passage.glued(after))
    # В 1420 году, in 1420; but на 1216 участках.
    counts = passage.letters(numeral.end) and passage.word(numeral.end) not in grammar.stops
    preceded = passage.word(numeral.start - 1) in grammar.year_before and (likely_year(numeral) or not counts)
    if not followed and explicit and not (preceded and passage.letters(numeral.end + 1)):
        return False, False
    certain = followed or preceded or _decade(passage, numeral.end)
    return certain or (likely_year(numeral) and not qualified), not certain


_OF_A_DECADE = frozenset({"the", "early", "mid", "late", "and", "or", "to", "-", "'"})


def likely_year(numeral: Numeral) -> bool:
    return len(numeral.plain) == _YEAR_DIGITS and _LIKELY_FROM <= numeral.value <= _LIKELY_UNTIL


def spelled_day(passage: Passage, day: Decimal, start: int, end: int) -> tuple[Number, int] | None:
    """A day in words, whose ordinal ended before `end`: девятого мая, the first of May, یکم مارچ."""
    at = end + 1 if passage.word(end) == "of" else end
    month = month_at(passage, at)
    if not month or not 1 <= day <= _DAYS:
        return None
    year, after = _year_at(passage, at + 1)
    return _date(passage, start, after, year=year, month=month, day=int(day))


def days(passage: Passage, low: Numeral, high: Numeral) -> tuple[Number, int] | None:
    """From one day to another of a month: 2-ден 5 маусымға дейін."""
    month = month_at(passage, high.end)
    if not month or not (low.plain and high.plain) or high.value > _DAYS:
        return None
    year, end = _year_at(passage, high.end + 1)
    return _date(passage, low.start, end, year=year, month=month, day=int(low.value), until=int(high.value))


def _decade(passage: Passage, end: int) -> bool:
    return passage.word(end) == "-" and passage.word(end + 1) in {"х", "е"} and passage.glued(end + 1)
