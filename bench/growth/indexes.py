"""Of a database that is filled: indexes are built once, afterwards, and what it does by and by is done at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_WRITTEN = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOTNULL AND tbl_name LIKE 'releases_%'",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'releases_%' "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}
_FAST = {
    "sqlite": ["PRAGMA synchronous = OFF", "PRAGMA cache_size = -1000000"],
    "postgresql": ["SET synchronous_commit = off", "SET maintenance_work_mem = '1GB'"],
}


@contextmanager
def built_afterwards() -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in _FAST[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(_WRITTEN[connection.vendor].replace("%", "%%"))
        indexes = [(name, sql) for name, sql in cursor.fetchall()]
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _name, sql in indexes:
            cursor.execute(sql.replace("%", "%%"))
        if connection.vendor == "postgresql":
            from django.apps import apps
            from django.core.management.color import no_style

            models: list[Any] = list(apps.get_app_config("releases").get_models())
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


def settle() -> None:
    """Statistics, and the parts of its index of words put together."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("INSERT INTO releases_searchwords (releases_searchwords) VALUES ('optimize')")
            cursor.execute("ANALYZE")
    connection.close()
