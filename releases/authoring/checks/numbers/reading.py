"""From a text to its numbers: every candidate once, the special readers first, then quantities."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from . import qualifying
from .cardinals import read_numeral
from .dates import likely_year, read_date, spelled_day
from .digits import VULGAR
from .en import EN
from .grammar import Grammar
from .hours import read_time
from .kk import KK
from .listing import listed
from .naming import read_name, read_slashed, roman
from .number import EXACT, Kind, Number
from .numbered import named_before, value_at
from .passage import Numeral, Passage
from .quantities import read_quantity
from .ru import RU
from .shares import read_share, share
from .spans import begins_half, half_of_a_time
from .units import currency_before
from .ur import UR

GRAMMARS: Mapping[str, Grammar] = {grammar.language: grammar for grammar in (EN, KK, RU, UR)}


class UnknownLanguage(ValueError):
    """A language for which there is no grammar; the message names those there are."""


def read_numbers(text: str, *, language: str) -> list[Number]:
    """All numbers of `text`, in its order, never overlapping. Time grows with the length of the text and no faster.

    Raises UnknownLanguage. Nothing else: every text is a text.
    """
    if language not in GRAMMARS:
        raise UnknownLanguage(f"There is no grammar for “{language}”. There are: {', '.join(sorted(GRAMMARS))}.")
    passage = Passage(text, GRAMMARS[language])
    triggers = _triggers(language)
    candidates = [index for index, word in enumerate(passage.words) if word in triggers or word.isdecimal()]
    numbers: list[Number] = []
    done = 0
    for index in candidates:
        found = _read(passage, index) if index >= done else None
        if found:
            numbers.append(_after(numbers[-1:], found[0]))
            done = found[1]
    return listed(numbers, passage)


def _after(before: list[Number], number: Number) -> Number:
    """What a sign or letter before it was given to the last number does not begin this one as well."""
    if not before or number.start >= before[0].end:
        return number
    cut = before[0].end - number.start
    return replace(number, start=before[0].end, text=number.text[cut:])


@cache
def _triggers(language: str) -> frozenset[str]:
    """Words at which a number may begin."""
    grammar = GRAMMARS[language]
    romans = (tens + ones for tens in ("", "x", "xx", "xxx", "xl") for ones in _ROMAN_ONES)
    latin = {number for number in romans if number}
    cyrillic = {number.replace("x", "х").replace("i", "і") for number in latin} | {
        number.replace("x", "х") for number in latin
    }
    return frozenset(
        {
            *grammar.cardinals,
            *grammar.scales,
            *grammar.ordinals,
            *grammar.ordinal_scales,
            *grammar.parts,
            *grammar.denominators,
            *grammar.quarters_more,
            *grammar.every,
            *grammar.percent_words,
            *begins_half(language),
            *grammar.months,
            *VULGAR,
            *latin,
            *cyrillic,
        }
    )


_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _read(passage: Passage, index: int) -> tuple[Number, int] | None:
    found = read_date(passage, index) or read_time(passage, index)
    if not found and passage.digits(index):
        found = read_name(passage, index)
    found = found or _percentage(passage, index) or half_of_a_time(passage, index) or _share(passage, index)
    if not found and passage.digits(index):
        found = read_slashed(passage, index)
    return found or _roman(passage, index) or _numeral(passage, index)


def _percentage(passage: Passage, index: int) -> tuple[Number, int] | None:
    """Четырёхпроцентный."""
    value = passage.grammar.percent_words.get(passage.word(index))
    if value is None:
        return None
    return passage.number(index, index + 1, value=Decimal(value), kind="quantity", unit="percent")


def _share(passage: Passage, index: int) -> tuple[Number, int] | None:
    if passage.word(index) in passage.grammar.parts and _is_mixed(passage, index):
        return None
    read = read_share(passage, index)
    if read is None:
        return None
    top, bottom, start, end = read
    if passage.reads(end, ("of", "a")) and passage.word(end + 2) in passage.grammar.scales:
        # Three quarters of a million.
        scale = Decimal(passage.grammar.scales[passage.word(end + 2)])
        value = EXACT.divide(EXACT.multiply(scale, Decimal(top)), Decimal(bottom))
        return read_quantity(passage, Numeral(value, start, end + 3, value, scale), "", start)
    qualifier, _there = qualifying.before(passage, start)
    if qualifier == "exact":
        qualifier, _after = qualifying.after(passage, end)
    value, ratio = share(top, bottom)
    return passage.number(start, end, value=value, kind="fraction", unit="1", qualifier=qualifier, ratio=ratio)


def _is_mixed(passage: Passage, index: int) -> bool:
    """Half a million is a number of things, half of them a share."""
    numeral = read_numeral(passage, index)
    return numeral is not None and (numeral.scale > 1 or numeral.value > 1)


def _roman(passage: Passage, index: int) -> tuple[Number, int] | None:
    value = roman(passage, index)
    if not value:
        return None
    return _ordinal(passage, index, index + 1, Decimal(value))


def _ordinal(passage: Passage, start: int, end: int, value: Decimal) -> tuple[Number, int]:
    """An ordinal, or the name that it makes: Eighth Convocation."""
    after = passage.past_hyphen(end)
    names = passage.word(after) in passage.grammar.names_after
    kind: Kind = "ordinal"
    if names or passage.word(after) in passage.grammar.references_after:
        kind = "name" if names else "reference"
    return passage.number(start, after + 1 if names else end, value=value, kind=kind)


def _numeral(passage: Passage, index: int) -> tuple[Number, int] | None:
    code, start = currency_before(passage, index) if passage.digits(index) else ("", index)
    numeral = read_numeral(passage, index, money=bool(code))
    start = min(start, numeral.start) if numeral else start
    if numeral is None:
        return _code(passage, index) if passage.digits(index) else None
    if not numeral.in_digits:
        named = _in_words(passage, numeral)
        article = passage.word(index - 1) in {"a", "an"} and passage.word(index) in passage.grammar.scales
        first = index - 1 if article else min(index, numeral.start)
        return named or read_quantity(passage, numeral, "", first)
    if numeral.ordinal:
        return _ordinal(passage, index, numeral.end, numeral.value)
    ordinal = _ordinal_ending(passage, numeral)
    if ordinal and likely_year(numeral):
        return passage.number(index, numeral.end, value=numeral.value, kind="year")
    if ordinal:
        return _ordinal(passage, index, ordinal, numeral.value)
    return read_quantity(passage, numeral, code, start)


def _code(passage: Passage, index: int) -> tuple[Number, int]:
    """A run of digits so long that nobody counts with it."""
    return passage.number(index, index + 1, value=value_at(passage, index), kind="reference")


def _in_words(passage: Passage, numeral: Numeral) -> tuple[Number, int] | None:
    """A numeral in words that is no quantity: the eighth, the first of May, the Group of Seven."""
    if numeral.value % 10 == 0 and passage.reads(numeral.end, ("کی", "دہائی")):
        return passage.number(numeral.start, numeral.end, value=numeral.value, kind="year")
    if numeral.ordinal:
        day = spelled_day(passage, numeral.value, numeral.start, numeral.end)
        return day or _ordinal(passage, numeral.start, numeral.end, numeral.value)
    if named_before(passage, numeral.start):
        return passage.number(numeral.start, numeral.end, value=numeral.value, kind="name")
    return None


_MOMENTS = frozenset({"minute", "second"})
_LASTING = ("лық", "лік", "дық", "дік", "тық", "тік")


def _ordinal_ending(passage: Passage, numeral: Numeral) -> int:
    """The token after 8th, 8-й, 8-ші, 8 ویں, or after the Kazakh hyphen of 8-шақырылым; else 0."""
    grammar, end = passage.grammar, numeral.end
    if not numeral.in_digits or numeral.scale > 1 or numeral.value != int(numeral.value):
        return 0
    at = end + 1 if passage.word(end) in {"-", "‑"} and passage.glued(end) and passage.glued(end + 1) else end
    if grammar.language in {"ru", "kk"} and at == end:
        return 0
    if passage.word(at) in grammar.ordinal_endings and (passage.glued(at) or grammar.language == "ur"):
        decade = passage.word(at) == "е" and passage.word(at + 1) in grammar.year_after
        return 0 if decade else at + 1
    if grammar.language != "kk" or not passage.letters(at):
        return 0
    word = passage.word(at)
    spent = grammar.measures.get(grammar.stem(word, grammar.measures), "")
    if spent in _MOMENTS and not word.endswith(_LASTING) and len(word) > 3:  # noqa: PLR2004
        # 58-минутта is the 58th, 5-күндік lasts five.
        return end
    counted = word in grammar.case_endings or spent or word in grammar.scales
    known = (
        counted
        or word in grammar.short_scales
        or word in grammar.year_after
        or word[:3] in {"дай", "дей", "тай", "тей"}
    )
    return 0 if known or passage.stem(at, grammar.percents) else end
