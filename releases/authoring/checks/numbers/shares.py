"""Shares in words: a third, two thirds, one in five, каждый пятый, үштен бірі, پانچ میں سے ایک."""

from decimal import Decimal
from math import gcd

from .cardinals import read_numeral
from .dates import WEEKDAYS
from .digits import VULGAR
from .number import PLACES, shortest
from .passage import Numeral, Passage
from .tokens import ascii_digits

_MOST_WHOLE = 1000
_MOST_PLAIN_WHOLE = 20
_ONE_OF = frozenset({"бірі", "бірін", "біріне", "бірінен", "бірінің", "бірге", "бірден", "бірді", "бірлік"})
_ABLATIVE = ("дан", "ден", "тан", "тен", "нан", "нен")


def read_share(passage: Passage, index: int) -> tuple[int, int, int, int] | None:
    """(numerator, denominator, first token, token after) of the share that begins at the word or digits `index`."""
    grammar = passage.grammar
    if passage.word(index) in grammar.every:
        return _every(passage, index)
    if passage.word(index) in VULGAR or passage.word(index + 1) == "/":
        return _in_signs(passage, index)
    if passage.word(index) in grammar.denominators or passage.word(index) in grammar.parts:
        return _bare(passage, index)
    if passage.digits(index) and not _may_be_part(passage, index + 1):
        return None
    return _counted(passage, read_numeral(passage, index))


def _counted(passage: Passage, numeral: Numeral | None) -> tuple[int, int, int, int] | None:
    if numeral and numeral.ordinal:
        return _part(passage, numeral)
    if numeral is None or numeral.value != int(numeral.value) or numeral.value <= 0:
        return None
    return _of_denominator(passage, numeral) or _out_of(passage, numeral) or _kazakh(passage, numeral)


def _may_be_part(passage: Passage, after: int) -> bool:
    """Asked first, since nearly all digits are no share."""
    word = passage.word(after)
    return (
        word in {"-", "/"}
        or word in passage.grammar.denominators
        or any(word == out[0] for out in passage.grammar.out_of)
    )


