"""The words of the editions, in the full-text index of whichever database this is.

Both get words that are folded and parted already, so that neither applies rules of its own: SQLite's FTS5 with its
plainest tokenizer, PostgreSQL's tsvector written out. Neither ranks by how rare a word is in the whole index, since
that would tell something of what is not public.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from .folding import Term

Parameters = list[str]
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_MOST_COUNTED = 5


@dataclass(frozen=True)
class Worded:
    """An edition's words, folded."""

    edition: int
    title: str
    words: str


@dataclass(frozen=True)
class Sought:
    """What finds editions by their words: a table, its column with their ids, a condition with one parameter.

    The table has the columns of SearchEntry too. `latest` orders by the id, the last written first, in such a way
    that the database does not walk through everything in that order to find a few.
    """

    table: str
    key: str
    latest: str
    condition: str
    parameter: str


class Words(ABC):
    """One table of words, of each database's own kind. Every method is one statement."""

    covered = ""
    """What follows a table's name for it to be read from the index `edition_law` alone."""

    @abstractmethod
    def create(self) -> list[str]:
        """The statements that make the table, run by a migration."""

    @abstractmethod
    def write(self, rows: Sequence[Worded]) -> None:
        """For editions that have a SearchEntry, and no words yet."""

    @abstractmethod
    def clear(self, editions: Sequence[int] | None = None) -> None:
        """Of some editions; of all when none are named."""

    @abstractmethod
    def differing(self, rows: Sequence[Worded]) -> set[int]:
        """Editions whose words are not in the index as they are given."""

    @abstractmethod
    def seek(self, terms: Sequence[Term], *, title: bool = False) -> Sought:
        """What finds all of some terms, in titles alone or anywhere."""

    @abstractmethod
    def rank(self, terms: Sequence[Term]) -> tuple[str, Parameters]:
        """An expression over the table that is greater for a better answer."""


class _Fts5(Words):
    covered = ' INDEXED BY "edition_law"'
    _table = "releases_searchwords"

    def create(self) -> list[str]:
        return [f"CREATE VIRTUAL TABLE {self._table} USING fts5(title, words, tokenize='ascii', prefix='3 4 5')"]

    def write(self, rows: Sequence[Worded]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self._table} (rowid, title, words) VALUES (%s, %s, %s)",
                [(row.edition, row.title, row.words) for row in rows],
            )

    def clear(self, editions: Sequence[int] | None = None) -> None:
        chosen = "" if editions is None else f" WHERE rowid IN ({', '.join(map(str, editions))})"
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._table}{chosen}")

    def differing(self, rows: Sequence[Worded]) -> set[int]:
        keys = ", ".join(str(row.edition) for row in rows)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, title, words FROM {self._table} WHERE rowid IN ({keys})")
            standing = {Worded(*row) for row in cursor.fetchall()}
        return {row.edition for row in rows if row not in standing}

    def seek(self, terms: Sequence[Term], *, title: bool = False) -> Sought:
        every = " AND ".join(f'"{term.stem}"' + ("" if term.whole else " *") for term in terms)
        query = f"{{title}} : ({every})" if title else every
        key = f"{self._table}.rowid"
        table = f"{self._table} JOIN releases_searchentry ON releases_searchentry.edition_id = {key}"
        return Sought(table, key, f"{key} DESC", f"{self._table} MATCH %s", query)

    def rank(self, terms: Sequence[Term]) -> tuple[str, Parameters]:
        """How often the terms occur, up to five times, and ten times as much in the title."""
        title, words = self._occurrences("title"), self._occurrences("words")
        parts = [f"10 * {title} + min({_MOST_COUNTED}, {words})" for _term in terms]
        begun = [f" {term.stem} " if term.whole else f" {term.stem}" for term in terms]
        return " + ".join(parts), [word for word in begun for _use in range(4)]

    @staticmethod
    def _occurrences(column: str) -> str:
        padded = f"(' ' || {column} || ' ')"
        return f"((length{padded} - length(replace({padded}, %s, ''))) / length(%s))"


class _Tsvector(Words):
    _table = "releases_searchentry"
    _titled = "releases_searchtitled"

    def create(self) -> list[str]:
        """The vectors lie beside the narrow rows, so that many rows are read without them."""
        table = self._table
        return [
            f"ALTER TABLE {table} ADD COLUMN title_words tsvector, ADD COLUMN words tsvector",
            f"ALTER TABLE {table} ALTER COLUMN words SET STORAGE EXTERNAL",
            f"ALTER TABLE {table} SET (toast_tuple_target = 128)",
            f"CREATE INDEX searchentry_title_words ON {table} USING gin (title_words)",
            f"CREATE INDEX searchentry_words ON {table} USING gin (words)",
            # The planner takes a scan of the narrow rows for cheap, and does not see that it unpacks every vector.
            f"CREATE FUNCTION {self._titled}(tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE "
            f"SET enable_seqscan = off AS 'SELECT edition_id FROM {table} WHERE title_words @@ $1'",
        ]

    def write(self, rows: Sequence[Worded]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self._table} SET title_words = %s::tsvector, words = %s::tsvector WHERE edition_id = %s",
                [(*_vectors(row), row.edition) for row in rows],
            )

    def clear(self, editions: Sequence[int] | None = None) -> None:
        chosen = "" if editions is None else f" WHERE edition_id IN ({', '.join(map(str, editions))})"
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {self._table} SET title_words = NULL, words = NULL{chosen}")

    def differing(self, rows: Sequence[Worded]) -> set[int]:
        given = ", ".join(["(%s, %s::tsvector, %s::tsvector)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT given.id FROM (VALUES {given}) AS given (id, title_words, words) "
                f"LEFT JOIN {self._table} AS standing ON standing.edition_id = given.id "
                "WHERE (standing.title_words, standing.words) IS DISTINCT FROM (given.title_words, given.words)",
                [value for row in rows for value in (row.edition, *_vectors(row))],
            )
            return {edition for (edition,) in cursor.fetchall()}

    def seek(self, terms: Sequence[Term], *, title: bool = False) -> Sought:
        key = f"{self._table}.edition_id"
        titled = f"{key} IN (SELECT {self._titled}(%s::tsquery))"
        return Sought(self._table, key, f"{key} + 0 DESC", titled if title else "words @@ %s::tsquery", _tsquery(terms))

    def rank(self, terms: Sequence[Term]) -> tuple[str, Parameters]:
        """PostgreSQL's own: how often and, as weighed when written, where: ten times as much in the title."""
        return "ts_rank(words, %s::tsquery)", [_tsquery(terms)]


def _tsquery(terms: Sequence[Term]) -> str:
    return " & ".join(f"'{term.stem}'" + ("" if term.whole else ":*") for term in terms)


def _vectors(row: Worded) -> tuple[str, str]:
    """The words of the title, and all words, the title's first and heavier, as PostgreSQL writes them."""
    title = row.title.split()
    return _vector([(word, "") for word in title]), _vector(
        [*((word, "A") for word in title), *((word, "") for word in row.words.split())]
    )


def _vector(words: Sequence[tuple[str, str]]) -> str:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for position, (word, weight) in enumerate(words, 1):
        if len(places[word]) < _MOST_POSITIONS:
            places[word].append(f"{min(position, _LAST_POSITION)}{weight}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def words_of(vendor: str) -> Words:
    return {"sqlite": _Fts5, "postgresql": _Tsvector}[vendor]()


def words() -> Words:
    """Those of the database that is in use."""
    return words_of(connection.vendor)
