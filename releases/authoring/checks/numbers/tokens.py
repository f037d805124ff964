"""A text as words, runs of digits and single signs, each with its place. One pass, linear in the text."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

# Direction marks and joiners that stand between a sign and its figure without parting them.
IGNORED = "\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
# Everything that is neither of a word nor a digit nor a space: ASCII and Latin-1 signs, general punctuation up to
# mathematical signs (joiners U+200C and U+200D belong to Urdu words), and what Arabic script has.
_SIGNS = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u2010-\u2027\u2030-\u205e\u2070-\u2bff\u060c\u061b\u061f\u066a-\u066c\u06d4\u3001-\u303f\uff04"
)
_TOKEN = re.compile(rf"\d+|[^\s\d{_SIGNS}{IGNORED}]+(?:['’ʼ][^\s\d{_SIGNS}{IGNORED}]+)*|[{_SIGNS}]")
_IGNORABLE = re.compile(f"[{IGNORED}]")
_MARKED = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d]")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u0653\u0656-\u065f\u0670\u200c\u200d]")
# Letters that differ in code and not to a reader; each to one, so that offsets stay.
_ALIKE = {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ё": "е", "’": "'", "ʼ": "'"}


def _alike(text: str) -> str:
    for letter, other in _ALIKE.items():
        text = text.replace(letter, other)
    return text


def fold(word: str) -> str:
    """A word as the tables have it: small letters, Urdu's own letters, without vowel marks and stretched lines."""
    low = _alike(word.lower())
    if _MARKED.search(low):
        low = _ARABIC_MARKS.sub("", _alike(unicodedata.normalize("NFC", low)))
    return low


# More than any reader looks back or ahead.
_MARGIN = 64


class Tokens:
    """`words[i]` is folded; `text[starts[i]:ends[i]]` is what stands there."""

    __slots__ = ("apart", "ends", "starts", "text", "word", "words")

    word: Callable[[int], str]
    """The folded word at an index, or "" up to _MARGIN places outside the text."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _TOKEN.finditer(text)]
        self.text = text
        self.starts = [start for start, _end in found]
        self.ends = [end for _start, end in found]
        self.words = self._folded(found)
        # Empty words behind the last are also what negative indices find before the first. The list's own method,
        # since it is called some hundred times for each number.
        self.word = [*self.words, *[""] * _MARGIN].__getitem__
        # Up to here digits with commas between them were found to be a list, not one number.
        self.apart = 0

    def _folded(self, found: list[tuple[int, int]]) -> list[str]:
        """The whole text at once where that keeps its length, and again each word that bears a mark."""
        whole = _alike(self.text.lower())
        if len(whole) != len(self.text):
            return [fold(self.text[start:end]) for start, end in found]
        words = [whole[start:end] for start, end in found]
        for mark in _MARKED.finditer(whole):
            index = bisect_right(self.starts, mark.start()) - 1
            if index >= 0 and mark.start() < self.ends[index]:
                words[index] = fold(self.text[self.starts[index] : self.ends[index]])
        return words

    def __len__(self) -> int:
        return len(self.words)

    def shown(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str | None:
        """What parts a token from the one before it; None at either end of the text."""
        if not 0 < index < len(self.words):
            return None
        before, start = self.ends[index - 1], self.starts[index]
        # A long stretch of nothing is a gap whatever is in it.
        return "" if before == start else _IGNORABLE.sub("", self.text[before : min(start, before + 20)])

    def glued(self, index: int) -> bool:
        return self.gap(index) == ""

    def digits(self, index: int) -> bool:
        return self.word(index).isdecimal()

    def letters(self, index: int) -> bool:
        return self.word(index)[:1].isalpha()

    def reads(self, index: int, phrase: tuple[str, ...]) -> bool:
        """Whether `phrase` stands at `index`."""
        return tuple(self.words[index : index + len(phrase)]) == phrase if index >= 0 else False


def ascii_digits(run: str) -> str:
    return run if run.isascii() else "".join(str(unicodedata.decimal(digit)) for digit in run)
