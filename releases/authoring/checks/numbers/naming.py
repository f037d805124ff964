"""Numbers in names, numbers of things, and what is dialled: COVID-19, Resolution 1325, room 12, +92 51 1234567."""

import re
from decimal import Decimal

from .dates import plausible_year
from .digits import MARKS
from .number import Number
from .passage import Passage
from .tokens import ascii_digits
from .units import INTERNATIONAL, codes, currency_before

_HYPHENS = frozenset("-‑‐–")
_LEAST_DIALLED, _MOST_DIALLED = 7, 15
_DIAL_TOKENS = 24
_NUMERO = frozenset({"№", "#", "no", "n"})
_LONGEST = 15
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|kz|pk|ru|int|example)\b")
_ADDRESS_SIGNS = frozenset("/@=&_#-.?")
_ROMAN = re.compile(r"(xl|x{0,3})(ix|iv|v?i{0,3})")
# Roman numbers are often typed in Cyrillic letters.
_LATIN = str.maketrans({"х": "x", "і": "i", "ѵ": "v"})


def read_name(passage: Passage, index: int) -> tuple[Number, int] | None:
    """(what is no figure at the digits `index`, the token after it)."""
    for reader in (_dialled, _address, _joined, _version, _numbered, _score):
        found = reader(passage, index)
        if found:
            return found
    return None


def value_at(passage: Passage, index: int) -> Decimal:
    """The digits as they are: of a long code the first ones only, since nobody counts with it."""
    return Decimal(ascii_digits(passage.word(index)[:_LONGEST]))


def _dialled(passage: Passage, index: int) -> tuple[Number, int] | None:
    """A telephone number: with + or after a word for it, or in three groups that hyphens bind."""
    plus = passage.word(index - 1) == "+" and passage.glued(index)
    bracket = passage.word(index - 1) == "("
    start = index - 1 if plus or bracket else index
    if plus and passage.glued(start) and passage.gap(start) is not None and passage.letters(start - 1):
        return None
    at, size, groups, hyphens = index, 0, 0, 0
    while at < index + _DIAL_TOKENS:
        if passage.digits(at) and len(passage.word(at)) <= _LEAST_DIALLED + 5:
            size, groups = size + len(passage.word(at)), groups + 1
        elif passage.word(at) in {"-", "‑", ")", "("} and at + 1 < len(passage):
            hyphens += passage.word(at) in {"-", "‑"} and passage.glued(at) and passage.glued(at + 1)
        else:
            break
        at += 1
    while at > index and not passage.digits(at - 1):
        at -= 1
    if not _LEAST_DIALLED <= size <= _MOST_DIALLED:
        return None
    told = any(passage.word(start - back) in passage.grammar.telephone_before for back in (1, 2, 3))
    behind = passage.word(at) == "+" and passage.glued(at) and groups > 2  # noqa: PLR2004  typed from right to left
    closed = bracket and passage.word(index + 1) == ")" and groups > 1
    local = passage.word(index)[0] in "0۰٠" and groups == 1
    if behind:
        return passage.number(start, at + 1, value=value_at(passage, index), kind="telephone")
    if plus or told or closed or local or (hyphens > 1 and groups > 2):  # noqa: PLR2004
        return passage.number(start, at, value=value_at(passage, index), kind="telephone")
    return None


def _address(passage: Passage, index: int) -> tuple[Number, int] | None:
    """Digits within a web or mail address."""
    if passage.word(index - 1) not in _ADDRESS_SIGNS or not passage.glued(index):
        return None
    place = passage.starts[index]
    around = passage.text[max(0, place - 100) : place].split()
    if not around or not _ADDRESS.search(around[-1]):
        return None
    return _named(passage, index, index + 1)


def _named(passage: Passage, start: int, end: int, at: int | None = None) -> tuple[Number, int]:
    value = value_at(passage, start if at is None else at)
    return passage.number(start, end, value=value, kind="name")


def _joined(passage: Passage, index: int) -> tuple[Number, int] | None:
    """Letters bound to digits: C5+1, G20, Su-27, 5G; money, scales, units and endings are none of these."""
    start = index
    if passage.glued(index) and passage.letters(index - 1):
        if currency_before(passage, index)[0] or passage.word(index - 1) in passage.grammar.minus:
            return None
        if passage.word(index - 1) in passage.grammar.references_before:
            return _referred(passage, index)
        start = index - 1
    elif (
        passage.word(index - 1) in _HYPHENS
        and passage.glued(index)
        and passage.glued(index - 1)
        and passage.letters(index - 2)
        and passage.capital(index - 2)
        and passage.shown(index - 2) not in codes()
    ):
        start = index - 2
    elif _unknown_letters(passage, index):
        return _named(passage, index, index + 2)
    elif passage.word(index + 1) == "+" and len(passage.word(index)) <= 2 and _bound_digits(passage, index + 1):  # noqa: PLR2004
        # Formats of diplomacy: 16+1, 2+2.
        return _named(passage, index, index + 3)
    else:
        return None
    end = index + 1
    if passage.letters(end) and passage.glued(end):
        end += 1
    if passage.word(end) == "+" and passage.glued(end) and passage.digits(end + 1) and passage.glued(end + 1):
        end += 2
    return _named(passage, start, end, index)


