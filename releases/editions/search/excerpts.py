"""Where an edition says what was sought: a passage, cut into pieces that were sought and pieces that were not."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .folding import Term, Word, found_in, may_be_in
from .texts import passages

_BEFORE, _LENGTH, _NAME = 60, 260, 40


@dataclass(frozen=True)
class Piece:
    text: str
    found: bool


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """The whole text in pieces."""
    plain = _composed(text)
    return _pieces(plain, 0, len(plain), found_in(plain, terms))


def excerpt(content: Mapping[str, Any], terms: Sequence[Term]) -> list[Piece]:
    """Some 260 characters of the first passage that has the most of the terms; the summary where none has any."""
    best, hits, most = _composed(content["summary"]), list[Word](), 0
    for passage in map(_composed, passages(content)):
        if not any(may_be_in(passage, term) for term in terms):
            continue
        found = found_in(passage, terms)
        if (different := _different(found, terms)) > most:
            best, hits, most = passage, found, different
        if most == len(terms):
            break
    if len(best) < _NAME and best != (summary := _composed(content["summary"])):
        # A name, such as that of a topic, tells little by itself.
        return [Piece(f"{summary} – ", found=False), *_pieces(best, 0, len(best), hits)]
    start = _start(best, hits[0].start) if hits else 0
    end = _end(best, start + _LENGTH)
    pieces = _pieces(best, start, end, hits)
    return [*([Piece("… ", found=False)] * (start > 0)), *pieces, *([Piece(" …", found=False)] * (end < len(best)))]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _different(hits: Sequence[Word], terms: Sequence[Term]) -> int:
    return sum(any(term.finds(word.folded) for word in hits) for term in terms)


def _start(text: str, hit: int) -> int:
    """The beginning of a word, not far before the first hit; of the text where that is near."""
    if hit <= _BEFORE:
        return 0
    space = text.find(" ", hit - _BEFORE, hit)
    return space + 1 if space >= 0 else hit


def _end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", 0, end)
    return space if space > end - _BEFORE else end


def _pieces(text: str, start: int, end: int, hits: Sequence[Word]) -> list[Piece]:
    pieces, at = [], start
    for word in hits:
        if start <= word.start and word.end <= end:
            pieces += [Piece(text[at : word.start], found=False), Piece(text[word.start : word.end], found=True)]
            at = word.end
    return [piece for piece in (*pieces, Piece(text[at:end], found=False)) if piece.text]
