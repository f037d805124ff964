"""Figures that belong together add up: shares, growth, percentages of one whole. Rounding is allowed for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from .context import Context
from .finding import Finding, Side
from .measuring import DURATIONS, amount, is_of_one_unit, is_said, numbers_of, same_unit, unit
from .numbers import Number
from .passages import Passage, Read, sentences
from .registry import check
from .relating import MARKED, are_of_one, is_the_rest
from .unsourced import is_bare_decimal

_WHOLE, HARDLY = Fraction(100), 30


@dataclass(frozen=True, slots=True)
class Span:
    """All that a figure may have been before it was rounded."""

    low: Fraction
    high: Fraction

    def meets(self, other: "Span") -> bool:
        return self.low <= other.high and other.low <= self.high

    def over(self, other: "Span") -> "Span":
        return Span(self.low / other.high, self.high / other.low)


def span(number: Number) -> Span:
    """6.3 million is from 6.25 to 6.35; what is about, nearly or more than so much is a tenth of itself wide."""
    value = amount(number)
    half = _half(number)
    if number.qualifier != "exact":
        half = max(half, abs(value) / 10)
    return Span(value - half, value + half)


def _half(number: Number) -> Fraction:
    """Half of the last place that is written; of a whole number without a scale, of its last digit that is no zero."""
    digits = "".join(str(int(letter)) for letter in number.text if letter.isdecimal())
    if number.ratio or not digits.strip("0"):
        return abs(amount(number)) / 20
    step = Fraction(number.value) / int(digits)
    return step / 2 if step != 1 else _last_place(number.value) / 2


def _last_place(value: Decimal) -> Fraction:
    return Fraction(10) ** int(value.normalize().as_tuple().exponent)


@check("figures.arithmetic", _("Arithmetic"), severity="warning")
def arithmetic(context: Context) -> Iterator[Finding]:
    for text in context.texts:
        for passage in text.passages:
            numbers = [number for number in numbers_of(passage.text, text.language) if is_said(number)]
            if not any(unit(number) == "percent" for number in numbers):
                continue
            for start, end in sentences(passage.text):
                inside = [number for number in numbers if start <= number.start < end]
                yield from _sentence(text, passage, inside, start, end)


def _sentence(text: Read, passage: Passage, numbers: list[Number], start: int, end: int) -> Iterator[Finding]:
    said = passage.text[start:end]
    shares = [number for number in numbers if unit(number) == "percent" and number.kind != "range"]
    grew = bool(MARKED["grew"][text.language].search(said))
    shared = bool(MARKED["share"][text.language].search(said))
    if shared and not grew:
        for number in shares:
            if amount(number) > _WHOLE:
                yield at_number(
                    text,
                    passage,
                    number,
                    _("“%(passage)s” is more than the whole."),
                    _("A share is at most 100 percent: correct it, or say of what it is a growth."),
                )
    rest = bool(shares) and is_the_rest(passage.text, start, shares[-1], text.language)
    if not grew and len(shares) > 2 and not rest:  # noqa: PLR2004  two may be of two wholes
        total = sum((amount(number) for number in shares), Fraction(0))
        # Where they make so much more than the whole they are hardly of one.
        near = total <= _WHOLE + HARDLY or are_of_one(said, text.language)
        if near and total > _WHOLE + len(shares) and max(map(amount, shares)) < _WHOLE:
            yield at_number(
                text,
                passage,
                shares[-1],
                _("The percentages of this sentence add up to %(total)s."),
                _("If they are of one whole, one of them is wrong; if not, say of what each is."),
                total=f"{float(total):g}",
            )
    # What a semicolon parts belongs to something else.
    cuts = [start, *(cut.end() for cut in _PARTED.finditer(passage.text, start, end)), end]
    whole: list[Number] = []
    for begins, ends in pairwise(cuts):
        inside = [number for number in numbers if begins <= number.start < ends]
        others = _counted(inside)
        if not others and len(whole) == 2 and _TURNOUT.search(passage.text, begins, ends):  # noqa: PLR2004
            # 1.9 million of 2.9 million voted; turnout was 64.5 percent.
            inside = [*whole, *inside]
        elif len(others) == len(whole) == 1 and _OF_THAT[text.language].search(passage.text, begins, ends):
            # Pledged are 60 million; 14.5 million have been paid out, 24 percent of the total.
            inside = [*whole, *inside]
        whole = others
        yield from _pairs(text, passage, inside, passage.text[begins:ends])


_PARTED = re.compile(r"[;؛]")
_TURNOUT = re.compile(r"\b(?:turnout|явк\w+|қатысу деңгейі)\b|ٹرن آؤٹ|شرح", re.IGNORECASE)
_OF_THAT = {
    "en": re.compile(r"\bof (?:the total|it|this|that|the sum|the whole)\b|\bthat is\b|\bi\.e\.", re.IGNORECASE),
    "ru": re.compile(r"\bто есть\b|\bот (?:общей|этой|всей) суммы\b|\bэтой суммы\b", re.IGNORECASE),
    "kk": re.compile(r"\bяғни\b|\b(?:оның|жалпы соманың)\s", re.IGNORECASE),
    "ur": re.compile(r"یعنی|کل (?:رقم )?کا"),
}


def _counted(numbers: list[Number]) -> list[Number]:
    """Those that a percentage may be of."""
    return [
        number
        for number in numbers
        if unit(number) not in DURATIONS | {"percent", "pp"}
        and number.kind == "quantity"
        and not is_bare_decimal(number)
    ]


def _from_to(words: str, numbers: list[Number], language: str) -> list[Number]:
    """Of more than two the pair that is said to be the ends: by 40 percent, from 35 million to 21 million; 260 jobs."""
    if len(numbers) <= 2 or language not in {"en", "ru"}:  # noqa: PLR2004
        return numbers
    ends = (
        [one, other]
        for one, other in pairwise(numbers)
        if _RIGHT_FROM[language].search(words[: one.start][-12:]) and same_unit(unit(one), unit(other))
    )
    return next(ends, numbers)


def _pairs(text: Read, passage: Passage, numbers: list[Number], said: str) -> Iterator[Finding]:
    """Two figures and the percentage that they make."""
    shares = [number for number in numbers if unit(number) == "percent" and number.kind != "range"]
    others = _from_to(passage.text, _counted(numbers), text.language)
    # What grew by percentage points is the share itself.
    points = any(unit(number) == "pp" or _POINTS.match(passage.text, number.end) for number in numbers)
    grew = bool(MARKED["grew"][text.language].search(said)) and not points
    shared = bool(MARKED["share"][text.language].search(said))
    pair = [End(number.value, number.text, span(number)) for number in others if number.value > 0]
    between = passage.text[others[0].end - _ENDING : others[-1].start] if others else ""
    before = passage.text[: others[0].start][-24:] if others else ""
    from_to = bool(_FROM[text.language].search(before if text.language in {"en", "ru"} else between[:24]))
    if not from_to and others and _UP_FROM[text.language].search(passage.text, others[0].end, numbers[-1].end + _NEAR):
        # It reached 96 million, up from 80 million a year before.
        pair, from_to = pair[::-1], True
    fits = len(pair) == 2 and is_of_one_unit(passage.text, others[0], others[1], text.language)  # noqa: PLR2004
    ranges = [number for number in numbers if number.kind == "range" and unit(number) != "percent" and number.low]
    if len(ranges) == 1 and not any(unit(one) == unit(ranges[0]) for one in others):
        pair, from_to, fits = _ends(ranges[0]), True, True
    shares = (
        [one for one in shares if not _is_of_before(passage.text, one, text.language)] if len(shares) > 1 else shares
    )
    if len(shares) == 1 and fits:
        yield from _pair(text, passage, shares[0], pair, grew=grew and from_to, shared=shared and not grew)


@dataclass(frozen=True, slots=True)
class End:
    """One of two figures that are compared."""

    value: Decimal
    text: str
    span: Span


def _ends(number: Number) -> list[End]:
    """From 200 to 219 million is one figure to the reader of numbers."""
    low, high = number.low or Decimal(0), number.high or Decimal(0)
    half = min(_last_place(low), _last_place(high)) / 2
    return [End(end, f"{end:,f}", Span(Fraction(end) - half, Fraction(end) + half)) for end in (low, high)]


def _pair(
    text: Read, passage: Passage, share: Number, pair: list[End], *, grew: bool, shared: bool
) -> Iterator[Finding]:
    small, large = sorted((end.span for end in pair), key=lambda one: one.low)
    percent = span(share)
    ratio, growth = small.over(large), large.over(small)
    of_whole = Span(ratio.low * 100, ratio.high * 100)
    grown = Span((growth.low - 1) * 100, (growth.high - 1) * 100)
    fallen = Span((1 - ratio.high) * 100, (1 - ratio.low) * 100)
    by = grew and _BY.search(passage.text[: share.start][-12:]) is not None
    # What something grew by is no share of it.
    if any(percent.meets(possible) for possible in ((grown, fallen) if by else (of_whole, grown, fallen))):
        return
    if grew and share.ratio and not by:
        # From 24 beds to 350, and every second patient is treated free of charge.
        return
    if grew:
        right = grown if pair[0].value < pair[1].value else fallen
        message = _("From %(first)s to %(second)s is %(right)s percent, and not “%(passage)s”.")
    elif shared:
        right = of_whole
        message = _("%(first)s and %(second)s make %(right)s percent, and not “%(passage)s”.")
    else:
        return
    yield at_number(
        text,
        passage,
        share,
        message,
        _("One of the three is wrong, or they do not belong together: then part the sentence."),
        first=pair[0].text,
        second=pair[1].text,
        right=shown(right),
        about=(pair[0].text, pair[1].text),
    )


_POINTS = re.compile(r"\s*(?:points?|пункт\w*|тармақ\w*|پوائنٹ\w*)", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|на)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
# Letters of the first figure that may be its case ending.
_ENDING, _NEAR = 4, 30
_RIGHT_FROM = {
    "en": re.compile(r"\bfrom\s+(?:\w+\s+)?\Z", re.IGNORECASE),
    "ru": re.compile(r"\b(?:с|со|от)\s+(?:\w+\s+)?\Z", re.IGNORECASE),
}
_UP_FROM = {
    "en": re.compile(r"\b(?:up|down) from\b|\b(?:a|one|the) year (?:before|earlier|ago)\b", re.IGNORECASE),
    "ru": re.compile(r"\bгодом (?:ранее|раньше)\b|\bгод назад\b", re.IGNORECASE),
    "kk": re.compile(r"\bжыл бұрын\b", re.IGNORECASE),
    "ur": re.compile(r"سال (?:پہلے|قبل)"),
}
_FROM = {
    "en": re.compile(r"\bfrom\b", re.IGNORECASE),
    "ru": re.compile(r"\bс\b|\bсо\b|\bот\b", re.IGNORECASE),
    "kk": re.compile(r"[дтн][ае]н\b"),
    "ur": re.compile(r"سے"),
}


# The growth before this one: 8.4 percent, after 3.1 percent.
_AFTER = {
    "en": re.compile(r"\b(?:after|against|compared (?:with|to)|versus|than)\s+\Z", re.IGNORECASE),
    "ru": re.compile(r"\b(?:после|против|чем)\s+\Z", re.IGNORECASE),
    "kk": re.compile(r"\A\w*\s+(?:кейін|салыстырғанда)\b", re.IGNORECASE),
    "ur": re.compile(r"\A\s+کے (?:بعد|مقابلے)"),
}


def _is_of_before(words: str, number: Number, language: str) -> bool:
    side = words[number.end :] if language in {"kk", "ur"} else words[max(0, number.start - 30) : number.start]
    return bool(_AFTER[language].search(side))


def shown(right: Span) -> str:
    low, high = (f"{float(round(end, 1)):g}" for end in (right.low, right.high))
    middle = f"{float(round((right.low + right.high) / 2, 1)):g}"
    return middle if float(high) - float(low) < 1 else f"{low}–{high}"


def at_number(
    text: Read,
    passage: Passage,
    number: Number,
    message: object,
    hint: object,
    *,
    about: tuple[str, ...] = (),
    others: tuple[Side, ...] = (),
    **values: str,
) -> Finding:
    """Of a number of a passage; `values` are what the words name, and `about` what it depends on where that is less."""
    return Finding(
        text.uid,
        text.language,
        message,
        hint,
        passage.at(number.start, number.end),
        number.text,
        values={"passage": number.text, **values},
        about=about or tuple(values.values()),
        others=others,
    )


def rounded(value: Decimal) -> Span:
    """Half of its last digit that is no zero, either way."""
    half = _last_place(value) / 2
    return Span(Fraction(value) - half, Fraction(value) + half)