def _bound_digits(passage: Passage, sign: int) -> bool:
    """Whether a sign is bound to digits on both sides."""
    return passage.glued(sign) and passage.glued(sign + 1) and passage.digits(sign + 1)


def _score(passage: Passage, index: int) -> tuple[Number, int] | None:
    """3-0, 64–17: not from less to more, so no range."""
    if passage.word(index + 1) not in _HYPHENS or not _bound_digits(passage, index + 1):
        return None
    first, second = passage.word(index), passage.word(index + 2)
    plain = max(len(first), len(second)) <= 3 and passage.word(index + 3) not in {*_HYPHENS, ".", ","}  # noqa: PLR2004
    alone = passage.word(index - 1) not in {".", ",", *_HYPHENS} and passage.word(index + 3) not in {"%", "٪"}
    if not (plain and alone) or int(ascii_digits(first)) <= int(ascii_digits(second)):
        return None
    return _named(passage, index, index + 3)


def read_slashed(passage: Passage, index: int) -> tuple[Number, int] | None:
    """24/7, 9/11, 45/2020: what is no share and no pair of years is a name."""
    if passage.word(index + 1) != "/" or not _bound_digits(passage, index + 1) or plausible_year(passage, index):
        return None
    return _named(passage, index, index + 3)


def _unknown_letters(passage: Passage, index: int) -> bool:
    """One or two Latin letters bound to a number and known to no table: 5G, 3D."""
    grammar, word = passage.grammar, passage.word(index + 1)
    if not (passage.glued(index + 1) and word.isascii() and word.isalpha() and len(word) <= 2):  # noqa: PLR2004
        return False
    if passage.word(index - 1) in {"$", "€", "£"} or currency_before(passage, index)[0]:
        return False
    known = word in grammar.short_scales or word in grammar.ordinal_endings or word in grammar.times_after
    return not (
        known
        or word == "s"
        or grammar.stem(word, grammar.measures)
        or word in INTERNATIONAL
        or word in grammar.percents
    )


def _numbered(passage: Passage, index: int) -> tuple[Number, int] | None:
    """After the word that it numbers: Resolution 1325, room 12, № 5, п. 3; in Kazakh before it: 12-бап."""
    grammar = passage.grammar
    named = named_before(passage, index)
    if named:
        return _named(passage, index, index + 1)
    before = index - 1
    if passage.word(before) in {".", ":"}:
        before -= 1
    word = passage.word(before)
    stop = before < index - 1
    if word in grammar.references_before and (not stop or len(word) <= 4) and word != "":  # noqa: PLR2004
        # The negative "no" is followed by a word, and the abbreviation by its number.
        return _referred(passage, index)
    after = passage.past_hyphen(index + 1)
    if passage.word(after) in grammar.references_after and not passage.digits(after + 1):
        return _referred(passage, index)
    return None


def named_before(passage: Passage, index: int) -> bool:
    """Whether a word that makes a name stands before the number: Resolution 1325, Group of 77, «Группа 77»."""
    grammar = passage.grammar
    before = index - 1
    for _turn in range(4):
        if passage.word(before) in {".", "-", "№", "no", "of", "нумер", "نمبر", "«"} or passage.word(before) in _NUMERO:
            before -= 1
        else:
            break
    word = passage.word(before)
    if word not in grammar.names_before or word == "":
        return False
    several = len(passage.word(index)) > 2 or passage.word(index + 1) in MARKS  # noqa: PLR2004
    if several and currency_before(passage, index)[0]:
        # COP28 is a conference, COP 1,200 are pesos.
        return False
    if word in {"group", "big"} and passage.word(before + 1) not in {"of", "-"}:
        return False
    return passage.capital(before) or grammar.language != "en"


def _referred(passage: Passage, index: int) -> tuple[Number, int]:
    """The number of a thing, or of several: pages 12–15, law 12-3."""
    end = index + 3 if passage.word(index + 1) in _HYPHENS and _bound_digits(passage, index + 1) else index + 1
    return passage.number(index, end, value=value_at(passage, index), kind="reference")


def _version(passage: Passage, index: int) -> tuple[Number, int] | None:
    """3.2.1: the number of a section; thousands with points have groups of three."""
    at, sizes = index + 1, list[int]()
    while passage.word(at) == "." and passage.glued(at) and passage.digits(at + 1) and passage.glued(at + 1):
        sizes.append(len(passage.word(at + 1)))
        at += 2
        if len(sizes) > _DIAL_TOKENS:
            break
    if len(sizes) < 2 or all(size == 3 for size in sizes):  # noqa: PLR2004
        return None
    return passage.number(index, at, value=value_at(passage, index), kind="reference")


def roman(passage: Passage, index: int) -> int:
    """The value of a Roman number in capitals, else 0; one letter counts only before a noun that is numbered so."""
    shown = passage.shown(index)
    word = passage.word(index).translate(_LATIN)
    if not shown.isupper() or len(word) > 7 or not _ROMAN.fullmatch(word):  # noqa: PLR2004
        return 0
    following = passage.word(passage.past_hyphen(index + 1))
    if len(word) == 1 and following not in passage.grammar.names_after | passage.grammar.romans_before:
        return 0
    total, before = 0, 0
    for letter in reversed(word):
        size = {"i": 1, "v": 5, "x": 10, "l": 50}[letter]
        total += size if size >= before else -size
        before = max(before, size)
    return total
