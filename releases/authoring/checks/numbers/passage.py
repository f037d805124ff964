"""A text being read in one language: its tokens, and what that language says of them."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from .grammar import Grammar
from .number import Kind, Number, Qualifier
from .tokens import Tokens


@dataclass(slots=True)
class Numeral:
    """Digits or words that make one number; `start` and `end` count tokens, `end` is the one after."""

    value: Decimal
    start: int
    end: int
    # Of a number with one scale: 6.3 and a million. Otherwise the whole value and 1.
    coefficient: Decimal
    scale: Decimal = Decimal(1)
    # The digits, where it is nothing but digits without marks: a year may be that.
    plain: str = ""
    in_digits: bool = False
    ordinal: bool = False
    # Alone it is a word like others: one, نو.
    weak: bool = False
    # Said between a figure and its scale: 10 и более тысяч.
    qualifier: Qualifier | None = None
    ambiguous: bool = False


class Passage(Tokens):
    """Tokens with their grammar."""

    __slots__ = ("grammar",)

    def __init__(self, text: str, grammar: Grammar) -> None:
        super().__init__(text)
        self.grammar = grammar

    def number(
        self,
        start: int,
        end: int,
        *,
        value: Decimal,
        kind: Kind,
        unit: str | None = None,
        qualifier: Qualifier = "exact",
        low: Decimal | None = None,
        high: Decimal | None = None,
        ratio: tuple[int, int] | None = None,
        iso: str = "",
        ambiguous: bool = False,
    ) -> tuple[Number, int]:
        """(the number that stands in the tokens from `start` up to `end`, `end`)."""
        first, last = self.starts[start], self.ends[end - 1]
        found = Number(
            value=value,
            start=first,
            end=last,
            text=self.text[first:last],
            kind=kind,
            unit=unit,
            qualifier=qualifier,
            low=low,
            high=high,
            ratio=ratio,
            iso=iso,
            ambiguous=ambiguous,
        )
        return found, end

    def stem(self, index: int, table: Container[str]) -> str:
        return self.grammar.stem(self.word(index), table)

    def past_stop(self, index: int) -> int:
        """Past the full stop of an abbreviation, where more of the phrase follows: тыс. км, долл. США."""
        if self.word(index) == "." and self.glued(index) and self.gap(index + 1) is not None:
            after = self.shown(index + 1)
            if not after[:1].isupper() or after.isupper():
                return index + 1
        return index

    def past_hyphen(self, index: int) -> int:
        """Past a hyphen that binds a word to its number: 200-million, 54-процентный."""
        bound = self.word(index) in {"-", "‑", "‐"} and self.glued(index) and self.glued(index + 1)
        return index + 1 if bound and self.letters(index + 1) else index

    def capital(self, index: int) -> bool:
        """Whether a word has a capital, or is in a script that has none."""
        first = self.shown(index)[:1]
        return first.isalpha() and not first.islower()
