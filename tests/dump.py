"""Everything that is in the database, to compare before with after."""

from typing import Any

from django.db import connection


def whole_database() -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows, sorted; sequences apart, which no transaction takes back."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(cursor.fetchall(), key=repr)
