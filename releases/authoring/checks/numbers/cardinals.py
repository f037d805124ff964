"""Numerals: digits with scales (6,3 млн), words (six hundred and thirty, жиырма бес), and both (2 لاکھ 50 ہزار)."""

from collections.abc import Callable
from decimal import Decimal

from .digits import VULGAR, read_digits
from .number import EXACT
from .passage import Numeral, Passage
from .tokens import ascii_digits

_HUNDRED = 100
_THOUSAND = 1000
_MOST_SCALES = 3
_MOST_WORDS = 12
_QUARTER = Decimal("0.25")


def read_numeral(passage: Passage, index: int, *, money: bool = False) -> Numeral | None:
    """The number that begins at `index`; `money` where a currency stands before it, so that m and b are scales."""
    whole = _part(passage, index, money=money)
    last = whole
    while whole and last and not whole.ordinal and last.scale > 1:
        following = _lower_part(passage, last, money=money)
        if following is None:
            break
        whole.value = EXACT.add(whole.value, following.value)
        whole.end, whole.coefficient, whole.scale = following.end, whole.value, Decimal(1)
        whole.ordinal, whole.weak, whole.plain = following.ordinal, False, ""
        last = following
    return whole


def _lower_part(passage: Passage, last: Numeral, *, money: bool) -> Numeral | None:
    """What goes on after a scale: it is smaller than that, and digits have a scale of their own."""
    at = last.end
    if passage.word(at) in passage.grammar.joiners and not passage.digits(at + 1):
        at += 1
    elif passage.word(at) == "," and not last.in_digits and passage.letters(at + 1):
        return _after_comma(passage, last, money=money)
    elif passage.word(at) == "." and passage.grammar.language != "en":
        at = passage.past_stop(at)
    part = _part(passage, at, money=money) if passage.letters(at) or passage.digits(at) else None
    if part is None or part.value >= last.scale or part.scale >= last.scale:
        return None
    # 12 тысяч 500, but not "6 million 54 percent".
    hundreds = last.scale == _THOUSAND and len(part.plain) == 3 and last.in_digits  # noqa: PLR2004
    return part if not part.in_digits or part.scale > 1 or hundreds else None


def _after_comma(passage: Passage, last: Numeral, *, money: bool) -> Numeral | None:
    """One million, two hundred thousand."""
    part = _part(passage, last.end + 1, money=money)
    return part if part and not part.in_digits and 1 < part.scale < last.scale and not part.weak else None


def _part(passage: Passage, index: int, *, money: bool) -> Numeral | None:
    """A coefficient with its scales."""
    part = _in_digits(passage, index) if passage.digits(index) else _mixed(passage, index) or _in_words(passage, index)
    if part is None or part.ordinal:
        return part
    _add_half(passage, part)
    _add_decimals(passage, part)
    _without_whole(passage, part)
    _qualify(passage, part)
    _scale(passage, part, money=money)
    return part


def _in_digits(passage: Passage, index: int) -> Numeral | None:
    grammar = passage.grammar
    read = read_digits(passage, index, decimal=grammar.decimal, scaled=grammar.scaling)
    if read is None:
        return None
    value, end, ambiguous = read
    plain = f"{value}" if end == index + 1 else ""
    sign = VULGAR.get(passage.word(end))
    if sign and plain and passage.gap(end) in {"", " ", "\u00a0", "\u202f"} and sign[1] != 3:  # noqa: PLR2004  a third is no decimal
        return Numeral(part := EXACT.add(value, Decimal(sign[0]) / sign[1]), index, end + 1, part, in_digits=True)
    if plain and _begins_with_point(passage, index):
        value = Decimal(f"0.{ascii_digits(passage.word(index))}")
        return Numeral(value, index - 1, end, value, in_digits=True)
    return Numeral(value, index, end, value, plain=plain, in_digits=True, ambiguous=ambiguous)


def _begins_with_point(passage: Passage, index: int) -> bool:
    """.5 percent, as some write it in English."""
    point = passage.grammar.language == "en" and passage.word(index - 1) == "." and passage.glued(index)
    return point and passage.gap(index - 1) == " "


