"""Numbers in names: COVID-19, C5+1, 3:1, GMT+5; with what numbers a thing, and what is dialled."""

import re

from .dates import plausible_year
from .dialled import dialled
from .digits import read_digits
from .number import Number
from .numbered import HYPHENS, bound_digits, named, numbered, referred, value_at
from .passage import Passage
from .tokens import ascii_digits
from .units import INTERNATIONAL, codes, currency_before

_ZONES = frozenset({"gmt", "utc"})
_MOST_SECTIONS = 24
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|kz|pk|ru|int|example)\b")
_ADDRESS_SIGNS = frozenset("/@=&_#-.?")
_ROMAN = re.compile(r"(xl|x{0,3})(ix|iv|v?i{0,3})")
# Roman numbers are often typed in Cyrillic letters.
_LATIN = str.maketrans({"х": "x", "і": "i", "ѵ": "v"})


def read_name(passage: Passage, index: int) -> tuple[Number, int] | None:
    """(what is no figure at the digits `index`, the token after it)."""
    for reader in (dialled, _address, _joined, _version, numbered, _score):
        found = reader(passage, index)
        if found:
            return found
    return None


def _address(passage: Passage, index: int) -> tuple[Number, int] | None:
    """Digits within a web or mail address."""
    if passage.word(index - 1) not in _ADDRESS_SIGNS or not passage.glued(index):
        return None
    place = passage.starts[index]
    around = passage.text[max(0, place - 100) : place].split()
    if not around or not _ADDRESS.search(around[-1]):
        return None
    return named(passage, index, index + 1)


def _joined(passage: Passage, index: int) -> tuple[Number, int] | None:
    """Letters bound to digits: C5+1, G20, Su-27, 5G; money, scales, units and endings are none of these."""
    start = index
    if passage.glued(index) and passage.letters(index - 1):
        if currency_before(passage, index)[0] or passage.word(index - 1) in passage.grammar.minus:
            return None
        if passage.word(index - 1) in passage.grammar.references_before:
            return referred(passage, index)
        start = index - 1
    elif (
        passage.word(index - 1) in HYPHENS
        and passage.glued(index)
        and passage.glued(index - 1)
        and passage.letters(index - 2)
        and passage.capital(index - 2)
        and passage.shown(index - 2) not in codes()
    ):
        start = index - 2
    else:
        return _with_sign(passage, index)
    end = index + 1
    if passage.letters(end) and passage.glued(end):
        end += 1
    if passage.word(end) in {"+", "/"} and bound_digits(passage, end):
        # C5+1, and of sector F-7/3.
        end += 2
    return named(passage, start, end, index)


def _with_sign(passage: Passage, index: int) -> tuple[Number, int] | None:
    """GMT+5; 5G; formats of diplomacy: 16+1, 2+2."""
    if passage.word(index - 1) in {"+", "-", "−", "–"} and passage.word(index - 2) in _ZONES and passage.glued(index):
        end = index + 3 if passage.word(index + 1) == ":" and bound_digits(passage, index + 1) else index + 1
        return named(passage, index - 2, end, index)
    if _unknown_letters(passage, index):
        return named(passage, index, index + 2)
    if passage.word(index + 1) == "+" and len(passage.word(index)) <= 2 and bound_digits(passage, index + 1):  # noqa: PLR2004
        return named(passage, index, index + 3)
    return None


def _score(passage: Passage, index: int) -> tuple[Number, int] | None:
    """3-0, 64–17: not from less to more, so no range; 3:1, and a scale of 1:50 000."""
    if passage.word(index + 1) not in {":", *HYPHENS} or not bound_digits(passage, index + 1):
        return None
    if passage.word(index + 1) == ":":
        read = read_digits(passage, index + 2, decimal=passage.grammar.decimal, scaled=frozenset())
        return named(passage, index, read[1] if read else index + 3)
    first, second = passage.word(index), passage.word(index + 2)
    plain = max(len(first), len(second)) <= 3 and passage.word(index + 3) not in {*HYPHENS, ".", ","}  # noqa: PLR2004
    alone = passage.word(index - 1) not in {".", ",", *HYPHENS} and passage.word(index + 3) not in {"%", "٪"}
    if not (plain and alone) or int(ascii_digits(first)) <= int(ascii_digits(second)):
        return None
    return named(passage, index, index + 3)


def read_slashed(passage: Passage, index: int) -> tuple[Number, int] | None:
    """24/7, 9/11, 45/2020: what is no share and no pair of years is a name."""
    if passage.word(index + 1) != "/" or not bound_digits(passage, index + 1) or plausible_year(passage, index):
        return None
    return named(passage, index, index + 3)


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


def _version(passage: Passage, index: int) -> tuple[Number, int] | None:
    """3.2.1: the number of a section; thousands with points have groups of three."""
    at, sizes = index + 1, list[int]()
    while passage.word(at) == "." and passage.glued(at) and passage.digits(at + 1) and passage.glued(at + 1):
        sizes.append(len(passage.word(at + 1)))
        at += 2
        if len(sizes) > _MOST_SECTIONS:
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
