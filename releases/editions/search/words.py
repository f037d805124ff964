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
    """What finds entries by their words: what follows FROM, up to a condition that others may follow; one parameter.

    It has the columns of SearchEntry. `latest` orders by the edition, the last written first.
    """

    source: str
    latest: str
    parameter: str


class Words(ABC):
    """One table of words, of each database's own kind. Every method is one statement."""

    table: str
    key: str
    """The table that has the words, and its column with the ids of the editions."""

    entries = "releases_searchentry"
    """All entries, as the cheapest way to read most of them."""

    @abstractmethod
    def create(self) -> list[str]:
        """The statements that make the table, run by a migration."""

    @abstractmethod
    def create_narrow(self) -> list[str]:
        """What a later migration adds, once the entries have the columns of the law."""

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
    table = "releases_searchwords"
    key = "rowid"
    entries = "releases_searchentry INDEXED BY searchentry_law"

    def create(self) -> list[str]:
        return [f"CREATE VIRTUAL TABLE {self.table} USING fts5(title, words, tokenize='ascii', prefix='3 4 5')"]

    def create_narrow(self) -> list[str]:
        return []

    def write(self, rows: Sequence[Worded]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self.table} (rowid, title, words) VALUES (%s, %s, %s)",
                [(row.edition, row.title, row.words) for row in rows],
            )

    def clear(self, editions: Sequence[int] | None = None) -> None:
        chosen = "" if editions is None else f" WHERE rowid IN ({', '.join(map(str, editions))})"
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table}{chosen}")

    def differing(self, rows: Sequence[Worded]) -> set[int]:
        keys = ", ".join(str(row.edition) for row in rows)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid, title, words FROM {self.table} WHERE rowid IN ({keys})")
            standing = {Worded(*row) for row in cursor.fetchall()}
        return {row.edition for row in rows if row not in standing}

    def seek(self, terms: Sequence[Term], *, title: bool = False) -> Sought:
        every = " AND ".join(f'"{term.stem}"' + ("" if term.whole else " *") for term in terms)
        query = f"{{title}} : ({every})" if title else every
        # CROSS JOIN: the words first, whatever the planner thinks of the filters.
        source = (
            f"{self.table} CROSS JOIN {self.entries} ON edition_id = {self.table}.rowid WHERE {self.table} MATCH %s"
        )
        return Sought(source, f"{self.table}.rowid DESC", query)

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
    table = "releases_searchentry"
    key = "edition_id"

    def create(self) -> list[str]:
        """The vectors lie beside the narrow rows, so that many rows are read without them."""
        table = self.table
        return [
            f"ALTER TABLE {table} ADD COLUMN title_words tsvector, ADD COLUMN words tsvector",
            f"ALTER TABLE {table} ALTER COLUMN words SET STORAGE EXTERNAL",
            f"ALTER TABLE {table} SET (toast_tuple_target = 128)",
            f"CREATE INDEX searchentry_title_words ON {table} USING gin (title_words)",
            f"CREATE INDEX searchentry_words ON {table} USING gin (words)",
            # The planner takes a scan of the narrow rows for cheap, and does not see that it unpacks every vector.
            "CREATE FUNCTION releases_searchtitled(tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE "
            f"SET enable_seqscan = off AS 'SELECT edition_id FROM {table} WHERE title_words @@ $1'",
        ]

    def create_narrow(self) -> list[str]:
        """The same scan is avoided for both columns: of 100,000 vectors, it took 460 ms where the index took 40."""
        columns = {
            "edition_id": "bigint",
            "treats_id": "bigint",
            "language": "varchar",
            "kind": "varchar",
            "released_at": "timestamptz",
            "public_from": "timestamptz",
            "public_until": "timestamptz",
        }
        typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        return [
            "DROP FUNCTION releases_searchtitled(tsquery)",
            *(
                f"CREATE FUNCTION {function}(tsquery) RETURNS TABLE ({typed}) LANGUAGE sql STABLE "
                f"SET enable_seqscan = off AS 'SELECT {', '.join(columns)} FROM {self.table} WHERE {column} @@ $1'"
                for function, column in (
                    ("releases_searchfound", "words"),
                    ("releases_searchfound_in_titles", "title_words"),
                )
            ),
        ]

    def write(self, rows: Sequence[Worded]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self.table} SET title_words = %s::tsvector, words = %s::tsvector WHERE edition_id = %s",
                [(*_vectors(row), row.edition) for row in rows],
            )

    def clear(self, editions: Sequence[int] | None = None) -> None:
        chosen = "" if editions is None else f" WHERE edition_id IN ({', '.join(map(str, editions))})"
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {self.table} SET title_words = NULL, words = NULL{chosen}")

    def differing(self, rows: Sequence[Worded]) -> set[int]:
        given = ", ".join(["(%s, %s::tsvector, %s::tsvector)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT given.id FROM (VALUES {given}) AS given (id, title_words, words) "
                f"LEFT JOIN {self.table} AS standing ON standing.edition_id = given.id "
                "WHERE (standing.title_words, standing.words) IS DISTINCT FROM (given.title_words, given.words)",
                [value for row in rows for value in (row.edition, *_vectors(row))],
            )
            return {edition for (edition,) in cursor.fetchall()}

    def seek(self, terms: Sequence[Term], *, title: bool = False) -> Sought:
        found = f"releases_searchfound{'_in_titles' if title else ''}(%s::tsquery)"
        return Sought(f"{found} AS releases_searchentry WHERE true", "edition_id DESC", _tsquery(terms))

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
