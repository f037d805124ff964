"""Ranges: 10–15, from 10 to 15, от 10 до 15, 10-нан 15-ке дейін, 10 سے 15."""

from .cardinals import read_numeral
from .dates import plausible_year
from .number import EXACT
from .passage import Numeral, Passage
from .units import PERCENT_SIGNS, currency_before

_DASHES = frozenset("-–—‑‐−")
_LONG_DASHES = frozenset("–—−")
_FROM = ("дан", "ден", "тан", "тен", "нан", "нен")
_BECAME = (*(("سے", verb, "کر") for verb in ("بڑھ", "گر", "گھٹ")), ("سے", "کم", "ہو", "کر"), ("سے", "کم", "ہوکر"))
_SHORT_YEAR = 2
_HUNDRED = 100
_LAST_OF_YEARS = 2200


def upper_end(passage: Passage, low: Numeral, *, money: bool) -> tuple[Numeral, int] | None:
    """(the number that ends the range begun by `low`, the token after the whole); scales are shared: 10–15 million."""
    _changed(passage, low)
    found = (
        _side_by_side(passage, low)
        or _dashed(passage, low, money=money)
        or _from_to(passage, low, money=money)
        or _kazakh(passage, low)
    )
    if found is None:
        return None
    high = found[0]
    if high.ordinal != low.ordinal:
        return None
    if low.scale == 1 and high.scale > 1 and low.value > high.coefficient:
        # Упал с 35 до 12 млн: of millions both, and no range.
        _scale_alike(low, high)
        return None
    if low.scale == 1 and high.scale > 1 and low.value < high.coefficient:
        low.value, low.scale = EXACT.multiply(low.value, high.scale), high.scale
        low.plain = high.plain = ""
    return found


def _scale_alike(low: Numeral, high: Numeral) -> None:
    low.value, low.scale, low.plain = EXACT.multiply(low.value, high.scale), high.scale, ""


def _changed(passage: Passage, low: Numeral) -> None:
    """35 سے کم ہو کر 12 ارب: of billions both."""
    for phrase in _BECAME if passage.grammar.language == "ur" else ():
        if passage.reads(low.end, phrase):
            high = _number_at(passage, low.end + len(phrase), money=False)
            if high and low.scale == 1 < high.scale and low.value * _HUNDRED > high.coefficient:
                _scale_alike(low, high)


def _side_by_side(passage: Passage, low: Numeral) -> tuple[Numeral, int] | None:
    """پچیس تیس are some twenty-five or thirty."""
    if passage.grammar.language != "ur" or low.in_digits or low.scale > 1 or low.weak or low.ordinal:
        return None
    if passage.word(low.end) not in passage.grammar.cardinals or passage.gap(low.end) != " ":
        return None
    high = read_numeral(passage, low.end)
    if high is None or high.ordinal or high.weak:
        return None
    hundreds = _HUNDRED if passage.grammar.scales.get(passage.word(high.end - 1)) == _HUNDRED else 1
    if not low.value < high.coefficient / hundreds <= low.value * 3 / 2 + 1:
        return None
    if high.scale == 1:
        # دو تین سو are two or three hundred.
        low.value *= hundreds
    return high, high.end


def _number_at(passage: Passage, at: int, *, money: bool) -> Numeral | None:
    """The number at `at`, a sign of money before it allowed."""
    for place in (at, at + 1, at + 2):
        if passage.digits(place) and (place == at or currency_before(passage, place)[1] == at):
            return read_numeral(passage, place, money=money or place > at)
    return read_numeral(passage, at, money=money) if passage.letters(at) else None


def _dashed(passage: Passage, low: Numeral, *, money: bool) -> tuple[Numeral, int] | None:
    at = low.end
    if passage.word(at) in PERCENT_SIGNS and passage.word(at + 1) in _DASHES:
        at += 1
    if passage.word(at) not in _DASHES:
        return _of_two_years(passage, low)
    bound = passage.glued(at) and passage.glued(at + 1)
    apart = passage.word(at) in _LONG_DASHES and not passage.glued(at) and not passage.glued(at + 1)
    if not (bound or apart) or not (passage.digits(at + 1) or not low.in_digits or currency_before(passage, at + 2)[0]):
        return None
    high = _number_at(passage, at + 1, money=money)
    if high is None or high.in_digits != low.in_digits:
        return None
    if _season(passage, low, high) or high.value > low.value:
        return high, high.end
    return None