def _mixed(passage: Passage, index: int) -> Numeral | None:
    """One and a half as one word (полтора, ڈیڑھ), half a million, three and a half as the Urdu has it (ساڑھے تین)."""
    grammar = passage.grammar
    word = passage.word(index)
    more = grammar.quarters_more.get(word)
    if more is not None:
        return _quarters(passage, index, more)
    top, bottom = grammar.parts.get(word, (0, 1))
    if not top:
        return None
    value, end = Decimal(top) / Decimal(bottom), index + 1
    if passage.word(end) in {"a", "of"}:
        end += 1
    if passage.word(end) in grammar.scales and bottom in {2, 4}:
        return Numeral(value, index, end, value)
    return Numeral(value, index, index + 1, value) if top > bottom else None


def _quarters(passage: Passage, index: int, more: int) -> Numeral | None:
    counted = _in_digits(passage, index + 1) if passage.digits(index + 1) else _in_words(passage, index + 1)
    if counted is None or counted.ordinal:
        return None
    # سوا لاکھ is one and a quarter.
    if passage.word(index + 1) in passage.grammar.scales:
        counted = Numeral(Decimal(1), index, index + 1, Decimal(1))
    # Of a hundred it is a quarter of that: ساڑھے پانچ سو is 550.
    hundred = _HUNDRED if passage.grammar.scales.get(passage.word(counted.end - 1)) == _HUNDRED else 1
    value = EXACT.add(counted.value, more * _QUARTER * (hundred if counted.end > index + 1 else 1))
    return Numeral(value, index, counted.end, value)


def _in_words(passage: Passage, index: int) -> Numeral | None:
    """Words for a number below a thousand, or a bare scale."""
    grammar = passage.grammar
    if passage.word(index - 1) in grammar.not_after.get(passage.word(index), ()):
        return None
    total, at, ordinal = -1, index, False
    for _turn in range(_MOST_WORDS):
        at_word = _next_word(passage, at, total)
        word = passage.word(at_word)
        if word in grammar.cardinals and _fits(total, grammar.cardinals[word], passage):
            total = max(total, 0) + grammar.cardinals[word]
        elif word in grammar.ordinals and _fits(total, grammar.ordinals[word], passage):
            total, ordinal = max(total, 0) + grammar.ordinals[word], True
        elif grammar.scales.get(word) == _HUNDRED and total < _HUNDRED and total != 0:
            total = _HUNDRED if total < 0 else total * _HUNDRED
        else:
            break
        at = at_word + 1
        if ordinal or (grammar.going_on and word not in grammar.going_on):
            break
    if total < 0:
        return _bare_scale(passage, index)
    word = passage.word(index)
    single = at == index + 1
    weak = single and not ordinal and (word in grammar.ones or word in grammar.weak or _bare_hundred(passage, index))
    return Numeral(Decimal(total), index, at, Decimal(total), ordinal=ordinal, weak=weak)


def _bare_hundred(passage: Passage, index: int) -> bool:
    return passage.word(index) in passage.grammar.scales and passage.word(index - 1) not in {"a", "an"}


def _bare_scale(passage: Passage, index: int) -> Numeral | None:
    grammar = passage.grammar
    word = passage.word(index)
    if word not in grammar.scales and word not in grammar.ordinal_scales:
        return None
    weak = word not in grammar.bare_scales and passage.word(index - 1) not in {"a", "an"}
    return Numeral(Decimal(1), index, index, Decimal(1), weak=weak)


def _next_word(passage: Passage, at: int, total: int) -> int:
    """Past the hyphen of twenty-one and the "and" of one hundred and thirty."""
    if total <= 0:
        return at
    if passage.word(at) in passage.grammar.joiners:
        follows = passage.word(at + 1)
        joins = follows in passage.grammar.cardinals or follows in passage.grammar.ordinals
        return at + 1 if total % _HUNDRED == 0 and joins else at
    return passage.past_hyphen(at)


def _fits(total: int, value: int, passage: Passage) -> bool:
    """Whether `value` adds to what was read: five to twenty, twenty to a hundred. Only Kazakh says ten five."""
    if total < 0:
        return True
    if total == 0 or value == 0 or value >= 1000:  # noqa: PLR2004
        return False
    room = 10 if value < 10 else _HUNDRED if value < _HUNDRED else 1000  # noqa: PLR2004
    if total % room:
        return False
    tens = total % _HUNDRED
    if tens and passage.grammar.language == "ur":
        return False
    return tens != 10 or passage.grammar.language == "kk"  # noqa: PLR2004


def _add_half(passage: Passage, part: Numeral) -> None:
    for phrase, quarters in passage.grammar.and_more:
        if part.end > part.start and passage.reads(part.end, phrase):
            part.value = part.coefficient = EXACT.add(part.value, quarters * _QUARTER)
            part.end += len(phrase)
            part.weak, part.plain = False, ""
            return


