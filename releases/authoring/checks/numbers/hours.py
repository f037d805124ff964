"""Times of day: 10:05, 3 p.m., в 17.00, сағат 10-да, شام 7 بجے."""

from dataclasses import replace
from decimal import Decimal

from .dates import DASHES, UNTIL, WEEKDAYS, glued_parts, integer
from .grammar import words
from .number import Number
from .passage import Numeral, Passage

_PARTS, _MONTHS, _HOURS, _MINUTES = 3, 12, 24, 59
# What stands before an hour in Russian and Kazakh.
_AT = frozenset({"в", "во", "с", "со", "до", "к", "по", "сағат"})
_FROM = frozenset({"ден", "дан", "тен", "тан", "нен", "нан"})
_BEGINNINGS = frozenset({"начало", "вход", "сбор", "открытие", "басталуы", "ашылуы"})
_OFFSETS, _ZONES = frozenset("+-−–"), frozenset({"gmt", "utc", "hrs"})
# What stays open from one number to another does so by the clock.
_OPEN = words(
    """
    open opens daily weekdays weekends будням будни выходным пн пн-пт күндері ежедневно открыт
    открыта открыто открыты работает работают часы приема график режим ашық жұмыс күнделікті күнсайын
    қабылдау کھلا کھلی کھلے روزانہ اوقات
    """
)
_WITHIN = 8
_LOCATIVE = frozenset({"да", "де", "та", "те"})
_PARTS_OF_DAY = frozenset({"утра", "дня", "вечера", "ночи"})
_TIMES = frozenset({"раз", "раза", "есе"})
# Beside them 21:15 is no hour.
_TALLIES = frozenset(
    {"счет", "счетом", "счете", "score", "scored", "есебімен", "есеппен", "есеп", "есебі", "اسکور", "سکور"}
)


def read_time(passage: Passage, index: int) -> tuple[Number, int] | None:
    """(the time of day that begins at token `index`, the token after it)."""
    if not passage.digits(index) or (passage.word(index - 1) in _OFFSETS and passage.word(index - 2) in _ZONES):
        return None
    return _clock(passage, index) or _spoken_out(passage, index) or _hour(passage, index) or _of_a_zone(passage, index)


def _clock(passage: Passage, index: int) -> tuple[Number, int] | None:
    """10:05, 10:05:30, 10.30 a.m."""
    sign = passage.word(index + 1)
    if sign not in {":", "."}:
        return None
    parts = glued_parts(passage, index, sign)
    if len(parts) not in {2, _PARTS} or not (0 <= parts[0] <= _HOURS and 0 <= parts[1] <= _MINUTES):
        return None
    end = index + 2 * len(parts) - 1
    if len(passage.word(index + 2)) != 2 or not _TALLIES.isdisjoint(passage.words[max(index - 2, 0) : end + 1]):  # noqa: PLR2004
        return None
    if sign == "." and not (_half_day(passage, end) or _dotted(passage, index, end)):
        return None
    return _time(passage, index, end, parts[0], parts[1])


def _spoken_out(passage: Passage, index: int) -> tuple[Number, int] | None:
    """В 9 часов 15 минут; за 9 часов is a span of time."""
    minute = integer(passage, index + 2)
    hour = integer(passage, index)
    told = passage.grammar.language == "ru" and passage.word(index - 1) in {"в", "к"}
    if not told or passage.stem(index + 1, {"час", "часов"}) == "" or not passage.stem(index + 3, {"минут"}):
        return None
    if not (0 <= hour < _HOURS and 0 <= minute <= _MINUTES):
        return None
    return passage.number(index, index + 4, value=Decimal(hour), kind="time", iso=f"{hour:02}:{minute:02}")


def _of_a_zone(passage: Passage, index: int) -> tuple[Number, int] | None:
    """1000 GMT."""
    digits = integer(passage, index)
    hour, minute = divmod(digits, 100)
    if len(passage.word(index)) != 4 or passage.word(index + 1) not in _ZONES or hour >= _HOURS or minute > _MINUTES:  # noqa: PLR2004
        return None
    return passage.number(index, index + 1, value=Decimal(hour), kind="time", iso=f"{hour:02}:{minute:02}")


def _dotted(passage: Passage, index: int, end: int) -> bool:
    """В 17.00: these two write decimals with a comma. A unit makes it a figure nevertheless."""
    grammar = passage.grammar
    cased = grammar.language == "kk" and passage.word(end) == "-" and passage.word(end + 1) in _LOCATIVE
    told = cased or passage.word(index - 1) in _AT or _goes_on(passage, index) or _of_a_day(passage, index)
    if grammar.language not in {"ru", "kk"} or not told:
        return False
    after = passage.word(end)
    counted = after in grammar.scaling or after in _TIMES or passage.word(end) in "%$€£"
    return not (
        (counted and after)
        or passage.stem(end, grammar.percents)
        or passage.stem(end, grammar.measures)
        or passage.stem(end, grammar.currencies)
    )


def _of_a_day(passage: Passage, index: int) -> bool:
    """18 апреля, 20.30; в субботу, 19.00; начало: 19.00."""
    if passage.word(index - 1) not in {",", ":", "–", "—", "-"} or len(passage.word(index)) != 2:  # noqa: PLR2004
        return False
    before = passage.word(index - 2)
    return (
        passage.word(index - 1) == ","
        and (before in passage.grammar.months or before in passage.grammar.year_after or before.startswith(WEEKDAYS))
    ) or before in _BEGINNINGS


