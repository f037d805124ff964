"""What SQLite chooses its ways by: how many rows each value of an index has. PostgreSQL surveys itself."""

from django.apps import apps
from django.db import connection


def survey() -> int:
    """Counts anew, a table at a time, so that nobody waits for long; gives the number of tables.

    Without it SQLite takes each value of each index for ten rows: among 100,000 editions the filter by what was
    withdrawn took 2.6 s at the desk, a list of what was corrected 1.1 s. Connections see the result when they are
    opened, which they are once a minute. Among a million editions it takes 6 s, of which a writer waits at most 4.
    """
    if connection.vendor != "sqlite":
        return 0
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')
    return len(tables)