def _season(passage: Passage, low: Numeral, high: Numeral) -> bool:
    """2023–24."""
    return bool(low.plain and plausible_year(passage, low.start) and len(high.plain) == _SHORT_YEAR) and (
        high.value > low.value % 100
    )


def _of_two_years(passage: Passage, low: Numeral) -> tuple[Numeral, int] | None:
    """A financial year: 2022/23, 2022/2023, and with the Urdu stop for a dash 2022۔23."""
    at = low.end
    bound = passage.word(at) in {"/", "۔"} and passage.glued(at) and passage.glued(at + 1) and passage.digits(at + 1)
    if not (low.plain and bound and plausible_year(passage, low.start)) or passage.word(at + 2) == "/":
        return None
    high = _number_at(passage, at + 1, money=False)
    following = int(low.value) + 1
    return (high, high.end) if high and high.plain in {str(following), f"{following % 100:02}"} else None


def _grown(passage: Passage, end: int) -> bool:
    return any(passage.word(at).startswith(passage.grammar.growth) for at in (end + 2, end + 3))


def _past_percent(passage: Passage, at: int) -> int:
    """The token after a sign or word of percent, with its ending of case."""
    if passage.reads(at, ("per", "cent")) or passage.reads(at, ("فی", "صد")):
        return at + 2
    if passage.word(at) not in PERCENT_SIGNS and not passage.stem(at, passage.grammar.percents):
        return at
    cased = passage.word(at + 1) == "-" and passage.word(at + 2) in passage.grammar.case_endings
    return at + 3 if cased else at + 1


def _from_to(passage: Passage, low: Numeral, *, money: bool) -> tuple[Numeral, int] | None:
    grammar = passage.grammar
    start = currency_before(passage, low.start)[1] if low.in_digits else low.start
    at = _past_percent(passage, low.end)
    word, before = passage.word(at), passage.word(start - 1)
    if before in grammar.between and word in grammar.between_and:
        pass
    elif word not in grammar.range_to or (grammar.language == "ru" and before not in grammar.range_from):
        return None
    high = _number_at(passage, at + 1, money=money)
    if high is None or high.ordinal or high.weak or high.in_digits != low.in_digits:
        return None
    if at > low.end and (before == "by" or _past_percent(passage, high.end) == high.end):
        # It rose 10 percent to 15 million, and by 2 percent to 8 percent.
        return None
    larger = (
        high.scale > 1 or high.value > _LAST_OF_YEARS or (high.in_digits and currency_before(passage, high.start)[0])
    )
    if larger and low.plain and not money and plausible_year(passage, low.start):
        # From $320 million in 2028 to $360 million.
        return None
    if high.value <= low.value and not (high.scale > 1 and low.scale == 1 and low.value < high.coefficient):
        return None
    return high, high.end


def _kazakh(passage: Passage, low: Numeral) -> tuple[Numeral, int] | None:
    """10-нан 15-ке дейін; 10 мен 15 аралығында."""
    if passage.grammar.language != "kk":
        return None
    percent = passage.word(low.end) in PERCENT_SIGNS
    at = low.end + percent
    ending = passage.word(at + 1) if passage.word(at) == "-" and passage.glued(at) else passage.word(at - 1)
    from_to = ending.endswith(_FROM)
    if passage.word(at) == "-" and from_to:
        at += 2
    elif not percent and passage.stem(at, passage.grammar.currencies) and passage.word(at).endswith(_FROM):
        # 15 доллардан 120 долларға дейін; what has grown so are two figures.
        high = _number_at(passage, at + 1, money=False)
        said = high and passage.stem(high.end, passage.grammar.currencies) == passage.stem(
            at, passage.grammar.currencies
        )
        said = said and passage.word(high.end + 1) == "дейін" if high else False
        return (high, high.end) if high and said and high.value > low.value and not _grown(passage, high.end) else None
    if passage.word(at) in passage.grammar.between_and:
        at += 1
    elif not from_to:
        return None
    high = _number_at(passage, at, money=False)
    if high is None or high.value <= low.value:
        return None
    after = high.end
    if percent != (passage.word(after) in PERCENT_SIGNS):
        return None
    after += percent
    if passage.word(after) == "-" and passage.word(after + 1) in passage.grammar.case_endings:
        after += 2
    ends = any(passage.word(place).startswith(("дейін", "аралығ")) for place in range(after, after + 4))
    return (high, high.end) if ends else None