def share(top: int, bottom: int) -> tuple[Decimal, tuple[int, int]]:
    """(value, ratio). Half is exactly 0.5; a third is kept to the places of an observation, beside its exact ratio."""
    shared = gcd(top, bottom)
    value = shortest((Decimal(top) / Decimal(bottom)).quantize(PLACES))
    return value, (top // shared, bottom // shared)


_SLASHED = frozenset({2, 3, 4, 5, 6, 8, 10})


def _in_signs(passage: Passage, index: int) -> tuple[int, int, int, int] | None:
    """½, 2/3 of the votes; 24/7, 9/11 and 45/2020 are none."""
    if passage.word(index) in VULGAR:
        return *VULGAR[passage.word(index)], index, index + 1
    bound = passage.digits(index) and all(passage.glued(at) for at in (index + 1, index + 2))
    if not bound or not passage.digits(index + 2) or "/" in {passage.word(index - 1), passage.word(index + 3)}:
        return None
    before, behind = passage.shown(index - 1), passage.shown(index + 3)
    if len(before) > 1 and before.isupper() and not behind.isupper():
        # FEC 3/4 is a name.
        return None
    top, bottom = int(ascii_digits(passage.word(index))[:3]), int(ascii_digits(passage.word(index + 2))[:3])
    dated = passage.word(index + 3) in passage.grammar.months
    return (top, bottom, index, index + 3) if 0 < top < bottom and bottom in _SLASHED and not dated else None


def _every(passage: Passage, index: int) -> tuple[int, int, int, int] | None:
    """Every fifth voter; but every fifth year is a date's, and every five of something no share."""
    numeral = read_numeral(passage, index + 1)
    if numeral is None:
        return None
    if numeral.in_digits and passage.word(numeral.end) == "-" and passage.glued(numeral.end):
        # Каждый 5-й.
        if passage.word(numeral.end + 1) not in passage.grammar.ordinal_endings:
            return None
        numeral.ordinal, numeral.end = True, numeral.end + 2
    if not numeral.ordinal:
        out = _out_of(passage, numeral) if passage.grammar.whole_first else None
        return (out[0], out[1], index, out[3]) if out else None
    counted = passage.grammar.measures.get(passage.stem(numeral.end, passage.grammar.measures), "")
    if passage.word(numeral.end).startswith(WEEKDAYS):
        return None
    if numeral.value < 2 or counted in {"year", "month", "week", "day", "hour", "minute"}:  # noqa: PLR2004
        return None
    return 1, int(numeral.value), index, numeral.end


def _bare(passage: Passage, index: int) -> tuple[int, int, int, int] | None:
    """A third, half, треть, ширек: without a numeral before it."""
    grammar = passage.grammar
    word, before = passage.word(index), passage.word(index - 1)
    top, bottom = grammar.parts.get(word, (1, grammar.denominators.get(word, 0)))
    if top > bottom or bottom <= 1:
        return None
    if grammar.language == "en":
        if before in {"a", "an"}:
            return (top, bottom, index - 1, index + 1) if _is_part(passage, index) else None
        leads = before in grammar.ordinals or before in {"the", "other", "last", "latter", "better", "and"}
        return (top, bottom, index, index + 1) if word == "half" and not leads else None
    if word not in grammar.parts or before in {*grammar.ordinals, "دوسرے"} or passage.reads(index, ("آدھی", "رات")):
        return None
    # The first quarter, IV квартал: a number before it in signs.
    return top, bottom, index, index + 1


def _part(passage: Passage, numeral: Numeral) -> tuple[int, int, int, int] | None:
    """Пятая часть, پانچواں حصہ: of a third part, a book may be meant, and Urdu says of what."""
    owned = passage.word(numeral.start - 1) in {"کا", "کے", "کی"}
    if (
        passage.word(numeral.end) not in passage.grammar.part_nouns
        or not 4 - owned <= numeral.value <= _MOST_PLAIN_WHOLE
    ):
        return None
    return 1, int(numeral.value), numeral.start, numeral.end + 1


def _is_part(passage: Passage, index: int) -> bool:
    """A fifth of the budget, a third more; a fourth member of the expedition is none."""
    after = passage.word(index + 1)
    counted = passage.letters(index + 1) and after not in passage.grammar.stops and after not in _COMPARED
    return not counted or passage.word(index) in passage.grammar.parts


_COMPARED = frozenset({"more", "less", "fewer", "higher", "lower", "larger", "smaller", "bigger", "cheaper", "voted"})


def _of_denominator(passage: Passage, numeral: Numeral) -> tuple[int, int, int, int] | None:
    """Two thirds, three-quarters, две трети, دو تہائی."""
    if numeral.in_digits and numeral.value > 9:  # noqa: PLR2004
        return None
    at = passage.past_hyphen(numeral.end)
    bottom = passage.grammar.denominators.get(passage.word(at), 0)
    if bottom <= numeral.value or numeral.scale > 1:
        return None
    return int(numeral.value), bottom, numeral.start, at + 1


def _out_of(passage: Passage, numeral: Numeral) -> tuple[int, int, int, int] | None:
    grammar = passage.grammar
    for phrase in grammar.out_of:
        # One voter in five.
        noun = phrase == ("in",) and not numeral.in_digits and bool(passage.stem(numeral.end, grammar.people))
        if not passage.reads(numeral.end + noun, phrase):
            continue
        at = numeral.end + noun + len(phrase)
        other = read_numeral(passage, at) if passage.digits(at) or passage.letters(at) else None
        if other is None or other.ordinal or other.value != int(other.value):
            return None
        part, whole = (other, numeral) if grammar.whole_first else (numeral, other)
        if 0 < part.value < whole.value <= _MOST_WHOLE and _says_share(passage, phrase, part, whole, other.end):
            return int(part.value), int(whole.value), numeral.start, other.end
        return None
    return None


def _says_share(passage: Passage, phrase: tuple[str, ...], part: Numeral, whole: Numeral, end: int) -> bool:
    """Whether "N in M" is a share: "5 in 10 days" is a time, and "один из трёх коридоров" one of three."""
    if part.value != 1 and whole.value > _MOST_PLAIN_WHOLE:
        # 45 out of 60 members are two figures.
        return False
    if phrase == ("in",):
        measured = passage.stem(end, passage.grammar.measures)
        dated = passage.word(end) in passage.grammar.months
        return not measured and not dated and part.in_digits == whole.in_digits
    if phrase == ("из",) and part.value == 1:
        return bool(passage.stem(end, passage.grammar.people))
    return True


def _kazakh(passage: Passage, numeral: Numeral) -> tuple[int, int, int, int] | None:
    """Үштен бірі: the denominator with the ending "from", then the numerator."""
    if passage.grammar.language != "kk" or numeral.in_digits or numeral.end != numeral.start + 1:
        return None
    if not passage.word(numeral.start).endswith(_ABLATIVE):
        return None
    at = numeral.end
    if passage.word(at) in _ONE_OF:
        return 1, int(numeral.value), numeral.start, at + 1
    part = read_numeral(passage, at) if passage.letters(at) else None
    if part is None or part.ordinal or not 0 < part.value < numeral.value or part.end != at + 1:
        return None
    return int(part.value), int(numeral.value), numeral.start, part.end