def _goes_on(passage: Passage, index: int) -> bool:
    """9.00–18.00, 9.00-ден 18.00-ге: hours on both sides."""
    if passage.word(index + 3) in DASHES and passage.word(index + 5) == "." and len(passage.word(index + 6)) == 2:  # noqa: PLR2004
        return passage.digits(index + 4) and passage.digits(index + 6)
    back = index - 3 if passage.word(index - 1) in _FROM and passage.word(index - 2) == "-" else index - 2
    before = passage.word(index - 1) in DASHES or back == index - 3
    return before and passage.digits(back) and len(passage.word(back)) == 2 and passage.word(back - 1) == "."  # noqa: PLR2004


def _half_day(passage: Passage, at: int) -> bool:
    if passage.word(at) in {"a", "p"} and passage.word(at + 1) == "." and passage.word(at + 2) == "m":
        return True
    return passage.word(at) in passage.grammar.times_after


def _time(passage: Passage, start: int, end: int, hour: int, minute: int) -> tuple[Number, int]:
    later = passage.word(end) in {"p", "pm", "вечера", "пополудни"} or (passage.word(end) == "дня" and hour < _MONTHS)
    later = later or _is_after_noon(passage, start, end, hour)
    if later and hour < _HOURS // 2:
        hour += _HOURS // 2
    return passage.number(start, end, value=Decimal(hour), kind="time", iso=f"{hour:02}:{minute:02}")


def _is_after_noon(passage: Passage, start: int, end: int, hour: int) -> bool:
    """شام 7 بجے, 5 بجے شام, кешкі 7-де; at night the small hours are of the next day."""
    behind = passage.word(end + 1) if passage.word(end) in passage.grammar.times_after else ""
    near = {passage.word(start - 1), behind}
    if passage.word(start - 1) in passage.grammar.times_before:
        near.add(passage.word(start - 2))
    if passage.word(start - 1) in UNTIL and "صبح" not in passage.words[max(start - 7, 0) : start]:
        near.update(passage.words[max(start - 7, 0) : start])
    named = passage.grammar.after_noon & near
    return bool(named) and (hour > _HOURS // 4 or not named & {"رات", "түнгі"})


def _hour(passage: Passage, index: int) -> tuple[Number, int] | None:
    """10 am, 10 часов утра, сағат 10-да, 10 بجے."""
    grammar = passage.grammar
    if not 0 <= integer(passage, index) <= _HOURS or passage.word(index + 1) in {",", "."}:
        return None
    at = index + 1
    if grammar.stem(passage.word(at), grammar.measures) in {"час", "часов"}:
        at += 1
    spoken = _half_day(passage, at) or (at > index + 1 and passage.word(at) == "дня")
    # В 11 часов; в 24 часа is within them.
    spoken = spoken or (at > index + 1 and passage.word(index - 1) == "в" and integer(passage, index) < _HOURS)
    # С 6 часов утра до 23 часов.
    spoken = spoken or (at > index + 1 and passage.word(index - 1) == "до" and passage.word(index - 2) in _PARTS_OF_DAY)
    cased = passage.word(at) == "-" and passage.word(at + 1) in grammar.case_endings
    # Сағат 10-нан 18-ге дейін.
    since = passage.word(index - 1) in _FROM and passage.word(index - 4) in grammar.times_before
    told = (
        since
        or passage.word(index - 1) in grammar.times_before
        or (cased and passage.word(index - 1) in grammar.after_noon)
    )
    if spoken or told:
        return (
            _time(passage, index, at, integer(passage, index), 0)
            if spoken
            else _time(passage, index, index + 1, integer(passage, index), 0)
        )
    return None


def hours(passage: Passage, low: Numeral, high: Numeral) -> tuple[Number, int] | None:
    """From 2 to 3 p.m., 9 تا 5 بجے."""
    plain = low.plain and high.plain and high.value <= _HOURS
    if not plain or not (_half_day(passage, high.end) or _while_open(passage, low, high)):
        return None
    time, end = _time(passage, low.start, high.end, int(low.value), 0)
    return replace(time, low=low.value, high=high.value), end


def _while_open(passage: Passage, low: Numeral, high: Numeral) -> bool:
    """Открыта ежедневно, кроме понедельника, с 10 до 18: nothing is counted behind it."""
    end = high.end
    if passage.word(end) == "-" and passage.word(end + 1) in passage.grammar.case_endings:
        end += 2
    end += passage.word(end).startswith("дейін") or passage.word(end) == "تک"
    closed = passage.word(end) in {
        "",
        ".",
        ",",
        ";",
        ")",
        "۔",
        "،",
        "(",
        "without",
        "без",
        "кроме",
        "except",
        "ہے",
        "ہوتا",
    }
    near = passage.words[max(low.start - _WITHIN, 0) : low.start] + passage.words[end : end + 2]
    return closed and not _OPEN.isdisjoint(near)


def spelled_hour(passage: Passage, numeral: Numeral) -> tuple[Number, int] | None:
    """An hour in words: ten o'clock, ساڑھے دس بجے."""
    if numeral.in_digits or numeral.value > _HOURS or not _half_day(passage, numeral.end):
        return None
    hour, minute = int(numeral.value), int(numeral.value % 1 * 60)
    return _time(passage, numeral.start, numeral.end, hour, minute)
