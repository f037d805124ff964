"""Figures of two languages that stand for each other, and those of one that the other does not have."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .finding import Place
from .labels import labels
from .measures import is_as_certain, is_technical
from .measuring import COUNTS, DURATIONS, amount, digits_of, elided, is_said, numbers_of, same_unit, unit
from .numbers import Number
from .passages import Passage
from .scripts import spoken_in
from .unsourced import is_unsourced

# Days and years in words: “within two hours” is elsewhere “за пару часов”, and around the clock 24 of them.
_SHORT, _ROUND_THE_CLOCK = 10, 24
# A count of so few is as well in words, or an ordinal: level 3, the third.
_FEW = 10
_DIGITS = re.compile(r"\d+(?:[.,٫]\d+)*")
# Russian joins a small number with what it counts: четырёхпроцентный барьер.
_JOINED = {
    value: re.compile(
        rf"\b(?:{stem})(?:процент|месяч|дневн|летн|стран|сторон|этаж|звёзд|тонн|комнат|мест)\w+", re.IGNORECASE
    )
    for value, stem in enumerate(
        ("двух", "тр[её]х", "четыр[её]х", "пяти", "шести", "семи", "восьми", "девяти", "десяти"), 2
    )
}
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_MARKS = str.maketrans({",": ".", "٫": "."})


@dataclass(frozen=True, slots=True)
class Said:
    number: Number
    passage: Passage
    language: str
    # The money that its sentence named before it, or the unit that ends its series.
    money: frozenset[str] = frozenset()

    @property
    def amount(self) -> tuple[Fraction, Fraction | None]:
        high = self.number.high
        return amount(self.number), None if high is None else Fraction(high)

    @property
    def ends(self) -> frozenset[Fraction]:
        """Both of a range, which another language may well tell apart: from 8 to 10 percent."""
        low, high = self.amount
        return frozenset({low} if high is None else {low, high})

    @property
    def place(self) -> Place:
        return self.passage.at(self.number.start, self.number.end)

    @property
    def at(self) -> Fraction:
        """How far into its passage it stands."""
        return Fraction(self.number.start, len(self.passage.text))

    @property
    def is_few(self) -> bool:
        return (
            unit(self.number) in COUNTS
            and self.number.value <= _FEW
            and self.number.value % 1 == 0
            and self.number.kind == "quantity"
        )


class Side:
    """What one language says in a group of passages."""

    def __init__(self, passages: list[Passage], language: str) -> None:
        self.passages = passages
        self.language = language
        self.read = [
            Said(
                number,
                passage,
                language,
                elided(passage.text, number, language) if number.is_statistic else frozenset(),
            )
            for passage in passages
            for number in numbers_of(passage.text, spoken_in(passage.text, language))
        ]
        self.said = [one for one in self.read if one.number.is_statistic]

    @cached_property
    def written(self) -> Counter[str]:
        """Every number in digits, whatever it was read as."""
        return Counter(_plain(one) for passage in self.passages for one in _DIGITS.findall(passage.text))

    @cached_property
    def named(self) -> Counter[Fraction]:
        """Values of what states nothing: the third, page 3, a label."""
        return Counter(Fraction(one.number.value) for one in self.read if one.number.kind in _NAMING or _is_label(one))


_NAMING = frozenset({"ordinal", "name", "reference"})


def _plain(digits: str) -> str:
    if _THOUSANDS.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    return "".join(letter if letter in ".,٫" else str(int(letter)) for letter in digits).translate(_MARKS)


def _is_label(one: Said) -> bool:
    return labels(one.passage.text, one.number)


def matters(one: Said) -> bool:
    """What the other language has to say as well: neither a small count in words, nor a house, nor a short time."""
    number = one.number
    in_words = not any(letter.isdigit() for letter in number.text)
    few = number.value <= _SHORT or number.value == _ROUND_THE_CLOCK
    short = in_words and unit(number) in DURATIONS and few and number.high is None
    return is_said(number) and not short and not _is_label(one)


def unshared(theirs: Side, ours: Side) -> tuple[list[Said], list[Said]]:
    """(missing, extra): what they say and we do not, and the other way round."""
    missing = [one for one in theirs.said if matters(one) and not _among(one, ours.said)]
    extra = [one for one in ours.said if matters(one) and not _among(one, theirs.said)]
    return _unlike(missing, extra, theirs, ours), _unlike(extra, missing, ours, theirs)


def _unlike(found: list[Said], others: list[Said], here: Side, there: Side) -> list[Said]:
    """Without those that the other language has as well, and only read as something else: the 11th, «11-е», a score, a
    page; or in a unit of which it has only the number. What both read as a figure, and in another unit, stays."""

    def is_read_otherwise(one: Said) -> bool:
        same = [other for other in others if other.amount == one.amount]
        if same:
            return any("1" in {unit(one.number), unit(other.number)} for other in same)
        written = [_plain(digits) for digits in _DIGITS.findall(one.number.text)]
        as_often = bool(written) and all(here.written[digits] == there.written[digits] for digits in written)
        value = Fraction(one.number.value)
        joined = _JOINED.get(int(value)) if there.language == "ru" and value.denominator == 1 else None
        if joined is not None and any(joined.search(passage.text) for passage in there.passages):
            return True
        return as_often or (one.is_few and there.named[value] > here.named[value])

    return [one for one in found if not is_read_otherwise(one)]


def pairs(missing: list[Said], extra: list[Said]) -> Iterator[tuple[Said, Said]]:
    """(ours, theirs) of one unit, the likest first: the same digits in another order, then what stands in one place."""
    likely = sorted(
        (
            (_unlikeness(one, other), place, other_place)
            for place, one in enumerate(extra)
            for other_place, other in enumerate(missing)
            if _fit(one, other) or one.amount == other.amount
        ),
    )
    taken: set[tuple[str, int]] = set()
    for _apart, place, other_place in likely:
        if ("extra", place) not in taken and ("missing", other_place) not in taken:
            taken |= {("extra", place), ("missing", other_place)}
            yield extra[place], missing[other_place]


def _unlikeness(one: Said, other: Said) -> tuple[bool, bool, Fraction]:
    mine, theirs = one.amount[0], other.amount[0]
    return one.amount != other.amount, digits_of(mine) != digits_of(theirs), abs(one.at - other.at)


def is_loose(one: Said) -> bool:
    """What no statistic is kept of is limited in so many words that its certainty is not compared."""
    facts = one.passage.text, one.number, one.language
    return is_technical(*facts) or is_unsourced(*facts)


def as_certain(one: Said, other: Said) -> bool:
    mine, theirs = one.number.qualifier, other.number.qualifier
    return (
        mine == theirs
        or is_as_certain(one.passage.text, one.number, theirs, one.language)
        or is_as_certain(other.passage.text, other.number, mine, other.language)
    )


def is_same(one: Said, other: Said) -> bool:
    return one.amount == other.amount and _fit(one, other)


def _fit(one: Said, other: Said) -> bool:
    """Units that agree; a time or an age may stand without its word: from ten days to four, aged 18 to 35."""
    units = {unit(one.number), unit(other.number)}
    alike = same_unit(unit(one.number), unit(other.number))
    if alike or unit(one.number) in other.money or unit(other.number) in one.money:
        return True
    return "1" in units and bool(units & DURATIONS)


def _among(one: Said, others: list[Said]) -> bool:
    fitting = [other for other in others if _fit(one, other)]
    if any(one.amount == other.amount for other in fitting):
        return True
    ranges = any(other.number.high is not None for other in [one, *fitting])
    return ranges and one.ends <= frozenset().union(*(other.ends for other in fitting))
