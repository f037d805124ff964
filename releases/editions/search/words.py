"""The words of the editions, in the full-text index of whichever database this is.

Both get words that are folded and parted already, so that neither applies rules of its own: SQLite's FTS5 with its
plainest tokenizer, PostgreSQL's tsvector written out.
"""

import functools
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from .folding import Term

_LAST_POSITION = 16_383
_MOST_POSITIONS = 255


@dataclass(frozen=True)
class Worded:
    """An edition's words, folded."""

    edition: int
    title: str
    words: str


class Words(ABC):
    """Writes what is to be found, and gives the SQL that finds it.

    `matching` and `ranking` are the FROM and WHERE of a statement in which `sought.id` is an edition. The
    parameters come from `query`; a higher `rank` is a better answer.
    """

    sought: str
    rank: str
    newest: str
    """The SQL to order by, newest written first, without sorting all that was found."""
    covering: str
    """What follows a table's name to have the law read from its index alone."""

    @abstractmethod
    def write(self, rows: Iterable[Worded]) -> None:
        """For editions whose SearchEntry has been written."""

    @abstractmethod
    def remove(self, editions: Sequence[int] | None = None) -> None:
        """Of some editions; of all when none are named."""

    @abstractmethod
    def query(self, terms: Sequence[Term], *, title: bool = False) -> str:
        """The parameter that seeks all of some terms, in titles alone or everywhere."""

    @abstractmethod
    def differing(self, rows: Sequence[Worded]) -> set[int]:
        """Editions whose words are not in the index as they are given."""

    @abstractmethod
    def matching(self, *, title: bool = False) -> str:
        """The condition on `sought`, with one parameter."""


class _Fts5(Words):
    sought = "(SELECT rowid AS id, * FROM releases_searchwords)"