def _add_decimals(passage: Passage, part: Numeral) -> None:
    """Six point three, 6 اعشاریہ 3: each word after it is a digit, or as in Urdu all of them are one number."""
    grammar = passage.grammar
    whole = part.end > part.start and part.value == int(part.value) and part.scale == 1
    if not whole or passage.word(part.end) not in grammar.decimal_words:
        return
    digits, at = "", part.end + 1
    while len(digits) < _MOST_WORDS and (passage.word(at) in grammar.cardinals or (passage.digits(at) and not digits)):
        word = passage.word(at)
        digits += ascii_digits(word) if passage.digits(at) else str(grammar.cardinals[word])
        at += 1
    if digits:
        part.value = part.coefficient = EXACT.create_decimal(f"{int(part.value)}.{digits}")
        part.end, part.weak, part.plain = at, False, ""


def _without_whole(passage: Passage, part: Numeral) -> None:
    """اعشاریہ پانچ is nought point five."""
    before = passage.word(part.start - 1)
    if passage.grammar.language == "ur" and before in passage.grammar.decimal_words and part.scale == 1:
        part.value = part.coefficient = EXACT.create_decimal(f"0.{int(part.value)}")
        part.start, part.weak, part.plain = part.start - 1, False, ""


def _qualify(passage: Passage, part: Numeral) -> None:
    """10 и более тысяч, два с лишним миллиона."""
    grammar = passage.grammar
    if grammar.language != "ru" or part.end == part.start:
        return
    for phrase, qualifier in grammar.after.get(passage.word(part.end), ()):
        end = part.end + len(phrase)
        scaled = passage.word(end) in grammar.scales or passage.word(end) in grammar.short_scales
        if scaled and passage.reads(part.end, phrase):
            part.end, part.qualifier, part.weak, part.plain = end, qualifier, False, ""
            return


def _scale(passage: Passage, part: Numeral, *, money: bool) -> None:
    """Multiplies by the scales that follow: 6.3 million, 200-миллионный, 5 thousand billion."""
    grammar = passage.grammar
    bare = part.end == part.start
    for _turn in range(_MOST_SCALES):
        at = passage.past_hyphen(part.end)
        word = passage.word(at)
        scale = grammar.scales.get(word, 0)
        if not scale and word in grammar.ordinal_scales:
            scale, part.ordinal = grammar.ordinal_scales[word], True
        if not scale and part.in_digits and word in grammar.short_scales and _is_scale(passage, at, money=money):
            scale = grammar.short_scales[word]
        if not scale or (part.scale > 1 and part.scale > scale and not bare and part.scale != _HUNDRED):
            break
        part.scale = EXACT.multiply(part.scale, Decimal(scale))
        part.value = EXACT.multiply(part.value, Decimal(scale))
        part.end = at + 1
        part.weak = part.weak and bare
        part.plain = ""
        if part.ordinal:
            break


def _is_scale(passage: Passage, at: int, *, money: bool) -> bool:
    """Whether an abbreviation means a scale: m is a million before money and people, else metres."""
    word = passage.word(at)
    if len(word) > 2 or not word.isascii() or word in {"mn", "bn", "tn"}:  # noqa: PLR2004
        return True
    return _LETTERS.get(word, _never)(passage, at, money)


def _never(_passage: Passage, _at: int, _money: bool) -> bool:  # noqa: FBT001
    return False


def _before_money_or_people(passage: Passage, at: int) -> bool:
    grammar = passage.grammar
    after = passage.word(at + 1)
    return bool(
        after in {"$", "€", "£", "¥"}
        or grammar.stem(after, grammar.currencies)
        or passage.shown(at + 1) in {"USD", "EUR", "GBP", "KZT", "PKR", "RUB"}
        or passage.stem(at + 1, grammar.people)
        or passage.stem(at + 2, grammar.people)
    )


_LETTERS: dict[str, Callable[[Passage, int, bool], bool]] = {
    "m": lambda passage, at, money: (
        money or (passage.glued(at) and passage.shown(at) == "M") or _before_money_or_people(passage, at)
    ),
    "b": lambda passage, at, money: money or passage.glued(at),
    "k": lambda passage, at, money: money or passage.glued(at),
    "t": lambda passage, at, money: money or (passage.glued(at) and passage.shown(at) == "T"),
    "mm": lambda _passage, _at, money: money,
}
