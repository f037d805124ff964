"""For how long what is being read holds: said where it is known, gathered by whoever means to keep the answer.

What opens and closes in the record is known to everybody (`interval_ends.next_end_after`). Here is said what depends on
time besides: a briefing that is over, a list of the last two days.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Pack = Callable[[bytes, str], bytes]


@dataclass
class Holding:
    """`public` once somebody answered what everybody may read; `until_s`: until when, in seconds since 1970.

    `private` overrules: what was read ahead of the public, or for one person. `pack` compresses it: (bytes, coding).
    """

    public: bool = False
    private: bool = False
    until_s: float = math.inf
    pack: Pack | None = None

    @property
    def may_be_kept(self) -> bool:
        return self.public and not self.private


_holding: ContextVar[Holding | None] = ContextVar("holding", default=None)


@contextmanager
def gathered() -> Iterator[Holding]:
    """What is said of the answer that is made within."""
    holding = Holding()
    token = _holding.set(holding)
    try:
        yield holding
    finally:
        _holding.reset(token)


def for_everybody(*, pack: Pack | None = None) -> None:
    """The answer under way depends on nothing but address, language, format, the record, and the instant."""
    if holding := _holding.get():
        holding.public, holding.pack = True, pack


def for_one_reader() -> None:
    """Nobody else may get the answer under way."""
    if holding := _holding.get():
        holding.private = True


def only_until(moment: dt.datetime) -> None:
    """The answer under way would be another from `moment` on."""
    if holding := _holding.get():
        holding.until_s = min(holding.until_s, moment.timestamp())
