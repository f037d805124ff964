"""The words of the editions, in the full-text index of whichever database this is.

Both get words that are folded and parted already, so that neither applies rules of its own: SQLite's FTS5 with its
plainest tokenizer, PostgreSQL's tsvector written out. Neither ranks by how rare a word is in the whole index, since
that would tell something of what is not public.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .folding import Term

Parameters = list[str]
Statement = tuple[str, list[Any]]
"""SQL and its parameters."""

_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_MOST_COUNTED = 5
_COLUMNS = "edition_id, treats_id, language, kind, released_at"

# PostgreSQL reads all that has the words where it takes them for no more than so many.
FEW = 1000
# Else it reads as many first as this many times what is wanted: there are four languages, and past editions.
WIDE = 6
# An id of the span is found so many times as fast as a row is read.
_QUICKER = 20


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
    def create_latest(self) -> list[str]:
        """What another adds, for words that many have."""

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
    def latest(
        self, name: str, terms: Sequence[Term], asked: Statement, *, most: int, title: bool = False
    ) -> Statement:
        """Common tables, the last of them by the name: entries that have all the terms and are asked for.

        Of these no more than `most`, which were written last.
        """

    @abstractmethod
    def has(self, terms: Sequence[Term], edition: str) -> tuple[str, Parameters]:
        """Whether the edition that an expression says has all the terms, by its own words and no index."""

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

    def create_latest(self) -> list[str]:
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

    def latest(
        self, name: str, terms: Sequence[Term], asked: Statement, *, most: int, title: bool = False
    ) -> Statement:
        """The index is walked from its end, no further than it has to be."""
        sought, (condition, parameters) = self.seek(terms, title=title), asked
        rows = f"SELECT {_COLUMNS} FROM {sought.source} AND {condition} ORDER BY {sought.latest} LIMIT {most}"
        return f"{name} AS MATERIALIZED ({rows})", [sought.parameter, *parameters]

    def has(self, terms: Sequence[Term], edition: str) -> tuple[str, Parameters]:
        every = " AND ".join("instr(' ' || title || ' ' || words || ' ', %s)" for _term in terms)
        return f"(SELECT {every} FROM {self.table} WHERE rowid = {edition})", _begun(terms)

    def rank(self, terms: Sequence[Term]) -> tuple[str, Parameters]:
        """How often the terms occur, up to five times, and ten times as much in the title."""
        title, words = self._occurrences("title"), self._occurrences("words")
        parts = [f"10 * {title} + min({_MOST_COUNTED}, {words})" for _term in terms]
        return " + ".join(parts), [word for word in _begun(terms) for _use in range(4)]

    @staticmethod
    def _occurrences(column: str) -> str:
        padded = f"(' ' || {column} || ' ')"
        return f"((length{padded} - length(replace({padded}, %s, ''))) / length(%s))"


def _begun(terms: Sequence[Term]) -> list[str]:
    """What stands among words that are parted by spaces, where one of them is found."""
    return [f" {term.stem} " if term.whole else f" {term.stem}" for term in terms]


_ENTRY = {
    "edition_id": "bigint",
    "treats_id": "bigint",
    "language": "varchar",
    "kind": "varchar",
    "released_at": "timestamptz",
    "public_from": "timestamptz",
    "public_until": "timestamptz",
}


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
        typed = ", ".join(f"{name} {kind}" for name, kind in _ENTRY.items())
        return [
            "DROP FUNCTION releases_searchtitled(tsquery)",
            *(
                f"CREATE FUNCTION {function}(tsquery) RETURNS TABLE ({typed}) LANGUAGE sql STABLE "
                f"SET enable_seqscan = off AS 'SELECT {', '.join(_ENTRY)} FROM {self.table} WHERE {column} @@ $1'"
                for function, column in (
                    ("releases_searchfound", "words"),
                    ("releases_searchfound_in_titles", "title_words"),
                )
            ),
        ]

    def create_latest(self) -> list[str]:
        """What finds those within a span of ids, by a bitmap of each index; and how many the planner takes them for."""
        typed, columns = ", ".join(f"{name} {kind}" for name, kind in _ENTRY.items()), ", ".join(_ENTRY)
        found, explain = f"FROM {self.table} WHERE", "EXPLAIN (FORMAT JSON) SELECT 1"
        within = "(tsquery, bigint, bigint)"
        statements = []
        for suffix, column in (("", "words"), ("_in_titles", "title_words")):
            statements += [
                f"CREATE OR REPLACE FUNCTION releases_searchwithin{suffix}{within} RETURNS TABLE ({typed}) "
                "LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off "
                f"AS 'SELECT {columns} {found} {column} @@ $1 AND edition_id > $2 AND edition_id <= $3'",
                f"CREATE OR REPLACE FUNCTION releases_searchguessed{suffix}(sought tsquery) RETURNS bigint "
                "LANGUAGE plpgsql AS $$ DECLARE plan json; BEGIN "
                f"EXECUTE '{explain} {found} {column} @@ ' || quote_literal(sought) || '::tsquery' INTO plan; "
                "RETURN greatest((plan->0->'Plan'->>'Plan Rows')::bigint, 1); END $$",
            ]
        return statements

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

    def latest(
        self, name: str, terms: Sequence[Term], asked: Statement, *, most: int, title: bool = False
    ) -> Statement:
        """The index has no order: it is read whole, but of the rows only those within a span of ids.

        How far back that goes follows from how many have the terms, as far as the planner knows: that chooses the way,
        and never the answer. Where it was not far enough, all that is older is read.
        """
        titles, query, (condition, parameters) = "_in_titles" if title else "", _tsquery(terms), asked
        guessed, last = f"releases_searchguessed{titles}(%s::tsquery)", f"(SELECT max(edition_id) FROM {self.table})"
        span = f"{most * WIDE} * last / guessed"
        few = f"greatest({FEW}, {most * WIDE} + {span} / {_QUICKER})"
        far = f"(SELECT id FROM {name}_far)"

        def rows(found: str) -> str:
            return f"SELECT {_COLUMNS} FROM {found} AS releases_searchentry WHERE {condition}"

        near = rows(f"releases_searchwithin{titles}(%s::tsquery, {far}, {last})")
        older = rows(f"releases_searchfound{titles}(%s::tsquery)")
        tables = [
            f"{name}_guess AS MATERIALIZED (SELECT {guessed} AS guessed, {last} AS last)",
            f"{name}_far AS MATERIALIZED (SELECT CASE WHEN guessed <= {few} THEN 0 ELSE greatest(0, last - {span}) END "
            f"AS id FROM {name}_guess)",
            f"{name}_near AS MATERIALIZED ({near} AND {far} > 0)",
            f"{name}_older AS MATERIALIZED ({older} AND (SELECT count(*) FROM {name}_near) < {most} "
            f"AND ({far} = 0 OR edition_id <= {far}))",
            f"{name} AS MATERIALIZED (SELECT * FROM {name}_near UNION ALL SELECT * FROM {name}_older "
            f"ORDER BY edition_id DESC LIMIT {most})",
        ]
        return ", ".join(tables), [query, query, *parameters, query, *parameters]

    def has(self, terms: Sequence[Term], edition: str) -> tuple[str, Parameters]:
        """The inner query keeps the planner from asking the index for all that have them."""
        return f"(SELECT words @@ %s::tsquery FROM {self.table} WHERE edition_id = {edition})", [_tsquery(terms)]

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
