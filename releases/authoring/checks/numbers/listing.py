"""Several figures of one unit: 12, 18 and 27 minutes; from 61.5 to 58.3 percent; 17, 44 және 58-минуттарда."""

from dataclasses import replace

from .number import Number
from .passage import Passage
from .tokens import fold

_COMMAS = frozenset({",", "،"})
_LAST = frozenset({"and", "or", "и", "или", "және", "мен", "бен", "пен", "немесе", "اور", "یا"})
# Between where a change began and where it arrived; what goes up is a range.
_BECAME = frozenset(
    {
        "to",
        "до",
        "سے",
        "سے بڑھ کر",
        "سے کم ہو کر",
        "سے کم ہوکر",
        "سے گر کر",
        "سے گھٹ کر",
        "-дан",
        "-ден",
        "-тан",
        "-тен",
    }
    | {"-нан", "-нен"}
)
_BEGAN = frozenset({"from", "с", "со", "от"})
# 90 days within 180.
_WITHIN = frozenset({"within", "within any", "in any", "out of", "в течение", "из", "میں سے", "ішінде"})
_TIMES = frozenset({"day", "month", "week", "year", "hour"})
# Younger than 15 and 21 percent.
_COMPARED = frozenset({"at_most", "more_than", "at_least"})
_THOUSAND = 1000
_INSTEAD = frozenset({"instead of", "rather than", "and not", "вместо", "а не", "کے بجائے", "کی بجائے"})


def listed(numbers: list[Number], passage: Passage) -> list[Number]:
    """`numbers`, where what has no noun of its own takes the unit that another of its list bears."""
    for last in range(len(numbers) - 1, 0, -1):
        first = _first_of(numbers, last, passage)
        if first < last:
            numbers[first:last] = [_alike(number, numbers[last], passage) for number in numbers[first:last]]
    for last, number in enumerate(numbers):
        if _bare(number) and any(one.unit == "percent" for one in numbers[max(last - 2, 0) : last]):
            numbers[last] = _in_points(numbers[last - 1], number, passage)
    for last in range(1, len(numbers)):
        numbers[last - 1], numbers[last] = _compared(numbers[last - 1], numbers[last], passage)
    return numbers


def _first_of(numbers: list[Number], last: int, passage: Passage) -> int:
    """Where the list begins of which the number at `last` is the end."""
    first = last
    while first and _bare(numbers[first - 1]) and numbers[first - 1].qualifier not in _COMPARED:
        joint = _between(numbers[first - 1], numbers[first], passage)
        joins = joint in _COMMAS if first < last else joint in _LAST or _changes(numbers[first - 1], joint, passage)
        if not joins:
            break
        first -= 1
    return first


def _compared(before: Number, number: Number, passage: Passage) -> tuple[Number, Number]:
    """4 percent instead of 9; 90 days within 180."""
    joint = _between(before, number, passage)
    within = joint in _WITHIN
    if _bare(number) and _ends(number, passage) and (joint in _INSTEAD or (within and before.unit in _TIMES)):
        return before, _alike(number, before, passage)
    if _bare(before) and within and number.unit in _TIMES:
        return _alike(before, number, passage), number
    return before, number


def _between(one: Number, other: Number, passage: Passage) -> str:
    # Longer than any joint is none.
    return " ".join(fold(word) for word in passage.text[one.end : min(other.start, one.end + 30)].split())


def _changes(one: Number, joint: str, passage: Passage) -> bool:
    if joint not in _BECAME:
        return False
    before = passage.text[max(0, one.start - 6) : one.start].split()
    return passage.grammar.language in {"kk", "ur"} or bool(before and fold(before[-1]) in _BEGAN)


def _in_points(before: Number, number: Number, passage: Passage) -> Number:
    """46.5 percent, 3.8 points more."""
    follows = passage.text[number.end : number.end + 20].split()
    near = not any(stop in passage.text[before.end : number.start][:200] for stop in (". ", "! ", "? ", "۔"))
    if near and follows and passage.grammar.stem(fold(follows[0].rstrip(".,;:")), passage.grammar.points):
        return replace(number, unit="pp")
    return number


def _ends(number: Number, passage: Passage) -> bool:
    return not passage.text[number.end : number.end + 2].strip()[:1].isalnum()


def _bare(number: Number) -> bool:
    return number.kind == "quantity" and number.unit == "1"


def _alike(number: Number, other: Number, passage: Passage) -> Number:
    # 5, 10 and 20 million: whether the five are millions, nobody knows.
    scaled = number.value * _THOUSAND <= other.value and any(
        fold(word) in passage.grammar.scaling for word in other.text.split()
    )
    if other.kind == "quantity" and other.unit != "1" and not scaled:
        return replace(number, unit=other.unit)
    if other.kind == "ordinal" and passage.grammar.language == "kk" and other.text.isdecimal():
        return replace(number, kind="ordinal", unit=None)
    return number
