"""What is dialled: +92 51 1234567, (051) 111-222-333, 042 3520 0118; and the number of a book."""

from dataclasses import dataclass

from .number import Number
from .numbered import value_at
from .passage import Passage

_LEAST, _MOST, _LONGEST_GROUP = 7, 15, 12
_TOKENS = 24
_HYPHENS = frozenset("-‑")
_ZEROS = "0۰٠"
_BOOKS = frozenset({"isbn", "issn"})


@dataclass(slots=True)
class _Groups:
    """Digits up to the token `end`: how many, in how many groups, bound by how many hyphens, and groups that begin
    with nought where thousands never do.
    """

    end: int
    size: int = 0
    groups: int = 0
    hyphens: int = 0
    zeros: int = 0


def dialled(passage: Passage, index: int) -> tuple[Number, int] | None:
    """A telephone number: with + or after a word for it, or in groups that no other number has."""
    plus = passage.word(index - 1) == "+" and passage.glued(index)
    bracket = passage.word(index - 1) == "("
    start = index - 1 if plus or bracket else index
    if plus and passage.glued(start) and passage.gap(start) is not None and passage.letters(start - 1):
        return None
    read = _groups(passage, index, bracket=bracket)
    if not _LEAST <= read.size <= _MOST:
        return None
    value, several = value_at(passage, index), read.groups > 2  # noqa: PLR2004
    if passage.word(start - 1) in _BOOKS or passage.word(start - 2) in _BOOKS:
        return passage.number(start, read.end, value=value, kind="reference")
    if passage.word(read.end) == "+" and passage.glued(read.end) and several:
        # Typed from right to left.
        return passage.number(start, read.end + 1, value=value, kind="telephone")
    told = any(passage.word(start - back) in passage.grammar.telephone_before for back in (1, 2, 3))
    closed = bracket and passage.word(index + 1) == ")" and read.groups > 1
    if plus or told or closed or _is_local(passage, index, read) or (read.hyphens > 1 and several):
        return passage.number(start, read.end, value=value, kind="telephone")
    return None


def _groups(passage: Passage, index: int, *, bracket: bool) -> _Groups:
    read, at, opened = _Groups(index), index, int(bracket)
    while at < index + _TOKENS:
        word = passage.word(at)
        if passage.digits(at) and len(word) <= _LONGEST_GROUP:
            read.size, read.groups, read.end = read.size + len(word), read.groups + 1, at + 1
            # Thousands have groups of three, which may begin with nought.
            read.zeros += word[0] in _ZEROS and (at == index or len(word) in {2, 4})
        elif word in _HYPHENS and at + 1 < len(passage):
            read.hyphens += passage.glued(at) and passage.glued(at + 1)
        elif (word == "(" or (word == ")" and opened)) and at + 1 < len(passage):
            opened += 1 if word == "(" else -1
        else:
            break
        at += 1
    return read


def _is_local(passage: Passage, index: int, read: _Groups) -> bool:
    """0511234567, 042 3520 0118, 555 01 77."""
    first = passage.word(index)
    if first[0] in _ZEROS:
        return read.groups == 1 or (read.zeros > 0 and len(first) > 1)
    return read.zeros > 0 and read.groups > 2  # noqa: PLR2004
